"""Checking payloads: documented and captured shapes pass, and errors name their place."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ongoing_desktop.domain.catalogue import Trigger
from ongoing_desktop.domain.payload_check import MOST_FINDINGS, Checked, check_payload
from ongoing_desktop.domain.promises import FORMATS, broken_by_trigger
from ongoing_desktop.domain.samples import SampleContext, sample
from ongoing_desktop.domain.scenario import ScenarioStep, step_remarks
from ongoing_desktop.services.scenarios import remarks
from ongoing_desktop.storage.resources import load_catalogue, load_samples
from ongoing_desktop.wording.messages import SENTENCES, sentence

CATALOGUE = load_catalogue()
VALUES = load_samples()
CONTEXT = SampleContext("demo", 12, "Acme", 4, 139, datetime(2026, 1, 15, 9, 30, 29, 932485, tzinfo=UTC))


def made(key: str = "order-picked") -> dict[str, Any]:
    family, trigger = CATALOGUE.family_of(key), CATALOGUE.trigger(key)
    assert family
    assert trigger
    return sample(family, trigger, CONTEXT, VALUES)


def checked(data: object, type_key: str | None = None) -> Checked:
    body = data if isinstance(data, bytes) else json.dumps(data).encode()
    return check_payload(body, CATALOGUE, type_key)


def codes(found: Checked) -> list[tuple[str, str, str]]:
    return [(item.severity, item.code, item.path) for item in found.findings]


@pytest.mark.parametrize("trigger", CATALOGUE.triggers, ids=lambda trigger: trigger.key)
class TestEveryTrigger:
    def test_its_sample_fits(self, trigger: Trigger) -> None:
        found = checked(made(trigger.key), trigger.key)
        assert found.good
        # Future facts are null in our samples (a pick order's end), although no documentation shows it.
        assert {item.code for item in found.findings if item.severity != "note"} <= {"check-null"}

    def test_its_documented_example_fits(self, trigger: Trigger) -> None:
        family = CATALOGUE.family_of(trigger.key)
        assert family
        found = checked(dict(family.example), trigger.key)
        assert [item.code for item in found.findings if item.severity == "error"] == []

    def test_each_member_of_another_type_is_an_error_with_its_meaning(self, trigger: Trigger) -> None:
        data = made(trigger.key)
        family = CATALOGUE.family_of(trigger.key)
        assert family
        for item in family.fields:
            if "." in item.path:
                continue
            wrong = {**data, item.path: True if item.type != "boolean" else 5}
            found = [finding for finding in checked(wrong, trigger.key).findings if finding.severity == "error"]
            if item.path == family.id_member or item.path in wrong:
                assert [(finding.code, finding.path) for finding in found] == [("check-type", item.path)], item.path
                assert found[0].meaning == item.description


def test_a_payload_as_captured_fits() -> None:
    """Order of members, Z, 1 for 1.0, nulls, empty texts, absent members, several flags (captures of 2022)."""
    whole = made("article-returned")
    captured = {
        "article": {**whole["article"], "articleNumber": "AB 12"},
        "articleItem": {**whole["articleItem"], "numberOfItems": 1, "serial": "", "batch": "", "expiryDate": None},
        "byComputer": None,
        "byUser": whole["byUser"],
        "order": whole["order"],
        "webhookPickingId": 1,
        "webhookEventId": 139,
        "system": "Demo",
        "timestamp": "2022-11-05T10:11:12.1234567Z",
        "goodsOwnerId": 12,
        "isAllocated": True, "isPicked": True, "isReturned": True,
    }  # fmt: skip
    captured["articleItem"].pop("returnCause", None)
    captured["articleItem"].pop("orderPalletItem", None)
    found = checked(captured, "article-returned")
    assert found.good
    assert [item for item in codes(found) if item[0] == "warning"] == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "check-empty"),
        (b"  \n", "check-empty"),
        (b"{", "check-not-json"),
        (b"\xff{}", "check-not-text"),
        (b"[1]", "check-no-object"),
        (b"{}", "check-unknown-family"),
        (b'{"a": NaN}', "check-no-number"),
        (b"[" * 200_000, "check-too-deep"),
        (b'{"a":' + b"9" * 5000 + b"}", "check-no-number"),
    ],
)
def test_what_is_no_payload_is_an_error(body: bytes, code: str) -> None:
    found = checked(body)
    assert not found.good
    assert found.findings[-1].code == code


def test_details_are_named_with_their_place() -> None:
    data = made()
    data["parcels"] = [{"id": 1}, {"id": "two", "new": 1}]
    data["ordernumber"] = data.pop("orderNumber")
    data["extra"] = {"deep": 1}
    data["timestamp"] = "yesterday"
    data["goodsOwnerId"] = 12.0
    del data["webhookEventId"]
    found = codes(checked(data))
    assert ("error", "check-type", "parcels[1].id") in found
    assert ("warning", "check-unknown", "parcels[1].new") in found
    assert ("warning", "check-case", "ordernumber") in found
    assert ("warning", "check-unknown", "extra") in found
    assert ("warning", "check-absent-needed", "webhookEventId") in found
    assert ("note", "check-absent", "parcels[0].parcelNumber") in found or (
        "note",
        "check-absent",
        "parcels.parcelNumber",
    ) in found
    assert not [item for item in found if item[2] == "goodsOwnerId"]


def test_another_family_and_another_trigger_are_told_apart() -> None:
    other = checked(made("article-created"), "order-picked")
    assert codes(other) == [("error", "check-other-family", "")]
    data = made("article-picked")
    assert ("warning", "check-other-trigger", "") in codes(checked(data, "article-returned"))


def test_a_member_twice_and_a_mark_at_the_beginning_are_said() -> None:
    body = json.dumps(made()).encode()
    found = checked(b"\xef\xbb\xbf" + body[:-1] + b', "system": "demo"}')
    assert [item.code for item in found.findings[:2]] == ["check-bom", "check-twice"]
    assert found.good


def test_an_endless_list_of_faults_is_cut() -> None:
    data = {**made(), "parcels": [1] * 2000}
    found = checked(data)
    assert len(found.findings) == MOST_FINDINGS
    assert found.more > 1000


def test_meanings_are_given_by_the_payloads_own_paths() -> None:
    found = checked({**made(), "parcels": [{"id": 1}]})
    assert found.fields["orderId"].description
    assert "parcels[0].id" in found.fields


def test_every_code_has_a_sentence() -> None:
    for item in checked({**made(), "x": 1, "timestamp": 5, "orderNumber": None}).findings:
        assert item.code in SENTENCES
        assert sentence(item.code, item.params) != item.code


def at(data: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """The payload with one member replaced."""
    name, _, rest = path.partition(".")
    return {**data, name: at(data[name], rest, value) if rest else value}


TIMES = [
    ("29/11/2026 18:00", "error"), ("2026-11-29", "error"), ("2026-13-29T18:00:00.0000000", "error"),
    ("2026-11-29T25:00:00.0000000", "error"), ("Sun, 29 Nov 2026 18:00:00 GMT", "error"), ("1796061600", "error"),
    ("2026-11-29T18:00:00+02:00", "error"), ("2026-11-29T18:00:00", "warning"), ("2026-11-29T18:00:00.123", "warning"),
    ("2026-11-29 18:00:00.0000000", "warning"), ("2026-11-29T18:00:00.0000000", ""), ("2026-11-29T18:00:00.0000000Z", ""),
]  # fmt: skip


@pytest.mark.parametrize("key", [family.triggers[0].key for family in CATALOGUE])
@pytest.mark.parametrize(("written", "severity"), TIMES)
def test_the_time_is_held_against_what_is_promised(key: str, written: str, severity: str) -> None:
    found = [item for item in checked({**made(key), "timestamp": written}, key).findings if item.path == "timestamp"]
    assert [item.severity for item in found] == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("key", "path", "value", "severity"),
    [
        ("outbound-shipment-status-changed", "consignee.countryCode", "SWE", "error"),
        ("outbound-shipment-status-changed", "consignee.countryCode", "Sweden", "error"),
        ("outbound-shipment-status-changed", "consignee.countryCode", "SE", ""),
        ("file-attached", "mimeType", "pdf", "warning"),
        ("file-attached", "mimeType", "application/pdf", ""),
        ("order-created", "path", "api/v1/orders/1", "warning"),
        ("order-created", "path", "/api/v1/orders/70031", ""),
        ("order-created", "tracking", [{"trackingUrl": "UA1"}], "warning"),
        ("article-picked", "articleItem.numberOfItems", -1.0, "warning"),
        ("order-picked", "orderStatus.number", 200, "error"),
        ("order-picked", "orderStatus.number", 399, "error"),
        ("order-picked", "orderStatus.number", 400, ""),
        ("order-picked", "orderStatus.number", 450, ""),
        ("order-status-changed", "orderStatus.number", 200, ""),
        ("purchase-order-received", "purchaseOrderStatus.number", 300, "error"),
        ("purchase-order-received", "purchaseOrderStatus.number", 500, ""),
        ("purchase-order-created", "purchaseOrderStatus.number", 100, ""),
        *[
            (trigger.key, rule.path, False, "error")
            for trigger in CATALOGUE.triggers
            for rule in trigger.means
            if rule.equals and trigger.key != "article-returned"
        ],
        ("article-returned", "isReturned", False, "error"),
        ("article-returned", "isReturned", None, "warning"),
        ("order-picked", "orderStatus.number", 0, "error"),
    ],
)
def test_every_promise_is_checked(key: str, path: str, value: Any, severity: str) -> None:
    """Errors if the documentation states it, warnings if it is inferred."""
    before = {item.code for item in checked(made(key), key).findings}
    found = [item for item in checked(at(made(key), path, value), key).findings if item.path.startswith(path)]
    judged = [item for item in found if item.code not in before and item.severity != "note"]
    assert [item.severity for item in judged] == ([severity] if severity else [])
    assert all("{" not in sentence(item.code, item.params) for item in judged)


def test_every_rule_of_the_catalogue_is_kept_by_its_sample_and_broken_by_another() -> None:
    for trigger in CATALOGUE.triggers:
        assert not list(broken_by_trigger(trigger, made(trigger.key))), trigger.key
        for rule in trigger.means:
            value: Any = {"order": {}, "shipment": {}}
            if rule.least is not None:
                value = rule.least - 1
            elif rule.equals is not None:
                value = not rule.equals
            elif rule.differs_from:
                value = made(trigger.key)[rule.differs_from]
            broken = list(broken_by_trigger(trigger, at(made(trigger.key), rule.path, value)))
            assert [(item.path, item.inferred) for item in broken] == [(rule.path, rule.inferred)]
            assert sentence(broken[0].code, broken[0].params) != broken[0].code


def test_the_documented_examples_are_not_wrong_for_their_placeholders() -> None:
    for trigger in CATALOGUE.triggers:
        family = CATALOGUE.family_of(trigger.key)
        assert family is not None
        assert all(broken.inferred for broken in broken_by_trigger(trigger, family.example)), trigger.key


def test_every_format_of_the_catalogue_is_known() -> None:
    assert {item.format for family in CATALOGUE for item in family.fields} - {""} == set(FORMATS)


@pytest.mark.parametrize(
    ("step", "paths"),
    [
        (ScenarioStep(trigger="order-picked", status=200), ["orderStatus.number"]),
        (ScenarioStep(trigger="order-picked", status=400), []),
        (ScenarioStep(trigger="order-picked"), []),
        (ScenarioStep(trigger="order-picked", status=400, values={"orderStatus.number": 300}), ["orderStatus.number"]),
        (ScenarioStep(trigger="purchase-order-received", status=300), ["purchaseOrderStatus.number"]),
        (ScenarioStep(trigger="article-picked", values={"isPicked": False}), ["isPicked"]),
        (ScenarioStep(trigger="nothing", status=1), []),
    ],
)
def test_a_scenarios_step_is_held_against_its_trigger_too(step: ScenarioStep, paths: list[str]) -> None:
    assert [item.field for item in step_remarks(step, CATALOGUE)] == paths
    assert bool(remarks(step, CATALOGUE)) == bool(paths)


@given(st.binary(max_size=200))
def test_any_bytes(body: bytes) -> None:
    check_payload(body, CATALOGUE)


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["order", "articleItem", "parcels", "webhookOrdersId", "x"]), inner, max_size=4), max_leaves=15))  # fmt: skip
def test_any_json(data: object) -> None:
    check_payload(json.dumps({"webhookOrdersId": 1, "order": data, "parcels": data}).encode(), CATALOGUE)

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.errors import ConfigError
from ongoing_desktop.domain.forwarding import Forward
from ongoing_desktop.domain.settings import GoodsOwner, Preferences, Settings, System, Webhook, WebhookState
from ongoing_desktop.formats.config import ParsedConfig, export_config, parse_config
from ongoing_desktop.formats.config_merge import merge_config
from ongoing_desktop.storage.resources import load_catalogue
from ongoing_desktop.wording.messages import error_sentence


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


SYSTEM = System(
    id="s1",
    name="Lager Ö",
    code="demo",
    goods_owners=(GoodsOwner(13, "Beta", "B"), GoodsOwner(12, "Åcme", "A", {"note": "kept"})),
    extra={"zone": ["x", 1.5, None]},
)
OTHER = System(id="s2", name="Annex", code="annex", goods_owners=(GoodsOwner(1, "One", ""),), address="https://x.test")
REGULAR = Webhook(
    id="11111111-1111-1111-1111-111111111111",
    name="Picked",
    system="s1",
    kind="regular",
    type="order-picked",
    goods_owners=(12,),
    url="https://example.test/hook?å=1",
    authentication="basic",
    username="ürgen",
    retry_policy="one-day",
    enabled=True,
)
AUTOMATION = Webhook(
    id="22222222-2222-2222-2222-222222222222",
    name="Status",
    system="s1",
    kind="automation",
    type="order-status-changed",
    goods_owners=(13, 12),
    url="http://127.0.0.1:8765/x",
    email="ops@example.test",
    authentication="x-auth-token",
    settings={"statuses": [{"from": 200, "to": 400}, {"to": 450}], "transporters": ["PostNord"]},
    number=7,
    local_target="http://127.0.0.1:9000/",
    on_refusal="401",
    keep_raw=True,
    extra={"later": {"a": [1]}, "authentication": {"realm": "r"}},
)
SETTINGS = Settings(
    revision=4,
    systems=(SYSTEM, OTHER),
    webhooks=(AUTOMATION, REGULAR),
    states={REGULAR.id: WebhookState(secret_ref="ref-1"), AUTOMATION.id: WebhookState(secret_ref="ref-2")},
    preferences=Preferences(port=9999, confirmed_hosts=frozenset({"example.test"})),
    extra={"vendor": {"x": 1}},
)


def document(**changes: Any) -> dict[str, Any]:
    return {
        "format": "ongoing-desktop-config",
        "version": 1,
        "systems": [{"name": "Demo", "code": "demo", "goodsOwners": [{"id": 12, "name": "Acme", "code": "ACME"}]}],
        "webhooks": [hook()],
    } | changes


def hook(**changes: Any) -> dict[str, Any]:
    made = {
        "id": "w1",
        "name": "Picked",
        "system": "Demo",
        "kind": "regular",
        "type": "order-picked",
        "goodsOwners": [12],
        "url": "https://example.test/",
        "email": "",
        "authentication": {"type": "none"},
        "retryPolicy": "none",
        "enabled": False,
        "settings": {},
    } | changes
    return {name: value for name, value in made.items() if value is not ...}


def as_bytes(value: Any) -> bytes:
    return json.dumps(value).encode()


class TestExport:
    def test_two_exports_are_the_same_bytes_whatever_the_order(self) -> None:
        turned = replace(SETTINGS, systems=SETTINGS.systems[::-1], webhooks=SETTINGS.webhooks[::-1], revision=9)
        assert export_config(SETTINGS) == export_config(SETTINGS) == export_config(turned)

    def test_the_form_is_stable(self) -> None:
        data = export_config(SETTINGS)
        text = data.decode("utf-8")
        assert text.endswith("}\n")
        assert "Lager Ö" in text
        assert '\n  "version": 1,\n' in text
        read = json.loads(text)
        assert list(read) == ["format", "version", "systems", "webhooks", "vendor"]
        assert [item["name"] for item in read["systems"]] == ["Annex", "Lager Ö"]
        assert list(read["systems"][0]) == ["name", "code", "goodsOwners", "address"]
        assert list(read["systems"][1]) == ["name", "code", "goodsOwners", "zone"]
        assert [owner["id"] for owner in read["systems"][1]["goodsOwners"]] == [12, 13]
        picked, status = read["webhooks"]
        assert list(picked) == list(hook())
        assert picked["authentication"] == {"type": "basic", "username": "ürgen"}
        assert status["authentication"] == {"type": "x-auth-token", "realm": "r"}
        assert list(status)[12:] == ["number", "localTarget", "onRefusal", "keepRaw", "later"]
        assert status["goodsOwners"] == [12, 13]

    def test_no_state_and_no_preference_is_in_it(self) -> None:
        text = export_config(SETTINGS).decode()
        assert "ref-1" not in text
        assert "9999" not in text

    def test_a_part_brings_its_systems_along(self) -> None:
        by_hook = json.loads(export_config(SETTINGS, webhooks=[REGULAR.id]))
        assert [item["name"] for item in by_hook["webhooks"]] == ["Picked"]
        assert [item["name"] for item in by_hook["systems"]] == ["Lager Ö"]
        by_system = json.loads(export_config(SETTINGS, systems=["Annex"]))
        assert [item["name"] for item in by_system["systems"]] == ["Annex"]
        assert by_system["webhooks"] == []
        both = json.loads(export_config(SETTINGS, systems=["Annex"], webhooks=[REGULAR.id]))
        assert len(both["systems"]) == 2

    def test_half_a_character_does_not_stop_it(self) -> None:
        odd = replace(SETTINGS, webhooks=(replace(REGULAR, name="a\ud800"),))
        assert json.loads(export_config(odd))["webhooks"][0]["name"] == "a\ud800"


class TestRoundTrip:
    def test_into_an_empty_place_and_out_again(self, catalogue: Catalogue) -> None:
        data = export_config(SETTINGS)
        merged, report = merge_config(Settings(), parse_config(data), catalogue)
        assert export_config(merged) == data
        assert report.added == ("Picked", "Status")
        assert set(report.systems_added) == {"Annex", "Lager Ö"}
        assert set(report.missing_credentials) == {"Picked", "Status"}

    def test_over_itself_changes_nothing(self, catalogue: Catalogue) -> None:
        same = replace(SETTINGS, systems=merged_systems(), webhooks=sorted_owners())
        merged, report = merge_config(same, parse_config(export_config(same)), catalogue)
        assert merged is same
        assert report.unchanged == ("Picked", "Status")
        assert report.missing_credentials == ()

    def test_a_byte_order_mark_is_fine(self, catalogue: Catalogue) -> None:
        assert parse_config(b"\xef\xbb\xbf" + as_bytes(document())).systems[0].name == "Demo"


def merged_systems() -> tuple[System, ...]:
    return tuple(
        replace(item, goods_owners=tuple(sorted(item.goods_owners, key=lambda owner: owner.id)))
        for item in SETTINGS.systems
    )


def sorted_owners() -> tuple[Webhook, ...]:
    return tuple(replace(item, goods_owners=tuple(sorted(item.goods_owners))) for item in SETTINGS.webhooks)


class TestMerge:
    def merged(self, catalogue: Catalogue, settings: Settings, **changes: Any) -> Settings:
        return merge_config(settings, parse_config(as_bytes(document(**changes))), catalogue)[0]

    def test_same_id_replaces_others_stay(self, catalogue: Catalogue) -> None:
        first = self.merged(catalogue, SETTINGS)
        at = datetime(2026, 1, 2, tzinfo=UTC)
        again = parse_config(as_bytes(document(webhooks=[hook(name="Renamed")])))
        second, report = merge_config(first, again, catalogue, at=at)
        assert report.replaced == ("Renamed",)
        assert {item.name for item in second.webhooks} == {"Picked", "Status", "Renamed"}
        assert second.state("w1").changed_at == at
        assert second.preferences == SETTINGS.preferences
        assert second.state(REGULAR.id).secret_ref == "ref-1"

    def test_systems_merge_by_name_and_keep_their_id(self, catalogue: Catalogue) -> None:
        system = {"name": "lager ö", "code": "new", "goodsOwners": [{"id": 12, "name": "New", "code": "N"}]}
        merged = self.merged(catalogue, SETTINGS, systems=[system], webhooks=[])
        found = merged.system("s1")
        assert found is not None
        assert (found.name, found.code) == ("lager ö", "new")
        assert [(owner.id, owner.name) for owner in found.goods_owners] == [(12, "New"), (13, "Beta")]
        assert found.extra == SYSTEM.extra
        assert len(merged.systems) == 2

    def test_what_the_file_leaves_out_of_a_system_stays(self, catalogue: Catalogue) -> None:
        merged = self.merged(catalogue, SETTINGS, systems=[{"name": "Annex", "code": "annex"}], webhooks=[])
        assert merged is SETTINGS

    def test_a_system_of_here_will_do(self, catalogue: Catalogue) -> None:
        merged = self.merged(catalogue, SETTINGS, systems=[], webhooks=[hook(system="ANNEX", goodsOwners=[1])])
        assert merged.webhook("w1").system == "s2"  # type: ignore[union-attr]

    def test_a_credential_does_not_follow_to_another_scheme(self, catalogue: Catalogue) -> None:
        parsed = parse_config(export_config(SETTINGS))
        changed = tuple(
            replace(item, authentication="x-auth-token", username="") if item.id == REGULAR.id else item
            for item in parsed.webhooks
        )
        merged, report = merge_config(SETTINGS, replace(parsed, webhooks=changed), catalogue)
        assert merged.state(REGULAR.id).secret_ref is None
        assert merged.state(AUTOMATION.id).secret_ref == "ref-2"
        assert report.released == ("ref-1",)
        assert report.missing_credentials == ("Picked",)


WRONG: list[tuple[Any, str, str]] = [
    (document(format="other"), "config-format", "format"),
    (document(version=2), "config-version", "version"),
    (document(version="1"), "config-type", "version"),
    (document(version=True), "config-type", "version"),
    ([], "config-type", "The file"),
    (document(systems={}), "config-type", "systems"),
    (document(systems=[1]), "config-type", "systems[0]"),
    (document(systems=[{"code": "x"}]), "config-missing", "systems[0].name"),
    (document(systems=[{"name": "", "code": "x"}]), "config-problem", "systems[0].name"),
    (document(systems=[{"name": "Demo", "code": "a b"}]), "config-problem", "systems[0].code"),
    (document(systems=[{"name": "a", "code": "x"}, {"name": "A", "code": "x"}]), "config-twice", "systems[1].name"),
    (
        document(systems=[{"name": "Demo", "code": "x", "goodsOwners": [{"id": "1", "name": "a"}]}]),
        "config-type",
        "systems[0].goodsOwners[0].id",
    ),
    (
        document(systems=[{"name": "Demo", "code": "x", "goodsOwners": [{"id": 2**70, "name": "a"}]}]),
        "config-number",
        "systems[0].goodsOwners[0].id",
    ),
    (
        document(systems=[{"name": "D", "code": "x", "goodsOwners": [{"id": 3, "name": "a"}, {"id": 0, "name": "a"}]}]),
        "config-problem",
        "systems[0].goodsOwners[1].id",
    ),
    (
        document(systems=[{"name": "D", "code": "x", "goodsOwners": [{"id": 3, "name": "a"}, {"id": 3, "name": "b"}]}]),
        "config-twice",
        "systems[0].goodsOwners[1].id",
    ),
    (
        document(systems=[{"name": "D", "code": "x", "transporters": ["a", 1]}]),
        "config-type",
        "systems[0].transporters[1]",
    ),
    (document(webhooks=[hook(), hook()]), "config-twice", "webhooks[1].id"),
    (document(webhooks=[hook(id=...)]), "config-missing", "webhooks[0].id"),
    (document(webhooks=[hook(id=" ")]), "config-id", "webhooks[0].id"),
    (document(webhooks=[hook(id="a\nb")]), "config-id", "webhooks[0].id"),
    (document(webhooks=[hook(url="nowhere")]), "config-problem", "webhooks[0].url"),
    (document(webhooks=[hook(url="https://u:p@x.test/")]), "config-problem", "webhooks[0].url"),
    (document(webhooks=[hook(), hook(id="w2"), hook(id="w3", url=7)]), "config-type", "webhooks[2].url"),
    (document(webhooks=[hook(system="Other")]), "config-no-system", "webhooks[0].system"),
    (document(webhooks=[hook(kind="odd")]), "config-problem", "webhooks[0].kind"),
    (document(webhooks=[hook(type="no-such")]), "config-problem", "webhooks[0].type"),
    (document(webhooks=[hook(goodsOwners=[])]), "config-problem", "webhooks[0].goodsOwners"),
    (document(webhooks=[hook(goodsOwners=[12, 13])]), "config-problem", "webhooks[0].goodsOwners"),
    (document(webhooks=[hook(goodsOwners=[99])]), "config-problem", "webhooks[0].goodsOwners"),
    (document(webhooks=[hook(goodsOwners=[True])]), "config-type", "webhooks[0].goodsOwners[0]"),
    (document(webhooks=[hook(goodsOwners=[[]])]), "config-type", "webhooks[0].goodsOwners[0]"),
    (document(webhooks=[hook(goodsOwners=[12, 12])]), "config-twice", "webhooks[0].goodsOwners[1]"),
    (document(webhooks=[hook(kind="automation", goodsOwners=[])]), "config-problem", "webhooks[0].goodsOwners"),
    (document(webhooks=[hook(email="no mail")]), "config-problem", "webhooks[0].email"),
    (document(webhooks=[hook(retryPolicy="often")]), "config-problem", "webhooks[0].retryPolicy"),
    (document(webhooks=[hook(onRefusal="403")]), "config-problem", "webhooks[0].onRefusal"),
    (document(webhooks=[hook(localTarget="x")]), "config-problem", "webhooks[0].localTarget"),
    (document(webhooks=[hook(enabled=1)]), "config-type", "webhooks[0].enabled"),
    (document(webhooks=[hook(settings=[])]), "config-type", "webhooks[0].settings"),
    (document(webhooks=[hook(number="7")]), "config-type", "webhooks[0].number"),
    (
        document(webhooks=[hook(authentication={"type": "digest"})]),
        "config-authentication",
        "webhooks[0].authentication.type",
    ),
    (document(webhooks=[hook(authentication="basic")]), "config-type", "webhooks[0].authentication"),
    (
        document(webhooks=[hook(authentication={"type": "basic", "username": "a:b"})]),
        "config-username",
        "webhooks[0].authentication.username",
    ),
    (
        document(webhooks=[hook(authentication={"type": "none", "username": "a"})]),
        "config-no-username",
        "webhooks[0].authentication.username",
    ),
    *(
        (
            document(webhooks=[hook(authentication={"type": "basic", "username": "a", name: "x"})]),
            "config-secret",
            f"webhooks[0].authentication.{name}",
        )
        for name in ("password", "Token", "secret", "X-Auth-Token", "api_key", "client_secret")
    ),
    (document(webhooks=[hook(token="x")]), "config-secret", "webhooks[0].token"),
    (document(webhooks=[hook(more=[{"password": "x"}])]), "config-secret", "webhooks[0].more[0].password"),
    (document(webhooks=[hook(settings={"secret": "x"})]), "config-secret", "webhooks[0].settings.secret"),
    (document(password="x"), "config-secret", "password"),
    (document(webhooks=[hook(name="a\ud800")]), "config-text", "webhooks[0].name"),
    (document(other=["ok", {"\udfff": 1}]), "config-text", "other[1].\\udfff"),
    (document(webhooks=[hook(name="a\x00b")]), "config-problem", "webhooks[0].name"),
    (
        document(webhooks=[hook(type="order-status-changed", settings={"statuses": 7})]),
        "config-type",
        "webhooks[0].settings.statuses",
    ),
    (
        document(webhooks=[hook(type="order-status-changed", settings={"statuses": [{"to": 1}, {"from": 1}]})]),
        "config-type",
        "webhooks[0].settings.statuses[1]",
    ),
    (
        document(webhooks=[hook(type="order-status-changed", settings={"transporters": [1]})]),
        "config-type",
        "webhooks[0].settings.transporters[0]",
    ),
]


@pytest.mark.parametrize(("value", "code", "path"), WRONG, ids=[f"{code}-{path}" for _, code, path in WRONG])
def test_errors_name_the_path(value: Any, code: str, path: str, catalogue: Catalogue) -> None:
    with pytest.raises(ConfigError) as caught:
        merge_config(Settings(), parse_config(as_bytes(value)), catalogue)
    assert (caught.value.code, caught.value.params["path"]) == (code, path)
    text = error_sentence(caught.value)
    assert text.startswith(path)
    assert "…" not in text


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", "config-not-json", "line 1, column 1"),
        (b'{\n "a": }', "config-not-json", "line 2, column 7"),
        (b"\xff\xfe{", "config-not-text", "byte 2"),
        (b'{"a": "\xe5"}', "config-not-text", "byte 7"),
        (b"[" * 100_000, "config-too-deep", "100"),
        (b"[" * 102 + b"]" * 102, "config-too-deep", "100"),
        (b'{"format": NaN}', "config-no-number", "NaN"),
        (b"[" + b"9" * 5000 + b"]", "config-no-number", "99999"),
        (b"[1e999]", "config-number", "[0]"),
        (b'{"a": 1, "a": 2}', "config-key-twice", "a"),
    ],
)
def test_files_that_are_no_config(data: bytes, code: str, words: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config(data)
    assert caught.value.code == code
    assert words in error_sentence(caught.value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["basic", "Demo", "w1"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(list(hook())) | st.text(), inner),
    max_leaves=20,
)


@given(st.binary() | JSON.map(lambda value: json.dumps(value).encode()))
def test_no_bytes_raise_anything_else(data: bytes) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config(data)
    error_sentence(caught.value).encode()


@given(st.sampled_from(list(hook())), JSON)
def test_no_member_of_a_webhook_raises_anything_else(name: str, value: Any) -> None:
    catalogue = load_catalogue()
    try:
        merged, _ = merge_config(
            Settings(), parse_config(as_bytes(document(webhooks=[hook(**{name: value})]))), catalogue
        )
    except ConfigError as error:
        error_sentence(error).encode()
        return
    data = export_config(merged)
    assert export_config(merge_config(Settings(), parse_config(data), catalogue)[0]) == data


def other_file(**fields: Any) -> ParsedConfig:
    """The settings' own export with some members of every webhook changed."""
    read = json.loads(export_config(SETTINGS))
    for item in read["webhooks"]:
        item.update(fields)
    for item in read["systems"]:
        item["goodsOwners"] = []
    return parse_config(as_bytes(read))


NEVER_CHANGED: dict[str, Any] = {
    "preferences, with port and listening": lambda now: now.preferences,
    "credentials": lambda now: [(state.secret_ref, state.secret_session) for state in now.states.values()],
    "a rotation under way": lambda now: [(state.old_secret_ref, state.old_username) for state in now.states.values()],
    "ticks of what is entered in Ongoing": lambda now: [state.entered_at for state in now.states.values()],
    "targets and payloads of tests": lambda now: [
        (state.test_target, state.test_payload) for state in now.states.values()
    ],
    "which webhooks there are": lambda now: [hook.id for hook in now.webhooks],
    "which systems there are, by our ids": lambda now: [(system.id, system.demo) for system in now.systems],
    "goods owners": lambda now: [sorted(owner.id for owner in system.goods_owners) for system in now.systems],
    "statuses and transporters": lambda now: [(system.statuses, system.transporters) for system in now.systems],
    "unknown members": lambda now: [system.extra for system in now.systems],
    "the revision, until it is saved": lambda now: now.revision,
}


@pytest.mark.parametrize("what", NEVER_CHANGED)
@pytest.mark.parametrize(
    "fields",
    [{"email": "new@a.se"}, {"retryPolicy": "one-day", "enabled": True}, {"url": "https://else.test/"}],
    ids=["e-mail", "retry policy", "URL"],
)
def test_an_import_never_changes(what: str, fields: dict[str, Any], catalogue: Catalogue) -> None:
    states = {
        key: replace(state, test_target="local", test_payload="{}", entered_at=datetime(2026, 1, 1, tzinfo=UTC))
        for key, state in SETTINGS.states.items()
    }
    before = replace(SETTINGS, states=states)
    after, report = merge_config(before, other_file(**fields), catalogue, at=datetime(2026, 2, 2, tzinfo=UTC))
    assert report.replaced
    assert NEVER_CHANGED[what](after) == NEVER_CHANGED[what](before)


def test_what_a_file_says_of_listener_certificates_and_forwarding_changes_nothing(catalogue: Catalogue) -> None:
    mine = Preferences(
        port=9999, tls_certificate="/mine.pem", tls_key="/mine.key", forward=Forward(target="http://127.0.0.1:7/mine")
    )
    theirs = {
        "host": "0.0.0.0", "port": 80, "listening": True, "bindAddress": "0.0.0.0", "publicAddress": "https://evil.test",
        "forward": {"on": True, "target": "https://evil.test"}, "tls_certificate": "/evil.pem", "tls_key": "/evil.key",
        "confirmed_hosts": ["evil.test:443"],
    }  # fmt: skip
    file = parse_config(as_bytes(document(**theirs, preferences=theirs, states={REGULAR.id: {"secret_ref": "x"}})))
    after, _ = merge_config(replace(SETTINGS, preferences=mine), file, catalogue)
    assert after.preferences == mine
    assert after.states.keys() >= SETTINGS.states.keys()
    assert {key: after.state(key) for key in SETTINGS.states} == SETTINGS.states


def test_an_import_of_one_webhook_leaves_all_others(catalogue: Catalogue) -> None:
    after, _ = merge_config(SETTINGS, parse_config(as_bytes(document())), catalogue)
    assert all(after.webhook(hook.id) == hook for hook in SETTINGS.webhooks)
    assert after.systems[: len(SETTINGS.systems)] == SETTINGS.systems

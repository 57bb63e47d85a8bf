"""Samples of every type match the catalogue and are recognised; arbitrary bytes cause no failure."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ongoing_desktop.domain.payload import inspect
from ongoing_desktop.domain.samples import SampleContext, documented_time, sample, sample_text
from ongoing_desktop.storage.resources import load_catalogue, load_samples

CATALOGUE = load_catalogue()
VALUES = load_samples()
AT = datetime(2026, 1, 15, 9, 30, 29, 932485, tzinfo=UTC)
CONTEXT = SampleContext("demo", 12, "Acme", 4, 139, AT)


def shape(value: object) -> object:
    if isinstance(value, dict):
        return {name: shape(item) for name, item in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return None


def test_the_catalogue_is_whole() -> None:
    assert len(CATALOGUE.families) > 0
    assert all(family.triggers for family in CATALOGUE)
    assert len({trigger.key for trigger in CATALOGUE.triggers}) == len(CATALOGUE.triggers)
    assert len({family.id_member for family in CATALOGUE}) == len(CATALOGUE.families)


@pytest.mark.parametrize("trigger", CATALOGUE.triggers, ids=lambda trigger: trigger.key)
class TestEveryTrigger:
    def test_sample_has_the_documented_members_in_order(self, trigger: object) -> None:
        family = CATALOGUE.family_of(trigger.key)
        made = sample(family, trigger, CONTEXT, VALUES)
        assert list(made) == list(family.example)
        assert made["timestamp"] == "2026-01-15T09:30:29.9324850"
        assert (made["system"], made["goodsOwnerId"], made["webhookEventId"], made[family.id_member]) == (
            "demo",
            12,
            139,
            4,
        )

    def test_no_placeholder_is_left(self, trigger: object) -> None:
        text = sample_text(sample(CATALOGUE.family_of(trigger.key), trigger, CONTEXT, VALUES))
        assert '"string"' not in text
        assert "Sample " not in text

    def test_sample_is_recognised(self, trigger: object) -> None:
        family = CATALOGUE.family_of(trigger.key)
        made = sample(family, trigger, CONTEXT, VALUES)
        facts = inspect(json.dumps(made).encode(), CATALOGUE)
        assert (facts.family, facts.type, facts.event_id, facts.webhook_number) == (
            family.key,
            trigger.key,
            139,
            4,
        )

    def test_without_template_the_trigger_is_right_or_unknown(self, trigger: object) -> None:
        family = CATALOGUE.family_of(trigger.key)
        made = sample(family, trigger, CONTEXT, VALUES)
        del made["webhookTemplate"]
        facts = inspect(json.dumps(made).encode(), CATALOGUE)
        assert facts.family == family.key
        assert facts.type in (None, trigger.key)


@given(
    st.binary(max_size=300)
    | st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "webhookEventId",
                        "webhookOrdersId",
                        "system",
                        "goodsOwnerId",
                        "webhookTemplate",
                        "order",
                    ]
                )
                | st.text(),
                inner,
            )
        ),
    ).map(lambda value: json.dumps(value).encode())
)
def test_any_bytes_are_inspected(body: bytes) -> None:
    inspect(body, CATALOGUE)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("139", 139),
        (str(2**63 - 1), 2**63 - 1),
        (str(2**70), str(2**70)),
        ('"a"', "a"),
        ("null", None),
        ("[1]", None),
        ("{}", None),
        ("true", "true"),
    ],
)
def test_event_ids(value: str, expected: object) -> None:
    assert inspect(f'{{"webhookOrdersId":1,"webhookEventId":{value}}}'.encode(), CATALOGUE).event_id == expected


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000,
        b'{"a":' * 5000,
        b'{"webhookEventId":' + b"9" * 5000 + b"}",
        b"\xff\xfe",
        b"",
        b'"\\ud800"',
    ],
)
def test_hostile_json_gives_empty_facts(body: bytes) -> None:
    assert inspect(body, CATALOGUE).family is None


def test_time_has_seven_decimals_and_no_zone() -> None:
    assert documented_time(datetime(2026, 1, 1, tzinfo=UTC)) == "2026-01-01T00:00:00.0000000"

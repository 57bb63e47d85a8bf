"""Which webhooks fire for an event, and why the others do not."""

from __future__ import annotations

from typing import Any

import pytest

from ongoing_desktop.domain.dispatch import OrderEvent, fan_out
from ongoing_desktop.domain.scenario import Scenario, ScenarioStep, filled, leaving, timetable
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.storage.resources import load_catalogue
from ongoing_desktop.wording.messages import sentence

CATALOGUE = load_catalogue()


def hook(**fields: Any) -> Webhook:
    usual: dict[str, Any] = {
        "id": "1", "name": "N", "system": "s", "kind": "regular", "type": "order-status-changed", "goods_owners": (12,),
        "url": "http://127.0.0.1:9/", "enabled": True, "settings": {"statuses": [{"from": 200, "to": 300}, {"to": 450}]},
    }  # fmt: skip
    return Webhook(**(usual | fields))


@pytest.mark.parametrize(
    ("fields", "event", "code"),
    [
        ({}, {"from_status": 200, "status": 300}, ""),
        ({}, {"from_status": 320, "status": 450}, ""),
        ({}, {"from_status": 150, "status": 300}, "hears-change"),
        ({}, {"status": 300}, "hears-status"),
        ({}, {}, "hears-no-status"),
        ({"settings": {}}, {"status": 300}, "hears-nothing-chosen"),
        ({"enabled": False}, {"status": 450}, "hears-disabled"),
        ({"goods_owners": (13,)}, {"status": 450}, "hears-owner"),
        (
            {"kind": "automation", "settings": {"statuses": [{"to": 450}], "transporters": ["DHL"]}},
            {"status": 450, "transporter": "DHL"},
            "",
        ),
        (
            {"kind": "automation", "settings": {"statuses": [{"to": 450}], "transporters": ["DHL"]}},
            {"status": 450, "transporter": "PostNord"},
            "hears-transporter",
        ),
        (
            {"kind": "automation", "settings": {"statuses": [{"to": 450}], "transporters": ["DHL"]}},
            {"status": 450},
            "hears-no-transporter",
        ),
        (
            {"type": "purchase-order-line-created", "settings": {}},
            {"trigger": "purchase-order-line-created", "with_order": True},
            "hears-with-order",
        ),
        (
            {"type": "purchase-order-line-created", "settings": {"fire_when_purchase_order_is_created": True}},
            {"trigger": "purchase-order-line-created", "with_order": True},
            "",
        ),
        (
            {"type": "purchase-order-line-created", "settings": {}},
            {"trigger": "purchase-order-line-created"},
            "",
        ),
    ],
)
def test_who_hears(fields: dict[str, Any], event: dict[str, Any], code: str) -> None:
    happening = OrderEvent(**({"trigger": "order-status-changed", "goods_owner": 12} | event))
    (found,) = fan_out([hook(**fields)], happening, CATALOGUE)
    assert found.code == code
    assert "…" not in (sentence(found.code, found.params) if found.code else "")


def test_webhooks_of_other_types_are_not_named() -> None:
    assert fan_out([hook()], OrderEvent(trigger="order-created", goods_owner=12), CATALOGUE) == ()


def test_late_steps_leave_after_others_and_never_before_they_happened() -> None:
    steps = (
        ScenarioStep(trigger="a", after_s=5),
        ScenarioStep(trigger="b", after_s=5, late=1),
        ScenarioStep(trigger="c", after_s=60),
    )
    table = timetable(Scenario(name="n", steps=steps))
    assert [(due.number, due.at_s) for due in table] == [(1, 5), (2, 10), (3, 70)]
    assert [(due.number, due.at_s) for due in leaving(table)] == [(1, 5), (3, 70), (2, 70)]


def test_new_numbers_are_numbers_alone_and_texts_in_texts() -> None:
    values = {"a": "{new}", "b": "{new}7", "c": "O-{new}", "d": ["{new}"], "e": {"f": "{new}"}, "g": 1, "h": "x"}
    assert filled(values, 42) == {"a": 42, "b": 427, "c": "O-42", "d": [42], "e": {"f": 42}, "g": 1, "h": "x"}

"""Timelines: order, repeats, swaps, and what the scenario that they resemble still expects."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.scenario import Scenario, ScenarioStep
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.timeline import Expected, Happened, Timeline, Told, timeline
from ongoing_desktop.storage.resources import load_catalogue
from tests.formats.makers import AT, ROW

CATALOGUE = load_catalogue()
LIFE = Scenario(
    name="Life",
    steps=(
        ScenarioStep(trigger="order-created", status=200),
        ScenarioStep(trigger="article-allocated", after_s=300),
        ScenarioStep(trigger="order-picked", after_s=900, status=400),
        ScenarioStep(trigger="order-status-changed", status=450),
    ),
)
SHORT = Scenario(name="Short", steps=LIFE.steps[:3])
OTHER = Scenario(name="Other", steps=(ScenarioStep(trigger="purchase-order-created"),))
HOOKS = [
    Webhook(f"w{number}", key, "s1", "regular", key, (12,), "https://x.example", enabled=True, settings=settings)
    for number, (key, settings) in enumerate(
        (
            ("order-created", {}),
            ("article-allocated", {}),
            ("order-picked", {}),
            ("order-status-changed", {"statuses": [{"to": 400}]}),
        )
    )
]


def told(number: int, key: str | None, state: int | None = None, *, minutes: float = 0, **fields: Any) -> Told:
    at = AT + timedelta(minutes=minutes or number)
    values = {"attempt": 1, "subject": "order:7", "type": key, **fields}
    row = replace(ROW, id=number, at=at, **values)
    return Told(row, f"2026-02-03T04:{number:02}" if row.direction == "in" else None, state)


def made(*events: Told, scenarios: Any = (LIFE, OTHER), hooks: Any = HOOKS) -> Timeline:
    return timeline(events, scenarios, hooks, CATALOGUE)


def texts(found: Timeline) -> list[str]:
    return [
        f"{entry.told.row.id}"
        if isinstance(entry, Happened)
        else f"{'missing' if entry.missing else 'to come'} {entry.step.trigger} {entry.code}".strip()
        for entry in found.entries
    ]


def test_what_did_not_come_is_at_its_place_or_at_the_end() -> None:
    found = made(told(1, "order-created", 200), told(2, "order-picked", 400))
    assert texts(found) == [
        "1",
        "missing article-allocated",
        "2",
        "to come order-status-changed hears-status",
    ]
    assert (found.subject, found.scenario, found.system) == ("order:7", "Life", "demo")
    assert [entry.step.trigger for entry in found.expected] == ["article-allocated"]


def test_the_scenario_with_the_most_steps_counts_and_the_shorter_of_two() -> None:
    events = [told(1, "order-created", 200), told(2, "article-allocated"), told(3, "order-picked", 400)]
    assert made(*events, scenarios=(LIFE, SHORT)).scenario == "Short"
    assert made(*events, told(4, "order-status-changed", 450), scenarios=(SHORT, LIFE)).scenario == "Life"
    assert made(told(1, "article-updated")).scenario == ""
    assert texts(made(told(1, None))) == ["1"]


def test_a_status_of_its_own_is_no_step_of_the_scenario() -> None:
    assert made(told(1, "order-created", 300)).scenario == ""
    assert made(told(1, "order-created", None)).scenario == "Life"


def test_repeats_swaps_and_gaps_are_marked_and_count_once() -> None:
    found = made(
        told(2, "article-allocated", minutes=9, sequence="older"),
        told(1, "order-created", 200, minutes=1),
        told(3, "order-created", 200, minutes=11, attempt=2),
        told(4, None, minutes=5, direction="gap"),
        told(5, "order-picked", 400, minutes=12, direction="out", attempt=3),
    )
    happened = [entry for entry in found.entries if isinstance(entry, Happened)]
    assert [(entry.told.row.id, entry.marks, entry.after_s) for entry in happened] == [
        (1, (), None),
        (4, (), 240.0),
        (2, ("older",), 240.0),
        (3, ("repeat",), 120.0),
        (5, ("attempt",), 60.0),
    ]
    assert [entry.told.row.id for entry in found.happened] == [1, 2, 3, 5]
    assert texts(found)[-2:] == ["to come order-picked", "to come order-status-changed hears-status"]


def test_what_was_sent_is_where_it_was_sent() -> None:
    found = made(told(1, "order-created", 200), told(2, "order-picked", 400, direction="out", minutes=9))
    assert texts(found)[:3] == ["1", "missing article-allocated", "2"]


@pytest.mark.parametrize(
    ("hooks", "code"), [([], "timeline-no-webhook"), ([replace(HOOKS[1], enabled=False)], "hears-disabled")]
)
def test_what_no_webhook_sends_is_not_missed(hooks: Any, code: str) -> None:
    found = made(told(1, "order-created", 200), told(2, "order-picked", 400), hooks=hooks)
    first = next(entry for entry in found.entries if isinstance(entry, Expected))
    assert (first.step.trigger, first.code) == ("article-allocated", code)
    assert found.expected == ()


def test_what_is_about_nothing_expects_nothing() -> None:
    assert texts(made(told(1, "order-created", 200, subject=None))) == ["1"]


def test_nothing_is_a_timeline_too() -> None:
    assert made() == Timeline("", None, ())


def test_the_number_for_people_is_the_order_number() -> None:
    one = told(1, "order-created", members={"article.articleNumber": "X"})
    other = told(2, "order-picked", members={"order.orderNumber": "A-1"})
    assert made(one, other).number == "A-1"

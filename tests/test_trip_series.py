"""Repeats, swapped events and bursts against the real listener."""

from __future__ import annotations

import json
from typing import Any

from ongoing_desktop.domain.rules import Match, Rule, Step
from ongoing_desktop.domain.series import Report, Wanted, verdicts
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.targets import NeedsConfirmation
from ongoing_desktop.services import Services
from tests.helpers import do, until


def play(services: Services, hook: Webhook, wanted: Wanted) -> Report:
    told: list[Report] = []
    report = do(services, services.series.run(hook.id, wanted, told.append, target_key="listener"))
    assert isinstance(report, Report), report
    assert told
    return report


def arrived(services: Services) -> list[Any]:
    return services.history.page(limit=2000, direction="in")[::-1]


def bodies(services: Services) -> list[dict[str, Any]]:
    return [json.loads(services.history.get(row.id).request.body) for row in arrived(services)]  # type: ignore[union-attr]


def test_the_same_event_again_is_seen_as_a_repeat_there(services: Services) -> None:
    hook = do(services, services.demo.add())
    do(services, services.listening.start(0))
    for wanted in (Wanted("twice"), Wanted("at-once"), Wanted("apart", gap_s=0.05)):
        report = play(services, hook, wanted)
        assert [item.status for item in report.sent] == [200, 200]
        assert verdicts(report)[0].code.startswith("series-both-alike")
    rows = arrived(services)
    assert [row.attempt for row in rows] == [1, 2, 1, 2, 1, 2]
    assert [row.event_id for row in rows] == [1, 1, 2, 2, 3, 3]
    assert all(row.verdict == "verified" and row.ours for row in rows)


def test_after_a_time_out_that_was_processed(services: Services) -> None:
    hook = do(services, services.demo.add())
    slow = Rule(id="slow", name="slow", on=True, match=Match(webhook=hook.id), steps=(Step(delay_ms=700),))
    do(services, services.rules.save(slow))
    do(services, services.listening.start(0))
    report = play(services, hook, Wanted("after-timeout", limit_s=0.3))
    assert report.sent[0].failure == "timeout"
    assert len(report.sent) == 2
    assert verdicts(report)[0].code == "series-timeout-accepted"
    first, second = until(lambda: rows if len(rows := arrived(services)) == 2 else None, "both were processed")
    assert (first.event_id, second.event_id, second.attempt) == (1, 1, 2)


def test_two_events_swapped_are_flagged_there(services: Services) -> None:
    hook = do(services, services.demo.add())
    do(services, services.listening.start(0))
    report = play(services, hook, Wanted("swapped"))
    assert [report.is_older(item) for item in report.sent] == [False, True]
    newer, older = bodies(services)
    assert newer["webhookEventId"] > older["webhookEventId"]
    assert newer["timestamp"] > older["timestamp"]
    assert newer["orderId"] == older["orderId"]
    assert [row.sequence for row in arrived(services)] == ["", "older"]


def test_a_burst_is_bounded_and_told_in_percentiles(services: Services) -> None:
    hook = do(services, services.demo.add())
    do(services, services.listening.start(0))
    report = play(services, hook, Wanted("burst", count=40, at_once=8))
    assert [item.good for item in report.sent] == [True] * 40
    codes = [verdict.code for verdict in verdicts(report)]
    assert codes == ["series-all-good", "series-times", "series-rate"]
    assert sorted(body["webhookEventId"] for body in bodies(services)) == list(range(1, 41))
    many = play(services, hook, Wanted("many", count=3, gap_s=0.02))
    assert [item.event_id for item in many.sent] == [41, 42, 43]


def test_another_computer_is_asked_about_each_time(services: Services) -> None:
    hook = do(services, services.demo.add())
    asked = do(services, services.series.run(hook.id, Wanted("twice"), lambda _: None, url="http://erp.example/x"))
    assert isinstance(asked, NeedsConfirmation)
    assert asked.places[0].why == "many"
    assert services.history.newest_id() == 0

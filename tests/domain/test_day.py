"""A day of events: its notation, its plan, and the numbers of a run."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ongoing_desktop.domain.day import DAYS, MOST, Bounds, DayReport, due_times, moments, read_day
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.sent import Sent
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.storage.resources import load_catalogue
from ongoing_desktop.wording.messages import problem_sentence
from ongoing_desktop.wording.playing_text import burst_sentences

KNOWN = {trigger.key for trigger in load_catalogue().triggers}
AT = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("key", DAYS)
def test_built_in_days_can_be_read(key: str) -> None:
    rows = read_day(DAYS[key], KNOWN)
    assert not isinstance(rows, Problem)
    events = moments(rows)
    assert len(events) == sum(row.count for row in rows) <= MOST
    assert all(0 <= event.at_s <= 24 * 3600 for event in events)
    assert events == sorted(events, key=lambda event: event.at_s)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\n# only a comment\n", "no event"),
        ("order-picked 0 06:00-07:00", "no event"),
        ("order-picked 5 06:00-07:00\n order-eaten 5 06:00-07:00", "Line 2: there is no webhook type “order-eaten”"),
        ("order-picked 5", "Line 1 cannot be read"),
        ("order-picked -5 06:00-07:00", "Line 1 cannot be read"),
        ("order-picked ٥٥ 06:00-07:00", "Line 1 cannot be read"),
        ("order-picked 5 08:00-07:00", "the earlier time first"),
        ("order-picked 5 06:60-07:00", "the earlier time first"),
        ("order-picked 5 06:00-24:01", "the earlier time first"),
        ("order-picked 5 06:00-07:00 square", "“square” is not known. Write even, rising, wave"),
        (f"order-picked {MOST + 1} 06:00-07:00", f"At most {MOST}"),
    ],
)
def test_a_wrong_day_is_refused_with_its_place(text: str, said: str) -> None:
    found = read_day(text, KNOWN)
    assert isinstance(found, Problem)
    assert said in problem_sentence(found)


def test_shapes_spread_the_events_of_a_row() -> None:
    def halves(shape: str) -> tuple[int, int, int]:
        rows = read_day(f"order-picked 100 06:00-07:00 {shape}", KNOWN)
        assert not isinstance(rows, Problem)
        at = [event.at_s - 6 * 3600 for event in moments(rows)]
        return sum(s < 900 for s in at), sum(900 <= s < 2700 for s in at), sum(s >= 2700 for s in at)

    assert halves("even") == (25, 50, 25)
    assert halves("wave") == (12, 75, 13)
    assert halves("rising") == (6, 50, 44)


def test_a_total_keeps_the_proportions() -> None:
    rows = read_day("order-picked 300 06:00-07:00\narticle-picked 99 06:00-07:00\nfile-attached 1 06:00-07:00", KNOWN)
    assert not isinstance(rows, Problem)
    types = [event.type for event in moments(rows, 40)]
    assert {key: types.count(key) for key in types} == {"order-picked": 30, "article-picked": 10, "file-attached": 1}


def test_a_plan_respects_factor_and_rate() -> None:
    rows = read_day("order-picked 4 06:00-06:04", KNOWN)
    assert not isinstance(rows, Problem)
    events = moments(rows)
    assert due_times(events, Bounds(factor=60)) == pytest.approx([0, 1, 2, 3])
    assert due_times(events, Bounds(factor=60, rate=0.5)) == pytest.approx([0, 2, 4, 6])
    assert due_times(events, Bounds(factor=0, rate=10)) == pytest.approx([0, 0.1, 0.2, 0.3])


@pytest.mark.parametrize(
    ("bounds", "name"),
    [
        (Bounds(factor=-1), "factor"),
        (Bounds(factor=float("nan")), "factor"),
        (Bounds(rate=0), "rate"),
        (Bounds(at_once=51), "at-once"),
        (Bounds(longest_s=9e9), "longest"),
    ],
)
def test_limits_have_limits(bounds: Bounds, name: str) -> None:
    problem = bounds.problem()
    assert problem is not None
    assert problem.code == f"burst-{name}"
    assert Bounds().problem() is None


def test_numbers_and_backlog_of_a_run() -> None:
    picked, article = (Webhook("w", "W", "s", "regular", key, (), "") for key in ("order-picked", "article-picked"))
    sent = (
        Sent(1, 0.0, "delivered", at=AT, began_s=0.0, duration_ms=1000, hook=picked, status=200),
        Sent(2, 1.0, "delivered", at=AT, began_s=1.0, duration_ms=3000, hook=article, status=200),
        Sent(3, 2.0, "failed", at=AT, began_s=4.0, duration_ms=4000, hook=picked, status=503),
        Sent(4, 3.0, hook=picked),
    )
    report = DayReport(Bounds(longest_s=8), sent, 8.0, ended=True, cut=True)
    assert report.backlog(8) == (1, 1, 2, 3, 2, 2, 2, 2)
    assert report.late_s == 2.0
    assert not report.good
    first, second = report.types()
    assert (first.type, first.planned, first.good, first.failed) == ("order-picked", 3, 1, 1)
    assert first.words == {"503": 1}
    assert second.times_ms["p50"] == 3000
    assert burst_sentences(report) == [
        "2 of 4 requests succeeded. The others: 1 × 503.",
        "Stopped after 8 s, because the receiver was too slow: 1 of 4 requests were not sent.",
        "Half were answered within 3000 ms, 95 % within 4000 ms, 99 % within 4000 ms; the slowest took 4000 ms.",
        "At worst, 3 requests were due and not yet answered, and a request was sent 2.0 s late.",
    ]

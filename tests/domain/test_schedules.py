"""When schedules are due, and how they are kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ongoing_desktop.domain.schedules import (
    MOST_MINUTES,
    Schedule,
    due,
    next_time,
    plain_schedule,
    read_schedules,
    schedule_problems,
)

STOCKHOLM = ZoneInfo("Europe/Stockholm")
DAILY = Schedule("Morning", "test", "hook", at="06:30")
HOURLY = Schedule("Hourly", "test", "hook", every_min=60)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("2026-01-15T05:00", "2026-01-15T05:30"),  # 06:30 in Stockholm
        ("2026-01-15T05:30", "2026-01-16T05:30"),
        ("2026-01-16T12:00", "2026-01-17T05:30"),  # a Saturday
        ("2026-07-01T12:00", "2026-07-02T04:30"),  # in summer
    ],
)
def test_a_time_of_day_is_local(after: str, expected: str) -> None:
    assert next_time(DAILY, at(after), STOCKHOLM) == at(expected)


def test_a_schedule_of_workdays_rests_at_the_weekend() -> None:
    assert next_time(replace(DAILY, workdays=True), at("2026-01-16T12:00"), STOCKHOLM) == at("2026-01-19T05:30")


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 24), ("2026-10-25", 25)])
def test_a_time_that_the_clock_skips_or_repeats_is_due_once(day: str, hours: int) -> None:
    nightly = replace(DAILY, at="02:30")
    first = next_time(nightly, at(f"{day}T00:00") - timedelta(hours=2), STOCKHOLM)
    then = next_time(nightly, first, STOCKHOLM)
    assert first.astimezone(STOCKHOLM).date().isoformat() == day
    assert then.astimezone(STOCKHOLM).day == first.astimezone(STOCKHOLM).day + 1
    assert then - first in (timedelta(hours=hours), timedelta(hours=hours - 1))


def test_an_interval_counts_from_the_last_run_and_has_no_missed_times() -> None:
    last = at("2026-01-15T10:00")
    assert due(HOURLY, last, at("2026-01-15T10:10")).at == at("2026-01-15T11:00")
    week_later = due(HOURLY, last, at("2026-01-22T10:10"))
    assert (week_later.at, week_later.missed) == (at("2026-01-15T11:00"), 0)


def test_missed_times_of_day_are_counted_and_not_made_up_for() -> None:
    found = due(DAILY, at("2026-01-15T05:30"), at("2026-01-18T09:00"), STOCKHOLM)
    assert found.at == at("2026-01-19T05:30")
    assert (found.missed, found.last_missed) == (3, at("2026-01-18T05:30"))


def test_a_run_that_is_a_little_late_is_not_missed() -> None:
    found = due(DAILY, at("2026-01-15T05:30"), at("2026-01-16T05:35"), STOCKHOLM)
    assert (found.at, found.missed) == (at("2026-01-16T05:30"), 0)


def test_a_clock_that_was_set_back_does_not_delay_a_schedule() -> None:
    assert due(HOURLY, at("2030-01-01T00:00"), at("2026-01-15T10:00")).at == at("2026-01-15T11:00")


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({"name": "  "}, ["schedule-name"]),
        ({"about": ""}, ["schedule-about"]),
        ({"kind": "burst"}, ["schedule-choice"]),
        ({"at": "25:00"}, ["schedule-time"]),
        ({"at": ""}, ["schedule-time"]),
        ({"at": "", "every_min": 5}, []),
        ({"every_min": MOST_MINUTES + 1}, ["schedule-minutes"]),
        ({"every_min": -1}, ["schedule-minutes"]),
    ],
)
def test_problems_name_their_field(fields: dict[str, Any], codes: list[str]) -> None:
    problems = schedule_problems(replace(DAILY, **fields))
    assert [problem.code for problem in problems] == codes
    assert all(hasattr(DAILY, problem.field) for problem in problems)


def test_a_schedule_is_read_as_it_was_kept() -> None:
    schedule = replace(DAILY, choice="x", target="local", workdays=True, on=False, confirmed=("sys shop.example",))
    assert read_schedules({"k": plain_schedule(schedule)}) == {"k": schedule}


@pytest.mark.parametrize(
    "broken",
    [None, 1, [], {}, {"kind": "unknown"}, {**plain_schedule(DAILY), "name": 3}, {**plain_schedule(DAILY), "at": "x"}],
)
def test_what_cannot_be_read_is_left_out(broken: Any) -> None:
    assert read_schedules({"bad": broken, "good": plain_schedule(DAILY)}) == {"good": DAILY}

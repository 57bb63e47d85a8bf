"""Tests that the program runs by itself: what, and when. No I/O, no clock."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Any, Final, Literal, get_args

from ongoing_desktop.domain.lazy_dataclasses import dataclass, field, fields, replace
from ongoing_desktop.domain.plain_settings import read_valid
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.report_case import Case

ScheduleKind = Literal["test", "proof", "scenario", "burst"]
SCHEDULE_KINDS: Final[tuple[ScheduleKind, ...]] = get_args(ScheduleKind)
TARGETS: Final = ("url", "local", "listener")
"""Keys of a webhook's targets, see :meth:`Sending.targets`."""
MOST_MINUTES: Final = 7 * 24 * 60
MOST: Final = 50
"""Maximum number of schedules."""
GRACE: Final = timedelta(minutes=10)
"""A run at a time of day that could not start for longer than this is missed and not made up for."""
State = Literal["passed", "failed", "refused", "missed", "cancelled"]
MOST_RUNS: Final = 100
"""Runs that are kept of each schedule, newest first."""
MOST_REPORTS: Final = 10
"""Of these, the newest keep their cases."""
SATURDAY: Final = 5
_TIME: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Schedule:
    """One schedule. It runs every :attr:`every_min` minutes, or each day :attr:`at` a local time if that is 0."""

    name: str
    kind: ScheduleKind
    about: str
    """Id of the webhook; for a scenario, id of the system."""
    choice: str = ""
    """What exactly: the profile of a proof, the key of a scenario, or a day: a built-in one or the path of a file."""
    target: str = "url"
    """One of :data:`TARGETS`."""
    every_min: int = 0
    at: str = "06:00"
    workdays: bool = False
    """Whether it does not run on Saturdays and Sundays."""
    on: bool = True
    since: str = ""
    """When it was saved, ISO 8601. Times before that do not count as missed."""
    confirmed: tuple[str, ...] = ()
    """The other computers to which it may send, as the user confirmed: id of the system, a space and the host."""

    @property
    def began(self) -> datetime | None:
        """:attr:`since` as a time."""
        try:
            found = datetime.fromisoformat(self.since)
        except ValueError:
            return None
        return found if found.tzinfo else None


def time_of(text: str) -> time | None:
    """A time of day such as ``06:30``; None if it is not one."""
    found = _TIME.fullmatch(text.strip())
    return time(int(found[1]), int(found[2])) if found else None


def schedule_problems(schedule: Schedule) -> tuple[Problem, ...]:
    """What is wrong with a schedule, by field."""
    found: list[Problem] = []
    if not schedule.name.strip():
        found.append(Problem("name", "schedule-name"))
    if not schedule.about:
        found.append(Problem("about", "schedule-about"))
    if schedule.kind != "test" and not schedule.choice:
        found.append(Problem("choice", "schedule-choice"))
    if not 0 <= schedule.every_min <= MOST_MINUTES:
        found.append(Problem("every_min", "schedule-minutes", {"most": MOST_MINUTES}))
    if not schedule.every_min and time_of(schedule.at) is None:
        found.append(Problem("at", "schedule-time"))
    return tuple(found)


def next_time(schedule: Schedule, after: datetime, zone: tzinfo | None = None) -> datetime:
    """The first time after a moment at which it is due, UTC. ``zone``: of its time of day, the system's by default."""
    if schedule.every_min:
        return after + timedelta(minutes=schedule.every_min)
    wanted, day = time_of(schedule.at) or time(), after.astimezone(zone).date()
    while True:
        if not (schedule.workdays and day.weekday() >= SATURDAY):
            local = datetime.combine(day, wanted)
            # A time that the clock skips or repeats in the night of a change is due once.
            due = (local.astimezone() if zone is None else local.replace(tzinfo=zone)).astimezone(UTC)
            if due > after:
                return due
        day += timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    """When a schedule runs next, and which times were missed before that."""

    at: datetime
    missed: int = 0
    last_missed: datetime | None = None


def due(schedule: Schedule, last: datetime, now: datetime, zone: tzinfo | None = None) -> Due:
    """``last``: when it last ran or was saved. After a missed time of day it waits for the next one.

    An interval has no missed times: it runs as soon as possible.
    """
    at, missed, last_missed = next_time(schedule, min(last, now), zone), 0, None
    while not schedule.every_min and now - at > GRACE:
        missed, last_missed, at = missed + 1, at, next_time(schedule, at, zone)
    return Due(at, missed, last_missed)


def read_schedules(stored: Mapping[str, Any]) -> dict[str, Schedule]:
    """The schedules by key, from :attr:`Preferences.schedules`. Invalid ones are left out."""
    found = ((key, _read(value)) for key, value in stored.items())
    return {key: schedule for key, schedule in found if schedule is not None}


def plain_schedule(schedule: Schedule) -> dict[str, Any]:
    """A schedule as a plain value for :attr:`Preferences.schedules`."""
    return {item.name: _plain(getattr(schedule, item.name)) for item in fields(schedule)}


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _read(value: Any) -> Schedule | None:
    if not isinstance(value, Mapping) or value.get("kind") not in SCHEDULE_KINDS:
        return None
    try:
        schedule = read_valid(Schedule, value, kind=value["kind"])
    except TypeError:  # without a name or what it is about
        return None
    if schedule.target not in TARGETS:
        schedule = replace(schedule, target="url")
    return None if schedule_problems(schedule) else schedule


@dataclass(frozen=True, slots=True)
class ScheduleRun:
    """One run, or one that could not be."""

    at: datetime
    """When it began, or should have; UTC."""
    state: State
    took_s: float = 0.0
    code: str = ""
    """Why it was refused or missed."""
    params: Mapping[str, Any] = field(default_factory=dict)
    passed: int = 0
    failed: int = 0
    cases: tuple[Case, ...] = ()

    @property
    def good(self) -> bool:
        """Whether everything that it sent succeeded."""
        return self.state == "passed"


def with_run(runs: Sequence[ScheduleRun], run: ScheduleRun) -> tuple[ScheduleRun, ...]:
    """The runs to keep after another one, newest first."""
    kept = (run, *runs)[:MOST_RUNS]
    return (*kept[:MOST_REPORTS], *(replace(old, cases=()) for old in kept[MOST_REPORTS:]))

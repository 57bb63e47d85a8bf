"""Runs tests by schedule while the program is open, and keeps a bounded report of each run."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from ongoing_desktop.domain.errors import KnownError, StorageError, UsageError
from ongoing_desktop.domain.lazy_dataclasses import dataclass, field, replace
from ongoing_desktop.domain.new_id import new_id
from ongoing_desktop.domain.schedules import (
    MOST,
    Schedule,
    ScheduleRun,
    due,
    plain_schedule,
    read_schedules,
    schedule_problems,
    with_run,
)
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.domain.settings_changed import SettingsChanged
from ongoing_desktop.domain.targets import UNCONFIRMED, Confirmation, NeedsConfirmation
from ongoing_desktop.formats.junit import junit
from ongoing_desktop.formats.schedule_runs import read_runs, write_runs
from ongoing_desktop.services import Services
from ongoing_desktop.services.publisher import Publisher
from ongoing_desktop.services.schedule_kinds import KIND_ROWS, Outcome, aims
from ongoing_desktop.services.sending import CannotSend

log = logging.getLogger(__name__)

LOOK_S: Final = 30.0
"""The longest time between two looks at the clock, which may be set or have slept."""
LONGEST: Final = timedelta(hours=1)
"""A run that takes longer is stopped."""


@dataclass(frozen=True, slots=True)
class SchedulesState:
    """What the schedules are doing."""

    running: str = ""
    """Key of the schedule that runs now."""
    elsewhere: bool = False
    """Whether another process runs them."""
    next: Mapping[str, datetime] = field(default_factory=dict)
    """When each schedule that is on runs next, by key; UTC."""
    ended: tuple[tuple[str, ScheduleRun, ScheduleRun | None], ...] = ()
    """Runs that ended since the last report: the key, the run, and the run before it."""


class Schedules(Publisher[SchedulesState]):
    """Async methods run on the engine's loop; :attr:`current` and :attr:`state` are safe on any thread."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._settings = services.settings
        self._files = services.ports.schedule_files
        self._clock = services.clock
        self._engine = services.engine
        self._role = services.ports.schedule_role
        self.state = SchedulesState()
        """What they are doing."""
        self._turn = asyncio.Lock()
        self._woken = asyncio.Event()
        self._work: asyncio.Task[Outcome] | None = None
        self._last: dict[str, datetime] = {}
        """When each last ran here, also if its report could not be kept."""
        self._forget = self._settings.subscribe(self._on_settings)

    @property
    def current(self) -> dict[str, Schedule]:
        """The schedules by key."""
        return read_schedules(self._settings.current.preferences.schedules)

    # editing

    def question(self, schedule: Schedule) -> NeedsConfirmation | CannotSend | None:
        """What the user must confirm before the schedule is saved, because it runs without asking. No I/O."""
        found = aims(self._services, schedule)
        if isinstance(found, CannotSend):
            return found
        asked = self._services.sending.question(found, many=KIND_ROWS[schedule.kind].many)
        return _refused(asked) or asked if asked else None

    async def save(self, schedule: Schedule, key: str = "", consent: Confirmation = UNCONFIRMED) -> str:
        """Add a schedule, or replace the one with this key; returns its key. Raises UsageError and StorageError.

        ``consent``: the answer to :meth:`question`.
        """
        for problem in schedule_problems(schedule):
            raise UsageError(problem.code, **problem.params)
        key = key or new_id()
        if any(
            other.name.casefold() == schedule.name.casefold() for name, other in self.current.items() if name != key
        ):
            raise UsageError("schedule-twice", name=schedule.name)
        places = sorted(f"{system} {host}" for system, host in consent.places)
        kept = replace(schedule, since=self._clock().isoformat(timespec="seconds"), confirmed=tuple(places))

        await self._set(key, kept)
        return key

    async def switch(self, key: str, *, on: bool) -> None:
        """Switch a schedule on or off. Raises StorageError."""
        schedule = self.current.get(key)
        if schedule is not None and schedule.on != on:
            since = self._clock().isoformat(timespec="seconds")
            await self._set(key, replace(schedule, on=on, since=since))

    async def remove(self, key: str) -> None:
        """Remove a schedule and its reports. Raises StorageError."""
        await self._set(key, None)
        await self._engine.blocking(self._files.remove, key)

    async def _set(self, key: str, schedule: Schedule | None) -> None:
        def edit(before: Settings) -> Settings:
            schedules = dict(before.preferences.schedules)
            if schedule is not None:
                schedules[key] = plain_schedule(schedule)
                if len(schedules) > MOST:
                    raise UsageError("schedule-many", most=MOST)
            else:
                schedules.pop(key, None)
            return replace(before, preferences=replace(before.preferences, schedules=schedules))

        await self._settings.change("preferences", edit)

    def find(self, name: str) -> tuple[str, Schedule]:
        """Find a schedule by name or key. Raises UsageError with the known names."""
        wanted = name.strip().casefold()
        for key, schedule in self.current.items():
            if wanted in (key, schedule.name.casefold()):
                return key, schedule
        known = ", ".join(schedule.name for schedule in self.current.values())
        raise UsageError("schedule-unknown", name=name[:80], known=known or "–")

    # reports

    async def runs(self) -> dict[str, tuple[ScheduleRun, ...]]:
        """The kept runs of each schedule, newest first. Raises StorageError."""
        found = await self._engine.blocking(self._files.read)
        return {key: read_runs(found[key]) if key in found else () for key in self.current}

    async def report(self, schedule: Schedule, run: ScheduleRun) -> bytes:
        """A run as JUnit XML. Raises SecretsFound if it contains a stored secret."""
        data = junit(schedule.name, run.cases, run.at)
        await self._services.secrets.refuse_in(data)
        return data

    async def write_report(self, schedule: Schedule, run: ScheduleRun, path: Path) -> None:
        """Write :meth:`report` to a file. Raises StorageError and SecretsFound."""
        await self._engine.blocking(self._services.ports.write, path, await self.report(schedule, run))

    # running

    async def run(self) -> None:
        """Run what is due until cancelled."""
        try:
            while True:
                wait_s = LOOK_S
                try:
                    wait_s = await self.look()
                except KnownError as error:
                    log.info("the schedules could not be looked at, and will be again: %s", error)
                with suppress(TimeoutError):
                    async with asyncio.timeout(wait_s):
                        await self._woken.wait()
                self._woken.clear()
        finally:
            self._role.release()

    async def now(self, key: str) -> ScheduleRun:
        """Run a schedule at once, whether it is on or not. Raises StorageError if the report cannot be kept."""
        async with self._turn:
            schedule = self.current.get(key)
            if schedule is None:
                raise UsageError("schedule-unknown", name=key, known="–")
            began, steady = self._clock(), self._services.ports.steady
            start, self._last[key] = steady(), began
            self._tell(running=key)
            self._work = asyncio.create_task(self._send(schedule))
            try:
                ended = await self._ended(self._work)
            finally:
                if not self._work.done():
                    self._work.cancel()
                self._work = None
                self._tell(running="")
            run = replace(ended, at=began, took_s=steady() - start)
            await self._keep(key, run)
        return run

    async def stop(self) -> None:
        """Stop what runs now. Connections are closed at once."""
        if self._work is not None:
            self._work.cancel()

    async def _ended(self, work: asyncio.Task[Outcome]) -> ScheduleRun:
        """The result of a run. Its time is set by the caller."""
        at = self._clock()
        done, _ = await asyncio.wait({work}, timeout=LONGEST.total_seconds())
        if not done:
            return ScheduleRun(at, "failed", code="schedule-long", params={"minutes": LONGEST // timedelta(minutes=1)})
        if work.cancelled():
            return ScheduleRun(at, "cancelled", code="schedule-cancelled")
        error = work.exception()
        if isinstance(error, KnownError):
            return ScheduleRun(at, "refused", code=error.code, params=dict(error.params))
        if error is not None:
            log.error("a schedule failed", exc_info=error)
            return ScheduleRun(at, "failed", code="schedule-bug")
        outcome = work.result()
        if isinstance(outcome, CannotSend):
            return ScheduleRun(at, "refused", code=outcome.code, params=dict(outcome.params))
        if isinstance(outcome, NeedsConfirmation):
            return ScheduleRun(at, "refused", code="schedule-unconfirmed", params={"host": outcome.host})
        cases = tuple(outcome)
        failed = sum(bool(case.failed) for case in cases)
        passed = sum(not case.failed and not case.skipped for case in cases)
        return ScheduleRun(at, "failed" if failed else "passed", passed=passed, failed=failed, cases=cases)

    async def _send(self, schedule: Schedule) -> Outcome:
        """Send with the confirmation that was given when the schedule was saved, never to production."""
        send: Callable[[Services, Schedule, Confirmation], Awaitable[Outcome]] = KIND_ROWS[schedule.kind].run
        outcome = await send(self._services, schedule, UNCONFIRMED)
        if not isinstance(outcome, NeedsConfirmation):
            return outcome
        if refused := _refused(outcome):
            return refused
        allowed = frozenset((system, host) for system, _, host in (item.partition(" ") for item in schedule.confirmed))
        consent = Confirmation(allowed)
        return await send(self._services, schedule, consent) if all(map(consent.covers, outcome.places)) else outcome

    async def look(self) -> float:
        """Run what is due; returns the seconds until the next look. Raises StorageError."""
        schedules = {key: schedule for key, schedule in self.current.items() if schedule.on}
        if not schedules:
            self._role.release()
            self._tell(elsewhere=False, next={})
            return LOOK_S
        mine: bool = await self._engine.blocking(self._role.try_acquire)
        plan = await self._plan(schedules)
        self._tell(elsewhere=not mine, next=plan)
        if not mine:
            return LOOK_S
        ready = [key for key, at in sorted(plan.items(), key=lambda item: item[1]) if at <= self._clock()]
        for key in ready:
            await self.now(key)
        if ready:
            plan = await self._plan(schedules)
            self._tell(next=plan)
        left = min((at - self._clock()).total_seconds() for at in plan.values())
        return min(max(left, 0.0), LOOK_S)

    async def _plan(self, schedules: Mapping[str, Schedule]) -> dict[str, datetime]:
        """When each is due. Missed times are noted."""
        runs, found, now = await self.runs(), dict[str, datetime](), self._clock()
        for key, schedule in schedules.items():
            last = runs.get(key, ())
            known = (last[0].at if last else None, self._last.get(key), schedule.began)
            times = [moment for moment in known if moment is not None]
            when = due(schedule, max(times, default=now), now)
            if when.last_missed is not None:
                self._last[key] = when.last_missed
                missed = ScheduleRun(when.last_missed, "missed", code="schedule-missed", params={"count": when.missed})
                await self._keep(key, missed)
            found[key] = when.at
        return found

    async def _keep(self, key: str, run: ScheduleRun) -> None:
        """Add a run to the kept ones and report it."""
        data = (await self._engine.blocking(self._files.read)).get(key)
        before = read_runs(data) if data is not None else ()
        try:
            await self._engine.blocking(self._files.write, key, write_runs(with_run(before, run)))
        except StorageError:
            log.info("the report of a schedule could not be kept")
            raise
        finally:
            self._tell(ended=((key, run, before[0] if before else None),))

    def _tell(self, **changes: object) -> None:
        now = replace(self.state, ended=())
        told = replace(now, **changes)  # type: ignore[arg-type]
        self.state = replace(told, ended=())
        if told != now:
            self._report(told)

    def _on_settings(self, change: SettingsChanged) -> None:
        if "schedules" in change.kinds:
            self._woken.set()

    def close(self) -> None:
        """Stop following the settings, and let other processes run the schedules. Called when nothing runs any more."""
        self._forget()
        self._role.release()


def _refused(asked: NeedsConfirmation) -> CannotSend | None:
    """Places to which nothing is sent without a person: production, and addresses that serve a cloud's credentials."""
    hosts = [place.host for place in asked.places if place.why in ("production", "metadata")]
    return CannotSend("schedule-production", {"host": ", ".join(dict.fromkeys(hosts))}) if hosts else None

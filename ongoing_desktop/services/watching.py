"""Watches for changes by any process, and for incidents while the program runs unattended."""

from __future__ import annotations

import asyncio
import logging
from typing import Final

from ongoing_desktop.domain.arrived import Arrived
from ongoing_desktop.domain.errors import KnownError
from ongoing_desktop.domain.exchange import ExchangeRow
from ongoing_desktop.domain.listening import ListenerState
from ongoing_desktop.domain.settings_changed import SettingsChanged
from ongoing_desktop.domain.watches import Facts, Incident, WatchReport
from ongoing_desktop.services import Services
from ongoing_desktop.services.publisher import Publisher
from ongoing_desktop.wording.watches import WATCHES, Watch

log = logging.getLogger(__name__)

LOOK_S: Final = 30.0
"""Seconds between two looks; also the most that one of them counts as time awake."""
GATHER_S: Final = 0.5
"""Seconds in which more arrivals are collected before they are judged."""
MOST: Final = 200
"""Exchanges read at once. If more arrive, counting starts again."""
POLL_S: Final = 0.3
"""Seconds between checks, so that changes of other processes appear within a second."""
SHORTEST_S: Final = 1 / 30
"""Minimum seconds between reports to the window."""
MOST_REPORTED: Final = 60
"""Rows read at once. If more arrive, views query what they display."""


class ChangeWatcher(Publisher[Arrived]):
    """Reports exchanges, outcomes and marks. Polls both ``PRAGMA data_version``; our own listener wakes it after each commit."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._history = services.history
        self._settings = services.settings
        self._engine = services.engine
        self._woken = asyncio.Event()
        self._newest_reported = 0
        self._newest = -1
        self._change = 0
        self._pending: set[int] = set()
        """Exchanges without an outcome yet."""
        self._forget = services.listening.subscribe(self._on_listener)

    async def run(self) -> None:
        history_version = settings_version = -1
        while True:
            try:
                version = await self._engine.blocking(self._history.data_version)
                if version != history_version:
                    history_version = version
                    self._tell(await self._engine.blocking(self._read))
                version = await self._settings.data_version()
                if version != settings_version:
                    settings_version = version
                    await self._settings.reload()
            except KnownError as error:
                log.info("could not check for changes, will retry: %s", error)
            await asyncio.sleep(SHORTEST_S)
            try:
                async with asyncio.timeout(POLL_S):
                    await self._woken.wait()
            except TimeoutError:
                continue
            self._woken.clear()

    def close(self) -> None:
        """Stop watching the listener."""
        self._forget()

    def _read(self) -> Arrived:
        """What arrived since the last check. Runs on a storage thread."""
        history, since = self._history, self._newest
        newest, changes = history.newest_id(), history.changes(self._change)
        plain = since >= 0 and not changes.ids and not changes.thinned and not changes.missed
        self._newest, self._change = newest, changes.number
        complete = plain and newest - since <= MOST_REPORTED and len(self._pending) <= MOST
        waited = history.rows(sorted(self._pending)) if self._pending else []
        if complete:
            rows = history.page(limit=MOST_REPORTED, after=since, direction="all") if newest > since else []
        else:  # not to report these rows, but to find those among them that have no outcome yet
            rows = history.page(limit=MOST_REPORTED, direction="all")
        self._pending = {row.id for row in (*waited, *rows) if row.answer == "pending"}
        if not complete:
            return Arrived(max(since, 0), newest, complete=False)
        return Arrived(since, newest, tuple(rows), tuple(row for row in waited if row.answer != "pending"))

    def _tell(self, arrived: Arrived) -> None:
        if arrived.rows or arrived.updated or not arrived.complete:
            self._report(arrived)

    def _on_listener(self, state: ListenerState) -> None:
        if state.newest > self._newest_reported:
            self._newest_reported = state.newest
            self._woken.set()


class Watching(Publisher[WatchReport]):
    """Runs on the engine's loop. :attr:`report` is safe on any thread."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._settings = services.settings
        self._history = services.history
        self._free_mb = services.ports.free_mb
        self._clock = services.clock
        self._steady = services.ports.steady
        self._engine = services.engine
        self._facts = Facts()
        self.report = WatchReport()
        """The last report."""
        self._woken = asyncio.Event()
        self._arrived: list[ExchangeRow] = []
        self._whole = True
        """Whether :attr:`_arrived` is complete."""
        self._seen = -1
        """Exchanges up to this id were counted, or were there before."""
        self._last = services.ports.steady()
        self._forget = (
            services.feed.subscribe(self._on_arrived),
            services.listening.subscribe(self._on_listener),
            services.settings.subscribe(self._on_settings),
        )

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            try:
                async with asyncio.timeout(LOOK_S):
                    await self._woken.wait()
                await asyncio.sleep(GATHER_S)
                timed = False
            except TimeoutError:
                timed = True
            self._woken.clear()
            try:
                await self.look(timed=timed)
            except KnownError as error:
                log.info("the watches could not look, and will try again: %s", error)

    async def look(self, *, timed: bool = True) -> None:
        """Judge what happened. ``timed``: also measure the disk. Raises StorageError."""
        self._pass_time()
        if timed:
            wanted = any(
                watch.key == "disk" and watch.chosen(self._settings.current.preferences).on for watch in WATCHES
            )
            self._facts.free_mb = await self._engine.blocking(self._free_mb) if wanted else None
        rows, whole = self._arrived, self._whole
        self._arrived, self._whole = [], True
        if not whole:
            newest = await self._engine.blocking(lambda: self._history.page(limit=MOST, direction="all"))
            fresh = [row for row in newest if row.id > self._seen]
            if len(fresh) == MOST:
                self._facts.forget_runs({incident.about for incident in self.report.open})
            rows = fresh[::-1]
        success = self._settings.current.preferences.assumed.success
        for row in rows:
            self._facts.note(row, success)
            self._seen = max(self._seen, row.id)
        self._judge()

    def close(self) -> None:
        """Stop following the services."""
        for forget in self._forget:
            forget()

    def _pass_time(self) -> None:
        """Count the time since the last look, as far as the computer was awake."""
        now = self._steady()
        passed, self._last = now - self._last, now
        awake = min(max(passed, 0.0), LOOK_S * 2)
        facts, services = self._facts, self._services
        tunnel = services.tunnel.state if services.built("tunnel") else None
        if facts.silent_s is not None:
            facts.silent_s += awake
        if tunnel is None:
            return
        if tunnel.broken:
            facts.tunnel_dead_s = 0.0 if facts.tunnel_dead_s is None else facts.tunnel_dead_s + awake
        elif tunnel.status in ("live", "stopped"):
            facts.tunnel_dead_s = 0.0 if tunnel.status == "live" else None

    def _judge(self) -> None:
        before = {(item.watch, item.about): item for item in self.report.open}
        now: dict[tuple[str, str], Incident] = {}
        over: list[Incident] = []
        for watch in WATCHES:
            for incident, crossed in self._incidents(watch, before):
                if crossed:
                    now[watch.key, incident.about] = incident
                else:
                    over.append(incident)
        begun = tuple(item for key, item in now.items() if key not in before)
        if begun or over or now.keys() != before.keys():
            self.report = WatchReport(tuple(now.values()), begun, tuple(over))
            self._report(self.report)

    def _incidents(self, watch: Watch, before: dict[tuple[str, str], Incident]) -> list[tuple[Incident, bool]]:
        """The incidents of a watch, and those that are over."""
        wanted = watch.chosen(self._settings.current.preferences)
        found: list[tuple[Incident, bool]] = []
        for about, value in watch.measure(self._facts).items() if wanted.on else ():
            known = before.get((watch.key, about))
            if watch.limit.crossed(value, wanted.limit, before=known is not None):
                incident = known or Incident(watch.key, about, self._clock(), wanted.limit, value)
                found.append((incident, True))
            elif known is not None and known.limit == wanted.limit:
                found.append((known, False))
        return found

    # what wakes it

    def _on_arrived(self, arrived: Arrived) -> None:
        if self._seen < 0:
            self._seen = arrived.newest
            return
        self._whole = self._whole and arrived.complete and len(self._arrived) < MOST
        if self._whole:
            self._arrived += [row for row in arrived.rows if row.id > self._seen]
            self._arrived += arrived.updated
        self._woken.set()

    def _on_listener(self, state: ListenerState) -> None:
        listens = state.status == "listening"
        if listens != (self._facts.silent_s is not None):
            self._pass_time()
            self._facts.silent_s = 0.0 if listens else None
            self._woken.set()

    def _on_settings(self, change: SettingsChanged) -> None:
        if change.kinds & {"watches", "webhooks"}:
            for counts in (self._facts.failures, self._facts.refusals):
                for gone in {hook.id for hook in change.before.webhooks} - {hook.id for hook in change.after.webhooks}:
                    counts.pop(gone, None)
            self._woken.set()

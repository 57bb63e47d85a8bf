"""Looks after what runs unattended, and reports each incident once when it begins and once when it is over."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

from ongoing_desktop.domain.arrived import Arrived
from ongoing_desktop.domain.errors import KnownError
from ongoing_desktop.domain.exchange import ExchangeRow
from ongoing_desktop.domain.listening import ListenerState
from ongoing_desktop.domain.settings_changed import SettingsChanged
from ongoing_desktop.domain.watches import Facts, Incident, WatchReport
from ongoing_desktop.services.publisher import Publisher
from ongoing_desktop.wording.watches import WATCHES, Watch

if TYPE_CHECKING:
    from ongoing_desktop.services import Services

log = logging.getLogger(__name__)

LOOK_S: Final = 30.0
"""Seconds between two looks; also the most that one of them counts as time awake."""
GATHER_S: Final = 0.5
"""Seconds in which more arrivals are collected before they are judged."""
MOST: Final = 200
"""Exchanges read at once. If more arrive, counting starts again."""


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
        self._report_now = WatchReport()
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

    @property
    def report(self) -> WatchReport:
        """The last report."""
        return self._report_now

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
                self._facts.forget_runs({incident.about for incident in self._report_now.open})
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
        before = {(item.watch, item.about): item for item in self._report_now.open}
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
            self._report_now = WatchReport(tuple(now.values()), begun, tuple(over))
            self._report(self._report_now)

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

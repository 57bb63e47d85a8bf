"""Watches for new exchanges and changed settings from any process."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

from ongoing_desktop.domain.arrived import Arrived
from ongoing_desktop.domain.errors import KnownError
from ongoing_desktop.domain.listening import ListenerState
from ongoing_desktop.services.publisher import Publisher

if TYPE_CHECKING:
    from ongoing_desktop.services import Services

log = logging.getLogger(__name__)

POLL_S: Final = 0.3
"""Seconds between checks, so that changes of other processes appear within a second."""
SHORTEST_S: Final = 1 / 30
"""Minimum seconds between reports to the window."""
MOST: Final = 60
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
        complete = plain and newest - since <= MOST and len(self._pending) <= MOST
        waited = history.rows(sorted(self._pending)) if self._pending else []
        if complete:
            rows = history.page(limit=MOST, after=since, direction="all") if newest > since else []
        else:  # not to report these rows, but to find those among them that have no outcome yet
            rows = history.page(limit=MOST, direction="all")
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

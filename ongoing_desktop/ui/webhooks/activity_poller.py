"""Keeps the newest tests and live requests of all webhooks available with few reads of the history."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from ongoing_desktop.domain.exchange import ExchangeRow
from ongoing_desktop.domain.sync_state import Seen, seen_by
from ongoing_desktop.ui.context import InContext
from ongoing_desktop.ui.kit.timing import after_pause

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ongoing_desktop.domain.arrived import Arrived
    from ongoing_desktop.ui.context import WindowContext

LOOK_AGAIN_MS: Final = 400
LONGEST_PAUSE_MS: Final = 10_000

_Found = tuple[dict[str, ExchangeRow], dict[str, Seen], float]
"""Tests, live requests, and the seconds taken to find them."""


class ActivityPoller(InContext, QObject):
    """Main thread only; reads off it."""

    changed = Signal()
    """:attr:`tests` or :attr:`seen` have changed."""

    def __init__(self, context: WindowContext, parent: QObject) -> None:
        super().__init__(parent)
        self.use_context(context)
        self._looking = False
        self._again = after_pause(self, LOOK_AGAIN_MS, self.look)
        self.tests: Mapping[str, ExchangeRow] = {}
        """The newest sent exchange by webhook id."""
        self.seen: Mapping[str, Seen] = {}
        """When a live request was last received, by webhook id."""

    def take(self, arrived: Arrived) -> None:
        """Process new rows, or schedule a read if they are not complete."""
        updated = {row.id for row in arrived.updated}
        waiting = {row.id for row in self.tests.values() if row.answer == "pending"}
        if self._looking or self._again.isActive() or not arrived.complete or not waiting <= updated:
            if not self._again.isActive():
                self._again.start()
            return
        tests, seen = dict(self.tests), dict(self.seen)
        for row in (*arrived.updated, *arrived.rows):
            before = tests.get(row.webhook or "")
            if row.direction == "out" and row.webhook and (before is None or before.id <= row.id):
                tests[row.webhook] = row
            elif row.webhook and (live := seen_by(row)) is not None:
                seen[row.webhook] = live
        self._show(tests, seen)

    def look(self) -> None:
        """Read now, off the main thread."""
        if self._looking:
            self._again.start()
            return
        self._looking = True
        self._tasks.run(self, self._fetch, done=self._on_looked, failed=self._on_failed)

    async def _fetch(self) -> _Found:
        activity, began = self._services.activity, time.monotonic()
        return await activity.last_tests(), await activity.seen_live(), time.monotonic() - began

    def _on_looked(self, found: _Found) -> None:
        self._looking = False
        # With a long history a read takes time. Use at most a tenth of the storage threads' time.
        tests, seen, took = found
        self._again.setInterval(max(LOOK_AGAIN_MS, min(LONGEST_PAUSE_MS, round(10_000 * took))))
        self._show(tests, seen)

    def _show(self, tests: Mapping[str, ExchangeRow], seen: Mapping[str, Seen]) -> None:
        if (tests, seen) != (self.tests, self.seen):
            self.tests, self.seen = tests, seen
            self.changed.emit()

    def _on_failed(self, error: BaseException) -> None:
        self._looking = False
        self._tasks.default_failed(error)

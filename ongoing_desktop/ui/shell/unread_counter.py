"""Counts requests since the inbox was last viewed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from ongoing_desktop.ui.context import InContext
from ongoing_desktop.ui.kit.timing import after_pause

if TYPE_CHECKING:
    from ongoing_desktop.domain.arrived import Arrived
    from ongoing_desktop.domain.exchange import ExchangeRow
    from ongoing_desktop.ui.context import WindowContext

MOST: Final = 100
AGAIN_MS: Final = 250


class UnreadCounter(InContext, QObject):
    """Counts arrivals. If it did not receive all rows, it queries the history at most four times a second."""

    counted = Signal(int)

    def __init__(self, context: WindowContext, parent: QObject) -> None:
        super().__init__(parent)
        self.use_context(context)
        self._seen = -1
        self._newest = 0
        self._watching = False
        self._timer = after_pause(self, AGAIN_MS, self._count)
        self._unread = 0
        self._upto = 0
        """Requests up to this id are counted."""
        context.tasks.run(self, context.services.exchanges.newest_id, done=self._begin)

    def look(self, arrived: Arrived) -> None:
        """Something arrived or changed."""
        self._newest = max(self._newest, arrived.newest)
        if self._watching:
            self._seen = self._newest
        elif self._seen >= 0 and (self._timer.isActive() or not arrived.complete):
            self._later()
        elif self._seen >= 0:
            self._add(arrived.received)

    def set_watching(self, on: bool) -> None:
        """While the inbox is visible, nothing is unread."""
        self._watching = on
        if on:
            self._seen = max(self._seen, self._newest)
            self._timer.stop()
            self.counted.emit(0)
        else:
            self._unread, self._upto = 0, self._seen

    def _begin(self, newest: int) -> None:
        # Requests from before this start do not count.
        self._seen = max(self._seen, newest)
        if self._newest > self._seen:
            self._later()
        self._upto = max(self._upto, self._seen)

    def _later(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _add(self, received: list[ExchangeRow]) -> None:
        fresh = [row for row in received if row.id > self._upto]
        if fresh:
            self._upto = fresh[-1].id
            self._unread = min(MOST, self._unread + len(fresh))
            self.counted.emit(self._unread)

    def _count(self) -> None:
        seen, exchanges = self._seen, self._services.exchanges
        self._tasks.run(self, lambda: exchanges.received_after(seen, MOST), done=self._on_counted)

    def _on_counted(self, received: list[ExchangeRow]) -> None:
        if not self._watching:
            self._unread, self._upto = 0, self._seen
            self.counted.emit(0) if not received else self._add(received)

"""How many requests arrived since the inbox was last looked at."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from ongoing_desktop.ui.context import WindowContext

MOST: Final = 100
AGAIN_MS: Final = 250


class UnreadCounter(QObject):
    """Counts on a storage thread, at most four times a second."""

    counted = Signal(int)

    def __init__(self, context: WindowContext, parent: QObject) -> None:
        super().__init__(parent)
        self._services = context.services
        self._tasks = context.tasks
        self._seen = -1
        self._newest = 0
        self._watching = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AGAIN_MS)
        self._timer.timeout.connect(self._count)
        engine, history = context.services.engine, context.services.history
        context.tasks.run(self, lambda: engine.blocking(history.newest_id), done=self._begin)

    def look(self, newest: int) -> None:
        """Something changed."""
        self._newest = max(self._newest, newest)
        if self._watching:
            self._seen = self._newest
        elif self._seen >= 0 and not self._timer.isActive():
            self._timer.start()

    def set_watching(self, on: bool) -> None:
        """While the inbox is on screen nothing is unread."""
        self._watching = on
        if on:
            self._seen = max(self._seen, self._newest)
            self.counted.emit(0)

    def _begin(self, newest: int) -> None:
        # What arrived before this start is not news.
        self._seen = max(self._seen, newest)
        if self._newest > self._seen:
            self._timer.start()

    def _count(self) -> None:
        seen, engine, history = self._seen, self._services.engine, self._services.history

        def page() -> int:
            return len(history.page(limit=MOST, after=seen, direction="in"))

        self._tasks.run(self, lambda: engine.blocking(page), done=self._on_counted)

    def _on_counted(self, count: int) -> None:
        if not self._watching:
            self.counted.emit(count)

"""A part of the window that does no work while it is hidden."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget


class CatchesUp(QWidget):
    """Work requested while it is hidden is done once, when it is shown."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._due: list[Callable[[], None]] = []

    def when_shown(self, work: Callable[[], None]) -> None:
        """Run this now if the widget is visible, else as soon as it is."""
        if self.isVisible():
            work()
        elif work not in self._due:
            self._due.append(work)

    def catch_up(self) -> None:
        """Run the postponed work."""
        due, self._due = self._due, []
        for work in due:
            work()

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.catch_up()

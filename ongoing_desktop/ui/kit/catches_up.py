"""A part of the window that does nothing while it is hidden."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget


class CatchesUp(QWidget):
    """What becomes due while it is hidden is done once, when it is shown."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._due: list[Callable[[], None]] = []

    def when_shown(self, work: Callable[[], None]) -> None:
        """Do this now if the part is on screen, else as soon as it is."""
        if self.isVisible():
            work()
        elif work not in self._due:
            self._due.append(work)

    def catch_up(self) -> None:
        """Do what is due."""
        due, self._due = self._due, []
        for work in due:
            work()

    # Qt's own names from here on.

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up."""
        super().showEvent(event)
        self.catch_up()

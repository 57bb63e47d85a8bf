"""Delayed work: after a pause, or when a part of the window is shown. Main thread only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject, SignalInstance
    from PySide6.QtGui import QShowEvent


def after_pause(parent: QObject, milliseconds: int, then: Callable[[], object] | SignalInstance) -> QTimer:
    """A single-shot timer that calls ``then`` this long after its last start. It is not started yet."""
    made = QTimer(parent)
    made.setSingleShot(True)
    made.setInterval(milliseconds)
    made.timeout.connect(then)
    return made


class CatchesUp(QWidget):
    """A part of the window that does no work while it is hidden. What is requested then is done once, when it is shown."""

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

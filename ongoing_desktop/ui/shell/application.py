"""The Qt application: its style, and files that macOS opens with the program."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class Application(QApplication):
    """macOS names a double-clicked file in an event; the other systems name it on the command line. Main thread only."""

    def __init__(self, words: Sequence[str]) -> None:
        # The style sheet is made for Fusion. As an argument it takes 1 MB less than as an object of Python.
        super().__init__([*words, "-style", "fusion"])
        self._open: Callable[[Path], object] | None = None
        self._waiting: list[Path] = []

    def open_files_with(self, open_file: Callable[[Path], object]) -> None:
        """Call this for each file, also for those that came before."""
        self._open = open_file
        for path in self._waiting:
            open_file(path)
        self._waiting.clear()

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        """Open the file that the system names."""
        if not isinstance(event, QFileOpenEvent) or not event.file():
            return super().event(event)
        path = Path(event.file())
        if self._open is None:
            self._waiting.append(path)
        else:
            self._open(path)
        return True

"""Undo, redo and the history of changes: the verbs behind the window's commands."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ongoing_desktop.services.settings import Taken
from ongoing_desktop.ui.core import Core
from ongoing_desktop.ui.messages import Door
from ongoing_desktop.ui.relay import Relay
from ongoing_desktop.ui.revisions.window import RevisionsWindow
from ongoing_desktop.ui.revisions.words import taken_words
from ongoing_desktop.ui.tasks import Tasks
from ongoing_desktop.ui.theme import Theme


class RevisionVerbs(QObject):
    """Main thread only."""

    taken = Signal()
    """Something was taken back or done again, or there was nothing left to."""

    def __init__(self, core: Core, tasks: Tasks, door: Door, theme: Theme, relay: Relay, window: QWidget) -> None:
        super().__init__(window)
        self._core = core
        self._tasks = tasks
        self._door = door
        self._theme = theme
        self._relay = relay
        self._window = window

    def undo(self) -> None:
        """Take back the newest change."""
        self._tasks.run(self, self._core.settings.undo, done=lambda taken: self._tell("undo", taken))

    def redo(self) -> None:
        """Do again what the newest undo took back."""
        self._tasks.run(self, self._core.settings.redo, done=lambda taken: self._tell("redo", taken))

    def show_history(self) -> None:
        """Open the list of changes."""
        window = RevisionsWindow(self._core, self._tasks, self._door, self._theme, self._window, undo=self.undo)
        self._relay.settings_changed.connect(window.show_settings)
        window.show()

    def _tell(self, verb: str, taken: Taken) -> None:
        if taken.label:
            told, kind = taken_words(verb, taken)
            self._door.notice(told, kind)
        self.taken.emit()

"""Undo, redo and the history of changes: the verbs behind the window's commands."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ongoing_desktop.ui.core import Core
from ongoing_desktop.ui.messages import Door
from ongoing_desktop.ui.relay import Relay
from ongoing_desktop.ui.revisions.undo import UndoVerbs
from ongoing_desktop.ui.revisions.window import RevisionsWindow
from ongoing_desktop.ui.tasks import Tasks
from ongoing_desktop.ui.theme import Theme


class RevisionVerbs(UndoVerbs):
    """Main thread only."""

    def __init__(self, core: Core, tasks: Tasks, door: Door, theme: Theme, relay: Relay, window: QWidget) -> None:
        super().__init__(core, tasks, door, window)
        self._theme = theme
        self._relay = relay

    def show_history(self) -> None:
        """Open the list of changes."""
        window = RevisionsWindow(self._core, self._tasks, self._door, self._theme, self._window, undo=self.undo)
        self._relay.settings_changed.connect(window.show_settings)
        window.show()

"""Undo, redo and the history of changes: the verbs behind the window's commands."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ongoing_desktop.services import Services
from ongoing_desktop.ui.revisions.revisions_window import RevisionsWindow
from ongoing_desktop.ui.revisions.undo import UndoVerbs
from ongoing_desktop.ui.service_signals import ServiceSignals
from ongoing_desktop.ui.shell.notifier import Notifier
from ongoing_desktop.ui.task_runner import TaskRunner
from ongoing_desktop.ui.theme import Theme


class RevisionActions(UndoVerbs):
    """Main thread only."""

    def __init__(
        self,
        services: Services,
        tasks: TaskRunner,
        notifier: Notifier,
        theme: Theme,
        signals: ServiceSignals,
        window: QWidget,
    ) -> None:
        super().__init__(services, tasks, notifier, window)
        self._theme = theme
        self._signals = signals

    def show_history(self) -> None:
        """Open the list of changes."""
        window = RevisionsWindow(self._services, self._tasks, self._notifier, self._theme, self._window, undo=self.undo)
        self._signals.settings_changed.connect(window.show_settings)
        window.show()

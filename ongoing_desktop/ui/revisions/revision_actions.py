"""Undo, redo and the history of changes: the verbs behind the window's commands."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ongoing_desktop.ui.context import WindowContext
from ongoing_desktop.ui.revisions.revisions_window import RevisionsWindow
from ongoing_desktop.ui.revisions.undo import UndoVerbs


class RevisionActions(UndoVerbs):
    """Main thread only."""

    def __init__(
        self,
        context: WindowContext,
        window: QWidget,
    ) -> None:
        super().__init__(context, window)
        self._context = context
        self._signals = context.signals

    def show_history(self) -> None:
        """Open the list of changes."""
        window = RevisionsWindow(self._context, self._window)
        self._signals.settings_changed.connect(window.show_settings)
        window.show()

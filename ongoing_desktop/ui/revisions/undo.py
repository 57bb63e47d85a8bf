"""Undo and redo of the newest step, with their notices."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ongoing_desktop.ui.context import InContext
from ongoing_desktop.ui.long_work import LongWork

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ongoing_desktop.services.settings import UndoResult
    from ongoing_desktop.ui.context import WindowContext


class UndoActions(InContext, QObject):
    """Main thread only."""

    def __init__(self, context: WindowContext, window: QWidget) -> None:
        super().__init__(window)
        self.use_context(context)
        self._window = window

    def undo(self) -> None:
        """Undo the newest step."""
        work = LongWork(self._context, self._window, self.tr("Undo"))
        work.start(self._services.undoing.undo, partial(self._tell, "undo"))

    def redo(self) -> None:
        """Redo the newest undo."""
        work = LongWork(self._context, self._window, self.tr("Redo"))
        work.start(self._services.undoing.redo, partial(self._tell, "redo"))

    def _tell(self, verb: str, taken: UndoResult) -> None:
        if taken.label:
            from ongoing_desktop.ui.revisions.revision_texts import taken_words  # noqa: PLC0415 - after an undo

            message, kind = taken_words(verb, taken)
            self._notifier.notice(message, kind)

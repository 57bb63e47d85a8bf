"""Undo and redo of the newest step, with their notices."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ongoing_desktop.ui.context import InContext
from ongoing_desktop.ui.long_work import LongWork
from ongoing_desktop.wording.messages import SENTENCES, sentence, undo_words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ongoing_desktop.services.settings import UndoResult
    from ongoing_desktop.ui.context import WindowContext
    from ongoing_desktop.ui.shell.notifier import NoticeKind


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
            self._notifier.notice(*_taken_words(verb, taken))


def _taken_words(verb: str, taken: UndoResult) -> tuple[str, NoticeKind]:
    """The notice of an undo or redo: what happened, and what stayed because it was changed again."""
    overlaps = " ".join(taken.overlaps)
    if not taken.changed and overlaps:
        return sentence("taken-nothing", {"what": overlaps}), "warn"
    message = sentence(f"{verb}-done", {"what": undo_words(taken.label, taken.count)})
    if (more := f"{verb}-{taken.label}") in SENTENCES:
        message += f" {sentence(more)}"
    if overlaps:
        return f"{message} {sentence('taken-partly', {'what': overlaps})}", "warn"
    return message, "good"

"""The notices of undo and redo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ongoing_desktop.wording.messages import SENTENCES, sentence, undo_words

if TYPE_CHECKING:
    from ongoing_desktop.services.settings import UndoResult
    from ongoing_desktop.ui.shell.notifier import NoticeKind


def taken_words(verb: str, taken: UndoResult) -> tuple[str, NoticeKind]:
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

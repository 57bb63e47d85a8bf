"""What an undo, redo or restore says."""

from __future__ import annotations

from ongoing_desktop.domain.changes import label_words
from ongoing_desktop.domain.messages import sentence
from ongoing_desktop.services.settings import Taken
from ongoing_desktop.ui.messages import NoticeKind


def taken_words(verb: str, taken: Taken) -> tuple[str, NoticeKind]:
    """The notice of an undo or redo: what happened, and what stayed because it was changed again since."""
    overlaps = " ".join(taken.overlaps)
    if not taken.changed and overlaps:
        return sentence("taken-nothing", {"what": overlaps}), "warn"
    code = f"{verb}-{taken.label}"
    told = sentence(code)
    if told == code:
        told = sentence(f"{verb}-other", {"what": label_words(taken.label)})
    if overlaps:
        return f"{told} {sentence('taken-partly', {'what': overlaps})}", "warn"
    return told, "good"

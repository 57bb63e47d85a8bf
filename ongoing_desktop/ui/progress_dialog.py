"""The dialog of work that takes longer than half a second."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import progress_bar
from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.plain_text import paragraph
from ongoing_desktop.wording.language import number

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ongoing_desktop.services.ports import Stop

WIDTH: Final = 420


class ProgressDialog(Dialog):
    """Closing it cancels. It closes when the work ends."""

    def __init__(self, title: str, stop: Stop, parent: QWidget, progress_text: str) -> None:
        super().__init__(parent, "progressDialog", title, size=(WIDTH, 0))
        self._progress_text = progress_text or self.tr("{done} of {all} exchanges done.")
        self._stop = stop
        self._state = paragraph(self.tr("Working…"), self, name="progressState")
        self._bar = progress_bar(self, "progressBar", self.tr("Progress"))
        self._cancel = push_button(self, self.tr("Cancel"), "progressCancel", self.reject)
        self.add(self._state, self._bar)
        self.end_with(self._cancel)

    def show_progress(self, done: int, of: int) -> None:
        if not self._stop.is_set:
            self._bar.setRange(0, max(of, 1))
            self._bar.setValue(done)
            self._state.setText(self._progress_text.format(done=number(done), all=number(of)))

    # Qt overrides

    def reject(self) -> None:
        """Cancel: the work ends after the current part."""
        self._stop.set()
        self._cancel.setEnabled(False)
        self._state.setText(self.tr("Stopping…"))

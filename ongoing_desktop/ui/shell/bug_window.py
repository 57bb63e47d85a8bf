"""The window with unexpected errors. The program continues."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication

from ongoing_desktop import __version__
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import text_edit
from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.plain_text import paragraph
from ongoing_desktop.wording.language import translated as tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

MOST_BUGS: Final = 20
"""Maximum number of reports kept, so that a fault in a timer does not fill the memory."""


class BugWindow(Dialog):
    """One window for all unexpected errors. The program continues."""

    def __init__(self, parent: QWidget) -> None:
        title = tr("Something went wrong in Ongoing Desktop")
        heading = tr("This is an error in the program, not your mistake.")
        super().__init__(parent, "bugWindow", title, heading=heading, size=(720, 420))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        self.setModal(False)
        self._reports: list[str] = []
        self._text = text_edit(self, "bugDetails", self.tr("Details"), read_only=True)
        self.add(
            paragraph(
                self.tr(
                    "Saved data is safe, and the listener keeps running. You can continue working. If this happens "
                    "again, copy the details, look through them and report them."
                ),
                self,
            ),
            (self._text, 1),
        )
        close = push_button(self, self.tr("Close"), "", self.close, default=True)
        self.end_with(close, push_button(self, self.tr("Copy details"), "", self._copy))

    def report(self, report: str) -> None:
        """Add a report."""
        if len(self._reports) < MOST_BUGS and report not in self._reports:
            self._reports.append(report)
        versions = f"Python {platform.python_version()} · Qt {qVersion()} · {platform.platform()}"
        about = f"Ongoing Desktop {__version__} · {versions}"
        self._text.setPlainText("\n\n".join([about, *self._reports]))
        self.show()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.toPlainText())

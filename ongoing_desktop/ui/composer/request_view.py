"""The request as it will leave, byte for byte but for the credential, which is masked."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QGuiApplication, QTextOption
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from ongoing_desktop.bodies import break_lines, visible
from ongoing_desktop.services.sending import CannotSend, Preview
from ongoing_desktop.ui.kit.plain_text import label
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.wording.messages import sentence

SHOWN: Final = 256 * 1024


class RequestView(QWidget):
    """Is told what to show."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._whole = ""
        self.text = QPlainTextEdit(self)
        self.text.setObjectName("requestPreview")
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("The request as it will be sent"))
        self.text.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self.text.document().setDocumentMargin(8)
        self._note = label("", self, role="secondary", wrap=True)
        self._copy = QPushButton(self.tr("Copy"), self)
        self._copy.setObjectName("copyRequest")
        self._copy.setProperty("flat", True)
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._whole))
        under = QHBoxLayout()
        under.addWidget(self._note, 1)
        under.addWidget(self._copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.text, 1)
        column.addLayout(under)
        theme.changed.connect(self._dress)
        self._dress()

    def show_preview(self, preview: Preview | CannotSend | None) -> None:
        """Show a request, or why there is none."""
        self._whole = preview.text if isinstance(preview, Preview) else ""
        self._copy.setEnabled(bool(self._whole))
        if isinstance(preview, CannotSend):
            self._note.setText(sentence(preview.code, preview.params))
            self.text.setPlainText("")
            return
        self.text.setPlainText(break_lines(visible(self._whole[:SHOWN]))[0])
        told = self.tr(
            "This is exactly what is sent; only the credential is masked. Assumed of Ongoing: POST and "
            "application/json."
        )
        if len(self._whole) > SHOWN:
            told = self.tr("Only the beginning is shown.") + " " + told
        self._note.setText(told if preview is not None else "")

    def _dress(self) -> None:
        self.text.setFont(self._theme.mono())

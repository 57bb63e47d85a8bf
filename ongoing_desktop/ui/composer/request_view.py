"""The request as it will be sent, byte for byte, with its credential masked."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QGuiApplication, QTextOption
from PySide6.QtWidgets import QWidget

from ongoing_desktop.bodies.visible import break_lines, visible
from ongoing_desktop.services.sending import CannotSend, Preview
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import text_edit
from ongoing_desktop.ui.kit.layout import hbox, vbox
from ongoing_desktop.ui.kit.plain_text import paragraph
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.wording.messages import sentence

SHOWN: Final = 256 * 1024


class RequestView(QWidget):
    """Shows the request that would be sent."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._whole = ""
        self.text = text_edit(self, "requestPreview", self.tr("The request as it will be sent"), read_only=True)
        self.text.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        sized(self.text, document=8, least_height=48)
        self._note = paragraph("", self, "secondary")
        self._copy = push_button(self, self.tr("Copy"), "copyRequest", look="flat")
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._whole))
        vbox((self.text, 1), hbox((self._note, 1), self._copy), on=self, spacing=4, margins=(0, 6, 0, 0))
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
        message = self.tr(
            "This is exactly what is sent; only the credential is masked. Assumed of Ongoing: POST and "
            "application/json."
        )
        if len(self._whole) > SHOWN:
            message = self.tr("Only the beginning is shown.") + " " + message
        self._note.setText(message if preview is not None else "")

    def _dress(self) -> None:
        sized(self.text, mono=True)

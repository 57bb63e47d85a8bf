"""Edits a request's method, headers and body."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from ongoing_desktop.domain.exchange import Headers
from ongoing_desktop.domain.saved_request import METHODS
from ongoing_desktop.domain.send_options import headers_text, read_headers
from ongoing_desktop.services.payloads import text_payload
from ongoing_desktop.ui.composer.payload_editor import PayloadEditor
from ongoing_desktop.ui.context import WindowContext
from ongoing_desktop.ui.kit.controls import combo_box, text_edit
from ongoing_desktop.ui.kit.form_field import Field
from ongoing_desktop.ui.kit.layout import vbox
from ongoing_desktop.ui.kit.plain_text import named, paragraph, show_text
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.wording.messages import problem_sentence

HEADER_LINES: Final = 4


class RequestEditor(QWidget):
    """Only what was edited is reported as edited, so that the rest can be sent byte for byte as it was."""

    def __init__(self, context: WindowContext, parent: QWidget, prefix: str) -> None:
        """``prefix``: of the object names of its fields."""
        super().__init__(parent)
        self._context = context
        self.method_box = combo_box(self, f"{prefix}Method", items=((method, method) for method in METHODS))
        self.header_text = text_edit(self, f"{prefix}Headers", placeholder="X-Trace: 4711", tab_leaves=True, mono=True)
        sized(self.header_text, lines=(HEADER_LINES + 1, 0))
        self._header_field = Field(self.tr("Headers"), self.header_text, self, tall=True)
        self._header_field.forget_on_edit()
        self.body = named(PayloadEditor(context.theme, self), f"{prefix}Body", self.tr("Body"))
        self._note = paragraph("", self, "secondary", f"{prefix}Note")
        self._note.hide()
        self._before: tuple[str, str, str | None] = ("POST", "", "")
        self.body.refused.connect(self.say)
        vbox(
            Field(self.tr("Method"), self.method_box, self),
            self._header_field,
            (self.body, 1),
            self._note,
            on=self,
            spacing=8,
        )

    def put(self, method: str, headers: Headers, body: bytes, note: str = "") -> None:
        """Show a request. A body that is not text or too long for an editor is not shown and stays as it is.

        ``note``: explains the body if it can be edited.
        """
        at = self.method_box.findText(method)
        if at < 0:
            self.method_box.addItem(method, method)
            at = self.method_box.count() - 1
        self.method_box.setCurrentIndex(at)
        self.header_text.setPlainText(headers_text(headers))
        payload = text_payload(body, headers)
        editable = payload is not None and not self.body.too_wide(payload.text)
        if payload is not None and editable:
            self.body.put(payload.text)
        self.body.setVisible(editable)
        self.say(
            note
            if editable
            else self.tr("The body is sent byte for byte as recorded; it is not text, or it is too long to edit.")
        )
        self._before = (method, self.header_text.toPlainText(), self.body.toPlainText() if editable else None)

    @property
    def method(self) -> str:
        """The method if it was edited; empty otherwise."""
        chosen = str(self.method_box.currentData())
        return "" if chosen == self._before[0] else chosen

    @property
    def text(self) -> str | None:
        """The body if it was edited; None otherwise."""
        before, now = self._before[2], self.body.toPlainText()
        return None if before is None or now == before else now

    def headers(self) -> tuple[Headers | None, bool]:
        """The headers if they were edited, None otherwise; and whether they are valid. Shows the first problem."""
        text = self.header_text.toPlainText()
        if text == self._before[1]:
            return None, True
        found, problems = read_headers(text, self._context.services.settings.current.preferences.secret_names)
        self._header_field.set_problem(problem_sentence(problems[0]) if problems else "")
        if problems:
            self.header_text.setFocus()
        return found, not problems

    def say(self, text: str) -> None:
        """Show a quiet line below the body."""
        show_text(self._note, text)

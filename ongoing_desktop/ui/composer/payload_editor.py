"""A payload editor with JSON highlighting that refuses text which would freeze it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QFontMetricsF, QTextCursor, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ongoing_desktop.bodies.json_views import show_indented
from ongoing_desktop.bodies.visible import LONGEST_LINE
from ongoing_desktop.formats.curl_read import is_curl
from ongoing_desktop.ui.exchanges.highlighter import JsonHighlighter
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.kit.timing import after_pause
from ongoing_desktop.ui.theme import Theme

PAUSE_MS: Final = 200
LONGEST_PASTE: Final = 2_000_000


class PayloadEditor(QPlainTextEdit):
    """Emits :attr:`settled` a moment after the last change, and :attr:`refused` with the reason for refused text."""

    settled = Signal()
    refused = Signal(str)
    curl = Signal(str)
    """A cURL command was pasted; it is not inserted."""
    edited = Signal()
    """The user changed the text."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ours = False
        self.setObjectName("payloadEditor")
        self.setAccessibleName(self.tr("Payload"))
        self.setWordWrapMode(QTextOption.WrapMode.NoWrap)  # a wrapped line of a million characters takes 25 s
        self.setTabChangesFocus(True)
        sized(self, document=8)
        self.setCornerWidget(QWidget(self))
        self._highlighter = JsonHighlighter(self.document(), theme)
        self._pause = after_pause(self, PAUSE_MS, self.settled)
        self.textChanged.connect(self._on_text)
        theme.changed.connect(self._dress)
        self._dress()

    def put(self, text: str) -> None:
        """Set the text as the program's own, and clear undo."""
        if text == self.toPlainText():
            return
        self._ours = True
        bar = self.verticalScrollBar().value()
        self._replace_changed(text)
        self.document().clearUndoRedoStacks()
        self.verticalScrollBar().setValue(bar)
        self._ours = False

    def _replace_changed(self, text: str) -> None:
        """Replace only the lines that differ, so that a new event id does not highlight the whole payload again."""
        before, after = self.toPlainText().split("\n"), text.split("\n")
        if len(before) != len(after):
            place = self.textCursor().position()
            self.setPlainText(text)
            cursor = self.textCursor()
            cursor.setPosition(min(place, max(self.document().characterCount() - 1, 0)))
            self.setTextCursor(cursor)
            return
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for at, line in enumerate(after):
            if before[at] != line:
                cursor.setPosition(self.document().findBlockByNumber(at).position())
                cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
                cursor.insertText(line)
        cursor.endEditBlock()

    def replace_all(self, text: str) -> None:
        """Replace the text for the user as one undoable step."""
        if text == self.toPlainText():
            return
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        cursor.movePosition(QTextCursor.MoveOperation.Start)
        self.setTextCursor(cursor)

    def go_to(self, line: int, column: int) -> None:
        """Move the cursor; line and column count from 1."""
        block = self.document().findBlockByNumber(max(line - 1, 0))
        if block.isValid():
            cursor = self.textCursor()
            cursor.setPosition(block.position() + min(max(column - 1, 0), max(block.length() - 1, 0)))
            self.setTextCursor(cursor)
            self.ensureCursorVisible()
        self.setFocus()

    def settle(self) -> None:
        """Emit :attr:`settled` at once."""
        self._pause.stop()
        self.settled.emit()

    def too_wide(self, text: str) -> str:
        """Why a text cannot be shown here; empty if it can."""
        if len(text) > LONGEST_PASTE:
            return self.tr("This is too large for the editor: over 2 million characters.")
        if max(map(len, text.split("\n")), default=0) > LONGEST_LINE:
            return self.tr("This has lines of over 4,000 characters and is not plain JSON.")
        return ""

    def fitting(self, text: str) -> str:
        """The text with JSON in one long line indented."""
        if len(text) <= LONGEST_PASTE and max(map(len, text.split("\n")), default=0) > LONGEST_LINE:
            shown = show_indented(text.encode("utf-8", "replace"), "application/json", 4 * LONGEST_PASTE)
            if shown.is_json and not shown.cut and "↩" not in shown.text:
                return shown.text
        return text

    def _on_text(self) -> None:
        self._pause.start()
        if not self._ours:
            self.edited.emit()

    def _dress(self) -> None:
        sized(self, mono=True)
        self.setTabStopDistance(2 * QFontMetricsF(self.font()).horizontalAdvance(" "))

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste. JSON in one long line is indented; text that would freeze the editor is refused."""
        if is_curl(source.text()) and "://" in source.text():
            self.curl.emit(source.text())
            return
        text = self.fitting(source.text())
        if why := self.too_wide(text):
            self.refused.emit(why)
            return
        self.insertPlainText(text)

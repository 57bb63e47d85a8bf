"""The payload to send: JSON with colours, its fault named by line and column while you type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QMimeData, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ongoing_desktop.bodies import pretty
from ongoing_desktop.bodies.visible import LONGEST_LINE
from ongoing_desktop.domain.messages import problem_sentence
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.ui.exchanges.highlighter import JsonHighlighter
from ongoing_desktop.ui.theme import Theme

PAUSE_MS: Final = 200
LONGEST_PASTE: Final = 2_000_000


class PayloadEditor(QPlainTextEdit):
    """Emits :attr:`judged` with a sentence, empty when the payload can be sent."""

    judged = Signal(str)
    edited = Signal()
    """The user changed the text."""

    def __init__(self, judge: Callable[[str], Problem | None], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._judge = judge
        self._theme = theme
        self._ours = False
        self.setObjectName("payloadEditor")
        self.setAccessibleName(self.tr("Payload"))
        self.setWordWrapMode(QTextOption.WrapMode.NoWrap)  # a wrapped line of a million characters takes 25 s
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(8)
        self.setCornerWidget(QWidget(self))
        self._highlighter = JsonHighlighter(self.document(), theme)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.judge_now)
        self.textChanged.connect(self._on_text)
        theme.changed.connect(self._dress)
        self._dress()

    def put(self, text: str) -> None:
        """Set the text as the program's own; undo does not lead back before it."""
        if text == self.toPlainText():
            return
        self._ours = True
        place, bar = self.textCursor().position(), self.verticalScrollBar().value()
        self.setPlainText(text)
        cursor = self.textCursor()
        cursor.setPosition(min(place, max(self.document().characterCount() - 1, 0)))
        self.setTextCursor(cursor)
        self.verticalScrollBar().setValue(bar)
        self._ours = False

    def judge_now(self) -> None:
        """Say at once whether the text can be sent."""
        self._pause.stop()
        problem = self._judge(self.toPlainText())
        self.judged.emit(problem_sentence(problem) if problem else "")

    def close_editor(self) -> None:
        """Stop the timer."""
        self._pause.stop()

    def _on_text(self) -> None:
        self._pause.start()
        if not self._ours:
            self.edited.emit()

    def _dress(self) -> None:
        self.setFont(self._theme.mono())
        self.setTabStopDistance(2 * QFontMetricsF(self.font()).horizontalAdvance(" "))

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste. JSON in one long line comes in indented; anything that would freeze the editor does not come in."""
        text = source.text()
        if len(text) > LONGEST_PASTE:
            self.judged.emit(self.tr("What you paste is too large for this editor: over 2 million characters."))
            return
        if max(map(len, text.split("\n")), default=0) > LONGEST_LINE:
            shown = pretty(text.encode("utf-8", "replace"), "application/json", 4 * LONGEST_PASTE)
            if not shown.is_json or shown.cut or "↩" in shown.text:
                self.judged.emit(self.tr("What you paste has lines of over 4,000 characters and is no plain JSON."))
                return
            text = shown.text
        self.insertPlainText(text)

"""A text view for bodies of any size: inserted in parts and highlighted only where visible.

Inserting 1 MB at once stalls the window for 170 ms, and highlighting all of it for 640 ms (measured).
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QResizeEvent, QTextBlock, QTextCharFormat, QTextCursor, QTextLayout, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ongoing_desktop.bodies.visible import original
from ongoing_desktop.ui.exchanges.highlighter import LONGEST_BLOCK, formats_of, tokens
from ongoing_desktop.ui.kit.clipboard import mime_data
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.kit.timing import after_pause
from ongoing_desktop.ui.theme import Theme

PIECE: Final = 48 * 1024
"""Characters inserted at once."""
MOST_BLOCKS: Final = 400
"""Maximum number of lines highlighted at once; a window shows fewer."""


class BodyText(QPlainTextEdit):
    """Read-only. A text set with :meth:`show_text` is complete after a few turns of the event loop."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown = ""
        self._put = 0
        """Number of its characters in the view."""
        self._json = False
        self._marked = False
        self._coloured: set[int] = set()
        self._formats: dict[str, QTextCharFormat] = {}
        self.setReadOnly(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setUndoRedoEnabled(False)
        sized(self, document=8)
        self._more = after_pause(self, 0, self._put_more)
        self._look = after_pause(self, 0, self._colour)
        self.verticalScrollBar().valueChanged.connect(self._look_soon)
        self._dress()
        theme.changed.connect(self._dress)

    @property
    def complete(self) -> bool:
        """Whether the whole text is in the view."""
        return self._put >= len(self._shown)

    def show_text(self, text: str, *, is_json: bool = False, more: bool = False, marked: bool = False) -> None:
        """Show a text. With ``more`` it extends the current one: only the rest is inserted, and the position is kept.

        ``marked``: whether marks in it are real and are copied as the original characters.
        """
        self._more.stop()
        self._marked = marked
        longer = more and is_json == self._json and text.startswith(self._shown)
        self._shown, self._json = text, is_json
        if not longer:
            self._coloured.clear()
            self._put = len(text[:PIECE])
            self.setPlainText(text[:PIECE])
        if not self.complete:
            self._more.start()
        self._look_soon()

    def stop(self) -> None:
        """Stop inserting."""
        self._more.stop()
        self._look.stop()

    def _put_more(self) -> None:
        # A surrogate pair is one character here, so a part never ends within one.
        piece = self._shown[self._put : self._put + PIECE]
        self._put += len(piece)
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(piece)
        if self.complete:
            self._look_soon()
        else:
            self._more.start()

    def _dress(self) -> None:
        sized(self, mono=True)
        self._formats = formats_of(self._theme)
        self._coloured.clear()
        self._look_soon()

    def _look_soon(self, _: int = 0) -> None:
        if self._json and not self._look.isActive():
            self._look.start()

    def _colour(self) -> None:
        """Highlight the visible lines."""
        if not self._json:
            return
        block = self.firstVisibleBlock()
        bottom = self.viewport().height()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        first = -1
        end = 0
        for _ in range(MOST_BLOCKS):
            if not block.isValid() or top > bottom:
                break
            if block.blockNumber() not in self._coloured:
                self._coloured.add(block.blockNumber())
                self._dress_block(block)
                first = block.position() if first < 0 else first
                end = block.position() + block.length()
            top += self.blockBoundingRect(block).height()
            block = block.next()
        if first >= 0:
            self.document().markContentsDirty(first, end - first)

    def _dress_block(self, block: QTextBlock) -> None:
        text = block.text()
        if len(text) > LONGEST_BLOCK:
            return
        ranges = []
        for start, length, name in tokens(text):
            made = QTextLayout.FormatRange()
            made.start, made.length, made.format = start, length, self._formats[name]
            ranges.append(made)
        block.layout().setFormats(ranges)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy the original text without marks."""
        text = self.textCursor().selection().toPlainText()
        return mime_data(original(text) if self._marked else text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More lines may be visible now."""
        super().resizeEvent(event)
        self._look_soon()

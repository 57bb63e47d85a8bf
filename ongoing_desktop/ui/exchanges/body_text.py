"""A text view for bodies of any size: inserted in parts, and highlighted, marked and explained only where visible.

Inserting 1 MB at once stalls the window for 170 ms, and highlighting all of it for 640 ms (measured).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Final

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from ongoing_desktop.bodies.visible import original
from ongoing_desktop.ui.exchanges.highlighter import LONGEST_BLOCK, formats_of, tokens
from ongoing_desktop.ui.kit.clipboard import mime_data
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.kit.timing import after_pause
from ongoing_desktop.ui.theme import Theme

PIECE: Final = 48 * 1024
"""Characters inserted at once."""
_WIDE: Final = re.compile("[\U00010000-\U0010ffff]")
LONGEST_HIT: Final = 1_000
"""Longer words are marked only while their beginning is visible."""
MOST_HITS: Final = 10_000
MOST_MARKED: Final = 1_000
"""Maximum number of hits marked at once; a window shows fewer."""
MOST_BLOCKS: Final = 400
"""Maximum number of lines highlighted at once; a window shows fewer."""


class BodyText(QPlainTextEdit):
    """Read-only. A text set with :meth:`show_text` is complete after a few turns of the event loop."""

    text_changed = Signal()
    """Another text, or more of it, is in the view."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.whole = ""
        """The whole text, inserted or not."""
        self._put = 0
        """Number of its characters in the view."""
        self.is_json = False
        self._marked = False
        self._coloured: set[int] = set()
        self._meanings: Mapping[int, str] = {}
        self._words: tuple[str, ...] = ()
        self._hits: list[tuple[int, int]] = []
        """Start and length of what is marked, rising, as positions of the document."""
        self._found: Sequence[tuple[int, int]] = ()
        """Like the hits, the places found; the current one is highlighted."""
        self._at = -1
        self._formats: dict[str, QTextCharFormat] = {}
        self.setReadOnly(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setUndoRedoEnabled(False)
        sized(self, document=8, mono=True)
        self._more = after_pause(self, 0, self._put_more)
        self._look = after_pause(self, 0, self._colour)
        self._marking = after_pause(self, 0, self._mark)
        self.verticalScrollBar().valueChanged.connect(self._look_soon)
        self._dress()
        theme.changed.connect(self._dress)

    @property
    def complete(self) -> bool:
        """Whether the whole text is in the view."""
        return self._put >= len(self.whole)

    def show_text(self, text: str, *, is_json: bool = False, more: bool = False, marked: bool = False) -> None:
        """Show a text. With ``more`` it extends the current one: only the rest is inserted, and the position is kept.

        ``marked``: whether marks in it are real and are copied as the original characters.
        """
        self._more.stop()
        self._marked = marked
        longer = more and is_json == self.is_json and text.startswith(self.whole)
        self.whole, self.is_json = text, is_json
        if not longer:
            self._coloured.clear()
            self._put = len(text[:PIECE])
            self.setPlainText(text[:PIECE])
            self._meanings = {}
        if not self.complete:
            self._more.start()
        self._find_hits()
        self._look_soon()
        self.text_changed.emit()

    def show_meanings(self, meanings: Mapping[int, str]) -> None:
        """Show a text after some lines, by their numbers. It is not a part of the text."""
        self._meanings = meanings
        self.viewport().update()

    def mark(self, words: Sequence[str]) -> None:
        """Mark all places where one of these texts is, ignoring case."""
        if tuple(words) != self._words:
            self._words = tuple(words)
            self._find_hits()

    def places(self, word: str) -> list[tuple[int, int]]:
        """Start and length of the places of a text in the view, ignoring case, up to :data:`MOST_HITS`."""
        return _places(self.whole[: self._put], [word]) if word else []

    def show_found(self, places: Sequence[tuple[int, int]], at: int) -> None:
        """Mark what :meth:`places` found, and scroll to one place, which is highlighted; ``at`` is -1 for none."""
        self._found, self._at = places, at
        if at >= 0:
            cursor = QTextCursor(self.document())
            cursor.setPosition(places[at][0])
            self.setTextCursor(cursor)
            self.centerCursor()
        self._marking.start()

    def stop(self) -> None:
        self._more.stop()
        self._look.stop()
        self._marking.stop()

    def _put_more(self) -> None:
        # A surrogate pair is one character here, so a part never ends within one.
        piece = self.whole[self._put : self._put + PIECE]
        self._put += len(piece)
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(piece)
        if self.complete:
            self._find_hits()
            self._look_soon()
            self.text_changed.emit()
        else:
            self._more.start()

    def _find_hits(self) -> None:
        self._hits = _places(self.whole[: self._put], self._words) if self._words else []
        self._marking.start()

    def _mark(self) -> None:
        """Mark the visible hits."""
        selections = []
        if self._hits or self._found:
            first = self.cursorForPosition(QPoint(0, 0)).position()
            last = self.cursorForPosition(QPoint(self.viewport().width(), self.viewport().height())).position()
            for places, colour in ((self._hits, "warn_soft"), (self._found, "accent_soft")):
                begin, end = bisect_left(places, (first - LONGEST_HIT, 0)), bisect_right(places, (last + 1, 0))
                for start, length in places[begin : min(end, begin + MOST_MARKED)]:
                    selections.append(self._selection(start, length, colour, "text"))
            if self._at >= 0:
                selections.append(self._selection(*self._found[self._at], "accent", "accent_text"))
        self.setExtraSelections(selections)

    def _selection(self, start: int, length: int, back: str, fore: str) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        made.cursor = QTextCursor(self.document())
        made.cursor.setPosition(start)
        made.cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        made.format.setBackground(self._theme.colour(back))
        made.format.setForeground(self._theme.colour(fore))
        return made

    def _dress(self) -> None:
        self._formats = formats_of(self._theme)
        self._coloured.clear()
        self._look_soon()
        self._marking.start()

    def _look_soon(self, _: int = 0) -> None:
        if self._hits or self._found:
            self._marking.start()
        if self.is_json and not self._look.isActive():
            self._look.start()

    def _colour(self) -> None:
        """Highlight the visible lines."""
        if not self.is_json:
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

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the meanings after the lines, as far as there is room."""
        super().paintEvent(event)
        if not self._meanings:
            return
        painter = QPainter(self.viewport())
        painter.setPen(self._theme.colour("muted"))
        metrics = self.fontMetrics()
        gap, right = metrics.averageCharWidth() * 3, self.viewport().width()
        block, offset = self.firstVisibleBlock(), self.contentOffset()
        while block.isValid():
            box = self.blockBoundingGeometry(block).translated(offset)
            if box.top() > event.rect().bottom():
                break
            layout = block.layout()
            if (text := self._meanings.get(block.blockNumber())) and layout.lineCount():
                line = layout.lineAt(layout.lineCount() - 1)
                left = round(box.left() + line.naturalTextRect().right()) + gap
                shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, right - left - gap)
                if len(shown) > 1:
                    painter.drawText(left, round(box.top() + line.y() + line.ascent()), shown)
            block = block.next()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy the original text without marks."""
        text = self.textCursor().selection().toPlainText()
        return mime_data(original(text) if self._marked else text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More lines may be visible now."""
        super().resizeEvent(event)
        self._look_soon()


def _places(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where words are in a text, in units of UTF-16 as Qt counts."""
    pattern = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    found = [match.span() for match in islice(re.finditer(pattern, text, re.IGNORECASE), MOST_HITS)]
    wide = [] if text.isascii() else [match.start() for match in _WIDE.finditer(text)]

    def place(at: int) -> int:
        return at + bisect_left(wide, at)

    return [(place(start), place(end) - place(start)) for start, end in found]

"""Highlights JSON in a plain text view, only at the beginning: 10 MB would take seven seconds (measured)."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat, QTextDocument

from ongoing_desktop.ui.theme import Theme

COLOURED: Final = 100_000
LONGEST_BLOCK: Final = 8_000
_TOKEN: Final = re.compile(
    r'(?P<text>"[^"\\]*+(?:\\.[^"\\]*+)*+"?)(?P<colon>\s*+:)?'
    r"|(?P<number>-?\b\d[\d.eE+-]*)|(?P<word>\b(?:true|false|null)\b)"
)


def formats_of(theme: Theme) -> dict[str, QTextCharFormat]:
    """A format for each of the colours ``json_…``."""
    made = {}
    for name in ("json_key", "json_text", "json_number", "json_word"):
        made[name] = QTextCharFormat()
        made[name].setForeground(theme.colour(name))
    return made


def tokens(text: str) -> list[tuple[int, int, str]]:
    """Start, length and colour of the tokens in one line. Displayed strings never span two lines.

    A list instead of a generator, because it runs for every line of a body, and each step of a generator is a call.
    """
    made = []
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup
        if kind == "colon":
            made.append((found.start("text"), found.end("text") - found.start("text"), "json_key"))
        elif kind is not None:
            made.append((found.start(), found.end() - found.start(), f"json_{kind}"))
    return made


class JsonHighlighter(QSyntaxHighlighter):
    """For editable text. Belongs to its document."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._theme = theme
        self._formats = formats_of(theme)
        theme.changed.connect(self._renew)

    def _renew(self) -> None:
        self._formats = formats_of(self._theme)
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        if len(text) > LONGEST_BLOCK or self.currentBlock().position() > COLOURED:
            return
        for start, length, name in tokens(text):
            self.setFormat(start, length, self._formats[name])

"""Colours for JSON in a plain text view. Only the beginning: 100 kB cost 71 ms, 10 MB seven seconds (measured)."""

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


class JsonHighlighter(QSyntaxHighlighter):
    """Belongs to its document. Switch it off for what is no JSON."""

    def __init__(self, document: QTextDocument, theme: Theme, *, on: bool = True) -> None:
        super().__init__(document)
        self._theme = theme
        self._on = on
        self._formats: dict[str, QTextCharFormat] = {}
        self._read_theme()
        theme.changed.connect(self._renew)

    def switch(self, on: bool) -> None:
        """Colour from now on, or not; call before the text is set, so that nothing is done twice."""
        self._on = on

    def _renew(self) -> None:
        self._read_theme()
        self.rehighlight()

    def _read_theme(self) -> None:
        for name in ("json_key", "json_text", "json_number", "json_word"):
            shape = QTextCharFormat()
            shape.setForeground(self._theme.colour(name))
            self._formats[name] = shape

    def highlightBlock(self, text: str) -> None:
        """One line; a string never spans two in what we show."""
        if not self._on or len(text) > LONGEST_BLOCK or self.currentBlock().position() > COLOURED:
            return
        for found in _TOKEN.finditer(text):
            kind = found.lastgroup
            if kind == "colon":
                self.setFormat(found.start("text"), found.end("text") - found.start("text"), self._formats["json_key"])
            elif kind is not None:
                name = f"json_{kind}"
                self.setFormat(found.start(), found.end() - found.start(), self._formats[name])

"""A timeline as an SVG picture, always in the same colours, so that equal timelines are equal bytes. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from xml.sax.saxutils import escape

from ongoing_desktop.domain.lazy_dataclasses import dataclass

LONGEST: Final = 80
"""Characters of a cell. Longer ones are cut."""
_ROW: Final = 28
_TOP: Final = 112
_LEFT: Final = 24
_RAIL: Final = 36
_LETTER: Final = 7.4
"""Pixels that a letter of the picture takes at most on average. The font is the viewer's, so texts cannot be measured."""
_GAP: Final = 20
_FONTS: Final = "Noto Sans, Segoe UI, Helvetica, Arial, sans-serif"
_COLOURS: Final = {
    "text": "#17202B",
    "muted": "#5A6675",
    "line": "#DDE2E9",
    "good": "#1B7A43",
    "bad": "#B3261E",
    "warn": "#8A5A00",
    "quiet": "#0B6E8F",
}


@dataclass(frozen=True, slots=True)
class PictureLine:
    """One entry. ``happened``: whether its point on the line is filled."""

    cells: tuple[str, ...]
    tone: str
    happened: bool


def timeline_svg(title: str, summary: str, titles: Sequence[str], lines: Sequence[PictureLine]) -> bytes:
    """The picture, UTF-8. Columns are as wide as their texts; empty columns are left out."""
    columns = [place for place in range(len(titles)) if any(line.cells[place] for line in lines)]
    widths = [max(len(titles[place]), *(len(_short(line.cells[place])) for line in lines)) for place in columns]
    starts, left = [], _LEFT + _RAIL
    for width in widths:
        starts.append(left)
        left += round(width * _LETTER) + _GAP
    width, height = max(left + _LEFT, 640), _TOP + _ROW * len(lines) + _LEFT
    box = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {box} font-family="{_FONTS}" font-size="13">',
        f'<rect width="{width}" height="{height}" fill="#FFFFFF"/>',
        _text(_LEFT, 34, title, "text", 'font-size="18" font-weight="600"'),
        _text(_LEFT, 58, summary, "muted"),
    ]
    parts += [
        _text(start, _TOP - 20, titles[place], "muted", 'font-weight="600"')
        for place, start in zip(columns, starts, strict=True)
    ]
    middle = _LEFT + _RAIL // 3
    if lines:
        last = _TOP + _ROW * (len(lines) - 1)
        parts.append(f'<path d="M{middle} {_TOP}V{last}" stroke="{_COLOURS["line"]}" stroke-width="2"/>')
    for row, line in enumerate(lines):
        y, colour = _TOP + _ROW * row, _COLOURS.get(line.tone, _COLOURS["quiet"])
        fill, dashes = (colour, "") if line.happened else ("#FFFFFF", ' stroke-dasharray="2 2"')
        parts.append(f'<circle cx="{middle}" cy="{y}" r="6" fill="{fill}" stroke="{colour}" stroke-width="2"{dashes}/>')
        parts += [
            _text(start, y + 4, line.cells[place], "text" if line.happened else "muted")
            for place, start in zip(columns, starts, strict=True)
            if line.cells[place]
        ]
    return "\n".join((*parts, "</svg>\n")).encode("utf-8", "replace")


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _text(x: int, y: int, text: str, tone: str, more: str = "") -> str:
    shown = text if y < _TOP - _ROW else _short(text)
    return f'<text x="{x}" y="{y}" fill="{_COLOURS[tone]}" {more}>{escape(shown)}</text>'.replace(" >", ">")

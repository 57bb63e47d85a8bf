"""A timeline as an SVG picture, always in the same colours, so that equal timelines are equal bytes. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.formats.svg import BOLD, HEADING, SVG_COLOURS, picture, text_at

LONGEST: Final = 80
"""Characters of a cell. Longer ones are cut."""
_ROW: Final = 28
_TOP: Final = 112
_LEFT: Final = 24
_RAIL: Final = 36
_LETTER: Final = 7.4
"""Pixels that a letter of the picture takes at most on average. The font is the viewer's, so texts cannot be measured."""
_GAP: Final = 20


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
    parts = [text_at(_LEFT, 34, title, "text", HEADING), text_at(_LEFT, 58, summary, "muted")]
    parts += [
        text_at(start, _TOP - 20, _short(titles[place]), "muted", BOLD)
        for place, start in zip(columns, starts, strict=True)
    ]
    middle = _LEFT + _RAIL // 3
    if lines:
        last = _TOP + _ROW * (len(lines) - 1)
        parts.append(f'<path d="M{middle} {_TOP}V{last}" stroke="{SVG_COLOURS["line"]}" stroke-width="2"/>')
    for row, line in enumerate(lines):
        y, colour = _TOP + _ROW * row, SVG_COLOURS.get(line.tone, SVG_COLOURS["accent"])
        fill, dashes = (colour, "") if line.happened else ("#FFFFFF", ' stroke-dasharray="2 2"')
        parts.append(f'<circle cx="{middle}" cy="{y}" r="6" fill="{fill}" stroke="{colour}" stroke-width="2"{dashes}/>')
        parts += [
            text_at(start, y + 4, _short(line.cells[place]), "text" if line.happened else "muted")
            for place, start in zip(columns, starts, strict=True)
            if line.cells[place]
        ]
    return picture(width, height, 13, parts)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"

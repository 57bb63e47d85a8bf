"""Charts and timelines as SVG pictures, always in the same fonts and colours, so that equal numbers are equal bytes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from typing import Final

from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.wording.language import decimal

SVG_COLOURS: Final = {
    "text": "#17202B",
    "muted": "#5A6675",
    "line": "#DDE2E9",
    "accent": "#0B6E8F",
    "good": "#1B7A43",
    "bad": "#B3261E",
    "warn": "#8A5A00",
}
"""By tone."""
_FONTS: Final = "Noto Sans, Segoe UI, Helvetica, Arial, sans-serif"
HEADING: Final = 'font-size="18" font-weight="600"'
BOLD: Final = 'font-weight="600"'


def picture(width: int, height: int, font_size: int, parts: Sequence[str]) -> bytes:
    """The parts on a white ground, UTF-8. Sizes in pixels."""
    box = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {box} font-family="{_FONTS}" font-size="{font_size}">'
    ground = f'<rect width="{width}" height="{height}" fill="#FFFFFF"/>'
    return "\n".join((head, ground, *parts, "</svg>\n")).encode("utf-8", "replace")


def text_at(x: int, y: int, text: str, tone: str, attributes: str = "") -> str:
    """A text that begins at a point, unless ``attributes`` say otherwise."""
    more = f" {attributes}" if attributes else ""
    return f'<text x="{x}" y="{y}" fill="{SVG_COLOURS[tone]}"{more}>{escape(text, quote=False)}</text>'


# charts

WIDTH: Final = 900
_LEFT: Final = 78
_RIGHT: Final = 24
_TOP: Final = 76
_HEIGHT: Final = 150
_BETWEEN: Final = 62
_INNER: Final = WIDTH - _LEFT - _RIGHT


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars side by side, one for each position."""

    name: str
    values: tuple[float, ...]
    tone: str


@dataclass(frozen=True, slots=True)
class Curve:
    """A line through the positions that have a value."""

    name: str
    values: tuple[float | None, ...]
    tone: str


@dataclass(frozen=True, slots=True)
class Dots:
    """Single points: position from 0 to 1, value, tone."""

    name: str
    points: tuple[tuple[float, float, str], ...]
    tone: str = "accent"


@dataclass(frozen=True, slots=True)
class Panel:
    """A diagram with its own scale. ``labels``: texts below, spread evenly from the left to the right edge."""

    title: str
    layers: tuple[Bars | Curve | Dots, ...]
    labels: tuple[str, ...]
    unit: str = ""


def chart_svg(title: str, summary: str, panels: Sequence[Panel]) -> bytes:
    """The panels below each other, UTF-8."""
    parts = [text_at(_RIGHT, 32, title, "text", HEADING), text_at(_RIGHT, 54, summary, "muted", 'font-size="13"')]
    for place, panel in enumerate(panels):
        parts += _panel(panel, _TOP + 22 + place * (_HEIGHT + _BETWEEN))
    return picture(WIDTH, _TOP + len(panels) * (_HEIGHT + _BETWEEN), 12, parts)


def _panel(panel: Panel, top: int) -> list[str]:
    most = _round_up(max((value for layer in panel.layers for value in _values(layer)), default=0.0))
    bottom = top + _HEIGHT
    parts = [text_at(_LEFT, top - 8, panel.title, "text", BOLD)]
    right = WIDTH - _RIGHT
    for layer in reversed(panel.layers):
        if layer.name:
            parts.append(text_at(right, top - 8, layer.name, layer.tone, 'text-anchor="end"'))
            right -= 8 * len(layer.name) + 20
    for share in (0, 0.5, 1):
        y = bottom - share * _HEIGHT
        parts.append(f'<path d="M{_LEFT} {y:g}H{WIDTH - _RIGHT}" stroke="{SVG_COLOURS["line"]}"/>')
        parts.append(
            text_at(_LEFT - 8, round(y) + 4, f"{decimal(most * share)}{panel.unit}", "muted", 'text-anchor="end"')
        )
    for place, label in enumerate(panel.labels):
        x = _LEFT + _INNER * place / max(len(panel.labels) - 1, 1)
        anchor = "start" if place == 0 else "end" if place == len(panel.labels) - 1 else "middle"
        parts.append(text_at(round(x), bottom + 18, label, "muted", f'text-anchor="{anchor}"'))
    for layer in panel.layers:
        parts += _layer(layer, bottom, most)
    return parts


def _layer(layer: Bars | Curve | Dots, bottom: int, most: float) -> list[str]:
    colour = SVG_COLOURS[layer.tone]
    match layer:
        case Bars(values=values):
            step = _INNER / max(len(values), 1)
            return [
                f'<rect x="{_LEFT + place * step + step * 0.1:.1f}" y="{bottom - _HEIGHT * value / most:.1f}" '
                f'width="{step * 0.8:.1f}" height="{_HEIGHT * value / most:.1f}" fill="{colour}"/>'
                for place, value in enumerate(values)
                if value
            ]
        case Curve(values=values):
            step = _INNER / max(len(values), 1)
            points = [
                f"{_LEFT + (place + 0.5) * step:.1f},{bottom - _HEIGHT * value / most:.1f}"
                for place, value in enumerate(values)
                if value is not None
            ]
            joined = " ".join(points)
            dots = [
                f'<circle cx="{point.partition(",")[0]}" cy="{point.partition(",")[2]}" r="2" fill="{colour}"/>'
                for point in points
            ]
            return [f'<polyline points="{joined}" fill="none" stroke="{colour}" stroke-width="2"/>', *dots]
        case Dots(points=points):
            return [
                f'<circle cx="{_LEFT + _INNER * at:.1f}" cy="{bottom - _HEIGHT * value / most:.1f}" r="2.5" '
                f'fill="{SVG_COLOURS[tone]}"/>'
                for at, value, tone in points
            ]


def _values(layer: Bars | Curve | Dots) -> list[float]:
    if isinstance(layer, Dots):
        return [value for _, value, _ in layer.points]
    return [value for value in layer.values if value is not None]


def _round_up(value: float) -> float:
    """The next of 1, 2, 5, 10 … for the end of a scale."""
    if value <= 0 or not math.isfinite(value):
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= value * 0.999)


# timelines

_LONGEST_CELL: Final = 80
"""Characters of a cell. Longer ones are cut."""
_ROW: Final = 28
_TIMELINE_TOP: Final = 112
_MARGIN: Final = 24
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
    starts, left = [], _MARGIN + _RAIL
    for width in widths:
        starts.append(left)
        left += round(width * _LETTER) + _GAP
    width, height = max(left + _MARGIN, 640), _TIMELINE_TOP + _ROW * len(lines) + _MARGIN
    parts = [text_at(_MARGIN, 34, title, "text", HEADING), text_at(_MARGIN, 58, summary, "muted")]
    parts += [
        text_at(start, _TIMELINE_TOP - 20, _short(titles[place]), "muted", BOLD)
        for place, start in zip(columns, starts, strict=True)
    ]
    middle = _MARGIN + _RAIL // 3
    if lines:
        last = _TIMELINE_TOP + _ROW * (len(lines) - 1)
        parts.append(f'<path d="M{middle} {_TIMELINE_TOP}V{last}" stroke="{SVG_COLOURS["line"]}" stroke-width="2"/>')
    for row, line in enumerate(lines):
        y, colour = _TIMELINE_TOP + _ROW * row, SVG_COLOURS.get(line.tone, SVG_COLOURS["accent"])
        fill, dashes = (colour, "") if line.happened else ("#FFFFFF", ' stroke-dasharray="2 2"')
        parts.append(f'<circle cx="{middle}" cy="{y}" r="6" fill="{fill}" stroke="{colour}" stroke-width="2"{dashes}/>')
        parts += [
            text_at(start, y + 4, _short(line.cells[place]), "text" if line.happened else "muted")
            for place, start in zip(columns, starts, strict=True)
            if line.cells[place]
        ]
    return picture(width, height, 13, parts)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_CELL else f"{text[: _LONGEST_CELL - 1]}…"

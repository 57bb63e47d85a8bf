"""Charts as SVG pictures, always in the same colours, so that equal numbers are equal bytes. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.formats.svg import BOLD, HEADING, SVG_COLOURS, picture, text_at

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
        parts.append(text_at(_LEFT - 8, round(y) + 4, f"{most * share:g}{panel.unit}", "muted", 'text-anchor="end"'))
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

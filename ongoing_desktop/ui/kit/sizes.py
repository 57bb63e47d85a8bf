"""Sizes in design units, so that everything grows with the application font and the zoom.

A unit is a thirteenth of the font's height. All sizes in the program are units; only :func:`px` makes pixels of them.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypedDict, TypeVar

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication, QLayout, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Unpack

BODY: Final = 13
"""Height of the application font in units."""
SECONDARY: Final = 12
_MONO: Final = ("JetBrains Mono", "SF Mono", "Cascadia Mono", "Menlo", "Consolas", "Noto Sans Mono", "DejaVu Sans Mono")
_SIZES: Final = "sizes"
"""The property in which widgets and layouts keep their sizes in units."""
Target = TypeVar("Target", bound=QWidget | QLayout)


class Sizes(TypedDict, total=False):
    """What :func:`sized` can set. All numbers are units, apart from counted lines."""

    width: float
    """The fixed width; the next one is the fixed height."""
    height: float
    least_width: float
    least_height: float
    most_width: float
    most_height: float
    lines: tuple[float, float]
    """The fixed height: lines of text, and units in addition."""
    least_lines: tuple[float, float]
    icon: tuple[float, float]
    margins: tuple[float, float, float, float]
    """Left, top, right, bottom."""
    spacing: float
    gaps: tuple[float, float]
    """A grid's horizontal and vertical spacing."""
    indent: float
    columns: tuple[tuple[int, float], ...]
    """Widths of columns by their numbers."""
    rows: float
    """The height of a table's rows."""
    document: float
    """The margin of a text."""
    handle: float
    """The width of a splitter's handle."""
    text: tuple[float, float]
    """Space before and after the text of a line."""
    mono: bool
    """Use the monospaced font."""


def px(units: float) -> int:
    """Units as device-independent pixels for the current font and zoom; at least 1 for more than 0."""
    pixels = round(units * font_px(QApplication.font()) / BODY)
    return pixels if pixels or units <= 0 else 1


def font_px(font: QFont) -> float:
    """The height of a font in device-independent pixels."""
    if (pixels := font.pixelSize()) > 0:
        return float(pixels)
    return font.pointSizeF() * QGuiApplication.primaryScreen().logicalDotsPerInch() / 72


def mono_font() -> QFont:
    """The monospaced font for addresses, times and payloads."""
    family = _mono_family()
    font = QFont(family) if family else QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setStyleHint(QFont.StyleHint.Monospace)
    return with_height(font, SECONDARY)


@cache
def _mono_family() -> str:
    families = set(QFontDatabase.families())
    return next((name for name in _MONO if name in families), "")


def with_height(font: QFont, units: float) -> QFont:
    """A copy of a font with a height in units."""
    made = QFont(font)
    made.setPointSizeF(units * points(QApplication.font()) / BODY)
    return made


def points(font: QFont) -> float:
    """The height of a font in points."""
    if font.pixelSize() > 0:
        return font.pixelSize() * 72 / QGuiApplication.primaryScreen().logicalDotsPerInch()
    return font.pointSizeF()


def sized(target: Target, **sizes: Unpack[Sizes]) -> Target:
    """Set sizes of a widget or a layout. They are applied again whenever the font or the zoom changes."""
    before: dict[str, Any] = target.property(_SIZES) or {}
    target.setProperty(_SIZES, before | sizes)
    _apply(target, sizes)
    return target


def apply_again() -> None:
    """Apply all sizes for another font, in every window."""
    for window in QApplication.topLevelWidgets():
        # Called on the class, because the main window builds its missing pages for a search.
        for kind in (QWidget, QLayout):
            for part in (window, *QWidget.findChildren(window, kind)):
                if sizes := part.property(_SIZES):
                    _apply(part, sizes)


def _apply(target: Any, sizes: Any) -> None:
    for name, value in sizes.items():
        _SETTERS[name](target, value)


def _lines(target: Any, value: tuple[float, float]) -> int:
    spacing: int = target.fontMetrics().lineSpacing()
    return round(value[0] * spacing) + px(value[1])


def _columns(view: Any, value: tuple[tuple[int, float], ...]) -> None:
    for number, width in value:
        view.setColumnWidth(number, px(width))


def _gaps(grid: Any, value: tuple[float, float]) -> None:
    grid.setHorizontalSpacing(px(value[0]))
    grid.setVerticalSpacing(px(value[1]))


_SETTERS: Final[dict[str, Callable[[Any, Any], object]]] = {
    "width": lambda target, value: target.setFixedWidth(px(value)),
    "height": lambda target, value: target.setFixedHeight(px(value)),
    "least_width": lambda target, value: target.setMinimumWidth(px(value)),
    "least_height": lambda target, value: target.setMinimumHeight(px(value)),
    "most_width": lambda target, value: target.setMaximumWidth(px(value)),
    "most_height": lambda target, value: target.setMaximumHeight(px(value)),
    "lines": lambda target, value: target.setFixedHeight(_lines(target, value)),
    "least_lines": lambda target, value: target.setMinimumHeight(_lines(target, value)),
    "icon": lambda target, value: target.setIconSize(QSize(*map(px, value))),
    "margins": lambda target, value: target.setContentsMargins(*map(px, value)),
    "spacing": lambda target, value: target.setSpacing(px(value)),
    "gaps": _gaps,
    "columns": _columns,
    "indent": lambda target, value: target.setIndentation(px(value)),
    "rows": lambda target, value: target.verticalHeader().setDefaultSectionSize(px(value)),
    "document": lambda target, value: target.document().setDocumentMargin(px(value)),
    "handle": lambda target, value: target.setHandleWidth(px(value)),
    "mono": lambda target, _: target.setFont(mono_font()),
    "text": lambda target, value: target.setTextMargins(px(value[0]), 0, px(value[1]), 0),
}

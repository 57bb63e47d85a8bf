"""Keeps windows within the screen that they open on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ongoing_desktop.ui.kit.sizes import sized

if TYPE_CHECKING:
    from ongoing_desktop.ui.kit.table import Table

FRAME: Final = QSize(16, 40)
"""Pixels that the frame of a window may take; they depend on the desktop, not on the font."""
LOWEST_TABLE: Final = 90


def room(window: QWidget) -> QSize:
    """The size in pixels that a window can have on its screen, without its frame."""
    return window.screen().availableSize() - FRAME


def open_with(window: QWidget, size: QSize) -> None:
    """Give a window a size in pixels, limited by its screen."""
    window.resize(size.boundedTo(room(window)))


def scrolling(content: QWidget, parent: QWidget, *, low: Table | None = None) -> QScrollArea:
    """An area that scrolls when its content does not fit. ``low``: a table in it that may become as low as a few rows."""
    if low is not None:
        low.lowest = LOWEST_TABLE
        sized(low, least_height=LOWEST_TABLE)
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(content)
    return area


def keep_inside(window: QWidget) -> None:
    """Move a window that has grown beyond an edge of its screen back."""
    area, place = window.screen().availableGeometry(), window.frameGeometry()
    if not area.contains(place) and not window.isMaximized() and not window.isFullScreen():
        left = max(area.left(), min(place.left(), area.right() - place.width() + 1))
        top = max(area.top(), min(place.top(), area.bottom() - place.height() + 1))
        window.move(left, top)

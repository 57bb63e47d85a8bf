"""Keeps windows within the screen that they open on."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

FRAME: Final = QSize(16, 40)
"""Pixels that the frame of a window may take; they depend on the desktop, not on the font."""


def room(window: QWidget) -> QSize:
    """The size in pixels that a window can have on its screen, without its frame."""
    return window.screen().availableSize() - FRAME


def open_with(window: QWidget, size: QSize) -> None:
    """Give a window a size in pixels, limited by its screen."""
    window.resize(size.boundedTo(room(window)))


def scrolling(content: QWidget, parent: QWidget) -> QScrollArea:
    """An area that scrolls when its content does not fit."""
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

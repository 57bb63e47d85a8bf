"""Keeps windows within the screen that they open on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ongoing_desktop.ui.kit.sizes import px, sized

if TYPE_CHECKING:
    from ongoing_desktop.ui.kit.table import Table

FRAME: Final = QSize(16, 40)
"""Pixels that the frame of a window may take; they depend on the desktop, not on the font."""
LOWEST_TABLE: Final = 90


class WideEnough(QScrollArea):
    """Requests the width of its content, so that it scrolls sideways only if the screen has no room."""

    def __init__(self, parent: QWidget, *, least: int = 0) -> None:
        """``least``: the width in units that it requests at least."""
        super().__init__(parent)
        self._least = least
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)

    # Qt overrides

    def setWidget(self, widget: QWidget) -> None:
        """Set the content."""
        super().setWidget(widget)
        widget.installEventFilter(self)

    def minimumSizeHint(self) -> QSize:
        """The content's width plus the scroll bar."""
        inner = self.widget()
        width = inner.minimumSizeHint().width() if inner is not None else 0
        least = max(px(self._least), width + self.verticalScrollBar().sizeHint().width())
        return QSize(least, super().minimumSizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Update when the content's size changes."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


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


def reveal(widget: QWidget) -> None:
    """Scroll the areas around a widget so that as much of it as possible is in sight."""
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget, 0, 0)
        around = around.parentWidget()


def keep_inside(window: QWidget) -> None:
    """Move a window that has grown beyond an edge of its screen back."""
    area, place = window.screen().availableGeometry(), window.frameGeometry()
    if not area.contains(place) and not window.isMaximized() and not window.isFullScreen():
        left = max(area.left(), min(place.left(), area.right() - place.width() + 1))
        top = max(area.top(), min(place.top(), area.bottom() - place.height() + 1))
        window.move(left, top)

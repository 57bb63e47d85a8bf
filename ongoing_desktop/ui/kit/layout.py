"""Rows and columns of widgets as single expressions, and the surfaces and lines that part them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple, TypeVar

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QSplitter, QVBoxLayout, QWidget

from ongoing_desktop.ui.kit.sizes import px, sized

AnyBox = TypeVar("AnyBox", bound=QBoxLayout)
Margins = tuple[int, int, int, int]
"""Left, top, right, bottom, in units."""

NO_MARGINS: Final[Margins] = (0, 0, 0, 0)
TOP: Final = Qt.AlignmentFlag.AlignTop
LEFT: Final = Qt.AlignmentFlag.AlignLeft
BOTTOM: Final = Qt.AlignmentFlag.AlignBottom


class Space(NamedTuple):
    """Space between two parts: units, or a share of the rest."""

    units: int = 0
    stretch: int = 0


STRETCH: Final = Space(stretch=1)
Item = QWidget | QLayout
Part = Item | Space | tuple[Item, int] | tuple[Item, Qt.AlignmentFlag] | tuple[Item, int, Qt.AlignmentFlag]
"""A widget or layout, alone or with its stretch factor, its alignment or both; or a space."""


def hbox(*parts: Part, on: QWidget | None = None, spacing: int = 8, margins: Margins = NO_MARGINS) -> QHBoxLayout:
    """Parts side by side. ``on``: the widget that they fill."""
    return _fill(QHBoxLayout() if on is None else QHBoxLayout(on), parts, spacing, margins)


def vbox(*parts: Part, on: QWidget | None = None, spacing: int = 8, margins: Margins = NO_MARGINS) -> QVBoxLayout:
    """Parts from top to bottom. ``on``: the widget that they fill."""
    return _fill(QVBoxLayout() if on is None else QVBoxLayout(on), parts, spacing, margins)


class Reflow(QWidget):
    """Parts side by side if there is room, else one below the other."""

    def __init__(self, *parts: Part, parent: QWidget, spacing: int = 8) -> None:
        super().__init__(parent)
        self._box = hbox(*parts, on=self, spacing=spacing)
        items = (part[0] if isinstance(part, tuple) else part for part in parts)
        self._parts = [item for item in items if isinstance(item, QWidget | QLayout)]

    # Qt overrides

    def minimumSizeHint(self) -> QSize:
        """The width of the widest part, because they can be one below the other."""
        return QSize(max(self._widths()), super().minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Put the parts side by side or one below the other."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest}:
            widths = self._widths()
            needed = sum(widths) + self._box.spacing() * (len(widths) - 1)
            direction = QBoxLayout.Direction.LeftToRight if needed <= self.width() else QBoxLayout.Direction.TopToBottom
            if direction != self._box.direction():
                self._box.setDirection(direction)
        return super().event(event)

    def _widths(self) -> list[int]:
        # Not the items of the layout: Python would keep their wrappers, and use them later for other objects at the
        # same addresses.
        shown = [part for part in self._parts if not isinstance(part, QWidget) or not part.isHidden()]
        return [part.minimumSize().width() if isinstance(part, QLayout) else least_width(part) for part in shown]


class Card(QFrame):
    """A surface with a 1-pixel border and rounded corners. It contains one thing; :attr:`body` is its layout."""

    def __init__(self, parent: QWidget, *, margin: int = 0, spacing: int = 8) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.body = vbox(on=self, spacing=spacing, margins=(margin, margin, margin, margin))


def line(parent: QWidget) -> QFrame:
    """A thin horizontal line."""
    made = QFrame(parent)
    made.setProperty("line", True)
    sized(made, height=1)
    return made


def least_width(widget: QWidget) -> int:
    """The width in pixels that a layout gives a widget at least."""
    return widget.minimumWidth() or widget.minimumSizeHint().width()


def add(box: QBoxLayout, *parts: Part) -> None:
    """Append parts to a row or column."""
    for part in parts:
        match part:
            case Space(0, stretch):
                box.addStretch(stretch)
            case Space(units, _):
                down = box.direction() == QBoxLayout.Direction.TopToBottom
                gap = QWidget()
                box.addWidget(sized(gap, height=units) if down else sized(gap, width=units))
            case (item, Qt.AlignmentFlag() as alignment):
                _put(box, item, 0, alignment)
            case (item, int(stretch)):
                _put(box, item, stretch)
            case (item, int(stretch), Qt.AlignmentFlag() as alignment):
                _put(box, item, stretch, alignment)
            case QWidget() | QLayout():
                _put(box, part, 0)


def splitter(
    parent: QWidget,
    orientation: Qt.Orientation,
    *parts: QWidget,
    sizes: Sequence[int] = (),
    stretch: Sequence[int] = (),
    handle: int = 12,
) -> QSplitter:
    """Parts with movable borders of ``handle`` units between them; none can be moved away altogether."""
    made = QSplitter(orientation, parent)
    made.setChildrenCollapsible(False)
    sized(made, handle=handle)
    for part in parts:
        made.addWidget(part)
    for place, share in enumerate(stretch):
        made.setStretchFactor(place, share)
    if sizes:
        made.setSizes([px(size) for size in sizes])
    return made


def _put(box: QBoxLayout, item: Item, stretch: int, alignment: Qt.AlignmentFlag | None = None) -> None:
    if isinstance(item, QLayout):
        box.addLayout(item, stretch)
    elif alignment is None:
        box.addWidget(item, stretch)
    else:
        box.addWidget(item, stretch, alignment)


def _fill(box: AnyBox, parts: tuple[Part, ...], spacing: int, margins: Margins) -> AnyBox:
    sized(box, margins=margins, spacing=spacing)
    add(box, *parts)
    return box

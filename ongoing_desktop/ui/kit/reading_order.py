"""Tab moves in the order in which a window is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QGridLayout,
    QLayout,
    QLineEdit,
    QScrollArea,
    QSplitter,
    QTabBar,
    QTabWidget,
    QWidget,
)

from ongoing_desktop.ui.kit.keyboard import FLOATING

if TYPE_CHECKING:
    from collections.abc import Iterator


def reading_order(root: QWidget) -> Iterator[QWidget]:
    """The tab stops inside, in the reading order of their layouts."""
    for child in _parts(root):
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield child
        if not isinstance(child, QComboBox | QAbstractSpinBox | QLineEdit) and (
            not isinstance(child, QAbstractScrollArea) or isinstance(child, QScrollArea)
        ):
            yield from reading_order(child)


def step_focus(window: QWidget, *, forward: bool) -> bool:
    """Move the focus to the next or previous stop in reading order, with wrap-around; returns whether there is one."""
    found = [item for item in reading_order(window) if item.isVisible() and item.isEnabled() and not item.focusProxy()]
    # An area that scrolls is a stop only if nothing in it is: it would look like no focus at all.
    stops = [
        item
        for item in found
        if not (isinstance(item, QScrollArea) and any(item.isAncestorOf(other) for other in found))
    ]
    if not stops:
        return False
    focused = window.focusWidget()
    place = next((place for place, item in enumerate(stops) if _is_in(focused, item)), -1 if forward else len(stops))
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    stops[(place + (1 if forward else -1)) % len(stops)].setFocus(reason)
    return True


def _is_in(focused: QWidget | None, item: QWidget) -> bool:
    return focused is not None and (
        item is focused or (item.isAncestorOf(focused) and not isinstance(item, QScrollArea))
    )


def first_field(root: QWidget) -> QWidget | None:
    """The first control inside for input or choice; None if there are only buttons."""
    for widget in reading_order(root):
        usable = widget.isEnabled() and widget.isVisibleTo(root)
        passive = isinstance(widget, QAbstractButton | QTabWidget | QTabBar) or (
            isinstance(widget, QLineEdit) and widget.isReadOnly()
        )
        if usable and not passive:
            return widget
    return None


def _parts(root: QWidget) -> Iterator[QWidget]:
    match root:
        case QScrollArea():
            if (inner := root.widget()) is not None:
                yield inner
        case QTabWidget():
            yield root.tabBar()
            if (corner := root.cornerWidget()) is not None:
                yield corner
            yield from (page for place in range(root.count()) if (page := root.widget(place)) is not None)
        case QSplitter():
            yield from (part for place in range(root.count()) if (part := root.widget(place)) is not None)
        case _:
            if (layout := root.layout()) is not None:
                # Not findChildren: of the main window that would build the pages that are not open.
                widgets = [child for child in root.children() if isinstance(child, QWidget)]
                yield from _laid_out(layout, widgets)
                yield from (child for child in widgets if child.property(FLOATING))


def _laid_out(layout: QLayout, widgets: list[QWidget]) -> Iterator[QWidget]:
    """The given widgets that are in a layout or in the layouts inside it, in its order.

    The layout's items are not asked for: an item may be deleted while Python still knows it, and what is created at its
    address later would be taken for the item.
    """
    inner = [child for child in layout.children() if isinstance(child, QLayout)]
    places: dict[int, QWidget | QLayout] = {layout.indexOf(widget): widget for widget in widgets}
    places |= {layout.indexOf(nested): nested for nested in inner}
    places.pop(-1, None)
    order = sorted(places)
    if isinstance(layout, QGridLayout):
        order.sort(key=lambda place: layout.getItemPosition(place)[:2])  # type: ignore[index]
    for place in order:
        match places[place]:
            case QWidget() as widget:
                yield widget
            case QLayout() as deeper:
                yield from _laid_out(deeper, widgets)

"""Keyboard behaviour of every window: Tab order, Enter on a button, and keeping the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLayout,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QSplitter,
    QTabBar,
    QTableView,
    QTabWidget,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QKeyEvent

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
FLOATING: Final = "floating"
"""Property of a widget that covers others instead of being in a layout. Its tab stops follow those of its parent."""
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


def shortcut(
    widget: QWidget,
    keys: str | QKeySequence | QKeySequence.StandardKey | Qt.Key,
    run: Callable[[], object],
    *,
    children: bool = False,
) -> None:
    """Run something on keys while a widget has the focus, or, with ``children``, anything within it."""
    made = QShortcut(QKeySequence(keys), widget)
    context = Qt.ShortcutContext
    made.setContext(context.WidgetWithChildrenShortcut if children else context.WidgetShortcut)
    made.activated.connect(run)


def press_focused(window: QWidget, event: QKeyEvent) -> bool:
    """Let Enter press the focused button instead of the window's default button."""
    focused = window.focusWidget()
    if (
        event.key() not in _ENTER
        or event.modifiers() not in _PLAIN
        or not isinstance(focused, QAbstractButton)
        or isinstance(focused, QCheckBox | QRadioButton)
        or not focused.isEnabled()
    ):
        return False
    focused.click()
    return True


def go_to_end_row(table: QTableView, event: QKeyEvent) -> bool:
    """Let Home and End go to the first and last row, with Shift selecting up to it. Qt's own move within the row."""
    if event.key() not in (Qt.Key.Key_Home, Qt.Key.Key_End):
        return False
    if event.modifiers() not in (*_PLAIN, Qt.KeyboardModifier.ShiftModifier):
        return False
    model, chosen = table.model(), table.selectionModel()
    last = model.rowCount() - 1
    if last < 0:
        return False
    current = table.currentIndex()
    to = model.index(0 if event.key() == Qt.Key.Key_Home else last, max(current.column(), 0))
    flags = QItemSelectionModel.SelectionFlag
    if event.modifiers() == Qt.KeyboardModifier.ShiftModifier and current.isValid():
        chosen.select(QItemSelection(current, to), flags.Select | flags.Rows)
        chosen.setCurrentIndex(to, flags.NoUpdate)
    else:
        chosen.setCurrentIndex(to, flags.ClearAndSelect | flags.Rows)
    table.scrollTo(to)
    return True


class FocusKeeper(QObject):
    """Keeps the focus near a button that is disabled or hidden, and restores it afterwards.

    Qt would move the focus, and the next Enter or Space would press something else.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._button: QAbstractButton | None = None

    def keeps(self) -> bool:
        """Whether the window must keep the focus now. Called whenever Qt is about to move it."""
        focused = self._window.focusWidget()
        if not isinstance(focused, QAbstractButton) or (focused.isEnabled() and focused.isVisible()):
            return False
        if self._button is not None:
            self._button.removeEventFilter(self)
        self._button = focused
        focused.installEventFilter(self)
        focused.destroyed.connect(self._forget)
        focused.clearFocus()
        return True

    def _forget(self) -> None:
        self._button = None

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Restore the focus when the button is enabled again, unless the user moved it."""
        button = self._button
        back = event.type() in {QEvent.Type.EnabledChange, QEvent.Type.Show}
        if back and button is not None and watched is button and button.isEnabled() and button.isVisible():
            button.removeEventFilter(self)
            button.destroyed.disconnect(self._forget)
            self._button = None
            if self._window.focusWidget() is None:
                button.setFocus(Qt.FocusReason.OtherFocusReason)
        return False


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

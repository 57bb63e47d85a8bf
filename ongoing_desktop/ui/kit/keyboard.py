"""Keyboard behaviour of every window: Enter on a button, Home and End in a table, and keeping the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QTableView, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

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
        from PySide6.QtCore import QItemSelection  # noqa: PLC0415 - the list needs none until something is selected

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

"""What all dialogs have in common: how the keyboard moves in them, and their size within the window's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.keyboard import FocusKeeper, first_field, order_tabs, press_focused

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QShowEvent

BESIDE: Final = (40, 60)
"""Pixels of the window that stay in sight beside and above a dialog, where the screen is no larger."""


class Dialog(QDialog):
    """Opens with the focus on its first field; Tab follows the reading order; Enter presses the button it is on."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._keeper = FocusKeeper(self)
        self._was_shown = False

    def first_shown(self) -> None:
        """Called once, right before the dialog is shown for the first time."""

    # Qt's own names from here on.

    def showEvent(self, event: QShowEvent) -> None:
        """Put the focus where work begins."""
        if not self._was_shown:
            self._was_shown = True
            order_tabs(self)
            self.first_shown()
            if self.focusWidget() is None and (field := first_field(self)) is not None:
                field.setFocus(Qt.FocusReason.OtherFocusReason)
        super().showEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus."""
        if not press_focused(self, event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's name
        """Follow the reading order, also of what was added since; a button that stops working keeps the focus."""
        if self._keeper.keeps():
            return False
        order_tabs(self)
        return super().focusNextPrevChild(next)


def fit(dialog: QDialog, parent: QWidget, width: int, height: int) -> None:
    """Give a dialog this size, in pixels, or what the screen or a larger window has room for."""
    room = dialog.screen().availableSize().expandedTo(parent.size())
    dialog.resize(min(width, room.width() - BESIDE[0]), min(height, room.height() - BESIDE[1]))


def keep_whole(dialog: QDialog) -> None:
    """Let a dialog grow when what it says needs more lines, so that nothing of it is cut."""
    _Grower(dialog)


class _Grower(QObject):
    def __init__(self, dialog: QDialog) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        dialog.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show) and (layout := self._dialog.layout()):
            needed = max(layout.totalHeightForWidth(self._dialog.width()), layout.totalMinimumSize().height())
            room = self._dialog.screen().availableSize().height() - BESIDE[1]
            if self._dialog.height() < min(needed, room):
                self._dialog.resize(self._dialog.width(), min(needed, room))
        return super().eventFilter(watched, event)


def verb_button(dialog: QDialog, text: str, name: str) -> QPushButton:
    """A button that Enter in a field does not press; ``name``: its object name."""
    return push_button(dialog, text, name)

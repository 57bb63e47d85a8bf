"""What dialogs have in common: their size within the window's, and buttons that Enter does not press by chance."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

BESIDE: Final = (40, 60)
"""Pixels of the window that stay in sight beside and above a dialog, where the screen is no larger."""


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
    """A button of a dialog, which only a click or its own key presses; ``name``: its object name."""
    button = QPushButton(text, dialog)
    button.setObjectName(name)
    button.setAutoDefault(False)
    return button

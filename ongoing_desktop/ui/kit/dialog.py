"""The base of all dialogs: frame, keyboard, and size within the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QWidget

from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.card import line
from ongoing_desktop.ui.kit.keyboard import FocusKeeper, first_field, press_focused, step_focus
from ongoing_desktop.ui.kit.layout import add, hbox, vbox
from ongoing_desktop.ui.kit.plain_text import label, paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QKeyEvent, QShowEvent

    from ongoing_desktop.ui.kit.layout import Part

AROUND: Final = (24, 18, 24, 18)
BESIDE: Final = (40, 60)
"""Pixels of the window that remain visible beside and above a dialog if the screen is no larger."""
_ROLE = QDialogButtonBox.ButtonRole


class Dialog(QDialog):
    """A title, an introduction, the content, and a row of buttons in the platform's order.

    The focus starts on the first field; Tab follows the reading order; Enter presses the focused button. The dialog
    grows if its texts need more lines. It is deleted when closed.
    """

    def __init__(
        self,
        parent: QWidget,
        name: str,
        title: str,
        *,
        heading: str | None = "",
        lead: str = "",
        size: tuple[int, int] = (0, 0),
    ) -> None:
        """``name``: object name; ``heading``: above the content, the title if empty; ``lead``: explains it.

        ``size``: width and height in pixels, limited by the screen or a larger window; with a height of 0 it is as high
        as its content.
        """
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._keeper = FocusKeeper(self)
        self._was_shown = False
        self._height = size[1]
        self.body = vbox(on=self, spacing=12, margins=AROUND)
        if heading is not None:
            self.add(label(heading or title, self, role="title"))
        if lead:
            self.add(paragraph(lead, self, "muted"))
        if size[0]:
            room = self.screen().availableSize().expandedTo(parent.size())
            self.resize(min(size[0], room.width() - BESIDE[0]), min(size[1], room.height() - BESIDE[1]))

    def add(self, *parts: Part) -> None:
        """Append these parts."""
        add(self.body, *parts)

    def end_with(self, leave: QPushButton | str, *buttons: QPushButton, left: Iterable[Part] = ()) -> None:
        """Add the last row: the button that leaves the dialog, or its text, and others; ``left``: on the other side."""
        box = QDialogButtonBox(self)
        for button in buttons:
            box.addButton(button, _ROLE.AcceptRole if button.isDefault() else _ROLE.ActionRole)
        box.addButton(push_button(self, leave, "", self.reject) if isinstance(leave, str) else leave, _ROLE.RejectRole)
        self.add(line(self), hbox(*left, box, spacing=12))

    def first_shown(self) -> None:
        """Called once, before the dialog is first shown."""

    def _grow(self) -> None:
        """Grow to the needed height if the screen allows it, so that no text is cut."""
        body, width = self.body, self.width()
        # A dialog with a given height may become lower, as far as its lists and texts allow.
        wrapped = body.totalMinimumHeightForWidth(width) if self._height else body.totalHeightForWidth(width)
        needed = min(max(wrapped, body.totalMinimumSize().height()), self.screen().availableSize().height() - BESIDE[1])
        if self.height() < needed:
            self.resize(self.width(), needed)

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        """Grow with the texts."""
        changed = event.type() == QEvent.Type.LayoutRequest  # read first, because the event may delete the dialog
        done = super().event(event)
        if changed:
            self._grow()
        return done

    def showEvent(self, event: QShowEvent) -> None:
        """Set the initial focus."""
        if not self._was_shown:
            self._was_shown = True
            self.first_shown()
            if self.focusWidget() is None and (field := first_field(self)) is not None:
                field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._grow()
        super().showEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the focused button."""
        if not press_focused(self, event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's name
        """Follow the reading order, including later additions. A button that is disabled keeps the focus."""
        return not self._keeper.keeps() and step_focus(self, forward=next)

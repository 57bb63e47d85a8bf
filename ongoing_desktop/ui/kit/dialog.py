"""The base of all dialogs: frame, keyboard, and size within the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QWidget

from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.keyboard import FocusKeeper, press_focused
from ongoing_desktop.ui.kit.layout import add, hbox, line, vbox
from ongoing_desktop.ui.kit.notice_bar import NoticeBar
from ongoing_desktop.ui.kit.plain_text import label, paragraph
from ongoing_desktop.ui.kit.reading_order import first_field, step_focus
from ongoing_desktop.ui.kit.room import open_with, room, scrolling
from ongoing_desktop.ui.kit.sizes import px, sized

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtGui import QKeyEvent, QShowEvent

    from ongoing_desktop.ui.kit.layout import Part

AROUND: Final = (24, 18, 24, 18)
_ROLE = QDialogButtonBox.ButtonRole


class Dialog(QDialog):
    """A title, an introduction, the content, and a row of buttons in the platform's order.

    The focus starts on the first field; Tab follows the reading order; Enter presses the focused button. The dialog
    grows if its texts need more lines. It is deleted when closed.
    """

    NOTICE = "dialogNotice"
    """How the object names of its notice begin."""

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

        ``size``: width and height in units, limited by the screen; with a height of 0 it is as high as its content.
        """
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._keeper = FocusKeeper(self)
        self._was_shown = False
        self._scrolls = False
        self._last_row: QWidget | None = None
        self._height = size[1]
        self._notices: NoticeBar | None = None
        self.body = vbox(on=self, spacing=12, margins=AROUND)
        if heading is not None:
            self.add(label(heading or title, self, role="title"))
        if lead:
            self.add(paragraph(lead, self, "muted"))
        if size[0]:
            open_with(self, QSize(px(size[0]), px(size[1])))
        self.addActions([action for action in parent.window().actions() if action.property("everywhere")])

    def add(self, *parts: Part) -> None:
        """Append these parts."""
        add(self.body, *parts)

    def end_with(self, leave: QPushButton | str, *buttons: QPushButton, left: Iterable[Part] = ()) -> None:
        """Add the last row: the button that leaves the dialog, or its text, and others; ``left``: on the other side."""
        box = QDialogButtonBox(self)
        for button in buttons:
            box.addButton(button, _ROLE.AcceptRole if button.isDefault() else _ROLE.ActionRole)
        box.addButton(push_button(self, leave, "", self.reject) if isinstance(leave, str) else leave, _ROLE.RejectRole)
        self._last_row = QWidget(self)
        vbox(line(self), hbox(*left, box, spacing=12), on=self._last_row, spacing=12)
        self.add(self._last_row)

    def show_notice(self, text: str, kind: str, action: tuple[str, Callable[[], None]] | None = None) -> None:
        """Show a sentence above the buttons, because the main window's notice is behind the dialog."""
        if self._notices is None:
            self._notices = NoticeBar(self, over=self, above=self._last_row, name=self.NOTICE)
        self._notices.show_notice(text, kind, action)

    def clear_notice(self) -> None:
        """Hide the sentence."""
        if self._notices is not None:
            self._notices.clear()

    def first_shown(self) -> None:
        """Called once, before the dialog is first shown."""

    def _grow(self) -> None:
        """Grow to the needed size, so that no text is cut. What the screen has no room for scrolls."""
        body, most = self.body, room(self)
        width = max(self.width(), body.totalMinimumSize().width())
        # A dialog with a given height may become lower, as far as its lists and texts allow.
        wrapped = body.totalMinimumHeightForWidth(width) if self._height else body.totalHeightForWidth(width)
        needed = QSize(width, max(wrapped, body.totalMinimumSize().height()))
        if not self._scrolls and needed.boundedTo(most) != needed:
            self._scroll()
        if not self._scrolls and self.height() < needed.height():
            self.resize(self.width(), needed.height())

    def _scroll(self) -> None:
        """Let the content scroll above the buttons."""
        self._scrolls = True
        content = QWidget(self)
        content.setLayout(self.body)
        outer = vbox((scrolling(content, self), 1), on=self, spacing=0)
        if self._last_row is not None:
            sized(self._last_row, margins=(AROUND[0], 0, AROUND[2], AROUND[3]))
            outer.addWidget(self._last_row)
        outer.activate()  # otherwise the minimum size remains that of the content
        open_with(self, content.sizeHint().expandedTo(self.size()))

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

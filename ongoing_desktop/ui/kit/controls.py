"""Controls for all forms. The wheel scrolls the page instead of changing a choice, pop-ups show whole rows, ticks stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QWidget

from ongoing_desktop.ui.icons import keep_icon
from ongoing_desktop.ui.kit.layout import STRETCH, hbox
from ongoing_desktop.ui.kit.plain_text import label, named
from ongoing_desktop.ui.kit.sizes import px, sized

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QWheelEvent
    from PySide6.QtWidgets import QPlainTextEdit, QProgressBar

    from ongoing_desktop.ui.theme import Theme

BAR_HEIGHT: Final = 6
INK: Final = 2
FRAME: Final = 60
"""More units than a box needs beside its text."""
SIGN: Final = 16
SIGN_AT: Final = 8
LEADING: Final = SIGN_AT + SIGN + 4
"""Side and left margin of the icon in a line, and where the text begins, in units."""


class ComboBox(QComboBox):
    """The wheel does not change the choice but scrolls the surrounding area."""

    def choose(self, data: object) -> None:
        """Choose the item with this data, else the first one."""
        self.setCurrentIndex(max(0, self.findData(data)))

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        """Shorten a text that does not fit, which Qt would cut without a mark; show a placeholder in its colour."""
        text, empty = self.currentText(), self.currentIndex() < 0
        fits = self.fontMetrics().horizontalAdvance(text) + px(FRAME) <= self.width()
        if self.isEditable() or (fits and not empty):
            super().paintEvent(event)
            return
        # Imported here, because many windows have room for all texts, and the enumerations of a style take 1 MB.
        from PySide6.QtWidgets import QStyle, QStyleOptionComboBox, QStylePainter  # noqa: PLC0415

        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self)
        shown = self.fontMetrics().elidedText(
            self.placeholderText() if empty else text, Qt.TextElideMode.ElideRight, room.width()
        )
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        if empty:
            painter.setPen(self.palette().placeholderText().color())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        else:
            option.currentText = shown
            painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def sizeHint(self) -> QSize:
        """A little wider than Qt's, which is by the ink of the text and can be too narrow to draw it."""
        return super().sizeHint() + QSize(px(INK), 0)

    def minimumSizeHint(self) -> QSize:
        """Likewise."""
        return super().minimumSizeHint() + QSize(px(INK), 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll."""
        event.ignore()

    def showPopup(self) -> None:
        """Show all intended rows completely. At first Qt measures the list without its border.

        It then shows a scroll arrow, which also takes space. So the list grows until it needs none, and then shrinks to
        its rows.
        """
        super().showPopup()
        view = self.view()
        rows = min(self.count(), self.maxVisibleItems()) if self.isEditable() else self.count()
        needed = sum(view.sizeHintForRow(row) for row in range(rows))
        room = self.screen().availableGeometry()
        holder = view.window()
        for _ in range(4):
            lacking = needed - view.viewport().height()
            box = holder.geometry()
            box.setHeight(box.height() + lacking)
            if not lacking or box.height() > room.height():
                break
            if box.bottom() > room.bottom():
                box.moveBottom(room.bottom())
            holder.setGeometry(box)


class TickMenu(QMenu):
    """Ticking an entry leaves the menu open. Escape, a click outside, or an entry without a tick closes it."""

    def _tick(self) -> bool:
        action = self.activeAction()
        if action is None or not action.isCheckable() or not action.isEnabled():
            return False
        action.trigger()
        return True

    # Qt overrides

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick without closing."""
        if event.button() != Qt.MouseButton.LeftButton or not self._tick():
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Return tick without closing."""
        keys = {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if event.key() not in keys or not self._tick():
            super().keyPressEvent(event)


def combo_box(
    parent: QWidget,
    name: str,
    accessible: str = "",
    items: Iterable[tuple[str, object]] = (),
    *,
    editable: bool = False,
) -> ComboBox:
    """A box to choose from. ``items``: text and data of each. ``accessible`` is not needed in a :class:`Field`."""
    made = named(ComboBox(parent), name, accessible)
    made.setEditable(editable)
    for text, data in items:
        made.addItem(text, data)
    return made


def line_edit(
    parent: QWidget,
    name: str,
    text: str = "",
    *,
    accessible: str = "",
    placeholder: str = "",
    read_only: bool = False,
    clear: bool = False,
    mono: bool = False,
) -> QLineEdit:
    """A line edit that shows the beginning of its text. ``clear``: with a button that empties it."""
    made = named(QLineEdit(text, parent), name, accessible)
    made.setCursorPosition(0)
    made.setPlaceholderText(placeholder)
    made.setReadOnly(read_only)
    made.setClearButtonEnabled(clear)
    return sized(made, mono=True) if mono else made


def begin_search(line: QLineEdit, chosen: str) -> None:
    """Go to the line of a search, with the text that is selected where it searches, unless that has several lines."""
    if chosen and "\u2029" not in chosen:
        line.setText(chosen)
    line.setFocus(Qt.FocusReason.ShortcutFocusReason)
    line.selectAll()


def lead_with_icon(line: QLineEdit, name: str, theme: Theme) -> None:
    """Show an icon before the text of a line. It grows with the font; that of an action in the line would not."""
    line.setProperty("leading", True)
    sized(line, text=(LEADING, 0))
    sign = label("", line)
    sign.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    keep_icon(sign, lambda icon: sign.setPixmap(icon.pixmap(px(SIGN), px(SIGN))), name, theme)
    hbox(sign, STRETCH, on=line, margins=(SIGN_AT, 0, 0, 0))


def text_edit(
    parent: QWidget,
    name: str,
    accessible: str = "",
    text: str = "",
    *,
    placeholder: str = "",
    read_only: bool = False,
    tab_leaves: bool = False,
    mono: bool = False,
) -> QPlainTextEdit:
    """A plain text edit. ``tab_leaves``: Tab moves the focus instead of inserting a tab."""
    from PySide6.QtWidgets import QPlainTextEdit  # noqa: PLC0415 - the main window shows none at first

    made = named(QPlainTextEdit(text, parent), name, accessible)
    made.setPlaceholderText(placeholder)
    made.setReadOnly(read_only)
    made.setTabChangesFocus(tab_leaves)
    return sized(made, mono=True) if mono else made


def progress_bar(parent: QWidget, name: str, accessible: str = "") -> QProgressBar:
    """A thin bar without text that moves until its range is known."""
    from PySide6.QtWidgets import QProgressBar  # noqa: PLC0415 - the main window shows none at first

    made = named(QProgressBar(parent), name, accessible)
    made.setRange(0, 0)
    made.setTextVisible(False)
    sized(made, height=BAR_HEIGHT)
    return made

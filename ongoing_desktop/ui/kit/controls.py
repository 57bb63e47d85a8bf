"""Controls for all forms instead of Qt's own: the wheel scrolls the page, and pop-ups show whole rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QDoubleSpinBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QSpinBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from ongoing_desktop.ui.kit.plain_text import named
from ongoing_desktop.ui.kit.sizes import sized

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QPaintEvent, QWheelEvent

BAR_HEIGHT: Final = 6
AnySpin = TypeVar("AnySpin", bound=QAbstractSpinBox)


class ComboBox(QComboBox):
    """The wheel does not change the choice but scrolls the surrounding area."""

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        """Shorten a text that does not fit. Qt would cut it without a mark."""
        if self.isEditable():
            super().paintEvent(event)
            return
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self).width()
        option.currentText = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

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


class SpinBox(QSpinBox):
    """The wheel does not change the number."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)

    # Qt overrides

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll."""
        event.ignore()


class DoubleSpinBox(QDoubleSpinBox):
    """The wheel does not change the number."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)

    # Qt overrides

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll."""
        event.ignore()


def pad_spin_box(spin: AnySpin) -> AnySpin:
    """Align a number's text with other fields, because a style sheet's padding does not affect its line."""
    sized(spin.lineEdit(), text=(6, 0))
    return spin


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
    made = named(QPlainTextEdit(text, parent), name, accessible)
    made.setPlaceholderText(placeholder)
    made.setReadOnly(read_only)
    made.setTabChangesFocus(tab_leaves)
    return sized(made, mono=True) if mono else made


def spin_box(
    parent: QWidget,
    name: str,
    between: tuple[int, int],
    *,
    accessible: str = "",
    value: int | None = None,
    suffix: str = "",
    special: str = "",
) -> SpinBox:
    """A box for a whole number. ``special``: the text shown for the minimum."""
    made = pad_spin_box(named(SpinBox(parent), name, accessible))
    made.setRange(*between)
    made.setSuffix(suffix)
    made.setSpecialValueText(special)
    if value is not None:
        made.setValue(value)
    return made


def double_spin_box(
    parent: QWidget,
    name: str,
    between: tuple[float, float],
    *,
    decimals: int,
    accessible: str = "",
    value: float | None = None,
    suffix: str = "",
) -> DoubleSpinBox:
    """A box for a number with decimals."""
    made = pad_spin_box(named(DoubleSpinBox(parent), name, accessible))
    made.setDecimals(decimals)
    made.setRange(*between)
    made.setSuffix(suffix)
    if value is not None:
        made.setValue(value)
    return made


def progress_bar(parent: QWidget, name: str, accessible: str) -> QProgressBar:
    """A thin bar without text that moves until its range is known."""
    made = named(QProgressBar(parent), name, accessible)
    made.setRange(0, 0)
    made.setTextVisible(False)
    sized(made, height=BAR_HEIGHT)
    return made

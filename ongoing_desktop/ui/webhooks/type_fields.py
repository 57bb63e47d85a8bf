"""The fields of a payload as a table: name with type and marks below, and the meaning beside it."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ongoing_desktop.domain.catalogue import PayloadField
from ongoing_desktop.ui.kit.plain_text import tooltip_text
from ongoing_desktop.ui.kit.sizes import SECONDARY, px, sized, with_height
from ongoing_desktop.ui.kit.table import DISPLAY, Index, RowModel, Table
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.wording.language import translated

PATH: Final = int(Qt.ItemDataRole.UserRole)
BENEATH: Final = PATH + 1
"""Type and marks, for the second line of the first column."""
DEPTH: Final = PATH + 2
FIELD, TYPE, MARKS, MEANING = range(4)
ROW_HEIGHT: Final = 42
FIELD_WIDTH: Final = 192
_STEP: Final = 12
"""Indentation of a nested field in units."""
_PAD: Final = 10


class FieldsModel(RowModel):
    """Field, type, marks and meaning; UserRole returns the whole path."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__((parent.tr("Field"), parent.tr("Type"), parent.tr("Marks"), parent.tr("Meaning")), parent)
        self._theme = theme

    def row_with(self, text: str) -> int:
        """The first field whose path or meaning contains the text, else all its words, ignoring case; -1 for none."""
        wanted = text.casefold()
        messages = [f"{one.path}\n{translated(one.description)}".casefold() for one in self.rows]
        whole = next((row for row, one in enumerate(messages) if wanted in one), -1)
        if whole >= 0:
            return whole
        return next((row for row, one in enumerate(messages) if all(word in one for word in wanted.split())), -1)

    def explanation(self, row: int) -> str:
        """Everything about a field as text; empty for no row."""
        if not 0 <= row < len(self.rows):
            return ""
        one = self.rows[row]
        why = translated("may be missing: {why}").format(why=translated(one.absent)) if one.absent else ""
        parts = (one.path, type_words(one), *_marks(one, why), translated(one.description), one.value_hint)
        return " · ".join(part for part in parts if part)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """Text, with all about the field in the tooltip."""
        one = self.rows[index.row()]
        if role == DISPLAY:
            return (one.path.rpartition(".")[2], type_words(one), marks(one), translated(one.description))[
                index.column()
            ]
        if role == PATH:
            return one.path
        if role == BENEATH:
            return " · ".join(part for part in (type_words(one), *_marks(one)) if part)
        if role == DEPTH:
            return one.path.count(".")
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            text = self.explanation(index.row())
            return tooltip_text(text) if role == Qt.ItemDataRole.ToolTipRole else text
        return None


class FieldsView(Table):
    """Two columns, with type and marks below the name, so that the meaning has enough space."""

    def __init__(self, model: FieldsModel, theme: Theme, parent: QWidget) -> None:
        name = parent.tr("Fields of the payload")
        super().__init__(parent, "webhookTypeFields", name, model, row_height=ROW_HEIGHT)
        self.setItemDelegateForColumn(FIELD, _FieldDelegate(theme, self))
        self.setWordWrap(True)
        for column in (TYPE, MARKS):
            self.setColumnHidden(column, True)
        sized(self, columns=((FIELD, FIELD_WIDTH),))
        self.horizontalHeader().setSectionResizeMode(MEANING, QHeaderView.ResizeMode.Stretch)


class _FieldDelegate(QStyledItemDelegate):
    """Draws the name with type and marks below; text is drawn literally, never as markup."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self._theme = theme
        self._refresh()
        theme.changed.connect(self._refresh)
        theme.changed.connect(view.viewport().update)

    def _refresh(self) -> None:
        self._mono = self._theme.mono()
        self._small = with_height(QApplication.font(), SECONDARY)

    # Qt overrides

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        shown.text = ""
        widget: QWidget = shown.widget
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, widget)
        rect: QRect = option.rect
        inner = rect.adjusted(px(_PAD + _STEP * int(index.data(DEPTH))), px(4), -px(4), -px(4))
        half = inner.height() // 2
        upper = QRect(inner.left(), inner.top(), inner.width(), half)
        lower = QRect(inner.left(), inner.top() + half, inner.width(), inner.height() - half)
        painter.save()
        for area, text, font, colour in (
            (upper, str(index.data(DISPLAY)), self._mono, "text"),
            (lower, str(index.data(BENEATH)), self._small, "muted"),
        ):
            painter.setFont(font)
            painter.setPen(self._theme.colour(colour))
            cut = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), cut)
        painter.restore()


def type_words(field: PayloadField) -> str:
    """The documented type; a list is marked."""
    return f"{field.type}[]" if field.array else field.type


def marks(field: PayloadField) -> str:
    """Whether it may be absent or null, and how certain that is."""
    return ", ".join(_marks(field))


def _marks(field: PayloadField, missing: str = "") -> tuple[str, ...]:
    inferred = translated("value inferred") if field.inferred_what == "value_hint" else translated("type inferred")
    found = (
        (bool(field.absent), missing or translated("may be missing")),
        (field.nullable is True, translated("may be null")),
        (field.inferred, inferred),
        (field.from_older_age, translated("older page")),
    )
    return tuple(text for holds, text in found if holds)

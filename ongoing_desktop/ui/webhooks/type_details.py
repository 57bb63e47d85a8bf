"""The documentation of a chosen type: when it fires, its fields, an example, and the source page."""

from __future__ import annotations

import json
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QObject, QRect, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QFontMetrics, QGuiApplication, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ongoing_desktop.domain.catalogue import Family, PayloadField, Trigger
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import text_edit
from ongoing_desktop.ui.kit.layout import STRETCH, Space, hbox, vbox
from ongoing_desktop.ui.kit.plain_text import label, paragraph, selectable, show_text, tooltip_text
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


class TypeDetails(QWidget):
    """Below the picker. Shows one trigger at a time."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._address = ""
        self._family = ""
        self._title = paragraph("", self, "strong")
        self._what = paragraph("", self, "muted", "webhookTypeDescription")
        self._needs = paragraph("", self, "secondary", "webhookTypeNeeds")
        self._model = FieldsModel(theme, self)
        self.fields = FieldsView(self._model, theme, self)
        self._marked = selectable(paragraph("", self, "secondary", "webhookTypeField"))
        self._example = text_edit(self, "webhookTypeExample", self.tr("Documented payload"), read_only=True, mono=True)
        self._example.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._copy = push_button(
            self,
            self.tr("Copy example"),
            "webhookTypeCopy",
            lambda: QGuiApplication.clipboard().setText(self._example.toPlainText()),
            tooltip=self.tr("Copy the example payload"),
        )
        self._copy_page = push_button(
            self,
            self.tr("Copy address"),
            "webhookTypeCopyPage",
            lambda: QGuiApplication.clipboard().setText(self._address),
            tooltip=self.tr("Copy the page's address"),
        )
        self._open = push_button(
            self,
            self.tr("Open page"),
            "webhookTypeOpenPage",
            lambda: QDesktopServices.openUrl(QUrl(self._address)),
            tooltip=self.tr("Open the page in the browser"),
        )
        self._page = selectable(paragraph("", self, name="webhookTypePage"))
        self._notes = paragraph("", self, "secondary", "webhookTypeNotes")
        self.tabs = QTabWidget(self)
        self._lay_out()
        self.fields.selectionModel().currentChanged.connect(self._on_field)
        for part in (self._what, self._needs, self.tabs):
            part.hide()

    def show_trigger(self, trigger: Trigger, family: Family) -> None:
        """Show a trigger's documentation; the fields of its family are laid out once."""
        self._title.setText(f"{trigger.title} · {translated(family.title)}")
        show_text(self._what, translated(trigger.description))
        needed = ", ".join(translated(setting.label) for setting in trigger.settings)
        message = self.tr("Type-specific settings: {labels}.").format(labels=needed)
        show_text(self._needs, message if needed else "")
        self.tabs.show()
        if family.key == self._family:
            return
        self._family, self._address = family.key, family.doc_url
        self._model.show_rows(family.fields)
        self._marked.setText(self._promise())
        self._example.setPlainText(json.dumps(family.example, indent=2, ensure_ascii=False))
        self._page.setText(family.doc_url)
        message = self.tr("Observations: {notes}").format(notes=translated(family.notes))
        show_text(self._notes, message if family.notes else "")
        for button in (self._copy_page, self._open):
            button.setEnabled(bool(self._address))

    def find_field(self, text: str) -> None:
        """Mark the first field that contains the text, or none."""
        row = self._model.row_with(text) if text else -1
        index = self._model.index(row, 0) if row >= 0 else QModelIndex()
        self.fields.setCurrentIndex(index)
        if index.isValid():
            self.fields.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _lay_out(self) -> None:
        fields = self._tab(self.tr("Fields"))
        fields.addWidget(self.fields, 1)
        fields.addWidget(self._marked)
        example = self._tab(self.tr("Example"))
        example.addWidget(self._example, 1)
        example.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignLeft)
        source = self._tab(self.tr("Source"))
        source.addWidget(label(self.tr("From Ongoing's documentation:"), self, role="secondary"))
        source.addWidget(self._page)
        source.addLayout(hbox(self._copy_page, self._open, STRETCH))
        source.addWidget(self._notes)
        source.addWidget(paragraph(self._inferred(), self, "secondary", "webhookTypeInferred"))
        source.addStretch(1)
        vbox(
            self._title,
            self._what,
            self._needs,
            (self.tabs, 1),
            Space(stretch=0),
            on=self,
            spacing=4,
            margins=(0, 4, 0, 0),
        )

    def _tab(self, title: str) -> QVBoxLayout:
        page = QWidget(self.tabs)
        column = vbox(on=page, spacing=6, margins=(0, 6, 0, 0))
        self.tabs.addTab(page, title)
        return column

    def _promise(self) -> str:
        return self.tr(
            "Ongoing guarantees no field. A marked field was missing in captured payloads; any field may be null. "
            "“Inferred” means not documented."
        )

    def _inferred(self) -> str:
        return self.tr(
            "Inferred, because Ongoing does not document it: webhooks are POST requests with the type "
            "application/json, any 2xx response counts as received, and webhookTemplate contains the name of "
            "the webhook as shown here."
        )

    def _on_field(self, current: QModelIndex, _: QModelIndex) -> None:
        self._marked.setText(self._model.explanation(current.row()) if current.isValid() else self._promise())


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
        parts = (one.path, _type_words(one), *_marks(one, why), translated(one.description), one.value_hint)
        return " · ".join(part for part in parts if part)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """Text, with all about the field in the tooltip."""
        one = self.rows[index.row()]
        if role == DISPLAY:
            name, found = one.path.rpartition(".")[2], ", ".join(_marks(one))
            return (name, _type_words(one), found, translated(one.description))[index.column()]
        if role == PATH:
            return one.path
        if role == BENEATH:
            return " · ".join(part for part in (_type_words(one), *_marks(one)) if part)
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


def _type_words(field: PayloadField) -> str:
    """The documented type; a list is marked."""
    return f"{field.type}[]" if field.array else field.type


def _marks(field: PayloadField, missing: str = "") -> tuple[str, ...]:
    """Whether it may be absent or null, and how certain that is."""
    inferred = translated("value inferred") if field.inferred_what == "value_hint" else translated("type inferred")
    found = (
        (bool(field.absent), missing or translated("may be missing")),
        (field.nullable is True, translated("may be null")),
        (field.inferred, inferred),
        (field.from_older_age, translated("older page")),
    )
    return tuple(text for holds, text in found if holds)

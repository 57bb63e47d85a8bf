"""What the documentation says of a chosen type: when it fires, its fields, an example, and the page it comes from."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ongoing_desktop.domain.catalogue import Family, PayloadField, Trigger
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.ui.webhooks import words
from ongoing_desktop.ui.widgets.text import label, selectable, set_tooltip, tooltip_text

Index = QModelIndex | QPersistentModelIndex
NO_INDEX: Final = QModelIndex()
PATH: Final = int(Qt.ItemDataRole.UserRole)
_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_INDENT: Final = "    "


class FieldsModel(QAbstractTableModel):
    """Field (indented by nesting), type, marks and meaning; UserRole gives the whole path."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fields: tuple[PayloadField, ...] = ()

    def set_fields(self, fields: Sequence[PayloadField]) -> None:
        """Show another family's fields."""
        self.beginResetModel()
        self._fields = tuple(fields)
        self.endResetModel()

    def row_with(self, text: str) -> int:
        """The first field whose path or meaning has the text, ignoring case; -1 for none."""
        wanted = text.casefold()
        return next(
            (row for row, one in enumerate(self._fields) if wanted in f"{one.path}\n{one.description}".casefold()), -1
        )

    def told(self, row: int) -> str:
        """All about one field as text; empty for no row."""
        if not 0 <= row < len(self._fields):
            return ""
        one = self._fields[row]
        parts = (one.path, type_words(one), marks(one), one.description, one.value_hint)
        return " · ".join(part for part in parts if part)

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """One per documented field."""
        return 0 if parent.isValid() else len(self._fields)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """Field, type, marks, meaning."""
        return 0 if parent.isValid() else 4

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """Text, with everything of the field in the tooltip."""
        one = self._fields[index.row()]
        if role == _DISPLAY:
            depth, _, name = one.path.count("."), "", one.path.rpartition(".")[2]
            return (_INDENT * depth + name, type_words(one), marks(one), one.description)[index.column()]
        if role == PATH:
            return one.path
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip_text(self.told(index.row()))
        if role == Qt.ItemDataRole.FontRole and index.column() == 0:
            return self._theme.mono()
        if role == Qt.ItemDataRole.ForegroundRole and index.column() in (1, 2):
            return self._theme.colour("muted")
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Titles."""
        if orientation == Qt.Orientation.Horizontal and role == _DISPLAY:
            return (self.tr("Field"), self.tr("Type"), self.tr("Marks"), self.tr("Meaning"))[section]
        return None


class TypeDetails(QWidget):
    """Beneath the picker. Shows one trigger at a time."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._address = ""
        self._family = ""
        self._title = label(self.tr("Choose what the webhook is for"), self, role="strong", wrap=True)
        self._what = label("", self, role="muted", name="webhookTypeDescription", wrap=True)
        self._needs = label("", self, role="secondary", name="webhookTypeNeeds", wrap=True)
        self._model = FieldsModel(theme, self)
        self.fields = QTableView(self)
        self._marked = selectable(label("", self, role="secondary", name="webhookTypeField", wrap=True))
        self._example = QPlainTextEdit(self)
        self._copy = self._button("webhookTypeCopy", self.tr("Copy example"), self.tr("Copy the example payload"))
        self._copy_page = self._button(
            "webhookTypeCopyPage", self.tr("Copy address"), self.tr("Copy the page's address")
        )
        self._open = self._button("webhookTypeOpenPage", self.tr("Open page"), self.tr("Open the page in the browser"))
        self._page = selectable(label("", self, role="secondary", name="webhookTypePage", wrap=True))
        self.tabs = QTabWidget(self)
        self._dress(theme)
        self._lay_out()
        self.fields.selectionModel().currentChanged.connect(self._on_field)
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._example.toPlainText()))
        self._copy_page.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._address))
        self._open.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(self._address)))
        self.tabs.hide()

    def show_trigger(self, trigger: Trigger, family: Family) -> None:
        """Show what is documented of a trigger; its family's fields are laid out once."""
        self._title.setText(f"{trigger.title} · {family.title}")
        self._what.setText(trigger.description)
        self._what.setVisible(bool(trigger.description))
        needed = ", ".join(setting.label for setting in trigger.settings)
        self._needs.setText(self.tr("Settings of its own: {labels}.").format(labels=needed))
        self._needs.setVisible(bool(needed))
        self.tabs.show()
        if family.key == self._family:
            return
        self._family, self._address = family.key, family.doc_url
        self._model.set_fields(family.fields)
        # The meaning needs the room more than a column without marks does.
        self.fields.setColumnHidden(2, not any(marks(field) for field in family.fields))
        self._marked.setText(self._promise())
        self._example.setPlainText(json.dumps(family.example, indent=2, ensure_ascii=False))
        self._page.setText(" ".join(part for part in (family.doc_url, family.notes) if part))
        for button in (self._copy_page, self._open):
            button.setEnabled(bool(self._address))

    def find_field(self, text: str) -> None:
        """Mark the first field that the text is found in; mark none when there is none."""
        row = self._model.row_with(text) if text else -1
        index = self._model.index(row, 0) if row >= 0 else QModelIndex()
        self.fields.setCurrentIndex(index)
        if index.isValid():
            self.fields.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _button(self, name: str, text: str, told: str) -> QPushButton:
        made = QPushButton(text, self)
        made.setObjectName(name)
        made.setAutoDefault(False)
        set_tooltip(made, told)
        return made

    def _dress(self, theme: Theme) -> None:
        self._what.hide()
        self._needs.hide()
        self.fields.setObjectName("webhookTypeFields")
        self.fields.setAccessibleName(self.tr("Fields of the payload"))
        self.fields.setModel(self._model)
        self.fields.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.fields.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.fields.setTabKeyNavigation(False)
        self.fields.setShowGrid(False)
        self.fields.setWordWrap(False)
        self.fields.verticalHeader().hide()
        self.fields.verticalHeader().setDefaultSectionSize(24)
        header = self.fields.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate((134, 60, 84)):
            self.fields.setColumnWidth(column, width)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        self._example.setObjectName("webhookTypeExample")
        self._example.setReadOnly(True)
        self._example.setFont(theme.mono())
        self._example.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._example.setAccessibleName(self.tr("Documented payload"))

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
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._copy_page)
        buttons.addWidget(self._open)
        buttons.addStretch(1)
        source.addLayout(buttons)
        inferred = self.tr(
            "That it comes as a POST request is inferred from public receivers: no page names the method."
        )
        source.addWidget(label(inferred, self, role="secondary", wrap=True))
        source.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        for widget in (self._title, self._what, self._needs):
            column.addWidget(widget)
        column.addWidget(self.tabs, 1)
        column.addStretch(0)

    def _tab(self, title: str) -> QVBoxLayout:
        page = QWidget(self.tabs)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(6)
        self.tabs.addTab(page, title)
        return column

    def _promise(self) -> str:
        return self.tr(
            "Ongoing promises no field: any may be missing. Unmarked: whether it can be null is not said. "
            "Inferred: no page says it."
        )

    def _on_field(self, current: QModelIndex, _: QModelIndex) -> None:
        self._marked.setText(self._model.told(current.row()) if current.isValid() else self._promise())


def type_words(field: PayloadField) -> str:
    """The documented type; a list is marked."""
    return f"{field.type}[]" if field.array else field.type


def marks(field: PayloadField) -> str:
    """What is known of null, and how sure the fact is."""
    found = (
        (field.nullable is True, words.tr("may be null")),
        (field.inferred, words.tr("inferred")),
        (field.from_older_age, words.tr("older page")),
    )
    return ", ".join(text for holds, text in found if holds)

"""The documentation of a chosen type: when it fires, its fields, an example, and the source page."""

from __future__ import annotations

import json

from PySide6.QtCore import QModelIndex, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QPlainTextEdit, QPushButton, QTabWidget, QVBoxLayout, QWidget

from ongoing_desktop.domain.catalogue import Family, Trigger
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import text_edit
from ongoing_desktop.ui.kit.layout import STRETCH, Space, hbox, vbox
from ongoing_desktop.ui.kit.plain_text import label, paragraph, selectable, show_text
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.ui.webhooks.type_fields import FieldsModel, FieldsView
from ongoing_desktop.wording.language import translated


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
        self._example = text_edit(self, "")
        self._copy = self._button("webhookTypeCopy", self.tr("Copy example"), self.tr("Copy the example payload"))
        self._copy_page = self._button(
            "webhookTypeCopyPage", self.tr("Copy address"), self.tr("Copy the page's address")
        )
        self._open = self._button("webhookTypeOpenPage", self.tr("Open page"), self.tr("Open the page in the browser"))
        self._page = selectable(paragraph("", self, name="webhookTypePage"))
        self._notes = paragraph("", self, "secondary", "webhookTypeNotes")
        self.tabs = QTabWidget(self)
        self._dress()
        self._lay_out()
        self.fields.selectionModel().currentChanged.connect(self._on_field)
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._example.toPlainText()))
        self._copy_page.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._address))
        self._open.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(self._address)))
        self.tabs.hide()

    def show_trigger(self, trigger: Trigger, family: Family) -> None:
        """Show a trigger's documentation; the fields of its family are laid out once."""
        self._title.setText(f"{trigger.title} · {translated(family.title)}")
        show_text(self._what, translated(trigger.description))
        needed = ", ".join(translated(setting.label) for setting in trigger.settings)
        self._needs.setText(self.tr("Type-specific settings: {labels}.").format(labels=needed))
        self._needs.setVisible(bool(needed))
        self.tabs.show()
        if family.key == self._family:
            return
        self._family, self._address = family.key, family.doc_url
        self._model.show_rows(family.fields)
        self._marked.setText(self._promise())
        self._example.setPlainText(json.dumps(family.example, indent=2, ensure_ascii=False))
        self._page.setText(family.doc_url)
        self._notes.setText(self.tr("Observations: {notes}").format(notes=translated(family.notes)))
        self._notes.setVisible(bool(family.notes))
        for button in (self._copy_page, self._open):
            button.setEnabled(bool(self._address))

    def find_field(self, text: str) -> None:
        """Mark the first field that contains the text, or none."""
        row = self._model.row_with(text) if text else -1
        index = self._model.index(row, 0) if row >= 0 else QModelIndex()
        self.fields.setCurrentIndex(index)
        if index.isValid():
            self.fields.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _button(self, name: str, text: str, tooltip: str) -> QPushButton:
        return push_button(self, text, name, tooltip=tooltip)

    def _dress(self) -> None:
        self._what.hide()
        self._needs.hide()
        self._example.setObjectName("webhookTypeExample")
        self._example.setReadOnly(True)
        sized(self._example, mono=True)
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

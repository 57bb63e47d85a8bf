"""The settings of some types, built from the catalogue's data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from ongoing_desktop.domain.catalogue import Trigger, TypeSetting
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.settings import System, WebhookKind
from ongoing_desktop.domain.statuses import StatusSets
from ongoing_desktop.domain.type_settings import open_code
from ongoing_desktop.ui.kit.form_field import NAME_WIDTH, Field
from ongoing_desktop.ui.kit.layout import hbox, vbox
from ongoing_desktop.ui.kit.plain_text import paragraph
from ongoing_desktop.ui.webhooks.setting_editors import EDITORS, Editor, NamesEditor, Place
from ongoing_desktop.wording.language import translated
from ongoing_desktop.wording.messages import sentence


class _Row(NamedTuple):
    """The widgets of one setting."""

    group: QWidget
    field: Field
    editor: Editor
    warning: QLabel


class TypeSettings(QWidget):
    """The settings of the chosen type; hidden if it has none."""

    changed = Signal()

    def __init__(self, kind: WebhookKind, parent: QWidget) -> None:
        super().__init__(parent)
        self._kind = kind
        self._place = Place(None, {})
        self._kept: dict[str, Any] = {}
        self._rows: dict[str, _Row] = {}
        self._column = vbox(on=self, spacing=10)
        self.hide()

    def set_system(self, system: System | None, standard: StatusSets) -> None:
        """Offer a system's statuses and transporters. Chosen values stay, even if unknown there."""
        place = Place(system, standard)
        if place != self._place:
            self._place = place
            for row in self._rows.values():
                row.editor.set_place(place)

    def show_type(self, trigger: Trigger | None, values: Mapping[str, Any]) -> None:
        """Build the editors of a type. Members without an editor are kept."""
        for row in self._rows.values():
            self._column.removeWidget(row.group)
            row.group.hide()
            row.group.setParent(None)
            row.group.deleteLater()
        settings = [
            item for item in (trigger.settings if trigger else ()) if not item.scope or self._kind in item.scope
        ]
        self._kept = {key: value for key, value in values.items() if all(item.key != key for item in settings)}
        self._rows = {setting.key: self._row(setting) for setting in settings}
        for key, row in self._rows.items():
            row.editor.set_place(self._place)
            row.editor.write(values.get(key))
            self._column.addWidget(row.group)
        self._warn()
        self.setVisible(bool(settings))

    def values(self) -> dict[str, Any]:
        """The chosen values by the catalogue's keys. Invalid ones are left out and returned by :meth:`problems`."""
        values, _ = self._read()
        return {**self._kept, **{key: value for key, value in values.items() if value is not None}}

    def problems(self) -> tuple[Problem, ...]:
        """Problems with values that cannot be parsed."""
        _, wrong = self._read()
        return tuple(Problem(f"settings.{key}", "statuses-shape") for key in wrong)

    @property
    def fields(self) -> dict[str, Field]:
        """The settings shown, by the names used by problems."""
        return {f"settings.{key}": row.field for key, row in self._rows.items()}

    def _row(self, setting: TypeSetting) -> _Row:
        group = QWidget(self)
        editor = EDITORS.get(setting.type, NamesEditor)(setting, group, self._on_changed)
        editor.widget.setObjectName(f"setting_{setting.key}")
        label = translated(setting.label)
        field = Field(label, editor.widget, group)
        field.set_hint(editor.hint)
        message = sentence(f"setting-{open_code(setting)}", {"label": label})
        message = translated("{what} You can still save.").format(what=message)
        warning = paragraph(message, group, "warning", f"setting_{setting.key}_warning")
        column = vbox(field, on=group, spacing=6)
        for widget in (warning, editor.panel):
            if widget is not None:
                column.addLayout(hbox(widget, margins=(NAME_WIDTH + 12, 0, 0, 0)))
        return _Row(group, field, editor, warning)

    def _read(self) -> tuple[dict[str, Any], list[str]]:
        """The values, None for "not chosen"; and the keys of those that cannot be parsed."""
        values: dict[str, Any] = {}
        wrong: list[str] = []
        for key, row in self._rows.items():
            try:
                values[key] = row.editor.read()
            except ValueError:
                wrong.append(key)
        return values, wrong

    def _on_changed(self) -> None:
        self._warn()
        self.changed.emit()

    def _warn(self) -> None:
        values, _ = self._read()
        for key, row in self._rows.items():
            row.warning.setVisible(key in values and values[key] is None)

"""The settings of some types, built from the catalogue's data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from ongoing_desktop.domain.catalogue import Trigger
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.settings import Kind, System
from ongoing_desktop.domain.statuses import StatusSets
from ongoing_desktop.domain.type_settings import open_code
from ongoing_desktop.ui.kit.form_field import NAME_WIDTH, Field
from ongoing_desktop.ui.kit.layout import hbox, vbox
from ongoing_desktop.ui.kit.plain_text import paragraph
from ongoing_desktop.ui.webhooks.setting_editors import EDITORS, Editor, NamesEditor, Place
from ongoing_desktop.wording.language import translated
from ongoing_desktop.wording.messages import sentence


class TypeSettings(QWidget):
    """The settings of the chosen type; hidden if it has none."""

    changed = Signal()

    def __init__(self, kind: Kind, parent: QWidget) -> None:
        super().__init__(parent)
        self._kind = kind
        self._place = Place(None, {})
        self._kept: dict[str, Any] = {}
        self._editors: dict[str, Editor] = {}
        self._fields: dict[str, Field] = {}
        self._warnings: dict[str, QLabel] = {}
        self._groups: list[QWidget] = []
        self._column = vbox(on=self, spacing=10)
        self.hide()

    def set_system(self, system: System | None, standard: StatusSets) -> None:
        """Offer a system's statuses and transporters. Chosen values stay, even if unknown there."""
        place = Place(system, standard)
        if place != self._place:
            self._place = place
            for editor in self._editors.values():
                editor.set_place(place)

    def show_type(self, trigger: Trigger | None, values: Mapping[str, Any]) -> None:
        """Build the editors of a type. Members without an editor are kept."""
        for group in self._groups:
            self._column.removeWidget(group)
            group.hide()
            group.setParent(None)
            group.deleteLater()
        self._editors, self._fields, self._warnings, self._groups = {}, {}, {}, []
        settings = [
            item for item in (trigger.settings if trigger else ()) if not item.scope or self._kind in item.scope
        ]
        self._kept = {key: value for key, value in values.items() if all(item.key != key for item in settings)}
        for setting in settings:
            group = QWidget(self)
            editor = EDITORS.get(setting.type, NamesEditor)(setting, group, self._on_changed)
            editor.widget.setObjectName(f"setting_{setting.key}")
            field = Field(translated(setting.label), editor.widget, group)
            field.set_hint(editor.hint)
            message = sentence(f"setting-{open_code(setting)}", {"label": translated(setting.label)})
            message = translated("{what} You can still save.").format(what=message)
            warning = paragraph(message, group, "warning", f"setting_{setting.key}_warning")
            self._editors[setting.key], self._fields[setting.key] = editor, field
            self._warnings[setting.key] = warning
            self._groups.append(group)
            self._lay_out(group, field, warning, editor.panel)
            editor.set_place(self._place)
            editor.write(values.get(setting.key))
            self._column.addWidget(group)
        self._warn()
        self.setVisible(bool(settings))

    def values(self) -> dict[str, Any]:
        """The chosen values by the catalogue's keys. Invalid ones are left out and returned by :meth:`problems`."""
        found = dict(self._kept)
        for key, editor in self._editors.items():
            try:
                value = editor.read()
            except ValueError:
                continue
            if value is not None:
                found[key] = value
        return found

    def problems(self) -> tuple[Problem, ...]:
        """Problems with values that cannot be parsed."""
        found: list[Problem] = []
        for key, editor in self._editors.items():
            try:
                editor.read()
            except ValueError:
                found.append(Problem(f"settings.{key}", "statuses-shape"))
        return tuple(found)

    def set_problem(self, key: str, text: str) -> None:
        """Show a problem beside the editor."""
        if key in self._fields:
            self._fields[key].set_problem(text)

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of the settings shown."""
        return tuple(self._fields)

    def _lay_out(self, group: QWidget, field: Field, warning: QLabel, panel: QWidget | None) -> None:
        column = vbox(field, on=group, spacing=6)
        for widget in (warning, panel):
            if widget is not None:
                column.addLayout(hbox(widget, margins=(NAME_WIDTH + 12, 0, 0, 0)))

    def _on_changed(self) -> None:
        self._warn()
        self.changed.emit()

    def _warn(self) -> None:
        for key, warning in self._warnings.items():
            try:
                open_still = self._editors[key].read() is None
            except ValueError:
                open_still = False
            warning.setVisible(open_still)

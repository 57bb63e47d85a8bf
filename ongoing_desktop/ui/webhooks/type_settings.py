"""Settings that only some types have, built from the catalogue: one small editor per kind of value."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from ongoing_desktop.domain.catalogue import Trigger, TypeSetting
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.settings import Kind
from ongoing_desktop.ui.webhooks import words
from ongoing_desktop.ui.widgets.fields import Field

_STATUS: Final = re.compile(r"(?:(\d{1,9})\s*(?:→|->|>|-)\s*)?(\d{1,9})")


class Editor(Protocol):
    """Edits one value. ``read`` gives None for "not chosen"; raises ValueError for what cannot be read."""

    hint: str

    @property
    def widget(self) -> QWidget:
        """The control."""

    def read(self) -> Any:
        """The value as the config file has it."""

    def write(self, value: Any) -> None:
        """Show a value; None for "not chosen"."""


class StatusLine:
    """Statuses as one line: ``200 → 400, 450``."""

    def __init__(self, setting: TypeSetting, parent: QWidget, changed: Callable[[], None]) -> None:
        self.widget = QLineEdit(parent)
        self._pairs = bool(setting.from_to)
        self.hint = (
            words.tr("Statuses, such as 200 → 400, 450") if self._pairs else words.tr("Statuses, such as 400, 450")
        )
        self.widget.setPlaceholderText(words.tr("not chosen"))
        self.widget.textChanged.connect(lambda _: changed())

    def read(self) -> Any:
        """A list of ``{"from": …, "to": …}``; a status alone has no ``from``."""
        parts = [part.strip() for part in re.split(r"[,;]", self.widget.text()) if part.strip()]
        found: list[dict[str, int]] = []
        for part in parts:
            match = _STATUS.fullmatch(part)
            if match is None or (match[1] and not self._pairs):
                raise ValueError(part)
            found.append({"from": int(match[1]), "to": int(match[2])} if match[1] else {"to": int(match[2])})
        return found or None

    def write(self, value: Any) -> None:
        """Show the statuses."""
        self.widget.setText(words.statuses_text(value) if value else "")


class TextList:
    """Names separated by commas."""

    def __init__(self, setting: TypeSetting, parent: QWidget, changed: Callable[[], None]) -> None:
        self.widget = QLineEdit(parent)
        self.hint = words.tr("{label}, separated by commas").format(label=setting.label)
        self.widget.setPlaceholderText(words.tr("not chosen"))
        self.widget.textChanged.connect(lambda _: changed())

    def read(self) -> Any:
        """A list of texts."""
        return [part.strip() for part in self.widget.text().split(",") if part.strip()] or None

    def write(self, value: Any) -> None:
        """Show the names."""
        self.widget.setText(", ".join(str(item) for item in value) if value else "")


class YesNo:
    """Yes, no, or not chosen."""

    def __init__(self, setting: TypeSetting, parent: QWidget, changed: Callable[[], None]) -> None:
        self.widget = QComboBox(parent)
        self.hint = setting.description
        for text, value in ((words.tr("not chosen"), None), (words.tr("Yes"), True), (words.tr("No"), False)):
            self.widget.addItem(text, value)
        self.widget.currentIndexChanged.connect(lambda _: changed())

    def read(self) -> Any:
        """True, False or None."""
        return self.widget.currentData()

    def write(self, value: Any) -> None:
        """Show it."""
        self.widget.setCurrentIndex({None: 0, True: 1, False: 2}.get(value, 0))


_EDITORS: Final[Mapping[str, Callable[[TypeSetting, QWidget, Callable[[], None]], Editor]]] = {
    "status-transition-list": StatusLine,
    "status-list": StatusLine,
    "transporter-list": TextList,
    "boolean": YesNo,
}
"""By the catalogue's word for the kind of value; one of an unknown kind is a list of texts."""


class TypeSettings(QWidget):
    """The settings of the chosen type; hidden where it has none."""

    changed = Signal()

    def __init__(self, kind: Kind, parent: QWidget) -> None:
        super().__init__(parent)
        self._kind = kind
        self._kept: dict[str, Any] = {}
        self._editors: dict[str, Editor] = {}
        self._fields: dict[str, Field] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self.hide()

    def show_type(self, trigger: Trigger | None, values: Mapping[str, Any]) -> None:
        """Build the editors of a type; members that no editor knows are kept as they are."""
        for field in self._fields.values():
            self._column.removeWidget(field)
            field.hide()
            field.deleteLater()
        self._editors, self._fields = {}, {}
        settings = [
            item for item in (trigger.settings if trigger else ()) if not item.scope or self._kind in item.scope
        ]
        self._kept = {key: value for key, value in values.items() if all(item.key != key for item in settings)}
        for setting in settings:
            editor = _EDITORS.get(setting.type, _EDITORS["transporter-list"])(setting, self, self.changed.emit)
            editor.widget.setObjectName(f"setting_{setting.key}")
            editor.write(values.get(setting.key))
            field = Field(setting.label, editor.widget, self)
            field.set_hint(editor.hint)
            self._editors[setting.key], self._fields[setting.key] = editor, field
            self._column.addWidget(field)
        self.setVisible(bool(settings))

    def values(self) -> dict[str, Any]:
        """What is chosen, by the catalogue's keys; what cannot be read is left out and told by :meth:`problems`."""
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
        """What cannot be read."""
        found: list[Problem] = []
        for key, editor in self._editors.items():
            try:
                editor.read()
            except ValueError:
                found.append(Problem(f"settings.{key}", "statuses-shape"))
        return tuple(found)

    def set_problem(self, key: str, text: str) -> None:
        """Show what is wrong beside the editor."""
        if key in self._fields:
            self._fields[key].set_problem(text)

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of the settings shown."""
        return tuple(self._fields)

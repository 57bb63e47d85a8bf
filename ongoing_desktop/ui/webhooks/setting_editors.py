"""One small editor per kind of a type's setting. A new kind is one class and one line below."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, Protocol

from PySide6.QtWidgets import QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.catalogue import TypeSetting
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.settings import System
from ongoing_desktop.domain.statuses import StatusSets, Transition, plain_transitions, read_transitions, statuses_of
from ongoing_desktop.ui.kit.controls import combo_box, line_edit
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.kit.tick_list import TickList
from ongoing_desktop.ui.webhooks import webhook_texts as words
from ongoing_desktop.ui.webhooks.status_panel import StatusPanel
from ongoing_desktop.wording.language import translated

_STATUS: Final = re.compile(r"(?:(\d{1,9})\s*(?:→|->|>|-)\s*)?(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Place:
    """The webhook's surroundings, which determine the choices."""

    system: System | None
    standard: StatusSets


class Editor(Protocol):
    """Edits one value. ``widget`` is beside the setting's name, ``panel`` (or None) below."""

    hint: str

    @property
    def widget(self) -> QWidget:
        """The control that gets the focus."""

    @property
    def panel(self) -> QWidget | None:
        """More controls for the same value."""

    def set_place(self, place: Place) -> None:
        """The system has changed: offer its values, keeping the chosen ones."""

    def read(self) -> Any:
        """The value as in the config file; None for "not chosen". Raises ValueError if it cannot be parsed."""

    def write(self, value: Any) -> None:
        """Show a value; None for "not chosen"."""


class StatusEditor:
    """Statuses as one line, ``200 → 400, 450``, and ticks below. The line contains the value."""

    def __init__(self, setting: TypeSetting, parent: QWidget, changed: Callable[[], None]) -> None:
        self._setting = setting
        self._pairs = setting.type == "status-transition-list"
        self._changed = changed
        self._written: tuple[str, Any] = ("", None)
        self.widget = line_edit(parent, "", placeholder=translated("not selected"))
        self.panel: QWidget | None = None
        self._panel = StatusPanel(setting.key, parent, pairs=self._pairs)
        self.panel = self._panel
        self.hint = (
            translated("Tick statuses below or type them, such as 200 → 400, 450.")
            if self._pairs
            else translated("Tick statuses below or type them, such as 400, 450.")
        )
        self.widget.textChanged.connect(self._on_text)
        self._panel.picked.connect(lambda chosen: self.widget.setText(words.statuses_text(plain_transitions(chosen))))

    def set_place(self, place: Place) -> None:
        """Offer the system's statuses, or the standard ones."""
        self._panel.set_statuses(statuses_of(place.system, self._setting.status_set, place.standard))

    def read(self) -> Any:
        """A list of ``{"from": …, "to": …}``; a status alone has no ``from``."""
        text, value = self._written
        found = self._parse()
        if found and text == self.widget.text():
            return value
        return plain_transitions(found) or None

    def write(self, value: Any) -> None:
        """Show the statuses. An unchanged value is returned exactly as before."""
        listed = isinstance(value, Sequence) and not isinstance(value, str)
        text = words.statuses_text(value) if listed else "" if value is None else str(value)
        self._written = (text, value)
        self.widget.setText(text)
        self._panel.show_chosen(read_transitions(value))

    def _parse(self) -> list[Transition]:
        parts = [part.strip() for part in re.split(r"[,;]", self.widget.text()) if part.strip()]
        found: list[Transition] = []
        for part in parts:
            match = _STATUS.fullmatch(part)
            if match is None or (match[1] and not self._pairs):
                raise ValueError(part)
            change = Transition(int(match[1]) if match[1] else None, int(match[2]))
            if change not in found:
                found.append(change)
        return found

    def _on_text(self, _: str) -> None:
        try:
            self._panel.show_chosen(self._parse())
        except ValueError:
            self._panel.preview.setText("")
        self._changed()


class NamesEditor:
    """Names separated by commas, quoted if they contain one; the system's known names can be ticked."""

    def __init__(self, setting: TypeSetting, parent: QWidget, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._written: tuple[str, Any] = ("", None)
        self._offered = setting.type == "transporter-list"
        self.widget = line_edit(parent, "", placeholder=translated("not selected"))
        self.hint = translated("{label}, separated by commas").format(label=translated(setting.label))
        title = translated("{label} of this system").format(label=translated(setting.label))
        self._list = TickList(parent, f"setting_{setting.key}_known", title)
        self._list.hide()
        self.panel: QWidget | None = self._list if self._offered else None
        self.widget.textChanged.connect(self._on_text)
        self._list.ticked.connect(self._on_ticked)

    def set_place(self, place: Place) -> None:
        """Offer the system's transporters."""
        known = place.system.transporters if place.system and self._offered else ()
        self._list.show_entries([(one_line(name, 80), name) for name in known], self._names())
        sized(self._list, height=min(max(len(known), 1), 5) * 24 + 12)
        self._list.setVisible(bool(known))

    def read(self) -> Any:
        """A list of texts."""
        text, value = self._written
        found = self._names()
        return value if found and text == self.widget.text() else found or None

    def write(self, value: Any) -> None:
        """Show the names. An unchanged value is returned exactly as before."""
        listed = isinstance(value, Sequence) and not isinstance(value, str)
        text = _names_line(str(item) for item in value) if listed else "" if value is None else str(value)
        self._written = (text, value)
        self.widget.setText(text)

    def _names(self) -> list[str]:
        row = next(csv.reader([self.widget.text()], skipinitialspace=True), [])
        return list(dict.fromkeys(name.strip() for name in row if name.strip()))

    def _on_ticked(self, name: str, on: bool) -> None:
        others = [other for other in self._names() if other != name]
        self.widget.setText(_names_line([*others, name] if on else others))

    def _on_text(self, _: str) -> None:
        self._list.set_ticked(self._names())
        self._changed()


class YesNo:
    """Yes, no, or not chosen."""

    panel: QWidget | None = None

    def __init__(self, setting: TypeSetting, parent: QWidget, changed: Callable[[], None]) -> None:
        self.widget = combo_box(parent, "")
        self.hint = translated(setting.description)
        self._values: list[Any] = [None, True, False]
        self.widget.addItems([translated("not selected"), translated("Yes"), translated("No")])
        self.widget.currentIndexChanged.connect(lambda _: changed())

    def set_place(self, place: Place) -> None:
        """Does nothing, because the choices are the same in every system."""

    def read(self) -> Any:
        """True, False or None; another value only if it was written."""
        return self._values[self.widget.currentIndex()]

    def write(self, value: Any) -> None:
        """Show it. A value of another kind gets its own entry, so that it is kept."""
        row = next((row for row, known in enumerate(self._values) if known is value), len(self._values))
        if row == len(self._values):
            self._values.append(value)
            self.widget.addItem(one_line(str(value), 60))
        self.widget.setCurrentIndex(row)


EDITORS: Final[Mapping[str, Callable[[TypeSetting, QWidget, Callable[[], None]], Editor]]] = {
    "status-transition-list": StatusEditor,
    "status-list": StatusEditor,
    "transporter-list": NamesEditor,
    "boolean": YesNo,
}
"""By the catalogue's kind of value; :class:`NamesEditor` is used for other kinds."""


def _names_line(names: Iterable[str]) -> str:
    return ", ".join('"' + name.replace('"', '""') + '"' if set(name) & set(',"') else name for name in names)

"""A list whose entries have a tick each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ongoing_desktop.ui.kit.plain_text import named, tooltip_text

VALUE: Final = int(Qt.ItemDataRole.UserRole)
NO_TOOLTIPS: Final[Mapping[object, str]] = MappingProxyType({})


class TickList(QListWidget):
    """Main thread only. Each entry has a text and a value."""

    ticked = Signal(object, bool)
    """The user ticked or cleared the entry with this value."""

    def __init__(self, parent: QWidget, name: str, accessible: str) -> None:
        super().__init__(parent)
        named(self, name, accessible)
        self.itemChanged.connect(lambda item: self.ticked.emit(item.data(VALUE), _is_ticked(item)))

    def show_entries(
        self,
        entries: Iterable[tuple[str, object]],
        ticked: Collection[object] = (),
        tooltips: Mapping[object, str] = NO_TOOLTIPS,
    ) -> None:
        """Show these texts, each with its value. ``tooltips``: by value, by default the text."""
        with QSignalBlocker(self):
            self.clear()
            for text, value in entries:
                item = QListWidgetItem(text, self)
                item.setData(VALUE, value)
                item.setToolTip(tooltip_text(tooltips.get(value, text)))
        self.set_ticked(ticked)

    def set_ticked(self, values: Collection[object]) -> None:
        """Tick the entries with these values and no others."""
        with QSignalBlocker(self):
            for item in self._items():
                on = item.data(VALUE) in values
                item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def values(self) -> list[object]:
        """The values of the ticked entries, top to bottom."""
        return [item.data(VALUE) for item in self._items() if _is_ticked(item)]

    def _items(self) -> list[QListWidgetItem]:
        return [self.item(row) for row in range(self.count())]


def _is_ticked(item: QListWidgetItem) -> bool:
    return item.checkState() == Qt.CheckState.Checked

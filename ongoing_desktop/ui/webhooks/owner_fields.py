"""The system, and its goods owner (regular) or goods owners (automation)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.settings import GoodsOwner, Settings, WebhookKind
from ongoing_desktop.ui.kit.buttons import push_button, tool_button
from ongoing_desktop.ui.kit.controls import ComboBox, combo_box, line_edit
from ongoing_desktop.ui.kit.form_field import Field
from ongoing_desktop.ui.kit.layout import hbox, vbox
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.kit.tick_list import VALUE, TickList
from ongoing_desktop.ui.theme import Theme

ROW: Final = 22
"""Height of a goods owner in the list in units."""
MOST_ROWS: Final = 7
FILTERED: Final = 5
"""From this number of goods owners the list has a filter."""


class OwnerFields(QWidget):
    """Two fields with a plus button each."""

    changed = Signal()
    add_system_requested = Signal()
    add_owner_requested = Signal()

    def __init__(self, kind: WebhookKind, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings = Settings()
        self._system = combo_box(self, "system")
        self._system.setPlaceholderText(self.tr("Add a system first"))
        regular = kind == "regular"
        self._owners: _OneOwner | _ManyOwners = _OneOwner(self) if regular else _ManyOwners(self)
        add_system = _plus(self.tr("Add system"), "editorAddSystem", theme, self)
        self._add_owner = _plus(self.tr("Add goods owner"), "editorAddGoodsOwner", theme, self)
        self.system_field = Field(self.tr("System"), self._system, self, add_system)
        title = self.tr("Goods owner") if regular else self.tr("Goods owners")
        self.owner_field = Field(title, self._owners, self, self._add_owner, tall=not regular)
        vbox(self.system_field, self.owner_field, on=self, spacing=10)
        self._system.currentIndexChanged.connect(self._on_system)
        self._owners.picked.connect(self.changed)
        add_system.clicked.connect(self.add_system_requested)
        self._add_owner.clicked.connect(self.add_owner_requested)

    @property
    def system_id(self) -> str:
        """The chosen system's id, empty for none."""
        return str(self._system.currentData() or "")

    def owners(self) -> tuple[int, ...]:
        """Numbers of the chosen goods owners."""
        return self._owners.chosen()

    def show_settings(self, settings: Settings, system_id: str | None = None, owners: Sequence[int] = ()) -> None:
        """Offer the current systems and owners; keep the choice unless another one is given."""
        wanted_system = system_id or self.system_id
        wanted = tuple(owners) or self.owners()
        self._settings = settings
        with QSignalBlocker(self._system):
            self._system.clear()
            for system in sorted(settings.systems, key=lambda item: item.name.casefold()):
                self._system.addItem(one_line(system.name), system.id)
            found = self._system.findData(wanted_system)
            self._system.setCurrentIndex(found if found >= 0 else (0 if self._system.count() else -1))
        self._fill(wanted)

    def _on_system(self) -> None:
        self._fill(())
        self.changed.emit()

    def _fill(self, wanted: Sequence[int]) -> None:
        system = self._settings.system(self.system_id)
        self._add_owner.setEnabled(system is not None)
        owners = system.goods_owners if system else ()
        self._owners.offer([(one_line(self._text(owner)), owner.id) for owner in owners], wanted)

    def _text(self, owner: GoodsOwner) -> str:
        shown = f"{owner.name} ({owner.id})"
        return self.tr("{owner} · training").format(owner=shown) if owner.training else shown


class _OneOwner(ComboBox):
    """The goods owner of a regular webhook."""

    picked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("goodsOwner")
        self.setPlaceholderText(self.tr("Choose a goods owner"))
        self.currentIndexChanged.connect(lambda _: self.picked.emit())

    def chosen(self) -> tuple[int, ...]:
        """The number, or nothing."""
        owner = self.currentData()
        return (owner,) if isinstance(owner, int) else ()

    def offer(self, owners: Sequence[tuple[str, int]], wanted: Sequence[int]) -> None:
        """Offer these names and numbers. A single one is chosen."""
        with QSignalBlocker(self):
            self.clear()
            for text, number in owners:
                self.addItem(text, number)
            only = 0 if self.count() == 1 else -1
            self.setCurrentIndex(self.findData(wanted[0]) if wanted else only)


class _ManyOwners(QWidget):
    """The goods owners of an automation webhook."""

    picked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._list = TickList(self, "goodsOwners", self.tr("Goods owners"))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._filter = line_edit(
            self,
            "goodsOwnersFilter",
            accessible=self.tr("Filter the goods owners"),
            placeholder=self.tr("Filter"),
            clear=True,
        )
        every = push_button(self, self.tr("All"), "goodsOwnersAll", lambda: self._tick(on=True), look="link")
        none = push_button(self, self.tr("None"), "goodsOwnersNone", lambda: self._tick(on=False), look="link")
        self._finding = QWidget(self)
        hbox((self._filter, 1), every, none, on=self._finding, spacing=6)
        vbox(self._finding, self._list, on=self, spacing=4)
        self._list.ticked.connect(lambda *_: self.picked.emit())
        self._filter.textChanged.connect(lambda _: self._show_wanted())

    def chosen(self) -> tuple[int, ...]:
        """Their numbers."""
        return tuple(value for value in self._list.values() if isinstance(value, int))

    def offer(self, owners: Sequence[tuple[str, int]], wanted: Sequence[int]) -> None:
        """Offer these names and numbers."""
        self._list.show_entries(owners, wanted)
        self._filter.setVisible(len(owners) >= FILTERED)
        self._finding.setVisible(len(owners) > 1)
        self._show_wanted()
        sized(self._list, height=min(max(len(owners), 3), MOST_ROWS) * ROW + 18)

    def _show_wanted(self) -> None:
        """Show the goods owners with all words of the filter."""
        words = self._filter.text().casefold().split()
        for row in range(self._list.count()):
            text = self._list.item(row).text().casefold()
            self._list.setRowHidden(row, not all(word in text for word in words))

    def _tick(self, *, on: bool) -> None:
        """Tick the goods owners in sight, or none of them."""
        shown = {
            self._list.item(row).data(VALUE) for row in range(self._list.count()) if not self._list.isRowHidden(row)
        }
        others = set(self._list.values()) - shown
        self._list.set_ticked(others | shown if on else others)
        self.picked.emit()


def _plus(name: str, object_name: str, theme: Theme, parent: QWidget) -> QToolButton:
    button = tool_button(parent, name, object_name, icon="add", theme=theme)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button

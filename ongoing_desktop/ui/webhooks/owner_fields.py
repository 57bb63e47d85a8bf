"""The system, and its goods owner (regular) or goods owners (automation)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView, QToolButton, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.settings import GoodsOwner, Kind, Settings, System
from ongoing_desktop.ui.kit.buttons import push_button, tool_button
from ongoing_desktop.ui.kit.controls import combo_box, line_edit
from ongoing_desktop.ui.kit.form_field import Field
from ongoing_desktop.ui.kit.layout import hbox, vbox
from ongoing_desktop.ui.kit.plain_text import tooltip_text
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.theme import Theme

ID: Final = int(Qt.ItemDataRole.UserRole)
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

    def __init__(self, kind: Kind, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._kind = kind
        self._settings = Settings()
        self.system = combo_box(self, "system")
        self.system.setPlaceholderText(self.tr("Add a system first"))
        self.one = combo_box(self, "")
        self.one.setPlaceholderText(self.tr("Choose a goods owner"))
        self.many = QListView(self)
        self.many.setAccessibleName(self.tr("Goods owners"))
        self.many.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.many.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._items = QStandardItemModel(self)
        self.many.setModel(self._items)
        self.filter = line_edit(
            self,
            "goodsOwnersFilter",
            accessible=self.tr("Filter the goods owners"),
            placeholder=self.tr("Filter"),
            clear=True,
        )
        self._all = push_button(self, self.tr("All"), "goodsOwnersAll", lambda: self._tick(on=True), look="link")
        self._none = push_button(self, self.tr("None"), "goodsOwnersNone", lambda: self._tick(on=False), look="link")
        self._finding = QWidget(self)
        hbox((self.filter, 1), self._all, self._none, on=self._finding, spacing=6)
        regular = kind == "regular"
        (self.one if regular else self.many).setObjectName("goodsOwner" if regular else "goodsOwners")
        add_system = _plus(self.tr("Add system"), theme, self)
        add_system.setObjectName("editorAddSystem")
        self._add_owner = _plus(self.tr("Add goods owner"), theme, self)
        self._add_owner.setObjectName("editorAddGoodsOwner")
        self.system_field = Field(self.tr("System"), self.system, self, add_system)
        several = QWidget(self)
        vbox(self._finding, self.many, on=several, spacing=4)
        control: QWidget = self.one if regular else several
        (several if regular else self.one).hide()
        title = self.tr("Goods owner") if regular else self.tr("Goods owners")
        self.owner_field = Field(title, control, self, self._add_owner, tall=not regular)
        vbox(self.system_field, self.owner_field, on=self, spacing=10)
        self.system.currentIndexChanged.connect(self._on_system)
        self.one.currentIndexChanged.connect(lambda _: self.changed.emit())
        self._items.itemChanged.connect(lambda _: self.changed.emit())
        self.filter.textChanged.connect(lambda _: self._show_wanted())
        add_system.clicked.connect(self.add_system_requested)
        self._add_owner.clicked.connect(self.add_owner_requested)

    @property
    def system_id(self) -> str:
        """The chosen system's id, empty for none."""
        return str(self.system.currentData() or "")

    def owners(self) -> tuple[int, ...]:
        """Numbers of the chosen goods owners."""
        if self._kind == "regular":
            chosen = self.one.currentData()
            return (int(chosen),) if isinstance(chosen, int) else ()
        rows = (self._items.item(row) for row in range(self._items.rowCount()))
        return tuple(int(item.data(ID)) for item in rows if item.checkState() == Qt.CheckState.Checked)

    def show_settings(self, settings: Settings, system_id: str | None = None, owners: Sequence[int] = ()) -> None:
        """Offer the current systems and owners; keep the choice unless another one is given."""
        wanted_system = system_id or self.system_id
        wanted = tuple(owners) or self.owners()
        self._settings = settings
        with QSignalBlocker(self.system):
            self.system.clear()
            for system in sorted(settings.systems, key=lambda item: item.name.casefold()):
                self.system.addItem(one_line(system.name), system.id)
            found = self.system.findData(wanted_system)
            self.system.setCurrentIndex(found if found >= 0 else (0 if self.system.count() else -1))
        self._fill(wanted)

    def _on_system(self) -> None:
        self._fill(())
        self.changed.emit()

    def _fill(self, wanted: Sequence[int]) -> None:
        system = self._settings.system(self.system_id)
        self._add_owner.setEnabled(system is not None)
        if self._kind == "regular":
            self._fill_one(system, wanted)
        else:
            self._fill_many(system, wanted)

    def _fill_one(self, system: System | None, wanted: Sequence[int]) -> None:
        with QSignalBlocker(self.one):
            self.one.clear()
            for owner in system.goods_owners if system else ():
                self.one.addItem(one_line(self._owner_text(owner)), owner.id)
            only = 0 if self.one.count() == 1 else -1
            self.one.setCurrentIndex(self.one.findData(wanted[0]) if wanted else only)

    def _fill_many(self, system: System | None, wanted: Sequence[int]) -> None:
        with QSignalBlocker(self._items):
            self._items.clear()
            for owner in system.goods_owners if system else ():
                item = QStandardItem(one_line(self._owner_text(owner)))
                item.setData(owner.id, ID)
                item.setToolTip(tooltip_text(item.text()))
                item.setCheckable(True)
                item.setCheckState(Qt.CheckState.Checked if owner.id in wanted else Qt.CheckState.Unchecked)
                self._items.appendRow(item)
        self._items.layoutChanged.emit()
        self.filter.setVisible(self._items.rowCount() >= FILTERED)
        self._finding.setVisible(self._items.rowCount() > 1)
        self._show_wanted()
        sized(self.many, height=min(max(self._items.rowCount(), 3), MOST_ROWS) * ROW + 18)

    def _show_wanted(self) -> None:
        """Show the goods owners with all words of the filter."""
        words = self.filter.text().casefold().split()
        for row in range(self._items.rowCount()):
            text = self._items.item(row).text().casefold()
            self.many.setRowHidden(row, not all(word in text for word in words))

    def _tick(self, *, on: bool) -> None:
        """Tick the goods owners in sight, or none of them."""
        with QSignalBlocker(self._items):
            for row in range(self._items.rowCount()):
                if not self.many.isRowHidden(row):
                    self._items.item(row).setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.many.viewport().update()
        self.changed.emit()

    def _owner_text(self, owner: GoodsOwner) -> str:
        shown = f"{owner.name} ({owner.id})"
        return self.tr("{owner} · training").format(owner=shown) if owner.training else shown


def _plus(name: str, theme: Theme, parent: QWidget) -> QToolButton:
    button = tool_button(parent, name, icon="add", theme=theme)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button

"""The small tables of a system, whose rows are added, edited in place and removed; and its status sets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStackedWidget, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.settings import System
from ongoing_desktop.domain.statuses import Status, StatusSets, statuses_of
from ongoing_desktop.domain.system_changes import STATUS_SETS
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import combo_box
from ongoing_desktop.ui.kit.layout import STRETCH, Card, Space, hbox, vbox
from ongoing_desktop.ui.kit.plain_text import paragraph, pill, set_pill, show_text, tooltip_text
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.kit.table import Table
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.wording.language import translated

WAS: Final = int(Qt.ItemDataRole.UserRole)
ROW_HEIGHT: Final = 34
NARROW: Final = 96
MOST_TOLD: Final = 3


@dataclass(frozen=True, slots=True)
class Column:
    """``narrow``: contains a number."""

    key: str
    title: str
    narrow: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """``was``: the row when it was first shown; None for an added one."""

    was: Any
    cells: tuple[str, ...]

    @property
    def number(self) -> int:
        """The first cell as a whole number, -1 if it is not one."""
        text = self.cells[0].strip()
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1


class _Table(Table):
    """Delete removes, Insert adds; typing edits."""

    remove_requested = Signal()
    add_requested = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the table; an open cell editor handles its own."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Insert) and not event.modifiers():
            (self.remove_requested if event.key() == Qt.Key.Key_Delete else self.add_requested).emit()
            return
        super().keyPressEvent(event)


class Rows(QWidget):
    """The table with its buttons; each row keeps its original. Main thread only. ``changed`` is emitted after every edit by the user."""

    changed = Signal()

    def __init__(
        self, parent: QWidget, name: str, title: str, add_text: str, columns: Sequence[Column], theme: Theme
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._quiet = False
        self._columns = tuple(columns)
        self.model = QStandardItemModel(0, len(self._columns), self)
        self.model.setHorizontalHeaderLabels([column.title for column in self._columns])
        self.table = _Table(self, name, title, self.model, several=True, row_height=ROW_HEIGHT)
        self.add_button = push_button(self, add_text, f"{name}Add", self.add)
        self.remove_button = push_button(self, self.tr("Remove"), f"{name}Remove", self.remove)
        self.problem = paragraph("", self, "problem", f"{name}Problem")
        self.problem.hide()
        self._dress()
        card = Card(self, margin=1)
        card.body.addWidget(self.table)
        vbox((card, 1), hbox(self.add_button, self.remove_button, (self.problem, 1), Space(stretch=0)), on=self)
        self.table.remove_requested.connect(self.remove)
        self.table.add_requested.connect(self.add)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        self.model.itemChanged.connect(self._on_item)
        self._enable()

    def _dress(self) -> None:
        triggers = QAbstractItemView.EditTrigger
        self.table.setEditTriggers(
            triggers.DoubleClicked | triggers.SelectedClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed
        )
        header = self.table.horizontalHeader()
        for number, column in enumerate(self._columns):
            mode = QHeaderView.ResizeMode.Fixed if column.narrow else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(number, mode)
            if column.narrow:
                sized(self.table, columns=((number, NARROW),))

    # public

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows without emitting a change."""
        self._quiet = True
        self.model.setRowCount(0)
        for row in rows:
            self._append(row)
        self._quiet = False
        self._enable()

    def rows(self) -> tuple[Row, ...]:
        return tuple(
            Row(
                self.model.item(row, 0).data(WAS),
                tuple(self.model.item(row, place).text().strip() for place in range(len(self._columns))),
            )
            for row in range(self.model.rowCount())
        )

    def show_problems(self, messages: Mapping[tuple[int, str], str]) -> None:
        """Mark cells with problems, by row and column key, and show the first few below."""
        keys = [column.key for column in self._columns]
        self._quiet = True
        for row in range(self.model.rowCount()):
            for place, key in enumerate(keys):
                text = messages.get((row, key), "")
                item = self.model.item(row, place)
                item.setToolTip(tooltip_text(text))
                item.setData(self._theme.colour("bad_soft") if text else None, Qt.ItemDataRole.BackgroundRole)
                item.setData(text or None, Qt.ItemDataRole.AccessibleDescriptionRole)
        self._quiet = False
        sentences = list(dict.fromkeys(messages[place] for place in sorted(messages)))
        self.problem.setText(" ".join(sentences[:MOST_TOLD]))
        self.problem.setVisible(bool(sentences))

    def add(self) -> None:
        """Add a row at the end and edit its first cell."""
        self._append(Row(None, ("",) * len(self._columns)))
        index = self.model.index(self.model.rowCount() - 1, 0)
        self.changed.emit()
        self.table.setCurrentIndex(index)
        self.table.scrollTo(index)
        self.table.edit(index)

    def remove(self) -> None:
        chosen = sorted({index.row() for index in self.table.selectionModel().selectedIndexes()}, reverse=True)
        for row in chosen:
            self.model.removeRow(row)
        if chosen:
            self.changed.emit()
        self._enable()

    # private

    def _append(self, row: Row) -> None:
        items = [QStandardItem(one_line(text)) for text in row.cells]
        items[0].setData(row.was, WAS)
        self.model.appendRow(items)

    def _on_item(self, _: QStandardItem) -> None:
        if not self._quiet:
            self.changed.emit()

    def _enable(self) -> None:
        self.remove_button.setEnabled(self.table.selectionModel().hasSelection())


def set_title(name: str) -> str:
    titles = {
        "order": translated("Orders"),
        "purchase_order": translated("Purchase orders"),
        "production_order": translated("Production orders"),
    }
    return titles.get(name, name)


class StatusSetsEditor(QWidget):
    """The status sets of a system: the standard ones, or the warehouse's own. One is shown at a time.

    ``changed`` is emitted after every edit.
    """

    changed = Signal()

    def __init__(self, standard: StatusSets, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._standard = standard
        self._kept: Mapping[str, Any] = {}
        self._sets = combo_box(self, "statusSet", self.tr("Status set"))
        self._state = pill("", self, name="statusSetState")
        self._reset = push_button(self, self.tr("Reset to standard"), "statusSetReset", self._back)
        self._problem = paragraph("", self, "problem")
        self._problem.hide()
        self._pages = QStackedWidget(self)
        self.tables: dict[str, Rows] = {}
        columns = (Column("number", self.tr("Number"), narrow=True), Column("name", self.tr("Name")))
        for name in STATUS_SETS:
            self._sets.addItem(set_title(name), name)
            rows = Rows(self, f"statusesTable-{name}", set_title(name), self.tr("Add status"), columns, theme)
            rows.changed.connect(self._on_change)
            self.tables[name] = rows
            self._pages.addWidget(rows)
        vbox(
            hbox(self._sets, self._state, STRETCH, self._reset, spacing=10),
            self._problem,
            (self._pages, 1),
            on=self,
            spacing=10,
        )
        self._sets.currentIndexChanged.connect(lambda _: self._refresh())
        self._refresh()

    def load(self, system: System) -> None:
        self._kept = dict(system.statuses)
        for name, rows in self.tables.items():
            rows.show_rows([_row(status) for status in statuses_of(system, name, self._standard)])
        self._refresh()

    def use_standard(self, standard: StatusSets) -> None:
        """Show the standard sets in another language."""
        before, self._standard = self._standard, standard
        for name, rows in self.tables.items():
            if self._plain(name) == _shown(None, name, before):
                rows.show_rows([_row(status) for status in standard.get(name, ())])
        self._refresh()

    def value(self) -> dict[str, Any]:
        """The sets as in :attr:`System.statuses`. Unchanged ones are exactly as before."""
        found = {name: value for name, value in self._kept.items() if name not in self.tables}
        for name in self.tables:
            now = self._plain(name)
            before = self._kept.get(name)
            if before is not None and now == _shown(System("", "", "", statuses=self._kept), name, self._standard):
                found[name] = before
            elif now != _shown(None, name, self._standard):
                found[name] = now
        return found

    def moves(self) -> dict[str, dict[int, int]]:
        """Changed numbers by set."""
        return {
            name: moved
            for name, rows in self.tables.items()
            if (moved := {row.was: row.number for row in rows.rows() if row.was not in (None, row.number)})
        }

    def show_problems(self, messages: Mapping[str, Mapping[tuple[int, str], str]]) -> None:
        """Mark problems by set, row and column."""
        for name, rows in self.tables.items():
            rows.show_problems(messages.get(name, {}))

    def show_problem(self, text: str) -> None:
        """Show a problem with all of them."""
        show_text(self._problem, text)

    def show_set(self, name: str) -> None:
        self._sets.choose(name)

    def _plain(self, name: str) -> list[dict[str, Any]]:
        return [{"number": row.number, "name": row.cells[1]} for row in self.tables[name].rows()]

    def _on_change(self) -> None:
        self._refresh()
        self.changed.emit()

    def _back(self) -> None:
        name = str(self._sets.currentData())
        self.tables[name].show_rows([_row(status) for status in self._standard.get(name, ())])
        self._on_change()

    def _refresh(self) -> None:
        name = str(self._sets.currentData())
        self._pages.setCurrentWidget(self.tables[name])
        own = self._plain(name) != _shown(None, name, self._standard)
        if own:
            set_pill(self._state, self.tr("Customised"), "info")
        elif self._standard.get(name):
            set_pill(self._state, self.tr("Standard"), "quiet")
        else:
            set_pill(self._state, self.tr("No published standard"), "quiet")
        self._reset.setEnabled(own)
        self._reset.setVisible(bool(self._standard.get(name)))


def _row(status: Status) -> Row:
    return Row(status.number, (str(status.number), status.name))


def _shown(system: System | None, name: str, standard: StatusSets) -> list[dict[str, Any]]:
    """A set as shown in the table."""
    return [
        {"number": status.number, "name": one_line(status.name).strip()}
        for status in statuses_of(system, name, standard)
    ]

"""The status sets of a system: the standard ones, or the warehouse's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.settings import System
from ongoing_desktop.domain.statuses import Status, StatusSets, statuses_of
from ongoing_desktop.domain.system_changes import STATUS_SETS
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import combo_box
from ongoing_desktop.ui.kit.layout import STRETCH, hbox, vbox
from ongoing_desktop.ui.kit.plain_text import paragraph, pill, set_pill, show_text
from ongoing_desktop.ui.systems.row_editor import Column, Row, Rows
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.wording.language import translated


def set_title(name: str) -> str:
    """A set's name for display."""
    titles = {
        "order": translated("Orders"),
        "purchase_order": translated("Purchase orders"),
        "production_order": translated("Production orders"),
    }
    return titles.get(name, name)


class StatusSetsEditor(QWidget):
    """One table per set, one shown at a time. ``changed`` is emitted after every edit."""

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
            rows = Rows(columns, f"statusesTable-{name}", set_title(name), self.tr("Add status"), theme, self)
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
        """Show a system's sets."""
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
        """Show a set."""
        self._sets.setCurrentIndex(max(0, self._sets.findData(name)))

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

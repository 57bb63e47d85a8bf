"""Columns with members of bodies: offered by webhook type, added by path or from a body's tree, and removed."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QCompleter, QMenu, QWidget

from ongoing_desktop.domain.catalogue import Catalogue, Family
from ongoing_desktop.domain.members import IN_BODY, read_path
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.exchanges.exchange_columns import member_column, spec
from ongoing_desktop.ui.exchanges.exchanges_model import ExchangesModel
from ongoing_desktop.ui.exchanges.exchanges_table import ExchangeTable
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import line_edit
from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.form_field import Field
from ongoing_desktop.wording.language import translated

MOST: Final = 12
"""Each column costs reading the body of every visible row."""
USUAL_FAMILY: Final = "order"
_PLACE: Final = re.compile(r"\{([^{}]+)\}")


class MemberColumns(InContext, QObject):
    """One per table."""

    changed = Signal()
    """Columns were added or removed, so other members are needed."""

    def __init__(self, context: WindowContext, table: ExchangeTable, model: ExchangesModel) -> None:
        super().__init__(table)
        self.use_context(context)
        self._table = table
        self._model = model
        table.columns.menu_filled.connect(self._fill_menu)
        table.columns.remove_requested.connect(self.remove)

    def add(self, path: str) -> None:
        """Add a column, unless it is there already."""
        if path in self._model.members:
            return
        if len(self._model.members) == MOST:
            message = self.tr(
                "There can be up to {most} columns from payloads. Remove one first, in the menu of columns."
            )
            self._notifier.notice(message.format(most=MOST), "info")
            return
        column = member_column(path)
        self._model.add_column(column)
        self._table.columns.add(spec(column))
        self.changed.emit()

    def remove(self, key: str) -> None:
        place = next(place for place, column in enumerate(self._model.columns) if column.key == key)
        self._model.remove_column(place)
        self._table.columns.remove(key)
        self.changed.emit()

    def ask(self) -> None:
        dialog = MemberDialog(self._services.catalogue, self._table)
        dialog.chosen.connect(self.add)
        dialog.open()

    def _fill_menu(self, menu: QMenu) -> None:
        inner = menu.addMenu(self.tr("Add a column from the payload"))
        inner.setObjectName("addMemberColumn")
        for family in self._families():
            inner.addSection(translated(family.title))
            for path in offered(family):
                action = inner.addAction(path)
                action.setObjectName(f"addColumn_{IN_BODY}{path}")
                action.setEnabled(path not in self._model.members)
                action.triggered.connect(lambda _=False, path=path: self.add(path))
        inner.addSeparator()
        inner.addAction(self.tr("By path…"), self.ask).setObjectName("addColumnByPath")

    def _families(self) -> list[Family]:
        """The families of the webhooks, in the catalogue's order."""
        catalogue, hooks = self._services.catalogue, self._services.settings.current.webhooks
        used = {family.key for hook in hooks if (family := catalogue.family_of(hook.type)) is not None}
        return [family for family in catalogue if family.key in (used or {USUAL_FAMILY})]


def offered(family: Family) -> list[str]:
    """The members that name what a family's events are about, and its status."""
    things = (family.thing, *(trigger.thing for trigger in family.triggers))
    found = [path for thing in things for path in _PLACE.findall(thing)]
    return list(dict.fromkeys([*found, *([family.state] if family.state else [])]))


class MemberDialog(Dialog):
    """Asks for the path of a member of the body."""

    chosen = Signal(str)

    def __init__(self, catalogue: Catalogue, parent: QWidget) -> None:
        super().__init__(parent, "memberColumnDialog", self.tr("Add a column from the payload"), size=(460, 200))
        self.path = line_edit(self, "memberPath", placeholder="orderStatus.number")
        completer = QCompleter(sorted(catalogue.single_members), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.path.setCompleter(completer)
        self._field = Field(self.tr("Path of the member"), self.path, self)
        self._field.set_hint(self.tr("For example orderStatus.number, or parcels[0].parcelNumber."))
        self._field.forget_on_edit()
        self.add(self._field)
        self.end_with(
            self.tr("Cancel"), push_button(self, self.tr("Add column"), "addColumn", self._on_add, default=True)
        )

    def _on_add(self) -> None:
        path = read_path(self.path.text())
        if path is None:
            problem = self.tr("This is not a path: names separated by dots, with [0] for the first element of a list.")
            self._field.set_problem(problem)
            self.path.setFocus()
            return
        self.chosen.emit(path)
        self.accept()

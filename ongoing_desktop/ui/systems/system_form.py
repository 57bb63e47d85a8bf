"""Edits one system on four tabs, as a draft until it is saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QTabWidget, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.lazy_dataclasses import EMPTY_MAPPING, replace
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.settings import GoodsOwner, System
from ongoing_desktop.domain.statuses import StatusSets
from ongoing_desktop.domain.system_changes import Moves, suggested_address
from ongoing_desktop.domain.url_advice import address_advice
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import line_edit
from ongoing_desktop.ui.kit.form_field import Field
from ongoing_desktop.ui.kit.layout import STRETCH, vbox
from ongoing_desktop.ui.kit.plain_text import named, paragraph
from ongoing_desktop.ui.systems.system_tables import Column, Row, Rows, StatusSetsEditor
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.wording.messages import problem_sentence, sentence

GENERAL, OWNERS, STATUSES, TRANSPORTERS = range(4)


class SystemForm(QWidget):
    """Main thread only. Keeps the system from the start of editing. ``changed`` is emitted after every edit."""

    changed = Signal()

    def __init__(self, system: System, standard: StatusSets, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.base = system
        self.tried = False
        """Whether saving was tried, so that problems of untouched fields are shown too."""
        self._make_general()
        number, name = Column("id", self.tr("Number"), narrow=True), Column("name", self.tr("Name"))
        columns = (number, name, Column("code", self.tr("Code")))
        title, add = self.tr("Goods owners"), self.tr("Add goods owner")
        self._owners = Rows(self, "goodsOwnersTable", title, add, columns, theme)
        self.statuses = StatusSetsEditor(standard, theme, self)
        title, add = self.tr("Transporters"), self.tr("Add transporter")
        self._transporters = Rows(self, "transportersTable", title, add, (name,), theme)
        self.tabs = named(QTabWidget(self), "systemTabs")
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self._general, self.tr("General"))
        self.tabs.addTab(self._page(self._owners), "")
        message = self.tr("Warehouses can rename and renumber statuses. Webhooks use the list below.")
        self.tabs.addTab(self._page(self.statuses, message), self.tr("Statuses"))
        message = self.tr("Automation webhooks can be limited to transporters. Write their names as in Ongoing.")
        self.tabs.addTab(self._page(self._transporters, message), "")
        vbox(self.tabs, on=self)
        self.load(system)
        for edit in (self._name, self._code, self._address):
            edit.textChanged.connect(lambda _: self._on_change())
        for part in (self._owners, self.statuses, self._transporters):
            part.changed.connect(self._on_change)
        self._suggest.clicked.connect(lambda: self._address.setText(suggested_address(self._code.text().strip())))

    # construction

    def _make_general(self) -> None:
        self._general = QWidget(self)
        self._name = line_edit(self._general, "manageSystemName")
        self._code = line_edit(self._general, "manageSystemCode")
        self._address = line_edit(self._general, "manageSystemAddress")
        self._suggest = push_button(self._general, self.tr("Use default address"), "suggestAddress")
        self._fields = {
            "name": Field(self.tr("Name"), self._name, self._general),
            "code": Field(self.tr("Code"), self._code, self._general),
            "address": Field(self.tr("Address"), self._address, self._general, self._suggest),
        }
        self._fields["code"].set_hint(
            self.tr("The warehouse’s name in Ongoing’s address; payloads contain it as “system”.")
        )
        vbox(*self._fields.values(), STRETCH, on=self._general, spacing=12, margins=(2, 14, 2, 2))

    def _page(self, content: QWidget, lead: str = "") -> QWidget:
        page = QWidget(self)
        column = vbox(on=page, spacing=10, margins=(2, 12, 2, 2))
        if lead:
            column.addWidget(paragraph(lead, page, "muted"))
        column.addWidget(content, 1)
        return page

    # public

    @property
    def dirty(self) -> bool:
        """Whether there are unsaved changes."""
        return self.draft() != self.base

    def load(self, system: System) -> None:
        """Start again with this system."""
        self.base = system
        self.tried = False
        for edit, text in ((self._name, system.name), (self._code, system.code), (self._address, system.address)):
            with QSignalBlocker(edit):
                edit.setText(text)
                edit.setCursorPosition(0)
        self._owners.show_rows(
            [Row(owner.id, (str(owner.id), owner.name, owner.code)) for owner in system.goods_owners]
        )
        self.statuses.load(system)
        self._transporters.show_rows([Row(name, (name,)) for name in system.transporters])
        self.show_problems(())
        self._refresh()

    def draft(self) -> System:
        """The system as entered."""
        known = {owner.id: owner for owner in self.base.goods_owners}
        owners = tuple(_owner(row, known) for row in self._owners.rows())
        return replace(
            self.base,
            name=_unless_same(self._name.text().strip(), self.base.name),
            code=_unless_same(self._code.text().strip(), self.base.code),
            address=_unless_same(self._address.text().strip(), self.base.address),
            goods_owners=owners,
            statuses=self.statuses.value() or EMPTY_MAPPING,
            transporters=tuple(_unless_same(row.cells[0], row.was or "") for row in self._transporters.rows()),
        )

    def moves(self) -> Moves:
        """Changed numbers and names."""
        owners = {row.was: row.number for row in self._owners.rows() if row.was not in (None, row.number)}
        names = {
            row.was: row.cells[0]
            for row in self._transporters.rows()
            if row.was is not None and one_line(row.was) != row.cells[0]
        }
        return Moves(owners, self.statuses.moves(), names)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show problems beside their fields; those of incomplete rows only after saving was tried."""
        messages: dict[str, str] = {}
        for item in problems:
            messages[item.field] = f"{messages.get(item.field, '')} {problem_sentence(item)}".strip()
        for key, field in self._fields.items():
            field.set_problem(messages.get(key, ""))
        self._owners.show_problems(self._of_rows("goods_owners", messages, self._owners))
        self._transporters.show_problems(self._of_rows("transporters", messages, self._transporters))
        self.statuses.show_problems(
            {name: self._of_rows(f"statuses.{name}", messages, rows) for name, rows in self.statuses.tables.items()}
        )
        for part, rows in (("goods_owners", self._owners), ("transporters", self._transporters)):
            if part in messages:
                rows.problem.setText(messages[part])
                rows.problem.show()
        self.statuses.show_problem(messages.get("statuses", ""))

    def show_first(self, problems: Sequence[Problem]) -> None:
        """Show the tab of the first problem."""
        places = {"goods_owners": OWNERS, "statuses": STATUSES, "transporters": TRANSPORTERS}
        for item in problems:
            part, _, rest = item.field.partition(".")
            self.tabs.setCurrentIndex(places.get(part, GENERAL))
            if part == "statuses" and rest:
                self.statuses.show_set(rest.split(".")[0])
            if part in self._fields:
                self._fields[part].control.setFocus()
            return

    # private

    def _of_rows(self, part: str, messages: Mapping[str, str], rows: Rows) -> dict[tuple[int, str], str]:
        found: dict[tuple[int, str], str] = {}
        now = rows.rows()
        for field, text in messages.items():
            place, _, rest = field.partition(f"{part}.")
            row, _, key = rest.partition(".")
            if place or not row.isdecimal() or int(row) >= len(now):
                continue
            if self.tried or all(now[int(row)].cells[:2]):
                found[int(row), key] = text
        return found

    def _on_change(self) -> None:
        self._refresh()
        self.changed.emit()

    def _refresh(self) -> None:
        code, address = self._code.text().strip(), self._address.text().strip()
        usual = suggested_address(code)
        self._address.setPlaceholderText(usual)
        self._suggest.setVisible(bool(usual) and not address)
        hints = [sentence(item.code, item.params) for item in address_advice(address) if item.code != "advice-no-path"]
        if address and code and code.casefold() not in address.casefold():
            hints.append(sentence("address-without-code", {"code": code}))
        self._fields["address"].set_hint(" ".join(hints))
        for place, title, rows in (
            (OWNERS, self.tr("Goods owners"), self._owners),
            (TRANSPORTERS, self.tr("Transporters"), self._transporters),
        ):
            self.tabs.setTabText(place, f"{title} ({rows.model.rowCount()})")


def _owner(row: Row, known: Mapping[Any, GoodsOwner]) -> GoodsOwner:
    was = known.get(row.was)
    number = max(0, row.number)
    if was is None:
        return GoodsOwner(number, row.cells[1], row.cells[2])
    return replace(was, id=number, name=_unless_same(row.cells[1], was.name), code=_unless_same(row.cells[2], was.code))


def _unless_same(text: str, before: str) -> str:
    """The original text if a field only shows a marked or stripped form of it, so that showing changes nothing."""
    return before if text in (before, before.strip(), one_line(before), one_line(before).strip()) else text

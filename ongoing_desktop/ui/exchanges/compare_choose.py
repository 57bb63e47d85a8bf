"""Chooses an exchange to compare with from the newest ones, with the lists' filter."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QDialogButtonBox, QHeaderView, QLineEdit, QTableView, QWidget

from ongoing_desktop.domain.errors import KnownError
from ongoing_desktop.domain.exchange import ExchangeRow
from ongoing_desktop.domain.filters import parse_filter
from ongoing_desktop.services.ports import History, Stop
from ongoing_desktop.ui.context import WindowContext
from ongoing_desktop.ui.exchanges.exchange_texts import Words
from ongoing_desktop.ui.exchanges.exchanges_model import ACCESSIBLE, DISPLAY, HORIZONTAL, NO_INDEX, USER, Index
from ongoing_desktop.ui.icons import keep_icon
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import line_edit
from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.plain_text import named, paragraph
from ongoing_desktop.ui.kit.timing import after_pause
from ongoing_desktop.ui.task_runner import Job
from ongoing_desktop.wording.messages import error_sentence

PAUSE_MS: Final = 250
MOST: Final = 200
"""Number of listed exchanges. The filter finds older ones."""


class _Rows(QAbstractTableModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._shown: list[tuple[int, tuple[str, ...]]] = []

    def show(self, rows: list[ExchangeRow], words: Words) -> None:
        self.beginResetModel()
        lines = [(row.id, words.line(row)) for row in rows]
        self._shown = [(number, (f"{line.date} {line.time}".strip(), line.title, line.facts)) for number, line in lines]
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else 3

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        number, cells = self._shown[index.row()]
        if role in (DISPLAY, ACCESSIBLE):
            return cells[index.column()]
        return number if role == USER else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation == HORIZONTAL and role == DISPLAY:
            return (self.tr("Time"), self.tr("What"), self.tr("Facts"))[section]
        return None


class ChooseExchange(Dialog):
    """Show it with ``open()``. ``chosen`` receives the id."""

    def __init__(
        self,
        context: WindowContext,
        parent: QWidget,
        chosen: Callable[[int], object],
        *,
        without: int = 0,
    ) -> None:
        super().__init__(parent, "chooseExchange", self.tr("Compare with"), heading=None, size=(720, 480))
        self._services = context.services
        self._tasks = context.tasks
        self._notifier = context.notifier
        self._chosen = chosen
        self._without = without
        self._job: Job | None = None
        self.line = line_edit(
            self,
            "chooseFilter",
            placeholder=self.tr("Filter, such as event:139 or type:order-picked"),
            clear=True,
            accessible=self.tr("Filter"),
        )
        search = QAction(self)
        keep_icon(search, search.setIcon, "search", context.theme)
        self.line.addAction(search, QLineEdit.ActionPosition.LeadingPosition)
        self._pause = after_pause(self, PAUSE_MS, self._look)
        self._rows = _Rows(self)
        self.table = self._make_table()
        self._told = paragraph("", self, "secondary")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._agree = push_button(self, self.tr("Compare"), "chooseThis", look="primary")
        buttons.addButton(self._agree, QDialogButtonBox.ButtonRole.AcceptRole)
        self.add(self.line, (self.table, 1), self._told, buttons)
        buttons.accepted.connect(self._take)
        buttons.rejected.connect(self.reject)
        self.table.activated.connect(self._take)
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        self.line.textChanged.connect(lambda _: self._pause.start())
        self._look()

    def _make_table(self) -> QTableView:
        table = named(QTableView(self), "chooseTable", self.tr("Exchanges to compare with"))
        table.setModel(self._rows)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(28)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        return table

    def _look(self) -> None:
        services = self._services
        try:
            wanted = parse_filter(self.line.text(), services.clock().astimezone()) if self.line.text().strip() else None
        except KnownError as error:
            self._told.setText(error_sentence(error))
            return
        if self._job is not None:
            self._job.cancel()

        def page(history: History, stop: Stop) -> list[ExchangeRow]:
            return list(islice(history.newest_first(filter=wanted, stop=stop), MOST + 1))

        self._job = self._tasks.run(
            self, lambda: services.exchanges.search(page), done=self._show, failed=self._notifier.error
        )

    def _show(self, found: list[ExchangeRow]) -> None:
        self._job = None
        words = Words(self._services.catalogue, self._services.settings.current, self._services.clock())
        self._rows.show([row for row in found if row.id != self._without][:MOST], words)
        many = self.tr("Only the newest {count} are listed; use the filter to find older ones.").format(count=MOST)
        none = self.tr("No other exchange matches.")
        self._told.setText("" if self._rows.rowCount() else none)
        if len(found) > MOST:
            self._told.setText(many)
        if self._rows.rowCount():
            self.table.selectRow(0)
        self._on_current(self.table.currentIndex())

    def _on_current(self, index: QModelIndex, _: QModelIndex | None = None) -> None:
        self._agree.setEnabled(index.isValid())

    def _take(self) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            number = int(self._rows.data(index, USER))
            self.accept()
            self._chosen(number)

    def done(self, result: int) -> None:
        self._pause.stop()
        if self._job is not None:
            self._job.cancel()
        super().done(result)

"""The rows of an exchange table: all ids, and the row data where it is visible."""

from __future__ import annotations

import contextlib
from array import array
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from ongoing_desktop.domain.exchange import ExchangeRow, Grouping, TimedIds
from ongoing_desktop.ui.exchanges.exchange_columns import COLUMNS, TIME, Column, spoken
from ongoing_desktop.ui.exchanges.exchange_texts import Line, Words
from ongoing_desktop.ui.exchanges.row_order import ExpandedGroups, TimeOrder
from ongoing_desktop.ui.kit.plain_text import tooltip_text
from ongoing_desktop.ui.kit.table import ACCESSIBLE, DISPLAY, HORIZONTAL, NO_INDEX, TOOLTIP, USER, Index
from ongoing_desktop.wording.language import translated as tr

MOST_ROWS: Final = 3_000
"""Maximum number of rows in memory. The least recently viewed are dropped and loaded again when visible."""
MOST_RUNS: Final = 100
"""Maximum number of ranges that are inserted or removed one by one."""
AROUND: Final = 60
"""Rows loaded before and after a visible one."""


class ExchangesModel(QAbstractTableModel):
    """All ids, and a few thousand rows. Newest first, unless the user reverses the order."""

    lacking = Signal()
    """A visible row is not in memory; see :meth:`take_requested`."""
    order_requested = Signal(str, bool)
    """A column's key, and whether the order is descending. Order by time is applied by the model itself."""

    def __init__(self, words: Words, *, parent: QObject) -> None:
        super().__init__(parent)
        self.newest_last = False
        self.order = TIME
        """Key of the sort column."""
        self.columns = list(COLUMNS)
        """The columns: the usual ones, then the members of bodies that were added."""
        self.words = words
        """The names in use."""
        self._time = TimeOrder()
        self.ids = self._time.ids
        """All ids, earliest first or in the order of a column. Read-only for others."""
        self._rows: dict[int, ExchangeRow] = {}
        self._lines: dict[int, Line] = {}
        self._looked_at = -1
        self.grouping: Grouping | None = None
        """What the ids are the heads of groups by; None if they are all exchanges."""
        self.folds = ExpandedGroups(self._base_of)

    # ids and places

    def known_upto(self, exchange_id: int) -> set[int]:
        """Ids up to this one that are shown, including those in expanded groups."""
        base = self._time.upto(exchange_id) if self.order == TIME else self.ids
        return {number for number in chain(base, self.folds.children) if number <= exchange_id}

    def id_at(self, place: int) -> int:
        """The id at an index of the table."""
        if self.folds.count:
            place, child = self.folds.at(place)
            if child:
                return child
        return self.ids[place if self.newest_last or self.order != TIME else -1 - place]

    def place_of(self, exchange_id: int) -> int:
        """The index of an exchange, -1 if it is not present."""
        base = self._base_of(exchange_id)
        if not self.folds.count:
            return base
        return self.folds.place(base) if base >= 0 else self.folds.child_place(exchange_id)

    def is_child(self, place: int) -> bool:
        """Whether a row belongs to an expanded group."""
        return self.folds.count > 0 and self.folds.at(place)[1] > 0

    def fold_at(self, place: int) -> str:
        """``open`` or ``closed`` for the head of a group, else empty."""
        number = self.id_at(place)
        if self.folds.is_open(number):
            return "open"
        row = self._rows.get(number)
        if self.grouping is None or row is None or self.is_child(place):
            return ""
        return "closed" if (row.attempt > 1 if self.grouping.by == "event" else row.others) else ""

    def row_at(self, place: int) -> ExchangeRow | None:
        """The exchange at an index; None if there is none or it is not in memory."""
        return self._rows.get(self.id_at(place)) if 0 <= place < self.rowCount() else None

    def line_at(self, place: int) -> Line | None:
        """The texts of the exchange at an index; None if not in memory, which requests it."""
        # Called for each painted cell, so the usual case is a single call.
        if self.folds.count:
            number = self.id_at(place)
        else:
            number = self.ids[place if self.newest_last or self.order != TIME else -1 - place]
        line = self._lines.get(number)
        if line is None:
            row = self._rows.get(number)
            if row is None:
                self._want(place)
                return None
            line = self._lines[number] = self.words.line(row, self.grouping)
        return line

    def pending_ids(self, first: int, last: int) -> list[int]:
        """Exchanges between these indexes without an outcome."""
        waiting = {number for number, row in self._rows.items() if row.answer == "pending"}
        if not waiting:
            return []
        numbers = (self.id_at(place) for place in range(max(first, 0), min(last + 1, self.rowCount())))
        return [number for number in numbers if number in waiting]

    def take_requested(self) -> list[int]:
        """Ids to load around the last requested row."""
        place, self._looked_at = self._looked_at, -1
        if place < 0:
            return []
        near = (self.id_at(at) for at in range(max(place - AROUND, 0), min(place + AROUND, self.rowCount())))
        return [number for number in near if number not in self._rows]

    def retranslate(self) -> None:
        """Make the texts of all rows again."""
        self._lines.clear()

    # changes of the rows

    def replace(self, found: TimedIds, rows: Iterable[ExchangeRow]) -> None:
        """Replace all rows, in order of time."""
        time = TimeOrder(found)
        self._show(time, time.ids, rows, TIME)

    def show_sorted(self, ids: array[int], order: str) -> None:
        """Replace all rows, in the order of a column."""
        self._show(TimeOrder(), ids, (), order)

    def _show(self, time: TimeOrder, ids: array[int], rows: Iterable[ExchangeRow], order: str) -> None:
        self.beginResetModel()
        self._time, self.ids, self.order, self._looked_at = time, ids, order, -1
        self._lines.clear()
        self.folds.clear()
        self._rows = {row.id: row for row in rows}
        self.endResetModel()

    def add(self, found: TimedIds, rows: Iterable[ExchangeRow] = ()) -> int:
        """Insert exchanges; returns how many are newer than all others. Not in another order than by time."""
        self._keep(rows)
        runs = self._time.add(found)
        newer = len(runs[-1][1]) if runs and runs[-1][0] == len(self.ids) else 0
        if len(runs) > MOST_RUNS:
            self.beginResetModel()
            self._time.put_all(runs)
            self.ids = self._time.ids
            self.folds.clear()
            self.endResetModel()
            return newer
        for base, run in reversed(runs):
            place = self.folds.place(base if self.newest_last else len(self.ids) - base)
            self.beginInsertRows(NO_INDEX, place, place + len(run) - 1)
            self._time.put(base, run)
            self.folds.moved()
            self.endInsertRows()
        return newer

    def put(self, rows: Sequence[ExchangeRow]) -> list[int]:
        """Store loaded rows; returns the ids of those that changed."""
        changed = [row.id for row in rows if (known := self._rows.get(row.id)) is not None and known != row]
        if self._keep(rows) and self.ids:
            # In another order, finding the indexes would take longer than painting what is visible.
            by_time = self.order == TIME
            places = [place for row in rows if (place := self.place_of(row.id)) >= 0] if by_time else []
            first, last = (min(places), max(places)) if places else (0, self.rowCount() - 1)
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))
        return changed

    def remove(self, ids: Iterable[int]) -> None:
        """Remove rows of deleted exchanges. A group is collapsed before its head is removed."""
        gone = set(ids)
        for head in self.folds.heads:
            if head in gone or not gone.isdisjoint(self.folds.under(head)):
                self.close_fold(head)
        if self.order == TIME:
            places = sorted((place for number in gone if (place := self.place_of(number)) >= 0), reverse=True)
        else:
            places = [place for place in range(len(self.ids) - 1, -1, -1) if self.ids[place] in gone]
        runs: list[tuple[int, int]] = []
        for place in places:
            if runs and place == runs[-1][0] - 1:
                runs[-1] = (place, runs[-1][1])
            else:
                runs.append((place, place))
        if len(runs) > MOST_RUNS:
            self._drop(gone)
            return
        for first, last in runs:
            self._remove_run(first, last)
        self._time.forget(gone)

    def open_fold(self, head: int, rows: Sequence[ExchangeRow]) -> None:
        """Expand a group."""
        place = self.place_of(head)
        if place < 0 or self.folds.is_open(head) or not rows:
            return
        self._keep(rows)
        self.beginInsertRows(NO_INDEX, place + 1, place + len(rows))
        self.folds.open(head, [row.id for row in rows])
        self.endInsertRows()
        self._changed_at(place)

    def close_fold(self, head: int) -> None:
        """Collapse a group."""
        place = self.place_of(head)
        if place < 0 or not self.folds.is_open(head):
            return
        last = place
        while last + 1 < self.rowCount() and self.is_child(last + 1):
            last += 1
        self.beginRemoveRows(NO_INDEX, place + 1, last)
        self.folds.close(head)
        self.endRemoveRows()
        self._changed_at(place)

    def head_of(self, place: int) -> int:
        """The head of a row's group, or the row's own id."""
        while place > 0 and self.is_child(place):
            place -= 1
        return self.id_at(place)

    @property
    def members(self) -> tuple[str, ...]:
        """The paths of the members of bodies that columns show."""
        return tuple(column.member for column in self.columns if column.member is not None)

    def add_column(self, column: Column) -> None:
        """Add a column at the end. The rows in memory have no values for it until they are loaded again."""
        self.beginInsertColumns(NO_INDEX, len(self.columns), len(self.columns))
        self.columns.append(column)
        self.endInsertColumns()

    def remove_column(self, place: int) -> None:
        """Remove an added column."""
        self.beginRemoveColumns(NO_INDEX, place, place)
        del self.columns[place]
        self.endRemoveColumns()

    def use_words(self, words: Words) -> None:
        self.words = words
        self._lines.clear()
        if self.ids:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(self.columns) - 1))

    def turn(self, *, newest_last: bool) -> None:
        """Reverse the order."""
        if newest_last != self.newest_last:
            self.beginResetModel()
            self.newest_last = newest_last
            self.folds.clear()
            self.endResetModel()

    # Qt overrides

    def index(self, row: int, column: int, parent: Index = NO_INDEX) -> QModelIndex:
        """Create an index without the inherited bounds checks, which would call both counts for each painted cell."""
        inside = (
            0 <= row < len(self.ids) + self.folds.count and 0 <= column < len(self.columns) and not parent.isValid()
        )
        return self.createIndex(row, column) if inside else QModelIndex()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """All rows, in memory or not."""
        return 0 if parent.isValid() else len(self.ids) + self.folds.count

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """Text of a cell; the exchange's id in UserRole of column 0."""
        if role == DISPLAY or role == ACCESSIBLE:  # noqa: PLR1714, SIM109 - two int comparisons are quicker than a tuple
            line = self.line_at(index.row())
            if role == ACCESSIBLE and line and index.column() == 0:
                return spoken(line, self.columns)
            return self.columns[index.column()].text(line) if line else ""
        if role == USER:
            return self.id_at(index.row()) if index.column() == 0 else None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation == HORIZONTAL and role == DISPLAY:
            return tr(self.columns[section].title)
        if orientation == HORIZONTAL and role == TOOLTIP and (path := self.columns[section].member) is not None:
            return tooltip_text(tr("Member of the body: {path}").format(path=path))
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column: by time at once, otherwise by emitting :attr:`order_requested`."""
        self.order_requested.emit(self.columns[column].key, order == Qt.SortOrder.DescendingOrder)

    def _base_of(self, exchange_id: int) -> int:
        if self.order != TIME:
            with contextlib.suppress(ValueError):
                return self.ids.index(exchange_id)
            return -1
        place = self._time.place(exchange_id)
        return place if self.newest_last or place < 0 else len(self.ids) - 1 - place

    def _remove_run(self, first: int, last: int) -> None:
        """Remove adjacent rows without groups."""
        base = self.folds.at(first)[0]
        self.beginRemoveRows(NO_INDEX, first, last)
        count = last - first + 1
        start = base if self.newest_last or self.order != TIME else len(self.ids) - base - count
        self._forget(self.ids[start : start + count])
        if self.order == TIME:
            self._time.cut(start, count)
        else:
            del self.ids[start : start + count]
        self.folds.moved()
        self.endRemoveRows()

    def _drop(self, gone: set[int]) -> None:
        """Remove scattered rows at once, because each range would cost the view a layout."""
        self.beginResetModel()
        if self.order == TIME:
            self._time.drop(gone)
            self.ids = self._time.ids
        else:
            self.ids = array("q", (number for number in self.ids if number not in gone))
        self.folds.clear()
        self._forget(gone)
        self.endResetModel()

    def _forget(self, ids: Iterable[int]) -> None:
        for number in self._rows.keys() & set(ids):
            del self._rows[number]
            self._lines.pop(number, None)

    def _changed_at(self, place: int) -> None:
        self.dataChanged.emit(self.index(place, 0), self.index(place, len(self.columns) - 1))

    def _want(self, place: int) -> None:
        if self._looked_at < 0:
            self.lacking.emit()
        self._looked_at = place

    def _keep(self, rows: Iterable[ExchangeRow]) -> bool:
        """Store rows in memory, dropping the oldest loaded ones; returns whether anything changed."""
        different = False
        for row in rows:
            known = self._rows.pop(row.id, None)
            if known != row:
                different = True
                self._lines.pop(row.id, None)
            self._rows[row.id] = row
        if len(self._rows) > MOST_ROWS:
            for number in list(self._rows)[: len(self._rows) - MOST_ROWS * 3 // 4]:
                del self._rows[number]
                self._lines.pop(number, None)
        return different

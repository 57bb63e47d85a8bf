"""The rows of an exchange table: a window of the history, by id, in either order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ongoing_desktop.domain.exchange import ExchangeRow
from ongoing_desktop.ui.exchanges.words import Line, Words, tr

# Comparing with enum members costs more than half of a repaint (tech.md section 2).
DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
USER: Final = int(Qt.ItemDataRole.UserRole)
TOOLTIP: Final = int(Qt.ItemDataRole.ToolTipRole)
ACCESSIBLE: Final = int(Qt.ItemDataRole.AccessibleTextRole)
HORIZONTAL: Final = Qt.Orientation.Horizontal
NO_INDEX: Final = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a new one is one row in :data:`COLUMNS`. ``kind`` names how the delegate paints it."""

    key: str
    title: str
    kind: str
    width: int
    text: Callable[[Line], str]


COLUMNS: Final = (
    Column("time", "Time", "time", 104, lambda line: f"{line.date} {line.time}".strip()),
    Column("what", "What", "two", 250, lambda line: f"{line.title} · {line.facts}"),
    Column("request", "Request", "mono", 240, lambda line: line.request),
    Column("verdict", "Verdict", "verdict", 128, lambda line: line.verdict.word),
    Column("answer", "Answer", "answer", 138, lambda line: line.answer.word),
    Column("size", "Size", "text", 74, lambda line: line.size),
    Column("took", "Took", "text", 72, lambda line: line.took),
)


class ExchangesModel(QAbstractTableModel):
    """A contiguous window of rows. ``newest_last``: the newest stands at the end, as an inbox grows."""

    def __init__(self, words: Words, *, newest_last: bool, parent: QObject) -> None:
        super().__init__(parent)
        self.newest_last = newest_last
        self._words = words
        self._rows: list[ExchangeRow] = []
        self._lines: dict[int, Line] = {}
        self._places: dict[int, int] | None = {}

    @property
    def newest_id(self) -> int:
        """Highest id in the window, 0 while it is empty."""
        return self._rows[-1 if self.newest_last else 0].id if self._rows else 0

    @property
    def oldest_id(self) -> int:
        """Lowest id in the window, 0 while it is empty."""
        return self._rows[0 if self.newest_last else -1].id if self._rows else 0

    def row_at(self, place: int) -> ExchangeRow | None:
        """The exchange at a place of the table."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def line_at(self, place: int) -> Line:
        """The strings of the exchange at a place."""
        row = self._rows[place]
        line = self._lines.get(row.id)
        if line is None:
            line = self._lines[row.id] = self._words.line(row)
        return line

    def place_of(self, exchange_id: int) -> int:
        """Where an exchange stands, -1 when it is not in the window."""
        if self._places is None:
            self._places = {row.id: place for place, row in enumerate(self._rows)}
        return self._places.get(exchange_id, -1)

    def pending_ids(self, most: int) -> list[int]:
        """Exchanges whose outcome is awaited, newest first."""
        rows: Iterable[ExchangeRow] = reversed(self._rows) if self.newest_last else self._rows
        found = []
        for row in rows:
            if row.answer == "pending":
                found.append(row.id)
                if len(found) == most:
                    break
        return found

    def replace(self, newest_first: Sequence[ExchangeRow]) -> None:
        """Show these rows and no others."""
        self.beginResetModel()
        self._rows = list(reversed(newest_first)) if self.newest_last else list(newest_first)
        self._lines.clear()
        self._places = None
        self.endResetModel()

    def add_newer(self, oldest_first: Sequence[ExchangeRow]) -> int:
        """Add rows that arrived since; returns how many were not there yet."""
        newest = self.newest_id
        fresh = [row for row in oldest_first if row.id > newest]
        self._insert(len(self._rows) if self.newest_last else 0, fresh if self.newest_last else fresh[::-1])
        return len(fresh)

    def add_older(self, newest_first: Sequence[ExchangeRow]) -> int:
        """Add rows from before the window; returns how many."""
        oldest = self.oldest_id
        fresh = [row for row in newest_first if row.id < oldest or not oldest]
        self._insert(0 if self.newest_last else len(self._rows), fresh[::-1] if self.newest_last else fresh)
        return len(fresh)

    def drop_oldest(self, keep: int) -> bool:
        """Let go of the oldest rows beyond ``keep``; returns whether there were any."""
        surplus = len(self._rows) - keep
        if surplus <= 0:
            return False
        first = 0 if self.newest_last else keep
        self.beginRemoveRows(NO_INDEX, first, first + surplus - 1)
        for row in self._rows[first : first + surplus]:
            self._lines.pop(row.id, None)
        del self._rows[first : first + surplus]
        self._places = None
        self.endRemoveRows()
        return True

    def refresh(self, rows: Iterable[ExchangeRow]) -> list[int]:
        """Take over what became of rows that are shown; returns the ids that changed."""
        changed = []
        for row in rows:
            place = self.place_of(row.id)
            if place >= 0 and self._rows[place] != row:
                self._rows[place] = row
                self._lines.pop(row.id, None)
                changed.append(row.id)
                self.dataChanged.emit(self.index(place, 0), self.index(place, len(COLUMNS) - 1))
        return changed

    def use_words(self, words: Words) -> None:
        """Name things by other settings from now on."""
        self._words = words
        self._lines.clear()
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(COLUMNS) - 1))

    def _insert(self, place: int, rows: list[ExchangeRow]) -> None:
        if not rows:
            return
        self.beginInsertRows(NO_INDEX, place, place + len(rows) - 1)
        if place == len(self._rows) and self._places is not None:
            self._places.update({row.id: place + offset for offset, row in enumerate(rows)})
        else:
            self._places = None
        self._rows[place:place] = rows
        self.endInsertRows()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Rows in the window."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """As many as :data:`COLUMNS`."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """Text of a cell; the exchange's id in UserRole of column 0."""
        if role == DISPLAY or role == ACCESSIBLE:  # noqa: PLR1714, SIM109 - two int comparisons are quicker than a tuple
            return COLUMNS[index.column()].text(self.line_at(index.row()))
        if role == USER:
            return self._rows[index.row()].id if index.column() == 0 else None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        """Titles of the columns."""
        if orientation == HORIZONTAL and role == DISPLAY:
            return tr(COLUMNS[section].title)
        return None

"""A small table of text lines. New lines are compared with the old, so that selection and scroll position stay."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHeaderView, QWidget

from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.ui.kit.plain_text import tooltip_text
from ongoing_desktop.ui.kit.table import Table
from ongoing_desktop.ui.theme import Theme

FIT: Final = -1
"""As a column's width: as wide as its texts."""
Index = QModelIndex | QPersistentModelIndex
_NONE: Final = QModelIndex()
_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_USER: Final = int(Qt.ItemDataRole.UserRole)
_TOOLTIP: Final = int(Qt.ItemDataRole.ToolTipRole)
_FOREGROUND: Final = int(Qt.ItemDataRole.ForegroundRole)


@dataclass(frozen=True, slots=True)
class Column:
    """Title and default width in device-independent pixels; 0 takes the rest, :data:`FIT` fits the texts."""

    title: str
    width: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One row. ``key`` is emitted when it is opened; ``tone`` is a named colour of the theme for the cell ``toned``."""

    cells: tuple[str, ...]
    key: object = None
    tone: str = ""
    toned: int = -1
    quiet: bool = False
    """Whether all of it is muted, because it is only planned."""
    told: str = ""
    """Tooltip; empty for the cell's own text."""


class Lines(Table):
    """Main thread only."""

    opened = Signal(object)
    """A line's key, on double click or Enter."""
    chosen = Signal(object)
    """The current line's key, None for none."""

    def __init__(
        self, columns: Sequence[Column], theme: Theme, parent: QWidget, *, name: str, told: str, several: bool = False
    ) -> None:
        """``told``: the accessible name."""
        self._lines = _Model([column.title for column in columns], theme, parent)
        super().__init__(parent, name, told, self._lines, several=several)
        header, modes = self.horizontalHeader(), QHeaderView.ResizeMode
        for place, column in enumerate(columns):
            if column.width == FIT:
                header.setSectionResizeMode(place, modes.ResizeToContents)
            elif column.width:
                self.setColumnWidth(place, column.width)
            else:
                header.setSectionResizeMode(place, modes.Stretch)
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        self.selectionModel().currentRowChanged.connect(lambda now, _: self.chosen.emit(self._key(now.row())))
        theme.changed.connect(self.viewport().update)

    @property
    def current(self) -> object:
        """The current line's key."""
        return self._key(self.currentIndex().row())

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines shown."""
        return tuple(self._lines.lines)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines."""
        self._lines.put(list(lines))

    def select_row(self, row: int) -> None:
        """Make a row the current one and scroll to it."""
        if 0 <= row < len(self._lines.lines):
            self.selectRow(row)
            self.scrollTo(self._lines.index(row, 0))

    @property
    def selected(self) -> list[object]:
        """The keys of the selected lines, top to bottom."""
        return [self._key(row) for row in sorted(index.row() for index in self.selectionModel().selectedRows())]

    def _key(self, row: int) -> object:
        return self._lines.lines[row].key if 0 <= row < len(self._lines.lines) else None

    def _open(self, row: int) -> None:
        if (key := self._key(row)) is not None:
            self.opened.emit(key)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Ctrl+C copies the line."""
        row = self.currentIndex().row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(row)
        elif event.matches(QKeySequence.StandardKey.Copy) and row >= 0:
            QGuiApplication.clipboard().setText("\t".join(self._lines.lines[row].cells))
        else:
            super().keyPressEvent(event)


class _Model(QAbstractTableModel):
    def __init__(self, titles: Sequence[str], theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._titles = tuple(titles)
        self._theme = theme
        self.lines: list[Line] = []

    def put(self, lines: list[Line]) -> None:
        before = len(self.lines)
        if len(lines) < before:
            self.beginRemoveRows(_NONE, len(lines), before - 1)
            del self.lines[len(lines) :]
            self.endRemoveRows()
        changed = [row for row, line in enumerate(self.lines) if line != lines[row]]
        self.lines[: len(self.lines)] = lines[: len(self.lines)]
        for row in changed:
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(self._titles) - 1))
        if len(lines) > len(self.lines):
            self.beginInsertRows(_NONE, len(self.lines), len(lines) - 1)
            self.lines = lines
            self.endInsertRows()

    # Qt overrides

    def rowCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self._titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if role == _DISPLAY and orientation == Qt.Orientation.Horizontal:
            return self._titles[section]
        return None

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        line, column = self.lines[index.row()], index.column()
        if role == _DISPLAY:
            return line.cells[column]
        if role == _USER:
            return line.key
        if role == _TOOLTIP:
            return tooltip_text(line.told or line.cells[column])
        if role == _FOREGROUND and (line.quiet or column == line.toned):
            return QColor(self._theme.colour("muted" if line.quiet else line.tone))
        return None

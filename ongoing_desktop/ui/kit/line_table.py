"""A small table of text lines. New lines are compared with the old, so that selection and scroll position stay."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHeaderView, QWidget

from ongoing_desktop.domain.lazy_dataclasses import dataclass, replace
from ongoing_desktop.ui.kit.plain_text import tooltip_text
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.kit.table import DISPLAY, FOREGROUND, NO_INDEX, TOOLTIP, USER, Index, RowModel, Table
from ongoing_desktop.ui.theme import Theme

FIT: Final = -1
"""A column's width: fits its texts."""


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
    tooltip: str = ""
    """Tooltip; empty for the cell's own text."""


class Lines(Table):
    """Main thread only."""

    opened = Signal(object)
    """A line's key, on double click or Enter."""
    chosen = Signal(object)
    """The current line's key, None for none."""

    def __init__(
        self,
        columns: Sequence[Column],
        theme: Theme,
        parent: QWidget,
        *,
        name: str,
        accessible_name: str,
        several: bool = False,
    ) -> None:
        self._lines = _Model([column.title for column in columns], theme, parent)
        super().__init__(parent, name, accessible_name, self._lines, several=several)
        header, modes = self.horizontalHeader(), QHeaderView.ResizeMode
        self._fitting = [place for place, column in enumerate(columns) if column.width == FIT]
        for place, column in enumerate(columns):
            if column.width == FIT:
                header.setSectionResizeMode(place, modes.ResizeToContents)
            elif column.width:
                sized(self, columns=((place, column.width),))
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
        return tuple(self._lines.rows)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines."""
        self._lines.put(list(lines))
        for place in self._fitting:  # a visible table would keep the widths of its earlier lines
            self.horizontalHeader().setSectionResizeMode(place, QHeaderView.ResizeMode.ResizeToContents)

    def select_row(self, row: int) -> None:
        """Make a row the current one and scroll to it."""
        if 0 <= row < len(self._lines.rows):
            self.selectRow(row)
            self.scrollTo(self._lines.index(row, 0))

    @property
    def selected(self) -> list[object]:
        """The keys of the selected lines, top to bottom."""
        return [self._key(row) for row in sorted(index.row() for index in self.selectionModel().selectedRows())]

    def _key(self, row: int) -> object:
        return self._lines.rows[row].key if 0 <= row < len(self._lines.rows) else None

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
            QGuiApplication.clipboard().setText("\t".join(self._lines.rows[row].cells))
        else:
            super().keyPressEvent(event)


class _Model(RowModel):
    def __init__(self, titles: Sequence[str], theme: Theme, parent: QObject) -> None:
        super().__init__(titles, parent)
        self._theme = theme
        self.rows: list[Line] = []

    def put(self, lines: list[Line]) -> None:
        before = len(self.rows)
        if len(lines) < before:
            self.beginRemoveRows(NO_INDEX, len(lines), before - 1)
            del self.rows[len(lines) :]
            self.endRemoveRows()
        changed = [row for row, line in enumerate(self.rows) if line != lines[row]]
        self.rows[: len(self.rows)] = lines[: len(self.rows)]
        for row in changed:
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(self._titles) - 1))
        if len(lines) > len(self.rows):
            self.beginInsertRows(NO_INDEX, len(self.rows), len(lines) - 1)
            self.rows = lines
            self.endInsertRows()

    def translate_texts(self, read: Callable[[str], str]) -> None:
        super().translate_texts(read)
        self.rows = [
            replace(line, cells=tuple(map(read, line.cells)), tooltip=read(line.tooltip)) for line in self.rows
        ]

    # Qt overrides

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        line, column = self.rows[index.row()], index.column()
        if role == DISPLAY:
            return line.cells[column]
        if role == USER:
            return line.key
        if role == TOOLTIP:
            return tooltip_text(line.tooltip or line.cells[column])
        if role == FOREGROUND and (line.quiet or column == line.toned):
            return QColor(self._theme.colour("muted" if line.quiet else line.tone))
        return None

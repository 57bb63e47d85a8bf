"""A small table of text lines. New lines are compared with the old, so that selection and scroll position stay."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from ongoing_desktop.domain.lazy_dataclasses import dataclass, replace
from ongoing_desktop.ui.kit.plain_text import tooltip_text
from ongoing_desktop.ui.kit.sizes import px
from ongoing_desktop.ui.kit.table import DISPLAY, FOREGROUND, NO_INDEX, TOOLTIP, USER, Index, RowModel, Table
from ongoing_desktop.ui.theme import Theme

FIT: Final = -1
"""A column's width: fits its texts."""
MORE: Final = 56
REST: Final = 140
"""The least width in units of a column that takes the rest."""


@dataclass(frozen=True, slots=True)
class Column:
    """Title and least width in units, to which longer texts add up to :data:`MORE`.

    0 takes the rest, :data:`FIT` fits the texts.
    """

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
        parent: QWidget,
        name: str,
        accessible: str,
        columns: Sequence[Column],
        theme: Theme,
        *,
        several: bool = False,
    ) -> None:
        self._lines = _Model([column.title for column in columns], theme, parent)
        super().__init__(parent, name, accessible, self._lines, several=several)
        header, modes = self.horizontalHeader(), QHeaderView.ResizeMode
        self._columns = columns
        self._given: dict[int, int] = {}
        """The widths in pixels of the columns of a certain width, as they were set here."""
        header.setResizeContentsPrecision(0)  # measures only what is in sight
        self._fitting = [place for place, column in enumerate(columns) if column.width == FIT]
        for place, column in enumerate(columns):
            if column.width == FIT:
                header.setSectionResizeMode(place, modes.ResizeToContents)
            elif not column.width:
                header.setSectionResizeMode(place, modes.Stretch)
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        self.selectionModel().currentRowChanged.connect(lambda now, _: self.chosen.emit(self._key(now.row())))
        theme.changed.connect(self.viewport().update)
        theme.changed.connect(self._fit)
        self._fit()

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
        self._fit()

    def select_row(self, row: int) -> None:
        """Make a row the current one and scroll to it."""
        if 0 <= row < len(self._lines.rows):
            self.selectRow(row)
            self.scrollTo(self._lines.index(row, 0))

    @property
    def selected(self) -> list[object]:
        """The keys of the selected lines, top to bottom."""
        return [self._key(row) for row in sorted(index.row() for index in self.selectionModel().selectedRows())]

    def _fit(self) -> None:
        """Adapt the columns to their texts where there is room, apart from those that the user made wider or narrower."""
        header = self.horizontalHeader()
        mine = [
            (place, px(column.width))
            for place, column in enumerate(self._columns)
            if column.width > 0 and header.sectionSize(place) == self._given.get(place, header.sectionSize(place))
        ]
        rest = sum(px(REST) for column in self._columns if not column.width)
        room = self.viewport().width() - header.length() - rest
        room += sum(header.sectionSize(place) for place, column in enumerate(self._columns) if not column.width)
        room += sum(header.sectionSize(place) - least for place, least in mine)
        for place, least in mine:
            title, texts = header.sectionSizeHint(place) - least, self.sizeHintForColumn(place) - least
            more = max(title, min(texts, px(MORE), room), 0)
            room -= more
            header.resizeSection(place, least + more)
            self._given[place] = header.sectionSize(place)

    def _key(self, row: int) -> object:
        return self._lines.rows[row].key if 0 <= row < len(self._lines.rows) else None

    def _open(self, row: int) -> None:
        if (key := self._key(row)) is not None:
            self.opened.emit(key)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Adapt the columns to the room, and to the rows that are now in sight."""
        super().resizeEvent(event)
        self._fit()

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

"""Sorts, moves and resizes the columns of a table by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QTableView

from ongoing_desktop.ui.kit.plain_text import announce

if TYPE_CHECKING:
    from collections.abc import Callable

STEP_CHARACTERS: Final = 3
"""A column becomes wider or narrower by this many characters."""
_CONTROL: Final = Qt.KeyboardModifier.ControlModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_SIDE: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class HeaderKeys(QObject):
    """While the header has the focus, a frame marks one column, and screen readers speak it.

    Left and Right choose it, Enter or Space sorts by it, with Ctrl they move it, with Shift they resize it. Escape or
    Down returns to the rows. What the mouse cannot do in a table is not possible by keyboard either.
    """

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        self._header = table.horizontalHeader()
        self._header.installEventFilter(self)
        self._column = -1
        self._mark: QFrame | None = None

    def begin(self) -> None:
        """Move the focus to the header."""
        shown = self._shown()
        if not shown:
            return
        if self._mark is None:
            self._mark = QFrame(self._header.viewport())
            self._mark.setProperty("columnMark", True)
            self._mark.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._header.geometriesChanged.connect(self._place)
            self._header.sectionResized.connect(self._place)
        if self._column not in shown:
            self._column = shown[0]
        self._header.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._mark.show()
        self._say()

    def _shown(self) -> list[int]:
        """The visible columns from left to right."""
        columns = map(self._header.logicalIndex, range(self._header.count()))
        return [column for column in columns if not self._header.isSectionHidden(column)]

    def _say(self) -> None:
        header, shown = self._header, self._shown()
        self._place()
        title = str(self._table.model().headerData(self._column, Qt.Orientation.Horizontal) or "")
        where = self.tr("column {number} of {count}").format(number=shown.index(self._column) + 1, count=len(shown))
        sorted_by = ""
        if header.isSortIndicatorShown() and header.sortIndicatorSection() == self._column:
            ascending = header.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            sorted_by = self.tr("sorted ascending") if ascending else self.tr("sorted descending")
        announce(header, ", ".join(filter(None, (title, where, sorted_by))), urgent=True)

    def _place(self) -> None:
        header = self._header
        if self._mark is not None and self._column >= 0:
            left = header.sectionViewportPosition(self._column)
            self._mark.setGeometry(left, 0, header.sectionSize(self._column), header.height())
            self._mark.raise_()

    # what the keys do

    def _work(self, event: QKeyEvent) -> Callable[[], None] | None:
        """What a key does; None if it is not for the header."""
        key, modifiers = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in (Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return self._table.setFocus
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            return self._sort
        if key not in _SIDE:
            return None
        side = _SIDE[key]
        if modifiers == _CONTROL:
            return lambda: self._move(side)
        if modifiers == _SHIFT:
            return lambda: self._resize(side)
        return lambda: self._step(side)

    def _step(self, side: int) -> None:
        shown = self._shown()
        self._column = shown[min(max(shown.index(self._column) + side, 0), len(shown) - 1)]
        self._table.scrollTo(self._table.model().index(max(self._table.currentIndex().row(), 0), self._column))

    def _sort(self) -> None:
        header = self._header
        if header.isSortIndicatorShown() and header.sectionsClickable():
            same = header.sortIndicatorSection() == self._column
            ascending = header.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            order = Qt.SortOrder.DescendingOrder if same and ascending else Qt.SortOrder.AscendingOrder
            header.setSortIndicator(self._column, order)

    def _move(self, side: int) -> None:
        shown = self._shown()
        to = shown.index(self._column) + side
        if self._header.sectionsMovable() and 0 <= to < len(shown):
            self._header.moveSection(self._header.visualIndex(self._column), self._header.visualIndex(shown[to]))

    def _resize(self, side: int) -> None:
        header = self._header
        if header.sectionResizeMode(self._column) == QHeaderView.ResizeMode.Interactive:
            step = side * STEP_CHARACTERS * header.fontMetrics().averageCharWidth()
            width = max(header.minimumSectionSize(), header.sectionSize(self._column) + step)
            header.resizeSection(self._column, width)

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Use the keys of the header, before shortcuts do; remove the mark when the focus leaves."""
        kind = event.type()
        if kind == QEvent.Type.FocusOut and self._mark is not None:
            self._mark.hide()
        if kind in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) and isinstance(event, QKeyEvent):
            work = self._work(event) if self._column in self._shown() else None
            if work is not None:
                event.accept()
                if kind == QEvent.Type.KeyPress:
                    work()
                    if self._header.hasFocus():
                        self._say()
                return True
        return super().eventFilter(watched, event)

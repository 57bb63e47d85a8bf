"""What all tables have in common: whole rows are selected, cells are not edited, and keys move by rows."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QHeaderView, QTableView, QWidget

from ongoing_desktop.ui.kit.keyboard import go_to_end_row, shortcut
from ongoing_desktop.ui.kit.sizes import px, sized

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QAbstractItemModel, QObject, QPoint
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QMenu

    from ongoing_desktop.ui.kit.header_keys import HeaderKeys

HEADER_KEYS: Final = "Alt+Up"
"""Moves the focus from a table to its header."""
Index = QModelIndex | QPersistentModelIndex
NO_INDEX: Final = QModelIndex()
# Comparing with enum members takes more than half of a repaint (measured).
DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
USER: Final = int(Qt.ItemDataRole.UserRole)
TOOLTIP: Final = int(Qt.ItemDataRole.ToolTipRole)
ACCESSIBLE: Final = int(Qt.ItemDataRole.AccessibleTextRole)
FOREGROUND: Final = int(Qt.ItemDataRole.ForegroundRole)
BACKGROUND: Final = int(Qt.ItemDataRole.BackgroundRole)
DECORATION: Final = int(Qt.ItemDataRole.DecorationRole)
FONT: Final = int(Qt.ItemDataRole.FontRole)
HORIZONTAL: Final = Qt.Orientation.Horizontal
ROW_HEIGHT: Final = 28
WRAPPED: Final = 0
"""As a row height: each row fits its wrapped texts."""


def viewport_of(view: QAbstractScrollArea) -> QWidget:
    """The same as ``view.viewport()``, without its cost.

    To find the class of a widget that Qt returns, PySide6 loads every class that it could be: 41 classes that the idle
    window does not need, 1 MB and 9 ms of its start. A search by name asks the widget for its class.
    """
    found: QWidget | None = view.findChild(QWidget, "qt_scrollarea_viewport", Qt.FindChildOption.FindDirectChildrenOnly)
    return found or view.viewport()


class Table(QTableView):
    """A table of ``model``; Home and End go to the first and the last row. ``several``: more than one row can be selected.

    ``row_height`` is in units, or :data:`WRAPPED`.
    """

    def __init__(
        self,
        parent: QWidget,
        name: str,
        accessible: str,
        model: QAbstractItemModel,
        *,
        several: bool = False,
        row_height: int = ROW_HEIGHT,
    ) -> None:
        super().__init__(parent)
        self.lowest = 0
        """Height in units that it asks for, the rest being the layout's; 0 for Qt's own."""
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.setModel(model)
        sized(self, icon=(16, 16))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if several else mode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        vertical, modes = self.verticalHeader(), QHeaderView.ResizeMode
        vertical.hide()
        self.setWordWrap(row_height == WRAPPED)
        vertical.setSectionResizeMode(modes.ResizeToContents if row_height == WRAPPED else modes.Fixed)
        if row_height:
            sized(self, rows=row_height)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        shortcut(self, HEADER_KEYS, lambda: self.header_keys.begin())  # noqa: PLW0108 - built on first use

    @cached_property
    def header_keys(self) -> HeaderKeys:
        """Moves, sorts and resizes columns by keyboard; built on first use."""
        from ongoing_desktop.ui.kit.header_keys import HeaderKeys  # noqa: PLC0415

        return HeaderKeys(self)

    def stretch(self, *columns: int) -> None:
        """Let these columns share the remaining width; the others fit their texts."""
        for column in range(self.model().columnCount()):
            wide = column in columns
            mode = QHeaderView.ResizeMode.Stretch if wide else QHeaderView.ResizeMode.ResizeToContents
            self.horizontalHeader().setSectionResizeMode(column, mode)

    # Qt overrides

    def sizeHint(self) -> QSize:
        """The height that was chosen, or Qt's own."""
        hint = super().sizeHint()
        return QSize(hint.width(), px(self.lowest)) if self.lowest else hint

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the first and the last row."""
        if not go_to_end_row(self, event):
            super().keyPressEvent(event)


def offer_menu(view: QAbstractItemView, make: Callable[[QModelIndex], QMenu]) -> None:
    """Open the menu that ``make`` returns for a cell, on a right click."""

    def show(at: QPoint) -> None:
        if (index := view.indexAt(at)).isValid():
            make(index).popup(view.viewport().mapToGlobal(at))

    view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    view.customContextMenuRequested.connect(show)


class RowModel(QAbstractTableModel):
    """Rows under fixed titles; a subclass returns the content of their cells. Main thread only."""

    def __init__(self, titles: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        self._titles = tuple(titles)
        self.rows: Sequence[Any] = ()

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Replace the rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def translate_texts(self, read: Callable[[str], str]) -> None:
        """Replace the stored texts by their translations; the views are notified by the caller."""
        self._titles = tuple(map(read, self._titles))

    # Qt overrides

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """The number of rows; 0 below a cell."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """The number of titles."""
        return 0 if parent.isValid() else len(self._titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        """The titles."""
        return self._titles[section] if orientation == HORIZONTAL and role == DISPLAY else None

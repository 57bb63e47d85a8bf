"""What all tables have in common: whole rows are selected, cells are not edited, and keys move by rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ongoing_desktop.ui.kit.keyboard import go_to_end_row

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtGui import QKeyEvent

ROW_HEIGHT: Final = 28
WRAPPED: Final = 0
"""As a row height: rows are as high as their wrapped texts."""


class Table(QTableView):
    """A table of ``model`` in which Home and End go to the first and the last row; ``several``: rows can be selected.

    ``row_height`` is in device-independent pixels, or :data:`WRAPPED`.
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
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.setModel(model)
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
            vertical.setDefaultSectionSize(row_height)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def stretch(self, *columns: int) -> None:
        """Let these columns share the width that is left, and the others be as wide as their texts."""
        for column in range(self.model().columnCount()):
            wide = column in columns
            mode = QHeaderView.ResizeMode.Stretch if wide else QHeaderView.ResizeMode.ResizeToContents
            self.horizontalHeader().setSectionResizeMode(column, mode)

    # Qt's own names from here on.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go by rows."""
        if not go_to_end_row(self, event):
            super().keyPressEvent(event)

"""Copies a cell or row of any table with Ctrl+C and the context menu."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu, QTableView

from ongoing_desktop.ui.kit.keyboard import shortcut
from ongoing_desktop.ui.kit.table import DISPLAY, offer_menu


class CopyCells(QObject):
    """Belongs to its table. For tables whose cells show their values."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        offer_menu(table, self.make_menu)
        shortcut(table, QKeySequence.StandardKey.Copy, lambda: self.copy_row(table.currentIndex()))

    def copy_cell(self, index: QModelIndex) -> None:
        """Copy the text of a cell."""
        if index.isValid():
            QGuiApplication.clipboard().setText(str(index.data(DISPLAY) or ""))

    def copy_row(self, index: QModelIndex) -> None:
        """Copy a row separated by tabs."""
        if index.isValid():
            model = index.model()
            cells = (model.index(index.row(), column).data(DISPLAY) for column in range(model.columnCount()))
            QGuiApplication.clipboard().setText("\t".join(str(cell or "") for cell in cells))

    def make_menu(self, index: QModelIndex) -> QMenu:
        """The menu for copying a cell or its row."""
        menu = QMenu(self._table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Copy"), lambda: self.copy_cell(index))
        menu.addAction(self.tr("Copy row"), lambda: self.copy_row(index))
        return menu

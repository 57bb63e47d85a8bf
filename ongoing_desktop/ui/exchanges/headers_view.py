"""A table of headers in order, with case and duplicates; each value can be copied unchanged.

Other pairs of name and value, such as facts about an exchange, use the same table with other titles.
"""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.exchange import Headers
from ongoing_desktop.ui.icons import icon
from ongoing_desktop.ui.kit.keyboard import shortcut
from ongoing_desktop.ui.kit.plain_text import tooltip_text
from ongoing_desktop.ui.kit.sizes import px, sized
from ongoing_desktop.ui.kit.table import (
    ACCESSIBLE,
    DECORATION,
    DISPLAY,
    FONT,
    FOREGROUND,
    TOOLTIP,
    USER,
    Index,
    RowModel,
    Table,
)
from ongoing_desktop.ui.theme import Theme

SHOWN: Final = 1_000
"""Maximum characters of a value in the table; copying gives all."""
_COPY: Final = 2
_WIDEST_NAME: Final = 190


class HeadersModel(RowModel):
    """Name, value, and a copy sign. UserRole returns the original text."""

    def __init__(self, theme: Theme, parent: QObject, title: str) -> None:
        super().__init__((title, parent.tr("Value"), ""), parent)
        self._theme = theme
        self._copy = QIcon()
        self._dress()
        theme.changed.connect(self._dress)

    def _dress(self) -> None:
        self._copy = icon("copy", self._theme)
        self._mono = self._theme.mono()

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """Marked text for display, the original in UserRole."""
        column = index.column()
        name, value = self.rows[index.row()]
        if role in (DISPLAY, ACCESSIBLE):
            if column == _COPY:
                return self.tr("Copy") if role == ACCESSIBLE else None
            return one_line((name, value)[column], SHOWN)
        if role == USER:
            return name if column == 0 else value
        if role == TOOLTIP:
            return tooltip_text(self.tr("Copy the value") if column == _COPY else one_line(value, SHOWN))
        if role == FONT:
            return self._mono
        if role == FOREGROUND and column == 0:
            return self._theme.colour("muted")
        if role == DECORATION and column == _COPY:
            return self._copy
        return None


class HeadersTable(Table):
    """Read-only. A click on the sign or Ctrl+C copies the row's value."""

    def __init__(self, theme: Theme, parent: QWidget, *, title: str = "", name: str = "") -> None:
        """``title`` of the first column and accessible ``name``; by default those for headers."""
        self._model = HeadersModel(theme, parent, title or parent.tr("Header"))
        super().__init__(parent, "", name or parent.tr("Headers"), self._model)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(1)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_COPY, QHeaderView.ResizeMode.Fixed)
        sized(self, columns=((0, _WIDEST_NAME), (_COPY, 36)))
        self.clicked.connect(self._clicked)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        shortcut(self, QKeySequence.StandardKey.Copy, lambda: self._copy(self.currentIndex()))

    def set_headers(self, headers: Headers) -> None:
        self._model.show_rows(headers)

    def make_menu(self, index: QModelIndex) -> QMenu:
        """A menu for copying parts of a line unchanged."""
        name, value = (str(self._model.data(self._model.index(index.row(), column), USER)) for column in range(2))
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        put = QGuiApplication.clipboard().setText
        menu.addAction(self.tr("Copy value"), partial(put, value))
        menu.addAction(self.tr("Copy name"), partial(put, name))
        menu.addAction(self.tr("Copy line"), partial(put, f"{name}: {value}"))
        return menu

    def _show_menu(self, at: QPoint) -> None:
        index = self.indexAt(at)
        if index.isValid():
            self.make_menu(index).popup(self.viewport().mapToGlobal(at))

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == _COPY:
            self._copy(index)

    def _copy(self, index: QModelIndex) -> None:
        if index.isValid():
            QGuiApplication.clipboard().setText(str(self._model.data(self._model.index(index.row(), 1), USER)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow table the value gets the larger part."""
        super().resizeEvent(event)
        self.setColumnWidth(0, min(px(_WIDEST_NAME), int(self.viewport().width() * 0.36)))

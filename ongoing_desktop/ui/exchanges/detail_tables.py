"""Tables of a detail whose values can be copied: headers, and the findings of a payload's check."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.exchange import Headers
from ongoing_desktop.domain.payload_check import PayloadFinding
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
    WRAPPED,
    Index,
    RowModel,
    Table,
    offer_menu,
)
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.wording.language import translated
from ongoing_desktop.wording.messages import sentence

SHOWN: Final = 1_000
"""Maximum characters of a value in the table; copying gives all."""
_COPY: Final = 2
_WIDEST_NAME: Final = 190
SIGNS: Final = {"error": "✕", "warning": "!", "note": "–"}
COLOURS: Final = {"error": "bad", "warning": "warn", "note": "muted"}


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
    """Headers in order, with case and duplicates. A click on the sign or Ctrl+C copies the row's value unchanged.

    Other pairs of name and value, such as facts about an exchange, use the same table with other titles.
    """

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
        offer_menu(self, self.make_menu)
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


class FindingsModel(RowModel):
    """Severity and field, finding, and meaning. UserRole returns the path of the field."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__((parent.tr("Field"), parent.tr("Finding"), parent.tr("Meaning")), parent)
        self._theme = theme

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        item: PayloadFinding = self.rows[index.row()]
        message = sentence(item.code, item.params)
        cells = (f"{SIGNS[item.severity]} {item.path or self.tr('the body')}", message, translated(item.meaning))
        if role == DISPLAY:
            return one_line(cells[index.column()], 400)
        if role == ACCESSIBLE:
            return one_line(f"{item.severity}: {item.path} {message} {translated(item.meaning)}", 600)
        if role == TOOLTIP:
            return tooltip_text(one_line(cells[index.column()], 600))
        if role == USER:
            return item.path
        if role == FOREGROUND:
            return self._theme.colour(COLOURS[item.severity] if index.column() == 0 else "text")
        return self._theme.mono() if role == FONT and index.column() == 0 else None


class FindingsTable(Table):
    """Read-only; Ctrl+C copies the member's path."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        self._model = FindingsModel(theme, parent)
        super().__init__(parent, "detailFindings", parent.tr("Findings"), self._model, row_height=WRAPPED)
        self.setProperty("roomy", True)
        self.stretch(1, 2)
        self.horizontalHeader().setMaximumSectionSize(420)
        offer_menu(self, self.make_menu)
        shortcut(self, QKeySequence.StandardKey.Copy, self._copy)

    def show_findings(self, findings: Sequence[PayloadFinding]) -> None:
        """Show these; hidden if there are none."""
        # Errors first; notes are the least important.
        self._model.show_rows(sorted(findings, key=lambda item: tuple(SIGNS).index(item.severity)))
        self.setVisible(bool(findings))

    def make_menu(self, index: QModelIndex) -> QMenu:
        """A menu for copying parts of a finding."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        put = QGuiApplication.clipboard().setText
        menu.addAction(self.tr("Copy path"), partial(put, str(index.data(USER))))
        for column, text in ((1, self.tr("Copy finding")), (2, self.tr("Copy meaning"))):
            if message := str(index.siblingAtColumn(column).data() or ""):
                menu.addAction(text, partial(put, message))
        return menu

    def _copy(self) -> None:
        if (index := self.currentIndex()).isValid():
            QGuiApplication.clipboard().setText(str(self._model.data(index, USER)))

"""The findings of a payload's check as a table: severity, member, finding, meaning."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.payload_check import PayloadFinding
from ongoing_desktop.ui.kit.keyboard import shortcut
from ongoing_desktop.ui.kit.plain_text import tooltip_text
from ongoing_desktop.ui.kit.table import (
    ACCESSIBLE,
    DISPLAY,
    FONT,
    FOREGROUND,
    TOOLTIP,
    USER,
    WRAPPED,
    Index,
    RowModel,
    Table,
)
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.wording.language import translated
from ongoing_desktop.wording.messages import sentence

SIGNS: Final = {"error": "✕", "warning": "!", "note": "–"}
COLOURS: Final = {"error": "bad", "warning": "warn", "note": "muted"}


class _Model(RowModel):
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
        self._model = _Model(theme, parent)
        super().__init__(parent, "detailFindings", parent.tr("Findings"), self._model, row_height=WRAPPED)
        self.setProperty("roomy", True)
        self.stretch(1, 2)
        self.horizontalHeader().setMaximumSectionSize(420)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        shortcut(self, QKeySequence.StandardKey.Copy, self._copy)

    def show_findings(self, findings: Sequence[PayloadFinding]) -> None:
        """Show these; hidden if there are none."""
        # Errors first; notes are the least important.
        self._model.show_rows(sorted(findings, key=lambda item: tuple(SIGNS).index(item.severity)))
        self.setVisible(bool(findings))

    def _show_menu(self, at: QPoint) -> None:
        index = self.indexAt(at)
        if not index.isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        put = QGuiApplication.clipboard().setText
        menu.addAction(self.tr("Copy path"), partial(put, str(index.data(USER))))
        for column, text in ((1, self.tr("Copy finding")), (2, self.tr("Copy meaning"))):
            if message := str(index.siblingAtColumn(column).data() or ""):
                menu.addAction(text, partial(put, message))
        menu.popup(self.viewport().mapToGlobal(at))

    def _copy(self) -> None:
        if (index := self.currentIndex()).isValid():
            QGuiApplication.clipboard().setText(str(self._model.data(index, USER)))

"""The filter line: parsed while you type, a fault said beside it, a sign while it searches."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ongoing_desktop.domain.errors import KnownError
from ongoing_desktop.domain.filters import Filter, parse_filter
from ongoing_desktop.domain.messages import error_sentence
from ongoing_desktop.ui.icons import keep_icon
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.ui.widgets.text import label, restyle, set_tooltip

PAUSE_MS: Final = 250
SLOW_MS: Final = 200
"""A search that takes no longer shows no sign: flicker says nothing."""


class FilterBar(QWidget):
    """Emits :attr:`changed` with a filter, or None for all."""

    changed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(self.tr('Filter, such as status:4xx -dir:out body:"A 1"'))
        self.line.setClearButtonEnabled(True)
        self.line.setAccessibleName(self.tr("Filter"))
        set_tooltip(
            self.line,
            self.tr(
                "Words search everywhere; -word excludes. Keys: status verdict dir method path type family webhook "
                "owner system event body header size after before"
            ),
        )
        search = QAction(self)
        keep_icon(search, search.setIcon, "search", theme)
        self.line.addAction(search, QLineEdit.ActionPosition.LeadingPosition)
        self._told = label("", self, role="secondary", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self.line)
        column.addWidget(self._told)
        self._fault = ""
        self._percent = 100
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.apply)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SLOW_MS)
        self._slow.timeout.connect(self._say)
        self.line.textChanged.connect(lambda _: self._pause.start())
        self.line.returnPressed.connect(self.apply)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.line)
        escape.setContext(Qt.ShortcutContext.WidgetShortcut)
        escape.activated.connect(self.line.clear)
        self._say()

    def show_progress(self, percent: int) -> None:
        """How much was looked through; 100 for all, -1 for given up."""
        self._percent = percent
        if percent in (-1, 100):
            self._slow.stop()
            self._say()
        elif not self._slow.isActive():
            self._slow.start()

    def close_bar(self) -> None:
        """Stop the timers."""
        self._pause.stop()
        self._slow.stop()

    def apply(self) -> None:
        """Read the line now."""
        self._pause.stop()
        text = self.line.text().strip()
        try:
            found: Filter | None = parse_filter(text, datetime.now().astimezone()) if text else None
        except KnownError as error:
            self._fault = error_sentence(error)
            self._say()
            return
        self._fault = ""
        self._say()
        self.changed.emit(found)

    def _say(self) -> None:
        text = self._fault or self._progress()
        self._told.setProperty("role", "problem" if self._fault else "secondary")
        restyle(self._told)
        self._told.setText(text)
        self._told.setVisible(bool(text))
        if self.line.property("problem") is not bool(self._fault):
            self.line.setProperty("problem", bool(self._fault))
            restyle(self.line)

    def _progress(self) -> str:
        if self._percent == 100 or not self.line.text().strip():
            return ""
        if self._percent < 0:
            return self.tr("The search was stopped; older exchanges were not looked through.")
        return self.tr("Searching… {percent} %").format(percent=self._percent)

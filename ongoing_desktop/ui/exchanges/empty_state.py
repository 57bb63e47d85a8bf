"""What a table without rows says: why it is empty and what to do next."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ongoing_desktop.ui.icons import icon
from ongoing_desktop.ui.kit.plain_text import label, selectable
from ongoing_desktop.ui.theme import Theme

ICON_PX: Final = 36
TEXT_PX: Final = 480


class EmptyState(QWidget):
    """An icon, a heading, a sentence, an address where there is one, and up to two things to do."""

    first_pressed = Signal()
    second_pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon_name = "inbox"
        self._icon = QLabel(self)
        self._heading = label("", self, role="heading")
        self._text = label("", self, role="muted", wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._text.setFixedWidth(TEXT_PX)
        self._address = selectable(label("", self))
        self._address.setFont(theme.mono())
        self._copy = QPushButton(self.tr("Copy"), self)
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._address.text()))
        self._first = QPushButton(self)
        self._first.setProperty("primary", True)
        self._second = QPushButton(self)
        self._first.clicked.connect(self.first_pressed)
        self._second.clicked.connect(self.second_pressed)
        centre = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(self._icon, 0, centre)
        column.addWidget(self._heading, 0, centre)
        column.addWidget(self._text, 0, centre)
        for group in ((self._address, self._copy), (self._first, self._second)):
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addStretch(1)
            for widget in group:
                row.addWidget(widget)
            row.addStretch(1)
            column.addLayout(row)
        column.addStretch(1)
        theme.changed.connect(self._dress)
        self._dress()

    def say(
        self, icon_name: str, heading: str, text: str, *, address: str = "", first: str = "", second: str = ""
    ) -> None:
        """Say why nothing is here; empty labels hide their buttons."""
        self._icon_name = icon_name
        self._dress()
        self._heading.setText(heading)
        self._text.setText(text)
        # A centred label is given the height of one line, whatever it wraps to.
        self._text.setMinimumHeight(self._text.heightForWidth(TEXT_PX))
        self._address.setText(address)
        self._first.setText(first)
        self._second.setText(second)
        for widget, shown in (
            (self._address, address),
            (self._copy, address),
            (self._first, first),
            (self._second, second),
        ):
            widget.setVisible(bool(shown))

    def _dress(self) -> None:
        self._icon.setPixmap(icon(self._icon_name, self._theme, "line_strong").pixmap(ICON_PX, ICON_PX))
        self._address.setFont(self._theme.mono())

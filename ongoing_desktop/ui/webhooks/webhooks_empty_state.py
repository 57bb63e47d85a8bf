"""What the Webhooks screen says where there is nothing to list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ongoing_desktop.ui.icons import icon, keep_icon
from ongoing_desktop.ui.kit.card import Card
from ongoing_desktop.ui.kit.plain_text import label

if TYPE_CHECKING:
    from ongoing_desktop.ui.theme import Theme


class EmptyState(Card):
    """Three steps in words, and two ways to begin."""

    demo_requested = Signal()
    create_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, margin=24)
        self.setObjectName("webhooksEmpty")
        self._theme = theme
        self._picture = QLabel(self)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture.setAccessibleName("")
        title = label(self.tr("No webhook yet"), self, role="title")
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        lead = label(
            self.tr("Set one up here as you would in Ongoing, send a test, and look at the request."),
            self,
            role="muted",
            wrap=True,
        )
        lead.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.try_button = QPushButton(self.tr("Try it"), self)
        self.try_button.setObjectName("tryIt")
        self.try_button.setProperty("primary", True)
        self.create_button = QPushButton(self.tr("Create new regular webhook"), self)
        self.create_button.setObjectName("emptyCreate")
        keep_icon(self.try_button, self.try_button.setIcon, "demo", theme, "accent_text")
        keep_icon(self.create_button, self.create_button.setIcon, "add", theme, "text")
        note = label(
            self.tr("Try it adds a demo system that works without a network. You can remove it with one action."),
            self,
            role="secondary",
            wrap=True,
        )
        note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addStretch(1)
        buttons.addWidget(self.try_button)
        buttons.addWidget(self.create_button)
        buttons.addStretch(1)
        middle = QWidget(self)
        middle.setMaximumWidth(620)
        column = QVBoxLayout(middle)
        column.setSpacing(12)
        column.addWidget(self._picture)
        column.addWidget(title)
        column.addWidget(lead)
        column.addLayout(self._steps(middle))
        column.addSpacing(6)
        column.addLayout(buttons)
        column.addWidget(note)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(middle, 6)
        across.addStretch(1)
        self.body.addStretch(2)
        self.body.addLayout(across)
        self.body.addStretch(3)
        self.try_button.clicked.connect(self.demo_requested)
        self.create_button.clicked.connect(self.create_requested)
        theme.changed.connect(self._draw)
        self._draw()

    def _steps(self, parent: QWidget) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(20, 10, 20, 10)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        steps = (
            (self.tr("Configure"), self.tr("choose a trigger, a goods owner, the address and the credential")),
            (self.tr("Test"), self.tr("send the documented request, with consistent values")),
            (
                self.tr("Receive"),
                self.tr("let Ongoing or your own program call the built-in listener, and review the requests"),
            ),
        )
        for row, (name, what) in enumerate(steps):
            number = label(str(row + 1), parent, role="badge")
            number.setAlignment(Qt.AlignmentFlag.AlignCenter)
            number.setFixedSize(22, 20)
            grid.addWidget(number, row, 0)
            grid.addWidget(label(name, parent, role="strong"), row, 1)
            grid.addWidget(label(what, parent, role="muted", wrap=True), row, 2)
        grid.setColumnStretch(2, 1)
        return grid

    def _draw(self) -> None:
        size = QSize(56, 56)
        self._picture.setPixmap(icon("app", self._theme, "accent").pixmap(size, self.devicePixelRatioF()))


class NoMatch(QWidget):
    """Stands in the list's place where filter and system leave nothing."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        text = label(self.tr("No webhook matches the filter and the selected system."), self, role="muted")
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.clear = QPushButton(self.tr("Show all"), self)
        self.clear.setObjectName("clearWebhooksFilter")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.clear)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(text)
        column.addLayout(row)
        column.addStretch(1)

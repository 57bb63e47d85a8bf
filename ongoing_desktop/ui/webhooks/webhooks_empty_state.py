"""The Webhooks screen without webhooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ongoing_desktop.ui.icons import app_icon
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.layout import STRETCH, Card, Space, hbox, vbox
from ongoing_desktop.ui.kit.plain_text import label, paragraph
from ongoing_desktop.ui.kit.room import scrolling
from ongoing_desktop.ui.kit.sizes import px, sized

if TYPE_CHECKING:
    from ongoing_desktop.ui.theme import Theme


class EmptyState(Card):
    """Three steps in words, and two ways to start."""

    demo_requested = Signal()
    create_requested = Signal()
    guide_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, margin=24)
        self.setObjectName("webhooksEmpty")
        self._theme = theme
        self._picture = QLabel(self)
        self._picture.setAccessibleName("")
        title = label(self.tr("No webhook yet"), self, role="title")
        lead = paragraph(
            self.tr("Set one up here as you would in Ongoing, send a test, and look at the request."), self, "muted"
        )
        self.try_button = push_button(
            self, self.tr("Try it"), "tryIt", self.demo_requested, look="primary", icon="demo", theme=theme
        )
        self.create_button = push_button(
            self, self.tr("Create new regular webhook"), "emptyCreate", self.create_requested, icon="add", theme=theme
        )
        note = paragraph(
            self.tr(
                "“Try it” adds a demo system, which needs no network. Tools → Remove the demo system takes it away again."
            ),
            self,
            "secondary",
        )
        for centred in (self._picture, title, lead, note):
            centred.setAlignment(Qt.AlignmentFlag.AlignCenter)
        guide = push_button(self, self.tr("Read the guide"), "emptyGuide", self.guide_requested, look="link")
        middle = QWidget(self)
        sized(middle, most_width=620)
        vbox(
            self._picture,
            title,
            lead,
            self._steps(middle),
            Space(6),
            hbox(STRETCH, self.try_button, self.create_button, STRETCH, spacing=12),
            note,
            hbox(STRETCH, guide, STRETCH),
            on=middle,
            spacing=12,
        )
        inner = QWidget(self)
        vbox(Space(stretch=2), hbox(STRETCH, (middle, 6), STRETCH), Space(stretch=3), on=inner)
        self.body.addWidget(scrolling(inner, self))
        theme.changed.connect(self._draw)
        self._draw()

    def _steps(self, parent: QWidget) -> QGridLayout:
        grid = QGridLayout()
        sized(grid, margins=(20, 10, 20, 10), gaps=(14, 10))
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
            sized(number, width=22, height=20)
            grid.addWidget(number, row, 0)
            grid.addWidget(label(name, parent, role="strong"), row, 1)
            grid.addWidget(paragraph(what, parent, "muted"), row, 2)
        grid.setColumnStretch(2, 1)
        return grid

    def _draw(self) -> None:
        size = QSize(px(56), px(56))
        self._picture.setPixmap(app_icon().pixmap(size, self.devicePixelRatioF()))


class NoMatch(QWidget):
    """Replaces the list if filter and system match nothing."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        text = label(self.tr("No webhook matches the filter and the selected system."), self, role="muted")
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.clear = push_button(self, self.tr("Show all"), "clearWebhooksFilter")
        vbox(STRETCH, text, hbox(STRETCH, self.clear, STRETCH), STRETCH, on=self)

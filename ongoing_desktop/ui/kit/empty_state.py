"""The text of an empty table: why it is empty, and what to do next."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget

from ongoing_desktop.ui.icons import icon
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.layout import STRETCH, hbox, vbox
from ongoing_desktop.ui.kit.plain_text import label, paragraph, selectable
from ongoing_desktop.ui.kit.sizes import px, sized
from ongoing_desktop.ui.theme import Theme

ICON: Final = 36
TEXT: Final = 480


class EmptyState(QWidget):
    """An icon, a heading, a sentence, optionally an address, up to two buttons, and a link to a guide."""

    first_pressed = Signal()
    second_pressed = Signal()
    guide_requested = Signal(str)
    """With the guide and its section."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon_name = "inbox"
        self._icon = QLabel(self)
        self._heading = label("", self, role="heading", live=True)
        self._text = paragraph("", self, "muted")
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        sized(self._text, width=TEXT)
        self._address = selectable(label("", self))
        sized(self._address, mono=True)
        self._copy = push_button(self, self.tr("Copy"))
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._address.text()))
        self._first = push_button(self, "", "", self.first_pressed, look="primary")
        self._second = push_button(self, "", "", self.second_pressed)
        self._guide = ""
        link = push_button(self, self.tr("Read the guide"), "emptyGuide", look="link")
        link.clicked.connect(lambda: self.guide_requested.emit(self._guide))
        centre = Qt.AlignmentFlag.AlignHCenter
        column = vbox(
            STRETCH,
            (self._icon, centre),
            (self._heading, centre),
            (self._text, centre),
            on=self,
            margins=(16, 8, 16, 8),
        )
        for group in ((self._address, self._copy), (self._first, self._second)):
            column.addLayout(hbox(STRETCH, *group, STRETCH))
        column.addWidget(link, 0, centre)
        column.addStretch(1)
        theme.changed.connect(self._dress)
        self._dress()

    def say(
        self,
        icon_name: str,
        heading: str,
        text: str,
        *,
        guide: str,
        address: str = "",
        first: str = "",
        second: str = "",
    ) -> None:
        """Explain the empty table. Empty labels hide their buttons."""
        self._icon_name = icon_name
        self._guide = guide
        self._dress()
        self._heading.setText(heading)
        self._text.setText(text)
        self._set_height()
        self._address.setText(address)
        self._first.setText(first)
        self._second.setText(second)
        for widget in (self._address, self._first, self._second):
            widget.setVisible(bool(widget.text()))
        self._copy.setVisible(bool(address))

    def _set_height(self) -> None:
        # A centred label gets the height of one line, however many it wraps to.
        self._text.setMinimumHeight(max(self._text.heightForWidth(px(TEXT)), 0))

    def _dress(self) -> None:
        size = px(ICON)
        self._icon.setPixmap(icon(self._icon_name, self._theme, "line_strong").pixmap(size, size))
        self._set_height()

"""The buttons to send and cancel, and the elapsed time."""

from __future__ import annotations

import time
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.plain_text import label
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.wording.language import decimal

TICK_MS: Final = 100


class SendBar(QObject):
    """Shows whether a request is running. Its owner connects the buttons."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.send = push_button(
            parent,
            self.tr("Send test"),
            "sendTest",
            look="primary",
            icon="send",
            theme=theme,
            tooltip=self.tr("Send the payload now (Ctrl+Enter)"),
        )
        self.cancel = push_button(parent, self.tr("Cancel"), "cancelSend")
        self._progress = label("", parent, role="muted", name="sendProgress")
        self._began: float | None = None
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._show_progress)

    def add_to(self, row: QHBoxLayout) -> None:
        """Add the widgets to a row."""
        for widget in (self._progress, self.cancel, self.send):
            row.addWidget(widget)

    def begin(self) -> None:
        """Mark a request as running."""
        self._began = time.monotonic()
        self._tick.start()

    def end(self) -> None:
        """Mark the request as finished."""
        self._began = None
        self._tick.stop()

    def show_state(self, *, there: bool) -> None:
        """Enable the buttons. ``there``: whether there is something to send."""
        busy = self._began is not None
        self.send.setEnabled(there and not busy)
        self.cancel.setVisible(busy)
        self._progress.setVisible(busy)
        self._show_progress()

    def _show_progress(self) -> None:
        if self._began is not None:
            seconds = time.monotonic() - self._began
            self._progress.setText(self.tr("Sending… {seconds} s").format(seconds=decimal(seconds, 1)))

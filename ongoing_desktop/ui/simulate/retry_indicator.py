"""The indicator of running deliveries in the header, with a menu to open them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QToolButton, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.ui.icons import keep_icon
from ongoing_desktop.ui.kit.plain_text import set_tooltip
from ongoing_desktop.ui.kit.sizes import sized

if TYPE_CHECKING:
    from ongoing_desktop.domain.deliveries import Delivery
    from ongoing_desktop.ui.theme import Theme


class RetryIndicator(QToolButton):
    """Hidden while nothing is running."""

    opened = Signal(str)
    """Id of the webhook whose delivery is to be shown."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._webhook = ""
        self.setObjectName("playing")
        self.setProperty("button", True)
        sized(self, icon=(18, 18))
        self.setToolButtonStyle(self.toolButtonStyle().ToolButtonTextBesideIcon)
        keep_icon(self, self.setIcon, "refresh", theme, "accent")
        self.clicked.connect(lambda _=False: self.opened.emit(self._webhook))
        self.hide()

    def show_deliveries(self, deliveries: tuple[Delivery, ...]) -> None:
        """Show this session's deliveries, without ended ones."""
        running = [item for item in deliveries if not item.ended]
        self.setVisible(bool(running))
        if not running:
            return
        newest = running[-1]
        self._webhook = newest.webhook
        made, count = len(newest.made), len(newest.attempts)
        if len(running) == 1:
            self.setText(self.tr("{made} of {count}").format(made=made, count=count))
            message = self.tr("Retries of “{name}”: attempt {made} of {count}. Click to show.")
            message = message.format(name=one_line(newest.name, 80), made=made, count=count)
        else:
            self.setText(self.tr("{count} retrying").format(count=len(running)))
            message = self.tr("{count} deliveries are being retried. Click to show the newest.").format(
                count=len(running)
            )
        set_tooltip(self, message)
        self.setAccessibleName(message)

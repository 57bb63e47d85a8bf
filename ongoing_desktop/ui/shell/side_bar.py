"""The side bar: one button per page, and the number of unread requests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QToolButton, QWidget

from ongoing_desktop.ui.icons import icon
from ongoing_desktop.ui.kit.layout import STRETCH, hbox, vbox
from ongoing_desktop.ui.kit.plain_text import label, show_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction, QResizeEvent

    from ongoing_desktop.ui.theme import Theme

WIDTH: Final = 188
MOST_SHOWN: Final = 99


class SideBar(QFrame):
    """Main thread only."""

    def __init__(self, actions: Sequence[QAction], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setFixedWidth(WIDTH)
        self._theme = theme
        self._mark = QLabel(self)
        self._buttons = {action.objectName(): self._button(action) for action in actions}
        self._badge = label("", self._buttons["showInbox"], role="badge", name="inboxBadge")
        self._badge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._badge.hide()
        foot = label(self.tr("F1 shortcuts"), self, role="secondary")
        foot.setContentsMargins(10, 0, 0, 0)
        vbox(
            hbox(self._mark, (label("Ongoing Desktop", self, role="strong"), 1), margins=(10, 0, 0, 14)),
            *self._buttons.values(),
            STRETCH,
            foot,
            on=self,
            spacing=4,
            margins=(10, 18, 10, 14),
        )
        theme.changed.connect(self._draw)
        self._draw()

    def set_unread(self, count: int) -> None:
        """Set the number of requests since the inbox was last viewed."""
        text = "" if count <= 0 else str(count) if count <= MOST_SHOWN else f"{MOST_SHOWN}+"
        show_text(self._badge, text)
        self._badge.adjustSize()
        inbox = self._buttons["showInbox"]
        inbox.setAccessibleName(self.tr("Inbox, {count} unread").format(count=text) if text else self.tr("Inbox"))
        self._place_badge()

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setIconSize(QSize(26, 18))
        button.setMinimumHeight(38)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(action.text())
        return button

    def _place_badge(self) -> None:
        button = self._buttons["showInbox"]
        size = self._badge.sizeHint()
        self._badge.setGeometry(
            button.width() - size.width() - 10, (button.height() - size.height()) // 2, size.width(), size.height()
        )

    def _draw(self) -> None:
        self._mark.setPixmap(icon("app", self._theme, "accent").pixmap(QSize(22, 22), self.devicePixelRatioF()))

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the badge at the end of the button."""
        super().resizeEvent(event)
        self._place_badge()

"""The side bar: the list of pages, and the number of unread requests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QLabel, QListWidget, QListWidgetItem, QWidget

from ongoing_desktop.ui.icons import app_icon
from ongoing_desktop.ui.kit.layout import hbox, vbox
from ongoing_desktop.ui.kit.plain_text import label, named, show_text, tooltip_text
from ongoing_desktop.ui.kit.sizes import px, sized
from ongoing_desktop.ui.kit.table import viewport_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent

    from ongoing_desktop.ui.theme import Theme

WIDTH: Final = 188
ROW: Final = 38
SPACING: Final = 2
MOST_SHOWN: Final = 99


class PageList(QListWidget):
    """One item per page. Moving to an item shows its page at once; Enter, Space and a click do so too."""

    def __init__(self, actions: Sequence[QAction], parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "pageList", self.tr("Pages"))
        self._actions = actions
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        sized(self, icon=(26, 18), spacing=SPACING, least_height=len(actions) * (ROW + 2 * SPACING))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for action in actions:
            QListWidgetItem(action.icon(), action.text(), self)
            action.changed.connect(self.use_actions)
        self.currentRowChanged.connect(self._show)
        self.itemClicked.connect(lambda item: self._show(self.row(item)))
        self.use_actions()

    def item_of(self, name: str) -> QListWidgetItem:
        """The item of the command with this name."""
        return self.item([action.objectName() for action in self._actions].index(name))

    def use_actions(self) -> None:
        """Show icons and keys of the commands; the checked one is the current item."""
        for row, action in enumerate(self._actions):
            item, font = self.item(row), self.font()
            font.setBold(action.isChecked())
            item.setFont(font)
            item.setSizeHint(QSize(0, px(ROW)))
            item.setIcon(action.icon())
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            item.setToolTip(tooltip_text(f"{action.text()} ({keys})" if keys else action.text()))
            if action.isChecked() and row != self.currentRow():
                with QSignalBlocker(self):
                    self.setCurrentRow(row)

    def _show(self, row: int) -> None:
        if row >= 0 and not self._actions[row].isChecked():
            self._actions[row].trigger()

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space show the page."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._show(self.currentRow())
        else:
            super().keyPressEvent(event)


class SideBar(QFrame):
    """Main thread only."""

    def __init__(self, actions: Sequence[QAction], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        sized(self, width=WIDTH)
        self._theme = theme
        self._mark = QLabel(self)
        self.pages = PageList(actions, self)
        self._inbox = self.pages.item_of("showInbox")
        self._badge = label("", viewport_of(self.pages), role="badge", name="inboxBadge")
        self._badge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._badge.hide()
        self._foot = label("", self, role="secondary")
        sized(self._foot, margins=(10, 0, 0, 0))
        vbox(
            hbox(self._mark, (label("Ongoing Desktop", self, role="strong"), 1), spacing=6, margins=(8, 0, 0, 14)),
            (self.pages, 1),
            self._foot,
            on=self,
            spacing=4,
            margins=(10, 18, 10, 14),
        )
        theme.changed.connect(self._draw)
        self._draw()

    def use_keys(self, keys: str) -> None:
        """Show the shortcut of the guides, empty for none."""
        show_text(self._foot, self.tr("{keys} guides").format(keys=keys) if keys else "")

    def set_unread(self, count: int) -> None:
        """Set the number of requests since the inbox was last viewed."""
        text = "" if count <= 0 else str(count) if count <= MOST_SHOWN else f"{MOST_SHOWN}+"
        show_text(self._badge, text)
        self._badge.adjustSize()
        spoken = self.tr("Inbox, {count} unread").format(count=text) if text else self.tr("Inbox")
        self._inbox.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        self._place_badge()

    def _place_badge(self) -> None:
        row, size = self.pages.visualItemRect(self._inbox), self._badge.sizeHint()
        self._badge.setGeometry(
            row.right() - size.width() - px(10), row.center().y() - size.height() // 2, size.width(), size.height()
        )

    def _draw(self) -> None:
        size = QSize(px(22), px(22))
        self._mark.setPixmap(app_icon().pixmap(size, self.devicePixelRatioF()))
        self.pages.use_actions()
        self._place_badge()

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the badge at the end of its row."""
        super().resizeEvent(event)
        self._place_badge()

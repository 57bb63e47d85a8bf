"""A notice with at most one action. It covers the page without moving anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from ongoing_desktop.ui.kit.buttons import push_button, tool_button
from ongoing_desktop.ui.kit.keyboard import FLOATING
from ongoing_desktop.ui.kit.layout import hbox
from ongoing_desktop.ui.kit.plain_text import announce, label, paragraph, restyle, selectable
from ongoing_desktop.ui.kit.sizes import px
from ongoing_desktop.ui.kit.timing import after_pause

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

QUIET_MS: Final = 12_000
"""Milliseconds until good news disappears; errors stay until closed."""
SIGNS: Final = {"info": "i", "good": "✓", "warn": "!", "bad": "✕"}


MARGIN: Final = 12
"""Units between the notice and the edges of the widget below."""
WIDEST: Final = 900


class NoticeBar(QFrame):
    """Covers the lower end of another widget; hidden while there is no notice."""

    left = Signal()
    """The notice has gone while it had the focus."""

    def __init__(self, parent: QWidget, over: QWidget, *, above: QWidget | None = None, name: str = "notice") -> None:
        """``over``: ``parent`` or a widget inside; ``above``: what must stay in sight at its lower end.

        ``name``: how the object names begin.
        """
        super().__init__(parent)
        self._above = above
        self._parent = parent
        self._over = over
        self.setObjectName(f"{name}Bar")
        self.setProperty(FLOATING, True)
        self.setAccessibleName(self.tr("Notice"))
        self._callback: Callable[[], None] | None = None
        self._seen: Callable[[], None] | None = None
        self._sign = label("", self, role="strong")
        self.text = selectable(paragraph("", self, name=f"{name}Text"))
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.action = push_button(self, "", f"{name}Action", self._act)
        self.dismiss = tool_button(
            self, self.tr("Close this notice"), f"{name}Close", self._close, look="flat", text="✕", tooltip=""
        )
        self._timer = after_pause(self, QUIET_MS, self.clear)
        hbox(self._sign, (self.text, 1), self.action, self.dismiss, on=self, spacing=10, margins=(14, 6, 8, 6))
        self.hide()

    def drop_action(self, text: str) -> None:
        """Remove this action; the sentence stays."""
        if self._callback is not None and self.action.text() == text:
            self._callback = None
            self.action.hide()

    def show_notice(
        self,
        text: str,
        kind: str,
        action: tuple[str, Callable[[], None]] | None,
        seen: Callable[[], None] | None = None,
        *,
        spoken: bool = True,
    ) -> None:
        """Show a sentence, replacing the previous one. ``seen``: called when the user closes it or uses its action.

        ``spoken``: whether a screen reader announces it.
        """
        self._seen = seen
        restyle(self, notice=kind)
        self._sign.setText(SIGNS.get(kind, "i"))
        self.text.setText(text)
        self.setAccessibleDescription(text)
        self._callback = action[1] if action else None
        self.action.setVisible(action is not None)
        self.action.setText(action[0] if action else "")
        self.show()
        self._over.installEventFilter(self)
        self._place()
        if spoken:
            announce(self, text, urgent=kind in {"warn", "bad"})
        if kind in {"info", "good"} and action is None:
            self._timer.start(QUIET_MS)
        else:
            self._timer.stop()

    def withdraw(self, text: str) -> None:
        """Hide the notice if it still has this text."""
        if self.text.text() == text:
            self.clear()

    def take_focus(self) -> None:
        """Move the focus to the action, or to the button that closes the notice."""
        (self.dismiss if self.action.isHidden() else self.action).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def clear(self) -> None:
        """Hide the notice."""
        focused = self.window().focusWidget()
        left = focused is not None and self.isAncestorOf(focused)
        self._seen = None
        self._callback = None
        self.text.setText("")
        self.setAccessibleDescription("")
        self.hide()
        self._over.removeEventFilter(self)
        if left:
            self.left.emit()

    def _place(self) -> None:
        layout = self.layout()
        if layout is None:
            return
        margin = px(MARGIN)
        width = min(self._over.width() - 2 * margin, px(WIDEST))
        height = max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height())
        corner = self._over.mapTo(self._parent, QPoint(0, 0)) if self._over is not self._parent else QPoint(0, 0)
        left = corner.x() + (self._over.width() - width) // 2
        end = self._over.height() if self._above is None else self._above.y()
        self.setGeometry(left, corner.y() + end - height - margin, width, height)
        self.raise_()

    def _close(self) -> None:
        seen = self._seen
        self.clear()
        if seen is not None:
            seen()

    def _act(self) -> None:
        callback = self._callback
        self._close()
        if callback is not None:
            callback()

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the widget below."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show}:
            self._place()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the notice if it has the focus."""
        if event.key() == Qt.Key.Key_Escape:
            self._close()
            return
        super().keyPressEvent(event)

"""Finds a text in a body: n of m, Enter for the next, Shift+Enter for the previous."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from ongoing_desktop.ui.exchanges.body_text import MOST_HITS, BodyText
from ongoing_desktop.ui.kit.buttons import tool_button
from ongoing_desktop.ui.kit.controls import begin_search, line_edit
from ongoing_desktop.ui.kit.layout import hbox
from ongoing_desktop.ui.kit.plain_text import label
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.wording.language import number


class BodyFinder(QWidget):
    """Belongs to one text view. Hidden until :meth:`start`."""

    closed = Signal()

    def __init__(self, text: BodyText, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = text
        self._hits: list[tuple[int, int]] = []
        self._at = -1
        self.line = line_edit(self, "bodyFind", accessible=self.tr("Find in the body"), placeholder=self.tr("Find"))
        self.count = label("", self, role="secondary", name="bodyFound")
        buttons = [
            tool_button(self, tip, name, act, look="flat", icon=icon, theme=theme)
            for tip, name, act, icon in (
                (self.tr("Previous (Shift+Enter)"), "bodyFindPrevious", self.previous, "up"),
                (self.tr("Next (Enter)"), "bodyFindNext", self.next, "down"),
                (self.tr("Close (Esc)"), "bodyFindClose", self.hide, "close"),
            )
        ]
        hbox((self.line, 1), self.count, *buttons, on=self, spacing=4)
        self.line.textChanged.connect(lambda _: self._look(0))
        text.text_changed.connect(self._on_text)
        self.hide()

    def start(self) -> None:
        """Show the bar, with the selected text."""
        self.show()
        begin_search(self.line, self._text.textCursor().selectedText())
        self._look(max(self._at, 0))

    def next(self) -> None:
        """Go to the next place; after the last one, to the first."""
        self._go(self._at + 1)

    def previous(self) -> None:
        """Go to the previous place; before the first one, to the last."""
        self._go(self._at - 1)

    def _on_text(self) -> None:
        if self.isVisible():
            self._look(0)

    def _look(self, at: int) -> None:
        self._hits = self._text.places(self.line.text())
        self._go(at)

    def _go(self, at: int) -> None:
        self._at = at % len(self._hits) if self._hits else -1
        self._text.show_found(self._hits, self._at)
        text = ""
        if self._hits:
            more = "+" if len(self._hits) == MOST_HITS else ""
            message = self.tr("{number} of {count}")
            text = message.format(number=number(self._at + 1), count=f"{number(len(self._hits))}{more}")
        elif self.line.text():
            text = self.tr("not found")
        self.count.setText(text)

    def _action(self, event: QKeyEvent) -> Callable[[], object] | None:
        back = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        match event.key():
            case Qt.Key.Key_Escape:
                return self.hide
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self.line.hasFocus():
                return self.previous if back else self.next
        return None

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        """Take keys that would otherwise close the detail."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._action(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Shift+Enter and Esc."""
        if (act := self._action(event)) is not None:
            act()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """End the marks. Close the bar also if its page was hidden, because the text may change before it is shown again."""
        super().hideEvent(event)
        if event.spontaneous():  # the window was minimised
            return
        self.hide()
        self._hits, self._at = [], -1
        self._text.show_found((), -1)
        self.closed.emit()

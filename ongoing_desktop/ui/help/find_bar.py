"""Finds a text in the guide that is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ongoing_desktop.ui.kit.buttons import push_button, tool_button
from ongoing_desktop.ui.kit.controls import begin_search, line_edit
from ongoing_desktop.ui.kit.keyboard import shortcut
from ongoing_desktop.ui.kit.layout import hbox
from ongoing_desktop.ui.kit.plain_text import label, restyle

if TYPE_CHECKING:
    from ongoing_desktop.ui.help.guide_view import GuideView
    from ongoing_desktop.ui.theme import Theme


class FindBar(QWidget):
    """Hidden until it is needed. Enter finds the next occurrence, Shift+Enter the previous one."""

    def __init__(self, view: GuideView, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = view
        self.line = line_edit(self, "helpFind", accessible=self.tr("Find in this guide"), clear=True)
        self.line.setPlaceholderText(self.tr("Find in this guide"))
        self._count = label("", self, role="secondary", name="helpFindCount")
        previous = tool_button(self, self.tr("Previous"), "helpFindPrevious", self.previous, icon="up", theme=theme)
        following = tool_button(self, self.tr("Next"), "helpFindNext", self.next, icon="down", theme=theme)
        close = push_button(self, self.tr("Close"), "helpFindClose", self.leave, look="flat")
        hbox((self.line, 1), self._count, previous, following, close, on=self)
        self.line.textChanged.connect(self._on_text)
        self.line.returnPressed.connect(self.next)
        shortcut(self.line, "Shift+Return", self.previous)
        self.hide()

    def enter(self) -> None:
        """Show the bar, with the selected text if there is one."""
        self.show()
        begin_search(self.line, self._view.textCursor().selectedText())

    def leave(self) -> None:
        """Hide the bar and return to the guide."""
        self.hide()
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def next(self) -> None:
        """Go to the next occurrence."""
        self._view.find_text(self.line.text())

    def previous(self) -> None:
        """Go to the previous occurrence."""
        self._view.find_text(self.line.text(), back=True)

    def count_again(self) -> None:
        """Show how often the text occurs in the guide."""
        words = self.line.text()
        count = self._view.count(words)
        self._count.setText(self.tr("{count} found").format(count=count) if words else "")
        self.line.setProperty("problem", bool(words) and not count)
        restyle(self.line)

    def _on_text(self) -> None:
        self.count_again()
        if self.line.text():
            self._view.find_text(self.line.text(), again=False)

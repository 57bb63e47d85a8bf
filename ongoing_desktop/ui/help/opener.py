"""Opens the help window at the right place and remembers its size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from ongoing_desktop.ui.help.help_window import HelpWindow
from ongoing_desktop.ui.help.topics import topic_of

if TYPE_CHECKING:
    from ongoing_desktop.ui.context import WindowContext


class Help(QObject):
    """Owns the help window, which is built on first use. Main thread only."""

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        stored = context.services.settings.current.preferences.window.get("help")
        self._stored = stored if isinstance(stored, str) else ""
        self.window: HelpWindow | None = None

    @property
    def geometry(self) -> str:
        """Size and place to store."""
        return self._stored if self.window is None else self.window.geometry_text()

    def show(self, topic: str = "") -> None:
        """Show a guide in front of the other windows; by default the one about the focused widget."""
        topic = topic or topic_of(QApplication.focusWidget(), self._context.navigation.page)
        if self.window is None:
            self.window = HelpWindow(self._context, self._stored)
        self.window.show_topic(topic)
        if self.window.isMinimized():
            self.window.showNormal()
        self.window.show()
        self.window.activateWindow()

    def close(self) -> None:
        """Close the window for good: it has no parent that would do so."""
        if self.window is not None:
            self._stored = self.window.geometry_text()
            self.window.close()
            self.window.deleteLater()
            self.window = None

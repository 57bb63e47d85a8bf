"""Controls of a live view: pause, clear, group repeats. Capturing always continues."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from ongoing_desktop.ui.icons import keep_icon
from ongoing_desktop.ui.kit.layout import hbox
from ongoing_desktop.ui.kit.plain_text import label, named, set_tooltip, show_text
from ongoing_desktop.ui.theme import Theme


class ViewBar(QWidget):
    """Emits requests, and shows what waits and since when exchanges are shown."""

    pause_requested = Signal(bool)
    clear_requested = Signal(bool)
    """Hide everything shown so far, or show it again."""
    fold_requested = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.message = label("", self, role="warning", name="viewTold", live=True)
        """The number of waiting rows. The owner of the bar places it below."""
        self.message.hide()
        self.fold = self._button("foldRepeats", self.tr("Fold"), "stack", theme)
        self.fold.setCheckable(True)
        set_tooltip(
            self.fold,
            self.tr(
                "Show each event once, with its latest arrival. Press Right to show earlier arrivals, Left to "
                "hide them. Off while filtering."
            ),
        )
        self.pause = self._button("pauseView", self.tr("Pause"), "pause", theme)
        self.pause.setCheckable(True)
        set_tooltip(self.pause, self.tr("Stop updating the view; requests are still captured (F8)"))
        self.clear = self._button("clearView", self.tr("Clear view"), "clear", theme)
        set_tooltip(self.clear, self.tr("Hide all exchanges up to now; nothing is deleted (Shift+F8)"))
        self._cleared = False
        hbox(self.fold, self.pause, self.clear, on=self, spacing=4)
        self.pause.toggled.connect(self.pause_requested)
        self.fold.toggled.connect(self.fold_requested)
        self.clear.clicked.connect(lambda: self.clear_requested.emit(not self._cleared))

    def show_waiting(self, count: int) -> None:
        """Show how many rows wait while paused."""
        self.pause.setText(self.tr("Resume") if self.pause.isChecked() else self.tr("Pause"))
        text = ""
        if self.pause.isChecked():
            text = self.tr("The view is paused; requests are still captured: {count} waiting. Press F8 to resume.")
            text = text.format(count=f"{count:,}")
        self._say(text)

    def show_cleared(self, since: str) -> None:
        """Show since when exchanges are shown; empty for all."""
        self._cleared = bool(since)
        self.clear.setText(self.tr("Show earlier") if since else self.tr("Clear view"))
        message = self.tr("Exchanges up to {since} are hidden; show them again (Shift+F8)").format(since=since)
        set_tooltip(
            self.clear, message if since else self.tr("Hide all exchanges up to now; nothing is deleted (Shift+F8)")
        )

    def _say(self, text: str) -> None:
        show_text(self.message, text)

    def _button(self, name: str, text: str, icon: str, theme: Theme) -> QToolButton:
        button = named(QToolButton(self), name)
        button.setProperty("chip", True)
        button.setText(text)
        button.setIconSize(QSize(14, 14))
        keep_icon(button, button.setIcon, icon, theme)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        return button

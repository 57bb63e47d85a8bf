"""Controls of a live view: pause, clear, group. Capturing always continues."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from ongoing_desktop.ui.kit.buttons import tool_button
from ongoing_desktop.ui.kit.layout import hbox
from ongoing_desktop.ui.kit.plain_text import ElidedLabel, named, set_tooltip
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.wording.language import number


class ViewBar(QWidget):
    """Emits requests, and shows what waits and since when exchanges are shown."""

    pause_requested = Signal(bool)
    clear_requested = Signal(bool)
    """Hide everything shown so far, or show it again."""
    group_requested = Signal()
    """Another grouping was chosen, see :attr:`grouping`."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.message = named(ElidedLabel(self, role="warning", live=True), "viewTold")
        """The number of waiting rows. The owner of the bar places it below."""
        self.message.hide()
        self.group = self._button("groupBy", "", "stack", theme)
        self.group.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        set_tooltip(
            self.group,
            self.tr(
                "Show each event, each order (or what else the events are about) or each webhook once, with its newest "
                "exchange. Press Right to show the others, Left to hide them. Off while filtering."
            ),
        )
        self.group.setMenu(self._group_menu())
        self.group_by("")
        self.pause = self._button("pauseView", self.tr("Pause"), "pause", theme)
        self.pause.setCheckable(True)
        set_tooltip(self.pause, self.tr("Stop updating the view; requests are still captured (F8)"))
        self.clear = self._button("clearView", "", "clear", theme)
        self.clear.setCheckable(True)
        self.show_cleared("")
        for button in (self.pause, self.clear):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        hbox(self.group, self.pause, self.clear, on=self, spacing=2)
        self.pause.toggled.connect(self.pause_requested)
        self.clear.clicked.connect(lambda: self.clear_requested.emit(not self._cleared))

    @property
    def grouping(self) -> str:
        """``event``, ``order`` or ``webhook``; empty for no groups."""
        return next(key for key, action in self._choices.items() if action.isChecked())

    def group_by(self, key: str) -> None:
        """Choose a grouping; an unknown one means none."""
        key = key if key in self._choices else ""
        self._choices[key].setChecked(True)
        chosen = self._choices[key].text() if key else self.tr("Group")
        # Without the sign when grouped: a wider button would move the filter to another row, and with it the list.
        self.group.setText(chosen if key else f"{chosen} ▾")
        self.group.setAccessibleName(chosen)
        self.group_requested.emit()

    def show_waiting(self, count: int) -> None:
        """Show how many rows wait while paused."""
        self.pause.setText(self.tr("Resume") if self.pause.isChecked() else self.tr("Pause"))
        self.pause.setAccessibleName(self.pause.text())
        texts = (
            self.tr("The view is paused; requests are still captured: {count} waiting. Press F8 to resume."),
            self.tr("Paused: {count} waiting"),
        )
        self.message.set_texts([text.format(count=number(count)) for text in texts])
        self.message.setVisible(self.pause.isChecked())

    def show_cleared(self, since: str) -> None:
        """Show since when exchanges are shown; empty for all."""
        self._cleared = bool(since)
        self.clear.setText(self.tr("Show earlier") if since else self.tr("Clear view"))
        self.clear.setAccessibleName(self.clear.text())
        self.clear.setChecked(bool(since))
        message = self.tr("Hide all exchanges up to now; nothing is deleted (Shift+F8)")
        if since:
            message = self.tr("Exchanges up to {since} are hidden; show them again (Shift+F8)").format(since=since)
        set_tooltip(self.clear, message)

    def _group_menu(self) -> QMenu:
        menu, several = QMenu(self.group), QActionGroup(self)
        self._choices: dict[str, QAction] = {}
        for key, text in (
            ("", self.tr("No groups")),
            ("event", self.tr("By event")),
            ("order", self.tr("By order")),
            ("webhook", self.tr("By webhook")),
        ):
            action = menu.addAction(text)
            action.setObjectName(f"groupBy{key.title() or 'Nothing'}")
            action.setCheckable(True)
            action.triggered.connect(lambda _=False, key=key: self.group_by(key))
            several.addAction(action)
            self._choices[key] = action
        return menu

    def _button(self, name: str, text: str, icon: str, theme: Theme) -> QToolButton:
        button = tool_button(self, text, name, text=text, look="chip", icon=icon, theme=theme, colour="muted")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        return sized(button, icon=(14, 14))

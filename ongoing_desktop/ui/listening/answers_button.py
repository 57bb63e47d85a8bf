"""The button in the inbox that shows the current answer and changes it in one click."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from ongoing_desktop.domain.rule_presets import PRESETS
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.ui.icons import keep_icon
from ongoing_desktop.ui.kit.plain_text import set_tooltip
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.listening.rule_texts import now_word
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.wording.language import translated

WIDEST = 206
LONGEST = 22


class AnswersButton(QToolButton):
    """Emits requests only."""

    preset_requested = Signal(str)
    usual_requested = Signal()
    """Disable all rules."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("answersButton")
        self.setProperty("button", True)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        sized(self, icon=(16, 16), most_width=WIDEST)
        keep_icon(self, self.setIcon, "reply", theme, "text")
        menu = QMenu(self)
        menu.setObjectName("answersMenu")
        self._usual = menu.addAction(self.tr("200 (default)"))
        self._usual.setCheckable(True)
        self._usual.triggered.connect(lambda _: self.usual_requested.emit())
        menu.addSeparator()
        for key, preset in PRESETS.items():
            menu.addAction(translated(preset.title)).triggered.connect(partial(self._preset, key))
        menu.addSeparator()
        self.setMenu(menu)
        self.show_settings(Settings())

    def add_command(self, action: QAction) -> None:
        """Add a command of the window at the end of the menu."""
        self.menu().addAction(action)

    def show_settings(self, settings: Settings) -> None:
        """Show the current answer."""
        now = now_word(settings.rules, forwards=settings.preferences.forward.on)
        short = now if len(now) <= LONGEST else f"{now[: LONGEST - 1]}…"
        self.setText(self.tr("Response: {now} ▾").format(now=short))
        message = self.tr("Current response: {now}").format(now=now)
        set_tooltip(self, message)
        self.setAccessibleName(message)
        self._usual.setChecked(not any(rule.on for rule in settings.rules))

    def _preset(self, key: str) -> None:
        self.preset_requested.emit(key)

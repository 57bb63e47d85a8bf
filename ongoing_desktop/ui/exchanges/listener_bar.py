"""The listener in the inbox: its address for copying, its port, start and stop."""

from __future__ import annotations

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ongoing_desktop.domain.listening import ListenerState
from ongoing_desktop.domain.settings import DEFAULT_PORT
from ongoing_desktop.ui.icons import icon
from ongoing_desktop.ui.kit.buttons import push_button, tool_button
from ongoing_desktop.ui.kit.controls import line_edit
from ongoing_desktop.ui.kit.layout import hbox
from ongoing_desktop.ui.kit.plain_text import ElidedLabel, label, restyle, set_tooltip
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.kit.spin_boxes import spin_box
from ongoing_desktop.ui.listening.answers_button import AnswersButton
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.wording.language import plural
from ongoing_desktop.wording.messages import sentence

RUNNING = ("starting", "listening", "not-answering", "restarting")
COPIED_MS = 1_500


class ListenerBar(QWidget):
    """Emits requests only. The listener's state is shown in the window's header."""

    start_requested = Signal(int)
    stop_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._state = ListenerState()
        self._touched = False
        self.url = line_edit(
            self,
            "listenerUrl",
            read_only=True,
            mono=True,
            placeholder=self.tr("not listening"),
            accessible=self.tr("Listener address"),
        )
        sized(self.url, width=178)
        self._copy = tool_button(self, self.tr("Copy the address"), "", self._copy_url, icon="copy", theme=theme)
        self.port = spin_box(self, "listenerPort", (1, 65535), value=DEFAULT_PORT, accessible=self.tr("Listener port"))
        self.port.setGroupSeparatorShown(False)
        sized(self.port, least_width=92)
        self.port.valueChanged.connect(self._port_touched)
        self._port_label = label(self.tr("Port"), self, role="muted")
        self._port_label.setBuddy(self.port)
        self._hint = ElidedLabel(self, role="secondary")
        self.answers = AnswersButton(theme, self)
        self._start = push_button(
            self, self.tr("Start listening"), "", lambda: self.start_requested.emit(self.port.value()), look="primary"
        )
        self._stop = push_button(self, self.tr("Stop"), "", self.stop_requested, icon="stop", theme=theme)
        self._theme = theme
        theme.changed.connect(self._dress)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._say)
        self._lay_out()
        self._dress()
        self.show_state(self._state)

    def _lay_out(self) -> None:
        hbox(
            self.url,
            self._copy,
            self._port_label,
            self.port,
            self._start,
            self._stop,
            self.answers,
            (self._hint, 1),
            on=self,
        )

    def show_state(self, state: ListenerState) -> None:
        """Show the listener's state."""
        self._state = state
        running = state.status in RUNNING
        self.url.setText(state.url if state.status in ("listening", "not-answering") else "")
        self.url.setCursorPosition(0)
        set_tooltip(self.url, "\n".join(state.urls) if len(state.urls) > 1 else "")
        for part, only_running in ((self.url, True), (self._copy, True), (self._port_label, False), (self.port, False)):
            part.setVisible(running == only_running)
        self._copy.setEnabled(bool(self.url.text()))
        if running and (port := QUrl(state.url).port()) > 0:
            self._touched = False  # a port chosen meanwhile is not the current one
            self.remember_port(port)
        self.port.setEnabled(not running)
        self._start.setVisible(not running)
        self._stop.setVisible(running)
        self._say()

    def remember_port(self, port: int) -> None:
        """Show the stored port, unless the user is choosing another."""
        if not self._touched and port:
            self.port.blockSignals(True)
            self.port.setValue(port)
            self.port.blockSignals(False)

    def lead(self, on: bool) -> None:
        """Make the start button the page's primary one, or leave that to the empty page."""
        if self._start.property("primary") is not on:
            restyle(self._start, primary=on)
            self._start.setIcon(icon("start", self._theme, "accent_text" if on else "text"))

    def close_bar(self) -> None:
        """Stop the timer."""
        self._timer.stop()

    def _dress(self) -> None:
        sized(self.url, mono=True)
        primary = bool(self._start.property("primary"))
        self._start.setIcon(icon("start", self._theme, "accent_text" if primary else "text"))

    def _port_touched(self) -> None:
        self._touched = True

    def _copy_url(self) -> None:
        QGuiApplication.clipboard().setText(self.url.text())
        self._hint.set_texts([self.tr("Copied.")])
        self._timer.start(COPIED_MS)

    def _say(self) -> None:
        state = self._state
        if state.not_saved:
            one, many = self.tr("1 request could not be saved"), self.tr("{count} requests could not be saved")
            texts = [plural(state.not_saved, one, many)]
        elif state.status == "failed":
            texts = [sentence(state.code, state.params)]
        elif state.open:
            texts = [
                sentence("listener-open"),
                self.tr("reachable from other computers"),
                self.tr("others can reach it"),
            ]
        elif state.url:
            texts = [self.tr("reachable from this computer only"), self.tr("this computer only"), ""]
        else:
            texts = [""]
        if (role := "warning" if state.open else "secondary") != self._hint.property("role"):
            restyle(self._hint, role=role)
        self._hint.set_texts(texts)

"""The bars above the list of received requests: the listener, and the forwarding targets that do not answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Final

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.forwarding import Forward, TargetState
from ongoing_desktop.domain.listening import ListenerState
from ongoing_desktop.domain.settings import DEFAULT_PORT
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.icons import icon
from ongoing_desktop.ui.kit.buttons import push_button, tool_button
from ongoing_desktop.ui.kit.controls import line_edit
from ongoing_desktop.ui.kit.layout import hbox, vbox
from ongoing_desktop.ui.kit.plain_text import (
    ElidedLabel,
    label,
    paragraph,
    pill,
    restyle,
    set_pill,
    set_tooltip,
    show_text,
)
from ongoing_desktop.ui.kit.question import Answer, ask
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.kit.spin_boxes import spin_box
from ongoing_desktop.ui.kit.timing import after_pause
from ongoing_desktop.ui.listening.answers_button import AnswersButton
from ongoing_desktop.ui.task_runner import NO_JOB
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.wording.language import number, plural
from ongoing_desktop.wording.messages import sentence
from ongoing_desktop.wording.times import clock_text, short_time

RUNNING = ("starting", "listening", "not-answering", "restarting")
COPIED_MS = 1_500
LOOK_MS: Final = 1_000


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
        self._timer = after_pause(self, COPIED_MS, self._say)
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
        self._dress()
        self.show_state(self._state)

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
            self._dress()

    def _dress(self) -> None:
        primary = bool(self._start.property("primary"))
        self._start.setIcon(icon("start", self._theme, "accent_text" if primary else "text"))

    def _port_touched(self) -> None:
        self._touched = True

    def _copy_url(self) -> None:
        QGuiApplication.clipboard().setText(self.url.text())
        self._hint.set_texts([self.tr("Copied.")])
        self._timer.start()

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


class TargetsBar(InContext, QWidget):
    """Hidden while every target answers and nothing waits. Reads the states only while forwarding is on or shown."""

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.use_context(context)
        self._rows: dict[str, TargetRow] = {}
        self._job = NO_JOB
        self._column = vbox(on=self, spacing=4)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self.hide()

    def watch(self, *, on: bool) -> None:
        """Look every second, or once more and then only while something is shown."""
        if on:
            self._timer.start()
        else:
            self._timer.stop()
        self.look()

    def look(self) -> None:
        if not self._job.running:
            self._job = self._tasks.run(self, self._services.forwarding.states, done=self._show, failed=self._on_failed)

    def _on_failed(self, error: BaseException) -> None:
        self._timer.stop()
        self._notifier.error(error)

    def _show(self, states: Sequence[TargetState]) -> None:
        forward = self._services.settings.current.preferences.forward
        known = {route.id for route in forward.routes if route.on and route.target} if forward.on else set()
        shown = {state.id: state for state in states if state.waiting or (state.code and state.id in known)}
        for key in [key for key in self._rows if key not in shown]:
            row = self._rows.pop(key)
            self._column.removeWidget(row)
            row.deleteLater()
        for key, state in shown.items():
            if key not in self._rows:
                self._rows[key] = TargetRow(self._context, key, self)
                self._column.addWidget(self._rows[key])
            self._rows[key].show_state(state, forward)
        self.setVisible(bool(shown))
        if shown and not self._timer.isActive():
            self._timer.start()


class TargetRow(InContext, QWidget):
    """One target."""

    def __init__(self, context: WindowContext, target: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.use_context(context)
        self._target = target
        self._state = TargetState(target)
        self._pill = pill("", self, "bad", name="targetState")
        self.text = paragraph("", self, "", "targetText", live=True)
        self.now = push_button(self, self.tr("Deliver now"), "targetDeliver", self._deliver)
        self.discard = push_button(self, self.tr("Discard…"), "targetDiscard", self._ask)
        hbox(self._pill, (self.text, 1), self.now, self.discard, on=self)

    def show_state(self, state: TargetState, forward: Forward) -> None:
        """Show whether it answers, and what waits for it."""
        self._state = state
        route = next((route for route in forward.routes if route.id == state.id), None)
        on = state.served or (forward.on and route is not None and route.on and bool(route.target))
        # The id of a target of ``listen --forward`` is its address.
        address = route.target if route is not None else state.id if "://" in state.id else ""
        parts = [self._about(one_line(address, 80), state, on=on, removed=route is None)]
        if state.waiting and state.since is not None:
            one = self.tr("1 request waits since {time}.")
            many = self.tr("{count} requests wait, the oldest since {time}.")
            text = plural(state.waiting, one, many)
            parts.append(text.format(count=number(state.waiting), time=_time(state.since, self._services.clock())))
        if state.waiting and on and not state.served:
            parts.append(self.tr("No running listener delivers to it."))
        show_text(self.text, " ".join(parts))
        dead = bool(state.code)
        set_pill(self._pill, self.tr("dead") if dead else self.tr("live"), "bad" if dead else "good")
        self._pill.setVisible(on)
        self.now.setVisible(bool(state.waiting) and state.served)
        self.discard.setVisible(bool(state.waiting))

    def _about(self, name: str, state: TargetState, *, on: bool, removed: bool) -> str:
        if removed and not name:
            return self.tr("A forwarding target was removed from the settings.")
        if removed and not on:
            return self.tr("{target}: the listener that forwarded to it has ended.").format(target=name)
        if not on:
            return self.tr("{target}: forwarding is off.").format(target=name)
        if state.code:
            message = self.tr("{target} has not answered since {time}: {reason}")
            since = _time(state.at, self._services.clock()) if state.at is not None else "?"
            return message.format(target=name, time=since, reason=sentence(state.code, state.params))
        return self.tr("{target} answers.").format(target=name)

    def _deliver(self) -> None:
        self._tasks.run(self, partial(self._services.forwarding.deliver_now, self._target))

    def _ask(self) -> None:
        count = self._state.waiting
        text = plural(
            count,
            self.tr("1 request will not be delivered to this target. It stays in the history."),
            self.tr("{count} requests will not be delivered to this target. They stay in the history."),
        ).format(count=number(count))
        answer = Answer(self.tr("Discard"), self._discard, "danger")
        ask(self.window(), self.tr("Discard what waits?"), text, answer)

    def _discard(self) -> None:
        self._tasks.run(self, partial(self._services.forwarding.discard, self._target))


def _time(moment: datetime, now: datetime) -> str:
    today = moment.astimezone().date() == now.astimezone().date()
    return clock_text(moment) if today else short_time(moment)

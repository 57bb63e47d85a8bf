"""The forwarding targets that do not answer or for which requests wait, above the list of received requests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.forwarding import Forward
from ongoing_desktop.domain.target_state import TargetState
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.layout import hbox, vbox
from ongoing_desktop.ui.kit.plain_text import paragraph, pill, set_pill, show_text
from ongoing_desktop.ui.kit.question import Answer, ask
from ongoing_desktop.wording.language import number, plural
from ongoing_desktop.wording.messages import sentence
from ongoing_desktop.wording.times import clock_text, short_time

LOOK_MS: Final = 1_000


class TargetsBar(InContext, QWidget):
    """Hidden while every target answers and nothing waits. Reads the states only while forwarding is on or shown."""

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.use_context(context)
        self._rows: dict[str, TargetRow] = {}
        self._looking = False
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
        """Read the states."""
        if not self._looking:
            self._looking = True
            self._tasks.run(self, self._services.forwarding.states, done=self._show, failed=self._on_failed)

    def close_bar(self) -> None:
        """Stop the timer."""
        self._timer.stop()

    def _on_failed(self, error: BaseException) -> None:
        self._looking = False
        self._timer.stop()
        self._notifier.error(error)

    def _show(self, states: Sequence[TargetState]) -> None:
        self._looking = False
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
        self.now = push_button(self, self.tr("Deliver now"), "targetDeliver", lambda _=False: self._deliver())
        self.discard = push_button(self, self.tr("Discard…"), "targetDiscard", lambda _=False: self._ask())
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

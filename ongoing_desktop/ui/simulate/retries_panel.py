"""The Retries tab of a webhook: its policy played against its target, attempt by attempt."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.assumed import READINGS, SUCCESS_RULES
from ongoing_desktop.domain.deliveries import Delivery, plan
from ongoing_desktop.domain.retry import LIMITS_S, POLICIES
from ongoing_desktop.domain.sent import Sent
from ongoing_desktop.domain.settings import Settings, Webhook
from ongoing_desktop.domain.settings_changed import SettingsChanged
from ongoing_desktop.domain.targets import UNCONFIRMED, Confirmation
from ongoing_desktop.ui.commands.view import settings_link
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import ComboBox, combo_box
from ongoing_desktop.ui.kit.layout import STRETCH, Reflow, hbox, vbox
from ongoing_desktop.ui.kit.line_table import Column, Line, Lines
from ongoing_desktop.ui.kit.plain_text import ElidedLabel, paragraph, pill, set_tooltip
from ongoing_desktop.ui.kit.room import scrolling
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.kit.spin_boxes import spin_box
from ongoing_desktop.ui.kit.timing import CatchesUp
from ongoing_desktop.ui.service_signals import ServiceSignals
from ongoing_desktop.ui.simulate.play import TONES, Play, add_speeds
from ongoing_desktop.wording.language import plural, translated
from ongoing_desktop.wording.playing_text import late_words, planned_words, state_sentence
from ongoing_desktop.wording.times import clock_text, short_time

TICK_MS: Final = 500
ASSUMED: Final = frozenset({"systems", "port", "host", "retry_reading", "retry_success", "retry_limit_s"})
"""Kinds of settings that are shown here in addition to the webhook."""


class RetriesPanel(InContext, CatchesUp):
    """One webhook at a time. A delivery continues when another webhook is shown."""

    open_requested = Signal(object)
    """An exchange's id, to be shown in the history."""

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("retriesPanel")
        self.use_context(context)
        self._hook: Webhook | None = None
        self._shown: Delivery | None = None
        self._problem = ""
        self._fetching = False
        self._make_controls()
        self.assumed = RetryOptionsBar(context, self)
        self._state = paragraph("", self, "strong", "retryState", live=True)
        self._where = ElidedLabel(self, role="muted")
        columns = (
            Column(self.tr("Attempt"), 64),
            Column(self.tr("Planned"), 96),
            Column(self.tr("Ongoing's time"), 136),
            Column(self.tr("Sent at"), 84),
            Column(self.tr("Result"), 84),
            Column(self.tr("What it means")),
        )
        self.table = Lines(self, "retryTimeline", self.tr("Attempts"), columns, context.theme)
        self._begin = Play(context, self)
        self._begin.ended.connect(lambda _: self._draw())
        self._begin.refused.connect(self._on_refused)
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._lay_out()
        self._connect(context.signals)

    @property
    def webhook_id(self) -> str | None:
        """Id of the webhook shown."""
        return self._hook.id if self._hook else None

    def set_webhook(self, webhook_id: str | None) -> None:
        """Show another webhook with its newest delivery."""
        hook = self._services.settings.current.webhook(webhook_id) if webhook_id else None
        self._hook = hook
        self._shown = None
        self._problem = ""
        self._draw()
        self._fetch()

    def _fetch(self) -> None:
        if self._hook is None:
            return
        asked, retries = self._hook.id, self._services.retries
        self._fetching = True
        take = partial(self._take, asked)
        self._tasks.run(self, lambda: retries.last(asked), done=take, failed=self._not_fetched, latest="delivery")

    def _not_fetched(self, error: BaseException) -> None:
        self._fetching = False
        self._notifier.error(error)

    def _look_elsewhere(self, _: object = None) -> None:
        # A delivery of another process is visible only by its rows in the history.
        if self._shown is not None and self._shown.elsewhere and not self._fetching:
            self._fetch()

    def close_panel(self) -> None:
        """Stop the timer."""
        self._tick.stop()

    def _make_controls(self) -> None:
        button = partial(push_button, self, theme=self._theme)
        tooltip = self.tr("Send the payload of the Test tab to its target as often as the policy says")
        self._play = button(
            self.tr("Run the policy"),
            "playRetries",
            lambda _=False: self.play(),
            look="primary",
            icon="start",
            tooltip=tooltip,
        )
        self.speed = combo_box(self, "retrySpeed", self.tr("Speed of the waits between events"))
        add_speeds(self.speed, (self.tr("step by step"), 0.0))
        self.speed.setCurrentIndex(2)
        sized(self.speed, least_width=128)
        set_tooltip(self.speed, self.tr("Only the waits are shortened: at 3,600 × a day takes 24 s"))
        self._pause = button(self.tr("Pause"), "pauseRetries", self._toggle_pause, icon="pause")
        tooltip = self.tr("Make the next attempt now, without waiting")
        self._step = button(
            self.tr("Next attempt"),
            "stepRetries",
            lambda: self._steer(self._services.retries.step),
            icon="test",
            tooltip=tooltip,
        )
        self._cancel = button(
            self.tr("Cancel"), "cancelRetries", lambda: self._steer(self._services.retries.cancel), icon="stop"
        )

    def _lay_out(self) -> None:
        inner = QWidget(self)
        vbox(
            hbox(self._play, self.speed, self._pause, self._step, self._cancel, STRETCH),
            self.assumed,
            hbox((self._state, 3), (self._where, 2), spacing=12),
            (self.table, 1),
            on=inner,
            margins=(4, 8, 4, 0),
        )
        vbox(scrolling(inner, self, low=self.table), on=self)

    def _connect(self, signals: ServiceSignals) -> None:
        signals.settings_changed.connect(self._on_settings)
        signals.follow_deliveries()
        signals.deliveries_changed.connect(self._on_deliveries)
        signals.exchanges_changed.connect(self._look_elsewhere)
        self.table.opened.connect(self.open_requested)
        self.speed.activated.connect(lambda _: self._on_speed())
        self._tick.timeout.connect(self._say)

    # verbs

    def play(self, consent: Confirmation = UNCONFIRMED) -> None:
        """Start a delivery with the target and payload of the Test tab."""
        if self._hook is None:
            return
        hook_id, speed, retries = self._hook.id, float(self.speed.currentData()), self._services.retries
        self._problem = ""
        self._play.setEnabled(False)
        self._begin.start(lambda _: retries.start(hook_id, speed=speed, consent=consent), self.play, self._count_words)

    def _count_words(self) -> str:
        return plural(
            len(self._planned()),
            "Up to 1 request with the same event.",
            "Up to {count} requests with the same event.",
        )

    def _on_refused(self, why: str) -> None:
        self._problem = why
        self._draw()

    def _toggle_pause(self) -> None:
        retries, paused = self._services.retries, self._shown is not None and self._shown.paused
        self._steer(retries.resume if paused else retries.pause)

    def _steer(self, verb: Callable[[str], Awaitable[None]]) -> None:
        if self._shown is not None:
            self._tasks.run(self, partial(verb, self._shown.id))

    def _on_speed(self) -> None:
        if self._shown is None or self._shown.ended:
            return
        shown, speed, retries = self._shown.id, float(self.speed.currentData()), self._services.retries
        self._tasks.run(self, lambda: retries.set_speed(shown, speed))

    # what changed

    def _on_settings(self, change: SettingsChanged) -> None:
        if change.kinds & ASSUMED or (self._hook is not None and change.about_webhook(self._hook.id)):
            self.when_shown(self._show_settings)

    def _show_settings(self) -> None:
        settings = self._services.settings.current
        self.assumed.show_settings(settings)
        if self._hook is not None:
            self._hook = settings.webhook(self._hook.id)
        self._draw()

    def _on_deliveries(self, deliveries: tuple[Delivery, ...]) -> None:
        mine = [item for item in deliveries if item.webhook == self.webhook_id]
        if mine:
            self._take(self.webhook_id, mine[-1])

    def _take(self, webhook_id: str | None, delivery: Delivery | None) -> None:
        self._fetching = False
        if webhook_id != self.webhook_id:
            return
        if delivery is not None and (self._shown is None or self._shown.id != delivery.id) and not delivery.ended:
            with QSignalBlocker(self.speed):
                self.speed.choose(delivery.speed)
        self._shown = delivery
        self._draw()

    # drawing

    def _planned(self) -> tuple[Sent, ...]:
        reading = self._services.settings.current.preferences.assumed.reading
        return plan(self._hook.retry_policy, reading) if self._hook else ()

    def _draw(self) -> None:
        shown = self._shown
        running = shown is not None and not shown.ended and not shown.elsewhere
        self._play.setEnabled(self._hook is not None and not running)
        for button in (self._pause, self._step, self._cancel):
            button.setVisible(running)
        if shown is not None:
            self._pause.setText(self.tr("Resume") if shown.paused else self.tr("Pause"))
            self._step.setEnabled(shown.state == "waiting")
        attempts = shown.attempts if shown is not None else self._planned()
        self.table.show_lines([self._line(attempt, shown) for attempt in attempts])
        if running and shown is not None and shown.made:
            self.table.scrollTo(self.table.model().index(shown.made[-1].number - 1, 0))
        self._tick.start() if running else self._tick.stop()
        self._say()

    def _say(self) -> None:
        if self._hook is None:
            return
        shown = self._shown
        url = shown.url if shown else self._services.sending.aim(self._hook).url
        self._where.set_texts((self.tr("to {url}").format(url=one_line(url)),))
        if self._problem:
            message = self._problem
        elif shown is not None:
            message = state_sentence(shown, self._services.clock())
        else:
            title = translated(POLICIES[self._hook.retry_policy].title) if self._hook.retry_policy in POLICIES else ""
            message = self.tr("Retry policy {title}: what Ongoing would do while the receiver fails.")
            message = message.format(title=title)
        self._state.setText(message)

    def _line(self, attempt: Sent, shown: Delivery | None) -> Line:
        due = shown.planned_at(attempt) if shown is not None else None
        really = clock_text(attempt.at) if attempt.at else ""
        late = late_words(attempt)
        planned = shown is not None and shown.ended and attempt.state == "planned"
        message = " · ".join(part for part in (late, attempt.message, attempt.took) if part)
        return Line(
            (
                str(attempt.number),
                planned_words(attempt),
                short_time(due) if due else "",
                really,
                self.tr("not sent") if planned else attempt.result,
                message,
            ),
            key=attempt.exchange_id,
            tone=TONES[attempt.state],
            toned=4,
            quiet=attempt.state == "planned",
        )


class RetryOptionsBar(InContext, QWidget):
    """Assumptions about undocumented behaviour. They are preferences of the whole program, shown where they matter."""

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.use_context(context)
        mark = pill(self.tr("? assumed"), self, "warn")
        set_tooltip(mark, self.tr("Ongoing does not document these; change them if you know better"))
        readings = {"gaps": self.tr("waits in a row"), "offsets": self.tr("from the first attempt")}
        rules = {
            "2xx": self.tr("2xx counts"),
            "2xx-3xx": self.tr("2xx and 3xx count"),
            "any": self.tr("any answer counts"),
        }
        self.reading = self._combo(
            "retryReading",
            self.tr("How to read “1, 5, 15, 30 min, every 2 h”: the last attempt is at 22 h 51 min or 22 h 30 min"),
            [(readings[key], key) for key in READINGS],
        )
        self.success = self._combo(
            "retrySuccess",
            self.tr("What counts as delivered, in all texts and simulations"),
            [(rules[key], key) for key in SUCCESS_RULES],
        )
        self.limit = spin_box(
            self,
            "retryLimit",
            LIMITS_S,
            accessible=self.tr("Time-out of an attempt in seconds"),
            suffix=self.tr(" s time-out"),
        )
        set_tooltip(self.limit, self.tr("An attempt that takes longer counts as failed; real time at every speed"))
        link = settings_link(context, self, "retry_reading")
        meaning = hbox(mark, self.reading, self.success, STRETCH)
        hbox((Reflow(meaning, hbox(self.limit, link, STRETCH), parent=self), 1), on=self)
        self.reading.activated.connect(lambda _: self._keep(retry_reading=self.reading.currentData()))
        self.success.activated.connect(lambda _: self._keep(retry_success=self.success.currentData()))
        self.limit.editingFinished.connect(lambda: self._keep(retry_limit_s=self.limit.value()))
        self.show_settings(context.services.settings.current)

    def show_settings(self, settings: Settings) -> None:
        now = settings.preferences
        for box, key in ((self.reading, now.retry_reading), (self.success, now.retry_success)):
            with QSignalBlocker(box):
                box.choose(key)
        if not self.limit.hasFocus():
            with QSignalBlocker(self.limit):
                self.limit.setValue(now.retry_limit_s)

    def _combo(self, name: str, tooltip: str, items: list[tuple[str, str]]) -> ComboBox:
        box = combo_box(self, name, tooltip, items)
        set_tooltip(box, tooltip)
        return box

    def _keep(self, **fields: object) -> None:
        now = self._services.settings.current.preferences
        if all(getattr(now, name) == value for name, value in fields.items()):
            return
        self._tasks.run(self, lambda: self._services.settings.set_preferences(**fields))

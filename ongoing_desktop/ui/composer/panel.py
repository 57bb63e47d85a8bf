"""The Test tab of a webhook: what is sent on the left, what came of it on the right."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from ongoing_desktop.domain.messages import problem_sentence, sentence
from ongoing_desktop.domain.settings import Settings, Webhook
from ongoing_desktop.domain.targets import NO_CONSENT, Consent, NeedsConfirmation
from ongoing_desktop.services.sending import CannotSend, Payload, Tested
from ongoing_desktop.services.webhooks import KeepCredential
from ongoing_desktop.ui.composer.payload_editor import PayloadEditor
from ongoing_desktop.ui.composer.result import ResultView
from ongoing_desktop.ui.composer.safety import ask_target
from ongoing_desktop.ui.composer.target import TargetBar
from ongoing_desktop.ui.core import Core
from ongoing_desktop.ui.icons import keep_icon
from ongoing_desktop.ui.messages import Door
from ongoing_desktop.ui.relay import Relay
from ongoing_desktop.ui.tasks import Job, Tasks
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.ui.widgets.text import label, set_tooltip

TICK_MS: Final = 100
Outcome = Tested | NeedsConfirmation | CannotSend | str
"""A string is the sentence of a problem with the local address."""


class TestPanel(QWidget):
    """One webhook at a time. :meth:`send_now` is the window's command *Test*."""

    __test__ = False  # its name is not a test's

    tested = Signal(object)
    """:class:`Tested`, after each test that was sent."""
    series_wanted = Signal()
    """The dialog for repeats and order."""

    def __init__(self, core: Core, tasks: Tasks, door: Door, theme: Theme, relay: Relay, parent: QWidget) -> None:
        super().__init__(parent)
        self._core = core
        self._tasks = tasks
        self._door = door
        self._theme = theme
        self._hook: Webhook | None = None
        self._payload: Payload | None = None
        self._edited = False
        self._loading: Job | None = None
        self._sending: Job | None = None
        self._began = 0.0
        self._sent_text = ""
        self.target = TargetBar(theme, self)
        self.editor = PayloadEditor(core.sending.payload_problem, theme, self)
        self.problem = label("", self, role="problem", wrap=True, name="payloadProblem")
        self.result = ResultView(core, tasks, door, theme, self)
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._make_buttons()
        self._lay_out()
        self._connect(relay)
        self._enable()

    @property
    def webhook_id(self) -> str | None:
        """The webhook that is shown."""
        return self._hook.id if self._hook else None

    def set_webhook(self, webhook_id: str | None) -> None:
        """Show another webhook; a test under way goes on for nobody and is cancelled."""
        if webhook_id == self.webhook_id and webhook_id is not None:
            return
        self.cancel()
        self._hook = self._core.settings.current.webhook(webhook_id) if webhook_id else None
        self._payload = None
        self._edited = False
        self.editor.put("")
        self.problem.setText("")
        self.result.clear()
        self._enable()
        if self._hook is not None:
            state = self._core.settings.current.state(self._hook.id)
            self._show_targets(state.test_target or "url", keep_local=False)
            self._load(generated=False)
            self._ask_credential()

    def send_now(self) -> None:
        """Send at once what is entered, or what was remembered, to where was chosen last."""
        self._send()

    def cancel(self) -> None:
        """Give up the test under way; the connection is closed at once."""
        if self._sending is not None:
            self._sending.cancel()
            self._sent()
            self.result.say(self.tr("✕ Cancelled"), "warn", sentence("send-interrupted"))

    def close_panel(self) -> None:
        """Stop timers and drop what is under way."""
        self._tick.stop()
        self.editor.close_editor()
        self.result.close_view()
        for job in (self._sending, self._loading):
            if job is not None:
                job.cancel()

    def close(self) -> bool:
        """As :meth:`close_panel`, then close the widget."""
        self.close_panel()
        return super().close()

    def _make_buttons(self) -> None:
        self._send_button = QPushButton(self.tr("Send test"), self)
        self._send_button.setObjectName("sendTest")
        self._send_button.setProperty("primary", True)
        keep_icon(self._send_button, self._send_button.setIcon, "send", self._theme, "accent_text")
        set_tooltip(self._send_button, self.tr("Send the payload now (Ctrl+Enter)"))
        self._cancel_button = QPushButton(self.tr("Cancel"), self)
        self._cancel_button.setObjectName("cancelSend")
        self._reset = QPushButton(self.tr("Reset to a fresh payload"), self)
        self._reset.setObjectName("resetPayload")
        self._reset.setProperty("flat", True)
        keep_icon(self._reset, self._reset.setIcon, "refresh", self._theme)
        self._series = QPushButton(self.tr("Repeat and order …"), self)
        self._series.setObjectName("openSeries")
        self._series.setProperty("flat", True)
        set_tooltip(self._series, self.tr("The same event twice, two swapped, many at once (Ctrl+Shift+T)"))
        self._series.clicked.connect(lambda _=False: self.series_wanted.emit())
        self._progress = label("", self, role="muted", name="sendProgress")

    def _lay_out(self) -> None:
        self.target.row.addWidget(self._progress)
        self.target.row.addWidget(self._cancel_button)
        self.target.row.addWidget(self._send_button)
        left = QWidget(self)
        under = QHBoxLayout()
        under.setSpacing(8)
        under.addWidget(self.problem, 1)
        under.addWidget(self._series, 0, Qt.AlignmentFlag.AlignTop)
        under.addWidget(self._reset, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.editor, 1)
        column.addLayout(under)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(16)
        split.addWidget(left)
        split.addWidget(self.result)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        split.setSizes([500, 500])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addWidget(self.target)
        split.setMinimumHeight(150)
        outer.addWidget(split, 1)

    def _connect(self, relay: Relay) -> None:
        relay.settings_changed.connect(self._on_settings)
        relay.listener_changed.connect(lambda _: self._refresh_targets())
        self.target.chosen.connect(self._on_target)
        self.target.local.editingFinished.connect(self._keep_local)
        self.editor.judged.connect(self.problem.setText)
        self.editor.edited.connect(self._on_edited)
        self.result.start_and_send_again.connect(self._start_and_send)
        self._send_button.clicked.connect(self.send_now)
        self._cancel_button.clicked.connect(self.cancel)
        self._reset.clicked.connect(self._fresh)
        self._tick.timeout.connect(self._show_progress)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.send_now)

    # Payload and target

    def _load(self, *, generated: bool) -> None:
        if self._hook is None:
            return
        if self._loading is not None:
            self._loading.cancel()
        hook_id, sending = self._hook.id, self._core.sending

        async def work() -> Payload:
            return await sending.fresh_payload(hook_id, generated=generated)

        self._loading = self._tasks.run(self, work, done=self._loaded)

    def _loaded(self, payload: Payload) -> None:
        self._loading = None
        self._payload = payload
        self._edited = False
        self.editor.put(payload.text)
        self.editor.judge_now()

    def _fresh(self) -> None:
        if self._hook is None:
            return
        hook_id, webhooks = self._hook.id, self._core.webhooks

        async def work() -> None:
            await webhooks.remember(hook_id, test_payload="")

        self._tasks.run(self, work)
        self._load(generated=True)

    def _on_edited(self) -> None:
        self._edited = True

    def _on_target(self, key: str) -> None:
        if self._hook is None:
            return
        hook_id, webhooks = self._hook.id, self._core.webhooks

        async def work() -> None:
            await webhooks.remember(hook_id, test_target=key)

        self._tasks.run(self, work)
        if key == "local" and not self.target.local.text():
            self.target.local.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_local(self) -> None:
        hook, wanted = self._hook, self.target.local.text().strip()
        if hook is None or wanted == hook.local_target or not wanted:
            return
        changed, webhooks = replace(hook, local_target=wanted), self._core.webhooks

        async def work() -> str:
            saved = await webhooks.save(changed, KeepCredential())
            return "" if isinstance(saved, Webhook) else problem_sentence(saved[0])

        self._tasks.run(self, work, done=self._local_kept)

    def _local_kept(self, fault: str) -> None:
        if fault:
            self.result.say(self.tr("! Not sent"), "warn", fault)

    def _show_targets(self, key: str, *, keep_local: bool) -> None:
        if self._hook is not None:
            self.target.show_targets(self._core.sending.targets(self._hook), key, keep_local=keep_local)

    def _refresh_targets(self) -> None:
        self._show_targets(self.target.key, keep_local=self.target.local.hasFocus())

    def _on_settings(self, settings: Settings) -> None:
        if self._hook is None:
            return
        hook = settings.webhook(self._hook.id)
        if hook is None:
            self.set_webhook(None)
            return
        payload_changes = (hook.type, hook.goods_owners, hook.system, hook.settings, hook.number)
        before = (
            self._hook.type,
            self._hook.goods_owners,
            self._hook.system,
            self._hook.settings,
            self._hook.number,
        )
        self._hook = hook
        self._refresh_targets()
        self._ask_credential()
        if payload_changes != before and not self._edited and not settings.state(hook.id).test_payload:
            self._load(generated=True)

    def _ask_credential(self) -> None:
        if self._hook is None:
            return
        hook, secrets = self._hook, self._core.secrets

        async def work() -> str:
            return await secrets.status(hook.id)

        self.target.show_credential(hook, "")
        self._tasks.run(self, work, done=lambda state: self._show_credential(hook, state))

    def _show_credential(self, hook: Webhook, state: str) -> None:
        if self._hook is not None and hook.id == self._hook.id:
            self.target.show_credential(self._hook, state)

    # Sending

    def _send(self, *, consent: Consent = NO_CONSENT, start: bool = False) -> None:
        if self._hook is None or self._sending is not None:
            return
        hook, key = self._hook, self.target.key
        local = self.target.local.text().strip()
        text = self.editor.toPlainText()
        edited = self._edited
        payload = replace(self._payload, text=text) if self._payload is not None else None
        core = self._core

        async def work() -> Outcome:
            if start:
                await core.listening.start()
            if key == "local" and local and local != hook.local_target:
                saved = await core.webhooks.save(replace(hook, local_target=local), KeepCredential())
                if not isinstance(saved, Webhook):
                    return problem_sentence(saved[0])
            if edited:
                await core.webhooks.remember(hook.id, test_payload=text)
            return await core.sending.test(hook.id, target_key=key, payload=payload, confirmed=consent)

        self._sent_text = text
        self._began = time.monotonic()
        self._sending = self._tasks.run(self, work, done=self._came, failed=self._failed)
        self._tick.start()
        self._enable()

    def _start_and_send(self) -> None:
        self._send(start=True)

    def _came(self, outcome: Outcome) -> None:
        self._sent()
        match outcome:
            case Tested():
                self._take_renewed(outcome.payload)
                self.result.show_tested(outcome)
                self.tested.emit(outcome)
            case NeedsConfirmation():
                self._ask(outcome)
            case CannotSend():
                self.result.say(self.tr("! Not sent"), "warn", sentence(outcome.code, outcome.params))
            case str():
                self.result.say(self.tr("! Not sent"), "warn", outcome)

    def _take_renewed(self, sent: Payload) -> None:
        # Typing meanwhile wins; else the editor shows what went out, with the event id that was used.
        if self.editor.toPlainText() != self._sent_text:
            return
        self._payload = sent
        self.editor.put(sent.text)
        self.editor.judge_now()

    def _ask(self, wanted: NeedsConfirmation) -> None:
        ask_target(self._core, self._tasks, self._door, self, wanted, lambda consent: self._send(consent=consent))

    def _failed(self, error: BaseException) -> None:
        self._sent()
        self._door.error(error)

    def _sent(self) -> None:
        self._sending = None
        self._tick.stop()
        self._enable()

    def _show_progress(self) -> None:
        seconds = time.monotonic() - self._began
        self._progress.setText(self.tr("Sending… {seconds} s").format(seconds=f"{seconds:.1f}"))

    def _enable(self) -> None:
        busy = self._sending is not None
        there = self._hook is not None
        self._send_button.setEnabled(there and not busy)
        self._cancel_button.setVisible(busy)
        self._reset.setEnabled(there)
        self._series.setEnabled(there)
        self.editor.setEnabled(there)
        self.target.setEnabled(there)
        self._progress.setVisible(busy)
        if busy:
            self._show_progress()

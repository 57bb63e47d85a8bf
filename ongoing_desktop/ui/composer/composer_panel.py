"""The Test tab of a webhook: the request on the left, the result on the right."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.settings_changed import SettingsChanged
from ongoing_desktop.domain.targets import UNCONFIRMED, Confirmation, NeedsConfirmation, SendTarget, is_production
from ongoing_desktop.services.sending import CannotSend, SendOutcome
from ongoing_desktop.services.transfers import CurlPayload
from ongoing_desktop.services.webhooks import KeepCredential
from ongoing_desktop.ui.commands.shortcuts import command_of, keep_keys, with_keys
from ongoing_desktop.ui.composer.additions import ExtrasView
from ongoing_desktop.ui.composer.live_check import LiveCheck
from ongoing_desktop.ui.composer.options_dialog import SendOptionsDialog
from ongoing_desktop.ui.composer.payload_pane import PayloadPane
from ongoing_desktop.ui.composer.request_preview import RequestPreview
from ongoing_desktop.ui.composer.result_view import ResultView
from ongoing_desktop.ui.composer.target import TargetBar
from ongoing_desktop.ui.composer.target_safety import ask_target
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.keyboard import shortcut
from ongoing_desktop.ui.kit.layout import splitter, vbox
from ongoing_desktop.ui.kit.plain_text import named, set_tooltip
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.kit.timing import CatchesUp
from ongoing_desktop.ui.service_signals import ServiceSignals
from ongoing_desktop.ui.task_runner import Job
from ongoing_desktop.wording.messages import problem_sentence, sentence

Outcome = SendOutcome | NeedsConfirmation | CannotSend | str
"""A string is the sentence of a problem with the input."""
PAYLOAD, CHECK, EXTRAS, REQUEST = range(4)


SHOWN_KINDS: Final = frozenset(
    [
        "systems",
        "public_address",
        "confirmed_hosts",
        "variables",
        "production_hosts",
        "production_systems",
        "connect_limit_s",
        "read_limit_s",
        "total_limit_s",
        "proxy",
        "port",
        "host",
        "tls_certificate",
    ]
)
"""Kinds of settings that are shown here in addition to the webhook and its state."""


class TestPanel(InContext, CatchesUp):
    """One webhook at a time. :meth:`send_now` is the window's command *Test*."""

    __test__ = False  # not a test, despite its name

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.use_context(context)
        self._hook: Webhook | None = None
        self._sending: Job | None = None
        self._sent_text = ""
        self.target = TargetBar(context.theme, self)
        self.pane = PayloadPane(context, self)
        self.check = LiveCheck(context.theme, self)
        self.extras = ExtrasView(context, self)
        self.request = RequestPreview(context, self)
        self.result = ResultView(context, self)
        self._lay_out()
        self._connect(context.signals)
        self._enable()

    @property
    def webhook_id(self) -> str | None:
        """Id of the webhook shown."""
        return self._hook.id if self._hook else None

    def set_webhook(self, webhook_id: str | None) -> None:
        """Show another webhook. A running test is cancelled."""
        if webhook_id == self.webhook_id and webhook_id is not None:
            return
        self.cancel()
        self._hook = self._services.settings.current.webhook(webhook_id) if webhook_id else None
        self.result.clear()
        self.extras.set_webhook(self._hook)
        self.request.set_webhook(self._hook)
        self._enable()
        if self._hook is not None:
            state = self._services.settings.current.state(self._hook.id)
            self._show_targets(state.test_target or "url", keep_local=False)
            self._ask_credential()
        self.pane.set_webhook(self.webhook_id)
        self._preview()

    def send_now(self) -> None:
        """Send the entered or stored payload to the last target at once."""
        self.catch_up()
        self._send()

    def keeping(self) -> Callable[[], Awaitable[None]] | None:
        """A function that stores all edits before something else sends them; None without changes. Main thread only."""
        parts = [part for part in (self.pane.keeping(), self.extras.keeping()) if part is not None]

        async def work() -> None:
            for part in parts:
                await part()

        return work if parts else None

    def cancel(self) -> None:
        """Cancel the test. The connection is closed at once."""
        if self._sending is not None:
            self._sending.cancel()
            self._sent()
            self.result.say(self.tr("✕ Cancelled"), "warn", sentence("send-interrupted"))
            self.request.forget()  # it may have arrived nevertheless
            self._preview()

    def close_panel(self) -> None:
        """Stop showing a body; the display stays."""
        self.result.body_view.close_view()

    # construction

    def _lay_out(self) -> None:
        command = command_of(self._context, "repeatAndOrder")
        self._series = push_button(
            self, self.tr("Repeat and order…"), "openSeries", command.trigger if command else None, look="flat"
        )
        keep_keys(
            self._series,
            command,
            lambda keys: set_tooltip(
                self._series, with_keys(self.tr("The same event twice, two swapped, many at once"), keys)
            ),
        )
        self.target.under.addWidget(self._series)
        self._tabs = named(QTabWidget(self), "composerTabs")
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().setExpanding(False)
        self._tabs.setUsesScrollButtons(False)  # so that it requests the width of its tabs
        self._tabs.tabBar().setAccessibleName(self.tr("Parts of the request"))
        for part, title in (
            (self.pane, self.tr("Payload")),
            (self.check, self.tr("Check")),
            (self.extras, self.tr("Additions")),
            (self.request, self.tr("Request")),
        ):
            self._tabs.addTab(part, title)
        split = splitter(
            self, Qt.Orientation.Horizontal, self._tabs, self.result, sizes=(500, 500), stretch=(1, 1), handle=16
        )
        sized(split, least_height=150)
        vbox(self.target, (split, 1), on=self, spacing=4)

    def _connect(self, signals: ServiceSignals) -> None:
        signals.settings_changed.connect(self._on_settings)
        signals.listener_changed.connect(self._refresh_targets)
        self.target.chosen.connect(self._on_target)
        self.target.moved.connect(self._on_moved)
        self.target.local.editingFinished.connect(self._keep_local)
        self.target.options.clicked.connect(self._open_options)
        self.pane.judged.connect(self.check.show_judged)
        self.pane.judged.connect(lambda _: self._preview())
        self.check.counted.connect(lambda title: self._tabs.setTabText(CHECK, title))
        self.pane.curl_taken.connect(self._on_curl)
        self.extras.kept.connect(self._preview)
        self.request.outdated.connect(self._preview)
        self._tabs.currentChanged.connect(lambda _: self._preview())
        self.result.start_and_send_again.connect(lambda: self._send(start=True))
        self.target.send.clicked.connect(self.send_now)
        self.target.cancel.clicked.connect(self.cancel)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut(self, keys, self.send_now, children=True)

    def _on_curl(self, read: CurlPayload) -> None:
        if read.headers:
            self.extras.add_headers(read.headers)
        message = self.tr(
            "Payload and headers were taken from the cURL command; address and credential remain the webhook’s."
        )
        if read.left_out:
            names = ", ".join(one_line(name, 40) for name in read.left_out[:12])
            message = f"{message} {self.tr('Not used: {names}.').format(names=names)}"
        self._notifier.notice(message)

    # Target and settings

    def _on_target(self, key: str) -> None:
        if self._hook is None:
            return
        hook_id, webhooks = self._hook.id, self._services.webhooks
        self._tasks.run(self, lambda: webhooks.remember(hook_id, test_target=key))
        if key == "local" and not self.target.local.text():
            self.target.local.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_local(self) -> None:
        hook, local = self._hook, self.target.local.text().strip()
        if hook is not None and local != hook.local_target:
            self._tasks.run(self, partial(self._save_local, hook, local), done=self._local_kept)

    async def _save_local(self, hook: Webhook, local: str) -> str:
        """Store another local address; returns the sentence of a problem."""
        if not local or local == hook.local_target:
            return ""
        saved = await self._services.webhooks.save(replace(hook, local_target=local), KeepCredential())
        return "" if isinstance(saved, Webhook) else problem_sentence(saved[0])

    def _local_kept(self, fault: str) -> None:
        if fault:
            self._say_unsent(fault)

    def _say_unsent(self, why: str) -> None:
        self.result.say(self.tr("! Not sent"), "warn", why)

    def _show_targets(self, key: str, *, keep_local: bool) -> None:
        if self._hook is not None:
            self.target.show_targets(self._services.sending.targets(self._hook), key, keep_local=keep_local)

    def _refresh_targets(self, _: object = None) -> None:
        self._show_targets(self.target.key, keep_local=self.target.local.hasFocus())

    def _on_moved(self) -> None:
        if self._hook is None:
            return
        settings = self._services.settings.current
        aim = SendTarget(self._hook.system, self.target.url)
        verified = self._services.sending.choices.options(self._hook.id).verify
        self.target.show_marks(production=is_production(settings, aim), verified=verified)
        self._preview()

    def _on_settings(self, change: SettingsChanged) -> None:
        if self._hook is not None and (change.kinds & SHOWN_KINDS or change.about_webhook(self._hook.id)):
            self.when_shown(self._show_settings)

    def _show_settings(self) -> None:
        if self._hook is None:
            return
        settings = self._services.settings.current
        hook = settings.webhook(self._hook.id)
        if hook is None:
            self.set_webhook(None)
            return
        payload_changes = _of_payload(hook) != _of_payload(self._hook)
        self._hook = hook
        self.request.set_webhook(hook)
        self._refresh_targets()
        self._ask_credential()
        if payload_changes and not self.pane.edited and not settings.state(hook.id).test_payload:
            self.pane.load("realistic")

    def _ask_credential(self) -> None:
        if self._hook is None:
            return
        hook, secrets = self._hook, self._services.secrets
        self.target.show_credential(hook, "")
        show = partial(self._show_credential, hook)
        self._tasks.run(self, lambda: secrets.status(hook.id), done=show, latest="credential")

    def _show_credential(self, hook: Webhook, state: str) -> None:
        if self._hook is not None and hook.id == self._hook.id:
            self.target.show_credential(self._hook, state)

    def _open_options(self) -> None:
        if self._hook is not None:
            dialog = SendOptionsDialog(self._context, self._hook, self)
            dialog.accepted.connect(self._on_moved)
            dialog.open()

    # The request preview

    def _preview(self) -> None:
        if self._hook is None or self._tabs.currentIndex() != REQUEST or self._sending is not None:
            return
        url = self.target.local.text().strip() if self.target.key == "local" else None
        self.request.show_next(self.target.key, url, self.pane.payload)

    # Sending

    def _send(self, *, consent: Confirmation = UNCONFIRMED, start: bool = False) -> None:
        if self._hook is None or self._sending is not None:
            return
        self.request.stop()
        hook, key, services = self._hook, self.target.key, self._services
        local = self.target.local.text().strip()
        payload = self.pane.payload
        filling = self.request.next_filling(looked_at=self._tabs.currentIndex() == REQUEST)
        keeping_extras, keeping_payload = self.extras.keeping(), self.pane.keeping()

        async def work() -> Outcome:
            if start:
                await services.listening.start()
            if keeping_payload is not None:
                await keeping_payload()
            if keeping_extras is not None and (problems := await keeping_extras()):
                return problem_sentence(problems[0])
            if key == "local" and (fault := await self._save_local(hook, local)):
                return fault
            return await services.sending.test(
                hook.id, target_key=key, payload=payload, confirmed=consent, filling=filling
            )

        self._sent_text = payload.text if payload is not None else ""
        self._sending = self._tasks.run(self, work, done=self._came, failed=self._failed)
        self.target.begin()
        self.result.wait()
        self._enable()

    def _came(self, outcome: Outcome) -> None:
        self._sent()
        match outcome:
            case SendOutcome():
                self.request.forget()
                self.pane.take(outcome.payload, self._sent_text)
                self.result.show_tested(outcome)
                if outcome.ask is not None:
                    self._ask(
                        outcome.ask, self.tr("The redirect leads there. The test will be sent again from the start.")
                    )
            case NeedsConfirmation():
                self.result.clear()
                self._ask(outcome, "")
            case CannotSend():
                self._say_unsent(sentence(outcome.code, outcome.params))
            case str():
                self._say_unsent(outcome)
        self._preview()

    def _ask(self, wanted: NeedsConfirmation, details: str) -> None:
        ask_target(self._context, self, wanted, lambda consent: self._send(consent=consent), details=details)

    def _failed(self, error: BaseException) -> None:
        self._sent()
        self.result.clear()
        self._notifier.error(error)
        self._preview()

    def _sent(self) -> None:
        self._sending = None
        self.target.end()
        self._enable()

    def _enable(self) -> None:
        there = self._hook is not None
        self.target.show_state(there=there)
        for part in (self.pane, self.extras, self._series):
            part.setEnabled(there)


def _of_payload(hook: Webhook) -> tuple[object, ...]:
    """The facts on which a generated payload depends."""
    return hook.type, hook.goods_owners, hook.system, hook.settings, hook.number

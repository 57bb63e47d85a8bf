"""First contact: give the listener a public address through a tunnel, check it, and wait for Ongoing's test."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.arrived import Arrived
from ongoing_desktop.domain.bind import is_loopback
from ongoing_desktop.domain.exchange import ExchangeRow
from ongoing_desktop.domain.payload_check import Checked
from ongoing_desktop.domain.public_address import Contact, address_for, written
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.domain.settings_changed import SettingsChanged
from ongoing_desktop.domain.tunnels import TunnelChoice
from ongoing_desktop.domain.urls import hostname_of
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.exchanges.detail_texts import fits_text
from ongoing_desktop.ui.exchanges.exchange_texts import verdict_text
from ongoing_desktop.ui.kit.buttons import push_button, tool_button
from ongoing_desktop.ui.kit.controls import ComboBox, combo_box, line_edit
from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.form_field import Field
from ongoing_desktop.ui.kit.layout import hbox, line
from ongoing_desktop.ui.kit.plain_text import paragraph, pill, set_pill
from ongoing_desktop.ui.listening.tunnel_panel import TunnelPanel
from ongoing_desktop.ui.task_runner import NO_JOB
from ongoing_desktop.wording.messages import problem_sentence, sentence

TONES: Final = {"arrived": "good", "changed": "warn", "elsewhere": "bad", "failed": "bad"}
SIGNS: Final = {"arrived": "✓", "changed": "!", "elsewhere": "✕", "failed": "✕"}


class ContactDialog(InContext, Dialog):
    """Show it with ``open()``. ``show_exchange`` opens the received request; ``webhook`` is offered first."""

    def __init__(self, context: WindowContext, parent: QWidget, webhook: str = "") -> None:
        super().__init__(
            parent,
            "contactDialog",
            parent.tr("Public address"),
            heading=parent.tr("Let Ongoing reach this computer"),
            lead=parent.tr(
                "The listener is reachable from this computer only. A tunnel gives it a public address. It is a program of "
                "another provider, which can read what passes through it."
            ),
            size=(660, 0),
        )
        self.use_context(context)
        self._job = NO_JOB
        self._asked: str | None = None
        """The address of the current or awaited result; None for none."""
        self._since = 0
        self._arrived = 0
        self._message = ""
        self.address = line_edit(
            self,
            "publicAddress",
            context.services.settings.current.preferences.public_address,
            mono=True,
            placeholder="https://…",
        )
        self._field = Field(self.tr("Public address"), self.address, self)
        message = self.tr(
            "This address is on this computer, so Ongoing cannot reach it. Enter the one that the tunnel shows."
        )
        self._local = paragraph(message, self, "muted", "contactLocal")
        self._check_button = push_button(self, self.tr("Save and test"), "contactCheck", self.check, default=True)
        self._cancel = push_button(self, self.tr("Cancel test"), "contactCancel", self._stop)
        self._cancel.hide()
        self._state = pill("", self, name="contactState")
        self._state.hide()
        self._result = paragraph("", self, name="contactResult", live=True)
        self._tunnel = TunnelPanel(context, self)
        self._hooks = self._choice(webhook)
        message = self.tr("Address for Ongoing")
        self._for_ongoing = line_edit(self, "contactAddress", accessible=message, read_only=True, mono=True)
        self._wait = paragraph("", self, name="contactWait")
        self._open = push_button(self, self.tr("Show it"), "contactShow", self._show_arrived)
        self._open.hide()
        self._lay_out()
        self.address.textChanged.connect(self._on_address)
        self._hooks.currentIndexChanged.connect(self._renew)
        context.signals.exchanges_changed.connect(self._look)
        context.signals.settings_changed.connect(self._on_settings)
        context.tasks.run(self, context.services.exchanges.newest_id, done=self._begin)
        self._renew()

    def _choice(self, webhook: str) -> ComboBox:
        made = combo_box(self, "contactWebhook", self.tr("Webhook"))
        settings = self._services.settings.current
        for hook in settings.webhooks:
            system = settings.system_of(hook)
            made.addItem(one_line(f"{hook.name} · {system.name}" if system else hook.name, 120), hook.id)
        made.choose(webhook)
        made.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        return made

    def _lay_out(self) -> None:
        self._for_ongoing.setPlaceholderText(self.tr("available once the public address is known"))
        accessible = self.tr("Copy the address for Ongoing")
        copy = tool_button(self, accessible, "", self._copy_address, icon="copy", theme=self._theme)
        self.add(
            self._tunnel,
            line(self),
            self._field,
            self._local,
            hbox(self._state, (self._result, 1), self._cancel, self._check_button, spacing=12),
            line(self),
            paragraph(self.tr("Enter this address in Ongoing and press Test there"), self, "strong"),
            self._hooks,
            hbox((self._for_ongoing, 1), copy),
            hbox((self._wait, 1), self._open, spacing=12),
        )
        self.end_with(self.tr("Close"))

    def _copy_address(self) -> None:
        QGuiApplication.clipboard().setText(self._for_ongoing.text())

    def _on_settings(self, change: SettingsChanged) -> None:
        """The tunnel has found its address."""
        before, after = change.before.preferences.public_address, change.after.preferences.public_address
        if before != after and written(self.address.text()) == before:
            self.address.setText(after)
            self.address.setCursorPosition(0)

    def _renew(self) -> None:
        settings = self._services.settings.current
        hook = settings.webhook(str(self._hooks.currentData() or ""))
        public = self.address.text().strip()
        self._local.setVisible(is_loopback(hostname_of(public)))
        past = TunnelChoice.of(settings.preferences.tunnel).past
        self._for_ongoing.setText(address_for(hook, public, past) if hook and public else "")
        self._for_ongoing.setCursorPosition(0)
        forget = not public and bool(settings.preferences.public_address)
        self._check_button.setText(self.tr("Clear address") if forget else self.tr("Save and test"))
        self._check_button.setEnabled((bool(public) or forget) and self._cancel.isHidden())

    # public

    def check(self) -> None:
        """Save the address, then send a nonce through it."""
        self._tasks.run(self, lambda: self._services.addresses.save_public(self.address.text()), done=self._on_saved)

    # slots

    def _on_address(self, _: str) -> None:
        # A result belongs to one address; nothing is known about another.
        if self._asked is not None and written(self.address.text()) != self._asked:
            self._drop()
            self._say("", "")
        self._field.set_problem("")
        self._renew()

    def _on_saved(self, result: Any) -> None:
        problems = () if isinstance(result, Settings) else result
        self._field.set_problem(" ".join(problem_sentence(item) for item in problems))
        if problems or not self.address.text().strip():
            self._say("", "")
            self._renew()
            return
        if isinstance(result, Settings) and result.preferences.public_address == written(self.address.text()):
            self._check(result.preferences.public_address)

    def _check(self, address: str) -> None:
        self._drop()
        self._asked = address
        self._busy(on=True)
        self._say("", self.tr("Sending a request to the public address…"))
        self._job = self._tasks.run(
            self,
            lambda: self._services.addresses.check_public(address),
            done=lambda found: self._on_checked(address, found),
            failed=self._on_failed,
        )

    def _on_checked(self, address: str, found: Contact) -> None:
        if address != self._asked:
            return  # late: the address was changed meanwhile
        self._busy(on=False)
        self._say(found.outcome, sentence(found.code, found.params))
        self._since = max(self._since, found.exchange_id)

    def _on_failed(self, error: BaseException) -> None:
        self._busy(on=False)
        self._say("", "")
        self._notifier.error(error)

    def _stop(self) -> None:
        self._drop()
        self._say("", self.tr("Cancelled."))

    def _drop(self) -> None:
        """Cancel a running check."""
        self._job.cancel()
        self._asked = None
        self._busy(on=False)

    def _busy(self, *, on: bool) -> None:
        self._cancel.setVisible(on)
        self._renew()

    def _say(self, outcome: str, text: str) -> None:
        self._state.setVisible(bool(outcome))
        if outcome:
            words = {
                "arrived": self.tr("reachable"),
                "changed": self.tr("changed on the way"),
                "elsewhere": self.tr("wrong target"),
                "failed": self.tr("not reachable"),
            }
            set_pill(self._state, f"{SIGNS[outcome]} {words[outcome]}", TONES[outcome])
        self._result.setText(text)

    def _begin(self, newest: int) -> None:
        self._since = max(self._since, newest)
        self._wait.setText(self.tr("Waiting for a request from Ongoing…"))

    def _look(self, arrived: Arrived) -> None:
        since, exchanges = self._since, self._services.exchanges
        if not self._wait.text() or self._arrived:
            return
        if arrived.complete:
            self._on_rows(arrived.received)
        else:
            self._tasks.run(self, lambda: exchanges.received_after(since, 20), done=self._on_rows)

    def _on_rows(self, rows: list[ExchangeRow]) -> None:
        real = [row for row in rows if not row.ours and row.id > self._since]
        if not real or self._arrived:
            return
        self._arrived = real[0].id
        reason = sentence(real[0].reason_code or "", real[0].reason_params)
        message = self.tr("A request arrived: {verdict}. {reason}").format(verdict=verdict_text(real[0]), reason=reason)
        self._message = one_line(message, 400)
        self._wait.setText(self._message)
        self._open.show()
        self._compare(real[0])

    def _compare(self, row: ExchangeRow) -> None:
        """Check what arrived against the documentation."""
        services = self._services

        async def work() -> Checked | None:
            body = await services.captures.body_of(row.id)
            return await services.captures.check(body, row.type) if body is not None else None

        self._tasks.run(self, work, done=self._on_compared)

    def _on_compared(self, checked: Checked | None) -> None:
        if checked is not None:
            self._wait.setText(f"{self._message} {fits_text(checked)}")

    def _show_arrived(self) -> None:
        number = self._arrived
        self.accept()
        self._context.navigation.show_exchange(number, "inbox")

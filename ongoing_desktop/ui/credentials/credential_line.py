"""The credential's row on the Settings tab: status, show and copy on demand, and a running rotation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QWidget

from ongoing_desktop.domain.credentials import CredentialReport
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.credentials.rotation_dialog import RotationDialog
from ongoing_desktop.ui.credentials.secret_clipboard import SecretClipboard
from ongoing_desktop.ui.credentials.tools import RevealButton, tool
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import line_edit
from ongoing_desktop.ui.kit.layout import LEFT, hbox, vbox
from ongoing_desktop.ui.kit.plain_text import named, paragraph, show_text
from ongoing_desktop.wording.messages import sentence
from ongoing_desktop.wording.times import short_time


class CredentialLine(InContext, QWidget):
    """It contains the secret only while that is shown. The keyring is queried off the main thread.

    The owner of this row places :attr:`banner`, which is visible during a rotation.
    """

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.use_context(context)
        self._hook: Webhook | None = None
        self._last: datetime | None = None
        """When the old credential was last used during a rotation."""
        self.status = paragraph("", self, name="credentialStatus")
        self.value = line_edit(
            self, "credentialValue", read_only=True, mono=True, accessible=self.tr("The stored credential")
        )
        texts = (self.tr("Show the credential"), self.tr("Hide the credential"))
        self.reveal = RevealButton(self, "credentialReveal", texts, self._theme)
        self.copy = tool(self, "credentialCopy", self.tr("Copy the credential"), "copy", self._theme)
        message = self.tr("Rotate: store a new credential and accept the old one until you end the rotation")
        self.rotate = tool(self, "rotateCredential", message, "rotate", self._theme)
        self.reveal.near = (self.value, self.copy, self.rotate)
        self.banner = named(QFrame(parent), "rotationBanner")
        self.banner.setProperty("notice", "warn")
        self.rotation = paragraph("", self.banner, name="rotationStatus")
        end = push_button(self.banner, self.tr("End rotation"), "endRotation", self._end)
        vbox(self.rotation, (end, LEFT), on=self.banner, margins=(12, 9, 12, 10))
        vbox(hbox((self.status, 1), self.reveal, self.copy, self.rotate, spacing=0), self.value, on=self, spacing=4)
        self.value.hide()
        self.reveal.toggled.connect(self._on_reveal)
        self.copy.clicked.connect(lambda: self._read(self._copied))
        self.rotate.clicked.connect(self._rotate)
        self._show_report(None, None)

    def refresh(self, hook: Webhook) -> None:
        """Update the status of a webhook's credential. Another webhook's credential is hidden at once."""
        if self._hook is None or self._hook.id != hook.id:
            self._show_report(None, None)
        self._hook = hook
        state = self._services.settings.current.state(hook.id)
        since = state.rotating_since if state.old_secret_ref else None

        async def look() -> tuple[CredentialReport, datetime | None]:
            report = await self._services.secrets.report(hook.id)
            return report, await self._services.activity.old_last_used(hook.id) if since else None

        def done(found: tuple[CredentialReport, datetime | None]) -> None:
            if self._is(hook):
                report, self._last = found
                self._show_report(report, since)

        def failed(error: BaseException) -> None:
            if self._is(hook):
                self._show_report(None, None)
                self.status.setText(self.tr("This could not be read."))
            self._tasks.default_failed(error)

        self._tasks.run(self, look, done=done, failed=failed, latest="report")

    def _is(self, hook: Webhook) -> bool:
        return self._hook is not None and self._hook.id == hook.id

    def _show_report(self, report: CredentialReport | None, since: datetime | None) -> None:
        """Show the status; None while it is being read. ``since``: start of a rotation."""
        self.status.setText(_status(report) if report else self.tr("Reading…"))
        stored = report is not None and report.status == "stored"
        for button in (self.reveal, self.copy):
            button.setVisible(stored)
        self.rotate.setVisible(stored and since is None)
        if not stored:
            self.reveal.setChecked(False)
        self.banner.setVisible(since is not None)
        if since is not None:
            last = self._last
            used = (
                self.tr("last used on {at}.").format(at=short_time(last)) if last else self.tr("not used since then.")
            )
            begun = self.tr("Rotation started {at}; old credential").format(at=short_time(since))
            self.rotation.setText(f"{begun} {used}")

    # the secret

    def _on_reveal(self, on: bool) -> None:
        if on:
            self.reveal.setFocus()
            self._read(self._show_value)
        else:
            show_text(self.value, "")

    def _read(self, use: Callable[[Secret], None]) -> None:
        hook = self._hook
        if hook is None:
            return

        def done(secret: Secret | None) -> None:
            if secret is not None and self._is(hook):
                use(secret)
            elif secret is None:
                self.reveal.setChecked(False)
                self.refresh(hook)

        def failed(error: BaseException) -> None:
            self.reveal.setChecked(False)
            self._tasks.default_failed(error)

        self._tasks.run(self, lambda: self._services.secrets.of(hook), done=done, failed=failed)

    def _show_value(self, secret: Secret) -> None:
        """Show the secret for half a minute, if it is still wanted."""
        if self.reveal.isChecked():
            self.value.setText(secret.reveal())
            self.value.setCursorPosition(0)
            self.value.show()
            self.reveal.timer.start()

    def _copied(self, secret: Secret) -> None:
        clipboard = SecretClipboard.near(self)
        clipboard.copy(secret)
        message = self.tr("Credential copied. The clipboard is cleared in {seconds} seconds.")
        self._notifier.notice(message.format(seconds=clipboard.seconds), "good")

    # rotation

    def _rotate(self) -> None:
        if self._hook is not None:
            RotationDialog(self._context, self.window(), self._hook).open()

    def _end(self) -> None:
        hook = self._hook
        if hook is None:
            return
        if self._last is None:
            self._end_now(hook)
            return
        message = self.tr("The old credential was last used on {at}. The listener will now reject it.")
        self._notifier.confirm(
            self.window(),
            self.tr("End the rotation?"),
            message.format(at=short_time(self._last)),
            self.tr("End rotation"),
            lambda: self._end_now(hook),
            details=self.tr("Make sure Ongoing has the new one."),
        )

    def _end_now(self, hook: Webhook) -> None:
        message = self.tr("The old credential for “{name}” is no longer accepted.").format(name=hook.name)

        def done(ended: bool) -> None:
            if ended:
                self._notifier.notice(message, "info", self._context.undo_action)

        self._tasks.run(self, lambda: self._services.webhooks.end_rotation(hook.id), done=done)

    # Qt overrides

    def hideEvent(self, event: QHideEvent) -> None:
        """Hide the secret with its tab or screen."""
        super().hideEvent(event)
        self.reveal.setChecked(False)


def _status(report: CredentialReport) -> str:
    """Where it is stored and whether it can be read."""
    code = "session" if report.session else report.status
    why = sentence(report.why) if report.why else ""
    return sentence(f"credential-{code}", {"keyring": report.keyring or sentence("keyring-unnamed"), "why": why})

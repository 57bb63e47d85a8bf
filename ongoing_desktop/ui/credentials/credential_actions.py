"""Actions on the selected webhook's credential on the Settings tab."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ongoing_desktop.domain.credentials import CredentialReport
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.credentials.rotation_dialog import RotationDialog
from ongoing_desktop.ui.credentials.rotation_line import CredentialLine
from ongoing_desktop.ui.credentials.secret_clipboard import SecretClipboard
from ongoing_desktop.wording.times import short_time


class CredentialActions(InContext, QObject):
    """Main thread only. The keyring is queried off it."""

    def __init__(self, context: WindowContext, line: CredentialLine) -> None:
        super().__init__(line)
        self.use_context(context)
        self._line = line
        self._undo = context.navigation.undo
        self._hook: Webhook | None = None
        self._last: datetime | None = None
        line.reveal_requested.connect(lambda: self._read(line.show_value))
        line.copy_requested.connect(lambda: self._read(self._copied))
        line.rotate_requested.connect(self._rotate)
        line.end_requested.connect(self._end)

    def refresh(self, hook: Webhook) -> None:
        """Update the status of a webhook's credential. Another webhook's credential is hidden at once."""
        if self._hook is None or self._hook.id != hook.id:
            self._line.hide_value()
            self._line.set_report(None, None, None)
        self._hook = hook
        state = self._services.settings.current.state(hook.id)
        since = state.rotating_since if state.old_secret_ref else None

        async def look() -> tuple[CredentialReport, datetime | None]:
            report = await self._services.secrets.report(hook.id)
            return report, await self._services.activity.old_last_used(hook.id) if since else None

        def done(found: tuple[CredentialReport, datetime | None]) -> None:
            if self._is(hook):
                report, self._last = found
                self._line.set_report(report, since, self._last)

        def failed(error: BaseException) -> None:
            if self._is(hook):
                self._line.set_unknown()
            self._tasks.default_failed(error)

        self._tasks.run(self, look, done=done, failed=failed, latest="report")

    def _is(self, hook: Webhook) -> bool:
        return self._hook is not None and self._hook.id == hook.id

    def _read(self, use: Callable[[Secret], None]) -> None:
        hook = self._hook
        if hook is None:
            return

        def done(secret: Secret | None) -> None:
            if secret is not None and self._is(hook):
                use(secret)
            elif secret is None:
                self._line.hide_value()
                self.refresh(hook)

        def failed(error: BaseException) -> None:
            self._line.hide_value()
            self._tasks.default_failed(error)

        self._tasks.run(self, lambda: self._services.secrets.of(hook), done=done, failed=failed)

    def _copied(self, secret: Secret) -> None:
        clipboard = SecretClipboard.near(self)
        clipboard.copy(secret)
        message = self.tr("Credential copied. The clipboard is cleared in {seconds} seconds.")
        self._notifier.notice(message.format(seconds=clipboard.seconds), "good")

    def _rotate(self) -> None:
        if self._hook is not None:
            RotationDialog(self._context, self._parent(), self._hook).open()

    def _end(self) -> None:
        hook = self._hook
        if hook is None:
            return
        if self._last is None:
            self._end_now(hook)
            return
        message = self.tr("The old credential was last used on {at}. The listener will now reject it.")
        self._notifier.confirm(
            self._parent(),
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
                self._notifier.notice(message, "info", (self.tr("Undo"), self._undo))

        self._tasks.run(self, lambda: self._services.webhooks.end_rotation(hook.id), done=done)

    def _parent(self) -> QWidget:
        return self._line.window()

"""A preview of the request that is updated on each change."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.variables import Filling
from ongoing_desktop.services.payloads import Payload
from ongoing_desktop.services.sending import CannotSend, Preview
from ongoing_desktop.ui.composer.request_view import RequestView
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.task_runner import Job


class LiveRequest(InContext, RequestView):
    """Keeps the event id, time and seed of the preview, so that sending uses them too."""

    outdated = Signal()
    """Something changed while the preview was built; call :meth:`show_next` with the new values."""

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        super().__init__(context.theme, parent)
        self.use_context(context)
        self._hook: Webhook | None = None
        self._job: Job | None = None
        self._filling: Filling | None = None
        self._stale = False

    def set_webhook(self, hook: Webhook | None) -> None:
        """Set the webhook. A different one gets new values."""
        if self._hook is None or hook is None or (hook.id, hook.system) != (self._hook.id, self._hook.system):
            self.forget()
        self._hook = hook

    def show_next(self, key: str, url: str | None, payload: Payload | None) -> None:
        """Show the request for a test. ``payload``: None for the stored or generated one."""
        if self._hook is None:
            return
        if self._job is not None:
            self._stale = True  # the running build uses up an event id, so finish it first
            return
        hook, filling, sending = self._hook, self._filling, self._services.sending

        async def work() -> tuple[Filling, Preview | CannotSend, str]:
            filled = filling or await sending.payloads.filling(hook)
            shown = payload if payload is not None else sending.payloads.make(hook.id)
            return filled, await sending.preview(hook.id, filled, payload=shown, target_key=key, url=url), hook.system

        self._job = self._tasks.run(self, work, done=self._came, failed=self._failed)

    def next_filling(self, *, looked_at: bool) -> Filling | None:
        """The values of the preview. If it was not visible, its time is updated."""
        if self._filling is None or looked_at:
            return self._filling
        return replace(self._filling, at=self._services.clock())

    def forget(self) -> None:
        """Use new values next time, because these were sent."""
        self._filling = None

    def stop(self) -> None:
        """Cancel work."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._stale = False

    def _came(self, found: tuple[Filling, Preview | CannotSend, str]) -> None:
        self._job = None
        if self._hook is not None and self._hook.system == found[2]:
            self._filling = found[0]
            if not self._stale:
                self.show_preview(found[1])
                return
        self._stale = False
        self.outdated.emit()

    def _failed(self, error: BaseException) -> None:
        self._job = None
        self._notifier.error(error)

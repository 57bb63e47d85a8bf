"""The request as it will be sent, byte for byte, with its credential masked; updated on each change."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QTextOption
from PySide6.QtWidgets import QWidget

from ongoing_desktop.bodies.visible import break_lines, visible
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.variables import Filling
from ongoing_desktop.services.payloads import Payload
from ongoing_desktop.services.sending import CannotSend, Preview
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import text_edit
from ongoing_desktop.ui.kit.layout import hbox, vbox
from ongoing_desktop.ui.kit.plain_text import paragraph
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.task_runner import Job
from ongoing_desktop.wording.messages import sentence

SHOWN: Final = 256 * 1024


class RequestPreview(InContext, QWidget):
    """Keeps the event id, time and seed that it shows, so that sending uses them too."""

    outdated = Signal()
    """Something changed while the preview was built; call :meth:`show_next` with the new values."""

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.use_context(context)
        self._hook: Webhook | None = None
        self._job: Job | None = None
        self._filling: Filling | None = None
        self._stale = False
        self._whole = ""
        self.text = text_edit(
            self, "requestPreview", self.tr("The request as it will be sent"), read_only=True, mono=True
        )
        self.text.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        sized(self.text, document=8, least_height=48)
        self._note = paragraph("", self, "secondary")
        self._copy = push_button(self, self.tr("Copy"), "copyRequest", self._copy_all, look="flat")
        vbox((self.text, 1), hbox((self._note, 1), self._copy), on=self, spacing=4, margins=(0, 6, 0, 0))

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
                self._show(found[1])
                return
        self._stale = False
        self.outdated.emit()

    def _failed(self, error: BaseException) -> None:
        self._job = None
        self._notifier.error(error)

    def _show(self, preview: Preview | CannotSend) -> None:
        """Show a request, or why there is none."""
        self._whole = preview.text if isinstance(preview, Preview) else ""
        self._copy.setEnabled(bool(self._whole))
        if isinstance(preview, CannotSend):
            self._note.setText(sentence(preview.code, preview.params))
            self.text.setPlainText("")
            return
        self.text.setPlainText(break_lines(visible(self._whole[:SHOWN]))[0])
        message = self.tr(
            "This is exactly what is sent; only the credential is masked. Assumed of Ongoing: POST and "
            "application/json."
        )
        if len(self._whole) > SHOWN:
            message = self.tr("Only the beginning is shown.") + " " + message
        self._note.setText(message)

    def _copy_all(self) -> None:
        QGuiApplication.clipboard().setText(self._whole)

"""Asks for the number of a real object, to start a payload from it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ongoing_desktop.services.payloads import Payload
from ongoing_desktop.ui.context import WindowContext
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import line_edit
from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.form_field import Field
from ongoing_desktop.ui.kit.plain_text import paragraph
from ongoing_desktop.ui.task_runner import Job
from ongoing_desktop.wording.messages import sentence

WIDTH = 520


class RealObjectDialog(Dialog):
    """Shown with ``open()``. ``made`` receives the payload. Closing it ends the request."""

    def __init__(
        self, context: WindowContext, parent: QWidget, webhook_id: str, made: Callable[[Payload], None]
    ) -> None:
        lead = parent.tr(
            "Ids, numbers and the status come from Ongoing; everything else stays invented, so nothing personal is in it."
        )
        super().__init__(parent, "realObjectDialog", parent.tr("Start from a real object"), lead=lead, size=(WIDTH, 0))
        self._services = context.services
        self._tasks = context.tasks
        self._webhook_id = webhook_id
        self._made = made
        self._job: Job | None = None
        resource = context.services.api_samples.resource(webhook_id)
        title = resource.title if resource else self.tr("number")
        self._number = line_edit(self, "realNumber")
        self._field = Field(self.tr("Number of the {what}").format(what=title), self._number, self)
        self._field.forget_on_edit()
        self._message = paragraph("", self, "secondary", live=True)
        self._go = push_button(self, self.tr("Use"), "realUse", self._on_go, default=True)
        self.add(self._field, self._message)
        self.end_with(self.tr("Cancel"), self._go)
        if resource is None:
            self._field.setEnabled(False)
            self._go.setEnabled(False)
            self._message.setText(sentence("api-no-real"))

    def _on_go(self) -> None:
        number = self._number.text().strip()
        if not number:
            self._field.set_problem(self.tr("Enter a number."))
            return
        self._go.setEnabled(False)
        self._message.setText(self.tr("Asking Ongoing…"))
        self._job = self._tasks.run(
            self,
            lambda: self._services.api_samples.real(self._webhook_id, number),
            done=self._on_made,
            failed=self._on_failed,
        )

    def _on_made(self, payload: Payload) -> None:
        made = self._made
        self.accept()
        made(payload)

    def _on_failed(self, error: BaseException) -> None:
        self._go.setEnabled(True)
        self._message.setText("")
        self._tasks.explain(error, self._field.set_problem)

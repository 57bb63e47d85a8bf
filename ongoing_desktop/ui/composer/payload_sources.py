"""Where the payload of a test can come from: one received, one saved, or a real object. Saves one for later tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtWidgets import QListWidget, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.exchange import ExchangeRow
from ongoing_desktop.domain.saved_request import SavedRequest
from ongoing_desktop.services.payloads import Payload
from ongoing_desktop.services.requests import Saved
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import line_edit
from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.form_field import Field
from ongoing_desktop.ui.kit.plain_text import named, paragraph
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.reading_line import ReadingLine
from ongoing_desktop.wording.messages import sentence
from ongoing_desktop.wording.times import time_text

LONGEST_ROW: Final = 200
LONGEST_TITLE: Final = 120
WIDTH: Final = 520


class _Picker(InContext, Dialog):
    """A list of payloads, read when it opens. ``chosen`` receives what belongs to the chosen row."""

    def __init__(
        self,
        context: WindowContext,
        parent: QWidget,
        names: tuple[str, str, str, str],
        title: str,
        accessible: str,
        chosen: Callable[[Any], None],
        *,
        size: tuple[int, int] = (0, 0),
    ) -> None:
        """``names``: object names of the dialog, its list, the line above that, and its button."""
        super().__init__(parent, names[0], title, size=size)
        self.use_context(context)
        self._chosen = chosen
        self._values: list[Any] = []
        self._list = named(QListWidget(self), names[1], accessible)
        self._line = ReadingLine(context, self, names[2], self._load)
        self._use = push_button(self, self.tr("Use payload"), names[3], self._take, default=True)
        self._use.setEnabled(False)
        self.add(self._line, (self._list, 1))
        self.end_with(self.tr("Cancel"), self._use)
        self._list.itemActivated.connect(lambda _: self._take())

    def _load(self) -> None:
        """Read the rows and show them with :meth:`_show_rows`."""
        raise NotImplementedError

    def _show_rows(self, rows: Sequence[tuple[str, Any]], message: str) -> None:
        self._line.say(message)
        for text, value in rows:
            self._list.addItem(text)
            self._values.append(value)
        self._list.setCurrentRow(0)
        self._list.setVisible(bool(rows))
        self._use.setEnabled(bool(rows))
        if rows:
            self._list.setFocus()

    def _take(self) -> None:
        if (row := self._list.currentRow()) >= 0:
            self.accept()
            self._chosen(self._values[row])


class CapturePicker(_Picker):
    """Chooses a received request. Show it with ``open()``; ``chosen`` receives the id."""

    def __init__(self, context: WindowContext, parent: QWidget, webhook_id: str, chosen: Callable[[int], None]) -> None:
        names = ("capturePicker", "captures", "capturesTold", "useCapture")
        title, accessible = parent.tr("Choose a received payload"), parent.tr("Received payloads of this type")
        super().__init__(context, parent, names, title, accessible, chosen)
        sized(self._list, mono=True, least_width=560, least_height=260)
        self._webhook_id = webhook_id
        self._load()

    def _load(self) -> None:
        self._line.say(self.tr("Looking…"))
        payloads, webhook = self._services.sending.payloads, self._webhook_id
        self._tasks.run(self, lambda: payloads.captures(webhook), done=self._show, failed=self._line.fail)

    def _show(self, rows: Sequence[ExchangeRow]) -> None:
        message = self.tr("Received payloads of this type, newest first. They are sent unchanged.")
        nothing = self.tr("No payload of this type has been received yet.")
        self._show_rows([(self._text(row), row.id) for row in rows], message if rows else nothing)

    def _text(self, row: ExchangeRow) -> str:
        trigger = self._services.catalogue.trigger(row.type)
        title = trigger.title if trigger else (row.family or "")
        event = "" if row.event_id is None else self.tr("event {id}").format(id=row.event_id)
        parts = (time_text(row.at), title, event, row.subject or "")
        return one_line("   ".join(part for part in parts if part), LONGEST_ROW)


class SavedPicker(_Picker):
    """Chooses a saved payload. Show it with ``open()``; ``chosen`` receives the text."""

    def __init__(self, context: WindowContext, parent: QWidget, chosen: Callable[[str], None]) -> None:
        names = ("savedPicker", "savedPayloads", "savedTold", "useSaved")
        title, accessible = parent.tr("Choose a saved payload"), parent.tr("Saved payloads")
        super().__init__(context, parent, names, title, accessible, chosen, size=(480, 380))
        self._load()

    def _load(self) -> None:
        self._line.say(self.tr("Looking…"))
        self._tasks.run(self, self._services.requests.entries, done=self._show, failed=self._line.fail)

    def _show(self, entries: tuple[Saved, ...]) -> None:
        rows = [
            (one_line(entry.title, LONGEST_TITLE), entry.request.body)
            for entry in entries
            if entry.request is not None and entry.request.body
        ]
        nothing = self.tr("No payload is saved yet. Save one here, or from the menu of an exchange.")
        self._show_rows(rows, self.tr("They are sent unchanged.") if rows else nothing)


class RealObjectDialog(InContext, Dialog):
    """Asks for the number of a real object. Show it with ``open()``; ``made`` receives the payload."""

    def __init__(
        self, context: WindowContext, parent: QWidget, webhook_id: str, made: Callable[[Payload], None]
    ) -> None:
        lead = parent.tr(
            "Ids, numbers and the status come from Ongoing; everything else stays invented, so nothing personal is in it."
        )
        super().__init__(parent, "realObjectDialog", parent.tr("Start from a real object"), lead=lead, size=(WIDTH, 0))
        self.use_context(context)
        self._webhook_id = webhook_id
        self._made = made
        resource = self._services.api.sample_resource(webhook_id)
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
        work = self._services.api.real_sample
        self._tasks.run(self, lambda: work(self._webhook_id, number), done=self._on_made, failed=self._on_failed)

    def _on_made(self, payload: Payload) -> None:
        self.accept()
        self._made(payload)

    def _on_failed(self, error: BaseException) -> None:
        self._go.setEnabled(True)
        self._message.setText("")
        self._tasks.explain(error, self._field.set_problem)


def save_payload(context: WindowContext, parent: QWidget, text: str) -> None:
    """Ask for a name and save a payload under it."""
    from ongoing_desktop.ui.simulate.name_dialog import NameDialog  # noqa: PLC0415 - imported when it opens

    def save(name: str) -> None:
        context.tasks.run(
            context.window,
            lambda: context.services.requests.save(SavedRequest(name, body=text)),
            done=lambda _: context.notifier.notice(sentence("request-saved", {"name": name}), "good"),
        )

    title = parent.tr("Save payload")
    lead = parent.tr("Saved in the data folder as it is, including personal data. One of the same name is replaced.")
    NameDialog(parent, title, lead, "", save).open()

"""*What did I miss?*: events that Ongoing probably sent and that did not arrive."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.api import RESOURCES
from ongoing_desktop.domain.api_missed import Missed
from ongoing_desktop.domain.errors import UsageError
from ongoing_desktop.domain.filters import read_moment
from ongoing_desktop.domain.sending import Response
from ongoing_desktop.domain.targets import UNCONFIRMED, Confirmation, NeedsConfirmation
from ongoing_desktop.services.api_missed import MissedReport, Progress, Span
from ongoing_desktop.services.sending import CannotSend, SendOutcome
from ongoing_desktop.ui.composer.target_safety import ask_target
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.exchanges.look_up_window import LookUpWindow
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import combo_box, line_edit
from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.form_field import Field
from ongoing_desktop.ui.kit.layout import STRETCH, hbox
from ongoing_desktop.ui.kit.line_table import Column, Line, Lines
from ongoing_desktop.ui.kit.plain_text import paragraph, restyle
from ongoing_desktop.ui.task_runner import NO_JOB
from ongoing_desktop.wording.language import number
from ongoing_desktop.wording.messages import error_sentence, sentence
from ongoing_desktop.wording.times import short_time, time_text

SIZE: Final = (1000, 640)


class MissedWindow(InContext, Dialog):
    """Show it with ``show()``; a separate window."""

    def __init__(self, context: WindowContext, parent: QWidget, *, system_id: str) -> None:
        lead = parent.tr(
            "Compares the orders and purchase orders whose status changed with the events that arrived, through the filter "
            "and the goods owners of each webhook."
        )
        super().__init__(parent, "missedWindow", parent.tr("What did I miss?"), lead=lead, size=SIZE)
        self.setModal(False)
        self.use_context(context)
        self._job = NO_JOB
        self._report: MissedReport | None = None
        self._since: datetime | None = None
        """Start of the default time span; None until it is known."""
        self._make()
        self._lay_out()
        for system in context.services.settings.current.systems:
            self._system.addItem(one_line(system.name, 60), system.id)
        self._system.choose(system_id)
        self._system.currentIndexChanged.connect(self._on_system)
        self._on_system()

    # construction

    def _make(self) -> None:
        self._system = combo_box(self, "missedSystem")
        self._from = line_edit(self, "missedSince")
        self._fields = (Field(self.tr("System"), self._system, self), Field(self.tr("Since"), self._from, self))
        self._fields[1].forget_on_edit()
        self.message = paragraph("", self, "heading", "missedTold", live=True)
        columns = (
            Column(self.tr("What"), 200),
            Column(self.tr("Status"), 150),
            Column(self.tr("Webhook"), 180),
            Column(self.tr("Why")),
        )
        self.table = Lines(self, "missedTable", self.tr("Probably missed"), columns, self._context.theme)
        self.table.opened.connect(self._open)
        self.table.chosen.connect(self._enable)
        self._limits = paragraph(sentence("missed-limits"), self, "muted", "missedLimits")
        self._look = push_button(self, self.tr("Look for missed events"), "missedLook", self.look, default=True)
        self._stop = push_button(self, self.tr("Cancel"), "missedCancel", lambda _=False: self._job.stop())
        self._open_button = push_button(self, self.tr("Open"), "missedOpen", lambda: self._open(self.table.current))
        self._send = push_button(self, self.tr("Send to my receiver"), "missedSend", self._on_send)

    def _lay_out(self) -> None:
        self.add(
            *self._fields, hbox(self._look, self._stop, (self.message, 1), spacing=12), (self.table, 1), self._limits
        )
        self.end_with(self.tr("Close"), left=(self._open_button, self._send, STRETCH))

    # public

    def look(self) -> None:
        """Query Ongoing and compare."""
        if self._job.running:
            return
        try:
            since = self._chosen()
        except UsageError as error:
            self._fields[1].set_problem(error_sentence(error))
            self._from.setFocus()
            return
        self._report = None
        self.table.show_lines(())
        self._say(self.tr("Asking Ongoing…"))
        system_id = self._system_id
        self._job = self._tasks.follow(
            self,
            lambda on_progress: self._services.missed.find(system_id, since, on_progress=on_progress),
            self._on_progress,
            done=self._on_found,
            failed=self._on_failed,
            stopped=lambda: self._end(self.tr("Cancelled; nothing was compared to the end.")),
        )
        self._enable()

    # slots

    def _on_system(self) -> None:
        system_id = self._system_id
        self._since = None
        self._report = None
        self.table.show_lines(())
        self._say("")
        self._enable()
        if system_id:
            span = partial(self._services.missed.usual_span, system_id)
            self._tasks.run(self, span, done=self._on_span, latest="span")

    def _on_span(self, span: Span) -> None:
        self._since = span.since
        self._from.setText(time_text(span.since))
        message = self.tr("{why}. A date and time, or for example -2h.")
        self._fields[1].set_hint(message.format(why=sentence(f"missed-since-{span.code}").capitalize()))

    def _on_progress(self, progress: Progress) -> None:
        what = self.tr("orders") if progress.family == "order" else self.tr("purchase orders")
        message = self.tr("{count} {what} of goods owner {owner} looked at…")
        self._say(message.format(count=number(progress.looked_at), what=what, owner=progress.goods_owner))

    def _on_found(self, report: MissedReport) -> None:
        # Thousands of sentences are made by a worker.
        self._job = self._tasks.compute(
            self,
            lambda: [_line(place, event) for place, event in enumerate(report.events)],
            done=lambda lines: self._show(report, lines),
        )

    def _show(self, report: MissedReport, lines: list[Line]) -> None:
        self._report = report
        self.table.show_lines(lines)
        self.table.select_row(0)
        counts = {"count": number(report.looked_at), "missed": number(len(report.events))}
        since = short_time(report.since)
        code = "missed-some" if report.events else "missed-none"
        self._limits.setText(" ".join(self._remarks(report)))
        self._end(sentence("missed-no-webhooks" if report.without_webhooks else code, {**counts, "since": since}))

    def _on_failed(self, error: BaseException) -> None:
        self._end("")
        self._tasks.explain(error, lambda text: self._say(text, "problem"))

    def _on_send(self) -> None:
        if (event := self._event(self.table.current)) is not None:
            self._send_event(event, UNCONFIRMED)

    def _send_event(self, event: Missed, consent: Confirmation) -> None:
        self._send.setEnabled(False)

        def done(result: SendOutcome | NeedsConfirmation | CannotSend) -> None:
            self._enable()
            match result:
                case NeedsConfirmation():
                    ask_target(self._context, self, result, lambda given: self._send_event(event, given))
                case CannotSend():
                    self._say(sentence(result.code, result.params), "problem")
                case SendOutcome():
                    outcome = result.result.outcome
                    good = isinstance(outcome, Response) and result.assumed.success.counts(outcome.status)
                    message = self.tr("Sent the reconstructed event for {number}: {what}")
                    number, what = one_line(event.present.number, 60), result.sentences[0]
                    self._say(message.format(number=number, what=what), "heading" if good else "problem")

        def failed(error: BaseException) -> None:
            self._enable()
            self._tasks.default_failed(error)

        self._tasks.run(self, lambda: self._services.missed.send(event, confirmed=consent), done=done, failed=failed)

    # parts

    @property
    def _system_id(self) -> str:
        return str(self._system.currentData() or "")

    def _chosen(self) -> datetime | None:
        text = self._from.text().strip()
        if not text or (self._since is not None and text == time_text(self._since)):
            return self._since
        return read_moment(text, self._services.clock())

    def _remarks(self, report: MissedReport) -> list[str]:
        found = [sentence("missed-limits")]
        if report.beyond_reach:
            found.append(sentence("missed-reach"))
        found += [sentence("missed-not-offered", {"what": title}) for title in report.not_offered]
        return found

    def _event(self, key: object) -> Missed | None:
        return self._report.events[key] if self._report is not None and isinstance(key, int) else None

    def _open(self, key: object) -> None:
        event, system_id = self._event(key), self._system_id
        if event is None:
            return
        resource = RESOURCES[event.present.family]
        path = resource.path(event.present.id)
        LookUpWindow(
            self._context,
            self,
            ask=lambda: self._services.api.get_path(system_id, path),
            title=f"{resource.title} {event.present.number}",
        ).show()

    def _end(self, message: str) -> None:
        self._say(message)
        self._enable()

    def _say(self, text: str, role: str = "heading") -> None:
        self.message.setText(text)
        restyle(self.message, role=role)

    def _enable(self) -> None:
        busy = self._job.running
        self._look.setVisible(not busy)
        self._look.setEnabled(bool(self._system_id))
        self._stop.setVisible(busy)
        chosen = self._event(self.table.current) is not None
        self._open_button.setEnabled(chosen)
        self._send.setEnabled(chosen)


def _line(place: int, event: Missed) -> Line:
    present = event.present
    what = f"{RESOURCES[present.family].title} {one_line(present.number, 60)}"
    status = one_line(f"{present.status} {present.status_text}".strip(), 60)
    why = sentence(event.code, event.params)
    return Line((what, status, one_line(event.hook.name, 60), one_line(why, 300)), place, tooltip=why)

"""The webhooks that fire for each event: the plan before a run, the results during and after it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.sent import Sent
from ongoing_desktop.services.scenarios import Event, Run, step_words
from ongoing_desktop.ui.kit.line_table import Column, Line, Lines
from ongoing_desktop.ui.simulate.play import TONES
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.wording.messages import sentence

RESULT = 3


class OutcomeTable(Lines):
    """One line per event and webhook of its type. :attr:`opened` carries an exchange's id."""

    def __init__(self, catalogue: Catalogue, theme: Theme, parent: QWidget) -> None:
        columns = (
            Column("#", 44),
            Column(parent.tr("What happens"), 256),
            Column(parent.tr("Webhook"), 176),
            Column(parent.tr("Result"), 116),
            Column(parent.tr("Why")),
        )
        super().__init__(
            columns,
            theme,
            parent,
            name="scenarioOutcome",
            accessible_name=parent.tr("Webhooks that fire for each event"),
        )
        self._catalogue = catalogue

    def show_run(self, run: Run | None, *, over: bool = False) -> None:
        """Show these events. ``over``: it was cancelled."""
        over = over or (run is not None and run.state != "playing")
        by_event = run.by_event() if run else {}
        self.show_lines(
            [
                line
                for event in (run.events if run else ())
                for line in self._lines_of(event, by_event.get(event.due.number, []), over=over)
            ]
        )

    def _lines_of(self, event: Event, deliveries: Sequence[Sent], *, over: bool) -> list[Line]:
        number, what = str(event.due.number), step_words(event.due.step, self._catalogue)
        found = [self._delivery(event, what, item, over=over) for item in deliveries]
        for who in event.hears:
            if not who.fires:
                why = one_line(sentence(who.code, who.params), 200)
                cells = (number, what, one_line(who.hook.name, 60), self.tr("does not fire"), why)
                found.append(Line(cells, quiet=True))
        return found or [
            Line((number, what, "", self.tr("no webhook"), self.tr("No webhook of this type.")), quiet=True)
        ]

    def _delivery(self, event: Event, what: str, sent: Sent, *, over: bool) -> Line:
        name = one_line(sent.hook.name, 60) if sent.hook else ""
        again = f" ({sent.attempt} ×)" if sent.attempt > 1 else ""
        why = one_line(sentence(sent.code, sent.params), 200) if sent.code else sent.took
        cells = (str(event.due.number), what, f"{name}{again}", self._result(event, sent, over=over), why)
        return Line(
            cells, sent.exchange_id, TONES[sent.state], RESULT if sent.done else -1, quiet=over and not sent.done
        )

    def _result(self, event: Event, sent: Sent, *, over: bool) -> str:
        match sent.state:
            case "planned" if over:
                return self.tr("not sent")
            case "planned" if event.state == "planned":
                return self.tr("would be sent")
            case "planned" | "sending":
                return "…"
            case "cancelled":
                return self.tr("cancelled")
        return "✕" if sent.code else sent.result

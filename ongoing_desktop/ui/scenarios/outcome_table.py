"""Who hears of each event: before a run who would, during and after it what came of it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.services.scenario_text import result_word, step_words
from ongoing_desktop.services.scenarios import Event, Run, Sent
from ongoing_desktop.ui.kit.line_table import Column, Line, Lines
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.wording.messages import sentence

RESULT = 3


class OutcomeTable(Lines):
    """One line per event and webhook of its type. :attr:`opened` tells an exchange's id."""

    def __init__(self, catalogue: Catalogue, theme: Theme, parent: QWidget) -> None:
        columns = (
            Column("#", 44),
            Column(parent.tr("What happens"), 256),
            Column(parent.tr("Webhook"), 176),
            Column(parent.tr("Result"), 116),
            Column(parent.tr("Why")),
        )
        super().__init__(
            columns, theme, parent, name="scenarioOutcome", told=parent.tr("Webhooks that fire for each event")
        )
        self._catalogue = catalogue

    def show_run(self, run: Run | None, *, over: bool = False) -> None:
        """Show these events. ``over``: it was cancelled."""
        over = over or (run is not None and run.state != "playing")
        self.show_lines([line for event in run.events for line in self._lines_of(event, over=over)] if run else [])

    def _lines_of(self, event: Event, *, over: bool) -> list[Line]:
        number, what = str(event.due.number), step_words(event.due.step, self._catalogue)
        found = [self._sent(number, what, item) for item in event.sent]
        heard = {item.hook.id for item in event.sent}
        for who in event.hears:
            name = one_line(who.hook.name, 60)
            if who.fires and who.hook.id not in heard:
                word = self._waits(event, over=over)
                found.append(Line((number, what, name, word, ""), quiet=over))
            elif not who.fires:
                found.append(
                    Line(
                        (number, what, name, self.tr("does not fire"), one_line(sentence(who.code, who.params), 200)),
                        quiet=True,
                    )
                )
        return found or [
            Line((number, what, "", self.tr("no webhook"), self.tr("No webhook of this type.")), quiet=True)
        ]

    def _waits(self, event: Event, *, over: bool) -> str:
        if over:
            return self.tr("cancelled") if event.state == "sending" else self.tr("not sent")
        return self.tr("would be sent") if event.state == "planned" else "…"

    @staticmethod
    def _sent(number: str, what: str, item: Sent) -> Line:
        again = f" ({item.copy} ×)" if item.copy > 1 else ""
        took = f"{item.duration_ms:.0f} ms" if item.duration_ms is not None else ""
        word = "✕" if item.code else result_word(item)
        why = one_line(sentence(item.code, item.params), 200) if item.code else took
        cells = (number, what, f"{one_line(item.hook.name, 60)}{again}", word, why)
        return Line(cells, item.exchange_id, "good" if item.good else "bad", RESULT)

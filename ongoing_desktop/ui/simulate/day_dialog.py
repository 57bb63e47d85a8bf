"""Morning burst: plays a made or recorded day at a receiver, and shows whether it keeps up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QSpinBox, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.day import (
    AS_FAST_AS_POSSIBLE,
    DAYS,
    FACTORS,
    HIGHEST_RATE,
    LONGEST_S,
    MOST,
    MOST_AT_ONCE,
    Bounds,
    DayReport,
    TypeResult,
    moments,
    read_day,
)
from ongoing_desktop.domain.errors import UsageError
from ongoing_desktop.domain.filters import Filter, parse_filter
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.targets import Confirmation
from ongoing_desktop.formats.burst_results import burst_csv, burst_json
from ongoing_desktop.services.day_bursts import DayChoice
from ongoing_desktop.services.reading import read_file
from ongoing_desktop.services.sending import CannotSend
from ongoing_desktop.ui.context import WindowContext
from ongoing_desktop.ui.kit.buttons import check_box, push_button
from ongoing_desktop.ui.kit.controls import combo_box, line_edit, text_edit
from ongoing_desktop.ui.kit.file_dialogs import ask_open_path, ask_save_path
from ongoing_desktop.ui.kit.layout import BOTTOM, STRETCH, Reflow, hbox, line
from ongoing_desktop.ui.kit.line_table import Column, Line, Lines
from ongoing_desktop.ui.kit.plain_text import paragraph
from ongoing_desktop.ui.kit.spin_boxes import spin_box
from ongoing_desktop.ui.simulate.play import Work
from ongoing_desktop.ui.simulate.send_many_dialog import SendManyDialog
from ongoing_desktop.wording.language import decimal, number, translated
from ongoing_desktop.wording.messages import problem_sentence, sentence
from ongoing_desktop.wording.playing_text import DAY_TITLES, burst_sentences

RECORDED = "recorded"
LARGEST_DAY = 100_000


class DayDialog(SendManyDialog):
    """Sends to one webhook's receiver, with its credential."""

    def __init__(self, context: WindowContext, parent: QWidget, hook: Webhook) -> None:
        super().__init__(context, parent, "dayDialog", parent.tr("Morning burst"), (860, 700))
        self._hook = hook
        self._report: DayReport | None = None
        self._source = ""
        """The chosen day or recorded requests."""
        self._days = dict(DAYS)
        """The text of each day, with the user's changes."""
        self._kept_days = dict(DAYS)
        """The same as built in, opened or saved."""
        self._make_what()
        self._make_bounds()
        self._make_results()
        self._lay_out()
        self.source.currentIndexChanged.connect(lambda _: self._choose())
        self._choose()

    def _make_what(self) -> None:
        targets = [(one_line(target.url, 90), target.key) for target in self._services.sending.targets(self._hook)]
        self.target = combo_box(self, "dayTarget", self.tr("Receiver"), targets)
        days: list[tuple[str, object]] = [(translated(DAY_TITLES[key]), key) for key in DAYS]
        self.source = combo_box(self, "daySource", self.tr("Day"), [*days, (self.tr("Recorded requests"), RECORDED)])
        self.day = text_edit(
            self, "dayText", self.tr("The day: a type, a number and a time in each line"), tab_leaves=True, mono=True
        )
        self._explained = paragraph(
            self.tr(
                "Each line: a type, the number of events, the time, and how they are spread: even, rising, or wave with "
                "most of them in the middle. Every event gets a new id."
            ),
            self,
            "muted",
        )
        self.filter = line_edit(
            self, "dayFilter", "after:-24h", accessible=self.tr("Which received requests"), placeholder="after:-24h"
        )
        self._of_recorded = paragraph(
            self.tr("Received requests that match this filter, with the gaps between them."), self, "muted"
        )
        self.keep_ids = check_box(self, self.tr("Keep the recorded ids and times"), "dayKeepIds")
        self._open = push_button(self, self.tr("Open a day…"), "openDay", self._ask_day)
        self._keep = push_button(self, self.tr("Save this day…"), "saveDay", self._ask_where)

    def _make_bounds(self) -> None:
        usual = Bounds()
        names = {factor: self.tr("{factor} × faster").format(factor=number(int(factor))) for factor in FACTORS}
        names |= {1.0: self.tr("real time"), AS_FAST_AS_POSSIBLE: self.tr("as fast as possible")}
        self.factor = combo_box(self, "dayFactor", self.tr("Speed"), [(names[factor], factor) for factor in FACTORS])
        self.factor.setCurrentIndex(self.factor.findData(usual.factor))
        self.rate = self._limit("dayRate", self.tr("requests a second at most"), int(HIGHEST_RATE), int(usual.rate))
        self.at_once = self._limit("dayAtOnce", self.tr("open requests at most"), MOST_AT_ONCE, usual.at_once)
        self.longest = self._limit("dayLongest", self.tr("s at most"), int(LONGEST_S), int(usual.longest_s))
        self.events = spin_box(
            self,
            "dayEvents",
            (0, MOST),
            accessible=self.tr("Number of events"),
            value=0,
            suffix=f" {self.tr('events')}",
            special=self.tr("all events"),
        )

    def _limit(self, name: str, suffix: str, most: int, usual: int) -> QSpinBox:
        return spin_box(self, name, (1, most), accessible=suffix, value=usual, suffix=f" {suffix}")

    def _make_results(self) -> None:
        self.make_verbs(self.tr("Send"), "sendDay", "cancelDay")
        self.chart = push_button(self, self.tr("Chart…"), "dayChart", self.show_chart)
        self.save = push_button(self, self.tr("Save result…"), "saveDayResult", self._ask_result)
        columns = (
            Column(self.tr("Type")),
            Column(self.tr("Planned"), 84),
            Column(self.tr("Succeeded"), 96),
            Column(self.tr("Failed"), 108),
            Column("50 %", 84),
            Column("95 %", 84),
            Column("99 %", 84),
            Column(self.tr("Longest"), 90),
        )
        self.table = Lines(self, "dayTable", self.tr("Results by type"), columns, self._theme)

    def _lay_out(self) -> None:
        self.add(
            self.target,
            hbox((self.source, 1), self._open, self._keep),
            (self.day, 1),
            self._explained,
            self.filter,
            self._of_recorded,
            self.keep_ids,
            hbox(self.factor, self.events, STRETCH),
            hbox(
                (Reflow(hbox(self.rate, self.at_once, STRETCH), (hbox(self.longest, STRETCH), 1), parent=self), 1),
                (self.cancel_button, BOTTOM),
                (self.send_button, BOTTOM),
            ),
            line(self),
            self.make_message("dayTone", "dayVerdict"),
            (self.table, 1),
        )
        self.end_with(self.tr("Close"), left=(self.chart, self.save, STRETCH))

    # what is sent

    def work(self, consent: Confirmation) -> Work | None:
        """Send; None if the day or the filter cannot be read."""
        bursts = self._services.day_bursts
        choice = DayChoice(
            self._hook,
            (),
            Bounds(
                float(self.factor.currentData()),
                float(self.rate.value()),
                self.at_once.value(),
                float(self.longest.value()),
            ),
            target_key=str(self.target.currentData()),
            recorded_ids=self.keep_ids.isChecked(),
        )
        if self.source.currentData() != RECORDED:
            rows = read_day(self.day.toPlainText(), {trigger.key for trigger in self._services.catalogue.triggers})
            if isinstance(rows, Problem):
                self.say(problem_sentence(rows))
                return None
            events = moments(rows, self.events.value())
            return partial(bursts.run, replace(choice, events=events), consent=consent)
        try:
            wanted = parse_filter(self.filter.text(), datetime.now(UTC))
        except UsageError as error:
            self.say(sentence(error.code, error.params))
            return None
        return partial(self._send_recorded, choice, wanted, consent)

    async def _send_recorded(
        self, choice: DayChoice, wanted: Filter, consent: Confirmation, on_progress: Callable[[DayReport], None]
    ) -> Any:
        bursts = self._services.day_bursts
        events = await bursts.recorded(wanted)
        if isinstance(events, CannotSend):
            return events
        return await bursts.run(replace(choice, events=events), on_progress, consent=consent)

    def count_words(self) -> str:
        """The limits, because a day is many requests."""
        return self.tr("A whole day of requests, at most {rate} a second.").format(rate=self.rate.value())

    def begun(self) -> None:
        self._report = None
        self.table.show_lines([])
        self.say()

    def take(self, found: DayReport, *, ended: bool) -> None:  # noqa: ARG002 - the report says it itself
        self._report = found
        self.table.show_lines([self._line(result) for result in found.types()])
        self.say()

    # verbs

    def show_chart(self) -> None:
        """Show the response times and the backlog."""
        from ongoing_desktop.ui.charts.chart_view import BurstChart  # noqa: PLC0415 - imported when it opens

        if self._report is not None:
            BurstChart(self._context, self, self._report.sent, self._report.backlog()).open()

    def _ask_day(self) -> None:
        def ask() -> None:
            ask_open_path(self, self.tr("Open a day"), self.tr("Days (*.txt)"), self.open_day, name="openDayFile")

        self._note_edits()
        if self._days[self._source] == self._kept_days[self._source]:
            ask()
        else:
            self.ask_to_leave(self.tr("The day that is shown was changed."), ask)

    def unsaved(self) -> str:
        """Days that were changed and not saved."""
        self._note_edits()
        return "" if self._days == self._kept_days else self.tr("A day was changed.")

    def save_all(self) -> None:
        """Save the first changed day in a file."""
        changed = next(key for key in DAYS if self._days[key] != self._kept_days[key])
        self.source.setCurrentIndex(self.source.findData(changed))
        self._ask_where()

    def _note_edits(self) -> None:
        if self._source in DAYS:
            self._days[self._source] = self.day.toPlainText()

    def open_day(self, path: Path) -> None:
        """Show a day from a file, to be sent or edited."""

        def read() -> str:
            return read_file(path, LARGEST_DAY).decode("utf-8-sig", "replace")

        def show(text: str) -> None:
            self.day.setPlainText(text)
            self._kept_days[self._source] = self.day.toPlainText()

        self._tasks.compute(self, read, done=show)

    def _ask_where(self) -> None:
        ask_save_path(self, self.tr("Save this day"), "day.txt", self.save_day, name="saveDayFile")

    def save_day(self, path: Path) -> None:
        """Write the day as it is in the editor."""
        source, text = self._source, self.day.toPlainText()

        def saved() -> None:
            self._kept_days[source] = text
            self.saved_some()

        self._write(path, partial(text.encode, "utf-8", "replace"), saved)

    def _ask_result(self) -> None:
        ask_save_path(self, self.tr("Save result"), "burst.json", self.save_result, name="saveDayResultFile")

    def save_result(self, path: Path) -> None:
        """Write every request, as CSV if the name ends with ``.csv``, else as JSON."""
        report = self._report
        if report is not None:
            table = path.suffix.lower() == ".csv"
            self._write(path, lambda: b"".join(burst_csv(report)) if table else burst_json(report))

    def _write(self, path: Path, make: Callable[[], bytes], then: Callable[[], None] = lambda: None) -> None:
        message = self.tr("Saved as {name}.").format(name=path.name)

        def done(_: object) -> None:
            self.show_message("✓", "good", message)
            then()

        self._tasks.compute(self, lambda: self._services.ports.write(path, make()), done=done)

    # drawing

    def _choose(self) -> None:
        self._note_edits()
        self._source = key = str(self.source.currentData())
        recorded = key == RECORDED
        made: tuple[QWidget, ...] = (self.day, self._explained, self._open, self._keep, self.events)
        for part in made:
            part.setVisible(not recorded)
        for part in (self.filter, self._of_recorded, self.keep_ids):
            part.setVisible(recorded)
        if not recorded:
            self.day.setPlainText(self._days[key])
        self.begun()

    def say(self, message: str = "") -> None:
        """Show the verdict or the progress, or this sentence. The results stay."""
        inputs = (self.send_button, self.target, self.source, self.day, self.filter, self.keep_ids, self._open)
        for part in (*inputs, self.factor, self.events, self.rate, self.at_once, self.longest):
            part.setEnabled(not self.busy)
        report = self._report
        for button in (self.chart, self.save):
            button.setEnabled(report is not None and bool(report.done) and not self.busy)
        if message:
            self.show_message("!", "warn", message)
        elif report is not None and report.ended:
            sign, tone = ("✓", "good") if report.good else ("✕", "bad")
            self.show_message(sign, tone, "\n".join(burst_sentences(report)))
        elif self.busy:
            done, count = (report.done, len(report.sent)) if report else (0, 0)
            words = self.tr("{done} of {total} answered").format(done=number(done), total=number(count))
            self.show_message("…", "quiet", words if report else self.tr("Sending…"))
        else:
            self.show_message("–", "quiet", self.tr("Nothing was sent yet."))

    def _line(self, result: TypeResult) -> Line:
        trigger = self._services.catalogue.trigger(result.type)
        times = result.times_ms
        cells = [f"{decimal(times[key], 0)} ms" if key in times else "" for key in ("p50", "p95", "p99", "max")]
        title = translated(trigger.title) if trigger else self.tr("unknown type")
        counts = (number(result.planned), number(result.good), number(result.failed))
        return Line((title, *counts, *cells), key=result.type, tone="bad" if result.failed else "text", toned=3)

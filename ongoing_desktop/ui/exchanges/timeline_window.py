"""The timeline of an order, or of what else an exchange is about. It follows what arrives."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.meanings import Meanings
from ongoing_desktop.domain.statuses import StatusSets
from ongoing_desktop.domain.timeline import NO_WEBHOOK, Expected, Happened, Timeline
from ongoing_desktop.formats.csv_table import csv_line
from ongoing_desktop.formats.pictures import PictureLine, timeline_svg
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.exchanges.exchange_texts import Words, answer_pill, direction_word, verdict_pill
from ongoing_desktop.ui.files.picture_menu import PictureMenu
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.layout import STRETCH
from ongoing_desktop.ui.kit.line_table import FIT, Column, Line, Lines
from ongoing_desktop.ui.kit.plain_text import label, paragraph, selectable
from ongoing_desktop.ui.kit.timing import after_pause
from ongoing_desktop.ui.task_runner import NO_JOB
from ongoing_desktop.wording.language import plural
from ongoing_desktop.wording.language import translated as tr
from ongoing_desktop.wording.messages import sentence
from ongoing_desktop.wording.times import duration_text, time_text

SIZE: Final = (1240, 640)
PAUSE_MS: Final = 500
"""Milliseconds from an arrival until the timeline is read again."""
NOTE: Final = 6
"""The column of what is noticeable."""
SIGNS: Final = {True: "●", False: "○"}
_ODD: Final = re.compile(r"[^A-Za-z0-9-]+")
TITLES: Final = ("Time", "After", "What", "Status", "Direction", "Webhook", "Note", "Response")
MARKS: Final = {
    "repeat": "repeat",
    "attempt": "attempt {number}",
    "older": "swapped: older than an event before it",
    "back": "the status went back",
}


class TimelineLine(NamedTuple):
    """One entry. ``tone`` is a colour of the theme; ``exchange_id`` is 0 for what did not come."""

    cells: tuple[str, ...]
    tone: str
    exchange_id: int
    quiet: bool


class TimelineWindow(InContext, Dialog):
    """Show it with ``show()``; a separate window."""

    def __init__(self, context: WindowContext, parent: QWidget, exchange_id: int) -> None:
        super().__init__(parent, "timelineWindow", parent.tr("Timeline"), heading=None, size=SIZE)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, on=True)
        self.setModal(False)
        self.use_context(context)
        self._exchange_id = exchange_id
        self._timeline: Timeline | None = None
        self._job = NO_JOB
        self._lines: list[TimelineLine] = []
        self.title = selectable(label("", self, role="title"))
        self.summary = selectable(paragraph("", self, "heading", "timelineSummary"))
        columns = [Column("", FIT), *(Column(title, FIT) for title in titles())]
        columns[NOTE + 1] = Column(titles()[NOTE])
        self.table = Lines(self, "timelineTable", self.tr("What happened, in order of time"), columns, context.theme)
        self.table.opened.connect(self._open)
        self.table.chosen.connect(self._enable)
        self._show_exchange = push_button(
            self, self.tr("Show exchange"), "timelineOpen", lambda: self._open(self.table.current)
        )
        self._save = push_button(self, self.tr("Save"), "timelineSave")
        self._save.setMenu(
            PictureMenu(
                context,
                self._save,
                "timeline",
                file_name=self._file_name,
                svg=self.svg,
                csv=self.csv,
            )
        )
        self.add(
            self.title,
            self.summary,
            (self.table, 1),
            paragraph(
                self.tr("What is missing or to come is a guess from the scenario that the events resemble most."),
                self,
                "muted",
            ),
        )
        self.end_with(self.tr("Close"), left=(self._show_exchange, self._save, STRETCH))
        self._soon = after_pause(self, PAUSE_MS, self._load)
        context.signals.exchanges_changed.connect(self._on_exchanges)
        self._enable()
        self._load()

    def svg(self) -> bytes:
        lines = [PictureLine(line.cells, line.tone, line.exchange_id > 0) for line in self._lines]
        return timeline_svg(self.title.text(), self.summary.text(), titles(), lines)

    def csv(self) -> bytes:
        """The timeline as a table for spreadsheets."""
        return b"\xef\xbb\xbf" + b"".join(map(csv_line, (titles(), *(line.cells for line in self._lines))))

    def _file_name(self) -> str:
        return _ODD.sub("-", self._timeline.subject if self._timeline else "").strip("-") or "timeline"

    def _load(self) -> None:
        if self._job.running:
            self._soon.start()  # an older result must not replace a newer one
            return
        self._job = self._tasks.run(self, lambda: self._services.exchanges.timeline(self._exchange_id), done=self._show)

    def _on_exchanges(self, _: object) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _show(self, timeline: Timeline) -> None:
        if timeline == self._timeline:
            return
        self._timeline = timeline
        services = self._services
        words = Words(services.catalogue, services.settings.current, services.clock())
        self._lines = timeline_lines(timeline, words, services.statuses)
        self.title.setText(timeline_title(timeline))
        self.setWindowTitle(timeline_title(timeline))
        self.summary.setText(timeline_summary(timeline))
        current = self.table.current
        self.table.show_lines([self._line(line) for line in self._lines])
        keys = [line.exchange_id for line in self._lines]
        wanted = current or self._exchange_id
        self.table.select_row(keys.index(wanted) if wanted in keys else 0)
        self._enable()

    def _line(self, line: TimelineLine) -> Line:
        cells = (SIGNS[line.exchange_id > 0], *line.cells)
        tone = "accent" if line.tone == "quiet" else line.tone
        return Line(cells, line.exchange_id or None, tone, 0, quiet=line.quiet or (line.tone == "muted"))

    def _open(self, exchange_id: object) -> None:
        if isinstance(exchange_id, int) and exchange_id:
            self._context.navigation.show_exchange(exchange_id)

    def _enable(self) -> None:
        self._show_exchange.setEnabled(bool(self.table.current))
        self._save.setEnabled(bool(self._lines))


def timeline_title(timeline: Timeline) -> str:
    """What the timeline is about: ``Order 70031 · demo``."""
    kind, _, number = timeline.subject.partition(":")
    known = f"{timeline.number} ({number})" if timeline.number and timeline.number != number else number
    what = f"{tr(kind.replace('-', ' ').capitalize())} {known}" if number else tr("One exchange")
    return f"{one_line(what, 80)} · {one_line(timeline.system, 40)}" if timeline.system else one_line(what, 80)


def timeline_summary(timeline: Timeline) -> str:
    """How much happened in which time, what is noticeable, and what is to be expected."""
    happened = timeline.happened
    if not happened:
        return tr("The exchange is no longer in the history.")
    if not timeline.subject:
        return tr("This exchange is not about an order, an article or another known object, so it stands alone.")
    seconds = (happened[-1].told.row.at - happened[0].told.row.at).total_seconds()
    marks = Counter(mark for entry in happened for mark in entry.marks)
    sentences = [
        plural(len(happened), "1 exchange.", "{count} exchanges in {span}.").replace("{span}", duration_text(seconds)),
        plural(marks["repeat"], "1 repeat.", "{count} repeats.") if marks["repeat"] else "",
        plural(marks["older"], "1 swapped event.", "{count} swapped events.") if marks["older"] else "",
        plural(marks["back"], "The status went back once.", "The status went back {count} times.")
        if marks["back"]
        else "",
    ]
    if timeline.scenario:
        missing = sum(entry.missing for entry in timeline.expected)
        to_come = len(timeline.expected) - missing
        sentences += [
            tr("It resembles the scenario “{name}”.").format(name=one_line(tr(timeline.scenario), 60)),
            plural(missing, "1 event is missing.", "{count} events are missing.") if missing else "",
            plural(to_come, "1 event has not come yet.", "{count} events have not come yet.") if to_come else "",
            "" if timeline.expected else tr("Everything that a webhook sends has come."),
        ]
    return " ".join(filter(None, sentences))


def timeline_lines(timeline: Timeline, words: Words, standard: StatusSets) -> list[TimelineLine]:
    return [
        _happened(entry, words, standard)
        if isinstance(entry, Happened)
        else _expected(entry, timeline, words, standard)
        for entry in timeline.entries
    ]


def titles() -> tuple[str, ...]:
    return tuple(map(tr, TITLES))


def _happened(entry: Happened, words: Words, standard: StatusSets) -> TimelineLine:
    row, told = entry.told.row, entry.told
    gap, answer = row.direction == "gap", answer_pill(row)
    notes = [tr(MARKS[mark]).format(number=row.attempt) for mark in entry.marks]
    if row.ours:
        notes.append(tr("sent by this app"))
    if row.direction == "in" and row.verdict not in ("verified", "open"):
        notes.insert(0, tr(verdict_pill(row).word))
    state = _meanings(row.family, row.system, words, standard).state(told.state) if told.state is not None else ""
    cells = (
        time_text(row.at),
        "" if entry.after_s is None else f"+ {duration_text(entry.after_s)}",
        words.title(row),
        one_line(state, 60),
        "" if gap else direction_word(row),
        words.webhook_name(row.webhook),
        tr("Nothing could be received.") if gap else ", ".join(notes),
        "" if gap else answer.word,
    )
    tone = "warn" if gap or entry.marks else answer.tone
    return TimelineLine(cells, tone, row.id, quiet=False)


def _expected(entry: Expected, timeline: Timeline, words: Words, standard: StatusSets) -> TimelineLine:
    step = entry.step
    trigger, family = words.catalogue.trigger(step.trigger), words.catalogue.family_of(step.trigger)
    meanings = _meanings(family.key if family else None, timeline.system, words, standard)
    state = meanings.state(step.status) if step.status is not None else ""
    if entry.code:
        params = {"end": step.status, "start": step.from_status, "name": step.transporter, "owner": "…"}
        unsent = tr("not sent: {why}").format(why=sentence(entry.code, params))
        note = tr("no webhook sends this") if entry.code == NO_WEBHOOK else unsent
    else:
        note = tr("missing: a later event has come") if entry.missing else tr("has not come yet")
    after = tr("usually + {span}").format(span=duration_text(step.after_s)) if step.after_s else ""
    cells = ("", after, trigger.title if trigger else step.trigger, one_line(state, 60), "", "", note, "")
    return TimelineLine(cells, "bad" if entry.missing and not entry.code else "muted", 0, quiet=bool(entry.code))


def _meanings(family: str | None, system: str | None, words: Words, standard: StatusSets) -> Meanings:
    return Meanings(words.catalogue.family(family), words.system(system), standard)

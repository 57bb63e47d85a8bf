"""Repeat and order: the same event again, two swapped, many or a burst, and what the answers show."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtWidgets import QDoubleSpinBox, QSpinBox, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.sent import Sent
from ongoing_desktop.domain.series import (
    LONGEST_GAP_S,
    LONGEST_LIMIT_S,
    MOST,
    MOST_AT_ONCE,
    SERIES_KINDS,
    SHORTEST_LIMIT_S,
    Report,
    Wanted,
    verdicts,
)
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.targets import Confirmation
from ongoing_desktop.ui.context import WindowContext
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import combo_box
from ongoing_desktop.ui.kit.layout import STRETCH, hbox, line
from ongoing_desktop.ui.kit.line_table import Column, Line, Lines
from ongoing_desktop.ui.kit.plain_text import ElidedLabel, paragraph
from ongoing_desktop.ui.kit.spin_boxes import double_spin_box, spin_box
from ongoing_desktop.ui.simulate.play import TONES, Work
from ongoing_desktop.ui.simulate.send_many_dialog import SendManyDialog
from ongoing_desktop.wording.language import decimal, plural
from ongoing_desktop.wording.messages import sentence

_WORDS: Final = {
    "good": ("✓ good", "good"),
    "warn": ("! check receiver", "warn"),
    "bad": ("✕ bad", "bad"),
    "quiet": ("…", "quiet"),
}
_PARTS: Final = {
    "count": ("many", "burst"),
    "at_once": ("burst",),
    "gap": ("apart", "many"),
    "limit": ("after-timeout",),
}
"""The numbers that each kind uses."""


class SeriesDialog(SendManyDialog):
    """Uses one webhook with the payload and target of its Test tab."""

    def __init__(self, context: WindowContext, parent: QWidget, hook: Webhook) -> None:
        super().__init__(context, parent, "seriesDialog", parent.tr("Repeat and order"), (720, 600))
        self._hook = hook
        self._report: Report | None = None
        self._make_controls()
        self._lay_out()
        self.kind.currentIndexChanged.connect(lambda _: self._choose())
        self.table.opened.connect(self.open_exchange)
        self._choose()

    def _make_controls(self) -> None:
        titles = {
            "twice": self.tr("The same event twice, after a 2xx"),
            "at-once": self.tr("The same event twice at once"),
            "apart": self.tr("The same event again, after some seconds"),
            "after-timeout": self.tr("The same event again after a time-out"),
            "swapped": self.tr("Two events in the wrong order"),
            "many": self.tr("Many events, one after another"),
            "burst": self.tr("A burst of events"),
        }
        self.kind = combo_box(self, "seriesKind", self.tr("What to send"), [(titles[key], key) for key in SERIES_KINDS])
        usual = Wanted("burst")
        self._count = self._whole("seriesCount", self.tr("requests"), MOST, usual.count)
        self._at_once = self._whole("seriesAtOnce", self.tr("at the same time"), MOST_AT_ONCE, usual.at_once)
        self._gap = self._seconds("seriesGap", self.tr("s between"), (0.0, LONGEST_GAP_S), usual.gap_s)
        limits = (SHORTEST_LIMIT_S, LONGEST_LIMIT_S)
        self._limit = self._seconds("seriesLimit", self.tr("s, then abort"), limits, usual.limit_s)
        self._parts = {"count": self._count, "at_once": self._at_once, "gap": self._gap, "limit": self._limit}
        self._explained = paragraph("", self, "muted", "seriesTold")
        self._where = ElidedLabel(self, role="muted")
        self.make_verbs(self.tr("Send"), "sendSeries", "cancelSeries")
        self.chart = push_button(self, self.tr("Chart…"), "seriesChart", self.show_chart)
        columns = (
            Column(self.tr("Request"), 84),
            Column(self.tr("Event"), 110),
            Column(self.tr("Sent after"), 96),
            Column(self.tr("Response"), 110),
            Column(self.tr("Took")),
        )
        self.table = Lines(self, "seriesTable", self.tr("Requests"), columns, self._theme)

    def _whole(self, name: str, suffix: str, most: int, usual: int) -> QSpinBox:
        return spin_box(self, name, (1, most), accessible=suffix, value=usual, suffix=f" {suffix}")

    def _seconds(self, name: str, suffix: str, limits: tuple[float, float], usual: float) -> QDoubleSpinBox:
        return double_spin_box(self, name, limits, accessible=suffix, decimals=2, value=usual, suffix=f" {suffix}")

    def _lay_out(self) -> None:
        self.add(
            self._where,
            self.kind,
            self._explained,
            hbox(*self._parts.values(), STRETCH, self.cancel_button, self.send_button),
            line(self),
            self.make_message("seriesTone", "seriesVerdict"),
            (self.table, 1),
        )
        self.end_with(self.tr("Close"), left=(self.chart, STRETCH))

    # verbs

    def wanted(self) -> Wanted:
        return Wanted(
            self.kind.currentData(), self._count.value(), self._gap.value(), self._at_once.value(), self._limit.value()
        )

    def work(self, consent: Confirmation) -> Work:
        return partial(self._services.series.run, self._hook.id, self.wanted(), consent=consent)

    def count_words(self) -> str:
        """The maximum number of requests."""
        return plural(self.wanted().total, "1 request.", "{count} requests.")

    def begun(self) -> None:
        self._report = None
        self.table.show_lines([])
        self.say()

    def take(self, found: Report, *, ended: bool) -> None:  # noqa: ARG002 - the report says it itself
        self._report = found
        self.table.show_lines([_line(item, older=found.is_older(item)) for item in found.sent])
        self.table.scrollToBottom()
        self.say()

    def show_chart(self) -> None:
        """Show how long the responses took."""
        from ongoing_desktop.ui.charts.chart_view import BurstChart  # noqa: PLC0415 - imported when it opens

        if self._report is not None:
            BurstChart(self._context, self, self._report.sent).open()

    # drawing

    def _choose(self) -> None:
        kind = str(self.kind.currentData())
        for name, box in self._parts.items():
            box.setVisible(kind in _PARTS[name])
        messages = {
            "twice": self.tr(
                "Ongoing repeats an event if it did not receive your response. The repeat has the same id and time."
            ),
            "at-once": self.tr("Both are sent at once. A receiver that checks and then writes lets both through."),
            "apart": self.tr("The repeat is sent later, when a receiver may no longer remember the first one."),
            "after-timeout": self.tr(
                "The first request is aborted before the response: the receiver processes it, but the sender "
                "never sees the response."
            ),
            "swapped": self.tr("The newer of two events is sent first. Ongoing promises no order of delivery."),
            "many": self.tr("Different events with rising ids, each sent after the previous response."),
            "burst": self.tr("Different events with rising ids, several at the same time. Stops after two minutes."),
        }
        self._explained.setText(messages[kind])
        self.begun()

    def say(self, message: str = "") -> None:
        """Show what the answers mean or the progress, or this sentence. The answers stay."""
        for part in (self.send_button, self.kind, *self._parts.values()):
            part.setEnabled(not self.busy)
        many = self.kind.currentData() in _PARTS["count"]
        self.chart.setVisible(many and self._report is not None and bool(self._report.done) and not self.busy)
        url = one_line(self._services.sending.aim(self._hook).url)
        where = self.tr("{name}, to {url}").format(name=one_line(self._hook.name, 60), url=url)
        self._where.set_texts((where,))
        if message:
            self.show_message("!", "warn", message)
        elif self._report is not None and self._report.ended:
            found = verdicts(self._report)
            sign, tone = _WORDS[found[0].tone]
            self.show_message(self.tr(sign), tone, "\n".join(sentence(item.code, item.params) for item in found))
        elif self.busy:
            done = len(self._report.done) if self._report else 0
            words = self.tr("{done} of {count} answered").format(done=done, count=self.wanted().total)
            self.show_message("…", "quiet", words)
        else:
            self.show_message("–", "quiet", self.tr("The responses will be explained here."))


def _line(sent: Sent, *, older: bool) -> Line:
    return Line(
        (
            f"{sent.number} · older" if older else str(sent.number),
            one_line(str(sent.event_id), 24) if sent.event_id is not None else "",
            f"{decimal(sent.began_s, 2)} s",
            sent.result,
            sent.took,
        ),
        key=sent.exchange_id,
        tone=TONES[sent.state],
        toned=3,
    )

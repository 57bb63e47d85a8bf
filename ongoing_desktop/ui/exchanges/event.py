"""An event with its arrivals, other exchanges about its subject, and expected retries. Texts and a view."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.assumed import READING_WORDS
from ongoing_desktop.domain.exchange import ExchangeRow
from ongoing_desktop.domain.retry import schedule
from ongoing_desktop.ui.exchanges.exchange_texts import Words, answer_pill
from ongoing_desktop.ui.kit.copy_cells import CopyCells
from ongoing_desktop.ui.kit.layout import Space, vbox
from ongoing_desktop.ui.kit.line_table import FIT, Column, Line, Lines
from ongoing_desktop.ui.kit.plain_text import label, paragraph, selectable
from ongoing_desktop.ui.kit.room import scrolling
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.wording.event_text import ordinal
from ongoing_desktop.wording.language import translated as tr
from ongoing_desktop.wording.request_warnings import PASTED
from ongoing_desktop.wording.times import time_text


def event_text(row: ExchangeRow, arrivals: Sequence[ExchangeRow], words: Words) -> str:
    """What is known about the event besides this arrival, one sentence per line."""
    lines: list[str] = []
    if row.reason_code == PASTED:
        lines.append(tr("It was pasted or opened here, not received."))
    elif row.direction == "in" and row.event_id is not None:
        lines.append(_arrival(row, arrivals))
    if row.direction == "api" and row.event_id is not None:
        lines.append(tr("Ongoing was asked about event {event}.").format(event=one_line(str(row.event_id), 80)))
    if row.direction == "out":
        lines.append(_attempt(row, arrivals))
    if row.ours:
        lines.append(tr("This app sent it, so it does not count as an arrival."))
    if row.sequence == "older":
        lines.append(tr("Out of order: its timestamp is older than that of an earlier arrival with the same subject."))
    elif row.sequence == "back":
        lines.append(tr("The status went back: an earlier event with the same subject had a higher one."))
    if again := _again(row, arrivals, words):
        lines.append(again)
    return "\n".join(lines) or tr("It has no event id, so repeats cannot be recognised.")


def _arrival(row: ExchangeRow, arrivals: Sequence[ExchangeRow]) -> str:
    event = one_line(str(row.event_id), 80)
    if len(arrivals) < 2:
        return tr("The only arrival of event {event} seen here so far.").format(event=event)
    message = tr("The {which} of {count} arrivals of event {event} seen here; the first arrived at {first}.")
    return message.format(which=ordinal(row.attempt), count=len(arrivals), event=event, first=time_text(arrivals[0].at))


def _attempt(row: ExchangeRow, arrivals: Sequence[ExchangeRow]) -> str:
    if len(arrivals) < 2:
        return tr("This was its only attempt so far.")
    message = tr("The {which} of {count} attempts of this delivery so far; the first was sent at {first}.")
    first = time_text(arrivals[0].at)
    return message.format(which=ordinal(row.attempt), count=len(arrivals), first=first)


def _again(row: ExchangeRow, arrivals: Sequence[ExchangeRow], words: Words) -> str:
    """When the WMS would try again after this answer, as assumed."""
    hook = words.settings.webhook(row.webhook) if row.webhook else None
    assumed = words.settings.preferences.assumed
    failed = not assumed.success.counts(row.status) or row.answer in ("failed", "partial")
    if (
        row.reason_code == PASTED
        or row.direction != "in"
        or hook is None
        or not failed
        or row.ours
        or row.answer == "pending"
    ):
        return ""
    offsets = schedule(hook.retry_policy, assumed.reading)
    if not offsets:
        return tr("Its webhook's retry policy is None, so Ongoing will not try again.")
    if row.attempt > len(offsets):
        return tr("This was the last attempt of its retry policy, so Ongoing gives up.")
    first = arrivals[0].at if arrivals else row.at
    due = first + timedelta(seconds=offsets[row.attempt - 1])
    message = tr("After this response Ongoing will try again at about {due} (assumed: {rule} counts, {reading}).")
    params = {"rule": tr(assumed.success.words), "reading": tr(READING_WORDS[assumed.reading])}
    return message.format(due=time_text(due), **params)


def _cells(row: ExchangeRow, words: Words) -> tuple[str, ...]:
    line = words.line(row)
    notes = {"older": tr("out of order"), "back": tr("status went back")}
    arrival = " · ".join(
        part
        for part in (
            tr("pasted") if row.reason_code == PASTED else ordinal(row.attempt),
            notes.get(row.sequence, ""),
            tr("ours") if row.ours else "",
        )
        if part
    )
    event = "" if row.event_id is None else one_line(str(row.event_id), 40)
    return (f"{line.date} {line.time}".strip(), line.title, event, arrival, answer_pill(row).word)


class EventView(QWidget):
    """The tab: sentences above, related exchanges below."""

    open_requested = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.text = selectable(paragraph("", self, name="detailEvent"))
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._title = label(self.tr("Same subject"), self, role="strong")
        columns = (
            Column(self.tr("Time"), FIT),
            Column(self.tr("What")),
            Column(self.tr("Event"), FIT),
            Column(self.tr("Arrival"), FIT),
            Column(self.tr("Response"), FIT),
        )
        message = self.tr("Exchanges with the same subject")
        self.table = Lines(columns, theme, self, name="detailArrivals", accessible_name=message)
        self.table.opened.connect(lambda number: self.open_requested.emit(int(number)))
        CopyCells(self.table)
        inner = QWidget(self)
        vbox(self.text, self._title, (self.table, 1), Space(stretch=0), on=inner, margins=(4, 8, 4, 0))
        vbox(scrolling(inner, self, low=self.table), on=self)

    def show_event(
        self, row: ExchangeRow, arrivals: Sequence[ExchangeRow], related: Sequence[ExchangeRow], words: Words
    ) -> None:
        """Show the event of an exchange."""
        self.text.setText(event_text(row, arrivals, words))
        every = {item.id: item for item in (*arrivals, *related)}
        several = len(every) > 1
        self._title.setVisible(several)
        self.table.setVisible(several)
        shown = sorted(every.values(), key=lambda item: (item.at, item.id), reverse=True)
        self.table.show_lines([Line(_cells(item, words), key=item.id, quiet=item.id != row.id) for item in shown])
        self.table.select_row(shown.index(every[row.id]))

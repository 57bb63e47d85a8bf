"""Tabs of a detail: the summary, the credentials, and the event with its arrivals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from ongoing_desktop.auth import SCHEMES
from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.assumed import READING_WORDS
from ongoing_desktop.domain.exchange import ExchangeRow, Headers
from ongoing_desktop.domain.retry import schedule
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.statuses import StatusSets, statuses_of
from ongoing_desktop.ui.exchanges.detail_tables import HeadersTable
from ongoing_desktop.ui.exchanges.detail_texts import Loaded, answer_sentence, headline
from ongoing_desktop.ui.exchanges.exchange_texts import (
    Words,
    answer_pill,
    api_path,
    gap_times,
    size_text,
    took_text,
)
from ongoing_desktop.ui.kit.copy_cells import CopyCells
from ongoing_desktop.ui.kit.form_field import facts
from ongoing_desktop.ui.kit.layout import Space, vbox
from ongoing_desktop.ui.kit.line_table import FIT, Column, Line, Lines
from ongoing_desktop.ui.kit.plain_text import label, named, paragraph, selectable
from ongoing_desktop.ui.kit.room import scrolling
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.wording.event_text import Named, ordinal, overview
from ongoing_desktop.wording.language import translated as tr
from ongoing_desktop.wording.messages import sentence
from ongoing_desktop.wording.request_warnings import PASTED, remark_sentences
from ongoing_desktop.wording.sending_text import next_steps
from ongoing_desktop.wording.times import exact_time, time_text

LONGEST: Final = 700


def overview_sentence(loaded: Loaded, words: Words, standard: StatusSets, today: date) -> str:
    """The exchange in one sentence with names from the settings. ``today``: other days are named."""
    if loaded.exchange.row.direction == "gap":
        return words.title(loaded.exchange.row)
    if loaded.exchange.row.direction == "api":
        return one_line(sentence("overview-api", {"path": api_path(loaded.exchange.row)}), LONGEST)
    message = overview(
        loaded.exchange.row,
        loaded.facts,
        words.catalogue,
        today,
        named=_named(loaded, words, standard),
        arrivals=len(loaded.arrivals),
    )
    return one_line(message, LONGEST)


def _named(loaded: Loaded, words: Words, standard: StatusSets) -> Named:
    row, facts = loaded.exchange.row, loaded.facts
    system = words.system(row.system or facts.system)
    number = row.goods_owner_id if row.goods_owner_id is not None else facts.goods_owner_id
    owner = system.goods_owner(number) if system and number is not None else None
    family = words.catalogue.family(facts.family)
    triggers = family.triggers if family else ()
    key = next((item.status_set for trigger in triggers for item in trigger.settings if item.status_set), "")
    known = statuses_of(system, key, standard) if key else ()
    status = next((item.name for item in known if item.number == facts.state), "")
    return Named(owner.name if owner else "", status)


def facts_of(loaded: Loaded, words: Words) -> Headers:
    """Facts about an exchange by name."""
    exchange, facts = loaded.exchange, loaded.facts
    row = exchange.row
    if row.direction == "gap":
        times = gap_times(row)
        shown = (tr("From"), times["since"]), (tr("Until"), times["until"]), (tr("Noted"), exact_time(row.at))
        return (*shown, (tr("Number"), str(row.id)))
    inward, pasted = row.direction == "in", row.reason_code == PASTED
    found: list[tuple[str, object]] = [
        (
            tr("Kept") if pasted else tr("Received") if inward else tr("Sent"),
            exact_time(row.at),
        ),
        (tr("From") if inward else tr("To"), row.peer),
        (tr("Method"), row.method),
        (tr("Path") if inward else tr("Address"), row.target),
        (tr("Webhook"), words.webhook_name(row.webhook) or row.webhook),
        (tr("Type"), _type_of(loaded, words)),
        (tr("System"), row.system or facts.system),
        (tr("Goods owner"), row.goods_owner_id if row.goods_owner_id is not None else facts.goods_owner_id),
        (tr("About"), facts.thing),
        (tr("Event"), row.event_id),
        (tr("Arrival") if inward else tr("Attempt"), None if pasted else row.attempt),
        (tr("Timestamp"), facts.event_at),
        (tr("Body size"), f"{len(exchange.request.body)} ({size_text(len(exchange.request.body))})"),
        (tr("Response"), None if pasted else answer_pill(row).word),
        (tr("Took"), took_text(row.duration_ms) if row.duration_ms is not None else None),
        (tr("Number"), row.id),
    ]
    return tuple((name, str(value)) for name, value in found if value not in (None, ""))


def _type_of(loaded: Loaded, words: Words) -> str | None:
    """The type from the body, or from the webhook with a remark."""
    row, facts = loaded.exchange.row, loaded.facts
    trigger, family = words.catalogue.trigger(row.type), words.catalogue.family(row.family)
    title = trigger.title if trigger else (tr(family.title) if family else None)
    if title is None or facts.type == row.type or row.direction != "in":
        return title
    return tr("{type} (from the webhook; the body does not say)").format(type=title)


class OverviewTab(QWidget):
    """Summary, reason and next steps as sentences, and the facts as a table for copying."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("detailOverview")
        self.why = _sentences(self)
        self.next = _sentences(self)
        self.answer = _sentences(self)
        self.facts = named(HeadersTable(theme, self, title=self.tr("Fact"), name=self.tr("Facts")), "detailFacts")
        rows = ((self.tr("Why"), self.why), (self.tr("Response"), self.answer), (self.tr("What next"), self.next))
        inner = QWidget(self)
        vbox(facts(inner, rows), (self.facts, 1), on=inner, margins=(4, 10, 4, 0))
        vbox(scrolling(inner, self, low=self.facts), on=self)

    def show_overview(self, loaded: Loaded, words: Words) -> None:
        """Show what is known."""
        row = loaded.exchange.row
        hook = words.settings.webhook(row.webhook) if row.webhook else None
        assumed = words.settings.preferences.assumed
        self.why.setText(headline(loaded.exchange))
        self.answer.setText(answer_sentence(loaded.exchange))
        self.next.setText(
            "\n".join(one_line(step, LONGEST) for step in next_steps(loaded.exchange, loaded.facts, hook, assumed))
        )
        self.facts.set_headers(facts_of(loaded, words))


class CredentialsTab(QWidget):
    """The reason of the verdict, and the expected and received credentials without the secret."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("detailCredentials")
        self.text = _sentences(self)
        self.table = HeadersTable(theme, self, name=self.tr("Credential headers"))
        inner = QWidget(self)
        vbox(self.text, (self.table, 1), Space(stretch=0), on=inner, margins=(4, 8, 4, 0))
        vbox(scrolling(inner, self, low=self.table), on=self)

    def show_credentials(self, loaded: Loaded, words: Words) -> None:
        """Show how the credentials were judged."""
        row = loaded.exchange.row
        hook = words.settings.webhook(row.webhook) if row.webhook else None
        names = words.settings.preferences.secret_names
        came = tuple(pair for pair in loaded.exchange.request.headers if names.header(pair[0]))
        beside = loaded.stored if row.direction == "in" and not row.source else ()
        shown = (*came, *((tr("Stored here: {header}").format(header=name), value) for name, value in beside))
        self.table.set_headers(shown)
        self.table.setVisible(bool(shown))
        self.text.setText("\n".join(credential_lines(loaded, hook, came)))


def credential_lines(loaded: Loaded, hook: Webhook | None, came: Headers) -> list[str]:
    """Verdict and reason, the expectation, and the received credentials."""
    row = loaded.exchange.row
    lines: list[str] = []
    if row.direction == "gap":
        return [tr("Nothing received.")]
    if row.direction == "in" and row.reason_code:
        lines.append(one_line(sentence(row.reason_code, row.reason_params), LONGEST))
        lines += [one_line(message, LONGEST) for message in remark_sentences(row.reason_code, row.reason_params)]
    if hook is not None:
        scheme = SCHEMES.get(hook.authentication)
        expected = (scheme.wire_name or tr("no authentication")) if scheme else one_line(hook.authentication, 40)
        message = tr("The webhook uses {authentication}.")
        if scheme and scheme.has_username and hook.username:
            message = tr("The webhook uses {authentication} with the user name “{user}”.")
        lines.append(message.format(authentication=expected, user=one_line(hook.username, 80)))
    if row.direction == "in" and not row.source:
        lines += _beside_stored(came, loaded.stored)
    if any("[redacted" in value for _, value in came):
        message = tr(
            "The value itself is not stored, only its scheme, length and fingerprint. Equal values have "
            "equal fingerprints."
        )
        lines.append(message)
    elif came:
        lines.append(tr("The webhook keeps credentials as received, so they are shown unmasked."))
    elif row.direction == "in":
        lines.append(tr("No credential header was received."))
    else:
        lines.append(tr("No credential header was sent."))
    return lines


def _beside_stored(came: Headers, stored: Headers) -> list[str]:
    """Whether the received credential equals the stored one, by fingerprint; empty if not comparable."""
    wanted = {(name.lower(), value) for name, value in stored}
    names = {name for name, _ in wanted}
    sent = {(name.lower(), value) for name, value in came if name.lower() in names}
    if not sent or not all("[redacted" in value for _, value in sent):
        return []
    return [tr("It matches the stored credential.") if sent == wanted else tr("It differs from the stored credential.")]


def _sentences(parent: QWidget) -> QLabel:
    made = selectable(paragraph("", parent))
    made.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    return made


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
        self.text = named(_sentences(self), "detailEvent")
        self._title = label(self.tr("Same subject"), self, role="strong")
        columns = (
            Column(self.tr("Time"), FIT),
            Column(self.tr("What")),
            Column(self.tr("Event"), FIT),
            Column(self.tr("Arrival"), FIT),
            Column(self.tr("Response"), FIT),
        )
        message = self.tr("Exchanges with the same subject")
        self.table = Lines(self, "detailArrivals", message, columns, theme)
        self.table.opened.connect(lambda number: self.open_requested.emit(int(number)))
        CopyCells(self.table)
        inner = QWidget(self)
        vbox(self.text, self._title, (self.table, 1), Space(stretch=0), on=inner, margins=(4, 8, 4, 0))
        vbox(scrolling(inner, self, low=self.table), on=self)

    def show_event(
        self, row: ExchangeRow, arrivals: Sequence[ExchangeRow], related: Sequence[ExchangeRow], words: Words
    ) -> None:
        self.text.setText(event_text(row, arrivals, words))
        every = {item.id: item for item in (*arrivals, *related)}
        several = len(every) > 1
        self._title.setVisible(several)
        self.table.setVisible(several)
        shown = sorted(every.values(), key=lambda item: (item.at, item.id), reverse=True)
        self.table.show_lines([Line(_cells(item, words), key=item.id, quiet=item.id != row.id) for item in shown])
        self.table.select_row(shown.index(every[row.id]))

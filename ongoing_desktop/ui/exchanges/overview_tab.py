"""The tabs with sentences about an exchange: summary, reason, next steps, facts, and credentials."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from ongoing_desktop.auth import SCHEMES
from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.exchange import Headers
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.statuses import StatusSets, statuses_of
from ongoing_desktop.ui.exchanges.check_tab import Loaded, answer_sentence, headline
from ongoing_desktop.ui.exchanges.exchange_texts import (
    Words,
    answer_pill,
    api_path,
    gap_times,
    size_text,
    took_text,
)
from ongoing_desktop.ui.exchanges.headers_view import HeadersTable
from ongoing_desktop.ui.kit.form_field import facts
from ongoing_desktop.ui.kit.layout import Space, vbox
from ongoing_desktop.ui.kit.plain_text import named, paragraph, selectable
from ongoing_desktop.ui.kit.room import scrolling
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.wording.event_text import Named, overview
from ongoing_desktop.wording.language import translated
from ongoing_desktop.wording.language import translated as tr
from ongoing_desktop.wording.messages import sentence
from ongoing_desktop.wording.request_warnings import PASTED, remark_sentences
from ongoing_desktop.wording.sending_text import next_steps
from ongoing_desktop.wording.times import exact_time

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
    title = trigger.title if trigger else (translated(family.title) if family else None)
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

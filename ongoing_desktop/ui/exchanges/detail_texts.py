"""Sentences about an exchange: sender, time, content, scope. No widgets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ongoing_desktop.bodies.coding import readable
from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.exchange import Exchange, ExchangeRow, Headers
from ongoing_desktop.domain.forwarding import FORWARDED
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.payload import INSPECTED, PayloadFacts, Taught, inspect
from ongoing_desktop.domain.payload_check import Checked, check_payload
from ongoing_desktop.services.ports.history import History
from ongoing_desktop.ui.exchanges.body_view import Prepared, prepare
from ongoing_desktop.ui.exchanges.exchange_texts import Words, gap_times, rule_name, size_text, took_text
from ongoing_desktop.wording.language import translated as tr
from ongoing_desktop.wording.messages import sentence
from ongoing_desktop.wording.request_warnings import PASTED, remark_sentences
from ongoing_desktop.wording.times import exact_time

RELATED: Final = 50
"""Maximum number of listed exchanges about the same subject."""
GLYPHS: Final = {
    "check": "✓",
    "cross": "✕",
    "ring": "○",
    "question": "?",
    "dash": "–",
    "bang": "!",
    "arrow": "↗",
    "": "",
}


@dataclass(frozen=True, slots=True)
class Loaded:
    """An exchange with everything that takes time to find out; created by a worker."""

    exchange: Exchange
    facts: PayloadFacts
    body: Prepared
    answer: Prepared | None
    checked: Checked
    arrivals: tuple[ExchangeRow, ...]
    """Arrivals of the same event, oldest first."""
    related: tuple[ExchangeRow, ...]
    """Exchanges about the same subject, newest first."""
    stored: Headers = ()
    """The credential headers for the webhook's stored credential, redacted like received ones."""


def load(history: History, catalogue: Catalogue, taught: Taught, exchange_id: int) -> Loaded | None:
    """Load and prepare one exchange; blocking. None if it no longer exists."""
    exchange = history.get(exchange_id)
    if exchange is None:
        return None
    body = readable(exchange.request.body, exchange.request.headers)
    facts = inspect(body, catalogue, taught)
    return Loaded(
        exchange,
        facts,
        prepare(exchange.request),
        prepare(exchange.response) if exchange.response else None,
        # Only payloads of a known family are compared member by member; others get one sentence.
        check_payload(body, catalogue, exchange.row.type) if facts.family is not None else Checked(),
        tuple(history.arrivals(exchange_id)),
        tuple(history.of_subject(exchange_id, limit=RELATED)),
    )


def headline(exchange: Exchange) -> str:
    """The sentence before the data."""
    row = exchange.row
    if row.source:
        read = sentence("imported", {"file": exchange.detail.get("file") or "?"})
        said = sentence("imported-said", exchange.detail) if exchange.detail.get("said") else ""
        code, params = exchange.detail.get("code"), exchange.detail.get("params")
        failed = sentence(code, params if isinstance(params, dict) else {}) if isinstance(code, str) else ""
        return one_line(" ".join(part for part in (failed, read, said) if part), 900)
    if row.direction in ("out", "api"):
        forwarded = sentence(FORWARDED, row.reason_params) if row.reason_code == FORWARDED else ""
        return f"{_sent_headline(exchange)} {forwarded}".strip()
    if row.direction == "gap":
        return sentence(row.reason_code or "", gap_times(row))
    messages = [sentence(row.reason_code, row.reason_params)] if row.reason_code else [tr("Received.")]
    return one_line(" ".join((*messages, *remark_sentences(row.reason_code or "", row.reason_params))), 900)


def _sent_headline(exchange: Exchange) -> str:
    row = exchange.row
    code = exchange.detail.get("code")
    if isinstance(code, str):
        params = exchange.detail.get("params")
        return one_line(sentence(code, params if isinstance(params, dict) else {}), 600)
    if row.status is not None:
        reason = exchange.detail.get("reason")
        status = f"{row.status} {reason}" if isinstance(reason, str) and reason else str(row.status)
        messages = tr("Ongoing answered {status}.") if row.direction == "api" else tr("The receiver answered {status}.")
        return messages.format(status=one_line(status, 80))
    if row.answer == "pending":
        return tr("The request is being sent; no response has been received yet.")
    return tr("The result is unknown: the app closed before a response was received.")


def facts_line(row: ExchangeRow, words: Words) -> str:
    """Time, sender or receiver, content type, and webhook."""
    when = exact_time(row.at)
    if row.direction == "gap":
        return tr("Recorded {at}, when it ended").format(at=when)
    parts = [(tr("Received {at}") if row.direction == "in" else tr("Sent {at}")).format(at=when)]
    if row.source:
        parts = [tr("Imported; time {at}").format(at=when)]
    elif row.reason_code == PASTED:
        return tr("Saved {at} · pasted or opened here").format(at=when)
    if row.peer:
        parts.append(
            (tr("from {peer}") if row.direction == "in" else tr("to {peer}")).format(peer=one_line(row.peer, 80))
        )
    parts.append(one_line(f"{row.method} {row.target}", 300))
    if row.webhook:
        name = words.webhook_name(row.webhook)
        parts.append(tr("webhook “{name}”").format(name=name) if name else tr("a deleted webhook"))
    if row.ours and row.direction == "in":
        parts.append(tr("sent by this app"))
    return " · ".join(parts)


def check_text(loaded: Loaded, words: Words) -> str:
    """Whether the payload is documented, whose it is, and whether it is in the webhook's scope."""
    row, facts = loaded.exchange.row, loaded.facts
    lines = [_recognised(loaded, words)]
    if facts.is_json and facts.family:
        lines.append(_event(facts))
        lines.append(_system(facts))
        lines.append(_owner(row, facts, words))
        if facts.order_number:
            lines.append(tr("Subject: “{subject}”.").format(subject=one_line(facts.order_number, 120)))
        lines.append(fits_text(loaded.checked))
        if not facts.template:
            lines.append(tr("It has no template text, so the trigger was recognised by other fields only."))
    return "\n".join(lines)


def _recognised(loaded: Loaded, words: Words) -> str:
    facts, size = loaded.facts, len(loaded.exchange.request.body)
    if not size:
        return tr("There is no body to check.")
    if size > INSPECTED:
        return tr("The body is larger than {size} and is not checked.").format(size=size_text(INSPECTED))
    if not facts.is_json:
        return tr("The body is not JSON, so it is not an Ongoing payload.")
    family = words.catalogue.family(facts.family)
    if family is None:
        return tr("JSON, but not a documented payload: it has no known webhook…Id field.")
    trigger = words.catalogue.trigger(facts.type)
    if trigger is None:
        return tr("Recognised as {family}; the payload does not say which trigger fired.").format(
            family=tr(family.title)
        )
    return tr("Recognised as {family}: {trigger}.").format(family=tr(family.title), trigger=trigger.title)


def fits_text(checked: Checked) -> str:
    """Whether a payload matches the documentation, with the numbers of findings."""
    counts = {name: checked.count(name) for name in ("error", "warning", "note")}
    if counts["error"]:
        messages = tr("It does not match the documentation. Errors: {error}, warnings: {warning}, notes: {note}.")
    elif counts["warning"]:
        messages = tr("It matches the documentation. Warnings: {warning}, notes: {note}.")
    else:
        messages = tr("It matches the documentation. Documented fields it lacks: {note}.")
    return messages.format(**counts)


def _event(facts: PayloadFacts) -> str:
    if facts.event_id is None:
        return tr("There is no webhookEventId.")
    return tr("Event id {id}.").format(id=one_line(str(facts.event_id), 80))


def _system(facts: PayloadFacts) -> str:
    if not facts.system:
        return tr("It contains no system.")
    return tr("System “{system}”.").format(system=one_line(facts.system, 80))


def _owner(row: ExchangeRow, facts: PayloadFacts, words: Words) -> str:
    if facts.goods_owner_id is None:
        return tr("It contains no goods owner.")
    owner = words.owner(facts.system or row.system, facts.goods_owner_id)
    hook = words.settings.webhook(row.webhook) if row.webhook else None
    if hook is None:
        return tr("Goods owner: {owner}. No matching webhook, so the goods owner cannot be checked.").format(
            owner=owner
        )
    if facts.goods_owner_id in hook.goods_owners:
        return tr("Goods owner: {owner}, inside the webhook's scope.").format(owner=owner)
    return tr("Goods owner: {owner}, outside the webhook's scope.").format(owner=owner)


def answer_sentence(exchange: Exchange) -> str:
    """What was answered, by us or by the receiver, and whether it arrived."""
    row = exchange.row
    if row.direction in ("out", "api") or row.source:
        took = tr("after {time}").format(time=took_text(row.duration_ms))
        over = _over(exchange.detail)
        if row.status is None:
            return f"{tr('No complete response was received.')} {over}".strip()
        cut = tr("Its body was too long to store in full and was cut.") if exchange.detail.get("body_cut") else ""
        answered = tr("Answered {status} {took}.").format(status=row.status, took=took)
        return " ".join(part for part in (answered, cut, over) if part)
    why = _answered_by(exchange)
    if row.status is None:
        return f"{tr('No response was sent.')} {why}".strip()
    text = {
        "sent": tr("Answered {status} in {took}, after the request was saved."),
        "partial": tr("Answered {status}, but the sender disconnected before it had the whole response."),
        "failed": tr("The response {status} was ready, but the sender had disconnected."),
        "pending": tr("The response {status} is being sent."),
        "unknown": tr("The response was {status}; it is unknown whether it arrived."),
    }[row.answer]
    return f"{text.format(status=row.status, took=took_text(row.duration_ms))} {why}".strip()


def _over(detail: Mapping[str, object]) -> str:
    """The proxy and the security of a sent request's connection."""
    parts: list[str] = []
    if proxy := detail.get("proxy"):
        parts.append(tr("It went through the proxy {proxy}.").format(proxy=proxy))
    tls = detail.get("tls")
    if isinstance(tls, Mapping):
        messages = (
            tr("{version}; the certificate of {subject} was verified.")
            if tls.get("verified")
            else tr("{version}; the certificate of {subject} was NOT verified.")
        )
        parts.append(messages.format(version=tls.get("version"), subject=tls.get("subject") or "?"))
    return one_line(" ".join(parts), 400)


def _answered_by(exchange: Exchange) -> str:
    """Which rule decided the answer, and the result of a delay, silence or forwarding; empty for the usual answer."""
    parts: list[str] = []
    if (rule := rule_name(exchange.row)) is not None:
        parts.append(tr("This response comes from the reply rule “{name}”.").format(name=rule))
    detail = exchange.detail
    for code, params in ((detail.get("code"), detail), (detail.get("forward_failure"), detail.get("forward_params"))):
        if isinstance(code, str) and code:
            parts.append(sentence(code, params if isinstance(params, Mapping) else {}))
    if detail.get("forward_status") is not None:
        messages = tr("This is the response of {url}, to which the request was forwarded.")
        parts.append(messages.format(url=detail.get("forwarded_to")))
    return one_line(" ".join(parts), 600)

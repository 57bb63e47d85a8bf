"""Suggests what to do about an exchange, one sentence each. Assumptions about Ongoing are marked as assumed."""

from __future__ import annotations

from ongoing_desktop.auth import SCHEMES
from ongoing_desktop.domain.assumed import Assumed
from ongoing_desktop.domain.exchange import Exchange, ExchangeRow, Message
from ongoing_desktop.domain.payload import PayloadFacts
from ongoing_desktop.domain.sending import Failure, Response, SendResult, Timing
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.wording.messages import sentence
from ongoing_desktop.wording.request_warnings import PASTED
from ongoing_desktop.wording.result_text import USUAL_ASSUMPTIONS, explain

_RECEIVED = {
    "verified": "",
    "open": "next-open",
    "refused": "next-refused",
    "unverifiable": "next-unverifiable",
    "malformed": "next-malformed",
}


def next_steps(
    exchange: Exchange, facts: PayloadFacts, hook: Webhook | None, assumed: Assumed = USUAL_ASSUMPTIONS
) -> tuple[str, ...]:
    """Suggestions, the most important first; never empty."""
    row = exchange.row
    if row.source or row.reason_code == PASTED:
        return (sentence("next-imported"),)
    if row.direction == "gap":
        return (sentence("next-gap"),)
    if row.direction == "api":
        return (sentence("next-api" if row.status and row.status < 400 else "next-api-failed"),)
    message = _sent(exchange, hook, assumed) if row.direction == "out" else _received(row, facts, assumed)
    return message or (sentence("next-nothing"),)


def _other_scheme_codes() -> set[str]:
    return {"header-absent", "other-scheme", *(scheme.other_scheme_code for scheme in SCHEMES.values())}


def _received(row: ExchangeRow, facts: PayloadFacts, assumed: Assumed) -> tuple[str, ...]:
    messages: list[str] = []
    params = {"path": row.target.partition("?")[0][:120], "status": row.status, "rule": assumed.success.words}
    if row.verdict == "unmatched":
        messages.append(sentence("next-unmatched" if facts.family else "next-unmatched-other", params))
    elif row.verdict == "refused" and row.reason_code in _other_scheme_codes():
        messages.append(sentence("next-other-scheme"))
    elif code := _RECEIVED.get(row.verdict or "", ""):
        messages.append(sentence(code))
    if facts.family is None and row.verdict not in ("unmatched", "malformed"):
        messages.append(sentence("next-no-event"))
    if row.answer in ("partial", "failed"):
        messages.append(sentence("next-unanswered"))
    elif row.status is not None and not assumed.success.counts(row.status) and row.verdict != "malformed":
        messages.append(sentence("next-not-2xx", params))
    return tuple(messages)


def _sent(exchange: Exchange, hook: Webhook | None, assumed: Assumed) -> tuple[str, ...]:
    row = exchange.row
    if row.answer == "pending":
        return (sentence("next-pending"),)
    if hook is None:
        return (sentence("next-no-webhook"),)
    params = exchange.detail.get("params")
    code = exchange.detail.get("code")
    if row.status is not None:
        answer = exchange.response or Message()
        outcome: Response | Failure = Response(row.status, "", "", answer.headers, answer.body)
    elif row.failure is not None:
        outcome = Failure(row.failure, str(code or "send-other"), params if isinstance(params, dict) else {})
    else:
        return (sentence("next-unknown"),)
    message = explain(hook, SendResult(outcome, Timing()), row.at, assumed=assumed)
    # The sentences above already give the cause.
    return message[1:] if isinstance(outcome, Failure) else message

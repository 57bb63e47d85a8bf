"""What to say about sending: the question before, what the result means, and what to do next.

That only 2xx counts as success, and that a redirect does not, is assumed: Ongoing's pages do not say so. Assumptions are
marked as assumed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from ongoing_desktop.auth import SCHEMES
from ongoing_desktop.domain.assumed import READING_WORDS, Assumed, Reading
from ongoing_desktop.domain.exchange import Exchange, ExchangeRow, Headers, Message, header
from ongoing_desktop.domain.payload import PayloadFacts
from ongoing_desktop.domain.redirects import REDIRECTS
from ongoing_desktop.domain.retry import POLICIES
from ongoing_desktop.domain.sending import RESPONSE_BODY_LIMIT, Failure, Response, SendResult, Timing
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.targets import NeedsConfirmation
from ongoing_desktop.wording.language import translated
from ongoing_desktop.wording.messages import sentence
from ongoing_desktop.wording.request_warnings import PASTED
from ongoing_desktop.wording.times import every_text, short_clock, short_time

_SCHEME: Final = re.compile(r"(?:^|,\s*)([A-Za-z][\w-]*)(?=\s|$|,)")
_HTTPS_WANTED: Final = re.compile(
    rb"plain http request was sent to https|http request to an https server", re.IGNORECASE
)
"""The answers of nginx and Go to plain HTTP on their HTTPS port."""
USUAL_ASSUMPTIONS: Final = Assumed()


def carrying(needs: NeedsConfirmation) -> dict[str, object]:
    """The parameters that describe the credential in a question; empty if none is sent."""
    names = {"carries": "carries-credential", "with": "carries-with"}
    return {name: sentence(code) if needs.carries else "" for name, code in names.items()}


def explain(
    hook: Webhook,
    result: SendResult,
    sent_at: datetime,
    *,
    followed: bool = False,
    assumed: Assumed = USUAL_ASSUMPTIONS,
) -> tuple[str, ...]:
    """Sentences, the most important first. ``followed``: redirects are followed, so no sentence advises against them."""
    match result.outcome:
        case Response() as response:
            params = {"status": response.status, "rule": assumed.success.words}
            if assumed.success.counts(response.status):
                return (sentence("means-delivered", params), *_cut(response))
            hints = (*_status_hints(hook, response, followed=followed), *_cut(response))
            messages = [sentence("means-failed", params), *hints]
        case Failure() as failure:
            messages = [sentence(failure.code, failure.params), sentence("means-no-answer")]
    return (*messages, retry_sentence(hook, sent_at, assumed.reading))


def _cut(response: Response) -> tuple[str, ...]:
    return (sentence("means-cut", {"limit": RESPONSE_BODY_LIMIT // 1024 // 1024}),) if response.body_cut else ()


def _status_hints(hook: Webhook, response: Response, *, followed: bool) -> list[str]:
    status = response.status
    if status == 401:
        asked = asked_schemes(response.headers)
        scheme = SCHEMES.get(hook.authentication)
        sent = (scheme.wire_name or translated("no credential")) if scheme else hook.authentication
        params = {"asked": _either(asked), "sent": sent}
        if scheme is not None and sent.casefold() in {name.casefold() for name in asked}:
            what = _either([translated(field.label).lower() for field in scheme.fields])
            return [sentence("means-401-wrong", {**params, "what": what})]
        return [sentence("means-401" if asked else "means-401-silent", params)]
    if status in REDIRECTS and not followed:
        location = header(response.headers, "location")
        return [sentence("means-redirect", {"location": location[:300] or sentence("means-nowhere")})]
    if status == 400 and _HTTPS_WANTED.search(response.body[:4096]):
        return [sentence("means-400-https")]
    code = {
        304: "means-304",
        403: "means-403",
        404: "means-404",
        405: "means-405",
        413: "means-413",
        415: "means-415",
        429: "means-429",
    }.get(status)
    if code is None and status >= 500:
        code = "means-5xx"
    return [sentence(code)] if code else []


def _either(names: Sequence[str]) -> str:
    """``Basic or Bearer``."""
    return f" {translated('or')} ".join(names)


def asked_schemes(headers: Headers) -> tuple[str, ...]:
    """The schemes named by WWW-Authenticate, in order."""
    found: list[str] = []
    for name, value in headers:
        if name.lower() == "www-authenticate":
            # Without quoted values, a scheme is a word that is not followed by "=".
            bare = re.sub(r'"[^"]*"', "", value)
            bare = re.sub(r"\b[\w-]+\s*=\s*[^\s,]*", "", bare)
            found += _SCHEME.findall(bare)
    return tuple(dict.fromkeys(found))


def retry_sentence(hook: Webhook, sent_at: datetime, reading: Reading = "gaps") -> str:
    """When the WMS would try again after a failure."""
    policy = POLICIES.get(hook.retry_policy, POLICIES["none"])
    times = policy.schedule(reading)
    if not times:
        return sentence("means-no-retry", {"policy": translated(policy.word)})
    due = [sent_at + timedelta(seconds=seconds) for seconds in times]
    single = len(policy.first_s)
    params = {
        "first": ", ".join(map(short_clock, due[:single])),
        "every": every_text(policy.then_every_s // 60),
        "last": short_time(due[-1]),
        "count": len(times),
        "reading": READING_WORDS[reading],
    }
    return sentence("means-retries-then" if len(times) > single else "means-retries", params)


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

"""Converts a received request to the row that is committed: judged, answered, redacted."""

from __future__ import annotations

import hashlib
import json
import logging
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ongoing_desktop.domain.exchange import Body, ExchangeRow, Headers, Judgement, Message, NewExchange
from ongoing_desktop.domain.lazy_dataclasses import dataclass, field, replace
from ongoing_desktop.domain.payload import INSPECTED
from ongoing_desktop.domain.rule_facts import RequestFacts
from ongoing_desktop.domain.snapshot import ListenerSnapshot
from ongoing_desktop.listener.http_answers import Reply, refusal_reply
from ongoing_desktop.listener.http_parser import Head
from ongoing_desktop.listener.matcher import Judged, RequestMatcher
from ongoing_desktop.listener.replies import Plan, Replies
from ongoing_desktop.listener.validation import Refusal
from ongoing_desktop.wording.request_warnings import TRAILERS

if TYPE_CHECKING:
    from ongoing_desktop.listener.simulator import Asked, Simulation

log = logging.getLogger(__name__)

DECODED: Final = 1024 * 1024
"""Maximum bytes of a decoded body that is parsed, so that a small request cannot cause much work."""
_OTHER_CHARSET: Final = re.compile(r"charset\s*=(?!\s*\"?utf-?8\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Received:
    """A complete request. It contains unredacted credentials, so its repr omits them."""

    head: Head = field(repr=False)
    body: Body = field(repr=False)
    at: datetime
    peer: str
    coded: bool = field(init=False)
    """Whether its body must be decoded first: a content coding, or a charset other than UTF-8."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "coded", _is_coded(self.head.headers, self.body))


def judge(inbox: RequestMatcher, received: Received, replies: Replies) -> tuple[NewExchange, Plan]:
    """Judge a request, choose its answer and create its row.

    Reads a spooled body and decodes a coded one, so large and coded ones are judged off the event loop.
    """
    if inbox.simulation is not None and (asked := inbox.api_request(received.head.target)) is not None:
        return _judge_api(inbox, inbox.simulation, asked, received, replies)
    body: bytes | None = None
    try:
        body = _inspected(received)
        judged = inbox.judge(received.head.target, received.head.headers, body, received.body.size)
        if not body and judged.judgement.params.get("no_event") == "other":
            judged = replace(judged, judgement=_with(judged.judgement, {"no_event": "coded"}))
    except Exception:
        # A bug in judging must not lose the request: it is stored and never counts as verified.
        log.exception("unexpected error while judging a request")
        judged = Judged(Judgement("unmatched", "judging-failed"))
    plan = replies.plan(inbox, judged, _facts(inbox, received, body))
    return row(inbox.snapshot, received, judged, plan), plan


def _judge_api(
    inbox: RequestMatcher, simulation: Simulation, asked: Asked, received: Received, replies: Replies
) -> tuple[NewExchange, Plan]:
    """The same for a request to the API simulator."""
    judged, usual = inbox.judge_api(simulation, asked, received.head.method, received.head.headers)
    facts = _facts(inbox, received, b"")
    plan = replies.api_plan(inbox, judged, facts, (asked.rule_path, facts.path), usual)
    return row(inbox.snapshot, received, judged, plan), plan


def judge_early(inbox: RequestMatcher, received: Received, replies: Replies) -> tuple[NewExchange, Plan] | None:
    """The row of a request that a rule ends before its body is read, or None."""
    try:
        judged = inbox.judge(received.head.target, received.head.headers, None)
    except Exception:
        log.exception("unexpected error while judging a request by its header")
        return None
    plan = replies.early(inbox, judged, _facts(inbox, received, None))
    return None if plan is None else (row(inbox.snapshot, received, judged, plan), plan)


def _facts(inbox: RequestMatcher, received: Received, body: bytes | None) -> RequestFacts:
    head = received.head
    return RequestFacts(head.method, head.target, head.headers, body, received.at, inbox.snapshot.names)


def row(snapshot: ListenerSnapshot, received: Received, judged: Judged, plan: Plan) -> NewExchange:
    """The row of a judged request."""
    head = received.head
    target, fields = head.target, (*head.headers, *head.trailers)
    if not judged.keep_raw:
        # A credential may be in an unexpected place: in the path, in another header, in a trailer.
        redactor = snapshot.redactor
        target, fields = snapshot.scanner.clean(redactor.target(target), redactor.headers(fields))
    headers, trailers = fields[: len(head.headers)], fields[len(head.headers) :]
    return NewExchange(
        direction="in",
        at=received.at,
        method=head.method,
        target=target,
        headers=headers,
        body=received.body,
        status=plan.status,
        judgement=_marked(plan.noted(judged.judgement), head, trailers),
        peer=received.peer,
        response=None if plan.status is None else Message(plan.reply.headers, plan.reply.body),
        waiting=plan.waiting,
    )


def _marked(judgement: Judgement, head: Head, trailers: Headers) -> Judgement:
    """The judgement with warnings about the request's form."""
    found: dict[str, object] = {}
    if head.escaped:
        found["target_escaped"] = True
    elif not head.target.isascii():
        found["target_raw"] = True
    if trailers:
        found |= {TRAILERS: trailers, "trailer_names": ", ".join(dict.fromkeys(name for name, _ in trailers))}
    return _with(judgement, found) if found else judgement


def _with(judgement: Judgement, params: Mapping[str, object]) -> Judgement:
    return replace(judgement, params={**judgement.params, **params})


def malformed(
    snapshot: ListenerSnapshot, refusal: Refusal, head: Head | None, excerpt: bytes, at: datetime, peer: str
) -> tuple[NewExchange, Reply]:
    """The row of an invalid request, with the beginning of the received data as its body."""
    reply = refusal_reply(refusal.status)
    redactor, scrub = snapshot.redactor, snapshot.scrub
    kept = snapshot.scanner.mask(scrub(redactor.excerpt(excerpt)))
    named: Headers = redactor.headers(head.headers) if head else ()
    scrubbed = tuple((name, scrub(value.encode("latin-1")).decode("latin-1")) for name, value in named)
    target, headers = snapshot.scanner.clean(redactor.target(head.target) if head else "", scrubbed)
    exchange = NewExchange(
        direction="in",
        at=at,
        method=head.method if head else "",
        target=target,
        headers=headers,
        body=Body(data=kept, size=len(kept), sha256=hashlib.sha256(kept).digest()),
        status=reply.status,
        judgement=Judgement(verdict="malformed", reason_code=refusal.code, params=refusal.params),
        peer=peer,
        response=Message(reply.headers, reply.body),
    )
    return exchange, reply


def _is_coded(headers: Headers, body: Body) -> bool:
    for name, value in headers:
        lower = name.lower()
        if lower == "content-encoding" or (lower == "content-type" and _OTHER_CHARSET.search(value)):
            return True
    begin = body.data[:2]
    # The usual case: no zero byte, as in UTF-16 or UTF-32, and no byte order mark of these.
    if len(begin) == 2 and begin[0] < 0xFE and 0 not in begin:
        return False
    return not json.detect_encoding(body.data[:4]).startswith("utf-8")


def _inspected(received: Received) -> bytes:
    body = received.body
    if body.size > INSPECTED:
        return b""
    try:
        data = body.data if body.file is None else Path(body.file).read_bytes()
    except OSError:
        return b""
    if not received.coded:
        return data
    # Imported for the first such request, because hardly any sender uses content codings.
    from ongoing_desktop.bodies.coding import readable  # noqa: PLC0415

    return readable(data, received.head.headers, DECODED)


def as_row(number: int, exchange: NewExchange) -> ExchangeRow:
    """A committed exchange as a row of a list; its answer is being sent."""
    judged = exchange.judgement or Judgement("unmatched", "")
    return ExchangeRow(
        id=number,
        direction=exchange.direction,
        at=exchange.at,
        method=exchange.method,
        target=exchange.target,
        status=exchange.status,
        answer="pending",
        failure=None,
        verdict=judged.verdict,
        reason_code=judged.reason_code,
        reason_params=judged.params,
        webhook=judged.webhook,
        system=judged.system,
        family=judged.family,
        type=judged.type,
        event_id=judged.event_id,
        goods_owner_id=judged.goods_owner_id,
        attempt=exchange.attempt,
        bytes=exchange.body.size,
        duration_ms=None,
        peer=exchange.peer,
    )

"""The outcome of a sent request as stored in the history."""

from __future__ import annotations

from collections.abc import Mapping

from ongoing_desktop.domain.exchange import AnswerState, Exchange, Message, Outcome
from ongoing_desktop.domain.sending import Failure, Response, SendResult, Timing, TlsFacts


def outcome_of(exchange_id: int, result: SendResult) -> Outcome:
    """The outcome of a sent exchange. The result must already be scrubbed of echoed credentials."""
    answer: AnswerState = "sent" if isinstance(result.outcome, Response) else "failed"
    detail: dict[str, object] = {"timing": _timing(result.timing), "remote": result.remote}
    if result.proxy:
        detail["proxy"] = result.proxy
    if result.tls is not None:
        detail["tls"] = _tls(result.tls)
    status, failure, response = None, None, None
    match result.outcome:
        case Response() as got:
            status, response = got.status, Message(got.headers, got.body)
            detail |= {"reason": got.reason, "http_version": got.http_version, "body_cut": got.body_cut}
        case Failure() as missed:
            failure, response = missed.kind, result.heard
            detail |= {"code": missed.code, "params": dict(missed.params)}
    return Outcome(
        exchange_id=exchange_id,
        answer=answer,
        duration_us=int(result.timing.total_ms * 1000),
        status=status,
        failure=failure,
        detail=detail,
        response=response,
    )


def _timing(timing: Timing) -> dict[str, float | None]:
    return {
        "dns": timing.dns_ms,
        "connect": timing.connect_ms,
        "tls": timing.tls_ms,
        "send": timing.send_ms,
        "wait": timing.wait_ms,
        "receive": timing.receive_ms,
        "total": timing.total_ms,
    }


def _tls(facts: TlsFacts) -> dict[str, object]:
    found: dict[str, object] = {"version": facts.version, "cipher": facts.cipher, "verified": facts.verified}
    if (read := facts.certificate) is not None:
        found |= {
            "subject": read.subject,
            "issuer": read.issuer,
            "names": list(read.names),
            "not_before": read.not_before.isoformat(),
            "not_after": read.not_after.isoformat(),
        }
    return found


def with_detail(sent: Exchange, more: Mapping[str, object]) -> Outcome:
    """The outcome of a sent exchange with more detail; "unknown" if there was no response."""
    row = sent.row
    return Outcome(
        exchange_id=row.id,
        answer="unknown" if row.answer == "pending" else row.answer,
        duration_us=round((row.duration_ms or 0) * 1000),
        status=row.status,
        failure=row.failure,
        detail={**sent.detail, **more},
    )

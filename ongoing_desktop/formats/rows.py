"""Exchanges as the plain values that ``--json`` and exports show; keys and their order are those of ``history list``."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from ongoing_desktop.domain.exchange import Exchange, ExchangeRow, Message
from ongoing_desktop.wording.messages import sentence
from ongoing_desktop.wording.request_warnings import trailers_of


def utc_text(at: datetime) -> str:
    """ISO 8601 in UTC with microseconds."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def row_dict(row: ExchangeRow) -> dict[str, Any]:
    """The light part of an exchange."""
    found: dict[str, Any] = {
        "id": row.id,
        "direction": row.direction,
        "at": utc_text(row.at),
        "method": row.method,
        "target": row.target,
        "status": row.status,
        "answer": row.answer,
        "failure": row.failure,
        "verdict": row.verdict,
        "reason_code": row.reason_code,
        "reason": sentence(row.reason_code, row.reason_params) if row.reason_code else None,
        "webhook": row.webhook,
        "system": row.system,
        "family": row.family,
        "type": row.type,
        "event_id": row.event_id,
        "goods_owner_id": row.goods_owner_id,
        "attempt": row.attempt,
        "bytes": row.bytes,
        "duration_ms": row.duration_ms,
        "stored": True,
    }
    # Said only of what did not come over the wire here.
    return found | {"source": row.source} if row.source else found


def exchange_dict(exchange: Exchange) -> dict[str, Any]:
    """An exchange whole: the row, and both messages. A sent one that failed says why in its reason too."""
    row = row_dict(exchange.row)
    code, params = exchange.detail.get("code"), exchange.detail.get("params")
    if row["reason_code"] is None and isinstance(code, str):
        row["reason_code"] = code
        row["reason"] = sentence(code, params if isinstance(params, Mapping) else {})
    elif row["reason_code"] is None and exchange.row.source:
        row["reason_code"] = "imported"
        row["reason"] = sentence("imported", {"file": exchange.detail.get("file") or "?"})
    whole = row | {
        "request": message_dict(exchange.request),
        "response": message_dict(exchange.response) if exchange.response is not None else None,
    }
    if trailers := trailers_of(exchange.row.reason_params):
        whole["request"] = whole["request"] | {"trailers": [[name, value] for name, value in trailers]}
    # Said only where it happened: most requests meet no rule and are passed on to nobody.
    if (rule := exchange.row.reason_params.get("rule")) is not None:
        whole["rule"] = {"id": rule, "name": exchange.row.reason_params.get("rule_name")}
    if "forward_ms" in exchange.detail:
        passed_on = {name: exchange.detail.get(f"forward_{name}") for name in ("status", "ms", "failure")}
        whole["forward"] = passed_on | {"to": exchange.detail.get("forwarded_to")}
    return whole


def message_dict(message: Message) -> dict[str, Any]:
    """Headers in order; the body as text where it is valid UTF-8, else base64: exactly its bytes either way."""
    try:
        body, encoding = message.body.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        body, encoding = base64.b64encode(message.body).decode("ascii"), "base64"
    return {"headers": [[name, value] for name, value in message.headers], "body": body, "encoding": encoding}

"""Exchanges as plain values for ``--json`` and exports, with the keys and order of ``history list``."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from operator import attrgetter
from typing import Any, Final

from ongoing_desktop.domain.exchange import Exchange, ExchangeRow, Message
from ongoing_desktop.domain.exchange_fields import FIELDS
from ongoing_desktop.wording.messages import english_sentence
from ongoing_desktop.wording.request_warnings import trailers_of
from ongoing_desktop.wording.times import export_time

_EXPORTED: Final = tuple(
    name
    for item in FIELDS
    if item.exported
    for name in ((item.name, "reason") if item.name == "reason_code" else (item.name,))
)
_VALUES: Final = attrgetter(*("reason_code" if name == "reason" else name for name in _EXPORTED))
ROW_KEYS: Final = (*_EXPORTED, "source")
"""The keys of a row in their order, without ``stored``."""


def row_dict(row: ExchangeRow) -> dict[str, Any]:
    """The small part of an exchange."""
    found: dict[str, Any] = dict(zip(_EXPORTED, _VALUES(row), strict=True))
    found["at"] = export_time(row.at)
    found["reason"] = english_sentence(row.reason_code, row.reason_params) if row.reason_code else None
    found["stored"] = True
    # Only present for exchanges that were not received or sent here.
    return found | {"source": row.source} if row.source else found


def exchange_dict(exchange: Exchange) -> dict[str, Any]:
    """A complete exchange: the row and both messages. The reason of a failed sent one includes the cause."""
    row = row_dict(exchange.row)
    code, params = exchange.detail.get("code"), exchange.detail.get("params")
    if row["reason_code"] is None and isinstance(code, str):
        row["reason_code"] = code
        row["reason"] = english_sentence(code, params if isinstance(params, Mapping) else {})
    elif row["reason_code"] is None and exchange.row.source:
        row["reason_code"] = "imported"
        row["reason"] = english_sentence("imported", {"file": exchange.detail.get("file") or "?"})
    whole = row | {
        "request": message_dict(exchange.request),
        "response": message_dict(exchange.response) if exchange.response is not None else None,
    }
    if trailers := trailers_of(exchange.row.reason_params):
        whole["request"] = whole["request"] | {"trailers": [[name, value] for name, value in trailers]}
    # Only present if it happened: most requests match no rule and are not forwarded.
    if (rule := exchange.row.reason_params.get("rule")) is not None:
        whole["rule"] = {"id": rule, "name": exchange.row.reason_params.get("rule_name")}
    if "forward_ms" in exchange.detail:
        passed_on = {name: exchange.detail.get(f"forward_{name}") for name in ("status", "ms", "failure")}
        whole["forward"] = passed_on | {"to": exchange.detail.get("forwarded_to")}
    return whole


def message_dict(message: Message) -> dict[str, Any]:
    """Headers in order. The body is text if it is valid UTF-8, else base64, so that its bytes are exact."""
    try:
        body, encoding = message.body.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        body, encoding = base64.b64encode(message.body).decode("ascii"), "base64"
    return {"headers": [[name, value] for name, value in message.headers], "body": body, "encoding": encoding}

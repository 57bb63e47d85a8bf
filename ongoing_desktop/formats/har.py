"""HTTP Archive 1.2 with complete bodies. Members that HAR does not define begin with ``_``, which it allows.

A body that is not UTF-8 is base64-encoded: marked in a response by the standard's ``content.encoding``, and in a
request by ``postData._encoding``, for which there is no standard member.
"""

from __future__ import annotations

import ipaddress
import json
import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final
from urllib.parse import parse_qsl

from ongoing_desktop import __version__
from ongoing_desktop.domain.exchange import Exchange, Headers, Message, header
from ongoing_desktop.formats.base import HistoryFormat, url_of
from ongoing_desktop.formats.rows import message_dict, row_dict
from ongoing_desktop.wording.messages import english_sentence
from ongoing_desktop.wording.times import export_time

OURS: Final = "_ongoing"
"""Member of an entry with this program's own data."""
_KEPT: Final = ("code", "params", "timing", "remote", "body_cut")
"""Members of :attr:`Exchange.detail` that are included."""
CREATOR: Final = "Ongoing Desktop"


def write_har(exchanges: Iterable[Exchange]) -> Iterator[bytes]:
    """One entry for each exchange in the given order. A lone surrogate becomes its JSON escape."""
    creator = json.dumps({"name": CREATOR, "version": __version__})
    yield f'{{"log": {{"version": "1.2", "creator": {creator}, "entries": ['.encode()
    between = b"\n"
    for exchange in exchanges:
        text = json.dumps(har_entry(exchange), ensure_ascii=False, allow_nan=False)
        yield between + text.encode("utf-8", "backslashreplace")
        between = b",\n"
    yield b"\n]}}\n"


def har_entry(exchange: Exchange) -> dict[str, Any]:
    """One exchange as a HAR entry."""
    row = exchange.row
    entry: dict[str, Any] = {
        "startedDateTime": export_time(row.at),
        "time": _number(row.duration_ms),
        "request": _request(exchange),
        "response": _response(exchange),
        "cache": {},
        "timings": _timings(exchange),
    }
    if address := _address(exchange):
        entry["serverIPAddress"] = address
    if row.note:
        entry["comment"] = row.note
    known = row_dict(row)
    for name in ("at", "method", "stored", "bytes", "reason", "source"):
        known.pop(name, None)
    entry[OURS] = {
        **known,
        "duration_ms": row.duration_ms if row.duration_ms is not None and math.isfinite(row.duration_ms) else None,
        "peer": row.peer,
        "response": exchange.response is not None,
        **{name: _plain(exchange.detail[name]) for name in _KEPT if name in exchange.detail},
    }
    return entry


def _request(exchange: Exchange) -> dict[str, Any]:
    row, message = exchange.row, exchange.request
    url = url_of(exchange)
    found: dict[str, Any] = {
        "method": row.method,
        "url": url,
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _headers(message.headers),
        "queryString": _query(url),
        "headersSize": -1,
        "bodySize": len(message.body),
    }
    if message.body:
        found["postData"] = {"mimeType": header(message.headers, "content-type"), **_text(message, "_encoding")}
    return found


def _response(exchange: Exchange) -> dict[str, Any]:
    row, message = exchange.row, exchange.response or Message()
    kind = header(message.headers, "content-type")
    location = header(message.headers, "location")
    reason, version = exchange.detail.get("reason"), exchange.detail.get("http_version")
    content = {"size": len(message.body), "mimeType": kind}
    if message.body:
        content |= _text(message, "encoding")
    found: dict[str, Any] = {
        "status": row.status or 0,
        "statusText": reason if isinstance(reason, str) else "",
        "httpVersion": version if isinstance(version, str) else "HTTP/1.1",
        "cookies": [],
        "headers": _headers(message.headers),
        "content": content,
        "redirectURL": location,
        "headersSize": -1,
        "bodySize": len(message.body) if exchange.response is not None else -1,
    }
    if row.failure is not None:
        code, params = exchange.detail.get("code"), exchange.detail.get("params")
        error_text = (
            english_sentence(code, params if isinstance(params, Mapping) else {})
            if isinstance(code, str)
            else row.failure
        )
        found["_error"] = error_text
    return found


def _text(message: Message, coding: str) -> dict[str, str]:
    """The body as text. ``coding``: the member that says if it is base64."""
    found = message_dict(message)
    return {"text": found["body"], **({coding: "base64"} if found["encoding"] == "base64" else {})}


def _headers(headers: Headers) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in headers]


def _query(url: str) -> list[dict[str, str]]:
    # Not urlsplit, because a received target need not be an address, and urlsplit raises for invalid brackets.
    query = url.partition("#")[0].partition("?")[2]
    pairs = parse_qsl(query, keep_blank_values=True, errors="replace", max_num_fields=None)
    return [{"name": name, "value": value} for name, value in pairs]


def _plain(value: object) -> object:
    """The value with null in place of values that JSON cannot represent."""
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _number(value: object) -> float:
    """A duration in ms as HAR allows it: absent, negative and invalid values become 0."""
    return float(value) if isinstance(value, int | float) and math.isfinite(value) and value > 0 else 0.0


def _timings(exchange: Exchange) -> dict[str, float]:
    timing = exchange.detail.get("timing")
    if not isinstance(timing, Mapping):
        return {"send": 0.0, "wait": _number(exchange.row.duration_ms), "receive": 0.0}
    found = {name: _number(timing.get(name)) for name in ("send", "wait", "receive")}
    connect, tls = _number(timing.get("connect")), _number(timing.get("tls"))
    # HAR includes the TLS handshake in connect.
    return found | {"connect": connect + tls if connect or tls else -1.0, "ssl": tls or -1.0}


def _address(exchange: Exchange) -> str:
    remote = exchange.detail.get("remote")
    host = remote.rpartition(":")[0].strip("[]") if isinstance(remote, str) else ""
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        return ""


HAR: Final = HistoryFormat(
    "har",
    "HTTP Archive (HAR 1.2)",
    ".har",
    "For browser developer tools, proxies and other programs; includes full bodies. Can be imported again.",
    write_har,
)

"""Exchanges with everything unusual that a format must handle."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from ongoing_desktop.domain.exchange import Exchange, ExchangeRow, Message

AT = datetime(2026, 2, 3, 4, 5, 6, 789000, tzinfo=UTC)
ROW = ExchangeRow(
    id=7, direction="in", at=AT, method="POST", target="/hook?a=1&a=&b=%41", status=200, answer="sent", failure=None,
    verdict="verified", reason_code="right", reason_params={}, webhook="w1", system="demo", family="order",
    type="order-picked", event_id=9, goods_owner_id=12, attempt=1, bytes=3, duration_ms=1.5, peer="127.0.0.1:5",
)  # fmt: skip
HEADERS = (
    ("Host", "127.0.0.1:8765"),
    ("X-Dup", "1"),
    ("x-dup", "2"),
    ("X-Dup", "1"),
    ("X-Empty", ""),
    ("X-Odd", "\xe5\xff 'q' \"d\" $HOME `id` \\"),
)
BODIES = (
    b"",
    b'{"a": 1.10, "b": "\xc3\xa5"}',
    bytes(range(256)),
    b"\xef\xbb\xbfmark",
    b"\x00",
    b"a\r\nb\tc'd\"e",
    b"@file",
    b"=1+1",
    b"'=2",
    b"-x",
    "\u202e\u2028𐐷".encode(),
    b"</pre><script>alert(1)</script>&amp;",
    b"x" * 140_000,
    b"\xff" * 140_000,
)


def exchange(body: bytes = b"{}", headers: Any = HEADERS, response: Message | None = None, **row: Any) -> Exchange:
    """A received exchange with these differences."""
    detail = row.pop("detail", {})
    return Exchange(replace(ROW, bytes=len(body), **row), Message(tuple(headers), body), response, detail)


def odd_exchanges() -> list[Exchange]:
    """One of each kind, newest first."""
    answer = Message((("Content-Type", "text/plain"), ("Set-Cookie", "a"), ("Set-Cookie", "b")), b"\xff\x00answer")
    timing = {"connect": 1.0, "tls": None, "send": -3.0, "wait": 2.0, "receive": float("inf"), "total": 5.0}
    made = [exchange(body) for body in BODIES]
    made += [
        exchange(
            b"{}", (("Content-Type", "application/json"),), answer, direction="out", target="https://erp.example/hook?x=å#f",
            verdict=None, reason_code=None, detail={"timing": timing, "remote": "192.0.2.7:443", "reason": "OK"},
        ),
        exchange(
            b"{}", (), None, direction="out", target="http://127.0.0.1:1/x", verdict=None, reason_code=None, status=None,
            answer="failed", failure="refused", duration_ms=None,
            detail={"code": "send-refused", "params": {"where": "127.0.0.1:1"}, "remote": "", "timing": {}},
        ),
        exchange(b"\x16\x03\x01", (), answer, method="", target="", verdict="malformed", reason_code="bad-line", status=400,
                 webhook=None, system=None, family=None, type=None, event_id=None, goods_owner_id=None),
        exchange(b"", (("Host", "[::1]:9"), ("X-\ud800", "\ud800")), target="/\ud800 <b>\"'|{}^`[x]%zz\xe5", duration_ms=-4.0,
                 event_id="=cmd|' /C calc'!A1", system="＝x", peer=""),
        exchange(b"1", HEADERS[1:], method="HEAD", event_id=-5, duration_ms=None),
    ]  # fmt: skip
    return [replace_id(item, len(made) - place) for place, item in enumerate(made)]


def replace_id(item: Exchange, number: int) -> Exchange:
    """The same exchange with another id."""
    return replace(item, row=replace(item.row, id=number))

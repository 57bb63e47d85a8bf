from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta, timezone

from ongoing_desktop.domain.exchange import Exchange, ExchangeRow, Message
from ongoing_desktop.formats.history_formats import HISTORY_FORMATS
from ongoing_desktop.formats.rows import exchange_dict, row_dict

KEYS = [
    "id",
    "direction",
    "at",
    "method",
    "target",
    "status",
    "answer",
    "failure",
    "verdict",
    "reason_code",
    "reason",
    "webhook",
    "system",
    "family",
    "type",
    "event_id",
    "goods_owner_id",
    "attempt",
    "bytes",
    "duration_ms",
    "stored",
]
ROW = ExchangeRow(
    id=7,
    direction="in",
    at=datetime(2026, 2, 3, 4, 5, 6, 789000, tzinfo=timezone(timedelta(hours=1))),
    method="POST",
    target="/å",
    status=200,
    answer="sent",
    failure=None,
    verdict="verified",
    reason_code="right",
    reason_params={},
    webhook="w1",
    system="demo",
    family="order",
    type="order-picked",
    event_id=9,
    goods_owner_id=12,
    attempt=1,
    bytes=3,
    duration_ms=1.5,
)


def exchange(body: bytes) -> Exchange:
    return Exchange(ROW, Message((("X-A", "\xe9"), ("x-a", "")), body), None)


def test_keys_and_their_order_are_stable() -> None:
    row = row_dict(ROW)
    assert list(row) == KEYS
    assert row["at"] == "2026-02-03T03:05:06.789000Z"
    assert datetime.fromisoformat(row["at"]) == ROW.at.astimezone(UTC)
    assert row["stored"] is True
    assert row["reason"] not in (None, "", "right")


def test_bodies_are_exactly_the_bytes() -> None:
    for body in (b"", "å\r\n\x00".encode(), b"\xff\x00", bytes(range(256))):
        found = exchange_dict(exchange(body))["request"]
        assert found["headers"] == [["X-A", "\xe9"], ["x-a", ""]]
        back = found["body"].encode() if found["encoding"] == "utf-8" else base64.b64decode(found["body"])
        assert back == body


def test_json_lines_are_the_objects_of_history_show() -> None:
    items = [exchange(b"a\nb"), exchange(b"\xff")]
    lines = b"".join(HISTORY_FORMATS["jsonl"].write(items)).split(b"\n")
    assert lines.pop() == b""
    assert [json.loads(line) for line in lines] == [json.loads(json.dumps(exchange_dict(item))) for item in items]


def test_json_lines_are_written_one_by_one() -> None:
    taken: list[int] = []

    def endless() -> object:
        while True:
            taken.append(1)
            yield exchange(b"{}")

    next(HISTORY_FORMATS["jsonl"].write(endless()))  # type: ignore[arg-type]
    assert len(taken) == 1

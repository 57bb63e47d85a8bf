"""A history of a million received requests, created once per run for all measurements of large histories.

``make(data_dir, count)`` writes ``history.db`` directly to its tables, as the app would: 2,000 orders of twelve goods
owners, one webhook, every 10th refused, every 50th an error; bodies of about 600 bytes with pseudo-random words, always
the same. ``WORD`` is in every 1,000th body, ``RARE`` in one, in the older half.
"""

from __future__ import annotations

import contextlib
import json
import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from ongoing_desktop.storage.folder import open_storage

WORD: Final = "thousandth"
RARE: Final = "needleword"
WEBHOOK: Final = "bench-webhook"
AT_ONCE: Final = 5_000
START: Final = 1_767_000_000_000_000
"""Time of the first exchange in microseconds since 1970; one per second follows."""
_WORDS: Final = tuple(
    f"{first}{second}" for first in "bcdfghklmnprst" for second in ("alo", "ine", "uro", "ets", "omi")
)
_STATUSES: Final = (200, 300, 320, 400, 450)
_HEADERS: Final = json.dumps(
    [["Host", "127.0.0.1:8765"], ["Content-Type", "application/json"], ["User-Agent", "bench"], ["Accept", "*/*"]]
)


def make(data_dir: Path, count: int = 1_000_000) -> Path:
    """Write the history with its search index and return its path. A million take a few minutes and 1.3 GB."""
    with contextlib.closing(open_storage(data_dir)):
        pass
    path = data_dir / "history.db"
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("pragma synchronous=off")
        for first in range(1, count + 1, AT_ONCE):
            rows = list(_rows(first, min(AT_ONCE, count + 1 - first), count))
            connection.execute("begin")
            _insert(connection, rows)
            connection.execute("commit")
        connection.execute("pragma wal_checkpoint(truncate)")
    with contextlib.closing(open_storage(data_dir)) as storage:
        indexer = storage.history.indexer()
        while indexer.step(count):
            pass
    return path


def _insert(connection: sqlite3.Connection, rows: list[dict[str, Any]]) -> None:
    connection.executemany(
        """insert into exchanges (id, direction, at, method, target, status, verdict, reason_code, reason_params, webhook,
           system, family, type, event_id, webhook_number, goods_owner_id, attempt, bytes, body_hash, peer, subject)
           values (:id, 'in', :at, 'POST', :target, :status, :verdict, :reason, '{}', :webhook, 'demo', 'order',
           'order-picked', :id, 1, :owner, 1, length(:body), zeroblob(32), '127.0.0.1:50000', :subject)""",
        rows,
    )
    connection.executemany("insert into requests values (:id, :headers, :body)", rows)
    connection.executemany("insert into outcomes values (:id, 'sent', :status, null, 900, '{}')", rows)


def _rows(first: int, count: int, of: int) -> Iterator[dict[str, Any]]:
    dice = random.Random(first)
    for number in range(first, first + count):
        words = dice.choices(_WORDS, k=80)
        if number % 1_000 == 0:
            words[40] = WORD
        if number == of // 3:
            words[20] = RARE
        order = number % 2_000
        body = f'{{"webhookEventId": {number}, "orderNumber": "A-{order}", "orderStatus": {{"number": {dice.choice(_STATUSES)}}}, "text": "{" ".join(words)}"}}'
        refused = number % 10 == 0
        yield {
            "id": number,
            "at": START + number * 1_000_000,
            "target": f"/hook/orders/A-{order}",
            "status": 500 if number % 50 == 7 else 401 if refused else 200,
            "verdict": "refused" if refused else "verified",
            "reason": "wrong-password" if refused else "right",
            "webhook": WEBHOOK,
            "owner": 10 + order % 12,
            "subject": f"order:{order}",
            "headers": _HEADERS,
            "body": body.encode(),
        }

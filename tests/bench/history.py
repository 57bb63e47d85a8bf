"""Measures a history of a million rows: opening, paging, filters and word search, compared with plain SQLite queries."""

from __future__ import annotations

import contextlib
import json
import random
import sqlite3
import statistics
import tempfile
import time
from array import array
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import closing
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import Any

from ongoing_desktop.bootstrap import open_services
from ongoing_desktop.domain.errors import StorageError
from ongoing_desktop.domain.filters import parse_filter
from ongoing_desktop.domain.retention import RetentionLimits
from ongoing_desktop.services.ports import Stop
from ongoing_desktop.storage.folder import Storage, open_storage
from tests.bench.receiving import resident

NEWEST = datetime(2026, 1, 15, 12, tzinfo=UTC)
TYPES = (
    ("order", "order-picked"),
    ("order", "order-changed"),
    ("article", "article-created"),
    ("order", "order-shipped"),
)
WORDS = [
    f"{first}{second}"
    for first in ("pick", "pack", "load", "ship", "stock", "count")
    for second in ("ed", "ing", "list", "zone", "note", "box", "row")
]
HEADERS = json.dumps(
    [["Host", "127.0.0.1:8765"], ["User-Agent", "Ongoing-WMS/1.0"], ["Content-Type", "application/json"],
     ["Authorization", "Basic (23 characters, 5f1c…)"], ["Content-Length", "600"], ["Connection", "close"]],
    separators=(",", ":"),
)  # fmt: skip
RARE = {"status": (1, 503), "needle": (3, "zyxwvutsr"), "fragment": (2, "qqq7734qqq")}
FILTERS = {
    "common value": "verdict:verified",
    "rare value": "status:503",
    "absent value": "method:PATCH",
    "two common values that never meet": "type:order-shipped status:401",
    "excluded": "-verdict:verified -verdict:refused",
    "name or number": "event:500000",
    "oldest times": "before:2025-12-20",
    "rare size": "size:>5k",
    "path": "path:/elsewhere",
    "combined": "type:order-picked -status:200 owner:12 body:zyxwvutsr",
}
SEARCHES = {
    "rare word": "zyxwvutsr",
    "rare word in bodies": "body:zyxwvutsr",
    "absent word": "body:nowhereatall",
    "common word": "picking",
    "number of an order": "ORD-2777777",
    "rare fragment": "body:q7734q",
    "two words": '"rare zyxwvutsr"',
}


def body(choice: random.Random, number: int) -> bytes:
    words = " ".join(choice.choices(WORDS, k=34))
    rare = "rare zyxwvutsr " if number % 333_333 == 5 else "xqqq7734qqqx " if number % 400_000 == 9 else ""
    data = {
        "webhookEventId": number, "orderId": number + 1_000_000, "orderNumber": f"ORD-{number + 2_000_000}",
        "timestamp": (NEWEST - timedelta(seconds=number)).isoformat(), "goodsOwnerName": "Acme", "note": rare + words,
        "articleNumber": f"A{choice.randrange(5000)}", "quantity": choice.randrange(1000),
    }  # fmt: skip
    text = json.dumps(data)
    return (text + " " * (6_000 if number % 450_000 == 7 else 0)).encode()


def rows(count: int) -> Iterator[tuple[Any, ...]]:
    choice = random.Random(7)
    first = int((NEWEST - timedelta(days=30)).timestamp() * 1e6)
    step = int(30 * 86400e6 / count)
    for number in range(1, count + 1):
        family, kind = choice.choice(TYPES)
        refused = choice.random() < 0.05 and kind != "order-shipped"
        rare = number % 300_001 == 17
        data = body(choice, number)
        target = "/elsewhere" if number % 410_000 == 3 else "/demo"
        verdict = "malformed" if rare else "refused" if refused else "verified"
        status = 503 if rare else 401 if refused else 200
        yield (
            number, first + number * step, target, status, verdict, "basic-wrong" if refused else "basic-right", family, kind,
            number, choice.choice([12, 13, 14]), len(data), blake2b(data, digest_size=32).digest(), data,
        )  # fmt: skip


def fill(storage: Storage, count: int) -> float:
    """Write directly to the tables, because only reading is measured here; returns rows per second."""
    began = time.perf_counter()
    made = rows(count)
    with closing(sqlite3.connect(storage.history._db.path, isolation_level=None)) as connection:
        connection.execute("pragma synchronous=off")
        while batch := [row for _, row in zip(range(20_000), made, strict=False)]:
            connection.execute("begin")
            connection.executemany(
                """insert into exchanges (id, direction, at, method, target, status, verdict, reason_code, reason_params,
                   webhook, system, family, type, event_id, webhook_number, goods_owner_id, attempt, bytes, body_hash, peer)
                   values (?1, 'in', ?2, 'POST', ?3, ?4, ?5, ?6, '{}', 'w1', 'demo', ?7, ?8, ?9, 44, ?10, 1, ?11, ?12,
                   '127.0.0.1:50123')""",
                (row[:12] for row in batch),
            )
            connection.executemany(
                "insert into requests values (?, ?, ?)", ((row[0], HEADERS, row[12]) for row in batch)
            )
            connection.executemany("insert into responses values (?, '[]', x'4f4b')", ((row[0],) for row in batch))
            connection.executemany(
                "insert into outcomes values (?, 'sent', ?, null, 1500, '{}')", ((row[0], row[3]) for row in batch)
            )
            connection.execute("commit")
    return count / (time.perf_counter() - began)


def index_all(storage: Storage) -> None:
    """Fill the search index, as housekeeping does over time."""
    indexer = storage.history.indexer()
    while indexer.step(storage.history.newest_id()):
        pass


def timed(call: Callable[[], object], rounds: int = 5) -> dict[str, float]:
    """Milliseconds: the first call, and the median of the others."""
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        call()
        times.append((time.perf_counter() - began) * 1e3)
    return {"first_ms": times[0], "ms": statistics.median(times[1:])}


def searching(storage: Storage, plain: sqlite3.Connection, text: str, limit: int = 200) -> dict[str, Any]:
    """A filter's first page: ours, and the same filter as one plain query."""
    from ongoing_desktop.storage.exchange_rows import SELECT
    from ongoing_desktop.storage.search.executor import Question, _where
    from ongoing_desktop.storage.search.sql import Names

    wanted = parse_filter(text, NEWEST)
    history = storage.history
    ours = timed(lambda: history.page(limit=limit, filter=wanted))
    where, values = _where(Question(SELECT, filter=wanted), wanted, Names())
    query = f"{SELECT} where {where} order by e.id desc limit {limit}"
    plainly = timed(lambda: plain.execute(query, values).fetchall(), rounds=3)
    found = [row.id for row in history.page(limit=limit, filter=wanted)]
    assert found == [row[0] for row in plain.execute(query, values)], text
    return {**ours, "plain_ms": plainly["ms"], "ratio": ours["ms"] / plainly["ms"], "found": len(found)}


def history(count: int) -> dict[str, dict[str, Any]]:
    """All figures for a history of this size."""
    with tempfile.TemporaryDirectory() as folder:
        data_dir = Path(folder)
        storage = open_storage(data_dir)
        written = fill(storage, count)
        began = time.perf_counter()
        index_all(storage)
        took = time.perf_counter() - began
        storage.close()
        sizes = {name: (data_dir / name).stat().st_size for name in ("history.db", "search.db")}
        found: dict[str, dict[str, Any]] = {
            "rows": {"count": count, "direct_insert_per_s": written, "index_per_s": count / took},
            "size": {
                "history_mb": sizes["history.db"] / 1e6, "search_mb": sizes["search.db"] / 1e6,
                "bytes_per_row": sum(sizes.values()) / count, "search_share": sizes["search.db"] / sizes["history.db"],
            },
        }  # fmt: skip
        began = time.perf_counter()
        storage = open_storage(data_dir)
        first = storage.history.page(limit=200)
        found["open and first page"] = {"ms": (time.perf_counter() - began) * 1e3, "rows": len(first)}
        with closing(sqlite3.connect(f"file:{data_dir / 'history.db'}?mode=ro", uri=True)) as plain:
            for name, text in {**FILTERS, **SEARCHES}.items():
                found[f"{name} ({text})"] = searching(storage, plain, text)
            middle = count // 2
            found["page in the middle"] = timed(lambda: storage.history.page(limit=128, before=middle)) | {
                "offset_ms": timed(
                    lambda: plain.execute(
                        f"select * from exchanges order by id desc limit 128 offset {middle}"
                    ).fetchall()
                )["ms"]
            }
            low = max(0, count - 250_000)
            wanted = parse_filter("verdict:verified", NEWEST)
            query = f"select id from exchanges where verdict = 'verified' and id > {low}"
            found["all ids of a common value, 250,000 at once"] = timed(
                lambda: storage.history.ids(above=low, upto=count, filter=wanted)
            ) | {"plain_ms": timed(lambda: plain.execute(query).fetchall())["ms"]}
            found["sort by a member of the payload (body.quantity)"] = sorting(storage, plain, count)
        storage.close()
        found["learning payload shapes"] = learning(data_dir, count)
        storage = open_storage(data_dir)
        found["taking out"] = taking_out(storage, count)
        storage.close()
    return found


def sorting(storage: Storage, plain: sqlite3.Connection, count: int) -> dict[str, float]:
    """The sort of the newest rows, which a list shows at first, and of all; how soon a stop is obeyed during the latter."""
    from ongoing_desktop.ui.exchanges.ordering import SORTED_FIRST

    ids, history = array("q", range(1, count + 1)), storage.history
    first = timed(lambda: history.sorted_ids(ids[-SORTED_FIRST:], "body.quantity", falling=True))
    reported: list[int] = []
    began = time.perf_counter()
    whole = history.sorted_ids(ids, "body.quantity", falling=True, on_progress=reported.append)
    took = time.perf_counter() - began
    began = time.perf_counter()
    plainly = plain.execute(
        """select e.id from exchanges e join requests r on r.exchange_id = e.id
           order by json_extract(cast(r.body as text), '$.quantity') desc, e.id desc"""
    ).fetchall()
    plain_took = time.perf_counter() - began
    assert list(whole[:1000]) == [number for (number,) in plainly[:1000]]
    stop = Stop()

    def stop_halfway(percent: int) -> None:
        if percent >= 50 and not stopped:
            stopped.append(time.perf_counter())
            stop.set()

    stopped: list[float] = []
    with contextlib.suppress(StorageError):
        history.sorted_ids(ids, "body.quantity", falling=True, stop=stop, on_progress=stop_halfway)
    return {
        "first_rows_ms": first["first_ms"], "first_rows_again_ms": first["ms"], "whole_s": took, "plain_s": plain_took,
        "whole_ratio": took / plain_took, "steps_of_progress": len(reported), "stop_ms": (time.perf_counter() - stopped[0]) * 1e3,
    }  # fmt: skip


def learning(data_dir: Path, count: int) -> dict[str, float]:
    """Learning all payloads at full speed, as the window of the shapes does: a stop on the way, then the rest.

    Then what each look of the background costs: everything that was learnt is read and written.
    """
    with closing(open_services(data_dir)) as services:
        services.start(follow=False)
        shapes, submit = services.shapes, services.engine.submit
        before, percents, began = resident(), array("q"), time.perf_counter()
        stopped: list[float] = []

        def report(percent: int) -> None:
            percents.append(percent)
            if percent >= 10 and not stopped:
                stopped.append(time.perf_counter())
                running.cancel()

        running = submit(shapes.learn(report))
        with contextlib.suppress(CancelledError):
            running.result()
        kept = submit(shapes.learn(most=1)).result()
        stop_ms = (time.perf_counter() - stopped[0]) * 1e3
        whole = submit(shapes.learn(report)).result()
        took = time.perf_counter() - began
        assert sum(item.payloads for item in whole.types.values()) > count // 2
        found = timed(lambda: submit(shapes.accept({0})).result())
        size = sum(file.stat().st_size for file in (data_dir / "shapes").glob("*.json"))
        return {
            "per_s": count / took, "s": took, "reports": len(percents), "stop_ms": stop_ms, "kept_upto": kept.upto,
            "read_and_write_ms": found["ms"], "kb": size / 1e3, "grown_mib": resident() - before,
        }  # fmt: skip


def taking_out(storage: Storage, count: int) -> dict[str, float]:
    """The preview of a limit, and the lock time of each transaction that enforces it."""
    retention, gone, after = storage.history.retention, 0, 0
    limits = RetentionLimits(count=count - min(50_000, count // 2))
    began = time.perf_counter()
    retention.preview(limits)
    preview = time.perf_counter() - began
    cut = retention.cut(limits)
    steps, freed = [], []
    began = time.perf_counter()
    while True:
        at = time.perf_counter()
        done, after = retention.step(cut, after)
        steps.append((time.perf_counter() - at) * 1e3)
        gone += done
        if not after:
            break
    took = time.perf_counter() - began
    more = True
    while more:
        at = time.perf_counter()
        more = retention.give_back()
        freed.append((time.perf_counter() - at) * 1e3)
    steps.sort()
    freed.sort()
    return {
        "preview_ms": preview * 1e3, "rows_per_s": gone / took, "step_median_ms": statistics.median(steps),
        "step_p99_ms": steps[int(len(steps) * 0.99)], "step_max_ms": steps[-1], "give_back_p99_ms": freed[int(len(freed) * 0.99)],
        "give_back_max_ms": freed[-1],
    }  # fmt: skip

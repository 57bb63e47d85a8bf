"""The full run of killing the listener two hundred times under load; no acknowledged request may be missing.

Not part of the test command: ``python -m pytest tests/long/test_listener_kills.py`` takes some minutes. ``ROUNDS`` sets
the rounds, ``SEED`` the seed of the pauses.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import sqlite3
import threading
import time
from pathlib import Path

import pytest

from ongoing_desktop.storage.folder import open_storage
from tests.helpers import listener, post

ROUNDS = int(os.environ.get("ROUNDS", "200"))
SENDERS = 4


@pytest.mark.timeout(3600)
def test_no_acknowledged_request_is_ever_lost(data_dir: Path) -> None:
    chance = random.Random(int(os.environ.get("SEED", "1")))
    acknowledged: dict[int, bytes] = {}
    numbers = iter(range(100_000_000))
    lock = threading.Lock()

    for _ in range(ROUNDS):
        with listener(data_dir) as (child, url):
            stop = threading.Event()

            def send(stop: threading.Event = stop, url: str = url) -> None:
                while not stop.is_set():
                    with lock:
                        number = next(numbers)
                    body = json.dumps({"n": number, "filler": "x" * (number % 700)}).encode()
                    with contextlib.suppress(OSError):
                        if post(url, f"/k/{number}", body, timeout=5) == 200:
                            acknowledged[number] = body

            senders = [threading.Thread(target=send) for _ in range(SENDERS)]
            for sender in senders:
                sender.start()
            time.sleep(chance.uniform(0.05, 0.5))
            child.kill()
            child.wait(10)
            stop.set()
            for sender in senders:
                sender.join(20)

    began = time.monotonic()
    storage = open_storage(data_dir)
    assert time.monotonic() - began < 5
    found: dict[int, list[bytes]] = {}
    before: int | None = None
    while page := storage.history.page(limit=1000, before=before):
        before = page[-1].id
        for row in page:
            exchange = storage.history.get(row.id)
            assert exchange is not None
            if row.verdict != "malformed":
                found.setdefault(int(row.target.rpartition("/")[2]), []).append(exchange.request.body)
    storage.close()
    assert acknowledged
    missing = [number for number, body in acknowledged.items() if found.get(number) != [body]]
    assert not missing, f"{len(missing)} of {len(acknowledged)} lost or changed"
    with contextlib.closing(sqlite3.connect(data_dir / "history.db")) as connection:
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
    print(f"{len(acknowledged)} acknowledged in {ROUNDS} rounds, 0 lost")

"""Faults of the listener in full length: ``python -m pytest -s tests/long/test_listener_faults.py`` takes some minutes.

K2: kills in a checkpoint (``ROUNDS``). D1, D2: a full disk and write errors (a fifth of them). C1: broken files. L1: a lock of ten seconds. L2: a long reader under load. X1: the whole program
under a clock that jumps, with libfaketime. Cuts of the stream: twenty thousand.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ongoing_desktop.storage.folder import open_storage
from tests.helpers import command, environment, listener, post, until
from tests.listener.makers import running
from tests.listener.test_faults import (
    SHORT,
    checkpoint_round,
    cut,
    full_disk_rounds,
    kept,
    lock_round,
    long_reader_round,
    told,
    write_error_rounds,
)
from tests.storage.test_opening import VARIANTS

ROUNDS = int(os.environ.get("ROUNDS", "200"))
FAKETIME = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)


@pytest.mark.timeout(3600)
def test_no_death_in_a_checkpoint_loses_anything(tmp_path: Path) -> None:
    chance = random.Random(int(os.environ.get("SEED", "1")))
    total = sum(checkpoint_round(tmp_path / str(number), chance.uniform(0.01, 0.4)) for number in range(ROUNDS))
    print(f"{total} acknowledged in {ROUNDS} rounds, 0 lost")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a volume of our own")
@pytest.mark.timeout(3600)
def test_a_disk_that_is_full_again_and_again(tmp_path: Path) -> None:
    rounds = max(1, ROUNDS // 5)
    print(f"{full_disk_rounds(tmp_path, rounds)} acknowledged, disk full {rounds} times, 0 lost, recovered each time")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits of another process")
@pytest.mark.timeout(3600)
def test_a_write_error_at_every_place(data_dir: Path) -> None:
    rounds = max(1, ROUNDS // 5)
    # Not in steps of a page, so that writes also fail in the middle of one.
    answered = write_error_rounds(data_dir, [2_500 * number for number in range(rounds)])
    print(f"{answered} acknowledged, writes failed in {rounds} places, 0 lost, recovered each time")


@pytest.mark.timeout(600)
@pytest.mark.parametrize("damage", VARIANTS)
def test_over_every_broken_history_it_listens(data_dir: Path, damage: Callable[[Path], None]) -> None:
    with listener(data_dir) as (_, url):
        assert {post(url, "/", b"%d" % number + b"x" * 3000) for number in range(50)} == {200}
    damage(data_dir / "history.db")
    path = data_dir / "history.db"
    broken = path.read_bytes() if path.is_file() else b""
    with listener(data_dir) as (_, url):
        assert post(url, "/", b"after") == 200
    assert kept(data_dir)[-1] == b"after"
    aside = list(data_dir.glob("history.db.damaged-*"))
    assert broken in [item.read_bytes() if item.is_file() else b"" for item in aside]


@pytest.mark.timeout(300)
def test_a_lock_of_ten_seconds(data_dir: Path) -> None:
    burst = lock_round(data_dir, hold_s=10)
    assert burst.others == {503}
    print(f"{len(burst.answered)} acknowledged around the lock, 0 lost")


@pytest.mark.timeout(600)
def test_a_long_reader(data_dir: Path) -> None:
    long_reader_round(data_dir, rows=3000)


@pytest.mark.skipif(FAKETIME is None, reason="libfaketime is not installed")
@pytest.mark.timeout(300)
def test_a_program_whose_clock_jumps(data_dir: Path, tmp_path: Path) -> None:
    jumps = [timedelta(0), timedelta(days=-1), timedelta(days=365), timedelta(seconds=3), timedelta(days=-20_000)]
    stamp, ready = tmp_path / "stamp", tmp_path / "ready.json"
    stamp.write_text("+0\n")
    fake = {"LD_PRELOAD": str(FAKETIME), "FAKETIME_TIMESTAMP_FILE": str(stamp), "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1"}  # fmt: skip
    child = subprocess.Popen(
        command(data_dir, "listen", "--port", "0", "--ready-file", os.fspath(ready)),
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env={**environment(), **fake},
    )  # fmt: skip
    try:
        until(lambda: ready.exists() or child.poll() is not None, "the ready file")
        url = json.loads(ready.read_text())["url"]
        for number, jump in enumerate(jumps):
            stamp.write_text(f"{jump.total_seconds():+.0f}\n")
            began = time.monotonic()
            assert post(url, "/", b"%d" % number) == 200
            assert time.monotonic() - began < 2
    finally:
        child.terminate()
        assert child.wait(15) == 0
    storage = open_storage(data_dir)
    rows = list(reversed(storage.history.page(limit=100)))
    storage.close()
    for row, jump in zip(rows, jumps, strict=True):
        assert abs(row.at - datetime.now(UTC) - jump) < timedelta(seconds=60)
        assert row.duration_ms is not None
        assert 0 <= row.duration_ms < 2000
    assert kept(data_dir) == [b"%d" % number for number in range(len(jumps))]


@pytest.mark.timeout(3600)
def test_no_cut_out_of_twenty_thousand_changes_anything(tmp_path: Path) -> None:
    with running(tmp_path) as made:

        @settings(max_examples=20_000)
        @given(st.data())
        def cuts(data: st.DataObject) -> None:
            stream = b"".join(data.draw(st.lists(st.sampled_from(SHORT), min_size=1, max_size=4)))
            places = sorted(data.draw(st.sets(st.integers(1, max(1, len(stream) - 1)), max_size=20)))
            assert told(made, cut(stream, places)) == told(made, [stream])

        cuts()

"""Exactly what exceeds the limits is removed, despite pins, clock jumps and crashes."""

from __future__ import annotations

import contextlib
import random
import sqlite3
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ongoing_desktop.domain.exchange import Outcome
from ongoing_desktop.domain.retention import RetentionLimits
from ongoing_desktop.storage.exchange_rows import CHUNK
from ongoing_desktop.storage.folder import open_storage
from ongoing_desktop.storage.history import HistoryDb
from ongoing_desktop.storage.retention import PAGES_AT_ONCE, Retention
from tests.helpers import ROOT, environment
from tests.retention_process import KEPT, body
from tests.storage.makers import AT, received, sent


class Clock:
    def __init__(self) -> None:
        self.now = AT

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def retention(history: HistoryDb, clock: Clock) -> Retention:
    """A history with one exchange on each of ten days, the third pinned; the last one is from now."""
    history.append([received(b"x" * 100, at=AT - timedelta(days=9 - day)) for day in range(10)])
    history.append([], [Outcome(1, "sent", 5)])
    history.set_pinned([3], pinned=True)
    history._clock = clock
    history.retention = Retention(history._db, history.retention._search, clock)
    return history.retention


def kept(history: HistoryDb) -> list[int]:
    return [row.id for row in history.page(limit=999)][::-1]


def run(retention: Retention, limits: RetentionLimits) -> int:
    cut, after, gone = retention.cut(limits), 0, 0
    while True:
        count, after = retention.step(cut, after)
        gone += count
        if not after:
            return gone


@pytest.mark.parametrize(
    ("limits", "left"),
    [
        (RetentionLimits(), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
        (RetentionLimits(count=4), [3, 7, 8, 9, 10]),
        (RetentionLimits(count=99), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
        (RetentionLimits(days=5), [3, 5, 6, 7, 8, 9, 10]),
        (RetentionLimits(days=3650), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
        (RetentionLimits(count=8, days=2), [3, 8, 9, 10]),
        (RetentionLimits(count=2, days=9), [3, 9, 10]),
        (RetentionLimits(megabytes=1), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
    ],
)
def test_what_is_over_a_limit_goes_as_the_preview_said(
    history: HistoryDb, retention: Retention, limits: RetentionLimits, left: list[int]
) -> None:
    seen = retention.preview(limits)
    assert (seen.total, seen.going, seen.held) == (10, 10 - len(left), None)
    assert seen.pinned == (1 if left[0] == 3 else 0)
    assert (seen.bytes > 100 * seen.going) == (seen.going > 0)
    oldest = min((number for number in left if number != 3), default=0)
    assert seen.oldest_kept == AT - timedelta(days=10 - oldest)
    seen = history.changes(0).number
    assert run(retention, limits) == 10 - len(left)
    assert kept(history) == left
    gone = [number for number in range(1, 11) if number not in left]
    noted = history.changes(seen)
    assert (noted.ids, noted.thinned, noted.missed) == ([], max(gone, default=0), False)
    with history._db.read() as connection:
        for table in ("requests", "responses"):
            found = connection.execute(f"select exchange_id from {table} order by 1").fetchall()
            assert [number for (number,) in found] == left
    assert run(retention, limits) == 0


def test_what_is_deleted_already_does_not_count(history: HistoryDb, retention: Retention) -> None:
    history.delete([9, 10])
    assert run(retention, RetentionLimits(count=3)) == 4
    assert kept(history) == [3, 6, 7, 8]
    assert history.undelete([9, 10]) == [9, 10]


def test_size_makes_room_for_what_is_newer(history: HistoryDb, clock: Clock, retention: Retention) -> None:
    history.append([received(b"y" * 300_000) for _ in range(20)])
    run(retention, RetentionLimits(megabytes=3))
    left = kept(history)
    assert left[0] == 3
    assert left[1:] == list(range(left[1], 31))
    assert 6 <= len(left) <= 11
    free = history.retention.use().free
    assert free > 2_500_000
    steps = 1
    while history.retention.give_back():
        steps += 1
    assert history.retention.use().free == 0
    assert steps <= free // (PAGES_AT_ONCE * 4096) + 1
    run(retention, RetentionLimits(megabytes=3))
    assert kept(history) == left


def test_the_user_brings_back_what_was_deleted_until_it_is_purged(
    history: HistoryDb, clock: Clock, retention: Retention
) -> None:
    history.delete([1, 2])
    clock.now += timedelta(minutes=50)
    assert retention.purge() == 0
    assert history.undelete([2]) == [2]
    clock.now += timedelta(minutes=20)
    assert retention.purge() == 1
    assert history.undelete([1]) == []
    assert kept(history)[0] == 2
    history.delete([2])
    clock.now -= timedelta(days=40)
    assert retention.purge() == 1  # deleted in the future: the clock was set back since


def test_one_pinned_in_the_last_moment_stays(history: HistoryDb, retention: Retention) -> None:
    cut = retention.cut(RetentionLimits(count=1))
    history.set_pinned([5], pinned=True)
    while retention.step(cut)[1]:
        pass
    assert kept(history) == [3, 5, 10]


@pytest.mark.parametrize("jump", [timedelta(days=365), timedelta(days=2), timedelta(days=-400)])
def test_a_jump_of_the_clock_deletes_nothing_by_age_before_the_user_says_so(
    history: HistoryDb, clock: Clock, retention: Retention, jump: timedelta
) -> None:
    retention.look_at_clock()
    clock.now += timedelta(hours=20)
    retention.look_at_clock()
    assert retention.held() is None
    before = clock.now
    clock.now += jump
    for _ in range(3):
        retention.look_at_clock()
        clock.now += timedelta(hours=1)
    assert retention.held() == before
    assert run(retention, RetentionLimits(days=1)) == 0
    assert retention.preview(RetentionLimits(days=1)).held == before
    retention.trust_clock()
    assert retention.held() is None
    assert run(retention, RetentionLimits(days=1)) == (0 if jump < timedelta() else 9)


def test_a_clock_that_is_set_right_again_is_trusted_again(clock: Clock, retention: Retention) -> None:
    retention.look_at_clock()
    clock.now += timedelta(days=30)
    retention.look_at_clock()
    clock.now -= timedelta(days=30, minutes=-5)
    retention.look_at_clock()
    assert retention.held() is None


def test_a_large_body_goes_in_parts_and_can_not_come_back_in_half(
    history: HistoryDb, retention: Retention, monkeypatch: pytest.MonkeyPatch
) -> None:
    history.append([received(b"z" * (9 * CHUNK)), sent(b"last")])
    cut = retention.cut(RetentionLimits(count=1))
    monkeypatch.setattr("ongoing_desktop.storage.retention.CHUNKS_AT_ONCE", 2)
    original = Retention._take_out_large

    def partly(self: Retention, number: int) -> None:
        with self._db.write() as connection:
            connection.execute("delete from chunks where exchange_id = ? and number < 4", (number,))
        raise KeyboardInterrupt

    monkeypatch.setattr(Retention, "_take_out_large", partly)
    with pytest.raises(KeyboardInterrupt):
        retention.step(cut)
    monkeypatch.setattr(Retention, "_take_out_large", original)
    assert history.undelete([11]) == []
    assert 11 not in kept(history)
    while retention.purge():
        pass
    with history._db.read() as connection:
        assert connection.execute("select count(*) from chunks").fetchone()[0] == 0
    assert history.count() == 2


def test_nothing_inside_the_limits_is_lost_by_kills(data_dir: Path) -> None:
    kill_rounds(data_dir, 3)


def kill_rounds(folder: Path, rounds: int) -> int:
    """Repeatedly kill a process that records and removes; returns the newest id."""
    chance = random.Random(5)
    last = 0
    for _ in range(rounds):
        child = subprocess.Popen(
            [sys.executable, "-m", "tests.retention_process", str(folder)],
            stdout=subprocess.PIPE, env=environment(), cwd=ROOT,
        )  # fmt: skip
        assert child.stdout
        until_id = last + chance.randrange(120, 220)
        with contextlib.closing(child.stdout):
            for line in child.stdout:
                last = int(line)
                if last >= until_id:
                    break
            time.sleep(chance.random() * 0.05)
            child.kill()
            last = max(
                [last, *(int(line) for line in child.stdout.read().splitlines(keepends=True) if line.endswith(b"\n"))]
            )
        child.wait(20)
        storage = open_storage(folder)
        newest = storage.history.newest_id()
        assert newest >= last
        for number in range(max(1, newest - KEPT + 1), newest + 1):
            found = storage.history.get(number)
            assert found is not None, number
            assert found.request.body == body(number)
        assert not storage.notices
        storage.close()
        with contextlib.closing(sqlite3.connect(folder / "history.db")) as connection:
            assert connection.execute("pragma integrity_check").fetchone()[0] == "ok"
    return last

"""Downtimes become rows of the log: the listener was not running, or the computer slept."""

from __future__ import annotations

import os
import socket
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ongoing_desktop.domain.exchange import NewExchange
from ongoing_desktop.listener.downtime import FOLDER, Gaps
from ongoing_desktop.storage.folder import open_storage
from tests.helpers import lines, listener, post, run_program

AT = datetime(2026, 1, 15, 9, 0, tzinfo=UTC)


class World:
    """Clocks that a test sets."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.wall = AT
        self.awake = 1000.0
        self.told: list[NewExchange] = []

    def gaps(self) -> Gaps:
        return Gaps(self.folder, 8765, self.told.append, awake=lambda: self.awake, clock=lambda: self.wall)

    def pass_(self, seconds: float, *, jump: float = 0.0) -> None:
        self.awake += seconds
        self.wall += timedelta(seconds=seconds + jump)

    @property
    def reasons(self) -> list[tuple[str, object]]:
        judged = [row.judgement for row in self.told if row.judgement]
        return [(item.reason_code, item.params["seconds"]) for item in judged]


def test_the_first_listener_has_missed_nothing_and_the_next_says_what_it_has(tmp_path: Path) -> None:
    world = World(tmp_path)
    first = world.gaps()
    first.start()
    for _ in range(20):
        world.pass_(0.5)
        first.beat()
    assert world.reasons == []
    world.pass_(3600)  # killed without an orderly end
    world.gaps().start()
    assert world.reasons == [("gap-stopped", 3600)]
    assert world.told[0].direction == "gap"
    world.pass_(5)
    world.gaps().start()
    assert len(world.told) == 1


def test_sleep_is_noticed_and_a_jump_of_the_clock_is_none(tmp_path: Path) -> None:
    world = World(tmp_path)
    gaps = world.gaps()
    gaps.start()
    world.pass_(0.5, jump=86_400)
    gaps.beat()
    assert world.reasons == []
    world.pass_(7200)
    gaps.beat()
    assert world.reasons == [("gap-asleep", 7200)]
    gaps.stop()
    world.pass_(60, jump=-400_000)  # the clock was set back, so "since" is in the future
    world.gaps().start()
    assert len(world.told) == 1


def test_a_folder_that_cannot_be_written_costs_no_listener(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("a file in its place")
    world = World(tmp_path)
    gaps = world.gaps()
    gaps.start()
    world.pass_(5)
    gaps.beat()
    assert world.told == []


@pytest.mark.parametrize("kill", [True, False], ids=["killed", "stopped"])
def test_the_next_listener_at_the_port_writes_the_row(data_dir: Path, kill: bool) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    with listener(data_dir, "--port", port) as (child, url):
        assert post(url, "/a", b"1") == 200
        if kill:
            child.kill()
            child.wait(10)
    mark = data_dir / FOLDER / port
    hour_ago = time.time() - 3600
    os.utime(mark, (hour_ago, hour_ago))
    with listener(data_dir, "--port", port) as (_, url):
        assert post(url, "/a", b"2") == 200
    storage = open_storage(data_dir)
    rows = storage.history.page(limit=10, direction="log", system="demo")
    assert [row.direction for row in rows] == ["gap"]
    assert rows[0].reason_code == "gap-stopped"
    assert 3590 < int(str(rows[0].reason_params["seconds"])) < 3700
    assert [row.direction for row in storage.history.page(limit=10, direction="all")] == ["in", "gap", "in"]
    storage.close()
    # Scripts count exchanges, and a downtime is not one.
    assert len(lines(run_program(data_dir, "history", "list", "--json"))) == 2

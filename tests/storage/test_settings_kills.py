"""Killed during saves: the settings have the state before or after, completely, and the file is sound."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from ongoing_desktop.storage.folder import open_storage
from tests.settings_process import number_of

ROOT = Path(__file__).resolve().parents[2]
SAVES_PER_ROUND = 25


def kill_round(folder: Path, dice: random.Random) -> tuple[int, int]:
    """Kill one process while it saves. Returns the last acknowledged number and the number in the settings."""
    command = [sys.executable, "-m", "tests.settings_process", str(folder), str(10_000)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    wanted = dice.randrange(1, SAVES_PER_ROUND)
    acknowledged = 0
    for _ in range(wanted):
        acknowledged = int(process.stdout.readline())
    time.sleep(dice.random() * 0.02)  # anywhere within the next saves
    process.send_signal(signal.SIGKILL)
    rest = process.stdout.read().split()
    process.wait(10)
    process.stdout.close()
    acknowledged = int(rest[-1]) if rest else acknowledged
    started = time.monotonic()
    storage = open_storage(folder)
    try:
        assert time.monotonic() - started < 5
        assert storage.notices == ()
        found = number_of(storage.settings.load())
        revisions = storage.settings.revisions()
        assert storage.settings.revision(revisions[0][0]) == storage.settings.load()
    finally:
        storage.close()
    with closing(sqlite3.connect(folder / "settings.db")) as connection:
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
    assert not list(folder.glob("*.part"))
    return acknowledged, found


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_killed_during_saves_the_old_or_the_new_state_opens(data_dir: Path) -> None:
    dice = random.Random(7)
    for _ in range(4):
        acknowledged, found = kill_round(data_dir, dice)
        assert found in (acknowledged, acknowledged + 1)

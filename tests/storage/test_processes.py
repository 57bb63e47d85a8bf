"""Other processes: locks, crashes, full disks, a database locked by another program."""

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ongoing_desktop.domain.errors import StorageLocked
from ongoing_desktop.storage import folder as folder_module
from ongoing_desktop.storage.folder import open_storage
from ongoing_desktop.storage.locks import RoleLock
from tests.storage.makers import full_settings, received

posix = pytest.mark.skipif(os.name != "posix", reason="signals and limits of POSIX")

SAVING = """
import sys
from dataclasses import replace
from pathlib import Path
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.storage.folder import open_storage
storage = open_storage(Path(sys.argv[1]))
now = storage.settings.load()
while True:
    names = tuple(Webhook(str(n), f"r{now.revision}", "s", "regular", "t", (1,), "x" * 500) for n in range(40))
    now = storage.settings.save(replace(now, webhooks=names), expected=now.revision, label="x")
    print(now.revision, flush=True)
"""
TAKING_IDS = """
import sys
from pathlib import Path
from ongoing_desktop.storage.folder import open_storage
storage = open_storage(Path(sys.argv[1]))  # kept, because it holds the lock against sweeping
while True:
    print(storage.settings.event_id_at_hand("s") or storage.settings.next_event_id("s"), flush=True)
"""
APPENDING = """
import sys
from pathlib import Path
from ongoing_desktop.storage.folder import open_storage
from tests.storage.makers import received
storage = open_storage(Path(sys.argv[1]))
while True:
    print(storage.history.append([received(b"y" * 3000) for _ in range(5)])[-1], flush=True)
"""
HOLDING = """
import sys
from pathlib import Path
from ongoing_desktop.storage.locks import RoleLock
lock = RoleLock(Path(sys.argv[1]), "window")
print(lock.try_acquire(), flush=True)
sys.stdin.read()
"""
LIMITED = """
import resource, sys
from pathlib import Path
from ongoing_desktop.domain.errors import StorageFull
from ongoing_desktop.storage.files import write_atomic
from ongoing_desktop.storage.folder import open_storage
from tests.storage.makers import full_settings, received
folder = Path(sys.argv[1])
storage = open_storage(folder)
before = storage.settings.save(full_settings(), expected=0, label="x")
resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, resource.RLIM_INFINITY))
committed = 0
try:
    for _ in range(1000):
        committed = storage.history.append([received(b"y" * 20_000)])[-1]
except StorageFull as error:
    print(error.code)
try:
    storage.history.append([received(b"y" * 900_000)])
except StorageFull as error:
    print(error.code)
assert storage.history.newest_id() == committed > 3, committed
assert len(storage.history.page(limit=1000)) == committed
try:
    write_atomic(folder / "out.bin", (b"z" * 10_000 for _ in range(1000)))
except StorageFull as error:
    print(error.code)
assert not (folder / "out.bin").exists()
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
assert storage.history.append([received(b"y" * 20_000)]) == [committed + 1]
assert storage.settings.load() == before
storage.close()
print("done")
"""


@contextlib.contextmanager
def child(program: str, folder: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def last_line(process: subprocess.Popen[str]) -> int:
    """The last acknowledgement of the killed process; an incomplete line does not count."""
    assert process.stdout is not None
    lines = process.stdout.read().split("\n")[:-1]
    return int(lines[-1]) if lines else 0


@posix
@pytest.mark.parametrize("delay_s", [0.02, 0.07, 0.15])
def test_a_death_while_saving_leaves_old_or_new_settings(data_dir: Path, delay_s: float) -> None:
    acknowledged = 0
    for _ in range(3):
        with child(SAVING, data_dir) as process:
            assert process.stdout is not None
            first = process.stdout.readline()
            time.sleep(delay_s)
            process.send_signal(signal.SIGKILL)
            acknowledged = max(int(first), last_line(process))
        storage = open_storage(data_dir)
        now = storage.settings.load()
        assert storage.notices == ()
        assert acknowledged <= now.revision <= acknowledged + 1
        assert {hook.name for hook in now.webhooks} == {f"r{now.revision - 1}"}
        storage.close()
        assert not list(data_dir.glob("*.part*"))
        assert not list(data_dir.glob("*damaged*"))


@posix
@pytest.mark.parametrize("delay_s", [0.03, 0.2])
def test_a_death_while_appending_loses_nothing_acknowledged(data_dir: Path, delay_s: float) -> None:
    for _ in range(3):
        with child(APPENDING, data_dir) as process:
            assert process.stdout is not None
            first = process.stdout.readline()
            time.sleep(delay_s)
            process.send_signal(signal.SIGKILL)
            acknowledged = max(int(first), last_line(process))
        storage = open_storage(data_dir)
        assert storage.notices == ()
        newest = storage.history.newest_id()
        assert acknowledged <= newest <= acknowledged + 5
        assert newest % 5 == 0
        assert [row.id for row in storage.history.page(limit=newest + 9)] == list(range(newest, 0, -1))
        assert storage.history.get(newest).request.body == b"y" * 3000  # type: ignore[union-attr]
        storage.close()


@posix
def test_no_room_is_said_and_over_once_there_is_room_again(data_dir: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(data_dir)], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout.split() == ["storage-full", "storage-full", "storage-file-full", "done"], done.stderr


def test_a_role_belongs_to_one_process_at_a_time(data_dir: Path) -> None:
    data_dir.mkdir()
    mine = RoleLock(data_dir, "window")
    with child(HOLDING, data_dir) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "True\n"
        assert not mine.try_acquire()
        other = RoleLock(data_dir, "housekeeping")
        assert other.try_acquire()
        other.release()
    assert mine.acquire(limit_s=5)
    assert mine.try_acquire()
    with child(HOLDING, data_dir) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "False\n"
    mine.release()
    mine.release()


def test_shared_holders_keep_the_sole_one_out(data_dir: Path) -> None:
    data_dir.mkdir()
    one, two, alone = (RoleLock(data_dir, "schema") for _ in range(3))
    assert one.try_acquire(shared=True)
    assert two.try_acquire(shared=True)
    assert not alone.acquire(limit_s=0.05)
    one.release()
    two.release()
    assert alone.try_acquire()
    assert not one.try_acquire(shared=True)
    assert alone.share(limit_s=1)
    assert one.try_acquire(shared=True)
    for lock in (one, alone):
        lock.release()


def test_a_database_that_another_program_holds_is_said_to_be_locked(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = open_storage(data_dir)
    storage.history.append([received()])
    with storage.history._db._write_lock:
        storage.history._db._writer.execute("pragma busy_timeout=100")
    with closing(sqlite3.connect(data_dir / "history.db", isolation_level=None)) as other:
        other.execute("begin immediate")
        with pytest.raises(StorageLocked):
            storage.history.append([received()])
        assert len(storage.history.page(limit=9)) == 1
        other.execute("rollback")
    assert storage.history.append([received()]) == [2]
    monkeypatch.setattr(folder_module, "LOCK_LIMIT_S", 0.05)
    (data_dir / "settings.db.bak").unlink(missing_ok=True)
    storage.close()


def test_who_does_not_wait_for_another_program_keeps_nobody_else_from_waiting(data_dir: Path) -> None:
    storage = open_storage(data_dir)
    with closing(sqlite3.connect(data_dir / "history.db", isolation_level=None, check_same_thread=False)) as other:
        for patient in (storage.history.give_back, lambda: storage.history.append([received()])):
            other.execute("begin immediate")
            with pytest.raises(StorageLocked):
                storage.history.append([received()], wait=False)
            end = threading.Timer(0.2, other.execute, ("rollback",))
            end.start()
            patient()
            end.join()
            storage.history.checkpoint()
    assert storage.history.count() == 1
    storage.close()


def test_while_the_folder_is_being_changed_nobody_opens_it(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data_dir.mkdir()
    monkeypatch.setattr(folder_module, "LOCK_LIMIT_S", 0.05)
    migrating = RoleLock(data_dir, "schema")
    assert migrating.try_acquire()
    with pytest.raises(StorageLocked, match="storage-in-use"):
        open_storage(data_dir)
    migrating.release()
    open_storage(data_dir).close()


def test_many_processes_start_in_an_empty_folder_at_once(data_dir: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from ongoing_desktop.storage.folder import open_storage\n"
        "from tests.storage.makers import received\n"
        "s = open_storage(Path(sys.argv[1])); s.history.append([received()]); assert s.notices == (), s.notices; s.close()"
    )
    processes = [
        subprocess.Popen([sys.executable, "-c", program, str(data_dir)], stderr=subprocess.PIPE) for _ in range(6)
    ]
    for process in processes:
        _, told = process.communicate(timeout=60)
        assert process.returncode == 0, told
    storage = open_storage(data_dir)
    assert storage.history.newest_id() == 6
    storage.close()


def test_one_process_may_have_it_open_twice(data_dir: Path) -> None:
    one, two = open_storage(data_dir), open_storage(data_dir)
    one.history.append([received()])
    one.settings.save(full_settings(), expected=0, label="x")
    assert two.settings.load().revision == 1
    one.close()
    assert two.history.append([received()]) == [2]
    two.close()


@posix
def test_processes_that_are_killed_never_give_an_event_id_twice(data_dir: Path) -> None:
    given: list[int] = []
    for _ in range(3):
        processes = [
            subprocess.Popen([sys.executable, "-c", TAKING_IDS, str(data_dir)], stdout=subprocess.PIPE, text=True)
            for _ in range(2)
        ]
        for process, wanted in zip(processes, (70, 130), strict=True):
            assert process.stdout is not None
            mine = [int(process.stdout.readline()) for _ in range(wanted)]
            process.send_signal(signal.SIGKILL)
            mine += [int(line) for line in process.stdout.read().splitlines(keepends=True) if line.endswith("\n")]
            process.wait(10)
            process.stdout.close()
            assert mine == sorted(mine)
            given += mine
    storage = open_storage(data_dir)
    assert storage.settings.next_event_id("s") > max(given)
    storage.close()
    assert len(set(given)) == len(given)
    assert not list(data_dir.glob(".event-ids.json.*"))

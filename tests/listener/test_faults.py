"""Real faults: full disks, locks, clock jumps, bursts of signals, streams cut anywhere.

The criterion is always the same: nothing that was answered 2xx is missing, and the listener continues without a
restart.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ongoing_desktop.domain.errors import ListenerError
from ongoing_desktop.listener import connection as connection_module
from ongoing_desktop.listener import listening_sockets
from ongoing_desktop.listener.main import OPEN_FILES
from ongoing_desktop.storage.folder import open_storage
from tests.helpers import command, environment, listener, post, until
from tests.listener.makers import Running, ask, read_answer, request, running
from tests.listener.test_http_parser import SHORT, understand

posix = pytest.mark.skipif(os.name != "posix", reason="signals and limits of POSIX")
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits of another process, name spaces")


def kept(data_dir: Path) -> list[bytes]:
    """Bodies of all received requests, oldest first, from a sound database."""
    began = time.monotonic()
    storage = open_storage(data_dir)
    assert time.monotonic() - began < 5
    try:
        rows = storage.history.page(limit=1_000_000, direction="in")
        found = [storage.history.get(row.id).request.body for row in reversed(rows)]  # type: ignore[union-attr]
    finally:
        storage.close()
    with closing(sqlite3.connect(data_dir / "history.db")) as connection:
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
    return found


class Burst:
    """Senders of numbered bodies, and the status of each."""

    def __init__(self, url: str, senders: int = 4, size: int = 0) -> None:
        self.answered: dict[int, bytes] = {}
        self.others: set[int] = set()
        self._url, self._size = url, size
        self._numbers = iter(range(10**9))
        self._lock, self._stop = threading.Lock(), threading.Event()
        self._threads = [threading.Thread(target=self._send) for _ in range(senders)]
        for thread in self._threads:
            thread.start()

    def _send(self) -> None:
        while not self._stop.is_set():
            with self._lock:
                number = next(self._numbers)
            body = b"%d|" % number + b"x" * self._size
            with contextlib.suppress(OSError):
                status = post(self._url, f"/{number}", body)
                if status == 200:
                    self.answered[number] = body
                else:
                    self.others.add(status)

    def end(self) -> None:
        """Stop sending."""
        self._stop.set()
        for thread in self._threads:
            thread.join(20)

    def check(self, data_dir: Path) -> None:
        """Nothing answered is missing or duplicated."""
        found = kept(data_dir)
        assert len(found) == len(set(found))
        assert self.answered
        assert not set(self.answered.values()) - set(found)


# --- no room -------------------------------------------------------------------------------------------------------------


def write_error_rounds(data_dir: Path, rooms: Iterable[int]) -> int:
    """Let the files of a running listener grow by some bytes, then without limit, repeatedly.

    Returns how many requests were answered; each must be stored, and nothing that was refused.
    """
    import resource

    answered: list[bytes] = []
    with listener(data_dir) as (child, url):
        _, hard = resource.prlimit(child.pid, resource.RLIMIT_FSIZE)
        for place, room in enumerate(rooms):
            body = b"before %d" % place
            assert post(url, "/", body) == 200
            answered.append(body)
            size = max((data_dir / name).stat().st_size for name in ("history.db", "history.db-wal"))
            resource.prlimit(child.pid, resource.RLIMIT_FSIZE, (size + room, hard))
            statuses: list[int] = []
            # When idle, the WAL is checkpointed, which frees space for as much again.
            for number in range(20 + 2 * size // 100_000):
                body = b"%d %d " % (place, number) + b"x" * 100_000
                statuses.append(post(url, "/", body))
                if statuses[-1] == 200:
                    answered.append(body)
                elif number >= 19:
                    break
            assert statuses[-1] == 507
            assert set(statuses) <= {200, 507}
            resource.prlimit(child.pid, resource.RLIMIT_FSIZE, (hard, hard))
            body = b"after %d" % place
            assert post(url, "/", body) == 200
            answered.append(body)
    assert kept(data_dir) == answered
    return len(answered)


@linux
def test_when_files_may_grow_again_recording_resumes_without_a_restart(data_dir: Path) -> None:
    write_error_rounds(data_dir, [900_000])


def small_volume(folder: Path) -> list[str]:
    """Words that run a command with a volume of 6 MB on this folder; skips if that is not allowed."""
    script = 'mount -t tmpfs -o size=6m tmpfs "$0" && exec "$@"'
    words = ["unshare", "-rm", "sh", "-c", script, os.fspath(folder)]
    if not shutil.which("unshare") or subprocess.run([*words, "true"], capture_output=True, check=False).returncode:
        pytest.skip("no volume of our own can be mounted here")
    return words


def full_disk_rounds(tmp_path: Path, rounds: int) -> int:
    """Fill the volume of a running listener and free it, repeatedly; returns how many requests were answered."""
    volume = tmp_path / "volume"
    volume.mkdir()
    data, ready = volume / "data", tmp_path / "ready.json"
    words = [*small_volume(volume), *command(data, "listen", "--port", "0", "--ready-file", os.fspath(ready))]
    nothing: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
    child = subprocess.Popen(words, env=environment(), **nothing)
    answered: list[bytes] = []

    def sent(body: bytes) -> int:
        if (status := post(url, "/", body)) == 200:
            answered.append(body)
        return status

    try:
        until(lambda: ready.exists() or child.poll() is not None, "the ready file")
        url = json.loads(ready.read_text())["url"]
        # The volume is visible here through the process that uses it.
        inside = Path(f"/proc/{child.pid}/root{volume}")
        for number in range(rounds):
            assert sent(b"before %d" % number) == 200
            with contextlib.suppress(OSError), (inside / "filler").open("wb", buffering=0) as filler:
                while True:
                    filler.write(bytes(65536))
            until(lambda: sent(b"refused" * 3000) == 507, "507")
            assert child.poll() is None
            (inside / "filler").unlink()
            until(lambda: sent(b"after %d" % number) == 200, "recording again")  # noqa: B023
        shutil.copytree(inside / "data", tmp_path / "copy", ignore=shutil.ignore_patterns("spool", "*.lock"))
    finally:
        child.terminate()
        assert child.wait(15) == 0
    assert kept(tmp_path / "copy") == answered
    return len(answered)


@linux
def test_a_full_disk_is_507_until_there_is_room(tmp_path: Path) -> None:
    full_disk_rounds(tmp_path, 1)


# --- locks ---------------------------------------------------------------------------------------------------------------


@contextmanager
def locked(path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None, timeout=10)) as other:
        other.execute("begin exclusive")
        yield
        other.execute("rollback")


def lock_round(data_dir: Path, *, hold_s: float) -> Burst:
    """Lock the database for a while under load. Nothing answered may be missing, and it continues by itself."""
    with listener(data_dir) as (_, url):
        burst = Burst(url)
        until(lambda: len(burst.answered) > 10, "answers")
        with locked(data_dir / "history.db"):
            time.sleep(hold_s)
        now = len(burst.answered)
        until(lambda: len(burst.answered) > now + 10, "answers after the lock")
        burst.end()
    burst.check(data_dir)
    return burst


def test_a_short_lock_makes_requests_wait(data_dir: Path) -> None:
    assert lock_round(data_dir, hold_s=0.7).others == set()


def test_a_lock_longer_than_the_patience_is_503_and_over_with_the_lock(
    data_dir: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    storage = open_storage(data_dir)
    with storage.history._db._write_lock:
        storage.history._db._writer.execute("pragma busy_timeout=100")
    with running(tmp_path, history=_Settable(storage.history)) as made:  # type: ignore[arg-type]
        assert ask(made, request(b"1"))[0] == 200
        with locked(data_dir / "history.db"):
            assert ask(made, request(b"2"))[0] == 503
            assert made.not_saved[-1] == 1
        assert ask(made, request(b"3"))[0] == 200
        until(lambda: made.not_saved[-1] == 0, "the all-clear")
    storage.close()
    assert kept(data_dir) == [b"1", b"3"]
    caplog.clear()


class _Settable:
    """A real history in place of a fake one."""

    def __init__(self, history: Any) -> None:
        self.append = history.append
        self.gate = threading.Event()


def long_reader_round(data_dir: Path, *, rows: int) -> None:
    """A reader delays checkpoints; afterwards one commit and a checkpoint shrink the WAL."""
    log = data_dir / "history.db-wal"
    with listener(data_dir) as (_, url):
        assert post(url, "/", b"first") == 200
        with closing(sqlite3.connect(data_dir / "history.db", isolation_level=None)) as reader:
            reader.execute("begin")
            assert reader.execute("select count(*) from exchanges").fetchone() == (1,)
            for number in range(rows):
                assert post(url, "/", b"%d" % number + b"x" * 50_000) == 200
            assert log.stat().st_size > rows * 50_000
            assert reader.execute("select count(*) from exchanges").fetchone() == (1,)
        grown = log.stat().st_size
        for _ in range(3):
            assert post(url, "/", b"last") == 200
        assert log.stat().st_size <= grown + 200_000
    assert not log.exists()
    assert len(kept(data_dir)) == rows + 4


def test_a_long_reader_costs_room_but_no_request(data_dir: Path) -> None:
    long_reader_round(data_dir, rows=60)


def test_two_at_the_same_moment_share_no_port(data_dir: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = command(data_dir, "listen", "--port", str(port))
    both = [
        subprocess.Popen(words, env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]  # fmt: skip
    try:
        (loser,) = until(lambda: [item for item in both if item.poll() is not None], "one to step back")
        assert loser.returncode == 2
        (winner,) = (item for item in both if item is not loser)
        assert winner.stdout is not None
        assert str(port).encode() in winner.stdout.readline()
        assert post(f"http://127.0.0.1:{port}", "/", b"x") == 200
        winner.terminate()
        assert winner.wait(10) == 0
    finally:
        for item in both:
            item.kill()
            item.communicate()
    assert kept(data_dir) == [b"x"]


# --- addresses -----------------------------------------------------------------------------------------------------------


def test_without_ipv6_the_ipv4_loopback_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    real = listening_sockets._open

    def no_ipv6(family: socket.AddressFamily, host: str, port: int) -> socket.socket:
        if family is socket.AF_INET6:
            raise ListenerError("listener-address", host=host, why="Cannot assign requested address")
        return real(family, host, port)

    monkeypatch.setattr(listening_sockets, "_open", no_ipv6)
    (only,) = listening_sockets.open_sockets("localhost", 0)
    assert only.getsockname()[0] == "127.0.0.1"
    only.close()


@linux
def test_out_of_descriptors_the_idle_and_the_slow_give_way(data_dir: Path) -> None:
    import resource

    with listener(data_dir) as (child, url), contextlib.ExitStack() as stack:
        _, hard = resource.prlimit(child.pid, resource.RLIMIT_NOFILE)
        resource.prlimit(
            child.pid, resource.RLIMIT_NOFILE, (len(list(Path(f"/proc/{child.pid}/fd").iterdir())) + 8, hard)
        )
        for number in range(30):
            sock = stack.enter_context(socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2])), 10))
            sock.sendall(b"" if number % 2 else b"POST / HTTP/1.1\r\nX-")
        assert post(url, "/", b"good") == 200


@linux
def test_a_low_limit_of_open_files_is_raised_as_far_as_the_system_allows(data_dir: Path) -> None:
    import resource

    words = ["/bin/sh", "-c", 'ulimit -Sn 64; exec "$@"', "sh", *command(data_dir, "listen", "--port", "0", "--json")]
    child = subprocess.Popen(words, env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    try:
        assert child.stdout is not None
        assert json.loads(child.stdout.readline())["event"] == "listening"
        soft, hard = resource.prlimit(child.pid, resource.RLIMIT_NOFILE)
        assert soft == (OPEN_FILES if hard == resource.RLIM_INFINITY else min(hard, OPEN_FILES))
    finally:
        child.terminate()
        child.communicate(timeout=10)


# --- clock, signals ------------------------------------------------------------------------------------------------------


def test_jumps_of_the_clock_change_neither_order_nor_durations(
    data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC)
    clocks = [
        now,
        now - timedelta(days=1),
        now + timedelta(days=365),
        now + timedelta(seconds=2),
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(2106, 2, 7, 6, 28, 16, tzinfo=UTC),
        now,
    ]
    current = clocks[0]

    class Jumping(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return current.astimezone(tz)

    monkeypatch.setattr(connection_module, "datetime", Jumping)
    storage = open_storage(data_dir)
    with running(tmp_path, history=_Settable(storage.history)) as made:  # type: ignore[arg-type]
        for number, current in enumerate(clocks):  # noqa: B007 - the clock reads it
            assert ask(made, request(b"%d" % number))[0] == 200
    rows = list(reversed(storage.history.page(limit=100)))
    assert [row.at for row in rows] == clocks
    assert [row.id for row in rows] == list(range(1, len(clocks) + 1))
    assert all(row.duration_ms is not None and 0 <= row.duration_ms < 10_000 for row in rows)
    storage.close()
    assert kept(data_dir) == [b"%d" % number for number in range(len(clocks))]


@posix
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_in_a_burst_loses_nothing_answered(data_dir: Path, name: str) -> None:
    with listener(data_dir) as (child, url):
        burst = Burst(url, size=500)
        until(lambda: len(burst.answered) > 40, "answers")
        child.send_signal(getattr(signal, name))
        assert child.wait(30) == 0
        burst.end()
    burst.check(data_dir)
    assert burst.others <= {503}


# --- other things in place of the database
# -------------------------------------------------------------------------------


@pytest.mark.parametrize("rubbish", [b"no database at all", b"\0" * 8192], ids=["text", "zeros"])
def test_over_a_damaged_history_it_listens_and_keeps_the_damaged_file(data_dir: Path, rubbish: bytes) -> None:
    data_dir.mkdir()
    (data_dir / "history.db").write_bytes(rubbish)
    with listener(data_dir) as (_, url):
        assert post(url, "/", b"x") == 200
    assert kept(data_dir) == [b"x"]
    assert [path.read_bytes() for path in data_dir.glob("history.db.damaged-*")] == [rubbish]


CHECKPOINTING = """
import sys, threading, time
from pathlib import Path
from ongoing_desktop.storage.folder import open_storage
from tests.storage.makers import received
storage = open_storage(Path(sys.argv[1]))
with storage.history._db._write_lock:
    storage.history._db._writer.execute("pragma wal_autocheckpoint=1")
def fold():
    while True:
        storage.history.checkpoint()
        with storage.history._db._write_lock:
            storage.history._db._writer.execute("pragma incremental_vacuum")
threading.Thread(target=fold, daemon=True).start()
while True:
    print(storage.history.append([received(b"y" * 3000)])[-1], flush=True)
"""


def checkpoint_round(data_dir: Path, delay_s: float) -> int:
    """Kill -9 during a checkpoint; returns how many rows were acknowledged."""
    child = subprocess.Popen([sys.executable, "-c", CHECKPOINTING, data_dir], stdout=subprocess.PIPE, env=environment())
    assert child.stdout is not None
    told = child.stdout.readline()
    time.sleep(delay_s)
    child.kill()
    told += child.communicate()[0]
    acknowledged = int(told.split(b"\n")[:-1][-1])
    found = kept(data_dir)
    assert acknowledged <= len(found) <= acknowledged + 1
    assert set(found) == {b"y" * 3000}
    return acknowledged


@posix
@pytest.mark.parametrize("delay_s", [0.05, 0.2])
def test_a_death_in_a_checkpoint_loses_nothing_acknowledged(data_dir: Path, delay_s: float) -> None:
    checkpoint_round(data_dir, delay_s)


# --- cuts ------------------------------------------------------------------------------------------------------------------


def told(made: Running, parts: Sequence[bytes]) -> tuple[bytes, list[tuple[Any, ...]]]:
    """All answers to a stream sent in these parts, and its rows."""
    before = len(made.history.rows)
    seen = understand([b"".join(parts)])
    answer, wanted = b"", len(seen.requests) + bool(seen.code)
    with made.connect() as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with contextlib.suppress(OSError):
            for part in parts:
                connection.sendall(part)
        # The stream ends after the answers, so that the listener is always in the same state.
        while answer.count(b"HTTP/1.1 ") < wanted and (data := connection.recv(65536)):
            answer += data
        with contextlib.suppress(OSError):
            connection.shutdown(socket.SHUT_WR)
        # What is sent behind the last request may come when the connection is closed already, which resets it.
        with contextlib.suppress(ConnectionResetError):
            while data := connection.recv(65536):
                answer += data
    rows = []
    for row in made.history.rows[before:]:
        assert row.judgement is not None
        # Of a refused request, the part received so far is stored.
        body = b"" if row.judgement.verdict == "malformed" else row.body.data
        rows.append((row.method, row.target, row.headers, body, row.status, row.judgement.reason_code))
    return answer, rows


def cut(stream: bytes, places: Sequence[int]) -> list[bytes]:
    return [stream[a:b] for a, b in zip([0, *places], [*places, len(stream)], strict=True)]


def test_no_cut_of_the_stream_changes_rows_or_answers(tmp_path: Path) -> None:
    with running(tmp_path) as made:

        @settings(max_examples=80)
        @given(st.data())
        def cuts(data: st.DataObject) -> None:
            stream = b"".join(data.draw(st.lists(st.sampled_from(SHORT), min_size=1, max_size=3)))
            places = sorted(data.draw(st.sets(st.integers(1, max(1, len(stream) - 1)), max_size=8)))
            assert told(made, cut(stream, places)) == told(made, [stream])

        cuts()
        with made.connect() as connection:
            connection.sendall(request(b"alive"))
            assert read_answer(connection)[0] == 200

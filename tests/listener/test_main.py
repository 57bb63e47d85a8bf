"""``listen`` as a program: how it ends, its output, and what survives the death of either side."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ongoing_desktop.listener.control import ping_line, snapshot_line
from ongoing_desktop.storage.folder import open_storage
from tests.helpers import command, environment, listener, post, run_program, until
from tests.listener.makers import SYSTEM, closes, hook, snapshot

linux = pytest.mark.skipif(sys.platform != "linux", reason="/proc")
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals")


@contextmanager
def program(data_dir: Path, *words: str, **pipes: Any) -> Iterator[subprocess.Popen[bytes]]:
    """``listen`` with chosen pipes; killed at the end."""
    given = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **pipes}
    child = subprocess.Popen(command(data_dir, "listen", "--port", "0", *words), env=environment(), **given)
    try:
        yield child
    finally:
        with contextlib.suppress(ProcessLookupError):
            child.kill()
        child.wait(10)
        for pipe in (child.stdin, child.stdout, child.stderr):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()


def event(child: subprocess.Popen[bytes], wanted: str) -> dict[str, Any]:
    """The next event of this name."""
    assert child.stdout is not None
    while line := child.stdout.readline():
        found = json.loads(line)
        if found.get("event") == wanted:
            return found
    raise AssertionError(f"no {wanted}: {child.stderr.read() if child.stderr else ''!r}")


def bodies(data_dir: Path) -> list[bytes]:
    """Bodies of all received requests, oldest first."""
    storage = open_storage(data_dir)
    try:
        rows = storage.history.page(limit=1_000_000, direction="in")
        return [storage.history.get(row.id).request.body for row in reversed(rows)]  # type: ignore[union-attr]
    finally:
        storage.close()


def test_it_needs_no_stdin_and_loads_no_window_client_or_keyring(data_dir: Path) -> None:
    code = (
        "import sys, threading, os, signal, time\n"
        "from pathlib import Path\n"
        "from ongoing_desktop.__main__ import main\n"
        "threading.Timer(1.5, lambda: os.kill(os.getpid(), signal.SIGTERM)).start()\n"
        f"done = main(['--data-dir', {os.fspath(data_dir)!r}, 'listen', '--port', '0'])\n"
        "bad = [name for name in sys.modules if name.split('.')[0] in ('PySide6', 'httpx', 'keyring')]\n"
        "print(done, bad)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=environment(),
        timeout=30,
        check=False,
    )
    assert done.stdout.decode().splitlines()[-1] == "0 []", done.stderr.decode()


@posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_after_the_commit(data_dir: Path, number: int) -> None:
    with listener(data_dir) as (child, url):
        for index in range(20):
            assert post(url, "/hook", b"%d" % index) == 200
        child.send_signal(number)
        assert child.wait(10) == 0
    assert bodies(data_dir) == [b"%d" % index for index in range(20)]
    storage = open_storage(data_dir)
    assert {row.answer for row in storage.history.page(limit=100)} == {"sent"}
    storage.close()


def test_the_ready_file_is_whole_and_names_the_process(data_dir: Path) -> None:
    with listener(data_dir) as (child, url):
        ready = next(data_dir.glob("ready-*.json"))
        assert json.loads(ready.read_text()) == {"url": url, "pid": child.pid}
        assert url.startswith("http://127.0.0.1:")


def test_an_empty_address_is_a_sentence_and_exit_code_2(data_dir: Path) -> None:
    done = run_program(data_dir, "listen", "--host", "", "--port", "0")
    assert done.returncode == 2
    assert b"The listening address is empty." in done.stderr


def test_a_taken_port_is_a_sentence_and_exit_code_2(data_dir: Path) -> None:
    with listener(data_dir) as (_, url):
        port = url.rpartition(":")[2]
        done = subprocess.run(
            command(data_dir, "listen", "--port", port), env=environment(), capture_output=True, timeout=30, check=False
        )
    assert done.returncode == 2
    assert port in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_json_lines_begin_with_the_address_and_have_the_keys_of_history_list(data_dir: Path) -> None:
    with program(data_dir, "--json") as child:
        assert child.stdout is not None
        first = json.loads(child.stdout.readline())
        assert first["event"] == "listening"
        assert post(first["url"], "/a?x=1", b"{}") == 200
        line = event(child, "request")
    assert (line["id"], line["target"], line["verdict"], line["status"], line["stored"]) == (
        1,
        "/a?x=1",
        "unmatched",
        200,
        True,
    )
    assert line["reason"] == "No webhook has this path."


@posix
@pytest.mark.parametrize("round_", range(3))
def test_kill_9_right_after_an_answer_loses_nothing(data_dir: Path, round_: int) -> None:
    answered: list[int] = []
    with listener(data_dir) as (child, url):
        stop = threading.Event()
        lock = threading.Lock()
        count = iter(range(10_000_000))

        def send() -> None:
            while not stop.is_set():
                with lock:
                    number = next(count)
                with contextlib.suppress(OSError):
                    if post(url, "/k", b"%d" % number) == 200:
                        answered.append(number)

        senders = [threading.Thread(target=send) for _ in range(4)]
        for sender in senders:
            sender.start()
        until(lambda: len(answered) > 30 * (round_ + 1), "some answers")
        child.kill()
        child.wait(10)
        stop.set()
        for sender in senders:
            sender.join(15)
    kept = [int(body) for body in bodies(data_dir)]
    assert len(kept) == len(set(kept))
    assert set(answered) <= set(kept)


def test_controlled_it_obeys_snapshots_and_ends_with_its_stdin(data_dir: Path) -> None:
    with program(data_dir, "--controlled", stdin=subprocess.PIPE) as child:
        assert child.stdin is not None
        made = snapshot(hook("a", authentication="x-auth-token"), secrets={"a": "t"})
        child.stdin.write(snapshot_line(made))
        child.stdin.flush()
        url = event(child, "listening")["url"]
        assert event(child, "ack")["revision"] == 1
        assert post(url, "/hook", b"1", {"X-Auth-Token": "t"}) == 200
        assert event(child, "committed")["id"] == 1
        child.stdin.write(snapshot_line(snapshot(hook("b"), revision=2)) + b"rubbish\n" + ping_line(5))
        child.stdin.flush()
        assert event(child, "ack")["revision"] == 2
        assert event(child, "pong")["n"] == 5
        assert post(url, "/hook", b"2") == 200
        child.stdin.close()
        assert child.wait(10) == 0
        assert b"rubbish" not in child.stderr.read()  # type: ignore[union-attr]
    storage = open_storage(data_dir)
    assert [(row.verdict, row.webhook, row.answer) for row in storage.history.page(limit=9)] == [
        ("open", "b", "sent"),
        ("verified", "a", "sent"),
    ]
    storage.close()


def test_a_parent_that_stops_reading_costs_no_request_and_no_time(data_dir: Path) -> None:
    # Stdout and stderr are not read during the whole test, as with a window under SIGSTOP.
    with program(data_dir, "--json") as child:
        assert child.stdout is not None
        url = json.loads(child.stdout.readline())["url"]
        slowest = 0.0
        end = time.monotonic() + 4
        count = 0
        while time.monotonic() < end:
            began = time.monotonic()
            # The malformed one is logged, the good one is reported: both pipes fill.
            assert post(url, "/" + "x" * 1000, b"%d" % count) == 200
            slowest = max(slowest, time.monotonic() - began)
            count += 1
        assert slowest < 1
        child.terminate()
        assert child.wait(10) == 0
    assert len(bodies(data_dir)) == count


@linux
@pytest.mark.parametrize("words", [(), ("--json",)])
def test_lines_that_nobody_reads_keep_no_bodies_in_memory(data_dir: Path, words: tuple[str, ...]) -> None:
    with program(data_dir, "--ready-file", str(data_dir / "ready"), *words) as child:
        url = json.loads(until(lambda: (data_dir / "ready").exists() and (data_dir / "ready").read_text(), "it"))["url"]
        large = b"x" * (1024 * 1024 - 10)

        def resident() -> int:
            return int(Path(f"/proc/{child.pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")

        for _ in range(12):
            assert post(url, "/" + "x" * 8000, large) == 200
        before = resident()
        for _ in range(40):
            assert post(url, "/", large) == 200
        assert resident() - before < 20 * 1024 * 1024


@posix
def test_a_process_that_stood_still_drops_nobody(data_dir: Path) -> None:
    with listener(data_dir) as (child, url):
        host, port = url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=10) as connection:
            connection.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhe")
            child.send_signal(signal.SIGSTOP)
            connection.sendall(b"llo")
            time.sleep(1)
            child.send_signal(signal.SIGCONT)
            assert connection.recv(100).startswith(b"HTTP/1.1 200")


@posix
def test_out_of_descriptors_it_pauses_and_recovers(data_dir: Path) -> None:
    data_dir.mkdir(parents=True)
    ready = data_dir / "ready.json"
    words = command(data_dir, "listen", "--port", "0", "--ready-file", os.fspath(ready))
    child = subprocess.Popen(
        ["/bin/sh", "-c", 'ulimit -n 48; exec "$@"', "sh", *words],
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
    )
    try:
        until(ready.exists, "the ready file")
        url = json.loads(ready.read_text())["url"]
        host, port = url.removeprefix("http://").split(":")
        held = [socket.create_connection((host, int(port)), timeout=10) for _ in range(100)]
        before = _cpu(child.pid)
        time.sleep(1.5)
        assert _cpu(child.pid) - before < 0.75
        for connection in held:
            connection.close()
        assert post(url, "/after", b"x") == 200
    finally:
        child.terminate()
        child.wait(10)


def _cpu(pid: int) -> float:
    """Seconds of processor time so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@posix
def test_a_file_that_may_not_grow_is_507_and_the_listener_lives(data_dir: Path) -> None:
    data_dir.mkdir(parents=True)
    ready = data_dir / "ready.json"
    words = command(data_dir, "listen", "--port", "0", "--ready-file", os.fspath(ready))
    child = subprocess.Popen(
        ["/bin/sh", "-c", 'ulimit -f 4096; exec "$@"', "sh", *words],
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
    )
    statuses = []
    try:
        until(ready.exists, "the ready file")
        url = json.loads(ready.read_text())["url"]
        for _ in range(30):
            statuses.append(post(url, "/big", b"x" * 200_000))
        assert child.poll() is None
    finally:
        child.terminate()
        assert child.wait(15) == 0
    assert statuses[0] == 200
    assert statuses[-1] == 507
    assert set(statuses) <= {200, 507}
    assert len(bodies(data_dir)) == statuses.count(200)


def test_credentials_from_stdin_are_for_this_run(data_dir: Path) -> None:
    _store(data_dir)
    lines = b'{"webhook": "order hook", "username": "u", "secret": "p"}\n'
    with listener(data_dir, "--credentials-stdin", stdin=lines) as (_, url):
        assert post(url, "/hook", b"1", {"Authorization": "Basic dTpw"}) == 200
        assert post(url, "/hook", b"2", {"Authorization": "Basic eDp5"}) == 200
    storage = open_storage(data_dir)
    assert [row.verdict for row in storage.history.page(limit=9)] == ["refused", "verified"]
    storage.close()
    for path in data_dir.iterdir():
        if path.is_file():
            assert b"dTpw" not in path.read_bytes()


@pytest.mark.parametrize("line", [b"rubbish topsecret\n", b'{"webhook": "nobody", "secret": "topsecret"}\n'])
def test_a_wrong_credential_line_is_exit_code_2_and_not_repeated(data_dir: Path, line: bytes) -> None:
    _store(data_dir)
    done = subprocess.run(
        command(data_dir, "listen", "--port", "0", "--credentials-stdin"),
        input=line, env=environment(), capture_output=True, timeout=30, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert b"topsecret" not in done.stderr + done.stdout
    assert b"Traceback" not in done.stderr


def test_settings_of_another_process_count_within_a_second(data_dir: Path) -> None:
    with listener(data_dir) as (_, url):
        assert post(url, "/hook", b"1") == 200
        _store(data_dir, authentication="none", username="")

        def named() -> bool:
            post(url, "/hook", b"2")
            storage = open_storage(data_dir)
            try:
                return storage.history.page(limit=1)[0].webhook == "order"
            finally:
                storage.close()

        until(named, "the webhook to be known", limit_s=1.5)


def test_wrong_protocols_are_closed_within_a_second(data_dir: Path) -> None:
    with listener(data_dir) as (_, url):
        host, port = url.removeprefix("http://").split(":")
        for start in (b"\x16\x03\x01\x00\xa5\x01", b"SSH-2.0-x\r\n", b"PRI * HTTP/2.0\r\n\r\n", b"\0" * 100_000):
            with socket.create_connection((host, int(port)), timeout=1) as connection:
                connection.sendall(start)
                assert closes(connection)
    storage = open_storage(data_dir)
    codes = [row.reason_code for row in storage.history.page(limit=9)]
    storage.close()
    assert codes == ["not-http", "looks-like-http2", "looks-like-ssh", "looks-like-tls"]


def _store(data_dir: Path, **changes: Any) -> None:
    """Save one webhook as another process would."""
    given = {"name": "order hook", "authentication": "basic", "username": "x", **changes}
    storage = open_storage(data_dir)
    settings = storage.settings.load()
    storage.settings.save(
        replace(settings, systems=(SYSTEM,), webhooks=(replace(hook("order"), **given),)),
        expected=settings.revision,
        label="test",
    )
    storage.close()

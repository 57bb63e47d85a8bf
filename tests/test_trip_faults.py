"""Guarantees when a process is killed or stopped, or the keyring never answers."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from ongoing_desktop.bootstrap import open_services
from ongoing_desktop.domain.forwarding import Forward
from ongoing_desktop.storage.folder import open_storage
from ongoing_desktop.storage.listeners import running_listeners
from tests.helpers import ROOT, do, environment, lines, listener, post, run_program, until
from tests.listener.test_forward import OK, Target

posix_only = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")


@contextmanager
def window(data_dir: Path, keyring_file: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A real window in its own process, listening; with its listener's URL."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.window_process", os.fspath(data_dir)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env=environment(keyring_file), cwd=ROOT,
    )  # fmt: skip
    assert child.stdin
    assert child.stdout
    try:
        yield child, json.loads(child.stdout.readline())["url"]
    finally:
        with contextlib.suppress(BrokenPipeError):
            child.stdin.close()
        child.wait(20)
        child.stdout.close()


def say(child: subprocess.Popen[bytes], word: str) -> dict[str, Any]:
    assert child.stdin
    assert child.stdout
    child.stdin.write(word.encode() + b"\n")
    child.stdin.flush()
    found: dict[str, Any] = json.loads(child.stdout.readline())
    return found


def history(data_dir: Path) -> list[dict[str, Any]]:
    return lines(run_program(data_dir, "history", "list", "--json"))


def refused(url: str) -> bool:
    """Whether no process has the port. Sends nothing: a listener that is about to end would still keep a request."""
    host, port = url.removeprefix("http://").split(":")
    try:
        socket.create_connection((host, int(port)), timeout=5).close()
    except ConnectionRefusedError:
        return True
    except OSError:
        return False
    return False


@posix_only
def test_what_is_answered_survives_kill_9_of_the_window(data_dir: Path, tmp_path: Path) -> None:
    with window(data_dir, tmp_path / "keyring.json") as (child, url):
        say(child, "test")
        assert post(url, "/mine", b"right before the end") == 200
        child.kill()
        child.wait(10)
        until(lambda: refused(url), "the listener ends with its window")
    rows = history(data_dir)
    assert [(row["direction"], row["status"], row["verdict"]) for row in rows] == [
        ("in", 200, "unmatched"), ("in", 200, "verified"), ("out", 200, None),
    ]  # fmt: skip
    # The next start finds everything in order, and the same credential.
    with window(data_dir, tmp_path / "keyring.json") as (child, _):
        say(child, "test")
    assert history(data_dir)[0]["verdict"] == "verified"


def kill(data_dir: Path, child: subprocess.Popen[bytes], url: str, *, also_listener: bool) -> None:
    """Kill the window, at the same time as its listener or alone."""
    pids = [child.pid, *(item.pid for item in running_listeners(data_dir) if also_listener)]
    assert len(pids) == 1 + also_listener
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    child.wait(10)
    until(lambda: refused(url), "the listener has ended")


@posix_only
@pytest.mark.parametrize("also_listener", [False, True], ids=["the window", "the window and its listener"])
def test_what_waits_for_a_target_survives_kill_9_of(data_dir: Path, tmp_path: Path, *, also_listener: bool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with contextlib.closing(open_services(data_dir)) as services:
        services.start(follow=False)
        forward = Forward(True, f"http://127.0.0.1:{port}", keep=True, unmatched=True)
        do(services, services.settings.set_preferences(forward=forward))
    sent = [b"%d" % number for number in range(30)]
    with window(data_dir, tmp_path / "keyring.json") as (child, url):
        assert [post(url, "/mine", body) for body in sent] == [200] * len(sent)
        kill(data_dir, child, url, also_listener=also_listener)
    target = Target(OK, port=port)
    with window(data_dir, tmp_path / "keyring.json") as (child, url):
        until(lambda: len(target.bodies) >= 7, "the target gets some")
        kill(data_dir, child, url, also_listener=also_listener)
    with window(data_dir, tmp_path / "keyring.json") as (child, url):
        until(lambda: target.bodies[-1:] == sent[-1:], "the target gets the last one")
        waiting = open_storage(data_dir)
        until(lambda: not any(state.waiting for state in waiting.history.waiting.states()), "nothing waits")
        waiting.close()
    target.close()
    again = [second for first, second in itertools.pairwise(target.bodies) if first == second]
    assert [body for body, _ in itertools.groupby(target.bodies)] == sent
    assert len(again) <= 1, "only the one whose answer was not committed may come twice"


@posix_only
def test_what_is_answered_survives_kill_9_of_the_listener(data_dir: Path) -> None:
    """A short version; the two hundred rounds are in tests/long."""
    for number in range(4):
        with listener(data_dir) as (child, url):
            assert post(url, f"/{number}", b"x" * (number * 1000)) == 200
            child.kill()
            child.wait(10)
    assert [(row["target"], row["bytes"]) for row in history(data_dir)] == [
        (f"/{number}", number * 1000) for number in reversed(range(4))
    ]


@posix_only
def test_a_window_that_stands_still_costs_no_request_and_no_slower_answer(data_dir: Path, tmp_path: Path) -> None:
    """SIGSTOP of the window for some seconds under load (30 s: tests/long)."""
    stopped_window(data_dir, tmp_path, seconds=6)


def stopped_window(data_dir: Path, tmp_path: Path, *, seconds: float) -> None:
    with window(data_dir, tmp_path / "keyring.json") as (child, url):
        running = answers(url, "running", seconds / 2)
        os.kill(child.pid, signal.SIGSTOP)
        try:
            stopped = answers(url, "stopped", seconds)
        finally:
            os.kill(child.pid, signal.SIGCONT)
    rows = history(data_dir)
    assert len(rows) == len(running) + len(stopped)
    assert {row["target"] for row in rows} == {f"/running/{n}" for n in range(len(running))} | {
        f"/stopped/{n}" for n in range(len(stopped))
    }
    # Twice plus 50 ms allow for a busy machine; a listener that waits for its window would need seconds.
    assert statistics.median(stopped) < 2 * statistics.median(running) + 0.05
    assert max(stopped) < max(*running, 0.5) + 1


def answers(url: str, name: str, seconds: float) -> list[float]:
    """Sends without a pause from two threads; returns the seconds of each answer."""
    numbers, taken, failed = iter(range(10**9)), [], []
    end = time.monotonic() + seconds
    lock = threading.Lock()

    def send() -> None:
        while time.monotonic() < end:
            with lock:
                number = next(numbers)
            began = time.monotonic()
            try:
                assert post(url, f"/{name}/{number}", b'{"a": 1}' * 50) == 200
            except BaseException as error:
                failed.append(error)
                return
            taken.append(time.monotonic() - began)

    senders = [threading.Thread(target=send) for _ in range(2)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert not failed
    return taken


def test_listen_without_standard_input_keeps_running(data_dir: Path) -> None:
    with listener(data_dir) as (child, url):
        assert post(url, "/a", b"x") == 200
        assert child.poll() is None
        assert post(url, "/b", b"y") == 200
    assert child.returncode == 0
    assert [row["target"] for row in history(data_dir)] == ["/b", "/a"]


def test_quitting_with_a_blocked_keyring_ends_within_seconds(data_dir: Path) -> None:
    released = threading.Event()

    class Blocked:
        def status(self) -> Any:
            released.wait()

        def __getattr__(self, name: str) -> Any:
            return lambda *_: released.wait()

    services = open_services(data_dir, vault=Blocked())  # type: ignore[arg-type]
    services.start()
    waiting = services.engine.submit(services.secrets.vault_status())
    began = time.monotonic()
    services.close()
    took = time.monotonic() - began
    released.set()
    assert waiting.done()
    assert took < 10


def test_a_process_with_a_blocked_keyring_ends_within_seconds(data_dir: Path, tmp_path: Path) -> None:
    """The same for a whole window: a thread blocked in the keyring must not keep the process alive."""
    environ = {**environment(tmp_path / "keyring.json"), "PYTHON_KEYRING_BACKEND": "tests.file_keyring.BlockedKeyring"}
    code = (
        "import sys, time, pathlib\nfrom PySide6.QtWidgets import QApplication\nqt = QApplication([])\n"
        "from ongoing_desktop.app import build\napp = build(pathlib.Path(sys.argv[1])); app.window.show()\n"
        "end = time.monotonic() + 1.5\n"
        "while time.monotonic() < end: qt.processEvents(); time.sleep(0.01)\n"
        "print(time.monotonic()); sys.stdout.flush(); app.close()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, os.fspath(data_dir)], env=environ, cwd=ROOT, capture_output=True, timeout=60, check=False
    )  # fmt: skip
    ended = time.monotonic()
    assert done.returncode == 0, done.stderr.decode()
    assert ended - float(done.stdout.split()[-1]) < 12

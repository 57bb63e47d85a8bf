"""Shared by trips and long runs: a listener as a program, raw requests, a keyring that outlives its process."""

from __future__ import annotations

import contextlib
import io
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ongoing_desktop.services import Services

ROOT = Path(__file__).parent.parent
WAIT_S = 20.0


def until(check: Callable[[], Any], what: str, limit_s: float = WAIT_S) -> Any:
    """Poll for a visible outcome; fails with ``what`` after the limit."""
    end = time.monotonic() + limit_s
    while time.monotonic() < end:
        if found := check():
            return found
        time.sleep(0.02)
    raise AssertionError(f"not within {limit_s} s: {what}")


def children() -> set[int]:
    """The living children of this process, if the system lists them (Linux)."""
    found: set[int] = set()
    for listed in Path("/proc/self/task").glob("[0-9]*/children"):
        with contextlib.suppress(OSError):
            found.update(map(int, listed.read_text("ascii").split()))
    return {pid for pid in found if not _ended(pid)}


def _ended(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
    except OSError:
        return True
    return stat.rpartition(")")[2].split()[0] == "Z"


def environment(keyring_file: Path | None = None) -> dict[str, str]:
    """The environment of a child, with a keyring in a file, or without a keyring."""
    found = {**os.environ, "PYTHONPATH": os.fspath(ROOT), "PYTHONUNBUFFERED": "1"}
    # A child that compiles every module would start at half the speed of an installed program.
    found.pop("PYTHONDONTWRITEBYTECODE", None)
    found["PYTHON_KEYRING_BACKEND"] = (
        "tests.file_keyring.FileKeyring" if keyring_file else "keyring.backends.fail.Keyring"
    )
    if keyring_file:
        found["TEST_KEYRING_FILE"] = os.fspath(keyring_file)
    return found


def command(data_dir: Path, *words: str) -> list[str]:
    """The command line as another program would start it."""
    return [sys.executable, "-m", "ongoing_desktop", "--data-dir", os.fspath(data_dir), *words]


def run(
    data_dir: Path, *words: str, stdin: bytes = b"", keyring_file: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Like :func:`run_here`, with a keyring in a file, or without a keyring."""
    import keyring
    from keyring.backends import fail

    from tests.file_keyring import FileKeyring

    before = keyring.get_keyring()
    if keyring_file:
        os.environ["TEST_KEYRING_FILE"] = os.fspath(keyring_file)
    keyring.set_keyring(FileKeyring() if keyring_file else fail.Keyring())  # type: ignore[no-untyped-call]
    try:
        return run_here(data_dir, *words, stdin=stdin)
    finally:
        keyring.set_keyring(before)
        os.environ.pop("TEST_KEYRING_FILE", None)


def run_here(data_dir: Path, *words: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run a command to its end, in this process, which takes a tenth of the time of :func:`run_program`."""
    from ongoing_desktop.__main__ import main

    streams = [io.TextIOWrapper(io.BytesIO(given), encoding="utf-8") for given in (stdin, b"", b"")]
    before, sys.stdin = sys.stdin, streams[0]
    try:
        with contextlib.redirect_stdout(streams[1]), contextlib.redirect_stderr(streams[2]):
            code = main(["--data-dir", os.fspath(data_dir), *words])
    finally:
        sys.stdin = before
    for stream in streams:
        stream.flush()
    _, out, err = (stream.detach().getvalue() for stream in streams)
    return subprocess.CompletedProcess(words, code, out, err)


def run_program(
    data_dir: Path, *words: str, stdin: bytes = b"", keyring_file: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run a command to its end, in a process of its own."""
    return subprocess.run(
        command(data_dir, *words),
        input=stdin,
        capture_output=True,
        env=environment(keyring_file),
        timeout=60,
        check=False,
        cwd=ROOT,
    )


def lines(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    """The JSON lines that a command printed."""
    return [json.loads(line) for line in done.stdout.splitlines()]


@contextmanager
def listener(
    data_dir: Path, *words: str, stdin: bytes | None = None, keyring_file: Path | None = None
) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """``listen`` on a free port, with its URL when it accepts requests; ended with SIGTERM."""
    data_dir.mkdir(parents=True, exist_ok=True)
    ready = data_dir / f"ready-{time.monotonic_ns()}.json"
    with (data_dir / "listen.err").open("ab") as errors:
        child = subprocess.Popen(
            command(data_dir, "listen", "--port", "0", "--ready-file", os.fspath(ready), *words),
            stdin=subprocess.PIPE if stdin is not None else subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            env=environment(keyring_file),
            cwd=ROOT,
        )
        try:
            if stdin is not None and child.stdin:
                child.stdin.write(stdin)
                child.stdin.close()
            until(lambda: ready.exists() or child.poll() is not None, "the ready file")
            assert child.poll() is None, (data_dir / "listen.err").read_text()
            yield child, json.loads(ready.read_text())["url"]
        finally:
            with contextlib.suppress(ProcessLookupError):
                child.terminate()
            child.wait(15)


def post(url: str, path: str, body: bytes, headers: Mapping[str, str] | None = None, timeout: float = 10) -> int:
    """POST on a new connection; returns the status."""
    host, port = url.removeprefix("http://").split(":")
    given = {"Host": f"{host}:{port}", "Content-Length": str(len(body)), "Connection": "close", **(headers or {})}
    head = f"POST {path} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in given.items()) + "\r\n"
    with socket.create_connection((host, int(port)), timeout=timeout) as connection:
        connection.sendall(head.encode("latin-1") + body)
        answer = b""
        while b"\r\n" not in answer:
            part = connection.recv(4096)
            if not part:
                break
            answer += part
    if not answer.startswith(b"HTTP/1.1 "):
        raise ConnectionError("no answer")
    return int(answer[9:12])


def do(services: Services, work: Any) -> Any:
    """Run a service's coroutine to its end."""
    return services.engine.submit(work).result(40)


DYING = """
import os, pathlib, signal, sys
from ongoing_desktop.bootstrap import open_services
from ongoing_desktop.domain.secret import Secret

class Dying:
    # Lets so many calls through, then dies as hard as a process can, before the next one.
    left = int(sys.argv[2])
    def __init__(self, inner): self._inner = inner
    def __getattr__(self, name):
        value = getattr(self._inner, name)
        if name not in ("put", "save", "note_secret"): return value
        def call(*args, **kwargs):
            if Dying.left <= 0: os.kill(os.getpid(), signal.SIGKILL)
            Dying.left -= 1
            return value(*args, **kwargs)
        return call

services = open_services(pathlib.Path(sys.argv[1]))
services.secrets._vault = Dying(services.secrets._vault)
services.secrets._store = services.settings._store = Dying(services.settings._store)
services.start(follow=False)
hook = services.settings.current.webhooks[0]
do = lambda work: services.engine.submit(work).result(30)
"""
"""The beginning of a script: services that die before the n-th step of storing a credential; argv: data folder, n."""

"""Servers to compare the listener with, each in its own process, and their common load.

Every POST uses a new connection. The sender is one ``epoll`` loop, several times faster than any server here, so that
the figures are those of the servers.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.helpers import ROOT, environment, listener, until

RIVAL = "webhook-replay==0.1.3"
PARSER = "httptools"
SENDERS = 16
INSTALL_S = 120

BODY = json.dumps({"webhookOrdersId": 1, "webhookEventId": 7, "pad": "x" * 1900}).encode()

# Reads a request and answers; stores nothing. With httptools if installed, else with the minimum that works.
BARE = """
import asyncio
async def serve(reader, writer):
    try: head = await reader.readuntil(b"\\r\\n\\r\\n")
    except asyncio.IncompleteReadError: return writer.close()  # only looks whether it is there
    length = int(head.lower().split(b"content-length:")[1].split(b"\\r\\n")[0])
    await reader.readexactly(length)
    writer.write(b"HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\nConnection: close\\r\\n\\r\\nok")
    await writer.drain(); writer.close()
async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0, backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()
asyncio.run(main())
"""

HTTPTOOLS = """
import asyncio, httptools
class Peer(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport, self.parser, self.body, self.headers = transport, httptools.HttpRequestParser(self), [], []
    def data_received(self, data): self.parser.feed_data(data)
    def on_url(self, url): self.url = url
    def on_header(self, name, value): self.headers.append((name, value))
    def on_body(self, data): self.body.append(data)
    def on_message_complete(self):
        self.transport.write(b"HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\nConnection: close\\r\\n\\r\\nok")
        self.transport.close()
async def main():
    server = await asyncio.get_running_loop().create_server(Peer, "127.0.0.1", 0, backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()
asyncio.run(main())
"""

# Our listener with one change: it answers before the commit. Not an option of the product, because a 2xx would no
# longer mean that the request is on disk.
EARLY = """
import itertools, pathlib, sys
from ongoing_desktop.listener import main
class Early(main.InlineRecorder):
    numbers = itertools.count(1)
    def submit(self, exchange, done):
        super().submit(exchange, lambda _: None)
        done(next(self.numbers))
main.InlineRecorder = Early
sys.exit(main.run_listen(main.ListenOptions(pathlib.Path(sys.argv[1]), "127.0.0.1", 0, pathlib.Path(sys.argv[2]))))
"""

LOAD = """
import json, select, socket, sys, time
port, count, senders = (int(word) for word in sys.argv[1:4])
body = sys.stdin.buffer.read()
request = (f"POST /bench HTTP/1.1\\r\\nHost: 127.0.0.1:{port}\\r\\nConnection: close\\r\\n"
           f"Content-Type: application/json\\r\\nContent-Length: {len(body)}\\r\\n\\r\\n").encode() + body
poll, clock, times, failed, left, going = select.epoll(), time.perf_counter, [], 0, count, {}
def begin():
    global left, failed
    left -= 1
    began = clock()
    connection = socket.socket()
    connection.setblocking(False)
    connection.connect_ex(("127.0.0.1", port))
    going[connection.fileno()] = [connection, began, request, b""]
    poll.register(connection, select.EPOLLOUT)
def finish(state):
    global failed
    failed += not state[3].startswith(b"HTTP/1.1 200")
    times.append(clock() - state[1])
    del going[state[0].fileno()]
    state[0].close()
    if left: begin()
start = clock()
for _ in range(min(senders, count)): begin()
while going:
    ready = poll.poll(60)
    if not ready: sys.exit("no answer within a minute")
    for number, event in ready:
        state = going[number]
        try:
            if event & select.EPOLLOUT:
                state[2] = state[2][state[0].send(state[2]):]
                if not state[2]: poll.modify(number, select.EPOLLIN)
            else:
                part = state[0].recv(65536)
                state[3] += part
                if not part: finish(state)
        except OSError:
            finish(state)
took = clock() - start
times.sort()
print(json.dumps({"per_s": count / took, "p50_ms": times[count // 2] * 1e3, "p99_ms": times[int(count * .99)] * 1e3,
                  "failed": failed}))
"""


@dataclass(frozen=True)
class Target:
    """A server under load. ``stored`` counts what it stored; None if it stores nothing."""

    name: str
    port: int
    stored: Callable[[], int] | None = None


def load(port: int, count: int, *, senders: int = SENDERS, body: bytes = BODY) -> dict[str, float]:
    """Send as fast as answers arrive; fails on any answer but 200."""
    words = [sys.executable, "-c", LOAD, str(port), str(count), str(senders)]
    done = subprocess.run(words, input=body, capture_output=True, timeout=300, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    assert not found["failed"], found
    return found


def rivals(folder: Path) -> Path | None:
    """The Python of an environment with both packages for this run; None, with a message, without a registry."""
    home = folder / "rivals"
    venv.create(home, with_pip=True)
    python = home / "bin" / "python"
    words = [os.fspath(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", RIVAL, PARSER]
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=INSTALL_S, check=False)
        why = done.stderr.strip().splitlines()[-1:] if done.returncode else None
    except subprocess.TimeoutExpired:
        why = [f"not within {INSTALL_S} s"]
    if why is None:
        return python
    print(f"{RIVAL} and {PARSER} could not be installed, so nothing is compared with them: {''.join(why)}")
    return None


@contextmanager
def _ended(child: subprocess.Popen[bytes]) -> Iterator[None]:
    try:
        yield
    finally:
        with contextlib.suppress(ProcessLookupError):
            child.terminate()
        child.wait(20)
        if child.stdout:
            child.stdout.close()


@contextmanager
def bare(name: str, code: str, python: Path) -> Iterator[Target]:
    """A server that answers and stores nothing."""
    child = subprocess.Popen([python, "-c", code], stdout=subprocess.PIPE)
    with _ended(child):
        assert child.stdout
        yield Target(name, int(child.stdout.readline()))


@contextmanager
def replay(python: Path, folder: Path) -> Iterator[Target]:
    """webhook-replay without its own pruning; it commits to SQLite in the thread that answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    database = folder / "replay.db"
    words = ["webhook_replay", "--db", database, "serve", "--port", str(port), "--max-captures", "0"]
    child = subprocess.Popen([python, "-m", *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def stored() -> int:
        with contextlib.closing(sqlite3.connect(database)) as connection:
            (table,) = connection.execute(
                "select name from sqlite_master where type = 'table' and name not like 'sqlite%'"
            ).fetchone()
            found = connection.execute(f'select count(*) from "{table}"').fetchone()[0]
            return int(found)

    def accepts() -> bool:
        assert child.poll() is None, "webhook-replay ended"
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
        return False

    with _ended(child):
        until(accepts, "webhook-replay")
        yield Target("replay", port, stored)


def kept(data_dir: Path) -> int:
    """The number of received requests in our history."""
    with contextlib.closing(sqlite3.connect(data_dir / "history.db")) as connection:
        return int(connection.execute("select count(*) from exchanges where direction = 'in'").fetchone()[0])


@contextmanager
def ours(folder: Path, name: str = "ours", *words: str) -> Iterator[Target]:
    """Our listener as users start it."""
    with listener(folder / name, *words) as (_, url):
        yield Target(name, int(url.rsplit(":", 1)[1]), lambda: kept(folder / name))


@contextmanager
def forwarding(folder: Path) -> Iterator[list[Target]]:
    """Our listener with a target that answers at once: its answer is awaited, without and with keeping what is missed."""
    with bare("target", BARE, Path(sys.executable)) as to, contextlib.ExitStack() as stack:
        words = ("--forward", f"http://127.0.0.1:{to.port}", "--forward-unmatched")
        yield [
            stack.enter_context(ours(folder, "forwarding", *words)),
            stack.enter_context(ours(folder, "keeping", *words, "--forward-keep")),
        ]


@contextmanager
def early(folder: Path) -> Iterator[Target]:
    """Our listener, answering before the commit."""
    data_dir, ready = folder / "early", folder / "early.json"
    child = subprocess.Popen(
        [sys.executable, "-c", EARLY, data_dir, ready],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment(), cwd=ROOT,
    )  # fmt: skip
    with _ended(child):
        until(lambda: ready.exists() or child.poll() is not None, "the ready file")
        assert child.poll() is None, "the listener that answers early ended"
        yield Target("early", int(json.loads(ready.read_text())["url"].rsplit(":", 1)[1]), lambda: kept(data_dir))


def throughput(count: int, rounds: int) -> dict[str, Any]:
    """Requests per second of all servers in turn, medians and ratios. What a storing server answered must be stored."""
    rates: dict[str, list[float]] = {}
    late: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        python = rivals(folder)
        targets = [
            stack.enter_context(ours(folder)),
            stack.enter_context(early(folder)),
            stack.enter_context(bare("bare", BARE, Path(sys.executable))),
            *stack.enter_context(forwarding(folder)),
        ]
        if python is not None:
            targets += [
                stack.enter_context(bare("httptools", HTTPTOOLS, python)),
                stack.enter_context(replay(python, folder)),
            ]
        for target in targets:
            load(target.port, SENDERS * 4)
        sent = dict.fromkeys((target.name for target in targets), SENDERS * 4)
        for _ in range(rounds):
            for target in targets:
                # The rival is an order of magnitude slower; a quarter of the requests takes as long as the others'
                # turns. So is forwarding, which is another request each.
                number = count // 4 if target.name in ("replay", "forwarding", "keeping") else count
                found = load(target.port, number)
                sent[target.name] += number
                rates.setdefault(target.name, []).append(found["per_s"])
                late.setdefault(target.name, []).append(found["p99_ms"])
        for target in targets:
            if target.stored:
                until(lambda: target.stored() >= sent[target.name], f"{target.name}: all {sent[target.name]} stored")  # noqa: B023
                assert target.stored() == sent[target.name]
    median = {key: statistics.median(values) for key, values in rates.items()}
    return {
        **{f"{key}_per_s": value for key, value in median.items()},
        **{f"ours_to_{key}": median["ours"] / value for key, value in median.items() if key != "ours"},
        "ours_p99_ms": statistics.median(late["ours"]),
        "forwarding_p99_ms": statistics.median(late["forwarding"]),
        "keeping_p99_ms": statistics.median(late["keeping"]),
        **({"replay_p99_ms": statistics.median(late["replay"])} if "replay" in late else {}),
        "stored": sent["ours"],
        "load_average": os.getloadavg()[0],
    }


def resident(pid: int | str = "self", name: str = "VmRSS") -> float:
    """MiB of a process, this one by default, from a line of /proc/…/status."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(name):
            return int(line.split()[1]) / 1024
    raise AssertionError(name)


def memory() -> dict[str, Any]:
    """MiB by which the listener's process grows with 3,000 requests of 2 KB and then 100 of 1 MB."""
    with tempfile.TemporaryDirectory() as name, listener(Path(name) / "data") as (child, url):
        port = int(url.rsplit(":", 1)[1])
        load(port, 1)
        before = resident(child.pid)
        load(port, 3000)
        small = resident(child.pid)
        load(port, 100, senders=4, body=os.urandom(1_000_000))
        time.sleep(1)
        return {
            "before_mib": before,
            "grown_by_small_mib": small - before,
            "grown_mib": resident(child.pid) - before,
            "peak_mib": resident(child.pid, "VmHWM") - before,
        }

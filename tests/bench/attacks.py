"""Measures how long a good POST takes during each kind of attack on the listener.

``python tests/bench/attacks.py [--only NAME …] [--json F]``. Loopback only. The attackers are a separate process; the
good sender uses a new connection for each POST. Prints the slowest of its answers.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import socket
import ssl
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, os.environ.get("ATTACKED_ROOT", str(ROOT)))

import trustme

from ongoing_desktop.domain.forwarding import Forward
from ongoing_desktop.domain.rules import Match, Rule, Step
from ongoing_desktop.domain.settings import GoodsOwner, Settings, System, Webhook
from ongoing_desktop.storage.folder import open_storage
from tests.helpers import environment, listener

MANY: Final = 600
"""Connections of an attack; the listener has 512 places."""
SETTLE_S: Final = 1.0
GOOD: Final = 12
WORTH_S: Final = 90.0
POST: Final = b"POST /hook HTTP/1.1\r\nHost: a\r\n"
SECRET: Final = b"POST /secret HTTP/1.1\r\nHost: a\r\nX-Auth-Token: wrong\r\n"
CHUNKED: Final = POST + b"Transfer-Encoding: chunked\r\n\r\n"

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]
Attack = Callable[[int], Awaitable[None]]


async def opened(port: int, *, secure: bool = False) -> Streams:
    """A connection, retried until it succeeds."""
    context = ssl._create_unverified_context() if secure else None
    while True:
        with contextlib.suppress(OSError):
            return await asyncio.open_connection("127.0.0.1", port, ssl=context)
        await asyncio.sleep(0.05)


async def says(port: int, first: bytes, part: bytes = b"", every_s: float = 0.0, *, secure: bool = False) -> None:
    """Send this, and further parts at intervals, until the connection is closed; then repeat."""
    while True:
        reader, writer = await opened(port, secure=secure)
        with contextlib.suppress(OSError):
            writer.write(first)
            while part:
                await asyncio.sleep(every_s)
                writer.write(part)
                await writer.drain()
            while await reader.read(65536):
                pass
        writer.transport.abort()
        # A complete handshake costs the listener 1 ms; more of them would only measure that.
        await asyncio.sleep(1.0 if secure else 0.2)


async def answered_then_idle(port: int) -> None:
    """Use a connection once and keep it open."""
    reader, writer = await opened(port)
    writer.write(POST + b"Content-Length: 0\r\n\r\n")
    with contextlib.suppress(OSError):
        while await reader.read(65536):
            pass
    writer.close()


async def unread(port: int) -> None:
    """Request much and read nothing."""
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    sock.setblocking(False)
    loop = asyncio.get_running_loop()
    with contextlib.suppress(OSError):
        await loop.sock_connect(sock, ("127.0.0.1", port))
        await loop.sock_sendall(sock, b"POST /large HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
    await asyncio.sleep(WORTH_S)
    sock.close()


async def repeated(port: int, first: bytes, part: bytes, pause_s: float = 0.05, *, secure: bool = False) -> None:
    """Say a part again and again as fast as it is taken, reading no answer; again once it is refused."""
    while True:
        _, writer = await opened(port, secure=secure)
        with contextlib.suppress(OSError):
            writer.write(first)
            while not writer.is_closing():
                writer.write(part * (65536 // len(part)))
                await writer.drain()
        writer.transport.abort()
        await asyncio.sleep(1.0 if secure else pause_s)


async def trickled(port: int, data: bytes, every_s: float) -> None:
    """Say it byte by byte; then again on a new connection."""
    while True:
        _, writer = await opened(port)
        with contextlib.suppress(OSError):
            for byte in data:
                if writer.is_closing():
                    break
                writer.write(bytes([byte]))
                await asyncio.sleep(every_s)
        writer.transport.abort()
        await asyncio.sleep(1.0)  # as in says()


async def hasty(port: int) -> None:
    """Connect and reset at once, hundreds of times a second."""
    loop = asyncio.get_running_loop()
    while True:
        with contextlib.suppress(OSError), socket.socket() as sock:
            sock.setblocking(False)
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            await loop.sock_connect(sock, ("127.0.0.1", port))
        await asyncio.sleep(0.05)


HELLO: Final = b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"
HEADERS: Final = b"".join(b"X-%d: %s\r\n" % (number, b"v" * 250) for number in range(190))

ATTACKS: Final[dict[str, tuple[int, Attack]]] = {
    "silent": (MANY, lambda port: says(port, b"")),
    "half-head": (MANY, lambda port: says(port, POST + b"X-")),
    "half-head-crowd": (1000, lambda port: says(port, POST + b"X-")),
    "few-places": (MANY, lambda port: says(port, POST + b"X-")),
    "slow-head": (MANY, lambda port: says(port, POST + b"X-", b"a", 0.5)),
    "small-body": (MANY, lambda port: says(port, POST + b"Content-Length: 100000\r\n\r\n", b"x" * 600, 12.0)),
    "slow-body": (MANY, lambda port: says(port, POST + b"Content-Length: 1000000\r\n\r\n", b"x" * 1500, 0.5)),
    "steady-body": (MANY, lambda port: says(port, POST + b"Content-Length: 50000000\r\n\r\n", b"x" * 10_000, 0.5)),
    "burst-then-stall": (MANY, lambda port: says(port, POST + b"Content-Length: 1000000\r\n\r\n" + b"x" * 50_000)),
    "idle": (512, answered_then_idle),
    "unread-answers": (MANY, unread),
    "silent-rule": (MANY, lambda port: says(port, b"POST /silent HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")),
    "slow-forward": (MANY, lambda port: says(port, b"POST /forward HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")),
    "tiny-chunks": (200, lambda port: says(port, CHUNKED + b"1\r\nx\r\n" * 30_000 + b"0\r\n\r\n")),
    "endless-chunks": (20, lambda port: repeated(port, CHUNKED, b"1\r\nx\r\n")),
    "extended-chunks": (20, lambda port: repeated(port, CHUNKED, b"9;a\r\nxxxxxxxxx\r\n")),
    "long-extensions": (20, lambda port: repeated(port, CHUNKED, b"fff;" + b"a" * 4000 + b"\r\n" + b"x" * 0xFFF + b"\r\n")),
    "endless-trailers": (20, lambda port: repeated(port, CHUNKED + b"0\r\n", b"X-A: b\r\n")),
    "endless-head": (20, lambda port: repeated(port, POST, b"X-A: b\r\n")),
    "pipelined": (20, lambda port: repeated(port, b"", POST + b"Content-Length: 0\r\n\r\n")),
    "pipelined-secret": (20, lambda port: repeated(port, b"", SECRET + b"Content-Length: 0\r\n\r\n")),
    "expect": (MANY, lambda port: says(port, POST + b"Expect: 100-continue\r\nContent-Length: 100000\r\n\r\n")),
    "byte-by-byte": (MANY, lambda port: trickled(port, POST + b"X-A: " + b"a" * 100, 0.02)),
    "hasty": (50, hasty),
    "malformed": (20, lambda port: says(port, POST + HEADERS + b"broken\r\n\r\n")),
    "refused": (20, lambda port: says(port, SECRET + b"Connection: close\r\n" + HEADERS + b"\r\n")),
    "tls-silent": (MANY, lambda port: says(port, b"")),
    "tls-half-hello": (MANY, lambda port: says(port, HELLO)),
    "tls-trickled-hello": (MANY, lambda port: trickled(port, HELLO, 0.05)),
    "tls-hasty": (50, hasty),
    "tls-plain": (MANY, lambda port: says(port, POST + b"X-")),
    "tls-endless-chunks": (20, lambda port: repeated(port, CHUNKED, b"1\r\nx\r\n", secure=True)),
    "tls-pipelined": (20, lambda port: repeated(port, b"", POST + b"Content-Length: 0\r\n\r\n", secure=True)),
    "tls-half-head": (MANY, lambda port: says(port, POST + b"X-", secure=True)),
    "tls-slow-body": (MANY, lambda port: says(port, POST + b"Content-Length: 9999\r\n\r\n", b"x", 0.5, secure=True)),
}  # fmt: skip


async def attack(name: str, port: int) -> None:
    """All connections of an attack at the same time."""
    count, work = ATTACKS[name]
    tasks = [asyncio.create_task(_kept_up(work, port)) for _ in range(count)]
    print("begun", flush=True)
    await asyncio.wait(tasks, timeout=WORTH_S * 2)


async def _kept_up(work: Attack, port: int) -> None:
    with contextlib.suppress(OSError):
        await work(port)


def settings(target: str) -> Settings:
    """1,000 webhooks with a credential, one without at /hook, and rules for the attacks' paths."""
    system = System("s1", "Demo warehouse", "demo", (GoodsOwner(12, "Acme", "ACME"),))
    plain = Webhook("hook", "hook", "s1", "regular", "order-picked", (12,), "https://erp.example/hook")
    forwarded = replace(plain, id="forward", name="forward", url="https://erp.example/forward")
    secret = [
        replace(
            plain,
            id=f"secret-{number}",
            name=f"secret-{number}",
            url=f"https://erp.example/secret{number or ''}",
            authentication="x-auth-token",
        )
        for number in range(1000)
    ]
    rules = (
        Rule("silent", "Silent", match=Match(path="/silent"), steps=(Step("silence"),)),
        Rule("large", "Large", match=Match(path="/large"), steps=(Step(body="x" * 200_000),)),
    )
    made = Settings(0, (system,), (plain, forwarded, *secret), rules=rules)
    forward = Forward(on=True, target=target, webhooks=("forward",), timeout_s=30.0)
    return replace(made, preferences=replace(made.preferences, forward=forward))


CREDENTIALS: Final = b"".join(
    json.dumps({"webhook": f"secret-{number}", "secret": f"a-token-for-number-{number:06d}"}).encode() + b"\n"
    for number in range(1000)
)


@contextmanager
def silent_target() -> Iterator[str]:
    """Accepts and never answers."""
    with socket.create_server(("127.0.0.1", 0), backlog=1024) as server:
        kept = []

        def accept() -> None:
            with contextlib.suppress(OSError):
                while True:
                    kept.append(server.accept()[0])

        threading.Thread(target=accept, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


@dataclass(frozen=True)
class Measured:
    """The results of the good requests during an attack."""

    worst_s: float
    statuses: list[int]


def good(port: int, context: ssl.SSLContext | None) -> int:
    """Send one POST on a new connection; returns its status."""
    with contextlib.ExitStack() as stack:
        connection: socket.socket = stack.enter_context(socket.create_connection(("127.0.0.1", port), WORTH_S))
        if context is not None:
            connection = stack.enter_context(context.wrap_socket(connection, server_hostname="127.0.0.1"))
        connection.sendall(POST + b"Connection: close\r\nContent-Length: 4\r\n\r\ngood")
        answer = connection.recv(4096)
    return int(answer[9:12] or 0)


def measure(name: str, folder: Path) -> Measured:
    """Run one attack against a new listener; returns the slowest good request and all statuses."""
    data = folder / name
    words: list[str] = []
    context = None
    if name.startswith("tls-"):
        authority = trustme.CA()
        issued = authority.issue_cert("127.0.0.1")
        key, certificate = folder / f"{name}.key", folder / f"{name}.pem"
        issued.private_key_pem.write_to_path(key)
        issued.cert_chain_pems[0].write_to_path(certificate)
        words += ["--certificate", os.fspath(certificate), "--key", os.fspath(key)]
        context = ssl.create_default_context()
        authority.configure_trust(context)
    credentials = CREDENTIALS if name in ("malformed", "refused", "pipelined-secret") else None
    if credentials:
        words.append("--credentials-stdin")
    with silent_target() as target:
        storage = open_storage(data)
        made = settings(target)
        if name == "few-places":
            made = replace(made, preferences=replace(made.preferences, limits={"connections": 8}))
        storage.settings.save(made, expected=0, label="attack")
        storage.close()
        with listener(data, *words, stdin=credentials) as (_, url):
            port = int(url.rpartition(":")[2])
            good(port, context)
            with _attackers(name, port):
                time.sleep(SETTLE_S)
                worst, statuses = 0.0, []
                began_all = time.monotonic()
                for _ in range(GOOD):
                    began = time.monotonic()
                    try:
                        statuses.append(good(port, context))
                    except OSError:
                        statuses.append(0)
                    worst = max(worst, time.monotonic() - began)
                    if time.monotonic() - began_all > WORTH_S:
                        break
                    time.sleep(0.2)
    return Measured(worst, statuses)


@contextmanager
def _attackers(name: str, port: int) -> Iterator[None]:
    child = subprocess.Popen(
        [sys.executable, __file__, "--attack", name, str(port)], stdout=subprocess.PIPE, env=environment(), cwd=ROOT
    )
    try:
        assert child.stdout is not None
        assert child.stdout.readline() == b"begun\n"
        yield
    finally:
        child.kill()
        child.communicate()


def main() -> int:
    """Print a line per attack."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", default=list(ATTACKS), choices=list(ATTACKS))
    parser.add_argument("--json", type=Path)
    parser.add_argument("--attack", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.attack:
        asyncio.run(attack(arguments.attack[0], int(arguments.attack[1])))
        return 0
    found: dict[str, Any] = {}
    for name in arguments.only:
        with tempfile.TemporaryDirectory() as folder:
            measured = measure(name, Path(folder))
        found[name] = {"worst_s": round(measured.worst_s, 3), "statuses": measured.statuses}
        print(f"{name:18} {measured.worst_s:7.2f} s   {sorted(set(measured.statuses))}", flush=True)
    if arguments.json:
        arguments.json.write_text(json.dumps(found, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Values and a listener on real sockets, shared by these tests."""

from __future__ import annotations

import asyncio
import select
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.errors import StorageError, StorageLocked
from ongoing_desktop.domain.exchange import NewExchange, Outcome
from ongoing_desktop.domain.forwarding import TargetState
from ongoing_desktop.domain.limits import Limits
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import GoodsOwner, System, Webhook
from ongoing_desktop.domain.snapshot import ListenerSnapshot
from ongoing_desktop.listener.listening_sockets import open_sockets
from ongoing_desktop.listener.matcher import RequestMatcher
from ongoing_desktop.listener.outbox import Outbox
from ongoing_desktop.listener.recorder import InlineRecorder, Recorder
from ongoing_desktop.listener.server import Server
from ongoing_desktop.listener.spool import Spool
from ongoing_desktop.storage.resources import load_catalogue
from tests.helpers import until

CATALOGUE = load_catalogue()
SYSTEM = System("s1", "Demo warehouse", "demo", (GoodsOwner(12, "Acme", "ACME"), GoodsOwner(13, "Bolt", "BOLT")))
KEY = Secret("00" * 32)


def hook(name: str = "hook", **changes: Any) -> Webhook:
    """A webhook at /hook without authentication."""
    made = Webhook(name, name, "s1", "regular", "order-picked", (12,), "https://erp.example/hook")
    return replace(made, **changes)


def snapshot(*hooks: Webhook, secrets: dict[str, str] | None = None, **changes: Any) -> ListenerSnapshot:
    """A snapshot of these webhooks."""
    known = {key: Secret(value) for key, value in (secrets or {}).items()}
    made = ListenerSnapshot(1, (SYSTEM,), hooks, known, {}, KEY)
    return replace(made, **changes)


def request(body: bytes = b"", head: bytes = b"", line: bytes = b"POST /hook HTTP/1.1") -> bytes:
    """A plain request with a Content-Length."""
    return line + b"\r\nHost: localhost\r\n" + head + b"Content-Length: %d\r\n\r\n" % len(body) + body


@dataclass
class FakeHistory:
    """Exchanges in memory. ``error`` refuses them; ``gate`` delays them like another program that writes."""

    rows: list[NewExchange] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    commits: list[int] = field(default_factory=list)
    threads: list[str] = field(default_factory=list)
    """The thread of each commit attempt."""
    error: Callable[[Sequence[NewExchange]], StorageError | None] = lambda _: None
    gate: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.gate.set()

    def append(
        self, exchanges: Sequence[NewExchange], outcomes: Sequence[Outcome] = (), *, wait: bool = True
    ) -> list[int]:
        if not wait and not self.gate.is_set():
            raise StorageLocked("storage-locked")
        self.gate.wait(10)
        self.threads.append(threading.current_thread().name)
        if error := self.error(exchanges):
            raise error
        self.commits.append(len(exchanges))
        first = len(self.rows) + 1
        for item in exchanges:
            self.bodies.append(Path(item.body.file).read_bytes() if item.body.file else item.body.data)
            self.rows.append(item)
        self.outcomes.extend(outcomes)
        return list(range(first, first + len(exchanges)))


class NothingWaits:
    """A store in which nothing waits for a forwarding target."""

    def next(self, target: str, upto: int) -> int | None:
        return None

    def newest(self) -> int:
        return 0

    def states(self) -> list[TargetState]:
        return []

    def set_state(self, *_: object) -> None:
        """The state of a target is not kept."""

    def drop(self, target: str, exchange_id: int) -> None:
        """Nothing can be dropped."""


@dataclass
class Running:
    """A listener on the loop of its own thread."""

    server: Server
    recorder: Recorder
    history: FakeHistory
    loop: asyncio.AbstractEventLoop
    not_saved: list[int]

    @property
    def port(self) -> int:
        return self.server.port

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=10)

    def call(self, work: Callable[[], Any]) -> None:
        done = threading.Event()

        def run() -> None:
            work()
            done.set()

        self.loop.call_soon_threadsafe(run)
        assert done.wait(5)

    def row(self, number: int = 1) -> NewExchange:
        until(lambda: len(self.history.rows) >= number, f"row {number}")
        return self.history.rows[number - 1]

    def answers(self, number: int = 1) -> list[str]:
        until(lambda: len(self.history.outcomes) >= number, f"outcome {number}")
        return [item.answer for item in self.history.outcomes]


@contextmanager
def running(
    folder: Path,
    *,
    made: ListenerSnapshot | None = None,
    limits: Limits | None = None,
    history: Any = None,
    catalogue: Catalogue = CATALOGUE,
    secure: ssl.SSLContext | None = None,
    host: str = "127.0.0.1",
    outbox: Outbox | None = None,
) -> Iterator[Running]:
    """A listener over a fake history; ``secure``: over HTTPS."""
    loop = asyncio.new_event_loop()
    history = history or FakeHistory()
    limits = limits or Limits()
    not_saved: list[int] = []
    spool = Spool(folder, limits)
    spool.prepare()
    workers = ThreadPoolExecutor(1)
    sockets = open_sockets(host, 0)

    def call_soon(call: Callable[[], None]) -> None:
        loop.call_soon_threadsafe(call)

    recorder = Recorder(history, call_soon, on_not_saved=not_saved.append)
    server: list[Server] = []
    stop = asyncio.Event()
    ready = threading.Event()

    async def main() -> None:
        inbox = RequestMatcher(made or snapshot(hook()), catalogue)
        express = InlineRecorder(recorder)
        keeps = outbox or Outbox(NothingWaits(), lambda _: None, lambda: False)
        server.append(Server(sockets, inbox, express, spool, workers, limits, keeps, secure))
        recorder.start()
        server[0].start()
        ready.set()
        await stop.wait()
        await server[0].stop()
        express.hand_over()
        await asyncio.to_thread(recorder.close, 5)

    def run() -> None:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(main())
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()

    thread = threading.Thread(target=run)
    thread.start()
    assert ready.wait(5)
    try:
        yield Running(server[0], recorder, history, loop, not_saved)
    finally:
        if isinstance(history, FakeHistory):
            history.gate.set()
        if thread.is_alive():
            loop.call_soon_threadsafe(stop.set)
        thread.join(15)
        workers.shutdown()
        for sock in sockets:
            sock.close()
        assert not thread.is_alive()


def read_answer(connection: socket.socket) -> tuple[int, dict[str, str], bytes]:
    """The next complete answer."""
    data = b""
    while b"\r\n\r\n" not in data:
        part = connection.recv(1)
        if not part:
            raise ConnectionError(f"closed after {data!r}")
        data += part
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    while (missing := int(fields.get("content-length", "0")) - len(body)) > 0:
        part = connection.recv(missing)
        if not part:
            break
        body += part
    return int(first.split(" ")[1]), fields, body


def ask(listener: Running, data: bytes) -> tuple[int, dict[str, str], bytes]:
    """Send bytes on a new connection; returns the first answer."""
    with listener.connect() as connection:
        connection.sendall(data)
        return read_answer(connection)


def readable(connection: socket.socket) -> bool:
    """Whether something has come, be it the end."""
    return bool(select.select([connection], [], [], 0)[0])


def closes(connection: socket.socket) -> bool:
    """Whether the other side ends the connection within the socket's time-out."""
    try:
        while connection.recv(65536):
            pass
    except ConnectionResetError:
        return True
    return True

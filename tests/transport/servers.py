"""Real servers on loopback that misbehave on purpose."""

from __future__ import annotations

import contextlib
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

Behaviour = Callable[[socket.socket, "Server"], None]


@dataclass
class Server:
    port: int
    ended: threading.Event = field(default_factory=threading.Event)
    received: list[bytes] = field(default_factory=list)
    closed_by_client: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextlib.contextmanager
def serving(behaviour: Behaviour, *, tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(16)
        listener.settimeout(0.05)
        server = Server(listener.getsockname()[1])
        threads: list[threading.Thread] = []

        def handle(connection: socket.socket) -> None:
            with contextlib.suppress(OSError), contextlib.ExitStack() as stack:
                stack.enter_context(connection)
                connection.settimeout(20)
                if tls is not None:
                    connection = stack.enter_context(tls.wrap_socket(connection, server_side=True))
                behaviour(connection, server)

        def accept() -> None:
            while not server.ended.is_set():
                try:
                    connection, _ = listener.accept()
                except OSError:
                    continue
                threads.append(threading.Thread(target=handle, args=(connection,)))
                threads[-1].start()

        threads.append(threading.Thread(target=accept))
        threads[0].start()
        try:
            yield server
        finally:
            server.ended.set()
            for thread in threads:
                thread.join(10)


def read_request(connection: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        part = connection.recv(65536)
        if not part:
            return data
        data += part
    head, _, body = data.partition(b"\r\n\r\n")
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            wanted = int(line.partition(b":")[2])
            while len(body) < wanted:
                part = connection.recv(65536)
                if not part:
                    return data
                body += part
    return head + b"\r\n\r\n" + body


def answers(raw: bytes) -> Behaviour:
    def behave(connection: socket.socket, server: Server) -> None:
        server.received.append(read_request(connection))
        connection.sendall(raw)

    return behave


def hangs(connection: socket.socket, server: Server) -> None:
    """Reads the request and sends nothing until the client closes."""
    server.received.append(read_request(connection))
    while not server.ended.is_set():
        connection.settimeout(0.05)
        with contextlib.suppress(TimeoutError):
            if not connection.recv(1):
                server.closed_by_client.set()
                return


def never_reads(connection: socket.socket, server: Server) -> None:
    """Accepts the connection and reads nothing."""
    server.ended.wait(20)


def never_shakes_hands(connection: socket.socket, server: Server) -> None:
    """Reads everything and answers nothing: no TLS handshake."""
    while not server.ended.is_set():
        connection.settimeout(0.05)
        with contextlib.suppress(TimeoutError):
            if not connection.recv(65536):
                return


def drips(connection: socket.socket, server: Server) -> None:
    """One byte of an endless head every 20 ms."""
    server.received.append(read_request(connection))
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Endless: ")
    while not server.ended.wait(0.02):
        connection.sendall(b"a")


def endless_head(connection: socket.socket, server: Server) -> None:
    read_request(connection)
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while not server.ended.is_set():
        connection.sendall(b"X-More: " + b"a" * 1000 + b"\r\n")


def endless_body(connection: socket.socket, server: Server) -> None:
    read_request(connection)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
    while not server.ended.is_set():
        connection.sendall(b"x" * 65536)


def resets(connection: socket.socket, server: Server) -> None:
    """Reads the request, then sends a RST."""
    server.received.append(read_request(connection))
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def closes_at_once(connection: socket.socket, server: Server) -> None:
    server.received.append(read_request(connection))


@contextlib.contextmanager
def free_port() -> Iterator[int]:
    """A port that refuses: bound, but not listening."""
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        yield holder.getsockname()[1]


@contextlib.contextmanager
def full_backlog() -> Iterator[int]:
    """A port that accepts nothing and has a full queue: connecting hangs."""
    with contextlib.ExitStack() as stack:
        listener = stack.enter_context(socket.socket())
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        address = listener.getsockname()
        for _ in range(3):
            filler = stack.enter_context(socket.socket())
            filler.setblocking(False)
            with contextlib.suppress(BlockingIOError):
                filler.connect(address)
        yield address[1]

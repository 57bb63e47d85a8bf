"""A connection for httpcore that reads early responses while the request is still being sent.

A receiver may answer 401 or 413 after the head and close the connection. Sending then fails, and a transport that reads
only after sending would lose the response. Here both happen at once, and all received data is read even after sending
fails.
"""
# ruff: noqa: ASYNC109 - the parameters of httpcore's interface

from __future__ import annotations

import asyncio
import contextlib
import select
import socket
import ssl
from collections.abc import AsyncIterator, Iterable, Sequence
from typing import Any, Final

import httpcore

from ongoing_desktop.domain.sending import OutgoingRequest
from ongoing_desktop.transport.dns_lookup import look_up

HEARD_LIMIT: Final = 256 * 1024
"""Bytes of a response kept as received, to be shown if the response turns out to be invalid."""
PIECE: Final = 64 * 1024
NO_PROGRESS_S: Final = 1.0
"""If the receiver has answered and accepts no data for this many seconds, the rest is not sent."""
STAGGER_S: Final = 0.25
"""Delay in seconds before the host's next address is tried in parallel (RFC 8305)."""
_INTERIM: Final = (b"HTTP/1.1 1", b"HTTP/1.0 1")
ABANDONED_S: Final = 0.2
"""Seconds between sending a request whose response is not awaited and closing its connection."""
_NEW, _OLD = b" HTTP/1.1\r\n", b" HTTP/1.0\r\n"


class Stream(httpcore.AsyncNetworkStream):
    """A connected socket, with TLS after :meth:`start_tls`. One request; one event loop."""

    def __init__(self, connected: socket.socket) -> None:
        self._socket = connected
        self._loop = asyncio.get_running_loop()
        self._tls: ssl.SSLObject | None = None
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._sending = asyncio.Lock()
        self._reading: asyncio.Task[bytes] | None = None
        self._early = b""
        self.heard = bytearray()
        """The first bytes received, decrypted."""

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Some bytes, or none at the end. Raises httpcore.ReadTimeout or httpcore.ReadError."""
        if not self._early:
            try:
                async with asyncio.timeout(timeout):
                    self._early = await asyncio.shield(self._reader())
            except TimeoutError as error:
                raise httpcore.ReadTimeout from error
            except OSError as error:
                self._reading = None
                raise httpcore.ReadError from error
            self._reading = None
        taken, self._early = self._early[:max_bytes], self._early[max_bytes:]
        return taken

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send everything. Raises httpcore.WriteTimeout, or httpcore.WriteError if no more can be sent or is wanted."""
        answered = False
        for start in range(0, len(buffer), PIECE):
            sending = asyncio.ensure_future(self._send(buffer[start : start + PIECE]))
            try:
                answered = await self._sent(sending, timeout, answered=answered, alone=len(buffer) <= PIECE)
            finally:
                await _let_go(sending)

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.AsyncNetworkStream:
        """Start TLS. Raises httpcore.ConnectTimeout or httpcore.ConnectError."""
        secured = Stream(self._socket)
        secured._tls = ssl_context.wrap_bio(secured._incoming, secured._outgoing, server_hostname=server_hostname)
        try:
            async with asyncio.timeout(timeout):
                await secured._shake_hands()
        except TimeoutError as error:
            raise httpcore.ConnectTimeout from error
        except OSError as error:
            raise httpcore.ConnectError from error
        return secured

    async def aclose(self) -> None:
        """Close the socket without a TLS shutdown."""
        if self._reading is not None:
            await _let_go(self._reading)
        if self._socket.fileno() >= 0:
            if self._tls is not None:
                with contextlib.suppress(OSError):
                    self._tls.unwrap()
                with contextlib.suppress(OSError):
                    self._socket.send(self._outgoing.read())
            self._socket.close()

    def get_extra_info(self, info: str) -> Any:
        match info:
            case "ssl_object":
                return self._tls
            case "socket":
                return self._socket
            case "server_addr":
                return self._socket.getpeername()
            case "client_addr":
                return self._socket.getsockname()
            case "is_readable":
                return bool(select.select([self._socket], [], [], 0)[0])
        return None

    async def _sent(self, sending: asyncio.Future[None], limit_s: float | None, *, answered: bool, alone: bool) -> bool:
        """Wait until one piece is sent; returns whether a response has begun. Raises like :meth:`write`."""
        while not sending.done():
            # A small request is sent at once; reading meanwhile is only useful if more follows.
            awaited: set[asyncio.Future[Any]] = {sending} if alone or self._early else {sending, self._reader()}
            await asyncio.wait(
                awaited, timeout=NO_PROGRESS_S if answered else limit_s, return_when=asyncio.FIRST_COMPLETED
            )
            answered = self._listen() or answered
            if not sending.done() and len(awaited) == 1:
                raise httpcore.WriteError("the receiver has answered") if answered else httpcore.WriteTimeout
            if not sending.done() and not any(item.done() for item in awaited):
                raise httpcore.WriteTimeout
        if error := sending.exception():
            raise httpcore.WriteError from error
        return self._listen() or answered

    def _listen(self) -> bool:
        """Process received data; returns whether it is more than an interim response, or the end."""
        if self._reading is None or not self._reading.done() or self._reading.exception() is not None:
            return bool(self._early)
        data = self._reading.result()
        self._reading = None
        self._early += data
        return not self._early.startswith(_INTERIM)

    def _reader(self) -> asyncio.Task[bytes]:
        """The pending read. It is never cancelled, because that could lose received data."""
        if self._reading is None:
            self._reading = self._loop.create_task(self._receive())
        return self._reading

    async def _receive(self) -> bytes:
        data = await (self._receive_tls() if self._tls is not None else self._loop.sock_recv(self._socket, PIECE))
        if len(self.heard) < HEARD_LIMIT:
            self.heard += data[: HEARD_LIMIT - len(self.heard)]
        return data

    async def _receive_tls(self) -> bytes:
        tls = self._tls
        while tls is not None:
            try:
                return tls.read(PIECE)
            except ssl.SSLWantReadError:
                # Only receive here: data that cannot be sent must not prevent a response from being read.
                await self._feed()
            except (ssl.SSLZeroReturnError, ssl.SSLEOFError):
                break
        return b""

    async def _send(self, piece: bytes) -> None:
        if self._tls is None:
            await self._loop.sock_sendall(self._socket, piece)
            return
        left = memoryview(piece)
        while left:
            left = left[self._tls.write(left) :]
        await self._flush()

    async def _shake_hands(self) -> None:
        while self._tls is not None:
            try:
                self._tls.do_handshake()
            except ssl.SSLWantReadError:
                await self._flush()
                await self._feed()
            except ssl.SSLError:
                with contextlib.suppress(OSError):
                    await self._flush()  # send the alert that gives the reason
                raise
            else:
                await self._flush()
                return

    async def _feed(self) -> None:
        data = await self._loop.sock_recv(self._socket, PIECE)
        if data:
            self._incoming.write(data)
        else:
            self._incoming.write_eof()

    async def _flush(self) -> None:
        async with self._sending:
            if data := self._outgoing.read():
                await self._loop.sock_sendall(self._socket, data)


async def _let_go(task: asyncio.Future[Any]) -> None:
    """Cancel a task, wait for it and retrieve its exception, so that asyncio does not report it as lost."""
    task.cancel()
    await asyncio.wait([task])
    if not task.cancelled():
        task.exception()


class Network(httpcore.AsyncNetworkBackend):
    """Opens connections for httpcore."""

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Look up a host and connect. Raises httpcore.ConnectTimeout or httpcore.ConnectError."""
        del local_address, socket_options
        try:
            found = await look_up(host, port, timeout or 60.0)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout from error
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError from error
        return await self.reach(found, port, timeout)

    async def reach(self, addresses: Sequence[str], port: int, limit_s: float | None) -> Stream:
        """Connect to the first of a host's addresses that accepts. Raises like :meth:`connect_tcp`."""
        try:
            async with asyncio.timeout(limit_s):
                return Stream(await _first(addresses, port))
        except TimeoutError as error:
            raise httpcore.ConnectTimeout from error
        except (OSError, ExceptionGroup) as error:
            raise httpcore.ConnectError from error


async def _first(addresses: Sequence[str], port: int) -> socket.socket:
    """Try each address when an earlier one failed or is slow. Raises OSError, or a group of them."""
    left, errors = list(addresses), list[Exception]()
    async with _tries() as tries:
        while left or tries:
            if left:
                tries.add(asyncio.create_task(_one(left.pop(0), port)))
            done, _ = await asyncio.wait(
                tries, timeout=STAGGER_S if left else None, return_when=asyncio.FIRST_COMPLETED
            )
            for one in done:
                tries.discard(one)
                error = one.exception()
                if error is None:
                    return one.result()
                errors.append(error if isinstance(error, Exception) else OSError())
    if len(errors) == 1:
        raise errors[0]
    raise ExceptionGroup("no address answered", errors or [OSError("no address")])


@contextlib.asynccontextmanager
async def _tries() -> AsyncIterator[set[asyncio.Task[socket.socket]]]:
    """Pending attempts. On exit the rest are cancelled, and sockets that connected meanwhile are closed."""
    tries: set[asyncio.Task[socket.socket]] = set()
    try:
        yield tries
    finally:
        for one in tries:
            one.cancel()
        for late in await asyncio.gather(*tries, return_exceptions=True):
            if isinstance(late, socket.socket):
                late.close()


async def _one(address: str, port: int) -> socket.socket:
    family, kind, protocol, _, where = socket.getaddrinfo(
        address, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST
    )[0]
    made = socket.socket(family, kind, protocol)
    try:
        made.setblocking(False)  # noqa: FBT003 - the system's own call
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await asyncio.get_running_loop().sock_connect(made, where)
    except BaseException:
        made.close()
        raise
    return made


class UnusualStream(httpcore.AsyncNetworkStream):
    """A connection that changes the version in the first line, or stops reading."""

    def __init__(self, stream: httpcore.AsyncNetworkStream, request: OutgoingRequest) -> None:
        self._stream = stream
        self._old = request.old_http
        self._abandon = request.abandon

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Some bytes, or none at the end. Raises httpcore.ReadTimeout if the response is not awaited."""
        if self._abandon:
            await asyncio.sleep(ABANDONED_S)
            raise httpcore.ReadTimeout
        return await self._stream.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send everything."""
        if self._old:
            self._old, buffer = False, buffer.replace(_NEW, _OLD, 1)
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        """Close the connection."""
        await self._stream.aclose()

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

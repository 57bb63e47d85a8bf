"""Forwards a stored request to the target in the settings and returns the target's answer.

It uses asyncio and h11, because the listener imports no HTTP client. The name is resolved once, every address is
checked before connecting, and the connection uses exactly that address, so the name cannot change in between.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import ipaddress
import logging
import socket
import ssl
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import Future, InvalidStateError
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import h11

from ongoing_desktop.domain.exchange import Body, Headers, Message
from ongoing_desktop.domain.forwarding import (
    MOST_HOPS,
    Forward,
    ForwardTarget,
    end_to_end,
    forwarded_headers,
    hops,
    is_refused_address,
    plain_address,
    returned_headers,
    target_of,
)
from ongoing_desktop.domain.lazy_dataclasses import dataclass, field
from ongoing_desktop.domain.redaction import Redactor
from ongoing_desktop.domain.snapshot import ListenerSnapshot
from ongoing_desktop.listener.http_answers import Reply, failed_reply
from ongoing_desktop.listener.http_parser import Head
from ongoing_desktop.listener.turns import Turns

log = logging.getLogger(__name__)

PART: Final = 256 * 1024
LARGEST_HEAD: Final = 64 * 1024
LARGE: Final = 128 * 1024
"""Larger answers, in bytes, are searched for known secrets on a thread."""
CONNECT_S: Final = 10.0
"""Time limit for one address, so that an unreachable one leaves time for the next."""
_WITH_BODY: Final = ("POST", "PUT", "PATCH")


@dataclass(frozen=True, slots=True)
class Forwarded:
    """The result of forwarding."""

    reply: Reply
    """For the sender: the target's answer, or 502, 503 or 504."""
    detail: dict[str, object]
    """``forwarded_to``, ``forward_status``, ``forward_ms``, ``forward_failure`` (a code) and ``forward_params``."""
    kept: Message = field(repr=False)
    """The answer for the history, with known secrets replaced."""
    headers: Headers = field(default=(), repr=False)
    """The header fields that were sent, for the history; empty if none were."""


class ForwardError(Exception):
    """Why there is no answer: a sentence code with parameters, and the status for the sender."""

    def __init__(self, code: str, status: int = 502, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.status = status
        self.params = params


class Forwarder:
    """Use on the event loop's thread."""

    def __init__(self, own: Callable[[], Sequence[tuple[str, int]]], turns: Turns, *, largest: int) -> None:
        """``own``: the addresses and ports of this listener. ``largest``: maximum bytes of an answer's body."""
        self._own = own
        self._largest = largest
        self._turns = turns
        self._trust: ssl.SSLContext | None = None

    async def forward(self, snapshot: ListenerSnapshot, head: Head, body: Body, choice: Forward) -> Forwarded:
        """Forward a request to the target of ``choice``. Any failure is part of the result."""
        sent: list[PassedOn] = []
        began = time.monotonic()
        detail: dict[str, object] = {}
        try:
            target = target_of(choice, head.target)
            detail["forwarded_to"] = snapshot.redactor.target(target.url)
            async with asyncio.timeout(choice.timeout_s), self._turn(head):
                reply = await self._send(snapshot, choice, target, head, body, sent)
            detail["forward_status"] = reply.status
        except TimeoutError:
            reply = failed(detail, ForwardError("forward-timeout", 504, seconds=choice.timeout_s))
        except ForwardError as error:
            reply = failed(detail, error)
        except asyncio.CancelledError:
            reply = failed(detail, ForwardError("forward-stopped", 503))
        except Exception:
            log.exception("unexpected error while forwarding")
            reply = failed(detail, ForwardError("forward-failed"))
        detail["forward_ms"] = round((time.monotonic() - began) * 1000, 1)
        headers: Headers = ()
        if sent:
            _, headers = snapshot.scanner.clean("", snapshot.redactor.headers(sent[0].headers))
        if len(reply.body) <= LARGE:
            return Forwarded(reply, detail, _kept(reply, snapshot), headers)
        return Forwarded(reply, detail, await asyncio.to_thread(_kept, reply, snapshot), headers)

    async def probe(self, choice: Forward) -> ForwardError | None:
        """Why the target of ``choice`` accepts no connection, or None. Nothing is sent."""
        try:
            async with asyncio.timeout(CONNECT_S):
                _, writer, _ = await self._connect(target_of(choice, "/"))
        except ForwardError as error:
            return error
        except (TimeoutError, OSError, ValueError):
            return ForwardError("forward-timeout", seconds=CONNECT_S)
        writer.close()
        return None

    @asynccontextmanager
    async def _turn(self, head: Head) -> AsyncIterator[None]:
        """Wait until a request may be forwarded. Raises ForwardError if too many wait."""
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def go() -> None:
            if not mine.done():
                mine.set_result(None)

        # A request that comes back in a loop must not wait for itself.
        if not self._turns.enter(go, waits=not hops(head.headers)):
            raise ForwardError("forward-crowded", 503)
        try:
            await mine
            yield
        finally:
            self._turns.leave(go)

    async def _send(
        self,
        snapshot: ListenerSnapshot,
        choice: Forward,
        target: ForwardTarget,
        head: Head,
        body: Body,
        sent: list[PassedOn],
    ) -> Reply:
        """``sent``: gets the parts that go out."""
        if (count := hops(head.headers)) >= MOST_HOPS:
            raise ForwardError("forward-loop", hops=count)
        reader, writer, local = await self._connect(target)
        try:
            http = h11.Connection(h11.CLIENT, max_incomplete_event_size=LARGEST_HEAD)
            on = passed_on(choice, target, head, None if local else snapshot.redactor)
            sent.append(on)
            sending = asyncio.ensure_future(_request(http, writer, head, on, body))
            try:
                return await self._answer(http, reader, sending, bare=head.method == "HEAD")
            finally:
                sending.cancel()
                await asyncio.gather(sending, return_exceptions=True)
        except (OSError, h11.ProtocolError) as error:
            raise ForwardError("forward-broken") from error
        finally:
            writer.transport.abort()

    async def _connect(self, target: ForwardTarget) -> tuple[asyncio.StreamReader, asyncio.StreamWriter, bool]:
        """Connect to the first address that accepts; also returns whether that is this computer."""
        try:
            addresses = await addresses_of(target.host, target.port)
        except (OSError, UnicodeError) as error:
            raise ForwardError("forward-unknown-host", host=target.host) from error
        trust = await self._context() if target.secure else None
        why = "no address"
        for address in addresses:
            if is_refused_address(address):
                raise ForwardError("forward-link-local", host=target.host)
            if self._is_own(address, target.port):
                raise ForwardError("forward-self")
            try:
                async with asyncio.timeout(CONNECT_S):
                    reader, writer = await asyncio.open_connection(
                        address, target.port, ssl=trust, server_hostname=target.host if trust else None, limit=PART
                    )
            except ssl.SSLError as error:
                why = getattr(error, "verify_message", "") or error.reason or "TLS"
                raise ForwardError("forward-tls", why=why) from error
            except TimeoutError:
                why = "no answer"
            except OSError as error:
                why = errno.errorcode.get(error.errno or 0, type(error).__name__)
            else:
                if self._reached_itself(writer, target.port):
                    writer.transport.abort()
                    raise ForwardError("forward-self")
                return reader, writer, plain_address(address).is_loopback
        raise ForwardError("forward-unreachable", host=f"{target.host}:{target.port}", why=why)

    def _is_own(self, address: str, port: int) -> bool:
        wanted = plain_address(address)
        return any(
            port == own_port
            and (plain_address(own) == wanted or (plain_address(own).is_unspecified and wanted.is_loopback))
            for own, own_port in self._own()
        )

    def _reached_itself(self, writer: asyncio.StreamWriter, port: int) -> bool:
        """Whether we connected to ourselves. When listening on all addresses, both ends then have the same address."""
        mine, theirs = writer.get_extra_info("sockname"), writer.get_extra_info("peername")
        everywhere = any(plain_address(own).is_unspecified and own_port == port for own, own_port in self._own())
        return everywhere and bool(mine) and bool(theirs) and mine[0] == theirs[0]

    async def _context(self) -> ssl.SSLContext:
        if self._trust is None:
            # Reads the system's certificates, which takes tens of milliseconds.
            self._trust = await asyncio.to_thread(ssl.create_default_context)
            self._trust.set_alpn_protocols(["http/1.1"])
        return self._trust

    async def _answer(
        self, http: h11.Connection, reader: asyncio.StreamReader, sending: asyncio.Future[None], *, bare: bool
    ) -> Reply:
        """Read the answer, even if it arrives before the whole body is sent. ``bare``: the answer to HEAD."""
        response: h11.Response | None = None
        body = bytearray()
        while True:
            event = http.next_event()
            match event:
                case h11.NEED_DATA:
                    data = await reader.read(PART)
                    if not data and sending.done() and (error := sending.exception()) is not None:
                        raise error
                    http.receive_data(data)
                case h11.Response():
                    response = event
                case h11.Data():
                    body += event.data
                    if len(body) > self._largest:
                        raise ForwardError("forward-too-large", limit=self._largest)
                case h11.EndOfMessage() if response is not None:
                    return _reply(response, bytes(body), bare=bare)
                case h11.InformationalResponse():
                    pass
                case _:
                    raise ForwardError("forward-broken")


@dataclass(frozen=True, slots=True)
class PassedOn:
    """The forwarded parts of a request, except its body."""

    target: ForwardTarget
    headers: Headers = field(repr=False)
    trailers: Headers = field(repr=False)


def passed_on(choice: Forward, target: ForwardTarget, head: Head, redactor: Redactor | None) -> PassedOn:
    """The address, header and trailers to forward. ``redactor``: decides what is held back; None for this computer."""
    stays = None
    if redactor is not None and not choice.credentials:
        stays = redactor.carries
        # The user's own address keeps its parameters, whatever their names.
        target = target_of(choice, redactor.without_parameters(head.target))
    headers = forwarded_headers(head.headers, target, stays)
    return PassedOn(target, headers, end_to_end(head.trailers, head.headers, stays))


async def _request(http: h11.Connection, writer: asyncio.StreamWriter, head: Head, on: PassedOn, body: Body) -> None:
    """Send the request. h11 keeps the names' case and order. Trailers are only possible with chunks."""
    fields = _encoded(on.headers)
    if on.trailers:
        fields += [(b"Trailer", ", ".join(name for name, _ in on.trailers).encode("ascii"))]
        fields += [(b"Transfer-Encoding", b"chunked")]
    elif body.size or head.method in _WITH_BODY:
        fields.append((b"Content-Length", b"%d" % body.size))
    fields.append((b"Connection", b"close"))
    request = h11.Request(method=head.method.encode("ascii"), target=on.target.path.encode("ascii"), headers=fields)
    writer.write(http.send(request) or b"")
    for part in _parts(body):
        writer.write(http.send(h11.Data(data=part)) or b"")
        await writer.drain()
    writer.write(http.send(h11.EndOfMessage(headers=_encoded(on.trailers))) or b"")
    await writer.drain()


def _encoded(fields: Headers) -> list[tuple[bytes, bytes]]:
    return [(name.encode("ascii"), value.encode("latin-1")) for name, value in fields]


def _parts(body: Body) -> Iterator[bytes]:
    if body.file is None:
        yield from (body.data[start : start + PART] for start in range(0, len(body.data), PART))
        return
    try:
        with Path(body.file).open("rb") as file:
            while part := file.read(PART):
                yield part
    except OSError as error:
        raise ForwardError("forward-body-gone") from error


def _reply(response: h11.Response, body: bytes, *, bare: bool) -> Reply:
    given = tuple((name.decode("ascii"), value.decode("latin-1")) for name, value in response.headers.raw_items())
    headers = returned_headers(given)
    if response.status_code not in (204, 304):
        # The length in an answer to HEAD does not match its body, and with chunks a length is ignored.
        announced = next((value for name, value in given if bare and name.lower() == "content-length"), str(len(body)))
        headers = (*headers, ("Content-Length", announced))
    return Reply(response.status_code, headers, body)


def failed(detail: dict[str, object], error: ForwardError) -> Reply:
    """The answer for the sender; the reason goes to ``detail``."""
    log.info("forwarding failed: %s", error.code)
    detail |= {"forward_failure": error.code, "forward_params": dict(error.params)}
    return failed_reply(error.status)


def _kept(reply: Reply, snapshot: ListenerSnapshot) -> Message:
    """Scrub the answer, because a target may echo our credentials, which must not be stored."""
    headers = tuple(
        (name, snapshot.scrub(value.encode("latin-1")).decode("latin-1"))
        for name, value in snapshot.redactor.headers(reply.headers)
    )
    # The scanner also finds longer secrets after any user name.
    _, headers = snapshot.scanner.clean("", headers)
    return Message(headers, snapshot.scanner.mask(snapshot.scrub(reply.body)))


async def addresses_of(host: str, port: int) -> list[str]:
    """All addresses in the system's order. Raises OSError and UnicodeError.

    Each name is looked up on a thread of its own. asyncio would use a few threads shared by the whole listener, which a
    slow name server would occupy, and the end of the program would wait for them.
    """
    with contextlib.suppress(ValueError):
        return [str(ipaddress.ip_address(host))]
    found: Future[list[str]] = Future()

    def look_up() -> None:
        with contextlib.suppress(InvalidStateError):  # cancelled meanwhile
            try:
                items = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            except (OSError, UnicodeError) as error:
                found.set_exception(error)
            else:
                found.set_result(list(dict.fromkeys(str(item[4][0]) for item in items)))

    threading.Thread(target=look_up, name="host-name", daemon=True).start()
    return await asyncio.wrap_future(found)

"""Accepts connections, gives them places, and enforces their time limits."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import functools
import logging
import socket
import ssl
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import UTC, datetime
from typing import Final

from ongoing_desktop.domain.bind import ANYWHERE, in_url, reached_at
from ongoing_desktop.domain.errors import StorageError
from ongoing_desktop.domain.exchange import Outcome
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.limits import Limits
from ongoing_desktop.listener import received as exchanges
from ongoing_desktop.listener import tls
from ongoing_desktop.listener.connection import Connection
from ongoing_desktop.listener.control import HeldAnswer
from ongoing_desktop.listener.forward import Forwarder
from ongoing_desktop.listener.http_answers import step_reply
from ongoing_desktop.listener.matcher import RequestMatcher
from ongoing_desktop.listener.outbox import Outbox
from ongoing_desktop.listener.platform import network_addresses
from ongoing_desktop.listener.recorder import InlineRecorder
from ongoing_desktop.listener.request_handler import RequestHandler
from ongoing_desktop.listener.slots import Slot, Slots
from ongoing_desktop.listener.spool import Spool
from ongoing_desktop.listener.tls import Handshake
from ongoing_desktop.listener.validation import Refusal

log = logging.getLogger(__name__)

SWEEP_S: Final = 0.25
TICK_S: Final = 0.02
"""Seconds between searches for a place while a connection waits for one."""
STOOD_STILL_S: Final = 2.0
"""A sweep that is this late means that the process was suspended or the computer slept."""
SOON_S: Final = 0.002
"""Seconds after which a connection with an incomplete request may have to give way. Shorter than a tick, so that the
line moves faster.
"""
LINE: Final = 512
"""Maximum number of connections that wait for a place in this process; the system queues further ones."""
NO_DESCRIPTOR_PAUSE_S: Final = 0.25
_NO_DESCRIPTOR: Final = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)


class Server:
    """Construct and use on the event loop's thread."""

    def __init__(
        self,
        sockets: list[socket.socket],
        inbox: RequestMatcher,
        recorder: InlineRecorder,
        spool: Spool,
        workers: Executor,
        limits: Limits,
        outbox: Outbox,
        tls: ssl.SSLContext | None = None,
        fresh: Callable[[RequestMatcher], RequestMatcher] | None = None,
        check_key: str = "",
    ) -> None:
        """``fresh``: returns the inbox with the current settings of the API simulator; called on a worker thread.

        ``outbox``: keeps what forwarding targets miss. ``check_key``: see :class:`RunningListener`; empty to treat checks
        of the public address as any request.
        """
        self._sockets = sockets
        self._tls = tls
        self._gone = asyncio.Event()
        self._slots = Slots(limits, on_gone=self._gone.set, on_more=self._settle_in_a_moment)
        forwarder = Forwarder(self._own, self._slots.forwards, largest=limits.forward_answer)
        self.handler = RequestHandler(
            inbox, recorder, spool, workers, limits, forwarder, fresh=fresh, outbox=outbox, check_key=check_key
        )
        self._slots.allow(self.handler.limits)
        self._line: dict[socket.socket, Callable[[Slot], None]] = {}
        """Connections that wait for a place, with the function to call with it."""
        self._longer, self._shorter = asyncio.Event(), asyncio.Event()
        self._settles_soon = False
        self._loops: list[asyncio.Task[None]] = []

    @property
    def port(self) -> int:
        """The port, chosen by the system for 0."""
        return int(self._sockets[0].getsockname()[1])

    @property
    def host(self) -> str:
        """The bound address, which may be all addresses."""
        return str(self._sockets[0].getsockname()[0])

    @property
    def urls(self) -> tuple[str, ...]:
        """The bare URLs at which it can be reached, that for this computer first."""
        scheme = "https" if self._tls is not None else "http"
        hosts = [reached_at(self.host)]
        if self.host in ANYWHERE:
            hosts += network_addresses(socket.AF_INET6 if ":" in self.host else socket.AF_INET)
        return tuple(f"{scheme}://{in_url(host)}:{self.port}" for host in hosts)

    def start(self) -> None:
        """Start accepting."""
        loop = asyncio.get_running_loop()
        self._loops = [loop.create_task(self._accept(sock)) for sock in self._sockets]
        self.handler.start()
        self._loops += [loop.create_task(self._sweep()), loop.create_task(self._tick())]

    def use(self, inbox: RequestMatcher) -> None:
        """Judge the next request by another snapshot, and apply its limits to the next connection."""
        self.handler.use(inbox)
        self._slots.allow(self.handler.limits)

    def answer_held(self, answer: HeldAnswer) -> bool:
        """Answer a request that a rule holds for the user. False if it is no longer held."""
        reply = step_reply(answer.step)
        owners = self._slots.owners
        return any(isinstance(owner, Connection) and owner.answer_held(answer.number, reply) for owner in owners)

    async def stop(self) -> None:
        """Stop accepting, let current requests finish, close everything."""
        self.handler.stopping = True
        for task in self._loops:
            task.cancel()
        await asyncio.gather(*self._loops, return_exceptions=True)
        for sock in self._sockets:
            sock.close()
        for accepted, granted in self._line.items():
            self._slots.forget(granted)
            accepted.close()
        self._line.clear()
        for owner in self._slots.owners:
            owner.stop(now=False)
        await self._emptied(self.handler.limits.stop_s)
        for owner in self._slots.owners:
            owner.stop(now=True)
        await self.handler.stop()
        await self._emptied(self.handler.limits.commit_s)
        for owner in self._slots.owners:
            owner.abort()
        await asyncio.sleep(0)

    async def _emptied(self, limit_s: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(limit_s):
                while self._slots.owners:
                    self._gone.clear()
                    await self._gone.wait()

    def _own(self) -> list[tuple[str, int]]:
        """The addresses of this listener."""
        return [sock.getsockname()[:2] for sock in self._sockets if sock.fileno() >= 0]

    async def _accept(self, sock: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        while True:
            try:
                accepted, _ = await loop.sock_accept(sock)
            except OSError as error:
                if error.errno in _NO_DESCRIPTOR:
                    made_room = self._slots.make_room()
                    # Without this pause the loop would spin, because the socket stays readable.
                    await asyncio.sleep(TICK_S if made_room else NO_DESCRIPTOR_PAUSE_S)
                elif error.errno in (errno.EBADF, errno.EINVAL):
                    return
                continue
            if (slot := self._slots.take()) is not None:
                self.handler.spawn(self._take(accepted, slot))
                continue
            self._line_up(accepted)
            if len(self._line) >= LINE:
                self._shorter.clear()
                await self._shorter.wait()

    def _line_up(self, accepted: socket.socket) -> None:
        """Let a connection wait for a place. Meanwhile the system buffers its request."""

        def granted(slot: Slot) -> None:
            del self._line[accepted]
            self._shorter.set()
            self.handler.spawn(self._take(accepted, slot))

        self._line[accepted] = granted
        # A TLS handshake needs our answers, so it makes no progress while it waits.
        self._slots.wait(granted, counts=self._tls is None)
        if self._line:
            self._longer.set()

    async def _tick(self) -> None:
        """Check again who has to give way while others wait, because a connection becomes slow as time passes."""
        while True:
            await self._longer.wait()
            while self._line:
                await asyncio.sleep(TICK_S)
                self._slots.settle()
            self._longer.clear()

    def _settle_in_a_moment(self) -> None:
        if not self._settles_soon:
            self._settles_soon = True
            asyncio.get_running_loop().call_later(SOON_S, self._settle_soon)

    def _settle_soon(self) -> None:
        self._settles_soon = False
        self._slots.settle(again=False)

    async def _take(self, accepted: socket.socket, slot: Slot) -> None:
        """Create a connection, which frees its place when it ends. Before that, this method frees it on errors."""
        try:
            if self._tls is None:
                await asyncio.get_running_loop().connect_accepted_socket(
                    lambda: Connection(self.handler, slot), accepted
                )
            elif (refusal := await self._take_secure(accepted, self._tls, slot)) is not None:
                slot.free()
                accepted.close()
                self._keep_failed(*refusal)
        except BaseException as error:
            slot.free()
            accepted.close()
            if not isinstance(error, OSError):
                raise
            log.info("could not set up a connection: %s", error)

    async def _take_secure(
        self, accepted: socket.socket, context: ssl.SSLContext, slot: Slot
    ) -> tuple[Refusal, str] | None:
        """Do the TLS handshake without delaying other connections. Plain text gets an answer in plain text.

        Returns why there is no connection, and the peer, for the history. Raises OSError if there is nothing to record.
        """
        loop = asyncio.get_running_loop()
        peer = tls.peer_of(accepted)
        shaking = slot.owner = Handshake(accepted)
        try:
            async with asyncio.timeout(self.handler.limits.handshake_s):
                first = await tls.first_byte(accepted)
                if not first:
                    raise ConnectionResetError("nothing was sent")
                shaking.begun = True
                if first != tls.HANDSHAKE:
                    refused = functools.partial(Connection, self.handler, slot, at_once=tls.PLAIN)
                    await loop.connect_accepted_socket(refused, accepted)
                    return None
                await loop.connect_accepted_socket(
                    lambda: Connection(self.handler, slot),
                    accepted,
                    ssl=context,
                    # How long closing waits for the other side's close_notify.
                    ssl_shutdown_timeout=self.handler.limits.linger_s,
                )
        except TimeoutError:
            return tls.timed_out(self.handler.limits.handshake_s), peer
        except OSError as error:
            if not shaking.begun:
                raise
            return tls.failed(error), peer
        except asyncio.CancelledError:
            if not shaking.ended:
                raise
            if not shaking.begun:
                raise ConnectionAbortedError("nothing was sent while others waited") from None
            return Refusal(408, "made-room"), peer
        return None

    def _keep_failed(self, refusal: Refusal, peer: str) -> None:
        """Record a failed handshake like an invalid request without an answer."""
        log.info("%s: %s", peer, refusal.code)
        exchange, _ = exchanges.malformed(self.handler.inbox.snapshot, refusal, None, b"", datetime.now(UTC), peer)

        def committed(result: int | StorageError) -> None:
            if isinstance(result, int):
                self.handler.recorder.outcome(Outcome(result, "failed", 0))

        self.handler.recorder.submit(replace(exchange, status=None, response=None), committed)

    async def _sweep(self) -> None:
        loop = asyncio.get_running_loop()
        expected = loop.time() + SWEEP_S
        while True:
            await asyncio.sleep(SWEEP_S)
            now = loop.time()
            late = now - expected
            expected = now + SWEEP_S
            for owner in self._slots.owners:
                if late > STOOD_STILL_S:
                    owner.postpone(late)
                owner.sweep(now)

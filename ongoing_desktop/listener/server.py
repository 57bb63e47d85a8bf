"""Accepts connections, enforces time limits, and connects parser, matcher and recorder."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import functools
import logging
import socket
import ssl
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor
from datetime import UTC, datetime
from typing import Final

from ongoing_desktop.domain.bind import ANYWHERE, in_url, reached_at
from ongoing_desktop.domain.errors import StorageError
from ongoing_desktop.domain.exchange import NewExchange, Outcome
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.limits import Limits, limits_of
from ongoing_desktop.domain.public_address import nonce_of, proof
from ongoing_desktop.listener import received as exchanges
from ongoing_desktop.listener import tls
from ongoing_desktop.listener.connection import Connection
from ongoing_desktop.listener.control import HeldAnswer
from ongoing_desktop.listener.deliveries import Deliveries
from ongoing_desktop.listener.forward import Forwarded, Forwarder
from ongoing_desktop.listener.handshake import Handshake
from ongoing_desktop.listener.http_answers import PLAIN_FIELDS, Reply, sized, step_reply
from ongoing_desktop.listener.http_parser import Head
from ongoing_desktop.listener.inline_recorder import InlineRecorder
from ongoing_desktop.listener.matcher import RequestMatcher, reply_for
from ongoing_desktop.listener.outbox import Delivery, Outbox
from ongoing_desktop.listener.platform import network_addresses
from ongoing_desktop.listener.protocols import OnJudged
from ongoing_desktop.listener.received import Received
from ongoing_desktop.listener.recorder import Done
from ongoing_desktop.listener.replies import Plan, Replies, looks_early, names_refusals
from ongoing_desktop.listener.rounds import Rounds
from ongoing_desktop.listener.slots import Slot, Slots
from ongoing_desktop.listener.spool import Spool
from ongoing_desktop.listener.validation import Refusal

log = logging.getLogger(__name__)

READ_AT_ONCE: Final = 256 * 1024
"""Bytes, as many as asyncio itself reads."""
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
LARGE: Final = 128 * 1024
"""Larger and coded bodies are judged on a worker thread; parsing 1 MB of JSON takes about 10 ms."""
_NO_DESCRIPTOR: Final = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)


class Server:
    """Implements the hub of its connections. Construct and use on the event loop's thread."""

    def __init__(
        self,
        sockets: list[socket.socket],
        inbox: RequestMatcher,
        recorder: InlineRecorder,
        spool: Spool,
        workers: Executor,
        limits: Limits,
        tls: ssl.SSLContext | None = None,
        fresh: Callable[[RequestMatcher], RequestMatcher] | None = None,
        outbox: Outbox | None = None,
        check_key: str = "",
    ) -> None:
        """``fresh``: returns the inbox with the current settings of the API simulator; called on a worker thread.

        ``outbox``: keeps what forwarding targets miss. ``check_key``: see :class:`RunningListener`; empty to treat checks of the public address as any request.
        """
        self._fresh = fresh
        self._check_key = check_key
        self._sockets = sockets
        self._inbox = inbox
        self._recorder = recorder
        self._spool = spool
        self._buffer = memoryview(bytearray(READ_AT_ONCE))
        self._workers = workers
        self._base = limits
        self._limits = limits_of(inbox.snapshot.limits, limits)
        self._looks_early = looks_early(inbox)
        self._tls = tls
        self._replies = Replies(keeps=outbox.keeps) if outbox is not None else Replies()
        self._outbox = outbox
        self._gone = asyncio.Event()
        self._slots = Slots(self._limits, on_gone=self._gone.set, on_more=self._settle_in_a_moment)
        self._line: dict[socket.socket, Callable[[Slot], None]] = {}
        """Connections that wait for a place, with the function to call with it."""
        self._longer, self._shorter = asyncio.Event(), asyncio.Event()
        self._settles_soon = False
        self._rounds = Rounds()
        self._forwarder = Forwarder(self._own, self._slots.forwards, largest=limits.forward_answer)
        self._deliveries = Deliveries(self._forwarder, recorder, outbox)
        self._stopping = False
        self._tasks: set[asyncio.Task[None]] = set()
        self._loops: list[asyncio.Task[None]] = []

    @property
    def limits(self) -> Limits:
        return self._limits

    @property
    def inbox(self) -> RequestMatcher:
        """The current data for judging requests."""
        return self._inbox

    @property
    def buffer(self) -> memoryview:
        return self._buffer

    @property
    def spool(self) -> Spool:
        return self._spool

    @property
    def stopping(self) -> bool:
        """Whether the listener is stopping."""
        return self._stopping

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
        if self._outbox is not None:
            self._outbox.start(
                self._inbox.snapshot, self._deliveries.send, self._deliveries.record, self._forwarder.probe
            )
        self._loops += [loop.create_task(self._sweep()), loop.create_task(self._tick())]

    def use(self, inbox: RequestMatcher) -> None:
        """Judge the next request by another snapshot, and apply its limits to the next connection."""
        self._inbox = inbox
        self._limits = limits_of(inbox.snapshot.limits, self._base)
        self._looks_early = looks_early(inbox)
        self._slots.allow(self._limits)
        if self._outbox is not None:
            self._outbox.use(inbox.snapshot)

    def answer_held(self, answer: HeldAnswer) -> bool:
        """Answer a request that a rule holds for the user. False if it is no longer held."""
        reply = step_reply(answer.step)
        owners = self._slots.owners
        return any(isinstance(owner, Connection) and owner.answer_held(answer.number, reply) for owner in owners)

    async def stop(self) -> None:
        """Stop accepting, let current requests finish, close everything."""
        self._stopping = True
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
        await self._emptied(self._limits.stop_s)
        for owner in self._slots.owners:
            owner.stop(now=True)
        await self._deliveries.stop()
        if self._outbox is not None:
            await self._outbox.stop()
        await self._emptied(self._limits.commit_s)
        for owner in self._slots.owners:
            owner.abort()
        await asyncio.sleep(0)

    async def _emptied(self, limit_s: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(limit_s):
                while self._slots.owners:
                    self._gone.clear()
                    await self._gone.wait()

    def judge(self, received: Received, done: OnJudged, failed: Callable[[], None]) -> None:
        inbox = self._inbox
        if self._fresh is not None and inbox.api_request(received.head.target) is not None:
            self._spawn(self._judge_fresh(self._fresh, received, done, failed))
            return
        if received.body.size <= LARGE and not received.coded:
            done(*exchanges.judge(inbox, received, self._replies))
            return
        self._spawn(self._judge_aside(inbox, received, done, failed))

    def refuses_early(self, head: Head) -> bool:
        """Whether the credentials alone require a 401."""
        if names_refusals(self._inbox):
            return False
        return reply_for(self._inbox.judge(head.target, head.headers, None)).status == 401

    @property
    def looks_early(self) -> bool:
        return self._looks_early

    def judge_early(self, received: Received) -> tuple[NewExchange, Plan] | None:
        return exchanges.judge_early(self._inbox, received, self._replies)

    def proof(self, head: Head) -> Reply | None:
        nonce = nonce_of(head.method, head.target) if self._check_key else ""
        return sized(200, PLAIN_FIELDS, proof(self._check_key, nonce).encode()) if nonce else None

    def later(self, work: Callable[[], None]) -> None:
        self._rounds.add(work)

    def forward(
        self,
        head: Head,
        exchange: NewExchange,
        number: int,
        plan: Plan,
        done: Callable[[Forwarded], None],
        finished: Callable[[], None],
    ) -> asyncio.Task[None]:
        """Forward a stored request by the current settings."""
        delivery = Delivery(self._inbox.snapshot, head, number, exchange, plan.routes, plan.reply)
        return self._spawn(self._deliveries.start(delivery, done, finished))

    def record(self, exchange: NewExchange, done: Done) -> None:
        self._recorder.submit(exchange, done)

    def outcome(self, outcome: Outcome) -> None:
        """Record the outcome of an answer."""
        self._recorder.outcome(outcome)

    def unsaved(self) -> None:
        """Count a request that could not be stored."""
        self._recorder.lost()

    async def _judge_aside(
        self, inbox: RequestMatcher, received: Received, done: OnJudged, failed: Callable[[], None]
    ) -> None:
        loop = asyncio.get_running_loop()
        try:
            result = await loop.run_in_executor(self._workers, exchanges.judge, inbox, received, self._replies)
        except Exception:
            log.exception("could not create the row of a request")
            failed()
        else:
            done(*result)

    async def _judge_fresh(
        self,
        fresh: Callable[[RequestMatcher], RequestMatcher],
        received: Received,
        done: OnJudged,
        failed: Callable[[], None],
    ) -> None:
        """Judge a request to the API simulator by the latest settings.

        A receiver may ask as soon as it has an event, before the listener has followed another process's change.
        """
        loop = asyncio.get_running_loop()
        try:
            inbox = await loop.run_in_executor(self._workers, fresh, self._inbox)
        except StorageError as error:
            log.warning("the API simulator answers by older settings: %s", error)
            inbox = self._inbox
        await self._judge_aside(inbox, received, done, failed)

    def _own(self) -> list[tuple[str, int]]:
        """The addresses of this listener."""
        return [sock.getsockname()[:2] for sock in self._sockets if sock.fileno() >= 0]

    def _spawn(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

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
                self._spawn(self._take(accepted, slot))
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
            self._spawn(self._take(accepted, slot))

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
                await asyncio.get_running_loop().connect_accepted_socket(lambda: Connection(self, slot), accepted)
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
            async with asyncio.timeout(self._limits.handshake_s):
                first = await tls.first_byte(accepted)
                if not first:
                    raise ConnectionResetError("nothing was sent")
                shaking.begun = True
                if first != tls.HANDSHAKE:
                    refused = functools.partial(Connection, self, slot, at_once=tls.PLAIN)
                    await loop.connect_accepted_socket(refused, accepted)
                    return None
                await loop.connect_accepted_socket(
                    lambda: Connection(self, slot),
                    accepted,
                    ssl=context,
                    # How long closing waits for the other side's close_notify.
                    ssl_shutdown_timeout=self._limits.linger_s,
                )
        except TimeoutError:
            return tls.timed_out(self._limits.handshake_s), peer
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
        exchange, _ = exchanges.malformed(self._inbox.snapshot, refusal, None, b"", datetime.now(UTC), peer)

        def committed(result: int | StorageError) -> None:
            if isinstance(result, int):
                self.outcome(Outcome(result, "failed", 0))

        self.record(replace(exchange, status=None, response=None), committed)

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

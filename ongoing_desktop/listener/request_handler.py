"""What the connections of a listener share: judges their requests, and records and forwards them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor
from typing import Final

from ongoing_desktop.domain.errors import StorageError
from ongoing_desktop.domain.exchange import NewExchange
from ongoing_desktop.domain.limits import Limits, limits_of
from ongoing_desktop.domain.public_address import nonce_of, proof
from ongoing_desktop.listener import received as exchanges
from ongoing_desktop.listener.deliveries import Deliveries
from ongoing_desktop.listener.forward import Forwarded, Forwarder
from ongoing_desktop.listener.http_answers import PLAIN_FIELDS, Reply, sized
from ongoing_desktop.listener.http_parser import Head
from ongoing_desktop.listener.matcher import RequestMatcher, reply_for
from ongoing_desktop.listener.outbox import Delivery, Outbox
from ongoing_desktop.listener.received import Received
from ongoing_desktop.listener.recorder import InlineRecorder
from ongoing_desktop.listener.replies import Plan, Replies, looks_early, names_refusals
from ongoing_desktop.listener.spool import Spool
from ongoing_desktop.listener.turns import Rounds

log = logging.getLogger(__name__)

READ_AT_ONCE: Final = 256 * 1024
"""Bytes, as many as asyncio itself reads."""
LARGE: Final = 128 * 1024
"""Larger and coded bodies are judged on a worker thread; parsing 1 MB of JSON takes about 10 ms."""

OnJudged = Callable[[NewExchange, Plan], None]
"""Receives the row and the answer of a judged request."""


class RequestHandler:
    """On the event loop's thread only."""

    def __init__(
        self,
        inbox: RequestMatcher,
        recorder: InlineRecorder,
        spool: Spool,
        workers: Executor,
        limits: Limits,
        forwarder: Forwarder,
        *,
        fresh: Callable[[RequestMatcher], RequestMatcher] | None,
        outbox: Outbox,
        check_key: str,
    ) -> None:
        """For ``fresh``, ``outbox`` and ``check_key`` see :class:`.server.Server`."""
        self.recorder = recorder
        self.spool = spool
        self.buffer = memoryview(bytearray(READ_AT_ONCE))
        """The shared read buffer. Its content is valid until the next connection reads."""
        self.rounds = Rounds()
        """Continues with received data after the other connections had their turn."""
        self.stopping = False
        """Whether the listener is stopping."""
        self._workers = workers
        self._base = limits
        self._forwarder = forwarder
        self._fresh = fresh
        self._outbox = outbox
        self._check_key = check_key
        self._replies = Replies(keeps=outbox.keeps)
        self._deliveries = Deliveries(forwarder, recorder, outbox)
        self._tasks: set[asyncio.Task[None]] = set()
        self.use(inbox)

    def start(self) -> None:
        """Start to deliver what forwarding targets missed."""
        self._outbox.start(self.inbox.snapshot, self._deliveries.send, self._deliveries.record, self._forwarder.probe)

    def use(self, inbox: RequestMatcher) -> None:
        """Judge the next request by another snapshot, and apply its limits to the next connection."""
        self.inbox = inbox
        """The current data for judging requests."""
        self.limits = limits_of(inbox.snapshot.limits, self._base)
        self.looks_early = looks_early(inbox)
        """Whether some rule may end a request before its body is read."""
        self._outbox.use(inbox.snapshot)

    async def stop(self) -> None:
        """End the deliveries that no sender waits for."""
        await self._deliveries.stop()
        await self._outbox.stop()

    def judge(self, received: Received, done: OnJudged, failed: Callable[[], None]) -> None:
        """Judge a request, at once or on a worker thread, and call ``done`` on the loop.

        ``failed`` is called instead if a bug prevents a result.
        """
        inbox = self.inbox
        if self._fresh is not None and inbox.api_request(received.head.target) is not None:
            self.spawn(self._judge_fresh(self._fresh, received, done, failed))
        elif received.body.size <= LARGE and not received.coded:
            done(*exchanges.judge(inbox, received, self._replies))
        else:
            self.spawn(self._judge_aside(inbox, received, done, failed))

    def judge_early(self, received: Received) -> tuple[NewExchange, Plan] | None:
        """The row of a request that a rule ends before its body is read, or None."""
        return exchanges.judge_early(self.inbox, received, self._replies)

    def refuses_early(self, head: Head) -> bool:
        """Whether the credentials alone require a 401 before the body is requested."""
        if names_refusals(self.inbox):
            return False
        return reply_for(self.inbox.judge(head.target, head.headers, None)).status == 401

    def proof(self, head: Head) -> Reply | None:
        """The answer to a quiet check of the public address, which is not recorded; None for other requests."""
        nonce = nonce_of(head.method, head.target) if self._check_key else ""
        return sized(200, PLAIN_FIELDS, proof(self._check_key, nonce).encode()) if nonce else None

    def forward(
        self,
        head: Head,
        exchange: NewExchange,
        number: int,
        plan: Plan,
        done: Callable[[Forwarded], None],
        finished: Callable[[], None],
    ) -> asyncio.Task[None]:
        """Forward a stored request by the current settings. ``done`` is called on the loop, even if the task is cancelled.

        ``number``: id of its row. ``finished`` is called when its body is no longer needed.
        """
        delivery = Delivery(self.inbox.snapshot, head, number, exchange, plan.routes, plan.reply)
        return self.spawn(self._deliveries.start(delivery, done, finished))

    def spawn(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        """A task that is kept until it ends."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

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
            inbox = await loop.run_in_executor(self._workers, fresh, self.inbox)
        except StorageError as error:
            log.warning("the API simulator answers by older settings: %s", error)
            inbox = self.inbox
        await self._judge_aside(inbox, received, done, failed)

"""Forwards a stored request to its targets.

The sender gets the answer of the first. If there are several, or what they miss is kept, each answer gets a row of its
own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Final

from ongoing_desktop.domain.errors import StorageError
from ongoing_desktop.domain.exchange import FailureKind, Judgement, Message, NewExchange, Outcome
from ongoing_desktop.domain.forwarding import FORWARDED, Route
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.listener.forward import Forwarded, Forwarder, ForwardError, failed
from ongoing_desktop.listener.outbox import Delivery, Outbox
from ongoing_desktop.listener.recorder import InlineRecorder

_FAILURES: Final[dict[str, FailureKind]] = {
    "forward-unreachable": "refused",
    "forward-unknown-host": "unknown-host",
    "forward-timeout": "timeout",
    "forward-tls": "tls",
    "forward-broken": "protocol",
}


class Deliveries:
    """On the event loop's thread only."""

    def __init__(self, forwarder: Forwarder, recorder: InlineRecorder, outbox: Outbox) -> None:
        """``outbox``: keeps what targets miss."""
        self._forwarder = forwarder
        self._recorder = recorder
        self._outbox = outbox
        self._beside: set[asyncio.Task[None]] = set()

    def start(
        self, delivery: Delivery, done: Callable[[Forwarded], None], finished: Callable[[], None]
    ) -> Coroutine[None, None, None]:
        """Forward to all targets at the same time.

        The coroutine ends when the first has answered and ``done`` was called. ``finished`` is called when no target
        needs the body any more.
        """
        first, *others = delivery.routes
        beside = [asyncio.get_running_loop().create_task(self._to(delivery, route)) for route in others]
        self._beside.update(beside)
        open_ = len(delivery.routes)

        def ended(task: asyncio.Task[None] | None = None) -> None:
            nonlocal open_
            open_ -= 1
            if task is not None:
                self._beside.discard(task)
            if not open_:
                finished()

        for task in beside:
            task.add_done_callback(ended)

        async def work() -> None:
            try:
                await self._to(delivery, first, done)
            finally:
                ended()

        return work()

    async def stop(self) -> None:
        """End what the senders do not wait for; it is recorded as stopped."""
        for task in self._beside:
            task.cancel()
        await asyncio.gather(*self._beside, return_exceptions=True)

    async def _to(self, delivery: Delivery, route: Route, done: Callable[[Forwarded], None] = lambda _: None) -> None:
        """Forward to one target and record its answer, after ``done``."""
        if route.id in delivery.row.waiting:
            answer = await self._outbox.deliver(delivery, route.id)
            done(answer or _accepted(delivery))
            return
        began = datetime.now(UTC)
        if delivery.snapshot.forward.keep:
            forwarded = _full()
        else:
            forwarded = await self.send(delivery, route)
            await self._outbox.seen(route.id, forwarded)
        done(forwarded)
        if len(delivery.routes) > 1:
            await self.record(delivery, forwarded, began)

    async def send(self, delivery: Delivery, route: Route) -> Forwarded:
        """Send to one target now."""
        choice = delivery.snapshot.forward.only(route)
        return await self._forwarder.forward(delivery.snapshot, delivery.head, delivery.row.body, choice)

    async def record(self, delivery: Delivery, forwarded: Forwarded, began: datetime, kept_for: str = "") -> bool:
        """Commit the row of an answer; its body is needed until then. False if that failed.

        ``kept_for``: id of the target for which the request no longer waits.
        """
        outcome = answer_of(forwarded)
        written: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

        def committed(result: int | StorageError) -> None:
            if not isinstance(result, StorageError):
                self._recorder.outcome(replace(outcome, exchange_id=result))
            if not written.done():
                written.set_result(not isinstance(result, StorageError))

        row = answer_row(delivery, forwarded, began)
        self._recorder.submit(replace(row, delivers=(kept_for, delivery.number)) if kept_for else row, committed)
        return await written


def answer_row(delivery: Delivery, forwarded: Forwarded, began: datetime) -> NewExchange:
    """The row of one forwarded request. It has no webhook, because it is not a test of one."""
    row = delivery.row
    known = row.judgement or row
    return NewExchange(
        direction="out",
        at=began,
        method=row.method,
        target=str(forwarded.detail.get("forwarded_to", "")),
        headers=forwarded.headers,
        body=row.body,
        status=None,
        judgement=Judgement(None, FORWARDED, {"of": delivery.number}),
        system=known.system,
        family=known.family,
        type=known.type,
        event_id=known.event_id,
        goods_owner_id=known.goods_owner_id,
        subject=known.subject,
    )


def answer_of(forwarded: Forwarded) -> Outcome:
    """The result of forwarding as the outcome of its row; the id is to be filled in."""
    detail = forwarded.detail
    took = round(float(str(detail.get("forward_ms", 0))) * 1000)
    code = detail.get("forward_failure")
    if code is None:
        return Outcome(0, "sent", took, forwarded.reply.status, None, {}, forwarded.kept)
    params = detail.get("forward_params")
    failure = _FAILURES.get(str(code), "other")
    return Outcome(0, "failed", took, None, failure, {"code": code, "params": params})


def _accepted(delivery: Delivery) -> Forwarded:
    """The sender's answer if the request is kept for the target."""
    reply = delivery.usual
    return Forwarded(reply, {"code": "forward-kept"}, Message(reply.headers, reply.body))


def _full() -> Forwarded:
    detail: dict[str, object] = {}
    reply = failed(detail, ForwardError("forward-full", 503))
    return Forwarded(reply, detail, Message(reply.headers, reply.body))

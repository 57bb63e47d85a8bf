"""Forwards a stored request to its targets.

The sender gets the answer of the first. If there are several, each answer gets a row of its own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Final

from ongoing_desktop.domain.errors import StorageError
from ongoing_desktop.domain.exchange import FailureKind, Judgement, NewExchange, Outcome
from ongoing_desktop.domain.forwarding import FORWARDED, Route
from ongoing_desktop.domain.lazy_dataclasses import dataclass, replace
from ongoing_desktop.domain.snapshot import ListenerSnapshot
from ongoing_desktop.listener.forward import Forwarded, Forwarder
from ongoing_desktop.listener.http_parser import Head
from ongoing_desktop.listener.inline_recorder import InlineRecorder

_FAILURES: Final[dict[str, FailureKind]] = {
    "forward-unreachable": "refused",
    "forward-unknown-host": "unknown-host",
    "forward-timeout": "timeout",
    "forward-tls": "tls",
    "forward-broken": "protocol",
}


@dataclass(frozen=True, slots=True)
class Delivery:
    """A committed request that is forwarded."""

    snapshot: ListenerSnapshot
    head: Head
    number: int
    """Id of its row."""
    row: NewExchange
    routes: tuple[Route, ...]
    """First the one whose answer the sender gets."""


class Deliveries:
    """On the event loop's thread only."""

    def __init__(self, forwarder: Forwarder, recorder: InlineRecorder) -> None:
        self._forwarder = forwarder
        self._recorder = recorder
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
                began = datetime.now(UTC)
                forwarded = await self._forward(delivery, first)
                done(forwarded)
                if others:
                    await self._record(delivery, forwarded, began)
            finally:
                ended()

        return work()

    async def stop(self) -> None:
        """End what the senders do not wait for; it is recorded as stopped."""
        for task in self._beside:
            task.cancel()
        await asyncio.gather(*self._beside, return_exceptions=True)

    async def _to(self, delivery: Delivery, route: Route) -> None:
        began = datetime.now(UTC)
        await self._record(delivery, await self._forward(delivery, route), began)

    async def _forward(self, delivery: Delivery, route: Route) -> Forwarded:
        choice = delivery.snapshot.forward.only(route)
        return await self._forwarder.forward(delivery.snapshot, delivery.head, delivery.row.body, choice)

    async def _record(self, delivery: Delivery, forwarded: Forwarded, began: datetime) -> None:
        """Commit the row of an answer. Its body is needed until then."""
        outcome = answer_of(forwarded)
        written: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def committed(result: int | StorageError) -> None:
            if not isinstance(result, StorageError):
                self._recorder.outcome(replace(outcome, exchange_id=result))
            if not written.done():
                written.set_result(None)

        self._recorder.submit(answer_row(delivery, forwarded, began), committed)
        await written


def answer_row(delivery: Delivery, forwarded: Forwarded, began: datetime) -> NewExchange:
    """The row of one forwarded request. It has no webhook, because it is not a test of one."""
    row, judged = delivery.row, delivery.row.judgement
    return NewExchange(
        direction="out",
        at=began,
        method=row.method,
        target=str(forwarded.detail.get("forwarded_to", "")),
        headers=forwarded.headers,
        body=row.body,
        status=None,
        judgement=Judgement(None, FORWARDED, {"of": delivery.number}),
        system=judged.system if judged else None,
        family=judged.family if judged else None,
        type=judged.type if judged else None,
        event_id=judged.event_id if judged else None,
        goods_owner_id=judged.goods_owner_id if judged else None,
        subject=judged.subject if judged else None,
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

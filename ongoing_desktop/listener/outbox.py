"""Keeps what forwarding targets miss, and delivers it in order once they answer.

Each request waits in the history from its commit until the commit of the target's answer, so that no crash loses one; a
crash in between delivers it twice. Each target gets one request at a time, oldest first. A target that does not answer
is dead; one that answers with any status has got the request.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import Final, Protocol

from ongoing_desktop.auth import SCHEMES
from ongoing_desktop.domain.errors import StorageError
from ongoing_desktop.domain.exchange import Body, Exchange, NewExchange
from ongoing_desktop.domain.forwarding import MOST_WAITING, Forward, Route, TargetState
from ongoing_desktop.domain.lazy_dataclasses import dataclass, replace
from ongoing_desktop.domain.redaction import REDACTED_VALUE
from ongoing_desktop.domain.snapshot import ListenerSnapshot
from ongoing_desktop.listener.forward import Forwarded, ForwardError
from ongoing_desktop.listener.http_answers import Reply
from ongoing_desktop.listener.http_parser import Head

log = logging.getLogger(__name__)

DEAD: Final = ("forward-unreachable", "forward-unknown-host", "forward-timeout", "forward-tls", "forward-broken")
"""The target did not answer."""
MISSED: Final = (*DEAD, "forward-crowded", "forward-stopped")
"""The target did not get the request, or did not answer it."""
TICK_S: Final = 1.0
"""Seconds between looks at what other processes recorded or the user asked for."""
PROBE_S: Final = 5.0
"""Seconds between attempts to connect to each target, which show a dead one before a request comes."""
CONNECTING: Final = ("forward-unreachable", "forward-unknown-host", "forward-tls")
"""Reasons that are over when a connection succeeds. The others are over when a request is answered."""
RETRY_S: Final = (1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds before the next attempts at a dead target. The last one is repeated."""


class WaitingStore(Protocol):
    """What waits; :class:`ongoing_desktop.storage.waiting.WaitingDb`. Raises StorageError."""

    def next(self, target: str, upto: int) -> int | None: ...

    def newest(self) -> int: ...

    def states(self) -> list[TargetState]: ...

    def set_state(self, target: str, code: str, params: Mapping[str, object], at: datetime) -> None: ...

    def drop(self, target: str, exchange_id: int) -> None: ...


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
    usual: Reply
    """The answer of a listener that does not forward."""


Probe = Callable[[Forward], Awaitable[ForwardError | None]]
Send = Callable[[Delivery, Route], Awaitable[Forwarded]]
Record = Callable[[Delivery, Forwarded, datetime, str], Awaitable[bool]]
"""Commits the row of an answer, after which the request no longer waits for the target; False if that failed."""


class _Lane:
    """The requests of one target, in order."""

    def __init__(self, target: str) -> None:
        self.target = target
        self.wake = asyncio.Event()
        self.live: dict[int, tuple[Delivery, asyncio.Future[Forwarded | None]]] = {}
        """Those whose header is still in memory, by id of their row."""
        self.waiting = 0
        self.asked = 0
        self.taken = 0
        self.failures = 0
        self.task: asyncio.Task[None] | None = None

    def let_go(self) -> None:
        """Nothing of a dead target stays in memory."""
        for _, future in self.live.values():
            if not future.done():
                future.set_result(None)
        self.live.clear()


class Outbox:
    """On the event loop's thread only, except :meth:`keeps`."""

    _snapshot: ListenerSnapshot
    _send: Send
    _record: Record

    def __init__(
        self,
        store: WaitingStore,
        load: Callable[[int], Exchange | None],
        may: Callable[[], bool],
        note: Callable[[tuple[str, ...]], None] = lambda _: None,
    ) -> None:
        """``load``: a stored exchange. ``may``: whether this process delivers; only one of a data folder does.

        ``note``: gets the ids of the targets to which it delivers when they change; may raise StorageError. All three
        are called on a worker thread.
        """
        self._store = store
        self._load = load
        self._may = may
        self._note = note
        self._noted: tuple[str, ...] = ()
        self._mine: bool | None = None
        """None until it is known."""
        self._lanes: dict[str, _Lane] = {}
        self._states: dict[str, str | None] = {}
        self._upto = self._next_upto = 0
        self._loops: list[asyncio.Task[None]] = []
        self._stopping = False

    def start(self, snapshot: ListenerSnapshot, send: Send, record: Record, probe: Probe) -> None:
        """Begin to deliver."""
        self._snapshot, self._send, self._record = snapshot, send, record
        loop = asyncio.get_running_loop()
        self._loops = [loop.create_task(self._tick()), loop.create_task(self._probe_all(probe))]

    def use(self, snapshot: ListenerSnapshot) -> None:
        """Follow other settings."""
        self._snapshot = snapshot
        for lane in self._lanes.values():
            lane.failures = 0
            lane.wake.set()

    async def stop(self) -> None:
        """End. What was not delivered waits for the next start."""
        self._stopping = True
        tasks = [*self._loops, *(lane.task for lane in self._lanes.values() if lane.task is not None)]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for lane in self._lanes.values():
            lane.let_go()

    def keeps(self, target: str) -> bool:
        """Whether another request may wait for a target. Safe on any thread."""
        lane = self._lanes.get(target)
        return lane is None or lane.waiting < MOST_WAITING

    async def deliver(self, delivery: Delivery, target: str) -> Forwarded | None:
        """The answer of a target, or None if the request waits for it longer than the sender does."""
        lane = self._lane(target)
        self._upto = max(self._upto, delivery.number)
        lane.waiting += 1
        if self._states.get(target) in DEAD or self._mine is False or delivery.number <= lane.taken:
            if not lane.failures:
                lane.wake.set()
            return None
        future: asyncio.Future[Forwarded | None] = asyncio.get_running_loop().create_future()
        lane.live[delivery.number] = (delivery, future)
        lane.wake.set()
        try:
            async with asyncio.timeout(delivery.snapshot.forward.timeout_s):
                return await future
        except (TimeoutError, asyncio.CancelledError):
            return None
        finally:
            lane.live.pop(delivery.number, None)

    async def seen(self, target: str, forwarded: Forwarded) -> None:
        """Record whether a target answered, if that has changed."""
        params = forwarded.detail.get("forward_params")
        await self._seen(target, failure_of(forwarded), params if isinstance(params, dict) else {})

    async def _seen(self, target: str, code: str, params: Mapping[str, object]) -> None:
        if code and code not in DEAD:
            return
        known, self._states[target] = self._states.get(target), code
        if known == code:
            return
        log.info("forwarding target %s: %s", target, code or "answers")
        if not code and (lane := self._lanes.get(target)) is not None:
            lane.failures = 0
            lane.wake.set()
        try:
            await asyncio.to_thread(self._store.set_state, target, code, params, datetime.now(UTC))
        except StorageError as error:
            self._states.pop(target, None)
            log.warning("could not record the state of a target: %s", error)

    async def _probe_all(self, probe: Probe) -> None:
        while True:
            forward = self._snapshot.forward
            for route in self._routes():
                error = await probe(forward.only(route))
                if error is not None:
                    await self._seen(route.id, error.code, error.params)
                elif self._states.get(route.id) in (None, *CONNECTING):
                    await self._seen(route.id, "", {})
            await asyncio.sleep(PROBE_S if self._mine is not None else TICK_S)

    def _lane(self, target: str) -> _Lane:
        lane = self._lanes.get(target)
        if lane is None:
            lane = self._lanes[target] = _Lane(target)
            if not self._stopping:
                lane.task = asyncio.get_running_loop().create_task(self._run(lane))
        return lane

    async def _tick(self) -> None:
        while True:
            try:
                mine = await asyncio.to_thread(self._may)
                states = await asyncio.to_thread(self._store.states)
                newest = await asyncio.to_thread(self._store.newest)
            except StorageError as error:
                log.warning("could not read what waits for targets: %s", error)
            else:
                if mine != self._mine:
                    self._mine = mine
                    for lane in self._lanes.values():
                        lane.wake.set()
                # One tick later, so that a request whose commit is being reported is not taken before that.
                self._upto, self._next_upto = max(self._upto, self._next_upto), newest
                for state in states:
                    self._look_at(state)
                await self._note_targets()
            await asyncio.sleep(TICK_S)

    async def _note_targets(self) -> None:
        targets = tuple(route.id for route in self._routes())
        if targets != self._noted:
            try:
                await asyncio.to_thread(self._note, targets)
                self._noted = targets
            except StorageError as error:
                log.warning("could not note the targets of this listener: %s", error)

    def _look_at(self, state: TargetState) -> None:
        self._states.setdefault(state.id, state.code)
        if not state.waiting and state.id not in self._lanes:
            return
        lane = self._lane(state.id)
        lane.waiting = state.waiting
        if state.asked > lane.asked:
            lane.failures = 0
            lane.wake.set()
        elif state.waiting and not lane.failures:
            lane.wake.set()
        lane.asked = state.asked

    def _routes(self) -> list[Route]:
        """The targets to deliver to; none while that is off."""
        forward = self._snapshot.forward
        return [route for route in forward.routes if route.on and route.target] if forward.on and self._mine else []

    async def _run(self, lane: _Lane) -> None:
        while not self._stopping:
            lane.wake.clear()
            try:
                went_on = await self._deliver_next(lane)
            except Exception as error:
                known = isinstance(error, StorageError)
                log.warning("could not deliver to a target: %s", error, exc_info=not known)
                went_on = False
                lane.failures += 1
                lane.let_go()
            if went_on:
                continue
            pause = RETRY_S[min(lane.failures, len(RETRY_S)) - 1] if lane.failures else None
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await lane.wake.wait()

    async def _deliver_next(self, lane: _Lane) -> bool:
        """Deliver the oldest request; False if there is nothing to do for now."""
        route = next((route for route in self._routes() if route.id == lane.target), None)
        if self._mine is None:
            return False
        if route is None:
            lane.let_go()
            return False
        number = await asyncio.to_thread(self._store.next, lane.target, self._upto)
        if number is None:
            return False
        lane.taken = max(lane.taken, number)
        live, future = lane.live.get(number, (None, None))
        if live is None or live.row.body.file is not None:
            delivery = await self._stored(number)
            if delivery is not None and live is not None:
                # The file is needed after the sender has its answer, when it may be gone.
                delivery = replace(live, row=replace(live.row, body=delivery.row.body))
        else:
            delivery = live
        if delivery is None:  # the user has deleted it
            await asyncio.to_thread(self._store.drop, lane.target, number)
            return True
        began = datetime.now(UTC)
        forwarded = await self._send(delivery, route)
        await self.seen(lane.target, forwarded)
        if failure_of(forwarded) in MISSED:
            lane.failures += 1
            lane.let_go()
            return False
        lane.failures = 0
        if future is not None and not future.done():
            future.set_result(forwarded)
        if not await self._record(delivery, forwarded, began, lane.target):
            lane.failures += 1
            return False
        lane.waiting = max(0, lane.waiting - 1)
        return True

    async def _stored(self, number: int) -> Delivery | None:
        exchange = await asyncio.to_thread(self._load, number)
        return None if exchange is None else from_history(exchange, self._snapshot)


def failure_of(forwarded: Forwarded) -> str:
    """Why the target gave no answer, or empty."""
    return str(forwarded.detail.get("forward_failure", ""))


def from_history(exchange: Exchange, snapshot: ListenerSnapshot) -> Delivery:
    """A stored request. Credentials are not stored; that of its webhook is taken from the snapshot, others are left out."""
    row, message = exchange.row, exchange.request
    headers = tuple((name, value) for name, value in message.headers if not REDACTED_VALUE.search(value))
    hook = next((hook for hook in snapshot.webhooks if hook.id == row.webhook), None)
    secret = snapshot.secrets.get(hook.id) if hook is not None else None
    if hook is not None and secret is not None and row.verdict == "verified":
        fresh = SCHEMES[hook.authentication].apply(hook.username, secret)
        names = {name.lower() for name, _ in headers}
        headers += tuple((name, value) for name, value in fresh if name.lower() not in names)
    path, _, query = row.target.partition("?")
    kept = [part for part in query.split("&") if part and "[redacted" not in part and "%5Bredacted" not in part]
    target = f"{path}?{'&'.join(kept)}" if kept else path
    head = Head(row.method, target, "1.1", headers, expects=False)
    body = Body(message.body, None, len(message.body))
    new = NewExchange(
        direction="in",
        at=row.at,
        method=row.method,
        target=row.target,
        headers=message.headers,
        body=body,
        status=row.status,
        judgement=None,
        system=row.system,
        family=row.family,
        type=row.type,
        event_id=row.event_id,
        goods_owner_id=row.goods_owner_id,
        subject=row.subject,
    )
    return Delivery(snapshot, head, row.id, new, (), Reply(200, (), b""))

"""Sends many requests: the common player of retries, series, scenarios and replays.

A plan is a coroutine of its owner and decides when each request is sent. The player sends, stores the results and
reports each change.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Iterator
from typing import Any, Final, TypeVar

from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.sending import Response, delivered
from ongoing_desktop.domain.sent import Sent
from ongoing_desktop.domain.targets import NeedsConfirmation
from ongoing_desktop.domain.urls import host_of
from ongoing_desktop.services import Services
from ongoing_desktop.services.sending import CannotSend, PreparedRequest, SendOutcome
from ongoing_desktop.wording.sending_text import carrying

T = TypeVar("T")

EVERY_S: Final = 1 / 20
"""Minimum seconds between reports to the window."""
SLICE_S: Final = 1.0
"""Longest sleep in real seconds, so that a suspended computer is noticed."""
SLEPT_AFTER_S: Final = 3.0
"""A sleep that took this much longer than requested means that the computer or program was suspended."""


class ScaledClock:
    """Seconds of Ongoing's time since the start. On the engine's loop only."""

    def __init__(self, speed: float, steady: Callable[[], float]) -> None:
        """``speed``: seconds per real second while waiting; 0 waits for :meth:`step`.

        ``steady``: monotonic real seconds that also count while the computer sleeps.
        """
        self.speed = speed
        self._steady = steady
        self.now_s = 0.0
        """The current time in Ongoing's time."""
        self.paused = False
        self._step = False
        self._real = 0
        """The number of current uses of real time, and when they began."""
        self._began = 0.0
        self._changed = asyncio.Event()

    def set_speed(self, speed: float) -> None:
        """Continue at another speed, also during a wait."""
        self.speed = speed
        self._changed.set()

    def pause(self) -> None:
        """Pause until :meth:`resume`."""
        self.paused = True
        self._changed.set()

    def resume(self) -> None:
        self.paused = False
        self._changed.set()

    def step(self) -> None:
        """End the current wait as if it were over. Does nothing without a wait."""
        self._step = True
        self._changed.set()

    def real_left_s(self, due_s: float) -> float | None:
        """Real seconds until a time is reached; None while paused or in single steps."""
        if self.paused or self.speed <= 0:
            return None
        return max(0.0, due_s - self.now_s) / self.speed

    @contextlib.contextmanager
    def real(self) -> Iterator[None]:
        """Count real time inside the block, whatever the speed. Overlapping blocks count once."""
        if not self._real:
            self._began = self._steady()
        self._real += 1
        try:
            yield
        finally:
            self._real -= 1
            if not self._real:
                self.now_s += max(0.0, self._steady() - self._began)

    async def until(self, due_s: float) -> float:
        """Wait until a time; returns by how many seconds it was missed, 0 if on time."""
        self._step = False
        while self.now_s < due_s:
            if self._step:
                self.now_s = due_s
                break
            left = self.real_left_s(due_s)
            began = self._steady()
            nap = None if left is None else min(left, SLICE_S)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(nap):
                    await self._changed.wait()
            self._changed.clear()
            if nap is not None:
                self._pass(self._steady() - began, nap, due_s)
        return max(0.0, self.now_s - due_s)

    def _pass(self, took: float, nap: float, due_s: float) -> None:
        if took > nap + SLEPT_AFTER_S:
            # Time asleep counts unscaled: a minute would otherwise become days.
            self.now_s += nap * self.speed + (took - nap)
        else:
            self.now_s = min(due_s, self.now_s + max(0.0, took) * self.speed)


class Player:
    """One run. On the engine's loop only."""

    def __init__(
        self,
        services: Services,
        on_change: Callable[[tuple[Sent, ...]], None],
        *,
        speed: float = 1.0,
        planned: Iterable[Sent] = (),
        every_s: float = EVERY_S,
        kept_bytes: int = 0,
    ) -> None:
        """``speed``: seconds of Ongoing's time per real second while waiting; 0 waits for a step.

        ``on_change`` is called with all requests at most once in ``every_s`` real seconds, and at the end.
        ``kept_bytes``: how much of each response's body is kept in :attr:`Sent.answer`.
        """
        self._attempts = services.attempts
        self._clock = services.clock
        self._steady = services.ports.steady
        self._on_change = on_change
        self._every_s = every_s
        self._kept_bytes = kept_bytes
        self._began = self._steady()
        self._reported_s = -every_s
        self._due: asyncio.TimerHandle | None = None
        self.pace = ScaledClock(speed, self._steady)
        """Ongoing's time."""
        self.sent = list(planned)
        """The requests, including planned ones."""

    @property
    def took_s(self) -> float:
        """Real seconds since the start."""
        return self._steady() - self._began

    async def play(self, plan: Awaitable[T]) -> T:
        """Run a plan. The last change is always reported. Cancelling closes connections at once."""
        try:
            return await plan
        finally:
            self.tell(now=True)

    def add(self, sent: Sent) -> int:
        """Add a request; returns its index in :attr:`sent`."""
        self.sent.append(sent)
        return len(self.sent) - 1

    def put(self, place: int, **fields: Any) -> None:
        """Change fields of a request."""
        self.sent[place] = replace(self.sent[place], **fields)
        self.tell()

    def prepared(self, place: int, found: PreparedRequest | NeedsConfirmation | CannotSend) -> PreparedRequest | None:
        """The prepared request. If it cannot be sent, the reason is stored as its result and None is returned."""
        match found:
            case PreparedRequest():
                return found
            case NeedsConfirmation():  # its host was marked as production after the user was asked
                self.put(
                    place, state="failed", code="send-confirm-host", params={"host": found.host, **carrying(found)}
                )
            case CannotSend():
                self.put(place, state="failed", code=found.code, params=found.params)
        return None

    async def send(
        self, place: int, ready: PreparedRequest, *, delivery: str | None = None, limit_s: float | None = None
    ) -> SendOutcome:
        """Send a request and store its result. Raises StorageError; nothing was sent then.

        ``delivery`` and ``limit_s``: see :meth:`Attempts.send`.
        """
        self.put(place, state="sending", at=self._clock(), began_s=self.took_s, host=host_of(ready.request.url))
        try:
            with self.pace.real():
                tested = await self._attempts.send(
                    ready, delivery=delivery, number=self.sent[place].attempt, limit_s=limit_s
                )
        except asyncio.CancelledError:
            self.put(place, state="cancelled")
            raise
        except BaseException:
            self.put(place, state="unknown")
            raise
        got = tested.result.outcome
        self.put(
            place,
            state="delivered" if delivered(tested.result, tested.assumed) else "failed",
            exchange_id=tested.exchange_id,
            status=got.status if isinstance(got, Response) else None,
            failure=None if isinstance(got, Response) else got.kind,
            answer=got.body[: self._kept_bytes] if isinstance(got, Response) else b"",
            duration_ms=tested.result.timing.total_ms,
            message=tested.sentences[0] if tested.sentences else "",
        )
        return tested

    def tell(self, *, now: bool = False) -> None:
        """Report a change, with ``now`` at once, otherwise when a report is due."""
        left = self._reported_s + self._every_s - self._steady()
        if not now and left > 0:
            self._due = self._due or asyncio.get_running_loop().call_later(left, lambda: self.tell(now=True))
            return
        if self._due is not None:
            self._due.cancel()
            self._due = None
        self._reported_s = self._steady()
        self._on_change(tuple(self.sent))


async def together(works: Iterable[Coroutine[Any, Any, object]]) -> None:
    """Run all at the same time. The first error cancels the others and is raised without a group."""
    try:
        async with asyncio.TaskGroup() as group:
            for work in works:
                group.create_task(work)
    except BaseExceptionGroup as failed:
        raise failed.exceptions[0] from None

"""Sends many requests: the common player of retries, series, scenarios and replays.

A plan is a coroutine of its owner and decides when each request is sent. The player sends, stores the results and
reports each change.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from typing import TYPE_CHECKING, Any, Final, TypeVar

from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.sending import Response, delivered
from ongoing_desktop.domain.sent import Sent
from ongoing_desktop.domain.targets import NeedsConfirmation
from ongoing_desktop.domain.urls import host_of
from ongoing_desktop.services.scaled_clock import ScaledClock
from ongoing_desktop.services.sending import CannotSend, PreparedRequest, SendOutcome
from ongoing_desktop.wording.sending_text import carrying

if TYPE_CHECKING:
    from ongoing_desktop.services import Services

T = TypeVar("T")

EVERY_S: Final = 1 / 20
"""Minimum seconds between reports to the window."""


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
        self._sending = services.sending
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

        ``delivery`` and ``limit_s``: see :meth:`Sending.attempt`.
        """
        self.put(place, state="sending", at=self._clock(), began_s=self.took_s, host=host_of(ready.request.url))
        try:
            with self.pace.real():
                tested = await self._sending.attempt(
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

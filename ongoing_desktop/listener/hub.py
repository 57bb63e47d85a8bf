"""What connections and their server need of each other."""

from __future__ import annotations

import asyncio
import enum
from collections.abc import Callable
from typing import Protocol

from ongoing_desktop.domain.exchange import Body, NewExchange, Outcome
from ongoing_desktop.domain.limits import Limits
from ongoing_desktop.listener.exchanges import Received
from ongoing_desktop.listener.forward import Forwarded
from ongoing_desktop.listener.inbox import Inbox
from ongoing_desktop.listener.recorder import Done
from ongoing_desktop.listener.replies import Plan
from ongoing_desktop.listener.spool import Spool
from ongoing_desktop.listener.wire import Head


class Phase(enum.Enum):
    """What a connection does now."""

    IDLE = enum.auto()
    HEAD = enum.auto()
    BODY = enum.auto()
    COMMITTING = enum.auto()
    HELD = enum.auto()
    """Committed; its answer is delayed, or never comes."""
    FORWARDING = enum.auto()
    WRITING = enum.auto()
    LINGERING = enum.auto()
    CLOSED = enum.auto()


class Peer(Protocol):
    """What the server needs of a connection."""

    held_since: float
    """Monotonic seconds."""

    @property
    def phase(self) -> Phase:
        """What it does now."""

    @property
    def deadline(self) -> float:
        """Until when, in monotonic seconds, it may go on doing that."""

    def sweep(self, now: float) -> None:
        """Close or refuse what is over its time."""

    def postpone(self, seconds: float) -> None:
        """The whole process stood still: that time does not count."""

    def stop(self, *, now: bool) -> None:
        """The listener ends: idle connections and delayed answers; what is half done too, if ``now``."""

    def end_held(self) -> None:
        """Make room for others that wait."""

    def abort(self) -> None:
        """Close at once, whatever is under way."""


class Hub(Protocol):
    """What a connection needs of its server."""

    @property
    def limits(self) -> Limits:
        """What it may use."""

    @property
    def inbox(self) -> Inbox:
        """By what requests are judged now."""

    @property
    def spool(self) -> Spool:
        """Where bodies go."""

    @property
    def stopping(self) -> bool:
        """Whether the listener is about to end."""

    def judge(self, received: Received, done: Judged) -> None:
        """Judge a request, at once or on a worker thread, and call ``done`` on the loop."""

    @property
    def looks_early(self) -> bool:
        """Whether some rule may end a request before its body is read."""

    def judge_early(self, received: Received) -> tuple[NewExchange, Plan] | None:
        """The row of a request that a rule ends before its body is read; None where none does."""

    def hold(self, connection: Peer) -> None:
        """A connection waits for a delayed answer, or for none; too many of them are not kept."""

    def forward(self, head: Head, body: Body, done: Callable[[Forwarded], None]) -> asyncio.Task[None]:
        """Send a kept request on; ``done`` is called on the loop, also when the task is cancelled."""

    def refuses_early(self, head: Head) -> bool:
        """Whether the credentials alone already decide on 401, before the body is asked for."""

    def record(self, exchange: NewExchange, done: Done) -> None:
        """Commit; ``done`` is called on the loop."""

    def outcome(self, outcome: Outcome) -> None:
        """Note what became of an answer."""

    def unsaved(self) -> None:
        """A request could not be kept before it ever came to a commit."""

    def opened(self, connection: Peer) -> None:
        """A connection is there."""

    def closed(self, connection: Peer) -> None:
        """A connection is gone."""


class Judged(Protocol):
    """Takes the row and the answer of a judged request."""

    def __call__(self, exchange: NewExchange, plan: Plan) -> None:
        """Called on the loop."""

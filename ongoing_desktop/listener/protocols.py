"""What connections and their server need of each other."""

from __future__ import annotations

import asyncio
import enum
from collections.abc import Callable
from typing import Protocol

from ongoing_desktop.domain.exchange import Body, NewExchange, Outcome
from ongoing_desktop.domain.limits import Limits
from ongoing_desktop.listener.forward import Forwarded
from ongoing_desktop.listener.http_parser import Head
from ongoing_desktop.listener.matcher import Inbox
from ongoing_desktop.listener.received import Received
from ongoing_desktop.listener.recorder import Done
from ongoing_desktop.listener.replies import Plan
from ongoing_desktop.listener.spool import Spool


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


class Hub(Protocol):
    """What a connection needs of its server."""

    @property
    def limits(self) -> Limits:
        """What it may use."""

    @property
    def inbox(self) -> Inbox:
        """By what requests are judged now."""

    @property
    def buffer(self) -> memoryview:
        """What all connections read into; its content lasts until the next one reads."""

    @property
    def spool(self) -> Spool:
        """Where bodies go."""

    @property
    def stopping(self) -> bool:
        """Whether the listener is about to end."""

    def judge(self, received: Received, done: Judged, failed: Callable[[], None]) -> None:
        """Judge a request, at once or on a worker thread, and call ``done`` on the loop.

        ``failed`` is called instead where a mistake of this program leaves no result.
        """

    @property
    def looks_early(self) -> bool:
        """Whether some rule may end a request before its body is read."""

    def judge_early(self, received: Received) -> tuple[NewExchange, Plan] | None:
        """The row of a request that a rule ends before its body is read; None where none does."""

    def later(self, work: Callable[[], None]) -> None:
        """Go on with what has come when the others have had their turn."""

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


class Judged(Protocol):
    """Takes the row and the answer of a judged request."""

    def __call__(self, exchange: NewExchange, plan: Plan) -> None:
        """Called on the loop."""

"""The interfaces between connections and their server."""

from __future__ import annotations

import asyncio
import enum
from collections.abc import Callable
from typing import Protocol

from ongoing_desktop.domain.exchange import NewExchange, Outcome
from ongoing_desktop.domain.limits import Limits
from ongoing_desktop.listener.forward import Forwarded
from ongoing_desktop.listener.http_answers import Reply
from ongoing_desktop.listener.http_parser import Head
from ongoing_desktop.listener.matcher import RequestMatcher
from ongoing_desktop.listener.received import Received
from ongoing_desktop.listener.recorder import Done
from ongoing_desktop.listener.replies import Plan
from ongoing_desktop.listener.spool import Spool


class Phase(enum.Enum):
    """The current activity of a connection."""

    IDLE = enum.auto()
    HEAD = enum.auto()
    BODY = enum.auto()
    COMMITTING = enum.auto()
    HELD = enum.auto()
    """Committed; the answer is delayed or never sent."""
    FORWARDING = enum.auto()
    WRITING = enum.auto()
    LINGERING = enum.auto()
    CLOSED = enum.auto()


class ConnectionServer(Protocol):
    """What a connection needs from its server."""

    @property
    def limits(self) -> Limits: ...

    @property
    def inbox(self) -> RequestMatcher:
        """The current data for judging requests."""

    @property
    def buffer(self) -> memoryview:
        """The shared read buffer. Its content is valid until the next connection reads."""

    @property
    def spool(self) -> Spool:
        """Where bodies are stored."""

    @property
    def stopping(self) -> bool:
        """Whether the listener is stopping."""

    def judge(self, received: Received, done: OnJudged, failed: Callable[[], None]) -> None:
        """Judge a request, at once or on a worker thread, and call ``done`` on the loop.

        ``failed`` is called instead if a bug prevents a result.
        """

    @property
    def looks_early(self) -> bool:
        """Whether some rule may end a request before its body is read."""

    def judge_early(self, received: Received) -> tuple[NewExchange, Plan] | None:
        """The row of a request that a rule ends before its body is read, or None."""

    def proof(self, head: Head) -> Reply | None:
        """The answer to a quiet check of the public address, which is not recorded; None for other requests."""

    def later(self, work: Callable[[], None]) -> None:
        """Continue with received data after the other connections had their turn."""

    def forward(
        self,
        head: Head,
        exchange: NewExchange,
        number: int,
        plan: Plan,
        done: Callable[[Forwarded], None],
        finished: Callable[[], None],
    ) -> asyncio.Task[None]:
        """Forward a stored request. ``done`` is called on the loop, even if the task is cancelled.

        ``number``: id of its row. ``finished`` is called when its body is no longer needed.
        """

    def refuses_early(self, head: Head) -> bool:
        """Whether the credentials alone require a 401 before the body is requested."""

    def record(self, exchange: NewExchange, done: Done) -> None:
        """Commit. ``done`` is called on the loop."""

    def outcome(self, outcome: Outcome) -> None:
        """Record the outcome of an answer."""

    def unsaved(self) -> None:
        """A request could not be stored before it was submitted."""


class OnJudged(Protocol):
    """Receives the row and the answer of a judged request."""

    def __call__(self, exchange: NewExchange, plan: Plan) -> None:
        """Called on the loop."""

"""Commits on the event loop's own thread while that is quick, and leaves the rest to a thread.

Two threads that both want the interpreter wait for each other at every system call: with all commits on the recorder's
thread the rate was a third lower. A commit takes a fraction of a millisecond on most disks, so the loop does it itself,
with all requests of one turn together. Slower work goes to the :class:`.recorder.Recorder`: a large body, a database
that is being written elsewhere, a full or slow disk, any error.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

from ongoing_desktop.domain.exchange import NewExchange, Outcome
from ongoing_desktop.domain.inline_gate import LARGE, InlineGate
from ongoing_desktop.listener.recorder import OUTCOME_WAIT_S, Done, Recorder

log = logging.getLogger(__name__)


class InlineRecorder:
    """Has the recorder's interface and guarantees. On the loop's thread only."""

    def __init__(self, recorder: Recorder, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._recorder = recorder
        self._short = InlineGate(clock)
        self._items: list[tuple[NewExchange, Done]] = []
        self._outcomes: list[Outcome] = []
        self._later: asyncio.TimerHandle | None = None

    def submit(self, exchange: NewExchange, done: Done) -> None:
        """Commit an exchange at the end of this turn. ``done`` is called when it is on disk or cannot be."""
        if exchange.body.size > LARGE or not self._quick:
            # Earlier ones first: two threads committing at the same time would report them in any order.
            self._pass_on(*self._take())
            self._recorder.submit(exchange, done)
            return
        self._items.append((exchange, done))
        if len(self._items) == 1:
            asyncio.get_running_loop().call_soon(self._flush)

    def outcome(self, outcome: Outcome) -> None:
        """Record the outcome of a committed exchange, with the next commit or after a moment."""
        if not self._quick:
            self._recorder.outcome(outcome)
            return
        self._outcomes.append(outcome)
        if self._later is None:
            self._later = asyncio.get_running_loop().call_later(OUTCOME_WAIT_S, self._flush_outcomes)

    def lost(self) -> None:
        """Count a request that was lost before it was submitted."""
        self._recorder.lost()

    def hand_over(self) -> None:
        """Hand over everything that waits, and what follows in the next moments, to the thread."""
        self._short.close()
        self._pass_on(*self._take())

    def _take(self) -> tuple[list[tuple[NewExchange, Done]], list[Outcome]]:
        items, self._items = self._items, []
        outcomes, self._outcomes = self._outcomes, []
        return items, outcomes

    def _pass_on(self, items: list[tuple[NewExchange, Done]], outcomes: list[Outcome]) -> None:
        for outcome in outcomes:
            self._recorder.outcome(outcome)
        for exchange, done in items:
            self._recorder.submit(exchange, done)

    @property
    def _quick(self) -> bool:
        return self._short.open and self._recorder.idle

    def _flush_outcomes(self) -> None:
        self._later = None
        self._flush()

    def _flush(self) -> None:
        items, outcomes = self._take()
        if not items and not outcomes:
            return
        if not self._quick:
            self._pass_on(items, outcomes)
            return
        self._short.begin()
        numbers = self._recorder.at_once([exchange for exchange, _ in items], outcomes)
        if numbers is None:
            self._short.close()
            self._pass_on(items, outcomes)
            return
        self._short.end()
        for number, (_, done) in zip(numbers, items, strict=True):
            try:
                done(number)
            except Exception:
                log.exception("one answer failed; continuing with the others of its commit")

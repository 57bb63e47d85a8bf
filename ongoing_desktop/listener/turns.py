"""Takes turns: a limited number of callers at once, and work in parts that leave the loop to others."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from typing import Final

TURN_S: Final = 0.005

Go = Callable[[], None]
"""Called at its turn; also identifies the caller."""


class Turns:
    """Limits concurrency: some at once, some waiting, none beyond. On one thread only."""

    def __init__(self, at_once: int = 1, in_line: int = 0) -> None:
        self._at_once = at_once
        self._in_line = in_line
        self._running: dict[Go, None] = {}
        self._line: dict[Go, None] = {}

    @property
    def running(self) -> int:
        """The number of current turns."""
        return len(self._running)

    @property
    def waiting(self) -> int:
        """The number that wait."""
        return len(self._line)

    def allow(self, at_once: int, in_line: int) -> None:
        """Change the numbers. Current and waiting ones stay."""
        self._at_once = at_once
        self._in_line = in_line
        self._next()

    def enter(self, go: Go, *, waits: bool = True) -> bool:
        """Call ``go`` now, or later if it may wait. False if neither is possible; ``go`` is then never called."""
        if len(self._running) < self._at_once and not self._line:
            self._running[go] = None
            go()
            return True
        if not waits or len(self._line) >= self._in_line:
            return False
        self._line[go] = None
        return True

    def leave(self, go: Go) -> None:
        """End a turn or stop waiting. Idempotent."""
        self._running.pop(go, None)
        self._line.pop(go, None)
        self._next()

    def _next(self) -> None:
        while self._line and len(self._running) < self._at_once:
            go = next(iter(self._line))
            del self._line[go]
            self._running[go] = None
            go()


class Rounds:
    """Runs parts in order, for a few milliseconds in each turn of the loop, even with many busy connections."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._parts: deque[Callable[[], None]] = deque()
        self._scheduled = False

    def add(self, part: Callable[[], None]) -> None:
        """Run this in a later turn. A part that has not finished adds itself again."""
        self._parts.append(part)
        self._schedule()

    def _schedule(self) -> None:
        if self._parts and not self._scheduled:
            self._scheduled = True
            asyncio.get_running_loop().call_soon(self._run)

    def _run(self) -> None:
        self._scheduled = False
        until = self._clock() + TURN_S
        try:
            # What adds itself again waits for the next turn.
            for _ in range(len(self._parts)):
                self._parts.popleft()()
                if self._clock() >= until:
                    break
        finally:
            self._schedule()

"""Splits work into parts, so that no turn of the event loop takes long even with many busy connections."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from typing import Final

TURN_S: Final = 0.005


class Rounds:
    """Runs parts in order, for a few milliseconds in each turn of the loop."""

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

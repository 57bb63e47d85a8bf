"""Time between attempts: real, scaled or step by step. Only waiting is scaled; what goes over the wire takes real time."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from typing import Final

SLICE_S: Final = 1.0
"""Longest nap in real seconds, so that a sleep of the computer is noticed."""
SLEPT_AFTER_S: Final = 3.0
"""A nap that took so much longer than asked means that the computer or the program stood still."""


class ScaledClock:
    """Seconds of Ongoing's time since the beginning. On the engine's loop only."""

    def __init__(self, speed: float, steady: Callable[[], float]) -> None:
        """``speed``: how many seconds pass per real one while waiting; 0 waits for :meth:`step`.

        ``steady``: real seconds that never jump, and that go on while the computer sleeps.
        """
        self._speed = speed
        self._steady = steady
        self._now = 0.0
        self._paused = False
        self._step = False
        self._real = 0
        """How much takes real time now, and since when."""
        self._began = 0.0
        self._changed = asyncio.Event()

    @property
    def now_s(self) -> float:
        """How far Ongoing's time has come."""
        return self._now

    @property
    def speed(self) -> float:
        """Seconds that pass per real one while waiting."""
        return self._speed

    @property
    def paused(self) -> bool:
        """Whether waiting stands still."""
        return self._paused

    def set_speed(self, speed: float) -> None:
        """Go on at another speed, also within a wait."""
        self._speed = speed
        self._changed.set()

    def pause(self) -> None:
        """Stand still until :meth:`resume`."""
        self._paused = True
        self._changed.set()

    def resume(self) -> None:
        """Go on."""
        self._paused = False
        self._changed.set()

    def step(self) -> None:
        """End the wait that is under way as if its time had come; nothing where none is, not even the next one."""
        self._step = True
        self._changed.set()

    def real_left_s(self, due_s: float) -> float | None:
        """Real seconds until a moment comes; None while nothing moves towards it."""
        if self._paused or self._speed <= 0:
            return None
        return max(0.0, due_s - self._now) / self._speed

    @contextlib.contextmanager
    def real(self) -> Iterator[None]:
        """What happens in here takes its real time, whatever the speed; where several overlap, it passes once."""
        if not self._real:
            self._began = self._steady()
        self._real += 1
        try:
            yield
        finally:
            self._real -= 1
            if not self._real:
                self._now += max(0.0, self._steady() - self._began)

    async def until(self, due_s: float) -> float:
        """Wait for a moment; returns how many seconds it was missed by, 0 when it was met."""
        self._step = False
        while self._now < due_s:
            if self._step:
                self._now = due_s
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
        return max(0.0, self._now - due_s)

    def _pass(self, took: float, nap: float, due_s: float) -> None:
        if took > nap + SLEPT_AFTER_S:
            # What was slept through counts as it was: scaled, a minute would be days.
            self._now += nap * self._speed + (took - nap)
        else:
            self._now = min(due_s, self._now + max(0.0, took) * self._speed)

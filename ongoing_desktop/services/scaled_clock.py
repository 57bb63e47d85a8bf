"""The time between attempts: real, scaled or step by step. Only waits are scaled; requests take their real time."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from typing import Final

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
        self._speed = speed
        self._steady = steady
        self._now = 0.0
        self._paused = False
        self._step = False
        self._real = 0
        """The number of current uses of real time, and when they began."""
        self._began = 0.0
        self._changed = asyncio.Event()

    @property
    def now_s(self) -> float:
        """The current time in Ongoing's time."""
        return self._now

    @property
    def speed(self) -> float:
        """Seconds per real second while waiting."""
        return self._speed

    @property
    def paused(self) -> bool:
        """Whether it is paused."""
        return self._paused

    def set_speed(self, speed: float) -> None:
        """Continue at another speed, also during a wait."""
        self._speed = speed
        self._changed.set()

    def pause(self) -> None:
        """Pause until :meth:`resume`."""
        self._paused = True
        self._changed.set()

    def resume(self) -> None:
        self._paused = False
        self._changed.set()

    def step(self) -> None:
        """End the current wait as if it were over. Does nothing without a wait."""
        self._step = True
        self._changed.set()

    def real_left_s(self, due_s: float) -> float | None:
        """Real seconds until a time is reached; None while paused or in single steps."""
        if self._paused or self._speed <= 0:
            return None
        return max(0.0, due_s - self._now) / self._speed

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
                self._now += max(0.0, self._steady() - self._began)

    async def until(self, due_s: float) -> float:
        """Wait until a time; returns by how many seconds it was missed, 0 if on time."""
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
            # Time asleep counts unscaled: a minute would otherwise become days.
            self._now += nap * self._speed + (took - nap)
        else:
            self._now = min(due_s, self._now + max(0.0, took) * self._speed)

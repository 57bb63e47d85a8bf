"""Whether a loop may write to a database itself: while that takes less than the way to another thread and back.

Two threads that both want the interpreter wait for each other at every system call, and a commit mostly takes a fraction
of a millisecond. So it is done where one stands, until one took long or could not be done at once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

SLOW_S: Final = 0.025
"""What took longer kept everything else on the loop waiting."""
REST_S: Final = 2.0
"""After that, or after one that could not be done at once, a thread does it all for so long."""
LARGE: Final = 128 * 1024
"""More bytes than this are written by a thread in any case."""


class InlineGate:
    """On one thread only. ``clock``: seconds that never go back."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._closed_until = 0.0
        self._began = 0.0

    @property
    def open(self) -> bool:
        """Whether it may be taken now."""
        return self._clock() >= self._closed_until

    def begin(self) -> None:
        """It is taken."""
        self._began = self._clock()

    def end(self) -> None:
        """It was; a slow one closes it for a while."""
        if self._clock() - self._began > SLOW_S:
            self.close()

    def close(self) -> None:
        """Leave it to the thread for a while."""
        self._closed_until = self._clock() + REST_S

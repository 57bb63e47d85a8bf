"""Decides whether the event loop commits to a database itself, which is faster than a thread while commits are short.

Two threads that both want the interpreter wait for each other at every system call, and a commit usually takes a
fraction of a millisecond. Commits therefore run inline on the loop until one is slow or would block.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

SLOW_S: Final = 0.025
"""A longer commit has blocked everything else on the loop."""
REST_S: Final = 2.0
"""Seconds for which a thread takes over after a slow or blocked commit."""
LARGE: Final = 128 * 1024
"""More bytes than this are always written by the thread."""


class InlineGate:
    """Use on one thread only. ``clock``: monotonic seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._closed_until = 0.0
        self._began = 0.0

    @property
    def open(self) -> bool:
        """Whether the inline path may be used now."""
        return self._clock() >= self._closed_until

    def begin(self) -> None:
        """Start timing."""
        self._began = self._clock()

    def end(self) -> None:
        """Stop timing. A slow call disables the inline path for :data:`REST_S`."""
        if self._clock() - self._began > SLOW_S:
            self.close()

    def close(self) -> None:
        """Disable the inline path for :data:`REST_S`."""
        self._closed_until = self._clock() + REST_S

"""Measures how fast exchanges arrive."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

BUSY_PER_S: Final = 50
"""Above this rate, background work that can wait pauses."""
SHORTEST_S: Final = 0.5
"""Shorter intervals are too short to give a rate."""


class Arrivals:
    """The arrival rate as seen by one thread, updated by each call of :meth:`look`."""

    def __init__(self, newest_id: Callable[[], int]) -> None:
        self._newest_id = newest_id
        self._looked = self._came = 0.0
        self.newest = -1
        self.busy = False

    def look(self) -> None:
        """Update the rate from the newest id. Raises StorageError."""
        newest, now = self._newest_id(), time.monotonic()
        arrived = newest - self.newest if self.newest >= 0 else 0
        self.busy = arrived > BUSY_PER_S * max(now - self._looked, SHORTEST_S)
        if arrived:
            self._came = now
        self.newest, self._looked = newest, now

    @property
    def quiet_s(self) -> float:
        """Seconds since the last arrival."""
        return time.monotonic() - self._came

"""How much arrives."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

BUSY_PER_S: Final = 50
"""With more arrivals than this, background work that can wait does."""
SHORTEST_S: Final = 0.5
"""Over less time the number of arrivals says nothing."""


class Arrivals:
    """One thread's view; :meth:`look` now and then."""

    def __init__(self, newest_id: Callable[[], int]) -> None:
        self._newest_id = newest_id
        self._looked = self._came = 0.0
        self.newest = -1
        self.busy = False

    def look(self) -> None:
        """Ask how far the ids have come. Raises StorageError."""
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

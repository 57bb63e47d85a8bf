"""Background work on a data folder: indexing for search, enforcing the limits, returning free space.

One process at a time does it, the holder of the housekeeping role: a window, or ``listen`` on its own. Indexing and
enforcing the limits have a thread each, so that neither waits for the other. Both work in short steps with pauses;
indexing also pauses while requests arrive faster than it could follow.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, Protocol

from ongoing_desktop.domain.errors import StorageError
from ongoing_desktop.domain.exchange import micros
from ongoing_desktop.services.ports import Stop
from ongoing_desktop.storage.arrivals import Arrivals
from ongoing_desktop.storage.limiting import Limiting

if TYPE_CHECKING:
    from ongoing_desktop.storage.folder import Storage
    from ongoing_desktop.storage.locks import RoleLock
    from ongoing_desktop.storage.search.indexer import Indexer

log = logging.getLogger(__name__)

TICK_S: Final = 1.0
SHORTEST_S: Final = 0.02
TAKEN_S: Final = 10.0
"""Seconds between attempts to take the role, and before a retry after a failure."""
SHARE: Final = 3
"""The indexing thread pauses this many times as long as a step took: it uses at most a quarter of a core."""
BUSY_SHARE: Final = 12
"""The same under load."""
LAG_MOST: Final = 100_000
"""Under load, indexing pauses and searches scan what is new, until the index lags by this many exchanges."""
PENDING: Final = timedelta(seconds=120)
WORN_EVERY_S: Final = 10.0
"""Seconds between checks of whether the index should be rebuilt."""


class Chore(Protocol):
    """Work in short steps on one thread."""

    @property
    def share(self) -> int:
        """The pause after a step, as a multiple of the step's duration."""

    def step(self) -> float:
        """Do the next step; returns the minimum pause in seconds. Raises StorageError."""


class Filling:
    """Keeps the search index up to date."""

    def __init__(self, storage: Storage, clock: Callable[[], datetime]) -> None:
        self._history = storage.history
        self._clock = clock
        self._indexer: Indexer | None = None
        self._arrivals = Arrivals(storage.history.newest_id)
        self._worn_at = 0.0

    @property
    def share(self) -> int:
        """Longer pauses under load."""
        return BUSY_SHARE if self._arrivals.busy else SHARE

    def step(self) -> float:
        """Index a batch, or check whether the index should be rebuilt."""
        arrivals = self._arrivals
        arrivals.look()
        indexer = self._indexer = self._indexer or self._history.indexer()
        now = self._clock()
        lag = arrivals.newest - indexer.watermark
        if lag > 0 and (not arrivals.busy or lag > LAG_MOST):
            count = indexer.step(arrivals.newest, pending_since=micros(now - PENDING))
            if count and arrivals.newest - indexer.watermark > 0:
                return SHORTEST_S
        if time.monotonic() - self._worn_at >= WORN_EVERY_S:
            self._worn_at = time.monotonic()
            if indexer.rebuild_if_worn(self._history.count, now):
                return SHORTEST_S
        return TICK_S


class Housekeeper:
    """Runs the background threads from :meth:`start` to :meth:`close`."""

    def __init__(
        self, storage: Storage, role: RoleLock, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        """``role`` is taken when it is free. The caller releases it after :meth:`close`."""
        self._role = role
        self._role_lock = threading.Lock()
        self._stop = Stop()
        self._ended = threading.Event()
        self.limiting = Limiting(storage, self._stop)
        self._threads = [
            threading.Thread(target=self._run, args=(chore,), name=name, daemon=True)
            for name, chore in (("indexing", Filling(storage, clock)), ("limits", self.limiting))
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """Stop after the current step, within moments. Idempotent."""
        self._stop.set()
        self._ended.set()
        for thread in self._threads:
            if thread.is_alive():
                thread.join()

    def _run(self, chore: Chore) -> None:
        pause = SHORTEST_S
        while not self._ended.wait(pause):
            if not self._mine():
                pause = TAKEN_S
                continue
            began = time.monotonic()
            try:
                pause = chore.step()
            except StorageError as error:
                if not self._ended.is_set():
                    log.info("housekeeping failed and will be retried: %s", error)
                pause = TAKEN_S
            except Exception:
                log.exception("housekeeping failed unexpectedly")
                pause = TAKEN_S * SHARE
            pause = max(pause, chore.share * (time.monotonic() - began))

    def _mine(self) -> bool:
        with self._role_lock:
            try:
                return self._role.try_acquire()
            except StorageError as error:
                log.info("the housekeeping role could not be taken: %s", error)
                return False

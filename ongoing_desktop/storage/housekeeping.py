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
from ongoing_desktop.domain.retention import RetentionLimits
from ongoing_desktop.services.ports import Stop

if TYPE_CHECKING:
    from ongoing_desktop.storage.folder import Storage
    from ongoing_desktop.storage.locks import RoleLock
    from ongoing_desktop.storage.retention import Cut
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
REST_S: Final = 1.0
LIMITS_EVERY_S: Final = 10.0
"""Seconds between checks of the limits, even while the index lags or requests arrive."""
LOOK_SHARE: Final = 20
"""The pause between checks is at least this many times as long as a check takes."""
QUIET_S: Final = 5.0
"""Seconds without an arrival after which the WALs are checkpointed."""
LOG_BYTES: Final = 1024 * 1024
BUSY_PER_S: Final = 50
"""Above this rate, background work that can wait pauses."""
RATE_OVER_S: Final = 0.5
"""Shorter intervals are too short to give a rate."""


class Chore(Protocol):
    """Work in short steps on one thread."""

    @property
    def share(self) -> int:
        """The pause after a step, as a multiple of the step's duration."""

    def step(self) -> float:
        """Do the next step; returns the minimum pause in seconds. Raises StorageError."""


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
        self.busy = arrived > BUSY_PER_S * max(now - self._looked, RATE_OVER_S)
        if arrived:
            self._came = now
        self.newest, self._looked = newest, now

    @property
    def quiet_s(self) -> float:
        """Seconds since the last arrival."""
        return time.monotonic() - self._came


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


class Limiting:
    """Enforces the limits of the history, purges deleted exchanges and returns free space.

    Runs on one thread. Each step is a short transaction, and the thread pauses between steps.
    """

    share: Final = 2
    """The pause after a step, as a multiple of its duration, which lets the recorder write."""

    def __init__(self, storage: Storage, stop: Stop) -> None:
        self._storage = storage
        self._stop = stop
        self._arrivals = Arrivals(storage.history.newest_id)
        self._cut: Cut | None = None
        self._after = 0
        self._gone = 0
        self._purging = False
        self._look_at = 0.0
        self._fold = True
        """Whether a checkpoint would free space in the WALs or at the end of the files."""
        self._logged: datetime | None = None
        self.rounds = 0
        """The number of completed passes over everything that exceeded the limits."""

    def step(self) -> float:
        """Do the next step; returns the minimum pause in seconds. Raises StorageError."""
        retention = self._storage.history.retention
        if self._cut is not None:
            count, self._after = retention.step(self._cut, self._after)
            self._gone += count
            if not self._after:
                self._cut, self._purging = None, True
            return 0.0
        if self._purging:
            count = retention.purge()
            self._gone += count
            if not count:
                self._end_round()
            return 0.0
        if time.monotonic() >= self._look_at:
            self._begin_round()
            return 0.0
        return self._shrink()

    def _begin_round(self) -> None:
        retention = self._storage.history.retention
        chosen = self._storage.settings.load().preferences
        limits = RetentionLimits(chosen.keep_count, chosen.keep_days, chosen.keep_megabytes)
        began = time.monotonic()
        now = None
        if limits.days:
            now = retention.look_at_clock()
            held = retention.held()
            if held is not None and held != self._logged:
                log.warning(
                    "the clock moved by more than a day since %s: age limit suspended until confirmed in the window",
                    held,
                )
            self._logged = held
        self._cut, self._after, self._gone = retention.cut(limits, now=now, stop=self._stop), 0, 0
        ended = time.monotonic()
        self._look_at = ended + max(LIMITS_EVERY_S, LOOK_SHARE * (ended - began))

    def _end_round(self) -> None:
        self._purging = False
        self.rounds += 1
        if self._gone:
            self._fold = True
            log.info("removed %d exchanges from the history", self._gone)

    def _shrink(self) -> float:
        """Return a little free space. Most is kept for new exchanges while requests arrive quickly."""
        history, arrivals = self._storage.history, self._arrivals
        arrivals.look()
        if history.give_back():
            self._fold = True
            return REST_S if arrivals.busy else 0.0
        most = 0 if arrivals.quiet_s >= QUIET_S else LOG_BYTES
        if (self._fold and not arrivals.busy) or history.retention.use().logs > most:
            self._fold = not history.checkpoint()  # only a complete checkpoint makes a file shorter
        return REST_S


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

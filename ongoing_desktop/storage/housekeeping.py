"""What a data folder needs done behind the capture: the search index filled, the limits kept, space given back.

One process at a time does it, the holder of the housekeeping role: a window, or ``listen`` by itself. It works in short
steps with pauses between, and stands back while requests come in faster than it could follow.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from ongoing_desktop.domain.errors import StorageError
from ongoing_desktop.domain.retention import Limits
from ongoing_desktop.services.ports import Stop
from ongoing_desktop.storage.exchange_rows import micros
from ongoing_desktop.storage.folder import Storage
from ongoing_desktop.storage.indexing import Indexer
from ongoing_desktop.storage.locks import RoleLock

log = logging.getLogger(__name__)

TICK_S: Final = 1.0
SHORTEST_S: Final = 0.02
TAKEN_S: Final = 10.0
"""Until it is looked again whether the role is free, or whether what failed works again."""
SHARE: Final = 3
"""It rests so many times as long as it worked: a quarter of one core is enough; and all the more while much arrives."""
BUSY_SHARE: Final = 12
BUSY_PER_S: Final = 50
"""With more arrivals than this, indexing waits: searches look through what is new."""
LAG_MOST: Final = 100_000
"""But no longer than for so many."""
PENDING: Final = timedelta(seconds=120)
LIMITS_EVERY_S: Final = 60.0
QUIET_S: Final = 5.0
"""Without an arrival; then space is given back and logs are folded in."""
LOG_BYTES: Final = 1024 * 1024


def limits_of(storage: Storage) -> Limits:
    """What the user has set."""
    chosen = storage.settings.load().preferences
    return Limits(chosen.keep_count, chosen.keep_days, chosen.keep_megabytes)


class Housekeeper:
    """A thread of its own, from :meth:`start` to :meth:`close`."""

    def __init__(
        self, storage: Storage, role: RoleLock, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        """``role`` is taken when it is free, and is the caller's to let go of after :meth:`close`."""
        self._storage = storage
        self._role = role
        self._clock = clock
        self._indexer: Indexer | None = None
        self._stop = Stop()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="housekeeping", daemon=True)
        self._newest = -1
        self._looked = 0.0
        self._arrived = 0.0
        self._limits_at = 0.0
        self._given_back = False
        self._told: datetime | None = None
        self._busy = False

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def close(self) -> None:
        """End at the next step, within a moment; twice is fine."""
        self._stop.set()
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        pause = SHORTEST_S
        while not self._ended.wait(pause):
            began = time.monotonic()
            try:
                pause = self._tick()
            except StorageError as error:
                if not self._ended.is_set():
                    log.info("housekeeping failed and will be tried again: %s", error)
                pause = TAKEN_S
            except Exception:
                log.exception("housekeeping failed in an unknown way")
                pause = TAKEN_S * SHARE
            share = BUSY_SHARE if self._busy else SHARE
            pause = max(pause, share * (time.monotonic() - began))

    def _tick(self) -> float:
        """Do the next step; returns how long to rest at least."""
        if not self._role.try_acquire():
            return TAKEN_S
        history = self._storage.history
        newest, busy = self._arrivals()
        self._busy = busy
        indexer = self._indexer = self._indexer or history.indexer()
        lag = newest - indexer.watermark
        if lag > 0 and (not busy or lag > LAG_MOST):
            pending_since = micros(self._clock() - PENDING)
            if indexer.step(newest, pending_since=pending_since) and newest - indexer.watermark > 0:
                return SHORTEST_S
        now = time.monotonic()
        if now - self._limits_at >= LIMITS_EVERY_S:
            self._limits_at = now
            self._keep_limits()
        elif not busy and now - self._arrived >= QUIET_S:
            return self._tidy()
        return TICK_S

    def _arrivals(self) -> tuple[int, bool]:
        newest, now = self._storage.history.newest_id(), time.monotonic()
        arrived = newest - self._newest if self._newest >= 0 else 0
        busy = arrived > BUSY_PER_S * max(now - self._looked, TICK_S / 2)
        if arrived:
            self._arrived = now
            self._given_back = False
        self._newest, self._looked = newest, now
        return newest, busy

    def _keep_limits(self) -> None:
        retention = self._storage.history.retention
        limits = limits_of(self._storage)
        now = None
        if limits.days:
            now = retention.look_at_clock()
            held = retention.held()
            if held is not None and held != self._told:
                told = "the clock moved by more than a day since %s: nothing is deleted by age until it is allowed in the window"
                log.warning(told, held)
            self._told = held
        gone = 0
        cut = retention.cut(limits, now=now, stop=self._stop)
        after = 0
        while not self._ended.is_set():
            began = time.monotonic()
            count, after = retention.step(cut, after)
            gone += count
            if not after:
                break
            self._ended.wait(2 * (time.monotonic() - began))
        while not self._ended.is_set() and (count := retention.purge()):
            gone += count
            self._ended.wait(SHORTEST_S)
        if gone:
            self._given_back = False
            log.info("%d exchanges were taken out of the history", gone)
            if self._indexer is not None:
                self._indexer.rebuild_if_worn(self._storage.history.count())

    def _tidy(self) -> float:
        """A step of what idle moments are for."""
        history = self._storage.history
        if not self._given_back:
            if history.give_back():
                return SHORTEST_S
            self._given_back = True
            history.checkpoint()  # only that makes a file shorter
        elif history.retention.use().logs > LOG_BYTES:
            history.checkpoint()
        return TICK_S

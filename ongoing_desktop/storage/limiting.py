"""Enforces the limits of the history, purges deleted exchanges and returns free space, step by step."""

from __future__ import annotations

import logging
import time
from datetime import datetime
from typing import TYPE_CHECKING, Final

from ongoing_desktop.domain.retention import Limits
from ongoing_desktop.storage.arrivals import Arrivals

if TYPE_CHECKING:
    from ongoing_desktop.services.ports import Stop
    from ongoing_desktop.storage.folder import Storage
    from ongoing_desktop.storage.retention import Cut

log = logging.getLogger(__name__)

REST_S: Final = 1.0
LIMITS_EVERY_S: Final = 10.0
"""Seconds between checks of the limits, even while the index lags or requests arrive."""
LOOK_SHARE: Final = 20
"""The pause between checks is at least this many times as long as a check takes."""
QUIET_S: Final = 5.0
"""Seconds without an arrival after which the WALs are checkpointed."""
LOG_BYTES: Final = 1024 * 1024


def limits_of(storage: Storage) -> Limits:
    """The limits that the user has set."""
    chosen = storage.settings.load().preferences
    return Limits(chosen.keep_count, chosen.keep_days, chosen.keep_megabytes)


class Limiting:
    """Runs on one thread. Each step is a short transaction, and the thread pauses between steps."""

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
        limits = limits_of(self._storage)
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

"""Limits of the history: number, age and size. Pinned exchanges are exempt."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from ongoing_desktop.domain.lazy_dataclasses import dataclass

LONGEST_JUMP: Final = timedelta(days=1)
"""After a larger jump of the clock, ages are not used until the user confirms."""
MEGABYTE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class RetentionLimits:
    """What exceeds a limit is removed, oldest first. 0 means no limit."""

    count: int = 0
    days: int = 0
    megabytes: int = 0
    """Size of the data in the history's file."""

    @property
    def any(self) -> bool:
        """Whether any limit is set."""
        return bool(self.count or self.days or self.megabytes)


@dataclass(frozen=True, slots=True)
class Preview:
    """What the limits would remove now."""

    total: int
    """Total number of exchanges."""
    going: int
    bytes: int
    """Their approximate size."""
    pinned: int
    """Number of exchanges kept only because they are pinned."""
    oldest_kept: datetime | None
    """Arrival of the oldest exchange that is kept and not pinned."""
    held: datetime | None = None
    """The last trusted time if the clock moved by more than a day. Ages count again after the user confirms."""


@dataclass(frozen=True, slots=True)
class DiskUse:
    """Bytes on disk."""

    history: int
    """history.db"""
    search: int
    """search.db"""
    logs: int
    """Their write-ahead logs, which are checkpointed when idle."""
    free: int = 0
    """Free space in ``history``, which is returned when idle."""

    @property
    def total(self) -> int:
        return self.history + self.search + self.logs


@dataclass(frozen=True, slots=True)
class Indexed:
    """Progress of the search index. Searches scan newer exchanges, so nothing is missed."""

    upto: int
    """The highest indexed id."""
    newest: int
    at: datetime | None = None
    """Arrival of the exchange ``upto``, or None if unknown or nothing is indexed."""

    @property
    def complete(self) -> bool:
        """Whether everything is indexed."""
        return self.upto >= self.newest


def jumped(last: datetime, now: datetime) -> bool:
    """Whether the clock moved too far to be trusted."""
    return abs(now - last) > LONGEST_JUMP

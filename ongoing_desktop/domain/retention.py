"""How much of the history is kept: by number, age and size. What is pinned is kept whatever the limits say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

LONGEST_JUMP: Final = timedelta(days=1)
"""A clock that moved further than this since the last look decides nothing before the user has."""
MEGABYTE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What is over one of them goes, the oldest first; 0 is no limit."""

    count: int = 0
    days: int = 0
    megabytes: int = 0
    """Of what the history's file holds."""

    @property
    def any(self) -> bool:
        """Whether there is one at all."""
        return bool(self.count or self.days or self.megabytes)


@dataclass(frozen=True, slots=True)
class Preview:
    """What the limits would take away now."""

    total: int
    """Exchanges there are."""
    going: int
    bytes: int
    """About how much space that is."""
    pinned: int
    """Exchanges that are kept only because they are pinned."""
    oldest_kept: datetime | None
    """When the oldest one that is kept, and not pinned, came."""
    held: datetime | None = None
    """The clock moved by more than a day; this is when it was last seen before. The age counts once the user says so."""


@dataclass(frozen=True, slots=True)
class DiskUse:
    """Bytes on disk."""

    history: int
    """history.db"""
    search: int
    """search.db"""
    logs: int
    """Their write-ahead logs, folded in at the next idle moment."""
    free: int = 0
    """Of ``history``: given back at the next idle moment."""

    @property
    def total(self) -> int:
        """All of it."""
        return self.history + self.search + self.logs


@dataclass(frozen=True, slots=True)
class Indexed:
    """How far the search index has come; searches look through what is newer, so nothing is missed."""

    upto: int
    """Exchanges up to this id are in the index."""
    newest: int
    at: datetime | None = None
    """When the exchange at ``upto`` came; None where that is not known or nothing is indexed."""

    @property
    def complete(self) -> bool:
        """Nothing is left to be indexed."""
        return self.upto >= self.newest


def jumped(last: datetime, now: datetime) -> bool:
    """Whether the clock moved too far to be trusted."""
    return abs(now - last) > LONGEST_JUMP

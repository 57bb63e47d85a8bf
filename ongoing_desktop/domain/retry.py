"""When Ongoing would try again (page ``developer.ongoingwarehouse.com/webhooks``)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

FIRST_WAITS_S: Final = (60, 300, 900, 1800)
THEN_EVERY_S: Final = 7200
GIVE_UP_AFTER_S: Final = 86400


def one_day_gaps() -> tuple[int, ...]:
    """Seconds after the first attempt, each wait counted from the attempt before (one of two readings: assumed)."""
    due, times = 0, []
    for wait in FIRST_WAITS_S:
        due += wait
        times.append(due)
    while due + THEN_EVERY_S <= GIVE_UP_AFTER_S:
        due += THEN_EVERY_S
        times.append(due)
    return tuple(times)


POLICIES: Final[Mapping[str, tuple[int, ...]]] = MappingProxyType({"none": (), "one-day": one_day_gaps()})
"""Retry policy → seconds after the first attempt."""
TITLES: Final[Mapping[str, str]] = MappingProxyType({"none": "None", "one-day": "One day (first retry after 1 minute)"})

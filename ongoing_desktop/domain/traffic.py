"""Numbers about exchanges over time: how many, how many failed, how long they took. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from ongoing_desktop.domain.lazy_dataclasses import dataclass

PARTS: Final = 48
"""Number of parts of a period."""


@dataclass(frozen=True, slots=True)
class TrafficSample:
    """One exchange. ``bad``: it was refused or failed."""

    at: datetime
    took_ms: float | None
    bad: bool


@dataclass(frozen=True, slots=True)
class TrafficPart:
    """A part of a period. The percentiles are None if nothing was measured."""

    begins: datetime
    count: int = 0
    bad: int = 0
    median_ms: float | None = None
    slow_ms: float | None = None
    """The 95th percentile."""


@dataclass(frozen=True, slots=True)
class Traffic:
    """A whole period, and its parts of equal length in order."""

    since: datetime
    until: datetime
    parts: tuple[TrafficPart, ...]
    whole: TrafficPart

    @property
    def part_s(self) -> float:
        """Seconds of a part."""
        return (self.until - self.since).total_seconds() / len(self.parts)


def traffic(samples: Iterable[TrafficSample], since: datetime, until: datetime, parts: int = PARTS) -> Traffic:
    """Count samples by time. Those outside the period are left out. ``since`` must be before ``until``."""
    length = (until - since) / parts
    counts, bad = [0] * parts, [0] * parts
    took: list[list[float]] = [[] for _ in range(parts)]
    for sample in samples:
        if not since <= sample.at <= until:
            continue
        place = min(int((sample.at - since) / length), parts - 1)
        counts[place] += 1
        bad[place] += sample.bad
        if sample.took_ms is not None:
            took[place].append(sample.took_ms)
    every = [value for values in took for value in values]
    made = tuple(_part(since + place * length, counts[place], bad[place], took[place]) for place in range(parts))
    return Traffic(since, until, made, _part(since, sum(counts), sum(bad), every))


def _part(begins: datetime, count: int, bad: int, took: Sequence[float]) -> TrafficPart:
    found = percentiles(took, 50, 95)
    return TrafficPart(begins, count, bad, found.get("p50"), found.get("p95"))


PERIODS: Final = (
    ("hour", timedelta(hours=1)),
    ("day", timedelta(days=1)),
    ("week", timedelta(days=7)),
    ("month", timedelta(days=30)),
)
"""Periods to choose from, by key."""


def percentiles(values: Sequence[float], *parts: int) -> dict[str, float]:
    """Nearest-rank percentiles as ``p50`` and so on, and the maximum as ``max``; empty without values."""
    if not values:
        return {}
    ordered = sorted(values)
    found = {f"p{part}": ordered[-(-part * len(ordered) // 100) - 1] for part in parts}
    return found | {"max": ordered[-1]}

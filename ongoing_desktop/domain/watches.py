"""What the watches look at while the program runs, and what they find. No I/O, no clock."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from ongoing_desktop.domain.assumed import Success
from ongoing_desktop.domain.exchange import ExchangeRow
from ongoing_desktop.domain.forwarding import FORWARDED
from ongoing_desktop.domain.lazy_dataclasses import dataclass, field

DISK_MARGIN = 1.1
"""A value that has fallen below its limit is back when it reaches this many times the limit."""


@dataclass(slots=True)
class Facts:
    """What is known now. The service changes it; the watches only read it."""

    silent_s: float | None = None
    """Seconds without a request while the listener was running and the computer awake; None while it is stopped."""
    failures: dict[str, float] = field(default_factory=dict)
    """By id of a webhook, or by address to which requests are forwarded: how many failed since the last that did not."""
    refusals: dict[str, float] = field(default_factory=dict)
    """By id of a webhook: how many had a wrong credential since the last with the right one."""
    free_mb: float | None = None
    """Free megabytes on the disk with the data folder; None if it is not known."""
    tunnel_dead_s: float | None = None
    """Seconds in which nothing came through the started tunnel while the computer was awake; None if none runs."""

    def note(self, row: ExchangeRow, success: Success) -> None:
        """Count an exchange whose outcome is known. Tests sent by this program count only as forwarded ones."""
        if row.source or row.answer == "pending":
            return
        if row.direction == "in" and not row.ours:
            self.silent_s = 0.0 if self.silent_s is not None else None
            if row.webhook is None:
                return
            if row.verdict == "refused":
                _count(self.refusals, row.webhook, more=True)
                return
            if row.verdict in ("verified", "open"):
                _count(self.refusals, row.webhook, more=False)
            _count(self.failures, row.webhook, more=_failed(row, success))
        elif row.direction == "out" and row.reason_code == FORWARDED:
            _count(self.failures, row.target, more=_failed(row, success))

    def forget_runs(self, kept: Iterable[str]) -> None:
        """Start counting again after exchanges were missed, except for these webhooks and addresses."""
        keys = set(kept)
        for counts in (self.failures, self.refusals):
            for key in counts.keys() - keys:
                del counts[key]


def _count(counts: dict[str, float], key: str, *, more: bool) -> None:
    counts[key] = counts.get(key, 0) + 1 if more else 0


def _failed(row: ExchangeRow, success: Success) -> bool:
    return row.answer in ("failed", "partial") or not success.counts(row.status)


Measure = Callable[[Facts], Mapping[str, float]]
"""Measured values by what they are about: the id of a webhook, an address, or empty. What cannot be judged is missing."""


@dataclass(frozen=True, slots=True)
class Limit:
    """The limit of a watch, and what the user may enter."""

    default: float
    least: float
    most: float
    unit: str = ""
    decimals: int = 0
    below: bool = False
    """Whether the watch reports values below the limit, instead of those that reach it."""

    def crossed(self, value: float, limit: float, *, before: bool) -> bool:
        """Whether a value has to be reported. ``before``: whether it is reported already."""
        return value < limit * (DISK_MARGIN if before else 1) if self.below else value >= limit


@dataclass(frozen=True, slots=True)
class WatchChoice:
    """What the user chose for a watch."""

    on: bool
    limit: float


def watch_choice(stored: Mapping[str, Any], key: str, limit: Limit, *, on: bool) -> WatchChoice:
    """The choice for a watch from :attr:`Preferences.watches`. Invalid values count as absent."""
    kept = stored.get(key)
    values: Mapping[str, Any] = kept if isinstance(kept, Mapping) else {}
    switched, figure = values.get("on"), values.get("limit")
    valid = isinstance(figure, int | float) and not isinstance(figure, bool) and limit.least <= figure <= limit.most
    return WatchChoice(switched if isinstance(switched, bool) else on, float(figure) if valid else limit.default)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Incident:
    """What a watch reports."""

    watch: str
    """Key of the watch."""
    about: str
    """As in :data:`Measure`."""
    since: datetime
    """When the watch reported it."""
    limit: float
    value: float
    """The measured value at that time."""


@dataclass(frozen=True, slots=True)
class WatchReport:
    """The open incidents and what changed since the last report."""

    open: tuple[Incident, ...] = ()
    begun: tuple[Incident, ...] = ()
    over: tuple[Incident, ...] = ()
    """Those whose cause has gone. An incident that ends with its watch, webhook or listener is in none of the three."""


def joined_reports(first: WatchReport, then: WatchReport) -> WatchReport:
    """Combine two consecutive reports."""
    return WatchReport(then.open, first.begun + then.begun, first.over + then.over)

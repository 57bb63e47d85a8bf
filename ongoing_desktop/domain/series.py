"""Repeats, order and load: what is sent, what the receiver answered, and what that shows. No I/O."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, Literal, get_args

from ongoing_desktop.domain.lazy_dataclasses import EMPTY_MAPPING, dataclass
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.sent import Sent
from ongoing_desktop.domain.traffic import percentiles

SeriesKind = Literal["twice", "at-once", "apart", "after-timeout", "swapped", "many", "burst"]
SERIES_KINDS: Final[tuple[SeriesKind, ...]] = get_args(SeriesKind)
"""``twice``: the same event again after a 2xx. ``at-once``: both at the same time. ``apart``: some seconds later.
``after-timeout``: the first request is abandoned before its answer, so that it was processed but counts as failed; then
it is sent again. ``swapped``: the newer of two events first. ``many``: different events with a gap. ``burst``:
different events, several at the same time.
"""
REPEATS: Final[frozenset[SeriesKind]] = frozenset({"twice", "at-once", "apart", "after-timeout"})
MOST: Final = 1000
MOST_AT_ONCE: Final = 50
LONGEST_GAP_S: Final = 3600.0
LONGEST_S: Final = 120.0
"""A burst starts no further request after this many real seconds."""
SHORTEST_LIMIT_S, LONGEST_LIMIT_S = 0.05, 60.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be sent. Each kind uses only some of the fields."""

    kind: SeriesKind
    count: int = 10
    """For ``many`` and ``burst``."""
    gap_s: float = 2.0
    """For ``apart`` and ``many``: real seconds between an answer and the next request."""
    at_once: int = 5
    """For ``burst``."""
    limit_s: float = 1.0
    """For ``after-timeout``: real seconds until the first request is abandoned, and again until it is repeated."""

    @property
    def total(self) -> int:
        """The maximum number of requests."""
        return self.count if self.kind in ("many", "burst") else 2

    def problems(self) -> tuple[Problem, ...]:
        """Problems with the chosen values."""
        found = []
        if self.kind in ("many", "burst") and not 1 <= self.count <= MOST:
            found.append(Problem("count", "series-count", {"most": MOST}))
        if self.kind == "burst" and not 1 <= self.at_once <= MOST_AT_ONCE:
            found.append(Problem("at_once", "series-at-once", {"most": MOST_AT_ONCE}))
        if self.kind in ("apart", "many") and not 0 <= self.gap_s <= LONGEST_GAP_S:
            found.append(Problem("gap", "series-gap", {"most": LONGEST_GAP_S}))
        if self.kind == "after-timeout" and not SHORTEST_LIMIT_S <= self.limit_s <= LONGEST_LIMIT_S:
            params = {"least": SHORTEST_LIMIT_S, "most": LONGEST_LIMIT_S}
            found.append(Problem("limit", "series-limit", params))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class SeriesVerdict:
    """What the answers show; sentences by code. ``tone``: good, warn, bad or quiet."""

    tone: str
    code: str
    params: Mapping[str, object] = EMPTY_MAPPING


@dataclass(frozen=True, slots=True)
class Report:
    """The current state of a series."""

    wanted: Wanted
    sent: tuple[Sent, ...] = ()
    took_s: float = 0.0
    ended: bool = False
    cut: bool = False
    """Whether a burst reached its time limit."""

    @property
    def done(self) -> tuple[Sent, ...]:
        """The requests that were answered or failed."""
        return tuple(item for item in self.sent if item.done)

    def is_older(self, sent: Sent) -> bool:
        """Whether this request of ``swapped`` has the earlier event."""
        return self.wanted.kind == "swapped" and sent.number == 2


def verdicts(report: Report) -> tuple[SeriesVerdict, ...]:
    """What the answers show about the receiver, the most important first."""
    if not report.done:
        return (SeriesVerdict("quiet", "series-nothing"),)
    if report.wanted.kind in ("many", "burst"):
        return _load(report)
    if len(report.done) < 2:
        first = report.done[0]
        code = "series-first-failed" if report.ended and not first.good else "series-only-one"
        if report.wanted.kind == "after-timeout" and first.failure != "timeout" and report.ended:
            code = "series-no-timeout"
        return (SeriesVerdict("warn", code, {"word": first.word, "limit": report.wanted.limit_s}),)
    if report.wanted.kind == "swapped":
        return (_order(report.done),)
    first, second = sorted(report.done, key=lambda item: item.number)
    if report.wanted.kind == "after-timeout":
        return (_after_timeout(first, second),)
    return (_repeat(first, second, at_once=report.wanted.kind == "at-once"),)


def _repeat(first: Sent, second: Sent, *, at_once: bool) -> SeriesVerdict:
    words: dict[str, object] = {"first": first.word, "second": second.word}
    if not first.good and not second.good:
        return SeriesVerdict("warn", "series-both-failed", words)
    if first.good and second.good:
        if first.answer == second.answer and first.status == second.status:
            return SeriesVerdict("warn", "series-both-alike-at-once" if at_once else "series-both-alike", words)
        return SeriesVerdict("good", "series-told-apart", words)
    if at_once:
        return SeriesVerdict("warn", "series-one-of-both", words)
    if not first.good:
        return SeriesVerdict("warn", "series-first-failed", {"word": first.word})
    return _refusal("repeat", second, words)


def _refusal(about: str, sent: Sent, words: Mapping[str, object]) -> SeriesVerdict:
    """A client error means that the receiver refused on purpose."""
    if sent.status is not None and 400 <= sent.status <= 499:
        return SeriesVerdict("warn", f"series-{about}-refused", words)
    return SeriesVerdict("bad", f"series-{about}-broke", words)


def _after_timeout(first: Sent, second: Sent) -> SeriesVerdict:
    words: dict[str, object] = {"first": first.word, "second": second.word}
    return (
        SeriesVerdict("warn", "series-timeout-accepted", words) if second.good else _refusal("timeout", second, words)
    )


def _order(done: Sequence[Sent]) -> SeriesVerdict:
    newer, older = sorted(done, key=lambda item: item.number)
    words: dict[str, object] = {"older": older.word, "newer": newer.word}
    if not newer.good:
        return SeriesVerdict("warn", "series-newer-failed", words)
    if older.good:
        alike = older.answer == newer.answer and older.status == newer.status
        return SeriesVerdict("warn" if alike else "good", "series-order-alike" if alike else "series-order-told", words)
    return _refusal("order", older, words)


def _load(report: Report) -> tuple[SeriesVerdict, ...]:
    done = report.done
    good = [item for item in done if item.good]
    found = []
    if len(good) == len(done):
        found.append(SeriesVerdict("good", "series-all-good", {"count": len(done)}))
    else:
        bad = Counter(item.word for item in done if not item.good)
        message = ", ".join(f"{count} × {word}" for word, count in bad.most_common())
        params = {"good": len(good), "count": len(done), "bad": message}
        found.append(SeriesVerdict("bad" if not good else "warn", "series-some-bad", params))
    if limited := [item.number for item in done if item.status == 429]:
        found.append(SeriesVerdict("warn", "series-limited", {"number": min(limited)}))
    times = percentiles([item.duration_ms for item in done if item.duration_ms is not None], 50, 90, 99)
    if times:
        found.append(SeriesVerdict("quiet", "series-times", {key: f"{value:.0f}" for key, value in times.items()}))
    if report.wanted.kind == "burst" and report.took_s > 0:  # otherwise the gap determines the rate
        rate = len(done) / report.took_s
        found.append(SeriesVerdict("quiet", "series-rate", {"rate": round(rate) if rate >= 10 else round(rate, 1)}))
    if report.cut:
        found.append(SeriesVerdict("warn", "series-cut", {"seconds": LONGEST_S, "count": report.wanted.count}))
    return tuple(found)

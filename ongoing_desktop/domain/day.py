"""A day of events to play at a receiver: its table, the plan of the requests, and their results. No I/O."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from math import sqrt
from typing import Final, Literal, cast

from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.sent import Sent
from ongoing_desktop.domain.traffic import percentiles

Shape = Literal["even", "rising", "wave"]
SHAPES: Final[Mapping[Shape, Callable[[float], float]]] = {
    "even": lambda share: share,
    "rising": sqrt,
    "wave": lambda share: sqrt(share / 2) if share < 0.5 else 1 - sqrt((1 - share) / 2),
}
"""How the events of a row are spread over its time: maps an event's place to its moment, both from 0 to 1.

``rising``: more and more of them. ``wave``: most of them in the middle.
"""
MOST: Final = 5_000
"""Maximum number of requests."""
MOST_AT_ONCE: Final = 50
HIGHEST_RATE: Final = 500.0
LONGEST_S: Final = 3_600.0
AS_FAST_AS_POSSIBLE: Final = 0.0
FACTORS: Final = (1.0, 10.0, 60.0, 600.0, AS_FAST_AS_POSSIBLE)
PARTS: Final = 48
"""Number of parts of the backlog's curve."""
DAYS: Final[Mapping[str, str]] = {
    "morning-picking": """\
pick-order-created 40 06:00-07:30 wave
pick-order-started 40 06:10-07:45 wave
article-picked 160 06:15-08:00 wave
order-picked 60 06:30-08:00 wave
order-status-changed 100 06:00-08:15 even
""",
    "goods-in": """\
purchase-order-created 10 07:00-08:00 even
inbound-performed 120 08:00-11:30 wave
purchase-order-received 20 08:30-12:00 even
move-performed 80 08:15-12:00 rising
""",
    "whole-day": """\
order-created 200 00:00-23:59 wave
order-picked 180 06:00-16:00 wave
order-status-changed 400 06:00-18:00 even
inbound-performed 60 07:00-15:00 even
article-updated 40 08:00-17:00 even
inventory-performed 20 22:00-24:00 rising
""",
}
"""The built-in days by key, in the notation of :func:`read_day`."""
_ROW: Final = re.compile(r"(\S+)\s+(\d{1,6})\s+(\d{1,2}):(\d\d)\s*-\s*(\d{1,2}):(\d\d)(?:\s+(\S+))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class DayRow:
    """Events of one type. The times are seconds after midnight."""

    type: str
    count: int
    from_s: int
    to_s: int
    shape: Shape = "even"


@dataclass(frozen=True, slots=True)
class Moment:
    """One event of a day: when, and its type, or the exchange it was recorded in."""

    at_s: float
    type: str
    recorded: int = 0


@dataclass(frozen=True, slots=True)
class Bounds:
    """The limits of a run, in real time."""

    factor: float = 60.0
    """How many times faster than the day; 0 leaves out the waits."""
    rate: float = 50.0
    """At most so many requests a second."""
    at_once: int = 10
    """At most so many requests without an answer."""
    longest_s: float = 300.0
    """No request starts later than this."""

    def problem(self) -> Problem | None:
        """Why a run cannot have these limits."""
        for name, value, least, most in (
            ("factor", self.factor, 0.0, 100_000.0),
            ("rate", self.rate, 0.1, HIGHEST_RATE),
            ("at-once", self.at_once, 1, MOST_AT_ONCE),
            ("longest", self.longest_s, 1.0, LONGEST_S),
        ):
            if not least <= value <= most:
                return Problem(name, f"burst-{name}", {"from": least, "to": most})
        return None


def read_day(text: str, known: Collection[str]) -> tuple[DayRow, ...] | Problem:
    """Read a day: a line for each type, such as ``order-picked 60 06:30-08:00 wave``. ``#`` begins a comment.

    ``known``: the types that exist.
    """
    rows: list[DayRow] = []
    for number, line in enumerate(text.splitlines(), 1):
        content = line.partition("#")[0].strip()
        if not content:
            continue
        found = _ROW.fullmatch(content)
        if found is None:
            return Problem("day", "burst-line", {"line": number, "text": content[:80]})
        key, count, *clock, shape = found.groups()
        if key not in known:
            return Problem("day", "burst-type", {"line": number, "type": key[:80]})
        if (shape or "even") not in SHAPES:
            return Problem("day", "burst-shape", {"line": number, "shape": shape[:80], "known": ", ".join(SHAPES)})
        hours = [int(part) for part in clock]
        begins, ends = ((hours[place] * 60 + hours[place + 1]) * 60 for place in (0, 2))
        if hours[1] > 59 or hours[3] > 59 or not begins < ends <= 24 * 3600:
            return Problem("day", "burst-times", {"line": number})
        rows.append(DayRow(key, int(count), begins, ends, cast("Shape", shape or "even")))
    total = sum(row.count for row in rows)
    if not total:
        return Problem("day", "burst-empty")
    return Problem("day", "burst-many", {"found": total, "most": MOST}) if total > MOST else tuple(rows)


def moments(rows: Iterable[DayRow], total: int = 0) -> list[Moment]:
    """The events of a day in their order. ``total``: scale the counts to about this sum; 0 leaves them."""
    rows = tuple(rows)
    share = total / sum(row.count for row in rows) if total else 1.0
    found: list[Moment] = []
    for row in rows:
        count = max(1, round(row.count * share)) if row.count else 0
        spread, length = SHAPES[row.shape], row.to_s - row.from_s
        found += [Moment(row.from_s + length * spread((place + 0.5) / count), row.type) for place in range(count)]
    return sorted(found, key=lambda moment: moment.at_s)


def due_times(events: Sequence[Moment], bounds: Bounds) -> list[float]:
    """When each request is due: real seconds after the start. The rate is respected even if the day is denser."""
    due: list[float] = []
    for event in events:
        wanted = (event.at_s - events[0].at_s) / bounds.factor if bounds.factor else 0.0
        due.append(max(wanted, due[-1] + 1 / bounds.rate) if due else wanted)
    return due


@dataclass(frozen=True, slots=True)
class TypeResult:
    """The requests of one type. ``times_ms``: percentiles 50, 95, 99 and the maximum; empty before an answer."""

    type: str
    planned: int
    good: int
    failed: int
    words: Mapping[str, int]
    """How often each failure occurred."""
    times_ms: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class DayReport:
    """The current state of a run. ``sent`` contains planned requests too; its times are real seconds."""

    bounds: Bounds
    sent: tuple[Sent, ...]
    took_s: float = 0.0
    ended: bool = False
    cut: bool = False
    """Whether the time limit was reached before all were sent."""

    @property
    def done(self) -> int:
        """How many were answered or failed."""
        return sum(item.done for item in self.sent)

    @property
    def good(self) -> bool:
        """Whether all were sent and succeeded."""
        return all(item.good for item in self.sent)

    @property
    def late_s(self) -> float:
        """The longest time by which a request was sent after it was due, because earlier ones had no answer yet."""
        return max((item.began_s - item.planned_s for item in self.sent if item.at is not None), default=0.0)

    def types(self) -> Iterator[TypeResult]:
        """The result for each type, in the order of the day."""
        every: dict[str, list[Sent]] = {}
        for item in self.sent:
            every.setdefault(type_of(item), []).append(item)
        for key, items in every.items():
            yield _result(key, items)

    def whole(self) -> TypeResult:
        """The result for all types together."""
        return _result("", self.sent)

    def backlog(self, parts: int = PARTS) -> tuple[int, ...]:
        """How many requests were due and not answered, at moments evenly spread over the run."""
        due = sorted(item.planned_s for item in self.sent)
        answered = sorted(item.began_s + (item.duration_ms or 0.0) / 1000 for item in self.sent if item.done)
        ends = max((self.took_s, *answered[-1:]))
        times = [ends * (place + 0.5) / parts for place in range(parts)]
        return tuple(max(0, bisect_right(due, at) - bisect_right(answered, at)) for at in times)


def type_of(sent: Sent) -> str:
    """The type of a request's event; empty for a recorded one of no known type."""
    return sent.hook.type if sent.hook else ""


def _result(key: str, items: Sequence[Sent]) -> TypeResult:
    done = [item for item in items if item.done]
    good = sum(item.good for item in done)
    times = percentiles([item.duration_ms for item in done if item.duration_ms is not None], 50, 95, 99)
    words = Counter(item.word for item in done if not item.good)
    return TypeResult(key, len(items), good, len(done) - good, dict(words.most_common()), times)

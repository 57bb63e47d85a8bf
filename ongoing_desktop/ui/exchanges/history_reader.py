"""What a table asks of the history, in steps that are short however rare a match is. Blocking; on storage threads."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any, Final

from ongoing_desktop.domain.exchange import ExchangeRow, TimedIds
from ongoing_desktop.domain.filters import Filter
from ongoing_desktop.domain.lazy_dataclasses import dataclass, field, replace
from ongoing_desktop.services.ports import History, Stop

PAGE: Final = 60
"""Rows fetched with the newest ids, so that a screen of them can be painted at once."""
FIRST_SPAN: Final = 5_000
"""Ids looked through by the first step of a search."""
SHORT_S: Final = 0.03
LONG_S: Final = 0.12
"""Steps grow while one takes less than the one, and shrink when it takes more than the other."""
SMALLEST: Final = 1_000
LAST: Final = 2**62
"""After this number there is no change: only the newest one's own number is wanted."""
LARGEST: Final = 100_000
"""More at once would hold up the window while it takes them in, and leave the process as large as the largest step."""
LONGEST: Final = 800_000
"""Where next to nothing matches, next to nothing is taken in, and asking the index costs the same however far it looks."""
NEXT_TO_NOTHING: Final = 50
"""One match among so many ids."""


@dataclass(frozen=True, slots=True)
class Query:
    """Which exchanges a table shows."""

    filter: Filter | None = None
    direction: str | None = None
    webhook: str | None = None
    system: str | None = None
    cleared: int = 0
    """Up to this id the view was cleared."""
    folded: bool = False
    """Of each event only the last arrival, of each delivery the last attempt."""

    @property
    def plain(self) -> bool:
        """Whether a row alone says if it belongs here: no filter, nothing folded."""
        return self.filter is None and not self.folded

    def shows(self, row: ExchangeRow) -> bool:
        """Whether a row belongs here, where the question is :attr:`plain`; as :meth:`History.page` decides it."""
        gap = row.direction == "gap"
        return {
            "in": row.direction == "in" and not row.source,
            "out": row.direction == "out" and not row.source,
            "api": row.direction == "api" and not row.source,
            "log": row.direction in ("in", "gap") and not row.source,
            "all": True,
            None: not gap,
        }[self.direction] and (
            (self.webhook is None or row.webhook == self.webhook)
            and (
                self.system is None
                or (row.system or "").casefold() == self.system.casefold()
                or (gap and bool(self.system) and self.direction in ("log", "all"))
            )
        )

    def keywords(self) -> dict[str, Any]:
        """As :meth:`History.ids` takes them."""
        return {
            "filter": self.filter,
            "direction": self.direction,
            "webhook": self.webhook,
            "system": self.system,
            "folded": self.folded,
        }


@dataclass(frozen=True, slots=True)
class Found:
    """What one step found."""

    found: TimedIds
    rows: list[ExchangeRow] = field(default_factory=list)
    low: int = 0
    """All ids above this one were looked through, as far as the search went."""
    seen: int = 0
    """All ids up to this one were looked through."""
    span: int = FIRST_SPAN
    """How many ids the next step is to look through."""
    gone: list[int] = field(default_factory=list)
    """Exchanges that do not belong here any more."""
    thinned: int = 0
    """The limits took exchanges out up to this id; 0: they took none."""
    left: TimedIds = field(default_factory=TimedIds)
    """What belongs here of the exchanges up to ``thinned``, rising."""
    missed: bool = False
    """What changed is no longer known one by one: everything has to be asked again."""
    superseded: list[int] = field(default_factory=list)
    """Exchanges that are folded under newer ones now."""
    back: TimedIds = field(default_factory=TimedIds)
    """Exchanges that belong here again, where they were."""
    change: int = 0
    """Number of the last change of a mark that was looked at."""


def first(history: History, query: Query, stop: Stop, upto: int | None = None) -> Found:
    """The newest, as far as the first step goes; with ``upto`` those up to that id."""
    change = history.changes(LAST).number
    newest = history.newest_id() if upto is None else upto
    # Behind what was read from a file lies what is newer than it.
    span = max(FIRST_SPAN, newest - history.latest_id() + 1)
    return replace(_down(history, query, newest, span, stop, seen=newest), change=change)


def older(history: History, query: Query, low: int, span: int, stop: Stop) -> Found:
    """The step before those above ``low``."""
    return _down(history, query, low, span, stop, seen=0)


def newer(history: History, query: Query, seen: int, change: int, refresh: Sequence[int], rows: int) -> Found:
    """What arrived since, and which marks changed; with the newest ``rows``, and rows that are to be read again."""
    newest = history.newest_id()
    changes = history.changes(change)
    if changes.missed:
        return Found(TimedIds(), seen=seen, change=change, missed=True)
    keywords = query.keywords()
    found = TimedIds()
    superseded: list[int] = []
    if newest > seen:
        found = history.ids(above=seen, upto=newest, **keywords)
        superseded = history.superseded(above=seen, upto=newest) if query.folded else []
    marked = _marked(history, query, [number for number in changes.ids if number <= seen])
    thinned = min(changes.thinned, seen)
    left = history.ids(above=query.cleared, upto=thinned, **keywords) if thinned > query.cleared else TimedIds()
    wanted = [*refresh, *marked.back.ids, *marked.folded, *(found.ids[-rows:] if rows else ())]
    return Found(
        found,
        history.rows(wanted) if wanted else [],
        seen=max(newest, seen),
        gone=marked.gone,
        superseded=superseded + marked.superseded,
        back=marked.back,
        thinned=thinned,
        left=left,
        change=changes.number,
    )


@dataclass(frozen=True, slots=True)
class _Marked:
    """What became of exchanges whose marks changed."""

    back: TimedIds
    gone: list[int]
    folded: list[int]
    """They are there, but under another one."""
    superseded: list[int]
    """They are under one whose mark changed."""


def _marked(history: History, query: Query, ids: Sequence[int]) -> _Marked:
    if not ids:
        return _Marked(TimedIds(), [], [], [])

    # Where the last of an event goes or comes back, the one before it comes back or goes under it.
    earlier = history.before(ids) if query.folded else []
    back = history.ids(above=query.cleared, upto=LAST, among=[*ids, *earlier], **query.keywords())
    belonging = set(back.ids)
    others = [number for number in ids if number not in belonging]
    if not query.folded:
        return _Marked(back, others, [], [])
    folded = [row.id for row in history.rows(others)]
    gone = [number for number in others if number not in folded]
    return _Marked(back, gone, folded, [number for number in earlier if number not in belonging])


def _down(history: History, query: Query, high: int, span: int, stop: Stop, *, seen: int) -> Found:
    low = max(high - span, query.cleared)
    began = time.perf_counter()
    found = history.ids(above=low, upto=high, **query.keywords(), stop=stop) if high > low else TimedIds()
    took = time.perf_counter() - began
    if took < SHORT_S:
        span *= 4
    elif took > LONG_S:
        span = max(span // 2, SMALLEST)
    span = min(span, LONGEST if len(found) * NEXT_TO_NOTHING <= high - low else LARGEST)
    rows = history.rows(found.ids[-PAGE:]) if found and seen else []
    return Found(found, rows, low=low, seen=seen, span=span)

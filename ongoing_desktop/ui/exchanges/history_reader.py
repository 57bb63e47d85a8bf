"""Reads the history for a table in steps that stay short however rare matches are. Blocking; for storage threads."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any, Final

from ongoing_desktop.domain.exchange import ExchangeRow, Grouping, TimedIds
from ongoing_desktop.domain.filters import Filter
from ongoing_desktop.domain.lazy_dataclasses import dataclass, field, replace
from ongoing_desktop.domain.members import NUMBERS
from ongoing_desktop.services.ports import Stop
from ongoing_desktop.services.ports.history import History

PAGE: Final = 60
"""Rows loaded together with the newest ids, so that a screen of them can be painted at once."""
FIRST_SPAN: Final = 5_000
"""Ids searched in the first step."""
SHORT_S: Final = 0.03
LONG_S: Final = 0.12
"""Seconds: steps grow below the first value and shrink above the second."""
SMALLEST: Final = 1_000
LAST: Final = 2**62
"""Higher than any change number, to read only the newest one's number."""
LARGEST: Final = 100_000
"""A larger step would block the window while it processes the result, and use as much memory."""
LONGEST: Final = 800_000
"""When almost nothing matches, a larger range costs no more, so use it."""
NEXT_TO_NOTHING: Final = 50
"""A match among at least this many ids counts as rare."""


@dataclass(frozen=True, slots=True)
class Query:
    """The exchanges that a table shows."""

    filter: Filter | None = None
    direction: str | None = None
    webhook: str | None = None
    system: str | None = None
    cleared: int = 0
    """The view was cleared up to this id."""
    grouping: Grouping | None = None
    """Only the newest exchange of each group."""
    members: tuple[str, ...] = ()
    """Paths of the members of the body that columns show."""

    @property
    def plain(self) -> bool:
        """Whether a row alone shows if it matches and what its columns show: no filter, no groups, no members."""
        return self.filter is None and self.grouping is None and not self.members

    def shows(self, row: ExchangeRow) -> bool:
        """Whether a row matches a :attr:`plain` query, like :meth:`History.page`."""
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
        """The arguments for :meth:`History.ids`."""
        return {
            "filter": self.filter,
            "direction": self.direction,
            "webhook": self.webhook,
            "system": self.system,
            "grouping": self.grouping,
        }

    def rows(self, history: History, ids: Sequence[int]) -> list[ExchangeRow]:
        """The current rows for these ids with all that the list shows of them."""
        named = NUMBERS if self.grouping is not None and self.grouping.by == "order" else ()
        return history.rows(ids, members=tuple(dict.fromkeys((*self.members, *named))), grouping=self.grouping)


@dataclass(frozen=True, slots=True)
class Found:
    """The result of one step."""

    found: TimedIds
    rows: list[ExchangeRow] = field(default_factory=list)
    low: int = 0
    """All ids above this one were searched."""
    seen: int = 0
    """All ids up to this one were searched."""
    span: int = FIRST_SPAN
    """Number of ids for the next step."""
    gone: list[int] = field(default_factory=list)
    """Exchanges that no longer match."""
    thinned: int = 0
    """The limits removed exchanges up to this id; 0 if they removed nothing."""
    left: TimedIds = field(default_factory=TimedIds)
    """The remaining matches up to ``thinned``, rising."""
    missed: bool = False
    """Whether changes are no longer known one by one, so that everything must be reloaded."""
    superseded: list[int] = field(default_factory=list)
    """Exchanges that newer ones have replaced as heads of their groups."""
    back: TimedIds = field(default_factory=TimedIds)
    """Exchanges that match again, at their position."""
    change: int = 0
    """Number of the last change that was read."""


def first(history: History, query: Query, stop: Stop, upto: int | None = None) -> Found:
    """The first step from the newest id, or from ``upto``."""
    change = history.changes(LAST).number
    newest = history.newest_id() if upto is None else upto
    # Newer exchanges have lower ids than imported ones.
    span = max(FIRST_SPAN, newest - history.latest_id() + 1)
    return replace(older(history, query, newest, span, stop, seen=newest), change=change)


def newer(history: History, query: Query, seen: int, change: int, refresh: Sequence[int], rows: int) -> Found:
    """New exchanges and changed marks, with the newest ``rows`` and rows to reload."""
    newest = history.newest_id()
    changes = history.changes(change)
    if changes.missed:
        return Found(TimedIds(), seen=seen, change=change, missed=True)
    keywords = query.keywords()
    found = TimedIds()
    superseded: list[int] = []
    if newest > seen:
        found = history.ids(above=seen, upto=newest, **keywords)
        superseded = history.superseded(query.grouping, above=seen, upto=newest) if query.grouping else []
    back, gone, folded, headless = _marked(history, query, [number for number in changes.ids if number <= seen])
    thinned = min(changes.thinned, seen)
    left = history.ids(above=query.cleared, upto=thinned, **keywords) if thinned > query.cleared else TimedIds()
    wanted = [*refresh, *back.ids, *folded, *(found.ids[-rows:] if rows else ())]
    return Found(
        found,
        query.rows(history, wanted) if wanted else [],
        seen=max(newest, seen),
        gone=gone,
        superseded=superseded + headless,
        back=back,
        thinned=thinned,
        left=left,
        change=changes.number,
    )


def _marked(history: History, query: Query, ids: Sequence[int]) -> tuple[TimedIds, list[int], list[int], list[int]]:
    """Of exchanges whose marks changed: those that match again, and those that no longer exist.

    With groups also those that are in another's group, and others of groups whose head changed its mark.
    """
    if not ids:
        return TimedIds(), [], [], []
    # When the last of an event is deleted or restored, the previous one becomes the head or joins the group.
    earlier = history.before(query.grouping, ids) if query.grouping else []
    back = history.ids(above=query.cleared, upto=LAST, among=[*ids, *earlier], **query.keywords())
    belonging = set(back.ids)
    others = [number for number in ids if number not in belonging]
    if query.grouping is None:
        return back, others, [], []
    folded = [row.id for row in history.rows(others)]
    gone = [number for number in others if number not in folded]
    return back, gone, folded, [number for number in earlier if number not in belonging]


def older(history: History, query: Query, high: int, span: int, stop: Stop, *, seen: int = 0) -> Found:
    """The next step, from ``high`` down."""
    low = max(high - span, query.cleared)
    began = time.perf_counter()
    found = history.ids(above=low, upto=high, **query.keywords(), stop=stop) if high > low else TimedIds()
    took = time.perf_counter() - began
    if took < SHORT_S:
        span *= 4
    elif took > LONG_S:
        span = max(span // 2, SMALLEST)
    span = min(span, LONGEST if len(found) * NEXT_TO_NOTHING <= high - low else LARGEST)
    rows = query.rows(history, found.ids[-PAGE:]) if found and seen else []
    return Found(found, rows, low=low, seen=seen, span=span)

"""What a table asks of the history, in steps that are short however rare a match is. Blocking; on storage threads."""

from __future__ import annotations

import time
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from ongoing_desktop.domain.exchange import ExchangeRow
from ongoing_desktop.domain.filters import Filter
from ongoing_desktop.services.ports import History

PAGE: Final = 60
"""Rows fetched with the newest ids, so that a screen of them can be painted at once."""
FIRST_SPAN: Final = 5_000
"""Ids looked through by the first step of a search."""
SHORT_S: Final = 0.03
LONG_S: Final = 0.12
"""Steps grow while one takes less than the one, and shrink when it takes more than the other."""
SMALLEST: Final = 1_000
LARGEST: Final = 250_000
"""More at once would hold up the window while it takes them in."""


@dataclass(frozen=True, slots=True)
class Query:
    """Which exchanges a table shows."""

    filter: Filter | None = None
    direction: str | None = None
    webhook: str | None = None
    system: str | None = None
    cleared: int = 0
    """Up to this id the view was cleared."""

    def keywords(self) -> dict[str, Any]:
        """As :meth:`History.ids` takes them."""
        return {
            "filter": self.filter,
            "direction": self.direction,
            "webhook": self.webhook,
            "system": self.system,
        }


@dataclass(frozen=True, slots=True)
class Found:
    """What one step found."""

    ids: array[int]
    rows: list[ExchangeRow] = field(default_factory=list)
    low: int = 0
    """All ids above this one were looked through, as far as the search went."""
    seen: int = 0
    """All ids up to this one were looked through."""
    span: int = FIRST_SPAN
    """How many ids the next step is to look through."""


def first(history: History, query: Query) -> Found:
    """The newest, as far as the first step goes."""
    newest = history.newest_id()
    return _down(history, query, newest, FIRST_SPAN, seen=newest)


def older(history: History, query: Query, low: int, span: int) -> Found:
    """The step before those above ``low``."""
    return _down(history, query, low, span, seen=0)


def newer(history: History, query: Query, seen: int, refresh: Sequence[int], rows: int) -> Found:
    """What arrived since; with the newest ``rows`` of it, and rows that are to be read again."""
    newest = history.newest_id()
    ids = history.ids(above=seen, upto=newest, **query.keywords()) if newest > seen else array("q")
    wanted = [*refresh, *(ids[-rows:] if rows else ())]
    return Found(ids, history.rows(wanted) if wanted else [], seen=max(newest, seen))


def _down(history: History, query: Query, high: int, span: int, *, seen: int) -> Found:
    low = max(high - span, query.cleared)
    began = time.perf_counter()
    ids = history.ids(above=low, upto=high, **query.keywords()) if high > low else array("q")
    took = time.perf_counter() - began
    if took < SHORT_S:
        span = min(span * 4, LARGEST)
    elif took > LONG_S:
        span = max(span // 2, SMALLEST)
    rows = history.rows(ids[-PAGE:]) if ids and seen else []
    return Found(ids, rows, low=low, seen=seen, span=span)

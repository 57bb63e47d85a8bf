"""Searches the history: by the index up to its watermark, and by scanning above it, with the same result."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from ongoing_desktop.domain.errors import StorageDamaged, StorageError
from ongoing_desktop.domain.filters import Filter
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.storage.database import Database, known
from ongoing_desktop.storage.lists import newest_of_each
from ongoing_desktop.storage.search.sql import Names, compile_filter
from ongoing_desktop.storage.search.watermark import state

if TYPE_CHECKING:
    from ongoing_desktop.domain.exchange import Grouping
    from ongoing_desktop.services.ports import Stop
    from ongoing_desktop.storage.search.index import SearchIndex
    from ongoing_desktop.storage.search.planner import Plan

log = logging.getLogger(__name__)

HIGHEST: Final = 2**62
_UPTO: Final = "e.id > ? and e.id <= ?"
_THESE: Final = "e.id in (select value from json_each(?))"
_STALE: Final = "select exchange_id from stale where exchange_id > ? and exchange_id <= ? order by 1"
_NOTED: Final = "select id from exchanges where note <> '' and id > ? and id <= ? order by 1"
_COARSE: Final = "select exchange_id from coarse where exchange_id > ? and exchange_id <= ? order by 1"


@dataclass(frozen=True, slots=True)
class Question:
    """A query for exchanges above ``low`` and up to ``high`` that are not deleted."""

    select: str
    """The ``select`` and ``from`` clauses."""
    low: int = 0
    high: int = HIGHEST
    rising: bool = False
    limit: int = -1
    filter: Filter | None = None
    direction: str | None = None
    webhook: str | None = None
    system: str | None = None
    """A code compared ignoring case, or ``""`` for exchanges of no known system."""
    grouping: Grouping | None = None
    """Only the newest exchange of each group."""
    among: Sequence[int] | None = None
    """Consider only these ids."""

    @property
    def narrow(self) -> bool:
        """Whether the question has any condition besides the range of ids."""
        asked = (
            self.webhook is not None
            or self.system is not None
            or self.grouping is not None
            or self.among is not None
            or self.direction in ("in", "out", "api")
        )
        return asked or bool(self.filter and self.filter.terms)

    @property
    def with_gaps(self) -> bool:
        """Whether downtime rows are included. The index does not contain them."""
        return self.direction in ("log", "all")


class Finder:
    """Answers questions from the history. Safe on any thread."""

    def __init__(self, history: Database, index: SearchIndex | None, names: Callable[[], Names]) -> None:
        self._db = history
        self._index = index
        self._names = names

    def find(self, question: Question, stop: Stop | None = None) -> list[tuple[Any, ...]]:
        """The matching rows in order. Raises StorageError."""
        wanted = question.filter or Filter()
        names = self._names() if wanted.needs_names else Names()
        where, values = _where(question, wanted, names)
        if question.among is not None:
            these = _listed([number for number in question.among if question.low < number <= question.high])
            with self._db.read(stop) as connection:
                return _look(connection, question, where, values, _THESE, (these,), question.limit)
        index = self._index
        if (
            index is not None
            and not question.with_gaps
            and (wanted.terms or question.direction or question.webhook or question.system is not None)
        ):
            begun = index.begun
            try:
                return self._by_index(index, question, names, where, values, stop)
            except _IndexFailed as failed:
                if index.begun == begun:
                    _without(index, failed.error)
            except StorageError as error:
                # A rebuild interrupts reads of the index; that is no reason to end the search.
                ended = error.code == "storage-interrupted" and index.begun == begun
                if error.params.get("path") != str(index.path) or ended:
                    raise
                log.info("searching without the index: %s", error)
        with self._db.read(stop) as connection:
            return _look(connection, question, where, values, _UPTO, (question.low, question.high), question.limit)

    def _by_index(
        self,
        index: SearchIndex,
        question: Question,
        names: Names,
        where: str,
        values: tuple[Any, ...],
        stop: Stop | None,
    ) -> list[tuple[Any, ...]]:
        low, high, rising = question.low, question.high, question.rising
        with index.read(stop) as found, self._db.read(stop) as connection:
            mark, plan, extra = 0, None, list[int]()
            if found is not None:
                # Read the index first: the stale marks must be at least as new as its content.
                with _asking():
                    holds, mark = index.reach(found)
                generation, promised = state(connection)
                mark = min(mark, promised, high) if holds == generation else 0
            if found is not None and mark > low:
                from ongoing_desktop.storage.search.planner import plan_of  # noqa: PLC0415 - many lists need no plan

                with _asking():
                    plan = plan_of(
                        found,
                        question.filter or Filter(),
                        names,
                        direction=question.direction,
                        webhook=question.webhook,
                        system=question.system,
                    )
                    coarse = found.execute(_COARSE, (low, mark)).fetchall() if plan and plan.coarse else []
                extra = _extra(connection, plan, coarse, low, mark) if plan else []
            if plan is None or found is None:
                return _look(connection, question, where, values, _UPTO, (low, high), question.limit)
            parts = [
                iter([(_UPTO, (mark, high))] if high > mark else []),
                _narrowed(found, plan, extra, low, mark, rising=rising),
            ]
            rows: list[tuple[Any, ...]] = []
            for part in reversed(parts) if rising else parts:
                while question.limit < 0 or len(rows) < question.limit:
                    with _asking():
                        step = next(part, None)
                    if step is None:
                        break
                    left = question.limit - len(rows) if question.limit >= 0 else -1
                    rows += _look(connection, question, where, values, step[0], step[1], left)
            return rows


class _IndexFailed(Exception):  # noqa: N818 - control flow, always handled
    """The index could not be queried. The cause says nothing about the history."""

    def __init__(self, error: sqlite3.Error) -> None:
        super().__init__(str(error))
        self.error = error


@contextmanager
def _asking() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise _IndexFailed(error) from error


def _without(index: SearchIndex, error: sqlite3.Error) -> None:
    """Handle a failure of the index. Raises StorageError if the search was interrupted."""
    match known(error, index.path):
        case StorageDamaged():
            index.set_broken()
        case StorageError() as why if why.code == "storage-interrupted":
            raise why from error
        case None:
            # A bug in an index query must not prevent the search.
            log.error("searching without the index", exc_info=error)
        case why:
            log.info("searching without the index: %s", why)


def _narrowed(
    found: sqlite3.Connection, plan: Plan, extra: list[int], low: int, high: int, *, rising: bool
) -> Iterator[tuple[str, Sequence[Any]]]:
    from ongoing_desktop.storage.search.planner import candidates, ranges  # noqa: PLC0415

    if plan.match is None:
        for first, last in ranges(plan, low, high, rising=rising):
            yield _UPTO, (first, last)
        return
    for step in candidates(found, plan, extra, low, high, rising=rising):
        yield (_UPTO, step) if isinstance(step, tuple) else (_THESE, (_listed(step),))


def _listed(ids: list[int]) -> str:
    """Ids as one value for ``json_each``."""
    return json.dumps(ids, separators=(",", ":"))


def _extra(connection: sqlite3.Connection, plan: Plan, coarse: list[tuple[int]], low: int, high: int) -> list[int]:
    """Ids that are candidates independently of the index."""
    ids = {number for (number,) in (*coarse, *connection.execute(_STALE, (low, high)))}
    if plan.noted:
        ids.update(number for (number,) in connection.execute(_NOTED, (low, high)))
    return sorted(ids)


def _look(
    connection: sqlite3.Connection,
    question: Question,
    where: str,
    values: tuple[Any, ...],
    condition: str,
    given: Sequence[Any],
    limit: int,
) -> list[tuple[Any, ...]]:
    order = "asc" if question.rising else "desc"
    query = f"{question.select} where {condition} and {where} order by e.id {order} limit ?"
    return connection.execute(query, (*given, *values, limit)).fetchall()


def _where(question: Question, wanted: Filter, names: Names) -> tuple[str, tuple[Any, ...]]:
    bare = question.grouping is None and not wanted.terms and question.webhook is None and question.system is None
    if bare and question.direction == "all":
        # The few deleted ids come from their own index, so that a query for ids alone reads no rows.
        return "e.id not in (select d.id from exchanges d where d.deleted is not null)", ()
    terms = ["e.deleted is null"]
    values: list[Any] = []
    # Literals, because SQLite does not use a partial index for a bound value.
    match question.direction:
        case "in" | "out" | "api":
            terms.append(f"e.direction = '{question.direction}'")
            terms.append("e.source = ''")
        case "log":
            terms.append("e.direction in ('in', 'gap')")
            terms.append("e.source = ''")
        case None:
            terms.append("e.direction <> 'gap'")
    if question.webhook is not None:
        terms.append("e.webhook = ?")
        values.append(question.webhook)
    if question.system:
        # A downtime concerns every system.
        every = " or e.direction = 'gap'" if question.with_gaps else ""
        terms.append(f"(e.system = ? collate nocase{every})")
        values.append(question.system)
    elif question.system is not None:
        terms.append("(e.system is null or e.system = '')")
    if question.grouping is not None:
        terms.append(newest_of_each(question.grouping))
    if wanted.terms:
        term, given = compile_filter(wanted, names)
        terms.append(f"({term})")
        values.extend(given)
    return " and ".join(terms), tuple(values)

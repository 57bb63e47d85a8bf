"""Uses the search index to find candidates for a filter: all exchanges that match and few others.

A plan is a full-text query with ranges of ids; the filter's own SQL then decides for each candidate. Terms that the
index cannot answer, such as a fragment of two letters or one that is part of thousands of words, do not narrow the
search.
"""

from __future__ import annotations

import heapq
import re
import sqlite3
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from typing import TYPE_CHECKING, Final

from ongoing_desktop.domain.filters import body_paths
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.storage.search.index import KEYS, TEXT, ZONE
from ongoing_desktop.storage.search.indexer import event_token
from ongoing_desktop.storage.search.sql import Names, hooks_named, reasons_saying, term_sql
from ongoing_desktop.storage.search.tokenizer import GRAM, Piece, fits, grams_of, pieces_of

if TYPE_CHECKING:
    from ongoing_desktop.domain.filters import Filter, Term

_WHOLE: Final = re.compile(r"[0-9A-Za-z]+")
MOST_WORDS: Final = 300
"""If a fragment is part of more words than this, scanning the newest exchanges is faster."""
MATCHES_NOTHING: Final = ""
_ELSE: Final = "\n"
"""Separates a part of a query from its exclusions."""
_MOST_PARTS: Final = 5_000
_FIRST_CANDIDATES: Final = 200
_MOST_CANDIDATES: Final = 20_000
_FIRST_SPAN: Final = 2_000
_LAST_SPAN: Final = 250_000
DENSE: Final = 8
"""If more than one in this many ids is a candidate, scanning all of them is faster."""
_RANGED: Final = ("after", "before", "size")


@dataclass(frozen=True, slots=True)
class Plan:
    """What narrows a search to its candidates."""

    match: str | None
    """An FTS5 query; None for all exchanges, :data:`MATCHES_NOTHING` for none."""
    zones: frozenset[int] | None
    """Zones that may contain a match, or None for all."""
    coarse: bool
    """Whether exchanges without indexed words are candidates too."""
    noted: bool
    """Whether exchanges with a note are candidates too."""


def plan_of(
    index: sqlite3.Connection,
    wanted: Filter,
    names: Names,
    *,
    direction: str | None,
    webhook: str | None,
    system: str | None,
) -> Plan | None:
    """The plan for a filter, or None if the index cannot narrow it."""
    parts: list[str] = []
    coarse = noted = False
    for term in wanted.terms:
        if term.key in ("id", "is") and not term.negated:
            return None  # found by its primary key
        if term.key in ("pinned", "note") and not term.negated and term.value.lower() not in ("no", "none"):
            return None  # rare, and found by their own index
        question = _question(index, term, names)
        if question is None:
            continue
        parts.append(question)
        coarse = coarse or term.key in ("", "body", "header") or bool(body_paths(term.key))
        noted = noted or term.key == ""
    for key, value in (("dir", direction), ("webhook", webhook)):
        if value is not None and (question := _seen(index, key, "s.value = ?", (value,))) is not None:
            parts.append(question)
    if system is not None:
        condition = "s.value = ? collate nocase" if system else "s.value is null or s.value = ''"
        if (question := _seen(index, "system", condition, (system,) if system else ())) is not None:
            parts.append(question)
    zones = _zones(index, wanted)
    if not parts and zones is None:
        return None
    match = None if not parts else MATCHES_NOTHING if MATCHES_NOTHING in parts else _joined(parts)
    return Plan(match, zones, coarse, noted)


def candidates(
    index: sqlite3.Connection, plan: Plan, extra: list[int], low: int, high: int, *, rising: bool
) -> Iterator[list[int] | tuple[int, int]]:
    """The candidates among ids above ``low`` and up to ``high``, in order, in growing steps.

    A step is a list of ids, or a range (above the first, up to the second) where the index would exclude too few.
    ``extra``: rising ids that are always candidates.
    """
    size, span = _FIRST_CANDIDATES, _FIRST_SPAN
    while low < high:
        ids = _next(index, plan, extra, low, high, size, rising=rising)
        if not ids:
            return
        last = ids[-1]
        covered = (last - low) if rising else (high - last + 1)
        if len(ids) == size and covered < DENSE * size:
            first, last = (low, min(low + span, high)) if rising else (max(high - span, low), high)
            yield first, last
            low, high = (last, high) if rising else (low, first)
            span = min(span * 4, _LAST_SPAN)
            continue
        yield ids
        if len(ids) < size:
            return
        low, high = (last, high) if rising else (low, last - 1)
        size = min(size * 4, _MOST_CANDIDATES)


def _next(
    index: sqlite3.Connection, plan: Plan, extra: list[int], low: int, high: int, size: int, *, rising: bool
) -> list[int]:
    """The next candidates, at most ``size``, in order and without duplicates."""
    found = _matching(index, plan, low, high, rising=rising)
    part = extra[bisect_right(extra, low) : bisect_right(extra, high)]
    merged = heapq.merge(found, part if rising else reversed(part), reverse=not rising)
    return list(islice((number for number, _ in groupby(merged)), size))


def ranges(plan: Plan, low: int, high: int, *, rising: bool) -> Iterator[tuple[int, int]]:
    """The zones of a plan without a query, as ranges of ids above the first and up to the second."""
    first = last = None
    found: list[tuple[int, int]] = []
    for zone in sorted(plan.zones or ()):
        if last is not None and zone == last + 1:
            last = zone
            continue
        if first is not None and last is not None:
            found.append((first, last))
        first = last = zone
    if first is not None and last is not None:
        found.append((first, last))
    for begin, end in found if rising else reversed(found):
        above, upto = max(begin * ZONE - 1, low), min(end * ZONE + ZONE - 1, high)
        if above < upto:
            yield above, upto


def _matching(index: sqlite3.Connection, plan: Plan, low: int, high: int, *, rising: bool) -> Iterator[int]:
    if plan.match == MATCHES_NOTHING:
        return
    order = "asc" if rising else "desc"
    question = f"select rowid from docs where docs match ? and rowid > ? and rowid <= ? order by rowid {order}"  # noqa: S608
    for (number,) in index.execute(question, (plan.match, low, high)):
        if plan.zones is None or number // ZONE in plan.zones:
            yield number


def _question(index: sqlite3.Connection, term: Term, names: Names) -> str | None:
    """The FTS5 query for a term, or None if the index does not help."""
    match term.key:
        case "":
            if term.negated or (text := _text(index, term.value, TEXT)) is None:
                return None
            others = [
                _seen(index, "webhook", _one_of(hooks), tuple(hooks))
                if (hooks := hooks_named(term.value, names))
                else None,
                _seen(index, "reason", _one_of(codes), tuple(codes)) if (codes := reasons_saying(term.value)) else None,
            ]
            return " OR ".join(f"({part.partition(_ELSE)[0]})" for part in (text, *others) if part) or MATCHES_NOTHING
        case "body" | "header":
            return None if term.negated else _text(index, term.value, "body" if term.key == "body" else "headers")
        case key if body_paths(key):
            return None if term.negated else _member(index, term.value)
        case "event":
            exact = not term.negated and "*" not in term.value and term.value.lower() != "none"
            return f'keys : "{event_token(term.value)}"' if exact else None
        case key if key in KEYS:
            text, values = term_sql(term, names)
            condition = text.replace(KEYS[key][1], "s.value")
            return _seen(index, key, f"not coalesce(({condition}), 0)" if term.negated else condition, values)
        case _:
            return None


def _member(index: sqlite3.Connection, value: str) -> str | None:
    """A search for bodies that contain the longest word of a value; None if JSON may write the value in another way."""
    if value.lower() == "none" or value[:1] in "<>" or not value.isascii():
        return None
    words = list(_WHOLE.finditer(value.removeprefix("=")))
    if not words or "." in value:
        return None
    longest = max(words, key=lambda found: len(found.group()))
    # The whole value is compared, so its words are whole words of the body. Next to an asterisk it may be a part of
    # one, and after a control character, which JSON writes as letters, too.
    whole = "*" not in value and value.isprintable()
    return _text(index, f" {longest.group()} " if whole else longest.group(), "body")


def _one_of(values: list[str]) -> str:
    return f"s.value in ({','.join('?' * len(values))})"


def _seen(index: sqlite3.Connection, key: str, condition: str, values: tuple[object, ...]) -> str | None:
    """The tokens of the values of a key that meet a condition, or None if all do."""
    query = f"select s.id, coalesce(({condition}), 0) from seen s where s.key = ?"  # noqa: S608
    found = index.execute(query, (*values, key)).fetchall()
    fitting = [number for number, fit in found if fit]
    if len(fitting) == len(found):
        return None
    others = [number for number, fit in found if not fit]
    # Values beyond the listed ones share a token.
    taken = _tokens(key, [*fitting, "x"])
    # Excluding a few is faster than including many.
    return f"{taken}{_ELSE}{_tokens(key, others)}" if len(others) < len(fitting) else taken


def _tokens(key: str, names: Sequence[object]) -> str:
    letter = KEYS[key][0]
    tokens = " OR ".join(f'"{letter}{name}"' for name in names)
    return f"keys : ({tokens})"


def _joined(parts: Sequence[str]) -> str:
    """Combine all parts in one query. FTS5 does not allow a query that consists of exclusions only."""
    both = [part.partition(_ELSE) for part in parts]
    wanted = [taken for taken, _, left in both if not left]
    unwanted = [left for _, _, left in both if left]
    if not wanted:
        wanted, unwanted = [both[0][0]], unwanted[1:]
    question = " AND ".join(f"({part})" for part in wanted)
    return f"({question}) NOT ({' OR '.join(f'({part})' for part in unwanted)})" if unwanted else question


def _text(index: sqlite3.Connection, fragment: str, columns: str) -> str | None:
    pieces = pieces_of(fragment)
    if pieces is None:
        return None
    parts: list[str] = []
    for piece in pieces:
        if piece.starts:
            parts.append(f'"{piece.text}"' if piece.ends else f'"{piece.text}" *')
        elif len(piece.text) >= GRAM and (words := _words(index, piece)) is not None:
            if not words:
                return MATCHES_NOTHING
            parts.append("(" + " OR ".join(f'"{word}"' for word in words) + ")")
    return f"{columns} : ({' AND '.join(parts)})" if parts else None


def _words(index: sqlite3.Connection, piece: Piece) -> list[str] | None:
    """The words that contain a piece, or None if there are too many."""
    question = " AND ".join(f'"{gram}"' for gram in grams_of(piece.text))
    query = """select word from words where id in (select rowid from parts where parts match ? limit ?)"""
    found = index.execute(query, (question, _MOST_PARTS)).fetchall()
    if len(found) == _MOST_PARTS:
        return None
    fitting = {word for (word,) in found if fits(word, piece)}
    return sorted(fitting) if len(fitting) <= MOST_WORDS else None


def _zones(index: sqlite3.Connection, wanted: Filter) -> frozenset[int] | None:
    """The zones whose times and sizes allow a match, or None if all do."""
    terms: list[str] = []
    values: list[object] = []
    for term in wanted.terms:
        if term.key not in _RANGED or (term.negated and term.key == "size"):
            continue
        if term.key == "size":
            terms.append("high_bytes >= ? and low_bytes <= ?")
            values += [term.low if term.low is not None else 0, term.high if term.high is not None else 2**62]
        elif (term.key == "after") != term.negated:
            terms.append("high_at >= ?")
            values.append(term.low)
        else:
            terms.append("low_at < ?")
            values.append(term.low)
    if not terms:
        return None
    query = f"select zone from zones where {' and '.join(terms)}"  # noqa: S608
    return frozenset(zone for (zone,) in index.execute(query, values))

"""Reads the undamaged parts of a damaged history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ongoing_desktop.domain.errors import StorageDamaged
from ongoing_desktop.domain.lazy_dataclasses import replace

if TYPE_CHECKING:
    from ongoing_desktop.services.ports import Stop
    from ongoing_desktop.storage.database import Database
    from ongoing_desktop.storage.search.executor import Finder, Question

SPAN: Final = 256
"""Ids read at once if a page cannot be read in one query."""


def find_readable(
    finder: Finder, database: Database, newest: int, question: Question, stop: Stop | None
) -> list[tuple[Any, ...]]:
    """Answer a question from a damaged history: in small spans, and row by row where even those fail.

    A row that cannot be read at all is returned with its id alone, unless the question has conditions.
    """
    high = min(question.high, newest)
    starts = range(question.low, high, SPAN)
    found: list[tuple[Any, ...]] = []
    for low in starts if question.rising else reversed(starts):
        if 0 <= question.limit <= len(found):
            break
        found += _span(finder, database, replace(question, low=low, high=min(high, low + SPAN), limit=-1), stop)
    return found[: question.limit] if question.limit >= 0 else found


def _span(finder: Finder, database: Database, question: Question, stop: Stop | None) -> list[tuple[Any, ...]]:
    try:
        return finder.find(question, stop)
    except StorageDamaged:
        pass
    found: list[tuple[Any, ...]] = []
    numbers = range(question.low + 1, question.high + 1)
    for number in numbers if question.rising else reversed(numbers):
        try:
            found += finder.find(replace(question, low=number - 1, high=number), stop)
        except StorageDamaged:
            row = None if question.narrow else one(database, question.select, number)
            if row is not None:
                found.append(row)
    return found


def one(database: Database, select: str, number: int) -> tuple[Any, ...] | None:
    """One row by its id with all readable values, at worst only the id; None if it does not exist."""
    try:
        with database.read() as connection:
            connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
            try:
                row = connection.execute(f"{select} where e.id = ? and e.deleted is null", (number,)).fetchone()
            finally:
                connection.text_factory = str
    except StorageDamaged:
        return (number,)
    return row and tuple(None if isinstance(value, str) and not _is_text(value) else value for value in row)


def _is_text(value: str) -> bool:
    return not any("\ud800" <= char <= "\udfff" for char in value)

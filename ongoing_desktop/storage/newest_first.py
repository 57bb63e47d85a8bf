"""Finds exchanges in order of time, then id, latest first, even if few match."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from ongoing_desktop.domain.lazy_dataclasses import replace

if TYPE_CHECKING:
    from ongoing_desktop.services.ports import Stop
    from ongoing_desktop.storage.database import Database
    from ongoing_desktop.storage.search.executor import Question

FIRST: Final = 200
LARGEST: Final = 20_000
MOST_FOUND: Final = 1_000
"""Maximum rows in memory. A step does not grow while it finds more than a quarter of this."""
GAP: Final = 100
"""Ids that are at most this far apart are queried together; those in between are removed afterwards."""


def in_order_of_time(
    database: Database,
    find: Callable[[Question], list[tuple[Any, ...]]],
    question: Question,
    stop: Stop | None,
) -> Iterator[tuple[Any, ...]]:
    """In each step take the next few ids by the index of times, and query the question for them.

    Blocking. Raises StorageError; StorageDamaged means that the index of times cannot be read.
    """
    last: tuple[Any, ...] = ()
    size = FIRST
    while True:
        earlier = "where (at, id) < (?, ?)" if last else ""
        query = f"select at, id from exchanges {earlier} order by at desc, id desc limit ?"  # noqa: S608 - our own
        with database.read(stop) as connection:
            step = connection.execute(query, (*last, size)).fetchall()
        if not step:
            return
        last = step[-1]
        places = {number: place for place, (_, number) in enumerate(step)}
        found = [
            item
            for low, high in _stretches(sorted(places))
            for item in find(replace(question, low=low - 1, high=high))
            if item[0] in places
        ]
        found.sort(key=lambda item: places[item[0]])
        yield from found
        if len(found) * 4 <= MOST_FOUND:
            size = min(size * 4, LARGEST)


def _stretches(ids: Sequence[int]) -> list[tuple[int, int]]:
    """First and last id of each range of close rising ids."""
    found: list[tuple[int, int]] = []
    for number in ids:
        if found and number - found[-1][1] <= GAP:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found

"""What ``history.db`` says of its search index; see :mod:`ongoing_desktop.storage.search.indexer`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable


def state(connection: sqlite3.Connection) -> tuple[str | None, int]:
    """The generation of the index that belongs to it, and up to where that one may reach."""
    facts = dict(connection.execute("select key, value from facts where key in ('generation', 'promised')").fetchall())
    return facts.get("generation"), int(facts.get("promised") or 0)


def begin(connection: sqlite3.Connection, generation: str) -> None:
    """Inside a transaction: from now on the index of this generation counts, which holds nothing yet."""
    connection.executemany("insert or replace into facts values (?, ?)", [("generation", generation), ("promised", 0)])
    connection.execute("delete from stale")
    connection.execute("delete from facts where key = 'gone'")


def promise(connection: sqlite3.Connection, upto: int) -> None:
    """Inside a transaction: from its commit on, the index may hold what exchanges up to there were."""
    connection.execute("insert or replace into facts values ('promised', ?)", (upto,))


def note_stale(connection: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Inside a transaction that appends outcomes: note those exchanges that the index may have read before."""
    _, promised = state(connection)
    connection.executemany(
        "insert or ignore into stale values (?)", ((number,) for number in ids if number <= promised)
    )


def note_gone(connection: sqlite3.Connection, ids: Iterable[int], at: int) -> None:
    """Inside a transaction that takes exchanges out for good: from now on the index may have words of what is gone.

    ``at``: microseconds since 1970.
    """
    _, promised = state(connection)
    if any(number <= promised for number in ids):
        connection.execute("insert or ignore into facts values ('gone', ?)", (at,))


def gone_since(connection: sqlite3.Connection) -> int | None:
    """When the first exchange was taken out whose words may still be in the index; None where there is none."""
    found = connection.execute("select value from facts where key = 'gone'").fetchone()
    return int(found[0]) if found else None

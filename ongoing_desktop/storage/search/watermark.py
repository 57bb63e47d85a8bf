"""The search index's state as recorded in ``history.db``; see :mod:`ongoing_desktop.storage.search.indexer`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable


def state(connection: sqlite3.Connection) -> tuple[str | None, int]:
    """The generation of the index that belongs to the history, and its promised watermark."""
    facts = dict(connection.execute("select key, value from facts where key in ('generation', 'promised')").fetchall())
    return facts.get("generation"), int(facts.get("promised") or 0)


def begin(connection: sqlite3.Connection, generation: str) -> None:
    """In a transaction: make the new, empty index of this generation the valid one."""
    connection.executemany("insert or replace into facts values (?, ?)", [("generation", generation), ("promised", 0)])
    connection.execute("delete from stale")
    connection.execute("delete from facts where key = 'gone'")


def promise(connection: sqlite3.Connection, upto: int) -> None:
    """In a transaction: from its commit on, the index may contain exchanges up to ``upto``."""
    connection.execute("insert or replace into facts values ('promised', ?)", (upto,))


def note_stale(connection: sqlite3.Connection, ids: Iterable[int]) -> None:
    """In a transaction that appends outcomes: mark exchanges as stale that the index may already have read."""
    _, promised = state(connection)
    connection.executemany(
        "insert or ignore into stale values (?)", ((number,) for number in ids if number <= promised)
    )


def note_gone(connection: sqlite3.Connection, ids: Iterable[int], at: int) -> None:
    """In a transaction that removes exchanges: record that the index may contain words of removed exchanges.

    ``at``: microseconds since 1970.
    """
    _, promised = state(connection)
    if any(number <= promised for number in ids):
        connection.execute("insert or ignore into facts values ('gone', ?)", (at,))


def gone_since(connection: sqlite3.Connection) -> int | None:
    """When the first exchange was removed whose words may still be in the index, or None."""
    found = connection.execute("select value from facts where key = 'gone'").fetchone()
    return int(found[0]) if found else None

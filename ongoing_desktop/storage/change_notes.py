"""The ``changes`` table of ``history.db``: changes to exchanges that other readers may already have loaded.

It has one row for each exchange that the user marked and one for each step that enforces the limits; the latter
contains the negative id up to which exchanges were removed. Only the newest rows are kept. A reader that finds a gap
reloads everything.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from ongoing_desktop.services.ports.history import CHANGES_KEPT, Changes


def note_changes(connection: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Record changed exchanges in the transaction that pins, annotates, deletes or restores them."""
    connection.executemany("insert into changes (exchange_id) values (?)", ((number,) for number in ids))
    connection.execute(
        "delete from changes where number <= (select seq from sqlite_sequence where name = 'changes') - ?",
        (CHANGES_KEPT,),
    )


def note_thinned(connection: sqlite3.Connection, upto: int) -> None:
    """Record, in the transaction that removes them, that exchanges with ids up to ``upto`` were removed."""
    note_changes(connection, (-upto,))


def changes_after(connection: sqlite3.Connection, after: int) -> Changes:
    """The changes recorded after change number ``after``."""
    found = connection.execute("select seq from sqlite_sequence where name = 'changes'").fetchone()
    number = int(found[0]) if found else 0
    if number <= after:
        return Changes(number, [])
    first = connection.execute("select min(number) from changes").fetchone()[0]
    if first is None or first > after + 1:
        return Changes(number, [], missed=True)
    listed = connection.execute("select distinct exchange_id from changes where number > ?", (after,)).fetchall()
    ids = [number for (number,) in listed]
    return Changes(number, [number for number in ids if number > 0], thinned=-min((0, *ids)))

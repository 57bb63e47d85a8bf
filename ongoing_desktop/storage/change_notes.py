"""What is noted in ``history.db`` about exchanges that others may have read before: the table ``changes``.

A row per exchange that the user marked, and a row per step of the limits: the negative id up to which that step took
exchanges out. Only the newest rows are kept, so a reader that fell behind finds a gap and reads everything again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from ongoing_desktop.services.ports import CHANGES_KEPT, Changes


def note_changes(connection: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Inside the transaction that pins, notes, deletes or brings back these exchanges."""
    connection.executemany("insert into changes (exchange_id) values (?)", ((number,) for number in ids))
    connection.execute(
        "delete from changes where number <= (select seq from sqlite_sequence where name = 'changes') - ?",
        (CHANGES_KEPT,),
    )


def note_thinned(connection: sqlite3.Connection, upto: int) -> None:
    """Inside the transaction that takes exchanges with ids up to this one out."""
    note_changes(connection, (-upto,))


def changes_after(connection: sqlite3.Connection, after: int) -> Changes:
    """What was noted after change ``after``."""
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

"""Taking exchanges out of ``history.db`` for good: what is over the limits, and what the user deleted a while ago.

Everything is a short transaction of its own, sized by how long the last one took, so that the recorder of another process
waits for one at most. A death in between leaves some taken out and the others whole: an exchange goes in one transaction,
but for a large body, which is hidden for good first and then taken out in parts.
"""

# ruff: noqa: S608 - every part of these queries is ours
from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ongoing_desktop.domain.retention import MEGABYTE, DiskUse, Limits, Preview, jumped
from ongoing_desktop.storage.change_notes import note_thinned
from ongoing_desktop.storage.exchange_rows import micros, moment
from ongoing_desktop.storage.search.watermark import note_gone

if TYPE_CHECKING:
    from ongoing_desktop.services.ports import Stop
    from ongoing_desktop.storage.database import Database

STEP_S: Final = 0.010
"""How long the write lock is to be held at a time."""
FEWEST: Final = 5
MOST: Final = 400
CHUNKS_AT_ONCE: Final = 4
"""Parts of a large body per transaction, each a mebibyte."""
PAGES_AT_ONCE: Final = 100
UNDO_KEPT: Final = timedelta(hours=1)
"""For so long what the user deleted can be brought back."""
NEWER: Final = 1_000
"""So many exchanges that are too new to go are looked past, because the clock may have been wrong for them."""
GONE: Final = 0
"""Value of ``deleted`` for what is being taken out and can't be brought back."""
_OVER: Final = "pinned = 0 and deleted is null and (id < :cut or (id <= :last and at < :old))"
_IDS: Final = "select value from json_each(?)"


@dataclass(frozen=True, slots=True)
class Cut:
    """What goes: ids below ``cut``, and those up to ``last`` that came before ``old`` (microseconds since 1970)."""

    cut: int = 0
    last: int = 0
    old: int = 0

    @property
    def nothing(self) -> bool:
        """Nothing is over the limits."""
        return self.cut == 0 and self.last == 0

    def values(self) -> dict[str, int]:
        """To bind to a query."""
        return {"cut": self.cut, "last": self.last, "old": self.old}


class Retention:
    """Blocking; one thread at a time, other processes beside."""

    def __init__(self, database: Database, search: Path, clock: Callable[[], datetime]) -> None:
        """``search``: the file of the search index, whose size is shown."""
        self._db = database
        self._search = search
        self._clock = clock
        self._size = 100

    def cut(
        self,
        limits: Limits,
        *,
        clock_trusted: bool | None = None,
        now: datetime | None = None,
        stop: Stop | None = None,
    ) -> Cut:
        """What is over these limits now; a look, which may take a second for a million. Raises StorageError.

        ``clock_trusted``: whether age counts; None asks :meth:`held`. ``now``: what :meth:`look_at_clock` judged, so that no
        jump slips in between.
        """
        if not limits.any:
            return Cut()
        trusted = self.held() is None if clock_trusted is None else clock_trusted
        old = micros((now or self._clock()) - timedelta(days=limits.days)) if limits.days and trusted else 0
        with self._db.read(stop) as connection:
            cuts = [0]
            if limits.count:
                hidden = connection.execute("select count(*) from exchanges where deleted is not null").fetchone()[0]
                found = connection.execute(
                    "select id from exchanges order by id desc limit 1 offset ?", (limits.count - 1 + hidden,)
                ).fetchone()
                cuts.append(found[0] if found else 0)
            if limits.megabytes:
                cuts.append(_cut_by_size(connection, limits.megabytes * MEGABYTE))
            last = 0
            if old:
                last = _last_old(connection, old)
        return Cut(max(cuts), last, old)

    def preview(self, limits: Limits, stop: Stop | None = None) -> Preview:
        """What the limits would take away now, age included even while it is held. Raises StorageError."""
        cut = self.cut(limits, clock_trusted=True, stop=stop)
        with self._db.read(stop) as connection:
            total = connection.execute("select count(*) from exchanges where deleted is null").fetchone()[0]
            going, body_bytes = connection.execute(
                f"select count(*), coalesce(sum(bytes), 0) from exchanges where {_OVER}", cut.values()
            ).fetchone()
            pinned = connection.execute(
                f"select count(*) from exchanges where {_OVER.replace('pinned = 0', 'pinned = 1')}", cut.values()
            ).fetchone()[0]
            oldest = connection.execute(
                f"select at from exchanges where deleted is null and pinned = 0 and not ({_OVER}) order by id limit 1",
                cut.values(),
            ).fetchone()
            overhead = _overhead(connection) if going else 0.0
        return Preview(
            total, going, body_bytes + int(going * overhead), pinned, moment(oldest[0]) if oldest else None, self.held()
        )

    def step(self, cut: Cut, after: int = 0) -> tuple[int, int]:
        """Take out the next few that are over the limits, with an id above ``after``.

        Returns how many went and the id to go on after; that one is 0 when nothing is left. Raises StorageError.
        """
        if cut.nothing:
            return 0, 0
        with self._db.read() as connection:
            query = f"select id from exchanges where id > :after and id <= :most and {_OVER} order by id limit :size"
            given = cut.values() | {"after": after, "most": max(cut.cut, cut.last), "size": self._size}
            ids = [number for (number,) in connection.execute(query, given)]
        if not ids:
            return 0, 0
        return self._take_out(ids, "pinned = 0 and deleted is null", thinned=ids[-1]), ids[-1]

    def purge(self) -> int:
        """Take out the next few that the user deleted longer ago than can be undone; returns how many."""
        now = micros(self._clock())
        past = now - int(UNDO_KEPT.total_seconds() * 1e6)
        with self._db.read() as connection:
            # A time to come is from before the clock was set back.
            query = "select id from exchanges where deleted is not null and (deleted < ? or deleted > ?) limit ?"
            ids = [number for (number,) in connection.execute(query, (past, now, self._size))]
        return self._take_out(ids, "deleted is not null") if ids else 0

    def give_back(self) -> bool:
        """Give some free pages back to the system; whether there are more."""
        return self._db.give_back(PAGES_AT_ONCE)

    def use(self) -> DiskUse:
        """Bytes on disk."""
        with self._db.read() as connection:
            free = connection.execute("pragma freelist_count").fetchone()[0]
            page = connection.execute("pragma page_size").fetchone()[0]
        paths = (self._db.path, self._search)
        logs = sum(_size(path.with_name(f"{path.name}-wal")) for path in paths)
        return DiskUse(_size(paths[0]), _size(paths[1]), logs, free * page)

    def look_at_clock(self) -> datetime:
        """Note and return what the clock says, and whether it moved too far since the last time; before an age is judged."""
        now = self._clock()
        with self._db.write() as connection:
            facts = _facts(connection)
            last, held = facts.get("clock"), facts.get("held")
            if last is not None and held is None and jumped(moment(last), now):
                connection.execute("insert or replace into facts values ('held', ?)", (last,))
            elif held is not None and not jumped(moment(held), now):
                connection.execute("delete from facts where key = 'held'")  # it was set right again
            connection.execute("insert or replace into facts values ('clock', ?)", (micros(now),))
        return now

    def held(self) -> datetime | None:
        """While the age decides nothing because the clock moved too far: when it was last seen before that."""
        with self._db.read() as connection:
            held = _facts(connection).get("held")
        return None if held is None else moment(held)

    def trust_clock(self) -> None:
        """The user has seen what would go: the age counts again."""
        with self._db.write() as connection:
            connection.execute("delete from facts where key = 'held'")
            connection.execute("insert or replace into facts values ('clock', ?)", (micros(self._clock()),))

    def _take_out(self, ids: list[int], still: str, *, thinned: int = 0) -> int:
        """Exchanges that are ``still`` to go, looked at again inside the transaction: one may have been pinned.

        ``thinned``: the id up to which readers have to look again; 0 where these were hidden from them before.
        """
        began = time.perf_counter()
        with self._db.write() as connection:
            query = f"select id from exchanges where id in ({_IDS}) and {still}"
            ids = [number for (number,) in connection.execute(query, (json.dumps(ids),))]
            large = [
                number
                for (number,) in connection.execute(
                    f"select distinct exchange_id from chunks where exchange_id in ({_IDS})", (json.dumps(ids),)
                )
            ]
            connection.execute(f"update exchanges set deleted = {GONE} where id in ({_IDS})", (json.dumps(large),))
            _delete(connection, [number for number in ids if number not in large])
            if thinned and ids:
                note_thinned(connection, thinned)
            note_gone(connection, ids, micros(self._clock()))
        took = time.perf_counter() - began
        # The next one is to take about as long as it may.
        self._size = max(FEWEST, min(MOST, int(self._size * min(2.0, STEP_S / max(took, 1e-4))) or FEWEST))
        for number in large:
            self._take_out_large(number)
        return len(ids)

    def _take_out_large(self, number: int) -> None:
        part = "select id from chunks where exchange_id = ? limit ?"
        more = True
        while more:
            with self._db.write() as connection:
                deleted = connection.execute(f"delete from chunks where id in ({part})", (number, CHUNKS_AT_ONCE))
                more = deleted.rowcount == CHUNKS_AT_ONCE
                if not more:
                    _delete(connection, [number])
            time.sleep(STEP_S)  # the recorder's turn


def _delete(connection: Any, ids: list[int]) -> None:
    given = (json.dumps(ids),)
    for table in ("requests", "responses", "outcomes", "stale"):
        connection.execute(f"delete from {table} where exchange_id in ({_IDS})", given)
    connection.execute(f"delete from exchanges where id in ({_IDS})", given)


def _used(connection: Any) -> int:
    """Bytes of the file that hold something."""
    pages, free, size = (
        connection.execute(f"pragma {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
    )
    return int((pages - free) * size)


def _overhead(connection: Any) -> float:
    """What an exchange takes beside its body, on average."""
    count, bodies = connection.execute("select count(*), coalesce(sum(bytes), 0) from exchanges").fetchone()
    return float(max(0.0, _used(connection) - bodies) / max(count, 1))


def _cut_by_size(connection: Any, most: int) -> int:
    """The id below which everything has to go for the rest to fit."""
    excess = _used(connection) - most
    if excess <= 0:
        return 0
    query = """select id from (select id, sum(bytes + ?) over (order by id rows unbounded preceding) gone from exchanges
        where pinned = 0) where gone >= ? order by id limit 1"""
    found = connection.execute(query, (_overhead(connection), excess)).fetchone()
    if found is None:  # what is pinned is too much by itself
        found = connection.execute("select max(id) from exchanges").fetchone()
    return int(found[0] or 0) + 1


def _last_old(connection: Any, old: int) -> int:
    """The id up to which there may be exchanges from before ``old``.

    Times rise with ids but for a clock that was wrong for a while, so it is looked no further than past the first of those
    that are newer.
    """
    query = "select max(id), count(*) from (select id from exchanges where at >= ? order by id limit ?)"
    last, count = connection.execute(query, (old, NEWER)).fetchone()
    if count < NEWER:
        last = connection.execute("select max(id) from exchanges").fetchone()[0]
    return int(last or 0)


def _facts(connection: Any) -> dict[str, int]:
    return dict(connection.execute("select key, value from facts where key in ('clock', 'held')").fetchall())


def _size(path: Path) -> int:
    with contextlib.suppress(OSError):
        return path.stat().st_size
    return 0

"""Removes exchanges from ``history.db`` for good: those over the limits, and those deleted a while ago.

Every transaction is short, sized by the duration of the previous one, so that the recorder in another process waits for
one at most. A crash leaves each exchange either removed or complete: an exchange is removed in one transaction, except
a large body, which is first hidden for good and then removed in parts.
"""

# ruff: noqa: S608 - every part of these queries is a constant
from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ongoing_desktop.domain.exchange import micros, moment
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.retention import MEGABYTE, DiskUse, Preview, RetentionLimits, jumped
from ongoing_desktop.storage.change_notes import note_thinned
from ongoing_desktop.storage.search.watermark import note_gone

if TYPE_CHECKING:
    from ongoing_desktop.services.ports import Stop
    from ongoing_desktop.storage.database import Database

STEP_S: Final = 0.010
"""Target duration of a transaction in seconds."""
FEWEST: Final = 5
MOST: Final = 400
CHUNKS_AT_ONCE: Final = 4
"""Parts of a large body, 1 MiB each, removed per transaction."""
PAGES_AT_ONCE: Final = 100
UNDO_KEPT: Final = timedelta(hours=1)
"""How long a deletion can be undone."""
NEWER: Final = 1_000
"""Newer exchanges that are skipped when looking for old ones, because the clock may have been wrong."""
GONE: Final = 0
"""Value of ``deleted`` for exchanges that are being removed and cannot be restored."""
_NEEDED: Final = "id in (select exchange_id from waiting)"
"""Still to be delivered to a forwarding target."""
_OVER: Final = f"pinned = 0 and deleted is null and (id < :cut or (id <= :last and +at < :old)) and not {_NEEDED}"
_IDS: Final = "select value from json_each(?)"


@dataclass(frozen=True, slots=True)
class Cut:
    """What to remove: ids below ``cut``, and those up to ``last`` from before ``old`` (microseconds since 1970)."""

    cut: int = 0
    last: int = 0
    old: int = 0

    @property
    def nothing(self) -> bool:
        """Whether nothing is over the limits."""
        return self.cut == 0 and self.last == 0

    def values(self) -> dict[str, int]:
        """Query parameters."""
        return {"cut": self.cut, "last": self.last, "old": self.old}


class Retention:
    """Blocking. One thread at a time; other processes may work at the same time."""

    def __init__(self, database: Database, search: Path, clock: Callable[[], datetime]) -> None:
        """``search``: path of the search index, for its size."""
        self._db = database
        self._search = search
        self._clock = clock
        self._size = 100

    def cut(
        self,
        limits: RetentionLimits,
        *,
        clock_trusted: bool | None = None,
        now: datetime | None = None,
        stop: Stop | None = None,
    ) -> Cut:
        """What is over the limits now. May take a second for a million exchanges. Raises StorageError.

        ``clock_trusted``: whether the age limit applies; None asks :meth:`held`. ``now``: the time returned by
        :meth:`look_at_clock`, so that a jump in between has no effect.
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

    def preview(self, limits: RetentionLimits, stop: Stop | None = None) -> Preview:
        """What the limits would remove now, including by age even while that is suspended. Raises StorageError."""
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
        """Remove the next few exchanges over the limits with an id above ``after``.

        Returns how many were removed and the id to continue after, which is 0 at the end. Raises StorageError.
        """
        if cut.nothing:
            return 0, 0
        with self._db.read() as connection:
            query = f"select id from exchanges where id > :after and id <= :most and {_OVER} order by id limit :size"
            given = cut.values() | {"after": after, "most": max(cut.cut, cut.last), "size": self._size}
            ids = [number for (number,) in connection.execute(query, given)]
        if not ids:
            return 0, 0
        return self._take_out(ids, f"pinned = 0 and deleted is null and not {_NEEDED}", thinned=ids[-1]), ids[-1]

    def purge(self) -> int:
        """Remove the next few exchanges whose deletion can no longer be undone; returns how many."""
        now = micros(self._clock())
        past = now - int(UNDO_KEPT.total_seconds() * 1e6)
        with self._db.read() as connection:
            # A time in the future is from before the clock was set back.
            query = "select id from exchanges where deleted is not null and (deleted < ? or deleted > ?) limit ?"
            ids = [number for (number,) in connection.execute(query, (past, now, self._size))]
        return self._take_out(ids, "deleted is not null") if ids else 0

    def give_back(self) -> bool:
        """Return some free pages to the operating system. True if free pages remain."""
        return self._db.give_back(PAGES_AT_ONCE)

    def use(self) -> DiskUse:
        with self._db.read() as connection:
            free = connection.execute("pragma freelist_count").fetchone()[0]
            page = connection.execute("pragma page_size").fetchone()[0]
        paths = (self._db.path, self._search)
        logs = sum(_size(path.with_name(f"{path.name}-wal")) for path in paths)
        return DiskUse(_size(paths[0]), _size(paths[1]), logs, free * page)

    def look_at_clock(self) -> datetime:
        """Record and return the clock's time, and detect a jump since the last call. Call before judging ages."""
        now = self._clock()
        with self._db.write() as connection:
            facts = _facts(connection)
            last, held = facts.get("clock"), facts.get("held")
            if last is not None and held is None and jumped(moment(last), now):
                connection.execute("insert or replace into facts values ('held', ?)", (last,))
            elif held is not None and not jumped(moment(held), now):
                connection.execute("delete from facts where key = 'held'")  # the clock was corrected
            connection.execute("insert or replace into facts values ('clock', ?)", (micros(now),))
        return now

    def held(self) -> datetime | None:
        """The last trusted time while the age limit is suspended after a clock jump, otherwise None."""
        with self._db.read() as connection:
            held = _facts(connection).get("held")
        return None if held is None else moment(held)

    def trust_clock(self) -> None:
        """Apply the age limit again, after the user has seen what it would remove."""
        with self._db.write() as connection:
            connection.execute("delete from facts where key = 'held'")
            connection.execute("insert or replace into facts values ('clock', ?)", (micros(self._clock()),))

    def _take_out(self, ids: list[int], still: str, *, thinned: int = 0) -> int:
        """Remove those exchanges that still meet ``still`` inside the transaction; one may have been pinned since.

        ``thinned``: the id up to which readers have to reload, or 0 if these exchanges were already hidden.
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
        # Adjust the batch size to the target duration.
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
            time.sleep(STEP_S)  # let the recorder write


def _delete(connection: Any, ids: list[int]) -> None:
    given = (json.dumps(ids),)
    for table in ("requests", "responses", "outcomes", "stale", "waiting"):
        connection.execute(f"delete from {table} where exchange_id in ({_IDS})", given)
    connection.execute(f"delete from exchanges where id in ({_IDS})", given)


def _used(connection: Any) -> int:
    """Bytes of the file that are in use."""
    pages, free, size = (
        connection.execute(f"pragma {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
    )
    return int((pages - free) * size)


def _overhead(connection: Any) -> float:
    """The average size of an exchange without its body."""
    count, bodies = connection.execute("select count(*), coalesce(sum(bytes), 0) from exchanges").fetchone()
    return float(max(0.0, _used(connection) - bodies) / max(count, 1))


def _cut_by_size(connection: Any, most: int) -> int:
    """The id below which everything must be removed so that the rest fits."""
    excess = _used(connection) - most
    if excess <= 0:
        return 0
    query = """select id from (select id, sum(bytes + ?) over (order by id rows unbounded preceding) gone from exchanges
        where pinned = 0) where gone >= ? order by id limit 1"""
    found = connection.execute(query, (_overhead(connection), excess)).fetchone()
    if found is None:  # pinned exchanges alone exceed the limit
        found = connection.execute("select max(id) from exchanges").fetchone()
    return int(found[0] or 0) + 1


def _last_old(connection: Any, old: int) -> int:
    """The id up to which there may be exchanges from before ``old``.

    Times rise with ids unless the clock was wrong for a while, so the search ends a little after the first newer
    exchange.
    """
    query = "select max(id), count(*) from (select id from exchanges where +at >= ? order by id limit ?)"
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

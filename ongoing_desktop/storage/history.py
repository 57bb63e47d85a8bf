"""``history.db``: every exchange, append-only. Small columns are stored apart from headers and bodies.

Later facts, such as whether the answer was sent, are rows in ``outcomes``; the latest one counts. New exchanges are
found by id, because the clock may jump. Lists are ordered by time, then id. Nothing pages by offset.
"""

from __future__ import annotations

import contextlib
import json
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, TypeVar

from ongoing_desktop.domain.errors import StorageDamaged, StorageError
from ongoing_desktop.domain.exchange import (
    Exchange,
    ExchangeRow,
    Grouping,
    Message,
    NewExchange,
    Outcome,
    TimedIds,
    micros,
    moment,
)
from ongoing_desktop.domain.lazy_dataclasses import EMPTY_MAPPING, replace
from ongoing_desktop.domain.retention import Indexed
from ongoing_desktop.storage import exchange_rows as rows
from ongoing_desktop.storage.change_notes import changes_after, note_changes
from ongoing_desktop.storage.damaged_rows import marked
from ongoing_desktop.storage.files import file_error
from ongoing_desktop.storage.lists import sort_value
from ongoing_desktop.storage.migrations import HISTORY
from ongoing_desktop.storage.opening import Kind
from ongoing_desktop.storage.related import IDS_AT_ONCE, LISTED, RelatedDb
from ongoing_desktop.storage.retention import GONE, Retention
from ongoing_desktop.storage.search.executor import HIGHEST, Finder, Question
from ongoing_desktop.storage.search.index import NAME as SEARCH_NAME
from ongoing_desktop.storage.search.index import SearchIndex
from ongoing_desktop.storage.search.sql import Names
from ongoing_desktop.storage.search.watermark import state
from ongoing_desktop.storage.waiting import WaitingDb

if TYPE_CHECKING:
    from ongoing_desktop.domain.filters import Filter
    from ongoing_desktop.services.ports import Stop
    from ongoing_desktop.services.ports.history import Changes
    from ongoing_desktop.storage.database import Database
    from ongoing_desktop.storage.search.indexer import Indexer

T = TypeVar("T")

HISTORY_KIND: Final = Kind(application_id=0x4F444849, migrations=HISTORY, numbered="exchanges")
_SORTED_AT_ONCE: Final = 10_000
"""Exchanges between two reports of a sort's progress."""


class HistoryDb(RelatedDb):
    """Implements :class:`ongoing_desktop.services.ports.History`. Blocking; safe on any thread."""

    def __init__(
        self,
        database: Database,
        *,
        names: Callable[[], Names] = Names,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        index: SearchIndex | None = None,
    ) -> None:
        """``names``: the user's names of webhooks, systems and goods owners, called only if a filter needs them."""
        super().__init__(database, clock)
        self._index = index
        self._finder = Finder(database, index, names)
        self.waiting = WaitingDb(database)
        self.retention = Retention(database, database.path.with_name(SEARCH_NAME), clock)

    def append(
        self,
        exchanges: Sequence[NewExchange],
        outcomes: Sequence[Outcome] = (),
        *,
        durable: bool = True,
        wait: bool = True,
    ) -> list[int]:
        """Commit exchanges and outcomes in one transaction; on return they are on disk. Raises StorageError.

        Returns rising ids in the order given. An outcome of an exchange that no longer exists is dropped. Without
        ``durable`` the rows survive a crash of the process but possibly not a power failure. Without ``wait``,
        StorageLocked is raised at once if another thread or program is writing.
        """
        if not exchanges and not outcomes:
            return []
        prepared = [rows.prepare(exchange) for exchange in exchanges]
        try:
            with self._db.write(durable=durable, wait=wait) as connection:
                newest = _newest(connection)
                ids = list(range(newest + 1, newest + 1 + len(prepared)))
                rows.insert(connection, list(zip(ids, prepared, strict=True)))
                rows.insert_outcomes(connection, outcomes)
        except OSError as error:  # a spooled body could not be read
            raise file_error(error, self._db.path) from error
        return ids

    def take_in(self, items: Sequence[tuple[NewExchange, Outcome]]) -> list[int]:
        """Commit exchanges that were read from a file with their outcomes: all or none. Raises StorageError.

        Returns rising ids in the order given. :attr:`Outcome.exchange_id` is ignored.
        """
        prepared = [rows.prepare(exchange) for exchange, _ in items]
        with self._db.write() as connection:
            newest = _newest(connection)
            ids = list(range(newest + 1, newest + 1 + len(items)))
            rows.insert(connection, list(zip(ids, prepared, strict=True)))
            outcomes = [replace(outcome, exchange_id=number) for number, (_, outcome) in zip(ids, items, strict=True)]
            rows.insert_outcomes(connection, outcomes)
        return ids

    def newest_id(self) -> int:
        """The highest id ever assigned; 0 in an empty history."""
        with self._db.read() as connection:
            return _newest(connection)

    def page(
        self,
        *,
        limit: int,
        before: int | None = None,
        after: int | None = None,
        filter: Filter | None = None,  # noqa: A002 - the name in the interface
        direction: str | None = None,
        webhook: str | None = None,
        system: str | None = None,
        stop: Stop | None = None,
    ) -> list[ExchangeRow]:
        """Rows with ids below ``before``, newest first; or, given ``after``, rows above it, oldest first.

        ``direction``: ``in`` or ``out`` for requests received or sent here, without imported ones; ``log`` for ``in``
        with downtimes; ``all`` for everything with downtimes; None for everything without them. ``system``: a code
        compared ignoring case, or ``""`` for exchanges of no known system. Raises StorageError, with the code
        "storage-interrupted" if ``stop`` or :meth:`interrupt` ends it.
        """
        question = Question(
            rows.SELECT,
            low=after or 0,
            high=HIGHEST if before is None else before - 1,
            rising=after is not None,
            limit=limit,
            filter=filter,
            direction=direction,
            webhook=webhook,
            system=system,
        )
        now = self._clock()
        return [rows.row(item, now) for item in self._find(question, stop)]

    def latest_id(self) -> int:
        """Id of the exchange with the latest time; 0 in an empty history."""
        try:
            with self._db.read() as connection:
                # A damaged time is text, which sorts after all numbers.
                query = f"select id from exchanges where at < {HIGHEST} order by at desc, id desc limit 1"  # noqa: S608
                found = connection.execute(query).fetchone()
                return int(found[0]) if found else 0
        except StorageDamaged:
            return self.newest_id()

    def newest_first(
        self,
        *,
        filter: Filter | None = None,  # noqa: A002
        direction: str | None = None,
        webhook: str | None = None,
        system: str | None = None,
        stop: Stop | None = None,
    ) -> Iterator[ExchangeRow]:
        """Rows by time, then by id, latest first. They are read lazily, so take only what is needed.

        Other parameters as in :meth:`page`. Rows committed meanwhile may be missing.
        """
        question = Question(rows.SELECT, filter=filter, direction=direction, webhook=webhook, system=system)
        from ongoing_desktop.storage.newest_first import in_order_of_time  # noqa: PLC0415 - for exports

        now = self._clock()
        given: array[int] = array("q")
        try:
            for item in in_order_of_time(self._db, lambda part: self._find(part, stop), question, stop):
                given.append(item[0])
                yield rows.row(item, now)
        except StorageDamaged:
            # The index of times cannot be read, so the rest is returned in the order of storing.
            left = set(given)
            for item in self._find(question, stop):
                if item[0] not in left:
                    yield rows.row(item, now)

    def _find(self, question: Question, stop: Stop | None) -> list[tuple[Any, ...]]:
        try:
            return self._finder.find(question, stop)
        except StorageDamaged:
            from ongoing_desktop.storage.readable import find_readable  # noqa: PLC0415

            return find_readable(self._finder, self._db, self.newest_id(), question, stop)

    def ids(
        self,
        *,
        above: int,
        upto: int,
        filter: Filter | None = None,  # noqa: A002
        direction: str | None = None,
        webhook: str | None = None,
        system: str | None = None,
        grouping: Grouping | None = None,
        among: Sequence[int] | None = None,
        stop: Stop | None = None,
    ) -> TimedIds:
        """Rising ids above ``above`` and up to ``upto`` with their times.

        ``grouping``: only the newest of each group. ``among``: consider only these ids. Other parameters as in
        :meth:`page`.
        """
        question = Question(
            rows.SELECT_IDS,
            low=above,
            high=upto,
            rising=True,
            filter=filter,
            direction=direction,
            webhook=webhook,
            system=system,
            grouping=grouping,
            among=among,
        )
        found = self._find(question, stop)
        return TimedIds(array("q", (item[0] for item in found)), array("q", map(rows.time_of, found)))

    def sorted_ids(
        self,
        ids: Sequence[int],
        key: str,
        *,
        falling: bool,
        stop: Stop | None = None,
        on_progress: Callable[[int], None] | None = None,
    ) -> array[int]:
        """Sort the ids by a column: missing values last, equal values newest first.

        ``key``: one of :data:`ongoing_desktop.storage.exchange_rows.SORTED_BY`, or ``body.`` and the path of a member of
        the body. ``on_progress`` is called on this thread with the percentage of the exchanges that were read.
        """
        by, path = sort_value(key)
        order = "desc" if falling else "asc"
        # A column of the sorted rows, so that it is computed for each row when that is read.
        said = f"case when w.key % {_SORTED_AT_ONCE} = 0 then sorting(w.key) end" if on_progress else "null"
        query = f"""select e.id, {said} from json_each(:ids) w join exchanges e on e.id = w.value
            left join outcomes o on o.exchange_id = e.id where e.deleted is null
            order by {by} is null, {by} collate nocase {order}, e.at desc, e.id desc"""  # noqa: S608 - from the table of columns

        with self._db.read(stop) as connection:
            if on_progress is not None:
                connection.create_function("sorting", 1, lambda place: on_progress(100 * place // len(ids)))
            found = connection.execute(query, {"ids": _list_of(ids), "path": path})
            return array("q", (number for number, _ in found))

    def get(self, exchange_id: int) -> Exchange | None:
        """One complete exchange, or None. Damaged parts are left out, and the row's reason code says so."""
        found = self.rows((exchange_id,))
        if not found:
            return None
        whole = True

        def part(read: Callable[[Any], T], otherwise: T) -> T:
            nonlocal whole
            try:
                with self._db.read() as connection:
                    return read(connection)
            except StorageDamaged:
                whole = False
                return otherwise

        request = part(lambda connection: rows.message(connection, exchange_id, "request"), None)
        response = part(lambda connection: rows.message(connection, exchange_id, "response"), None)
        detail: Mapping[str, object] = part(lambda connection: rows.detail(connection, exchange_id), EMPTY_MAPPING)
        return Exchange(found[0] if whole else marked(found[0]), request or Message(), response, detail)

    def set_pinned(self, ids: Sequence[int], *, pinned: bool) -> list[int]:
        """Exempt exchanges from the limits, or end that. Returns the ids that this changed, rising."""
        return self._mark(ids, "pinned = ?", "deleted is null and pinned <> ?", int(pinned))

    def set_note(self, exchange_id: int, note: str) -> bool:
        """Set the user's note, stripped; an empty text removes it. Returns whether anything changed."""
        text = rows.clean(note.strip()) or ""
        return bool(self._mark((exchange_id,), "note = ?", "deleted is null and note <> ?", text))

    def delete(self, ids: Sequence[int]) -> list[int]:
        """Hide exchanges. Returns the ids that existed, rising."""
        return self._mark(ids, "deleted = ?", "deleted is null and ? is not null", micros(self._clock()))

    def undelete(self, ids: Sequence[int]) -> list[int]:
        """Show deleted exchanges again. Returns the ids that still existed, rising."""
        return self._mark(ids, "deleted = ?", f"deleted > {GONE} and ? is null", None)

    def changes(self, after: int) -> Changes:
        """Changes after change number ``after``, made by any process."""
        with self._db.read() as connection:
            return changes_after(connection, after)

    def data_version(self) -> int:
        """A number that changes whenever any process commits."""
        return self._db.data_version()

    def interrupt(self) -> None:
        """Interrupt the current reads, such as an outdated search. Safe on any thread."""
        self._db.interrupt()
        if self._index is not None:
            self._index.interrupt()

    def checkpoint(self) -> bool:
        """Checkpoint both files; True if both were completed. Only for the holder of the housekeeping role."""
        whole = self._db.checkpoint()
        return (self._index is None or self._index.checkpoint()) and whole

    def give_back(self) -> bool:
        """Return some free pages of both files to the operating system. True if free pages remain."""
        more = self.retention.give_back()
        return (self._index is not None and self._index.give_back()) or more

    def count(self) -> int:
        """The number of exchanges, including deleted ones."""
        with self._db.read() as connection:
            return int(connection.execute("select count(*) from exchanges").fetchone()[0])

    def indexed(self) -> Indexed:
        """The progress of the search index, which lags behind under load."""
        reach: tuple[str | None, int] = (None, 0)
        if self._index is not None:
            # If the index cannot be read, searches work without it until housekeeping rebuilds it.
            with contextlib.suppress(StorageError), self._index.read() as found:
                reach = self._index.reach(found) if found is not None else reach
        with self._db.read() as connection:
            generation, promised = state(connection)
            upto = min(reach[1], promised) if reach[0] == generation else 0
            at = connection.execute(
                "select at from exchanges where id <= ? order by id desc limit 1", (upto,)
            ).fetchone()
            return Indexed(upto, _newest(connection), moment(at[0]) if at else None)

    def indexer(self) -> Indexer:
        """The indexer of the search index. Only for the holder of the housekeeping role."""
        from ongoing_desktop.storage.search.indexer import Indexer  # noqa: PLC0415 - at most one process indexes

        if self._index is None:
            raise ValueError("a history without an index")
        return Indexer(self._db, self._index)

    def close(self) -> None:
        """Interrupt the current reads and close the files."""
        if self._index is not None:
            self._index.close()
        self._db.close()

    def _mark(self, ids: Sequence[int], change: str, where: str, value: object) -> list[int]:
        """Set a column of the exchanges for which this is a change, and record them; in short transactions."""
        changed: list[int] = []
        for start in range(0, len(ids), IDS_AT_ONCE):
            part = json.dumps([number for number in ids[start : start + IDS_AT_ONCE] if 0 < number < 2**63])
            query = f"update exchanges set {change} where {where} and id in ({LISTED}) returning id"  # noqa: S608
            with self._db.write() as connection:
                found = sorted(number for (number,) in connection.execute(query, (value, value, part)).fetchall())
                note_changes(connection, found)
            changed += found
        return changed


def _list_of(ids: Sequence[int]) -> str:
    """Ids for ``json_each``, made in parts, because other threads wait for the making of one."""
    parts = (",".join(map(str, ids[start : start + _SORTED_AT_ONCE])) for start in range(0, len(ids), _SORTED_AT_ONCE))
    return f"[{','.join(parts)}]"


def _newest(connection: Any) -> int:
    row = connection.execute("select seq from sqlite_sequence where name = 'exchanges'").fetchone()
    return int(row[0]) if row else 0

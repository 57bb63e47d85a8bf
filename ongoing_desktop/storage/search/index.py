"""``search.db``: which exchanges may match a filter. Derived from ``history.db`` and can be rebuilt at any time.

A contentless full-text index (FTS5) has one row for each exchange, with its *keys* (a token for each value compared as
a whole) and the words of its small columns, headers and body. A second index finds words by substrings. *Zones* give
the range of times and sizes for every 256 ids. The index only narrows a search; the rows themselves decide what
matches.

The index is valid only for the ``history.db`` with the same generation and only up to both watermarks; see
:mod:`ongoing_desktop.storage.search.indexer`.
"""

from __future__ import annotations

import contextlib
import logging
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ongoing_desktop.domain.errors import StorageDamaged, StorageError
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.storage.database import Database, connect, known, remove_files, suspect_mark
from ongoing_desktop.storage.files import os_cause, seen_cause

if TYPE_CHECKING:
    from ongoing_desktop.services.ports import Stop

log = logging.getLogger(__name__)

NAME: Final = "search.db"
APPLICATION_ID: Final = 0x4F445345
VERSION: Final = 2
"""Increase this whenever the indexed content changes. An index of another version is rebuilt."""
ZONE: Final = 256
"""Ids per zone."""
PAGES_AT_ONCE: Final = 500
SEEN_MOST: Final = 2_000
"""Values of one key that get their own token. Limited, because strangers can send any number of values."""
TEXT: Final = "{facts headers body}"
KEYS: Final[Mapping[str, tuple[str, str]]] = {
    "verdict": ("v", "e.verdict"),
    "status": ("s", "coalesce(o.status, e.status)"),
    "dir": ("d", "e.direction"),
    "method": ("m", "e.method"),
    "path": ("p", "e.target"),
    "type": ("t", "e.type"),
    "family": ("f", "e.family"),
    "webhook": ("w", "e.webhook"),
    "owner": ("o", "cast(e.goods_owner_id as text)"),
    "system": ("y", "e.system"),
    "reason": ("r", "e.reason_code"),
}
"""Keys compared as a whole: the letter of their tokens, and the column."""
EVENT: Final = "e"
"""The letter of event id tokens. There are too many event ids to list."""
_TABLES: Final = (
    "create table meta (key text primary key, value) without rowid",
    "create table seen (id integer primary key, key text not null, value)",
    "create table zones (zone integer primary key, low_at integer, high_at integer, low_bytes integer, high_bytes integer)",
    # Exchanges with too much text to be split into words. They may match any word.
    "create table coarse (exchange_id integer primary key)",
    "create table words (id integer primary key, word text not null)",
    """create virtual table docs using fts5(keys, facts, headers, body, content='', columnsize=0, detail=column,
       tokenize='ascii')""",
    "create virtual table parts using fts5(word, content='', columnsize=0, detail=none, tokenize='trigram')",
)

_OURS: Final = "select name from sqlite_schema where type = 'table' and name in ('meta', 'seen', 'zones', 'coarse', 'words', 'docs', 'parts')"


@dataclass(frozen=True, slots=True)
class Entry:
    """The indexed content of one exchange."""

    id: int
    at: int
    bytes: int
    keys: str
    facts: str
    headers: str
    body: str
    coarse: bool


class SearchIndex:
    """Safe on any thread. Damage makes searches work without the index; it is never an error for the user."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._db: Database | None = None
        self._broken = False
        self._closed = False
        self.begun = 0
        """How often this process rebuilt the index. A rebuild interrupts its reads."""

    @contextmanager
    def read(self, stop: Stop | None = None) -> Iterator[sqlite3.Connection | None]:
        """A consistent snapshot of the index, or None if there is no usable index. Reading raises StorageError."""
        database = self._open()
        if database is None:
            yield None
            return
        with database.read(stop) as connection:
            yield connection

    @staticmethod
    def reach(connection: sqlite3.Connection) -> tuple[str, int]:
        """The generation of the index, and the id up to which it is complete."""
        meta = dict(connection.execute("select key, value from meta").fetchall())
        return str(meta["generation"]), int(meta["watermark"])

    def begin(self, generation: str) -> None:
        """Create an empty index in place of the existing one. Only for the holder of the housekeeping role."""
        with self._lock:
            self.begun += 1
            usable = self._db is not None and not self._broken and not suspect_mark(self.path).exists()
            self._let_go()
            if not usable:
                # A sound index is emptied instead of replaced, because other processes may have it open.
                self._remove()
            self._broken = False
            connection = connect(self.path)
            try:
                with contextlib.suppress(OSError):
                    self.path.chmod(0o600)
                connection.execute("pragma auto_vacuum=incremental")  # after the journal mode this would have no effect
                connection.execute("pragma journal_mode=wal")
                connection.execute("begin immediate")
                for (name,) in connection.execute(_OURS).fetchall():
                    connection.execute(f"drop table {name}")
                for statement in _TABLES:
                    connection.execute(statement)
                connection.executemany(
                    "insert into meta values (?, ?)", [("generation", generation), ("watermark", 0), ("count", 0)]
                )
                connection.execute(f"pragma application_id={APPLICATION_ID}")
                connection.execute(f"pragma user_version={VERSION}")
                connection.execute("commit")
            except sqlite3.Error as error:
                # For example SQLite without full-text search: searches work without the index.
                raise known(error, self.path) or StorageError(
                    "storage-unusable", path=str(self.path), why=str(error)
                ) from error
            finally:
                connection.close()

    def _remove(self) -> None:
        try:
            if (why := seen_cause(self.path)) is not None:
                raise why
            remove_files(self.path)
            suspect_mark(self.path).unlink(missing_ok=True)
        except OSError as error:
            raise os_cause(error, self.path) from error

    def add(
        self, entries: Sequence[Entry], seen: Sequence[tuple[int, str, Any]], words: Sequence[str], upto: int
    ) -> None:
        """Add exchanges, values and words in one transaction. ``upto`` becomes the watermark."""
        database = self._open()
        if database is None:
            raise StorageError("storage-unusable", path=str(self.path), why="no index")
        with database.write() as connection:
            connection.executemany("insert into seen values (?, ?, ?)", seen)
            newest = connection.execute("select coalesce(max(id), 0) from words").fetchone()[0]
            numbered = list(enumerate(words, newest + 1))
            connection.executemany("insert into words values (?, ?)", numbered)
            connection.executemany("insert into parts (rowid, word) values (?, ?)", numbered)
            connection.executemany(
                "insert into docs (rowid, keys, facts, headers, body) values (?, ?, ?, ?, ?)",
                ((item.id, item.keys, item.facts, item.headers, item.body) for item in entries),
            )
            connection.executemany("insert into coarse values (?)", ((item.id,) for item in entries if item.coarse))
            connection.executemany(
                """insert into zones values (?, ?, ?, ?, ?) on conflict (zone) do update set
                   low_at = min(low_at, excluded.low_at), high_at = max(high_at, excluded.high_at),
                   low_bytes = min(low_bytes, excluded.low_bytes), high_bytes = max(high_bytes, excluded.high_bytes)""",
                ((item.id // ZONE, item.at, item.at, item.bytes, item.bytes) for item in entries),
            )
            connection.execute("update meta set value = ? where key = 'watermark'", (upto,))
            connection.execute("update meta set value = value + ? where key = 'count'", (len(entries),))

    def seen(self) -> dict[tuple[str, object], int]:
        """The number of each value that has a token. ``("count", None)`` has the number of indexed exchanges."""
        with self.read() as connection:
            if connection is None:
                return {}
            found = {
                (key, value): number for number, key, value in connection.execute("select id, key, value from seen")
            }
            count = connection.execute("select value from meta where key = 'count'").fetchone()
        return found | {("count", None): int(count[0]) if count else 0}

    def set_broken(self) -> None:
        """Do not use the index until it is rebuilt, because it is damaged.

        A marker file informs the housekeeping process.
        """
        with self._lock:
            with contextlib.suppress(OSError):
                suspect_mark(self.path).touch(mode=0o600)
            self._broken = True
            self._let_go()

    @property
    def broken(self) -> bool:
        """Whether this or another process found the index damaged."""
        return self._broken or suspect_mark(self.path).exists()

    def interrupt(self) -> None:
        """Interrupt the current reads."""
        if (database := self._db) is not None:
            database.interrupt()

    def give_back(self) -> bool:
        """Return some free pages to the operating system. True if free pages remain."""
        database = self._open()
        return database is not None and database.give_back(PAGES_AT_ONCE)

    def checkpoint(self) -> bool:
        """Checkpoint the WAL. True if it was completed."""
        database = self._open()
        return database is None or database.checkpoint()

    def close(self) -> None:
        """Close the file. Idempotent."""
        with self._lock:
            self._closed = True
            self._let_go()

    def _let_go(self) -> None:
        if self._db is not None:
            self._db.close()
            self._db = None

    def _open(self) -> Database | None:
        with self._lock:
            if self._db is None and not (self._closed or self._broken) and self.path.is_file():
                self._db = self._connected()
            return self._db

    def _connected(self) -> Database | None:
        connection = None
        try:
            connection = connect(self.path)
            ours = connection.execute("pragma application_id").fetchone()[0] == APPLICATION_ID
            if ours and connection.execute("pragma user_version").fetchone()[0] == VERSION:
                # The index can be rebuilt, so it may lose its last changes in a power failure.
                connection.execute("pragma synchronous=normal")
                return Database(self.path, connection)
        except sqlite3.Error as error:
            if connection is not None:
                connection.close()
            log.info("the search index is not used: %s", error)
            why = known(error, self.path)
            if why is not None and not isinstance(why, StorageDamaged):
                raise why from error  # the file may be sound, so it is not rebuilt for this
            self._broken = self._broken or why is not None
            return None
        if connection is not None:
            connection.close()
        return None

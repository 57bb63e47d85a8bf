"""``search.db``: which exchanges may match a filter, derived from ``history.db`` and rebuilt at any time.

Full-text index without content (FTS5): a row per exchange with its *keys* (a token for each value that is compared whole),
and the words of its light columns, headers and body. A second one finds words by their parts. *Zones* say for every few
hundred ids what times and sizes there are. All of it only narrows down: what really matches is decided over the rows.

It counts only for the ``history.db`` that names the same generation, and only up to both watermarks; see
:mod:`ongoing_desktop.storage.search.indexer` for how that stays true.
"""

from __future__ import annotations

import contextlib
import logging
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ongoing_desktop.domain.errors import StorageDamaged, StorageError
from ongoing_desktop.storage.causes import os_cause, seen_cause
from ongoing_desktop.storage.database import Database, connect, known, suspect_mark

if TYPE_CHECKING:
    from ongoing_desktop.services.ports import Stop

log = logging.getLogger(__name__)

NAME: Final = "search.db"
APPLICATION_ID: Final = 0x4F445345
VERSION: Final = 2
"""Raised whenever what is indexed changes; an index of another version is rebuilt."""
ZONE: Final = 256
"""Ids per zone."""
PAGES_AT_ONCE: Final = 500
SEEN_MOST: Final = 2_000
"""Values of one key that get a token of their own; strangers can send any number of them."""
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
"""What is compared whole: the letter of its tokens, and the column."""
EVENT: Final = "e"
"""The letter of an event id's token; there are too many of them to be listed."""
_TABLES: Final = (
    "create table meta (key text primary key, value) without rowid",
    "create table seen (id integer primary key, key text not null, value)",
    "create table zones (zone integer primary key, low_at integer, high_at integer, low_bytes integer, high_bytes integer)",
    # Exchanges whose text is too much to be cut into words: they may match whatever is looked for.
    "create table coarse (exchange_id integer primary key)",
    "create table words (id integer primary key, word text not null)",
    """create virtual table docs using fts5(keys, facts, headers, body, content='', columnsize=0, detail=column,
       tokenize='ascii')""",
    "create virtual table parts using fts5(word, content='', columnsize=0, detail=none, tokenize='trigram')",
)

_OURS: Final = "select name from sqlite_schema where type = 'table' and name in ('meta', 'seen', 'zones', 'coarse', 'words', 'docs', 'parts')"


@dataclass(frozen=True, slots=True)
class Entry:
    """What is indexed of one exchange."""

    id: int
    at: int
    bytes: int
    keys: str
    facts: str
    headers: str
    body: str
    coarse: bool


class SearchIndex:
    """Safe on any thread. Damage is a reason to do without it, never an error to those who search."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._db: Database | None = None
        self._broken = False
        self._closed = False
        self.begun = 0
        """How often this process began it again; that ends what is read in it."""

    @contextmanager
    def read(self, stop: Stop | None = None) -> Iterator[sqlite3.Connection | None]:
        """One state of the index; None while there is none that can be used. Raises StorageError as it is read."""
        database = self._open()
        if database is None:
            yield None
            return
        with database.read(stop) as connection:
            yield connection

    @staticmethod
    def reach(connection: sqlite3.Connection) -> tuple[str, int]:
        """The generation of the index, and the id up to which everything is in it."""
        meta = dict(connection.execute("select key, value from meta").fetchall())
        return str(meta["generation"]), int(meta["watermark"])

    def begin(self, generation: str) -> None:
        """Make an empty index, in the place of whatever is there. Only by the holder of the housekeeping role."""
        with self._lock:
            self.begun += 1
            usable = self._db is not None and not self._broken and not suspect_mark(self.path).exists()
            self._let_go()
            if not usable:
                # A sound one is emptied instead: other processes may have it open.
                self._remove()
            self._broken = False
            connection = connect(self.path)
            try:
                with contextlib.suppress(OSError):
                    self.path.chmod(0o600)
                connection.execute("pragma auto_vacuum=incremental")  # after the journal mode it would stay off
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
                # Such as an SQLite without full-text search: then searches go on without.
                raise known(error, self.path) or StorageError(
                    "storage-unusable", path=str(self.path), why=str(error)
                ) from error
            finally:
                connection.close()

    def _remove(self) -> None:
        try:
            if (why := seen_cause(self.path)) is not None:
                raise why
            for suffix in ("", "-wal", "-shm"):
                self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)
            suspect_mark(self.path).unlink(missing_ok=True)
        except OSError as error:
            raise os_cause(error, self.path) from error

    def add(
        self, entries: Sequence[Entry], seen: Sequence[tuple[int, str, Any]], words: Sequence[str], upto: int
    ) -> None:
        """Add exchanges, new values and new words in one transaction; ``upto`` becomes the watermark."""
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
        """The values that have a token, with its number; and how much is indexed, as ``("count", None)``."""
        with self.read() as connection:
            if connection is None:
                return {}
            found = {
                (key, value): number for number, key, value in connection.execute("select id, key, value from seen")
            }
            count = connection.execute("select value from meta where key = 'count'").fetchone()
        return found | {("count", None): int(count[0]) if count else 0}

    def set_broken(self) -> None:
        """Do without it until it was begun anew: it was found damaged. The mark tells whoever keeps house."""
        with self._lock:
            with contextlib.suppress(OSError):
                suspect_mark(self.path).touch(mode=0o600)
            self._broken = True
            self._let_go()

    @property
    def broken(self) -> bool:
        """It was found damaged, by this process or another."""
        return self._broken or suspect_mark(self.path).exists()

    def interrupt(self) -> None:
        """End the reads that run now."""
        if (database := self._db) is not None:
            database.interrupt()

    def give_back(self) -> bool:
        """Give some free pages back to the system; whether there are more."""
        database = self._open()
        return database is not None and database.give_back(PAGES_AT_ONCE)

    def checkpoint(self) -> bool:
        """Fold the log back into the file; whether all of it was."""
        database = self._open()
        return database is None or database.checkpoint()

    def close(self) -> None:
        """Let go of the file; fine twice."""
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
                # It can be made again, so losing its last moments with the power is no loss.
                connection.execute("pragma synchronous=normal")
                return Database(self.path, connection)
        except sqlite3.Error as error:
            if connection is not None:
                connection.close()
            log.info("the search index is not used: %s", error)
            why = known(error, self.path)
            if why is not None and not isinstance(why, StorageDamaged):
                raise why from error  # it may well be sound, and is not built anew for that
            self._broken = self._broken or why is not None
            return None
        if connection is not None:
            connection.close()
        return None

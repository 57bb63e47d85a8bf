"""One SQLite file: opening, versions, migrations with a backup, one writer and a reader per thread.

Settings of the connection follow SQLite's documentation on WAL and ``synchronous``: with WAL and FULL a commit that
returned survives the death of the process and of the power.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from ongoing_desktop.domain.errors import (
    KnownError,
    StorageDamaged,
    StorageError,
    StorageFull,
    StorageLocked,
    StorageTooNew,
)

APPLICATION_ID: Final = 0x4F6E6744  # "OngD"
BUSY_MS: Final = 5000
Migration = Callable[[sqlite3.Connection], None]

_PRAGMAS: Final = (
    "pragma journal_mode=wal",
    "pragma synchronous=full",
    f"pragma busy_timeout={BUSY_MS}",
    "pragma foreign_keys=on",
    "pragma trusted_schema=off",
    "pragma cell_size_check=on",
    "pragma journal_size_limit=67108864",
)
_FULL: Final = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR_WRITE,
    sqlite3.SQLITE_IOERR_FSYNC,
    sqlite3.SQLITE_IOERR_TRUNCATE,
}
_DAMAGED: Final = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def known(error: sqlite3.Error, path: Path) -> KnownError | None:
    """The known error behind an SQLite error, None where it is our own mistake."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    base = code & 0xFF
    if code in _FULL or base == sqlite3.SQLITE_FULL:
        return StorageFull("storage-full", path=str(path))
    if base in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StorageLocked("storage-locked", path=str(path))
    if base in _DAMAGED:
        return StorageDamaged("storage-damaged", path=str(path))
    if base in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR):
        return StorageError("storage-unusable", path=str(path), why=str(error))
    return None


class Database:
    """Safe on any thread. Raises the errors of :mod:`ongoing_desktop.domain.errors` only."""

    def __init__(self, path: Path, migrations: Sequence[Migration]) -> None:
        self.path = path
        self.notices: list[KnownError] = []
        self._migrations = migrations
        self._write_lock = threading.RLock()
        self._local = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._all_lock = threading.Lock()
        self._closed = False
        self._writer = self._open_or_set_aside()

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """One immediate transaction: committed on the way out, rolled back on an error."""
        with self._write_lock, self._mapped():
            self._writer.execute("begin immediate")
            try:
                yield self._writer
                self._writer.execute("commit")
            except BaseException:
                # SQLite may have rolled back by itself (disk full); then there is nothing left to do.
                with contextlib.suppress(sqlite3.Error):
                    self._writer.execute("rollback")
                raise

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """The thread's own reading connection."""
        with self._mapped():
            connection = getattr(self._local, "connection", None)
            if connection is None:
                connection = self._connect()
                self._local.connection = connection
            yield connection

    def data_version(self) -> int:
        """Changes when any other connection has committed."""
        with self._all_lock, self._mapped():
            if not hasattr(self, "_watcher"):
                self._watcher = self._connect(register=False)
            row = self._watcher.execute("pragma data_version").fetchone()
            return int(row[0])

    def close(self) -> None:
        """Fold the log back into the file and close every connection."""
        if self._closed:
            return
        self._closed = True
        with self._write_lock:
            with contextlib.suppress(sqlite3.Error):
                self._writer.execute("pragma busy_timeout=200")
                self._writer.execute("pragma wal_checkpoint(truncate)")
            for connection in (*self._all, self._writer, *([self._watcher] if hasattr(self, "_watcher") else [])):
                with contextlib.suppress(sqlite3.Error):
                    connection.close()

    @contextmanager
    def _mapped(self) -> Iterator[None]:
        if self._closed:
            raise StorageError("storage-closed", path=str(self.path))
        try:
            yield
        except sqlite3.Error as error:
            if mapped := known(error, self.path):
                raise mapped from error
            raise

    def _connect(self, *, register: bool = True) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False, timeout=BUSY_MS / 1000)
        for pragma in _PRAGMAS[1:]:
            connection.execute(pragma)
        if register:
            with self._all_lock:
                self._all.append(connection)
        return connection

    def _open_or_set_aside(self) -> sqlite3.Connection:
        try:
            return self._open()
        except sqlite3.Error as error:
            mapped = known(error, self.path)
            if mapped is None:
                raise
            if not isinstance(mapped, StorageDamaged):
                raise mapped from error
        self.notices.append(StorageDamaged("storage-set-aside", path=str(self.path), aside=str(self._set_aside())))
        try:
            return self._open()
        except sqlite3.Error as error:
            raise (known(error, self.path) or StorageError("storage-unusable", path=str(self.path), why="")) from error

    def _open(self) -> sqlite3.Connection:
        if self.path.is_dir():
            raise StorageError("storage-unusable", path=str(self.path), why="it is a folder")
        fresh = not self.path.exists() or self.path.stat().st_size == 0
        connection = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False, timeout=BUSY_MS / 1000)
        try:
            if os.name == "posix":
                self.path.chmod(0o600)
            if fresh:
                connection.execute("pragma auto_vacuum=incremental")
            for pragma in _PRAGMAS:
                connection.execute(pragma)
            self._migrate(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _migrate(self, connection: sqlite3.Connection) -> None:
        version = int(connection.execute("pragma user_version").fetchone()[0])
        owner = int(connection.execute("pragma application_id").fetchone()[0])
        tables = int(connection.execute("select count(*) from sqlite_schema").fetchone()[0])
        if owner not in (0, APPLICATION_ID) or (owner == 0 and tables and version == 0):
            raise StorageForeign("storage-foreign", path=str(self.path))
        if version > len(self._migrations):
            raise StorageTooNew("storage-too-new", path=str(self.path), version=version, known=len(self._migrations))
        if tables:
            connection.execute("select * from sqlite_schema").fetchall()
        if version == len(self._migrations):
            return
        if version:
            self._back_up(connection, version)
        for number in range(version, len(self._migrations)):
            connection.execute("begin exclusive")
            try:
                # Another process may have migrated while we waited for the lock.
                if int(connection.execute("pragma user_version").fetchone()[0]) == number:
                    self._migrations[number](connection)
                    connection.execute(f"pragma user_version={number + 1}")
                    connection.execute(f"pragma application_id={APPLICATION_ID}")
                connection.execute("commit")
            except BaseException:
                connection.execute("rollback")
                raise

    def _back_up(self, connection: sqlite3.Connection, version: int) -> None:
        target = self.path.with_name(f"{self.path.name}.v{version}-{_stamp()}.bak")
        with contextlib.closing(sqlite3.connect(target)) as copy:
            connection.backup(copy)

    def _set_aside(self) -> Path:
        aside = self.path.with_name(f"{self.path.name}.damaged-{_stamp()}")
        for suffix in ("", "-wal", "-shm"):
            part = self.path.with_name(self.path.name + suffix)
            if part.exists():
                part.replace(aside.with_name(aside.name + suffix))
        return aside


class StorageForeign(StorageError):  # noqa: N818 - the name says the state
    """The file belongs to another program; it is left untouched."""


def _stamp() -> str:
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}"

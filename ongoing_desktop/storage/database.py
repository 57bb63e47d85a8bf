"""One SQLite file with a single writer connection and one connection for each concurrent reader.

With WAL and ``synchronous=FULL``, a completed commit survives a crash of the process and a power failure. Opening,
checking and migrating files is done by :mod:`ongoing_desktop.storage.opening`.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ongoing_desktop.domain.errors import (
    KnownError,
    StorageDamaged,
    StorageError,
    StorageFull,
    StorageLocked,
)
from ongoing_desktop.storage.files import unopened

if TYPE_CHECKING:
    from ongoing_desktop.services.ports import Stop

BUSY_MS: Final = 5000
FILES: Final = ("", "-wal", "-shm")
"""Suffixes of the files of one database."""
CLOSE_LIMIT_S: Final = 2.0
INTERRUPT_STEP_S: Final = 0.02
STOP_STEPS: Final = 20_000
"""SQLite virtual-machine steps, about one millisecond, between two checks of whether to stop a read."""
_PRAGMAS: Final = (
    f"pragma busy_timeout={BUSY_MS}",
    "pragma synchronous=full",
    "pragma foreign_keys=on",
    # ``secure_delete=fast`` overwrites deleted data where that needs no extra page; :meth:`Database.give_back` frees
    # whole pages.
    "pragma secure_delete=fast",
    "pragma trusted_schema=off",
    "pragma cell_size_check=on",
    "pragma journal_size_limit=67108864",
)
# SQLite reports IOERR_WRITE at a file-size limit and may report any of these on a full disk.
_FULL: Final = frozenset(
    {
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR_WRITE,
        sqlite3.SQLITE_IOERR_FSYNC,
        sqlite3.SQLITE_IOERR_TRUNCATE,
        sqlite3.SQLITE_IOERR_SHMSIZE,
    }
)
_UNUSABLE: Final = frozenset(
    {
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_AUTH,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_NOLFS,
        sqlite3.SQLITE_NOMEM,
    }
)
_RAISED: Final = (sqlite3.Error, UnicodeDecodeError)
_DAMAGE: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


def is_damage(error: Exception) -> bool:
    """Whether the file's content is damaged, as opposed to an outside cause that prevents its use."""
    if isinstance(error, UnicodeDecodeError):
        # SQLite's message quotes the damaged schema, which the sqlite3 module then cannot decode.
        return True
    code: int | None = getattr(error, "sqlite_errorcode", None)
    # Invalid UTF-8 is detected by the sqlite3 module, which sets no error code.
    return "decode to UTF-8" in str(error) if code is None else code & 0xFF in _DAMAGE


def known(error: sqlite3.Error | UnicodeDecodeError, path: Path) -> KnownError | None:
    """The known error for an SQLite error, or None if the error is a bug in this program."""
    if is_damage(error):
        return StorageDamaged("storage-damaged", path=str(path))
    code: int | None = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    base = code & 0xFF
    if code in _FULL or base == sqlite3.SQLITE_FULL:
        return StorageFull("storage-full", path=str(path))
    if base in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StorageLocked("storage-locked", path=str(path))
    if base == sqlite3.SQLITE_INTERRUPT:
        return StorageError("storage-interrupted", path=str(path))
    return unopened(path, str(error)) if base in _UNUSABLE else None


def remove_files(path: Path) -> None:
    """Remove a database that no process has open, if it exists. Raises OSError."""
    for suffix in FILES:
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def suspect_mark(path: Path) -> Path:
    """Path of the empty marker file that requests an integrity check at the next start."""
    return path.with_name(f"{path.name}.suspect")


def connect(path: Path) -> sqlite3.Connection:
    """Open a connection with this program's pragmas and manual transactions. Raises sqlite3.Error."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=BUSY_MS / 1000)
    try:
        for pragma in _PRAGMAS:
            connection.execute(pragma)
    except BaseException:
        connection.close()
        raise
    return connection


class Database:
    """Safe on any thread. Raises the errors of :mod:`ongoing_desktop.domain.errors`; any other exception is a bug."""

    def __init__(self, path: Path, writer: sqlite3.Connection) -> None:
        self.path = path
        self._writer = writer
        self._write_lock = threading.RLock()
        self._pool = threading.Condition()
        self._idle: list[sqlite3.Connection] = []
        self._reading: set[sqlite3.Connection] = set()
        self._watch_lock = threading.Lock()
        self._watcher: sqlite3.Connection | None = None
        self._closed = False
        self._waits = True
        """Whether the writer's busy time-out is currently set."""

    @contextmanager
    def write(self, *, durable: bool = True, wait: bool = True) -> Iterator[sqlite3.Connection]:
        """One immediate transaction: committed on exit, rolled back on any error.

        With ``durable`` it survives a power failure; otherwise it survives only a crash of the process until the next
        durable commit. Without ``wait``, StorageLocked is raised at once if another thread or program is writing.
        """
        if not self._write_lock.acquire(blocking=wait):
            raise StorageLocked("storage-locked", path=str(self.path))
        try:
            with self._mapped():
                if not durable:
                    self._writer.execute("pragma synchronous=normal")
                try:
                    self._patience(wait=wait)
                    self._writer.execute("begin immediate")
                    try:
                        yield self._writer
                        self._writer.execute("commit")
                    except BaseException:
                        # SQLite may already have rolled back, for example on a full disk.
                        with contextlib.suppress(sqlite3.Error):
                            self._writer.execute("rollback")
                        raise
                finally:
                    if not durable:
                        self._writer.execute("pragma synchronous=full")
        finally:
            self._write_lock.release()

    def _patience(self, *, wait: bool) -> None:
        """Set whether the writer waits for other programs. Each writing method calls this."""
        if wait is not self._waits:
            self._writer.execute(f"pragma busy_timeout={BUSY_MS if wait else 0}")
            self._waits = wait

    @contextmanager
    def read(self, stop: Stop | None = None) -> Iterator[sqlite3.Connection]:
        """A reader connection with a consistent snapshot. Keep it only briefly, because it delays checkpoints.

        ``stop`` interrupts the read from another thread; it then raises StorageError "storage-interrupted".
        """
        with self._mapped():
            connection = self._take()
            try:
                with contextlib.nullcontext() if stop is None else _stopped_by(connection, stop):
                    if stop is not None and stop.is_set:
                        raise StorageError("storage-interrupted", path=str(self.path))
                    connection.execute("begin")
                    yield connection
            finally:
                with contextlib.suppress(sqlite3.Error):
                    connection.execute("rollback")
                self._give_back(connection)

    def data_version(self) -> int:
        """A number that changes whenever any connection, in this or another process, commits."""
        with self._watch_lock, self._mapped():
            if self._watcher is None:
                self._watcher = connect(self.path)
            return int(self._watcher.execute("pragma data_version").fetchone()[0])

    def interrupt(self) -> None:
        """Interrupt all current reads. Each raises StorageError "storage-interrupted" on its own thread."""
        with self._pool:
            for connection in self._reading:
                connection.interrupt()

    def checkpoint(self) -> bool:
        """Checkpoint the WAL as far as readers allow, without waiting for other programs.

        Returns True if everything was checkpointed: the WAL is then empty and the file has its smallest size.
        """
        with self._write_lock, contextlib.suppress(sqlite3.Error):
            self._patience(wait=False)
            return not self._writer.execute("pragma wal_checkpoint(truncate)").fetchone()[0]
        return False

    def give_back(self, pages: int) -> bool:
        """Return up to ``pages`` free pages to the operating system in one transaction. True if free pages remain."""
        with self._write_lock, self._mapped():
            if not self._writer.execute("pragma freelist_count").fetchone()[0]:
                return False
            self._patience(wait=True)
            # ``execute`` would stop after the first page.
            self._writer.executescript(f"pragma incremental_vacuum({pages})")
            return bool(self._writer.execute("pragma freelist_count").fetchone()[0])

    def close(self) -> None:
        """Interrupt reads, checkpoint the WAL, and close every connection. Idempotent."""
        with self._pool:
            if self._closed:
                return
            self._closed = True
            end = time.monotonic() + CLOSE_LIMIT_S
            while self._reading and time.monotonic() < end:
                # Repeated, because an interrupt between two statements has no effect.
                for connection in self._reading:
                    connection.interrupt()
                self._pool.wait(INTERRUPT_STEP_S)
            # Closing a connection in use would block; its reader closes it when it finishes.
            connections = list(self._idle)
            self._idle.clear()
        with self._write_lock, self._watch_lock:
            for connection in (*connections, *([self._watcher] if self._watcher else [])):
                _close(connection)
            self.checkpoint()
            _close(self._writer)

    def _take(self) -> sqlite3.Connection:
        with self._pool:
            connection = self._idle.pop() if self._idle else None
        if connection is None:
            connection = connect(self.path)
            connection.execute("pragma query_only=on")
        with self._pool:
            if self._closed:
                _close(connection)
                raise StorageError("storage-closed", path=str(self.path))
            self._reading.add(connection)
        return connection

    def _give_back(self, connection: sqlite3.Connection) -> None:
        with self._pool:
            self._reading.discard(connection)
            if self._closed:
                _close(connection)
            else:
                self._idle.append(connection)
            self._pool.notify_all()

    def _raise_known(self, error: sqlite3.Error | UnicodeDecodeError) -> None:
        """Raise the known error for an SQLite error; return if it is a bug in this program."""
        mapped = known(error, self.path)
        if self._closed and (mapped is None or isinstance(error, sqlite3.ProgrammingError)):
            mapped = StorageError("storage-closed", path=str(self.path))
        if mapped is None:
            return
        if isinstance(mapped, StorageDamaged):
            with contextlib.suppress(OSError):
                suspect_mark(self.path).touch(mode=0o600)
        raise mapped from error

    @contextmanager
    def _mapped(self) -> Iterator[None]:
        """Raise known errors instead of SQLite's, also if the database is closed."""
        if self._closed:
            raise StorageError("storage-closed", path=str(self.path))
        try:
            yield
        except _RAISED as error:
            self._raise_known(error)
            raise


@contextmanager
def _stopped_by(connection: sqlite3.Connection, stop: Stop) -> Iterator[None]:
    # An interrupt between two statements has no effect, so the progress handler also checks ``stop``.
    connection.set_progress_handler(lambda: stop.is_set, STOP_STEPS)
    try:
        with stop.calling(connection.interrupt):
            yield
    finally:
        connection.set_progress_handler(None, 0)


def _close(connection: sqlite3.Connection) -> None:
    with contextlib.suppress(sqlite3.Error):
        connection.close()

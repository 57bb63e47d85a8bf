"""One SQLite file in use: one writing connection, as many reading ones as there are readers at once, known errors.

With WAL and ``synchronous=FULL`` a commit that returned survives the death of the process and of the power. Opening,
checking and migrating a file is the business of :mod:`ongoing_desktop.storage.opening`.
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
from ongoing_desktop.storage.causes import unopened

if TYPE_CHECKING:
    from ongoing_desktop.services.ports import Stop

BUSY_MS: Final = 5000
CLOSE_LIMIT_S: Final = 2.0
INTERRUPT_STEP_S: Final = 0.02
STOP_STEPS: Final = 20_000
"""Steps of SQLite's machine, about a millisecond of them, between two looks at whether a read is to end."""
_PRAGMAS: Final = (
    f"pragma busy_timeout={BUSY_MS}",
    "pragma synchronous=full",
    "pragma foreign_keys=on",
    # What is deleted is overwritten where that costs no page more; whole pages go with :meth:`Database.give_back`.
    "pragma secure_delete=fast",
    "pragma trusted_schema=off",
    "pragma cell_size_check=on",
    "pragma journal_size_limit=67108864",
)
# At a file-size limit SQLite says IOERR_WRITE, on a full disk it may say any of these.
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
_DAMAGE: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


def is_damage(error: Exception) -> bool:
    """Whether the bytes of the file are wrong, rather than something around it that keeps SQLite from using it."""
    if isinstance(error, UnicodeDecodeError):
        # SQLite quotes the text of a damaged schema, which Python's module then cannot read.
        return True
    code: int | None = getattr(error, "sqlite_errorcode", None)
    # A text that is no UTF-8 is found by Python's module, which gives it no code.
    return "decode to UTF-8" in str(error) if code is None else code & 0xFF in _DAMAGE


def known(error: sqlite3.Error | UnicodeDecodeError, path: Path) -> KnownError | None:
    """The known error behind an SQLite error; None where it is a mistake of ours."""
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


def suspect_mark(path: Path) -> Path:
    """The empty file that says "damage was met while this database was in use: check it at the next start"."""
    return path.with_name(f"{path.name}.suspect")


def connect(path: Path) -> sqlite3.Connection:
    """A connection with our settings; transactions are begun and ended by hand. Raises sqlite3.Error."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=BUSY_MS / 1000)
    try:
        for pragma in _PRAGMAS:
            connection.execute(pragma)
    except BaseException:
        connection.close()
        raise
    return connection


class Database:
    """Safe on any thread. Raises the errors of :mod:`ongoing_desktop.domain.errors`, and bugs."""

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
        """As the writer's busy time-out is set now."""

    @contextmanager
    def write(self, *, durable: bool = True, wait: bool = True) -> Iterator[sqlite3.Connection]:
        """One immediate transaction: committed on the way out, rolled back on any error.

        ``durable``: it survives the death of the power too. Without, only that of the process, until the next durable one.
        Without ``wait`` it raises StorageLocked at once where another thread or program writes.
        """
        with self._turn(wait=wait), self._mapped(), self._sync(durable=durable):
            self._patience(wait=wait)
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
    def _turn(self, *, wait: bool) -> Iterator[None]:
        if not self._write_lock.acquire(blocking=wait):
            raise StorageLocked("storage-locked", path=str(self.path))
        try:
            yield
        finally:
            self._write_lock.release()

    def _patience(self, *, wait: bool) -> None:
        """Whether the writer waits for another program; who writes says so each time."""
        if wait is not self._waits:
            self._writer.execute(f"pragma busy_timeout={BUSY_MS if wait else 0}")
            self._waits = wait

    @contextmanager
    def _sync(self, *, durable: bool) -> Iterator[None]:
        if not durable:
            self._writer.execute("pragma synchronous=normal")
        try:
            yield
        finally:
            if not durable:
                self._writer.execute("pragma synchronous=full")

    @contextmanager
    def read(self, stop: Stop | None = None) -> Iterator[sqlite3.Connection]:
        """A reading connection that sees one state of the file. Hold it shortly: it keeps the log from being folded in.

        ``stop`` ends what it does from another thread; it then raises StorageError "storage-interrupted".
        """
        with self._mapped():
            connection = self._take()
            try:
                with _stopped_by(connection, stop):
                    if stop is not None and stop.is_set:
                        raise StorageError("storage-interrupted", path=str(self.path))
                    connection.execute("begin")
                    yield connection
            finally:
                with contextlib.suppress(sqlite3.Error):
                    connection.execute("rollback")
                self._give_back(connection)

    def data_version(self) -> int:
        """Changes when anyone, this process or another, has committed."""
        with self._watch_lock, self._mapped():
            if self._watcher is None:
                self._watcher = connect(self.path)
            return int(self._watcher.execute("pragma data_version").fetchone()[0])

    def interrupt(self) -> None:
        """End the reads that run now; each raises StorageError "storage-interrupted" on its own thread."""
        with self._pool:
            for connection in self._reading:
                connection.interrupt()

    def checkpoint(self) -> bool:
        """Fold the log back into the file, as far as no reader holds it; never waits for another program.

        Whether all of it was: then the log is empty, and the file no longer than it needs to be.
        """
        with self._write_lock, contextlib.suppress(sqlite3.Error):
            self._patience(wait=False)
            return not self._writer.execute("pragma wal_checkpoint(truncate)").fetchone()[0]
        return False

    def give_back(self, pages: int) -> bool:
        """Give at most so many free pages back to the system, as a transaction of its own; whether there are more."""
        with self._write_lock, self._mapped():
            if not self._writer.execute("pragma freelist_count").fetchone()[0]:
                return False
            self._patience(wait=True)
            # Not ``execute``: that stops after the first page.
            self._writer.executescript(f"pragma incremental_vacuum({pages})")
            return bool(self._writer.execute("pragma freelist_count").fetchone()[0])

    def close(self) -> None:
        """End reads, fold the log back into the file, close every connection. Twice is fine."""
        with self._pool:
            if self._closed:
                return
            self._closed = True
            end = time.monotonic() + CLOSE_LIMIT_S
            while self._reading and time.monotonic() < end:
                # Again and again: an interrupt between two statements of a reader is lost.
                for connection in self._reading:
                    connection.interrupt()
                self._pool.wait(INTERRUPT_STEP_S)
            # Closing a connection that still reads would wait for it; it is closed when it comes back.
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

    def _is_closed(self) -> bool:
        return self._closed

    @contextmanager
    def _mapped(self) -> Iterator[None]:
        if self._is_closed():
            raise StorageError("storage-closed", path=str(self.path))
        try:
            yield
        except (sqlite3.Error, UnicodeDecodeError) as error:
            mapped = known(error, self.path)
            if self._is_closed() and (mapped is None or isinstance(error, sqlite3.ProgrammingError)):
                mapped = StorageError("storage-closed", path=str(self.path))
            if mapped is None:
                raise
            if isinstance(mapped, StorageDamaged):
                with contextlib.suppress(OSError):
                    suspect_mark(self.path).touch(mode=0o600)
            raise mapped from error


@contextmanager
def _stopped_by(connection: sqlite3.Connection, stop: Stop | None) -> Iterator[None]:
    if stop is None:
        yield
        return
    # An interrupt that comes between two statements is lost; the handler, asked now and then, catches that one.
    connection.set_progress_handler(lambda: stop.is_set, STOP_STEPS)
    try:
        with stop.calling(connection.interrupt):
            yield
    finally:
        connection.set_progress_handler(None, 0)


def _close(connection: sqlite3.Connection) -> None:
    with contextlib.suppress(sqlite3.Error):
        connection.close()

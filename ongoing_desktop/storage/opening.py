"""Opens or creates the database at a path. An existing file is never deleted.

::

    absent or empty             a new database
    sound, an older version     a copy is made, then the migrations run
    sound except for its WAL    the WAL is set aside, the rows of the file are kept
    damaged, foreign, a folder  moved to a dated name; then the last good copy, or a new database
    a newer version             StorageTooNew; nothing is changed

Everything except opening a sound file of this version requires exclusive use of the data folder (``alone``), that is the
exclusive schema lock. Without it :class:`NeedsAlone` asks the caller to take the lock and try again.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from ongoing_desktop.domain.errors import (
    KnownError,
    StorageDamaged,
    StorageError,
    StorageTooNew,
)
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.storage.database import FILES, Database, connect, is_damage, known, remove_files, suspect_mark
from ongoing_desktop.storage.files import os_cause, unopened
from ongoing_desktop.storage.integrity import CHECKED_AT_START, Look, closed_cleanly, look
from ongoing_desktop.storage.migrations import Migration, back_up, has_schema, migrate, version_of
from ongoing_desktop.wording.times import short_time

MOST_IDS: Final = 2**48
LEAST_BYTES: Final = 128
"""The least number of bytes that a row takes."""
COPY_SUFFIX: Final = ".bak"
_REASONS: Final = {
    "folder": "storage-aside-folder",
    "foreign": "storage-aside-foreign",
    "damaged": "storage-aside-damaged",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """The kind of a database."""

    application_id: int
    migrations: tuple[Migration, ...]
    copied: bool = False
    """Whether a good copy is kept beside it as ``NAME.bak``."""
    numbered: str = ""
    """A table whose ids continue in a new file, so that none is used twice."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An open database with notices for the user."""

    database: Database
    notices: tuple[KnownError, ...] = ()
    unchecked: bool = False
    """The file is too large to be checked at start; check it in the background."""


class NeedsAlone(Exception):  # noqa: N818 - control flow, always handled
    """Opening requires a change that no other process may see half done."""


def open_database(path: Path, kind: Kind, *, alone: bool) -> Opened:
    """Open, create, repair or migrate a database. Raises StorageError, and NeedsAlone without ``alone``.

    Only damaged content counts as damage. Any other cause that prevents use is an error and changes nothing. A link is
    followed: everything is done at the file's real location.
    """
    try:
        if path.is_symlink() and not path.exists():
            raise StorageError("storage-dangling", path=str(path), target=os.fspath(path.readlink()))
        real = path.resolve()
        return _open_alone(real, kind, clean=closed_cleanly(path)) if alone else _open_beside(real, kind)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise known(error, path) or unopened(path, str(error)) from error
    except OSError as error:
        raise os_cause(error, path) from error


def set_aside(path: Path, *, only_log: bool = False) -> Path:
    """Move a database, or only its WAL, to a dated name: all of it or nothing. Raises OSError."""
    aside = path.with_name(f"{path.name}.damaged-{stamp()}")
    moved: list[str] = []
    try:
        for suffix in FILES[1:] if only_log else FILES:
            with contextlib.suppress(FileNotFoundError):
                path.with_name(path.name + suffix).rename(aside.with_name(aside.name + suffix))
                moved.append(suffix)
    except BaseException:
        _put_back(path, aside, moved)
        raise
    return aside


def _put_back(path: Path, aside: Path, suffixes: Sequence[str] = FILES) -> None:
    """Undo :func:`set_aside`, replacing what was created in its place."""
    for suffix in suffixes:
        with contextlib.suppress(FileNotFoundError):
            aside.with_name(aside.name + suffix).replace(path.with_name(path.name + suffix))


@contextlib.contextmanager
def replaced(path: Path) -> Iterator[Path]:
    """Set a database aside while the caller makes a replacement. If that fails, move it back."""
    aside = set_aside(path)
    try:
        yield aside
    except BaseException:
        remove_files(path)
        _put_back(path, aside)
        raise
    suspect_mark(path).unlink(missing_ok=True)


def begin_anew(path: Path, kind: Kind) -> Opened:
    """Continue after a file was set aside: with the last good copy, or with an empty database."""
    copy = path.with_name(path.name + COPY_SUFFIX)
    found = look(copy, kind.application_id, kind.migrations, deep=True).finding if kind.copied else "absent"
    if found in ("absent", "empty"):
        return Opened(_create(path, kind))
    if found != "sound":
        return Opened(_create(path, kind), (StorageDamaged("storage-copy-damaged", path=str(copy)),))
    at = short_time(datetime.fromtimestamp(copy.stat().st_mtime, UTC))
    uri = f"{copy.resolve().as_uri()}?mode=ro"
    with contextlib.closing(sqlite3.connect(uri, uri=True)) as source:
        back_up(source, path)
    return Opened(_ready(path, kind), (StorageDamaged("storage-copy-opened", path=str(path), at=at),))


def stamp() -> str:
    """The current time as part of a file name. Two calls never return the same text."""
    now = time.time_ns()
    return f"{time.strftime('%Y%m%d-%H%M%S', time.gmtime(now // 1_000_000_000))}-{now // 1000 % 1_000_000:06d}"


def _open_beside(path: Path, kind: Kind) -> Opened:
    """Open files that another process uses and has therefore checked already."""
    if not path.is_file():
        raise NeedsAlone
    connection = connect(path)
    try:
        _demand(path, connection, kind.migrations)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        connection.close()
        if is_damage(error):
            raise NeedsAlone from error
        raise
    except BaseException:
        connection.close()
        raise
    return Opened(Database(path, connection))


def _open_alone(path: Path, kind: Kind, *, clean: bool) -> Opened:
    if path.is_file() and os.name == "posix":
        with contextlib.suppress(OSError):
            path.chmod(0o600)
    large = path.is_file() and path.stat().st_size > CHECKED_AT_START and not suspect_mark(path).exists()
    deep = not clean and not large
    seen = look(path, kind.application_id, kind.migrations, deep=deep, known=clean)
    match seen:
        case Look("too-new", version):
            raise _too_new(path, version, kind.migrations)
        case Look("absent"):
            return Opened(_create(path, kind))
        case Look("sound"):
            suspect_mark(path).unlink(missing_ok=True)
            return Opened(_ready(path, kind), unchecked=large and not clean)
    if opened_without := _without_log(path, kind):
        return opened_without
    if seen.finding == "empty":
        return _from_empty(path, kind)
    with replaced(path) as aside:
        opened = begin_anew(path, kind)
        if kind.numbered and seen.finding == "damaged":
            with opened.database.write() as connection:
                highest = _highest(aside, kind.numbered)
                connection.execute("insert into sqlite_sequence values (?, ?)", (kind.numbered, highest))
    notice = StorageDamaged(_REASONS[seen.finding], path=str(path), aside=str(aside))
    return Opened(opened.database, (notice, *opened.notices))


def _highest(aside: Path, table: str) -> int:
    """An upper bound of the ids used by a damaged database."""
    query = "select seq from sqlite_sequence where name = ?"
    with contextlib.suppress(sqlite3.Error, UnicodeDecodeError, TypeError, ValueError):
        with contextlib.closing(sqlite3.connect(f"{aside.as_uri()}?mode=ro", uri=True)) as source:
            found = int(source.execute(query, (table,)).fetchone()[0])
        if 0 <= found < MOST_IDS:
            return found
    return aside.stat().st_size // LEAST_BYTES


def _from_empty(path: Path, kind: Kind) -> Opened:
    # A file without a table results from a crash during creation or from a loss. An earlier copy shows which.
    remove_files(path)
    return begin_anew(path, kind)


def _without_log(path: Path, kind: Kind) -> Opened | None:
    """Open the file after setting its WAL aside, or return None if the file is damaged even without it."""
    log = path.with_name(f"{path.name}-wal")
    if not log.is_file() or log.stat().st_size == 0:
        return None
    aside = set_aside(path, only_log=True)
    try:
        opened = None
        if look(path, kind.application_id, kind.migrations, deep=True).finding == "sound":
            notice = StorageDamaged("storage-log-aside", path=str(path), aside=f"{aside}-wal")
            opened = Opened(_ready(path, kind), (notice,))
    except BaseException:
        _put_back(path, aside, FILES[1:])
        raise
    if opened is None:
        _put_back(path, aside, FILES[1:])
    else:
        suspect_mark(path).unlink(missing_ok=True)
    return opened


def _create(path: Path, kind: Kind) -> Database:
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    return _ready(path, kind)


def _ready(path: Path, kind: Kind) -> Database:
    connection = connect(path)
    try:
        if version_of(connection) == 0:
            connection.execute("pragma auto_vacuum=incremental")  # after the journal mode this would have no effect
        connection.execute("pragma journal_mode=wal")
        migrate(connection, path, kind.migrations, kind.application_id, stamp())
    except BaseException:
        connection.close()
        raise
    return Database(path, connection)


def _demand(path: Path, connection: sqlite3.Connection, migrations: tuple[Migration, ...]) -> None:
    version = version_of(connection)
    if version > len(migrations):
        raise _too_new(path, version, migrations)
    if version < len(migrations) or not has_schema(connection, migrations, version):
        raise NeedsAlone


def _too_new(path: Path, version: int, migrations: Sequence[Migration]) -> StorageTooNew:
    return StorageTooNew("storage-too-new", path=str(path), version=version, known=len(migrations))

"""Checks whether a file is a sound database of this program. Call only while no other process has it open.

Reading a database file outside SQLite and closing it again would drop SQLite's own POSIX locks on the file.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import stat
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Literal

from ongoing_desktop.domain.errors import StorageError
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.storage.database import BUSY_MS, is_damage, suspect_mark
from ongoing_desktop.storage.files import write_atomic
from ongoing_desktop.storage.migrations import Migration, has_schema, schema_of

Finding = Literal["sound", "absent", "empty", "folder", "damaged", "foreign", "too-new"]
CLOSED_NAME: Final = "closed.json"
CHECKED_AT_START: Final = 200 * 1024 * 1024
"""Larger files, in bytes, are checked in the background."""
NO_VERSION: Final = 2**16
"""No real version is this high: a header with a higher number is damaged, not newer."""
_AT_ONCE: Final = 1024 * 1024
_MAGIC: Final = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class Look:
    """What a file is, and its version if that could be read."""

    finding: Finding
    version: int = 0


def look(
    path: Path, application_id: int, migrations: tuple[Migration, ...], *, deep: bool, known: bool = False
) -> Look:
    """Inspect a file without changing it. ``deep`` also reads every page.

    ``known`` means that the file is as this program left it, so its schema need not be compared.

    ``path`` must not be a link. Raises OSError and sqlite3.Error if the file cannot be read; such an error says nothing
    about its content.
    """
    try:
        found = path.lstat()
    except FileNotFoundError:
        return Look("absent")
    if stat.S_ISDIR(found.st_mode):
        return Look("folder")
    if not stat.S_ISREG(found.st_mode):
        raise StorageError("storage-not-file", path=str(path))  # opening a pipe would block
    size, log = found.st_size, _log_size(path)
    if size == 0 and log == 0:
        return Look("empty")
    with path.open("rb") as file:
        header = file.read(100)
    # With a WAL the file may be shorter than its header says, because its last pages are still in the WAL.
    if len(header) < 100 or not header.startswith(_MAGIC) or (log == 0 and _expected_size(header) > size):
        seen = Look("damaged")
    else:
        seen = _look_inside(path, application_id, migrations, deep=deep, known=known)
    if seen.finding == "damaged":
        # SQLite also reports damage if the disk cannot read the data.
        for part in (path, path.with_name(f"{path.name}-wal")):
            _read_through(part)
    return seen


def _read_through(path: Path) -> None:
    """Read the whole file. Raises OSError if a part of it cannot be read."""
    if path.is_file():
        with path.open("rb") as file:
            while file.read(_AT_ONCE):
                pass


def quick_check(connection: sqlite3.Connection) -> bool:
    """Whether SQLite's quick check passes. Raises sqlite3.Error if the file cannot be read."""
    try:
        return bool(connection.execute("pragma quick_check(1)").fetchone()[0] == "ok")
    except (sqlite3.Error, UnicodeDecodeError) as error:
        if is_damage(error):
            return False
        raise


def closed_cleanly(path: Path) -> bool:
    """Whether size and time of the file match the last orderly close and no damage was reported since."""
    real = path.resolve()
    if _log_size(real) or suspect_mark(real).exists():
        return False
    note = path.parent / CLOSED_NAME
    try:
        marks = json.loads(note.read_text("utf-8")) if note.is_file() else {}
        return bool(marks.get(path.name) == _mark(path))
    except (OSError, ValueError, AttributeError, RecursionError):
        return False


def note_closed(folder: Path, names: Iterable[str]) -> None:
    """Record files as closed in order. Without this record the next start checks them."""
    note = folder / CLOSED_NAME
    with contextlib.suppress(OSError, StorageError):
        paths = [folder / name for name in names]
        marks = {path.name: _mark(path) for path in paths if path.is_file() and _log_size(path.resolve()) == 0}
        data = json.dumps(marks).encode()
        if note.is_symlink() or not note.is_file() or note.read_bytes() != data:
            write_atomic(note, data)


def _look_inside(
    path: Path, application_id: int, migrations: tuple[Migration, ...], *, deep: bool, known: bool
) -> Look:
    # Read-only, because a writing connection would checkpoint a foreign WAL into the file on closing.
    uri = f"{path.as_uri()}?mode=ro"
    newest = len(migrations)
    try:
        with contextlib.closing(
            sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_MS / 1000)
        ) as connection:
            owner = int(connection.execute("pragma application_id").fetchone()[0])
            version = int(connection.execute("pragma user_version").fetchone()[0])
            if known and (owner, version) == (application_id, newest):
                return Look("sound", version)
            names = {name for (name,) in connection.execute("select name from sqlite_schema")}
            ours = not names.isdisjoint(schema_of(migrations, newest))
            if owner != application_id and (owner or names):
                return Look("damaged" if ours else "foreign")
            if newest < version < NO_VERSION:
                return Look("too-new", version)
            if not names:
                return Look("empty" if owner == 0 else "damaged")
            if version > newest or not has_schema(connection, migrations, version):
                return Look("damaged")
            if deep and not quick_check(connection):
                return Look("damaged")
            return Look("sound", version)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        if is_damage(error):
            return Look("damaged")
        raise


def _expected_size(header: bytes) -> int:
    page = struct.unpack_from(">H", header, 16)[0]
    page = 65536 if page == 1 else page
    changes, pages, valid_for = (struct.unpack_from(">I", header, place)[0] for place in (24, 28, 92))
    return page * pages if changes == valid_for else 0


def _log_size(path: Path) -> int:
    try:
        return path.with_name(f"{path.name}-wal").stat().st_size
    except OSError:
        return 0


def _mark(path: Path) -> list[int]:
    found = path.stat()
    return [found.st_size, found.st_mtime_ns]

"""Is this file a sound database of ours? Asked only while no one else has it open.

Reading a database file past SQLite and closing it again would drop SQLite's own POSIX locks on it, hence that condition.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from ongoing_desktop.storage.database import suspect_mark

Finding = Literal["sound", "absent", "empty", "folder", "damaged", "foreign", "too-new"]
CLOSED_NAME: Final = "closed.json"
CHECKED_AT_START: Final = 200 * 1024 * 1024
"""Larger files are checked in the background."""
_MAGIC: Final = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class Look:
    """What a file is, and its version where that could be read."""

    finding: Finding
    version: int = 0


def look(path: Path, application_id: int, newest: int, *, deep: bool) -> Look:
    """Look at a file without changing a byte of it. ``deep``: also read every page. Raises OSError."""
    if path.is_dir():
        return Look("folder")
    if not path.exists():
        return Look("absent")
    size, log = path.stat().st_size, _log_size(path)
    if size == 0 and log == 0:
        return Look("empty")
    with path.open("rb") as file:
        header = file.read(100)
    if len(header) < 100 or not header.startswith(_MAGIC):
        return Look("damaged")
    owner, version = struct.unpack_from(">I", header, 68)[0], struct.unpack_from(">I", header, 60)[0]
    if owner not in (0, application_id):
        return Look("foreign")
    if owner == application_id and version > newest:
        return Look("too-new", version)
    # With a log the file may rightly be shorter than its header says: its last pages still stand in the log.
    if log == 0 and _expected_size(header) > size:
        return Look("damaged")
    return _look_inside(path, application_id, newest, deep=deep)


def quick_check(connection: sqlite3.Connection) -> bool:
    """SQLite finds nothing wrong with the file's structure."""
    try:
        return bool(connection.execute("pragma quick_check(1)").fetchone()[0] == "ok")
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        return False


def closed_cleanly(path: Path) -> bool:
    """The file is byte for byte (by size and time) what our last orderly end left, and nobody met damage since."""
    if _log_size(path) or suspect_mark(path).exists():
        return False
    try:
        marks = json.loads((path.parent / CLOSED_NAME).read_text("utf-8"))
        return bool(marks.get(path.name) == _mark(path))
    except (OSError, ValueError, AttributeError, RecursionError):
        return False


def note_closed(paths: Iterable[Path]) -> None:
    """Remember files as closed in order. Not flushed: without the note the next start just checks them."""
    marks: dict[str, list[int]] = {}
    with contextlib.suppress(OSError):
        folder = None
        for path in paths:
            if _log_size(path) == 0 and path.exists():
                marks[path.name] = _mark(path)
            folder = path.parent
        if folder is not None:
            text = json.dumps(marks)
            note = folder / CLOSED_NAME
            if not note.exists() or note.read_text("utf-8", "replace") != text:
                note.write_text(text, "utf-8")
                note.chmod(0o600)


def _look_inside(path: Path, application_id: int, newest: int, *, deep: bool) -> Look:
    # Read-only, because a writing connection would fold a foreign log into the file on closing.
    uri = f"{path.resolve().as_uri()}?mode=ro"
    try:
        with contextlib.closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as connection:
            owner = int(connection.execute("pragma application_id").fetchone()[0])
            version = int(connection.execute("pragma user_version").fetchone()[0])
            tables = int(connection.execute("select count(*) from sqlite_schema").fetchone()[0])
            if owner not in (0, application_id) or (owner == 0 and tables):
                return Look("foreign")
            if version > newest:
                return Look("too-new", version)
            if tables == 0:
                return Look("empty" if owner == 0 else "damaged")
            if deep and not quick_check(connection):
                return Look("damaged")
            return Look("sound", version)
    except sqlite3.DatabaseError:
        return Look("damaged")


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

"""Causes outside a file that prevent its use, such as permissions or a full disk. None of them is damage.

Files are inspected but never opened: opening and closing a database file outside SQLite would drop SQLite's POSIX
locks.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from pathlib import Path
from typing import Final

from ongoing_desktop.domain.errors import StorageError, StorageFull

NO_ROOM: Final = frozenset(
    number for name in ("ENOSPC", "EDQUOT", "EFBIG") if (number := getattr(errno, name, None)) is not None
)
NO_HANDLES: Final = frozenset({errno.EMFILE, errno.ENFILE})
_NO_LOCKS: Final = frozenset(
    number
    for name in ("ENOLCK", "ENOSYS", "EOPNOTSUPP", "ENOTSUP")
    if (number := getattr(errno, name, None)) is not None
)
_FILES_AT_ONCE: Final = 4
"""Descriptors that SQLite opens for one database: the file, its WAL, the WAL index, and briefly the folder."""


def os_cause(error: OSError, path: Path) -> StorageError:
    """The known error for an ``OSError`` raised while opening, locking, reading or writing a file."""
    why = error.strerror or type(error).__name__
    if error.errno in NO_ROOM:
        return StorageFull("storage-full", path=str(path))
    if error.errno in NO_HANDLES:
        return StorageError("storage-handles", path=str(path))
    if error.errno in _NO_LOCKS:
        return StorageError("storage-no-locks", path=str(path))
    return seen_cause(path) or StorageError("storage-io", path=str(path), why=why)


def unopened(path: Path, why: str) -> StorageError:
    """The reason why SQLite cannot use a database. ``why``: SQLite's own message, reported if no other cause is found."""
    with contextlib.ExitStack() as probes:
        try:
            for _ in range(_FILES_AT_ONCE):
                probes.callback(os.close, os.open(os.devnull, os.O_RDONLY))
        except OSError as error:
            return os_cause(error, path)
    found = (seen_cause(path.with_name(path.name + suffix)) for suffix in ("", "-wal", "-shm", "-journal"))
    return next(filter(None, found), None) or StorageError("storage-io", path=str(path), why=why)


def seen_cause(path: Path) -> StorageError | None:
    """A visible reason why the file cannot be used, or None if it looks usable or does not exist."""
    try:
        found = path.lstat()
        if stat.S_ISLNK(found.st_mode):
            if not path.exists():
                return StorageError("storage-dangling", path=str(path), target=str(path.readlink()))
            found = path.stat()
    except FileNotFoundError:
        return _rights(path.parent) if not os.access(path.parent, os.W_OK | os.X_OK) else None
    except OSError as error:
        return StorageError("storage-io", path=str(path), why=error.strerror or type(error).__name__)
    if not stat.S_ISREG(found.st_mode):
        return StorageError("storage-not-file", path=str(path))
    if not os.access(path, os.R_OK | os.W_OK):
        return _rights(path)
    return None if os.access(path.parent, os.W_OK | os.X_OK) else _rights(path.parent)


def _rights(path: Path) -> StorageError | None:
    try:
        if sys.platform != "win32" and os.statvfs(path).f_flag & os.ST_RDONLY:
            return StorageError("storage-read-only", path=str(path))
        owner = path.stat().st_uid
    except OSError as error:
        return StorageError("storage-io", path=str(path), why=error.strerror or type(error).__name__)
    if sys.platform != "win32" and owner != os.geteuid():
        return StorageError("storage-owner", path=str(path), owner=_name(owner))
    return StorageError("storage-rights", path=str(path))


def _name(user: int) -> str:
    if sys.platform == "win32":
        return str(user)
    import pwd  # noqa: PLC0415 - POSIX only, and only here

    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return str(user)

"""Files of the data folder: atomic writes, folders of JSON files by key, and why a file cannot be used.

After a crash, a file that was written atomically has either its old or its new content. Causes outside a file that
prevent its use, such as permissions or a full disk, are not damage. To find them files are inspected but never opened:
opening and closing a database file outside SQLite would drop SQLite's POSIX locks.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from ongoing_desktop.domain.errors import StorageError, StorageFull, reason

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
PART: Final = ".part"
"""Suffix of unfinished files. A killed process leaves them behind."""
LARGEST: Final = 4 * 1024 * 1024
"""Bytes of the largest file that a :class:`KeyedFolder` reads."""
SHAPES_NAME: Final = "shapes"
"""Folder of the learnt payload shapes."""
_DEVICES: Final = r"con|prn|aux|nul|(?:com|lpt)[0-9]"
_NOT_IN_NAMES: Final = r"[^a-z0-9]+"


def write_atomic(path: Path, data: bytes | Iterable[bytes], *, mode: int = 0o600) -> None:
    """Write a temporary file in the same folder, flush it to disk, then rename it over ``path``.

    Raises StorageError, or StorageFull when the disk is full; the old file is then unchanged and the temporary file is
    removed. An error raised by ``data`` itself passes through with the same guarantee.
    """
    _check_place(path)
    chunks = (data,) if isinstance(data, bytes) else data
    temporary: Path | None = None
    try:
        handle, temporary = _beside(path)
        with os.fdopen(handle, "wb") as file:
            for chunk in chunks:
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        if os.name == "posix":
            temporary.chmod(mode)
        temporary.replace(path)
        temporary = None
        sync_folder(path.parent)
    except OSError as error:
        raise file_error(error, path) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()


def check_writable(path: Path) -> None:
    """Check that :func:`write_atomic` can write there, without changing what is there. Raises StorageError."""
    _check_place(path)
    try:
        handle, temporary = _beside(path)
        os.close(handle)
        temporary.unlink()
    except (OSError, ValueError) as error:
        raise file_error(error, path) from error


def _check_place(path: Path) -> None:
    """Check that ``path`` can be written and that what exists there may be replaced. Raises StorageError."""
    try:
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            mode = path.stat().st_mode
    except FileNotFoundError:
        return
    except (OSError, ValueError) as error:
        raise file_error(error, path) from error
    if stat.S_ISDIR(mode):
        raise file_error(IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR)), path)
    if not stat.S_ISREG(mode):
        raise StorageError("storage-file-failed", path=str(path), why="it is a device or a pipe, not a file")


def file_error(error: OSError | ValueError, path: Path) -> StorageError:
    """Convert an operating system error about a file into the matching known error."""
    why = reason(error)
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        return StorageFull("storage-file-full", path=str(path), why=why)
    return StorageError("storage-file-failed", path=str(path), why=why)


def sync_folder(folder: Path) -> None:
    """Make a rename in a folder durable. Windows has no such call and does not need it."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _beside(path: Path) -> tuple[int, Path]:
    """Create a new file in the same folder, open for writing and accessible to its owner only."""
    place = path.with_name(f".{path.name[:80]}.{os.urandom(6).hex()}{PART}")
    return os.open(place, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), place


class KeyedFolder:
    """Implements :class:`ongoing_desktop.services.ports.KeyedFiles`. Blocking; safe on any thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self) -> dict[str, bytes]:
        """The user's files by key. Raises StorageError."""
        try:
            paths = sorted(path for path in self._folder.glob("*.json") if path.is_file())
            return {path.stem: path.read_bytes() for path in paths if path.stat().st_size <= LARGEST}
        except OSError as error:
            raise file_error(error, self._folder) from error

    def write(self, key: str, data: bytes) -> None:
        """Write a file, replacing one of the same key. Raises StorageError."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise file_error(error, self._folder) from error
        write_atomic(self._path(key), data)

    def remove(self, key: str) -> None:
        """Remove a file if it exists. Raises StorageError."""
        try:
            self._path(key).unlink(missing_ok=True)
        except OSError as error:
            raise file_error(error, self._path(key)) from error

    def _path(self, key: str) -> Path:
        if key != file_key(key):
            raise StorageError("storage-file-failed", path=key, why="not a valid name")
        return self._folder / f"{key}.json"


def file_key(name: str) -> str:
    """A name as a portable file name: lower-case letters, digits and hyphens."""
    key = re.sub(_NOT_IN_NAMES, "-", name.casefold())[:80].strip("-") or "scenario"
    return f"{key}-scenario" if re.fullmatch(_DEVICES, key) else key


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

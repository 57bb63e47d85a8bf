"""Atomic file writes: after a crash the file has either its old or its new content."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from ongoing_desktop.domain.errors import StorageError, StorageFull, reason
from ongoing_desktop.storage.causes import NO_ROOM

PART: Final = ".part"
"""Suffix of unfinished files. A killed process leaves them behind."""


def write_atomic(path: Path, data: bytes | Iterable[bytes], *, mode: int = 0o600, keep_backup: bool = False) -> None:
    """Write a temporary file in the same folder, flush it to disk, then rename it over ``path``.

    ``keep_backup`` keeps the old file as ``NAME.bak``. Raises StorageError, or StorageFull when the disk is full; the
    old file is then unchanged and the temporary file is removed. An error raised by ``data`` itself passes through with
    the same guarantee.
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
        if keep_backup and path.is_file():
            _keep(path)
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


def _keep(path: Path) -> None:
    """Copy the file to its backup name. A rename would leave the original name absent for a moment."""
    import shutil  # noqa: PLC0415 - loads every kind of compression

    handle, copy = _beside(path)
    try:
        with os.fdopen(handle, "wb") as target, path.open("rb") as source:
            shutil.copyfileobj(source, target)
            target.flush()
            os.fsync(target.fileno())
        shutil.copymode(path, copy)
        copy.replace(path.with_name(f"{path.name}.bak"))
    except BaseException:
        copy.unlink(missing_ok=True)
        raise

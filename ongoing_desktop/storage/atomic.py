"""Files that are either the old one or the new one, whatever happens in between."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from ongoing_desktop.domain.errors import StorageError, StorageFull

FULL_ERRNOS = (28, 122, 27)  # ENOSPC, EDQUOT, EFBIG


def write_atomic(path: Path, data: bytes | Iterable[bytes], *, mode: int = 0o600) -> None:
    """Write beside the place, flush to disk, then rename. Raises StorageError with the reason; the old file stays."""
    chunks = (data,) if isinstance(data, bytes) else data
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            for chunk in chunks:
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        if os.name == "posix":
            Path(temporary).chmod(mode)
        Path(temporary).replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        kind = StorageFull if error.errno in FULL_ERRNOS else StorageError
        code = "storage-file-full" if kind is StorageFull else "storage-file-failed"
        raise kind(code, path=str(path), why=error.strerror or type(error).__name__) from error
    finally:
        if temporary:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""OS locks held open, one per role: they end with their process, so a stale file never blocks."""

from __future__ import annotations

from pathlib import Path
from typing import IO

import portalocker

from ongoing_desktop.domain.errors import StorageError


class RoleLock:
    """One role of one data folder, such as ``window`` or ``housekeeping``."""

    def __init__(self, data_dir: Path, role: str) -> None:
        self._path = data_dir / f"{role}.lock"
        self._file: IO[bytes] | None = None

    def try_acquire(self, *, shared: bool = False) -> bool:
        """Take the role if it is free; True when this object holds it."""
        if self._file is not None:
            return True
        try:
            file = self._path.open("a+b")
        except OSError as error:
            raise StorageError("storage-folder", path=str(self._path), why=error.strerror or "") from error
        flags = portalocker.LockFlags.NON_BLOCKING
        flags |= portalocker.LockFlags.SHARED if shared else portalocker.LockFlags.EXCLUSIVE
        try:
            portalocker.lock(file, flags)
        except portalocker.LockException:
            file.close()
            return False
        self._file = file
        return True

    def release(self) -> None:
        """Let go; fine when not held."""
        if self._file is not None:
            portalocker.unlock(self._file)
            self._file.close()
            self._file = None

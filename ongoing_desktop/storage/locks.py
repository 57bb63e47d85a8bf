"""Operating system locks, one per role. They end with their process, so a stale file never blocks."""

from __future__ import annotations

import errno
import os
import sys
import time
from pathlib import Path
from typing import IO, Final

from ongoing_desktop.domain.errors import StorageError
from ongoing_desktop.storage.files import os_cause

_STEP_S: Final = 0.01


class RoleLock:
    """One role of one data folder, such as ``window`` or ``housekeeping``.

    Two objects exclude each other even in one process. The file remains after release: removing it could let two
    processes lock different files of the same name.
    """

    def __init__(self, data_dir: Path, role: str) -> None:
        self._path = data_dir / f"{role}.lock"
        self._file: IO[bytes] | None = None

    @property
    def held(self) -> bool:
        """Whether this object has the role, exclusively or shared."""
        return self._file is not None

    def try_acquire(self, *, shared: bool = False) -> bool:
        """Take the role if it is free. Returns whether this object has it. Raises StorageError if locking fails."""
        if self._file is not None:
            return True
        try:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NONBLOCK", 0), 0o600)
            file = os.fdopen(handle, "r+b", buffering=0)
        except OSError as error:
            raise os_cause(error, self._path) from error
        try:
            taken = _lock(file, shared=shared)
        except _CannotLockError as error:
            file.close()
            raise StorageError("storage-no-locks", path=str(self._path)) from error
        if not taken:
            file.close()
            return False
        self._file = file
        return True

    def acquire(self, *, shared: bool = False, limit_s: float) -> bool:
        """Take the role, waiting up to ``limit_s`` seconds. Returns False if it remained taken."""
        end = time.monotonic() + limit_s
        while not self.try_acquire(shared=shared):
            if time.monotonic() >= end:
                return False
            time.sleep(_STEP_S)
        return True

    def share(self, *, limit_s: float) -> bool:
        """Replace the exclusive lock with a shared one. Returns False, without a lock, if another process was faster."""
        self.release()
        return self.acquire(shared=True, limit_s=limit_s)

    def release(self) -> None:
        """Release the role. Idempotent."""
        if self._file is not None:
            _unlock(self._file)
            self._file.close()
            self._file = None


class _CannotLockError(Exception):
    """The file system does not support locks or has none left."""


if sys.platform == "win32":
    import portalocker

    def _lock(file: IO[bytes], *, shared: bool) -> bool:
        flags = portalocker.LockFlags.NON_BLOCKING
        flags |= portalocker.LockFlags.SHARED if shared else portalocker.LockFlags.EXCLUSIVE
        try:
            portalocker.lock(file, flags)
        except portalocker.AlreadyLocked:
            return False
        except portalocker.LockException as error:
            raise _CannotLockError from error
        return True

    def _unlock(file: IO[bytes]) -> None:
        portalocker.unlock(file)

else:
    import fcntl

    def _lock(file: IO[bytes], *, shared: bool) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_NB | (fcntl.LOCK_SH if shared else fcntl.LOCK_EX))
        except OSError as error:
            if error.errno in (errno.EACCES, errno.EAGAIN):
                return False
            raise _CannotLockError from error
        return True

    def _unlock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)

"""Marks deliveries in progress by files that their process keeps locked. After a crash the file is unlocked."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ongoing_desktop.domain.errors import StorageError
from ongoing_desktop.storage.files import file_error, write_atomic
from ongoing_desktop.storage.locks import RoleLock

FOLDER = "deliveries"


class RunMarkers:
    """Implements :class:`ongoing_desktop.services.ports.Running`. Blocking; safe on any thread."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir / FOLDER
        self._held: dict[str, RoleLock] = {}
        self._guard = threading.Lock()

    def begin(self, delivery: str, about: Mapping[str, Any]) -> None:
        """Mark a delivery as played by this process. Raises StorageError."""
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise file_error(error, self._folder) from error
        lock = RoleLock(self._folder, delivery)
        if not lock.try_acquire():
            raise StorageError("storage-in-use", path=str(self._folder))
        write_atomic(self._file(delivery), json.dumps({**about, "delivery": delivery}).encode())
        with self._guard:
            self._held[delivery] = lock

    def end(self, delivery: str) -> None:
        """Remove the mark of a delivery that has ended."""
        with self._guard:
            lock = self._held.pop(delivery, None)
        if lock is not None:
            self._remove(delivery, lock)

    def abandoned(self) -> list[Mapping[str, Any]]:
        """Deliveries of processes that no longer exist. This process takes over their marks until :meth:`end`."""
        found: list[Mapping[str, Any]] = []
        for path in sorted(self._folder.glob("*.json")):
            with self._guard:
                if path.stem in self._held:
                    continue
            lock = RoleLock(self._folder, path.stem)
            if not lock.try_acquire():
                continue
            about: Any = None
            with contextlib.suppress(OSError, ValueError):
                about = json.loads(path.read_bytes())
            if isinstance(about, dict) and about.get("delivery") == path.stem:
                with self._guard:
                    self._held[path.stem] = lock
                found.append(about)
            else:
                self._remove(path.stem, lock)
        return found

    def _remove(self, delivery: str, lock: RoleLock) -> None:
        # Names are unique, so removing the lock file cannot separate two holders of one role.
        self._file(delivery).unlink(missing_ok=True)
        lock.release()
        with contextlib.suppress(OSError):
            (self._folder / f"{delivery}.lock").unlink()

    def _file(self, delivery: str) -> Path:
        return self._folder / f"{delivery}.json"

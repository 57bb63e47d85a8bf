"""Finds the running listeners of a data folder in all processes: each holds a lock and writes a note beside it.

A port belongs to one program, so a note whose lock is held proves who answers on that port.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Final

from ongoing_desktop.domain.listening import RunningListener
from ongoing_desktop.storage.atomic import file_error, write_atomic
from ongoing_desktop.storage.locks import RoleLock

FOLDER: Final = "listeners"


class ListenerNote:
    """The note of one listener while it runs."""

    def __init__(self, data_dir: Path, about: RunningListener) -> None:
        """Write the note. Raises StorageError."""
        folder = data_dir / FOLDER
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
            self._file = folder / f"{about.pid}-{about.port}.json"
            self._lock = RoleLock(folder, self._file.stem)
            self._lock.try_acquire()
            write_atomic(self._file, json.dumps(asdict(about)).encode())
        except OSError as error:
            raise file_error(error, folder) from error

    def end(self) -> None:
        """Remove the note because the listener has stopped."""
        _remove(self._file, self._lock)


def running_listeners(data_dir: Path) -> tuple[RunningListener, ...]:
    """The running listeners, newest last. Notes of killed listeners are removed. Blocking; reads a few files."""
    found: list[tuple[float, RunningListener]] = []
    for path in (data_dir / FOLDER).glob("*.json"):
        # An incomplete note, or one whose listener is stopping, counts as not running.
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
            lock = RoleLock(path.parent, path.stem)
            if lock.try_acquire():
                _remove(path, lock)
                continue
            data = json.loads(path.read_bytes())
            made = RunningListener(
                url=str(data["url"]),
                host=str(data["host"]),
                port=int(data["port"]),
                pid=int(data["pid"]),
                certificate=str(data["certificate"]),
            )
            found.append((path.stat().st_mtime, made))
    return tuple(item for _, item in sorted(found, key=lambda pair: pair[0]))


def _remove(path: Path, lock: RoleLock) -> None:
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
    lock.release()
    # Names are practically unique, so removing the lock file cannot separate two holders of one role.
    with contextlib.suppress(OSError):
        path.with_suffix(".lock").unlink()

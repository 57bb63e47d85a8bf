"""Finds the running listeners of a data folder in all processes: each holds a lock and writes a note beside it.

A port belongs to one program, so a note whose lock is held proves who answers on that port.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Final

from ongoing_desktop.domain.lazy_dataclasses import fields, replace
from ongoing_desktop.domain.listening import RunningListener
from ongoing_desktop.storage.files import file_error, write_atomic
from ongoing_desktop.storage.locks import RoleLock

FOLDER: Final = "listeners"
STOP: Final = ".stop"
"""Suffix of the file that asks a listener to stop."""


class ListenerNote:
    """The note of one listener while it runs."""

    def __init__(self, data_dir: Path, about: RunningListener) -> None:
        """Write the note. Raises StorageError."""
        folder = data_dir / FOLDER
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
            self._about = about
            self._file = _file(data_dir, about)
            self._lock = RoleLock(folder, self._file.stem)
            self._lock.try_acquire()
            self._write()
        except OSError as error:
            raise file_error(error, folder) from error

    def deliver(self, targets: tuple[str, ...]) -> None:
        """Note to which forwarding targets it delivers. Raises StorageError."""
        self._about = replace(self._about, delivers=targets)
        if self._lock.held:
            self._write()

    def _write(self) -> None:
        noted = {item.name: getattr(self._about, item.name) for item in fields(self._about)}
        write_atomic(self._file, json.dumps(noted).encode())

    @property
    def asked_to_stop(self) -> bool:
        """Whether a window has called :meth:`WindowListeners.ask_to_stop`."""
        return self._file.with_suffix(STOP).exists()

    def end(self) -> None:
        """Remove the note because the listener has stopped."""
        _remove(self._file, self._lock)


class WindowListeners:
    """The listeners that windows started, for the window that controls them. Methods block; each reads a few files."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir

    def outlived(self) -> RunningListener | None:
        """The listener of a window that has ended; None if there is none. To be called while this window has none."""
        return next((item for item in running_listeners(self._data_dir) if item.windowed), None)

    def ask_to_stop(self, about: RunningListener) -> None:
        """Let it finish, commit and exit. Does nothing if it has ended. Raises StorageError."""
        file = _file(self._data_dir, about)
        if file.exists():
            write_atomic(file.with_suffix(STOP), b"")

    def is_running(self, about: RunningListener) -> bool:
        """Whether it still runs. Its process holds the lock of its note."""
        file = _file(self._data_dir, about)
        lock = RoleLock(file.parent, file.stem)
        if not lock.try_acquire():
            return True
        _remove(file, lock)
        return False


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
                urls=tuple(map(str, data.get("urls", ()))),
                windowed=bool(data.get("windowed")),
                check_key=str(data.get("check_key", "")),
                delivers=tuple(map(str, data.get("delivers", ()))),
            )
            # The note is written again when it changes, the file of its lock is not.
            found.append((path.with_suffix(".lock").stat().st_mtime, made))
    return tuple(item for _, item in sorted(found, key=lambda pair: pair[0]))


def _file(data_dir: Path, about: RunningListener) -> Path:
    return data_dir / FOLDER / f"{about.pid}-{about.port}.json"


def _remove(path: Path, lock: RoleLock) -> None:
    for file in (path, path.with_suffix(STOP)):
        with contextlib.suppress(OSError):
            file.unlink(missing_ok=True)
    lock.release()
    # Names are practically unique, so removing the lock file cannot separate two holders of one role.
    with contextlib.suppress(OSError):
        path.with_suffix(".lock").unlink()

"""SQLite and files: settings, history, locks, atomic writing."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from ongoing_desktop.domain.errors import KnownError, StorageError
from ongoing_desktop.storage.atomic import write_atomic
from ongoing_desktop.storage.history import HistoryDb
from ongoing_desktop.storage.locks import RoleLock
from ongoing_desktop.storage.resources import load_catalogue, load_facts, load_samples, resource_dir
from ongoing_desktop.storage.settings import SettingsDb


@dataclass(frozen=True, slots=True)
class Storage:
    """The two databases of a data folder."""

    settings: SettingsDb
    history: HistoryDb

    @property
    def notices(self) -> tuple[KnownError, ...]:
        """What happened on opening that the user should know, such as a damaged file moved aside."""
        return (*self.settings.notices, *self.history.notices)

    def close(self) -> None:
        """Close both."""
        self.history.close()
        self.settings.close()


def open_storage(data_dir: Path) -> Storage:
    """Make the data folder if need be (mode 0700), open and migrate both databases. Raises StorageError."""
    try:
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        if os.name == "posix":
            data_dir.chmod(0o700)
    except OSError as error:
        raise StorageError("storage-folder", path=str(data_dir), why=error.strerror or type(error).__name__) from error
    schema = RoleLock(data_dir, "schema")
    schema.try_acquire()
    try:
        settings = SettingsDb(data_dir / "settings.db")
        try:
            return Storage(settings, HistoryDb(data_dir / "history.db"))
        except BaseException:
            settings.close()
            raise
    finally:
        schema.release()


__all__ = [
    "HistoryDb", "RoleLock", "SettingsDb", "Storage", "load_catalogue", "load_facts", "load_samples", "open_storage",
    "resource_dir", "write_atomic",
]  # fmt: skip

"""Folders of JSON files by key in the data folder, and the scenarios shipped with the program."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from ongoing_desktop.domain.errors import StorageError
from ongoing_desktop.storage.atomic import file_error, write_atomic
from ongoing_desktop.storage.resources import resource_dir

LARGEST: Final = 4 * 1024 * 1024
SHAPES_NAME: Final = "shapes"
"""Folder of the learnt payload shapes."""
_DEVICES: Final = r"con|prn|aux|nul|(?:com|lpt)[0-9]"
_NOT_IN_NAMES: Final = r"[^a-z0-9]+"


def standard_scenarios() -> dict[str, bytes]:
    """The built-in scenarios by key."""
    return {path.stem: path.read_bytes() for path in sorted((resource_dir() / "scenarios").glob("*.json"))}


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

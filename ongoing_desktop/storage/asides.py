"""Databases that were set aside because they were damaged. The user is reminded at every start until dismissal."""

from __future__ import annotations

import contextlib
import json
import re
import struct
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from ongoing_desktop.domain.errors import StorageDamaged
from ongoing_desktop.domain.exchange import micros
from ongoing_desktop.services.ports import Aside, Stop
from ongoing_desktop.storage.files import write_atomic
from ongoing_desktop.wording.times import short_time

if TYPE_CHECKING:
    from ongoing_desktop.domain.settings import Settings
    from ongoing_desktop.storage.database import Database
    from ongoing_desktop.storage.opening import Kind

SEEN_NAME: Final = "seen-damage.json"
_NAMED: Final = r"\.damaged-(\d{8}-\d{6})-\d{6}(-wal)?"


class Asides:
    """Implements :class:`ongoing_desktop.services.ports.Asides`. Blocking; safe on any thread."""

    def __init__(self, data_dir: Path, settings: tuple[Path, Kind], history: tuple[Database, Kind]) -> None:
        self._seen_file = data_dir / SEEN_NAME
        self._settings_path, self._settings_kind = settings
        self._history, self._history_kind = history

    def unseen(self) -> list[Aside]:
        """Databases that the user has not dismissed yet, oldest first."""
        seen = self._seen()
        both: tuple[tuple[Literal["settings", "history"], Path, Kind], ...] = (
            ("settings", self._settings_path, self._settings_kind),
            ("history", self._history.path, self._history_kind),
        )
        found = [
            Aside(str(path), holds, made, restorable=_may_be_ours(path, kind))
            for holds, database, kind in both
            for path, made in _aside_of(database)
            if path.name not in seen
        ]
        return sorted(found, key=lambda aside: aside.at)

    def note_seen(self, asides: Iterable[Aside]) -> None:
        """Do not mention these again. Raises StorageError."""
        there = self._seen() | {Path(aside.path).name for aside in asides}
        write_atomic(self._seen_file, json.dumps(sorted(there)).encode())

    def rescue_history(self, aside: Aside, on_progress: Callable[[int], None], stop: Stop) -> list[int]:
        """Copy every readable exchange into the history, marked as deleted; returns the new ids.

        ``on_progress`` receives the number of exchanges found so far. Undeleting the ids completes the rescue.
        """
        from ongoing_desktop.storage.rescue import rescue_history  # noqa: PLC0415 - hardly ever needed

        return rescue_history(
            Path(aside.path), self._history_kind, self._history, micros(datetime.now(UTC)), on_progress, stop
        )

    def rescue_settings(self, aside: Aside) -> tuple[Settings, int]:
        """The readable settings and the number of parts that could not be read."""
        from ongoing_desktop.storage.rescue import rescue_settings  # noqa: PLC0415

        return rescue_settings(Path(aside.path), self._settings_kind)

    def notices(self, reported: Iterable[str]) -> list[StorageDamaged]:
        """One notice for each database that was set aside at an earlier start, except the paths in ``reported``."""
        known = set(reported)
        return [
            StorageDamaged(
                "storage-aside-earlier" if aside.restorable else "storage-aside-other",
                name=f"{aside.holds}.db",
                aside=aside.path,
                at=short_time(aside.at),
            )
            for aside in self.unseen()
            if aside.path not in known
        ]

    def _seen(self) -> set[str]:
        with contextlib.suppress(OSError, ValueError, RecursionError):
            found = json.loads(self._seen_file.read_bytes()) if self._seen_file.is_file() else []
            return {name for name in found if isinstance(name, str)} if isinstance(found, list) else set()
        return set()


def _aside_of(database: Path) -> Iterable[tuple[Path, datetime]]:
    for path in database.parent.glob(f"{database.name}.damaged-*"):
        named = re.fullmatch(_NAMED, path.name.removeprefix(database.name))
        # A write-ahead log that was set aside together with its database belongs to that database.
        if named and not (named[2] and path.with_name(path.name.removesuffix("-wal")).exists()):
            yield path, datetime.strptime(named[1], "%Y%m%d-%H%M%S").replace(tzinfo=UTC).astimezone()


def _may_be_ours(path: Path, kind: Kind) -> bool:
    if not path.is_file() or path.name.endswith("-wal"):
        return False
    with contextlib.suppress(OSError), path.open("rb") as file:
        header = file.read(100)
        if len(header) < 100 or not header.startswith(b"SQLite format 3\0"):
            return True
        return bool(struct.unpack_from(">I", header, 68)[0] == kind.application_id)
    return False

"""``event-ids.json``: event ids, which increase per system across all processes and are never used twice.

Flushing each id to disk would take longer than everything else that happens before a request is sent. Each process
therefore reserves a block of ids in one durable write and uses them from memory while no other process reserves ids.
Unused ids are returned at the end; a crash leaves a gap but never a duplicate.

The ids are not in ``settings.db`` because every process watches that file. Its table ``counters`` has a ceiling for each
system, which no used id exceeds; it is raised once in :data:`HEADROOM` ids. If this file is missing or damaged, ids
continue above the ceiling.
"""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from ongoing_desktop.domain.errors import KnownError, StorageLocked
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.storage.files import os_cause, write_atomic
from ongoing_desktop.storage.locks import RoleLock

if TYPE_CHECKING:
    from ongoing_desktop.storage.database import Database

NAME: Final = "event-ids.json"
FLOOR: Final = "event_id_floor"
"""Key in ``meta``: the id above which a system without a ceiling starts."""
AT_ONCE: Final = 50
"""Ids reserved by one write, and the largest gap that a killed process leaves."""
HEADROOM: Final = 100_000
LOCK_LIMIT_S: Final = 5.0


@dataclass(slots=True)
class _Block:
    """Ids of one system that this process has reserved."""

    given: int
    """The last id that was used."""
    last: int


class EventIds:
    """Safe on any thread."""

    def __init__(self, database: Database) -> None:
        """``database``: ``settings.db``; the file is in the same folder."""
        self._db = database
        self._path = database.path.with_name(NAME)
        self._guard = threading.Lock()
        self._lock = RoleLock(self._path.parent, "event-ids")
        self._blocks: dict[str, _Block] = {}
        self._seen: tuple[int, ...] = ()
        """The result of :meth:`_look` when this process last read or wrote the file."""

    def at_hand(self, system_id: str) -> int | None:
        """The next id if nothing has to be read or written, or None if :meth:`next` must be called."""
        if not self._guard.acquire(blocking=False):
            return None
        try:
            block = self._blocks.get(system_id)
            if block is None or block.given == block.last or self._seen != self._look():
                return None
            block.given += 1
            return block.given
        finally:
            self._guard.release()

    def next(self, system_id: str) -> int:
        """The next id; blocking. It is unique even after a crash of any process. Raises StorageError."""
        with self._guard, self._alone():
            values = self._read()
            block = self._blocks.get(system_id)
            if block is None or block.given == block.last or block.last != values.get(system_id):
                block = self._blocks[system_id] = self._take(system_id, values)
            block.given += 1
            return block.given

    def give_back(self) -> None:
        """Return unused ids if no other process has reserved later ones. Never raises: a failure only leaves a gap."""
        with self._guard:
            left = {system: block for system, block in self._blocks.items() if block.given < block.last}
            self._blocks.clear()
            if not left:
                return
            with contextlib.suppress(KnownError), self._alone(limit_s=0.0):
                values = self._read()
                back = {system: block.given for system, block in left.items() if values.get(system) == block.last}
                self._write({**values, **back})

    def _take(self, system_id: str, values: dict[str, int]) -> _Block:
        ceiling = self._ceiling(system_id)
        first = values.get(system_id, ceiling)
        last = first + AT_ONCE
        # In this order, so that a crash in between leaves only unused ids above the ceiling.
        self._write({**values, system_id: last})
        if last > ceiling:
            self._raise_ceiling(system_id, last + HEADROOM)
        return _Block(first, last)

    def _ceiling(self, system_id: str) -> int:
        with self._db.read() as connection:
            found = connection.execute(
                "select coalesce((select value from counters where system = ?),"
                " (select cast(value as integer) from meta where key = ?), 0)",
                (system_id, FLOOR),
            ).fetchone()
        return int(found[0])

    def _raise_ceiling(self, system_id: str, value: int) -> None:
        with self._db.write() as connection:
            connection.execute(
                "insert into counters values (?, ?) on conflict (system) do update set value = excluded.value",
                (system_id, value),
            )

    @contextmanager
    def _alone(self, limit_s: float = LOCK_LIMIT_S) -> Iterator[None]:
        if not self._lock.acquire(limit_s=limit_s):
            raise StorageLocked("storage-locked", path=str(self._path))
        try:
            yield
        finally:
            self._lock.release()

    def _look(self) -> tuple[int, ...]:
        """A value that changes with each write of the file."""
        with contextlib.suppress(OSError):
            found = self._path.stat()
            return found.st_ino, found.st_mtime_ns, found.st_size
        return ()

    def _read(self) -> dict[str, int]:
        """The last reserved id of each system. Raises StorageError if the file cannot be read."""
        self._seen = self._look()
        try:
            found = json.loads(self._path.read_bytes())
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise os_cause(error, self._path) from error
        except (ValueError, RecursionError):
            return {}
        right = isinstance(found, dict) and all(type(value) is int and value >= 0 for value in found.values())
        return found if right else {}

    def _write(self, values: dict[str, int]) -> None:
        write_atomic(self._path, json.dumps(values, sort_keys=True, separators=(",", ":")).encode())
        self._seen = self._look()

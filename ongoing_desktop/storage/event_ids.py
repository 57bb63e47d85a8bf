"""Event ids: they increase per system across all processes and are never used twice.

Flushing each id to disk would take longer than everything else that happens before a request is sent. Each process
therefore reserves a block of ids in one durable commit and uses them from memory while no other process reserves ids.
Unused ids are returned at the end; a crash leaves a gap but never a duplicate.
"""

from __future__ import annotations

import contextlib
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ongoing_desktop.domain.errors import KnownError

if TYPE_CHECKING:
    from ongoing_desktop.storage.database import Database

FLOOR: Final = "event_id_floor"
"""Key in ``meta``: the id above which every counter starts."""
AT_ONCE: Final = 50
"""Ids reserved by one commit, and the largest gap that a killed process leaves."""


@dataclass(slots=True)
class _Block:
    """Ids of one system that this process has reserved."""

    given: int
    """The last id that was used."""
    last: int
    version: int
    """The database version at which :attr:`last` was the highest reserved id."""


class EventIds:
    """Safe on any thread."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._guard = threading.Lock()
        self._blocks: dict[str, _Block] = {}

    def at_hand(self, system_id: str) -> int | None:
        """The next id if no database access is needed, or None if :meth:`next` must be called.

        Raises StorageError.
        """
        if not self._guard.acquire(blocking=False):
            return None
        try:
            block = self._blocks.get(system_id)
            if block is None or block.given == block.last or block.version != self._db.data_version():
                return None
            block.given += 1
            return block.given
        finally:
            self._guard.release()

    def next(self, system_id: str) -> int:
        """The next id; blocking. It is unique even after a crash of any process. Raises StorageError."""
        with self._guard:
            # Read before the counter, so that a commit in between is noticed the next time.
            version = self._db.data_version()
            block = self._blocks.get(system_id)
            if block is None or block.given == block.last or block.last != self._highest(system_id):
                block = self._blocks[system_id] = self._take(system_id)
            block.version = version
            block.given += 1
            return block.given

    def give_back(self) -> None:
        """Return unused ids if no other process has reserved later ones. Never raises: a failure only leaves a gap."""
        with self._guard:
            left = [
                (block.given, system, block.last) for system, block in self._blocks.items() if block.given < block.last
            ]
            self._blocks.clear()
            if not left:
                return
            with contextlib.suppress(KnownError), self._db.write(durable=False, wait=False) as connection:
                connection.executemany("update counters set value = ? where system = ? and value = ?", left)

    def _highest(self, system_id: str) -> int | None:
        with self._db.read() as connection:
            found = connection.execute("select value from counters where system = ?", (system_id,)).fetchone()
        return int(found[0]) if found else None

    def _take(self, system_id: str) -> _Block:
        with self._db.write() as connection:
            found = connection.execute(
                "insert into counters values (:system, :many"
                " + coalesce((select cast(value as integer) from meta where key = :floor), 0))"
                " on conflict (system) do update set value = value + :many returning value",
                {"system": system_id, "many": AT_ONCE, "floor": FLOOR},
            ).fetchone()
        last = int(found[0])
        return _Block(last - AT_ONCE, last, 0)

"""Event ids: rising per system whatever processes give them out, and never the same one twice.

A flush to the disk for each id would cost more than all else that is done before a request leaves. So a process takes
some ids at once, with one durable commit, and gives them out from memory for as long as nobody took any after it. What
is left is given back at the end; a death leaves a gap, and nothing ever has two ids that are the same.
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
"""Key in ``meta`` of the id above which every counter begins."""
AT_ONCE: Final = 50
"""Ids that one commit takes: the widest gap that a killed process leaves."""


@dataclass(slots=True)
class _Block:
    """Ids of one system that this process has taken."""

    given: int
    """The last one that was given out."""
    last: int
    version: int
    """What the database's version was when nobody had taken any after :attr:`last`."""


class EventIds:
    """Safe on any thread."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._guard = threading.Lock()
        self._blocks: dict[str, _Block] = {}

    def at_hand(self, system_id: str) -> int | None:
        """The next id, if it takes no more than a look at shared memory. None when :meth:`next` has to be asked.

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
        """The next id; blocking. No process gives it out again, whatever dies. Raises StorageError."""
        with self._guard:
            # Looked at before the counter: what is committed in between is then looked at again.
            version = self._db.data_version()
            block = self._blocks.get(system_id)
            if block is None or block.given == block.last or block.last != self._highest(system_id):
                block = self._blocks[system_id] = self._take(system_id)
            block.version = version
            block.given += 1
            return block.given

    def give_back(self) -> None:
        """What was taken and not given out, where nobody took any after it. Never raises: else there is a gap."""
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

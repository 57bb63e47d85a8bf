"""What the user does with exchanges: keep them, note something about them, delete them and bring them back.

Async methods run on the engine's loop and raise StorageError. Every table hears of a change, by whatever process: see
:meth:`History.changes`; a commit wakes the feed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from ongoing_desktop.domain.retention import Indexed
from ongoing_desktop.services.engine import Engine
from ongoing_desktop.services.ports import History, Stop

T = TypeVar("T")

LONGEST_NOTE: Final = 2_000
"""Characters; a longer one is cut."""


async def searching(engine: Engine, work: Callable[[Stop], T]) -> T:
    """Run a read on a storage thread; cancelling this sets its stop."""
    stop = Stop()
    running = asyncio.ensure_future(engine.blocking(work, stop))
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        stop.set()
        # Nobody asks any more, so that it was ended is no news.
        running.add_done_callback(lambda ended: ended.cancelled() or ended.exception())
        raise


class Exchanges:
    """The verbs over one history."""

    def __init__(self, history: History, engine: Engine) -> None:
        self._history = history
        self._engine = engine

    async def search(self, work: Callable[[History, Stop], T]) -> T:
        """Read the history on a storage thread; cancelling this ends the read itself, however long it would take.

        ``work`` hands the stop on to :meth:`History.page`.
        """
        return await searching(self._engine, lambda stop: work(self._history, stop))

    async def indexed(self) -> Indexed:
        """How far the search index has come."""
        return await self._engine.blocking(self._history.indexed)

    async def pin(self, ids: Sequence[int]) -> None:
        """Keep exchanges whatever the limits of the history say."""
        await self._engine.blocking(lambda: self._history.set_pinned(ids, pinned=True))

    async def unpin(self, ids: Sequence[int]) -> None:
        """Keep them no longer than the limits say."""
        await self._engine.blocking(lambda: self._history.set_pinned(ids, pinned=False))

    async def set_note(self, exchange_id: int, note: str) -> None:
        """Note something about an exchange; empty removes the note."""
        await self._engine.blocking(self._history.set_note, exchange_id, note[:LONGEST_NOTE])

    async def delete(self, ids: Sequence[int]) -> list[int]:
        """Hide exchanges at once; returns those that were there, for :meth:`undelete`. Their space is given back later."""
        return await self._engine.blocking(self._history.delete, ids)

    async def undelete(self, ids: Sequence[int]) -> list[int]:
        """Bring deleted exchanges back; returns those that had not been purged yet."""
        return await self._engine.blocking(self._history.undelete, ids)

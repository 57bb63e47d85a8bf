"""What the user does with exchanges: keep them, note something about them, delete them.

Async methods run on the engine's loop and raise StorageError. Every table hears of a change, by whatever process: see
:meth:`History.changes`; a commit wakes the feed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, TypeVar

from ongoing_desktop.domain.exchange import Exchange, ExchangeRow
from ongoing_desktop.domain.retention import Indexed
from ongoing_desktop.services.engine import Engine
from ongoing_desktop.services.ports import History, Stop
from ongoing_desktop.services.undoing import Deed, Undoing, Watch

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
    """The verbs over one history. Each of them is a step of undo; see :class:`ongoing_desktop.services.undoing.Undoing`."""

    def __init__(self, history: History, engine: Engine, undoing: Undoing) -> None:
        self._history = history
        self._engine = engine
        self._undoing = undoing

    async def search(self, work: Callable[[History, Stop], T]) -> T:
        """Read the history on a storage thread; cancelling this ends the read itself, however long it would take.

        ``work`` hands the stop on to :meth:`History.page`.
        """
        return await searching(self._engine, lambda stop: work(self._history, stop))

    async def newest_id(self) -> int:
        """Highest id ever given, 0 while there is none."""
        return await self._engine.blocking(self._history.newest_id)

    async def get(self, exchange_id: int) -> Exchange | None:
        """One exchange whole, or None."""
        return await self._engine.blocking(self._history.get, exchange_id)

    async def repeats(self, exchange_id: int) -> list[ExchangeRow]:
        """The other arrivals of an event, the other attempts of a delivery; newest first."""
        return await self._engine.blocking(self._history.repeats, exchange_id)

    async def newest_sent(self, webhook_id: str) -> ExchangeRow | None:
        """What was sent last for a webhook."""
        return (await self._engine.blocking(self._history.newest_sent, [webhook_id])).get(webhook_id)

    async def received_after(self, exchange_id: int, limit: int) -> list[ExchangeRow]:
        """Requests that came in after an exchange, oldest first."""
        return await self._engine.blocking(partial(self._history.page, limit=limit, after=exchange_id, direction="in"))

    async def indexed(self) -> Indexed:
        """How far the search index has come."""
        return await self._engine.blocking(self._history.indexed)

    async def pin(self, ids: Sequence[int], watch: Watch | None = None) -> list[int]:
        """Keep exchanges whatever the limits of the history say; returns those that were not kept before."""
        return await self._undoing.do(Deed("pin-exchanges", ids, self._pinned, self._unpinned), watch)

    async def unpin(self, ids: Sequence[int], watch: Watch | None = None) -> list[int]:
        """Keep them no longer than the limits say; returns those that were kept before."""
        return await self._undoing.do(Deed("unpin-exchanges", ids, self._unpinned, self._pinned), watch)

    async def set_note(self, exchange_id: int, note: str) -> bool:
        """Note something about an exchange; empty removes the note. Whether that changed anything."""
        found = await self._engine.blocking(self._history.rows, (exchange_id,))
        if not found:
            return False
        old, new = found[0].note, note.strip()[:LONGEST_NOTE]
        deed = Deed("note-exchange", (exchange_id,), partial(self._noted, old, new), partial(self._noted, new, old))
        return bool(await self._undoing.do(deed))

    async def delete(self, ids: Sequence[int], watch: Watch | None = None) -> list[int]:
        """Hide exchanges at once; returns those that were there. Their space is given back later."""
        return await self._undoing.do(
            Deed("delete-exchanges", ids, self._history.delete, self._history.undelete), watch
        )

    def _pinned(self, ids: Sequence[int]) -> list[int]:
        return self._history.set_pinned(ids, pinned=True)

    def _unpinned(self, ids: Sequence[int]) -> list[int]:
        return self._history.set_pinned(ids, pinned=False)

    def _noted(self, before: str, after: str, ids: Sequence[int]) -> list[int]:
        """Unless another note was written meanwhile."""
        there = [row.id for row in self._history.rows(ids) if row.note == before]
        return [number for number in there if self._history.set_note(number, after)]

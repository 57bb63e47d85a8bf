"""The exchanges of the history: read, pinned, annotated, deleted, and what they tell together.

Async methods run on the engine's loop and raise StorageError. Tables learn of changes by any process from
:meth:`History.changes`; a commit wakes the change watcher.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import partial
from itertools import takewhile
from typing import TYPE_CHECKING, Final, TypeVar

from ongoing_desktop.domain.exchange import Exchange, ExchangeRow, Grouping
from ongoing_desktop.domain.retention import Indexed
from ongoing_desktop.services import Services
from ongoing_desktop.services.ports import Stop
from ongoing_desktop.services.ports.history import History
from ongoing_desktop.services.undoing import Deed, Watch

if TYPE_CHECKING:
    from ongoing_desktop.domain.timeline import Timeline
    from ongoing_desktop.domain.traffic import Traffic

T = TypeVar("T")

LONGEST_NOTE: Final = 2_000
"""Characters. Longer notes are cut."""


class Exchanges:
    """Actions on one history. Each is an undo step; see :class:`ongoing_desktop.services.undoing.Undoing`."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._history = services.history
        self._engine = services.engine
        self._undoing = services.undoing

    async def search(self, work: Callable[[History, Stop], T]) -> T:
        """Read the history on a storage thread. Cancelling interrupts the read.

        ``work`` passes the stop to :meth:`History.page`.
        """
        return await self._engine.searching(lambda stop: work(self._history, stop))

    async def newest_id(self) -> int:
        """The highest id ever assigned; 0 in an empty history."""
        return await self._engine.blocking(self._history.newest_id)

    async def get(self, exchange_id: int) -> Exchange | None:
        """One complete exchange, or None."""
        return await self._engine.blocking(self._history.get, exchange_id)

    async def repeats(self, exchange_id: int, grouping: Grouping | None = None) -> list[ExchangeRow]:
        """The others in the group of an exchange, newest first: by default of its event or delivery."""
        return await self._engine.blocking(self._history.repeats, exchange_id, grouping)

    async def newest_sent(self, webhook_id: str) -> ExchangeRow | None:
        """The newest exchange sent for a webhook."""
        return (await self._engine.blocking(self._history.newest_sent, [webhook_id])).get(webhook_id)

    async def received_after(self, exchange_id: int, limit: int) -> list[ExchangeRow]:
        """Requests received after an exchange, oldest first."""
        return await self._engine.blocking(partial(self._history.page, limit=limit, after=exchange_id, direction="in"))

    async def indexed(self) -> Indexed:
        """The progress of the search index."""
        return await self._engine.blocking(self._history.indexed)

    async def timeline(self, exchange_id: int) -> Timeline:
        """What happened to the object of an exchange, over all webhooks and both directions.

        Without entries if the exchange no longer exists.
        """
        from ongoing_desktop.domain.timeline import timeline  # noqa: PLC0415 - few windows show one

        told = await self._engine.blocking(self._history.told, exchange_id)
        library = await self._services.scenario_library.entries()
        scenarios = [entry.scenario for entry in library if entry.scenario is not None]
        current = self._services.settings.current
        code = (told[0].row.system or "").casefold() if told else ""
        system = next((item for item in current.systems if item.code.casefold() == code), None)
        hooks = [hook for hook in current.webhooks if system is not None and hook.system == system.id]
        return timeline(told, scenarios, hooks, self._services.catalogue)

    async def traffic(
        self, direction: str, period: timedelta, *, webhook: str | None = None, system: str | None = None
    ) -> Traffic:
        """The numbers of received (``in``) or sent (``out``) exchanges until now. Cancelling stops the search.

        ``webhook``: its id; ``system``: its code, as in :meth:`History.page`.
        """
        from ongoing_desktop.domain.traffic import TrafficSample, traffic  # noqa: PLC0415 - few windows show them

        until = self._services.clock()
        since = until - period
        assumed = self._services.settings.current.preferences.assumed.success

        def bad(row: ExchangeRow) -> bool:
            if row.direction == "in":
                return row.verdict in ("refused", "malformed")
            return row.answer != "pending" and not assumed.counts(row.status)

        def samples(stop: Stop) -> Iterator[TrafficSample]:
            rows = self._history.newest_first(direction=direction, webhook=webhook, system=system, stop=stop)
            for row in takewhile(lambda row: row.at >= since, rows):
                if not row.source:
                    yield TrafficSample(row.at, row.duration_ms, bad(row))

        return await self._engine.searching(lambda stop: traffic(samples(stop), since, until))

    async def pin(self, ids: Sequence[int], watch: Watch | None = None) -> list[int]:
        """Exempt exchanges from the history's limits; returns those that were not exempt before."""
        return await self._undoing.do(Deed("pin-exchanges", ids, self._pinned, self._unpinned), watch)

    async def unpin(self, ids: Sequence[int], watch: Watch | None = None) -> list[int]:
        """End the exemption from the limits; returns those that were exempt before."""
        return await self._undoing.do(Deed("unpin-exchanges", ids, self._unpinned, self._pinned), watch)

    async def set_note(self, exchange_id: int, note: str) -> bool:
        """Set the note of an exchange; an empty text removes it. Returns whether anything changed."""
        found = await self._engine.blocking(self._history.rows, (exchange_id,))
        if not found:
            return False
        old, new = found[0].note, note.strip()[:LONGEST_NOTE]
        deed = Deed("note-exchange", (exchange_id,), partial(self._noted, old, new), partial(self._noted, new, old))
        return bool(await self._undoing.do(deed))

    async def delete(self, ids: Sequence[int], watch: Watch | None = None) -> list[int]:
        """Hide exchanges at once; returns those that existed. Their space is freed later."""
        return await self._undoing.do(
            Deed("delete-exchanges", ids, self._history.delete, self._history.undelete), watch
        )

    def _pinned(self, ids: Sequence[int]) -> list[int]:
        return self._history.set_pinned(ids, pinned=True)

    def _unpinned(self, ids: Sequence[int]) -> list[int]:
        return self._history.set_pinned(ids, pinned=False)

    def _noted(self, before: str, after: str, ids: Sequence[int]) -> list[int]:
        """Set the note unless it was changed meanwhile."""
        there = [row.id for row in self._history.rows(ids) if row.note == before]
        return [number for number in there if self._history.set_note(number, after)]

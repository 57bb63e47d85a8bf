"""Numbers about the exchanges of a system or webhook, read from the history in the background."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

from ongoing_desktop.domain.exchange import ExchangeRow
from ongoing_desktop.domain.traffic import Traffic, TrafficSample, traffic
from ongoing_desktop.services.exchanges import searching
from ongoing_desktop.services.ports import Stop

if TYPE_CHECKING:
    from ongoing_desktop.services import Services


class TrafficService:
    """Async methods run on the engine's loop."""

    def __init__(self, services: Services) -> None:
        self._settings = services.settings
        self._history = services.history
        self._clock = services.clock
        self._engine = services.engine

    async def of(
        self, direction: str, period: timedelta, *, webhook: str | None = None, system: str | None = None
    ) -> Traffic:
        """The numbers of received (``in``) or sent (``out``) exchanges until now. Cancelling stops the search.

        ``webhook``: its id; ``system``: its code, as in :meth:`History.page`. Raises StorageError.
        """
        until = self._clock()
        since = until - period
        assumed = self._settings.current.preferences.assumed.success

        def bad(row: ExchangeRow) -> bool:
            if row.direction == "in":
                return row.verdict in ("refused", "malformed")
            return row.answer != "pending" and not assumed.counts(row.status)

        def samples(stop: Stop) -> Iterator[TrafficSample]:
            rows = self._history.newest_first(direction=direction, webhook=webhook, system=system, stop=stop)
            for row in takewhile(lambda row: row.at >= since, rows):
                if not row.source:
                    yield TrafficSample(row.at, row.duration_ms, bad(row))

        return await searching(self._engine, lambda stop: traffic(samples(stop), since, until))

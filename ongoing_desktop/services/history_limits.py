"""How much of the history is kept: the limits, what they would take away, and doing it now instead of behind."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, Final, TypeVar

from ongoing_desktop.domain.retention import DiskUse, Limits, Preview
from ongoing_desktop.services.engine import Engine
from ongoing_desktop.services.exchanges import searching
from ongoing_desktop.services.ports import Retention, Stop
from ongoing_desktop.services.settings import SettingsService

T = TypeVar("T")

REST: Final = 1.0
"""Between two steps it rests as long as the step took: the recorder's turn."""


class HistoryLimits:
    """Async methods run on the engine's loop and raise StorageError."""

    def __init__(self, retention: Retention[Any], settings: SettingsService, engine: Engine) -> None:
        self._retention = retention
        self._settings = settings
        self._engine = engine

    @property
    def limits(self) -> Limits:
        """What is set now; no I/O."""
        chosen = self._settings.current.preferences
        return Limits(chosen.keep_count, chosen.keep_days, chosen.keep_megabytes)

    async def save(self, limits: Limits) -> None:
        """Set the limits; whoever keeps house follows them within a minute."""
        await self._settings.set_preferences(
            keep_count=limits.count, keep_days=limits.days, keep_megabytes=limits.megabytes
        )

    async def preview(self, limits: Limits) -> Preview:
        """What the limits would take away now; may take a second for a million exchanges. Cancelling ends it."""
        return await searching(self._engine, lambda stop: self._retention.preview(limits, stop))

    async def use(self) -> DiskUse:
        """Bytes on disk."""
        return await self._engine.blocking(self._retention.use)

    async def held(self) -> datetime | None:
        """While nothing is deleted by age because the clock moved by more than a day: when it was last seen before."""
        return await self._engine.blocking(self._retention.held) if self.limits.days else None

    async def delete_now(self, limits: Limits, told: Callable[[int], None], stop: Stop) -> int:
        """Take out what is over the limits, age included: the user has seen what goes. Returns how many went.

        ``told`` hears how many have gone so far, on the engine's thread. ``stop`` ends it after the step under way; what is
        gone stays gone.
        """
        await self._engine.blocking(self._retention.trust_clock)
        cut = await searching(self._engine, lambda stop: self._retention.cut(limits, clock_trusted=True, stop=stop))
        gone = after = 0
        while not stop.is_set:
            count, after = await self._rested(partial(self._retention.step, cut, after))
            gone += count
            told(gone)
            if not after:
                break
        while not stop.is_set and await self._rested(self._retention.give_back):
            pass
        return gone

    async def _rested(self, call: Callable[[], T]) -> T:
        began = time.monotonic()
        result = await self._engine.blocking(call)
        await asyncio.sleep(REST * (time.monotonic() - began))
        return result

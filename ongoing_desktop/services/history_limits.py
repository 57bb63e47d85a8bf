"""The limits of the history: preview what they would remove, and apply them now."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Final, TypeVar

from ongoing_desktop.domain.retention import DiskUse, Preview, RetentionLimits
from ongoing_desktop.services import Services
from ongoing_desktop.services.ports import Stop

T = TypeVar("T")

REST: Final = 1.0
"""Pause between steps as a multiple of a step's duration, which lets the recorder write."""


class HistoryLimits:
    """Async methods run on the engine's loop and raise StorageError."""

    def __init__(self, services: Services) -> None:
        self._retention = services.ports.retention
        self._settings = services.settings
        self._engine = services.engine

    @property
    def limits(self) -> RetentionLimits:
        """The current limits; no I/O."""
        chosen = self._settings.current.preferences
        return RetentionLimits(chosen.keep_count, chosen.keep_days, chosen.keep_megabytes)

    async def save(self, limits: RetentionLimits) -> None:
        """Set the limits. The housekeeping process applies them within a minute."""
        await self._settings.set_preferences(
            keep_count=limits.count, keep_days=limits.days, keep_megabytes=limits.megabytes
        )

    async def preview(self, limits: RetentionLimits) -> Preview:
        """What the limits would remove now. May take a second for a million exchanges; can be cancelled."""
        return await self._engine.searching(lambda stop: self._retention.preview(limits, stop))

    async def use(self) -> DiskUse:
        return await self._engine.blocking(self._retention.use)

    async def held(self) -> datetime | None:
        """The last trusted time while the age limit is suspended after a clock jump, otherwise None."""
        return await self._engine.blocking(self._retention.held) if self.limits.days else None

    async def delete_now(self, limits: RetentionLimits, on_progress: Callable[[int], None], stop: Stop) -> int:
        """Remove what exceeds the limits, including by age, because the user has seen the preview. Returns how many.

        ``on_progress`` receives the number removed so far on the engine's thread. ``stop`` ends it after the current step.
        """
        await self._engine.blocking(self._retention.trust_clock)
        cut = await self._engine.searching(lambda stop: self._retention.cut(limits, clock_trusted=True, stop=stop))
        gone = after = 0
        while not stop.is_set:
            count, after = await self._rested(partial(self._retention.step, cut, after))
            gone += count
            on_progress(gone)
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

"""The timeline of what an exchange is about, over all webhooks and both directions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ongoing_desktop.domain.timeline import Timeline, timeline

if TYPE_CHECKING:
    from ongoing_desktop.services import Services


class Timelines:
    """Async methods run on the engine's loop."""

    def __init__(self, services: Services) -> None:
        self._history = services.history
        self._library = services.scenario_library
        self._settings = services.settings
        self._catalogue = services.catalogue
        self._engine = services.engine

    async def of(self, exchange_id: int) -> Timeline:
        """The timeline that an exchange belongs to; without entries if it no longer exists. Raises StorageError."""
        told = await self._engine.blocking(self._history.told, exchange_id)
        scenarios = [entry.scenario for entry in await self._library.entries() if entry.scenario is not None]
        current = self._settings.current
        code = (told[0].row.system or "").casefold() if told else ""
        system = next((item for item in current.systems if item.code.casefold() == code), None)
        hooks = [hook for hook in current.webhooks if system is not None and hook.system == system.id]
        return timeline(told, scenarios, hooks, self._catalogue)

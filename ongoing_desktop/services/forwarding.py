"""The forwarding targets: whether they answer, and what waits for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.target_state import TargetState

if TYPE_CHECKING:
    from ongoing_desktop.services import Services


class ForwardTargets:
    """Async methods run on the engine's loop and raise StorageError."""

    def __init__(self, services: Services) -> None:
        self._waiting = services.ports.waiting
        self._look = services.ports.listeners
        self._engine = services.engine

    async def states(self) -> list[TargetState]:
        """The targets that a listener has tried, or for which requests wait."""
        return await self._engine.blocking(self._states)

    def _states(self) -> list[TargetState]:
        states = self._waiting.states()
        served = {target for listener in self._look() for target in listener.delivers} if states else ()
        return [replace(state, served=state.id in served) for state in states]

    async def deliver_now(self, target: str) -> None:
        """Let the listener that delivers to a target try again now."""
        await self._engine.blocking(self._waiting.ask, target)

    async def discard(self, target: str) -> int:
        """Let nothing wait for a target any more; returns how many waited. The requests stay in the history."""
        return await self._engine.blocking(self._waiting.discard, target)

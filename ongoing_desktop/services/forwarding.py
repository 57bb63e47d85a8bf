"""The forwarding targets: whether they answer, and what waits for them."""

from __future__ import annotations

from ongoing_desktop.domain.target_state import TargetState
from ongoing_desktop.services.engine import Engine
from ongoing_desktop.services.ports import Waiting


class ForwardTargets:
    """Async methods run on the engine's loop and raise StorageError."""

    def __init__(self, waiting: Waiting, engine: Engine) -> None:
        self._waiting = waiting
        self._engine = engine

    async def states(self) -> list[TargetState]:
        """The targets that a listener has tried, or for which requests wait."""
        return await self._engine.blocking(self._waiting.states)

    async def deliver_now(self, target: str) -> None:
        """Let the listener try again now."""
        await self._engine.blocking(self._waiting.ask, target)

    async def discard(self, target: str) -> int:
        """Let nothing wait for a target any more; returns how many waited. The requests stay in the history."""
        return await self._engine.blocking(self._waiting.discard, target)

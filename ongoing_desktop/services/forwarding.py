"""The forwarding targets: whether they answer, and what waits for them."""

from __future__ import annotations

from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.target_state import TargetState
from ongoing_desktop.services.engine import Engine
from ongoing_desktop.services.listening import LookForListeners
from ongoing_desktop.services.ports import Waiting


class ForwardTargets:
    """Async methods run on the engine's loop and raise StorageError."""

    def __init__(self, waiting: Waiting, look: LookForListeners, engine: Engine) -> None:
        """``look``: finds the running listeners of this data folder in all processes; blocking."""
        self._waiting = waiting
        self._look = look
        self._engine = engine

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

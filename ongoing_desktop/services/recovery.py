"""Restores the readable part of databases that were set aside because they were damaged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from ongoing_desktop.domain.lazy_dataclasses import dataclass, replace
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.domain.simulator import NO_SIMULATOR
from ongoing_desktop.services import Services
from ongoing_desktop.services.ports import Aside, Stop
from ongoing_desktop.services.undoing import Deed


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored."""

    exchanges: int = 0
    systems: int = 0
    webhooks: int = 0
    damaged: int = 0
    """Number of parts of the settings that could not be read."""


class Recovery:
    """Async methods run on the engine's loop and raise StorageError."""

    def __init__(self, services: Services) -> None:
        self._asides = services.ports.asides
        self._history = services.history
        self._settings = services.settings
        self._undoing = services.undoing
        self._engine = services.engine

    def unseen(self) -> list[Aside]:
        """Databases that the user has not dismissed yet. Blocking, for the start."""
        return self._asides.unseen()

    async def note_seen(self, asides: Sequence[Aside]) -> None:
        """Do not mention these at later starts."""
        await self._engine.blocking(self._asides.note_seen, asides)

    async def restore(
        self, asides: Iterable[Aside], on_progress: Callable[[int], None] = lambda _: None, stop: Stop | None = None
    ) -> Restored:
        """Restore what can be read in addition to the present data. The files stay. Each is an undo step.

        ``on_progress`` receives the number of exchanges read, on a storage thread. ``stop`` ends it; what was read is
        restored.
        """
        done = Restored()
        for aside in asides:
            if aside.restorable and aside.holds == "history":
                done = replace(
                    done, exchanges=done.exchanges + await self._restore_history(aside, on_progress, stop or Stop())
                )
            elif aside.restorable:
                rescued, damaged = await self._engine.blocking(self._asides.rescue_settings, aside)
                await self._settings.change("restore-damaged", lambda now: _together(now, rescued))  # noqa: B023
                done = replace(
                    done, systems=len(rescued.systems), webhooks=len(rescued.webhooks), damaged=done.damaged + damaged
                )
        return done

    async def _restore_history(self, aside: Aside, on_progress: Callable[[int], None], stop: Stop) -> int:
        ids = await self._engine.blocking(self._asides.rescue_history, aside, on_progress, stop)
        deed = Deed("restore-exchanges", ids, self._history.undelete, self._history.delete)
        return len(await self._undoing.do(deed)) if ids else 0


def _together(now: Settings, rescued: Settings) -> Settings:
    return replace(
        now,
        systems=_with(now.systems, rescued.systems),
        webhooks=_with(now.webhooks, rescued.webhooks),
        states={**now.states, **rescued.states},
        rules=_with(now.rules, rescued.rules),
        simulator=rescued.simulator if now.simulator == NO_SIMULATOR else now.simulator,
    )


def _with(items: Iterable[Any], more: Iterable[Any]) -> tuple[Any, ...]:
    return tuple({item.id: item for item in (*items, *more)}.values())

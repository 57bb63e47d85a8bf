"""The settings as the whole app sees them: one immutable value, changed by one verb, followed across processes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.services.engine import Engine
from ongoing_desktop.services.ports import SettingsConflict, SettingsStore, Unsubscribe

log = logging.getLogger(__name__)

MOST_UNDO: Final = 50
TRIES: Final = 5
QUIET_LABELS: Final = frozenset({"preferences", "remember"})
"""Changes that are no step of the user's work, and so no step of undo."""


@dataclass(frozen=True, slots=True)
class _Step:
    label: str
    before: Settings
    after: Settings


class SettingsService:
    """Reads are any thread's; changes run on the engine's loop, one after another."""

    def __init__(self, store: SettingsStore, engine: Engine) -> None:
        self._store = store
        self._engine = engine
        self._current = store.load()
        self._lock = asyncio.Lock()
        self._listeners: list[Callable[[Settings], None]] = []
        self._steps: list[_Step] = []

    @property
    def current(self) -> Settings:
        """The newest settings known; no I/O."""
        return self._current

    @property
    def undo_label(self) -> str:
        """What :meth:`undo` would take back, empty when there is nothing."""
        return self._steps[-1].label if self._steps else ""

    def undoable(self) -> tuple[Settings, ...]:
        """Earlier settings that undo can still bring back; their credentials must not be removed yet."""
        return tuple(step.before for step in self._steps)

    def forget_undo(self) -> None:
        """Nothing can be undone any more; what only undo needed may be removed."""
        self._steps = []

    def subscribe(self, listener: Callable[[Settings], None]) -> Unsubscribe:
        """Be told of every new value, on the engine's thread."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    async def change(self, label: str, edit: Callable[[Settings], Settings]) -> Settings:
        """Apply an edit to the newest settings and commit it. ``edit`` may run again when another process saved first.

        Raises StorageError when it could not be saved; then nothing has changed.
        """
        async with self._lock:
            for _ in range(TRIES):
                before = self._current
                wanted = edit(before)
                if wanted is before or wanted == before:
                    return before
                try:
                    saved = await self._engine.blocking(lambda: self._save(wanted, before.revision, label))  # noqa: B023
                except SettingsConflict:
                    self._publish(await self._engine.blocking(self._store.load))
                    continue
                if label not in QUIET_LABELS:
                    self._steps = [*self._steps, _Step(label, before, saved)][-MOST_UNDO:]
                self._publish(saved)
                return saved
            raise SettingsConflict

    async def set_preferences(self, **fields: Any) -> Settings:
        """Change some preferences."""
        return await self.change(
            "preferences", lambda now: replace(now, preferences=replace(now.preferences, **fields))
        )

    async def undo(self) -> str:
        """Take back the newest step: what it touched is as before, later changes elsewhere stay. Returns its label."""
        if not self._steps:
            return ""
        step = self._steps[-1]
        await self.change("undo", lambda now: _reverted(now, step.before, step.after))
        # The undo itself became a step; both leave the stack.
        self._steps = [item for item in self._steps if item is not step and item.label != "undo"]
        self._publish(self._current)
        return step.label

    async def reload(self) -> Settings:
        """Take up what another process saved."""
        async with self._lock:
            loaded = await self._engine.blocking(self._store.load)
            if loaded.revision != self._current.revision:
                self._publish(loaded)
            return self._current

    async def data_version(self) -> int:
        """Changes when another connection has committed."""
        return await self._engine.blocking(self._store.data_version)

    def _save(self, settings: Settings, expected: int, label: str) -> Settings:
        return self._store.save(settings, expected=expected, label=label)

    def _publish(self, settings: Settings) -> None:
        self._current = settings
        for listener in tuple(self._listeners):
            try:
                listener(settings)
            except Exception:
                log.exception("a listener to settings failed")


def _reverted(now: Settings, before: Settings, after: Settings) -> Settings:
    systems = _merge(
        {item.id: item for item in now.systems},
        {item.id: item for item in before.systems},
        {item.id: item for item in after.systems},
    )
    webhooks = _merge(
        {item.id: item for item in now.webhooks},
        {item.id: item for item in before.webhooks},
        {item.id: item for item in after.webhooks},
    )
    states = _merge(dict(now.states), dict(before.states), dict(after.states))
    return replace(now, systems=tuple(systems.values()), webhooks=tuple(webhooks.values()), states=states)


def _merge(now: dict[str, Any], before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    merged = dict(now)
    for key in before.keys() | after.keys():
        if before.get(key) == after.get(key):
            continue
        if key in before:
            merged[key] = before[key]
        else:
            merged.pop(key, None)
    return merged

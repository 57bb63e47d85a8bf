"""The settings as the whole app sees them: one immutable value, changed by one verb, followed across processes."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import AsyncIterator, Callable, Iterable
from datetime import datetime
from functools import partial
from typing import Any, Final

from ongoing_desktop.domain.lazy_dataclasses import dataclass, replace
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.domain.settings_changed import SettingsChanged, settings_changed
from ongoing_desktop.services.credential_inventory import refs_of
from ongoing_desktop.services.engine import Engine
from ongoing_desktop.services.ports import KEPT_REVISIONS, REMEMBERED, SettingsConflict, SettingsStore, Unsubscribe
from ongoing_desktop.services.revert import Overlap, reverted
from ongoing_desktop.wording.setting_changes import changes, label_words

log = logging.getLogger(__name__)

MOST_UNDO: Final = 50
TRIES: Final = 20
STEP_ASIDE_S: Final = 0.005
"""Longest wait after the first lost race with another process; it grows with each, so that two never keep step."""
QUIET_LABELS: Final = frozenset({"preferences", REMEMBERED})
"""Changes that are no step of the user's work, and so no step of undo."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One change that was kept."""

    number: int
    at: datetime
    label: str
    """What made it, such as ``save-webhook``; ``undo:N`` and ``redo:N`` took back N."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What an undo, redo or revert did."""

    label: str = ""
    """Of the change that was taken back or done again, as it was made at first; empty when there was none."""
    overlaps: tuple[str, ...] = ()
    """Sentences about what stayed as it is because it was changed again since."""
    changed: bool = True
    count: int = 1
    """How many things it was about."""


@dataclass(frozen=True, slots=True)
class _Step:
    revision: int
    """What is to be taken back."""
    label: str
    """Of the change as it was made at first."""


@dataclass(frozen=True, slots=True)
class _Known:
    """The settings with what undo needs to know of their past."""

    settings: Settings
    undo: tuple[_Step, ...] = ()
    redo: tuple[_Step, ...] = ()
    newest: int = 0
    """Revision of the newest step that took nothing back and did nothing again."""


class SettingsService:
    """Reads are any thread's; changes run on the engine's loop, one after another.

    Undo and redo stand in the kept revisions themselves, so they reach across restarts and other processes' changes.
    """

    def __init__(self, store: SettingsStore, engine: Engine) -> None:
        self._store = store
        self._engine = engine
        self._lock = asyncio.Lock()
        self._listeners: list[Callable[[SettingsChanged], None]] = []
        self._done_with: set[int] = set()
        """Steps of which nothing was left to take back; they leave no revision, so only this run knows."""
        self._known = self._load()

    @property
    def current(self) -> Settings:
        """The newest settings known; no I/O."""
        return self._known.settings

    @property
    def undo_label(self) -> str:
        """What :meth:`undo` would take back, empty when there is nothing; no I/O."""
        return self._known.undo[-1].label if self._known.undo else ""

    @property
    def redo_label(self) -> str:
        """What :meth:`redo` would do again, empty when there is nothing; no I/O."""
        return self._known.redo[-1].label if self._known.redo else ""

    @property
    def undo_revision(self) -> int:
        """The revision that :meth:`undo` would take back, 0 when there is nothing; no I/O."""
        return self._known.undo[-1].revision if self._known.undo else 0

    @property
    def redo_revision(self) -> int:
        """The revision that took back what :meth:`redo` would do again, 0 when there is nothing; no I/O."""
        return self._known.redo[-1].revision if self._known.redo else 0

    @property
    def step_revision(self) -> int:
        """The newest step's own revision; nothing that was taken back before it can be done again. No I/O."""
        return self._known.newest

    def subscribe(self, listener: Callable[[SettingsChanged], None]) -> Unsubscribe:
        """Hear of every change, on the engine's thread."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    async def change(self, label: str, edit: Callable[[Settings], Settings]) -> Settings:
        """Apply an edit to the newest settings and commit it. ``edit`` may run again when another process saved first.

        Raises StorageError when it could not be saved; then nothing has changed.
        """
        async with self._lock:
            for attempt in range(TRIES):
                before = self._known.settings
                wanted = edit(before)
                if wanted is before or wanted == before:
                    return before
                save = partial(self._store.save, wanted, expected=before.revision, label=label)
                try:
                    after = await self._engine.blocking(save)
                except SettingsConflict:
                    await asyncio.sleep(random.uniform(0, STEP_ASIDE_S * attempt))  # noqa: S311 - no secret
                    self._publish(await self._engine.blocking(self._load))
                    continue
                self._saved(settings_changed(before, after), label)
                return after
            raise SettingsConflict

    async def settled(self) -> Settings:
        """The settings once every change that was begun before this is made."""
        async with self._lock:
            return self.current

    async def set_preferences(self, **fields: Any) -> Settings:
        """Change some preferences."""
        return await self.change(
            "preferences", lambda now: replace(now, preferences=replace(now.preferences, **fields))
        )

    async def undo(self) -> Taken:
        """Take back the newest step: what it touched is as before, later changes elsewhere stay. Raises StorageError."""
        return await self._take_back("undo", self._known.undo)

    async def redo(self) -> Taken:
        """Do again what the newest undo took back. Raises StorageError."""
        return await self._take_back("redo", self._known.redo)

    async def restore(self, number: int) -> bool:
        """All settings but the preferences as they were at a revision, as one new change. False when it is not kept."""
        past = await self._engine.blocking(self._store.revision, number)
        if past is None:
            return False

        def as_then(now: Settings) -> Settings:
            return replace(past, revision=now.revision, preferences=now.preferences)

        await self.change(f"restore:{number}", as_then)
        return True

    async def restore_webhook(self, number: int, webhook_id: str) -> Taken:
        """One webhook as it was at a revision, in its place or back in the list; nothing else changes."""
        past = await self._engine.blocking(self._store.revision, number)
        hook = past.webhook(webhook_id) if past is not None else None
        if past is None or hook is None:
            return Taken(changed=False)
        told: tuple[str, ...] = ()

        def with_it(now: Settings) -> Settings:
            nonlocal told
            told = ()
            if now.system(hook.system) is None:
                told = (Overlap(hook.id, hook.name, code="overlap-no-system").told(),)
                return now
            hooks = [hook if item.id == hook.id else item for item in now.webhooks]
            if now.webhook(hook.id) is None:
                hooks.append(hook)
            return replace(now, webhooks=tuple(hooks), states={**now.states, hook.id: past.state(hook.id)})

        before = self.current.revision
        after = await self.change(f"restore-webhook:{number}:{webhook_id}", with_it)
        return Taken("restore-webhook", told, changed=after.revision != before)

    async def revisions(self) -> tuple[Revision, ...]:
        """The kept revisions, newest first. Raises StorageError."""
        found = await self._engine.blocking(self._store.revisions)
        return tuple(Revision(*item) for item in found)

    async def revision(self, number: int) -> Settings | None:
        """The settings as they were at a revision, None when it is not kept. Raises StorageError."""
        return await self._engine.blocking(self._store.revision, number)

    async def around(self, number: int) -> tuple[Settings, Settings] | None:
        """The settings before and at a revision, None when that is not known any more. Raises StorageError."""
        return await self._engine.blocking(self._around, number)

    async def undoable(self) -> tuple[Settings, ...]:
        """Settings that an undo or redo can still bring back, newest first. Raises StorageError."""
        return tuple([past async for past in self._within_reach()])

    async def undoable_refs(self, wanted: Iterable[str]) -> frozenset[str]:
        """Which of these vault entries an undo or redo can still bring back. Raises StorageError."""
        sought = set(wanted)
        found: set[str] = set()
        if sought:
            async for past in self._within_reach():
                found |= refs_of(past) & sought
                if found == sought:
                    break
        return frozenset(found)

    async def reload(self) -> Settings:
        """Take up what another process saved."""
        async with self._lock:
            newest = await self._engine.blocking(self._store.newest_revision)
            if newest != self._known.settings.revision:
                self._publish(await self._engine.blocking(self._load))
            return self._known.settings

    async def data_version(self) -> int:
        """Changes when another connection has committed."""
        return await self._engine.blocking(self._store.data_version)

    async def _take_back(self, verb: str, steps: tuple[_Step, ...]) -> Taken:
        if not steps:
            return Taken(changed=False)
        step = steps[-1]
        pair = await self._engine.blocking(self._around, step.revision)
        if pair is None:
            self._done_with.add(step.revision)
            self._publish(await self._engine.blocking(self._load))
            return Taken(changed=False)
        before, after = pair
        overlaps: tuple[Overlap, ...] = ()

        def edit(now: Settings) -> Settings:
            nonlocal overlaps
            result, overlaps = reverted(now, before, after)
            return result

        was = self.current
        now = await self.change(f"{verb}:{step.revision}", edit)
        if now is was:
            self._done_with.add(step.revision)
            self._publish(await self._engine.blocking(self._load))
        told = await self._engine.blocking(self._told, overlaps, step.revision)
        return Taken(step.label, told, changed=now is not was)

    def _told(self, overlaps: tuple[Overlap, ...], since: int) -> tuple[str, ...]:
        """Each with the change that came in between, as far as that is kept."""
        if not overlaps:
            return ()
        own = (f"undo:{since}", f"redo:{since}")
        later = [item for item in self._store.revisions() if item[0] > since and item[2] not in own]
        found: list[str] = []
        for overlap in overlaps:
            who = ("", "")
            for number, at, label in later:
                pair = self._around(number)
                if pair is not None and any(overlap.touched_by(item) for item in changes(*pair)):
                    who = (label_words(label), at.astimezone().strftime("%Y-%m-%d %H:%M"))
                    break
            found.append(overlap.told(*who))
        return tuple(found)

    def _around(self, number: int) -> tuple[Settings, Settings] | None:
        """The settings before a revision and at it; preferences-only changes in between leave no revision."""
        numbers = [item[0] for item in self._store.revisions()]
        after = self._store.revision(number)
        if after is None:
            return None
        earlier = next((item for item in numbers if item < number), None)
        if earlier is not None:
            before = self._store.revision(earlier)
        else:
            before = Settings() if len(numbers) < KEPT_REVISIONS else None
        return (before, after) if before is not None else None

    async def _within_reach(self) -> AsyncIterator[Settings]:
        steps = (*self._known.undo[-MOST_UNDO:], *self._known.redo[-MOST_UNDO:])
        seen: set[int] = set()
        numbers = [item[0] for item in await self._engine.blocking(self._store.revisions)] if steps else []
        for step in sorted(steps, key=lambda item: -item.revision):
            earlier = next((item for item in numbers if item < step.revision), None)
            for number in (step.revision, earlier):
                if number is None or number in seen:
                    continue
                seen.add(number)
                if (past := await self._engine.blocking(self._store.revision, number)) is not None:
                    yield past

    def _load(self) -> _Known:
        settings = self._store.load()
        revisions = [(number, label) for number, _, label in reversed(self._store.revisions())]
        return self._followed(_Known(settings), revisions)

    def _followed(self, known: _Known, revisions: Iterable[tuple[int, str]]) -> _Known:
        undo, redo, newest = _steps(known, revisions)
        return _Known(
            known.settings,
            tuple([step for step in undo if step.revision not in self._done_with][-KEPT_REVISIONS:]),
            tuple([step for step in redo if step.revision not in self._done_with][-KEPT_REVISIONS:]),
            newest,
        )

    def _saved(self, change: SettingsChanged, label: str) -> None:
        """Take up what this process saved: one revision more, unless it was of preferences alone."""
        known = replace(self._known, settings=change.after)
        if change.more_than_preferences:
            known = self._followed(known, [(change.after.revision, label)])
        self._publish(known, change)

    def _publish(self, known: _Known, change: SettingsChanged | None = None) -> None:
        change = change or settings_changed(self._known.settings, known.settings)
        self._known = known
        for listener in tuple(self._listeners):
            try:
                listener(change)
            except Exception:
                log.exception("a listener to settings failed")


def _steps(known: _Known, revisions: Iterable[tuple[int, str]]) -> tuple[list[_Step], list[_Step], int]:
    """What can be undone and redone after further revisions with these labels, oldest first; and the newest own step."""
    undo, redo, newest = list(known.undo), list(known.redo), known.newest
    for number, label in revisions:
        verb, _, what = label.partition(":")
        if label in QUIET_LABELS:
            continue
        taken = int(what) if verb in ("undo", "redo") and what.isdecimal() else None
        origin, target = (undo, redo) if verb == "undo" else (redo, undo)
        if taken is not None:
            step = next((item for item in reversed(origin) if item.revision == taken), None)
            if step is not None:
                origin.remove(step)
                target.append(_Step(number, step.label))
            continue
        undo.append(_Step(number, verb))
        redo.clear()
        newest = number
    return undo, redo, newest

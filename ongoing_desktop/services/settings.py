"""The settings of the whole app: one immutable value, changed by one method, kept in sync across processes."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import AsyncIterator, Callable, Iterable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from ongoing_desktop.domain.lazy_dataclasses import dataclass, replace
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.domain.settings_changed import SettingsChanged, settings_changed
from ongoing_desktop.services import Services
from ongoing_desktop.services.credential_inventory import refs_of
from ongoing_desktop.services.ports import KEPT_REVISIONS, REMEMBERED, SettingsConflict
from ongoing_desktop.services.publisher import Publisher
from ongoing_desktop.wording.times import short_time

if TYPE_CHECKING:
    from ongoing_desktop.services.revert import Overlap

log = logging.getLogger(__name__)

MOST_UNDO: Final = 50
TRIES: Final = 20
STEP_ASIDE_S: Final = 0.005
"""Maximum wait in seconds after the first conflict with another process. It grows with each conflict."""
QUIET_LABELS: Final = frozenset({"preferences", REMEMBERED})
"""Changes that are not undo steps."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A stored change."""

    number: int
    at: datetime
    label: str
    """What made it, such as ``save-webhook``. ``undo:N`` and ``redo:N`` reverted revision N."""


@dataclass(frozen=True, slots=True)
class UndoResult:
    """The result of an undo, redo or revert."""

    label: str = ""
    """Label of the original change, empty if there was nothing to do."""
    overlaps: tuple[str, ...] = ()
    """Sentences about parts that stay as they are, because they were changed again."""
    changed: bool = True
    count: int = 1
    """Number of affected items."""


@dataclass(frozen=True, slots=True)
class UndoStep:
    """A step of undo or redo; without a revision for none."""

    revision: int = 0
    """The revision to revert."""
    label: str = ""
    """Label of the original change."""


NO_STEP: Final = UndoStep()


@dataclass(frozen=True, slots=True)
class _Known:
    """The settings with the state of undo."""

    settings: Settings
    undo: tuple[UndoStep, ...] = ()
    redo: tuple[UndoStep, ...] = ()
    newest: int = 0
    """Revision of the newest step that was neither an undo nor a redo."""


class SettingsService(Publisher[SettingsChanged]):
    """Reading is safe on any thread; changes run one by one on the engine's loop.

    Undo and redo are derived from the stored revisions, so they include earlier sessions and other processes.
    """

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._store = services.ports.store
        self._engine = services.engine
        self._lock = asyncio.Lock()
        self._done_with: set[int] = set()
        """Steps with nothing left to revert. They leave no revision, so only this run knows them."""
        self._known = self._load()

    @property
    def current(self) -> Settings:
        """The newest known settings; no I/O."""
        return self._known.settings

    @property
    def next_undo(self) -> UndoStep:
        """What :meth:`undo` would revert; no I/O."""
        return self._known.undo[-1] if self._known.undo else NO_STEP

    @property
    def next_redo(self) -> UndoStep:
        """What :meth:`redo` would do again. Its revision is that of the undo. No I/O."""
        return self._known.redo[-1] if self._known.redo else NO_STEP

    @property
    def step_revision(self) -> int:
        """The revision of the newest ordinary step. Undos before it cannot be redone. No I/O."""
        return self._known.newest

    async def change(self, label: str, edit: Callable[[Settings], Settings]) -> Settings:
        """Apply an edit to the newest settings and commit it. ``edit`` may run again if another process saved first.

        Raises StorageError if it could not be saved; nothing has changed then.
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
        """The settings once every change started before this call is made."""
        async with self._lock:
            return self.current

    async def set_preferences(self, **fields: Any) -> Settings:
        """Change preferences by field name."""
        return await self.change(
            "preferences", lambda now: replace(now, preferences=replace(now.preferences, **fields))
        )

    async def undo(self) -> UndoResult:
        """Undo the newest step. Later changes of other parts stay. Raises StorageError."""
        return await self._take_back("undo", self._known.undo)

    async def redo(self) -> UndoResult:
        """Redo the newest undo. Raises StorageError."""
        return await self._take_back("redo", self._known.redo)

    async def restore(self, number: int) -> bool:
        """Restore all settings except preferences from a revision, as a new change. False if it is no longer kept."""
        past = await self._engine.blocking(self._store.revision, number)
        if past is None:
            return False

        def as_then(now: Settings) -> Settings:
            return replace(past, revision=now.revision, preferences=now.preferences)

        await self.change(f"restore:{number}", as_then)
        return True

    async def restore_webhook(self, number: int, webhook_id: str) -> UndoResult:
        """Restore one webhook from a revision, in its position or back in the list; nothing else changes."""
        past = await self._engine.blocking(self._store.revision, number)
        hook = past.webhook(webhook_id) if past is not None else None
        if past is None or hook is None:
            return UndoResult(changed=False)
        from ongoing_desktop.services.revert import Overlap  # noqa: PLC0415 - most runs undo nothing

        messages: tuple[str, ...] = ()

        def with_it(now: Settings) -> Settings:
            nonlocal messages
            messages = ()
            if now.system(hook.system) is None:
                messages = (Overlap(hook.id, hook.name, code="overlap-no-system").message(),)
                return now
            hooks = [hook if item.id == hook.id else item for item in now.webhooks]
            if now.webhook(hook.id) is None:
                hooks.append(hook)
            return replace(now, webhooks=tuple(hooks), states={**now.states, hook.id: past.state(hook.id)})

        before = self.current.revision
        after = await self.change(f"restore-webhook:{number}:{webhook_id}", with_it)
        return UndoResult("restore-webhook", messages, changed=after.revision != before)

    async def revisions(self) -> tuple[Revision, ...]:
        """The stored revisions, newest first. Raises StorageError."""
        found = await self._engine.blocking(self._store.revisions)
        return tuple(Revision(*item) for item in found)

    async def revision(self, number: int) -> Settings | None:
        """The settings at a revision, or None if it is no longer kept. Raises StorageError."""
        return await self._engine.blocking(self._store.revision, number)

    async def around(self, number: int) -> tuple[Settings, Settings] | None:
        """The settings before and at a revision, or None if that is no longer known. Raises StorageError."""
        return await self._engine.blocking(self._around, number)

    async def undoable(self) -> tuple[Settings, ...]:
        """Settings that an undo or redo can still restore, newest first. Raises StorageError."""
        return tuple([past async for past in self._within_reach()])

    async def undoable_refs(self, wanted: Iterable[str]) -> frozenset[str]:
        """The vault entries that an undo or redo can still restore. Raises StorageError."""
        sought = set(wanted)
        found: set[str] = set()
        if sought:
            async for past in self._within_reach():
                found |= refs_of(past) & sought
                if found == sought:
                    break
        return frozenset(found)

    async def reload(self) -> Settings:
        """Load what another process saved."""
        async with self._lock:
            newest = await self._engine.blocking(self._store.newest_revision)
            if newest != self._known.settings.revision:
                self._publish(await self._engine.blocking(self._load))
            return self._known.settings

    async def data_version(self) -> int:
        """A number that changes when another connection commits."""
        return await self._engine.blocking(self._store.data_version)

    async def _take_back(self, verb: str, steps: tuple[UndoStep, ...]) -> UndoResult:
        if not steps:
            return UndoResult(changed=False)
        step = steps[-1]
        pair = await self._engine.blocking(self._around, step.revision)
        if pair is None:
            self._done_with.add(step.revision)
            self._publish(await self._engine.blocking(self._load))
            return UndoResult(changed=False)
        from ongoing_desktop.services.revert import reverted  # noqa: PLC0415 - most runs undo nothing

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
        messages = await self._engine.blocking(self._messages, overlaps, step.revision)
        return UndoResult(step.label, messages, changed=now is not was)

    def _messages(self, overlaps: tuple[Overlap, ...], since: int) -> tuple[str, ...]:
        """The sentences, with the later changes if those are still kept."""
        if not overlaps:
            return ()
        from ongoing_desktop.wording.setting_changes import changes, label_words  # noqa: PLC0415

        own = (f"undo:{since}", f"redo:{since}")
        later = [item for item in self._store.revisions() if item[0] > since and item[2] not in own]
        found: list[str] = []
        for overlap in overlaps:
            who = ("", "")
            for number, at, label in later:
                pair = self._around(number)
                if pair is not None and any(overlap.touched_by(item) for item in changes(*pair)):
                    who = (label_words(label), short_time(at))
                    break
            found.append(overlap.message(*who))
        return tuple(found)

    def _around(self, number: int) -> tuple[Settings, Settings] | None:
        """The settings before and at a revision. Changes of preferences in between leave no revision."""
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
        """Take over what this process saved: one more revision, unless only preferences changed."""
        known = replace(self._known, settings=change.after)
        if change.more_than_preferences:
            known = self._followed(known, [(change.after.revision, label)])
        self._publish(known, change)

    def _publish(self, known: _Known, change: SettingsChanged | None = None) -> None:
        change = change or settings_changed(self._known.settings, known.settings)
        self._known = known
        self._report(change)


def _steps(known: _Known, revisions: Iterable[tuple[int, str]]) -> tuple[list[UndoStep], list[UndoStep], int]:
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
                target.append(UndoStep(number, step.label))
            continue
        undo.append(UndoStep(number, verb))
        redo.clear()
        newest = number
    return undo, redo, newest

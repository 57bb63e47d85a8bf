"""One undo stack for settings and exchanges, in the order of the actions.

Steps of the settings are stored revisions, see :class:`ongoing_desktop.services.settings.SettingsService`, and outlive
the window. Actions on exchanges are remembered while the program runs. Each records the settings' revision at that
time: a step of the settings is newer if its revision is higher, whatever the clock says.
"""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import Callable, Sequence
from itertools import count
from typing import Final

from ongoing_desktop.domain.lazy_dataclasses import dataclass, field, replace
from ongoing_desktop.services import Services
from ongoing_desktop.services.ports import Stop
from ongoing_desktop.services.publisher import Publisher
from ongoing_desktop.services.settings import MOST_UNDO, UndoResult
from ongoing_desktop.wording.language import number
from ongoing_desktop.wording.messages import sentence, undo_words

AT_ONCE: Final = 500
"""Exchanges between two checks of whether to stop."""
Verb = Callable[[Sequence[int]], list[int]]
"""Blocking: changes exchanges and returns those that it changed."""


@dataclass(frozen=True, slots=True)
class Deed:
    """An action on exchanges that can be undone."""

    label: str
    """Such as ``delete-exchanges``; see :func:`ongoing_desktop.wording.messages.undo_words`."""
    ids: Sequence[int]
    do: Verb
    undo: Verb


@dataclass(frozen=True, slots=True)
class Watch:
    """Progress and cancellation of long work, both safe on any thread."""

    on_progress: Callable[[int, int], None] = lambda _done, _all: None
    """Called with the numbers of finished and of all exchanges."""
    stop: Stop = field(default_factory=Stop)
    """Ends the work after the current part; finished parts stay."""


@dataclass(frozen=True, slots=True)
class Next:
    """What undo and redo would do now, as an imperative ("delete 3 exchanges"); empty for nothing."""

    undo: str = ""
    redo: str = ""
    step: int = 0
    """A different number for each step that :meth:`Undoing.undo` could revert; 0 for nothing."""


@dataclass(frozen=True, slots=True)
class _Entry:
    deed: Deed
    revision: int
    """Revision of the settings when the action was done or undone."""
    number: int = field(default_factory=count(1).__next__)

    @property
    def words(self) -> str:
        return undo_words(self.deed.label, len(self.deed.ids))


class Undoing(Publisher[Next]):
    """:attr:`next` is safe on any thread; the rest runs one by one on the engine's loop. Raises StorageError.

    Subscribers get every new :attr:`next`.
    """

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._settings = services.settings
        self._engine = services.engine
        self._lock = asyncio.Lock()
        self._undo: list[_Entry] = []
        self._redo: list[_Entry] = []
        self._redone_with = 0
        """Undos of settings up to this revision cannot be redone, because an action on exchanges followed."""
        services.settings.subscribe(lambda _: self._tell())

    @property
    def next(self) -> Next:
        """What :meth:`undo` and :meth:`redo` would do now; no I/O."""
        settings, undo, redo = self._settings, self._newest_undo(), self._newest_redo()
        return Next(
            undo.words if undo else undo_words(settings.next_undo.label) if settings.next_undo.label else "",
            redo.words if redo else undo_words(settings.next_redo.label) if self._settings_redo() else "",
            -undo.number if undo else settings.next_undo.revision,
        )

    async def do(self, deed: Deed, watch: Watch | None = None) -> list[int]:
        """Perform an action and push it on the stack; returns the exchanges that it changed."""
        async with self._lock:
            changed = array("q")
            try:
                await self._run(deed.do, deed.ids, changed, watch or Watch())
            finally:
                self._push(replace(deed, ids=changed))
            return list(changed)

    async def did(self, deed: Deed) -> None:
        """Push an action that is already done."""
        async with self._lock:
            self._push(replace(deed, ids=array("q", deed.ids)))

    async def undo(self, watch: Watch | None = None) -> UndoResult:
        """Undo the newest step of either kind."""
        async with self._lock:
            if (entry := self._newest_undo()) is None:
                return await self._settings.undo()
            return await self._take(entry, entry.deed.undo, self._undo, self._redo, watch or Watch())

    async def redo(self, watch: Watch | None = None) -> UndoResult:
        """Redo the last undo."""
        async with self._lock:
            if (entry := self._newest_redo()) is not None:
                return await self._take(entry, entry.deed.do, self._redo, self._undo, watch or Watch())
            return await self._settings.redo() if self._settings_redo() else UndoResult(changed=False)

    async def _take(
        self, entry: _Entry, verb: Verb, origin: list[_Entry], target: list[_Entry], watch: Watch
    ) -> UndoResult:
        deed, changed = entry.deed, array("q")
        tried = 0
        try:
            tried = await self._run(verb, deed.ids, changed, watch)
        finally:
            origin.remove(entry)
            if tried < len(deed.ids):
                origin.append(_Entry(replace(deed, ids=deed.ids[tried:]), entry.revision))
            if changed:
                target.append(_Entry(replace(deed, ids=changed), self._settings.current.revision))
            self._tell()
        messages = []
        if lost := tried - len(changed):
            messages.append(sentence("undo-lost", {"count": number(lost)}))
        if tried < len(deed.ids):
            messages.append(sentence("undo-stopped", {"count": number(len(deed.ids) - tried)}))
        return UndoResult(deed.label, tuple(messages), changed=bool(changed), count=len(changed))

    async def _run(self, verb: Verb, ids: Sequence[int], changed: array[int], watch: Watch) -> int:
        """Process part by part, collecting ``changed``; returns how many were tried."""
        for start in range(0, len(ids), AT_ONCE):
            if watch.stop.is_set:
                return start
            changed.extend(await self._engine.blocking(verb, ids[start : start + AT_ONCE]))
            watch.on_progress(min(start + AT_ONCE, len(ids)), len(ids))
        return len(ids)

    def _push(self, deed: Deed) -> None:
        if deed.ids:
            revision = self._settings.current.revision
            self._undo.append(_Entry(deed, revision))
            del self._undo[:-MOST_UNDO]
            self._redo.clear()
            self._redone_with = revision
            self._tell()

    def _newest_undo(self) -> _Entry | None:
        """The newest action, unless a step of the settings is newer."""
        found = self._undo[-1:]
        return found[0] if found and found[0].revision >= self._settings.next_undo.revision else None

    def _newest_redo(self) -> _Entry | None:
        found = self._redo[-1:]
        if not found or found[0].revision < self._settings.step_revision:
            return None  # nothing to undo, or a later step of the settings followed
        return found[0] if found[0].revision >= self._settings_redo() else None

    def _settings_redo(self) -> int:
        """The revision that a redo of settings would revert, 0 for nothing."""
        revision = self._settings.next_redo.revision
        return revision if revision > self._redone_with else 0

    def _tell(self) -> None:
        self._report(self.next)

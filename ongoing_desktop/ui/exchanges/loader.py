"""Fetches pages of the history for a table, off the window's thread: one fetch at a time, the newest question wins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from ongoing_desktop.domain.exchange import ExchangeRow
from ongoing_desktop.domain.filters import Filter
from ongoing_desktop.services.ports import History
from ongoing_desktop.ui.core import Core
from ongoing_desktop.ui.exchanges.model import ExchangesModel
from ongoing_desktop.ui.tasks import Job, Tasks

PAGE: Final = 200
BATCH: Final = 500
KEPT: Final = 5_000
"""Rows in memory; further back is fetched again when you scroll there."""
FAR: Final = 2_000
"""Arrivals missed beyond this are not fetched one by one while you follow the newest: the last page is."""
PENDING: Final = 200


@dataclass(frozen=True, slots=True)
class Query:
    """Which exchanges a table shows."""

    filter: Filter | None = None
    direction: str | None = None
    webhook: str | None = None
    system: str | None = None

    def keywords(self) -> dict[str, Any]:
        """As :meth:`History.page` takes them."""
        return {
            "filter": self.filter,
            "direction": self.direction,
            "webhook": self.webhook,
            "system": self.system,
        }


@dataclass(frozen=True, slots=True)
class _Found:
    rows: list[ExchangeRow]
    seen: int
    """All matching exchanges up to this id were looked at."""
    more: bool = False
    refreshed: list[ExchangeRow] = field(default_factory=list)


class Loader(QObject):
    """Fills an :class:`ExchangesModel`. Signals come on the window's thread."""

    busy = Signal(bool)
    """A first page is being looked for."""
    replaced = Signal()
    before_older = Signal()
    older_added = Signal(int)
    before_newer = Signal()
    newer_added = Signal(int)
    refreshed = Signal(list)
    """Ids of rows whose outcome came."""
    failed = Signal(object)
    """The exception that ended a fetch."""

    def __init__(self, core: Core, tasks: Tasks, model: ExchangesModel, parent: QObject) -> None:
        super().__init__(parent)
        self._core = core
        self._tasks = tasks
        self._model = model
        self._query: Query | None = None
        self._job: Job | None = None
        self._kind = ""
        self._again = False
        self._older_again = False
        self._seen = 0
        self._more_older = False
        self._closed = False
        self.following = True
        self.loaded = False

    @property
    def query(self) -> Query | None:
        """The question asked last."""
        return self._query

    @property
    def overflow(self) -> bool:
        """There are newer exchanges than memory is given to while you look further back."""
        return not self.following and self._model.rowCount() >= KEPT

    def ask(self, query: Query) -> None:
        """Show what a query finds, from the newest on. A fetch under way is dropped."""
        self._query = query
        self._start("first", lambda history: _first(history, query))

    def reload(self) -> None:
        """Ask the same again."""
        if self._query is not None:
            self.ask(self._query)

    def newer(self) -> None:
        """Fetch what arrived and what became of pending rows."""
        if self._query is None or self._closed:
            return
        if self._job is not None:
            self._again = True
            return
        query, seen = self._query, self._seen
        pending = self._model.pending_ids(PENDING)
        far = FAR if self.following else None
        wanted = 0 if self.overflow else BATCH
        self._start("newer", lambda history: _newer(history, query, seen, pending, wanted, far))

    def older(self) -> None:
        """Fetch the page before the window, if there is one."""
        if self._query is None or not self._more_older or self._closed:
            return
        if self._job is not None:
            self._older_again = True
            return
        self._older_again = False
        query, before = self._query, self._model.oldest_id
        self._start("older", lambda history: _older(history, query, before))

    def close(self) -> None:
        """Drop what is under way; nothing is fetched any more."""
        self._closed = True
        self._cancel()

    def _start(self, kind: str, work: Any) -> None:
        if self._closed:
            return
        self._cancel()
        if kind == "first":
            self.busy.emit(True)
        self._kind = kind
        engine, history = self._core.engine, self._core.history

        async def fetch() -> _Found | None:
            found: _Found | None = await engine.blocking(work, history)
            return found

        self._job = self._tasks.run(self, fetch, done=self._done, failed=self._failed)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
            if self._kind == "first":
                self.busy.emit(False)

    def _done(self, found: _Found | None) -> None:
        kind, self._job = self._kind, None
        if found is None:  # too far behind to catch up row by row
            self.reload()
            return
        if kind == "first":
            self._more_older = False  # the view passes both ends while it takes the rows in
            self._model.replace(found.rows)
            self._seen, self.loaded = found.seen, True
            self.busy.emit(False)
            self.replaced.emit()
            self._more_older = found.more
        elif kind == "older":
            self._more_older = False
            self.before_older.emit()
            self.older_added.emit(self._model.add_older(found.rows))
            self._more_older = found.more
        else:
            self._take_newer(found)
        if self._older_again:
            self.older()
        if self._again:
            self._again = self._job is not None
            self.newer()

    def _take_newer(self, found: _Found) -> None:
        self._seen = found.seen
        if changed := self._model.refresh(found.refreshed):
            self.refreshed.emit(changed)
        if found.rows:
            self.before_newer.emit()
            added = self._model.add_newer(found.rows)
            if self.following and self._model.drop_oldest(KEPT):
                self._more_older = True
            self.newer_added.emit(added)
        self._again = self._again or found.more

    def _failed(self, error: BaseException) -> None:
        self._job = None
        if self._kind == "first":
            self.busy.emit(False)
        self._again = False
        self.failed.emit(error)


def _first(history: History, query: Query) -> _Found:
    newest = history.newest_id()
    rows = history.page(limit=PAGE, **query.keywords())
    return _Found(rows, max(newest, rows[0].id if rows else 0), len(rows) == PAGE)


def _older(history: History, query: Query, before: int) -> _Found:
    rows = history.page(limit=PAGE, before=before, **query.keywords())
    return _Found(rows, 0, len(rows) == PAGE)


def _newer(
    history: History, query: Query, seen: int, pending: Sequence[int], wanted: int, far: int | None
) -> _Found | None:
    newest = history.newest_id()
    if far is not None and newest - seen > far:
        return None
    refreshed = history.rows(pending) if pending else []
    if not wanted or newest <= seen:
        return _Found([], seen, refreshed=refreshed)
    rows = history.page(limit=wanted, after=seen, **query.keywords())
    full = len(rows) == wanted
    return _Found(rows, rows[-1].id if full else max(newest, rows[-1].id if rows else 0), full, refreshed)

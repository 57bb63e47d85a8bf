"""Fills the model off the window's thread: newest first, then step by step, with row data where visible."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from ongoing_desktop.domain.arrived import Arrived
from ongoing_desktop.domain.exchange import ExchangeRow, TimedIds
from ongoing_desktop.services.ports import Stop
from ongoing_desktop.services.ports.history import History
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.exchanges import history_reader as steps
from ongoing_desktop.ui.exchanges.exchange_columns import TIME
from ongoing_desktop.ui.exchanges.exchanges_model import ExchangesModel
from ongoing_desktop.ui.exchanges.history_reader import PAGE, Found, Query
from ongoing_desktop.ui.exchanges.row_fetcher import RowFetcher
from ongoing_desktop.ui.task_runner import NO_JOB, Job

SPLICE: Final = 50_000
"""Older ids are inserted in parts of at least this many, because each costs the view a layout."""
HIGHEST: Final = 2**62


class Loader(InContext, QObject):
    """Fills an :class:`ExchangesModel`. Signals are emitted on the window's thread.

    Searching older rows and checking for newer ones run in parallel; a :class:`RowFetcher` loads what is visible. A new
    query cancels all of it.
    """

    searching = Signal(int)
    """The percentage of the history searched; 100 for all, -1 for stopped."""
    dropped = Signal()
    """A new query begins, or nothing is loaded any more."""
    replaced = Signal()
    before_added = Signal()
    older_added = Signal()
    newer_added = Signal(int)
    """The number of rows newer than all that were shown."""
    waiting_changed = Signal(int)
    """The number of arrivals while the view is paused."""
    refreshed = Signal(list)
    """Ids of rows that got an outcome or left the table."""
    heads_replaced = Signal(list)
    """Ids of the heads of expanded groups that newer exchanges replaced. The groups are collapsed now."""
    thinned = Signal(object)
    """Exchanges up to this id may have been removed from the history."""
    failed = Signal(object)
    """The exception that ended a query."""

    def __init__(self, context: WindowContext, model: ExchangesModel, parent: QObject) -> None:
        super().__init__(parent)
        self.use_context(context)
        self._model = model
        self._query: Query | None = None
        self._jobs: dict[str, Job] = {"older": NO_JOB, "newer": NO_JOB}
        self._again = False
        self._low = 0
        self.seen = 0
        """Highest id that was read."""
        self._top = 0
        self._change = 0
        self._span = 0
        self._older: list[TimedIds] = []
        self._waiting = TimedIds()
        self._superseded: set[int] = set()
        self._left: tuple[int, set[int]] | None = None
        """The id up to which the limits removed exchanges since the query, and what remains there."""
        self.paused = False
        """Whether arrivals wait."""
        self._closed = False
        self._rows = RowFetcher(context, model, lambda: self._query or Query(), self)
        self._rows.failed.connect(self.failed)
        self.in_sight: Callable[[], tuple[int, int]] = lambda: (0, PAGE)
        """First and last visible index; set by the owner of the table."""
        self.following = True
        self.taking_away = False
        """Several rows are being removed or grouped."""
        self.taking_one = False
        """One row is being removed."""
        self.loaded = False

    @property
    def complete(self) -> bool:
        """Whether every match is in the model or waits while paused."""
        return self.loaded and not self._jobs["older"].running and self._done_looking

    @property
    def waiting(self) -> int:
        """The number of arrivals while paused."""
        return len(self._waiting)

    def ask(self, query: Query, *, upto: int | None = None) -> None:
        """Show what a query finds, starting at the newest or at ``upto``. Running work is cancelled."""
        self._drop()
        self._query = query
        self.loaded = False
        self._waiting = TimedIds()
        self._superseded.clear()
        self._older.clear()
        self._left = None
        if self.paused:
            self.waiting_changed.emit(0)
        self._run("older", lambda history, stop: steps.first(history, query, stop, upto), self._took_first)

    def reload(self) -> None:
        """Repeat the query."""
        if self._query is not None:
            self.ask(self._query)

    def take(self, arrived: Arrived) -> None:
        """Show what arrived; query the history only if the rows are not sufficient."""
        query = self._query
        if query is None or self._closed or not self.loaded:
            return
        waiting = [] if self.paused else self._model.pending_ids(*self.in_sight())
        updated = [row for row in arrived.updated if row.id in waiting]
        known = arrived.complete and arrived.since <= self.seen and len(updated) == len(waiting)
        if not known or not query.plain or self._jobs["newer"].running:
            self.newer()
            return
        fresh = [row for row in arrived.rows if row.id > self.seen and query.shows(row)]
        self._took_newer(
            Found(TimedIds.of(fresh), [*updated, *fresh], seen=max(arrived.newest, self.seen), change=self._change)
        )

    def catch_up(self, newest: int) -> None:
        """Load what arrived while hidden; start again if that is much."""
        if newest - self.seen > steps.LARGEST and self.loaded and not self.paused:
            self.reload()
        else:
            self.newer()

    def newer(self) -> None:
        """Load new rows, and outcomes of pending ones."""
        if self._query is None or self._closed or not self.loaded:
            return
        if self._jobs["newer"].running:
            self._again = True
            return
        self._again = False
        query, seen = self._query, self.seen
        pending = [] if self.paused else self._model.pending_ids(*self.in_sight())
        rows = PAGE if self.following and not self._still else 0
        change = self._change
        self._run(
            "newer",
            lambda history, _: steps.newer(history, query, seen, change, pending, rows),
            self._took_newer,
        )

    def look(self) -> None:
        """Other rows are visible: some may need an outcome that was added long ago."""
        if (
            not self.paused
            and not self.following
            and not self._jobs["newer"].running
            and self._model.pending_ids(*self.in_sight())
        ):
            self.newer()

    def pause(self, on: bool) -> None:
        """Pause the view, or show what waited. Capturing continues either way."""
        if on != self.paused:
            self.paused = on
            if not on:
                self.let_in()
                self.newer()

    def let_in(self) -> None:
        """Show what waited."""
        if self._still or not self._waiting:
            return
        waited, self._waiting = self._waiting, TimedIds()
        superseded = self._fold_away()
        self._add_newer(waited.where(lambda number: number not in superseded), [])
        self.waiting_changed.emit(0)

    def stop_searching(self) -> None:
        """Stop searching and keep the result."""
        if (job := self._jobs["older"]).running:
            job.cancel()
            self._splice(at_once=True)
            self.searching.emit(-1)
            if not self.loaded:
                self.loaded = True
                self._model.replace(TimedIds(), ())
                self.replaced.emit()

    def close(self) -> None:
        """Cancel work; nothing is loaded any more."""
        self._closed = True
        self._drop()
        self._rows.close()

    # work under way

    @property
    def _still(self) -> bool:
        return self.paused or self._model.order != TIME

    def _run(self, kind: str, work: Callable[[History, Stop], Any], done: Callable[[Any], None]) -> None:
        if self._closed:
            return
        search = self._services.exchanges.search

        def failed(error: BaseException) -> None:
            self._again = False
            if kind == "older":
                self.searching.emit(-1)
            self.failed.emit(error)

        self._jobs[kind] = self._tasks.run(self, lambda: search(work), done=done, failed=failed, latest=kind)

    def _drop(self) -> None:
        self.dropped.emit()
        for job in self._jobs.values():
            job.cancel()
        self._rows.drop()
        self._again = False

    # results

    def _took_first(self, found: Found) -> None:
        self.seen = self._top = found.seen
        self._change = found.change
        self._low, self._span = found.low, found.span
        if found.found or self._done_looking:
            self._show(found)
        self._look_further()

    def _show(self, found: Found) -> None:
        self._model.replace(found.found, found.rows)
        self.loaded = True
        self.replaced.emit()
        self.newer()

    @property
    def _done_looking(self) -> bool:
        return self._query is None or self._low <= self._query.cleared

    def _look_further(self) -> None:
        query, low, span = self._query, self._low, self._span
        if query is None or self._done_looking:
            self.searching.emit(100)
            return
        self.searching.emit(min(99, 100 * (self._top - low) // max(self._top - query.cleared, 1)))
        self._run("older", lambda history, stop: steps.older(history, query, low, span, stop), self._took_older)

    def _took_older(self, found: Found) -> None:
        self._low, self._span = found.low, found.span
        if not self.loaded and (found.found or self._done_looking):
            self._show(found)
        else:
            self._older.append(self._still_there(found.found))
            self._splice(at_once=self._done_looking)
        self._look_further()

    def _splice(self, *, at_once: bool) -> None:
        """Insert older ids when there are enough to justify a layout."""
        count = sum(len(part) for part in self._older)
        if count and self.loaded and (at_once or count >= SPLICE or self._model.rowCount() < SPLICE):
            found = TimedIds()
            for part in reversed(self._older):
                found += part
            self._older.clear()
            self.before_added.emit()
            self._model.add(found)
            self.older_added.emit()

    def _took_newer(self, found: Found) -> None:
        if found.missed or self._have_no_place(found.back.ids):
            self._ask_again()
            return
        self.seen, self._change = found.seen, found.change
        fresh = set(found.found.ids[-PAGE:])
        changed = self._model.put([row for row in found.rows if row.id not in fresh])
        if changed:
            self.refreshed.emit(changed)
        self._take_marked(found)
        self._take_thinned(found)
        if self._still:
            self._waiting += found.found
            if found.found:
                self.waiting_changed.emit(len(self._waiting))
        else:
            self._add_newer(found.found, [row for row in found.rows if row.id in fresh])
        if self._again:
            self.newer()

    def _have_no_place(self, back: array[int]) -> bool:
        """Whether restored rows must be sorted in by a column other than time."""
        return bool(back) and self._model.order != TIME and not set(self._model.ids).issuperset(back)

    def _ask_again(self) -> None:
        """Repeat the query from the start, because changes are not known one by one. A paused view stays."""
        if self._query is not None:
            top = self._waiting.ids[0] - 1 if self._waiting else self.seen
            self.thinned.emit(self.seen)
            self.ask(self._query, upto=top if self.paused else None)

    def _take_marked(self, found: Found) -> None:
        """Apply deleted, restored and grouped rows."""
        if not (found.back or found.gone or found.superseded):
            return
        self._splice(at_once=True)
        if self._left is not None:
            self._left[1].update(found.back.ids)
        if self._jobs["older"].running and min((*found.back.ids, *found.gone), default=HIGHEST) <= self._low:
            self._look_further()  # the running step may have read them before the change
        if self._model.order == TIME:
            waiting = set(self._waiting.ids)
            self._model.add(found.back.where(lambda number: number > self._low and number not in waiting))
        shown_under = set(self._model.folds.children)
        self._superseded.update(number for number in found.superseded if number not in shown_under)
        if not self._still:
            self._fold_away()
        if gone := set(found.gone):
            self._remove(gone, one=len(gone) == 1)
            self._wait_no_longer(gone)
            self.refreshed.emit(found.gone)

    def _take_thinned(self, found: Found) -> None:
        """Apply what the limits removed."""
        if not found.thinned:
            return
        self._splice(at_once=True)
        left = set(found.left.ids)
        self._left = (found.thinned, left)
        self._remove(self._model.known_upto(found.thinned) - left)
        if self._model.grouping and self._model.order == TIME:
            # A pinned exchange stays when the head of its group is removed.
            self._model.add(found.left.where(lambda number: number > self._low))
        self._wait_no_longer({number for number in self._waiting.ids if number <= found.thinned} - left)
        self.thinned.emit(found.thinned)

    def _remove(self, gone: set[int], *, one: bool = False) -> None:
        self.taking_away, self.taking_one = not one, one
        self._model.remove(gone)
        self.taking_away = self.taking_one = False

    def _wait_no_longer(self, gone: set[int]) -> None:
        if not gone.isdisjoint(self._waiting.ids):
            self._waiting = self._waiting.where(lambda number: number not in gone)
            self.waiting_changed.emit(len(self._waiting))

    def _still_there(self, found: TimedIds) -> TimedIds:
        """The ids without those that the limits removed after reading."""
        if self._left is None:
            return found
        upto, left = self._left
        return found.where(lambda number: number > upto or number in left)

    def _fold_away(self) -> set[int]:
        superseded, self._superseded = self._superseded, set()
        if superseded:
            opened = [head for head in self._model.folds.heads if head in superseded]
            self._remove(superseded)
            if opened:
                self.heads_replaced.emit(opened)
        return superseded

    def _add_newer(self, found: TimedIds, rows: list[ExchangeRow]) -> None:
        if found:
            self.before_added.emit()
            self.newer_added.emit(self._model.add(found, rows))

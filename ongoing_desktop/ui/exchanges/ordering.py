"""The order of an exchange table, by time or by another column, and its scroll position while rows are added."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from heapq import nlargest
from typing import Final

from PySide6.QtCore import QObject, Signal

from ongoing_desktop.services.ports import Stop
from ongoing_desktop.services.ports.history import History
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.exchanges.exchange_columns import TIME
from ongoing_desktop.ui.exchanges.exchanges_model import ExchangesModel
from ongoing_desktop.ui.exchanges.exchanges_table import ExchangeTable
from ongoing_desktop.ui.exchanges.loader import Loader
from ongoing_desktop.ui.task_runner import NO_JOB

SORTED_FIRST: Final = 5_000
"""Of more exchanges, the newest of this number are sorted and shown before all others are read."""


class Ordering(InContext, QObject):
    """Sorts off the window's thread when the search is complete. A stopped sort returns to time."""

    sorting = Signal(int)
    """The percentage of the exchanges that were read to sort them; 100 if no sort is running."""
    replaced = Signal()
    """The exchanges are shown in the order of a column."""
    failed = Signal(object)
    """The exception that ended a sort."""

    def __init__(self, context: WindowContext, model: ExchangesModel, loader: Loader, table: ExchangeTable) -> None:
        super().__init__(table)
        self.use_context(context)
        self._model = model
        self._loader = loader
        self._table = table
        self._wanted: tuple[str, bool] | None = None
        self._job = NO_JOB
        self._ids: array[int] | None = None
        """What the running sort is about: all exchanges, while the model shows only the newest of them."""
        model.order_requested.connect(self._on_requested)
        loader.searching.connect(self._on_searching)
        loader.dropped.connect(self._stop)

    def stop(self) -> None:
        if self._stop():
            self._table.columns.sort_by(TIME, descending=not self._model.newest_last)

    def _on_requested(self, key: str, falling: bool) -> None:
        if key == TIME:
            self._wanted = None
            self._stop()
            self._model.turn(newest_last=not falling)
            if self._model.order != TIME:
                self._loader.reload()
            return
        self._wanted = (key, falling)
        if self._loader.complete:
            self._sort()

    def _on_searching(self, percent: int) -> None:
        if percent == 100:
            self._sort()

    def _sort(self) -> None:
        """Sort everything found by the wanted column: the newest at once, then all."""
        if self._wanted is None:
            return
        key, falling = self._wanted
        by = next(column.sort for column in self._model.columns if column.key == key)
        ids = self._model.ids if self._ids is None else self._ids
        by_time = self._model.order == TIME
        self._stop()
        self._ids = ids
        search = self._services.exchanges.search

        def work(history: History, stop: Stop, report: Callable[[int | array[int]], None]) -> array[int]:
            if len(ids) > SORTED_FIRST:
                newest = ids[-SORTED_FIRST:] if by_time else nlargest(SORTED_FIRST, ids)
                report(history.sorted_ids(newest, by, falling=falling, stop=stop))
            return history.sorted_ids(ids, by, falling=falling, stop=stop, on_progress=report)

        def on_progress(progress: int | array[int]) -> None:
            if isinstance(progress, int):
                self.sorting.emit(min(progress, 99))
            else:
                self._show(progress, key)

        def done(found: array[int]) -> None:
            self._end()
            self._show(found, key)

        def failed(error: BaseException) -> None:
            self._end()
            self.failed.emit(error)

        self.sorting.emit(0)
        self._job = self._tasks.follow(
            self,
            lambda report: search(lambda history, stop: work(history, stop, report)),
            on_progress,
            done=done,
            failed=failed,
        )

    def _stop(self) -> bool:
        """Stop a running sort; returns whether one was running."""
        running = self._job.running
        self._job.cancel()
        if running:
            self._end()
        return running

    def _end(self) -> None:
        self._ids = None
        self.sorting.emit(100)

    def _show(self, ids: array[int], key: str) -> None:
        self._model.show_sorted(ids, key)
        self.replaced.emit()


class AutoScroll(QObject):
    """Follows the newest row while it is visible. Elsewhere the table stays, and new rows are counted."""

    def __init__(self, model: ExchangesModel, loader: Loader, table: ExchangeTable) -> None:
        super().__init__(table)
        self._model = model
        self._loader = loader
        self._table = table
        self._new = 0
        self._was_at_newest = True
        self._taking = False
        loader.in_sight = table.in_sight
        loader.before_added.connect(self._before)
        loader.newer_added.connect(self._on_added)
        loader.older_added.connect(self._on_added)
        table.moved.connect(self._on_moved)
        table.jump_requested.connect(self.jump)

    def restart(self) -> None:
        """After a new query: go to the newest row."""
        self._loader.following = True
        self._new = 0
        self._table.show_new(0)

    def jump(self) -> None:
        """Go to the newest row. In another order, sort the new rows in."""
        if self._model.order == TIME:
            self.restart()
            self._table.go_to_newest()
        else:
            self._table.show_new(0)
            self._loader.reload()

    def _before(self) -> None:
        # While rows are inserted, the scroll bar moves by itself, which is not the user's choice.
        self._taking = True
        self._was_at_newest = self._table.stands_at_newest
        self._table.hold()

    def _on_added(self, newer: int = 0) -> None:
        if self._was_at_newest:
            self._table.go_to_newest()
        else:
            self._table.keep()
            self._new += newer
            self._table.show_new(self._new)
        self._taking = False

    def _on_moved(self) -> None:
        if self._taking:
            return
        self._loader.following = self._table.stands_at_newest
        if self._loader.following:
            self._new = 0
            self._table.show_new(0)
        self._loader.look()

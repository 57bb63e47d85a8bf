"""The order of an exchange table: by time, or by another column."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from heapq import nlargest
from typing import Final

from PySide6.QtCore import QObject, Signal

from ongoing_desktop.services.ports import History, Stop
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.exchanges.exchange_columns import TIME
from ongoing_desktop.ui.exchanges.exchanges_model import ExchangesModel
from ongoing_desktop.ui.exchanges.exchanges_table import ExchangeTable
from ongoing_desktop.ui.exchanges.loader import Loader
from ongoing_desktop.ui.task_runner import Job

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
        self._job: Job | None = None
        self._ids: array[int] | None = None
        """What the running sort is about: all exchanges, while the model shows only the newest of them."""
        model.order_requested.connect(self._on_requested)
        loader.searching.connect(self._on_searching)
        loader.dropped.connect(self._stop)

    def stop(self) -> None:
        """Stop a running sort."""
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
        job = self._job
        if job is not None:
            job.cancel()
        self._end()
        return job is not None

    def _end(self) -> None:
        self._ids = None
        if self._job is not None:
            self._job = None
            self.sorting.emit(100)

    def _show(self, ids: array[int], key: str) -> None:
        self._model.show_sorted(ids, key)
        self.replaced.emit()

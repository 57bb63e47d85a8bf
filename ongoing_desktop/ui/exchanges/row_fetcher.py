"""Loads the rows that are visible and not in memory, one batch after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ongoing_desktop.ui.context import InContext
from ongoing_desktop.ui.kit.timing import after_pause
from ongoing_desktop.ui.task_runner import NO_JOB

if TYPE_CHECKING:
    from collections.abc import Callable

    from ongoing_desktop.domain.exchange import ExchangeRow
    from ongoing_desktop.ui.context import WindowContext
    from ongoing_desktop.ui.exchanges.exchanges_model import ExchangesModel
    from ongoing_desktop.ui.exchanges.history_reader import Query


class RowFetcher(InContext, QObject):
    """Belongs to one model and removes rows from it that the history no longer has. Main thread only."""

    failed = Signal(object)
    """The exception that ended a batch."""

    def __init__(
        self, context: WindowContext, model: ExchangesModel, query: Callable[[], Query], parent: QObject
    ) -> None:
        """``query``: returns what the model shows."""
        super().__init__(parent)
        self.use_context(context)
        self._model = model
        self._query = query
        self._job = NO_JOB
        self._soon = after_pause(self, 0, self._fetch)
        model.lacking.connect(self._soon.start)

    def drop(self) -> None:
        """Cancel the running batch."""
        self._job.cancel()

    def close(self) -> None:
        """Cancel the running batch; later ones are not loaded."""
        self._model.lacking.disconnect(self._soon.start)
        self._soon.stop()
        self.drop()

    def _fetch(self) -> None:
        wanted = [] if self._job.running else self._model.take_requested()
        if wanted:
            search, query = self._services.exchanges.search, self._query()
            self._job = self._tasks.run(
                self,
                lambda: search(lambda history, _: query.rows(history, wanted)),
                done=lambda rows: self._took(wanted, rows),
                failed=self.failed.emit,
            )

    def _took(self, wanted: list[int], rows: list[ExchangeRow]) -> None:
        self._model.put(rows)
        if len(rows) < len(wanted):
            self._model.remove(set(wanted) - {row.id for row in rows})
        self._fetch()

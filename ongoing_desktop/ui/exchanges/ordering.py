"""The order of an exchange table: by time, or by another column."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ongoing_desktop.ui.exchanges.exchange_columns import TIME
from ongoing_desktop.ui.exchanges.exchanges_model import ExchangesModel
from ongoing_desktop.ui.exchanges.exchanges_table import ExchangeTable
from ongoing_desktop.ui.exchanges.loader import Loader


class Ordering(QObject):
    """Sorts when the search is complete. A stopped sort returns to time."""

    def __init__(self, model: ExchangesModel, loader: Loader, table: ExchangeTable) -> None:
        super().__init__(table)
        self._model = model
        self._loader = loader
        self._table = table
        self._wanted: tuple[str, bool] | None = None
        model.order_requested.connect(self._on_requested)
        loader.searching.connect(self._on_searching)

    @property
    def by_time(self) -> bool:
        """Whether arrivals are inserted at one end."""
        return self._model.order == TIME

    def again(self) -> None:
        """Sort again including new rows."""
        self._loader.reload()

    def stop(self) -> None:
        """Stop a running sort."""
        if self._loader.stop_sorting():
            self._table.columns.sort_by(TIME, descending=not self._model.newest_last)

    def _on_requested(self, key: str, falling: bool) -> None:
        if key == TIME:
            self._wanted = None
            self._loader.stop_sorting()
            self._model.turn(newest_last=not falling)
            if not self.by_time:
                self._loader.reload()
            return
        self._wanted = (key, falling)
        if self._loader.complete:
            self._sort()

    def _on_searching(self, percent: int) -> None:
        if percent == 100:
            self._sort()

    def _sort(self) -> None:
        if self._wanted is not None:
            key, falling = self._wanted
            column = next(column for column in self._model.columns if column.key == key)
            self._loader.sort(column, falling=falling)

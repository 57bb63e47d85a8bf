"""The order of an exchange table: by time without limit, by other columns up to a maximum."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ongoing_desktop.ui.exchanges.exchange_columns import COLUMNS, TIME, Column
from ongoing_desktop.ui.exchanges.exchange_texts import tr
from ongoing_desktop.ui.exchanges.exchanges_model import MOST_SORTED, ExchangesModel
from ongoing_desktop.ui.exchanges.exchanges_table import ExchangeTable
from ongoing_desktop.ui.exchanges.loader import Loader
from ongoing_desktop.ui.shell.notifier import Notifier


class Ordering(QObject):
    """Sorts when the search is complete. If there are too many rows, it returns to time with an explanation."""

    def __init__(self, model: ExchangesModel, loader: Loader, table: ExchangeTable, notifier: Notifier) -> None:
        super().__init__(table)
        self._model = model
        self._loader = loader
        self._table = table
        self._notifier = notifier
        self._wanted: tuple[str, bool] | None = None
        self._asked = False
        model.order_requested.connect(self._on_requested)
        loader.searching.connect(self._on_searching)

    @property
    def by_time(self) -> bool:
        """Whether arrivals are inserted at one end."""
        return self._model.order == TIME

    def again(self) -> None:
        """Sort again including new rows."""
        self._loader.reload()

    def _on_requested(self, key: str, falling: bool) -> None:
        if key == TIME:
            self._wanted = None
            self._model.turn(newest_last=not falling)
            if not self.by_time:
                self._loader.reload()
            return
        self._wanted = (key, falling)
        self._asked = self._loader.loaded
        if self._loader.complete:
            self._sort()

    def _on_searching(self, percent: int) -> None:
        if percent == 100 and self._wanted is not None:
            self._sort()

    def _sort(self) -> None:
        if self._wanted is None:
            return
        if len(self._model.ids) > MOST_SORTED:
            if self._asked:
                title = tr(self._column(self._wanted[0]).title)
                message = tr(
                    "Up to {most} exchanges can be sorted by {column}, but the list has {count}. Filter it first."
                )
                count, most = f"{len(self._model.ids):,}", f"{MOST_SORTED:,}"
                self._notifier.notice(message.format(column=title, most=most, count=count), "info")
            self._wanted = None
            self._table.columns.sort_by(TIME, descending=not self._model.newest_last)
            return
        key, falling = self._wanted
        self._loader.sort(self._column(key), falling=falling)

    @staticmethod
    def _column(key: str) -> Column:
        return next(column for column in COLUMNS if column.key == key)

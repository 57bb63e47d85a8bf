"""Keeps the marked row and the detail in sync."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, QObject, QTimer, Signal

from ongoing_desktop.ui.exchanges.detail import DetailPane
from ongoing_desktop.ui.exchanges.exchanges_model import ExchangesModel
from ongoing_desktop.ui.exchanges.exchanges_table import ExchangeTable
from ongoing_desktop.ui.exchanges.frame import Frame
from ongoing_desktop.ui.exchanges.loader import Loader
from ongoing_desktop.ui.kit.table import USER


class SelectionController(QObject):
    """Connects table and detail."""

    webhook_named = Signal(str)
    """Name of the chosen exchange's webhook, empty for none."""

    def __init__(
        self, model: ExchangesModel, loader: Loader, table: ExchangeTable, detail: DetailPane, frame: Frame
    ) -> None:
        super().__init__(table)
        self._model = model
        self._loader = loader
        self._table = table
        self._detail = detail
        self._frame = frame
        self._wanted = 0
        self._nameless = False
        table.selectionModel().currentRowChanged.connect(self._on_current)
        loader.newer_added.connect(lambda _: self.mark() if self._wanted else None)
        loader.refreshed.connect(self._on_refreshed)
        loader.thinned.connect(self._on_thinned)
        model.modelReset.connect(self.mark)
        model.dataChanged.connect(lambda *_: self._name() if self._nameless else None)
        detail.closed.connect(self.close_detail)
        # Keep the mark: the table removes the row itself and marks the next one.
        detail.gone.connect(self._hide_detail)
        detail.open_requested.connect(self.select)

    def select(self, exchange_id: int) -> None:
        """Show an exchange in the detail, and mark its row when it is in the table."""
        place = self._model.place_of(exchange_id)
        if place >= 0:
            self._wanted = 0
            self._table.selectRow(place)
            self._table.scrollTo(self._model.index(place, 0))
        else:
            self._wanted = exchange_id
            self._open(exchange_id)

    def mark(self) -> None:
        """Mark the row of the exchange in the detail if it is in the table."""
        wanted = self._wanted or self._detail.exchange_id
        place = self._model.place_of(wanted) if wanted else -1
        if place >= 0:
            self._wanted = 0
            self._table.selectRow(place)

    def close_detail(self) -> None:
        """Close the detail and unmark the row."""
        self._hide_detail()
        self._mark_none()

    def _hide_detail(self) -> None:
        self._detail.show_nothing()
        self._wanted = 0

    def _mark_none(self) -> None:
        self._nameless = False
        self._table.clearSelection()
        self._table.setCurrentIndex(QModelIndex())

    def _mark_place(self, place: int) -> None:
        """Mark the row after a removed one, so that pressing Del again removes that."""
        if self._model.rowCount():
            self._table.setCurrentIndex(QModelIndex())  # so that the row counts as newly chosen
            self._table.selectRow(min(place, self._model.rowCount() - 1))

    def _on_current(self, current: QModelIndex, gone: QModelIndex) -> None:
        if not current.isValid():
            return
        if self._loader.taking_away:
            # The view's automatic choice of a neighbour is not the user's.
            QTimer.singleShot(0, self, self._mark_none)
            return
        if self._loader.taking_one:
            QTimer.singleShot(0, self, partial(self._mark_place, gone.row()))
            return
        exchange_id = self._model.data(current.siblingAtColumn(0), USER)
        self._name()
        if exchange_id != self._detail.exchange_id:
            self._open(exchange_id)

    def _name(self) -> None:
        """Emit the webhook of the chosen row, which may not be in memory if it was chosen by its id."""
        row = self._model.row_at(self._table.currentIndex().row())
        self._nameless = row is None
        self.webhook_named.emit(self._model.words.webhook_name(row.webhook) if row else "")

    def _on_refreshed(self, ids: list[int]) -> None:
        if self._detail.exchange_id in ids:
            self._detail.renew()

    def _on_thinned(self, upto: int) -> None:
        if 0 < self._detail.exchange_id <= upto:
            self._detail.renew()

    def _open(self, exchange_id: int) -> None:
        self._detail.show_exchange(exchange_id)
        if self._detail.isHidden():
            at_newest = self._table.stands_at_newest
            self._detail.show()
            self._frame.split.arrange()
            QTimer.singleShot(0, self, partial(self._settle, at_newest, exchange_id))

    def _settle(self, at_newest: bool, exchange_id: int) -> None:
        place = self._model.place_of(exchange_id)
        if at_newest and place == (self._model.rowCount() - 1 if self._model.newest_last else 0):
            self._table.go_to_newest()
        elif place >= 0:
            self._table.scrollTo(self._model.index(place, 0))

"""Follows the newest row while it is visible. Elsewhere the table stays, and new rows are counted."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ongoing_desktop.ui.exchanges.exchange_columns import TIME
from ongoing_desktop.ui.exchanges.exchanges_model import ExchangesModel
from ongoing_desktop.ui.exchanges.exchanges_table import ExchangeTable
from ongoing_desktop.ui.exchanges.loader import Loader


class AutoScroll(QObject):
    """Connects loader and table."""

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
        loader.newer_added.connect(self._on_newer)
        loader.older_added.connect(self._on_older)
        table.at_newest.connect(self._on_at_newest)
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

    def _on_newer(self, added: int) -> None:
        if self._was_at_newest:
            self._table.go_to_newest()
        else:
            self._table.keep()
            self._new += added
            self._table.show_new(self._new)
        self._taking = False

    def _on_older(self) -> None:
        if self._was_at_newest:
            self._table.go_to_newest()
        else:
            self._table.keep()
        self._taking = False

    def _on_at_newest(self, at: bool) -> None:
        if self._taking:
            return
        self._loader.following = at
        if at:
            self._new = 0
            self._table.show_new(0)

    def _on_moved(self) -> None:
        if not self._taking:
            self._loader.look()

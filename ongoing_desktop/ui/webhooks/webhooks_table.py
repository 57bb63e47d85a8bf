"""The table of webhooks: choosing, opening, switching and sorting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from ongoing_desktop.ui.kit.column_chooser import Columns
from ongoing_desktop.ui.kit.table import Table
from ongoing_desktop.ui.webhooks.webhook_columns import COLUMN, specs
from ongoing_desktop.ui.webhooks.webhook_filters import WebhooksFilter
from ongoing_desktop.ui.webhooks.webhooks_delegate import ROW_HEIGHT, WebhooksDelegate
from ongoing_desktop.ui.webhooks.webhooks_model import ID, WebhooksModel

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from ongoing_desktop.ui.theme import Theme

NARROW: Final = 860


class WebhooksTable(Table):
    """Emits requests only."""

    chosen = Signal(str)
    """Id of the current webhook, empty for none."""
    opened = Signal(str)
    """Return or a double click."""
    toggle_requested = Signal()
    """Space: switch all selected webhooks."""
    escaped = Signal()

    def __init__(self, model: WebhooksModel, theme: Theme, parent: QWidget) -> None:
        self.rows = WebhooksFilter(model, parent)
        name = parent.tr("Webhooks")
        super().__init__(parent, "webhooksTable", name, self.rows, several=True, row_height=ROW_HEIGHT[theme.compact])
        self._source = model
        self.delegate = WebhooksDelegate(theme, self)
        self.setItemDelegate(self.delegate)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.columns = Columns(self, specs(), narrow=NARROW, sort=("webhook", False))
        self.selectionModel().currentChanged.connect(self._on_current)
        self.rows.modelReset.connect(self.select_some)
        self.rows.rowsRemoved.connect(self.select_some)
        self.doubleClicked.connect(self._on_double_click)
        self._last = ""

    @property
    def current_id(self) -> str:
        """Id of the current webhook, empty for none."""
        index = self.currentIndex()
        return str(index.siblingAtColumn(0).data(ID)) if index.isValid() else ""

    def selected_ids(self) -> list[str]:
        """Ids of all selected webhooks, top to bottom."""
        # The ranges, because selectedRows() asks the model about each row.
        ranges = self.selectionModel().selection().toList()
        rows = sorted({row for found in ranges for row in range(found.top(), found.bottom() + 1)})
        return [str(self.rows.index(row, 0).data(ID)) for row in rows]

    def select_id(self, webhook_id: str) -> bool:
        """Make a webhook the current one; False if it is not in the list."""
        index = self._index_of(webhook_id)
        if not index.isValid():
            return False
        flags = QItemSelectionModel.SelectionFlag
        across = self.horizontalScrollBar().value()
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)
        self.horizontalScrollBar().setValue(across)  # scroll to the row, not the cell
        return True

    def select_ids(self, ids: list[str]) -> bool:
        """Select these webhooks, the first as the current one; False if one of them is not in the list."""
        indexes = [self._index_of(webhook_id) for webhook_id in ids]
        if not indexes or not all(index.isValid() for index in indexes):
            return False
        self.select_id(ids[0])
        flags = QItemSelectionModel.SelectionFlag
        for index in indexes[1:]:
            self.selectionModel().select(index, flags.Select | flags.Rows)
        return True

    def select_some(self) -> None:
        """Keep the current webhook if it still exists, else choose the first."""
        if self.current_id:
            return
        if self.rows.rowCount() == 0:
            self._tell("")
        elif not (self._last and self.select_id(self._last)):
            self.select_id(str(self.rows.index(0, 0).data(ID)))

    def select_current(self) -> None:
        """Select only the current webhook."""
        self.select_id(self.current_id)

    def _index_of(self, webhook_id: str) -> QModelIndex:
        row = self._source.row_of(webhook_id)
        # A visible column, because keys cannot move the current index of a hidden one.
        found = self.rows.mapFromSource(self._source.index(row, COLUMN["webhook"])) if row >= 0 else QModelIndex()
        return found if found.isValid() else QModelIndex()

    def _on_current(self, current: QModelIndex, _: QModelIndex) -> None:
        if current.isValid():
            self._tell(str(current.siblingAtColumn(0).data(ID)))

    def _on_double_click(self, index: QModelIndex) -> None:
        # Two quick clicks on the switch or on Test count as two clicks.
        if index.column() not in {COLUMN["enabled"], COLUMN["test"]}:
            self.opened.emit(str(index.data(ID)))

    def _tell(self, webhook_id: str) -> None:
        self._last = webhook_id or self._last
        self.chosen.emit(webhook_id)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space switches, Return opens, Escape shows all."""
        if not event.modifiers():
            if event.key() == Qt.Key.Key_Escape:
                self.escaped.emit()
                return
            if self.current_id and event.key() == Qt.Key.Key_Space:
                self.toggle_requested.emit()
                return
            if self.current_id and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.opened.emit(self.current_id)
                return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Name and address take the available width."""
        super().resizeEvent(event)
        self.columns.fit()

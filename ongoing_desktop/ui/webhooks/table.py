"""The table of webhooks with its filter line and chips."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.ui.webhooks.delegate import ROW_HEIGHT, WebhooksDelegate
from ongoing_desktop.ui.webhooks.model import COLUMN, COLUMNS, ID, WebhooksFilter, WebhooksModel

WIDTHS: Final = {"enabled": 56, "authentication": 118, "retry": 82, "last-test": 136, "test": 82}
NARROW: Final = 860
"""Below this width the columns that the sheet below also tells give way to name and address."""
NARROW_HIDES: Final = ("retry",)


class WebhooksTable(QTableView):
    """Tells what is wanted; does nothing itself."""

    chosen = Signal(str)
    """Id of the current webhook, empty for none."""
    opened = Signal(str)
    """Return or a double click."""
    switched = Signal(str, bool)
    test_wanted = Signal(str)

    def __init__(self, model: WebhooksModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("webhooksTable")
        self.setAccessibleName(self.tr("Webhooks"))
        self._source = model
        self.rows = WebhooksFilter(self)
        self.rows.setSourceModel(model)
        self.setModel(self.rows)
        self._delegate = WebhooksDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._lay_out()
        self._delegate.switched.connect(self.switched)
        self._delegate.test_wanted.connect(self.test_wanted)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.rows.modelReset.connect(self._on_reset)
        self.rows.rowsRemoved.connect(self._on_reset)
        self.doubleClicked.connect(lambda index: self.opened.emit(str(index.data(ID))))
        self._last = ""

    @property
    def current_id(self) -> str:
        """Id of the current webhook, empty for none."""
        index = self.currentIndex()
        return str(index.siblingAtColumn(0).data(ID)) if index.isValid() else ""

    def selected_ids(self) -> list[str]:
        """Ids of all selected webhooks, top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [str(self.rows.index(row, 0).data(ID)) for row in rows]

    def select_id(self, webhook_id: str) -> bool:
        """Make a webhook the current one; False when it is not in the list."""
        row = self._source.row_of(webhook_id)
        index = self.rows.mapFromSource(self._source.index(row, 0)) if row >= 0 else QModelIndex()
        if not index.isValid():
            return False
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)
        return True

    def select_some(self) -> None:
        """Keep the current webhook if it is still there, else take the first."""
        if (self._last and self.select_id(self._last)) or self.rows.rowCount() == 0:
            if self.rows.rowCount() == 0:
                self._tell("")
            return
        self.select_id(str(self.rows.index(0, 0).data(ID)))

    def add_menu(self, actions: list[QAction]) -> None:
        """What the context menu offers."""
        self.addActions(actions)

    def _lay_out(self) -> None:
        vertical = self.verticalHeader()
        vertical.hide()
        vertical.setDefaultSectionSize(ROW_HEIGHT)
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(40)
        for number, column in enumerate(COLUMNS):
            stretch = column.key in {"webhook", "url"}
            mode = QHeaderView.ResizeMode.Stretch if stretch else QHeaderView.ResizeMode.Fixed
            header.setSectionResizeMode(number, mode)
            if not stretch:
                self.setColumnWidth(number, WIDTHS[column.key])

    def _on_current(self, current: QModelIndex, _: QModelIndex) -> None:
        if current.isValid():
            self._tell(str(current.siblingAtColumn(0).data(ID)))

    def _on_reset(self) -> None:
        self.select_some()

    def _tell(self, webhook_id: str) -> None:
        self._last = webhook_id or self._last
        self.chosen.emit(webhook_id)

    # Qt's own names from here on.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space switches, Return opens."""
        if self.current_id and event.key() == Qt.Key.Key_Space and not event.modifiers():
            hook = self._source.hook(self.rows.mapToSource(self.currentIndex()).row())
            self.switched.emit(hook.id, not hook.enabled)
            return
        if self.current_id and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.opened.emit(self.current_id)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give way to name and address where it is narrow."""
        narrow = self.viewport().width() < NARROW
        for key in NARROW_HIDES:
            if self.isColumnHidden(COLUMN[key]) != narrow:
                self.setColumnHidden(COLUMN[key], narrow)
        super().resizeEvent(event)

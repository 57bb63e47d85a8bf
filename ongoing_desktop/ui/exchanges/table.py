"""The table view of exchanges: fixed rows, columns that fit the width, and "n new" while you look elsewhere."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QPushButton, QTableView, QWidget

from ongoing_desktop.ui.exchanges.delegate import ROW_HEIGHT, ExchangeDelegate
from ongoing_desktop.ui.exchanges.model import COLUMNS, ExchangesModel
from ongoing_desktop.ui.theme import Theme

NEAR: Final = 4 * ROW_HEIGHT
"""So close to the far end, in pixels, the next page is fetched."""
_STRETCHED: Final = {"what": 0.47, "request": 0.53}
_ORDER_OF_LEAVING: Final = (("took", 860), ("size", 800))
"""Columns that go when the table is narrower than this, in pixels; the detail still shows them."""


class ExchangeTable(QTableView):
    """Tells when you come near the end that older exchanges lie at, and when you stand at the newest."""

    near_oldest = Signal()
    at_newest = Signal(bool)
    jump_wanted = Signal()
    """The "n new" button was pressed."""

    def __init__(self, model: ExchangesModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = model
        self._held = 0
        self.setModel(model)
        self.setItemDelegate(ExchangeDelegate(model, theme, self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAlternatingRowColors(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        vertical = self.verticalHeader()
        vertical.hide()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionsClickable(False)
        self._new = QPushButton(self)
        self._new.setProperty("primary", True)
        self._new.setObjectName("newExchanges")
        self._new.hide()
        self._new.clicked.connect(self.jump_wanted)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.verticalScrollBar().rangeChanged.connect(self._scrolled)

    @property
    def stands_at_newest(self) -> bool:
        """Whether the newest row is in sight."""
        bar = self.verticalScrollBar()
        return bar.value() >= bar.maximum() - 2 if self._rows.newest_last else bar.value() <= 2

    def go_to_newest(self) -> None:
        """Stand at the newest."""
        if self._rows.newest_last:
            self.scrollToBottom()
        else:
            self.scrollToTop()

    def hold(self) -> None:
        """Remember the place before rows come in above."""
        self._held = self.verticalScrollBar().value()

    def keep(self, rows_above: int) -> None:
        """Stay at the same rows although some came in above."""
        self.updateGeometries()
        self.verticalScrollBar().setValue(self._held + rows_above * ROW_HEIGHT)

    def show_new(self, count: int, *, more: bool = False) -> None:
        """Offer to go to what arrived; nothing when the count is zero."""
        self._new.setVisible(count > 0)
        if count > 0:
            arrow = "↓" if self._rows.newest_last else "↑"
            text = self.tr("{count}+ new") if more else self.tr("{count} new")
            self._new.setText(f"{arrow} {text.format(count=count)}")
            self._new.adjustSize()
            self._place()

    def _scrolled(self) -> None:
        bar = self.verticalScrollBar()
        distance = bar.value() if self._rows.newest_last else bar.maximum() - bar.value()
        if distance < NEAR:
            self.near_oldest.emit()
        self.at_newest.emit(self.stands_at_newest)

    def _place(self) -> None:
        area = self.viewport().geometry()
        left = area.left() + (area.width() - self._new.width()) // 2
        top = area.bottom() - self._new.height() - 12 if self._rows.newest_last else area.top() + 12
        self._new.move(left, top)
        self._new.raise_()

    def _fit(self) -> None:
        width = self.viewport().width()
        gone = {key for key, least in _ORDER_OF_LEAVING if width < least}
        fixed = sum(column.width for column in COLUMNS if column.key not in gone and column.key not in _STRETCHED)
        room = max(width - fixed, 240)
        for place, column in enumerate(COLUMNS):
            self.setColumnHidden(place, column.key in gone)
            share = _STRETCHED.get(column.key)
            self.setColumnWidth(place, int(room * share) if share else column.width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out again."""
        at_newest = self.stands_at_newest
        super().resizeEvent(event)
        self._fit()
        if at_newest:  # a smaller view must not look like having scrolled away
            self.go_to_newest()
        self._place()

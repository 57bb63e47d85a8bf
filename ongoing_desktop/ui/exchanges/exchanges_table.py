"""The table view of exchanges: fixed row height, chosen columns, and "n new" while scrolled away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ongoing_desktop.ui.exchanges.exchange_columns import COLUMNS, PLACES, TIME, spec
from ongoing_desktop.ui.exchanges.exchanges_delegate import FOLD, ROW_HEIGHT, ExchangeDelegate
from ongoing_desktop.ui.exchanges.exchanges_model import ExchangesModel
from ongoing_desktop.ui.icons import keep_icon
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.column_chooser import Columns
from ongoing_desktop.ui.kit.sizes import px, sized
from ongoing_desktop.ui.kit.table import Table
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.wording.language import number

Mode = Literal["inbox", "history", "deliveries"]
"""Which exchanges a list shows."""
NARROW: Final = 860
"""Below this width in units, less important columns are hidden unless the user chose them; the detail has them."""


class ExchangeTable(Table):
    """Reports when other rows become visible."""

    jump_requested = Signal()
    """The "n new" button was pressed."""
    moved = Signal()
    """Other rows are visible."""
    copy_requested = Signal()
    delete_requested = Signal()
    pin_requested = Signal()
    note_requested = Signal()
    escaped = Signal()
    fold_requested = Signal(int, bool)
    """Expand or collapse the group at an index."""

    def __init__(self, model: ExchangesModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, "", "", model, several=True, row_height=ROW_HEIGHT[theme.compact])
        self._rows = model
        self._held = (0, 0)
        """The first visible exchange, and how many pixels of its row are above the view."""
        self._theme = theme
        self.setItemDelegate(ExchangeDelegate(model, theme, self))
        theme.changed.connect(self._set_row_height)
        self.columns = Columns(
            self, [spec(column) for column in COLUMNS], narrow=NARROW, sort=(TIME, not model.newest_last)
        )
        self._new = push_button(self, "", "newExchanges", self.jump_requested, look="primary")
        self._new.hide()
        self.verticalScrollBar().valueChanged.connect(self.moved)
        self.verticalScrollBar().rangeChanged.connect(self.moved)

    @property
    def row_height(self) -> int:
        """Height of a row in pixels."""
        return self.verticalHeader().defaultSectionSize()

    @property
    def stands_at_newest(self) -> bool:
        """Whether the newest row is visible."""
        bar = self.verticalScrollBar()
        return bar.value() >= bar.maximum() - 2 if self._rows.newest_last else bar.value() <= 2

    def in_sight(self) -> tuple[int, int]:
        """First and last visible index."""
        first = self.verticalScrollBar().value() // self.row_height
        return first, first + self.viewport().height() // self.row_height + 1

    def selected_count(self) -> int:
        """Number of selected exchanges, from the selection's ranges: a million rows are not counted one by one."""
        chosen = self.selectionModel().selection()
        return sum(chosen.at(at).height() for at in range(chosen.size()))

    def selected_ids(self) -> list[int]:
        """Ids of all selected exchanges, top to bottom."""
        chosen = self.selectionModel().selection()
        spans = sorted((part.top(), part.bottom()) for part in (chosen.at(at) for at in range(chosen.size())))
        places = dict.fromkeys(place for top, bottom in spans for place in range(top, bottom + 1))
        return [self._rows.id_at(place) for place in places]

    def go_to_newest(self) -> None:
        """Scroll to the newest row."""
        if self._rows.newest_last:
            self.scrollToBottom()
        else:
            self.scrollToTop()

    def bring_in_sight(self, exchange_id: int, below: int) -> None:
        """Scroll as little as possible to show a row and as many of those below it as fit."""
        place = self._rows.place_of(exchange_id)
        if place >= 0:
            self.updateGeometries()  # otherwise newly inserted rows are beyond the scroll bar's maximum
            for at in (place + below, place):
                self.scrollTo(self._rows.index(at, 0))

    def hold(self) -> None:
        """Remember the position before rows are inserted."""
        place, above = divmod(self.verticalScrollBar().value(), self.row_height)
        self._held = (self._rows.id_at(place) if place < self._rows.rowCount() else 0, above)

    def keep(self) -> None:
        """Restore the position after rows were inserted above."""
        self.updateGeometries()
        held, above = self._held
        if (place := self._rows.place_of(held)) >= 0:
            self.verticalScrollBar().setValue(place * self.row_height + above)

    def offer(self, name: str, text: str, icon: str, run: Callable[[], object]) -> None:
        """Add an action to the menu of the rows."""
        action = QAction(text, self)
        action.setObjectName(name)
        keep_icon(action, action.setIcon, icon, self._theme)
        action.triggered.connect(lambda _=False: run())
        self.addAction(action)

    def show_new(self, count: int) -> None:
        """Offer to go to new rows; hide the offer for zero."""
        self._new.setVisible(count > 0)
        if count > 0:
            arrow = "↓" if self._rows.newest_last else "↑"
            self._new.setText(f"{arrow} {self.tr('{count} new').format(count=number(count))}")
            self._new.adjustSize()
            self._place()

    def _set_row_height(self) -> None:
        self.hold()
        at_newest = self.stands_at_newest
        sized(self, rows=ROW_HEIGHT[self._theme.compact])
        if at_newest:
            self.go_to_newest()
        else:
            self.keep()

    def _place(self) -> None:
        area = self.viewport().geometry()
        left = area.left() + (area.width() - self._new.width()) // 2
        top = area.bottom() - self._new.height() - px(12) if self._rows.newest_last else area.top() + px(12)
        self._new.move(left, top)
        self._new.raise_()

    # Qt overrides

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Keep the list without a current row until the user chooses one.

        Qt makes the first visible row current, which scrolls a list that shows something else, and replaces a row that
        was chosen but is still being fetched.
        """
        chosen = self.currentIndex().isValid() or self.selectionModel().hasSelection()
        with QSignalBlocker(self.selectionModel()):
            super().focusInEvent(event)
            if not chosen:
                self.selectionModel().clearCurrentIndex()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Distribute the width."""
        at_newest = self.stands_at_newest
        super().resizeEvent(event)
        self.columns.fit()
        if at_newest:  # a smaller view must not look like having scrolled away
            self.go_to_newest()
        self._place()

    def event(self, event: QEvent) -> bool:
        """Handle keys here that would otherwise trigger the window's commands."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._verb(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, delete, pin, note; Right and Left expand and collapse groups."""
        if (verb := self._verb(event)) is not None:
            verb()
            return
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        index = self.currentIndex()
        if index.isValid() and event.key() in {Qt.Key.Key_Right, Qt.Key.Key_Left} and not event.modifiers():
            opens = event.key() == Qt.Key.Key_Right
            fold = self._rows.fold_at(index.row())
            if fold == ("closed" if opens else "open") or (not opens and self._rows.is_child(index.row())):
                self.fold_requested.emit(index.row(), opens)
                return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the sign expands or collapses a group."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton and index.column() == PLACES["what"]:
            fold = self._rows.fold_at(index.row())
            if fold and event.position().x() - self.visualRect(index).left() < px(FOLD):
                self.fold_requested.emit(index.row(), fold == "closed")
                return
        super().mousePressEvent(event)

    def _verb(self, event: QKeyEvent) -> Callable[[], object] | None:
        if not self.currentIndex().isValid() and not self.selectionModel().hasSelection():
            return None
        if event.matches(QKeySequence.StandardKey.Copy):
            return self.copy_requested.emit
        if event.key() == Qt.Key.Key_B and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            return self.pin_requested.emit
        if event.modifiers():
            return None
        keys = {Qt.Key.Key_Delete: self.delete_requested.emit, Qt.Key.Key_F2: self.note_requested.emit}
        return keys.get(Qt.Key(event.key()))

"""The layout of an exchange page: bars, table or empty state, detail."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QToolButton, QWidget

from ongoing_desktop.ui.exchanges.detail import DetailPane
from ongoing_desktop.ui.exchanges.exchanges_table import ExchangeTable
from ongoing_desktop.ui.exchanges.filter_bar import FilterBar
from ongoing_desktop.ui.exchanges.listener_bar import ListenerBar
from ongoing_desktop.ui.exchanges.view_bar import ViewBar
from ongoing_desktop.ui.icons import keep_icon
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.card import Card
from ongoing_desktop.ui.kit.empty_state import EmptyState
from ongoing_desktop.ui.kit.layout import vbox
from ongoing_desktop.ui.kit.plain_text import named, set_tooltip
from ongoing_desktop.ui.kit.sizes import px, sized
from ongoing_desktop.ui.kit.tick_menu import TickMenu
from ongoing_desktop.ui.theme import BETWEEN, Theme

LOW: Final = 560
"""Below this height in units the detail gets the larger part."""
TABLE, EMPTY, BLANK = range(3)


class Frame(QWidget):
    """Lays out the page's widgets; knows nothing about exchanges."""

    def __init__(
        self,
        theme: Theme,
        table: ExchangeTable,
        empty: EmptyState,
        detail: DetailPane,
        filter_bar: FilterBar,
        parent: QWidget,
        *,
        view_bar: ViewBar | None,
        listener_bar: ListenerBar | None,
    ) -> None:
        super().__init__(parent)
        self._detail = detail
        self._table = table
        self._card = Card(self)
        sized(self._card.body, margins=(1, 6, 1, 6))
        self._stack = QStackedWidget(self._card)
        for widget in (table, empty, QWidget(self._stack)):
            self._stack.addWidget(widget)
        self._stack.setCurrentIndex(BLANK)
        self._card.body.addWidget(self._stack)
        self._split = QSplitter(Qt.Orientation.Vertical, self)
        self._split.setChildrenCollapsible(False)
        sized(self._split, handle=BETWEEN)
        for place, lower in enumerate((self._card, detail)):
            self._split.addWidget(lower)
            self._split.setStretchFactor(place, 1)
        sized(self._card, least_height=120)
        sized(detail, least_height=190)
        self._bars = QWidget(self)
        bars = vbox(on=self._bars)
        if listener_bar:
            bars.addWidget(listener_bar)
        bars.addWidget(filter_bar)
        filter_bar.add(self._columns_button(theme))
        self.export = push_button(filter_bar, self.tr("Export…"), "exportHistory", icon="export", theme=theme)
        filter_bar.add(self.export)
        if view_bar:
            filter_bar.add_below(view_bar)
            filter_bar.add_note(view_bar.message)
        vbox(self._bars, (self._split, 1), on=self, spacing=BETWEEN)

    def show_part(self, part: int) -> None:
        """Show the table, the empty state, or nothing while that is undecided."""
        self._stack.setCurrentIndex(part)
        if part == TABLE and self.isVisible() and self.window().focusWidget() is None:
            self._table.setFocus()  # the page was shown before its rows

    def share_height(self) -> None:
        """Divide the height when the detail appears."""
        height = max(self._split.height(), 2)
        share = 38 if height < px(LOW) else 45
        self._split.setSizes([height * share // 100, height * (100 - share) // 100])

    def enlarge(self, on: bool) -> None:
        """Give the detail all the space."""
        self._bars.setVisible(not on)
        self._card.setVisible(not on)

    def _columns_button(self, theme: Theme) -> QToolButton:
        button = named(QToolButton(self), "exchangeColumns", self.tr("Columns"))
        button.setProperty("button", True)
        sized(button, icon=(18, 18))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        set_tooltip(button, self.tr("Columns"))
        keep_icon(button, button.setIcon, "columns", theme, "text")
        menu = TickMenu(button)
        menu.setObjectName("columnsMenu")
        menu.aboutToShow.connect(lambda: self._table.columns.fill_menu(menu))
        button.setMenu(menu)
        return button

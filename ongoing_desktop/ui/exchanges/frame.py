"""The layout of an exchange page: bars, table or empty state, detail; and the texts of an empty page."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QToolButton, QWidget

from ongoing_desktop.domain.listening import ListenerState
from ongoing_desktop.ui.context import WindowContext
from ongoing_desktop.ui.exchanges.detail import DetailPane
from ongoing_desktop.ui.exchanges.exchanges_table import ExchangeTable, Mode
from ongoing_desktop.ui.exchanges.filter_bar import FilterBar
from ongoing_desktop.ui.exchanges.inbox_bars import RUNNING, ListenerBar, TargetsBar
from ongoing_desktop.ui.exchanges.view_bar import ViewBar
from ongoing_desktop.ui.kit.buttons import tool_button
from ongoing_desktop.ui.kit.controls import TickMenu
from ongoing_desktop.ui.kit.detail_split import BESIDE, DetailSplit
from ongoing_desktop.ui.kit.empty_state import EmptyState
from ongoing_desktop.ui.kit.layout import TOP, Card, Reflow, vbox
from ongoing_desktop.ui.kit.sizes import px, sized
from ongoing_desktop.ui.theme import BETWEEN, Theme
from ongoing_desktop.wording.language import translated as tr

LOW: Final = 560
"""Below this height in units the detail gets the larger part."""
TWO_ROWS: Final = 143
"""Height in units of a list with its header and two rows."""
WIDE: Final = 1440
"""Width in units from which the detail is beside the list by itself."""
TABLE, EMPTY, BLANK = range(3)


class Frame(QWidget):
    """Makes the bars of a page and lays them out with its list and its detail."""

    def __init__(
        self, context: WindowContext, mode: Mode, table: ExchangeTable, detail: DetailPane, parent: QWidget
    ) -> None:
        super().__init__(parent)
        theme = context.theme
        self.filter_bar = FilterBar(context, self, quick=mode != "deliveries")
        self.view_bar = ViewBar(theme, self)
        self.view_bar.setVisible(mode != "deliveries")
        self.listener_bar = ListenerBar(theme, self) if mode == "inbox" else None
        self.targets_bar = TargetsBar(context, self) if mode == "inbox" else None
        self._detail = detail
        self._table = table
        self.empty = EmptyState(theme, self)
        self._card = Card(self)
        sized(self._card.body, margins=(1, 6, 1, 6))
        self._stack = QStackedWidget(self._card)
        for widget in (table, self.empty, QWidget(self._stack)):
            self._stack.addWidget(widget)
        self._stack.setCurrentIndex(BLANK)
        self._card.body.addWidget(self._stack)
        self._theme = theme
        self.split = DetailSplit(self, wide=WIDE, share=self._share)
        self.split.addWidget(self._card)
        self.split.addWidget(detail)
        theme.changed.connect(self.split.arrange)
        sized(self._card, least_height=120)
        sized(detail, least_height=180)
        self.export = tool_button(self, self.tr("Export…"), "exportHistory", icon="export", theme=theme)
        self.export.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.filter_bar.add(self.view_bar, self._columns_button(theme), self.export)
        self.filter_bar.add_note(self.view_bar.message)
        bars = [(self.listener_bar, TOP)] if self.listener_bar else []
        self._bars = Reflow(*bars, (self.filter_bar, 1), parent=self)
        lower = [self.targets_bar] if self.targets_bar else []
        vbox(self._bars, *lower, (self.split, 1), on=self, spacing=BETWEEN)

    def show_part(self, part: int) -> None:
        """Show the table, the empty state, or nothing while that is undecided."""
        before = self._stack.currentIndex()
        self._stack.setCurrentIndex(part)
        if part == TABLE and part != before and self.isVisible() and self.window().focusWidget() is None:
            self._table.setFocus()  # the page was shown before its rows

    def enlarge(self, on: bool) -> None:
        """Give the detail all the space."""
        self._bars.setVisible(not on)
        self._card.setVisible(not on)

    def _share(self, place: Qt.Orientation) -> float:
        if place == BESIDE:
            return 0.56 if self.split.width() >= px(WIDE) else 0.49
        if self._theme.compact:
            return 0.63
        height = self.split.height()
        return max(0.38, px(TWO_ROWS) / height) if height < px(LOW) else 0.45

    def _columns_button(self, theme: Theme) -> QToolButton:
        menu = TickMenu(self)
        menu.setObjectName("columnsMenu")
        menu.aboutToShow.connect(lambda: self._table.columns.fill_menu(menu))
        button = tool_button(self, self.tr("Columns"), "exchangeColumns", icon="columns", theme=theme, menu=menu)
        return sized(button, icon=(18, 18))


def say_empty(view: EmptyState, mode: Mode, listener: ListenerState, *, filtered: bool, cleared: bool) -> None:
    if filtered:
        view.say(
            "search",
            tr("Nothing matches this filter"),
            tr("All terms must match. Remove one or clear the filter."),
            guide="filters",
            first=tr("Clear the filter"),
        )
    elif cleared:
        view.say(
            "clear",
            tr("Nothing received since you cleared the view"),
            tr("Earlier exchanges are only hidden; nothing was deleted."),
            guide="why-refused#nothing-arrives",
            first=tr("Show earlier"),
        )
    elif mode == "deliveries":
        view.say(
            "send",
            tr("No deliveries yet"),
            tr("Requests sent and received for this webhook are listed here."),
            guide="test-my-receiver#send-one-event",
            first=tr("Send a test"),
        )
    elif mode == "history":
        view.say(
            "history",
            tr("No exchanges yet"),
            tr("All sent and received requests are kept here, across restarts, newest first."),
            guide="where-things-are-kept",
            first=tr("Send a test"),
        )
    elif listener.status in RUNNING:
        view.say(
            "inbox",
            tr("Listening; nothing received yet"),
            tr("Send a request to this address, or send a test from here. You can use any path."),
            guide="real-payload#open-a-tunnel",
            address=listener.url,
            second=tr("Send a test"),
        )
    else:
        view.say(
            "inbox",
            tr("The listener is stopped"),
            tr("Start it to receive webhooks on this computer. Every request is saved before it is answered."),
            guide="real-payload#start-the-listener",
            first=tr("Start listening"),
        )

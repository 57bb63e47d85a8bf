"""Inbox, History and Deliveries: one page of filter, table and detail, in three modes."""

from __future__ import annotations

from array import array
from dataclasses import replace
from functools import partial
from typing import Final, Literal

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ongoing_desktop.bodies import one_line
from ongoing_desktop.domain.filters import Filter
from ongoing_desktop.domain.listening import ListenerState
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.services.exports import Selection
from ongoing_desktop.ui.core import Core
from ongoing_desktop.ui.exchanges.detail import DetailPane
from ongoing_desktop.ui.exchanges.empty import EmptyState
from ongoing_desktop.ui.exchanges.filter_bar import FilterBar
from ongoing_desktop.ui.exchanges.listener_bar import RUNNING, ListenerBar
from ongoing_desktop.ui.exchanges.loader import Loader
from ongoing_desktop.ui.exchanges.model import USER, ExchangesModel
from ongoing_desktop.ui.exchanges.query import Query
from ongoing_desktop.ui.exchanges.table import ExchangeTable
from ongoing_desktop.ui.exchanges.words import Words
from ongoing_desktop.ui.icons import keep_icon
from ongoing_desktop.ui.messages import Door
from ongoing_desktop.ui.out.export import HistoryExportDialog, Offer
from ongoing_desktop.ui.relay import Relay
from ongoing_desktop.ui.tasks import Tasks
from ongoing_desktop.ui.theme import BETWEEN, Theme
from ongoing_desktop.ui.widgets.card import Card

Mode = Literal["inbox", "history", "deliveries"]
HIDDEN_MS: Final = 400
"""How often a page that nobody sees catches up."""
LOW_PX: Final = 560
"""Below this height the detail gets the larger part."""
MOST_COPIED: Final = 50
"""Exchanges that are copied at once; more belong into a file."""
TABLE, EMPTY, BLANK = range(3)


class ExchangesPage(QWidget):
    """``system`` and ``webhook`` narrow what is shown; the names of the detail move by :meth:`bear_names`."""

    start_requested = Signal(int)
    """Start listening at this port."""
    stop_requested = Signal()
    test_requested = Signal()
    """The empty page offers to send a test."""

    def __init__(
        self, core: Core, tasks: Tasks, door: Door, theme: Theme, relay: Relay, *, mode: Mode, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._core = core
        self._tasks = tasks
        self._door = door
        self._theme = theme
        self._mode: Mode = mode
        self._filter: Filter | None = None
        self._system: str | None = None
        self._webhook: str | None = None
        self._wanted = 0
        self._new = 0
        self._today = core.clock().astimezone().date()
        self._was_at_newest = True
        self._listener = core.listening.state
        self.model = ExchangesModel(self._make_words(core.settings.current), newest_last=mode == "inbox", parent=self)
        self.loader = Loader(core, tasks, self.model, self)
        self.filter_bar = FilterBar(theme, self)
        self.table = ExchangeTable(self.model, theme, self)
        self.detail = DetailPane(core, tasks, door, theme, self)
        self.detail.hide()
        self._empty = EmptyState(theme, self)
        self.listener_bar = ListenerBar(theme, self) if mode == "inbox" else None
        self._name_widgets()
        self._lay_out()
        self._catch_up = QTimer(self)
        self._catch_up.setSingleShot(True)
        self._catch_up.setInterval(HIDDEN_MS)
        self._connect(relay)
        self._on_settings(core.settings.current)
        self._on_listener(self._listener)
        self._ask()

    @property
    def port(self) -> int:
        """The port chosen beside the start button; 0 where there is none."""
        return self.listener_bar.port.value() if self.listener_bar else 0

    def set_system(self, code: str | None) -> None:
        """Show one system's exchanges: its code, ``""`` for those of no known system, None for all."""
        if code != self._system:
            self._system = code
            self._ask()

    def set_webhook(self, webhook_id: str | None) -> None:
        """Show the deliveries of one webhook."""
        if webhook_id != self._webhook:
            self._webhook = webhook_id
            self._close_detail()
            self._ask()

    def select(self, exchange_id: int) -> None:
        """Show an exchange in the detail, and mark its row as soon as it is in the table."""
        place = self.model.place_of(exchange_id)
        if place >= 0:
            self._wanted = 0
            self.table.selectRow(place)
            self.table.scrollTo(self.model.index(place, 0))
        else:
            self._wanted = exchange_id
            self._open_detail(exchange_id)

    def focus_filter(self) -> None:
        """Put the cursor into the filter line."""
        self.filter_bar.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter_bar.line.selectAll()

    def bear_names(self, on: bool) -> None:
        """Let this page's detail bear the contract's object names, or not: only the current page may."""
        self.detail.bear_names(on)

    def close_page(self) -> None:
        """Stop timers and drop fetches; what is shown stays."""
        self._catch_up.stop()
        self.filter_bar.close_bar()
        if self.listener_bar:
            self.listener_bar.close_bar()
        self.loader.close()
        self.detail.close_pane()

    def close(self) -> bool:
        """As :meth:`close_page`, then close the widget."""
        self.close_page()
        return super().close()

    def _name_widgets(self) -> None:
        names = {
            "inbox": ("inboxTable", "inboxFilter", "inboxDetail"),
            "history": ("historyTable", "historyFilter", "historyDetail"),
            "deliveries": ("deliveriesTable", "deliveriesFilter", "deliveriesDetail"),
        }[self._mode]
        for widget, name in zip((self.table, self.filter_bar.line, self.detail), names, strict=True):
            widget.setObjectName(name)
        self.table.setAccessibleName(
            {
                "inbox": self.tr("Received requests"),
                "history": self.tr("All exchanges"),
                "deliveries": self.tr("Deliveries of the webhook"),
            }[self._mode]
        )

    def _lay_out(self) -> None:
        card = Card(self)
        card.body.setContentsMargins(1, 6, 1, 6)
        self._stack = QStackedWidget(card)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(QWidget(self._stack))
        self._stack.setCurrentIndex(BLANK)
        card.body.addWidget(self._stack)
        self._card = card
        self._split = QSplitter(Qt.Orientation.Vertical, self)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(BETWEEN)
        self._split.addWidget(card)
        self._split.addWidget(self.detail)
        self._split.setStretchFactor(0, 1)
        self._split.setStretchFactor(1, 1)
        card.setMinimumHeight(120)
        self.detail.setMinimumHeight(190)
        self._bars = QWidget(self)
        bars = QVBoxLayout(self._bars)
        bars.setContentsMargins(0, 0, 0, 0)
        bars.setSpacing(8)
        if self.listener_bar:
            bars.addWidget(self.listener_bar)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.filter_bar, 1)
        self._export = QPushButton(self.tr("Export…"), self._bars)
        self._export.setObjectName("exportHistory")
        keep_icon(self._export, self._export.setIcon, "export", self._theme, "text")
        line.addWidget(self._export, 0, Qt.AlignmentFlag.AlignTop)
        bars.addLayout(line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(BETWEEN)
        column.addWidget(self._bars)
        column.addWidget(self._split, 1)

    def _connect(self, relay: Relay) -> None:
        relay.exchanges_changed.connect(self._on_exchanges)
        relay.settings_changed.connect(self._on_settings)
        relay.listener_changed.connect(self._on_listener)
        self._catch_up.timeout.connect(self.loader.newer)
        loader = self.loader
        loader.searching.connect(self.filter_bar.show_progress)
        loader.replaced.connect(self._on_replaced)
        loader.before_newer.connect(self._before_rows)
        loader.newer_added.connect(self._on_newer)
        loader.before_older.connect(self._before_rows)
        loader.older_added.connect(self._on_older)
        loader.refreshed.connect(self._on_refreshed)
        loader.failed.connect(self._door.error)
        self.filter_bar.changed.connect(self._on_filter)
        self.loader.in_sight = self.table.in_sight
        self.table.moved.connect(loader.look)
        self.table.at_newest.connect(self._on_at_newest)
        self.table.jump_wanted.connect(self._jump)
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        self.detail.closed.connect(self._close_detail)
        self.detail.enlarged.connect(self._enlarge)
        self.detail.open_wanted.connect(self.select)
        self._export.clicked.connect(self.export)
        self._make_actions()
        self._empty.first_pressed.connect(self._first_thing)
        self._empty.second_pressed.connect(self.test_requested)
        if self.listener_bar:
            self.listener_bar.start_requested.connect(self.start_requested)
            self.listener_bar.stop_requested.connect(self.stop_requested)

    def _make_words(self, settings: Settings) -> Words:
        return Words(self._core.catalogue, settings, self._core.clock())

    def _ask(self) -> None:
        if self._mode == "deliveries" and self._webhook is None:
            self.model.replace(array("q"), ())
            self._stack.setCurrentIndex(BLANK)
            return
        self.loader.following = True
        self._new = 0
        self.table.show_new(0)
        # Gaps stand in the log; no filter can mean them.
        plain = self._filter is None
        direction = ("log" if plain else "in") if self._mode == "inbox" else ("all" if plain else None)
        self.loader.ask(Query(filter=self._filter, direction=direction, webhook=self._webhook, system=self._system))

    # What happened around us

    def _on_exchanges(self, _: int) -> None:
        today = self._core.clock().astimezone().date()
        if today != self._today:  # what came before midnight needs its date now
            self._today = today
            self.model.use_words(self._make_words(self._core.settings.current))
        if self.isVisible():
            self.loader.newer()
        elif not self._catch_up.isActive():
            self._catch_up.start()

    def _on_settings(self, settings: Settings) -> None:
        self.model.use_words(self._make_words(settings))
        self.detail.use_settings(settings)
        if self.listener_bar:
            self.listener_bar.remember_port(settings.preferences.port)
            self.listener_bar.answers.show_settings(settings)

    def _on_listener(self, state: ListenerState) -> None:
        self._listener = state
        if self.listener_bar:
            self.listener_bar.show_state(state)
        self._show_stack()

    def _on_filter(self, wanted: Filter | None) -> None:
        if wanted != self._filter:
            self._filter = wanted
            self._ask()

    # What the loader brought

    def _on_replaced(self) -> None:
        self._show_stack()
        self.table.go_to_newest()
        self._mark_selected()

    def _before_rows(self) -> None:
        self._was_at_newest = self.table.stands_at_newest
        self.table.hold()

    def _on_newer(self, added: int) -> None:
        self._show_stack()
        if self._was_at_newest:
            self.table.go_to_newest()
        else:
            if not self.model.newest_last:
                self.table.keep(added)
            self._new += added
            self.table.show_new(self._new)
        if self._wanted:
            self._mark_selected()

    def _on_older(self, added: int) -> None:
        if self.model.newest_last:
            self.table.keep(added)

    def _on_refreshed(self, ids: list[int]) -> None:
        if self.detail.exchange_id in ids:
            self.detail.renew()

    # What the user does

    def _on_at_newest(self, at: bool) -> None:
        # While rows are being put in, the bar moves by itself; that says nothing about where the user wants to be.
        self.loader.following = at
        if at:
            self._new = 0
            self.table.show_new(0)

    def _jump(self) -> None:
        self.loader.following = True
        self._new = 0
        self.table.show_new(0)
        self.table.go_to_newest()

    def _on_current(self, current: QModelIndex, _: QModelIndex) -> None:
        if current.isValid():
            exchange_id = self.model.data(current.siblingAtColumn(0), USER)
            if exchange_id != self.detail.exchange_id:
                self._open_detail(exchange_id)

    def _open_detail(self, exchange_id: int) -> None:
        self.detail.show_exchange(exchange_id)
        if self.detail.isHidden():
            at_newest = self.table.stands_at_newest
            self.detail.show()
            height = max(self._split.height(), 2)
            share = 38 if height < LOW_PX else 45
            self._split.setSizes([height * share // 100, height * (100 - share) // 100])
            QTimer.singleShot(0, self, partial(self._settle, at_newest, exchange_id))

    def _settle(self, at_newest: bool, exchange_id: int) -> None:
        place = self.model.place_of(exchange_id)
        if at_newest and place == (self.model.rowCount() - 1 if self.model.newest_last else 0):
            self.table.go_to_newest()
        elif place >= 0:
            self.table.scrollTo(self.model.index(place, 0))

    def _close_detail(self) -> None:
        self.detail.reset_size()
        self.detail.hide()
        self.detail.show_nothing()
        self._wanted = 0
        self.table.clearSelection()
        self.table.setCurrentIndex(QModelIndex())

    def _enlarge(self, on: bool) -> None:
        self._bars.setVisible(not on)
        self._card.setVisible(not on)

    def _mark_selected(self) -> None:
        wanted = self._wanted or self.detail.exchange_id
        place = self.model.place_of(wanted) if wanted else -1
        if place >= 0:
            self._wanted = 0
            self.table.selectRow(place)

    def _first_thing(self) -> None:
        if self._filter is not None:
            self.filter_bar.line.clear()
        elif self._mode == "inbox" and self._listener.status not in RUNNING:
            self.start_requested.emit(self.port)
        else:
            self.test_requested.emit()

    def export(self) -> None:
        """Ask which of these exchanges, and as what, and write them to a file."""
        HistoryExportDialog(self._core, self._tasks, self._door, self._theme, self, self._offers()).open()

    def copy_as_curl(self) -> None:
        """The selected ones as cURL commands on the clipboard, with placeholders for credentials."""
        ids = tuple(self.table.selected_ids()[:MOST_COPIED])
        if not ids:
            return

        def done(data: bytes) -> None:
            QGuiApplication.clipboard().setText(data.decode("utf-8", "replace"))
            told = self.tr("Copied as cURL. Credentials are placeholders: set TOKEN, or USER and PASSWORD, first.")
            self._door.notice(told)

        self._tasks.run(self, lambda: self._core.exports.data(Selection(ids=ids), "curl"), done=done)

    def _offers(self) -> list[Offer]:
        direction = "in" if self._mode == "inbox" else None
        whole = Selection(direction=direction, webhook=self._webhook)
        texts = {
            "inbox": self.tr("Everything that was received"),
            "history": self.tr("Everything sent and received"),
            "deliveries": self.tr("Everything of this webhook"),
        }
        offers = [Offer("all", texts[self._mode], whole)]
        if self._system is not None or self._filter is not None:
            text = self.tr("What this list shows now")
            if shown := one_line(self.filter_bar.line.text(), 40):
                text = self.tr("What this list shows now: {filter}").format(filter=shown)
            offers.append(Offer("filter", text, replace(whole, filter=self._filter, system=self._system)))
        if ids := tuple(self.table.selected_ids()):
            one = self.tr("The selected exchange")
            many = self.tr("The {count} selected exchanges").format(count=f"{len(ids):,}")
            offers.append(Offer("selection", one if len(ids) == 1 else many, Selection(ids=ids)))
        return offers

    def _make_actions(self) -> None:
        for name, text, icon_name, verb in (
            ("copyAsCurl", self.tr("Copy as cURL"), "copy", self.copy_as_curl),
            ("exportSelected", self.tr("Export …"), "export", self.export),
        ):
            action = QAction(text, self.table)
            action.setObjectName(name)
            keep_icon(action, action.setIcon, icon_name, self._theme)
            action.triggered.connect(lambda _=False, do=verb: do())
            self.table.addAction(action)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    # What an empty table says

    def _show_stack(self) -> None:
        if self.listener_bar:
            self.listener_bar.lead(bool(self.model.rowCount()) or self._filter is not None)
        if self.model.rowCount():
            self._stack.setCurrentIndex(TABLE)
            return
        if not self.loader.loaded:
            self._stack.setCurrentIndex(BLANK)
            return
        self._say_empty()
        self._stack.setCurrentIndex(EMPTY)

    def _say_empty(self) -> None:
        say = self._empty.say
        if self._filter is not None:
            say(
                "search",
                self.tr("Nothing matches this filter"),
                self.tr("All terms must hold at once. Take one away, or clear the line."),
                first=self.tr("Clear the filter"),
            )
        elif self._mode == "deliveries":
            say(
                "send",
                self.tr("No deliveries yet"),
                self.tr("What is sent for this webhook, and what the listener receives for it, stands here."),
                first=self.tr("Send a test"),
            )
        elif self._mode == "history":
            say(
                "history",
                self.tr("No exchanges yet"),
                self.tr("Every request that is sent or received is kept here, across restarts, newest first."),
                first=self.tr("Send a test"),
            )
        elif self._listener.status in RUNNING:
            say(
                "inbox",
                self.tr("Listening, and nothing came yet"),
                self.tr("Send something to this address, or send a test from here. Any path will do."),
                address=self._listener.url,
                second=self.tr("Send a test"),
            )
        else:
            say(
                "inbox",
                self.tr("The listener is stopped"),
                self.tr("Start it to receive webhooks on this computer. Nothing is answered before it is saved."),
                first=self.tr("Start listening"),
            )

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what arrived meanwhile."""
        super().showEvent(event)
        self.loader.newer()

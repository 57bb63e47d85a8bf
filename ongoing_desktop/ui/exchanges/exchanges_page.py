"""Inbox, History and Deliveries: one page of filter, table and detail, in three modes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ongoing_desktop.domain.arrived import Arrived
from ongoing_desktop.domain.exchange import Grouping, TimedIds
from ongoing_desktop.domain.filters import Filter
from ongoing_desktop.domain.listening import ListenerState
from ongoing_desktop.domain.members import read_path
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.domain.settings_changed import ALL_KINDS, SettingsChanged
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.exchanges.detail import DetailPane
from ongoing_desktop.ui.exchanges.exchange_columns import TIME
from ongoing_desktop.ui.exchanges.exchange_texts import Words
from ongoing_desktop.ui.exchanges.exchanges_model import ExchangesModel
from ongoing_desktop.ui.exchanges.exchanges_table import ExchangeTable, Mode
from ongoing_desktop.ui.exchanges.frame import BLANK, EMPTY, TABLE, Frame, say_empty
from ongoing_desktop.ui.exchanges.history_reader import Query
from ongoing_desktop.ui.exchanges.inbox_bars import RUNNING
from ongoing_desktop.ui.exchanges.loader import Loader
from ongoing_desktop.ui.exchanges.member_columns import MemberColumns
from ongoing_desktop.ui.exchanges.menu_actions import MenuActions
from ongoing_desktop.ui.exchanges.ordering import AutoScroll, Ordering
from ongoing_desktop.ui.exchanges.row_actions import RowActions
from ongoing_desktop.ui.exchanges.selection_controller import SelectionController
from ongoing_desktop.ui.kit.keyboard import shortcut
from ongoing_desktop.ui.kit.layout import vbox
from ongoing_desktop.ui.kit.timing import CatchesUp
from ongoing_desktop.ui.service_signals import ServiceSignals
from ongoing_desktop.wording.times import clock_text

if TYPE_CHECKING:
    from ongoing_desktop.services.exports import Selection

NAMED: Final = frozenset({"systems", "webhooks", "secret_headers", "secret_parameters"})
"""Kinds of settings whose names are shown here."""


class ExchangesPage(InContext, CatchesUp):
    """``system`` and ``webhook`` limit what is shown."""

    start_requested = Signal(int)
    """Start listening on this port."""
    stop_requested = Signal()
    test_requested = Signal()
    """The empty page offers to send a test."""

    def __init__(self, context: WindowContext, *, mode: Mode, parent: QWidget) -> None:
        super().__init__(parent)
        self.use_context(context)
        self._mode: Mode = mode
        self._filter: Filter | None = None
        self._system: str | None = None
        self._webhook: str | None = None
        self._cleared = 0
        self._newest = 0
        self._all = 0
        """Number of exchanges without the filter, 0 if not known."""
        self._counted = 0
        """Highest id when these were counted."""
        self._today = context.services.clock().astimezone().date()
        self._listener = context.services.listening.state
        self.model = ExchangesModel(self._make_words(context.services.settings.current), parent=self)
        self.loader = Loader(context, self.model, self)
        self.table = ExchangeTable(self.model, context.theme, self)
        self.detail = DetailPane(context, self)
        self.detail.hide()
        self._frame = Frame(context, mode, self.table, self.detail, self)
        vbox(self._frame, on=self)
        self.filter_bar, self.view_bar = self._frame.filter_bar, self._frame.view_bar
        self.listener_bar, self.targets_bar = self._frame.listener_bar, self._frame.targets_bar
        self.members = MemberColumns(context, self.table, self.model)
        self.ordering = Ordering(context, self.model, self.loader, self.table)
        self.following = AutoScroll(self.model, self.loader, self.table)
        self.selected = RowActions(context, self.table, self.model, self._shown)
        self.choosing = SelectionController(self.model, self.loader, self.table, self.detail, self._frame)
        self.choosing.webhook_named.connect(self.filter_bar.set_webhook)
        self.menu_actions = MenuActions(context, self.table, mode, self._shown, self.filter_bar.line.text)
        self._name_widgets()
        self.filter_bar.set_webhook("")
        self._connect(context.signals)
        self._connect_view()
        self._use_names()
        self._on_settings(SettingsChanged(Settings(), context.services.settings.current, ALL_KINDS - NAMED))
        self._on_listener(self._listener)
        self._ask()

    @property
    def port(self) -> int:
        """The port chosen beside the start button; 0 on a page without that button."""
        return self.listener_bar.port.value() if self.listener_bar else 0

    def set_system(self, code: str | None) -> None:
        """Show one system's exchanges: its code, ``""`` for those of no known system, None for all."""
        if code != self._system:
            self._system = code
            self._all = 0
            self._ask()

    def set_webhook(self, webhook_id: str | None) -> None:
        """Show the deliveries of one webhook."""
        if webhook_id != self._webhook:
            self._webhook = webhook_id
            self.close_detail()
            self._ask()

    def select(self, exchange_id: int) -> None:
        """Show an exchange in the detail, and mark its row when it is in the table."""
        self.choosing.select(exchange_id)

    def close_detail(self) -> None:
        self.choosing.close_detail()

    def focus_filter(self) -> None:
        """Move the cursor to the filter line."""
        self.filter_bar.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter_bar.line.selectAll()

    def state(self) -> dict[str, Any]:
        """The state of the page to store: plain JSON values."""
        return {
            "columns": self.table.columns.state(),
            "group": self.view_bar.grouping,
            "members": list(self.model.members),
            "split": self._frame.split.state(),
            "tab": self.detail.tab,
            "current": self.detail.exchange_id,
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Restore the result of :meth:`state`."""
        asked = self.model.members, self.view_bar.grouping
        with QSignalBlocker(self.members), QSignalBlocker(self.view_bar):
            members = state.get("members")
            for path in members if isinstance(members, list) else ():
                if isinstance(path, str) and (known := read_path(path)) is not None:
                    self.members.add(known)
            # Earlier versions could only group repeats.
            self.view_bar.group_by(str(state.get("group", "event" if state.get("fold") is True else "")))
        if isinstance(columns := state.get("columns"), Mapping):
            self.table.columns.restore(columns)
        self._frame.split.restore(state.get("split"))
        match state.get("tab"), state.get("current"):
            case int(tab), int(current):
                self.detail.tab = tab
                if current:
                    self.select(current)
        if (self.model.members, self.view_bar.grouping) != asked:
            self._ask()

    def close_page(self) -> None:
        """Stop loading; the display stays."""
        self.loader.close()
        self.detail.close_pane()

    def close(self) -> bool:
        self.close_page()
        return super().close()

    def _name_widgets(self) -> None:
        for widget, part in ((self.table, "Table"), (self.filter_bar.line, "Filter"), (self.detail, "Detail")):
            widget.setObjectName(f"{self._mode}{part}")
        self.table.setAccessibleName(
            {
                "inbox": self.tr("Received requests"),
                "history": self.tr("All exchanges"),
                "deliveries": self.tr("Deliveries of the webhook"),
            }[self._mode]
        )

    def _connect(self, signals: ServiceSignals) -> None:
        signals.exchanges_changed.connect(self._on_exchanges)
        signals.settings_changed.connect(self._on_settings)
        signals.listener_changed.connect(self._on_listener)
        signals.shapes_changed.connect(self._on_shapes)
        loader = self.loader
        loader.searching.connect(self.filter_bar.show_progress)
        loader.replaced.connect(self._on_replaced)
        loader.heads_replaced.connect(self.selected.open_again)
        self.selected.reopened.connect(self.choosing.mark)
        loader.newer_added.connect(lambda _: self._on_newer())
        loader.failed.connect(self._notifier.error)
        self.ordering.sorting.connect(self.filter_bar.show_sorting)
        self.ordering.replaced.connect(self._on_replaced)
        self.ordering.failed.connect(self._notifier.error)
        self.filter_bar.changed.connect(self._on_filter)
        for changed in (self.model.rowsInserted, self.model.rowsRemoved, self.model.modelReset):
            changed.connect(self._show_count)
        self.table.selectionModel().currentRowChanged.connect(self._show_count)
        self.detail.enlarged.connect(self._frame.enlarge)
        self._frame.export.clicked.connect(self.menu_actions.export)
        self._frame.empty.first_pressed.connect(self._first_thing)
        self._frame.empty.second_pressed.connect(self.test_requested)
        self._frame.empty.guide_requested.connect(self._context.navigation.show_guide)
        if self.listener_bar:
            self.listener_bar.start_requested.connect(self.start_requested)
            self.listener_bar.stop_requested.connect(self.stop_requested)

    def _connect_view(self) -> None:
        view = self.view_bar
        view.pause_requested.connect(self._pause)
        view.clear_requested.connect(self.clear_view)
        view.group_requested.connect(self._ask)
        self.members.changed.connect(self._ask)
        self.detail.body_view.tree.offers_columns = True
        self.detail.body_view.tree.column_requested.connect(self.members.add)
        self.loader.waiting_changed.connect(self._on_waiting)
        self.filter_bar.stop_requested.connect(self.loader.stop_searching)
        self.filter_bar.stop_requested.connect(self.ordering.stop)
        self.table.escaped.connect(self.filter_bar.stop)
        self.selected.filter_requested.connect(lambda term: self.filter_bar.set_term(term, on=True))
        if self._mode != "deliveries":
            for keys, does in (("F8", view.pause.toggle), ("Shift+F8", view.clear.click)):
                shortcut(self, keys, does, children=True)

    def _make_words(self, settings: Settings) -> Words:
        return Words(self._services.catalogue, settings, self._services.clock())

    def _shown(self) -> Selection:
        from ongoing_desktop.services.exports import Selection  # noqa: PLC0415 - loaded for its first use

        direction = "in" if self._mode == "inbox" else None
        return Selection(self._filter, direction, self._webhook, self._system, members=self.model.members)

    def _ask(self) -> None:
        if self._mode == "deliveries" and self._webhook is None:
            self.model.replace(TimedIds(), ())
            self._frame.show_part(BLANK)
            return
        self.following.restart()
        # Downtimes are part of the log, but no filter can match them.
        plain = self._filter is None
        direction = ("log" if plain else "in") if self._mode == "inbox" else ("all" if plain else None)
        # A filter must find every matching exchange, not only the last of each event.
        group = self.view_bar.grouping if plain else ""
        self.model.grouping = Grouping(group, self._mode == "inbox") if group else None  # type: ignore[arg-type]
        query = Query(
            filter=self._filter,
            direction=direction,
            webhook=self._webhook,
            system=self._system,
            cleared=self._cleared,
            grouping=self.model.grouping,
            members=self.model.members,
        )
        self.loader.ask(query)

    # Events of other parts

    def _on_exchanges(self, arrived: Arrived) -> None:
        self._newest = arrived.newest
        if self._filter is not None and self._all:
            rows = arrived.received if self._mode == "inbox" else arrived.rows
            # The list reads the history, and may have shown rows before they are announced.
            self._all += sum(row.id > self._counted for row in rows)
        if self.isVisible():
            self._look_at_the_date()
            self.loader.take(arrived)

    def _on_shapes(self, _: object) -> None:
        if self._filter is not None and self._filter.needs_shapes:
            self.loader.reload()

    def _look_at_the_date(self) -> None:
        today = self._services.clock().astimezone().date()
        if today != self._today:  # times before midnight need a date now
            self._today = today
            self.model.use_words(self._make_words(self._services.settings.current))

    def _on_newer(self) -> None:
        self._look_at_the_date()
        self._show_stack()

    def _on_settings(self, change: SettingsChanged) -> None:
        if change.kinds & NAMED:
            self.when_shown(self._use_names)
        if "detail_place" in change.kinds:
            self._frame.split.set_place(change.after.preferences.detail_place)
        if "saved_filters" in change.kinds:
            self.filter_bar.saved.show_filters(change.after.preferences.saved_filters)
        if self.listener_bar and "port" in change.kinds:
            self.listener_bar.remember_port(change.after.preferences.port)
        if self.listener_bar and change.kinds & {"rules", "forward"}:
            self.listener_bar.answers.show_settings(change.after)
        forward = change.after.preferences.forward
        if self.targets_bar and "forward" in change.kinds and forward.target:  # otherwise nothing was ever forwarded
            self.targets_bar.watch(on=forward.on)

    def _use_names(self) -> None:
        settings = self._services.settings.current
        self.table.columns.offer("system", shown=len(settings.systems) > 1)
        self.model.use_words(self._make_words(settings))
        self.detail.use_settings(settings)
        self.filter_bar.use_settings(settings)

    def _on_listener(self, state: ListenerState) -> None:
        self._listener = state
        if self.listener_bar:
            self.listener_bar.show_state(state)
        self._show_stack()

    def _on_filter(self, wanted: Filter | None) -> None:
        if wanted != self._filter:
            self._filter = wanted
            self.detail.mark(wanted.words if wanted else ())
            self._ask()

    # Results of the loader

    def _on_replaced(self) -> None:
        self._show_stack()
        self.table.go_to_newest()
        self.choosing.mark()

    def _on_waiting(self, count: int) -> None:
        if self.loader.paused:
            self.view_bar.show_waiting(count)
        elif self.model.order != TIME:
            self.table.show_new(count)

    # User actions

    def clear_view(self, on: bool) -> None:
        """Hide everything shown so far, or show it again; nothing is deleted."""
        self._cleared = self.loader.seen if on else 0
        self.view_bar.show_cleared(clock_text(self._services.clock()) if on else "")
        self._ask()

    def _pause(self, on: bool) -> None:
        self.loader.pause(on)
        self.view_bar.show_waiting(self.loader.waiting)

    def _first_thing(self) -> None:
        if self._filter is not None:
            self.filter_bar.set_text("")
        elif self._cleared:
            self.clear_view(on=False)
        elif self._mode == "inbox" and self._listener.status not in RUNNING:
            self.start_requested.emit(self.port)
        else:
            self.test_requested.emit()

    def _show_count(self, *_: object) -> None:
        shown = self.model.rowCount()
        if self._filter is None and not self._cleared:
            self._all, self._counted = shown, self.loader.seen
        self.filter_bar.show_count(shown, max(self._all, shown), self.table.currentIndex().row() + 1)

    # Texts of an empty table

    def _show_stack(self) -> None:
        if self.listener_bar:
            self.listener_bar.lead(bool(self.model.rowCount()) or self._filter is not None)
        if self.model.rowCount():
            self._frame.show_part(TABLE)
        elif not self.loader.loaded:
            self._frame.show_part(BLANK)
        else:
            filtered, cleared = self._filter is not None, self._cleared > 0
            say_empty(self._frame.empty, self._mode, self._listener, filtered=filtered, cleared=cleared)
            self._frame.show_part(EMPTY)

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        """Load what arrived meanwhile, and take the object names for scripts."""
        super().showEvent(event)
        self.detail.take_names()
        self._look_at_the_date()
        self.loader.catch_up(self._newest)

"""The Webhooks screen: Ongoing's list above, the selected webhook below."""
# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ongoing_desktop.ui.context import InContext
from ongoing_desktop.ui.kit.detail_split import BESIDE, DetailSplit
from ongoing_desktop.ui.kit.layout import Card, vbox
from ongoing_desktop.ui.kit.sizes import px, sized
from ongoing_desktop.ui.kit.table import viewport_of
from ongoing_desktop.ui.kit.timing import CatchesUp
from ongoing_desktop.ui.theme import BETWEEN
from ongoing_desktop.ui.webhooks.activity_poller import ActivityPoller
from ongoing_desktop.ui.webhooks.list_bar import ListBar
from ongoing_desktop.ui.webhooks.webhook_filters import FilterChips
from ongoing_desktop.ui.webhooks.webhooks_empty_state import EmptyState, NoMatch
from ongoing_desktop.ui.webhooks.webhooks_model import WebhooksModel
from ongoing_desktop.ui.webhooks.webhooks_table import WebhooksTable

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QResizeEvent

    from ongoing_desktop.domain.arrived import Arrived
    from ongoing_desktop.domain.settings_changed import SettingsChanged
    from ongoing_desktop.ui.context import SelectedExchanges, WindowContext
    from ongoing_desktop.ui.webhooks.bulk_test import BulkTest
    from ongoing_desktop.ui.webhooks.webhook_detail import WebhookDetail

AGE_MS: Final = 20_000
"""Milliseconds between updates of relative times."""
TWO_ROWS: Final = 156
"""Height of the list if space is short: its header and two rows."""
MOST_ROWS: Final = 420
ROOMY: Final = 700
WIDE: Final = 1640
"""Width in units from which the detail is beside the list by itself."""


class WebhooksPage(InContext, CatchesUp):
    """Main thread only. Actions that involve other pages are emitted as signals; the main window handles them."""

    current_changed = Signal(str)

    def __init__(self, context: WindowContext, actions: Mapping[str, QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self.use_context(context)
        self._actions = actions
        self._tab = 0
        """The tab of the detail to show when it is built."""
        self._wanted: list[str] = []
        self._activity = ActivityPoller(context, self)
        self._model = WebhooksModel(context.services, self)
        self.table = WebhooksTable(self._model, context.theme, self)
        self._bar = ListBar(self.table, context.theme, actions, self)
        self.filter = self._bar.filter
        self._signs = FilterChips(self.table.rows, context.theme, self)
        self.empty = EmptyState(context.theme, self)
        self._nothing = NoMatch(self)
        self._stack = QStackedWidget(self)
        self._minute = QTimer(self)
        self._minute.setInterval(AGE_MS)
        self._lay_out()
        self._connect()

    # construction

    def _lay_out(self) -> None:
        self._upper = Card(self)
        sized(self._upper.body, margins=(1, 4, 1, 4))
        self._list = QStackedWidget(self)
        self._list.addWidget(self.table)
        self._list.addWidget(self._nothing)
        self._upper.body.addWidget(self._list)
        self.splitter = DetailSplit(self, wide=WIDE, share=self._share, name="webhooksSplitter")
        self.splitter.addWidget(self._upper)
        sized(self.table, least_height=84)
        filled = QWidget(self)
        vbox(self.splitter, on=filled)
        self._stack.addWidget(filled)
        self._stack.addWidget(self.empty)
        vbox(self._bar, self._signs, (self._stack, 1), on=self, spacing=BETWEEN)

    def _connect(self) -> None:
        self.table.chosen.connect(self._on_chosen)
        self._nothing.clear.clicked.connect(self._show_everything)
        self.table.opened.connect(self._context.navigation.edit_webhook)
        self.table.delegate.switched.connect(self._switch)
        self.table.delegate.test_requested.connect(self.test)
        self.table.toggle_requested.connect(self._actions["enableWebhook"].trigger)
        self.table.escaped.connect(self._bar.clear)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_selected())
        self._signs.cleared.connect(self._bar.clear)
        self._bar.unselect_requested.connect(self.table.select_current)
        self._actions["copyWebhooks"].setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._actions["pasteWebhooks"].setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._activity.changed.connect(self._on_looked)
        self._minute.timeout.connect(viewport_of(self.table).update)
        self._minute.start()
        for signal in (self.table.rows.rowsInserted, self.table.rows.rowsRemoved, self.table.rows.modelReset):
            signal.connect(self._show_match)
        self.empty.demo_requested.connect(self._actions["addDemo"].trigger)
        self.empty.guide_requested.connect(partial(self._context.navigation.show_guide, "first-round-trip"))
        self.empty.create_requested.connect(self._actions["createRegularWebhook"].trigger)

    @cached_property
    def detail(self) -> WebhookDetail:
        """The selected webhook, below the list."""
        from ongoing_desktop.ui.webhooks.webhook_detail import WebhookDetail

        detail = WebhookDetail(self._context, self._actions, self.splitter)
        detail.hide()
        self.splitter.addWidget(detail)
        detail.tabs.setCurrentIndex(self._tab)
        detail.tab_changed.connect(self._balance)
        detail.whole_requested.connect(lambda on: self._upper.setVisible(not on))
        self._context.theme.changed.connect(self._balance)
        return detail

    @cached_property
    def bulk(self) -> BulkTest:
        """Tests of several webhooks, one by one."""
        from ongoing_desktop.ui.webhooks.bulk_test import BulkTest

        bulk = BulkTest(self._context, self)
        self._bar.cancel_requested.connect(bulk.cancel)
        bulk.progressed.connect(self._bar.show_progress)
        bulk.ended.connect(self._bar.end_progress)
        bulk.show_requested.connect(lambda ids: self.select(*ids))
        return bulk

    def _built(self, name: str) -> bool:
        return name in self.__dict__

    # public

    def follow(self, change: SettingsChanged) -> None:
        """Show other settings."""
        settings = change.after
        self._model.set_settings(settings)
        self.table.columns.offer("system", shown=len(settings.systems) > 1)
        filled = bool(settings.webhooks)
        begun = filled and self._stack.currentIndex() == 1 and self.isVisible()
        self._stack.setCurrentIndex(0 if filled else 1)
        if begun:
            self.table.setFocus()
        if self._wanted and self.table.select_ids(self._wanted):
            self._wanted = []
        if not self.table.current_id:
            self.table.select_some()
        self._show_match()
        if "systems" in change.kinds or change.about_webhook(self.table.current_id):
            self._refresh_detail()
        if {hook.id for hook in settings.webhooks} != {hook.id for hook in change.before.webhooks}:
            self._activity.look()

    def select(self, *ids: str) -> None:
        """Select webhooks, the first as the current one, as soon as they are in the list."""
        self._wanted = [] if self.table.select_ids(list(ids)) else list(ids)

    def keeping_payload(self) -> Callable[[], Awaitable[None]] | None:
        """A function that stores the edited payload; None without changes."""
        return self.detail.keeping_payload() if self._built("detail") else None

    @property
    def exchanges(self) -> SelectedExchanges | None:
        """The selection in the current webhook's deliveries; None while they are not visible."""
        return self.detail.exchanges if self._built("detail") else None

    def focus_filter(self) -> None:
        """Move the cursor to the filter line."""
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def test(self, webhook_id: str) -> None:
        """Send the stored payload to the last target at once, and show the result."""
        self.table.select_id(webhook_id)
        self.detail.test(webhook_id)

    def close_page(self) -> None:
        """Stop loading; the display stays."""
        if self._built("detail"):
            self.detail.close_detail()

    def take(self, arrived: Arrived) -> None:
        """Something was sent or arrived: show newest tests and live requests."""
        if self.isVisible():
            self._activity.take(arrived)
        else:
            self.when_shown(self._activity.look)

    def state(self) -> dict[str, Any]:
        """The state of the list to store: plain JSON values."""
        tab = self.detail.tabs.currentIndex() if self._built("detail") else self._tab
        shares = self.splitter.state()
        return {"columns": self.table.columns.state(), "current": self.table.current_id, "tab": tab, "split": shares}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Restore the result of :meth:`state`."""
        if isinstance(columns := state.get("columns"), Mapping):
            self.table.columns.restore(columns)
        match state.get("current"), state.get("tab"):
            case str(current), int(tab):
                self._wanted, self._tab = [current], tab
        self.splitter.restore(state.get("split"))

    def deliveries_state(self) -> Mapping[str, Any] | None:
        """The state of the Deliveries tab to store; None if it was not built."""
        return self.detail.deliveries_state() if self._built("detail") else None

    # slots

    def _on_looked(self) -> None:
        self._model.set_tests(self._activity.tests, self._activity.seen)
        self._refresh_detail()

    def _show_selected(self) -> None:
        self._bar.set_selected(len(self.table.selectionModel().selectedRows()))

    def _on_chosen(self, webhook_id: str) -> None:
        if webhook_id or self._built("detail"):
            self.detail.set_webhook(webhook_id)
            self.detail.refresh(self._activity.seen)
            self.detail.setVisible(bool(webhook_id))
            self._balance()
        self.current_changed.emit(webhook_id)

    def _share(self, place: Qt.Orientation) -> float:
        # If space is short, the list gives way to the detail until the user moves the border.
        height = self.splitter.height()
        if place == BESIDE or not self._built("detail"):
            return 0.5
        if self.detail.working and height < px(ROOMY):
            return px(TWO_ROWS) / height
        return min(0.5 if self._context.theme.compact else 0.42, px(MOST_ROWS) / height)

    def _balance(self) -> None:
        if self.splitter.moved or not self._built("detail"):
            return
        self.splitter.arrange()
        if (index := self.table.currentIndex()).isValid():
            self.table.scrollTo(index)

    def _show_match(self) -> None:
        some = self.table.rows.rowCount() > 0
        self._list.setCurrentIndex(0 if some else 1)
        if some and not self.table.current_id:
            self.table.select_some()
        elif not some and self._services.settings.current.webhooks:
            if self._built("detail"):
                self.detail.hide()
            self.current_changed.emit("")

    def _show_everything(self) -> None:
        self._bar.clear()
        self._actions["showAllSystems"].trigger()

    def _switch(self, webhook_id: str, on: bool) -> None:
        self._tasks.run(self, lambda: self._services.webhooks.set_enabled([webhook_id], on))

    def _refresh_detail(self) -> None:
        if self._built("detail"):
            self.detail.refresh(self._activity.seen)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Adjust the splitter."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._balance)  # the splitter gets its own size only afterwards

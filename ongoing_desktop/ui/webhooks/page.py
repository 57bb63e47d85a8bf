"""The Webhooks screen: Ongoing's list above, the selected webhook below."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from PySide6.QtCore import QByteArray, QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ongoing_desktop.domain.exchange import ExchangeRow
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.ui.composer.panel import TestPanel
from ongoing_desktop.ui.core import Core
from ongoing_desktop.ui.credentials.verbs import CredentialVerbs
from ongoing_desktop.ui.exchanges.page import ExchangesPage
from ongoing_desktop.ui.icons import icon, keep_icon
from ongoing_desktop.ui.messages import Door
from ongoing_desktop.ui.relay import Relay
from ongoing_desktop.ui.tasks import Tasks
from ongoing_desktop.ui.theme import BETWEEN, Theme
from ongoing_desktop.ui.webhooks.empty import EmptyState
from ongoing_desktop.ui.webhooks.model import WebhooksModel
from ongoing_desktop.ui.webhooks.sheet import SettingsSheet
from ongoing_desktop.ui.webhooks.table import WebhooksTable
from ongoing_desktop.ui.widgets.card import Card
from ongoing_desktop.ui.widgets.text import label, set_tooltip

SETTINGS_TAB: Final = 0
TEST_TAB: Final = 1
DELIVERIES_TAB: Final = 2
LOOK_AGAIN_MS: Final = 400
LONGEST_PAUSE_MS: Final = 10_000
TWO_ROWS: Final = 156
"""Height of the list where height is short: its head and two rows."""
MOST_ROWS: Final = 420
ROOMY: Final = 700


class WebhooksPage(QWidget):
    """Main thread only. Verbs that need more than this screen are told by signals and done by the window."""

    current_changed = Signal(str)
    edit_wanted = Signal(str)
    try_wanted = Signal()

    def __init__(
        self,
        core: Core,
        tasks: Tasks,
        door: Door,
        theme: Theme,
        relay: Relay,
        actions: Mapping[str, QAction],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._core = core
        self._tasks = tasks
        self._door = door
        self._theme = theme
        self._actions = actions
        self._tests: dict[str, ExchangeRow] = {}
        self._seen: dict[str, datetime] = {}
        self._looking = False
        self._current = False
        self._moved = False
        self._wanted = ""
        self._model = WebhooksModel(core.webhooks, core.catalogue, self)
        self.table = WebhooksTable(self._model, theme, self)
        self.filter = QLineEdit(self)
        self.test_panel = TestPanel(core, tasks, door, theme, relay, self)
        self.deliveries = ExchangesPage(core, tasks, door, theme, relay, mode="deliveries", parent=self)
        names = ("editWebhook", "duplicateWebhook", "deleteWebhook")
        self._sheet = SettingsSheet(theme, [actions[name] for name in names], self)
        undo = actions["undo"].trigger
        self._credentials = CredentialVerbs(core, tasks, door, theme, self._sheet.credential, undo)
        self._tabs = QTabWidget(self)
        self._lower = Card(self)
        self._empty = EmptyState(theme, self)
        self._nothing = self._no_match()
        self._stack = QStackedWidget(self)
        self._looked_at = QElapsedTimer()
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(LOOK_AGAIN_MS)
        self._lay_out()
        self._connect()

    # construction

    def _lay_out(self) -> None:
        self._upper = Card(self)
        self._upper.body.setContentsMargins(1, 4, 1, 4)
        self._list = QStackedWidget(self)
        self._list.addWidget(self.table)
        self._list.addWidget(self._nothing)
        self._upper.body.addWidget(self._list)
        self._lower.setObjectName("webhookDetail")
        self._lower.body.setContentsMargins(10, 4, 10, 8)
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().setExpanding(False)
        self._tabs.tabBar().setAccessibleName(self.tr("The selected webhook"))
        self._tabs.addTab(self._sheet, self.tr("Settings"))
        self._tabs.addTab(self.test_panel, self.tr("Test"))
        self._tabs.addTab(self.deliveries, self.tr("Deliveries"))
        self._whole = QToolButton(self._tabs)
        self._whole.setObjectName("detailWhole")
        self._whole.setCheckable(True)
        self._whole.setProperty("flat", True)
        self._whole.setAccessibleName(self.tr("Give the selected webhook the whole page"))
        set_tooltip(self._whole, self.tr("Whole page (F11)"))
        self._whole.setShortcut("F11")
        keep_icon(self._whole, self._whole.setIcon, "expand", self._theme)
        self._tabs.setCornerWidget(self._whole, Qt.Corner.TopRightCorner)
        self._lower.body.addWidget(self._tabs)
        self.splitter = QSplitter(Qt.Orientation.Vertical, self)
        self.splitter.setObjectName("webhooksSplitter")
        self.splitter.setHandleWidth(BETWEEN)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self._upper)
        self.splitter.addWidget(self._lower)
        self.splitter.setStretchFactor(0, 5)
        self.splitter.setStretchFactor(1, 6)
        self.table.setMinimumHeight(96)
        self._lower.setMinimumHeight(190)
        filled = QWidget(self)
        column = QVBoxLayout(filled)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.splitter)
        self._stack.addWidget(filled)
        self._stack.addWidget(self._empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(BETWEEN)
        outer.addLayout(self._bar())
        outer.addWidget(self._stack, 1)

    def _bar(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._button("createRegularWebhook", primary=True))
        row.addWidget(self._button("createAutomationWebhook"))
        row.addStretch(1)
        self._chips = QButtonGroup(self)
        self._chip_box = QWidget(self)
        chips = QHBoxLayout(self._chip_box)
        chips.setContentsMargins(0, 0, 0, 0)
        chips.setSpacing(2)
        for key, text in (
            ("all", self.tr("All")),
            ("regular", self.tr("Regular")),
            ("automation", self.tr("Automation")),
            ("disabled", self.tr("Disabled")),
        ):
            chip = QToolButton(self._chip_box)
            chip.setObjectName(f"only_{key}")
            chip.setText(text)
            chip.setCheckable(True)
            chip.setChecked(key == "all")
            chip.setProperty("chip", True)
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            chip.clicked.connect(lambda _, only=key: self.table.rows.set_only(only))
            self._chips.addButton(chip)
            chips.addWidget(chip)
        row.addWidget(self._chip_box)
        self.filter.setObjectName("webhooksFilter")
        self.filter.setProperty("leading", True)
        self.filter.setPlaceholderText(self.tr("Filter   Ctrl+F"))
        self.filter.setAccessibleName(self.tr("Filter the webhooks"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMinimumWidth(140)
        self.filter.setMaximumWidth(240)
        lead = self.filter.addAction(icon("search", self._theme), QLineEdit.ActionPosition.LeadingPosition)
        keep_icon(lead, lead.setIcon, "search", self._theme)
        row.addWidget(self.filter, 1)
        return row

    def _button(self, name: str, *, primary: bool = False) -> QPushButton:
        action = self._actions[name]
        button = QPushButton(action.text(), self)
        button.setObjectName(f"{name}Button")
        button.setProperty("primary", primary)
        set_tooltip(button, f"{action.text()} ({action.shortcut().toString()})")
        keep_icon(button, button.setIcon, "add", self._theme, "accent_text" if primary else "text")
        button.clicked.connect(action.trigger)
        return button

    def _no_match(self) -> QWidget:
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.addStretch(1)
        text = label(self.tr("No webhook fits the filter and the chosen system."), box, role="muted")
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        clear = QPushButton(self.tr("Show all"), box)
        clear.setObjectName("clearWebhooksFilter")
        clear.clicked.connect(self._show_all)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(clear)
        row.addStretch(1)
        column.addWidget(text)
        column.addLayout(row)
        column.addStretch(1)
        return box

    def _connect(self) -> None:
        self.filter.textChanged.connect(self.table.rows.set_text)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self.edit_wanted)
        self.table.switched.connect(self._switch)
        self.table.test_wanted.connect(self.test)
        for signal in (self.table.rows.rowsInserted, self.table.rows.rowsRemoved, self.table.rows.modelReset):
            signal.connect(self._show_match)
        self._sheet.mark_wanted.connect(self._mark)
        self._sheet.copied.connect(lambda name: self._door.notice(self.tr("{name} copied.").format(name=name), "good"))
        self._tabs.currentChanged.connect(self._on_tab)
        self._whole.toggled.connect(self._on_whole)
        self.splitter.splitterMoved.connect(self._on_moved)
        self._empty.try_wanted.connect(self.try_wanted)
        self._empty.create_wanted.connect(self._actions["createRegularWebhook"].trigger)
        self._again.timeout.connect(self.look)

    # public

    @property
    def current_id(self) -> str:
        """Id of the webhook that actions are about, empty for none."""
        return self.table.current_id

    def selected_ids(self) -> list[str]:
        """Ids of all selected webhooks."""
        return self.table.selected_ids()

    def set_settings(self, settings: Settings) -> None:
        """Show these settings."""
        self._model.set_settings(settings)
        filled = bool(settings.webhooks)
        begun = filled and self._stack.currentIndex() == 1 and self.isVisible()
        self._stack.setCurrentIndex(0 if filled else 1)
        if begun:
            self.table.setFocus()
        if self._wanted and self.table.select_id(self._wanted):
            self._wanted = ""
        if not self.table.current_id:
            self.table.select_some()
        self._show_match()
        self._refresh_sheet()
        self.look()

    def focus_empty(self) -> None:
        """Put the keys where the empty screen says to begin."""
        self._empty.try_button.setFocus()

    def set_system(self, system_id: str | None) -> None:
        """Show only a system's webhooks; None for all."""
        self.table.rows.set_system(system_id)

    def select(self, webhook_id: str) -> None:
        """Make a webhook the current one, as soon as it is in the list."""
        self._wanted = "" if self.table.select_id(webhook_id) else webhook_id

    def show_tab(self, number: int) -> None:
        """Settings, Test or Deliveries."""
        self._tabs.setCurrentIndex(number)

    def test(self, webhook_id: str) -> None:
        """Send the remembered payload to the remembered target at once, and show what comes of it."""
        self.table.select_id(webhook_id)
        self._tabs.setCurrentIndex(TEST_TAB)
        self.test_panel.set_webhook(webhook_id)
        self.test_panel.send_now()

    def bear_names(self, on: bool) -> None:
        """Whether this is the current page, whose detail bears the contract's object names."""
        self._current = on
        self._on_tab()

    def close_page(self) -> None:
        """Stop timers; what is shown stays."""
        self._again.stop()
        self.test_panel.close_panel()
        self.deliveries.close_page()

    def exchanges_changed(self) -> None:
        """Something was sent or arrived: soon look for newest tests again."""
        if not self._again.isActive():
            self._again.start()

    def split_state(self) -> str:
        """Where the user put the line between list and sheet, as text; empty while we place it ourselves."""
        return bytes(self.splitter.saveState().toBase64().data()).decode("ascii") if self._moved else ""

    def restore_split(self, state: str) -> None:
        """Put the line where the user had it."""
        if state:
            self._moved = self.splitter.restoreState(QByteArray.fromBase64(state.encode("ascii", "replace")))

    def look(self) -> None:
        """Fetch the newest tests and live requests; off the main thread."""
        if self._looking:
            self._again.start()
            return
        self._looking = True
        self._looked_at.start()
        self._tasks.run(self, self._fetch, done=self._on_looked, failed=self._on_look_failed)

    # slots

    async def _fetch(self) -> tuple[dict[str, ExchangeRow], dict[str, datetime]]:
        tests = await self._core.webhooks.last_tests()
        return tests, await self._core.webhooks.seen_live()

    def _on_looked(self, result: tuple[dict[str, ExchangeRow], dict[str, datetime]]) -> None:
        self._looking = False
        # On a long history a look takes time; it may take a tenth of the storage threads' time, not more.
        self._again.setInterval(max(LOOK_AGAIN_MS, min(LONGEST_PAUSE_MS, 10 * self._looked_at.elapsed())))
        self._tests, self._seen = result
        self._model.set_tests(*result)
        self._refresh_sheet()

    def _on_look_failed(self, error: BaseException) -> None:
        self._looking = False
        self._tasks.default_failed(error)

    def _on_chosen(self, webhook_id: str) -> None:
        self._refresh_sheet()
        self.test_panel.set_webhook(webhook_id or None)
        self._on_tab()
        self._lower.setVisible(bool(webhook_id))
        self.current_changed.emit(webhook_id)

    def _on_tab(self, _: int = 0) -> None:
        self._balance()
        shown = self._tabs.currentIndex() == DELIVERIES_TAB
        self.deliveries.bear_names(shown and self._current)
        if shown:
            self.deliveries.set_webhook(self.current_id or None)

    def _on_moved(self, *_: int) -> None:
        self._moved = True

    def _balance(self) -> None:
        # Where height is short the list gives way to what is worked on, until the user moves the line.
        height = self.splitter.height()
        if self._moved or height < 1:
            return
        working = self._tabs.currentIndex() != SETTINGS_TAB
        upper = TWO_ROWS if working and height < ROOMY else min(round(height * 0.42), MOST_ROWS)
        self.splitter.setSizes([upper, height - upper])
        if (index := self.table.currentIndex()).isValid():
            self.table.scrollTo(index)

    def _on_whole(self, on: bool) -> None:
        self._upper.setVisible(not on)

    def _show_match(self) -> None:
        some = self.table.rows.rowCount() > 0
        self._list.setCurrentIndex(0 if some else 1)
        if some and not self.table.current_id:
            self.table.select_some()
        elif not some and self._core.settings.current.webhooks:
            self._lower.setVisible(False)
            self.current_changed.emit("")

    def _show_all(self) -> None:
        self.filter.clear()
        self._chips.buttons()[0].click()
        self._actions["showAllSystems"].trigger()

    def _switch(self, webhook_id: str, on: bool) -> None:
        self._tasks.run(self, lambda: self._core.webhooks.set_enabled([webhook_id], on))

    def _mark(self, entered: bool) -> None:
        webhook_id = self.current_id
        self._tasks.run(self, lambda: self._core.webhooks.mark_entered(webhook_id, entered))

    def _refresh_sheet(self) -> None:
        settings = self._core.settings.current
        hook = settings.webhook(self.current_id)
        if hook is None:
            return
        mirror = self._core.webhooks.mirror_state(hook, self._seen.get(hook.id))
        self._sheet.show_webhook(hook, settings, self._core.catalogue, mirror)
        self._credentials.refresh(hook)

    # Qt's own names from here on.

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, the chips give way to the buttons and the filter."""
        self._chip_box.setVisible(self.width() >= 940)
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._balance)  # the splitter gets its own size only after this

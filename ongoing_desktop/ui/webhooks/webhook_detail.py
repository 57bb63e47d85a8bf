"""The selected webhook: Settings, Test, Deliveries and Retries. A tab is built when it is first shown."""
# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTabWidget, QWidget

from ongoing_desktop.ui.commands import listening
from ongoing_desktop.ui.kit.buttons import tool_button
from ongoing_desktop.ui.kit.layout import Card, vbox
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.listening.port_mismatch_note import ElsewhereNote
from ongoing_desktop.ui.webhooks.settings_tab import SettingsSheet

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from ongoing_desktop.domain.sync_state import Seen
    from ongoing_desktop.ui.composer.composer_panel import TestPanel
    from ongoing_desktop.ui.context import SelectedExchanges, WindowContext
    from ongoing_desktop.ui.exchanges.exchanges_page import ExchangesPage
    from ongoing_desktop.ui.simulate.retries_panel import RetriesPanel

LOWEST: Final = 264
"""Height in units that the test needs."""
SETTINGS_TAB: Final = 0
TEST_TAB: Final = 1
DELIVERIES_TAB: Final = 2
RETRIES_TAB: Final = 3


class WebhookDetail(Card):
    """Main thread only."""

    tab_changed = Signal()
    whole_requested = Signal(bool)
    """Whether it should fill the page."""

    def __init__(self, context: WindowContext, actions: Mapping[str, QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("webhookDetail")
        self._context = context
        self._actions = actions
        self._webhook_id = ""
        self.tabs = QTabWidget(self)
        self.sheet = SettingsSheet(
            context, [actions[name] for name in ("editWebhook", "duplicateWebhook", "deleteWebhook")], self.tabs
        )
        self.elsewhere = ElsewhereNote(context, self.tabs, name="elsewhere")
        self._lay_out()
        self.elsewhere.listen_requested.connect(lambda port: listening.restart(context, port))
        self.elsewhere.rewrite_requested.connect(lambda url: listening.rewrite(context, self._webhook_id, url))
        self.tabs.currentChanged.connect(self._on_tab)

    # construction

    def _lay_out(self) -> None:
        sized(self.body, margins=(10, 4, 10, 8))
        sized(self, least_height=LOWEST)
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setExpanding(False)
        self.tabs.tabBar().setAccessibleName(self.tr("The selected webhook"))
        self.tabs.addTab(self.elsewhere.above(self.sheet, self.tabs), self.tr("Settings"))
        self._places = [QWidget(self.tabs) for _ in range(TEST_TAB, RETRIES_TAB + 1)]
        titles = (self.tr("Test"), self.tr("Deliveries"), self.tr("Retries"))
        for place, title in zip(self._places, titles, strict=True):
            self.tabs.addTab(place, title)
        whole = tool_button(
            self.tabs,
            self.tr("Show the selected webhook on the whole page"),
            "detailWhole",
            look="flat",
            icon="expand",
            theme=self._context.theme,
            colour="muted",
            tooltip=self.tr("Whole page (F11)"),
        )
        whole.setCheckable(True)
        whole.setShortcut("F11")
        whole.toggled.connect(self.whole_requested)
        self.tabs.setCornerWidget(whole, Qt.Corner.TopRightCorner)
        self.body.addWidget(self.tabs)

    @cached_property
    def test_panel(self) -> TestPanel:
        """The Test tab."""
        from ongoing_desktop.ui.composer.composer_panel import TestPanel

        place = self._places[TEST_TAB - 1]
        panel = TestPanel(self._context, place)
        vbox(panel, on=place)
        panel.set_webhook(self._webhook_id or None)
        return panel

    @cached_property
    def deliveries(self) -> ExchangesPage:
        """The Deliveries tab."""
        from ongoing_desktop.ui.exchanges.exchanges_page import ExchangesPage

        place = self._places[DELIVERIES_TAB - 1]
        page = ExchangesPage(self._context, mode="deliveries", parent=place)
        vbox(page, on=place)
        page.table.addAction(self._actions["sendAgain"])
        kept = self._context.services.settings.current.preferences.window.get("deliveries")
        if isinstance(kept, Mapping):
            page.restore(kept)
        return page

    @cached_property
    def retries(self) -> RetriesPanel:
        """The Retries tab."""
        from ongoing_desktop.ui.simulate.retries_panel import RetriesPanel

        place = self._places[RETRIES_TAB - 1]
        panel = RetriesPanel(self._context, place)
        vbox(panel, on=place)
        panel.open_requested.connect(self._context.navigation.show_exchange)
        panel.set_webhook(self._webhook_id or None)
        return panel

    def built(self, name: str) -> bool:
        """Whether a tab has been built: ``test_panel``, ``deliveries`` or ``retries``."""
        return name in self.__dict__

    def build_all(self) -> None:
        """Build the missing tabs."""
        for panel in (self.test_panel, self.deliveries, self.retries):
            panel.ensurePolished()

    # public

    @property
    def working(self) -> bool:
        """Whether a tab other than Settings is visible."""
        return self.tabs.currentIndex() != SETTINGS_TAB

    def show_retries(self) -> None:
        """Show the Retries tab."""
        self.tabs.setCurrentIndex(RETRIES_TAB)

    def set_webhook(self, webhook_id: str) -> None:
        """Show another webhook; empty for none."""
        self._webhook_id = webhook_id
        if self.built("test_panel"):
            self.test_panel.set_webhook(webhook_id or None)
        if self.built("retries"):
            self.retries.set_webhook(webhook_id or None)
        self._on_tab()

    def refresh(self, seen: Mapping[str, Seen]) -> None:
        """Show the current settings. ``seen``: the last live requests by webhook."""
        services = self._context.services
        hook = services.settings.current.webhook(self._webhook_id)
        if hook is not None:
            self.sheet.show_webhook(hook, services.activity.mirror_state(hook, seen.get(hook.id)))
            self.elsewhere.show_url(hook.url)

    def test(self, webhook_id: str) -> None:
        """Send the stored payload to the last target at once, and show the result."""
        self.tabs.setCurrentIndex(TEST_TAB)
        self.test_panel.set_webhook(webhook_id)
        self.test_panel.send_now()

    def keeping_payload(self) -> Callable[[], Awaitable[None]] | None:
        """A function that stores the edited payload; None without changes."""
        return self.test_panel.keeping() if self.built("test_panel") else None

    @property
    def exchanges(self) -> SelectedExchanges | None:
        """The selection on the Deliveries tab; None while it is not visible."""
        return self.deliveries.selected if self.built("deliveries") and self.deliveries.isVisible() else None

    def deliveries_state(self) -> Mapping[str, Any] | None:
        """The state of the Deliveries tab to store; None if it was not built."""
        return self.deliveries.state() if self.built("deliveries") else None

    def close_detail(self) -> None:
        """Stop loading; the display stays."""
        if self.built("test_panel"):
            self.test_panel.close_panel()
        if self.built("deliveries"):
            self.deliveries.close_page()
        if self.built("retries"):
            self.retries.close_panel()

    # slots

    def _on_tab(self, _: int = 0) -> None:
        self.tab_changed.emit()
        if (keeping := self.keeping_payload()) is not None:  # deliveries send the edited payload
            self._context.tasks.run(self, keeping)
        tab = self.tabs.currentIndex()
        if self._webhook_id and tab == TEST_TAB:
            self.test_panel.show()
        elif self._webhook_id and tab == RETRIES_TAB:
            self.retries.show()
        elif tab == DELIVERIES_TAB:
            self.deliveries.set_webhook(self._webhook_id or None)

"""The pages of the window. All except the first are imported and built on first use."""
# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ongoing_desktop.ui.commands import WindowState, listening
from ongoing_desktop.ui.kit.detail_split import LEAST
from ongoing_desktop.ui.kit.sizes import px
from ongoing_desktop.ui.webhooks.webhooks_page import WebhooksPage
from ongoing_desktop.wording.language import translated as tr

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QResizeEvent

    from ongoing_desktop.ui.context import WindowContext
    from ongoing_desktop.ui.exchanges.exchanges_page import ExchangesPage
    from ongoing_desktop.ui.scenarios.scenarios_page import ScenariosPage

PAGES: Final = ("webhooks", "inbox", "history", "scenarios")


class Pages(QStackedWidget):
    """Main thread only. The stored state of a page is restored when it is built."""

    resized = Signal()

    def __init__(self, context: WindowContext, actions: Mapping[str, QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._actions = actions
        self._system: str | None = None
        self.shown = "webhooks"
        self.webhooks = WebhooksPage(context, actions, self)
        self.addWidget(self.webhooks)
        self.webhooks.restore(self._kept("webhooks"))

    @cached_property
    def inbox(self) -> ExchangesPage:
        """Received requests."""
        page = self._exchanges("inbox")
        if (bar := page.listener_bar) is not None:
            bar.answers.add_command(self._actions["replyRules"])
            bar.answers.add_command(self._actions["listenerSettings"])
            bar.answers.preset_requested.connect(lambda key: listening.answer_by_preset(self._context, key))
            bar.answers.usual_requested.connect(lambda: listening.answer_as_usual(self._context))
        return page

    @cached_property
    def history(self) -> ExchangesPage:
        """Everything sent and received."""
        return self._exchanges("history")

    @cached_property
    def scenarios(self) -> ScenariosPage:
        """The Scenarios page."""
        from ongoing_desktop.ui.scenarios.scenarios_page import ScenariosPage

        page = ScenariosPage(self._context, self)
        self.addWidget(page)
        page.set_system(self._system)
        page.exchange_requested.connect(self._context.navigation.show_exchange)
        page.restore(self._kept("scenarios"))
        return page

    def _exchanges(self, mode: Literal["inbox", "history"]) -> ExchangesPage:
        from ongoing_desktop.ui.exchanges.exchanges_page import ExchangesPage

        page = ExchangesPage(self._context, mode=mode, parent=self)
        self.addWidget(page)
        page.set_system(self._code())
        page.table.addAction(self._actions["sendAgain"])
        page.start_requested.connect(lambda port: listening.start(self._context, port))
        page.stop_requested.connect(lambda: listening.stop(self._context))
        page.test_requested.connect(self._context.navigation.send_test)
        page.restore(self._kept(mode))
        return page

    # public

    @property
    def wide(self) -> bool:
        """Whether there is room for a detail beside a list."""
        return self.width() >= px(LEAST)

    def built(self, name: str) -> bool:
        """Whether a page has been built."""
        return name == "webhooks" or name in self.__dict__

    def build_all(self) -> None:
        """Build the missing pages."""
        for page in (self.inbox, self.history, self.scenarios):
            page.ensurePolished()
        self.webhooks.detail.build_all()

    def exchanges(self) -> ExchangesPage:
        """The inbox while it is shown, else the history."""
        return self.inbox if self.shown == "inbox" else self.history

    def show_page(self, name: str) -> None:
        self.shown = name
        page: WebhooksPage | ExchangesPage | ScenariosPage = getattr(self, name)
        self.setCurrentWidget(page)

    def set_system(self, system_id: str | None) -> None:
        """Show one system; None for all, empty for exchanges of no known system."""
        self._system = system_id
        self.webhooks.table.rows.set_system(system_id or None)
        if self.built("scenarios"):
            self.scenarios.set_system(system_id or None)
        for name in ("inbox", "history"):
            if self.built(name):
                getattr(self, name).set_system(self._code())

    def state(self) -> dict[str, Any]:
        """The state of the pages to store, as plain JSON values. The state of unbuilt pages is unchanged."""
        found: dict[str, Any] = {"page": self.shown, "webhooks": self.webhooks.state()}
        for name in PAGES[1:]:
            found[name] = getattr(self, name).state() if self.built(name) else self._kept(name)
        rest = self.webhooks.deliveries_state()
        return {**found, "deliveries": self._kept("deliveries") if rest is None else rest}

    def close_pages(self) -> None:
        """Stop timers and loading."""
        for name in PAGES:
            if self.built(name):
                getattr(self, name).close_page()

    def focus_page(self) -> None:
        """Focus the list instead of the filter, so that keys move in it."""
        if self.shown == "scenarios":
            self.scenarios.steps.table.setFocus()
            return
        page = self.webhooks if self.shown == "webhooks" else self.exchanges()
        if page.table.isVisible():
            page.table.setFocus()
        elif self.shown == "webhooks":
            self.webhooks.empty.try_button.setFocus()
        elif (focused := self.window().focusWidget()) is not None:
            focused.clearFocus()

    def focus_filter(self) -> None:
        """Move the cursor to the filter of the shown page, or, within a body, find in that."""
        if (find := _finding(self.window().focusWidget())) is not None:
            find()
        elif self.shown == "scenarios":
            self.scenarios.library.choice.setFocus()
        elif self.shown == "webhooks":
            self.webhooks.focus_filter()
        else:
            self.exchanges().focus_filter()

    # private

    def _code(self) -> str | None:
        system = self._context.services.settings.current.system(self._system) if self._system else None
        return system.code if system else self._system

    def _kept(self, name: str) -> Mapping[str, Any]:
        kept = self._context.services.settings.current.preferences.window.get(name)
        return kept if isinstance(kept, Mapping) else {}

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell the new size."""
        super().resizeEvent(event)
        self.resized.emit()


def _finding(widget: QWidget | None) -> Callable[[], object] | None:
    """How to find a text in what a widget belongs to; None if that is no body."""
    while widget is not None:
        if (find := getattr(widget, "start_finding", None)) is not None:
            return find  # type: ignore[no-any-return]
        widget = widget.parentWidget()
    return None


def state_of(context: WindowContext, pages: Pages) -> WindowState:
    """The facts that decide which commands are available."""
    services, navigation = context.services, context.navigation
    current, following = services.settings.current, services.undoing.next
    preferences = current.preferences
    return WindowState(
        page=pages.shown,
        webhook=bool(navigation.webhook_id),
        exchanges=chosen.count if (chosen := navigation.exchanges) is not None else 0,
        systems=len(current.systems),
        sheet=bool(current.webhooks) or any(map(current.system, preferences.sheets)),
        demo=any(system.demo for system in current.systems),
        listening=services.listening.running,
        theme=preferences.theme if preferences.theme in ("light", "dark") else "system",
        density=preferences.density,
        detail_place=preferences.detail_place,
        grouping=pages.exchanges().view_bar.grouping if pages.shown in ("inbox", "history") else "",
        wide=pages.wide,
        notify=preferences.notify,
        undo=bool(following.undo),
        redo=bool(following.redo),
    )


def heading(page: str) -> tuple[str, tuple[str, ...]]:
    """A page's title, and its description in variants from the longest to the shortest."""
    match page:
        case "webhooks":
            return tr("Webhooks"), (
                tr("Administration ⇒ Webhooks · local copy: nothing you save here changes Ongoing"),
                tr("local copy: nothing you save here changes Ongoing"),
                tr("local copy: does not change Ongoing"),
                tr("does not change Ongoing"),
            )
        case "inbox":
            return tr("Inbox"), (tr("requests received by this computer’s listener"), tr("received requests"))
        case "history":
            return tr("History"), (tr("everything sent and received, newest first"), tr("sent and received"))
        case _:
            return tr("Scenarios"), (
                tr("an order's life, sent to the webhooks that fire for its events"),
                tr("an order's life, event by event"),
                tr("an order's life"),
            )

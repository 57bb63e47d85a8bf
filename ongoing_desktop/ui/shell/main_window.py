"""The content of the main window: side bar, header, four pages, and navigation between them."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu

from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.domain.settings_changed import ALL_KINDS, SettingsChanged
from ongoing_desktop.ui.commands import COMMANDS, Command, files, systems, webhooks
from ongoing_desktop.ui.commands.actions import CommandActions
from ongoing_desktop.ui.commands.shortcuts import keep_keys
from ongoing_desktop.ui.context import SelectedExchanges, WindowContext
from ongoing_desktop.ui.credentials.secret_clipboard import SecretClipboard
from ongoing_desktop.ui.kit.layout import hbox, vbox
from ongoing_desktop.ui.kit.notice_bar import NoticeBar
from ongoing_desktop.ui.revisions.undo import UndoActions
from ongoing_desktop.ui.service_signals import ServiceSignals
from ongoing_desktop.ui.shell.arrivals import UnreadCounter, make_notifiers
from ongoing_desktop.ui.shell.background_notices import make_notices
from ongoing_desktop.ui.shell.header import Header
from ongoing_desktop.ui.shell.notifier import Notifier
from ongoing_desktop.ui.shell.pages import PAGES, Pages, heading, state_of
from ongoing_desktop.ui.shell.side_bar import SideBar
from ongoing_desktop.ui.shell.tray import Tray
from ongoing_desktop.ui.shell.window_frame import WindowFrame
from ongoing_desktop.ui.task_runner import TaskRunner
from ongoing_desktop.ui.theme import AROUND, BETWEEN, Theme
from ongoing_desktop.wording.messages import sentence

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from PySide6.QtGui import QAction, QCloseEvent, QShowEvent

    from ongoing_desktop.domain.listening import ListenerState
    from ongoing_desktop.services import Services
    from ongoing_desktop.services.undoing import Next
    from ongoing_desktop.ui.help.help_window import HelpWindow
    from ongoing_desktop.ui.language_switch import LanguageSwitch
    from ongoing_desktop.ui.palette.command_palette import CommandPalette
    from ongoing_desktop.wording.language import Language

LISTED: Final = frozenset({"systems", "webhooks", "states"})
"""Kinds of settings that the list of webhooks shows."""


class MainWindow(WindowFrame):
    """Main thread only. Everything that waits runs through :class:`TaskRunner`. Implements ``Navigation``."""

    closed = Signal()
    """The user has closed the window, after any questions."""

    def __init__(
        self,
        services: Services,
        theme: Theme,
        commands: Sequence[Command] = COMMANDS,
        language: LanguageSwitch | None = None,
    ) -> None:
        """The services must be started. The window owns ``theme``, ``language``, tasks, signals and notifier.

        Without ``language`` the texts stay in the language of the process.
        """
        super().__init__()
        theme.setParent(self)
        self._language = language
        if language is not None:
            language.setParent(self)
            language.changed.connect(self._retranslate)
        notifier = Notifier(self)
        tasks = TaskRunner(services.engine, notifier.error, self)
        self.context = WindowContext(services, tasks, notifier, theme, ServiceSignals(services, self), self, self)
        self._services = services
        self._notifier = notifier
        self._quitting = False
        self._next_step = 0
        self._undo = UndoActions(self.context, self)
        self._actions = CommandActions(self.context, self, commands)
        self.commands: dict[str, QAction] = self._actions.by_name
        self.secret_clipboard = SecretClipboard(self)
        self._unread = UnreadCounter(self.context, self)
        stored = services.settings.current.preferences.window
        self._help_geometry = str(stored.get("help", ""))
        self._lay_out()
        self._connect()
        self.open_at(stored.get("geometry"), theme)
        self._on_settings(SettingsChanged(Settings(), services.settings.current, ALL_KINDS))
        self._on_listener(services.listening.state)
        self._show_next(services.undoing.next)
        page = stored.get("page")
        self.show_page(page if page in PAGES else "webhooks")

    # construction

    def _lay_out(self) -> None:
        theme, middle = self.context.theme, self.middle
        self._actions.fill_bar(self.menu_bar)
        for menu in self.menu_bar.findChildren(QMenu):
            menu.aboutToShow.connect(self._use_state)
        self.header = Header(theme, middle)
        keep_keys(self.header, self.commands["startListener"], self.header.use_keys)
        self.side_bar = SideBar(self._actions.group("pages"), theme, middle)
        keep_keys(self.side_bar, self.commands["showGuide"], self.side_bar.use_keys)
        self.pages = Pages(self.context, self.commands, middle)
        self.webhooks = self.pages.webhooks
        self.notices = NoticeBar(middle, over=self.pages)
        self.notices.left.connect(self.pages.focus_page)
        self._notifier.attach(self.notices)
        hbox(
            self.side_bar,
            (vbox(self.header, (self.pages, 1), spacing=BETWEEN, margins=(AROUND, 16, AROUND, 20)), 1),
            on=middle,
            spacing=0,
        )
        self.webhooks.table.addActions(self._actions.row_menu())

    def _connect(self) -> None:
        signals = self.context.signals
        signals.undo_changed.connect(self._show_next)
        signals.settings_changed.connect(self._on_settings)
        signals.listener_changed.connect(self._on_listener)
        signals.tunnel_changed.connect(self.header.set_tunnel)
        if self._services.built("tunnel"):
            signals.follow_tunnel()
        signals.exchanges_changed.connect(self.webhooks.take)
        signals.exchanges_changed.connect(self._unread.look)
        signals.deliveries_changed.connect(self.header.playing.show_deliveries)
        self.header.system_chosen.connect(self._on_system)
        self.header.systems.activated.connect(lambda _: self._use_system())
        self.header.manage.clicked.connect(self.commands["manageSystems"].trigger)
        self.header.playing.opened.connect(self._show_playing)
        self.pages.resized.connect(self._use_state)
        self.webhooks.current_changed.connect(lambda _: self._use_state())
        self.webhooks.table.selectionModel().selectionChanged.connect(lambda *_: self._use_state())
        self._unread.counted.connect(self.side_bar.set_unread)
        self.tray: Tray | None = None
        if Tray.available():
            self.tray = Tray(self.context, self.commands, self)
            self.tray.pressed.connect(self.come_forward)
            self._unread.counted.connect(self.tray.set_unread)
        self.commands["notifyArrivals"].setVisible(self.tray is not None)
        make_notifiers(self, self.context, self.tray)
        make_notices(self.context, self.commands, self.tray, self)
        self.file_dropped.connect(self.import_file)

    # navigation

    @property
    def page(self) -> str:
        return self.pages.shown

    @property
    def system_id(self) -> str:
        return self.header.system_id or ""

    @property
    def webhook_id(self) -> str:
        return self.webhooks.table.current_id

    @property
    def webhook_ids(self) -> list[str]:
        return self.webhooks.table.selected_ids()

    @property
    def exchanges(self) -> SelectedExchanges | None:
        if self.page in ("inbox", "history"):
            return self.pages.exchanges().selected
        return self.webhooks.exchanges if self.page == "webhooks" else None

    @property
    def listener_port(self) -> int | None:
        return (self.pages.inbox.port or None) if self.pages.built("inbox") else None

    def show_page(self, name: str) -> None:
        # A user who moves through the pages with the arrow keys stays in their list.
        in_list = self.side_bar.pages.hasFocus()
        if not in_list and (focused := self.focusWidget()) is not None and self.pages.isAncestorOf(focused):
            focused.clearFocus()  # otherwise Qt would move it to the list of pages first
        self.pages.show_page(name)
        self.header.set_page(*heading(name), unknown=name in ("inbox", "history"))
        self._unread.set_watching(name == "inbox")
        self._use_state()
        if self.isVisible() and not in_list:
            self.pages.focus_page()

    def show_webhook(self, *webhook_ids: str) -> None:
        self.show_page("webhooks")
        self.select_webhooks(*webhook_ids)

    def select_webhooks(self, *webhook_ids: str) -> None:
        self.webhooks.select(*webhook_ids)

    def send_test(self) -> None:
        """Send the current webhook's test at once, or those of all selected webhooks one by one."""
        ids = self.webhook_ids
        if len(ids) > 1:
            self.show_page("webhooks")
            self.webhooks.bulk.start(ids)
        elif webhook_id := self.webhook_id:
            self.show_page("webhooks")
            self.webhooks.test(webhook_id)

    def keeping_payload(self) -> Callable[[], Awaitable[None]] | None:
        return self.webhooks.keeping_payload()

    def edit_webhook(self, webhook_id: str) -> None:
        webhooks.edit(self.context, webhook_id)

    def show_exchange(self, exchange_id: int, page: str = "history") -> None:
        self.show_page(page)
        self.pages.exchanges().select(exchange_id)

    def compare_systems(self, left: str = "") -> None:
        systems.compare(self.context, left)

    def undo(self) -> None:
        self._undo.undo()

    def redo(self) -> None:
        self._undo.redo()

    def export_exchanges(self) -> None:
        self.pages.exchanges().menu_actions.export()

    def focus_filter(self) -> None:
        self.pages.focus_filter()

    def group_by(self, key: str) -> None:
        self.pages.exchanges().view_bar.group_by(key)
        self._use_state()

    def next_part(self) -> None:
        focused = self.focusWidget()
        if focused is self.side_bar.pages:
            self.pages.focus_page()
        elif self.notices.isVisible() and not (focused is not None and self.notices.isAncestorOf(focused)):
            self.notices.take_focus()
        else:
            self.side_bar.pages.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_all_systems(self) -> None:
        self.header.systems.setCurrentIndex(0)

    def show_system(self, system_id: str) -> None:
        self.header.choose(system_id)

    def show_filtered(self, text: str) -> None:
        self.show_page("history")
        self.pages.history.filter_bar.set_text(text)

    def show_scenario(self, key: str, *, own: bool) -> None:
        self.show_page("scenarios")
        self.pages.scenarios.library.show_entry(key, own=own)

    def quit(self) -> None:
        """Close the window and stop the listener, after any questions."""
        self._quitting = True
        self.close()

    def open_palette(self) -> None:
        self._use_state()
        self.palette_box.open()

    @cached_property
    def palette_box(self) -> CommandPalette:
        """The command palette, built on first use."""
        from ongoing_desktop.ui.palette.command_palette import CommandPalette  # noqa: PLC0415

        return CommandPalette(self.context)

    def show_guide(self, topic: str = "") -> None:
        self.help.open(topic)

    @cached_property
    def help(self) -> HelpWindow:
        """The guides, built on first use."""
        from ongoing_desktop.ui.help.help_window import HelpWindow  # noqa: PLC0415

        return HelpWindow(self.context, self._help_geometry)

    # public

    def come_forward(self) -> None:
        """Show the window in front, also from the tray."""
        super().come_forward()
        if self.page == "inbox":
            self._unread.set_watching(on=True)

    def import_file(self, path: Path) -> None:
        """Import a settings or HAR file; what it would change is shown first."""
        files.import_dropped(self.context, path)

    def window_state(self) -> dict[str, Any]:
        """The state of the window to store: plain JSON values."""
        guides = self.help.geometry_text() if "help" in vars(self) else self._help_geometry
        return {"geometry": self.geometry_text(), "help": guides, **self.pages.state()}

    def close_pages(self) -> None:
        """Stop the timers of all pages and clear a secret from the clipboard; the display stays."""
        self.secret_clipboard.clear()
        self.pages.close_pages()

    # what changed

    def _on_settings(self, change: SettingsChanged) -> None:
        if "systems" in change.kinds:
            self.header.set_settings(change.after)
        if change.kinds & LISTED:
            self.webhooks.follow(change)
        if "shortcuts" in change.kinds:
            self._actions.use_shortcuts(change.after.preferences.shortcuts)
        self.context.theme.follow(change)
        if "language" in change.kinds and self._language is not None:
            self._language.choose(change.after.preferences.language)
        if "detail_place" in change.kinds:
            self.webhooks.splitter.set_place(change.after.preferences.detail_place)
        if "systems" in change.kinds:
            self._on_system()
        self._use_state()

    def _on_listener(self, state: ListenerState) -> None:
        self.header.set_listener(state)
        if state.status == "failed" and state.code:
            self._notifier.notice(sentence(state.code, state.params), "bad")
        self._use_state()

    def _retranslate(self, before: Language) -> None:
        """Show everything in the current language. What is drawn from the services is made again."""
        from ongoing_desktop.ui.retranslation import retranslate  # noqa: PLC0415 - seldom needed

        retranslate(self.context, before)
        self.header.set_page(*heading(self.page), unknown=self.page in ("inbox", "history"))
        self._show_next(self._services.undoing.next)

    def _use_system(self) -> None:
        if chosen := self.header.system_id:
            settings = self._services.settings
            self.context.tasks.run(self, lambda: settings.set_preferences(last_system=chosen))

    def _on_system(self) -> None:
        self.pages.set_system(self.header.system_id)

    def _show_playing(self, webhook_id: str) -> None:
        self.show_webhook(webhook_id)
        self.webhooks.detail.show_retries()

    def _show_next(self, following: Next) -> None:
        if following.step != self._next_step:
            self._next_step = following.step
            self.notices.drop_action(self.tr("Undo"))  # it would undo another step than the notice is about
        for name, what in (("undo", following.undo), ("redo", following.redo)):
            action = self.commands[name]
            action.setText(sentence(f"{name}-named", {"what": what}) if what else action.iconText())
        self._use_state()

    def _use_state(self) -> None:
        self._actions.use(state_of(self.context, self.pages))

    # overrides

    def build_all(self) -> None:
        """Build the missing pages and the palette."""
        self.pages.build_all()
        _ = self.palette_box

    def showEvent(self, event: QShowEvent) -> None:
        """Set the initial focus in the list."""
        super().showEvent(event)
        self.pages.focus_page()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Hide in the tray, or ask once while the listener or a run is active, because closing ends it."""
        quitting, self._quitting = self._quitting, False
        if not self.may_close and self._stays_open(quitting=quitting):
            event.ignore()
            return
        super().closeEvent(event)
        if (guides := vars(self).pop("help", None)) is not None:
            self._help_geometry = guides.geometry_text()
            guides.close()
            guides.deleteLater()
        self.closed.emit()

    def _stays_open(self, *, quitting: bool) -> bool:
        """Whether the window stays for now: hidden in the tray, or until a question is answered."""
        if self.tray is not None and self.tray.keeps_window and not quitting:
            if self.page == "inbox":
                self._unread.set_watching(on=False)
            self.hide()
            self.tray.say_hidden()
            return True
        from ongoing_desktop.ui.shell.closing import asks_before_closing  # noqa: PLC0415 - needed once, at the end

        return asks_before_closing(self, self.context, self.pages, quitting=quitting)

"""The main window: rail, header, four screens, and the commands that lead from one to another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from PySide6.QtCore import QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from ongoing_desktop.domain.arrived import Arrived
from ongoing_desktop.domain.listening import ListenerState
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.domain.settings_changed import EVERYTHING, SettingsChanged
from ongoing_desktop.services import Services
from ongoing_desktop.services.transfers import ImportPlan
from ongoing_desktop.services.undoing import Next
from ongoing_desktop.ui.actions import ROW_MENU, make_actions, more_menu
from ongoing_desktop.ui.context import WindowContext
from ongoing_desktop.ui.credentials.secret_clipboard import SecretClipboard
from ongoing_desktop.ui.dialogs import DialogActions
from ongoing_desktop.ui.exchanges.exchanges_page import ExchangesPage
from ongoing_desktop.ui.files.file_actions import FileActions
from ongoing_desktop.ui.files.support_pack_dialog import SupportDialog
from ongoing_desktop.ui.icons import icon
from ongoing_desktop.ui.kit.keyboard import FocusKeeper, order_tabs, press_focused
from ongoing_desktop.ui.kit.notice_bar import NoticeBar
from ongoing_desktop.ui.listening.listener_actions import ListenerActions
from ongoing_desktop.ui.revisions.revision_actions import RevisionActions
from ongoing_desktop.ui.scenarios.scenarios_page import ScenariosPage
from ongoing_desktop.ui.service_signals import ServiceSignals
from ongoing_desktop.ui.shell.about import KeysDialog
from ongoing_desktop.ui.shell.desktop_notifications import make_notifier
from ongoing_desktop.ui.shell.header import Header
from ongoing_desktop.ui.shell.notifier import Notifier
from ongoing_desktop.ui.shell.page_list import PAGES, SHOWN_BY, heading
from ongoing_desktop.ui.shell.side_bar import SideBar
from ongoing_desktop.ui.shell.unread_counter import UnreadCounter
from ongoing_desktop.ui.simulate.simulate_actions import SimulateActions
from ongoing_desktop.ui.systems.system_actions import SystemActions
from ongoing_desktop.ui.task_runner import TaskRunner
from ongoing_desktop.ui.theme import AROUND, BETWEEN, Theme
from ongoing_desktop.ui.webhooks.webhook_actions import WebhookActions
from ongoing_desktop.ui.webhooks.webhooks_page import RETRIES_TAB, WebhooksPage
from ongoing_desktop.wording.messages import sentence

SMALLEST: Final = (900, 560)
USUAL: Final = (1280, 800)
LISTED: Final = frozenset({"systems", "webhooks", "states"})
"""Kinds of settings that the list of webhooks shows."""


class MainWindow(QMainWindow):
    """Main thread only. Everything that waits goes through :class:`TaskRunner`."""

    closed = Signal()
    """The user is done; whatever had to be asked was asked."""

    def __init__(self, services: Services, theme: Theme) -> None:
        """The services must be started. The window owns ``theme``, tasks, signals and notifier."""
        super().__init__()
        self.setObjectName("mainWindow")
        self.setWindowTitle("Ongoing Desktop")
        theme.setParent(self)
        notifier = Notifier(self)
        tasks = TaskRunner(services.engine, notifier.error, self)
        self.context = WindowContext(services, tasks, notifier, theme, ServiceSignals(services, self), self)
        self._services = services
        self._tasks = tasks
        self._notifier = notifier
        self._theme = theme
        self._may_close = False
        self._page = ""
        self._next_step = 0
        self._keeper = FocusKeeper(self)
        self.commands = make_actions(self, theme)
        self.secret_clipboard = SecretClipboard(self)
        self._unread = UnreadCounter(self.context, self)
        self.webhooks = WebhooksPage(self.context, self.commands, self)
        self.inbox = ExchangesPage(self.context, mode="inbox", parent=self)
        self.history = ExchangesPage(self.context, mode="history", parent=self)
        self.scenarios = ScenariosPage(self.context, self)
        self._lay_out()
        self._make_verbs()
        self._connect()
        self._restore()
        self._on_settings(SettingsChanged(Settings(), self._services.settings.current, EVERYTHING))
        self._on_listener(self._services.listening.state)
        self._show_next(self._services.undoing.next)
        self.show_page("webhooks")

    # construction

    def _lay_out(self) -> None:
        middle = QWidget(self)
        middle.setObjectName("pageArea")
        self.menu = more_menu(self, self.commands)
        self.header = Header(self._theme, self.menu, middle)
        self.pages = QStackedWidget(middle)
        self.notices = NoticeBar(middle, over=self.pages)
        self._notifier.attach(self.notices)
        for page in (self.webhooks, self.inbox, self.history, self.scenarios):
            self.pages.addWidget(page)
        screens = [self.commands[name] for name in SHOWN_BY]
        self.side_bar = SideBar(screens, self._theme, middle)
        column = QVBoxLayout()
        column.setContentsMargins(AROUND, 16, AROUND, 20)
        column.setSpacing(BETWEEN)
        column.addWidget(self.header)
        column.addWidget(self.pages, 1)
        across = QHBoxLayout(middle)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.side_bar)
        across.addLayout(column, 1)
        self.setCentralWidget(middle)
        self.setMinimumSize(*SMALLEST)
        self.setWindowIcon(icon("app", self._theme, "accent"))
        self.webhooks.table.add_menu([self.commands[name] for name in ROW_MENU])

    def _make_verbs(self) -> None:
        def preview(plan: ImportPlan) -> None:
            self._files.preview(plan)  # made after the verbs, which it needs

        self._revisions = RevisionActions(self.context, self)
        self.webhook_actions = WebhookActions(
            self.context,
            self,
            self.webhooks,
            preview=preview,
        )
        self.system_actions = SystemActions(
            self.context,
            self,
            port=lambda: self.inbox.port or None,
            test=self.webhook_actions.test,
        )
        self.listener_actions = ListenerActions(self.context, self)
        self.simulate_actions = SimulateActions(self.context, self)
        self._dialogs = DialogActions(
            self.context,
            self,
        )
        self._files = FileActions(
            self.context,
            self,
            selected=self.webhooks.selected_ids,
        )

    def _connect(self) -> None:
        does: dict[str, Callable[[], object]] = {
            "showWebhooks": lambda: self.show_page("webhooks"),
            "showInbox": lambda: self.show_page("inbox"),
            "showHistory": lambda: self.show_page("history"),
            "showScenarios": lambda: self.show_page("scenarios"),
            "createRegularWebhook": lambda: self.webhook_actions.new_webhook("regular"),
            "createAutomationWebhook": lambda: self.webhook_actions.new_webhook("automation"),
            "editWebhook": lambda: self.webhook_actions.edit(self.webhooks.current_id),
            "duplicateWebhook": self.webhook_actions.duplicate,
            "deleteWebhook": self.webhook_actions.delete,
            "testWebhook": self.webhook_actions.test,
            "repeatAndOrder": lambda: self.simulate_actions.repeat_and_order(
                self.webhooks.current_id, self.webhooks.test_panel.keeping()
            ),
            "sendAgain": self._send_again,
            "receiverSnippet": self.webhook_actions.snippet,
            "enableWebhook": self.webhook_actions.toggle,
            "enableWebhooks": lambda: self.webhook_actions.enable(on=True),
            "disableWebhooks": lambda: self.webhook_actions.enable(on=False),
            "exportWebhooks": lambda: self._files.export_config(self.webhooks.selected_ids()),
            "copyWebhooks": self.webhook_actions.copy,
            "pasteWebhooks": self.webhook_actions.paste,
            "addSystem": self.system_actions.add_system,
            "addGoodsOwner": self.system_actions.add_owner,
            "manageSystems": self.system_actions.manage,
            "compareSystems": self.system_actions.compare,
            "importConfig": self._files.import_config,
            "exportConfig": self._files.export_config,
            "publicAddress": lambda: self._dialogs.public_address(self.webhooks.current_id),
            "historyLimits": self._dialogs.history_limits,
            "replyRules": self.listener_actions.rules,
            "listenerSettings": self.listener_actions.settings,
            "settingsSheet": self._settings_sheet,
            "checkPayload": self._dialogs.check_payload,
            "exportHistory": lambda: self._exchanges().export(),
            "importHistory": self._files.import_history,
            "supportPack": self._support_pack,
            "showLeftovers": self._dialogs.leftovers,
            "credentialNames": self._dialogs.credential_names,
            "addDemo": self.system_actions.add_demo,
            "removeDemo": self.system_actions.remove_demo,
            "startListener": lambda: self.start_listener(self.inbox.port or None),
            "stopListener": self.stop_listener,
            "undo": self._revisions.undo,
            "redo": self._revisions.redo,
            "showRevisions": self._revisions.show_history,
            "focusFilter": self._focus_filter,
            "showAllSystems": lambda: self.header.systems.setCurrentIndex(0),
            "themeSystem": lambda: self._set_theme("system"),
            "themeLight": lambda: self._set_theme("light"),
            "themeDark": lambda: self._set_theme("dark"),
            "showKeys": lambda: KeysDialog(self.commands, self._theme, self).open(),
            "about": self._dialogs.about,
            "openMenu": self.header.more.showMenu,
            "quit": self.close,
        }
        for name, verb in does.items():
            self.commands[name].triggered.connect(lambda _=False, do=verb: do())
        self.context.signals.undo_changed.connect(self._show_next)
        self.context.signals.settings_changed.connect(self._on_settings)
        self.context.signals.settings_changed.connect(self.webhook_actions.settings_changed)
        self.context.signals.settings_changed.connect(self.system_actions.show_settings)
        self.context.signals.settings_changed.connect(self._files.show_settings)
        self.context.signals.settings_changed.connect(self.listener_actions.show_settings)
        if (bar := self.inbox.listener_bar) is not None:
            self.listener_actions.attach(bar.answers, self.commands)
        self.webhooks.elsewhere.listen_requested.connect(self.listener_actions.listen_at)
        self.webhooks.elsewhere.rewrite_requested.connect(
            lambda url: self.listener_actions.rewrite(self.webhooks.current_id, url)
        )
        self.context.signals.listener_changed.connect(self._on_listener)
        self.context.signals.exchanges_changed.connect(self._on_exchanges)
        self.header.system_chosen.connect(self._on_system)
        self.header.systems.activated.connect(lambda _: self._use_system())
        self.header.manage.clicked.connect(self.commands["manageSystems"].trigger)
        self.webhooks.current_changed.connect(lambda _: self._enable())
        self.webhooks.table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        self.webhooks.edit_requested.connect(self.webhook_actions.edit)
        self.webhooks.exchange_requested.connect(self.show_exchange)
        self.scenarios.exchange_requested.connect(self.show_exchange)
        self.context.signals.deliveries_changed.connect(self.header.playing.show_deliveries)
        self.header.playing.opened.connect(self._show_playing)
        self.webhooks.demo_requested.connect(self.system_actions.add_demo)
        for page in (self.inbox, self.history, self.webhooks.deliveries):
            page.table.addAction(self.commands["sendAgain"])
        self._unread.counted.connect(self.side_bar.set_unread)
        make_notifier(self, self.context, self.commands["notifyArrivals"], self.windowIcon())
        for page in (self.inbox, self.history):
            page.start_requested.connect(self.start_listener)
            page.stop_requested.connect(self.stop_listener)
            page.test_requested.connect(self.webhook_actions.test)

    # public

    def show_page(self, name: str) -> None:
        """Show a screen: ``webhooks``, ``inbox``, ``history`` or ``scenarios``."""
        number = PAGES.index(name)
        self._page = name
        self.commands[SHOWN_BY[number]].setChecked(True)
        for page, key in ((self.webhooks, "webhooks"), (self.inbox, "inbox"), (self.history, "history")):
            if key != name:
                page.bear_names(False)
        if name != "scenarios":
            (self.webhooks, self.inbox, self.history)[number].bear_names(True)
        self.pages.setCurrentIndex(number)
        self.header.set_page(*heading(name), unknown=name in ("inbox", "history"))
        self._unread.set_watching(name == "inbox")
        self._enable()
        if self.isVisible():
            self._focus_page()

    @property
    def system_id(self) -> str:
        """Id of the system that is chosen in the header; empty for all."""
        return self.header.system_id or ""

    def show_webhook(self, *webhook_ids: str) -> None:
        """Show the Webhooks page and select webhooks there, the first as the current one."""
        self.show_page("webhooks")
        self.webhooks.select(*webhook_ids)

    def edit_webhook(self, webhook_id: str) -> None:
        """Open the editor on a webhook."""
        self.webhook_actions.edit(webhook_id)

    def show_exchange(self, exchange_id: int, page: str = "history") -> None:
        """Show an exchange on the page ``history`` or ``inbox``."""
        self.show_page(page)
        self._exchanges().select(exchange_id)

    def compare_systems(self, left: str = "") -> None:
        """Open the comparison of two systems."""
        self.system_actions.compare(left)

    def undo(self) -> None:
        """Take back the newest step."""
        self._revisions.undo()

    def start_listener(self, port: int | None = None) -> None:
        """Start listening; the port is remembered."""
        self.listener_actions.start(port)

    def stop_listener(self) -> None:
        """Stop listening; the next start of the app stays silent too."""
        self._tasks.run(self, self._services.listening.stop)

    def window_state(self) -> dict[str, Any]:
        """What is remembered of the window: plain JSON values."""
        return {
            "geometry": bytes(self.saveGeometry().toBase64().data()).decode("ascii"),
            "splitter": self.webhooks.split_state(),
            "webhooks": self.webhooks.state(),
            "inbox": self.inbox.state(),
            "history": self.history.state(),
            "deliveries": self.webhooks.deliveries.state(),
        }

    def close_pages(self) -> None:
        """Stop the timers of all screens; what is shown stays. A secret on the clipboard goes."""
        self.secret_clipboard.clear()
        self.webhooks.close_page()
        self.inbox.close_page()
        self.history.close_page()
        self.scenarios.close_page()

    def force_close(self) -> None:
        """Close without asking."""
        self._may_close = True
        self.close()

    # commands

    def _set_theme(self, mode: str) -> None:
        self._tasks.run(self, lambda: self._services.settings.set_preferences(theme=mode))

    def _support_pack(self) -> None:
        marked = tuple(self._exchanges().table.selected_ids()) if self._page in ("inbox", "history") else ()
        SupportDialog(self.context, self, marked).open()

    def _settings_sheet(self) -> None:
        marked = self.webhooks.selected_ids() if self._page == "webhooks" else ()
        usual = self._services.settings.current.usual_system(self.header.system_id or "")
        self._dialogs.settings_sheet(usual, marked)

    def _send_again(self) -> None:
        if self._page == "webhooks" and not self.webhooks.deliveries.isVisible():
            self.simulate_actions.send_newest_again(self.webhooks.current_id)
        else:
            shown = self.webhooks.deliveries if self._page == "webhooks" else self._exchanges()
            self.simulate_actions.send_again(shown.table.selected_ids())

    def _show_playing(self, webhook_id: str) -> None:
        self.show_page("webhooks")
        self.webhooks.select(webhook_id)
        self.webhooks.show_tab(RETRIES_TAB)

    def _focus_filter(self) -> None:
        if self._page == "scenarios":
            self.scenarios.library.choice.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self._page == "webhooks":
            self.webhooks.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.webhooks.filter.selectAll()
        else:
            self._exchanges().focus_filter()

    # what changed

    def _on_settings(self, change: SettingsChanged) -> None:
        settings, kinds = change.after, change.kinds
        if "systems" in kinds:
            self.header.set_settings(settings)
        if kinds & LISTED:
            self.webhooks.follow(change)
        if "theme" in kinds:
            mode = settings.preferences.theme
            self._theme.change(mode)
            self.commands[{"light": "themeLight", "dark": "themeDark"}.get(mode, "themeSystem")].setChecked(True)
        if "systems" in kinds:
            self._on_system()
        if kinds & {"systems", "webhooks", "sheets"}:
            self._enable()

    def _on_listener(self, state: ListenerState) -> None:
        self.header.set_listener(state)
        if state.status == "failed" and state.code:
            self._notifier.notice(sentence(state.code, state.params), "bad")
        self._enable()

    def _on_exchanges(self, arrived: Arrived) -> None:
        self.webhooks.take(arrived)
        self._unread.look(arrived)

    def _use_system(self) -> None:
        if chosen := self.header.system_id:
            self._tasks.run(self, lambda: self._services.settings.set_preferences(last_system=chosen))

    def _on_system(self) -> None:
        chosen = self.header.system_id
        system = self._services.settings.current.system(chosen) if chosen else None
        code = system.code if system else chosen
        self.webhooks.set_system(chosen or None)
        self.inbox.set_system(code)
        self.history.set_system(code)
        self.scenarios.set_system(chosen or None)

    def _enable(self) -> None:
        current = self._services.settings.current
        one = bool(self.webhooks.current_id)
        running = self._services.listening.running
        can = {
            "editWebhook": one,
            "duplicateWebhook": one,
            "deleteWebhook": one and self._page == "webhooks",
            "testWebhook": one,
            "repeatAndOrder": one,
            "receiverSnippet": one,
            "enableWebhook": one,
            "enableWebhooks": one,
            "disableWebhooks": one,
            "exportWebhooks": one,
            "copyWebhooks": one and self._page == "webhooks",
            "pasteWebhooks": self._page == "webhooks",
            "addGoodsOwner": bool(current.systems),
            "compareSystems": len(current.systems) > 1,
            "exportConfig": bool(current.systems),
            "settingsSheet": bool(current.webhooks) or any(map(current.system, current.preferences.sheets)),
            "addDemo": not self._services.demo.present,
            "removeDemo": self._services.demo.present,
            "startListener": not running,
            "stopListener": running,
        }
        for name, able in can.items():
            self.commands[name].setEnabled(able)

    def _show_next(self, following: Next) -> None:
        if following.step != self._next_step:
            self._next_step = following.step
            self.notices.drop_action(self.tr("Undo"))  # it would take back another step than the notice is about
        for name, what in (("undo", following.undo), ("redo", following.redo)):
            action = self.commands[name]
            action.setEnabled(bool(what))
            action.setText(sentence(f"{name}-named", {"what": what}) if what else action.iconText())

    def _restore(self) -> None:
        kept = self._services.settings.current.preferences.window
        self.resize(*USUAL)
        if isinstance(geometry := kept.get("geometry"), str):
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode("ascii", "replace")))
        if isinstance(splitter := kept.get("splitter"), str):
            self.webhooks.restore_split(splitter)
        for name, page in (
            ("webhooks", self.webhooks),
            ("inbox", self.inbox),
            ("history", self.history),
            ("deliveries", self.webhooks.deliveries),
        ):
            if isinstance(state := kept.get(name), Mapping):
                page.restore(state)

    def _focus_page(self) -> None:
        # The list, not the filter: keys then move in it, and no ring stands around an empty line.
        if self._page == "scenarios":
            self.scenarios.steps.table.setFocus()
            return
        page = self.webhooks if self._page == "webhooks" else self._exchanges()
        if page.table.isVisible():
            page.table.setFocus()
        elif self._page == "webhooks":
            self.webhooks.focus_empty()
        elif (focused := self.focusWidget()) is not None:
            focused.clearFocus()

    def _exchanges(self) -> ExchangesPage:
        return self.inbox if self._page == "inbox" else self.history

    # Qt's own names from here on.

    def showEvent(self, event: QShowEvent) -> None:
        """Begin in the list."""
        super().showEvent(event)
        self._focus_page()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask once while something is listened to or played: closing ends it, and requests would find nobody."""
        playing = any(not item.ended for item in self._services.retries.deliveries)
        if self._may_close or not (self._services.listening.running or playing or self.scenarios.running):
            super().closeEvent(event)
            self.closed.emit()
            return
        event.ignore()
        if playing:
            self._notifier.confirm(
                self,
                self.tr("Quit while retries are played?"),
                self.tr("Deliveries under way are marked as interrupted, and nothing more of them is sent."),
                self.tr("Quit"),
                self.force_close,
            )
            return
        if self.scenarios.running:
            self._notifier.confirm(
                self,
                self.tr("Quit while a scenario runs?"),
                self.tr("Its events that have not left yet are not sent; what was sent stands in the history."),
                self.tr("Quit"),
                self.force_close,
            )
            return
        self._notifier.confirm(
            self,
            self.tr("Quit while listening?"),
            self.tr("The listener ends with the window, and requests will find nobody."),
            self.tr("Quit"),
            self.force_close,
            details=self.tr("The next start listens again. “ongoing-desktop listen” listens without a window."),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus."""
        if not press_focused(self, event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's name
        """Follow the reading order; a button that stops working keeps the focus."""
        if self._keeper.keeps():
            return False
        order_tabs(self)
        return super().focusNextPrevChild(next)

    def sizeHint(self) -> QSize:
        """The usual size."""
        return QSize(*USUAL)

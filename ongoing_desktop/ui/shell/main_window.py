"""The main window: side bar, header, four pages, and navigation between them."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QByteArray, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.domain.settings_changed import EVERYTHING, SettingsChanged
from ongoing_desktop.ui.commands import COMMANDS, Command, WindowState, files, listening, systems, webhooks
from ongoing_desktop.ui.commands.actions import CommandActions
from ongoing_desktop.ui.commands.shortcuts import keep_keys
from ongoing_desktop.ui.context import SelectedExchanges, WindowContext
from ongoing_desktop.ui.credentials.secret_clipboard import SecretClipboard
from ongoing_desktop.ui.icons import app_icon
from ongoing_desktop.ui.kit.clipboard import dragged_file
from ongoing_desktop.ui.kit.keyboard import FocusKeeper, press_focused
from ongoing_desktop.ui.kit.layout import hbox, vbox
from ongoing_desktop.ui.kit.notice_bar import NoticeBar
from ongoing_desktop.ui.kit.plain_text import named
from ongoing_desktop.ui.kit.room import keep_inside, open_with, room, scrolling
from ongoing_desktop.ui.kit.sizes import px
from ongoing_desktop.ui.revisions.undo import UndoActions
from ongoing_desktop.ui.service_signals import ServiceSignals
from ongoing_desktop.ui.shell.clock_notice import ClockNotice
from ongoing_desktop.ui.shell.desktop_notifications import make_notifiers
from ongoing_desktop.ui.shell.header import Header
from ongoing_desktop.ui.shell.notifier import Notifier
from ongoing_desktop.ui.shell.page_list import heading
from ongoing_desktop.ui.shell.pages import Pages
from ongoing_desktop.ui.shell.shape_notices import ShapeNotices
from ongoing_desktop.ui.shell.side_bar import SideBar
from ongoing_desktop.ui.shell.tray import Tray
from ongoing_desktop.ui.shell.unread_counter import UnreadCounter
from ongoing_desktop.ui.shell.watch_notices import WatchNotices
from ongoing_desktop.ui.task_runner import TaskRunner
from ongoing_desktop.ui.theme import AROUND, BETWEEN, Theme
from ongoing_desktop.wording.language import language
from ongoing_desktop.wording.messages import sentence

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Sequence

    from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QShowEvent

    from ongoing_desktop.domain.arrived import Arrived
    from ongoing_desktop.domain.listening import ListenerState
    from ongoing_desktop.services import Services
    from ongoing_desktop.services.undoing import Next
    from ongoing_desktop.ui.exchanges.exchanges_page import ExchangesPage
    from ongoing_desktop.ui.help.opener import Help
    from ongoing_desktop.ui.language_switch import LanguageSwitch
    from ongoing_desktop.ui.palette.command_palette import CommandPalette
    from ongoing_desktop.ui.scenarios.scenarios_page import ScenariosPage
    from ongoing_desktop.ui.webhooks.webhooks_page import WebhooksPage
    from ongoing_desktop.wording.language import Language

SMALLEST: Final = (900, 560)
USUAL: Final = (1280, 800)
"""Sizes of the window in units."""
PAGES: Final = frozenset({"webhooks", "inbox", "history", "scenarios"})
LISTED: Final = frozenset({"systems", "webhooks", "states"})
"""Kinds of settings that the list of webhooks shows."""


class MainWindow(QMainWindow):
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
        self.setObjectName("mainWindow")
        self.setWindowTitle("Ongoing Desktop")
        self.setAcceptDrops(True)
        theme.setParent(self)
        self._language = language
        if language is not None:
            language.setParent(self)
            language.changed.connect(self._retranslate)
        notifier = Notifier(self)
        tasks = TaskRunner(services.engine, notifier.error, self)
        theme.set_compact(services.settings.current.preferences.density == "compact")
        theme.set_zoom(services.settings.current.preferences.zoom)
        self.context = WindowContext(services, tasks, notifier, theme, ServiceSignals(services, self), self, self)
        self._services = services
        self._notifier = notifier
        self._may_close = False
        self._quitting = False
        self._schedules: QObject | None = None
        self._next_step = 0
        self._keeper = FocusKeeper(self)
        self._undo = UndoActions(self.context, self)
        self._actions = CommandActions(self.context, self, commands)
        self.commands: dict[str, QAction] = self._actions.by_name
        self.secret_clipboard = SecretClipboard(self)
        self._unread = UnreadCounter(self.context, self)
        self.clock_notice = ClockNotice(self.context, self)
        self._lay_out()
        self._connect()
        self._restore()
        self._on_settings(SettingsChanged(Settings(), services.settings.current, EVERYTHING))
        self._on_listener(services.listening.state)
        self._show_next(services.undoing.next)
        page = services.settings.current.preferences.window.get("page")
        self.show_page(page if page in PAGES else "webhooks")

    # construction

    def _lay_out(self) -> None:
        theme = self.context.theme
        self._middle = middle = named(QWidget(self), "pageArea")
        self.setCentralWidget(middle)
        self.menu_bar = self.menuBar()
        self.menu_bar.setObjectName("menuBar")
        self._actions.fill_bar(self.menu_bar)
        for menu in self.menu_bar.findChildren(QMenu):
            menu.aboutToShow.connect(self._use_state)
        self.header = Header(theme, middle)
        keep_keys(self.header, self.commands["startListener"], self.header.use_keys)
        self.side_bar = SideBar(self._actions.group("pages"), theme, middle)
        keep_keys(self.side_bar, self.commands["showGuide"], self.side_bar.use_keys)
        self.pages = Pages(self.context, self.commands, middle)
        self.notices = NoticeBar(middle, over=self.pages)
        self.notices.left.connect(self.pages.focus_page)
        self._notifier.attach(self.notices)
        hbox(
            self.side_bar,
            (vbox(self.header, (self.pages, 1), spacing=BETWEEN, margins=(AROUND, 16, AROUND, 20)), 1),
            on=middle,
            spacing=0,
        )
        self.setWindowIcon(app_icon())
        self.webhooks.table.add_menu(self._actions.row_menu())

    def _connect(self) -> None:
        signals = self.context.signals
        signals.undo_changed.connect(self._show_next)
        signals.settings_changed.connect(self._on_settings)
        signals.listener_changed.connect(self._on_listener)
        signals.tunnel_changed.connect(self.header.set_tunnel)
        if self._services.built("tunnel"):
            signals.follow_tunnel()
        signals.exchanges_changed.connect(self._on_exchanges)
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
        ShapeNotices(self.context, self.commands["showShapes"].trigger, self)
        WatchNotices(self.context, self.tray, self)

    def _restore(self) -> None:
        self._limit()
        self.context.theme.changed.connect(self._limit)
        open_with(self, self.sizeHint())
        geometry = self._services.settings.current.preferences.window.get("geometry")
        if isinstance(geometry, str):
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode("ascii", "replace")))

    def _limit(self) -> None:
        """Keep the window within the screen. What the screen has no room for scrolls."""
        least, most = QSize(*map(px, SMALLEST)), room(self)
        if least.boundedTo(most) != least and self.centralWidget() is self._middle:
            self.takeCentralWidget()
            self.setCentralWidget(scrolling(self._middle, self))
        if self.centralWidget() is not self._middle:
            self._middle.setMinimumSize(least - QSize(0, self.menu_bar.sizeHint().height()))
        self.setMinimumSize(least.boundedTo(most))
        if self.isVisible():
            keep_inside(self)

    # pages

    @property
    def webhooks(self) -> WebhooksPage:
        """The Webhooks page."""
        return self.pages.webhooks

    @property
    def inbox(self) -> ExchangesPage:
        """The inbox, built on first use."""
        return self.pages.inbox

    @property
    def history(self) -> ExchangesPage:
        """The history, built on first use."""
        return self.pages.history

    @property
    def scenarios(self) -> ScenariosPage:
        """The scenarios, built on first use."""
        return self.pages.scenarios

    # navigation

    @property
    def page(self) -> str:
        return self.pages.shown

    @property
    def system_id(self) -> str:
        return self.header.system_id or ""

    @property
    def webhook_id(self) -> str:
        return self.webhooks.current_id

    @property
    def webhook_ids(self) -> list[str]:
        return self.webhooks.selected_ids()

    @property
    def exchanges(self) -> SelectedExchanges | None:
        if self.page in ("inbox", "history"):
            return self.pages.exchanges().selected
        return self.webhooks.exchanges if self.page == "webhooks" else None

    @property
    def listener_port(self) -> int | None:
        return (self.inbox.port or None) if self.pages.built("inbox") else None

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
        self.pages.exchanges().exports.export()

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
        self.history.filter_bar.set_text(text)

    def show_scenario(self, key: str, *, own: bool) -> None:
        self.show_page("scenarios")
        self.scenarios.library.show_entry(key, own=own)

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
        self.help.show(topic)

    @cached_property
    def help(self) -> Help:
        """Opens the guides, built on first use."""
        from ongoing_desktop.ui.help.opener import Help  # noqa: PLC0415

        return Help(self.context, self)

    # public

    def come_forward(self) -> None:
        """Show the window in front, also from the tray."""
        self.showNormal() if self.isMinimized() else self.show()
        self.raise_()
        self.activateWindow()
        if self.page == "inbox":
            self._unread.set_watching(on=True)

    def start_listener_again(self) -> None:
        """Start listening if it was on when the program ended, or take over the listener that went on."""
        listening.start_again(self.context)

    def start_listener(self, port: int | None = None) -> None:
        """Start listening and remember the port."""
        listening.start(self.context, port)

    def import_file(self, path: Path) -> None:
        """Import a settings or HAR file; what it would change is shown first."""
        files.import_dropped(self.context, path)

    def window_state(self) -> dict[str, Any]:
        """The state of the window to store: plain JSON values."""
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        window = self._services.settings.current.preferences.window
        guides = self.help.geometry if "help" in self.__dict__ else window.get("help", "")
        return {"geometry": geometry, "help": guides, **self.pages.state()}

    def close_pages(self) -> None:
        """Stop the timers of all pages and clear a secret from the clipboard; the display stays."""
        self.secret_clipboard.clear()
        self.pages.close_pages()

    def force_close(self) -> None:
        """Close without asking."""
        self._may_close = True
        self.close()

    # what changed

    def _on_settings(self, change: SettingsChanged) -> None:
        if "systems" in change.kinds:
            self.header.set_settings(change.after)
        if change.kinds & LISTED:
            self.webhooks.follow(change)
        if "shortcuts" in change.kinds:
            self._actions.use_shortcuts(change.after.preferences.shortcuts)
        if "theme" in change.kinds:
            self.context.theme.change(change.after.preferences.theme)
        if "language" in change.kinds and self._language is not None:
            self._language.choose(change.after.preferences.language)
        if "zoom" in change.kinds:
            self.context.theme.set_zoom(change.after.preferences.zoom)
        if "detail_place" in change.kinds:
            self.webhooks.splitter.set_place(change.after.preferences.detail_place)
        if "density" in change.kinds:
            self.context.theme.set_compact(change.after.preferences.density == "compact")
        if "schedules" in change.kinds and change.after.preferences.schedules:
            self._follow_schedules()
        if "systems" in change.kinds:
            self._on_system()
        self._use_state()

    def _follow_schedules(self) -> None:
        if self._schedules is None:
            from ongoing_desktop.ui.shell.schedule_notices import ScheduleNotices  # noqa: PLC0415 - most have none

            show = self.commands["showSchedules"].trigger
            self._schedules = ScheduleNotices(self.context, self.tray, show, self)

    def _on_listener(self, state: ListenerState) -> None:
        self.header.set_listener(state)
        if state.status == "failed" and state.code:
            self._notifier.notice(sentence(state.code, state.params), "bad")
        self._use_state()

    def _retranslate(self, before: Language) -> None:
        """Show everything in the current language. What is drawn from the services is made again."""
        from ongoing_desktop.ui.retranslation import retranslate_windows  # noqa: PLC0415 - seldom needed
        from ongoing_desktop.wording.read_back import ReadBack  # noqa: PLC0415

        retranslate_windows(ReadBack(before, language(), self._names()))
        current = self._services.settings.current
        self.context.signals.settings_changed.emit(SettingsChanged(current, current, EVERYTHING - {"language"}))
        self.context.signals.listener_changed.emit(self._services.listening.state)
        if self._services.built("tunnel"):
            self.context.signals.tunnel_changed.emit(self._services.tunnel.state)
        self.header.set_page(*heading(self.page), unknown=self.page in ("inbox", "history"))
        self._show_next(self._services.undoing.next)

    def _names(self) -> Iterator[str]:
        """Names that are not translated: those of the user, and Ongoing's names of webhook types."""
        settings = self._services.settings.current
        yield from (trigger.title for trigger in self._services.catalogue.triggers)
        yield from (hook.name for hook in settings.webhooks)
        for system in settings.systems:
            yield from (system.name, *(owner.name for owner in system.goods_owners))
        yield from settings.preferences.saved_filters

    def _on_exchanges(self, arrived: Arrived) -> None:
        self.webhooks.take(arrived)
        self._unread.look(arrived)

    def _use_system(self) -> None:
        if chosen := self.header.system_id:
            settings = self._services.settings
            self.context.tasks.run(self, lambda: settings.set_preferences(last_system=chosen))

    def _on_system(self) -> None:
        self.pages.set_system(self.header.system_id)

    def _show_playing(self, webhook_id: str) -> None:
        self.show_webhook(webhook_id)
        self.webhooks.show_retries()

    def _show_next(self, following: Next) -> None:
        if following.step != self._next_step:
            self._next_step = following.step
            self.notices.drop_action(self.tr("Undo"))  # it would undo another step than the notice is about
        for name, what in (("undo", following.undo), ("redo", following.redo)):
            action = self.commands[name]
            action.setText(sentence(f"{name}-named", {"what": what}) if what else action.iconText())
        self._use_state()

    def _use_state(self) -> None:
        current, following = self._services.settings.current, self._services.undoing.next
        preferences = current.preferences
        self._actions.use(
            WindowState(
                page=self.page,
                webhook=bool(self.webhook_id),
                exchanges=chosen.count if (chosen := self.exchanges) is not None else 0,
                systems=len(current.systems),
                sheet=bool(current.webhooks) or any(map(current.system, preferences.sheets)),
                demo=any(system.demo for system in current.systems),
                listening=self._services.listening.running,
                theme=preferences.theme if preferences.theme in ("light", "dark") else "system",
                density=preferences.density,
                detail_place=preferences.detail_place,
                grouping=self.pages.exchanges().view_bar.grouping if self.page in ("inbox", "history") else "",
                wide=self.pages.wide,
                notify=preferences.notify,
                undo=bool(following.undo),
                redo=bool(following.redo),
            )
        )

    # Qt overrides

    def findChild(self, *arguments: Any, **named: Any) -> Any:
        """Find a child of the window, even on a page that was not shown yet.

        Scripts and tests look up widgets by object name without knowing that pages are built on first use. Missing
        pages are built before the search; a search without a name builds none.
        """
        found = super().findChild(*arguments, **named)
        if found is None and (named.get("name") or (len(arguments) > 1 and arguments[1])):
            self.pages.build_all()
            _ = self.palette_box
            found = super().findChild(*arguments, **named)
        return found

    def findChildren(self, *arguments: Any, **named: Any) -> Any:
        """Find children of the window, even on pages not shown yet; see :meth:`findChild`.

        No page contains a dialog, so a search for dialogs builds none.
        """
        from PySide6.QtWidgets import QDialog  # noqa: PLC0415 - many windows open none

        kind = named.get("type", arguments[0] if arguments else None)
        if not (isinstance(kind, type) and issubclass(kind, QDialog)):
            self.pages.build_all()
        return super().findChildren(*arguments, **named)

    def showEvent(self, event: QShowEvent) -> None:
        """Set the initial focus in the list."""
        super().showEvent(event)
        self.pages.focus_page()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask once while the listener or a run is active, because closing ends it."""
        quitting, self._quitting = self._quitting, False
        if self.tray is not None and self.tray.keeps_window and not quitting and not self._may_close:
            event.ignore()
            if self.page == "inbox":
                self._unread.set_watching(on=False)
            self.hide()
            self.tray.say_hidden()
            return
        from ongoing_desktop.ui.shell.closing import closing_question  # noqa: PLC0415 - needed once, at the end

        keep = self._services.settings.current.preferences.keep_listening and not quitting
        question = None if self._may_close else closing_question(self._services, self.pages, keep_listening=keep)
        if question is None:
            if keep and not self._may_close:
                self._services.listening.outlive()
            super().closeEvent(event)
            if "help" in self.__dict__:
                self.help.close()
            self.closed.emit()
            return
        event.ignore()
        if not self.isVisible():
            self.come_forward()

        def agreed() -> None:
            if keep:
                self._services.listening.outlive()
            self.force_close()

        self._notifier.confirm(self, question.title, question.text, self.tr("Quit"), agreed, details=question.details)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept a settings or HAR file."""
        if dragged_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import a dropped file."""
        if (path := dragged_file(event.mimeData())) is not None:
            event.acceptProposedAction()
            self.import_file(path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the focused button."""
        if not press_focused(self, event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's name
        """Follow the reading order. A button that is disabled keeps the focus."""
        if self._keeper.keeps():
            return False
        from ongoing_desktop.ui.kit.reading_order import step_focus  # noqa: PLC0415 - knows many kinds of widgets

        return step_focus(self, forward=next)

    def sizeHint(self) -> QSize:
        return QSize(*map(px, USUAL))

"""The icon in the desktop's tray: the listener's state, unread requests, and a menu for a hidden window."""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from ongoing_desktop.domain.listening import ListenerState
from ongoing_desktop.ui.context import InContext
from ongoing_desktop.ui.kit.timing import after_pause
from ongoing_desktop.ui.shell.header import listener_words
from ongoing_desktop.wording.language import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ongoing_desktop.domain.exchange import ExchangeRow
    from ongoing_desktop.domain.settings_changed import SettingsChanged
    from ongoing_desktop.services.ports import Stop
    from ongoing_desktop.services.ports.history import History
    from ongoing_desktop.ui.context import WindowContext

SHOWN_MS: Final = 8_000
ARRIVALS: Final = 5
"""Number of arrivals in the menu; looked for among this many newest exchanges:"""
LOOKED_AT: Final = 200
SETTLE_MS: Final = 500
SIDE: Final = 64
"""Pixels of the icon; the desktop scales it."""
MOST_SHOWN: Final = 9
SIGNS: Final = {"good": "good", "warn": "warn", "bad": "bad", "quiet": "muted"}
"""Colours of the state by the kind of its pill."""


class Tray(InContext, QObject):
    """Visible while the user wants the icon or notifications. Main thread only."""

    pressed = Signal()
    """Icon or notification was clicked: show the window."""

    def __init__(self, context: WindowContext, actions: Mapping[str, QAction], window: QWidget) -> None:
        super().__init__(window)
        self.use_context(context)
        self._actions = actions
        self._wanted = self._notifies = self._alarm = False
        self._clicked: Callable[[], object] | None = None
        self._state = ListenerState()
        self._unread = 0
        self._plain = window.windowIcon()
        self.icon = QSystemTrayIcon(self._plain, self)
        self.menu = QMenu(window)
        self.menu.setObjectName("trayMenu")
        self._fill_menu()
        self._pause = after_pause(self, SETTLE_MS, self._look)
        self.icon.messageClicked.connect(self._on_message_clicked)
        self.icon.activated.connect(self._on_activated)
        context.theme.changed.connect(self._draw)
        context.signals.settings_changed.connect(self._follow)
        context.signals.listener_changed.connect(self.show_listener)
        context.signals.exchanges_changed.connect(self._on_exchanges)
        self.show_listener(context.services.listening.state)
        self._want(context.services.settings.current.preferences.tray)

    @staticmethod
    def available() -> bool:
        """Whether this desktop has a tray that shows messages."""
        return QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()

    @property
    def keeps_window(self) -> bool:
        """Whether closing the window only hides it."""
        return self._wanted

    # notifications

    def show(self, title: str, text: str, on_click: Callable[[], object] | None = None) -> None:
        """Show a notification for a few seconds. ``on_click``: what a click shows; by default the inbox."""
        self._clicked = on_click
        self.icon.showMessage(title, text, QSystemTrayIcon.MessageIcon.Information, SHOWN_MS)

    def set_alarm(self, on: bool) -> None:
        """Whether a watch reports something, for which the icon is needed too."""
        self._alarm = on
        self._update()

    def set_on(self, on: bool) -> None:
        """Notifications need the icon."""
        self._notifies = on
        self._update()

    # what it shows

    def say_hidden(self) -> None:
        """At the first time, say where the window is."""
        stored = self._services.settings
        if not stored.current.preferences.tray_explained:
            text = self.tr("The program goes on in the tray. Use the icon’s menu to show the window or to quit.")
            self.show(self.tr("Ongoing Desktop"), text)
            self._tasks.run(self, partial(stored.set_preferences, tray_explained=True))

    def show_listener(self, state: ListenerState) -> None:
        """Show the listener's state."""
        self._state = state
        running = self._services.listening.running
        self._listener.setText(listener_words(state).text)
        self._start.setVisible(not running)
        self._stop.setVisible(running)
        self._draw()

    def set_unread(self, count: int) -> None:
        """Show the number of unread requests."""
        self._unread = max(0, count)
        self._draw()

    def retranslate(self) -> None:
        """Show the texts in the current language."""
        self.show_listener(self._state)

    def _follow(self, change: SettingsChanged) -> None:
        if "tray" in change.kinds:
            self._want(change.after.preferences.tray)

    def _want(self, on: bool) -> None:
        self._wanted = on
        if on:
            self.icon.setContextMenu(self.menu)
            self._look()
        self._update()

    def _update(self) -> None:
        self._draw()
        self.icon.setVisible(self._wanted or self._notifies or self._alarm)

    def _draw(self) -> None:
        words = listener_words(self._state)
        unread = plural(self._unread, "1 unread", "{count} unread") if self._unread else ""
        lines = ["Ongoing Desktop", *filter(None, (words.text, unread))] if self._wanted else ["Ongoing Desktop"]
        self.icon.setToolTip("\n".join(lines))
        self.icon.setIcon(self._with_state(words.kind) if self._wanted else self._plain)

    def _with_state(self, kind: str) -> QIcon:
        """The icon with a dot for the listener and the number of unread requests."""
        drawn = QPixmap(SIDE, SIDE)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._plain.paint(painter, QRect(0, 0, SIDE, SIDE))
        painter.setPen(self._theme.colour("surface"))
        painter.setBrush(self._theme.colour(SIGNS.get(kind, "muted")))
        painter.drawEllipse(QRect(SIDE * 5 // 8, SIDE * 5 // 8, SIDE * 3 // 8 - 1, SIDE * 3 // 8 - 1))
        if self._unread:
            badge = QRect(SIDE * 7 // 16, 0, SIDE * 9 // 16 - 1, SIDE * 9 // 16 - 1)
            painter.setBrush(self._theme.colour("accent"))
            painter.drawEllipse(badge)
            font = painter.font()
            font.setPixelSize(SIDE * 7 // 16)
            font.setBold(True)
            painter.setFont(font)
            painter.setPen(self._theme.colour("accent_text"))
            text = str(self._unread) if self._unread <= MOST_SHOWN else f"{MOST_SHOWN}+"
            painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)
        painter.end()
        return QIcon(drawn)

    # the menu

    def _fill_menu(self) -> None:
        menu = self.menu
        self._listener = menu.addAction("")
        self._listener.setEnabled(False)
        self._start = menu.addAction(self._actions["startListener"].iconText(), self._actions["startListener"].trigger)
        self._stop = menu.addAction(self._actions["stopListener"].iconText(), self._actions["stopListener"].trigger)
        menu.addSeparator()
        self._after = menu.addSeparator()
        menu.addAction(self.tr("Show the window"), self.pressed.emit)
        menu.addAction(self._actions["quit"].iconText(), self._actions["quit"].trigger)
        self._arrivals: list[QAction] = []

    def _look(self) -> None:
        """Look for the last arrivals."""

        def newest(history: History, _: Stop) -> list[ExchangeRow]:
            rows = islice(history.newest_first(), LOOKED_AT)
            return list(islice((row for row in rows if row.direction == "in"), ARRIVALS))

        self._tasks.run(self, lambda: self._services.exchanges.search(newest), done=self._show_arrivals)

    def _show_arrivals(self, rows: list[ExchangeRow]) -> None:
        from ongoing_desktop.ui.exchanges.exchange_texts import Words  # noqa: PLC0415 - only a wanted tray needs it

        for action in self._arrivals:
            self.menu.removeAction(action)
            action.deleteLater()
        services = self._services
        words = Words(services.catalogue, services.settings.current, services.clock())
        self._arrivals = []
        for line in map(words.line, rows):
            text = f"{line.date} {line.time[:8]}   {line.title} · {line.verdict.word}".strip()
            action = QAction(text.replace("&", "&&"), self.menu)
            action.triggered.connect(partial(self._show_exchange, line.row.id))
            self.menu.insertAction(self._after, action)
            self._arrivals.append(action)

    def _show_exchange(self, exchange_id: int, _: bool = False) -> None:
        self.pressed.emit()
        self._context.navigation.show_exchange(exchange_id, "inbox")

    def _on_exchanges(self, _: object) -> None:
        if self._wanted:
            self._pause.start()

    def _on_message_clicked(self) -> None:
        self.pressed.emit()
        if self._clicked is not None:
            self._clicked()
        else:
            self._context.navigation.show_page("inbox")

    def _on_activated(self, why: QSystemTrayIcon.ActivationReason) -> None:
        if why != QSystemTrayIcon.ActivationReason.Context:
            self.pressed.emit()

"""The header: the current page, the chosen system, and the listener's state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QToolButton, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.listening import ListenerState
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.ui.icons import keep_icon
from ongoing_desktop.ui.kit.buttons import tool_button
from ongoing_desktop.ui.kit.controls import combo_box
from ongoing_desktop.ui.kit.layout import hbox
from ongoing_desktop.ui.kit.plain_text import ElidedLabel, announce, label, named, pill, set_pill, set_tooltip
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.wording.language import translated as tr
from ongoing_desktop.wording.messages import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ongoing_desktop.domain.deliveries import Delivery
    from ongoing_desktop.domain.tunnels import TunnelState
    from ongoing_desktop.ui.theme import Theme

ALL: Final = "all"
UNKNOWN: Final = "unknown"
SYSTEM: Final = "system:"
"""Prefix of a system's id in the combo box's data, so that no id equals one of the two fixed values."""


class ListenerWords(NamedTuple):
    """The listener's state for the user."""

    sign: str
    text: str
    kind: str
    """The kind of its pill."""


def listener_words(state: ListenerState) -> ListenerWords:
    """The listener's state as sign and words."""
    address = f"https://{state.bound}" if state.url.startswith("https:") else state.bound
    if state.not_saved:
        return ListenerWords("✕", tr("{count} not saved").format(count=state.not_saved), "bad")
    match state.status:
        case "listening" if state.open:
            return ListenerWords("!", tr("Open to network {address}").format(address=address), "warn")
        case "listening":
            return ListenerWords("●", tr("Listening {address}").format(address=address), "good")
        case "starting":
            return ListenerWords("…", tr("Starting"), "quiet")
        case "not-answering":
            return ListenerWords("!", tr("Not answering {address}").format(address=address), "warn")
        case "restarting":
            return ListenerWords("!", tr("Restarting"), "warn")
        case "failed":
            return ListenerWords("✕", tr("Stopped by an error"), "bad")
        case _:
            return ListenerWords("○", tr("Stopped"), "quiet")


class Header(QWidget):
    """Main thread only."""

    system_chosen = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._unknown = False
        self._keys = ""
        self._listener = ListenerState()
        self._settings = Settings()
        self.title = label("", self, role="title", name="pageTitle")
        self._lead = named(ElidedLabel(self, role="muted"), "pageLead")
        self.systems = combo_box(self, "systemSelector", self.tr("System"))
        sized(self.systems, least_width=132, most_width=170)
        self.systems.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.manage = tool_button(
            self,
            self.tr("Systems"),
            "manageSystemsButton",
            icon="system",
            theme=theme,
            tooltip=self.tr("Systems: add, edit, compare"),
        )
        sized(self.manage, icon=(20, 20))
        self.manage.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.playing = RetryIndicator(theme, self)
        self.state = pill("", self, name="listenerState")
        self.tunnel = pill("", self, name="tunnelState")
        self.tunnel.hide()
        hbox(
            self.title,
            (self._lead, 1),
            self.playing,
            self.state,
            self.tunnel,
            hbox(self.systems, self.manage, spacing=6),
            on=self,
            spacing=9,
        )
        self.systems.currentIndexChanged.connect(lambda _: self.system_chosen.emit())
        self.set_listener(self._listener)

    @property
    def system_id(self) -> str | None:
        """The chosen system's id; empty for Unknown, None for All."""
        data = str(self.systems.currentData() or ALL)
        if data == UNKNOWN:
            return ""
        return data.removeprefix(SYSTEM) if data.startswith(SYSTEM) else None

    def choose(self, system_id: str) -> None:
        """Choose a system by its id. An unknown id changes nothing."""
        if (place := self.systems.findData(f"{SYSTEM}{system_id}")) >= 0:
            self.systems.setCurrentIndex(place)

    def set_page(self, title: str, lead: Sequence[str], *, unknown: bool) -> None:
        """Set the page's title and description. ``unknown``: whether exchanges of no known system can be chosen."""
        self.title.setText(title)
        self._lead.set_texts((*lead, ""))  # better no text than a truncated one
        if unknown != self._unknown:
            self._unknown = unknown
            self.set_settings(self._settings)

    def set_settings(self, settings: Settings) -> None:
        """Offer the current systems, keeping the choice if it still exists."""
        self._settings = settings
        before = self.systems.currentData()
        with QSignalBlocker(self.systems):
            self.systems.clear()
            self.systems.addItem(self.tr("All systems"), ALL)
            for system in sorted(settings.systems, key=lambda item: item.name.casefold()):
                self.systems.addItem(one_line(system.name), f"{SYSTEM}{system.id}")
            if self._unknown:
                self.systems.addItem(self.tr("Unknown"), UNKNOWN)
            self.systems.choose(before)
        if self.systems.currentData() != before:
            self.system_chosen.emit()

    def use_keys(self, keys: str) -> None:
        """Use the shortcut that starts and stops the listener, empty for none."""
        self._keys = keys
        self.set_listener(self._listener)

    def set_tunnel(self, state: TunnelState) -> None:
        """Show the tunnel's state as long as the user wants it to run."""
        from ongoing_desktop.ui.listening.tunnel_panel import show_tunnel, tunnel_sentence, tunnel_word  # noqa: PLC0415

        before = self.tunnel.text()
        show_tunnel(self.tunnel, state)
        set_tooltip(self.tunnel, "\n".join((state.address, tunnel_sentence(state))).strip())
        self.tunnel.setAccessibleName(tunnel_word(state))
        self.tunnel.setVisible(state.wanted)
        if self.isVisible() and before != self.tunnel.text():
            announce(self.tunnel, tunnel_word(state), urgent=state.broken)

    def set_listener(self, state: ListenerState) -> None:
        """Show the listener's state."""
        words = listener_words(state)
        set_pill(self.state, f"{words.sign} {words.text}", words.kind)
        name = self.tr("Listener: {state}").format(state=words.text)
        if self.isVisible() and name != self.state.accessibleName():
            announce(self.state, name, urgent=words.kind == "bad")
        self.state.setAccessibleName(name)
        self._listener = state
        how = self.tr("Start and stop with {keys}").format(keys=self._keys) if self._keys else ""
        why = sentence(state.code, state.params) if state.code else how
        if state.status == "listening" and state.open:
            why = sentence("listener-open")
        set_tooltip(self.state, why)


class RetryIndicator(QToolButton):
    """The indicator of running deliveries; a click opens the newest. Hidden while nothing is running."""

    opened = Signal(str)
    """Id of the webhook whose delivery is to be shown."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._webhook = ""
        self.setObjectName("playing")
        self.setProperty("button", True)
        sized(self, icon=(18, 18))
        self.setToolButtonStyle(self.toolButtonStyle().ToolButtonTextBesideIcon)
        keep_icon(self, self.setIcon, "refresh", theme, "accent")
        self.clicked.connect(lambda _=False: self.opened.emit(self._webhook))
        self.hide()

    def show_deliveries(self, deliveries: tuple[Delivery, ...]) -> None:
        """Show this session's deliveries, without ended ones."""
        running = [item for item in deliveries if not item.ended]
        self.setVisible(bool(running))
        if not running:
            return
        newest = running[-1]
        self._webhook = newest.webhook
        made, count = len(newest.made), len(newest.attempts)
        if len(running) == 1:
            self.setText(self.tr("{made} of {count}").format(made=made, count=count))
            message = self.tr("Retries of “{name}”: attempt {made} of {count}. Click to show.")
            message = message.format(name=one_line(newest.name, 80), made=made, count=count)
        else:
            self.setText(self.tr("{count} retrying").format(count=len(running)))
            message = self.tr("{count} deliveries are being retried. Click to show the newest.").format(
                count=len(running)
            )
        set_tooltip(self, message)
        self.setAccessibleName(message)

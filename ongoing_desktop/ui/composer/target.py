"""Where a test goes (the webhook's URL, the built-in listener, a local address), with which credential, and sending."""

from __future__ import annotations

import time
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from ongoing_desktop.auth import SCHEMES
from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.services.sending import Target
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import combo_box, line_edit
from ongoing_desktop.ui.kit.layout import hbox, vbox
from ongoing_desktop.ui.kit.plain_text import ElidedLabel, label, pill, set_tooltip
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.wording.language import decimal, translated

KEYS: Final = ("url", "listener", "local")
MASK: Final = "••••••••"
TICK_MS: Final = 100
"""Milliseconds between updates of the time that a test has taken so far."""


class TargetBar(QWidget):
    """Shows targets, the credential's state, and whether a test is running. Knows no service."""

    chosen = Signal(str)
    """The user chose another target."""
    moved = Signal()
    """The address has changed."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._began: float | None = None
        """When the running test began; None while there is none."""
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._show_progress)
        self.combo = combo_box(self, "testTarget", self.tr("Target of the test"))
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(18)
        self.combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.local = line_edit(
            self,
            "localTarget",
            placeholder="http://127.0.0.1:3000/hook",
            accessible=self.tr("Address on this computer"),
            mono=True,
        )
        self._to = label(self.tr("To"), self, role="muted")
        self._to.setBuddy(self.combo)
        self._progress = label("", self, role="muted", name="sendProgress")
        self.cancel = push_button(self, self.tr("Cancel"), "cancelSend")
        self.send = push_button(
            self,
            self.tr("Send test"),
            "sendTest",
            look="primary",
            icon="send",
            theme=theme,
            tooltip=self.tr("Send the payload now (Ctrl+Enter)"),
        )
        row = hbox(self._to, (self.combo, 3), (self.local, 3), self._progress, self.cancel, self.send)
        self._carries = ElidedLabel(self, role="secondary")
        self.production = pill(self.tr("! Production"), self, "bad", name="productionBadge")
        self.blind = pill(self.tr("! Certificate not verified"), self, "warn", name="notVerifiedBadge")
        self.options = push_button(
            self,
            self.tr("Options…"),
            "openSendOptions",
            look="flat",
            tooltip=self.tr("Redirects, certificates, production, time limits, proxy"),
        )
        self.production.hide()
        self.blind.hide()
        self.under = hbox(self.production, self.blind, (self._carries, 1), self.options)
        vbox(row, self.under, on=self, spacing=4)
        self._urls: dict[str, str] = {}
        self.combo.activated.connect(lambda _: self.chosen.emit(self.key))
        self.combo.currentIndexChanged.connect(lambda _: self._show())
        self.local.textChanged.connect(lambda _: self._show())

    @property
    def key(self) -> str:
        """``url``, ``listener`` or ``local``."""
        return str(self.combo.currentData() or "url")

    @property
    def url(self) -> str:
        """The current address."""
        return self.local.text().strip() if self.key == "local" else self._urls.get(self.key, "")

    def show_targets(self, targets: tuple[Target, ...], key: str, *, keep_local: bool) -> None:
        """Offer these addresses with one chosen. ``keep_local``: do not change the local address while it is edited."""
        self._urls = {target.key: target.url for target in targets}
        names = {
            "url": self.tr("The webhook's URL · {url}"),
            "listener": self.tr("The built-in listener · {url}"),
            "local": self.tr("An address on this computer"),
        }
        self.combo.blockSignals(True)
        self.combo.clear()
        for item in KEYS:
            self.combo.addItem(names[item].format(url=one_line(self._urls.get(item, ""), 200)), item)
        self.combo.choose(key)
        self.combo.blockSignals(False)
        if not keep_local and self.local.text() != self._urls.get("local", ""):
            self.local.setText(self._urls.get("local", ""))
        self._show()

    def show_credential(self, hook: Webhook, state: str) -> None:
        """Show how the sender authenticates, without the value."""
        scheme = SCHEMES.get(hook.authentication)
        title = translated(scheme.title) if scheme else hook.authentication
        if state == "missing":
            text = self.tr("{scheme}: no credential stored; edit the webhook").format(scheme=title)
        elif state == "unreadable":
            text = self.tr("{scheme}: the credential cannot be read").format(scheme=title)
        else:
            masked = scheme.masked(one_line(hook.username, 60), MASK) if scheme else ""
            text = masked or self.tr("No authentication")
        assumed = self.tr("assumed: POST, Content-Type: application/json, the text of webhookTemplate")
        self._carries.set_texts((f"{text}   ·   {assumed}", text))

    def show_marks(self, *, production: bool, verified: bool) -> None:
        """Show permanent badges for a production target and unverified certificates."""
        self.production.setVisible(production)
        self.blind.setVisible(not verified)

    def begin(self) -> None:
        """Mark a test as running."""
        self._began = time.monotonic()
        self._tick.start()

    def end(self) -> None:
        """Mark the test as finished."""
        self._began = None
        self._tick.stop()

    def show_state(self, *, there: bool) -> None:
        """Enable the buttons. ``there``: whether there is something to send."""
        busy = self._began is not None
        self.setEnabled(there)
        self.send.setEnabled(there and not busy)
        self.cancel.setVisible(busy)
        self._progress.setVisible(busy)
        self._show_progress()

    def _show_progress(self) -> None:
        if self._began is not None:
            seconds = time.monotonic() - self._began
            self._progress.setText(self.tr("Sending… {seconds} s").format(seconds=decimal(seconds, 1)))

    def _show(self) -> None:
        self.local.setVisible(self.key == "local")
        set_tooltip(self.combo, one_line(self.url, 400))
        self.moved.emit()

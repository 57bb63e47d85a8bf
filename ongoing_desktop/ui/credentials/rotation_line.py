"""The credential's row on the Settings tab: status, show and copy on demand, and a running rotation."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from ongoing_desktop.domain.credentials import CredentialReport
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.ui.credentials.tools import tool
from ongoing_desktop.ui.icons import icon
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import line_edit
from ongoing_desktop.ui.kit.layout import LEFT, hbox, vbox
from ongoing_desktop.ui.kit.plain_text import named, paragraph, set_tooltip, show_text
from ongoing_desktop.ui.kit.timing import after_pause
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.wording.messages import sentence
from ongoing_desktop.wording.times import short_time

SHOWN_MS: Final = 30_000


class CredentialLine(QWidget):
    """Displays only; actions are emitted as signals. It contains the secret only while that is shown.

    The owner of this row places :attr:`banner`, which is visible during a rotation.
    """

    reveal_requested = Signal()
    copy_requested = Signal()
    rotate_requested = Signal()
    end_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.status = paragraph("", self, name="credentialStatus")
        self.value = line_edit(
            self, "credentialValue", read_only=True, mono=True, accessible=self.tr("The stored credential")
        )
        self.reveal = tool(self, "credentialReveal", self.tr("Show the credential"), "reveal", theme)
        self.reveal.setCheckable(True)
        self.copy = tool(self, "credentialCopy", self.tr("Copy the credential"), "copy", theme)
        message = self.tr("Rotate: store a new credential and accept the old one until you end the rotation")
        self.rotate = tool(self, "rotateCredential", message, "rotate", theme)
        self.banner = named(QFrame(parent), "rotationBanner")
        self.banner.setProperty("notice", "warn")
        self.rotation = paragraph("", self.banner, name="rotationStatus")
        self.end = push_button(self.banner, self.tr("End rotation"), "endRotation", self.end_requested)
        self._timer = after_pause(self, SHOWN_MS, self.hide_value)
        self._lay_out()
        self.reveal.toggled.connect(self._on_reveal)
        self.copy.clicked.connect(self.copy_requested)
        self.rotate.clicked.connect(self.rotate_requested)
        theme.changed.connect(self._dress)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)
        self.set_report(None, None, None)

    def set_report(self, report: CredentialReport | None, since: datetime | None, last: datetime | None) -> None:
        """Show the status; None while it is being read.

        ``since``: start of a rotation; ``last``: last use of the old one.
        """
        self.status.setText(status_sentence(report) if report else self.tr("Reading…"))
        stored = report is not None and report.status == "stored"
        for button in (self.reveal, self.copy):
            button.setVisible(stored)
        self.rotate.setVisible(stored and since is None)
        if not stored:
            self.hide_value()
        self.banner.setVisible(since is not None)
        if since is not None:
            used = (
                self.tr("last used on {at}.").format(at=short_time(last)) if last else self.tr("not used since then.")
            )
            begun = self.tr("Rotation started {at}; old credential").format(at=short_time(since))
            self.rotation.setText(f"{begun} {used}")

    def set_unknown(self) -> None:
        """Show that the status could not be read."""
        self.set_report(None, None, None)
        self.status.setText(self.tr("This could not be read."))

    def show_value(self, secret: Secret) -> None:
        """Show the secret for half a minute, if it is still wanted."""
        if self.reveal.isChecked():
            self.value.setText(secret.reveal())
            self.value.setCursorPosition(0)
            self.value.show()
            self._timer.start()

    def hide_value(self) -> None:
        """Hide the secret."""
        self.reveal.setChecked(False)

    def set_shown_for(self, milliseconds: int) -> None:
        """Change the time for tests."""
        self._timer.setInterval(milliseconds)

    def _lay_out(self) -> None:
        vbox(self.rotation, (self.end, LEFT), on=self.banner, margins=(12, 9, 12, 10))
        vbox(hbox((self.status, 1), self.reveal, self.copy, self.rotate, spacing=0), self.value, on=self, spacing=4)
        self.value.hide()

    def _on_reveal(self, on: bool) -> None:
        self._dress()
        if on:
            self.reveal.setFocus()
            self.reveal_requested.emit()
        else:
            self._timer.stop()
            show_text(self.value, "")

    def _on_focus(self, _: QWidget | None, new: QWidget | None) -> None:
        if self.reveal.isChecked() and (new is None or not self.isAncestorOf(new)):
            self.hide_value()

    def _dress(self) -> None:
        on = self.reveal.isChecked()
        self.reveal.setIcon(icon("conceal" if on else "reveal", self._theme))
        self.reveal.setAccessibleName(self.tr("Hide the credential") if on else self.tr("Show the credential"))
        set_tooltip(self.reveal, self.reveal.accessibleName())

    # Qt overrides

    def hideEvent(self, event: QHideEvent) -> None:
        """Hide the secret with its tab or screen."""
        super().hideEvent(event)
        self.hide_value()


def status_sentence(report: CredentialReport) -> str:
    """Where it is stored and whether it can be read."""
    code = "session" if report.session else report.status
    why = sentence(report.why) if report.why else ""
    return sentence(f"credential-{code}", {"keyring": report.keyring or sentence("keyring-unnamed"), "why": why})

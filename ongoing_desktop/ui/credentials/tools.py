"""The buttons beside a secret's field: show, copy, generate."""

from __future__ import annotations

import secrets as random
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton, QWidget

from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.ui.credentials.secret_clipboard import SecretClipboard
from ongoing_desktop.ui.icons import icon
from ongoing_desktop.ui.kit.buttons import tool_button
from ongoing_desktop.ui.kit.layout import hbox
from ongoing_desktop.ui.kit.plain_text import set_tooltip
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.kit.timing import after_pause
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.wording.messages import sentence

SHOWN_MS: Final = 30_000
TOOL: Final = (32, 30)
"""As high as a field."""
STRONG_BYTES: Final = 32
"""Bytes of randomness: 43 characters of letters, digits, ``-`` and ``_``, which every header and form accepts."""

Read = Callable[[Callable[[Secret | None], None], Callable[[str], None]], None]
"""Reads the stored secret off the main thread. Calls the first function with it, or the second with a reason."""


class RevealButton(QToolButton):
    """Shows a secret while it is checked: while the focus is on it or on one of ``near``, and half a minute at most."""

    def __init__(self, parent: QWidget, name: str, texts: tuple[str, str], theme: Theme) -> None:
        """``texts``: what it does while the secret is hidden, and while it is shown."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("flat", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCheckable(True)
        sized(self, width=TOOL[0], height=TOOL[1])
        self._texts = texts
        self._theme = theme
        self.near: Sequence[QWidget] = ()
        self.timer = after_pause(self, SHOWN_MS, lambda: self.setChecked(False))
        """The owner starts it when the secret is there."""
        self.toggled.connect(self._dress)
        theme.changed.connect(self._dress)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)
        self._dress()

    def translate_texts(self, read: Callable[[str], str]) -> None:
        """Replace the texts by their translations."""
        self._texts = (read(self._texts[0]), read(self._texts[1]))
        self._dress()

    def _dress(self) -> None:
        on = self.isChecked()
        if not on:
            self.timer.stop()
        self.setIcon(icon("conceal" if on else "reveal", self._theme))
        self.setAccessibleName(self._texts[on])
        set_tooltip(self, self._texts[on])

    def _on_focus(self, _: QWidget | None, new: QWidget | None) -> None:
        if self.isChecked() and new is not self and new not in self.near:
            self.setChecked(False)


class SecretTools(QObject):
    """Serves one masked field. A stored secret is read only on request and never counts as entered."""

    hint_changed = Signal(str)
    """A sentence about the last action, or an empty text to remove it."""

    def __init__(self, line: QLineEdit, theme: Theme, parent: QWidget, *, title: str, read: Read | None) -> None:
        """``read``: None if nothing is stored."""
        super().__init__(parent)
        self._line = line
        self._read = read
        self._stored = read is not None
        self.borrowed = False
        """Whether the field shows the stored secret instead of entered text."""
        name = line.objectName()
        self.box = QWidget(parent)
        """The buttons side by side."""
        texts = (self.tr("Show the {name}").format(name=title), self.tr("Hide the {name}").format(name=title))
        self.reveal = RevealButton(self.box, f"{name}Reveal", texts, theme)
        self.copy = tool(self.box, f"{name}Copy", self.tr("Copy the {name}").format(name=title), "copy", theme)
        message = self.tr("Generate a strong {name}").format(name=title)
        self.generate = tool(self.box, f"{name}Generate", message, "generate", theme)
        self.reveal.near = (line, self.copy, self.generate)
        hbox(self.reveal, self.copy, self.generate, on=self.box, spacing=0)
        self.reveal.toggled.connect(self._on_reveal)
        self.copy.clicked.connect(self._on_copy)
        self.generate.clicked.connect(self._on_generate)
        line.textChanged.connect(lambda _: self._enable())
        self._enable()

    def set_stored(self, on: bool) -> None:
        """Set whether the stored secret belongs to this field, which it does not with another scheme."""
        self._stored = on and self._read is not None
        if not self._stored and self.borrowed:
            self.hide()
        self._enable()

    def hide(self) -> None:
        """Mask the secret."""
        self.reveal.setChecked(False)

    def _enable(self) -> None:
        some = bool(self._line.text()) or self._stored
        self.reveal.setEnabled(some or self.reveal.isChecked())
        self.copy.setEnabled(some)

    def _on_reveal(self, on: bool) -> None:
        if not on:
            self._mask()
        elif self._line.text() or not self._stored or self._read is None:
            self._show()
        else:
            self.hint_changed.emit(self.tr("Reading from the keyring…"))
            self._read(self._on_read, self._on_failed)

    def _on_read(self, secret: Secret | None) -> None:
        if not self.reveal.isChecked() or self._line.text():
            return
        if secret is None:
            self._on_failed(sentence("vault-missing"))
            return
        self.borrowed = True
        self._line.setReadOnly(True)
        self._line.setText(secret.reveal())
        self._line.setCursorPosition(0)
        self.hint_changed.emit(self.tr("This is the stored value. Hide it to enter a new one."))
        self._show()

    def _on_failed(self, why: str) -> None:
        self.reveal.setChecked(False)
        self.hint_changed.emit(why)

    def _show(self) -> None:
        self._line.setEchoMode(QLineEdit.EchoMode.Normal)
        self._line.setFocus()
        self.reveal.timer.start()

    def _mask(self) -> None:
        self._line.setEchoMode(QLineEdit.EchoMode.Password)
        if self.borrowed:
            # setText, not clear, because it removes the undo history too.
            self._line.setText("")
            self.borrowed = False
            self._line.setReadOnly(False)
        self.hint_changed.emit("")
        self._enable()

    def _on_copy(self) -> None:
        text = self._line.text()
        if text:
            self._put(Secret(text))
        elif self._stored and self._read is not None:
            self.hint_changed.emit(self.tr("Reading from the keyring…"))
            self._read(self._put, self.hint_changed.emit)

    def _put(self, secret: Secret | None) -> None:
        if secret is None:
            self.hint_changed.emit(sentence("vault-missing"))
            return
        clipboard = SecretClipboard.near(self)
        clipboard.copy(secret)
        message = self.tr("Copied. The clipboard is cleared in {seconds} seconds.")
        self.hint_changed.emit(message.format(seconds=clipboard.seconds))

    def _on_generate(self) -> None:
        self.hide()
        self._line.setText(random.token_urlsafe(STRONG_BYTES))
        self.reveal.setChecked(True)
        self.hint_changed.emit(self.tr("Generated: 43 random characters. Copy it into Ongoing after saving."))


def tool(parent: QWidget, name: str, tooltip: str, picture: str, theme: Theme) -> QToolButton:
    """A flat button with an icon and a tooltip."""
    button = tool_button(parent, tooltip, name, look="flat", icon=picture, theme=theme, colour="muted")
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return sized(button, width=TOOL[0], height=TOOL[1])

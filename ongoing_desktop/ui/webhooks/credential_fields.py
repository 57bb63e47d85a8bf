"""Authentication: the scheme, and a form built from the scheme's fields."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from ongoing_desktop.auth import SCHEMES, SchemeField, userinfo_scheme
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.services.ports import VaultStatus
from ongoing_desktop.services.webhooks import ClearCredential, CredentialChange, KeepCredential, ReplaceCredential
from ongoing_desktop.ui.credentials.tools import Read, SecretTools
from ongoing_desktop.ui.kit.buttons import check_box, push_button
from ongoing_desktop.ui.kit.controls import combo_box, line_edit
from ongoing_desktop.ui.kit.form_field import NAME_WIDTH, Field
from ongoing_desktop.ui.kit.layout import vbox
from ongoing_desktop.ui.kit.plain_text import paragraph, set_tooltip
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.wording.language import translated
from ongoing_desktop.wording.messages import sentence
from ongoing_desktop.wording.times import short_time


class CredentialFields(QWidget):
    """Secrets are masked and returned only as :class:`Secret`. A stored one is shown only on request."""

    changed = Signal()

    def __init__(
        self,
        parent: QWidget,
        theme: Theme,
        *,
        stored_for: str = "",
        session: bool = False,
        rotating_since: datetime | None = None,
        read: Read | None = None,
    ) -> None:
        """``stored_for``: key of the scheme of the stored credential, empty for none; ``read`` reads that credential."""
        super().__init__(parent)
        self._theme = theme
        self._stored_for = stored_for
        self._rotating_since = rotating_since
        self._read = read if stored_for else None
        self._clear = False
        self._usable = True
        self.scheme = combo_box(self, "authentication")
        for key, scheme in SCHEMES.items():
            self.scheme.addItem(translated(scheme.title), key)
        self.scheme_field = Field(self.tr("Authentication"), self.scheme, self)
        column = vbox(self.scheme_field, on=self, spacing=10)
        self.lines: dict[str, QLineEdit] = {}
        self.fields: dict[str, Field] = {}
        self.tools: dict[str, SecretTools] = {}
        self._clearers: dict[str, QPushButton] = {}
        for scheme in SCHEMES.values():
            for item in scheme.fields:
                if item.key not in self.lines:
                    column.addWidget(self._field(item))
        self.keep_old = check_box(
            self, self.tr("Keep accepting the old one until I end it"), "keepOld", lambda _: self.changed.emit()
        )
        self.old_field = Field("", self.keep_old, self)
        message = self.tr("Requests with the old one stay verified until you have entered the new one in Ongoing.")
        self.old_field.set_hint(message)
        self._rotation = paragraph("", self, "secondary", "rotationNote")
        self._rotation_field = Field("", self._rotation, self)
        self._why = paragraph(sentence("keyring-none"), self, "warning", "keyringWarning")
        self.keep = check_box(
            self, self.tr("Keep until I quit"), "keepSession", lambda _: self.changed.emit(), on=session
        )
        self.keep_field = Field("", self.keep, self)
        sized(self._why, margins=(NAME_WIDTH + 12, 0, 0, 0))
        for widget in (self.old_field, self._rotation_field, self._why, self.keep_field):
            column.addWidget(widget)
        self.scheme.currentIndexChanged.connect(lambda _: self._on_scheme())
        self._show()

    @property
    def key(self) -> str:
        """The chosen scheme's key."""
        return str(self.scheme.currentData())

    @property
    def username(self) -> str:
        """The user name, empty if the scheme has none."""
        line = self.lines.get("username")
        return line.text() if line is not None and self._has("username") else ""

    @property
    def first_empty(self) -> QLineEdit | None:
        """The first empty field of the chosen scheme."""
        lines = (line for key, line in self.lines.items() if self._has(key))
        return next((line for line in lines if not line.text()), None)

    @property
    def touched(self) -> bool:
        """Whether saving would change the secret."""
        return not isinstance(self.change(), KeepCredential)

    def set_values(self, key: str, username: str) -> None:
        """Show a webhook's scheme and user name."""
        self.scheme.choose(key)
        if "username" in self.lines:
            self.lines["username"].setText(username)
        self._show()

    def fill(self, username: str, password: str) -> None:
        """Fill in what was found in the address (T27)."""
        self.enter(userinfo_scheme().key, username, Secret(password))

    def enter(self, key: str, username: str, secret: Secret | None) -> None:
        """Fill in what was pasted. Without a secret, it must still be entered."""
        self.set_values(key, username)
        if (name := self._secret_key()) and secret is not None:
            self.tools[name].hide()
            self.lines[name].setText(secret.reveal())

    def set_vault(self, status: VaultStatus) -> None:
        """If no keyring can be used, say so and offer to keep the secret until the app quits."""
        self._usable = status.usable
        why = sentence(status.code) if status.code not in {"", "vault-none"} else ""
        self._why.setText(f"{sentence('keyring-none')} {why}".strip())
        self._show()

    def set_stored_for(self, key: str) -> None:
        """Another scheme's credential is stored now, or none: the webhook was changed elsewhere, or becomes a new one."""
        self._stored_for = key
        self._clear = self._clear and bool(key)
        self._show()

    def forget_entered(self) -> None:
        """Discard what was entered; the stored credential stays."""
        self._clear = False
        for key, clear in self._clearers.items():
            clear.setChecked(False)
            self.tools[key].hide()
            self.lines[key].setText("")
        self._show()

    def change(self) -> CredentialChange:
        """What saving should do with the credential."""
        key = self._secret_key()
        if not key:
            return KeepCredential()
        text = "" if self.tools[key].borrowed else self.lines[key].text()
        if text:
            return ReplaceCredential(
                Secret(text),
                session=not self._usable and self.keep.isChecked(),
                keep_old=self._can_rotate and self.keep_old.isChecked(),
            )
        return ClearCredential() if self._clear else KeepCredential()

    def own_problems(self) -> tuple[Problem, ...]:
        """Problems that only the window knows: a secret was entered, but cannot be stored."""
        change = self.change()
        if isinstance(change, ReplaceCredential) and not self._usable and not change.session:
            return (Problem("keep_session", "keep-session-missing"),)
        return ()

    @property
    def _stored(self) -> bool:
        """Whether the stored credential is for the chosen scheme."""
        return bool(self._stored_for) and self._stored_for == self.key

    @property
    def _can_rotate(self) -> bool:
        return self._stored and self._rotating_since is None

    def _field(self, item: SchemeField) -> Field:
        key, title = item.key, translated(item.label)
        line = line_edit(self, key)
        self.lines[key] = line
        beside: list[QWidget] = []
        if item.secret:
            line.setEchoMode(QLineEdit.EchoMode.Password)
            tools = SecretTools(line, self._theme, self, title=title.lower(), read=self._read)
            tools.hint_changed.connect(lambda message: self._hint(key, message))
            self.tools[key] = tools
            clear = push_button(self, self.tr("Clear"), f"{key}Clear")
            clear.setCheckable(True)
            clear.setAccessibleName(self.tr("Clear the stored {name}").format(name=title.lower()))
            clear.toggled.connect(self._on_clear)
            self._clearers[key] = clear
            beside += [tools.box, clear]
        line.textChanged.connect(lambda _: self._on_text(key))
        self.fields[key] = Field(title, line, self, *beside)
        return self.fields[key]

    def _has(self, key: str) -> bool:
        return any(item.key == key for item in SCHEMES[self.key].fields)

    def _secret_key(self) -> str:
        field = SCHEMES[self.key].secret_field
        return field.key if field else ""

    def _on_scheme(self) -> None:
        for tools in self.tools.values():
            tools.hide()
        self._show()
        self.changed.emit()

    def _on_text(self, key: str) -> None:
        if key in self.tools and not self.tools[key].borrowed:
            self._hint(key)
        self._show_rotation()
        self.changed.emit()

    def _hint(self, key: str, message: str = "") -> None:
        """Show a message about the last action, or advice about what was entered."""
        text = "" if self.tools[key].borrowed else self.lines[key].text()
        code = SCHEMES[self.key].advice(Secret(text)) if key == self._secret_key() else ""
        self.fields[key].set_hint(message or (sentence(code) if code else ""))

    def _on_clear(self, on: bool) -> None:
        self._clear = on
        for key, clear in self._clearers.items():
            if clear.isChecked() != on:
                clear.setChecked(on)
            if on:
                self.tools[key].hide()
                self.lines[key].setText("")
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        for key, field in self.fields.items():
            field.setVisible(self._has(key))
        stored = self._stored
        for key, clear in self._clearers.items():
            line, tools = self.lines[key], self.tools[key]
            kept, cleared = stored and not self._clear, stored and self._clear
            clear.setVisible(stored)
            tools.set_stored(kept)
            tools.generate.setEnabled(not cleared)
            line.setEnabled(not cleared)
            hint = self.tr("Will be cleared when you save") if cleared else self.tr("Stored") if kept else ""
            line.setPlaceholderText(hint)
            set_tooltip(line, self.tr("Leave it empty to keep the stored one.") if kept else "")
        offer = not self._usable and SCHEMES[self.key].needs_secret
        self._why.setVisible(offer)
        self.keep_field.setVisible(offer)
        self._show_rotation()

    def _show_rotation(self) -> None:
        key = self._secret_key()
        typed = bool(key) and bool(self.lines[key].text()) and not self.tools[key].borrowed
        self.old_field.setVisible(typed and self._can_rotate)
        since = self._rotating_since
        if since is not None:
            message = self.tr("Since {at} the listener also accepts the old one, until you end the rotation.")
            self._rotation.setText(message.format(at=short_time(since)))
        self._rotation_field.setVisible(since is not None and self._stored)

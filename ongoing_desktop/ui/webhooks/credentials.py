"""Authentication: the scheme, and a form that builds itself from the scheme's fields."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ongoing_desktop.auth import SCHEMES
from ongoing_desktop.domain.messages import sentence
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.services.ports import VaultStatus
from ongoing_desktop.services.webhooks import ClearCredential, CredentialChange, KeepCredential, ReplaceCredential
from ongoing_desktop.ui.widgets.fields import NAME_WIDTH, Field
from ongoing_desktop.ui.widgets.text import label


class CredentialFields(QWidget):
    """Secrets go in masked and come out only as :class:`Secret`; a stored one is never shown or read here."""

    changed = Signal()

    def __init__(self, parent: QWidget, *, stored_for: str = "", session: bool = False) -> None:
        """``stored_for``: key of the scheme that a credential is stored for, empty for none."""
        super().__init__(parent)
        self._stored_for = stored_for
        self._clear = False
        self._usable = True
        self.scheme = QComboBox(self)
        self.scheme.setObjectName("authentication")
        for key, scheme in SCHEMES.items():
            self.scheme.addItem(scheme.title, key)
        self.scheme_field = Field(self.tr("Authentication"), self.scheme, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.scheme_field)
        self.lines: dict[str, QLineEdit] = {}
        self.fields: dict[str, Field] = {}
        self._clearers: dict[str, QPushButton] = {}
        for scheme in SCHEMES.values():
            for item in scheme.fields:
                if item.key not in self.lines:
                    column.addWidget(self._field(item.key, item.label, secret=item.secret))
        self._why = label(sentence("keyring-none"), self, role="warning", wrap=True, name="keyringWarning")
        self.keep = QCheckBox(self.tr("Keep until I quit"), self)
        self.keep.setObjectName("keepSession")
        self.keep.setChecked(session)
        self.keep_field = Field("", self.keep, self)
        self.keep.setAccessibleName(self.tr("Keep until I quit"))
        self._why.setContentsMargins(NAME_WIDTH + 12, 0, 0, 0)
        column.addWidget(self._why)
        column.addWidget(self.keep_field)
        self.scheme.currentIndexChanged.connect(lambda _: self._on_scheme())
        self.keep.toggled.connect(lambda _: self.changed.emit())
        self._show()

    @property
    def key(self) -> str:
        """The chosen scheme's key."""
        return str(self.scheme.currentData())

    @property
    def username(self) -> str:
        """The user name, empty where the scheme has none."""
        line = self.lines.get("username")
        return line.text() if line is not None and self._has("username") else ""

    @property
    def touched(self) -> bool:
        """Whether the secret would change on saving."""
        return not isinstance(self.change(), KeepCredential)

    def set_values(self, key: str, username: str) -> None:
        """Show a webhook's scheme and user name."""
        self.scheme.setCurrentIndex(max(0, self.scheme.findData(key)))
        if "username" in self.lines:
            self.lines["username"].setText(username)
        self._show()

    def fill(self, username: str, password: str) -> None:
        """Take over what stood in the address (T27)."""
        if self.key != "basic":
            self.scheme.setCurrentIndex(self.scheme.findData("basic"))
        self.lines["username"].setText(username)
        self.lines["password"].setText(password)

    def set_vault(self, status: VaultStatus) -> None:
        """Say so where no keyring can be used, and offer to keep the secret until the end."""
        self._usable = status.usable
        why = sentence(status.code) if status.code else ""
        self._why.setText(
            f"{sentence('keyring-none')} {why}".strip()
            if status.code not in {"", "vault-none"}
            else sentence("keyring-none")
        )
        self._show()

    def change(self) -> CredentialChange:
        """What saving is to do with the credential."""
        key = self._secret_key()
        if not key:
            return KeepCredential()
        text = self.lines[key].text()
        if text:
            return ReplaceCredential(Secret(text), session=not self._usable and self.keep.isChecked())
        return ClearCredential() if self._clear else KeepCredential()

    def own_problems(self) -> tuple[Problem, ...]:
        """What only the window can know: a secret was entered, and there is nowhere to keep it."""
        change = self.change()
        if isinstance(change, ReplaceCredential) and not self._usable and not change.session:
            return (Problem("keep_session", "keep-session-missing"),)
        return ()

    def _field(self, key: str, title: str, *, secret: bool) -> Field:
        line = QLineEdit(self)
        line.setObjectName(key)
        self.lines[key] = line
        beside: list[QWidget] = []
        if secret:
            line.setEchoMode(QLineEdit.EchoMode.Password)
            clear = QPushButton(self.tr("Clear"), self)
            clear.setObjectName(f"{key}Clear")
            clear.setCheckable(True)
            clear.setAutoDefault(False)
            clear.setAccessibleName(self.tr("Clear the stored {name}").format(name=title.lower()))
            clear.toggled.connect(self._on_clear)
            self._clearers[key] = clear
            beside.append(clear)
        line.textChanged.connect(lambda _: self.changed.emit())
        self.fields[key] = Field(title, line, self, *beside)
        return self.fields[key]

    def _has(self, key: str) -> bool:
        return any(item.key == key for item in SCHEMES[self.key].fields)

    def _secret_key(self) -> str:
        return next((item.key for item in SCHEMES[self.key].fields if item.secret), "")

    def _on_scheme(self) -> None:
        self._show()
        self.changed.emit()

    def _on_clear(self, on: bool) -> None:
        self._clear = on
        for key, clear in self._clearers.items():
            if clear.isChecked() != on:
                clear.setChecked(on)
            if on:
                self.lines[key].clear()
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        for key, field in self.fields.items():
            field.setVisible(self._has(key))
        stored = bool(self._stored_for) and self._stored_for == self.key
        for key, clear in self._clearers.items():
            clear.setVisible(stored)
            if not stored:
                hint = ""
            elif self._clear:
                hint = self.tr("Will be cleared when you save")
            else:
                hint = self.tr("Stored; leave empty to keep it")
            self.lines[key].setPlaceholderText(hint)
            self.lines[key].setEnabled(not (stored and self._clear))
        offer = not self._usable and SCHEMES[self.key].needs_secret
        self._why.setVisible(offer)
        self.keep_field.setVisible(offer)

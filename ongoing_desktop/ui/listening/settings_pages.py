"""Tabs of the listener's settings: address, HTTPS, limits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtNetwork import QAbstractSocket, QNetworkInterface
from PySide6.QtWidgets import (
    QGridLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.bind import LOOPBACK, is_open
from ongoing_desktop.domain.limits import LIMIT_CHOICES, Limits, limits_of
from ongoing_desktop.domain.settings import Preferences
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import combo_box, line_edit
from ongoing_desktop.ui.kit.file_dialogs import ask_open_path
from ongoing_desktop.ui.kit.form_field import Field
from ongoing_desktop.ui.kit.layout import vbox
from ongoing_desktop.ui.kit.plain_text import label, paragraph
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.kit.spin_boxes import spin_box
from ongoing_desktop.wording.messages import sentence

ID: Final = int(Qt.ItemDataRole.UserRole)
ALL_V4: Final = "0.0.0.0"  # noqa: S104 - a choice of the user's, with a warning


class Page(QWidget):
    """One tab. Fields have the names used by problems."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.fields: dict[str, Field] = {}
        self.column = vbox(on=self, spacing=12, margins=(2, 16, 2, 4))

    def show_problems(self, messages: Mapping[str, str]) -> None:
        """Show sentences beside their fields, and none beside the others."""
        for name, field in self.fields.items():
            field.set_problem(messages.get(name, ""))

    def has_problems(self, messages: Mapping[str, str]) -> bool:
        """Whether some of these problems belong to this tab."""
        return bool(self.fields.keys() & messages.keys())

    def _say(self, text: str) -> None:
        self.column.addWidget(paragraph(text, self, "muted"))

    def _put(self, name: str, field: Field) -> Field:
        self.fields[name] = field
        self.column.addWidget(field)
        return field


class AddressPage(Page):
    """The bind address. The port is beside the start button."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._host = combo_box(self, "listenerHost")
        self._say(self.tr("Set the port in the Inbox, next to Start. Choose here who can reach the listener."))
        self._put("host", Field(self.tr("Reachable from"), self._host, self))
        self._warning = paragraph("", self, "warning", "listenerHostWarning", live=True)
        self.column.addWidget(self._warning)
        self.column.addStretch(1)
        self._host.currentIndexChanged.connect(self._warn)

    def show_preferences(self, preferences: Preferences) -> None:
        """Show the chosen address among the current ones of this computer."""
        self._host.blockSignals(True)
        self._host.clear()
        self._host.addItem(self.tr("This computer only ({host})").format(host=LOOPBACK), LOOPBACK)
        for name, address in _addresses():
            message = self.tr("The network of {name} ({host})").format(name=one_line(name, 30), host=address)
            self._host.addItem(message, address)
        self._host.addItem(self.tr("All networks of this computer ({host})").format(host=ALL_V4), ALL_V4)
        if self._host.findData(preferences.host) < 0:
            message = self.tr("{host} (not an address of this computer now)").format(
                host=one_line(preferences.host, 40)
            )
            self._host.addItem(message, preferences.host)
        self._host.setCurrentIndex(self._host.findData(preferences.host))
        self._host.blockSignals(False)
        self._warn()

    @property
    def host(self) -> str:
        """The chosen address."""
        return str(self._host.currentData())

    def _warn(self) -> None:
        shown = is_open(self.host)
        message = self.tr("The listener never reveals stored data but stores everything it receives.")
        self._warning.setText(f"{sentence('listener-open')} {message}" if shown else "")
        self._warning.setVisible(shown)


class HttpsPage(Page):
    """Certificate and key, as files that stay in place."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._say(
            self.tr(
                "Choose a certificate to serve HTTPS. The files are read in place; the key must not have a "
                "passphrase. Leave both empty for HTTP."
            )
        )
        self.certificate = line_edit(self, "tlsCertificate", mono=True)
        hint = self.tr("leave empty if it is in the certificate file")
        self.key = line_edit(self, "tlsKey", mono=True, placeholder=hint)
        chooser = self._chooser(self.tr("Certificate (PEM)"), self.certificate, "tlsCertificateChoose")
        self._put("tls_certificate", Field(self.tr("Certificate"), self.certificate, self, chooser))
        chooser = self._chooser(self.tr("Private key (PEM)"), self.key, "tlsKeyChoose")
        self._put("tls_key", Field(self.tr("Private key"), self.key, self, chooser))
        self.column.addStretch(1)

    def show_preferences(self, preferences: Preferences) -> None:
        self.certificate.setText(preferences.tls_certificate)
        self.key.setText(preferences.tls_key)

    def _chooser(self, title: str, edit: QLineEdit, name: str) -> QPushButton:
        button = push_button(self, self.tr("Choose…"), name, lambda: self._choose(title, edit))
        button.setAccessibleName(title)
        return button

    def _choose(self, title: str, edit: QLineEdit) -> None:
        kinds = self.tr("PEM files (*.pem *.crt *.cer *.key);;All files (*)")
        ask_open_path(self, title, kinds, lambda path: edit.setText(str(path)))


class LimitsPage(Page):
    """What one request may use, and how long it may take."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._say(
            self.tr(
                "Requests over a limit get an error response and are logged as malformed. Changes take "
                "effect immediately."
            )
        )
        words = self._words()
        self._spins: dict[str, QSpinBox] = {}
        grid = QGridLayout()
        sized(grid, gaps=(16, 5))
        grid.setColumnStretch(2, 1)
        for row, choice in enumerate(LIMIT_CHOICES):
            spin = spin_box(
                self,
                f"limit-{choice.key}",
                (choice.least, choice.most),
                suffix=f" {choice.unit}" if choice.unit else "",
                accessible=words[choice.key],
            )
            sized(spin, width=128)
            self._spins[choice.key] = spin
            name = label(words[choice.key], self)
            name.setBuddy(spin)
            grid.addWidget(name, row, 0)
            grid.addWidget(spin, row, 1)
        self.column.addLayout(grid)
        usual = push_button(self, self.tr("Restore defaults"), "limitsUsual", lambda: self._show(Limits()))
        self.column.addWidget(usual, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)

    def show_preferences(self, preferences: Preferences) -> None:
        self._show(limits_of(preferences.limits, Limits()))

    def chosen(self) -> dict[str, int]:
        """The values in bytes and seconds."""
        return {choice.key: self._spins[choice.key].value() * choice.factor for choice in LIMIT_CHOICES}

    def _show(self, limits: Limits) -> None:
        for choice in LIMIT_CHOICES:
            self._spins[choice.key].setValue(choice.shown(limits))

    def _words(self) -> dict[str, str]:
        return {
            "body": self.tr("Maximum body size (413)"),
            "header_block": self.tr("Maximum header size (431)"),
            "header_fields": self.tr("Maximum header fields (431)"),
            "request_line": self.tr("Maximum request line (414)"),
            "connections": self.tr("Maximum concurrent connections"),
            "free_disk": self.tr("Minimum free disk space (507)"),
            "header_s": self.tr("Header complete within (408)"),
            "body_window_s": self.tr("Body stalls after (408, less than 1 KiB)"),
            "keep_alive_s": self.tr("Idle connection closed after"),
            "handshake_s": self.tr("TLS handshake complete within"),
        }


def _addresses() -> list[tuple[str, str]]:
    """Name and IPv4 address of this computer's current networks."""
    found: list[tuple[str, str]] = []
    for network in QNetworkInterface.allInterfaces():
        flags = network.flags()
        if not flags & QNetworkInterface.InterfaceFlag.IsUp or flags & QNetworkInterface.InterfaceFlag.IsLoopBack:
            continue
        for entry in network.addressEntries():
            address = entry.ip()
            if address.protocol() == QAbstractSocket.NetworkLayerProtocol.IPv4Protocol:
                found.append((network.humanReadableName(), address.toString()))
    return found

"""The tunnel through the window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
)

from ongoing_desktop.domain.errors import TunnelError
from ongoing_desktop.domain.listening import RunningListener
from ongoing_desktop.services.tunnel import Tunnel
from ongoing_desktop.ui.listening.tunnel_panel import TunnelPanel
from tests.services.fake_services import make_services
from tests.services.fakes import FakeProgram
from tests.services.test_tunnel import KEY, LINE, QUICK, URL, FakeNetwork, response
from tests.ui.conftest import Shell


class TunnelShell(Shell):
    """A window whose tunnel program and network are fakes."""

    program: FakeProgram
    network: FakeNetwork

    def opened(self) -> QDialog:
        self.do("publicAddress")
        dialog = self.shown(QDialog, "contactDialog")
        assert isinstance(dialog, QDialog)
        return dialog

    def badge(self) -> QLabel:
        label = self.find(QLabel, "tunnelState")
        assert isinstance(label, QLabel)
        return label


@pytest.fixture
def window(qtbot: Any, qapp: QApplication, tmp_path: Path) -> Iterator[TunnelShell]:
    program, network = FakeProgram(LINE.format(name="one")), FakeNetwork()
    about = RunningListener(URL, "127.0.0.1", 8765, 1, check_key=KEY)
    services = make_services(tmp_path, run_program=program.run, sender=network, listeners=lambda: (about,))
    services.start()
    tunnel = Tunnel(services, QUICK)
    services.__dict__["tunnel"] = tunnel
    made = TunnelShell(qtbot, qapp, services)
    made.program, made.network = program, network
    yield made
    made.close()


def test_a_tunnel_is_started_shown_and_stopped(window: TunnelShell) -> None:
    dialog = window.opened()
    assert not window.badge().isVisible()
    assert (
        dialog.findChild(TunnelPanel).fields["command"].hint.text() == f"Starts exactly: cloudflared tunnel --url {URL}"
    )
    window.find(QPushButton, "tunnelStart", dialog).click()
    window.until(lambda: window.find(QLabel, "tunnelBadge", dialog).text() == "● Tunnel live")
    assert "Live since" in window.find(QLabel, "tunnelSentence", dialog).text()
    assert window.find(QLineEdit, "publicAddress", dialog).text() == "https://one.trycloudflare.com"
    window.until(lambda: window.badge().text() == "● Tunnel live" and window.badge().isVisible())
    output = window.find(QPlainTextEdit, "tunnelOutput", dialog)
    assert output.toPlainText() == LINE.format(name="one")
    window.find(QToolButton, "tunnelCopyOutput", dialog).click()
    assert QGuiApplication.clipboard().text() == output.toPlainText()
    window.network.outcome = response(502)
    window.until(lambda: "Dead since" in window.find(QLabel, "tunnelSentence", dialog).text())
    assert "502" in window.badge().toolTip()
    window.find(QPushButton, "tunnelStop", dialog).click()
    window.until(lambda: not window.badge().isVisible())
    assert window.program.running == 0
    dialog.reject()


def test_a_missing_program_and_a_wrong_command_are_said(window: TunnelShell) -> None:
    window.program.error = TunnelError("tunnel-not-found", program="cloudflared")
    dialog = window.opened()
    window.find(QPushButton, "tunnelStart", dialog).click()
    state = window.find(QLabel, "tunnelSentence", dialog)
    window.until(lambda: "“cloudflared” was not found on this computer. Install it" in state.text())
    program = window.find(QComboBox, "tunnelProgram", dialog)
    program.setCurrentIndex(program.findData("ssh"))
    window.find(QPushButton, "tunnelStart", dialog).click()
    labels = dialog.findChildren(QLabel)
    window.until(lambda: any("your own server" in item.text() and item.isVisible() for item in labels))
    assert len(window.program.started) == 1
    dialog.reject()


def test_the_user_s_command_is_kept_for_each_program(window: TunnelShell) -> None:
    dialog = window.opened()
    program, command = window.find(QComboBox, "tunnelProgram", dialog), window.find(QLineEdit, "tunnelCommand", dialog)
    command.setText("cloudflared tunnel run mine")
    window.find(QLineEdit, "tunnelAddress", dialog).setText("https://mine.example")
    window.find(QCheckBox, "tunnelAlong", dialog).setChecked(True)
    window.until(lambda: window.services.tunnel.choice.with_listener)
    program.setCurrentIndex(program.findData("ngrok"))
    assert command.text().startswith("ngrok http {url}")
    assert window.find(QLineEdit, "tunnelAddress", dialog).text() == ""
    program.setCurrentIndex(program.findData("cloudflared"))
    assert command.text() == "cloudflared tunnel run mine"
    window.find(QPushButton, "tunnelStart", dialog).click()
    window.until(lambda: window.services.tunnel.state.status == "live")
    assert window.services.tunnel.state.address == "https://mine.example"
    dialog.reject()


def test_webhooks_with_an_earlier_address_are_changed_after_a_question_and_with_undo(window: TunnelShell) -> None:
    hook = window.demo()
    settings = window.services.settings
    old = replace(hook, url="https://old.trycloudflare.com/orders")
    window.services.do(settings.change("x", lambda now: replace(now, webhooks=(old, *now.webhooks[1:]))))
    window.services.do(settings.set_preferences(public_address="https://old.trycloudflare.com"))
    dialog = window.opened()
    window.find(QPushButton, "tunnelStart", dialog).click()
    behind = window.find(QLabel, "tunnelBehind", dialog)
    window.until(lambda: behind.text() == "1 webhook still uses an earlier address of the tunnel.")
    window.find(QPushButton, "tunnelMove", dialog).click()
    box = window.shown(QMessageBox, "confirmation")
    assert hook.name in box.informativeText()
    assert "https://one.trycloudflare.com" in box.text()
    box.buttons()[0].click()
    window.until(lambda: settings.current.webhook(hook.id).url == "https://one.trycloudflare.com/orders")
    window.until(lambda: not behind.isVisible())
    window.told("1 address was changed.")
    dialog.reject()
    window.do("undo")
    window.until(lambda: settings.current.webhook(hook.id) == old)


def test_the_tunnel_goes_on_when_the_dialog_is_closed(window: TunnelShell) -> None:
    dialog = window.opened()
    window.find(QPushButton, "tunnelStart", dialog).click()
    # One that ended before it was live would not be started again.
    window.until(lambda: window.badge().text() == "● Tunnel live")
    dialog.reject()
    window.gone(dialog)
    window.program.end(1)
    window.until(lambda: len(window.program.started) == 2)
    window.until(lambda: window.badge().text() == "● Tunnel live")

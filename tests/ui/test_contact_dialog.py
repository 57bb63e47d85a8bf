"""The public address through the window."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QToolButton

from ongoing_desktop.domain.messages import sentence
from ongoing_desktop.ui.exchanges.contact_dialog import ContactDialog
from tests.ui.conftest import Shell
from tests.ui.exchanges_support import received


def opened(shell: Shell) -> ContactDialog:
    shell.do("publicAddress")
    dialog = shell.shown(QDialog, "contactDialog")
    assert isinstance(dialog, ContactDialog)
    return dialog


def test_the_commands_carry_the_port_of_now(shell: Shell) -> None:
    shell.core.do(shell.core.listening.start(43210))
    dialog = opened(shell)
    commands = [edit.text() for edit in dialog.findChildren(QLineEdit) if edit.isReadOnly()]
    assert sum("43210" in text for text in commands) == 3
    dialog.findChildren(QToolButton)[0].click()
    assert "43210" in QGuiApplication.clipboard().text()
    dialog.reject()


def test_the_address_is_saved_and_a_stopped_listener_said(shell: Shell) -> None:
    hook = shell.demo()
    dialog = opened(shell)
    shell.find(QLineEdit, "publicAddress", dialog).setText("https://x.example/")
    assert shell.find(QLineEdit, "contactAddress", dialog).text() == "https://x.example/demo/order-picked"
    shell.find(QPushButton, "contactCheck", dialog).click()
    result = shell.find(QLabel, "contactResult", dialog)
    shell.until(lambda: result.text() == sentence("contact-not-listening"))
    assert shell.core.settings.current.preferences.public_address == "https://x.example"
    assert hook.url  # what is entered here stays as it is
    dialog.reject()


def test_what_is_no_address_is_said_beside_it(shell: Shell) -> None:
    dialog = opened(shell)
    shell.find(QLineEdit, "publicAddress", dialog).setText("nonsense")
    shell.find(QPushButton, "contactCheck", dialog).click()
    shell.until(lambda: any("https://" in text.text() and text.isVisible() for text in dialog.findChildren(QLabel)))
    assert shell.core.settings.current.preferences.public_address == ""
    dialog.reject()


def test_the_first_arrival_is_told_and_shown(shell: Shell) -> None:
    dialog = opened(shell)
    wait = shell.find(QLabel, "contactWait", dialog)
    shell.until(lambda: "Waiting" in wait.text())
    shell.core.history.append([received(1, reason="right")])
    shell.until(lambda: "A request arrived: verified" in wait.text())
    shell.until(lambda: "It does not fit the documentation. Errors: 1" in wait.text())
    shell.find(QPushButton, "contactShow", dialog).click()
    shell.until(lambda: shell.window.inbox.detail.exchange_id == 1)

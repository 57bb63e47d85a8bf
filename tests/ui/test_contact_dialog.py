"""The public address through the window."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit, QPushButton, QToolButton

from ongoing_desktop.domain.public_address import Contact
from ongoing_desktop.domain.sending import Failure, SendResult, Timing
from ongoing_desktop.ui.exchanges.public_address_dialog import ContactDialog
from ongoing_desktop.ui.listening.tunnel_panel import TunnelPanel
from ongoing_desktop.wording.messages import sentence
from tests.ui.conftest import Shell
from tests.ui.exchanges_support import received


def opened(shell: Shell) -> ContactDialog:
    shell.do("publicAddress")
    dialog = shell.shown(QDialog, "contactDialog")
    assert isinstance(dialog, ContactDialog)
    return dialog


def test_the_command_carries_the_port_of_now(shell: Shell) -> None:
    shell.services.do(shell.services.listening.start(43210))
    dialog = opened(shell)
    program = shell.find(QComboBox, "tunnelProgram", dialog)
    exact = dialog.findChild(TunnelPanel).fields["command"].hint
    for place in range(program.count() - 1):
        program.setCurrentIndex(place)
        assert "43210" in exact.text()
        shell.find(QToolButton, "tunnelCopyCommand", dialog).click()
        assert QGuiApplication.clipboard().text() in exact.text()
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
    assert shell.services.settings.current.preferences.public_address == "https://x.example"
    assert hook.url  # what is entered here stays unchanged
    dialog.reject()


def test_what_is_no_address_is_said_beside_it(shell: Shell) -> None:
    dialog = opened(shell)
    shell.find(QLineEdit, "publicAddress", dialog).setText("nonsense")
    shell.find(QPushButton, "contactCheck", dialog).click()
    shell.until(lambda: any("https://" in text.text() and text.isVisible() for text in dialog.findChildren(QLabel)))
    assert shell.services.settings.current.preferences.public_address == ""
    dialog.reject()


def test_the_first_arrival_is_told_and_shown(shell: Shell) -> None:
    dialog = opened(shell)
    wait = shell.find(QLabel, "contactWait", dialog)
    shell.until(lambda: "Waiting" in wait.text())
    shell.services.history.append([received(1, reason="right")])
    shell.until(lambda: "A request arrived: right credential" in wait.text())
    shell.until(lambda: "It does not match the documentation. Errors: 1" in wait.text())
    shell.find(QPushButton, "contactShow", dialog).click()
    shell.until(lambda: shell.window.pages.inbox.detail.exchange_id == 1)


def test_a_result_is_of_the_address_that_was_asked(shell: Shell) -> None:
    shell.services.do(shell.services.listening.start(43210))
    shell.services.sender.result = SendResult(
        Failure("refused", "send-refused", {"host": "one", "port": 443}), Timing()
    )
    dialog = opened(shell)
    address = shell.find(QLineEdit, "publicAddress", dialog)
    button = shell.find(QPushButton, "contactCheck", dialog)
    result, state = shell.find(QLabel, "contactResult", dialog), shell.find(QLabel, "contactState", dialog)
    address.setText("https://one.example")
    button.click()
    shell.until(lambda: "one:443 refused the connection" in result.text())
    assert state.isVisible()
    address.setText("https://two.example")
    assert result.text() == ""
    assert not state.isVisible()
    # A running check is not awaited for another address either.
    shell.services.sender.hang = True
    button.click()
    shell.until(lambda: len(shell.services.sender.requests) == 2)
    assert shell.services.sender.requests[1].url.startswith("https://two.example/")
    address.setText("https://three.example")
    assert not shell.find(QPushButton, "contactCancel", dialog).isVisible()
    shell.until(button.isEnabled)
    dialog._on_checked("https://two.example", Contact("arrived", "contact-arrived", {"ms": 1}))
    assert result.text() == ""
    dialog.reject()


def test_the_selected_webhook_is_offered_and_nothing_is_cut(shell: Shell) -> None:
    shell.demo()
    hooks = [shell.add(name=f"Hook {number}", url=f"https://x.example/{number}") for number in range(12)]
    shell.window.webhooks.select(hooks[7].id)
    shell.until(lambda: shell.window.webhooks.table.current_id == hooks[7].id)
    dialog = opened(shell)
    assert shell.find(QComboBox, "contactWebhook", dialog).currentData() == hooks[7].id
    shell.find(QLineEdit, "publicAddress", dialog).setText("http://localhost:1")
    shell.find(QLabel, "contactResult", dialog).setText("word " * 120)
    for text in dialog.findChildren(QLabel):
        if text.isVisible():
            shell.until(lambda text=text: text.height() >= text.heightForWidth(text.width()))
    dialog.reject()

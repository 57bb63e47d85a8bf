"""An address with a port where our listener is not: reported, and corrected in one click."""

from __future__ import annotations

import socket

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QToolButton

from ongoing_desktop.domain.errors import ListenerError
from ongoing_desktop.domain.listening import RunningListener
from ongoing_desktop.domain.snapshot import ListenerSnapshot
from ongoing_desktop.ui.commands import listening
from tests.ui.conftest import Shell


def test_a_webhook_is_listened_for_or_rewritten(shell: Shell) -> None:
    shell.demo()
    note = shell.window.webhooks.detail.elsewhere
    listen, rewrite = (shell.find(QPushButton, f"elsewhere{word}") for word in ("Listen", "Rewrite"))
    shell.until(lambda: "stopped, so nothing listens on port 8765" in note.text.text())
    listen.click()
    shell.until(lambda: not note.isVisible())
    assert shell.services.listening.state.url == "http://127.0.0.1:8765"
    hook = shell.add(name="Moved", url="http://localhost:9100/in?x=1")
    shell.window.webhooks.select(hook.id)
    shell.until(lambda: "Nothing listens on port 9100." in note.text.text() and note.isVisible())
    listen.click()
    shell.until(lambda: shell.services.listening.state.url == "http://127.0.0.1:9100" and not note.isVisible())
    assert shell.services.settings.current.preferences.port == 9100
    other = shell.add(name="Other", url="http://127.0.0.1:9200/in?x=1")
    shell.window.webhooks.select(other.id)
    shell.until(lambda: rewrite.text() == "Change address to 9100")
    rewrite.click()
    shell.until(lambda: not note.isVisible())
    found = shell.services.settings.current.webhook(other.id)
    assert found is not None
    assert found.url == "http://127.0.0.1:9100/in?x=1"
    far = shell.add(name="Far", url="https://erp.example:9100/in")
    shell.window.webhooks.select(far.id)
    shell.until(lambda: shell.window.webhooks.table.current_id == far.id)
    assert not note.isVisible()


def test_a_receiver_of_ones_own_needs_no_advice(shell: Shell) -> None:
    shell.demo()
    shell.services.do(shell.services.listening.start(43210))
    note = shell.window.webhooks.detail.elsewhere
    with socket.create_server(("127.0.0.1", 0)) as own:
        port = own.getsockname()[1]
        hook = shell.add(name="Own", url=f"http://127.0.0.1:{port}/in")
        shell.window.webhooks.select(hook.id)
        shell.until(lambda: not note.looking)
        assert not note.isVisible()
    shell.services.do(shell.services.settings.set_preferences(port=43211))
    shell.until(lambda: f"Nothing listens on port {port}." in note.text.text() and note.isVisible())


def test_a_stopped_listeners_port_may_be_anothers(shell: Shell) -> None:
    shell.demo()
    note = shell.window.webhooks.detail.elsewhere
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        shell.services.do(shell.services.settings.set_preferences(port=port))
        hook = shell.add(name="Own", url=f"http://127.0.0.1:{port}/in")
        shell.window.webhooks.select(hook.id)
        shell.until(lambda: f"another program uses its port {port}" in note.text.text() and note.isVisible())
        assert not shell.find(QPushButton, "elsewhereListen").isVisible()


def test_an_address_without_https_is_changed_in_one_click(shell: Shell) -> None:
    shell.demo()
    about = RunningListener("https://127.0.0.1:43211", "127.0.0.1", 43211, 1)
    shell.services.listening._look_for = lambda: (about,)
    hook = shell.add(name="Plain", url="http://localhost:43211/in?x=1")
    note, rewrite = shell.window.webhooks.detail.elsewhere, shell.find(QPushButton, "elsewhereRewrite")
    shell.window.webhooks.select(hook.id)
    shell.until(lambda: rewrite.isVisible() and rewrite.text() == "Change address to https")
    rewrite.click()
    shell.until(lambda: not note.isVisible())
    found = shell.services.settings.current.webhook(hook.id)
    assert found is not None
    assert found.url == "https://127.0.0.1:43211/in?x=1"


def test_a_taken_port_is_changed_in_one_click(shell: Shell) -> None:
    calls: list[int] = []
    start = shell.services.listening._process.start

    async def taken(host: str, port: int, snapshot: ListenerSnapshot) -> None:
        calls.append(port)
        if port == 43210:
            raise ListenerError("listener-port-taken", port=port, free=43215)
        await start(host, port, snapshot)

    shell.services.listening._process.start = taken
    listening.start(shell.window.context, 43210)
    shell.told("43215 is free")
    assert shell.window.notices.action.text() == "Use port 43215"
    shell.window.notices.action.click()
    shell.until(lambda: shell.services.listening.state.url == "http://127.0.0.1:43215")
    assert calls == [43210, 43215]


def test_so_is_the_public_address(shell: Shell) -> None:
    shell.services.do(shell.services.listening.start(43210))
    shell.do("publicAddress")
    dialog = shell.shown(QDialog, "contactDialog")
    address = shell.find(QLineEdit, "publicAddress", dialog)
    address.setText("http://localhost:9000")
    assert "Ongoing cannot reach it" in shell.find(QLabel, "contactLocal", dialog).text()
    # The tunnel's address must never be replaced by the listener's own.
    assert not [button for button in dialog.findChildren(QPushButton) if "Rewrite" in button.text()]
    address.setText("https://tunnel.example")
    shell.until(lambda: not shell.find(QLabel, "contactLocal", dialog).isVisible())
    shell.services.do(shell.services.listening.restart(9000))

    def copied() -> str:
        shell.find(QToolButton, "tunnelCopyCommand", dialog).click()
        return QGuiApplication.clipboard().text()

    shell.until(lambda: "127.0.0.1:9000" in copied())
    dialog.reject()
    shell.gone(dialog)
    # The signals of the dialog continue, but the dialog receives none.
    shell.services.do(shell.services.listening.stop())
    shell.services.do(shell.services.settings.set_preferences(public_address="http://localhost:9000"))
    shell.until(lambda: shell.find(QLabel, "listenerState").text() == "○ Stopped")

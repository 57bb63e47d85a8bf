"""An address that names a port where our listener is not: said, and mended in one click."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton

from tests.ui.conftest import Shell


def test_a_webhook_is_listened_for_or_rewritten(shell: Shell) -> None:
    shell.demo()
    note = shell.window.webhooks.elsewhere
    listen, rewrite = (shell.find(QPushButton, f"elsewhere{word}") for word in ("Listen", "Rewrite"))
    shell.until(lambda: "stopped; nothing listens at port 8765" in note.text.text())
    listen.click()
    shell.until(lambda: not note.isVisible())
    assert shell.core.listening.state.url == "http://127.0.0.1:8765"
    hook = shell.add(name="Moved", url="http://localhost:9100/in?x=1")
    shell.window.webhooks.select(hook.id)
    shell.until(lambda: "at port 9100; the listener’s is 8765" in note.text.text() and note.isVisible())
    listen.click()
    shell.until(lambda: shell.core.listening.state.url == "http://127.0.0.1:9100" and not note.isVisible())
    assert shell.core.settings.current.preferences.port == 9100
    other = shell.add(name="Other", url="http://127.0.0.1:9200/in?x=1")
    shell.window.webhooks.select(other.id)
    shell.until(lambda: rewrite.text() == "Rewrite to 9100")
    rewrite.click()
    shell.until(lambda: not note.isVisible())
    found = shell.core.settings.current.webhook(other.id)
    assert found is not None
    assert found.url == "http://127.0.0.1:9100/in?x=1"
    far = shell.add(name="Far", url="https://erp.example:9100/in")
    shell.window.webhooks.select(far.id)
    shell.until(lambda: shell.window.webhooks.current_id == far.id)
    assert not note.isVisible()


def test_so_is_the_public_address(shell: Shell) -> None:
    shell.core.do(shell.core.listening.start(43210))
    shell.do("publicAddress")
    dialog = shell.shown(QDialog, "contactDialog")
    address = shell.find(QLineEdit, "publicAddress", dialog)
    address.setText("http://localhost:9000")
    assert "Ongoing cannot reach it" in shell.find(QLabel, "contactLocal", dialog).text()
    # The tunnel's address is never to be replaced by the listener's own.
    assert not [button for button in dialog.findChildren(QPushButton) if "Rewrite" in button.text()]
    address.setText("https://tunnel.example")
    shell.until(lambda: not shell.find(QLabel, "contactLocal", dialog).isVisible())
    shell.core.do(shell.core.listening.restart(9000))
    shell.until(lambda: any("127.0.0.1:9000 " in line.text() for line in dialog.findChildren(QLineEdit)))
    dialog.reject()
    shell.gone(dialog)
    # What the dialog was told of goes on; nobody is left in it to hear.
    shell.core.do(shell.core.listening.stop())
    shell.core.do(shell.core.settings.set_preferences(public_address="http://localhost:9000"))
    shell.until(lambda: shell.find(QLabel, "listenerState").text() == "○ Stopped")

"""A pasted cURL command in the window."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit

from tests.ui.conftest import Shell


def test_a_pasted_curl_command_becomes_a_draft_with_its_credential_in_its_field(shell: Shell) -> None:
    shell.demo()
    body = '{"webhookOrdersId": 1, "goodsOwnerId": 12}'
    QGuiApplication.clipboard().setText(
        f"curl 'https://erp.example/in' -u 'acme:p4ss word' -H 'X-Own: 1' -H 'Content-Type: application/json' -d '{body}'"
    )
    shell.do("showWebhooks")
    shell.do("pasteWebhooks")
    editor = shell.shown(QDialog, "webhookEditor")
    assert shell.find(QLineEdit, "url", editor).text() == "https://erp.example/in"
    assert shell.find(QComboBox, "authentication", editor).currentData() == "basic"
    assert shell.find(QLineEdit, "username", editor).text() == "acme"
    shell.until(lambda: shell.find(QLineEdit, "password", editor).text() == "p4ss word")
    assert shell.find(QLineEdit, "password", editor).echoMode() == QLineEdit.EchoMode.Password
    shell.told("Not used from the cURL command: X-Own")
    assert "p4ss" not in shell.notice()
    editor.done(0)
    shell.gone(editor)
    QGuiApplication.clipboard().setText("curl https://x.example; curl https://y.example")
    shell.do("pasteWebhooks")
    shell.told("Line 1, column 23: only one plain cURL command can be read")

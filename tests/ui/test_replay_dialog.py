"""The dialog that sends recorded requests again."""

from __future__ import annotations

import json

from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QTableView

from tests.ui.conftest import Shell


def sent(shell: Shell, count: int) -> None:
    hook = shell.demo()
    for _ in range(count):
        shell.services.do(shell.services.sending.test(hook.id, target_key="listener"))
    shell.do("showHistory")
    table = shell.shown(QTableView, "historyTable")
    shell.until(lambda: table.model().rowCount() == count)
    table.selectAll()


def test_one_is_edited_and_sent_to_another_address(shell: Shell) -> None:
    sent(shell, 1)
    shell.do("sendAgain")
    dialog = shell.shown(QDialog, "replayDialog")
    editor = shell.find(QPlainTextEdit, "replayBody", dialog)
    told = shell.find(QLabel, "replayTold", dialog)
    shell.until(lambda: '"webhookEventId": 1' in editor.toPlainText())
    shell.find(QPushButton, "sendAgain", dialog).click()
    shell.until(lambda: "delivered" in told.text())
    first, again = shell.services.sender.requests
    assert again.body == first.body
    assert again.url == first.url
    assert dict(again.headers)["X-Auth-Token"] == dict(first.headers)["X-Auth-Token"]
    where = shell.find(QComboBox, "replayWhere", dialog)
    where.setCurrentIndex(where.findData("other"))
    shell.find(QLineEdit, "replayUrl", dialog).setText("http://127.0.0.1:9/elsewhere")
    editor.setPlainText('{"webhookEventId": 7}')
    shell.find(QPushButton, "sendAgain", dialog).click()
    shell.until(lambda: len(shell.services.sender.requests) == 3)
    assert shell.services.sender.requests[-1].url == "http://127.0.0.1:9/elsewhere"
    assert json.loads(shell.services.sender.requests[-1].body) == {"webhookEventId": 7}
    dialog.done(0)
    shell.gone(dialog)


def test_a_selection_is_sent_in_its_order(shell: Shell) -> None:
    sent(shell, 3)
    shell.do("sendAgain")
    dialog = shell.shown(QDialog, "replayDialog")
    table = shell.shown(QTableView, "replayTable")
    shell.until(lambda: table.model().rowCount() == 3)
    assert shell.find(QCheckBox, "replayGaps", dialog).isVisible()
    told = shell.find(QLabel, "replayTold", dialog)
    shell.find(QPushButton, "sendAgain", dialog).click()
    shell.until(lambda: "Answered with a 2xx: 3 of 3." in told.text())
    bodies = [request.body for request in shell.services.sender.requests]
    assert bodies[3:] == bodies[:3]
    dialog.done(0)
    shell.gone(dialog)

"""The dialog that sends recorded requests again."""

from __future__ import annotations

import json

from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QTableView

from ongoing_desktop.domain.sending import Response, SendResult, Timing
from tests.ui.conftest import Shell


def answered(status: int) -> SendResult:
    return SendResult(Response(status, "", "HTTP/1.1", (), b""), Timing(total_ms=3.0))


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
    shell.do("sendAgainEdited")
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
    shell.do("sendAgainEdited")
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


def test_one_key_sends_again_at_once_to_the_last_target(shell: Shell) -> None:
    sent(shell, 1)
    shell.do("sendAgain")
    shell.told("Sent again to")
    first, again = shell.services.sender.requests
    assert (again.method, again.url, again.body) == (first.method, first.url, first.body)
    shell.do("sendAgainEdited")
    dialog = shell.shown(QDialog, "replayDialog")
    editor = shell.find(QPlainTextEdit, "replayBody", dialog)
    shell.until(lambda: bool(editor.toPlainText()))
    where = shell.find(QComboBox, "replayWhere", dialog)
    where.setCurrentIndex(where.findData("other"))
    assert shell.find(QLineEdit, "replayUrl", dialog).text() == first.url
    shell.find(QLineEdit, "replayUrl", dialog).setText("http://127.0.0.1:9/elsewhere")
    shell.find(QPushButton, "sendAgain", dialog).click()
    shell.until(lambda: len(shell.services.sender.requests) == 3)
    dialog.done(0)
    shell.gone(dialog)
    shell.until(lambda: shell.services.settings.current.preferences.resend == "http://127.0.0.1:9/elsewhere")
    shell.do("sendAgain")
    shell.until(lambda: len(shell.services.sender.requests) == 4)
    shell.told("127.0.0.1:9")
    assert shell.services.sender.requests[-1].url == "http://127.0.0.1:9/elsewhere"


def test_several_are_sent_at_once_in_a_dialog(shell: Shell) -> None:
    sent(shell, 3)
    shell.do("sendAgain")
    dialog = shell.shown(QDialog, "replayDialog")
    shell.until(lambda: "3 of 3" in shell.find(QLabel, "replayTold", dialog).text())
    dialog.done(0)
    shell.gone(dialog)


def test_method_and_headers_are_edited_and_a_wrong_header_is_named(shell: Shell) -> None:
    sent(shell, 1)
    shell.do("sendAgainEdited")
    dialog = shell.shown(QDialog, "replayDialog")
    headers = shell.find(QPlainTextEdit, "replayHeaders", dialog)
    shell.until(lambda: "Content-Type: application/json" in headers.toPlainText())
    headers.setPlainText("Content-Type: text/plain\nAuthorization: Basic eA==")
    shell.find(QPushButton, "sendAgain", dialog).click()
    shell.until(lambda: any("Authorization" in item.text() for item in dialog.findChildren(QLabel) if item.isVisible()))
    assert len(shell.services.sender.requests) == 1
    headers.setPlainText("Content-Type: text/plain\nX-Own: 1")
    method = shell.find(QComboBox, "replayMethod", dialog)
    method.setCurrentText("PUT")
    shell.find(QPushButton, "sendAgain", dialog).click()
    shell.until(lambda: len(shell.services.sender.requests) == 2)
    first, again = shell.services.sender.requests
    assert again.method == "PUT"
    assert [pair for pair in again.headers if pair[0] != "X-Auth-Token"] == [
        ("Content-Type", "text/plain"),
        ("X-Own", "1"),
    ]
    assert dict(again.headers)["X-Auth-Token"] == dict(first.headers)["X-Auth-Token"]
    dialog.done(0)
    shell.gone(dialog)


def test_what_failed_is_sent_again_unless_it_succeeded_since(shell: Shell) -> None:
    hook = shell.demo()
    sender, test = shell.services.sender, shell.services.sending.test
    for status in (200, 500, 503):
        sender.result = answered(status)
        shell.services.do(test(hook.id, target_key="listener"))
    shell.do("showHistory")
    table = shell.shown(QTableView, "historyTable")
    shell.until(lambda: table.model().rowCount() == 3)
    shell.do("sendFailedAgain")
    dialog = shell.shown(QDialog, "replayDialog")
    replayed = shell.shown(QTableView, "replayTable")
    shell.until(lambda: replayed.model().rowCount() == 2)
    sender.result = answered(200)
    shell.find(QPushButton, "sendAgain", dialog).click()
    shell.until(lambda: "2 of 2" in shell.find(QLabel, "replayTold", dialog).text())
    assert [request.body for request in sender.requests[3:]] == [sender.requests[at].body for at in (1, 2)]
    dialog.done(0)
    shell.gone(dialog)
    shell.do("sendFailedAgain")
    shell.told("has succeeded since")

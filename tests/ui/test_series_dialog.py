"""The dialog for repeats and order."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QPlainTextEdit, QPushButton, QSpinBox, QTableView

from ongoing_desktop.ui.webhooks.webhook_detail import TEST_TAB
from tests.ui.conftest import Shell


def test_a_repeat_is_sent_cancelled_and_explained(shell: Shell) -> None:
    shell.demo()
    shell.window.webhooks.detail.tabs.setCurrentIndex(TEST_TAB)
    editor = shell.shown(QPlainTextEdit, "payloadEditor")
    shell.until(lambda: "webhookEventId" in editor.toPlainText())
    editor.setPlainText('{"webhookEventId": 7, "typed": "and not sent before"}')
    shell.do("repeatAndOrder")
    dialog = shell.shown(QDialog, "seriesDialog")
    verdict = shell.find(QLabel, "seriesVerdict", dialog)
    send = shell.find(QPushButton, "sendSeries", dialog)
    send.click()
    shell.until(lambda: "Both were accepted with the same response (200, then 200)" in verdict.text())
    assert {request.body for request in shell.services.sender.requests} == {
        b'{"webhookEventId": 1, "typed": "and not sent before"}'
    }
    kind = shell.find(QComboBox, "seriesKind", dialog)
    kind.setCurrentIndex(kind.findData("burst"))
    assert "several at the same time" in shell.shown(QLabel, "seriesTold").text()
    shell.find(QSpinBox, "seriesCount", dialog).setValue(30)
    send.click()
    shell.until(lambda: "All 30 were accepted." in verdict.text())
    table = shell.find(QTableView, "seriesTable", dialog)
    assert table.model().rowCount() == 30
    shell.services.sender.hang = True
    send.click()
    shell.until(lambda: len(shell.services.sender.requests) == 2 + 30 + 5 and table.model().rowCount() > 0)
    shell.shown(QPushButton, "cancelSeries").click()
    shell.until(lambda: "Cancelled" in verdict.text())
    assert "cancelled" in table.model().index(0, 3).data()
    shell.until(lambda: len(shell.services.history.outcomes) == len(shell.services.history.new))
    table.selectRow(0)
    dialog.done(0)
    shell.gone(dialog)

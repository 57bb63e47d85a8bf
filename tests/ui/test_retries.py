"""The Retries tab and the indicator in the header."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLabel, QMessageBox, QPushButton, QSpinBox, QTableView, QToolButton

from ongoing_desktop.domain.sending import Response, SendResult, Timing
from ongoing_desktop.ui.webhooks.webhook_detail import RETRIES_TAB
from tests.ui.conftest import Shell


def column(table: QTableView, number: int) -> list[str]:
    model = table.model()
    return [str(model.index(row, number).data()) for row in range(model.rowCount())]


def test_a_policy_is_played_step_by_step_paused_and_shown_in_the_header(shell: Shell) -> None:
    hook = shell.demo()
    shell.services.sender.result = SendResult(Response(500, "", "HTTP/1.1", (), b""), Timing(total_ms=3))
    shell.window.webhooks.detail.tabs.setCurrentIndex(RETRIES_TAB)
    table = shell.shown(QTableView, "retryTimeline")
    assert column(table, 1)[:3] == ["at once", "+ 1 min", "+ 6 min"]
    assert column(table, 1)[-1] == "+ 22 h 51 min"
    speed = shell.find(QComboBox, "retrySpeed")
    speed.setCurrentIndex(speed.findData(0.0))
    shell.find(QPushButton, "playRetries").click()
    state = shell.find(QLabel, "retryState")
    shell.until(lambda: "Attempt 2 of 16 is waiting" in state.text())
    sign = shell.shown(QToolButton, "playing")
    assert sign.text() == "1 of 16"
    shell.shown(QPushButton, "stepRetries").click()
    shell.until(lambda: "Attempt 3 of 16 is waiting" in state.text())
    assert column(table, 4)[:3] == ["✕ 500", "✕ 500", ""]
    shell.do("showInbox")
    sign.click()
    assert shell.window.pages.currentWidget() is shell.window.webhooks
    shell.services.sender.result = SendResult(Response(204, "", "HTTP/1.1", (), b""), Timing(total_ms=3))
    shell.shown(QPushButton, "stepRetries").click()
    shell.until(lambda: "Delivered at attempt 3 of 16" in state.text())
    shell.until(lambda: not sign.isVisible())
    assert column(table, 4)[2:4] == ["✓ 204", "not sent"]
    assert len({request.body for request in shell.services.sender.requests}) == 1
    table.selectRow(2)
    table.opened.emit(table.current)
    assert shell.window.pages.currentWidget() is shell.window.pages.history
    assert hook.id == shell.services.history.new[-1].webhook


def test_what_another_process_plays_is_followed_but_not_steered(shell: Shell) -> None:
    hook = shell.demo()
    sending = shell.services.sending
    ready = shell.services.do(sending.prepare(hook.id, target_key="listener"))
    shell.services.do(shell.services.attempts.send(ready, delivery="theirs", number=1))
    shell.window.webhooks.detail.tabs.setCurrentIndex(RETRIES_TAB)
    shell.window.webhooks.detail.retries.set_webhook(hook.id)
    state = shell.find(QLabel, "retryState")
    shell.until(lambda: "Another process is running this: 1 of 16" in state.text())
    assert not any(
        shell.find(QPushButton, name).isVisible() for name in ("pauseRetries", "stepRetries", "cancelRetries")
    )
    assert shell.find(QPushButton, "playRetries").isEnabled()
    shell.services.do(shell.services.attempts.send(ready, delivery="theirs", number=2))
    shell.until(lambda: "2 of 16" in state.text())


def test_quitting_while_it_plays_asks(shell: Shell) -> None:
    hook = shell.demo()
    shell.services.sender.result = SendResult(Response(500, "", "HTTP/1.1", (), b""), Timing(total_ms=3))
    shell.services.do(shell.services.retries.start(hook.id, speed=0, target_key="listener"))
    shell.until(lambda: shell.services.retries.deliveries[-1].state == "waiting")
    shell.window.close()
    box = shell.shown(QMessageBox, "confirmation")
    assert "marked as interrupted" in box.text()
    box.reject()
    shell.gone(box)
    assert shell.window.isVisible()


def test_what_is_assumed_is_kept_and_decides(shell: Shell) -> None:
    shell.demo()
    shell.services.sender.result = SendResult(Response(302, "", "HTTP/1.1", (), b""), Timing(total_ms=3))
    shell.window.webhooks.detail.tabs.setCurrentIndex(RETRIES_TAB)
    for name, key in (("retryReading", "offsets"), ("retrySuccess", "2xx-3xx")):
        box = shell.shown(QComboBox, name)
        box.setCurrentIndex(box.findData(key))
        box.activated.emit(box.currentIndex())
    limit = shell.shown(QSpinBox, "retryLimit")
    limit.setValue(7)
    limit.editingFinished.emit()
    kept = lambda: shell.services.settings.current.preferences  # noqa: E731
    shell.until(lambda: (kept().retry_reading, kept().retry_success, kept().retry_limit_s) == ("offsets", "2xx-3xx", 7))
    table = shell.shown(QTableView, "retryTimeline")
    shell.until(lambda: column(table, 1)[-1] == "+ 22 h 30 min")
    shell.find(QPushButton, "playRetries").click()
    state = shell.find(QLabel, "retryState")
    shell.until(lambda: "Delivered at the first attempt" in state.text())
    assert shell.services.sender.requests[-1].total_limit_s == 7

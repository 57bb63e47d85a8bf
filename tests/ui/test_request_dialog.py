"""Sending a request that belongs to no webhook, and what is made of a capture."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QTableView,
)

from ongoing_desktop.domain.exchange import Body, Judgement, NewExchange
from ongoing_desktop.domain.saved_request import SavedRequest
from ongoing_desktop.domain.sending import Response, SendResult, Timing
from tests.ui.conftest import Shell


def save_as(shell: Shell, name: str) -> None:
    naming = shell.shown(QDialog, "nameDialog")
    shell.find(QLineEdit, "savedName", naming).setText(name)
    shell.find(QPushButton, "saveNamed", naming).click()
    shell.gone(naming)


def question(dialog: QDialog) -> QMessageBox:
    boxes: list[QMessageBox] = dialog.findChildren(QMessageBox, "confirmation")
    assert boxes
    return boxes[-1]


def press(box: QMessageBox, text: str) -> None:
    next(button for button in box.buttons() if button.text().replace("&", "") == text).click()


def test_edits_are_asked_about_before_another_request_is_shown_or_the_dialog_closes(shell: Shell) -> None:
    for name in ("First", "Second"):
        address = f"http://127.0.0.1:9/{name}"
        shell.services.do(shell.services.requests.save(SavedRequest(name, "GET", address)))
    shell.do("sendRequest")
    dialog = shell.shown(QDialog, "requestDialog")
    saved = shell.find(QComboBox, "savedRequest", dialog)
    url = shell.find(QLineEdit, "requestUrl", dialog)
    shell.until(lambda: saved.count() == 3)

    def choose(name: str) -> None:
        saved.setCurrentIndex(saved.findText(name))
        saved.activated.emit(saved.currentIndex())

    choose("First")
    assert url.text().endswith("/First")
    choose("Second")
    assert url.text().endswith("/Second"), "nothing was changed, so nothing is asked"
    url.setText("http://127.0.0.1:9/changed")
    choose("First")
    assert (saved.currentText(), url.text()) == ("Second", "http://127.0.0.1:9/changed")
    question(dialog).reject()
    assert url.text() == "http://127.0.0.1:9/changed"
    choose("First")
    press(question(dialog), "Save")
    save_as(shell, "Third")
    shell.until(lambda: saved.count() == 4 and saved.currentText() == "First")
    assert url.text().endswith("/First")
    choose("Third")
    assert url.text() == "http://127.0.0.1:9/changed"
    shell.find(QPlainTextEdit, "requestHeaders", dialog).setPlainText("not a header")
    dialog.close()
    assert dialog.isVisible()
    press(question(dialog), "Leave without saving")
    shell.gone(dialog)


def test_what_was_sent_is_in_the_history_and_not_asked_about(shell: Shell) -> None:
    shell.services.sender.result = SendResult(Response(200, "", "HTTP/1.1", (), b"up"), Timing(total_ms=3.0))
    shell.do("sendRequest")
    dialog = shell.shown(QDialog, "requestDialog")
    shell.find(QLineEdit, "requestUrl", dialog).setText("http://127.0.0.1:9/health")
    shell.find(QPushButton, "sendRequest", dialog).click()
    shell.until(lambda: shell.find(QPlainTextEdit, "requestAnswer", dialog).toPlainText() == "up")
    dialog.close()
    shell.gone(dialog)


def captured(shell: Shell) -> QTableView:
    hook = shell.demo()
    shell.services.do(shell.services.sending.test(hook.id, target_key="listener"))
    shell.do("showHistory")
    table = shell.shown(QTableView, "historyTable")
    shell.until(lambda: table.model().rowCount() == 1)
    table.selectRow(0)
    return table


def trigger(table: QTableView, name: str) -> None:
    next(action for action in table.actions() if isinstance(action, QAction) and action.objectName() == name).trigger()


def test_a_request_is_sent_saved_chosen_again_and_removed(shell: Shell) -> None:
    shell.services.sender.result = SendResult(Response(503, "", "HTTP/1.1", (), b"starting"), Timing(total_ms=3.0))
    shell.do("sendRequest")
    dialog = shell.shown(QDialog, "requestDialog")
    told = shell.find(QLabel, "requestTold", dialog)
    saved = shell.find(QComboBox, "savedRequest", dialog)
    url = shell.find(QLineEdit, "requestUrl", dialog)
    url.setText("http://127.0.0.1:9/health")
    shell.find(QPlainTextEdit, "requestHeaders", dialog).setPlainText("X-Own: 1")
    shell.find(QPushButton, "sendRequest", dialog).click()
    answer = shell.find(QPlainTextEdit, "requestAnswer", dialog)
    shell.until(lambda: answer.toPlainText() == "starting")
    (sent,) = shell.services.sender.requests
    assert (sent.method, sent.url, sent.headers, sent.body) == (
        "GET",
        "http://127.0.0.1:9/health",
        (("X-Own", "1"),),
        b"",
    )
    shell.find(QPushButton, "saveRequest", dialog).click()
    save_as(shell, "Health")
    shell.until(lambda: saved.currentText() == "Health")
    assert "is saved" in told.text()
    saved.setCurrentIndex(0)
    saved.activated.emit(0)
    assert url.text() == ""
    saved.setCurrentIndex(1)
    saved.activated.emit(1)
    assert url.text() == "http://127.0.0.1:9/health"
    shell.find(QPushButton, "removeRequest", dialog).click()
    shell.until(lambda: dialog.findChild(QMessageBox) is not None)
    agree = next(one for one in dialog.findChild(QMessageBox).buttons() if "Remove" in one.text())
    agree.click()
    shell.until(lambda: saved.count() == 1)
    dialog.done(0)
    shell.gone(dialog)


def test_a_wrong_address_is_named_and_nothing_is_sent(shell: Shell) -> None:
    shell.do("sendRequest")
    dialog = shell.shown(QDialog, "requestDialog")
    shell.find(QPushButton, "sendRequest", dialog).click()
    told = shell.find(QLabel, "requestTold", dialog)
    shell.until(lambda: "Enter the address" in told.text())
    assert shell.services.sender.requests == []
    dialog.done(0)
    shell.gone(dialog)


def test_a_capture_is_saved_as_payload_opened_as_request_and_made_a_webhook(shell: Shell) -> None:
    table = captured(shell)
    body = shell.services.sender.requests[0].body
    trigger(table, "keepAsPayload")
    save_as(shell, "An order")
    shell.told("“An order” is saved.")
    trigger(table, "requestFromCapture")
    dialog = shell.shown(QDialog, "requestDialog")
    assert shell.find(QPlainTextEdit, "requestBody", dialog).toPlainText() == body.decode()
    saved = shell.find(QComboBox, "savedRequest", dialog)
    shell.until(lambda: saved.count() == 2)
    dialog.done(0)
    shell.gone(dialog)
    trigger(table, "webhookFromCapture")
    editor = shell.shown(QDialog, "webhookEditor")
    assert shell.find(QLineEdit, "url", editor).text() == shell.services.sender.requests[0].url
    assert shell.find(QComboBox, "authentication", editor).currentData() == "x-auth-token"
    editor.done(0)
    shell.gone(editor)


def test_a_saved_payload_is_chosen_in_the_composer(shell: Shell) -> None:
    hook = shell.demo()
    pane = shell.window.webhooks.detail.test_panel.pane
    shell.until(lambda: bool(pane.editor.toPlainText()))
    pane.editor.setPlainText('{"webhookEventId": 77}')
    pane.start_from.menu().findChild(QAction, "payloadSave").trigger()
    save_as(shell, "Seventy-seven")
    shell.told("is saved")
    pane.editor.setPlainText("{}")
    pane.start_from.menu().findChild(QAction, "payloadSaved").trigger()
    picker = shell.shown(QDialog, "savedPicker")
    use = shell.find(QPushButton, "useSaved", picker)
    shell.until(use.isEnabled)
    use.click()
    shell.gone(picker)
    shell.until(lambda: "77" in pane.editor.toPlainText())
    assert hook.id


def test_an_unmatched_capture_offers_to_create_its_webhook(shell: Shell) -> None:
    shell.demo()
    body = b'{"webhookOrdersId": 9, "webhookEventId": 5, "system": "demo"}'
    judged = Judgement("unmatched", "no-webhook", {}, None, "demo", "orders", None, 5, 9, None)
    new = NewExchange("in", shell.services.clock(), "POST", "/new", (), Body(body, size=len(body)), 200, judged)
    (number,) = shell.services.history.append([new])
    shell.window.show_exchange(number, "inbox")
    offer = shell.shown(QPushButton, "createFromCapture")
    offer.click()
    editor = shell.shown(QDialog, "webhookEditor")
    assert shell.find(QLineEdit, "url", editor).text().endswith("/new")
    editor.done(0)
    shell.gone(editor)


def received(shell: Shell, body: bytes, *, answer: str = "sent", **params: object) -> int:
    """Append a received request of a webhook; returns its id."""
    hook = shell.services.settings.current.webhooks[0]
    judged = Judgement("verified", "right", params, hook.id, "demo", "orders", hook.type, 5)
    new = NewExchange("in", shell.services.clock(), "POST", "/new", (), Body(body, size=len(body)), None, judged)
    (number,) = shell.services.history.append([new])
    return number


def test_a_capture_becomes_a_disabled_rule_which_is_tried(shell: Shell) -> None:
    shell.demo()
    number = received(shell, b'{"orderStatus": {"number": 450}}')
    received(shell, b'{"orderStatus": {"number": 200}}')
    shell.window.show_exchange(number, "inbox")
    table = shell.shown(QTableView, "inboxTable")
    shell.until(lambda: table.model().rowCount() == 2)
    table.selectAll()
    trigger(table, "ruleFromCapture")
    dialog = shell.shown(QDialog, "rulesDialog")
    (rule,) = shell.services.settings.current.rules
    assert (rule.on, rule.match.method, rule.match.path) == (False, "POST", "/new")
    shell.find(QLineEdit, "ruleBody", dialog).setText("orderStatus.number:>=400")
    shell.find(QPushButton, "ruleTry", dialog).click()
    tried = shell.find(QLabel, "ruleTried", dialog)
    shell.until(lambda: "1 of the last 2 requests" in tried.text())
    shell.find(QPushButton, "ruleSave", dialog).click()
    shell.until(lambda: shell.services.settings.current.rules[0].match.body == "orderStatus.number:>=400")
    dialog.done(0)
    shell.gone(dialog)


def test_a_held_request_shows_how_long_it_waits_and_is_answered(shell: Shell) -> None:
    shell.demo()
    number = received(shell, b"{}", rule="r", rule_name="Hold", held_s=120.0)
    shell.window.show_exchange(number, "inbox")
    told = shell.shown(QLabel, "heldText")
    assert told.text() == "Held by the rule “Hold”. The sender has been waiting for 0 s of at most 120 s."
    shell.shown(QPushButton, "answerHeld").click()
    dialog = shell.shown(QDialog, "answerDialog")
    shell.find(QPlainTextEdit, "stepHeaders", dialog).setPlainText("not a header at all")
    shell.find(QPushButton, "sendAnswer", dialog).click()
    shell.until(
        lambda: any("header" in item.text().lower() for item in dialog.findChildren(QLabel, "") if item.isVisible())
    )
    shell.find(QPlainTextEdit, "stepHeaders", dialog).setPlainText("Retry-After: 1")
    shell.find(QPushButton, "sendAnswer", dialog).click()
    shell.gone(dialog)
    answers = shell.services.listening._process.answers  # type: ignore[attr-defined]
    assert [(at, step.status, step.headers) for at, step in answers] == [(number, 200, (("Retry-After", "1"),))]

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QTableView,
)

from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.sending import Failure, Response, SendResult, Timing
from ongoing_desktop.domain.targets import EVERYTHING, NeedsConfirmation
from ongoing_desktop.services.webhooks import KeepCredential, ReplaceCredential
from ongoing_desktop.ui.composer.composer_panel import CHECK, REQUEST, TestPanel
from tests.ui.conftest import Shell
from tests.ui.exchanges_support import Heartbeat, Rig, rig


@pytest.fixture
def world(qapp, data_dir):
    with rig(qapp, data_dir) as made:
        yield made
        assert not made.errors


@pytest.fixture
def hook(world):
    return world.services.do(world.services.demo.add())


@pytest.fixture
def panel(world, hook, qtbot):
    made = TestPanel(world.context, world.window)
    made.resize(world.window.size())
    world.window.show()
    made.set_webhook(hook.id)
    qtbot.waitUntil(lambda: bool(made.pane.editor.toPlainText()))
    yield made
    made.close_panel()


def find(world: Rig, kind, name: str):
    found = world.window.findChildren(kind, name)
    assert len(found) == 1, name
    return found[0]


def sent(qtbot, panel: TestPanel, count: int = 1) -> None:
    qtbot.waitUntil(lambda: panel._sending is None and bool(panel.result.status.text()))


def test_a_test_goes_out_and_its_result_is_shown(world, panel, qtbot):
    world.services.sender.result = SendResult(
        Response(201, "Created", "HTTP/1.1", (("Content-Type", "application/json"), ("X", "1")), b'{"ok":true}'),
        Timing(connect_ms=1, send_ms=0.2, wait_ms=4, receive_ms=1, total_ms=6.2),
        "127.0.0.1:8765",
    )
    qtbot.mouseClick(find(world, QPushButton, "sendTest"), Qt.MouseButton.LeftButton)
    sent(qtbot, panel)
    assert "201 Created" in find(world, QLabel, "responseStatus").text()
    assert "6.2 ms" in find(world, QLabel, "timing").text()
    qtbot.waitUntil(lambda: '"ok": true' in find(world, QPlainTextEdit, "responseBody").toPlainText())
    headers = find(world, QTableView, "responseHeaders").model()
    assert headers.index(1, 1).data() == "1"
    request = find(world, QTableView, "requestHeaders").model()
    pairs = {request.index(row, 0).data(): request.index(row, 1).data() for row in range(request.rowCount())}
    assert pairs["Content-Type"] == "application/json"
    token = dict(world.services.sender.requests[0].headers)["X-Auth-Token"]
    assert token
    assert token not in pairs["X-Auth-Token"]
    assert "delivered" in panel.result._meaning.text()


def test_event_ids_rise_and_the_editor_shows_what_went_out(world, panel, qtbot):
    for expected in (1, 2, 3):
        panel.send_now()
        sent(qtbot, panel)
        assert json.loads(world.services.sender.requests[-1].body)["webhookEventId"] == expected
        assert f'"webhookEventId": {expected}' in panel.pane.editor.toPlainText()


def test_an_edited_payload_is_sent_and_remembered(world, panel, hook, qtbot):
    editor = find(world, QPlainTextEdit, "payloadEditor")
    editor.setPlainText('{"mine": 1}')
    panel.send_now()
    sent(qtbot, panel)
    assert json.loads(world.services.sender.requests[-1].body) == {"mine": 1}
    assert world.services.settings.current.state(hook.id).test_payload == '{"mine": 1}'
    panel.set_webhook(None)
    panel.set_webhook(hook.id)
    qtbot.waitUntil(lambda: editor.toPlainText() == '{"mine": 1}')
    editor.setPlainText('{"typed": "and not sent"}')
    panel.set_webhook(None)
    panel.set_webhook(hook.id)
    qtbot.waitUntil(lambda: editor.toPlainText() == '{"typed": "and not sent"}')
    qtbot.mouseClick(find(world, QPushButton, "resetPayload"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "webhookEventId" in editor.toPlainText())
    qtbot.waitUntil(lambda: world.services.settings.current.state(hook.id).test_payload == "")


def test_a_fault_in_the_payload_is_named_by_line_and_column(world, panel, qtbot):
    problem = find(world, QLabel, "payloadProblem")
    assert problem.text() == ""
    panel.pane.editor.setPlainText('{"a": 1,\n "b": x}')
    qtbot.waitUntil(lambda: "line 2" in problem.text())
    qtbot.mouseClick(find(world, QPushButton, "goToProblem"), Qt.MouseButton.LeftButton)
    assert panel.pane.editor.textCursor().position() == len('{"a": 1,\n "b": ')
    panel.send_now()
    sent(qtbot, panel)
    assert "Not sent" in panel.result.status.text()
    assert not world.services.sender.requests
    panel.pane.editor.setPlainText("{}")
    qtbot.waitUntil(lambda: problem.text() == "")


def test_the_target_starts_at_the_url_and_the_choice_is_remembered(world, panel, hook, qtbot):
    target = find(world, QComboBox, "testTarget")
    assert target.currentData() == "url"
    assert [target.itemData(row) for row in range(target.count())] == ["url", "listener", "local"]
    assert hook.url in target.itemText(0)
    target.setCurrentIndex(1)
    target.activated.emit(1)
    qtbot.waitUntil(lambda: world.services.settings.current.state(hook.id).test_target == "listener")
    panel.set_webhook(None)
    panel.set_webhook(hook.id)
    assert target.currentData() == "listener"


def test_a_local_address_is_kept_per_webhook(world, panel, hook, qtbot):
    target = find(world, QComboBox, "testTarget")
    target.setCurrentIndex(target.findData("local"))
    assert panel.target.local.isVisible()
    panel.target.local.setText("http://127.0.0.1:3999/x")
    panel.send_now()
    sent(qtbot, panel)
    assert world.services.sender.requests[-1].url == "http://127.0.0.1:3999/x"
    assert world.services.settings.current.webhook(hook.id).local_target == "http://127.0.0.1:3999/x"
    panel.target.local.setText("nonsense")
    panel.send_now()
    qtbot.waitUntil(lambda: "Not sent" in panel.result.status.text())
    assert panel.result._meaning.text()
    assert len(world.services.sender.requests) == 1


def test_a_foreign_host_is_asked_about_once(world, panel, hook, qtbot):
    changed = replace(hook, url="https://erp.acme.se/hook")
    world.services.do(world.services.webhooks.save(changed, ReplaceCredential(Secret("token-token"))))
    qtbot.waitUntil(lambda: panel.target.url == "https://erp.acme.se/hook")
    panel.send_now()
    qtbot.waitUntil(lambda: bool(panel.findChildren(QMessageBox)))
    box = panel.findChildren(QMessageBox)[0]
    assert "erp.acme.se" in box.text()
    assert not world.services.sender.requests
    agree = next(button for button in box.buttons() if "Send" in button.text())
    agree.click()
    sent(qtbot, panel)
    panel.send_now()
    qtbot.waitUntil(lambda: len(world.services.sender.requests) == 2)
    sent(qtbot, panel)


def test_a_production_host_has_to_be_typed(world, panel, hook, qtbot):
    changed = replace(hook, url="https://prod.acme.se/hook")
    world.services.do(world.services.webhooks.save(changed, ReplaceCredential(Secret("token-token"))))
    qtbot.waitUntil(lambda: panel.target.url == "https://prod.acme.se/hook")
    panel.send_now()
    qtbot.waitUntil(lambda: bool(panel.findChildren(QMessageBox)))
    box = panel.findChildren(QMessageBox)[0]
    assert box.checkBox().isChecked(), "its name sounds like production"
    agree = next(button for button in box.buttons() if "Send" in button.text())
    agree.click()
    sent(qtbot, panel)
    qtbot.waitUntil(lambda: not panel.findChildren(QMessageBox))
    panel.send_now()
    qtbot.waitUntil(lambda: bool(panel.findChildren(QLineEdit, "typedHost")))
    line = find(world, QLineEdit, "typedHost")
    agree = next(button for button in line.parent().buttons() if "Send" in button.text())
    assert not agree.isEnabled()
    line.setText("prod.acme.se")
    agree.click()
    sent(qtbot, panel)
    assert len(world.services.sender.requests) == 2


def test_cancelling_ends_at_once(world, panel, qtbot):
    world.services.sender.hang = True
    cancel = find(world, QPushButton, "cancelSend")
    assert not cancel.isVisible()
    panel.send_now()
    qtbot.waitUntil(lambda: bool(world.services.sender.requests))
    assert cancel.isVisible()
    assert not find(world, QPushButton, "sendTest").isEnabled()
    qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
    assert "Cancelled" in panel.result.status.text()
    qtbot.waitUntil(lambda: bool(world.history.outcomes), timeout=500)
    world.services.sender.hang = False
    panel.send_now()
    qtbot.waitUntil(lambda: "200" in panel.result.status.text())


def test_a_refused_connection_offers_to_start_the_listener(world, panel, qtbot):
    fine = world.services.sender.result
    world.services.sender.result = SendResult(
        Failure("refused", "send-refused", {"host": "127.0.0.1", "port": 8765}), Timing(total_ms=1)
    )
    panel.send_now()
    sent(qtbot, panel)
    assert "refused the connection" in panel.result._meaning.text()
    again = find(world, QPushButton, "startAndSendAgain")
    assert again.isVisible()
    world.services.sender.result = fine
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "200" in panel.result.status.text())
    assert world.services.listening.state.status == "listening"
    assert not again.isVisible()


def test_a_missing_credential_is_said(world, panel, hook, qtbot):
    world.services.do(world.services.settings.change("forget", lambda now: replace(now, states={})))
    panel.send_now()
    sent(qtbot, panel)
    assert "Not sent" in panel.result.status.text()
    assert "credential" in panel.result._meaning.text()


def test_ctrl_enter_sends(world, panel, qtbot):
    world.window.activateWindow()
    panel.pane.editor.setFocus()
    qtbot.waitUntil(panel.pane.editor.hasFocus)
    qtbot.keyClick(panel.pane.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(world.services.sender.requests) == 1)
    sent(qtbot, panel)


def test_no_secret_is_in_any_text_of_the_panel(world, panel, qtbot):
    panel.send_now()
    sent(qtbot, panel)
    token = dict(world.services.sender.requests[0].headers)["X-Auth-Token"]
    seen = [shown.text() for shown in panel.findChildren(QLabel)]
    seen += [shown.toPlainText() for shown in panel.findChildren(QPlainTextEdit)]
    assert not [text for text in seen if token in text]


ODD = {
    "one line": b"x" * 1_000_000,
    "nested": b"[" * 100_000,
    "binary": bytes(range(256)) * 4_000,
    "markup": b"<table>" * 5_000,
}


@pytest.mark.parametrize("name", ODD)
def test_odd_answers_do_not_stop_the_window(world, panel, qtbot, name):
    headers = (("Content-Type", "application/json"), ("X-Long", "z" * 60_000), ("X-Bidi", "\x1b[0m"))
    world.services.sender.result = SendResult(
        Response(500, "<b>\x1b", "HTTP/1.1", headers, ODD[name]), Timing(total_ms=1)
    )
    beat = Heartbeat(world.window)
    beat.start()
    panel.send_now()
    sent(qtbot, panel)
    qtbot.waitUntil(lambda: bool(panel.result.body_view.text.toPlainText()))
    panel.grab()
    qtbot.wait(30)
    assert beat.stop() < 800
    assert "\x1b" not in panel.result.status.text()


def test_a_pasted_line_of_a_million_does_not_freeze_the_editor(world, panel, qtbot):
    paste = QMimeData()
    paste.setText(json.dumps({"numbers": list(range(20_000))}))
    beat = Heartbeat(world.window)
    beat.start()
    panel.pane.editor.clear()
    panel.pane.editor.insertFromMimeData(paste)
    panel.grab()
    assert len(json.loads(panel.pane.editor.toPlainText())["numbers"]) == 20_000
    paste.setText("x" * 1_000_000)
    panel.pane.editor.insertFromMimeData(paste)
    assert "4,000" in panel.pane.problem.text()
    assert beat.stop() < 1_500


def test_a_pasted_curl_command_becomes_payload_and_headers(world, panel, hook, qtbot):
    find(world, QPlainTextEdit, "extraHeaders").setPlainText("X-Kept: 1\nx-trace: old")
    paste = QMimeData()
    paste.setText(
        """curl -X POST 'https://elsewhere.example/in' -u 'acme:p4ss word' -H 'X-Trace: new' -H 'Authorization: Bearer s3cret'"""
        """ -H 'Content-Type: application/json' --compressed --data-raw '{"mine": "it'\\''s"}'"""
    )
    panel.pane.editor.insertFromMimeData(paste)
    qtbot.waitUntil(lambda: panel.pane.editor.toPlainText() == '{"mine": "it\'s"}')
    qtbot.waitUntil(lambda: bool(world.notices))
    told = world.notices[-1]
    assert "Not used: Authorization, --compressed" in told
    panel.pane.editor.undo()
    assert "webhookEventId" in panel.pane.editor.toPlainText()
    panel.pane.editor.redo()
    panel.send_now()
    sent(qtbot, panel)
    request = world.services.sender.requests[-1]
    assert (request.url, json.loads(request.body)) == (hook.url, {"mine": "it's"})
    headers = dict(request.headers)
    assert (headers["X-Kept"], headers["X-Trace"], "x-trace" in headers) == ("1", "new", False)
    assert headers["X-Auth-Token"], "the webhook's own credential"
    assert not any(word in f"{told}{panel.pane.editor.toPlainText()}{headers}" for word in ("p4ss", "s3cret"))
    QGuiApplication.clipboard().setText("no command")
    find(world, QAction, "payloadCurl").trigger()
    assert "no cURL command" in find(world, QLabel, "payloadProblem").text()


def show_tab(panel: TestPanel, number: int) -> None:
    panel._tabs.setCurrentIndex(number)


def test_the_request_is_shown_as_it_will_leave_and_then_sent_like_that(world, panel, hook, qtbot):
    show_tab(panel, REQUEST)
    shown = find(world, QPlainTextEdit, "requestPreview")
    qtbot.waitUntil(lambda: "webhookEventId" in shown.toPlainText())
    before = shown.toPlainText()
    assert "X-Auth-Token: ••••••••" in before
    panel.send_now()
    sent(qtbot, panel)
    request = world.services.sender.requests[0]
    token = dict(request.headers)["X-Auth-Token"]
    assert token not in before
    assert before.endswith(request.body.decode())
    assert all(f"{name}: {value}" in before for name, value in request.headers if value != token)
    qtbot.waitUntil(lambda: '"webhookEventId": 2' in shown.toPlainText())
    world.services.sender.hang = True
    panel.send_now()
    qtbot.waitUntil(lambda: len(world.services.sender.requests) == 2)
    panel.cancel()
    qtbot.waitUntil(lambda: '"webhookEventId": 3' in shown.toPlainText())
    assert json.loads(world.services.sender.requests[1].body)["webhookEventId"] == 2


def test_own_headers_and_variables_are_kept_and_sent(world, panel, hook, qtbot):
    headers = find(world, QPlainTextEdit, "extraHeaders")
    headers.setPlainText("Authorization: Basic abc")
    problem = panel.extras._headers_problem
    qtbot.waitUntil(lambda: "keyring" in problem.text())
    assert "abc" not in problem.text()
    headers.setPlainText("X-Shop: {{shop}}")
    find(world, QPlainTextEdit, "systemVariables").setPlainText("shop = Acme")
    find(world, QPlainTextEdit, "ownVariables").setPlainText("order = 4711")
    find(world, QPlainTextEdit, "payloadEditor").setPlainText('{"orderId": {{order}}}')
    panel.send_now()
    sent(qtbot, panel)
    request = world.services.sender.requests[0]
    assert ("X-Shop", "Acme") in request.headers
    assert request.body == b'{"orderId": 4711}'
    assert find(world, QPlainTextEdit, "payloadEditor").toPlainText() == '{"orderId": {{order}}}'
    panel.set_webhook(None)
    panel.set_webhook(hook.id)
    assert headers.toPlainText() == "X-Shop: {{shop}}"


def test_the_payload_is_checked_against_its_type_while_it_is_typed(world, panel, qtbot):
    title = panel._tabs.tabText
    qtbot.waitUntil(lambda: title(CHECK) == "Check ✓")
    panel.pane.editor.setPlainText('{"webhookOrdersId": "no number"}')
    qtbot.waitUntil(lambda: title(CHECK) not in ("Check ✓", "Check"))
    assert "errors 1" in find(world, QLabel, "payloadCheck").text()


def test_where_a_payload_starts_from(world, panel, hook, qtbot, tmp_path):
    editor = panel.pane.editor
    choose(panel, "payloadDocumented")
    qtbot.waitUntil(lambda: '"webhookEventId": 0' in editor.toPlainText() and '"3992"' not in editor.toPlainText())
    choose(panel, "payloadCaptured")
    qtbot.waitUntil(lambda: '0Z"' in editor.toPlainText())
    file = tmp_path / "one.json"
    file.write_text('{"from": "file"}')
    panel.pane.open_file(file)
    qtbot.waitUntil(lambda: editor.toPlainText() == '{"from": "file"}')
    editor.undo()
    assert '0Z"' in editor.toPlainText()
    panel.send_now()
    sent(qtbot, panel)
    qtbot.mouseClick(find(world, QPushButton, "resetPayload"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: '"3992"' in editor.toPlainText())
    choose(panel, "payloadLast")
    qtbot.waitUntil(lambda: editor.toPlainText().encode() == world.services.sender.requests[0].body)
    number = world.received(body=b'{"came": 1}')[0]
    panel.pane._take_exchange(number)
    qtbot.waitUntil(lambda: editor.toPlainText() == '{"came": 1}')


def test_format_keeps_numbers_and_variables(world, panel, qtbot):
    panel.pane.editor.setPlainText('{"a":1.10,"b":{{x}},"c":"{{y}}"}')
    qtbot.mouseClick(find(world, QPushButton, "formatPayload"), Qt.MouseButton.LeftButton)
    wanted = '{\n  "a": 1.10,\n  "b": {{x}},\n  "c": "{{y}}"\n}'
    qtbot.waitUntil(lambda: panel.pane.editor.toPlainText() == wanted)


def test_how_tests_are_sent_is_chosen_and_marked(world, panel, hook, qtbot):
    world.services.do(world.services.webhooks.save(replace(hook, url="https://erp.acme.se/hook"), KeepCredential()))
    qtbot.waitUntil(lambda: panel.target.url == "https://erp.acme.se/hook")
    assert not panel.target.production.isVisible()
    qtbot.mouseClick(find(world, QPushButton, "openSendOptions"), Qt.MouseButton.LeftButton)
    dialog = find(world, QDialog, "sendOptions")
    for name in ("productionHost", "doNotVerify", "followRedirects"):
        find(world, QCheckBox, name).setChecked(True)
    proxy = find(world, QComboBox, "proxyChoice")
    proxy.setCurrentIndex(proxy.findData("own"))
    find(world, QLineEdit, "proxyAddress").setText("http://user:pw@proxy")
    qtbot.mouseClick(find(world, QPushButton, "saveSendOptions"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "must not contain a user name" in dialog._fields["proxy"].problem.text())
    find(world, QLineEdit, "proxyAddress").setText("http://proxy")
    assert dialog._fields["proxy"].problem.isHidden()
    proxy.setCurrentIndex(0)
    find(world, QDoubleSpinBox, "readLimit").setValue(2.5)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(find(world, QPushButton, "saveSendOptions"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: panel.target.production.isVisible() and panel.target.blind.isVisible())
    assert isinstance(world.services.do(world.services.sending.test(hook.id)), NeedsConfirmation)
    ready = world.services.do(world.services.sending.prepare(hook.id, confirmed=EVERYTHING))
    assert (ready.request.verify, ready.request.read_limit_s, ready.follow) == (False, 2.5, True)


def choose(panel: TestPanel, name: str) -> None:
    panel.pane.findChild(QAction, name).trigger()


def test_the_result_before_is_gone_while_the_next_test_runs(shell: Shell) -> None:
    shell.demo()
    status = shell.find(QLabel, "responseStatus")
    shell.do("testWebhook")
    shell.until(lambda: "200" in status.text())
    shell.services.sender.hang = True
    shell.do("testWebhook")
    shell.until(lambda: status.text() == "… Sending")
    assert not shell.find(QPlainTextEdit, "responseBody").isVisible()
    shell.shown(QPushButton, "cancelSend").click()
    shell.until(lambda: status.text() != "… Sending")

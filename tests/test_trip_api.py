"""From the connection to missed events: through the window, against a real server with the documented answers."""

from __future__ import annotations

import base64
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QTableView,
    QTreeWidget,
    QWidget,
)

from ongoing_desktop.app import build
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.services.exports import Selection
from ongoing_desktop.services.webhooks import KeepCredential
from tests.helpers import do, post
from tests.ongoing_server import PASSWORD, USER, Ongoing, ongoing, order
from tests.test_cli_api import payload
from tests.ui.test_main_trip import free_port
from tests.window_trip import Hands


@pytest.fixture
def server() -> Iterator[Ongoing]:
    with ongoing() as state:
        yield state


@pytest.fixture
def hands(qtbot: Any, qapp: Any, data_dir: Path) -> Iterator[Hands]:
    app = build(data_dir)
    app.window.show()
    yield Hands(qtbot, app)
    app.close()


def shown(hands: Hands, name: str) -> QDialog:
    def look() -> list[QDialog]:
        return [item for item in hands.app.window.findChildren(QDialog, name) if item.isVisible()]

    hands.until(look)
    return look()[-1]


def press(hands: Hands, name: str, root: QWidget) -> None:
    button = hands.find(QAbstractButton, name, root)
    hands.until(button.isEnabled)
    button.click()


def connect(hands: Hands, server: Ongoing, system_id: str) -> None:
    hands.command("connectToOngoing")
    dialog = shown(hands, "connectionDialog")
    assert hands.find(QComboBox, "connectionSystem", dialog).currentData() == system_id
    hands.find(QLineEdit, "connectionAddress", dialog).setText(server.base)
    hands.find(QLineEdit, "connectionUser", dialog).setText(USER)
    hands.find(QLineEdit, "connectionPassword", dialog).setText("wrong")
    told = hands.find(QLabel, "connectionResult", dialog)
    press(hands, "testConnection", dialog)
    hands.until(lambda: "refused the login" in told.text())
    hands.find(QLineEdit, "connectionPassword", dialog).setText(PASSWORD)
    press(hands, "testConnection", dialog)
    hands.until(lambda: "8 order statuses" in told.text())
    assert "500 Hämtad" in told.text()
    press(hands, "save", dialog)
    hands.until(lambda: hands.app.services.settings.current.systems[0].api_secret_ref)


def import_all(hands: Hands) -> None:
    hands.command("importFromOngoing")
    dialog = shown(hands, "ongoingImport")
    tree = hands.find(QTreeWidget, "ongoingImportRows", dialog)
    hands.until(tree.topLevelItemCount)
    texts = [
        tree.topLevelItem(top).child(row).text(1)
        for top in range(tree.topLevelItemCount())
        for row in range(tree.topLevelItem(top).childCount())
    ]
    assert "Acme övning · training" in texts
    assert "Plockad" in texts
    assert "PostNord" in texts
    press(hands, "ongoingImportNow", dialog)
    hands.until(lambda: hands.app.services.settings.current.systems[0].goods_owners)


def make_webhook(hands: Hands, system_id: str) -> Webhook:
    services = hands.app.services
    system = services.settings.current.systems[0]
    draft = services.webhooks.new_draft("regular", system_id)
    hook = replace(
        draft,
        name="Status",
        type="order-status-changed",
        goods_owners=(system.goods_owners[0].id,),
        url="http://127.0.0.1:1/hooks/status",
        enabled=True,
        settings={"statuses": [{"to": 400}, {"to": 450}]},
    )
    saved = do(services, services.webhooks.save(hook, KeepCredential()))
    assert isinstance(saved, Webhook)
    return saved


def test_from_the_connection_to_what_was_missed(hands: Hands, server: Ongoing, data_dir: Path, tmp_path: Path) -> None:
    app = hands.app
    services = app.services
    system = do(services, services.systems.add_system("Test warehouse", "demo"))
    connect(hands, server, system.id)
    import_all(hands)
    make_webhook(hands, system.id)
    do(services, services.listening.start(0))
    url = services.listening.state.url
    assert url
    # The order is picked here, and sent by the time it is looked up.
    post(url, "/hooks/status", payload(70031, 400, 1, path="api/v1/orders/70031", orderNumber="A-1"))
    hands.command("showInbox")
    hands.until(lambda: hands.rows("inboxTable") == 1)
    hands.find(QTableView, "inboxTable").selectRow(0)
    hands.command("lookUpInOngoing")
    window = shown(hands, "lookUpWindow")
    summary = hands.find(QLabel, "lookUpSummary", window)
    hands.until(lambda: "status 400 in the payload, 450 Sent now" in summary.text())
    table = hands.find(QTableView, "lookUpDifferences", window)
    assert [table.model().index(0, place).data() for place in range(3)] == ["orderStatus.number", "400", "450"]
    hands.until(lambda: "Berta Berg" in hands.find(QPlainTextEdit, "lookUpObject", window).toPlainText())
    window.close()
    do(services, services.listening.stop())
    server.orders = {1: order(1, "B-1", 450), 2: order(2, "B-2", 400), 3: order(3, "B-3", 200)}
    hands.command("whatDidIMiss")
    window = shown(hands, "missedWindow")
    hands.until(lambda: hands.find(QLineEdit, "missedSince", window).text())
    press(hands, "missedLook", window)
    missed = hands.find(QTableView, "missedTable", window)
    hands.until(lambda: missed.model().rowCount() == 2)
    assert [missed.model().index(row, 0).data() for row in range(2)] == ["order B-1", "order B-2"]
    assert "Probably missed: 2. 3 changes" in hands.find(QLabel, "missedTold", window).text()
    assert "two days" in hands.find(QLabel, "missedLimits", window).text()
    missed.selectRow(1)
    press(hands, "missedOpen", window)
    opened = shown(hands, "lookUpWindow")
    hands.until(lambda: '"B-2"' in hands.find(QPlainTextEdit, "lookUpObject", opened).toPlainText())
    opened.close()
    window.close()
    nothing_secret(hands, data_dir, tmp_path)


def simulate(hands: Hands, port: int) -> None:
    """Switch the API simulator on and start the listener."""
    services = hands.app.services
    hands.command("apiSimulator")
    dialog = shown(hands, "simulatorDialog")
    press(hands, "simulatorOn", dialog)
    hands.until(lambda: services.simulator.current.on)
    dialog.close()
    do(services, services.simulator.set_credential(USER, Secret(PASSWORD)))
    hands.command("showInbox")
    hands.find(QSpinBox, "listenerPort").setValue(port)
    hands.command("startListener")
    hands.until(lambda: hands.find(QLineEdit, "listenerUrl").text() == f"http://127.0.0.1:{port}")


def connect_to_simulator(hands: Hands) -> None:
    hands.command("connectToOngoing")
    dialog = shown(hands, "connectionDialog")
    press(hands, "connectionSimulator", dialog)
    hands.find(QLineEdit, "connectionUser", dialog).setText(USER)
    hands.find(QLineEdit, "connectionPassword", dialog).setText(PASSWORD)
    press(hands, "testConnection", dialog)
    hands.until(lambda: "order statuses" in hands.find(QLabel, "connectionResult", dialog).text())
    press(hands, "save", dialog)
    hands.until(lambda: hands.app.services.settings.current.systems[0].api_secret_ref)
    hands.command("importFromOngoing")
    dialog = shown(hands, "ongoingImport")
    tree = hands.find(QTreeWidget, "ongoingImportRows", dialog)
    hands.until(tree.topLevelItemCount)
    press(hands, "ongoingImportNow", dialog)
    hands.until(lambda: hands.app.services.settings.current.systems[0].goods_owners[0].training)


def enter_webhook(hands: Hands) -> None:
    """Create a webhook in the editor, with the imported goods owner and statuses."""
    hands.command("createRegularWebhook")
    editor = hands.dialog()
    hands.choose_type(editor, "order-status-changed")
    hands.choose(hands.find(QComboBox, "goodsOwner", editor), 12)
    hands.find(QLineEdit, "webhookName", editor).setText("Status")
    hands.find(QLineEdit, "url", editor).setText("http://127.0.0.1:1/hooks/status")
    hands.until(lambda: editor.findChild(QLineEdit, "setting_statuses"))
    hands.find(QLineEdit, "setting_statuses", editor).setText("320, 400, 450")
    hands.find(QAbstractButton, "enabled", editor).setChecked(True)
    press(hands, "save", editor)
    hands.until(lambda: hands.app.services.settings.current.webhooks)


def play_order(hands: Hands) -> None:
    hands.command("showScenarios")
    choice = hands.find(QComboBox, "scenarioChoice")
    hands.until(lambda: choice.findText("An order's life (built in)") >= 0)
    place = choice.findText("An order's life (built in)")
    choice.setCurrentIndex(place)
    choice.activated.emit(place)
    hands.choose(hands.find(QComboBox, "scenarioTarget"), "listener")
    told = hands.find(QLabel, "scenarioTold")
    hands.until(lambda: "Requests to send: 3." in told.text())
    press(hands, "runScenario", hands.app.window)
    hands.until(lambda: "deliveries: 3." in told.text())


def test_the_whole_trip_with_simulator_and_scenario(hands: Hands, data_dir: Path, tmp_path: Path) -> None:
    services = hands.app.services
    system = do(services, services.systems.add_system("Test warehouse", "demo"))
    do(services, services.systems.add_goods_owner(system.id, 12, "Acme", ""))
    port = free_port()
    simulate(hands, port)
    connect_to_simulator(hands)
    enter_webhook(hands)
    play_order(hands)
    hands.command("showInbox")
    hands.find(QLineEdit, "inboxFilter").setText("type:order-status-changed")
    hands.until(lambda: hands.rows("inboxTable") == 3)
    hands.find(QTableView, "inboxTable").selectRow(2)  # the oldest: the newest is on top
    hands.command("lookUpInOngoing")
    window = shown(hands, "lookUpWindow")
    summary = hands.find(QLabel, "lookUpSummary", window)
    hands.until(lambda: "status 320 in the payload, 450" in summary.text())
    window.close()
    hands.command("stopListener")
    hands.until(lambda: not services.listening.running)
    for number, status in ((501, 400), (502, 450)):
        document = json.loads(services.simulator.new_document(f"/orders/{number}"))
        document["orderInfo"]["orderStatus"]["number"] = status
        document["goodsOwner"]["id"] = 12
        assert do(services, services.simulator.save(f"/orders/{number}", json.dumps(document))) == ()
    hands.command("startListener")
    hands.until(lambda: services.listening.state.status == "listening")
    hands.command("whatDidIMiss")
    window = shown(hands, "missedWindow")
    hands.until(lambda: hands.find(QLineEdit, "missedSince", window).text())
    press(hands, "missedLook", window)
    missed = hands.find(QTableView, "missedTable", window)
    hands.until(lambda: missed.model().rowCount() == 2)
    numbers = [missed.model().index(row, 0).data() for row in range(2)]
    assert [number.split()[0] for number in numbers] == ["order", "order"]
    assert len(set(numbers)) == 2
    window.close()
    nothing_secret(hands, data_dir, tmp_path)


def nothing_secret(hands: Hands, data_dir: Path, tmp_path: Path) -> None:
    services = hands.app.services
    for form in ("jsonl", "har", "csv"):
        do(services, services.exports.write(tmp_path / f"history.{form}", Selection(), form))
    do(services, services.support.write(tmp_path / "pack.zip"))
    with zipfile.ZipFile(tmp_path / "pack.zip") as pack:
        pack.extractall(tmp_path / "pack")
    do(services, services.transfers.export_config(tmp_path / "config.json"))
    assert json.loads((tmp_path / "config.json").read_text("utf-8"))["systems"][0]["apiUser"] == USER
    hands.app.close()
    forms = [PASSWORD.encode(), json.dumps(PASSWORD)[1:-1].encode(), base64.b64encode(f"{USER}:{PASSWORD}".encode())]
    exported = [item for item in (*tmp_path.glob("*.*"), *(tmp_path / "pack").rglob("*")) if item.is_file()]
    for file in (*(item for item in data_dir.rglob("*") if item.is_file()), *exported):
        data = file.read_bytes()
        assert not [form for form in forms if form in data], file
    assert not [file for file in exported if b"Berta" in file.read_bytes() or b"berta@" in file.read_bytes()]


def test_a_payload_starts_from_a_real_order(hands: Hands, server: Ongoing) -> None:
    services = hands.app.services
    system = do(services, services.systems.add_system("Test warehouse", "demo"))
    connect(hands, server, system.id)
    import_all(hands)
    hook = make_webhook(hands, system.id)
    hands.command("showWebhooks")
    hands.until(lambda: hands.rows("webhooksTable") == 1)
    hands.find(QTableView, "webhooksTable").selectRow(0)
    editor = hands.find(QPlainTextEdit, "payloadEditor")
    hands.until(lambda: "webhookOrdersId" in editor.toPlainText())
    hands.find(QAction, "payloadReal").trigger()
    dialog = shown(hands, "realObjectDialog")
    number = hands.find(QLineEdit, "realNumber", dialog)
    number.setText("nowhere")
    press(hands, "realUse", dialog)
    hands.until(lambda: any("no order with the number nowhere" in item.text() for item in dialog.findChildren(QLabel)))
    number.setText("A-1")
    press(hands, "realUse", dialog)
    hands.until(lambda: '"A-1"' in editor.toPlainText())
    body = json.loads(editor.toPlainText())
    assert (body["orderNumber"], body["orderStatus"]["number"], body["goodsOwnerId"]) == ("A-1", 450, 12)
    assert "Berta" not in editor.toPlainText()
    assert hook.id


def test_a_reconstructed_event_is_marked_as_such(hands: Hands, server: Ongoing) -> None:
    services = hands.app.services
    system = do(services, services.systems.add_system("Test warehouse", "demo"))
    connect(hands, server, system.id)
    import_all(hands)
    hook = make_webhook(hands, system.id)
    do(services, services.listening.start(0))
    do(services, services.webhooks.remember(hook.id, test_target="listener"))
    server.orders = {2: order(2, "B-2", 400)}
    hands.command("whatDidIMiss")
    window = shown(hands, "missedWindow")
    hands.find(QLineEdit, "missedSince", window).setText("-2h")
    press(hands, "missedLook", window)
    missed = hands.find(QTableView, "missedTable", window)
    hands.until(lambda: missed.model().rowCount() == 1)
    missed.selectRow(0)
    press(hands, "missedSend", window)
    hands.until(lambda: services.history.page(limit=1, direction="in"))
    [row] = services.history.page(limit=1, direction="in")
    exchange = services.history.get(row.id)
    assert exchange is not None
    assert ("X-Ongoing-Desktop", "reconstructed") in exchange.request.headers
    body = json.loads(exchange.request.body)
    assert (body["orderId"], body["orderNumber"], body["orderStatus"]["number"]) == (2, "B-2", 400)
    assert body["path"] == "api/v1/orders/2"
    hands.until(lambda: "Reconstructed" in services.history.page(limit=1, direction="out")[0].note)
    # It has arrived now, so it is no longer missed.
    press(hands, "missedLook", window)
    hands.until(lambda: "Nothing was missed" in hands.find(QLabel, "missedTold", window).text())
    window.close()

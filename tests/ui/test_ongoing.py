"""The dialogs about Ongoing's API: what is wrong beside its field, cancel, choice of rows, sentences for failures."""

from __future__ import annotations

import json
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLabel, QLineEdit, QPushButton, QTableView, QTreeWidget

from ongoing_desktop.domain.errors import VaultError
from ongoing_desktop.domain.exchange import Body, Judgement, NewExchange
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import System
from ongoing_desktop.services.ports import VaultStatus
from tests.fake_api import BASE, FakeApi
from tests.ongoing_server import order
from tests.services.fake_services import make_services
from tests.ui.conftest import Shell


@pytest.fixture
def api() -> FakeApi:
    return FakeApi()


@pytest.fixture
def window(qtbot: Any, qapp: Any, tmp_path: Any, api: FakeApi) -> Any:
    services = make_services(tmp_path, api=api)
    services.start()
    shell = Shell(qtbot, qapp, services)
    yield shell
    shell.close()


def system_of(window: Shell, *, connected: bool = True) -> System:
    system = window.services.do(window.services.systems.add_system("Demo warehouse", "demo"))
    assert isinstance(system, System)
    if connected:
        saved = window.services.do(window.services.api.save_connection(system.id, BASE, "WSI", Secret("s3cret")))
        assert isinstance(saved, System)
        return saved
    return system


def text(window: Shell, name: str, root: QDialog) -> str:
    return str(window.find(QLabel, name, root).text())


def press(window: Shell, name: str, root: QDialog) -> None:
    button = window.find(QPushButton, name, root)
    window.until(button.isEnabled)
    button.click()


def problems(dialog: QDialog) -> str:
    shown = (item for item in dialog.findChildren(QLabel) if item.property("role") == "problem")
    return " ".join(item.text() for item in shown if item.isVisible())


def test_a_system_that_is_not_connected_says_so_and_leads_on(window: Shell) -> None:
    system_of(window, connected=False)
    window.do("importFromOngoing")
    window.told("“Demo warehouse” is not connected to Ongoing yet.")
    window.window.notices.action.click()
    dialog = window.shown(QDialog, "connectionDialog")
    assert window.find(QLineEdit, "connectionAddress", dialog).text() == "https://api.ongoingsystems.se/demo/"
    press(window, "connectionDemo", dialog)
    assert window.find(QLineEdit, "connectionAddress", dialog).text() == "https://wms1.ongoingsystems.se/demo/"
    dialog.leave()


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_asked(window: Shell, api: FakeApi) -> None:
    system_of(window, connected=False)
    window.do("connectToOngoing")
    dialog = window.shown(QDialog, "connectionDialog")
    window.find(QLineEdit, "connectionAddress", dialog).setText("http://api.example/demo")
    press(window, "testConnection", dialog)
    told = problems(dialog)
    assert "must begin with https://" in told
    assert "Enter the password" in told
    assert "user name" in told.lower()
    press(window, "save", dialog)
    assert not api.asked
    assert not window.services.settings.current.systems[0].api_user
    dialog.leave()


def test_the_keys_that_save_work_for_every_system(window: Shell) -> None:
    system_of(window, connected=False)
    window.services.do(window.services.systems.add_system("Other warehouse", "other"))
    window.do("connectToOngoing")
    dialog = window.shown(QDialog, "connectionDialog")
    window.find(QComboBox, "connectionSystem", dialog).setCurrentIndex(1)
    window.find(QLineEdit, "connectionUser", dialog).setText("WSI")
    window.find(QLineEdit, "connectionPassword", dialog).setText("s3cret")
    window.until(dialog.isActiveWindow)
    QTest.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    window.until(lambda: [system.api_user for system in window.services.settings.current.systems] == ["", "WSI"])


def test_a_test_is_cancelled_and_its_request_with_it(window: Shell, api: FakeApi) -> None:
    system_of(window)
    api.held = True
    window.do("connectToOngoing")
    dialog = window.shown(QDialog, "connectionDialog")
    press(window, "testConnection", dialog)
    window.until(lambda: bool(api.asked))
    assert window.find(QPushButton, "testConnection", dialog).text() == "Cancel test"
    press(window, "testConnection", dialog)
    assert text(window, "connectionResult", dialog) == "Cancelled."
    window.until(lambda: api.cancelled == 1)
    api.held = False
    press(window, "testConnection", dialog)
    window.until(lambda: "Connected" in text(window, "connectionResult", dialog))
    dialog.leave()


def test_without_a_keyring_the_password_is_kept_until_the_end(window: Shell) -> None:
    system_of(window, connected=False)
    vault: Any = window.services.vault
    vault.error = VaultError("vault-none")
    vault.status = lambda: VaultStatus(usable=False, name="", code="vault-none")
    window.do("connectToOngoing")
    dialog = window.shown(QDialog, "connectionDialog")
    keep = window.shown(QCheckBox, "connectionKeepSession")
    window.find(QLineEdit, "connectionAddress", dialog).setText(BASE)
    window.find(QLineEdit, "connectionUser", dialog).setText("WSI")
    window.find(QLineEdit, "connectionPassword", dialog).setText("s3cret")
    press(window, "save", dialog)
    assert problems(dialog)
    keep.setChecked(True)
    press(window, "save", dialog)
    window.until(lambda: window.services.settings.current.systems[0].api_secret_ref.startswith("session-"))
    assert window.services.do(window.services.api.test(window.services.settings.current.systems[0].id)).statuses


def test_only_ticked_rows_are_imported(window: Shell, api: FakeApi) -> None:
    system_of(window)
    window.do("importFromOngoing")
    dialog = window.shown(QDialog, "ongoingImport")
    tree = window.find(QTreeWidget, "ongoingImportRows", dialog)
    window.until(lambda: tree.topLevelItemCount() > 0)
    for place in range(1, tree.topLevelItemCount()):
        tree.topLevelItem(place).setCheckState(0, Qt.CheckState.Unchecked)
    tree.topLevelItem(0).child(1).setCheckState(0, Qt.CheckState.Unchecked)
    shown = sum(tree.topLevelItem(place).childCount() for place in range(tree.topLevelItemCount()))
    press(window, "ongoingImportNow", dialog)
    window.told("Imported 1 ")
    system = window.services.settings.current.systems[0]
    assert [owner.id for owner in system.goods_owners] == [12]
    assert not system.transporters
    assert shown > 1
    window.window.notices.action.click()
    window.until(lambda: not window.services.settings.current.systems[0].goods_owners)


def test_an_import_that_fails_says_which_list_and_changes_nothing(window: Shell, api: FakeApi) -> None:
    system_of(window)
    api.answers["/goodsOwners"] = 500
    before = window.services.settings.current
    window.do("importFromOngoing")
    dialog = window.shown(QDialog, "ongoingImport")
    window.until(lambda: "goods owners could not be read" in text(window, "ongoingImportTold", dialog))
    assert not window.find(QPushButton, "ongoingImportNow", dialog).isEnabled()
    assert window.services.settings.current == before
    del api.answers["/goodsOwners"]
    press(window, "ongoingImportAgain", dialog)
    window.until(lambda: "does not offer the list of goods owners" in text(window, "ongoingImportRemarks", dialog))
    dialog.reject()


def test_reading_is_stopped(window: Shell, api: FakeApi) -> None:
    system_of(window)
    api.held = True
    window.do("importFromOngoing")
    dialog = window.shown(QDialog, "ongoingImport")
    window.until(lambda: bool(api.asked))
    press(window, "ongoingImportStop", dialog)
    window.until(lambda: "nothing was imported" in text(window, "ongoingImportTold", dialog))
    dialog.reject()


def received(window: Shell, family: str, body: dict[str, object]) -> int:
    data = json.dumps(body).encode()
    judgement = Judgement("open", "open", system="demo", family=family)
    new = NewExchange(
        "in", window.services.clock(), "POST", "/x", (), Body(data, None, len(data)), 200, judgement, system="demo",
        family=family,
    )  # fmt: skip
    [number] = window.services.history.append([new])
    window.do("showInbox")
    table = window.window.pages.inbox.table
    window.until(lambda: table.model().rowCount() > 0)
    table.selectRow(0)
    return number


def test_a_family_without_a_resource_says_so(window: Shell, api: FakeApi) -> None:
    system_of(window)
    received(window, "pallet-item", {"webhookPalletItemsId": 1})
    window.do("lookUpInOngoing")
    window.told("no resource for this kind of webhook")
    assert not api.asked


def test_an_object_that_is_gone_is_said_and_the_window_stays(window: Shell, api: FakeApi) -> None:
    system_of(window)
    api.answers["/orders/70031"] = 404
    received(
        window, "order", {"webhookOrdersId": 1, "system": "demo", "orderId": 70031, "orderStatus": {"number": 400}}
    )
    window.do("lookUpInOngoing")
    dialog = window.shown(QDialog, "lookUpWindow")
    window.until(lambda: "404" in text(window, "lookUpSummary", dialog))
    api.answers["/orders/70031"] = order()
    press(window, "lookUpAgain", dialog)
    window.until(lambda: "400 in the payload" in text(window, "lookUpSummary", dialog))
    api.held = True
    press(window, "lookUpAgain", dialog)
    press(window, "lookUpCancel", dialog)
    assert text(window, "lookUpSummary", dialog) == "Cancelled."
    api.held = False
    dialog.reject()


def test_a_search_for_what_was_missed_is_cancelled_and_a_wrong_time_named(window: Shell, api: FakeApi) -> None:
    system_of(window)
    window.services.do(
        window.services.systems.add_goods_owner(window.services.settings.current.systems[0].id, 12, "Acme", "")
    )
    window.add(type="order-status-changed", settings={"statuses": [{"to": 450}]}, enabled=True)
    window.do("whatDidIMiss")
    dialog = window.shown(QDialog, "missedWindow")
    since = window.find(QLineEdit, "missedSince", dialog)
    window.until(lambda: bool(since.text()))
    since.setText("some day")
    press(window, "missedLook", dialog)
    assert "not a valid time" in problems(dialog)
    since.setText("-2h")
    api.held = True
    press(window, "missedLook", dialog)
    window.until(lambda: bool(api.asked))
    press(window, "missedCancel", dialog)
    window.until(lambda: "Cancelled" in text(window, "missedTold", dialog))
    api.held = False
    api.answers["/orders"] = [order(1, "B-1", 450), order(2, "B-2", 200)]
    press(window, "missedLook", dialog)
    table = window.find(QTableView, "missedTable", dialog)
    window.until(lambda: table.model().rowCount() == 1)
    dialog.reject()

"""The main trip through the real window, with real SQLite and the real listener."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QTableView, QToolButton

from ongoing_desktop.app import App, build
from tests.helpers import post
from tests.window_trip import LIMIT_MS, Hands, main_trip

TOKEN = "pl4nted-T0ken-of-the-window"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def close(app: App) -> None:
    began = time.monotonic()
    app.close()
    app.close()
    assert time.monotonic() - began < 10


def test_main_trip_by_object_name(qtbot: Any, data_dir: Path, tmp_path: Path) -> None:
    port = free_port()
    app = build(data_dir)
    try:
        main_trip(qtbot, app, port, tmp_path, TOKEN)
    finally:
        close(app)
    with socket.socket() as again:
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        again.bind(("127.0.0.1", port))
    for file in data_dir.rglob("*"):
        if file.is_file():
            assert TOKEN.encode() not in file.read_bytes(), file


def test_the_next_start_takes_listening_up_again(qtbot: Any, data_dir: Path) -> None:
    port = free_port()
    app = build(data_dir)
    hands = Hands(qtbot, app)
    app.window.show()
    app.services.engine.submit(app.services.listening.start(port)).result(20)
    close(app)
    app = build(data_dir)
    try:
        app.window.show()
        hands = Hands(qtbot, app)
        hands.command("showInbox")
        address = hands.find(QLineEdit, "listenerUrl")
        qtbot.waitUntil(lambda: address.text() == f"http://127.0.0.1:{port}", timeout=LIMIT_MS)
    finally:
        close(app)


def test_every_documented_command_is_there(qtbot: Any, data_dir: Path) -> None:
    app = build(data_dir)
    try:
        app.window.show()
        names = (
            "showWebhooks showInbox showHistory createRegularWebhook createAutomationWebhook editWebhook duplicateWebhook "
            "deleteWebhook testWebhook addSystem addGoodsOwner importConfig exportConfig startListener stopListener undo quit"
        )
        for name in names.split():
            assert app.window.findChild(QAction, name) is not None, name
    finally:
        close(app)


@contextmanager
def opened(data_dir: Path) -> Iterator[App]:
    app = build(data_dir)
    try:
        app.window.show()
        yield app
    finally:
        close(app)


def choose_in_menu(button: QToolButton, name: str) -> None:
    """Open a button's menu with the mouse, and click one of its actions."""

    def choose() -> None:
        menu = button.menu()
        action = next(action for action in menu.actions() if action.objectName() == name)
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())

    QTimer.singleShot(0, button, choose)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")
def test_received_requests_are_grouped_by_order_event_and_webhook(qtbot: Any, data_dir: Path) -> None:
    with opened(data_dir) as app:
        hands, services = Hands(qtbot, app), app.services
        do = services.engine.submit
        hook = do(services.demo.add()).result(10)
        do(services.listening.start(0)).result(20)
        hands.command("showInbox")
        for event, order, path in (
            (1, 7, "/demo/order-picked"),
            (2, 80, "/demo/order-picked"),
            (2, 80, "/demo/order-picked"),
            (3, 7, "/elsewhere"),
        ):
            body = {
                "webhookOrdersId": 4, "webhookEventId": event, "system": "demo", "orderId": order, "orderNumber": f"A-{order}",
                "goodsOwnerId": 12, "timestamp": "2026-01-15T09:00:00", "orderStatus": {"number": 400},
            }  # fmt: skip
            post(services.listening.state.url, path, json.dumps(body).encode(), {"Content-Type": "application/json"})
        hands.until(lambda: hands.ids("inboxTable") == [4, 3, 2, 1])
        table, button = hands.find(QTableView, "inboxTable"), hands.find(QToolButton, "groupBy", app.window.pages.inbox)

        def facts() -> list[str]:
            model = app.window.pages.inbox.model
            lines = [model.line_at(row) for row in range(model.rowCount())]
            return [line.facts if line else "" for line in lines]

        choose_in_menu(button, "groupByOrder")
        hands.until(lambda: hands.ids("inboxTable") == [4, 3])
        hands.until(
            lambda: (
                [text.partition(" · ")[0] for text in facts()] == ["order A-7: 2 requests", "order A-80: 2 requests"]
            )
        )
        assert button.text() == "By order"
        table.selectRow(1)
        QTest.keyClick(table, Qt.Key.Key_Right)
        hands.until(lambda: hands.ids("inboxTable") == [4, 3, 2])
        choose_in_menu(button, "groupByEvent")
        hands.until(lambda: hands.ids("inboxTable") == [4, 3, 1])
        choose_in_menu(button, "groupByWebhook")
        hands.until(lambda: hands.ids("inboxTable") == [4, 3])
        hands.until(lambda: facts()[1].startswith(f"{hook.name}: 3 requests"))
        choose_in_menu(button, "groupByNothing")
        hands.until(lambda: hands.ids("inboxTable") == [4, 3, 2, 1])

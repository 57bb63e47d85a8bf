"""The main trip through the real window, with real SQLite and the real listener."""

from __future__ import annotations

import socket
import time
from pathlib import Path
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from ongoing_desktop.app import App, build
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

"""Closing the window while it is to keep listening, finding the listener again, and quitting."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QMessageBox

from ongoing_desktop.app import App, build
from ongoing_desktop.storage.listeners import running_listeners
from tests.helpers import post
from tests.ui.conftest import Shell
from tests.ui.test_main_trip import free_port
from tests.window_trip import LIMIT_MS, Hands


def shown(qtbot: Any, data_dir: Path) -> App:
    app = build(data_dir)
    app.window.show()
    return app


def listening_at(qtbot: Any, app: App, port: int) -> None:
    state = Hands(qtbot, app).find(QLabel, "listenerState")
    qtbot.waitUntil(lambda: state.text() == f"● Listening 127.0.0.1:{port}", timeout=LIMIT_MS)


@pytest.mark.expected_logs  # asyncio notices the end of a process that it started, after its loop was closed
def test_the_next_start_finds_the_listener_and_quitting_ends_it(qtbot: Any, data_dir: Path) -> None:
    port = free_port()
    app = shown(qtbot, data_dir)
    app.services.engine.submit(app.services.settings.set_preferences(keep_listening=True, port=port)).result(10)
    Hands(qtbot, app).command("startListener")
    listening_at(qtbot, app, port)
    (before,) = running_listeners(data_dir)
    app.window.close()
    app.close()
    assert post(before.url, "/while-away", b"{}") == 200
    app = shown(qtbot, data_dir)
    try:
        listening_at(qtbot, app, port)
        assert running_listeners(data_dir) == (before,)
        hands = Hands(qtbot, app)
        hands.command("showInbox")
        hands.until(lambda: hands.rows("inboxTable") == 1)
        assert post(before.url, "/again", b"{}") == 200
        hands.until(lambda: hands.rows("inboxTable") == 2)
        app.window.findChild(QAction, "quit").trigger()
        boxes = app.window.findChildren(QMessageBox, "confirmation")
        next(button for button in boxes[-1].buttons() if button.text().replace("&", "") == "Quit").click()
    finally:
        app.close()
    assert running_listeners(data_dir) == ()


def test_only_closing_by_the_user_keeps_it(shell: Shell) -> None:
    listening = shell.services.listening
    shell.services.do(listening.start(8765))
    shell.services.do(shell.services.settings.set_preferences(keep_listening=True))
    shell.until(lambda: listening._process.kept)
    shell.do("quit")
    box = shell.shown(QMessageBox, "confirmation")
    box.reject()
    assert not listening._outliving
    shell.window.close()
    assert listening._outliving
    assert not shell.window.isVisible()

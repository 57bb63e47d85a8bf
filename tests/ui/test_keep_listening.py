"""Closing the window while it is to keep listening, finding the listener again, and quitting."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QMessageBox

from ongoing_desktop.app import App, build
from ongoing_desktop.bootstrap import open_services
from ongoing_desktop.storage.listeners import running_listeners
from tests.helpers import ROOT, do, environment, post
from tests.ui.conftest import Shell
from tests.window_trip import LIMIT_MS, Hands


def listening_at(qtbot: Any, app: App, port: int) -> None:
    state = Hands(qtbot, app).find(QLabel, "listenerState")
    qtbot.waitUntil(lambda: state.text() == f"● Listening 127.0.0.1:{port}", timeout=LIMIT_MS)


def test_the_next_start_finds_the_listener_and_quitting_ends_it(qtbot: Any, data_dir: Path) -> None:
    services = open_services(data_dir)
    services.start()
    do(services, services.settings.set_preferences(keep_listening=True))
    services.close()
    words = [sys.executable, "-m", "tests.window_process", os.fspath(data_dir)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(), cwd=ROOT) as window:
        assert window.stdin is not None
        assert window.stdout is not None
        url = json.loads(window.stdout.readline())["url"]
        window.stdin.write(b"close\n")
        window.stdin.flush()
        assert window.wait(20) == 0
    (before,) = running_listeners(data_dir)
    assert before.url == url
    assert post(url, "/while-away", b"{}") == 200
    app = build(data_dir)
    app.window.show()
    try:
        listening_at(qtbot, app, before.port)
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

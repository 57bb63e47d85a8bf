"""The main trip in a real X window with the keyring of a real Secret Service; the test command provides both."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keyring
import pytest
from PySide6.QtWidgets import QApplication

from ongoing_desktop.app import build
from tests.ui.test_main_trip import close, free_port
from tests.window_trip import main_trip

pytestmark = pytest.mark.xcb


@pytest.fixture
def secret_service() -> Any:
    """The Secret Service of this session, instead of the keyring in memory."""
    from keyring.backends import SecretService

    before = keyring.get_keyring()
    keyring.set_keyring(SecretService.Keyring())
    yield
    keyring.set_keyring(before)


def test_main_trip_in_a_real_window(qtbot: Any, secret_service: None, tmp_path: Path) -> None:
    assert os.environ.get("QT_QPA_PLATFORM") == "xcb"
    assert QApplication.platformName() == "xcb"
    token = f"t-{secrets.token_hex(16)}"
    data_dir = tmp_path / "data"
    app = build(data_dir)
    try:
        main_trip(qtbot, app, free_port(), tmp_path, token)
        (state,) = app.services.settings.current.states.values()
        stored = keyring.get_password(f"ongoing-desktop/{state.secret_ref}", "ongoing-desktop")
        # Compared, never shown: a failing assertion would print both.
        assert bool(stored == token), "the Secret Service holds another value"
    finally:
        close(app)


@pytest.fixture
def window_manager() -> Iterator[None]:
    """A window manager with frames around windows."""
    program = shutil.which("openbox")
    if program is None:
        pytest.skip("openbox is not installed")
    running = subprocess.Popen([program, "--sm-disable"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    yield
    running.terminate()
    running.wait(10)


def test_the_window_opens_where_it_was_closed(qtbot: Any, window_manager: None, tmp_path: Path) -> None:
    """Also under a window manager, whose frame must not be added each time."""
    found = []
    for turn in range(6):
        app = build(tmp_path / "data")
        app.window.show()
        qtbot.waitExposed(app.window)
        qtbot.waitUntil(lambda app=app: app.window.frameGeometry() != app.window.geometry())
        if not turn:
            app.window.resize(940, 600)
            app.window.move(40, 30)
            qtbot.waitUntil(lambda app=app: app.window.frameGeometry().topLeft().toTuple() == (40, 30))
        found.append(app.window.geometry().getRect())
        close(app)
    assert set(found[1:]) == {found[0]}

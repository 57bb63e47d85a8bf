"""The window as a program: one per data folder, ended by a signal, no unexpected output."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QMessageBox

from ongoing_desktop.app import BELL_NAME, _one_window, build, build_over_older, refusal
from ongoing_desktop.storage.listeners import running_listeners
from ongoing_desktop.storage.locks import RoleLock
from tests.helpers import environment, post
from tests.listener.test_kept import window_with_listener

LIMIT_S = 40.0


def start(data_dir: Path) -> subprocess.Popen[str]:
    surroundings = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "ongoing_desktop", "--data-dir", str(data_dir)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=surroundings,
    )


def window_is_up(data_dir: Path) -> bool:
    if not (data_dir / "window.lock").exists() or not (data_dir / "history.db").exists():
        return False
    probe = RoleLock(data_dir, "window")
    free = probe.try_acquire()
    probe.release()
    return not free


def wait_for(holds: object, process: subprocess.Popen[str]) -> None:
    end = time.monotonic() + LIMIT_S
    while not holds():  # type: ignore[operator]
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.skipif(os.name != "posix", reason="POSIX signals")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_second_start_ends_and_a_signal_closes_the_first(data_dir: Path, number: signal.Signals) -> None:
    first = start(data_dir)
    try:
        wait_for(lambda: window_is_up(data_dir), first)
        second = start(data_dir)
        _, silent = second.communicate(timeout=LIMIT_S)
        assert (second.returncode, silent) == (0, "")
        assert first.poll() is None
        first.send_signal(number)
        _, errors = first.communicate(timeout=LIMIT_S)
        assert first.returncode == 0
        assert "Traceback" not in errors
    finally:
        if first.poll() is None:
            first.kill()
            first.communicate()


def test_a_folder_that_cannot_be_used_is_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x", encoding="utf-8")
    process = start(file / "data")
    _, errors = process.communicate(timeout=LIMIT_S)
    assert process.returncode == 2
    assert errors.strip()
    assert "Traceback" not in errors


def test_what_the_window_looked_like_and_what_was_typed_is_remembered(qtbot: Any, data_dir: Path) -> None:
    app = build(data_dir)
    app.window.show()
    app.window.resize(900, 640)
    hook = app.services.engine.submit(app.services.demo.add()).result(LIMIT_S)
    editor = app.window.webhooks.detail.test_panel.pane.editor
    qtbot.waitUntil(lambda: "webhookEventId" in editor.toPlainText())
    editor.setPlainText('{"typed": "at last"}')
    app.close()
    again = build(data_dir)
    try:
        assert again.services.settings.current.preferences.window["geometry"]
        assert (again.window.width(), again.window.height()) == (900, 640)
        assert again.services.settings.current.state(hook.id).test_payload == '{"typed": "at last"}'
    finally:
        again.close()
        again.close()


def test_what_keeps_the_window_from_opening_is_a_calm_window(qtbot: Any) -> None:
    box = refusal("history.db <b>is held</b> by another program.")
    qtbot.addWidget(box)
    box.open()
    assert box.informativeText() == "history.db <b>is held</b> by another program."
    assert box.textFormat() == Qt.TextFormat.PlainText
    box.button(QMessageBox.StandardButton.Close).click()
    assert not box.isVisible()


@pytest.mark.qt_log_ignore(r"does not support raise\(\)")
def test_a_file_that_a_second_start_names_is_offered_for_import(qtbot: Any, data_dir: Path, tmp_path: Path) -> None:
    app = build(data_dir)
    settings = tmp_path / "acme.ongoing.json"
    settings.write_text(
        '{"format": "ongoing-desktop-config", "version": 1, "systems": [{"name": "Acme", "code": "acme"}], "webhooks": []}'
    )
    app.window.show()
    try:
        with _one_window(data_dir, app.window):
            (data_dir / BELL_NAME).write_bytes(os.fsencode(settings))
            qtbot.waitUntil(lambda: app.window.findChild(QDialog, "importPreview") is not None, timeout=8_000)
        app.window.findChild(QDialog, "importPreview").done(0)
    finally:
        app.close()


OPENED = """
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFileOpenEvent
from ongoing_desktop.ui.shell.application import Application
qt = Application(["x"])
named = lambda name: QCoreApplication.sendEvent(qt, QFileOpenEvent(name))
named("early.json")
qt.open_files_with(print)
named("late.json")
"""


def test_files_that_macos_names_in_events_are_opened(tmp_path: Path) -> None:
    surroundings = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    words = [sys.executable, "-c", OPENED]
    done = subprocess.run(words, env=surroundings, capture_output=True, text=True, timeout=LIMIT_S, check=True)
    assert done.stdout.split() == ["early.json", "late.json"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows renames no file in use")
def test_a_listener_that_keeps_the_data_in_use_is_stopped_first(
    qtbot: Any, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment().items():
        monkeypatch.setenv(name, value)
    window, about = window_with_listener(data_dir)
    window.kill()
    window.wait(10)
    assert post(about["url"], "/hook", b"{}") == 200
    # As after an update: the data must be changed alone.
    for file in data_dir.glob("settings.db*"):
        file.rename(data_dir / f"old-{file.name}")
    app = build_over_older(data_dir)
    try:
        assert running_listeners(data_dir) == ()
        assert app.services.settings.current.webhooks == ()
    finally:
        app.close()

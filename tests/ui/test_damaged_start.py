"""A damaged settings file: the window opens in seconds and says what happened, where the file is, and what was lost."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QMessageBox

from ongoing_desktop.app import build
from ongoing_desktop.domain.settings import System
from ongoing_desktop.storage.folder import open_storage
from tests.services.fakes import FakeVault
from tests.storage.makers import received


def rubbish(path: Path) -> None:
    path.write_bytes(os.urandom(4096 * 3))


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize("damage", [rubbish, folder, half])
def test_the_window_says_what_was_damaged_and_where_it_is(
    qtbot: Any, data_dir: Path, damage: Callable[[Path], None]
) -> None:
    storage = open_storage(data_dir)
    now = storage.settings.load()
    storage.settings.save(replace(now, systems=(System("s", "Kept", "kept"),)), expected=0, label="add-system")
    storage.close()
    damage(data_dir / "settings.db")
    began = time.process_time()  # without the time of other processes
    app = build(data_dir, vault=FakeVault())
    try:
        app.window.show()
        assert time.process_time() - began < 5
        told = app.window.notices.text.text()
        (aside,) = [item for item in data_dir.glob("settings.db.damaged-*") if not item.name.endswith(("-wal", "-shm"))]
        assert aside.name in told
        assert "last good copy" in told
        assert app.window.notices.property("notice") == "warn"
        assert app.window.header.systems.findText("Kept") >= 0
    finally:
        app.close()


def broken(data_dir: Path, *, rows: int) -> None:
    """A history with this many exchanges whose first page is missing."""
    storage = open_storage(data_dir)
    storage.history.append([received(b"%d" % number) for number in range(rows)])
    storage.close()
    with (data_dir / "history.db").open("r+b") as file:
        file.write(bytes(4096))


def test_every_start_says_it_until_it_was_seen_and_restore_brings_it_back(qtbot: Any, data_dir: Path) -> None:
    broken(data_dir, rows=60)
    for told in ("was damaged. It was kept as", "Use “restore” to recover"):
        app = build(data_dir, vault=FakeVault())
        app.window.show()
        assert told in app.window.notices.text.text()
        app.close()
    app = build(data_dir, vault=FakeVault())
    try:
        app.window.show()
        notices = app.window.notices
        assert notices.action.text() == "Restore…"
        notices.action.click()
        box = app.window.findChild(QMessageBox, "confirmation")
        assert "history.db.damaged-" in box.informativeText()
        next(button for button in box.buttons() if button.text() == "Restore").click()
        qtbot.waitUntil(lambda: "60 exchanges" in notices.text.text())
        assert len(app.services.history.page(limit=100)) == 60
        assert app.services.history.get(60).request.body == b"59"
        assert app.services.undoing.next.undo == "restore 60 exchanges"
        app.services.engine.submit(app.services.undoing.undo()).result(10)
        assert app.services.history.page(limit=100) == []
        app.services.engine.submit(app.services.undoing.redo()).result(10)
        assert len(app.services.history.page(limit=100)) == 60
        assert list(data_dir.glob("history.db.damaged-*"))
    finally:
        app.close()
    app = build(data_dir, vault=FakeVault())
    assert app.services.notices == ()
    app.close()


def test_closing_the_notice_is_having_seen_it(qtbot: Any, data_dir: Path) -> None:
    broken(data_dir, rows=3)
    app = build(data_dir, vault=FakeVault())
    app.window.show()
    app.window.notices.dismiss.click()
    qtbot.waitUntil(lambda: (data_dir / "seen-damage.json").exists())
    app.close()
    again = build(data_dir, vault=FakeVault())
    assert again.services.notices == ()
    again.close()

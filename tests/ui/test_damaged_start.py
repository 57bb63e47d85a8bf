"""A damaged settings file: the window opens in seconds and says what happened, where the file is, and what was lost."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ongoing_desktop.app import build
from ongoing_desktop.domain.settings import System
from ongoing_desktop.storage import open_storage
from ongoing_desktop.ui import files
from tests.services.fakes import FakeVault


def rubbish(path: Path) -> None:
    path.write_bytes(os.urandom(4096 * 3))


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize("damage", [rubbish, folder, half])
def test_the_window_says_what_was_damaged_and_where_it_is(
    qtbot: Any, data_dir: Path, damage: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = open_storage(data_dir)
    now = storage.settings.load()
    storage.settings.save(replace(now, systems=(System("s", "Kept", "kept"),)), expected=0, label="add-system")
    storage.close()
    damage(data_dir / "settings.db")
    began = time.process_time()  # what other processes take does not count
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
        opened: list[str] = []
        monkeypatch.setattr(files, "open_folder", lambda url: opened.append(url.toLocalFile()))
        app.window.notices.action.click()
        assert opened == [str(data_dir)]
    finally:
        app.close()

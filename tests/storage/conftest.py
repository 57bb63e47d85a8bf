from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ongoing_desktop.storage.folder import Storage, open_storage
from ongoing_desktop.storage.history import HistoryDb
from ongoing_desktop.storage.settings import SettingsDb


@pytest.fixture
def storage(data_dir: Path) -> Iterator[Storage]:
    opened = open_storage(data_dir)
    yield opened
    opened.close()


@pytest.fixture
def history(storage: Storage) -> HistoryDb:
    return storage.history


@pytest.fixture
def settings_db(storage: Storage) -> SettingsDb:
    return storage.settings

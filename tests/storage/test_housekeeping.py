"""What is done behind the capture, by one process at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from ongoing_desktop.domain.filters import parse_filter
from ongoing_desktop.domain.settings import Preferences
from ongoing_desktop.storage import Housekeeper, RoleLock, Storage, open_storage
from ongoing_desktop.storage import housekeeping as module
from tests.helpers import until
from tests.services.fakes import FakeClock
from tests.storage.makers import AT, received


@pytest.fixture(autouse=True)
def _in_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"TICK_S": 0.02, "TAKEN_S": 0.02, "QUIET_S": 0.05, "LIMITS_EVERY_S": 0.5}.items():
        monkeypatch.setattr(module, name, value)


def test_the_index_follows_and_the_next_process_takes_over(storage: Storage, data_dir: Path) -> None:
    first, second = RoleLock(data_dir, "housekeeping"), RoleLock(data_dir, "housekeeping")
    keeper = Housekeeper(storage, first)
    keeper.start()
    storage.history.append([received(f"number{number}".encode()) for number in range(30)])
    until(lambda: storage.history.indexed().upto == 30, "all is indexed")
    other = open_storage(data_dir)
    waiting = Housekeeper(other, second)
    waiting.start()
    assert other.history.indexed().complete
    assert [row.id for row in other.history.page(limit=5, filter=parse_filter("number7", AT))] == [8]
    keeper.close()
    keeper.close()
    first.release()
    storage.history.append([received()])
    until(lambda: storage.history.indexed().complete, "the other one went on")
    waiting.close()
    second.release()
    other.close()


@pytest.mark.expected_logs
def test_a_clock_that_jumps_is_said_once_and_deletes_nothing_by_age(
    storage: Storage, data_dir: Path, caplog: pytest.LogCaptureFixture
) -> None:
    storage.history.append([received()])
    current = storage.settings.load()
    preferences = replace(Preferences(), keep_days=30)
    storage.settings.save(replace(current, preferences=preferences), expected=current.revision, label="limits")
    clock = FakeClock()
    clock.now = AT
    storage.history.retention._clock = clock
    role = RoleLock(data_dir, "housekeeping")
    keeper = Housekeeper(storage, role, clock=clock)
    keeper.start()
    until(lambda: storage.history.indexed().complete and keeper._limits_at, "it keeps house")
    seen = keeper._limits_at
    until(lambda: keeper._limits_at > seen, "it looked at the clock")
    clock.forward(365 * 86_400)
    until(lambda: storage.history.retention.held() == AT, "the jump was seen")
    seen = keeper._limits_at
    until(lambda: keeper._limits_at > seen + 0.1, "it went on keeping house")
    assert storage.history.count() == 1
    assert sum("the clock moved" in record.message for record in caplog.records) == 1
    keeper.close()
    role.release()


def test_limits_are_kept_and_space_is_given_back(storage: Storage, data_dir: Path) -> None:
    history = storage.history
    history.append([received(b"x" * 50_000) for _ in range(40)])
    history.set_pinned([3], pinned=True)
    history.checkpoint()
    size = history.retention.use().history
    assert size > 1_000_000
    current = storage.settings.load()
    role = RoleLock(data_dir, "housekeeping")
    keeper = Housekeeper(storage, role, clock=lambda: AT + timedelta(hours=1))
    keeper.start()
    preferences = replace(Preferences(), keep_count=10)
    storage.settings.save(replace(current, preferences=preferences), expected=current.revision, label="limits")
    until(lambda: history.count() == 11, "what is over the limit is gone")
    assert [row.id for row in history.page(limit=99)] == [*range(40, 30, -1), 3]
    until(lambda: history.retention.use().free == 0, "the pages are free no more")
    until(lambda: history.retention.use().history < size / 2, "the file is smaller")
    keeper.close()
    role.release()

"""Background work by one process at a time."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ongoing_desktop.domain.exchange import NewExchange
from ongoing_desktop.domain.filters import parse_filter
from ongoing_desktop.domain.retention import RetentionLimits
from ongoing_desktop.domain.settings import Preferences
from ongoing_desktop.storage import housekeeping as module
from ongoing_desktop.storage.exchange_rows import CHUNK
from ongoing_desktop.storage.folder import Storage, open_storage
from ongoing_desktop.storage.housekeeping import Housekeeper
from ongoing_desktop.storage.locks import RoleLock
from ongoing_desktop.storage.search import indexer as indexing
from ongoing_desktop.storage.search.indexer import Indexer
from tests.helpers import until
from tests.services.fakes import FakeClock
from tests.storage.makers import AT, received


@pytest.fixture(autouse=True)
def _in_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    shorter = {"TICK_S": 0.02, "TAKEN_S": 0.02, "WORN_EVERY_S": 0.02, "REST_S": 0.02, "QUIET_S": 0.05}
    for name, value in {**shorter, "LIMITS_EVERY_S": 0.2}.items():
        monkeypatch.setattr(module, name, value)


@contextmanager
def kept(storage: Storage, data_dir: Path, clock: Callable[[], datetime] = lambda: AT) -> Iterator[Housekeeper]:
    """While a process does the housekeeping."""
    role = RoleLock(data_dir, "housekeeping")
    keeper = Housekeeper(storage, role, clock=clock)
    keeper.start()
    try:
        yield keeper
    finally:
        keeper.close()
        role.release()


def limit(storage: Storage, **fields: int) -> None:
    current = storage.settings.load()
    preferences = replace(Preferences(), **fields)
    storage.settings.save(replace(current, preferences=preferences), expected=current.revision, label="limits")


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
    limit(storage, keep_days=30)
    clock = FakeClock()
    clock.now = AT
    storage.history.retention._clock = clock
    with kept(storage, data_dir, clock) as keeper:
        rounds = keeper.limiting.rounds
        until(lambda: keeper.limiting.rounds > rounds, "it looked at the clock")
        clock.forward(365 * 86_400)
        until(lambda: storage.history.retention.held() == AT, "the jump was seen")
        rounds = keeper.limiting.rounds
        until(lambda: keeper.limiting.rounds > rounds + 1, "it went on keeping house")
        assert storage.history.count() == 1
        assert sum("the clock moved" in record.message for record in caplog.records) == 1


def test_limits_are_kept_and_space_is_given_back(storage: Storage, data_dir: Path) -> None:
    history = storage.history
    history.append([received(b"x" * 50_000) for _ in range(40)])
    history.set_pinned([3], pinned=True)
    history.checkpoint()
    size = history.retention.use().history
    assert size > 1_000_000
    with kept(storage, data_dir):
        limit(storage, keep_count=10)
        until(lambda: history.count() == 11, "what is over the limit is gone")
        assert [row.id for row in history.page(limit=99)] == [*range(40, 30, -1), 3]
        until(lambda: history.retention.use().free == 0, "the pages are free no more")
        until(lambda: history.retention.use().history < size / 2, "the file is smaller")


def test_limits_are_kept_while_the_index_is_behind_and_requests_come(
    storage: Storage, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The index used to come first, and under load it never finished."""
    monkeypatch.setattr(Indexer, "step", lambda *_, **__: 1)  # always lagging
    monkeypatch.setattr(module, "BUSY_PER_S", 0)
    history = storage.history
    limit(storage, keep_count=10)

    def goes_on(enough: Callable[[], bool]) -> Callable[[], bool]:
        def look() -> bool:
            history.append([received()])
            return enough()

        return look

    history.append([received(b"x" * 50_000) for _ in range(200)])
    history.checkpoint()
    size = history.retention.use().history
    with kept(storage, data_dir):
        until(goes_on(lambda: not history.page(limit=1, before=200)), "what is over the limits goes")
        until(goes_on(lambda: history.retention.use().history < size / 4), "and the file becomes smaller")


def test_the_file_shrinks_while_requests_trickle_in(
    storage: Storage, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It used to wait for five seconds without a request."""
    monkeypatch.setattr(module, "QUIET_S", 3600)
    history = storage.history
    history.append([received(b"x" * 50_000) for _ in range(40)])
    history.checkpoint()
    size = history.retention.use().history
    with kept(storage, data_dir):
        limit(storage, keep_count=10)

        def smaller() -> bool:
            history.append([received()])
            return history.retention.use().history < size / 2

        until(smaller, "the file is smaller")


def test_what_another_took_out_leaves_the_logs_too(storage: Storage, data_dir: Path) -> None:
    """Like *Delete now*, while nothing arrives."""
    history = storage.history
    history.append([received(b"x" * 50_000) for _ in range(40)])
    with kept(storage, data_dir):
        until(lambda: history.retention.use().logs == 0, "the logs are folded in")
        size = history.retention.use().history
        cut, after = history.retention.cut(RetentionLimits(count=1)), 0
        while (step := history.retention.step(cut, after))[1]:
            after = step[1]
        while history.give_back():
            pass
        until(lambda: history.retention.use().history < size / 2, "the file is smaller")
        until(lambda: history.retention.use().logs == 0, "the logs are empty")


def test_not_a_byte_of_a_deleted_word_stays_in_any_file(
    storage: Storage, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once it cannot be restored, whether the user or the limits deleted it, while requests arrive slowly."""
    monkeypatch.setattr(module, "QUIET_S", 3600)
    monkeypatch.setattr(indexing, "GONE_SHORTEST", timedelta(0))
    monkeypatch.setattr(indexing, "GONE_EACH", timedelta(seconds=0.001))
    clock = FakeClock()
    clock.now = AT
    history = storage.history
    history.retention._clock = history._clock = clock
    chance = random.Random(3)

    def message(word: str) -> NewExchange:
        filler = " ".join(f"w{chance.randrange(10**9)}" for _ in range(chance.choice([3, 40, 900])))
        return received(f'{{"note": "{word}", "rest": "{filler} {word}"}}'.encode(), target=f"/hook?q={word}")

    def places(word: str) -> list[str]:
        """Files that contain a piece of it."""
        pieces = [word[at : at + 8].encode() for at in range(len(word) - 7)]
        found = []
        for path in sorted(data_dir.iterdir()):
            with suppress(FileNotFoundError):  # a WAL is removed with the last connection to its database
                data = path.read_bytes()
                found += [path.name] if any(piece in data for piece in pieces) else []
        return found

    words = ("sunflowerseed", "marzipanbread", "staysforalltime")
    for word in words:
        for _ in range(30):
            history.append([message(word), message("between")])
    limited = history.append([message("limestonecliff")])
    history.append([received(b"marzipanbread " * (CHUNK // 7))])
    with kept(storage, data_dir, clock):
        until(lambda: history.indexed().complete, "all is indexed")
        assert any(name.startswith("search.db") for name in places(words[0]))
        every = [row.id for word in words[:2] for row in history.page(limit=999, filter=parse_filter(word, AT))]
        assert len(every) == 61
        history.delete([*every, *limited])

        def gone(word: str) -> Callable[[], bool]:
            def look() -> bool:
                history.append([received()])
                clock.forward(600)
                return not places(word)

            return look

        for word in (*words[:2], "limestonecliff"):
            until(gone(word), f"{word} is gone", limit_s=60)
        until(lambda: history.indexed().complete, "all is indexed")
        assert places(words[2]), "what is there is there"
        limit(storage, keep_count=3)
        until(gone(words[2]), "so is what the limits took", limit_s=60)

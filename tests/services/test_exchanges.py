"""Actions on exchanges, and a search whose result is no longer wanted."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from ongoing_desktop.services.engine import Engine
from ongoing_desktop.services.exchanges import LONGEST_NOTE, Exchanges
from ongoing_desktop.services.settings import SettingsService
from ongoing_desktop.services.undoing import Undoing
from tests.helpers import until
from tests.services.fakes import FakeHistory, FakeStore
from tests.storage.makers import received


@pytest.fixture
def engine() -> Iterator[Engine]:
    engine = Engine()
    engine.start()
    yield engine
    engine.close()


def test_pins_notes_and_deletions_are_kept_and_undone(engine: Engine) -> None:
    history = FakeHistory()
    undoing = Undoing(SettingsService(FakeStore(), engine), engine)
    exchanges = Exchanges(history, engine, undoing)
    ids = history.append([received(), received()])

    async def all_of_it() -> None:
        await exchanges.pin(ids)
        await exchanges.unpin(ids[:1])
        await exchanges.set_note(ids[0], "x" * 9_999)
        assert await exchanges.delete(ids) == ids
        assert history.page(limit=9) == []
        assert (await undoing.undo()).count == 2
        assert history.changes(6).ids == ids

    engine.submit(all_of_it()).result(5)
    assert history.pinned == {ids[1]}
    assert history.notes == {ids[0]: "x" * LONGEST_NOTE}
    assert [row.id for row in history.page(limit=9)] == ids[::-1]


def test_a_search_that_is_cancelled_ends_at_once(engine: Engine) -> None:
    begun, ended = threading.Event(), threading.Event()

    def work(_: object, stop) -> None:
        with stop.calling(ended.set):
            begun.set()
            assert ended.wait(10)
        raise RuntimeError("what an ended read says is no news")

    exchanges = Exchanges(FakeHistory(), engine, Undoing(SettingsService(FakeStore(), engine), engine))
    future = engine.submit(exchanges.search(work))
    assert begun.wait(5)
    future.cancel()
    until(ended.is_set, "the read was told to end")
    assert engine.submit(exchanges.search(lambda *_: 7)).result(5) == 7

"""Actions on exchanges, and a search whose result is no longer wanted."""

from __future__ import annotations

import threading

from ongoing_desktop.services.exchanges import LONGEST_NOTE
from tests.helpers import until
from tests.services.conftest import Parts
from tests.storage.makers import received


def test_pins_notes_and_deletions_are_kept_and_undone(parts: Parts) -> None:
    history, exchanges = parts.history, parts.exchanges
    ids = history.append([received(), received()])

    async def all_of_it() -> None:
        await exchanges.pin(ids)
        await exchanges.unpin(ids[:1])
        await exchanges.set_note(ids[0], "x" * 9_999)
        assert await exchanges.delete(ids) == ids
        assert history.page(limit=9) == []
        assert (await parts.undoing.undo()).count == 2
        assert history.changes(6).ids == ids

    parts.do(all_of_it())
    assert history.pinned == {ids[1]}
    assert history.notes == {ids[0]: "x" * LONGEST_NOTE}
    assert [row.id for row in history.page(limit=9)] == ids[::-1]


def test_a_search_that_is_cancelled_ends_at_once(parts: Parts) -> None:
    begun, ended = threading.Event(), threading.Event()

    def work(_: object, stop) -> None:
        with stop.calling(ended.set):
            begun.set()
            assert ended.wait(10)
        raise RuntimeError("what an ended read says is no news")

    exchanges = parts.exchanges
    future = parts.engine.submit(exchanges.search(work))
    assert begun.wait(5)
    future.cancel()
    until(ended.is_set, "the read was told to end")
    assert parts.do(exchanges.search(lambda *_: 7)) == 7

"""Commits on the loop's own thread: only quick ones, with the recorder's guarantees."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import pytest

from ongoing_desktop.domain import inline_gate as module
from ongoing_desktop.domain.errors import StorageError, StorageFull
from ongoing_desktop.domain.exchange import NewExchange, Outcome
from ongoing_desktop.listener.recorder import InlineRecorder, Recorder
from tests.listener.makers import FakeHistory
from tests.listener.test_recorder import CommitNotifier, exchange

LOOP = "MainThread"
THREAD = "recorder"


class Clock:
    """Seconds that a test controls."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def play(
    history: FakeHistory, work: Callable[[InlineRecorder, CommitNotifier, Clock], Awaitable[None]], **more: object
) -> CommitNotifier:
    """Run work on a loop with an inline recorder over a recorder; everything is committed in the end."""
    told, clock = CommitNotifier(), Clock()

    async def main() -> None:
        loop = asyncio.get_running_loop()
        recorder = Recorder(history, lambda call: loop.call_soon_threadsafe(call), **more)  # type: ignore[arg-type]
        recorder.start()
        express = InlineRecorder(recorder, clock=clock)
        await work(express, told, clock)
        express.hand_over()
        assert await asyncio.to_thread(recorder.close, 5)
        await asyncio.sleep(0)

    asyncio.run(main())
    return told


async def reach(check: Callable[[], object]) -> None:
    async with asyncio.timeout(5):
        while True:
            if check():
                return
            await asyncio.sleep(0.001)


async def heard(told: CommitNotifier, count: int) -> None:
    await reach(lambda: len(told.results) >= count)


def test_what_comes_in_one_turn_is_committed_together_and_told_afterwards() -> None:
    history = FakeHistory()

    async def work(express: InlineRecorder, told: CommitNotifier, _: Clock) -> None:
        for _ in range(20):
            express.submit(exchange(), told)
        express.outcome(Outcome(7, "sent", 1))
        assert told.results == []
        await heard(told, 20)

    told = play(history, work)
    assert told.results == list(range(1, 21))
    assert (history.commits, history.threads) == ([20], [LOOP])
    assert len(history.outcomes) == 1


def test_outcomes_that_no_commit_follows_go_alone() -> None:
    history = FakeHistory()

    async def work(express: InlineRecorder, _: CommitNotifier, __: Clock) -> None:
        express.outcome(Outcome(7, "sent", 1))
        await reach(lambda: history.outcomes)

    play(history, work)
    assert history.threads == [LOOP]


def test_while_another_writes_the_thread_waits_and_the_loop_does_not() -> None:
    history = FakeHistory()

    async def work(express: InlineRecorder, told: CommitNotifier, clock: Clock) -> None:
        history.gate.clear()
        express.submit(exchange(), told)
        express.outcome(Outcome(7, "sent", 1))
        for _ in range(20):
            await asyncio.sleep(0.001)
            express.submit(exchange(), told)
        assert told.results == []
        history.gate.set()
        await heard(told, 21)
        clock.now += module.REST_S
        async with asyncio.timeout(5):
            while history.threads[-1] != LOOP:
                express.submit(exchange(), told)
                await asyncio.sleep(0.001)

    told = play(history, work)
    assert sorted(told.results) == list(range(1, len(told.results) + 1))  # type: ignore[type-var]
    assert told.results[:21] == list(range(1, 22))
    assert set(history.threads[:-1]) == {THREAD}
    assert len(history.outcomes) == 1


def test_a_slow_disk_is_left_to_the_thread_for_a_while() -> None:
    history = FakeHistory()

    async def work(express: InlineRecorder, told: CommitNotifier, clock: Clock) -> None:
        def slow(_: object) -> None:
            clock.now += module.SLOW_S * 2

        history.error = slow
        express.submit(exchange(), told)
        await heard(told, 1)
        history.error = lambda _: None
        express.submit(exchange(), told)
        await heard(told, 2)
        clock.now += module.REST_S
        async with asyncio.timeout(5):
            while history.threads[-1] != LOOP:
                express.submit(exchange(), told)
                await asyncio.sleep(0.001)

    play(history, work)
    assert history.threads[:2] == [LOOP, THREAD]


def test_a_large_body_is_written_by_the_thread() -> None:
    history = FakeHistory()

    async def work(express: InlineRecorder, told: CommitNotifier, _: Clock) -> None:
        express.submit(exchange(b"x" * (module.LARGE + 1)), told)
        await heard(told, 1)

    play(history, work)
    assert history.threads == [THREAD]


def test_what_came_before_a_large_body_is_committed_and_told_before_it() -> None:
    history = FakeHistory()
    order: list[int] = []

    def committed(rows: Sequence[tuple[int, NewExchange]]) -> None:
        order.extend(number for number, _ in rows)

    async def work(express: InlineRecorder, told: CommitNotifier, _: Clock) -> None:
        for size in (1, 2, module.LARGE + 3, 4, module.LARGE + 5, 6):
            express.submit(exchange(b"x" * size), told)
        await heard(told, 6)

    told = play(history, work, on_committed=committed)
    assert [row.body.size % module.LARGE for row in history.rows] == [1, 2, 3, 4, 5, 6]
    assert told.results == order == [1, 2, 3, 4, 5, 6]
    assert set(history.threads) == {THREAD}


@pytest.mark.parametrize("room", [True, False])
def test_what_is_not_on_disk_is_said_by_the_thread_and_counted(room: bool, caplog: pytest.LogCaptureFixture) -> None:
    counts: list[int] = []
    history = FakeHistory(error=lambda _: StorageFull("storage-full"))

    async def work(express: InlineRecorder, told: CommitNotifier, _: Clock) -> None:
        express.submit(exchange(), told)
        express.outcome(Outcome(7, "sent", 1))
        await heard(told, 1)
        express.lost()
        history.error = lambda _: None

    told = play(history, work, has_room=lambda: room, on_not_saved=counts.append)
    assert isinstance(told.results[0], StorageFull)
    assert counts == [1, 2]
    assert len(history.outcomes) == 1
    caplog.clear()


def test_a_history_with_a_bug_costs_an_answer_not_the_listener(caplog: pytest.LogCaptureFixture) -> None:
    class Broken(FakeHistory):
        def append(self, *_: object, **__: object) -> list[int]:
            raise ZeroDivisionError

    async def work(express: InlineRecorder, told: CommitNotifier, _: Clock) -> None:
        express.submit(exchange(), told)
        await heard(told, 1)

    assert isinstance(play(Broken(), work).results[0], StorageError)
    caplog.clear()


def test_one_answer_that_fails_does_not_take_the_others_with_it(caplog: pytest.LogCaptureFixture) -> None:
    def fails(_: int | StorageError) -> None:
        raise ConnectionError

    async def work(express: InlineRecorder, told: CommitNotifier, _: Clock) -> None:
        for done in (told, fails, told):
            express.submit(exchange(), done)
        await heard(told, 2)

    assert play(FakeHistory(), work).results == [1, 3]
    caplog.clear()

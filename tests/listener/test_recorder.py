"""Group commit: nothing is reported before it is on disk, and nothing pending is lost at the end."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest

from ongoing_desktop.domain.errors import StorageError, StorageFull, StorageLocked
from ongoing_desktop.domain.exchange import Body, NewExchange, Outcome
from ongoing_desktop.listener.recorder import Recorder
from tests.helpers import until
from tests.listener.makers import FakeHistory


def exchange(body: bytes = b"x") -> NewExchange:
    return NewExchange("in", datetime.now(UTC), "POST", "/", (), Body(data=body, size=len(body)), 200, None)


class CommitNotifier:
    """Records the reports of commits."""

    def __init__(self) -> None:
        self.results: list[int | StorageError] = []

    def __call__(self, result: int | StorageError) -> None:
        self.results.append(result)


def recorder(history: FakeHistory, **more: object) -> Recorder:
    made = Recorder(history, lambda call: call(), **more)  # type: ignore[arg-type]
    made.start()
    return made


def test_what_waits_is_committed_together() -> None:
    history, told = FakeHistory(), CommitNotifier()
    history.gate.clear()
    made = recorder(history)
    for _ in range(50):
        made.submit(exchange(), told)
    assert told.results == []
    history.gate.set()
    until(lambda: len(told.results) == 50, "all commits")
    assert told.results == list(range(1, 51))
    assert len(history.commits) <= 3
    assert made.close(5)


def test_outcomes_ride_along_and_the_last_ones_are_kept_at_the_end() -> None:
    history = FakeHistory()
    made = recorder(history)
    made.outcome(Outcome(1, "sent", 10))
    until(lambda: history.outcomes, "the outcome alone")
    for number in range(2, 500):
        made.outcome(Outcome(number, "sent", 10))
    made.submit(exchange(), CommitNotifier())
    assert made.close(5)
    assert [item.exchange_id for item in history.outcomes] == list(range(1, 500))
    assert len(history.rows) == 1


@pytest.mark.parametrize("error", [StorageFull("storage-full"), StorageLocked("storage-locked"), StorageError("x")])
def test_what_is_not_on_disk_is_said_and_counted(error: StorageError, caplog: pytest.LogCaptureFixture) -> None:
    history, told, counts = FakeHistory(error=lambda _: error), CommitNotifier(), []
    made = recorder(history, on_not_saved=counts.append)
    made.submit(exchange(), told)
    until(lambda: told.results, "the refusal")
    assert told.results == [error]
    history.error = lambda _: None
    made.outcome(Outcome(1, "sent", 1))
    made.submit(exchange(), told)
    until(lambda: len(told.results) == 2, "the commit after it")
    assert told.results[1] == 1
    until(lambda: counts[-1] == 0, "the all-clear")
    assert counts[0] == 1
    assert made.close(5)
    assert [item.exchange_id for item in history.outcomes] == [1]
    caplog.clear()


def test_one_that_is_too_large_does_not_take_the_others_with_it(caplog: pytest.LogCaptureFixture) -> None:
    def too_large(items: object) -> StorageError | None:
        return StorageFull("storage-full") if any(item.body.size > 10 for item in items) else None  # type: ignore[attr-defined]

    history, told = FakeHistory(error=too_large), CommitNotifier()
    history.gate.clear()
    made = recorder(history)
    for body in (b"a", b"b" * 100, b"c"):
        made.submit(exchange(body), told)
    history.gate.set()
    until(lambda: len(told.results) == 3, "all answers")
    assert sorted(isinstance(item, StorageError) for item in told.results) == [False, False, True]
    assert history.bodies == [b"a", b"c"]
    assert made.close(5)
    caplog.clear()


def test_no_room_refuses_without_trying(caplog: pytest.LogCaptureFixture) -> None:
    history, told = FakeHistory(), CommitNotifier()
    made = recorder(history, has_room=lambda: False)
    made.submit(exchange(), told)
    until(lambda: told.results, "the refusal")
    assert isinstance(told.results[0], StorageFull)
    assert made.close(5)
    caplog.clear()


def test_a_history_with_a_bug_costs_an_answer_not_the_listener(caplog: pytest.LogCaptureFixture) -> None:
    class Broken(FakeHistory):
        def append(self, exchanges: object, outcomes: object = (), *, wait: bool = True) -> list[int]:
            raise ZeroDivisionError

    told = CommitNotifier()
    made = recorder(Broken())
    for _ in range(3):
        made.submit(exchange(), told)
    made.outcome(Outcome(1, "sent", 1))
    until(lambda: len(told.results) == 3, "all answers")
    assert all(isinstance(item, StorageError) for item in told.results)
    assert made.close(5)
    caplog.clear()


def test_many_threads_may_submit() -> None:
    history, told = FakeHistory(), CommitNotifier()
    made = recorder(history)
    threads = [threading.Thread(target=lambda: [made.submit(exchange(), told) for _ in range(200)]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made.close(10)
    assert sorted(told.results) == list(range(1, 1601))  # type: ignore[type-var]


def test_one_answer_that_fails_does_not_take_the_others_with_it(caplog: pytest.LogCaptureFixture) -> None:
    def fails(_: int | StorageError) -> None:
        raise ConnectionError

    history, told = FakeHistory(), CommitNotifier()
    history.gate.clear()
    made = recorder(history)
    for done in (told, fails, told):
        made.submit(exchange(), done)
    history.gate.set()
    until(lambda: len(told.results) == 2, "both others")
    assert made.close(5)
    caplog.clear()

"""Running work off the main thread: results are delivered there, or not at all."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject

from ongoing_desktop.services.engine import Engine
from ongoing_desktop.ui.task_runner import TaskRunner

LIMIT_MS = 5_000


@pytest.fixture
def engine() -> Iterator[Engine]:
    made = Engine()
    made.start()
    yield made
    made.close()


@pytest.fixture
def failures() -> list[BaseException]:
    return []


@pytest.fixture
def tasks(qapp: Any, engine: Engine, failures: list[BaseException]) -> Iterator[TaskRunner]:
    made = TaskRunner(engine, failures.append)
    yield made
    made.close()


async def answer() -> tuple[int, str]:
    await asyncio.sleep(0)
    return 42, threading.current_thread().name


def test_the_work_runs_elsewhere_and_the_result_comes_back_here(qtbot: Any, tasks: TaskRunner) -> None:
    owner, got = QObject(), []
    tasks.run(owner, answer, done=lambda result: got.append((result, threading.current_thread().name)))
    assert not got
    qtbot.waitUntil(lambda: bool(got), timeout=LIMIT_MS)
    (value, worker), here = got[0]
    assert value == 42
    assert worker == "engine"
    assert here == threading.main_thread().name
    assert tasks.busy == 0


def test_a_failure_goes_to_its_handler_else_to_the_door(
    qtbot: Any, tasks: TaskRunner, failures: list[BaseException]
) -> None:
    owner, own = QObject(), []

    async def fail() -> None:
        raise ValueError("no")

    tasks.run(owner, fail, failed=own.append)
    tasks.run(owner, fail)
    qtbot.waitUntil(lambda: len(own) == 1 and len(failures) == 1, timeout=LIMIT_MS)


def test_when_the_owner_goes_the_work_is_cancelled_and_its_result_dropped(qtbot: Any, tasks: TaskRunner) -> None:
    cancelled, got = threading.Event(), []

    async def wait() -> int:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            cancelled.set()
            raise
        return 1

    owner = QObject()
    started = threading.Event()

    async def begin() -> int:
        started.set()
        return await wait()

    tasks.run(owner, begin, done=got.append)
    assert started.wait(5)
    owner.deleteLater()
    qtbot.waitUntil(cancelled.is_set, timeout=LIMIT_MS)
    assert got == []


def test_a_cancelled_job_calls_nobody(qtbot: Any, tasks: TaskRunner) -> None:
    owner, got = QObject(), []
    job = tasks.run(owner, answer, done=got.append)
    job.cancel()
    other = []
    tasks.run(owner, answer, done=other.append)
    qtbot.waitUntil(lambda: bool(other), timeout=LIMIT_MS)
    assert got == []
    assert not job.running


def test_after_close_nothing_is_left_and_nothing_begins(qtbot: Any, tasks: TaskRunner) -> None:
    owner, got = QObject(), []
    tasks.run(owner, lambda: asyncio.sleep(60), done=got.append)
    tasks.close()
    assert tasks.busy == 0
    assert not tasks.run(owner, answer, done=got.append).running
    qtbot.wait(20)
    assert got == []


def test_followed_work_tells_its_progress_and_has_ended_when_it_counts_as_stopped(
    qtbot: Any, tasks: TaskRunner
) -> None:
    owner, heard = QObject(), []
    closed = threading.Event()

    async def work(tell: Any) -> None:
        tell("begun")
        try:
            await asyncio.Event().wait()
        finally:
            tell("last")
            closed.set()

    job = tasks.follow(owner, work, heard.append, stopped=lambda: heard.append(f"stopped {closed.is_set()}"))
    qtbot.waitUntil(lambda: heard == ["begun"], timeout=LIMIT_MS)
    job.stop()
    qtbot.waitUntil(lambda: len(heard) == 3, timeout=LIMIT_MS)
    assert heard == ["begun", "last", "stopped True"]
    assert tasks.busy == 0
    job = tasks.follow(owner, work, heard.append, stopped=lambda: heard.append("never"))
    qtbot.waitUntil(lambda: len(heard) == 4, timeout=LIMIT_MS)
    closed.clear()
    job.cancel()
    assert closed.wait(5)
    tasks.run(owner, answer, done=lambda _: heard.append("after"))
    qtbot.waitUntil(lambda: "after" in heard, timeout=LIMIT_MS)
    assert heard[3:] == ["begun", "after"]


def test_of_work_with_the_same_name_only_the_newest_counts(qtbot: Any, engine: Engine, tasks: TaskRunner) -> None:
    owner, other, got = QObject(), QObject(), []
    go_on = asyncio.Event()

    async def slow() -> str:
        await go_on.wait()
        return "slow"

    async def quick() -> str:
        return "quick"

    tasks.run(owner, slow, done=lambda _: got.append("older"), latest="list")
    tasks.run(owner, slow, done=lambda _: got.append("of another name"), latest="text")
    tasks.run(owner, slow, done=lambda _: got.append("without a name"))
    tasks.run(other, slow, done=lambda _: got.append("of another owner"), latest="list")
    tasks.run(owner, quick, done=lambda _: got.append("newest"), latest="list")
    qtbot.waitUntil(lambda: got == ["newest"], timeout=LIMIT_MS)
    engine.loop.call_soon_threadsafe(go_on.set)
    qtbot.waitUntil(lambda: tasks.busy == 0, timeout=LIMIT_MS)
    assert sorted(got[1:]) == ["of another name", "of another owner", "without a name"]

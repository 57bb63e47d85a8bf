"""Storage calls on the loop's own thread: only while they are quick, and never if they would block."""

from __future__ import annotations

import asyncio
import gc
import logging
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ongoing_desktop.domain.errors import ListenerError, StorageFull
from ongoing_desktop.domain.inline_gate import REST_S, SLOW_S
from ongoing_desktop.services.engine import Engine
from ongoing_desktop.storage.folder import open_storage
from tests.helpers import until
from tests.storage.makers import sent


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def engine(clock: Clock) -> Iterator[Engine]:
    made = Engine(clock=clock)
    made.start()
    yield made
    made.close()


def where(*, wait: bool) -> tuple[str, bool]:
    return threading.current_thread().name.partition("_")[0], wait


def test_a_slow_call_sends_the_next_ones_to_a_thread_for_a_while(engine: Engine, clock: Clock) -> None:
    def slow(*, wait: bool) -> tuple[str, bool]:
        clock.now += SLOW_S * 2
        return where(wait=wait)

    assert engine.submit(engine.run_inline_or_offload(where)).result(5) == ("engine", False)
    assert engine.submit(engine.run_inline_or_offload(slow)).result(5) == ("engine", False)
    assert engine.submit(engine.run_inline_or_offload(where)).result(5) == ("storage", True)
    clock.now += REST_S
    assert engine.submit(engine.run_inline_or_offload(where)).result(5) == ("engine", False)


def test_a_call_that_fails_is_made_again_where_it_may_wait_and_fails_there(engine: Engine, clock: Clock) -> None:
    made: list[tuple[str, bool]] = []

    def full(*, wait: bool) -> None:
        made.append(where(wait=wait))
        raise StorageFull("storage-full", path="x")

    with pytest.raises(StorageFull):
        engine.submit(engine.run_inline_or_offload(full)).result(5)
    assert made == [("engine", False), ("storage", True)]


def test_the_loop_goes_on_while_another_program_writes(engine: Engine, data_dir: Path) -> None:
    storage = open_storage(data_dir)

    def append(*, wait: bool) -> list[int]:
        return storage.history.append([sent()], durable=False, wait=wait)

    async def meanwhile() -> tuple[bool, list[int]]:
        other = sqlite3.connect(data_dir / "history.db", isolation_level=None)
        with closing(other):
            other.execute("begin immediate")
            kept = asyncio.ensure_future(engine.run_inline_or_offload(append))
            for _ in range(20):
                await asyncio.sleep(0)
            early = kept.done()
            other.execute("rollback")
            return early, await kept

    assert engine.submit(meanwhile()).result(10) == (False, [1])
    storage.close()


@pytest.mark.parametrize("way", ["blocking", "daemon"])
@pytest.mark.parametrize("error", [SystemExit, KeyboardInterrupt])
def test_what_ends_a_program_does_not_end_the_loop(engine: Engine, way: str, error: type[BaseException]) -> None:
    def raising() -> None:
        raise error("a secret")

    with pytest.raises(RuntimeError) as caught:
        engine.submit(getattr(engine, way)(raising)).result(5)
    assert "secret" not in str(caught.value)
    assert engine.submit(engine.blocking(lambda: 1)).result(5) == 1


@pytest.mark.parametrize("way", ["cancelled", "dropped"])
def test_a_known_error_that_comes_when_nothing_waits_for_it_is_noted_and_no_more(
    engine: Engine, way: str, caplog: pytest.LogCaptureFixture
) -> None:
    reached = threading.Event()

    async def fails(seconds: float) -> None:
        reached.set()
        try:
            await asyncio.sleep(seconds)
        finally:
            raise ListenerError("listener-ended")

    async def starts_one() -> None:
        engine.loop.create_task(fails(0.0))

    with caplog.at_level(logging.INFO):
        if way == "cancelled":
            # As when the window is closed while its listener fails to start.
            future = engine.submit(fails(60.0))
            assert reached.wait(5)
            assert future.cancel()
            del future
        else:
            engine.submit(starts_one()).result(5)
        until(lambda: gc.collect() >= 0 and caplog.records, "a line of the log")
    assert [(record.levelname, "listener-ended" in record.getMessage()) for record in caplog.records] == [
        ("INFO", True)
    ]

"""The window's side: a real child that is started, updated, killed and stopped."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from ongoing_desktop.domain.errors import ListenerError
from ongoing_desktop.domain.listening import ListenerState
from ongoing_desktop.domain.snapshot import ListenerSnapshot
from ongoing_desktop.listener.child_process import ListenerProcess
from ongoing_desktop.listener.controlled_child import STOP_S
from ongoing_desktop.listener.platform import process_exists
from ongoing_desktop.storage.folder import open_storage
from tests.helpers import children, command, environment, post, until
from tests.listener.makers import hook, snapshot

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals")


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in environment().items():
        monkeypatch.setenv(name, value)


class States(list[ListenerState]):
    """Every state in order."""

    def __init__(self) -> None:
        super().__init__()
        self._more = asyncio.Event()

    def append(self, state: ListenerState) -> None:
        super().append(state)
        self._more.set()

    async def until(self, status: str) -> ListenerState:
        return await self.met(lambda state: state.status == status)

    async def met(self, check: Callable[[ListenerState], object], limit_s: float = 15.0) -> ListenerState:
        async with asyncio.timeout(limit_s):
            while not (self and check(self[-1])):
                self._more.clear()
                await self._more.wait()
        return self[-1]


@asynccontextmanager
async def started(
    data_dir: Path, made: ListenerSnapshot | None = None, restart_after_s: tuple[float, ...] = (0.05, 0.1, 0.2)
) -> AsyncIterator[tuple[ListenerProcess, States]]:
    states = States()
    process = ListenerProcess(
        command(data_dir, "listen", "--controlled"), states.append, restart_after_s=restart_after_s
    )
    await process.start("127.0.0.1", 0, made or snapshot(hook("a")))
    try:
        yield process, states
    finally:
        await process.stop()


async def send(url: str, body: bytes = b"x") -> int:
    return await asyncio.to_thread(post, url, "/hook", body)


def verdicts(data_dir: Path) -> list[tuple[str | None, str | None]]:
    storage = open_storage(data_dir)
    try:
        return [(row.verdict, row.webhook) for row in reversed(storage.history.page(limit=99))]
    finally:
        storage.close()


def test_it_starts_takes_new_settings_and_stops(data_dir: Path) -> None:
    async def trip() -> None:
        async with started(data_dir) as (process, states):
            assert [state.status for state in states] == ["starting", "listening"]
            url = process.state.url
            assert await send(url) == 200
            await process.update(snapshot(hook("b"), revision=2))
            assert await send(url) == 200
            await states.met(lambda state: state.newest == 2)
            pid = process.pid
        assert states[-1].status == "stopped"
        assert states[-1].url == ""
        assert pid is not None
        assert not process_exists(pid)
        with socket.socket() as again:
            again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            again.bind(("127.0.0.1", int(url.rpartition(":")[2])))
        await process.stop()

    asyncio.run(trip())
    assert verdicts(data_dir) == [("open", "a"), ("open", "b")]


def test_a_taken_port_is_an_error_with_a_code(data_dir: Path) -> None:
    async def trip() -> None:
        states = States()
        process = ListenerProcess(command(data_dir, "listen", "--controlled"), states.append)
        with socket.socket() as holder:
            holder.bind(("127.0.0.1", 0))
            holder.listen()
            port = holder.getsockname()[1]
            with pytest.raises(ListenerError) as caught:
                await process.start("127.0.0.1", port, snapshot())
        assert (caught.value.code, caught.value.params["port"]) == ("listener-port-taken", port)
        assert caught.value.params["free"] not in (0, port)
        assert (states[-1].status, states[-1].code) == ("failed", "listener-port-taken")
        await process.start("127.0.0.1", port, snapshot())
        assert process.state.url == f"http://127.0.0.1:{port}"
        await process.stop()

    asyncio.run(trip())


def test_a_program_that_is_none_is_an_error_with_a_code() -> None:
    async def trip() -> None:
        for words in (["/nowhere/at/all"], [sys.executable, "-c", "print('hello')"]):
            process = ListenerProcess(words, lambda _: None)
            with pytest.raises(ListenerError):
                await process.start("127.0.0.1", 0, snapshot())
            assert process.state.status == "failed"
            await process.stop()

    asyncio.run(trip())


@posix
def test_a_killed_child_comes_back_on_the_same_port_with_the_newest_settings(
    data_dir: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def trip() -> None:
        async with started(data_dir) as (process, states):
            url, first = process.state.url, process.pid
            assert await send(url) == 200
            await process.update(snapshot(hook("b"), revision=7))
            assert first is not None
            os.kill(first, signal.SIGKILL)
            await states.until("restarting")
            await states.until("listening")
            assert process.state.url == url
            assert process.pid != first
            assert await send(url) == 200

    asyncio.run(trip())
    assert verdicts(data_dir) == [("open", "a"), ("open", "b")]
    caplog.clear()


@posix
def test_after_three_restarts_it_gives_up_and_can_be_started_again(
    data_dir: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def trip() -> None:
        async with started(data_dir) as (process, states):
            for _ in range(4):
                await states.until("listening")
                pid = process.pid
                assert pid is not None
                os.kill(pid, signal.SIGKILL)
                await states.met(lambda state: state.status in ("restarting", "failed"))
            state = await states.until("failed")
            assert state.code == "listener-ended"
            await process.start("127.0.0.1", 0, snapshot(hook("a")))
            assert await send(process.state.url) == 200

    asyncio.run(trip())
    caplog.clear()


@posix
def test_a_child_that_hangs_is_said_to_and_recovers(data_dir: Path) -> None:
    async def trip() -> None:
        async with started(data_dir) as (process, states):
            pid = process.pid
            assert pid is not None
            os.kill(pid, signal.SIGSTOP)
            await states.until("not-answering")
            os.kill(pid, signal.SIGCONT)
            await states.until("listening")
            assert await send(process.state.url) == 200

    asyncio.run(trip())


@posix
def test_the_child_ends_with_its_parent_and_what_it_answered_is_kept(data_dir: Path) -> None:
    script = (
        "import asyncio, os, sys\n"
        "from ongoing_desktop.domain.snapshot import ListenerSnapshot\n"
        "from ongoing_desktop.listener.child_process import ListenerProcess\n"
        "async def main():\n"
        "    process = ListenerProcess(sys.argv[1:], lambda state: None)\n"
        "    await process.start('127.0.0.1', 0, ListenerSnapshot(1))\n"
        "    print(process.state.url, process.pid, flush=True)\n"
        "    await asyncio.sleep(60)\n"
        "asyncio.run(main())\n"
    )

    async def trip() -> None:
        parent = await asyncio.create_subprocess_exec(
            sys.executable, "-c", script, *command(data_dir, "listen", "--controlled"), stdout=asyncio.subprocess.PIPE
        )
        assert parent.stdout is not None
        url, pid = (await parent.stdout.readline()).decode().split()
        assert await send(url, b"kept") == 200
        parent.kill()
        await parent.wait()
        await asyncio.to_thread(until, lambda: not process_exists(int(pid)), "the child's end")

    asyncio.run(trip())
    assert verdicts(data_dir) == [("unmatched", None)]


@posix
def test_the_child_runs_apart_and_lets_the_window_go_first(data_dir: Path) -> None:
    async def trip() -> None:
        async with started(data_dir) as (process, _):
            assert process.pid is not None
            assert os.getsid(process.pid) != os.getsid(0)
            assert os.getpriority(os.PRIO_PROCESS, process.pid) >= 10

    asyncio.run(trip())


SILENT = (sys.executable, "-c", "import sys; sys.stdin.read()")
"""A child that never reports that it listens, and ends with its input."""


@pytest.mark.parametrize("way", ["close", "stop", "twice", "cancel", "cancel and close"])
def test_whoever_ends_it_while_it_starts_leaves_no_child(way: str) -> None:
    async def trip() -> None:
        before = children()
        process = ListenerProcess(SILENT, States().append)
        starting = asyncio.ensure_future(process.start("127.0.0.1", 0, snapshot()))
        await asyncio.to_thread(until, lambda: children() - before, "the child")
        if "cancel" in way:
            starting.cancel()
        ends = {"close": [process.close], "stop": [process.stop], "twice": [process.stop, process.close], "cancel": []}
        await asyncio.gather(*(end() for end in ends.get(way, [process.close])))
        await asyncio.wait([starting])
        assert starting.cancelled()
        assert children() <= before
        assert process.state.status == "stopped"

    asyncio.run(trip())


@posix
@pytest.mark.parametrize("turns", [0, 10, 50, 200, 1000, 5000])
@pytest.mark.parametrize("words", [SILENT, ("/bin/sh", "-c", "exit 3")], ids=["silent", "ends at once"])
def test_whenever_start_and_close_are_cancelled_neither_child_nor_error_is_left(
    words: tuple[str, ...], turns: int, caplog: pytest.LogCaptureFixture
) -> None:
    async def trip() -> None:
        before = children()
        process = ListenerProcess(words, States().append)
        starting = asyncio.ensure_future(process.start("127.0.0.1", 0, snapshot()))
        closing = asyncio.ensure_future(asyncio.sleep(0))
        for turn in range(turns):
            await asyncio.sleep(0)
            if turn == turns // 2:
                closing = asyncio.ensure_future(process.close())
        for _ in range(2):
            starting.cancel()
            closing.cancel()
            await asyncio.sleep(0)
        await process.close()
        await asyncio.wait([starting, closing])
        assert starting.cancelled() or isinstance(starting.exception(), ListenerError)
        assert children() <= before

    asyncio.run(trip())
    gc.collect()
    assert not caplog.records


@posix
def test_a_child_that_still_starts_is_ended_at_once() -> None:
    deaf = (sys.executable, "-c", "import time; time.sleep(60)")

    async def trip() -> None:
        before = children()
        process = ListenerProcess(deaf, States().append)
        starting = asyncio.ensure_future(process.start("127.0.0.1", 0, snapshot()))
        await asyncio.to_thread(until, lambda: children() - before, "the child")
        async with asyncio.timeout(STOP_S):
            await process.close()
        await asyncio.wait([starting])
        assert children() <= before

    asyncio.run(trip())


def test_whoever_is_cancelled_while_it_ends_leaves_no_child(data_dir: Path) -> None:
    async def trip() -> None:
        async with started(data_dir) as (process, _):
            pid = process.pid
            ending = asyncio.ensure_future(process.stop())
            await asyncio.sleep(0)
            ending.cancel()
            await process.close()
            assert pid is not None
            assert not process_exists(pid)
            with pytest.raises(ListenerError, match="listener-closed"):
                await process.start("127.0.0.1", 0, snapshot())

    asyncio.run(trip())

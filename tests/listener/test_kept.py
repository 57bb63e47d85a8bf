"""A listener that outlives its window: no request is lost, and the next window controls it."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ongoing_desktop.listener.child_process import ListenerProcess
from ongoing_desktop.listener.platform import process_exists
from ongoing_desktop.storage.listeners import WindowListeners, running_listeners
from tests.helpers import ROOT, command, environment, until
from tests.listener.makers import hook, snapshot
from tests.listener.test_child_process import States, send, verdicts

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")

WINDOW = """
import asyncio, json, pathlib, sys
from ongoing_desktop.listener.child_process import ListenerProcess
from ongoing_desktop.storage.listeners import WindowListeners
from tests.listener.makers import hook, snapshot

async def run():
    process = ListenerProcess(json.loads(sys.argv[1]), lambda state: None, listeners=WindowListeners(pathlib.Path(sys.argv[2])))
    await process.keep(on=True)
    await process.start("127.0.0.1", 0, snapshot(hook("a")))
    print(json.dumps({"url": process.state.url, "pid": process.pid}), flush=True)
    await asyncio.sleep(600)

asyncio.run(run())
"""
"""The window's side in a process of its own, which a test can kill."""


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in environment().items():
        monkeypatch.setenv(name, value)


def window_with_listener(data_dir: Path) -> tuple[subprocess.Popen[bytes], dict[str, Any]]:
    """A process with a listener that is to outlive it, and the listener's URL and id."""
    words = [sys.executable, "-c", WINDOW, json.dumps(command(data_dir, "listen", "--controlled")), os.fspath(data_dir)]
    window = subprocess.Popen(words, stdout=subprocess.PIPE, cwd=ROOT)
    assert window.stdout is not None
    with window.stdout:
        return window, json.loads(window.stdout.readline())


def process(data_dir: Path, states: States) -> ListenerProcess:
    words = command(data_dir, "listen", "--controlled")
    return ListenerProcess(words, states.append, listeners=WindowListeners(data_dir), restart_after_s=(0.05, 0.1, 0.2))


def is_free(url: str) -> bool:
    with socket.socket() as again:
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return again.connect_ex(("127.0.0.1", int(url.rpartition(":")[2]))) != 0


@pytest.mark.expected_logs  # asyncio may notice the end of the process after its loop was closed
def test_it_goes_on_and_the_next_window_ends_it(data_dir: Path) -> None:
    async def trip() -> None:
        first, states = process(data_dir, States()), States()
        await first.keep(on=True)
        await first.start("127.0.0.1", 0, snapshot(hook("a")))
        url, pid = first.state.url, first.pid
        assert await send(url) == 200
        await first.let_go()
        assert await send(url) == 200
        second = process(data_dir, states)
        await second.start("127.0.0.1", 1, snapshot(hook("a")))
        assert [state.status for state in states] == ["starting", "listening"]
        assert (second.state.url, second.pid) == (url, pid)
        assert len(running_listeners(data_dir)) == 1
        await second.update(snapshot(hook("b"), revision=2))
        assert await send(url) == 200
        await second.stop()
        assert states[-1].status == "stopped"
        assert is_free(url)
        assert running_listeners(data_dir) == ()
        await asyncio.to_thread(until, lambda: pid is not None and not process_exists(pid), "its end")

    asyncio.run(trip())
    assert len(verdicts(data_dir)) == 3


def test_a_window_that_stops_it_or_does_not_keep_it_leaves_none(data_dir: Path) -> None:
    async def trip() -> None:
        made = process(data_dir, States())
        await made.keep(on=True)
        await made.start("127.0.0.1", 0, snapshot(hook("a")))
        await made.stop()
        assert running_listeners(data_dir) == ()
        await made.start("127.0.0.1", 0, snapshot(hook("a")))
        await made.keep(on=False)
        await made.let_go()
        assert running_listeners(data_dir) == ()

    asyncio.run(trip())


@pytest.mark.expected_logs
def test_neither_a_killed_window_nor_a_killed_listener_loses_a_request(data_dir: Path) -> None:
    window, about = window_with_listener(data_dir)
    url, answered = about["url"], []

    async def trip() -> None:
        for number in range(30):
            if number == 10:
                window.kill()
            answered.append(await send(url))
        await asyncio.to_thread(window.wait, 10)
        states = States()
        second = process(data_dir, states)
        await second.start("127.0.0.1", 0, snapshot(hook("a")))
        assert second.pid == about["pid"]
        answered.append(await send(url))
        os.kill(about["pid"], signal.SIGKILL)
        await states.until("restarting")
        await states.until("listening")
        assert second.pid not in (None, about["pid"])
        assert second.state.url == url
        answered.append(await send(url))
        await second.stop()
        assert is_free(url)

    asyncio.run(trip())
    assert answered == [200] * 32
    assert len(verdicts(data_dir)) == 32

"""A listener checked through its socket, and one whose port is dead although its process runs."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from ongoing_desktop.domain.limits import Limits
from ongoing_desktop.domain.listening import ListenerState
from ongoing_desktop.domain.snapshot import ListenerSnapshot
from ongoing_desktop.listener import health, tls
from ongoing_desktop.listener.child_process import ListenerProcess
from ongoing_desktop.listener.health import Health, takes_connections
from tests.helpers import until
from tests.listener.makers import FakeHistory, ask, request, running
from tests.listener.test_child_process import States

# A listener process that reports correctly but accepts only while argv[1] does not exist.
DEAF = """
import json, pathlib, socket, sys, threading
marker = pathlib.Path(sys.argv[1])
port = int(sys.argv[sys.argv.index("--port") + 1])
server = socket.socket()
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("127.0.0.1", port))
server.listen(64)
def say(**event): print(json.dumps(event), flush=True)
def accept():
    while True: server.accept()[0].close()
if marker.exists(): threading.Thread(target=accept, daemon=True).start()
marker.touch()
port = server.getsockname()[1]
say(event="listening", url=f"http://127.0.0.1:{port}", port=port)
for line in sys.stdin:
    data = json.loads(line)
    if "ping" in data: say(event="pong", n=data["ping"])
    if "snapshot" in data: say(event="ack", revision=data["snapshot"]["revision"])
"""


@pytest.fixture
def context(tmp_path: Path) -> ssl.SSLContext:
    made = trustme.CA().issue_cert("127.0.0.1")
    made.private_key_pem.write_to_path(tmp_path / "key.pem")
    made.cert_chain_pems[0].write_to_path(tmp_path / "cert.pem")
    return tls.load(str(tmp_path / "cert.pem"), str(tmp_path / "key.pem"))


@contextlib.contextmanager
def deaf() -> Iterator[int]:
    """A port where the system queues connections that no program accepts."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.parametrize("secure", [False, True])
def test_the_check_leaves_no_row_and_no_place(tmp_path: Path, context: ssl.SSLContext, secure: bool) -> None:
    with running(tmp_path, secure=context if secure else None) as listener:
        for _ in range(3):
            assert asyncio.run(takes_connections("127.0.0.1", listener.port, 5))
        until(lambda: not listener.server._slots.owners, "its place")
        if not secure:
            assert ask(listener, request(b"first"))[0] == 200
            assert listener.history.bodies == [b"first"]
    assert len(listener.history.rows) == (0 if secure else 1)


def test_a_full_listener_passes_once_it_has_made_room(tmp_path: Path) -> None:
    with running(tmp_path, limits=Limits(connections=2)) as listener, contextlib.ExitStack() as stack:
        for _ in range(6):
            stack.enter_context(listener.connect()).sendall(b"POST / HTTP/1.1\r\nX-")
        assert asyncio.run(takes_connections("127.0.0.1", listener.port, 5))


def test_a_full_listener_that_cannot_make_room_does_not_pass(tmp_path: Path) -> None:
    history = FakeHistory()
    with running(tmp_path, limits=Limits(connections=1), history=history) as listener, listener.connect() as busy:
        history.gate.clear()
        busy.sendall(request(b"x"))
        until(lambda: listener.recorder.waiting or listener.recorder._busy, "the request")
        assert not asyncio.run(takes_connections("127.0.0.1", listener.port, 0.2))


def test_a_deaf_port_and_none_do_not_pass() -> None:
    with deaf() as port:
        assert not asyncio.run(takes_connections("127.0.0.1", port, 0.2))
    assert not asyncio.run(takes_connections("127.0.0.1", port, 0.2))


@pytest.mark.parametrize("responsive", [True, False])
def test_only_of_a_process_that_answers_a_port_is_called_deaf(responsive: bool) -> None:
    async def trip() -> Health:
        with deaf() as port:
            asked, enough = [], asyncio.Event()

            def answers() -> bool:
                asked.append(responsive)
                if len(asked) > health.DEAF_AFTER:
                    enough.set()
                return responsive

            made = Health("127.0.0.1", port, answers, every_s=0.01, limit_s=0.05)
            task = asyncio.create_task(made.run())
            await asyncio.wait_for(enough.wait(), 10)
            task.cancel()
            return made

    made = asyncio.run(trip())
    assert (made.doubtful, made.deaf) == (responsive, responsive)


def test_a_deaf_listener_is_seen_and_restarted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(health, "LIMIT_S", 0.2)

    async def trip() -> list[str]:
        states = States()
        words = (sys.executable, "-c", DEAF, str(tmp_path / "marker"))
        process = ListenerProcess(words, states.append, restart_after_s=(0.05,), check_every_s=0.05)
        await process.start("127.0.0.1", 0, ListenerSnapshot(1))
        first = process.pid
        await states.until("restarting")
        state: ListenerState = await states.until("listening")
        assert process.pid != first
        assert await takes_connections("127.0.0.1", int(state.url.rpartition(":")[2]), 5)
        await process.stop()
        return [item.status for item in states]

    seen = asyncio.run(trip())
    assert seen[:5] == ["starting", "listening", "not-answering", "restarting", "listening"]
    caplog.clear()

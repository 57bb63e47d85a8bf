"""What a dead target missed is kept in a real history and delivered in order once it answers."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ongoing_desktop.bootstrap import open_services
from ongoing_desktop.domain.forwarding import FIRST, Forward, Route
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.snapshot import ListenerSnapshot
from ongoing_desktop.listener import outbox as outbox_module
from ongoing_desktop.listener.outbox import Outbox
from ongoing_desktop.storage.folder import open_storage
from ongoing_desktop.storage.history import HistoryDb
from tests.helpers import do, post, until
from tests.listener.makers import Running, ask, hook, request, running, snapshot
from tests.listener.test_forward import OK, Target
from tests.listener.test_main import event, program

KEEPING = Forward(True, keep=True, timeout_s=2.0)


@pytest.fixture
def history(tmp_path: Path) -> Iterator[HistoryDb]:
    storage = open_storage(tmp_path)
    yield storage.history
    storage.close()


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox_module, "RETRY_S", (0.05,))
    monkeypatch.setattr(outbox_module, "TICK_S", 0.05)
    monkeypatch.setattr(outbox_module, "PROBE_S", 0.05)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@contextmanager
def keeping(
    folder: Path, history: HistoryDb, forward: Forward, made: ListenerSnapshot | None = None
) -> Iterator[Running]:
    outbox = Outbox(history.waiting, history.get, lambda: True)
    made = replace(made or snapshot(hook()), forward=forward)
    with running(folder, made=made, history=history, outbox=outbox) as listener:
        yield listener


def waiting(history: HistoryDb) -> dict[str, int]:
    return {state.id: state.waiting for state in history.waiting.states()}


def code(history: HistoryDb) -> str | None:
    return next((state.code for state in history.waiting.states() if state.id == FIRST), None)


def test_what_a_dead_target_missed_is_delivered_in_order_when_it_is_back(tmp_path: Path, history: HistoryDb) -> None:
    port = free_port()
    forward = replace(KEEPING, target=f"http://127.0.0.1:{port}")
    with keeping(tmp_path, history, forward) as listener:
        for number in range(5):
            assert ask(listener, request(b"%d" % number))[::2] == (200, b"OK\n")
        until(lambda: waiting(history) == {FIRST: 5}, "all wait")
        assert code(history) == "forward-unreachable"
    # Nothing is lost while no listener runs.
    assert waiting(history) == {FIRST: 5}
    target = Target(OK, port=port)
    with keeping(tmp_path, history, forward) as listener:
        until(lambda: waiting(history) == {FIRST: 0}, "nothing waits")
        assert target.bodies == [b"0", b"1", b"2", b"3", b"4"]
        assert code(history) == ""
        assert ask(listener, request(b"live"))[::2] == (200, b"ok")
        rows = [row for row in history.page(limit=20) if row.direction == "out"]
        until(lambda: waiting(history) == {FIRST: 0}, "nothing waits")
        assert [row.reason_params["of"] for row in rows][-5:] == [5, 4, 3, 2, 1]
    target.close()


def test_a_target_that_refuses_has_got_the_request(tmp_path: Path, history: HistoryDb) -> None:
    target = Target(b"HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\nbusy")
    with keeping(tmp_path, history, replace(KEEPING, target=target.url)) as listener:
        assert ask(listener, request(b"x"))[::2] == (503, b"busy")
        until(lambda: waiting(history) == {FIRST: 0}, "nothing waits")
        assert code(history) == ""
    assert target.bodies == [b"x"]
    target.close()


def test_a_dead_target_beside_a_live_one(tmp_path: Path, history: HistoryDb) -> None:
    target = Target(OK)
    others = (Route("dead", f"http://127.0.0.1:{free_port()}"),)
    with keeping(tmp_path, history, replace(KEEPING, target=target.url, others=others)) as listener:
        for _ in range(3):
            assert ask(listener, request(b"x"))[::2] == (200, b"ok")
        until(lambda: waiting(history) == {FIRST: 0, "dead": 3}, "three wait")
        assert history.waiting.discard("dead") == 3
        until(lambda: waiting(history) == {FIRST: 0, "dead": 0}, "nothing waits")
    target.close()


def test_the_credential_of_a_waiting_request_is_that_of_its_webhook(tmp_path: Path, history: HistoryDb) -> None:
    port = free_port()
    forward = replace(KEEPING, target=f"http://127.0.0.1:{port}")
    made = snapshot(hook("a", authentication="x-auth-token"), secrets={"a": "topsecret-topsecret"})
    with keeping(tmp_path, history, forward, made) as listener:
        assert ask(listener, request(b"x", b"X-Auth-Token: topsecret-topsecret\r\nX-A: 1\r\n"))[0] == 200
        until(lambda: waiting(history) == {FIRST: 1}, "it waits")
    assert b"topsecret" not in (tmp_path / "history.db").read_bytes()
    target = Target(OK, port=port)
    with keeping(tmp_path, history, forward, made):
        until(lambda: waiting(history) == {FIRST: 0}, "nothing waits")
    lines = target.heads[0].split(b"\r\n")
    assert {b"X-Auth-Token: topsecret-topsecret", b"X-A: 1"} <= set(lines)
    assert Secret("topsecret-topsecret")
    target.close()


def test_when_too_many_wait_the_sender_is_refused(
    tmp_path: Path, history: HistoryDb, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox_module, "MOST_WAITING", 2)
    forward = replace(KEEPING, target=f"http://127.0.0.1:{free_port()}")
    with keeping(tmp_path, history, forward) as listener:
        assert [ask(listener, request(b"x"))[0] for _ in range(3)] == [200, 200, 503]
        assert waiting(history) == {FIRST: 2}
        assert history.count() == 3


def test_a_spooled_body_is_delivered_live_and_later(tmp_path: Path, history: HistoryDb) -> None:
    body = bytes(range(256)) * 8192
    port = free_port()
    forward = replace(KEEPING, target=f"http://127.0.0.1:{port}")
    with keeping(tmp_path, history, forward) as listener:
        assert ask(listener, request(body))[0] == 200
        target = Target(OK, port=port)
        until(lambda: waiting(history) == {FIRST: 0}, "nothing waits")
        assert ask(listener, request(body))[::2] == (200, b"ok")
        until(lambda: waiting(history) == {FIRST: 0}, "nothing waits")
    assert target.bodies == [body, body]
    target.close()


def test_a_dead_target_is_known_before_a_request_comes(tmp_path: Path, history: HistoryDb) -> None:
    port = free_port()
    with keeping(tmp_path, history, replace(KEEPING, target=f"http://127.0.0.1:{port}", keep=False)):
        until(lambda: code(history) == "forward-unreachable", "it is dead")
        target = Target(OK, port=port)
        until(lambda: code(history) == "", "it is live")
        target.close()
        until(lambda: code(history) == "forward-unreachable", "it is dead again")
    assert target.bodies == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_killed_listener_loses_nothing_that_waits(data_dir: Path) -> None:
    port = free_port()
    forward = replace(KEEPING, target=f"http://127.0.0.1:{port}", unmatched=True)
    storage = open_storage(data_dir)
    try:
        settings = storage.settings.load()
        kept = replace(settings, preferences=replace(settings.preferences, forward=forward))
        storage.settings.save(kept, expected=settings.revision, label="test")
        with program(data_dir, "--json") as child:
            url = event(child, "listening")["url"]
            assert [post(url, "/hook", b"%d" % number) for number in range(20)] == [200] * 20
            child.kill()
        assert waiting(storage.history) == {FIRST: 20}
        target = Target(OK, port=port)
        with program(data_dir, "--json") as child:
            event(child, "listening")
            until(lambda: waiting(storage.history) == {FIRST: 0}, "nothing waits")
        assert target.bodies == [b"%d" % number for number in range(20)]
        target.close()
    finally:
        storage.close()


def test_a_listener_of_the_command_line_delivers_now_and_is_known_to_deliver(data_dir: Path) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    services = open_services(data_dir)
    services.start(follow=False)
    try:
        with program(data_dir, "--json", "--forward", address, "--forward-keep", "--forward-unmatched") as child:
            url = event(child, "listening")["url"]
            assert [post(url, "/hook", b"%d" % number) for number in range(3)] == [200] * 3
            until(
                lambda: [state.served for state in do(services, services.forwarding.states())] == [True], "it is known"
            )
            target = Target(OK, port=port)
            do(services, services.forwarding.deliver_now(address))
            until(lambda: waiting(services.history) == {address: 0}, "nothing waits")
        assert target.bodies == [b"0", b"1", b"2"]
        assert [state.served for state in do(services, services.forwarding.states())] == [False]
        target.close()
    finally:
        services.close()

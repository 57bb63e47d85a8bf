"""More connections than places: which are served, which give way, and that every place is freed."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import struct
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import trustme

from ongoing_desktop.domain.exchange import NewExchange
from ongoing_desktop.domain.forwarding import Forward
from ongoing_desktop.domain.limits import Limits
from ongoing_desktop.domain.rules import Match, Rule, Step
from ongoing_desktop.listener import received as exchanges
from ongoing_desktop.listener import tls
from ongoing_desktop.listener.matcher import RequestMatcher
from ongoing_desktop.listener.slots import GRACE_S
from tests.helpers import until
from tests.listener.makers import (
    CATALOGUE,
    FakeHistory,
    Running,
    ask,
    closes,
    hook,
    read_answer,
    request,
    running,
    snapshot,
)

FEW = Limits(connections=4)
AUTHORITY = trustme.CA()
HALF_HEAD = b"POST /hook HTTP/1.1\r\nX-"
HALF_BODY = b"POST /hook HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nonly"
HALF_HELLO = b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"


@pytest.fixture(scope="module")
def secure(tmp_path_factory: pytest.TempPathFactory) -> ssl.SSLContext:
    folder = tmp_path_factory.mktemp("tls")
    made = AUTHORITY.issue_cert("127.0.0.1")
    made.private_key_pem.write_to_path(folder / "key.pem")
    made.cert_chain_pems[0].write_to_path(folder / "cert.pem")
    return tls.load(str(folder / "cert.pem"), str(folder / "key.pem"))


def posted(listener: Running, context: ssl.SSLContext | None) -> int:
    """The status of a good request on its own connection."""
    if context is None:
        return ask(listener, request(b"good"))[0]
    trust = ssl.create_default_context()
    AUTHORITY.configure_trust(trust)
    with trust.wrap_socket(listener.connect(), server_hostname="127.0.0.1") as connection:
        connection.sendall(request(b"good"))
        return read_answer(connection)[0]  # type: ignore[arg-type]


def codes(listener: Running) -> list[str]:
    return [row.judgement.reason_code for row in listener.history.rows if row.judgement is not None]


@pytest.mark.parametrize("first", [b"", HALF_HELLO, HALF_HELLO[:1]], ids=["silent", "half hello", "one byte"])
def test_over_https_connections_that_say_nothing_keep_none_out(
    tmp_path: Path, secure: ssl.SSLContext, first: bytes
) -> None:
    with running(tmp_path, limits=FEW, secure=secure) as listener, contextlib.ExitStack() as stack:
        for _ in range(3 * FEW.connections):
            stack.enter_context(listener.connect()).sendall(first)
        assert posted(listener, secure) == 200
        # A silent connection leaves no row; half a handshake does.
        assert set(codes(listener)) == ({"no-authentication", "made-room"} if first else {"no-authentication"})


@pytest.mark.parametrize(
    ("first", "code"),
    [(b"", None), (HALF_HEAD, "made-room"), (HALF_BODY, "made-room")],
    ids=["silent", "half head", "half body"],
)
def test_slow_senders_give_way_and_leave_a_row(tmp_path: Path, first: bytes, code: str | None) -> None:
    with running(tmp_path, limits=FEW) as listener, contextlib.ExitStack() as stack:
        slow = [stack.enter_context(listener.connect()) for _ in range(2 * FEW.connections)]
        for connection in slow:
            connection.sendall(first)
        assert posted(listener, None) == 200
        if code:
            assert code in codes(listener)
            assert read_answer(slow[0])[0] == 408
        assert closes(slow[0])
        row = next((row for row in listener.history.rows if row.status == 408), None)
        assert (row is not None) == bool(code)


@pytest.mark.parametrize("over_tls", [False, True])
def test_every_end_of_a_connection_gives_its_place_back(
    tmp_path: Path, secure: ssl.SSLContext, over_tls: bool, caplog: pytest.LogCaptureFixture
) -> None:
    with running(tmp_path, limits=replace(FEW, linger_s=0.1), secure=secure if over_tls else None) as listener:
        for first in (b"", HALF_HELLO, HALF_HEAD, HALF_BODY, b"rubbish\r\n\r\n", request(b"whole")):
            for way in ("closed", "half closed", "reset"):
                with listener.connect() as connection:
                    connection.sendall(first)
                    if way == "half closed":
                        connection.shutdown(socket.SHUT_WR)
                        with contextlib.suppress(OSError):
                            while connection.recv(4096):
                                pass
                    elif way == "reset":
                        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        slots = listener.server._slots
        # A connection that was just accepted has its place a moment before its owner is known.
        until(lambda: not slots.owners and slots.taken == 0, "all places back")
        assert posted(listener, secure if over_tls else None) == 200
    caplog.clear()


def test_a_mistake_in_making_the_row_gives_the_place_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> NewExchange:
        raise ZeroDivisionError

    with running(tmp_path) as listener:
        monkeypatch.setattr(exchanges, "row", broken)
        with listener.connect() as connection:
            connection.sendall(request(b"x" * 200_000))
            assert closes(connection)
        until(lambda: not listener.server._slots.owners, "its place")
    caplog.clear()


def test_a_connection_that_becomes_idle_lets_the_next_in_at_once(tmp_path: Path) -> None:
    history = FakeHistory()
    with running(tmp_path, limits=Limits(connections=1), history=history) as listener:
        history.gate.clear()
        with listener.connect() as first, listener.connect() as second:
            first.sendall(request(b"first"))
            until(lambda: listener.server._slots.waiting, "the second to wait")
            second.sendall(request(b"second"))
            history.gate.set()
            assert read_answer(first)[0] == 200
            assert read_answer(second)[0] == 200
            assert closes(first)


def test_those_in_line_are_closed_when_the_listener_ends(tmp_path: Path) -> None:
    history = FakeHistory()
    with contextlib.ExitStack() as stack:
        with running(tmp_path, limits=Limits(connections=1), history=history) as listener:
            history.gate.clear()
            first, *others = [stack.enter_context(listener.connect()) for _ in range(3)]
            first.sendall(request(b"first"))
            until(lambda: listener.server._slots.waiting == 2, "the others to wait")
        assert read_answer(first)[0] == 200
        assert all(closes(other) for other in others)


def test_a_raised_limit_lets_those_in_who_wait(tmp_path: Path) -> None:
    history = FakeHistory()
    with running(tmp_path, limits=Limits(connections=1), history=history) as listener:
        history.gate.clear()
        with listener.connect() as first, listener.connect():
            first.sendall(request(b"first"))
            until(lambda: listener.server._slots.waiting, "the second to wait")
            listener.call(
                lambda: listener.server.use(RequestMatcher(snapshot(hook(), limits={"connections": 8}), CATALOGUE))
            )
            until(lambda: listener.server._slots.taken == 2, "the second to be let in")
            history.gate.set()
            assert read_answer(first)[0] == 200


def test_a_request_that_is_on_its_way_is_not_taken_for_idle(tmp_path: Path) -> None:
    with running(tmp_path, limits=Limits(connections=1)) as listener, contextlib.ExitStack() as stack:
        blocked = threading.Event()
        # So that connections and requests arrive before anything is read.
        listener.loop.call_soon_threadsafe(lambda: (blocked.set(), time.sleep(3 * GRACE_S)))
        assert blocked.wait(5)
        senders = [stack.enter_context(listener.connect()) for _ in range(4)]
        for number, sender in enumerate(senders):
            sender.sendall(request(b"%d" % number, b"Connection: close\r\n"))
        assert [read_answer(sender)[0] for sender in senders] == [200] * 4
        assert sorted(listener.history.bodies) == [b"0", b"1", b"2", b"3"]


def test_a_slow_target_keeps_no_other_request_waiting(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=64) as target, contextlib.ExitStack() as stack:
        url = f"http://127.0.0.1:{target.getsockname()[1]}"
        other = hook("other", url="https://erp.example/other")
        made = snapshot(hook(), other, forward=Forward(True, url, webhooks=("hook",), timeout_s=30))
        with running(tmp_path, made=made, limits=Limits(connections=8, stop_s=0.1)) as listener:
            # Two being forwarded and one waiting; the rest is answered at once.
            waiting = [stack.enter_context(listener.connect()) for _ in range(3)]
            for number, connection in enumerate(waiting):
                connection.sendall(request(b"%d" % number))
                until(lambda: len(listener.history.rows) == number + 1, "its row")  # noqa: B023
            assert ask(listener, request(b"too many"))[0] == 503
            assert ask(listener, request(b"good", line=b"POST /other HTTP/1.1"))[0] == 200
            listener.answers(2)
            crowded = listener.history.outcomes[0]
            assert (crowded.status, crowded.detail["forward_failure"]) == (503, "forward-crowded")
            assert listener.history.bodies == [b"0", b"1", b"2", b"too many", b"good"]


def test_a_circle_of_two_does_not_wait_for_itself(tmp_path: Path) -> None:
    limits = Limits(connections=8, stop_s=0.1)
    with (
        running(tmp_path / "a", limits=limits) as one,
        running(tmp_path / "b", limits=limits) as two,
        contextlib.ExitStack() as stack,
    ):
        for here, there in ((one, two), (two, one)):
            made = snapshot(hook(), forward=Forward(True, f"http://127.0.0.1:{there.port}", timeout_s=30))
            here.call(lambda: here.server.use(RequestMatcher(made, CATALOGUE)))  # noqa: B023
        senders = [stack.enter_context(one.connect()) for _ in range(5)]
        for sender in senders:
            sender.sendall(request(b"round"))
        assert {read_answer(sender)[0] for sender in senders} <= {502, 503}
        until(lambda: len(one.history.outcomes) == len(one.history.rows), "all outcomes")
        failures = {
            str(item.detail["forward_failure"]) for item in one.history.outcomes if "forward_failure" in item.detail
        }
        assert failures <= {"forward-crowded", "forward-loop"}


def test_those_who_do_not_read_their_answers_give_way(tmp_path: Path) -> None:
    large = Rule("large", "Large", match=Match(path="/large"), steps=(Step(body="x" * 8_000_000),))
    made = snapshot(hook(), rules=(large,))
    with running(tmp_path, made=made, limits=FEW) as listener, contextlib.ExitStack() as stack:
        for _ in range(2 * FEW.connections):
            connection = stack.enter_context(socket.socket())
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.connect(("127.0.0.1", listener.port))
            connection.sendall(request(b"", line=b"POST /large HTTP/1.1"))
        assert posted(listener, None) == 200
        until(lambda: "partial" in listener.answers(), "an answer that was cut off")


def test_a_slow_name_server_keeps_no_other_work_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, answers = [], threading.Event()
    real = socket.getaddrinfo

    def slow(host: str, *args: Any, **more: Any) -> Any:
        if host != "slow.example":
            return real(host, *args, **more)
        asked.append(host)
        answers.wait(20)
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    made = snapshot(hook(), forward=Forward(True, "http://slow.example", timeout_s=30))
    with running(tmp_path, made=made, limits=Limits(stop_s=0.1)) as listener, contextlib.ExitStack() as stack:
        for _ in range(40):
            stack.enter_context(listener.connect()).sendall(request(b"x"))
        until(lambda: len(asked) == 40, "all names to be looked up")
        work = asyncio.run_coroutine_threadsafe(asyncio.to_thread(lambda: "done"), listener.loop)
        assert work.result(5) == "done"
    answers.set()

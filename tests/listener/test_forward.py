"""Forwarding to a real target on loopback: what is forwarded, what is held back, and what is returned."""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from ongoing_desktop.domain.forwarding import (
    FIRST,
    LOOP_HEADER,
    Forward,
    ForwardRequest,
    Route,
    is_refused_address,
    target_of,
)
from ongoing_desktop.domain.limits import Limits
from ongoing_desktop.domain.plain_settings import jsonable, read
from ongoing_desktop.domain.redaction import Redactor
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.snapshot import ListenerSnapshot
from ongoing_desktop.listener.forward import passed_on
from ongoing_desktop.listener.http_parser import Head
from ongoing_desktop.listener.matcher import RequestMatcher
from tests.helpers import until
from tests.listener.makers import CATALOGUE, Running, ask, hook, read_answer, request, running, snapshot

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


def own_address() -> str | None:
    """This computer's network address, if it has one. Nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return None
        address = str(probe.getsockname()[0])
    return None if address.startswith("127.") else address


class Target:
    """Records what it receives byte for byte, and gives the set answer; None answers nothing."""

    def __init__(self, answer: bytes | None, address: str = "127.0.0.1", port: int = 0) -> None:
        self.answer = answer
        self.heads: list[bytes] = []
        self.bodies: list[bytes] = []
        self.ended = threading.Event()
        self._socket = socket.create_server((address, port))
        self.url = f"http://{address}:{self._socket.getsockname()[1]}"
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection:
                data = b""
                while b"\r\n\r\n" not in data and (part := connection.recv(65536)):
                    data += part
                if not data:
                    continue
                head, _, body = data.partition(b"\r\n\r\n")
                lower = head.lower()
                length = int(lower.split(b"content-length: ")[1].split(b"\r\n")[0]) if b"content-length" in lower else 0
                chunked = b"transfer-encoding: chunked" in lower
                while len(body) < length or (chunked and not body.endswith(b"\r\n\r\n")):
                    body += connection.recv(65536)
                self.heads.append(head)
                self.bodies.append(body)
                if self.answer is None:
                    self.ended.wait(10)
                else:
                    connection.sendall(self.answer)

    def close(self) -> None:
        self.ended.set()
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(5)


@pytest.fixture
def target() -> Iterator[Target]:
    made = Target(OK)
    yield made
    made.close()


@contextmanager
def forwarding(
    folder: Path, url: str, *, limits: Limits | None = None, made: ListenerSnapshot | None = None, **changes: object
) -> Iterator[Running]:
    choice = replace(Forward(True, url), **changes)  # type: ignore[arg-type]
    with running(folder, made=replace(made or snapshot(hook()), forward=choice), limits=limits) as listener:
        yield listener


@pytest.mark.parametrize(
    "body",
    [b'{"a": 1.0}', gzip.compress(b"x" * 5000), bytes(range(256)), b"", os.urandom(3 * 1024 * 1024)],
    ids=["json", "gzip", "binary", "empty", "spooled"],
)
def test_the_body_goes_on_byte_for_byte_and_the_answer_comes_back(tmp_path: Path, target: Target, body: bytes) -> None:
    target.answer = (
        b"HTTP/1.1 201 Created\r\nX-A: 1\r\nSet-Cookie: s=secret\r\nAccess-Control-Allow-Origin: *\r\n"
        b"Connection: X-Gone\r\nX-Gone: 1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
    )
    with forwarding(tmp_path, f"{target.url}/base/") as listener:
        status, fields, answer = ask(
            listener, request(body, b"Content-Encoding: gzip\r\n", b"PUT /hook?a=%20 HTTP/1.1")
        )
        assert (status, answer, fields["x-a"]) == (201, b"abc", "1")
        assert not {"x-gone", "access-control-allow-origin", "transfer-encoding"} & fields.keys()
        assert target.heads[0].startswith(b"PUT /base/hook?a=%20 HTTP/1.1\r\n")
        assert target.bodies == [body]
        assert listener.history.bodies == [body]
        listener.answers()
        outcome = listener.history.outcomes[0]
        assert (outcome.answer, outcome.status, outcome.detail["forward_status"]) == ("sent", 201, 201)
        assert outcome.detail["forwarded_to"] == f"{target.url}/base/hook?a=%20"
        assert outcome.response is not None
        assert outcome.response.body == b"abc"
        assert "secret" not in repr(outcome.response)
        assert not list((tmp_path / "spool").glob("*.body"))


def test_fields_of_connection_and_proxies_stay_behind(tmp_path: Path, target: Target) -> None:
    extra = (
        b"Connection: keep-alive, X-Hop\r\nX-Hop: 1\r\nKeep-Alive: 5\r\nTE: trailers\r\nForwarded: for=1\r\n"
        b"X-Forwarded-For: 1\r\nProxy-Authorization: Basic eA==\r\nX-Kept: a\r\nX-kept: b\r\nX-Auth-Token: topsecret\r\n"
    )
    with forwarding(tmp_path, target.url) as listener:
        assert ask(listener, request(b"x", extra))[0] == 200
    lines = target.heads[0].split(b"\r\n")[1:]
    names = [line.partition(b":")[0].lower().decode() for line in lines]
    assert sorted(names) == sorted(
        ["host", "x-kept", "x-kept", "x-auth-token", LOOP_HEADER.lower(), "content-length", "connection"]
    )
    assert b"Host: " + target.url.removeprefix("http://").encode() in lines
    assert b"X-Auth-Token: topsecret" in lines


def test_trailers_go_on_behind_the_body_by_the_rule_for_headers(tmp_path: Path, target: Target) -> None:
    chunks = b"3\r\nabc\r\n0\r\nX-Sum: 1\r\nTE: x\r\nx-sum: 2\r\nContent-Length: 9\r\nX-Forwarded-For: 1\r\n\r\n"
    line = "POST /hook?ö=é HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
    with forwarding(tmp_path, target.url) as listener:
        assert ask(listener, line + chunks)[0] == 200
    lines = target.heads[0].split(b"\r\n")
    assert lines[0] == b"POST /hook?%C3%B6=%C3%A9 HTTP/1.1"
    assert {b"Transfer-Encoding: chunked", b"Trailer: X-Sum, x-sum"} <= set(lines)
    assert not [one for one in lines if one.lower().startswith(b"content-length")]
    assert target.bodies == [b"3\r\nabc\r\n0\r\nX-Sum: 1\r\nx-sum: 2\r\n\r\n"]


def test_credentials_go_to_other_computers_only_if_ticked() -> None:
    headers = (
        ("Host", "a"), ("Authorization", "Basic x"), ("X-Auth-Token", "t"), ("Cookie", "c"), ("Api-Key", "k"),
        ("X-Gitlab-Token", "t"), ("Referer", "https://h/?token=t"), ("X-A", "1"), ("Connection", "x-hop"),
    )  # fmt: skip
    trailers = (("X-Webhook-Secret", "t"), ("X-Hop", "1"), ("X-B", "1"))
    head = Head("POST", "/hook?a=1&token=t&api_key=k", "1.1", headers, expects=False, trailers=trailers)
    for ticked, gone, path in (
        (
            False,
            {"Authorization", "X-Auth-Token", "Cookie", "Api-Key", "X-Gitlab-Token", "Referer", "X-Webhook-Secret"},
            "?a=1",
        ),
        (True, set(), "?a=1&token=t&api_key=k"),
    ):
        choice = Forward(True, "https://erp.example/x", credentials=ticked)
        found = passed_on(choice, target_of(choice, head.target), head, Redactor(Secret("ab")))
        names = {name for name, _ in (*found.headers, *found.trailers)}
        assert names == {name for name, _ in (*headers, *trailers)} - gone - {"Connection", "X-Hop"} | {LOOP_HEADER}
        assert found.headers[0] == ("Host", "erp.example")
        assert found.target.path == f"/x/hook{path}"


def test_the_address_that_was_entered_keeps_its_own_key() -> None:
    choice = Forward(True, "https://functions.example/api/x?code=own", path="replace")
    head = Head("POST", "/hook?token=t", "1.1", (("Host", "a"),), expects=False)
    found = passed_on(choice, target_of(choice, head.target), head, Redactor(Secret("ab")))
    assert found.target.path == "/api/x?code=own"


def test_an_unreachable_target_is_502_and_the_request_is_kept(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with forwarding(tmp_path, f"http://127.0.0.1:{port}") as listener:
        assert ask(listener, request(b"kept"))[0] == 502
        assert listener.row().body.data == b"kept"
        listener.answers()
        outcome = listener.history.outcomes[0]
        assert (outcome.status, outcome.detail["forward_failure"]) == (502, "forward-unreachable")


@pytest.mark.parametrize(
    ("answer", "status", "code"),
    [
        (None, 504, "forward-timeout"),
        (b"rubbish\r\n\r\n", 502, "forward-broken"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx", 502, "forward-broken"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + b"x" * 5000, 502, "forward-too-large"),
    ],
    ids=["slow", "rubbish", "cut off", "large"],
)
def test_a_target_that_fails(tmp_path: Path, target: Target, answer: bytes | None, status: int, code: str) -> None:
    target.answer = answer
    with forwarding(tmp_path, target.url, limits=Limits(forward_answer=4000), timeout_s=0.6) as listener:
        assert ask(listener, request(b"x"))[0] == status
        listener.answers()
        assert listener.history.outcomes[0].detail["forward_failure"] == code
        target.ended.set()


def test_a_large_answer_comes_back_whole(tmp_path: Path, target: Target) -> None:
    big = os.urandom(3 * 1024 * 1024)
    target.answer = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(big) + big
    with forwarding(tmp_path, target.url) as listener:
        assert ask(listener, request(b"x"))[2] == big


def test_a_length_beside_chunks_counts_for_nothing_and_beside_head_it_stays(tmp_path: Path, target: Target) -> None:
    with forwarding(tmp_path, target.url) as listener:
        target.answer = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        status, fields, body = ask(listener, request(b"x"))
        assert (status, fields["content-length"], body) == (200, "0", b"")
        target.answer = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"
        with listener.connect() as connection:
            connection.sendall(request(line=b"HEAD /hook HTTP/1.1", head=b"Connection: close\r\n"))
            answer = b"".join(iter(lambda: connection.recv(65536), b""))
        assert answer.lower().endswith(b"content-length: 5\r\nconnection: close\r\n\r\n")


@contextmanager
def rude() -> Iterator[str]:
    """A target that answers before any request and so breaks every handshake."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            with contextlib.suppress(OSError), server.accept()[0] as connection:
                connection.sendall(OK)
                connection.recv(65536)

        thread = threading.Thread(target=answer)
        thread.start()
        yield f"https://localhost:{server.getsockname()[1]}"
        thread.join(5)


def test_a_target_that_is_none_is_told_and_never_reached(tmp_path: Path) -> None:
    with rude() as no_tls:
        for url, code in (
            (no_tls, "forward-tls"),
            (f"http://{'a' * 64}.example", "forward-unknown-host"),
            ("http://169.254.169.254/latest", "forward-link-local"),
            ("http://[::ffff:169.254.169.254]", "forward-link-local"),
        ):
            with forwarding(tmp_path, url) as listener:
                assert ask(listener, request(b"kept"))[0] == 502
                listener.answers()
                assert listener.history.outcomes[0].detail["forward_failure"] == code
                assert listener.history.bodies == [b"kept"]


def test_the_end_comes_while_the_target_thinks(tmp_path: Path, target: Target) -> None:
    target.answer = None
    with forwarding(tmp_path, target.url, limits=Limits(stop_s=0.2)) as listener:
        connection, history = listener.connect(), listener.history
        connection.sendall(request(b"kept"))
        until(lambda: target.heads, "the request there")
    with connection:
        assert read_answer(connection)[0] == 503
    assert history.bodies == [b"kept"]
    assert (history.outcomes[0].answer, history.outcomes[0].detail["forward_failure"]) == ("sent", "forward-stopped")


@pytest.mark.parametrize("ticked", [False, True])
def test_the_credential_goes_to_another_computer_only_if_ticked(tmp_path: Path, ticked: bool) -> None:
    if (address := own_address()) is None:
        pytest.skip("a computer without a network")
    made = snapshot(hook("a", authentication="x-auth-token"), secrets={"a": "topsecret"})
    target = Target(OK, address)
    with forwarding(tmp_path, target.url, made=made, credentials=ticked) as listener:
        assert ask(listener, request(b"x", b"X-Auth-Token: topsecret\r\n"))[0] == 200
    target.close()
    assert (b"topsecret" in target.heads[0]) == ticked


def test_a_circle_is_broken(tmp_path: Path, target: Target) -> None:
    with forwarding(tmp_path, target.url) as listener:
        own = replace(snapshot(hook()), forward=Forward(True, f"http://localhost:{listener.port}"))
        assert ask(listener, request(b"x", f"{LOOP_HEADER}: 3\r\n".encode()))[0] == 502
        listener.call(lambda: listener.server.use(RequestMatcher(own, CATALOGUE)))
        assert ask(listener, request(b"x"))[0] == 502
        listener.answers(2)
        codes = [item.detail["forward_failure"] for item in listener.history.outcomes]
        assert codes == ["forward-loop", "forward-self"]
        assert len(listener.history.rows) == 2
        assert target.heads == []


@pytest.mark.parametrize("address", ["169.254.169.254", "fe80::1%eth0", "::ffff:169.254.0.9", "fd00:ec2::254"])
def test_metadata_addresses_are_refused(address: str) -> None:
    assert is_refused_address(address)


def test_only_what_is_right_goes_on(tmp_path: Path, target: Target) -> None:
    made = snapshot(hook("a", authentication="x-auth-token"), secrets={"a": "topsecret"})
    with forwarding(tmp_path, target.url, made=made) as listener:
        wanted: list[Callable[[], object]] = [
            lambda: ask(listener, request(b"refused")),
            lambda: ask(listener, request(b"unmatched", line=b"POST /other HTTP/1.1")),
            lambda: ask(listener, request(b"page", b"X-Auth-Token: topsecret\r\nOrigin: https://evil.example\r\n")),
            lambda: ask(listener, request(b"right", b"X-Auth-Token: topsecret\r\n")),
        ]
        for send in wanted:
            send()
        assert target.bodies == [b"right"]
        assert len(listener.history.rows) == 4


def other_rows(listener: Running) -> list[tuple[str, int | None]]:
    """The rows of forwarded requests with the status of their answers, by address."""
    until(lambda: listener.recorder.idle, "everything is written")
    status = {outcome.exchange_id: outcome.status for outcome in listener.history.outcomes}
    rows = [(place, row) for place, row in enumerate(listener.history.rows, 1) if row.direction == "out"]
    return sorted((row.target, status.get(place)) for place, row in rows)


def test_each_answer_of_several_targets_has_a_row_and_the_chosen_one_goes_back(tmp_path: Path, target: Target) -> None:
    second = Target(b"HTTP/1.1 202 Accepted\r\nContent-Length: 6\r\n\r\nsecond")
    body = b'{"goodsOwnerId": 12}'
    others = (Route("b", second.url), Route("c", "http://127.0.0.1:1"), Route("d", second.url, on=False))
    with forwarding(tmp_path, target.url, others=others, returned="b") as listener:
        assert ask(listener, request(body))[::2] == (202, b"second")
        until(lambda: len(listener.history.outcomes) == 4, "all answers")
        wanted = [("http://127.0.0.1:1/hook", None), (f"{second.url}/hook", 202), (f"{target.url}/hook", 200)]
        assert other_rows(listener) == sorted(wanted)
        assert (target.bodies, second.bodies) == ([body], [body])
        failed = next(item for item in listener.history.outcomes if item.answer == "failed")
        assert (failed.failure, failed.detail["code"]) == ("refused", "forward-unreachable")
        received = next(item for item in listener.history.outcomes if item.exchange_id == 1)
        assert received.detail["forwarded_to"] == f"{second.url}/hook"
        row = next(row for row in listener.history.rows if row.direction == "out")
        assert row.judgement is not None
        assert (row.judgement.params["of"], row.webhook) == (1, None)
    second.close()


def test_a_spooled_body_reaches_a_slow_target_after_the_answer_went_back(tmp_path: Path, target: Target) -> None:
    slow = Target(OK)
    body = os.urandom(3 * 1024 * 1024)
    with forwarding(tmp_path, target.url, others=(Route("b", slow.url),)) as listener:
        assert ask(listener, request(body))[0] == 200
        until(lambda: len(listener.history.outcomes) == 3, "both answers")
        assert (target.bodies, slow.bodies) == ([body], [body])
        until(lambda: not list((tmp_path / "spool").glob("*.body")), "the body is gone")
    slow.close()


ASKED = ForwardRequest("open", "w1", "order-picked", 12, "/hooks/a")


@pytest.mark.parametrize(
    ("conditions", "goes"),
    [
        ({}, True),
        ({"types": ("order-picked",), "goods_owners": (12, 13), "request_path": "/hooks/*"}, True),
        ({"types": ("article-created",)}, False),
        ({"goods_owners": (13,)}, False),
        ({"request_path": "/other"}, False),
        ({"webhooks": ("w2",)}, False),
        ({"on": False}, False),
    ],
)
def test_the_conditions_of_a_target(conditions: dict[str, object], goes: bool) -> None:
    others = (Route("b", "http://127.0.0.1:2", **conditions),)  # type: ignore[arg-type]
    chosen = Forward(True, "http://127.0.0.1:1", others=others, returned="b").chosen(ASKED)
    assert [route.id for route in chosen] == (["b", FIRST] if goes else [FIRST])


def test_settings_of_one_target_and_of_several_are_read_again() -> None:
    old = {"on": True, "target": "http://127.0.0.1:1", "webhooks": ["w1"]}
    assert read(Forward, old) == Forward(True, "http://127.0.0.1:1", webhooks=("w1",))
    several = Forward(True, "http://127.0.0.1:1", others=(Route("b", types=("x",), goods_owners=(12,)),), returned="b")
    assert read(Forward, json.loads(json.dumps(several, default=jsonable))) == several

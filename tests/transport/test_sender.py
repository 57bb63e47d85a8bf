from __future__ import annotations

import asyncio
import datetime as dt
import gzip
import logging
import select
import socket
import ssl
import struct
import subprocess
import sys
import time
import warnings
from dataclasses import replace
from pathlib import Path

import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st

from ongoing_desktop.domain.exchange import Message
from ongoing_desktop.domain.sending import RESPONSE_BODY_LIMIT, Failure, Head, OutgoingRequest, Response, SendResult
from ongoing_desktop.transport import NetworkSender
from ongoing_desktop.transport import http_client as wire
from ongoing_desktop.transport.timings import Trace
from ongoing_desktop.wording.messages import sentence
from tests.transport.servers import (
    Behaviour,
    Server,
    answers,
    closes_at_once,
    drips,
    endless_body,
    endless_head,
    free_port,
    full_backlog,
    hangs,
    never_shakes_hands,
    read_request,
    resets,
    serving,
)

PHASES = (
    "connect_tcp",
    "start_tls",
    "send_request_headers",
    "send_request_body",
    "receive_response_headers",
    "receive_response_body",
)
ORDER = [
    f"{'connection' if place < 2 else 'http11'}.{name}.{word}"
    for place, name in enumerate(PHASES) for word in ("started", "complete")
]  # fmt: skip
EVENTS = [
    *ORDER,
    *(event.replace("complete", "failed") for event in ORDER if event.endswith("complete")),
    "proxy.start_tls.started",
]
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
TOKEN = "s3cret-t0ken-value"
HEADERS = (("Content-Type", "application/json"), ("X-Auth-Token", TOKEN))


def request(url: str, **changes: object) -> OutgoingRequest:
    made = OutgoingRequest("POST", url, HEADERS, b'{"a":1}', 1.0, 1.0, 3.0)
    return replace(made, **changes)


def send(*requests: OutgoingRequest, tls: ssl.SSLContext | None = None) -> SendResult:
    async def run() -> list[SendResult]:
        sender = NetworkSender(tls=tls)
        try:
            return [await sender.send(item) for item in requests]
        finally:
            await sender.close()

    return asyncio.run(run())[-1]


def failure(result: SendResult) -> Failure:
    assert isinstance(result.outcome, Failure), result
    assert TOKEN not in repr(result)
    text = sentence(result.outcome.code, result.outcome.params)
    assert text != result.outcome.code
    assert "…" not in text
    assert TOKEN not in text
    return result.outcome


def response(result: SendResult) -> Response:
    assert isinstance(result.outcome, Response), result
    return result.outcome


class TestOnTheWire:
    def test_headers_keep_case_order_and_duplicates(self) -> None:
        headers = (("X-b", "1"), ("x-A", "2"), ("X-b", "3"), ("Content-Type", "application/json"), ("X-Empty", ""))
        with serving(answers(OK)) as server:
            result = send(request(f"{server.url}/hook", headers=headers))
        head, _, body = server.received[0].partition(b"\r\n\r\n")
        assert head.decode().split("\r\n") == [
            "POST /hook HTTP/1.1",
            f"Host: 127.0.0.1:{server.port}",
            "X-b: 1",
            "x-A: 2",
            "X-b: 3",
            "Content-Type: application/json",
            "X-Empty: ",
            "Content-Length: 7",
        ]
        assert body == b'{"a":1}'
        assert result.sent_headers == (("Host", f"127.0.0.1:{server.port}"), *headers, ("Content-Length", "7"))

    @pytest.mark.parametrize(
        ("written", "sent"),
        [
            ("", "/"),
            ("/", "/"),
            ("?a=1", "/?a=1"),
            ("/a/../b/./c", "/a/../b/./c"),
            ("/%7Ea/%2f%2F//x", "/%7Ea/%2f%2F//x"),
            ('/a{b}|c^`"<>', '/a{b}|c^`"<>'),
            ("/å?q=ö", "/%C3%A5?q=%C3%B6"),
            ("/a?b=%20&c=[1]#part", "/a?b=%20&c=[1]"),
        ],
    )
    def test_the_target_is_what_was_written(self, written: str, sent: str) -> None:
        with serving(answers(OK)) as server:
            send(request(server.url + written))
        assert server.received[0].split(b" ")[1].decode() == sent

    def test_own_host_and_bytes_above_ascii_go_out_as_given(self) -> None:
        with serving(answers(OK)) as server:
            send(request(server.url, headers=(("X-Name", "Sm\xf6r"), ("Host", "example.test"))))
        assert b"X-Name: Sm\xf6r\r\n" in server.received[0]
        assert server.received[0].count(b"example.test") == 1
        assert server.received[0].lower().count(b"host:") == 1

    def test_a_big_body_arrives_whole(self) -> None:
        body = bytes(range(256)) * 20_000
        with serving(answers(OK)) as server:
            assert response(send(request(server.url, body=body))).status == 200
        assert server.received[0].endswith(b"\r\n\r\n" + body)

    def test_an_empty_body_says_so(self) -> None:
        with serving(answers(OK)) as server:
            send(request(server.url, body=b""))
        assert b"Content-Length: 0\r\n" in server.received[0]

    def test_no_cookie_is_carried_over(self) -> None:
        raw = b"HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n"
        with serving(answers(raw)) as server:
            send(request(server.url), request(server.url))
        assert len(server.received) == 2
        assert b"ookie" not in server.received[1]

    def test_proxies_of_the_environment_are_not_used(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, "http://127.0.0.1:1")
        with serving(answers(OK)) as server:
            assert response(send(request(server.url))).status == 200


class TestAnswers:
    def test_head_and_body_come_back_byte_for_byte(self) -> None:
        packed = gzip.compress(b"hello")
        raw = (
            b"HTTP/1.1 207 Odd Reason\r\nx-TWO: 2\r\nX-One: 1\r\nx-two: \xe9\r\nContent-Encoding: gzip\r\n"
            b"Content-Length: %d\r\n\r\n%b" % (len(packed), packed)
        )
        with serving(answers(raw)) as server:
            result = send(request(server.url))
        got = response(result)
        assert (got.status, got.reason, got.http_version) == (207, "Odd Reason", "HTTP/1.1")
        assert got.headers[:3] == (("x-TWO", "2"), ("X-One", "1"), ("x-two", "\xe9"))
        assert got.body == packed
        assert result.remote == f"127.0.0.1:{server.port}"

    def test_chunks_are_joined(self) -> None:
        raw = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
        with serving(answers(raw)) as server:
            assert response(send(request(server.url))).body == b"abcde"

    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    def test_redirects_are_shown_not_followed(self, status: int) -> None:
        raw = b"HTTP/1.1 %d X\r\nLocation: /there\r\nContent-Length: 0\r\n\r\n" % status
        with serving(answers(raw)) as server:
            got = response(send(request(server.url)))
        assert got.status == status
        assert ("Location", "/there") in got.headers
        assert len(server.received) == 1

    def test_interim_answers_are_passed_over(self) -> None:
        with serving(answers(b"HTTP/1.1 103 Early Hints\r\n\r\n" + OK)) as server:
            assert response(send(request(server.url))).status == 200

    def test_an_endless_body_is_cut(self) -> None:
        with serving(endless_body) as server:
            got = response(send(request(server.url, total_limit_s=30.0, read_limit_s=10.0)))
        assert got.body_cut
        assert len(got.body) == RESPONSE_BODY_LIMIT

    def test_a_time_out_shows_the_wait(self) -> None:
        with serving(hangs) as server:
            timing = send(request(server.url, read_limit_s=0.3)).timing
        assert timing.wait_ms is not None
        assert 250 < timing.wait_ms <= timing.total_ms

    def test_what_the_program_loads_is_no_part_of_the_time(self, monkeypatch: pytest.MonkeyPatch) -> None:
        real = wire.tls_context

        def slow(request: OutgoingRequest) -> ssl.SSLContext:
            time.sleep(1.0)
            return real(request)

        monkeypatch.setattr(wire, "tls_context", slow)
        with serving(answers(OK)) as server:
            assert send(request(server.url)).timing.total_ms < 900

    @given(
        st.lists(st.sampled_from(EVENTS), unique=True),
        st.lists(st.floats(0, 5), min_size=20, max_size=20),
        st.booleans(),
    )
    def test_phases_add_up_whatever_happens(self, events: list[str], steps: list[float], tunnel: bool) -> None:
        now = [0.0]
        trace = Trace(tunnel=tunnel, clock=lambda: now[0])

        async def play() -> None:
            for event, step in zip(events, steps, strict=False):
                now[0] += step
                await trace(event, {})

        asyncio.run(play())
        now[0] += steps[-1]
        timing = trace.timing()
        phases = [getattr(timing, f"{name}_ms") for name in ("dns", "connect", "tls", "send", "wait", "receive")]
        assert all(phase is None or phase >= 0 for phase in phases)
        assert timing.total_ms == pytest.approx(sum(phase or 0 for phase in phases))

    @given(st.integers(0, len(ORDER)), st.booleans(), st.lists(st.floats(0, 5), min_size=20, max_size=20))
    def test_phases_are_all_of_the_time_on_the_wire(self, until: int, fails: bool, steps: list[float]) -> None:
        now = [7.0]
        trace = Trace(clock=lambda: now[0])

        async def play() -> float:
            began = 0.0
            for place, (event, step) in enumerate(zip(ORDER[:until], steps, strict=False)):
                # Only the phases themselves take time, not what happens between them.
                now[0] += step if event.endswith(("complete", "failed")) else 0.0
                began = began or now[0]
                last = place == until - 1
                await trace(event.replace("complete", "failed") if last and fails else event, {})
            return began

        began = asyncio.run(play())
        assert trace.timing().total_ms == pytest.approx((now[0] - began) * 1000 if began else 0.0)

    def test_phases_add_up(self) -> None:
        with serving(answers(OK)) as server:
            timing = send(request(server.url)).timing
        phases = (timing.connect_ms, timing.send_ms, timing.wait_ms, timing.receive_ms)
        assert all(phase is not None and phase >= 0 for phase in phases)
        assert timing.tls_ms is None
        assert sum(phase or 0 for phase in phases) == pytest.approx(timing.total_ms)


class TestFailures:
    def test_refused(self) -> None:
        with free_port() as port:
            result = send(request(f"http://127.0.0.1:{port}/"))
        missed = failure(result)
        assert (missed.kind, missed.code, missed.params["port"]) == ("refused", "send-refused", port)
        assert result.sent_headers == ()
        assert result.remote == ""

    def test_unknown_host(self) -> None:
        missed = failure(send(request("http://no-such-host.invalid/hook", connect_limit_s=20.0, total_limit_s=30.0)))
        assert missed.kind == "unknown-host"
        assert missed.code in ("send-unknown-host", "send-no-network")

    def test_nobody_accepts(self) -> None:
        with full_backlog() as port:
            missed = failure(send(request(f"http://127.0.0.1:{port}/", connect_limit_s=0.3)))
        assert (missed.kind, missed.code) == ("timeout", "send-timeout-connect")

    @pytest.mark.parametrize(
        ("behaviour", "kind", "code"),
        [
            (hangs, "timeout", "send-timeout-read"),
            (drips, "timeout", "send-timeout-total"),
            (endless_head, "protocol", "send-endless-head"),
            (resets, "reset", "send-reset-silent"),
            (closes_at_once, "reset", "send-closed-silent"),
            (answers(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this"), "reset", "send-cut-body"),
            (answers(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"), "reset", "send-cut-body"),
            (answers(b"HTTP/1.1 200 OK\r\nX-Half"), "reset", "send-cut-head"),
            (answers(b"HTTP/1.1 20"), "reset", "send-cut-head"),
            (answers(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"), "protocol", "send-protocol-body"),
            (answers(b"SSH-2.0-OpenSSH_9.2\r\n"), "protocol", "send-protocol-line"),
            (answers(b"\x00\xff\x00rubbish\r\n\r\n"), "protocol", "send-protocol-line"),
            (answers(b"\x15\x03\x01\x00\x02\x02\x46"), "protocol", "send-protocol-tls"),
            (answers(b"\x15\x03\x03\x00\x02\x01\x00\r\n\r\n"), "protocol", "send-protocol-tls"),
            (
                answers(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"),
                "protocol",
                "send-protocol-line",
            ),
            (answers(b"HTTP/1.1 200 OK\r\nNo colon here\r\n\r\n"), "protocol", "send-protocol-line"),
        ],
    )
    def test_misbehaving_receivers(self, behaviour: Behaviour, kind: str, code: str) -> None:
        with serving(behaviour) as server:
            begun = time.monotonic()
            missed = failure(send(request(server.url, read_limit_s=0.4, total_limit_s=1.2)))
            assert time.monotonic() - begun < 20
        assert (missed.kind, missed.code) == (kind, code)

    @pytest.mark.parametrize(
        ("raw", "line", "text"),
        [
            (b"SSH-2.0-OpenSSH_9.2\r\n", 1, "SSH-2.0-OpenSSH_9.2"),
            (b"220 mail.test ESMTP\r\n", 1, "220 mail.test ESMTP"),
            (b"HTTP/1.1 OK\r\nA: b\r\n\r\n", 1, "HTTP/1.1 OK"),
            (b"HTTP/1.1 200 OK\r\nA: b\r\nNo colon\r\n\r\nok", 3, "No colon"),
            (b"HTTP/1.1 200 OK\r\nA: b\r\nBad name: c\r\n\r\nok", 3, "Bad name: c"),
            (b"HTTP/1.1 200 OK\r\nA: \x00\r\n\r\nok", 2, r"A: \x00"),
            (b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", 3, "Content-Length: 2"),
            (b"HTTP/1.1 200 OK\r\nContent-Length: two\r\n\r\nab", 2, "Content-Length: two"),
        ],
    )
    def test_a_broken_answer_names_the_line_and_is_kept(self, raw: bytes, line: int, text: str) -> None:
        with serving(answers(raw)) as server:
            result = send(request(server.url))
        missed = failure(result)
        assert (missed.code, missed.params["line"], missed.params["text"]) == ("send-protocol-line", line, text)
        assert result.heard == Message((), raw)

    @pytest.mark.parametrize(
        "tail", [b"Content-Length: 100\r\n\r\nonly this", b"Transfer-Encoding: chunked\r\n\r\n9\r\nonly this"]
    )
    def test_of_a_cut_answer_head_and_body_are_kept(self, tail: bytes) -> None:
        with serving(answers(b"HTTP/1.1 202 Accepted\r\nX-Id: 7\r\n" + tail)) as server:
            result = send(request(server.url))
        missed = failure(result)
        assert (missed.params["status"], missed.params["got"]) == (202, 9)
        assert result.heard is not None
        assert result.heard.headers[0] == ("X-Id", "7")
        assert result.heard.body == b"only this"

    @pytest.mark.parametrize("secure", [False, True])
    @pytest.mark.parametrize("status", [200, 401, 413])
    @pytest.mark.parametrize("then", ["closes", "resets", "waits", "reads on"])
    def test_an_early_answer_to_a_large_body_is_shown(self, status: int, then: str, secure: bool) -> None:
        raw = b"HTTP/1.1 %d Early\r\nContent-Length: 5\r\nConnection: close\r\n\r\nearly" % status
        got: list[int] = []

        def early(connection: socket.socket, server: Server) -> None:
            # Otherwise the server's system holds the answer back until the preceding bytes are acknowledged.
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            head = connection.recv(1000)
            connection.sendall(raw)
            if then == "resets":
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            elif then == "waits":
                server.ended.wait(20)
            elif then == "reads on":
                size = len(head)
                while part := connection.recv(1 << 20):
                    size += len(part)
                got.append(size)

        tls = TestTls()
        with serving(early, tls=tls.server_context() if secure else None) as server:
            url = f"{'https' if secure else 'http'}://127.0.0.1:{server.port}/"
            made = request(url, body=bytes(12_000_000), read_limit_s=8.0, total_limit_s=16.0)
            result = send(made, tls=tls.client_context() if secure else None)
        if then == "resets" and isinstance(result.outcome, Failure):
            assert result.outcome.kind in ("reset", "tls")  # the reset destroyed the answer before it was read
            return
        assert (response(result).status, response(result).body) == (status, b"early")
        assert not got or got[0] > 12_000_000

    @pytest.mark.parametrize(
        "url",
        [
            "",
            "no address",
            "ftp://example.test/",
            "http://",
            "http:///path",
            "http://user:pw@127.0.0.1/",
            "http://127.0.0.1:0/",
            "http://127.0.0.1:65536/",
            "http://127.0.0.1:99999/",
            "http://127.0.0.1:80a/",
            "http://127.0.0.1:²/",
            "http://127.0.0.1:/",
            "http://a..b/",
            f"http://{'a' * 64}.test/",
            "http://127.0.0.1 b/a",
            "http://127.0.0.1/a\nb",
            "http://127.0.0.1/\ud800",
            "http://[::1/",
            "http://[zz]/",
        ],
    )
    def test_addresses_that_cannot_be(self, url: str) -> None:
        missed = failure(send(request(url)))
        assert missed.code == "send-bad-url"

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("X-Auth-Token", f"{TOKEN}\r\nX-Injected: 1"),
            ("X-Auth-Token", f"{TOKEN}\n"),
            ("X-Auth-Token", f"{TOKEN}\x00"),
            ("X-Auth-Token", f" {TOKEN}"),
            ("X-Auth-Token", f"{TOKEN} "),
            ("X-Auth-Token", f"{TOKEN}\u20ac"),
            ("X-Auth-Token", f"{TOKEN}\ud800"),
            ("Bad Name", TOKEN),
            ("", TOKEN),
            (f"X:{TOKEN}", "1"),
        ],
    )
    def test_headers_that_cannot_be_sent_are_named_without_their_value(self, name: str, value: str) -> None:
        with serving(answers(OK)) as server:
            missed = failure(send(request(server.url, headers=((name, value),))))
        assert missed.code == "send-other"
        assert server.received == []

    def test_a_wrong_content_length_is_a_value_too(self) -> None:
        with serving(answers(OK)) as server:
            missed = failure(send(request(server.url, headers=(*HEADERS, ("Content-Length", "3")))))
        assert missed.code == "send-other"
        assert server.received == []

    def test_cancelling_closes_the_connection_at_once(self) -> None:
        with serving(hangs) as server:

            async def run() -> float:
                sender = NetworkSender()
                task = asyncio.create_task(sender.send(request(server.url, read_limit_s=20.0, total_limit_s=20.0)))
                while not server.received:  # noqa: ASYNC110 - the server is a thread
                    await asyncio.sleep(0.01)
                begun = time.monotonic()
                task.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await task
                took = time.monotonic() - begun
                await asyncio.to_thread(server.closed_by_client.wait, 5)
                await sender.close()
                return took

            assert asyncio.run(run()) < 0.5
            assert server.closed_by_client.is_set()

    def test_nothing_secret_is_logged(self, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.DEBUG)
        with serving(answers(OK)) as server:
            send(request(f"{server.url}/?token={TOKEN}"))
            send(request(server.url, headers=(("X-Auth-Token", f"{TOKEN}\n"),)))
        assert TOKEN not in caplog.text


class TestTls:
    authority = trustme.CA()

    def server_context(self, **kwargs: object) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.authority.issue_cert(*kwargs.pop("names", ("127.0.0.1",)), **kwargs).configure_cert(context)
        return context

    def client_context(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        self.authority.configure_trust(context)
        return context

    def test_a_good_certificate(self) -> None:
        with serving(answers(OK), tls=self.server_context()) as server:
            result = send(request(f"https://127.0.0.1:{server.port}/"), tls=self.client_context())
        assert response(result).status == 200
        assert result.timing.tls_ms is not None

    def test_unknown_issuer(self) -> None:
        with serving(answers(OK), tls=self.server_context()) as server:
            missed = failure(send(request(f"https://127.0.0.1:{server.port}/")))
        assert (missed.kind, missed.code) == ("tls", "send-tls-issuer")
        assert server.received == []

    def test_expired(self) -> None:
        past = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
        with serving(
            answers(OK), tls=self.server_context(not_before=past, not_after=past.replace(year=2021))
        ) as server:
            missed = failure(send(request(f"https://127.0.0.1:{server.port}/"), tls=self.client_context()))
        assert (missed.kind, missed.code) == ("tls", "send-tls-expired")
        assert server.received == []

    @pytest.mark.parametrize("names", [("other.test",), ("127.0.0.2",)])
    def test_wrong_host(self, names: tuple[str, ...]) -> None:
        with serving(answers(OK), tls=self.server_context(names=names)) as server:
            missed = failure(send(request(f"https://127.0.0.1:{server.port}/"), tls=self.client_context()))
            named = failure(send(request(f"https://localhost:{server.port}/"), tls=self.client_context()))
        assert (missed.kind, missed.code) == ("tls", "send-tls-host")
        assert named.code == "send-tls-host"
        assert server.received == []

    def test_plain_http_on_the_port(self) -> None:
        with serving(answers(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")) as server:
            server.received.append(b"")  # this is not a request
            missed = failure(send(request(f"https://127.0.0.1:{server.port}/", connect_limit_s=2.0)))
        assert (missed.kind, missed.code) in (("tls", "send-tls-plain"), ("timeout", "send-timeout-tls"))

    def test_plain_rubbish_on_the_port(self) -> None:
        def speaks_first(connection: object, _: object) -> None:
            connection.sendall(b"220 mail.test ESMTP\r\n")  # type: ignore[attr-defined]
            connection.recv(65536)  # type: ignore[attr-defined]

        with serving(speaks_first) as server:
            missed = failure(send(request(f"https://127.0.0.1:{server.port}/")))
        assert (missed.kind, missed.code) == ("tls", "send-tls-plain")

    def test_closed_in_the_handshake(self) -> None:
        with serving(lambda connection, _: connection.recv(100) and None) as server:
            missed = failure(send(request(f"https://127.0.0.1:{server.port}/")))
        assert missed.kind in ("tls", "reset")

    def test_silent_in_the_handshake(self) -> None:
        with serving(never_shakes_hands) as server:
            missed = failure(send(request(f"https://127.0.0.1:{server.port}/", connect_limit_s=0.3)))
        assert (missed.kind, missed.code) == ("timeout", "send-timeout-tls")

    def test_plain_request_to_a_tls_port(self) -> None:
        with serving(answers(OK), tls=self.server_context()) as server:
            missed = failure(send(request(f"http://127.0.0.1:{server.port}/")))
        assert missed.code in ("send-protocol-tls", "send-reset-silent", "send-closed-silent")
        assert "https://" in sentence(missed.code, missed.params)

    def test_only_old_versions(self) -> None:
        context = self.server_context()
        context.set_ciphers("DEFAULT:@SECLEVEL=0")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1
        with serving(answers(OK), tls=context) as server:
            missed = failure(send(request(f"https://127.0.0.1:{server.port}/"), tls=self.client_context()))
        assert (missed.kind, missed.code) == ("tls", "send-tls-version")
        assert server.received == []

    def test_own_authorities_and_no_verification(self, tmp_path: Path) -> None:
        own = tmp_path / "own.pem"
        self.authority.cert_pem.write_to_path(str(own))
        with serving(answers(OK), tls=self.server_context()) as server:
            url = f"https://127.0.0.1:{server.port}/"
            trusted = send(request(url, ca_file=str(own)))
            blind = send(request(url, verify=False))
        for result, verified in ((trusted, True), (blind, False)):
            assert response(result).status == 200
            assert result.tls is not None
            assert result.tls.verified is verified
            assert result.tls.version.startswith("TLSv1.")
            assert result.tls.certificate is not None
            assert result.tls.certificate.names == ("127.0.0.1",)

    @pytest.mark.parametrize("content", [None, b"", b"no certificate"])
    def test_a_bad_file_of_authorities_is_told_and_nothing_sent(self, tmp_path: Path, content: bytes | None) -> None:
        own = tmp_path / "own.pem"
        if content is not None:
            own.write_bytes(content)
        with serving(answers(OK), tls=self.server_context()) as server:
            missed = failure(send(request(f"https://127.0.0.1:{server.port}/", ca_file=str(own))))
        assert (missed.kind, missed.code) == ("tls", "send-ca-file")
        assert server.received == []


class TestProxies:
    """A proxy only when chosen, never for this computer; the proxy resolves the target's name."""

    def test_plain_requests_go_through_it_as_they_were_written(self) -> None:
        with serving(answers(OK)) as proxy:
            wanted = request("http://erp.example/a/../b?c=%7E", proxy=proxy.url)
            result = send(wanted)
            head = head_of(wanted)
        assert response(result).status == 200
        assert result.proxy == proxy.url
        assert proxy.received[0] == head.text().encode("latin-1") + wanted.body
        assert proxy.received[0].startswith(b"POST http://erp.example/a/../b?c=%7E HTTP/1.1\r\nHost: erp.example\r\n")

    def test_tls_goes_through_a_tunnel(self) -> None:
        with serving(answers(b"HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n")) as proxy:
            result = send(request("https://erp.example/hook", proxy=proxy.url))
        missed = failure(result)
        assert (missed.code, missed.params["status"]) == ("send-proxy-no", "407")
        assert proxy.received[0].startswith(b"CONNECT erp.example:443 HTTP/1.1\r\n")
        assert TOKEN.encode() not in proxy.received[0]
        assert result.sent_headers == ()

    def test_a_tunnel_carries_the_request(self) -> None:
        authority = trustme.CA()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("erp.example").configure_cert(context)
        trust = ssl.create_default_context()
        authority.configure_trust(trust)
        with serving(answers(OK), tls=context) as server, serving(tunnel_to(server.port)) as proxy:
            result = send(request("https://erp.example/a/../b", proxy=proxy.url), tls=trust)
        assert response(result).status == 200
        assert server.received[0].startswith(b"POST /a/../b HTTP/1.1\r\nHost: erp.example\r\n")
        assert result.timing.tls_ms is not None

    def test_it_does_not_answer(self) -> None:
        with free_port() as port:
            missed = failure(send(request("http://erp.example/", proxy=f"http://127.0.0.1:{port}")))
        assert (missed.kind, missed.code) == ("other", "send-proxy")
        assert "refused" in str(missed.params["what"])

    def test_the_systems_is_used_only_when_chosen_and_its_password_never_shown(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with serving(answers(OK)) as proxy:
            monkeypatch.setenv("http_proxy", f"http://user:{TOKEN}@127.0.0.1:{proxy.port}")
            monkeypatch.delenv("no_proxy", raising=False)
            result = send(request("http://erp.example/", proxy="system"))
            monkeypatch.setenv("no_proxy", "erp.example")
            failure(send(request("http://erp.example/", proxy="system", connect_limit_s=0.2)))
        assert response(result).status == 200
        assert result.proxy == f"http://127.0.0.1:{proxy.port}"
        assert TOKEN not in repr(result)
        assert len(proxy.received) == 1

    @pytest.mark.parametrize("choice", ["system", "http://127.0.0.1:1"])
    def test_never_to_this_computer(self, monkeypatch: pytest.MonkeyPatch, choice: str) -> None:
        monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
        with serving(answers(OK)) as server:
            result = send(request(server.url, proxy=choice))
        assert response(result).status == 200
        assert result.proxy == ""


def test_the_head_is_known_before_byte_for_byte() -> None:
    for path in ("", "/å?q=ö&token=1", "/a/../b//c#x"):
        with serving(answers(OK)) as server:
            wanted = request(f"http://LocalHost:{server.port}{path}", headers=(("x-b", "1"), ("X-B", "\xe5"), *HEADERS))
            head = head_of(wanted)
            send(wanted)
        assert server.received[0] == head.text().encode("latin-1") + wanted.body


@pytest.mark.parametrize("url", ["http://169.254.169.254/", "http://[fe80::1]/"])
def test_link_local_addresses_have_to_be_meant(url: str) -> None:
    assert failure(send(request(url))).code == "send-link-local"


def head_of(wanted: OutgoingRequest) -> Head:
    found = asyncio.run(NetworkSender().head(wanted))
    assert isinstance(found, Head)
    return found


def tunnel_to(port: int) -> Behaviour:
    """A proxy that forwards every CONNECT to a port of this computer."""

    def behave(connection: socket.socket, server: Server) -> None:
        server.received.append(read_request(connection))
        with socket.create_connection(("127.0.0.1", port)) as other:
            connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            while not server.ended.is_set():
                ready, _, _ = select.select([connection, other], [], [], 0.05)
                for end in ready:
                    data = end.recv(65536)
                    if not data:
                        return
                    (other if end is connection else connection).sendall(data)

    return behave


def test_httpx_is_loaded_only_when_a_request_leaves() -> None:
    code = "import sys, ongoing_desktop.transport as t; t.NetworkSender(); sys.exit('httpx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

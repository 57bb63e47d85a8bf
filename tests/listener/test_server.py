"""Real sockets over a fake history: slow, broken, many and large."""

from __future__ import annotations

import gzip
import json
import socket
import struct
import threading
import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

import brotli
import pytest

from ongoing_desktop.domain.bind import is_open
from ongoing_desktop.domain.errors import ListenerError, StorageError, StorageFull, StorageLocked
from ongoing_desktop.domain.exchange import NewExchange
from ongoing_desktop.domain.limits import Limits
from ongoing_desktop.domain.snapshot import ListenerSnapshot
from ongoing_desktop.listener.listening_sockets import open_sockets
from ongoing_desktop.listener.matcher import RequestMatcher
from ongoing_desktop.listener.platform import network_addresses
from ongoing_desktop.listener.server import STOOD_STILL_S
from ongoing_desktop.wording.request_warnings import remark_sentences, trailers_of
from tests.helpers import until
from tests.listener.makers import (
    CATALOGUE,
    FakeHistory,
    ask,
    closes,
    hook,
    read_answer,
    readable,
    request,
    running,
    snapshot,
)
from tests.listener.test_matcher import payload

QUICK = Limits(header_s=0.6, body_window_s=0.6, keep_alive_s=0.8, linger_s=0.3, stop_s=0.3)


def test_the_answer_waits_for_the_commit(tmp_path: Path) -> None:
    history = FakeHistory()
    history.gate.clear()
    with running(tmp_path, history=history) as listener, listener.connect() as connection:
        connection.sendall(request(b"hello"))
        connection.settimeout(0.3)
        with pytest.raises(TimeoutError):
            connection.recv(1)
        connection.settimeout(10)
        history.gate.set()
        assert read_answer(connection)[0] == 200
        row = listener.row()
        assert (row.method, row.target, row.status, row.body.data) == ("POST", "/hook", 200, b"hello")
        assert row.judgement is not None
        assert row.judgement.verdict == "open"
        assert listener.answers() == ["sent"]
        assert history.outcomes[0].duration_us > 200_000


def test_answers_are_plain_and_reflect_nothing(tmp_path: Path) -> None:
    mark = b"zzMARKzz"
    with running(tmp_path) as listener:
        for data in (
            request(mark, b"Origin: https://" + mark + b"\r\nX-A: " + mark + b"\r\n", b"POST /" + mark + b" HTTP/1.1"),
            request(b"", b"X-Auth-Token: " + mark + b"\r\n", b"TRACE /" + mark + b" HTTP/1.1"),
            b"BROKEN " + mark + b"\r\n",
            request(b"", b"Origin: x\r\nAccess-Control-Request-Method: POST\r\n", b"OPTIONS / HTTP/1.1"),
        ):
            _, fields, body = ask(listener, data)
            assert mark not in body
            assert mark.decode() not in str(fields)
            assert fields["content-type"].startswith("text/plain")
            assert fields["x-content-type-options"] == "nosniff"
            assert not [name for name in fields if name.startswith("access-control") or name == "server"]


def test_odd_forms_are_kept_and_marked(tmp_path: Path) -> None:
    chunks = b"5 ;x\r\nhello\r\n0\r\nX-Sum: 1\r\nX-Auth-Token: topsecret\r\n\r\n"
    made = snapshot(hook("a", authentication="x-auth-token", url="https://erp.example/é"), secrets={"a": "topsecret"})
    with running(tmp_path, made=made) as listener:
        for target in (b"/\xc3\xa9", b"/caf\xe9"):
            line = b"POST " + target + b" HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
            assert ask(listener, line + chunks)[0] == 200
        raw, escaped = listener.row(1), listener.row(2)
    assert (raw.target, escaped.target, raw.body.data) == ("/é", "/caf%E9", b"hello")
    assert raw.judgement is not None
    assert escaped.judgement is not None
    # A credential after the body proves nothing, but is redacted too.
    assert (raw.judgement.webhook, raw.judgement.reason_code) == ("a", "header-absent")
    assert "topsecret" not in repr(raw)
    told = [remark_sentences("", row.judgement.params) for row in (raw, escaped)]  # type: ignore[union-attr]
    assert ["percent-encoded; some servers" in " ".join(told[0]), "not UTF-8" in " ".join(told[1])] == [True, True]
    assert "These fields followed the body, as trailers: X-Sum, X-Auth-Token." in told[0]
    assert trailers_of(raw.judgement.params)[0] == ("X-Sum", "1")


@pytest.mark.parametrize(
    ("coding", "head"),
    [
        (gzip.compress, b"Content-Encoding: gzip\r\n"),
        (zlib.compress, b"Content-Encoding: deflate\r\n"),
        (brotli.compress, b"Content-Encoding: br\r\n"),
        (lambda data: data.decode().encode("utf-16"), b"Content-Type: application/json; charset=utf-16\r\n"),
        (lambda data: data.decode().encode("utf-16-le"), b"Content-Type: application/json\r\n"),
        (lambda data: data.decode().encode("latin-1"), b"Content-Type: application/json;charset=iso-8859-1\r\n"),
        (lambda data: b"\xef\xbb\xbf" + data, b""),
    ],
    ids=["gzip", "deflate", "br", "utf-16", "no-mark", "latin-1", "mark"],
)
def test_a_coded_payload_is_recognised_and_kept_as_it_came(
    tmp_path: Path, coding: Callable[[bytes], bytes], head: bytes
) -> None:
    data = json.loads(payload("order-picked", webhookEventId=77))
    body = coding(json.dumps({**data, "note": "Å"}, ensure_ascii=False).encode())
    with running(tmp_path, made=snapshot(hook("a"))) as listener:
        assert ask(listener, request(body, head))[0] == 200
        row = listener.row()
    assert row.body.data == body
    assert row.judgement is not None
    found = row.judgement
    assert (found.type, found.event_id, found.goods_owner_id, found.system) == ("order-picked", 77, 12, "demo")


def test_a_bomb_is_kept_without_being_blown_up(tmp_path: Path) -> None:
    bomb = gzip.compress(b" " * 300_000_000)
    with running(tmp_path) as listener:
        assert ask(listener, request(bomb, b"Content-Encoding: gzip\r\n"))[0] == 200
        assert listener.row().body.size == len(bomb)
        assert listener.row().judgement.type == "order-picked"  # type: ignore[union-attr]
        assert listener.row().judgement.params["no_event"] == "coded"  # type: ignore[union-attr]


def test_pipelined_requests_are_answered_in_order(tmp_path: Path) -> None:
    with running(tmp_path) as listener, listener.connect() as connection:
        connection.sendall(b"".join(request(b"%d" % number) for number in range(50)))
        assert [read_answer(connection)[0] for _ in range(50)] == [200] * 50
        assert [row.body.data for row in listener.history.rows] == [b"%d" % number for number in range(50)]


def test_a_good_request_counts_though_rubbish_follows(tmp_path: Path) -> None:
    with running(tmp_path) as listener, listener.connect() as connection:
        connection.sendall(request(b"good") + b"\x00\x01rubbish")
        assert read_answer(connection)[0] == 200
        assert read_answer(connection)[0] == 400
        assert closes(connection)
        assert listener.row(1).body.data == b"good"
        assert listener.row(2).judgement.verdict == "malformed"  # type: ignore[union-attr]


def test_a_malformed_request_is_kept_without_its_credentials(tmp_path: Path) -> None:
    made = snapshot(hook("a", authentication="x-auth-token"), secrets={"a": "topsecret"})
    with running(tmp_path, made=made) as listener:
        data = request(
            b"", b"X-Auth-Token: topsecret\r\nX-Other: topsecret\r\nBroken header\r\n", b"POST /p?token=q1q1 HTTP/1.1"
        )
        assert ask(listener, data)[0] == 400
        row = listener.row()
        assert row.judgement is not None
        assert (row.judgement.verdict, row.judgement.reason_code, row.status) == ("malformed", "header-no-colon", 400)
        assert row.method == "POST"
        assert row.body.data.startswith(b"POST /p?token=")
        everything = row.body.data + repr(row.headers).encode() + row.target.encode()
        assert b"topsecret" not in everything
        assert b"q1q1" not in everything


def test_credentials_of_good_requests_are_redacted_unless_the_webhook_keeps_them(tmp_path: Path) -> None:
    made = snapshot(
        hook("a", authentication="x-auth-token"),
        hook("b", authentication="x-auth-token", url="https://x.example/raw", keep_raw=True),
        secrets={"a": "topsecret", "b": "topsecret"},
    )
    with running(tmp_path, made=made) as listener:
        for line in (b"POST /hook?key=topsecret HTTP/1.1", b"POST /raw?key=topsecret HTTP/1.1"):
            assert ask(listener, request(b"", b"X-Auth-Token: topsecret\r\nCookie: c=1\r\n", line))[0] == 200
        redacted, raw = listener.row(1), listener.row(2)
        assert redacted.judgement is not None
        assert (redacted.judgement.verdict, redacted.judgement.webhook) == ("verified", "a")
        assert "topsecret" not in repr(redacted)
        assert [name for name, _ in redacted.headers] == ["Host", "X-Auth-Token", "Cookie", "Content-Length"]
        assert ("X-Auth-Token", "topsecret") in raw.headers
        assert raw.target == "/raw?key=topsecret"


@pytest.mark.parametrize(
    ("error", "status"),
    [(StorageFull("storage-full"), 507), (StorageLocked("storage-locked"), 503), (StorageError("storage-x"), 507)],
)
def test_what_could_not_be_saved_is_no_success(
    tmp_path: Path, error: StorageError, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(_: Sequence[NewExchange]) -> StorageError | None:
        return error

    history = FakeHistory(error=refuse)
    with running(tmp_path, history=history) as listener:
        assert ask(listener, request(b"x"))[0] == status
        assert listener.not_saved[-1] == 1
        history.error = lambda _: None
        assert ask(listener, request(b"y"))[0] == 200
        until(lambda: listener.not_saved[-1] == 0, "the all-clear")
        assert [row.body.data for row in history.rows] == [b"y"]
    caplog.clear()


def test_a_large_body_goes_through_a_private_file_that_is_removed(tmp_path: Path) -> None:
    body = bytes(range(256)) * 4096 * 5
    with running(tmp_path) as listener:
        history = listener.history
        history.gate.clear()
        with listener.connect() as connection:
            connection.sendall(request(body))
            files = until(lambda: list((tmp_path / "spool").iterdir()), "the file")
            assert files[0].stat().st_mode & 0o777 == 0o600
            history.gate.set()
            assert read_answer(connection)[0] == 200
        assert history.bodies == [body]
        until(lambda: not list((tmp_path / "spool").iterdir()), "the file to go")


def test_a_large_body_cut_off_leaves_no_file(tmp_path: Path) -> None:
    with running(tmp_path) as listener:
        with listener.connect() as connection:
            connection.sendall(b"POST /hook HTTP/1.1\r\nHost: a\r\nContent-Length: 9000000\r\n\r\n" + b"x" * 3_000_000)
            until(lambda: list((tmp_path / "spool").iterdir()), "the file")
        row = listener.row()
        assert row.judgement is not None
        assert (row.judgement.verdict, row.judgement.reason_code) == ("malformed", "cut-off")
        until(lambda: not list((tmp_path / "spool").iterdir()), "the file to go")


def test_a_folder_that_takes_no_body_is_507(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with running(tmp_path) as listener:
        (tmp_path / "spool").rmdir()
        assert ask(listener, request(b"x" * 2_000_000))[0] == 507
        assert listener.not_saved[-1] == 1
        assert ask(listener, request(b"small"))[0] == 200
    caplog.clear()


@pytest.mark.parametrize(
    ("start", "code"),
    [
        (b"POST / HTTP/1.1\r\nX-A: a", "header-timeout"),
        (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nonly", "body-timeout"),
    ],
)
def test_a_slow_sender_is_told_and_closed(tmp_path: Path, start: bytes, code: str) -> None:
    with running(tmp_path, limits=QUICK) as listener, listener.connect() as connection:
        connection.sendall(start)
        assert read_answer(connection)[0] == 408
        assert closes(connection)
        assert listener.row().judgement.reason_code == code  # type: ignore[union-attr]


def test_an_idle_connection_is_closed_without_a_word(tmp_path: Path) -> None:
    with running(tmp_path, limits=QUICK) as listener, listener.connect() as fresh, listener.connect() as used:
        used.sendall(request(b"x"))
        assert read_answer(used)[0] == 200
        assert fresh.recv(100) == used.recv(100) == b""
        assert len(listener.history.rows) == 1


def test_a_steady_slow_body_is_taken(tmp_path: Path) -> None:
    with running(tmp_path, limits=replace(QUICK, body_window_bytes=10)) as listener, listener.connect() as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 200\r\n\r\n")
        for _ in range(20):
            connection.sendall(b"x" * 10)
            time.sleep(0.08)
        assert read_answer(connection)[0] == 200


def test_two_hundred_half_requests_do_not_delay_a_good_one(tmp_path: Path) -> None:
    with running(tmp_path) as listener:
        held = [listener.connect() for _ in range(200)]
        for connection in held:
            connection.sendall(b"POST / HTTP/1.1\r\nX-")
        assert ask(listener, request(b"good"))[0] == 200
        assert not any(readable(connection) for connection in held), "none had to give way first"
        for connection in held:
            connection.close()


def test_more_connections_than_allowed_wait_and_idle_ones_make_room(tmp_path: Path) -> None:
    with running(tmp_path, limits=replace(QUICK, connections=4, header_s=1.0)) as listener:
        idle = listener.connect()
        idle.sendall(request(b"x"))
        assert read_answer(idle)[0] == 200
        held = [listener.connect() for _ in range(3)]
        for connection in held:
            connection.sendall(b"POST / HTTP/1.1\r\n")
        assert ask(listener, request(b"y"))[0] == 200  # in place of the idle one, or when a slow one exceeds its time
        for connection in [idle, *held]:
            connection.close()


def test_many_tiny_chunks_leave_turns_for_others(tmp_path: Path) -> None:
    with running(tmp_path) as listener, listener.connect() as busy:
        threading.Thread(
            target=busy.sendall,
            args=(
                b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                + b"1\r\nx\r\n" * 50_000
                + b"0\r\n\r\n",
            ),
        ).start()
        slowest = 0.0
        for _ in range(10):
            began = time.monotonic()
            assert ask(listener, request(b"good"))[0] == 200
            slowest = max(slowest, time.monotonic() - began)
        assert read_answer(busy)[0] == 200
        assert slowest < 1
        assert b"x" * 50_000 in listener.history.bodies


@pytest.mark.parametrize(
    "data",
    [
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n" + b"x" * 100,
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 999999999\r\n\r\n" + b"x" * 70000,
        b"POST /u HTTP/1.1\r\nHost: a\r\nUpgrade: h2c\r\nContent-Length: 2\r\n\r\n{}PRI",
    ],
)
def test_a_reset_behind_a_refusal_is_quiet(tmp_path: Path, data: bytes, caplog: pytest.LogCaptureFixture) -> None:
    with running(tmp_path) as listener:
        for _ in range(40):
            connection = listener.connect()
            connection.sendall(data)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.close()
        assert ask(listener, request(b"next"))[0] == 200
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


@pytest.mark.parametrize("host", ["", " ", "[]", "\t"])
def test_an_empty_address_is_refused_rather_than_every_one_taken(host: str) -> None:
    with pytest.raises(ListenerError) as caught:
        open_sockets(host, 0)
    assert caught.value.code == "listener-no-address"


@pytest.mark.parametrize(
    ("host", "others"),
    [
        ("127.0.0.1", False), ("127.0.0.2", False), ("127.1", False), ("localhost", False), ("LocalHost.", False),
        ("::1", False), ("[::1]", False), ("::ffff:127.0.0.1", False), ("0.0.0.0", True), ("::", True), ("[::]", True),
        ("::ffff:0.0.0.0", True),
    ],
)  # fmt: skip
def test_whether_others_reach_it_is_asked_of_the_bound_address(host: str, others: bool) -> None:
    sockets = open_sockets(host, 0)
    try:
        assert [is_open(sock.getsockname()[0]) for sock in sockets] == [others] * len(sockets)
    finally:
        for sock in sockets:
            sock.close()


@pytest.mark.parametrize("host", ["no host", "a" * 70, "999.1.1.1", "a..b", "127.0.0.1/x"])
def test_what_is_no_address_is_an_error_with_a_code(host: str) -> None:
    with pytest.raises(ListenerError) as caught:
        open_sockets(host, 0)
    assert caught.value.code == "listener-address"


@pytest.mark.parametrize(("host", "here"), [("0.0.0.0", "http://127.0.0.1:"), ("::", "http://[::1]:")])
def test_at_every_address_it_names_those_that_can_be_used(tmp_path: Path, host: str, here: str) -> None:
    with running(tmp_path, host=host) as listener:
        urls = listener.server.urls
    assert urls[0].startswith(here)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    assert [urlsplit(url).hostname for url in urls[1:]] == network_addresses(family)
    assert not [url for url in urls if urlsplit(url).hostname in ("0.0.0.0", "::")]


def test_clients_that_go_away_hurt_nobody(tmp_path: Path) -> None:
    history = FakeHistory()
    with running(tmp_path, history=history) as listener:
        history.gate.clear()
        connection = listener.connect()
        connection.sendall(request(b"gone"))
        until(lambda: listener.recorder.waiting or not history.rows, "the request")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()
        history.gate.set()
        assert listener.row().body.data == b"gone"
        assert listener.answers()[0] in ("failed", "sent")
        assert ask(listener, request(b"next"))[0] == 200


def test_half_closed_clients_are_answered(tmp_path: Path) -> None:
    with running(tmp_path) as listener, listener.connect() as connection:
        connection.sendall(request(b"hello"))
        connection.shutdown(socket.SHUT_WR)
        assert read_answer(connection)[0] == 200
        assert closes(connection)


def test_requests_sent_in_a_row_before_a_half_close_are_all_answered(tmp_path: Path) -> None:
    with running(tmp_path) as listener:
        for _ in range(20):
            client = listener.connect()
            with client:
                client.sendall(request(b"one") + request(b"two") + request(b"three"))
                client.shutdown(socket.SHUT_WR)
                assert [read_answer(client)[0] for _ in range(3)] == [200, 200, 200]
        assert len(listener.history.rows) == 60


def test_100_continue_and_401_before_the_body(tmp_path: Path) -> None:
    made = snapshot(
        hook("open"),
        hook("strict", url="https://x.example/strict", authentication="x-auth-token", on_refusal="401"),
        secrets={"strict": "t"},
    )
    expect = b"Host: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n"
    with running(tmp_path, made=made) as listener:
        with listener.connect() as connection:
            connection.sendall(b"POST /hook HTTP/1.1\r\n" + expect)
            assert read_answer(connection)[0] == 100
            connection.sendall(b"hello")
            assert read_answer(connection)[0] == 200
        with listener.connect() as connection:
            connection.sendall(b"POST /strict HTTP/1.1\r\n" + expect)
            status, fields, _ = read_answer(connection)
            assert (status, fields["connection"]) == (401, "close")
            assert closes(connection)
        assert listener.row(2).judgement.verdict == "refused"  # type: ignore[union-attr]


def test_a_new_snapshot_counts_from_the_next_request_on(tmp_path: Path) -> None:
    with running(tmp_path, made=snapshot()) as listener, listener.connect() as connection:
        connection.sendall(request(b"1"))
        read_answer(connection)
        listener.call(lambda: listener.server.use(RequestMatcher(snapshot(hook("a")), CATALOGUE)))
        connection.sendall(request(b"2"))
        read_answer(connection)
        assert [row.judgement.verdict for row in listener.history.rows] == ["unmatched", "open"]  # type: ignore[union-attr]


def test_both_loopback_addresses_listen_on_one_port(tmp_path: Path) -> None:
    with running(tmp_path) as listener:
        try:
            connection = socket.create_connection(("::1", listener.port), timeout=5)
        except OSError:
            pytest.skip("no IPv6 loopback here")
        with connection:
            connection.sendall(request(b"six"))
            assert read_answer(connection)[0] == 200
            assert listener.row().peer.startswith("[::1]:")


def test_a_taken_port_and_a_port_that_is_none() -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        with pytest.raises(ListenerError) as caught:
            open_sockets("127.0.0.1", holder.getsockname()[1])
        assert caught.value.code == "listener-port-taken"
    for port in (-1, 65536):
        with pytest.raises(ListenerError) as caught:
            open_sockets("127.0.0.1", port)
        assert caught.value.code == "listener-port-invalid"
    with pytest.raises(ListenerError) as caught:
        open_sockets("192.0.2.1", 0)
    assert caught.value.code == "listener-address"


def test_a_stopped_listener_finishes_what_it_has(tmp_path: Path) -> None:
    history = FakeHistory()
    with running(tmp_path, history=history, limits=QUICK) as listener:
        history.gate.clear()
        whole, half = listener.connect(), listener.connect()
        whole.sendall(request(b"whole"))
        half.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf")
        until(lambda: len(listener.server._slots.owners) == 2, "both")
        threading.Timer(0.2, history.gate.set).start()
    with whole, half:
        assert read_answer(whole)[0] == 200
        assert read_answer(half)[0] == 503
    assert history.rows[0].body.data == b"whole"
    assert len(history.outcomes) == 2


def test_a_mistake_in_judging_costs_the_verdict_not_the_request(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(RequestMatcher):
        def judge(self, *_: object) -> NoReturn:
            raise ZeroDivisionError

    with running(tmp_path) as listener:
        listener.call(lambda: listener.server.use(Broken(snapshot(hook()), CATALOGUE)))
        assert ask(listener, request(b"kept"))[0] == 200
        row = listener.row()
        assert row.judgement is not None
        assert (row.body.data, row.judgement.reason_code) == (b"kept", "judging-failed")
    caplog.clear()


def test_time_in_which_the_process_stood_still_does_not_count(tmp_path: Path) -> None:
    with running(tmp_path, limits=QUICK) as listener, listener.connect() as connection:
        connection.sendall(b"POST /hook HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhe")
        until(lambda: listener.server._slots.owners, "the connection")
        blocked = threading.Event()
        # The loop is blocked for longer than any limit, as under SIGSTOP; the rest arrives meanwhile.
        listener.loop.call_soon_threadsafe(lambda: (blocked.set(), time.sleep(STOOD_STILL_S + 0.6)))
        assert blocked.wait(5)
        connection.sendall(b"llo")
        assert read_answer(connection)[0] == 200


def test_limits_of_the_settings_count_for_the_next_connection(tmp_path: Path) -> None:
    body = b"x" * (2 * 1024 * 1024)
    small = snapshot(hook(), limits={"body": 1024 * 1024, "header_fields": 20, "keep_alive_s": True, "connections": -1})
    with running(tmp_path) as listener:
        assert ask(listener, request(body))[0] == 200
        listener.call(lambda: listener.server.use(RequestMatcher(small, CATALOGUE)))
        assert ask(listener, request(body))[0] == 413
        assert ask(listener, request(b"", b"".join(b"X-%d: 1\r\n" % number for number in range(20))))[0] == 431
        assert ask(listener, request(body[:1000]))[0] == 200
        assert (listener.server.handler.limits.connections, listener.server.handler.limits.keep_alive_s) == (512, 15.0)


def test_an_address_that_was_chosen_is_not_foreign(tmp_path: Path) -> None:
    def foreign(made: ListenerSnapshot, host: bytes) -> bool:
        with running(tmp_path, made=made) as listener:
            assert ask(listener, b"POST /hook HTTP/1.1\r\nHost: " + host + b"\r\nContent-Length: 0\r\n\r\n")[0] == 200
            judgement = listener.row().judgement
            return judgement is not None and bool(judgement.params.get("foreign_host"))

    assert foreign(snapshot(hook()), b"192.168.1.20:8765")
    assert not foreign(snapshot(hook(), host="192.168.1.20"), b"192.168.1.20:8765")
    assert not foreign(snapshot(hook(), host="0.0.0.0"), b"192.168.1.20:8765")
    assert foreign(snapshot(hook(), host="0.0.0.0"), b"evil.example:8765")

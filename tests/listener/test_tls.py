"""HTTPS as a program with a real certificate, and the handling of everything that is not HTTPS."""

from __future__ import annotations

import contextlib
import re
import signal
import socket
import ssl
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme
from cryptography.hazmat.primitives import serialization

from ongoing_desktop.domain.rules import Match, Rule, Step
from ongoing_desktop.listener import tls
from ongoing_desktop.storage.folder import open_storage
from tests.helpers import lines, listener, post, run_program, until
from tests.listener.makers import Running, readable, running
from tests.listener.test_http_parser import GOOD, REFUSED

AUTHORITY = trustme.CA()


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    made = AUTHORITY.issue_cert("127.0.0.1")
    made.private_key_pem.write_to_path(tmp_path / "key.pem")
    made.cert_chain_pems[0].write_to_path(tmp_path / "cert.pem")
    return str(tmp_path / "cert.pem"), str(tmp_path / "key.pem")


def trusting() -> ssl.SSLContext:
    context = ssl.create_default_context()
    AUTHORITY.configure_trust(context)
    return context


def test_https_keep_alive_and_what_is_no_https(data_dir: Path, files: tuple[str, str]) -> None:
    request = b"POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi"
    with listener(data_dir, "--certificate", files[0], "--key", files[1]) as (_, url):
        assert url.startswith("https://127.0.0.1:")
        place = ("127.0.0.1", int(url.rpartition(":")[2]))
        half_open = [socket.create_connection(place) for _ in range(50)]
        with trusting().wrap_socket(socket.create_connection(place, 10), server_hostname="127.0.0.1") as secure:
            for _ in range(3):
                secure.sendall(request)
                assert secure.recv(4096).startswith(b"HTTP/1.1 200 ")
        assert not any(readable(one) for one in half_open), "the answer came first"
        with socket.create_connection(place, 10) as plain:
            plain.sendall(request)
            assert plain.recv(4096).startswith(b"HTTP/1.1 400 ")
        with pytest.raises(ssl.SSLCertVerificationError):
            ssl.create_default_context().wrap_socket(socket.create_connection(place, 10), server_hostname="127.0.0.1")
        for connection in half_open:
            connection.close()

        def reasons() -> list[str]:
            return [row["reason_code"] for row in lines(run_program(data_dir, "history", "list", "--json"))]

        until(lambda: "tls-handshake" in reasons(), "the failed handshake")
        assert "plain-on-tls" in reasons()


def test_what_is_wrong_with_files_is_a_sentence(data_dir: Path, files: tuple[str, str], tmp_path: Path) -> None:
    certificate, key = files
    loaded = serialization.load_pem_private_key(Path(key).read_bytes(), None)
    locked = tmp_path / "locked.pem"
    locked.write_bytes(
        loaded.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.BestAvailableEncryption(b"topsecret"),
        )
    )
    other = tmp_path / "other.pem"
    AUTHORITY.issue_cert("x.example").private_key_pem.write_to_path(other)
    for given, code in (
        ((certificate, key), None),
        ((str(tmp_path / "no.pem"), key), "tls-certificate-unreadable"),
        ((key, key), "tls-certificate-broken"),
        ((certificate, ""), "tls-key-broken"),
        (("", key), "tls-certificate-missing"),
        ((certificate, str(locked)), "tls-key-encrypted"),
        ((certificate, str(other)), "tls-mismatch"),
    ):
        assert [item.code for item in tls.problems(*given)] == ([code] if code else [])
    done = run_program(data_dir, "listen", "--port", "0", "--certificate", certificate, "--key", str(locked))
    assert done.returncode == 2
    assert b"passphrase" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_certificate_that_ends_is_warned_of(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    path = tmp_path / "old.pem"
    AUTHORITY.issue_cert("a.example", not_after=now + timedelta(days=3)).cert_chain_pems[0].write_to_path(path)
    codes = [[item.code for item in tls.warnings(str(path), at)] for at in (now, now + timedelta(days=9))]
    assert codes == [["tls-expires-soon"], ["tls-expired"]]


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_the_end_of_the_program_in_a_delayed_answer_loses_nothing(data_dir: Path, number: int) -> None:
    storage = open_storage(data_dir)
    slow = Rule("r", "Slow", match=Match(path="/slow"), steps=(Step(delay_ms=60_000),))
    storage.settings.save(replace(storage.settings.load(), rules=(slow,)), expected=0, label="test")
    storage.close()
    with listener(data_dir) as (child, url):
        assert post(url, "/quick", b"1") == 200
        place = ("127.0.0.1", int(url.rpartition(":")[2]))
        with socket.create_connection(place, 10) as connection:
            connection.sendall(b"POST /slow HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nkept")
            until(lambda: len(lines(run_program(data_dir, "history", "list", "--json"))) == 2, "the commit")
            child.send_signal(number)
            child.wait(30)  # half of the delay
    shown = lines(run_program(data_dir, "history", "show", "2", "--json"))[0]
    assert (shown["request"]["body"], shown["status"], shown["rule"]["name"]) == ("kept", 200, "Slow")
    assert shown["answer"] == ("failed" if number == signal.SIGTERM else "pending")


def exchanged(listener: Running, stream: bytes) -> tuple[list[int], bool]:
    """The statuses received over TLS, and whether the other side then closed within a moment."""
    with trusting().wrap_socket(listener.connect(), server_hostname="127.0.0.1") as secure:
        # A refusal may arrive, and the connection end, before everything is sent.
        with contextlib.suppress(OSError):
            secure.sendall(stream)
        secure.settimeout(0.8)
        data, closed = b"", False
        try:
            while part := secure.recv(65536):
                data += part
            closed = True
        except TimeoutError:
            pass
        except OSError:
            closed = True
        return [int(status) for status in re.findall(rb"^HTTP/1\.1 (\d{3})", data, re.MULTILINE)], closed


@pytest.mark.parametrize(
    "header", [b"PROXY TCP4 127.0.0.1 127.0.0.1 1 2\r\n", b"\r\n\r\n\0\r\nQUIT\n!\x11\0\x0c" + b"\x7f" * 12]
)
def test_a_proxy_header_before_the_hello_is_named(tmp_path: Path, files: tuple[str, str], header: bytes) -> None:
    with running(tmp_path, secure=tls.load(*files)) as made, made.connect() as connection:
        connection.sendall(header)
        assert connection.recv(4096).startswith(b"HTTP/1.1 400 ")
        assert made.row().judgement.reason_code == "looks-like-proxy"  # type: ignore[union-attr]


def test_framing_over_https_is_the_same(tmp_path: Path, files: tuple[str, str]) -> None:
    # The longest may lose the race against the close; a TLS hello comes before the handshake.
    refused = [item for item in REFUSED if len(item[0]) <= 100_000 and item[2] != "looks-like-tls"]
    with running(tmp_path, secure=tls.load(*files)) as made, ThreadPoolExecutor(16) as clients:
        found = clients.map(lambda item: exchanged(made, item[0]), refused)
        for (stream, status, _), seen in zip(refused, found, strict=True):
            assert seen == ([status], True), stream[:60]
        found = clients.map(lambda item: exchanged(made, item[0]), GOOD)
        for (stream, requests), (statuses, _) in zip(GOOD, found, strict=True):
            assert statuses == [200] * len(requests), stream[:60]
        rows = zip(made.history.rows, made.history.bodies, strict=True)
        kept = [(row.method, row.target, body) for row, body in rows if row.status == 200]
        assert sorted(kept) == sorted(request for _, requests in GOOD for request in requests)

"""Checking an address over real sockets: the result of each step, and that nothing stays open."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import trustme

from ongoing_desktop.domain.connectivity import AddressReport, CheckStep
from ongoing_desktop.transport.connectivity_checker import ConnectivityChecker
from ongoing_desktop.wording.messages import sentence
from tests.transport.servers import Server, free_port, full_backlog, never_shakes_hands, serving

NOW = datetime.now(UTC)
AUTHORITY = trustme.CA(organization_name="Test authority", organization_unit_name="unit")
STRANGER = trustme.CA(organization_name="Nobody")


def server_tls(authority: trustme.CA = AUTHORITY, *names: str, **dates: datetime) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*(names or ("127.0.0.1", "localhost")), **dates).configure_cert(context)
    return context


def trust() -> ssl.SSLContext:
    context = ssl.create_default_context()
    AUTHORITY.configure_trust(context)
    return context


def reads(connection: socket.socket, server: Server) -> None:
    """Reads until the other side closes, and records it."""
    with contextlib.suppress(OSError):
        while data := connection.recv(65536):
            server.received.append(data)
    server.closed_by_client.set()


def check(url: str, *, limit_s: float = 5.0, steps: list[CheckStep] | None = None, **more: Any) -> AddressReport:
    checker = ConnectivityChecker(lambda: NOW, limit_s=limit_s, trust=trust, **more)
    report = asyncio.run(checker.check(url, (steps if steps is not None else []).append))
    assert [step.key for step in report.steps] == ["dns", "tcp", "tls"]
    for step in report.steps:
        told = sentence(step.code, step.params)
        assert told != step.code
        assert "…" not in told, told
        assert (step.ms is None) == (step.state == "skipped" or step.code in ("reach-bad-url", "reach-tls-none"))
    return report


def codes(report: AddressReport) -> list[str]:
    return [step.code for step in report.steps]


@pytest.fixture(autouse=True)
def nothing_open() -> Iterator[None]:
    """No thread that would delay the end of the process."""
    yield
    assert all(thread.daemon for thread in threading.enumerate() if thread.name in ("lookup", "trust", "certificate"))


def test_a_good_server() -> None:
    with serving(reads, tls=server_tls(not_after=NOW + timedelta(days=90, hours=1))) as server:
        steps: list[CheckStep] = []
        report = check(f"https://127.0.0.1:{server.port}/hook", steps=steps)
        assert server.closed_by_client.wait(10)
    assert codes(report) == ["reach-dns-literal", "reach-tcp-ok", "reach-tls-ok"]
    assert [step.key for step in steps] == ["dns", "tcp"]
    assert report.good
    assert server.received == []
    certificate = report.certificate
    assert certificate is not None
    assert "127.0.0.1" in certificate.names
    assert certificate.issuer == "Test authority"
    assert report.steps[2].params["days"] == 90
    assert "90 days" in sentence(report.steps[2].code, report.steps[2].params)


def test_a_name_is_looked_up_and_each_address_tried() -> None:
    def resolve(*_: object, **__: object) -> list[Any]:
        return [(0, 0, 0, "", (address, 0)) for address in ("127.0.0.2", "127.0.0.1", "127.0.0.1")]

    with serving(reads, tls=server_tls(AUTHORITY, "erp.example")) as server:
        report = check(f"https://erp.example:{server.port}/", resolve=resolve)
    assert codes(report) == ["reach-dns-ok", "reach-tcp-ok", "reach-tls-ok"]
    assert report.steps[0].params["addresses"] == "127.0.0.2, 127.0.0.1"
    assert report.steps[1].params["address"] == f"127.0.0.1:{server.port}"


def test_a_certificate_that_soon_runs_out_is_a_warning() -> None:
    with serving(reads, tls=server_tls(not_after=NOW + timedelta(days=5, hours=1))) as server:
        report = check(f"https://127.0.0.1:{server.port}/")
    assert (report.steps[2].code, report.steps[2].state) == ("reach-tls-soon", "warn")
    assert report.good


@pytest.mark.parametrize(
    ("tls", "code", "told"),
    [
        (server_tls(not_after=NOW - timedelta(days=2)), "reach-tls-expired", f"{NOW - timedelta(days=2):%Y-%m-%d}"),
        (server_tls(not_before=NOW + timedelta(days=2)), "reach-tls-not-yet", f"{NOW + timedelta(days=2):%Y-%m-%d}"),
        (server_tls(AUTHORITY, "other.example", "more.example"), "reach-tls-host", "other.example, more.example"),
        (server_tls(STRANGER), "reach-tls-issuer", "Nobody"),
    ],
)
def test_a_certificate_that_is_not_trusted_is_shown_all_the_same(tls: ssl.SSLContext, code: str, told: str) -> None:
    with serving(reads, tls=tls) as server:
        report = check(f"https://127.0.0.1:{server.port}/")
        assert server.closed_by_client.wait(10)
    assert (report.steps[2].code, report.steps[2].state) == (code, "bad")
    assert told in sentence(code, report.steps[2].params)
    assert report.certificate is not None
    assert not report.good
    assert server.received == []


def test_both_versions_of_tls() -> None:
    for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
        tls = server_tls()
        tls.minimum_version = tls.maximum_version = version
        with serving(reads, tls=tls) as server:
            report = check(f"https://127.0.0.1:{server.port}/")
            assert server.closed_by_client.wait(10)
        assert report.good
        assert report.steps[2].params["version"] == version.name.replace("_", ".")


def test_no_tls_at_all() -> None:
    def greets(connection: socket.socket, _: Server) -> None:
        connection.recv(100)
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    def hangs_up(connection: socket.socket, _: Server) -> None:
        connection.recv(1)

    for behaviour in (greets, hangs_up):
        with serving(behaviour) as server:
            report = check(f"https://127.0.0.1:{server.port}/")
        assert codes(report)[1:] == ["reach-tcp-ok", "reach-tls-failed"]
        assert report.certificate is None


def test_http_has_no_certificate() -> None:
    with serving(reads) as server:
        report = check(f"http://127.0.0.1:{server.port}/")
        assert server.closed_by_client.wait(10)
    assert codes(report) == ["reach-dns-literal", "reach-tcp-ok", "reach-tls-none"]
    assert report.good
    assert server.received == []


def test_refused() -> None:
    with free_port() as port:
        report = check(f"https://127.0.0.1:{port}/")
    assert codes(report) == ["reach-dns-literal", "reach-tcp-refused", "reach-skipped"]


def test_an_unknown_name() -> None:
    def nobody(*_: object, **__: object) -> list[Any]:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    for resolve in (nobody, lambda *_, **__: []):
        assert codes(check("https://no.example/", resolve=resolve)) == [
            "reach-dns-unknown",
            "reach-skipped",
            "reach-skipped",
        ]


def test_time_limits_of_each_step() -> None:
    release = threading.Event()

    def hang(*_: object, **__: object) -> list[Any]:
        release.wait(20)
        return []

    begun = time.monotonic()
    assert codes(check("https://slow.example/", limit_s=0.2, resolve=hang))[0] == "reach-dns-timeout"
    release.set()
    with full_backlog() as port:
        assert codes(check(f"https://127.0.0.1:{port}/", limit_s=0.2))[1] == "reach-tcp-timeout"
    with serving(never_shakes_hands) as server:
        assert codes(check(f"https://127.0.0.1:{server.port}/", limit_s=0.2))[2] == "reach-tls-timeout"
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize("url", ["", "ftp://a/", "https://a b/", "https://u:p@a/", "https://a:0/"])
def test_what_is_no_address_is_said_to_be_none(url: str) -> None:
    report = check(url)
    assert codes(report) == ["reach-bad-url", "reach-skipped", "reach-skipped"]
    assert "p@" not in sentence(report.steps[0].code, report.steps[0].params)


def test_cancelling_closes_the_connection_at_once() -> None:
    async def cancelled(port: int) -> float:
        reached = asyncio.Event()

        def told(step: CheckStep) -> None:
            if step.key == "tcp":
                reached.set()

        checker = ConnectivityChecker(lambda: NOW, trust=trust)
        work = asyncio.ensure_future(checker.check(f"https://127.0.0.1:{port}/", told))
        await reached.wait()
        begun = time.monotonic()
        work.cancel()
        with pytest.raises(asyncio.CancelledError):
            await work
        return time.monotonic() - begun

    with serving(reads) as server:
        assert asyncio.run(cancelled(server.port)) < 1
        assert server.closed_by_client.wait(5)


def test_ipv6_is_shown_with_brackets() -> None:
    with free_port_6() as port:
        report = check(f"http://[::1]:{port}/")
    assert report.steps[1].params["address"] == f"[::1]:{port}"


@contextlib.contextmanager
def free_port_6() -> Iterator[int]:
    with socket.socket(socket.AF_INET6) as holder:
        try:
            holder.bind(("::1", 0))
        except OSError:
            pytest.skip("this computer has no IPv6")
        yield holder.getsockname()[1]

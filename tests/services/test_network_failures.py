"""Every network failure has its own sentence, ends within its limit, and is recorded in the history."""

from __future__ import annotations

import datetime as dt
import ssl
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
import trustme

from ongoing_desktop.domain.send_options import SendOptions
from ongoing_desktop.domain.sending import RESPONSE_BODY_LIMIT, Response
from ongoing_desktop.services.sending import SendOutcome
from ongoing_desktop.wording.messages import sentence
from tests.services.conftest import Parts
from tests.services.test_composing import OK, TOKEN, hook_of, real, set_options
from tests.transport.servers import (
    answers,
    closes_at_once,
    drips,
    endless_body,
    endless_head,
    free_port,
    full_backlog,
    hangs,
    never_reads,
    never_shakes_hands,
    resets,
    serving,
)

__all__ = ["real"]
AUTHORITY = trustme.CA()
PAST = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
Where = Callable[[], AbstractContextManager[str]]


def at(behaviour: object) -> Where:
    @contextmanager
    def where() -> Iterator[str]:
        with serving(behaviour) as server:  # type: ignore[arg-type]
            yield server.url

    return where


def port(make: Callable[[], AbstractContextManager[int]]) -> Where:
    @contextmanager
    def where() -> Iterator[str]:
        with make() as number:
            yield f"http://127.0.0.1:{number}"

    return where


def secure(*names: str, authority: trustme.CA = AUTHORITY, old: bool = False, **dates: dt.datetime) -> Where:
    @contextmanager
    def where() -> Iterator[str]:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(*names, **dates).configure_cert(context)
        if old:
            context.set_ciphers("DEFAULT:@SECLEVEL=0")
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)
                context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1
        with serving(answers(OK), tls=context) as server:
            yield server.url.replace("http:", "https:")

    return where


@contextmanager
def unknown() -> Iterator[str]:
    yield "http://no-such-host.invalid"


@contextmanager
def plain_on_tls() -> Iterator[str]:
    with serving(lambda connection, _: connection.sendall(b"220 mail.test ESMTP\r\n")) as server:
        yield server.url.replace("http:", "https:")


@contextmanager
def no_handshake() -> Iterator[str]:
    with serving(never_shakes_hands) as server:
        yield server.url.replace("http:", "https:")


CASES: dict[str, tuple[Where, str, str]] = {
    "refused": (port(free_port), "refused", "send-refused"),
    "nobody accepts": (port(full_backlog), "timeout", "send-timeout-connect"),
    "does not support": (at(never_reads), "timeout", "send-timeout-write"),
    "no answer": (at(hangs), "timeout", "send-timeout-read"),
    "drips": (at(drips), "timeout", "send-timeout-total"),
    "endless head": (at(endless_head), "protocol", "send-endless-head"),
    "reset": (at(resets), "reset", "send-reset-silent"),
    "closed": (at(closes_at_once), "reset", "send-closed-silent"),
    "no HTTP": (at(answers(b"\x00\xff\x00rubbish\r\n\r\n")), "protocol", "send-protocol-line"),
    "expired": (secure("127.0.0.1", not_before=PAST, not_after=PAST.replace(year=2021)), "tls", "send-tls-expired"),
    "wrong host": (secure("other.test"), "tls", "send-tls-host"),
    "unknown issuer": (secure("127.0.0.1", authority=trustme.CA()), "tls", "send-tls-issuer"),
    "TLS 1.0": (secure("127.0.0.1", old=True), "tls", "send-tls-version"),
    "no handshake": (no_handshake, "timeout", "send-timeout-tls"),
    "no TLS there": (plain_on_tls, "tls", "send-tls-plain"),
}

BODIES = {"does not support": b"x" * 16_000_000}
"""More than the buffers of both sides can store."""


def prepared(parts: Parts, tmp_path: Path, url: str) -> str:
    hook = hook_of(parts, url=f"{url}/hook")
    AUTHORITY.cert_pem.write_to_path(str(tmp_path / "own.pem"))
    set_options(parts, hook, SendOptions(ca_file=str(tmp_path / "own.pem")))
    parts.run(parts.settings.set_preferences(connect_limit_s=0.8, read_limit_s=0.5, total_limit_s=1.5))
    return hook.id


@pytest.mark.parametrize("name", CASES)
def test_it_is_told_and_kept(real: Parts, tmp_path: Path, name: str) -> None:
    where, kind, code = CASES[name]
    with where() as url:
        hook_id = prepared(real, tmp_path, url)
        tested = real.run(real.sending.test(hook_id, payload=BODIES.get(name), confirmed=True))
    assert isinstance(tested, SendOutcome)
    kept = real.history.outcomes[tested.exchange_id]
    assert (kept.answer, kept.failure, kept.detail["code"]) == ("failed", kind, code)
    assert tested.sentences[0] == sentence(code, kept.detail["params"])  # type: ignore[arg-type]
    assert "…" not in tested.sentences[0]
    assert tested.result.timing.total_ms < 2_500
    assert TOKEN not in repr(kept)


@pytest.mark.parametrize(
    "raw",
    [
        b"HTTP/1.1 200 OK\r\nYou sent %b\r\n\r\n",
        b"220 You sent %b\r\n",
        b"HTTP/1.1 200 OK\r\nX-Echo: %b\r\nSet-Cookie: session=%b\r\nContent-Length: 99\r\n\r\n%b",
        b"HTTP/1.1 200 OK\r\nX-Echo: %b\r\nX-Half",
    ],
)
def test_a_broken_answer_is_kept_without_the_credential_in_it(real: Parts, tmp_path: Path, raw: bytes) -> None:
    echo = raw.replace(b"%b", TOKEN.encode())
    with at(answers(echo))() as url:
        tested = real.run(real.sending.test(prepared(real, tmp_path, url), confirmed=True))
    assert isinstance(tested, SendOutcome)
    kept = real.history.outcomes[tested.exchange_id]
    assert kept.response is not None
    assert b"[redacted" in kept.response.body or any("[redacted" in value for _, value in kept.response.headers)
    for shown in (repr(kept), repr(tested), " ".join(tested.sentences), repr(kept.response), repr(tested.result.heard)):
        assert TOKEN not in shown


def test_each_has_its_own_sentence() -> None:
    codes = [code for _, _, code in CASES.values()]
    assert len({sentence(code) for code in codes}) == len(codes)


def test_an_unknown_host_is_kept_too(real: Parts, tmp_path: Path) -> None:
    with unknown() as url:
        hook_id = prepared(real, tmp_path, url)
        real.run(real.settings.set_preferences(connect_limit_s=20.0, total_limit_s=30.0))
        tested = real.run(real.sending.test(hook_id, confirmed=True))
    assert tested.row.failure == "unknown-host"


def test_an_endless_body_is_cut_and_shown(real: Parts, tmp_path: Path) -> None:
    with at(endless_body)() as url:
        hook_id = prepared(real, tmp_path, url)
        real.run(real.settings.set_preferences(read_limit_s=10.0, total_limit_s=30.0))
        tested = real.run(real.sending.test(hook_id))
    assert isinstance(tested.result.outcome, Response)
    assert (tested.result.outcome.body_cut, len(tested.result.outcome.body)) == (True, RESPONSE_BODY_LIMIT)
    assert "20 MiB" in " ".join(tested.sentences)


def test_proxy_variables_do_not_matter_to_this_computer(
    real: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    with at(answers(OK))() as url:
        tested = real.run(real.sending.test(prepared(real, tmp_path, url)))
    assert tested.row.status == 200

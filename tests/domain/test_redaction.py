"""Credential values never survive redaction, in whatever place and coding they stand."""

from __future__ import annotations

import base64
from urllib.parse import quote

import pytest

from ongoing_desktop.domain.redaction import redact_excerpt, redact_headers, redact_target, scrub
from ongoing_desktop.domain.secret import Secret

KEY = Secret("ab" * 32)


def test_headers_keep_order_case_and_duplicates_but_no_value() -> None:
    headers = (
        ("aUthorization", "Basic abcd=="),
        ("X-A", "1"),
        ("X-AUTH-TOKEN", "tok"),
        ("X-Auth-Token", "tok"),
    )
    shown = redact_headers(headers, KEY)
    assert [name for name, _ in shown] == [name for name, _ in headers]
    assert shown[0][1].startswith("Basic [redacted: 6 characters, fingerprint ")
    assert shown[1] == ("X-A", "1")
    assert shown[2][1] == shown[3][1]
    assert "tok" not in shown[2][1]


def test_equal_values_are_recognised_only_with_the_same_key() -> None:
    other = Secret("cd" * 32)
    header = (("X-Auth-Token", "tok"),)
    assert redact_headers(header, KEY) == redact_headers(header, KEY)
    assert redact_headers(header, KEY) != redact_headers(header, other)


@pytest.mark.parametrize(
    "target",
    [
        "/a?token=s3cr3t&x=1",
        "/a?x=1&api_key=s3cr3t",
        "https://user:s3cr3t@host/a",
        "/?Password=s3cr3t#f",
        "/?a=1;sig=s3cr3t",
    ],
)
def test_targets_lose_their_secrets_and_nothing_else(target: str) -> None:
    shown = redact_target(target, KEY)
    assert "s3cr3t" not in shown
    assert shown.split("?")[0].startswith(target.split("?", maxsplit=1)[0][:5])


def test_a_target_without_secrets_stays_byte_for_byte() -> None:
    target = "/../..%2e%2e/etc?x=%00%ff&tokens"
    assert redact_target(target, KEY) == target


@pytest.mark.parametrize(
    "line",
    [
        b"X-Auth-Token: s3cr3t",
        b"x-auth-token : s3cr3t",
        b"Authorization: Basic s3cr3t",
        b" Authorization:\r\n s3cr3t",
        b"Cookie: a=s3cr3t",
        b"X-Auth-Token s3cr3t",
    ],
)
def test_broken_credential_lines_of_an_excerpt_are_replaced(line: bytes) -> None:
    raw = b"POST /a?token=s3cr3t HTTP/1.1\r\nHost: h\r\n" + line + b"\r\nX-A: 1\r\n\r\nbody"
    shown = redact_excerpt(raw, KEY)
    assert b"s3cr3t" not in shown
    assert b"X-A: 1\r\n\r\nbody" in shown


@pytest.mark.parametrize("value", ["plain-s3cret", 'q"uo\\te/s', "pä€ss word"])
def test_an_echo_is_scrubbed_in_every_usual_coding(value: str) -> None:
    raw = value.encode()
    body = b" ".join([raw, base64.b64encode(raw), quote(raw).encode(), base64.b64encode(b"user:" + raw)])
    shown = scrub(body, [Secret(value)], ["user"])
    for form in (raw, base64.b64encode(raw), base64.b64encode(b"user:" + raw)):
        assert form not in shown


def test_a_secret_shows_itself_nowhere() -> None:
    secret = Secret("s3cr3t")
    assert "s3cr3t" not in f"{secret} {secret!r}"
    with pytest.raises(TypeError):
        __import__("pickle").dumps(secret)

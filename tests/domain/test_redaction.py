"""Credential values never survive redaction, in any place and encoding."""

from __future__ import annotations

import base64
import time
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ongoing_desktop.domain.redaction import Redactor, scrubber
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.secret_names import SecretNames
from tests.credential_carriers import (
    HEADERS,
    HEADS,
    PARAMETERS,
    PLAIN_HEADERS,
    PLAIN_PARAMETERS,
    PLAIN_TARGETS,
    PLAIN_VALUES,
    TARGETS,
    VALUES,
    S,
)

KEY = Secret("ab" * 32)


def test_headers_keep_order_case_and_duplicates_but_no_value() -> None:
    headers = (
        ("aUthorization", "Basic abcd=="),
        ("X-A", "1"),
        ("X-AUTH-TOKEN", "tok"),
        ("X-Auth-Token", "tok"),
    )
    shown = Redactor(KEY).headers(headers)
    assert [name for name, _ in shown] == [name for name, _ in headers]
    assert shown[0][1].startswith("Basic [redacted: 6 characters, fingerprint ")
    assert shown[1] == ("X-A", "1")
    assert shown[2][1] == shown[3][1]
    assert "tok" not in shown[2][1]


def test_equal_values_are_recognised_only_with_the_same_key() -> None:
    other = Secret("cd" * 32)
    header = (("X-Auth-Token", "tok"),)
    assert Redactor(KEY).headers(header) == Redactor(KEY).headers(header)
    assert Redactor(KEY).headers(header) != Redactor(other).headers(header)


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
    shown = Redactor(KEY).target(target)
    assert "s3cr3t" not in shown
    assert shown.split("?")[0].startswith(target.split("?", maxsplit=1)[0][:5])


def test_a_target_without_secrets_stays_byte_for_byte() -> None:
    target = "/../..%2e%2e/etc?x=%00%ff&tokens"
    assert Redactor(KEY).target(target) == target


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
    shown = Redactor(KEY).excerpt(raw)
    assert b"s3cr3t" not in shown
    assert b"X-A: 1\r\n\r\nbody" in shown


@pytest.mark.parametrize("value", ["plain-s3cret", 'q"uo\\te/s', "pä€ss word"])
def test_an_echo_is_scrubbed_in_every_usual_coding(value: str) -> None:
    raw = value.encode()
    body = b" ".join([raw, base64.b64encode(raw), quote(raw).encode(), base64.b64encode(b"user:" + raw)])
    shown = scrubber([Secret(value)], ["user"])(body)
    for form in (raw, base64.b64encode(raw), base64.b64encode(b"user:" + raw)):
        assert form not in shown


def test_a_secret_shows_itself_nowhere() -> None:
    secret = Secret("s3cr3t")
    assert "s3cr3t" not in f"{secret} {secret!r}"
    with pytest.raises(TypeError):
        __import__("pickle").dumps(secret)


def test_no_carrier_of_a_credential_is_kept_and_what_is_redacted_stays_as_it_is() -> None:
    redactor = Redactor(KEY)
    fields = [*((name, S) for name in HEADERS), *((name, f"Bearer {S}") for name in HEADERS), *VALUES]
    for name, value in fields:
        shown = redactor.field(name, value)
        assert S not in shown, name
        assert redactor.field(name, shown) == shown, name
        assert redactor.carries(name, value), name
    for target in (*TARGETS, *(f"/a?{name}={S}&x=1" for name in PARAMETERS)):
        shown = redactor.target(target)
        assert S not in shown, target
        assert redactor.target(shown) == shown, target
        assert S not in redactor.without_parameters(target), target
        if "/" in target:  # otherwise it can only be a target
            assert S not in redactor.field("Referer", target), target


@pytest.mark.parametrize("head", HEADS)
def test_the_excerpt_of_a_malformed_head_holds_no_credential(head: bytes) -> None:
    shown = Redactor(KEY).excerpt(head)
    assert S.encode() not in shown.replace(b"\0", b"")
    assert b"GET /" in shown
    assert Redactor(KEY).excerpt(shown) == shown


def test_what_only_looks_like_a_credential_stays_readable() -> None:
    redactor = Redactor(KEY)
    for name, value in (*((name, "value") for name in PLAIN_HEADERS), *PLAIN_VALUES):
        assert redactor.field(name, value) == value
        assert redactor.field(name, value) == value  # the second call uses the cache
        assert not redactor.carries(name, value)
    for target in (*PLAIN_TARGETS, *(f"/a?{name}=value&x=1" for name in PLAIN_PARAMETERS)):
        assert redactor.target(target) == target
        assert redactor.without_parameters(target) == target


def test_what_is_harmless_in_one_field_is_not_taken_for_harmless_in_another() -> None:
    redactor = Redactor(KEY)
    for name in ("X-A", "Host"):
        shown = redactor.headers(((name, f"u:{S}@h"),))
        assert (S in shown[0][1]) == (name == "X-A")


def test_names_of_the_user_are_redacted_too() -> None:
    redactor = Redactor(KEY, SecretNames(frozenset({"x-tenant"}), frozenset({"tenant"})))
    assert S not in redactor.field("X-Tenant", S)
    assert S not in redactor.target(f"/a?tenant={S}")
    assert S not in redactor.field("Referer", f"https://h/?ten%61nt={S}")


def test_parameters_that_stay_behind_take_nothing_else_with_them() -> None:
    left = Redactor(KEY).without_parameters
    assert left("/a?x=1&token=t&y=2") == "/a?x=1&y=2"
    assert left("/a?token=t") == "/a"
    assert left("/a?x=1;token=t;rest&y") == "/a?x=1&y"
    assert left("/a?x=%2F&y=a=b") == "/a?x=%2F&y=a=b"


def test_a_body_behind_a_malformed_head_stays_as_it_came() -> None:
    body = b'{"token": "body"}\nkey=value&code=1'
    assert Redactor(KEY).excerpt(b"GET / HTTP/1.1\r\nX A: 1\r\n\r\n" + body).endswith(body)


@pytest.mark.parametrize(
    "text",
    ["?" + "&a=b" * 16000, "@" + ":\\\\" * 20000, "@" + "://" * 20000, "[" * 60000, "eyJ" * 20000, "%41" * 20000 + "=",
     "a " * 30000 + "=", ";" * 60000 + "=", "=" * 60000, '"a"' * 20000 + "=:", "%25" * 20000, "//a:b" * 12000 + "@"],
    ids=lambda text: text[:8],
)  # fmt: skip
def test_a_hostile_text_takes_time_in_proportion_to_its_length(text: str) -> None:
    began = time.process_time()
    for _ in range(2):
        Redactor(KEY).target(text)
        Redactor(KEY).field("X-A", text)
        Redactor(KEY).excerpt(text.encode())
    # A tenth of a second is usual; quadratic time would take minutes.
    assert time.process_time() - began < 20


@given(
    st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=12), min_size=1, max_size=4),
    st.binary(max_size=20),
    st.integers(0, 4),
    st.booleans(),
)
def test_many_secrets_are_scrubbed_as_few_are(values: list[str], around: bytes, shift: int, login: bool) -> None:
    wanted = [Secret(value) for value in values]
    others = [Secret(f"another-one-{number}") for number in range(40)]
    body = b"".join(
        around[:shift] + (base64.b64encode(f"me:{value}".encode()) if login else value.encode()) for value in values
    )
    logins = [("me", secret) for secret in wanted]
    assert scrubber([*wanted, *others], logins=logins)(body) == scrubber(wanted, logins=logins)(body)


def test_a_user_name_is_looked_for_only_before_its_own_secret() -> None:
    shown = scrubber([], logins=[("a", Secret("first-secret")), ("b", Secret("second-secret"))])
    for user, value, gone in (("a", "first-secret", True), ("a", "second-secret", False)):
        coded = base64.b64encode(f"{user}:{value}".encode())
        assert (shown(coded) == b"[redacted]") == gone

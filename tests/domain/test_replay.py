"""Which parts of a recorded request are sent again."""

from __future__ import annotations

from ongoing_desktop.auth import entered_in
from ongoing_desktop.domain.redaction import Redactor
from ongoing_desktop.domain.replay import (
    ReplayChoice,
    gaps,
    kept_headers,
    recorded_credential,
    remembered_target,
    to_last_target,
)
from ongoing_desktop.domain.secret import Secret

HEADERS = (
    ("Host", "a.example"),
    ("User-Agent", "Ongoing"),
    ("X-Own", "1"),
    ("x-own", "2"),
    ("Connection", "close, X-Hop"),
    ("X-Hop", "h"),
    ("X-Forwarded-For", "10.0.0.1"),
    ("Proxy-Authorization", "Basic cHJveHk6eA=="),
    ("Forwarded", "for=1"),
    ("Content-Encoding", "gzip"),
    ("Content-Length", "3"),
    ("Transfer-Encoding", "chunked"),
    ("X-Ongoing-Desktop-Forwarded", "1"),
    ("Authorization", "Basic YWNtZTpwYXNz"),
    ("Cookie", "session=1"),
)


def test_connection_proxy_and_credential_fields_stay_behind() -> None:
    kept = (("User-Agent", "Ongoing"), ("X-Own", "1"), ("x-own", "2"), ("Content-Encoding", "gzip"))
    assert kept_headers(HEADERS, edited=False) == kept
    assert kept_headers(HEADERS, edited=True) == kept[:3]


def test_only_a_credential_that_was_kept_raw_can_be_sent_again() -> None:
    raw = recorded_credential(HEADERS)
    assert [name for name, _ in raw] == ["Authorization", "Cookie"]
    user, secret = entered_in(raw)
    assert (user, secret.reveal() if secret else None) == ("acme", "pass")
    assert recorded_credential(Redactor(Secret("ab" * 32)).headers(HEADERS)) == ()
    token = entered_in((("X-Auth-Token", "t-1"),))[1]
    assert token is not None
    assert token.reveal() == "t-1"


def test_a_clock_that_went_back_makes_no_negative_gap() -> None:
    assert gaps([10.0, 12.5, 11.0, 12.0]) == [0.0, 2.5, 0.0, 1.0]


def test_the_last_target_is_remembered_but_no_address_that_may_carry_a_credential() -> None:
    assert to_last_target([3], remembered_target(ReplayChoice((1,), "listener"))) == ReplayChoice((3,), "listener")
    assert to_last_target([3], remembered_target(ReplayChoice((1,), "other", " http://a/b "))) == ReplayChoice(
        (3,), "other", "http://a/b"
    )
    assert remembered_target(ReplayChoice((1,), "other", "http://a/b?token=x")) == ""
    assert remembered_target(ReplayChoice((1,), "other", "http://u:p@a/b")) == ""
    assert to_last_target([3], "nonsense") == ReplayChoice((3,))

"""During a rotation exactly two credentials are accepted."""

from __future__ import annotations

import pytest

from ongoing_desktop.auth import SCHEMES, Check, verify_both
from ongoing_desktop.domain.exchange import Headers
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.snapshot import OldCredential

TOKEN, BASIC = SCHEMES["x-auth-token"], SCHEMES["basic"]
OLD = OldCredential("before", Secret("old-one"))


def judged(headers: Headers, *, secret: str | None = "new-one", old: OldCredential = OLD) -> tuple[str, str]:
    scheme = BASIC if headers and headers[0][0] == "Authorization" else TOKEN
    check = verify_both(scheme, "after", Secret(secret) if secret else None, old, headers)
    return check.verdict, check.reason_code


def token(value: str) -> Headers:
    return TOKEN.apply("", Secret(value))


def basic(user: str, value: str) -> Headers:
    return BASIC.apply(user, Secret(value))


@pytest.mark.parametrize(
    ("headers", "wanted"),
    [
        (token("new-one"), ("verified", "right")),
        (token("old-one"), ("verified", "old-credential")),
        (token("other"), ("refused", "wrong-token")),
        ((), ("refused", "header-absent")),
        ((*token("new-one"), *token("old-one")), ("refused", "two-headers")),
        (basic("after", "new-one"), ("verified", "right")),
        (basic("before", "old-one"), ("verified", "old-credential")),
        (basic("after", "old-one"), ("refused", "wrong-password")),
        (basic("before", "new-one"), ("refused", "wrong-user")),
    ],
)
def test_old_and_new_are_right_each_with_its_user_name(headers: Headers, wanted: tuple[str, str]) -> None:
    assert judged(headers) == wanted


def test_a_credential_that_cannot_be_read_never_counts_as_right() -> None:
    gone = OldCredential("before", None)
    assert judged(token("other"), old=gone) == ("unverifiable", "old-secret-unreadable")
    assert judged((), old=gone) == ("refused", "header-absent")
    assert judged(token("new-one"), old=gone) == ("verified", "right")
    assert judged(token("old-one"), secret=None) == ("verified", "old-credential")
    assert judged(token("new-one"), secret=None) == ("unverifiable", "secret-missing")


def test_both_are_compared_even_when_the_first_is_right() -> None:
    asked: list[str] = []

    class Counting:
        def verify(self, username: str, secret: Secret | None, headers: Headers) -> Check:
            asked.append(username)
            return TOKEN.verify(username, secret, headers)

    for value in ("new-one", "old-one", "other"):
        verify_both(Counting(), "after", Secret("new-one"), OLD, token(value))  # type: ignore[arg-type]
    assert asked == ["after", "before"] * 3

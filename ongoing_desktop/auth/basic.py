"""Basic authentication (RFC 7617): ``Authorization: Basic base64(user:password)``, UTF-8."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

from ongoing_desktop.auth.base import (
    Check,
    SchemeField,
    absent,
    has_controls,
    same,
    secret_problems,
    values_of,
)
from ongoing_desktop.domain.exchange import Headers
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.secret import Secret

LONGEST_VALUE = 8192
"""Bytes of a header value that are looked at (T23)."""


@dataclass(frozen=True, slots=True)
class BasicAuthentication:
    """Ongoing's choice "Basic"."""

    key: str = "basic"
    title: str = "Basic"
    fields: tuple[SchemeField, ...] = (
        SchemeField("username", "User name"),
        SchemeField("password", "Password", secret=True),
    )
    header_names: frozenset[str] = frozenset({"authorization"})
    needs_secret: bool = True

    def problems(self, username: str, secret: Secret | None) -> tuple[Problem, ...]:
        """RFC 7617: no colon in the user name, no control characters in either part."""
        found: list[Problem] = []
        if not username:
            found.append(Problem("username", "username-empty"))
        if ":" in username:
            found.append(Problem("username", "username-colon"))
        if has_controls(username):
            found.append(Problem("username", "username-controls"))
        return (*found, *secret_problems("password", secret))

    def apply(self, username: str, secret: Secret) -> Headers:
        """The one header, UTF-8 as the catalogue has it (assumed there)."""
        token = base64.b64encode(f"{username}:{secret.reveal()}".encode()).decode("ascii")
        return (("Authorization", f"Basic {token}"),)

    def verify(self, username: str, secret: Secret | None, headers: Headers) -> Check:
        """Tell apart: absent, twice, another scheme, broken base64, wrong user, wrong password, stray blanks."""
        given = values_of(headers, "authorization")
        if len(given) > 1:
            return Check("refused", "two-headers", {"header": "Authorization"})
        if not given:
            return absent(headers, "authorization")
        scheme, _, rest = given[0].strip(" \t").partition(" ")
        if scheme.lower() != "basic":
            return Check("refused", "not-basic")
        if secret is None:
            return Check("unverifiable", "secret-missing")
        return _judge(rest.strip(" \t"), username, secret.reveal())


def _judge(encoded: str, username: str, password: str) -> Check:
    if len(encoded) > LONGEST_VALUE:
        return Check("refused", "credential-too-long")
    try:
        decoded = base64.b64decode(encoded.encode("latin-1"), validate=True)
    except (binascii.Error, ValueError):
        return Check("refused", "base64-broken")
    user, colon, given = decoded.partition(b":")
    if not colon:
        return Check("refused", "base64-no-colon")
    # Both comparisons always run, so that a right user name takes no longer than a wrong one.
    results = [
        (same(user, _encode(username, charset)), same(given, _encode(password, charset)))
        for charset in ("utf-8", "latin-1")
    ]
    if any(user_ok and password_ok for user_ok, password_ok in results):
        return Check("verified", "right")
    stray = same(given.strip(b" \t\r\n"), password.encode("utf-8", "surrogatepass"))
    user_right = any(user_ok for user_ok, _ in results)
    if user_right and stray:
        return Check("refused", "password-stray-blank")
    if user_right:
        return Check("refused", "wrong-password")
    if any(password_ok for _, password_ok in results):
        return Check("refused", "wrong-user")
    return Check("refused", "wrong-user-and-password")


def _encode(text: str, charset: str) -> bytes:
    # A character outside latin-1 can't match there; the replacement keeps the comparison running.
    return text.encode(charset, "surrogatepass" if charset == "utf-8" else "xmlcharrefreplace")

"""A fixed text in the header ``X-Auth-Token`` (page ``developer.ongoingwarehouse.com/webhooks``)."""

from __future__ import annotations

from dataclasses import dataclass

from ongoing_desktop.auth.base import Check, SchemeField, absent, same, secret_problems, values_of
from ongoing_desktop.domain.exchange import Headers
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.secret import Secret


@dataclass(frozen=True, slots=True)
class TokenAuthentication:
    """Ongoing's choice of a fixed X-Auth token."""

    key: str = "x-auth-token"
    title: str = "Fixed X-Auth token"
    fields: tuple[SchemeField, ...] = (SchemeField("token", "Token", secret=True),)
    header_names: frozenset[str] = frozenset({"x-auth-token"})
    needs_secret: bool = True

    def problems(self, username: str, secret: Secret | None) -> tuple[Problem, ...]:
        """A header value: visible ASCII, no blank at either end (RFC 9110, 5.5)."""
        del username
        found = secret_problems("token", secret)
        if secret is not None:
            value = secret.reveal()
            if value != value.strip():
                found.append(Problem("token", "token-blanks"))
            if not value.isascii():
                found.append(Problem("token", "token-not-ascii"))
        return tuple(found)

    def apply(self, username: str, secret: Secret) -> Headers:
        """The one header."""
        del username
        return (("X-Auth-Token", secret.reveal()),)

    def verify(self, username: str, secret: Secret | None, headers: Headers) -> Check:
        """Tell apart: absent, twice, another scheme, empty, stray blanks, wrong."""
        del username
        given = values_of(headers, "x-auth-token")
        if len(given) > 1:
            return Check("refused", "two-headers", {"header": "X-Auth-Token"})
        if not given:
            return absent(headers, "x-auth-token")
        if secret is None:
            return Check("unverifiable", "secret-missing")
        received = given[0].encode("latin-1", "replace")
        expected = secret.reveal().encode("utf-8", "surrogatepass")
        right = same(received, expected)
        loose = same(received.strip(b" \t\"'"), expected) or same(received.removeprefix(b"Bearer "), expected)
        if right:
            return Check("verified", "right")
        if not received:
            return Check("refused", "token-empty-received")
        return Check("refused", "token-stray-text" if loose else "wrong-token")

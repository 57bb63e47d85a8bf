"""No authentication: nothing is sent, anything is accepted."""

from __future__ import annotations

from dataclasses import dataclass

from ongoing_desktop.auth.base import CREDENTIAL_HEADERS, Check, SchemeField
from ongoing_desktop.domain.exchange import Headers
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.secret import Secret


@dataclass(frozen=True, slots=True)
class NoAuthentication:
    """Ongoing's choice "None"."""

    key: str = "none"
    title: str = "None"
    fields: tuple[SchemeField, ...] = ()
    header_names: frozenset[str] = frozenset()
    needs_secret: bool = False

    def problems(self, username: str, secret: Secret | None) -> tuple[Problem, ...]:
        """Nothing can be wrong."""
        del username, secret
        return ()

    def apply(self, username: str, secret: Secret) -> Headers:
        """Nothing is sent."""
        del username, secret
        return ()

    def verify(self, username: str, secret: Secret | None, headers: Headers) -> Check:
        """Always open; a credential that came all the same is mentioned."""
        del username, secret
        came = any(name.lower() in CREDENTIAL_HEADERS for name, _ in headers)
        return Check("open", "no-authentication-credential-sent" if came else "no-authentication")

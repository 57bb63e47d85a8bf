"""Authentication schemes, one file each; pure. A new scheme is one file and one line here."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ongoing_desktop.auth.base import TABLE, Check, ReceiverPart, Scheme, SchemeField, credential_headers
from ongoing_desktop.auth.basic import BasicAuthentication
from ongoing_desktop.auth.none import NoAuthentication
from ongoing_desktop.auth.x_auth_token import TokenAuthentication
from ongoing_desktop.domain.exchange import Headers
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.snapshot import OldCredential

TABLE.update(
    (scheme.key, scheme)
    for scheme in (
        NoAuthentication(),
        BasicAuthentication(),
        TokenAuthentication(),
    )
)
SCHEMES: Final[Mapping[str, Scheme]] = MappingProxyType(TABLE)
"""Schemes by their config-file key, in the order of Ongoing's screen."""

__all__ = [
    "SCHEMES",
    "Check",
    "ReceiverPart",
    "Scheme",
    "SchemeField",
    "credential_headers",
    "entered_in",
    "known_keys",
    "userinfo_scheme",
    "verify_both",
]


def known_keys() -> str:
    """The config-file keys as a phrase: ``none, basic and x-auth-token``."""
    *most, last = SCHEMES
    return f"{', '.join(most)} and {last}"


def entered_in(credential: Headers) -> tuple[str, Secret | None]:
    """User name and secret of the first credential in these headers, of any scheme; for example, to mask its echo."""
    for name, value in credential:
        for scheme in SCHEMES.values():
            if (found := scheme.credential_in(name, value)) is not None:
                user, secret = scheme.entered(found)
                return user, Secret(secret or found)
        return "", Secret(value.partition(" ")[2] if name.lower().endswith("authorization") else value)
    return "", None


def userinfo_scheme() -> Scheme:
    """The scheme meant by ``user:password@`` in an address and by cURL's ``-u``."""
    return next(scheme for scheme in SCHEMES.values() if scheme.takes_userinfo)


def verify_both(scheme: Scheme, username: str, secret: Secret | None, old: OldCredential, headers: Headers) -> Check:
    """Check a request during a rotation, when the new credential and the old one are accepted.

    Both comparisons always run, so that the time reveals nothing. If the keyring does not return the old credential, a
    request without the new one is unverifiable, because it may have the old one.
    """
    by_new = scheme.verify(username, secret, headers)
    by_old = scheme.verify(old.username, old.secret, headers)
    if by_new.verdict == "verified":
        return by_new
    if by_old.verdict == "verified" and old.secret is not None:
        return Check("verified", "old-credential")
    if by_new.verdict == "refused" and by_old.verdict == "unverifiable":
        return Check("unverifiable", "old-secret-unreadable")
    return by_new

"""Authentication schemes, one file each; pure. A new scheme is one file and one line here."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ongoing_desktop.auth.base import TABLE, Check, ReceiverPart, Scheme, SchemeField, credential_headers
from ongoing_desktop.auth.basic import BasicAuthentication
from ongoing_desktop.auth.dual_credentials import verify_both
from ongoing_desktop.auth.none import NoAuthentication
from ongoing_desktop.auth.x_auth_token import TokenAuthentication
from ongoing_desktop.domain.exchange import Headers
from ongoing_desktop.domain.secret import Secret

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

"""One file per way a webhook proves who sends it; pure. A new scheme is one file and one line here."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ongoing_desktop.auth.base import Check, Scheme, SchemeField
from ongoing_desktop.auth.basic import BasicAuthentication
from ongoing_desktop.auth.dual_credentials import verify_both
from ongoing_desktop.auth.none import NoAuthentication
from ongoing_desktop.auth.secret_advice import secret_advice
from ongoing_desktop.auth.x_auth_token import TokenAuthentication

_ALL: Final[tuple[Scheme, ...]] = (NoAuthentication(), BasicAuthentication(), TokenAuthentication())
SCHEMES: Final[Mapping[str, Scheme]] = MappingProxyType({scheme.key: scheme for scheme in _ALL})
"""By the config file's word, in the order of Ongoing's screen."""

__all__ = ["SCHEMES", "Check", "Scheme", "SchemeField", "secret_advice", "verify_both"]

"""What every authentication scheme offers, and what they share. Pure: no I/O, safe on any thread.

A new scheme is one file with a :class:`Scheme` and one line in :data:`ongoing_desktop.auth.SCHEMES`; forms, checks and
the listener build themselves from it.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from ongoing_desktop.domain.exchange import Headers, Verdict
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import EMPTY_MAPPING

CREDENTIAL_HEADERS = frozenset({"authorization", "x-auth-token"})
LONGEST_SECRET = 1280
"""Characters; Windows keeps at most 2,560 bytes of UTF-16 (jaraco/keyring#355)."""


@dataclass(frozen=True, slots=True)
class SchemeField:
    """A field of the form. ``key`` is also its object name in the window."""

    key: str
    label: str
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """Whether a request's credentials are right, and why not. Never holds what was expected."""

    verdict: Verdict
    reason_code: str
    params: Mapping[str, object] = EMPTY_MAPPING


class Scheme(Protocol):
    """One way that a webhook proves who sends it."""

    @property
    def key(self) -> str:
        """The config file's word for it."""

    @property
    def title(self) -> str:
        """Ongoing's word for it."""

    @property
    def fields(self) -> tuple[SchemeField, ...]:
        """Fields of the form, in order."""

    @property
    def header_names(self) -> frozenset[str]:
        """Lower-case names of the headers that carry the credential."""

    @property
    def needs_secret(self) -> bool:
        """Whether it can be applied or checked only with a secret."""

    def problems(self, username: str, secret: Secret | None) -> tuple[Problem, ...]:
        """What is wrong with the values; None as secret means "unchanged" and is not judged."""

    def apply(self, username: str, secret: Secret) -> Headers:
        """The headers that a request gets."""

    def verify(self, username: str, secret: Secret | None, headers: Headers) -> Check:
        """Judge a received request, in a time that does not depend on how much of it is right."""


def same(left: bytes, right: bytes) -> bool:
    """Compare in constant time; hashing first hides the lengths too."""
    return hmac.compare_digest(hashlib.sha256(left).digest(), hashlib.sha256(right).digest())


def values_of(headers: Headers, name: str) -> list[str]:
    """All values of a header, by its lower-case name."""
    return [value for key, value in headers if key.lower() == name]


def has_controls(text: str) -> bool:
    """Whether a text holds control characters (C0, DEL, C1), which no header and no Basic credential may."""
    return any(ord(char) < 32 or 127 <= ord(char) < 160 for char in text)


def secret_problems(field: str, secret: Secret | None) -> list[Problem]:
    """Checks that hold for every password and token (RFC 7617; RFC 9110, 5.5; Windows' limit)."""
    if secret is None:
        return []
    value = secret.reveal()
    found: list[Problem] = []
    if not value:
        found.append(Problem(field, f"{field}-empty"))
    if has_controls(value):
        found.append(Problem(field, f"{field}-controls"))
    if len(value.encode("utf-16-le", "surrogatepass")) > 2 * LONGEST_SECRET:
        found.append(Problem(field, "secret-too-long", {"limit": LONGEST_SECRET}))
    if any(0xD800 <= ord(char) <= 0xDFFF for char in value):
        found.append(Problem(field, "secret-not-text"))
    return found


def absent(headers: Headers, wanted: str) -> Check:
    """The credential header is not there: say whether another scheme was used instead."""
    others = sorted({name.lower() for name, _ in headers} & CREDENTIAL_HEADERS - {wanted})
    if others:
        return Check("refused", "other-scheme", {"expected": TITLES[wanted], "got": TITLES[others[0]]})
    return Check("refused", "header-absent", {"header": TITLES[wanted]})


TITLES: Mapping[str, str] = {"authorization": "Authorization: Basic", "x-auth-token": "X-Auth-Token"}

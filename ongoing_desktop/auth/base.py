"""What every authentication scheme answers, and what they share. Pure: no I/O, safe on any thread.

A new scheme is one file with a subclass of :class:`Scheme` and one line in :mod:`ongoing_desktop.auth`. Everything that
deals with credentials loops over the table: form, config file, settings sheet, receiver code, tests, listener, cURL.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, Final, NamedTuple

from ongoing_desktop.domain.exchange import Headers, Verdict
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import EMPTY_MAPPING

LONGEST_SECRET: Final = 1280
"""Characters; Windows keeps at most 2,560 bytes of UTF-16 (jaraco/keyring#355)."""
SHORT: Final = 16
"""Characters. A secret that a program remembers can as well be long (NIST SP 800-63B, 5.1.1: 8 for people's own)."""
FEW_CHARACTERS: Final = 5


class SchemeField(NamedTuple):
    """A field of the form. ``key`` is also its object name in the window."""

    key: str
    label: str
    labels: Mapping[str, str] = EMPTY_MAPPING
    """The label in other languages than English."""
    secret: bool = False

    def label_in(self, language: str) -> str:
        """The label in a language of the settings sheet."""
        return self.labels.get(language, self.label)


USERNAME: Final = SchemeField("username", "User name", {"sv": "Användarnamn"})


class ReceiverPart(NamedTuple):
    """What a receiver in one language needs to check a credential: a function ``authorized`` and its imports."""

    check: str
    imports: tuple[str, ...] = ()
    """Modules of the standard library beside those that every receiver imports."""


@dataclass(frozen=True, slots=True)
class Check:
    """Whether a request's credentials are right, and why not. Never holds what was expected."""

    verdict: Verdict
    reason_code: str
    params: Mapping[str, object] = EMPTY_MAPPING


class Scheme:
    """One way that a webhook proves who sends it. The defaults are those of a secret in one header field."""

    key: str
    """The config file's word for it."""
    title: str
    """Ongoing's word for it."""
    titles: ClassVar[Mapping[str, str]] = EMPTY_MAPPING
    """The title in other languages than English."""
    word: str
    """A short word for lists and sentences."""
    fields: tuple[SchemeField, ...] = ()
    """Fields of the form, in order: at most :data:`USERNAME` and one secret."""
    header: str = ""
    """Name of the header field that carries the credential."""
    prefix: str = ""
    """The authentication scheme that the value begins with (RFC 9110, 11.4), empty where it has none."""
    takes_userinfo: bool = False
    """It is what ``user:password@`` in an address and cURL's ``-u`` mean."""
    other_scheme_code: str = "other-scheme"
    """Reason code for a header that begins with another :attr:`prefix`."""
    reasons: ClassVar[Mapping[str, str]] = EMPTY_MAPPING
    """Sentences of the codes that only this scheme gives."""
    receiver: ClassVar[Mapping[str, ReceiverPart]] = EMPTY_MAPPING
    """Its part of the receiver code, by language; a language that is absent is not offered."""

    def title_in(self, language: str) -> str:
        """The title in a language of the settings sheet."""
        return self.titles.get(language, self.title)

    @cached_property
    def secret_field(self) -> SchemeField | None:
        """The field with the password or token."""
        return next((field for field in self.fields if field.secret), None)

    @cached_property
    def needs_secret(self) -> bool:
        """Whether it can be applied or checked only with a secret."""
        return self.secret_field is not None

    @cached_property
    def has_username(self) -> bool:
        """Whether a user name belongs to it."""
        return USERNAME in self.fields

    @cached_property
    def header_names(self) -> frozenset[str]:
        """Lower-case names of the headers that carry the credential."""
        return frozenset({self.header.lower()} - {""})

    @cached_property
    def shown_header(self) -> str:
        """The header without its credential, such as ``Authorization: Basic``."""
        return f"{self.header}: {self.prefix}" if self.prefix else self.header

    @cached_property
    def wire_name(self) -> str:
        """What a challenge asks for it by: the prefix, else the header."""
        return self.prefix or self.header

    @cached_property
    def credential_words(self) -> str:
        """What can be wrong, such as "user name or password"."""
        return " or ".join(field.label.lower() for field in self.fields)

    @cached_property
    def sentences(self) -> Mapping[str, str]:
        """Sentences of all codes that :meth:`problems` and :meth:`verify` of this scheme alone give."""
        if (field := self.secret_field) is None:
            return self.reasons
        name = field.label.lower()
        return {
            f"{field.key}-empty": f"Enter the {name}.",
            f"{field.key}-missing": f"Enter the {name}; none is stored for this webhook.",
            f"{field.key}-controls": (
                f"The {name} contains an invisible control character, such as a line break; enter it again."
            ),
            f"{field.key}-blanks": f"The {name} begins or ends with a space, which a header cannot carry.",
            f"{field.key}-not-ascii": (
                f"The {name} contains a character that a header cannot carry; use ASCII characters only."
            ),
            **self.reasons,
        }

    def problems(self, username: str, secret: Secret | None) -> tuple[Problem, ...]:
        """What is wrong with the values; None as secret means "unchanged" and is not judged."""
        return (*self.username_problems(username), *self.secret_problems(secret))

    def username_problems(self, username: str) -> tuple[Problem, ...]:
        """What is wrong with the user name."""
        del username
        return ()

    def secret_problems(self, secret: Secret | None) -> tuple[Problem, ...]:
        """What no password and no token may be (RFC 7617; RFC 9110, 5.5; Windows' limit)."""
        field = self.secret_field
        if secret is None or field is None:
            return ()
        value = secret.reveal()
        found: list[Problem] = []
        if not value:
            found.append(Problem(field.key, f"{field.key}-empty"))
        if has_controls(value):
            found.append(Problem(field.key, f"{field.key}-controls"))
        if len(value.encode("utf-16-le", "surrogatepass")) > 2 * LONGEST_SECRET:
            found.append(Problem(field.key, "secret-too-long", {"limit": LONGEST_SECRET}))
        if any(0xD800 <= ord(char) <= 0xDFFF for char in value):
            found.append(Problem(field.key, "secret-not-text"))
        return tuple(found)

    def advice(self, secret: Secret) -> str:
        """Code of a ``secret-…`` sentence while a secret is typed, empty for none: never a ban."""
        value = secret.reveal()
        if not value or has_controls(value):
            return ""  # said as a problem
        if len(set(value)) < FEW_CHARACTERS:
            return "secret-repeats"
        return "secret-short" if len(value) < SHORT else ""

    def apply(self, username: str, secret: Secret) -> Headers:
        """The headers that a request gets."""
        value = self.encoded(username, secret)
        return ((self.header, f"{self.prefix} {value}" if self.prefix else value),)

    def encoded(self, username: str, secret: Secret) -> str:
        """The credential as the header carries it, without the prefix."""
        del username
        return secret.reveal()

    def masked(self, username: str, mask: str) -> str:
        """The header for people, with ``mask`` in place of the secret; empty where none is sent."""
        if not self.header:
            return ""
        user = f"{username}:" if self.has_username else ""
        return f"{self.shown_header}{' ' if self.prefix else ': '}{user}{mask}"

    def challenge(self, realm: str) -> str:
        """The value of WWW-Authenticate in a 401 (RFC 9110, 11.6.1); empty where nothing is asked for."""
        return f'{self.wire_name} realm="{realm}"' if self.header else ""

    def credential_in(self, name: str, value: str) -> str | None:
        """The credential of a header field without the prefix, or None where the field is another scheme's."""
        if not self.header or name.lower() != self.header.lower():
            return None
        if not self.prefix:
            return value
        prefix, _, rest = value.strip(" \t").partition(" ")
        return rest.strip(" \t") if prefix.lower() == self.prefix.lower() else None

    def entered(self, credential: str) -> tuple[str, str]:
        """User name and secret of what :meth:`credential_in` gave, both empty where it cannot be read."""
        return "", credential

    def verify(self, username: str, secret: Secret | None, headers: Headers) -> Check:
        """Judge a received request, in a time that does not depend on how much of it is right."""
        given = [(name, value) for name, value in headers if name.lower() == self.header.lower()]
        if len(given) > 1:
            return Check("refused", "two-headers", {"header": self.header})
        if not given:
            got = _others_credential(self, headers)
            if got:
                return Check("refused", "other-scheme", {"expected": self.shown_header, "got": got})
            return Check("refused", "header-absent", {"header": self.shown_header})
        credential = self.credential_in(*given[0])
        if credential is None:
            got = _others_credential(self, headers)
            return Check("refused", self.other_scheme_code, {"expected": self.shown_header, "got": got})
        if secret is None:
            return Check("unverifiable", "secret-missing")
        return self.judge(credential, username, secret)

    def judge(self, credential: str, username: str, secret: Secret) -> Check:
        """Judge what :meth:`credential_in` gave; each character of it is one byte."""
        raise NotImplementedError


TABLE: Final[dict[str, Scheme]] = {}
"""Filled by :mod:`ongoing_desktop.auth`."""


def credential_headers() -> frozenset[str]:
    """Lower-case names of the headers of all schemes."""
    return frozenset(name for scheme in TABLE.values() for name in scheme.header_names)


def _others_credential(scheme: Scheme, headers: Headers) -> str:
    """How another scheme's header in a request is called, or nothing."""
    for other in TABLE.values():
        if other is not scheme and any(other.credential_in(name, value) is not None for name, value in headers):
            return other.shown_header
    names = credential_headers()
    return next((name for name, _ in headers if name.lower() in names), "")


def same(left: bytes, right: bytes) -> bool:
    """Compare in constant time; hashing first hides the lengths too."""
    return hmac.compare_digest(hashlib.sha256(left).digest(), hashlib.sha256(right).digest())


def has_controls(text: str) -> bool:
    """Whether a text holds control characters (C0, DEL, C1), which no header and no Basic credential may."""
    return any(ord(char) < 32 or 127 <= ord(char) < 160 for char in text)


def header_value_problems(field: str, secret: Secret | None) -> tuple[Problem, ...]:
    """What a secret that is sent as it is may not be besides: visible ASCII, no blank at either end (RFC 9110, 5.5)."""
    value = secret.reveal() if secret is not None else ""
    found: list[Problem] = []
    if value != value.strip():
        found.append(Problem(field, f"{field}-blanks"))
    if not value.isascii():
        found.append(Problem(field, f"{field}-not-ascii"))
    return tuple(found)

"""The interface of authentication schemes and their shared parts. Pure: no I/O, safe on any thread.

A new scheme is one file with a subclass of :class:`Scheme` and one line in :mod:`ongoing_desktop.auth`. All code that
handles credentials iterates over the table: form, config file, settings sheet, receiver code, tests, listener, cURL.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import ClassVar, Final, NamedTuple

from ongoing_desktop.domain.exchange import Headers, Verdict
from ongoing_desktop.domain.lazy_dataclasses import EMPTY_MAPPING, dataclass
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.secret import Secret

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")

LONGEST_SECRET: Final = 1280
"""Characters. Windows stores at most 2,560 bytes of UTF-16 (jaraco/keyring#355)."""
SHORT: Final = 16
"""Characters. A secret stored by programs may well be long (NIST SP 800-63B, 5.1.1: 8 for people's own)."""
FEW_CHARACTERS: Final = 5


class SchemeField(NamedTuple):
    """A field of the form. ``key`` is also its object name in the window."""

    key: str
    label: str
    labels: Mapping[str, str] = EMPTY_MAPPING
    """The label in languages other than English."""
    secret: bool = False

    def label_in(self, language: str) -> str:
        """The label in a language of the settings sheet."""
        return self.labels.get(language, self.label)


USERNAME: Final = SchemeField("username", "User name", {"sv": "Användarnamn"})


class ReceiverPart(NamedTuple):
    """How a receiver in one language computes the value of the header that carries the right credential."""

    expected: str = ""
    """An expression of ``SECRET``, ``USERNAME`` and ``PREFIX`` as the language's program names them."""
    imports: tuple[str, ...] = ()
    """Modules in addition to those that every receiver imports."""


@dataclass(frozen=True, slots=True)
class Check:
    """Whether a request's credentials are right, and if not, why. Never contains the expected values."""

    verdict: Verdict
    reason_code: str
    params: Mapping[str, object] = EMPTY_MAPPING


class Scheme:
    """An authentication scheme. The defaults are those of a secret in one header field."""

    key: str
    """The key in the config file."""
    title: str
    """Ongoing's name for the scheme."""
    titles: ClassVar[Mapping[str, str]] = EMPTY_MAPPING
    """The title in languages other than English."""
    word: str
    """A short name for lists and sentences."""
    fields: tuple[SchemeField, ...] = ()
    """Fields of the form in order: at most :data:`USERNAME` and one secret."""
    header: str = ""
    """Name of the header field that carries the credential."""
    prefix: str = ""
    """The authentication scheme at the beginning of the value (RFC 9110, 11.4), empty if it has none."""
    takes_userinfo: bool = False
    """Whether ``user:password@`` in an address and cURL's ``-u`` mean this scheme."""
    other_scheme_code: str = "other-scheme"
    """Reason code for a header that begins with another :attr:`prefix`."""
    reasons: ClassVar[Mapping[str, str]] = EMPTY_MAPPING
    """Sentences of the codes used only by this scheme."""
    receiver: ClassVar[Mapping[str, ReceiverPart]] = EMPTY_MAPPING
    """Its part of the receiver code, by language. Absent languages are not offered."""

    def title_in(self, language: str) -> str:
        """The title in a language of the settings sheet."""
        return self.titles.get(language, self.title)

    @cached_property
    def secret_field(self) -> SchemeField | None:
        """The field with the password or token, or None."""
        return next((field for field in self.fields if field.secret), None)

    @cached_property
    def needs_secret(self) -> bool:
        """Whether the scheme needs a secret to be applied or checked."""
        return self.secret_field is not None

    @cached_property
    def has_username(self) -> bool:
        """Whether the scheme uses a user name."""
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
        """The name used in a challenge: the prefix, or else the header."""
        return self.prefix or self.header

    @cached_property
    def sentences(self) -> Mapping[str, str]:
        """Sentences of all codes that only :meth:`problems` and :meth:`verify` of this scheme return."""
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
        """Problems with the entered values. A secret of None means "unchanged" and is not checked."""
        return (*self.username_problems(username), *self.secret_problems(secret))

    def username_problems(self, username: str) -> tuple[Problem, ...]:
        """Problems with the user name."""
        del username
        return ()

    def secret_problems(self, secret: Secret | None) -> tuple[Problem, ...]:
        """Problems with a secret in any scheme (RFC 7617; RFC 9110, 5.5; Windows' limit)."""
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
        if _SURROGATE.search(value):
            found.append(Problem(field.key, "secret-not-text"))
        return tuple(found)

    def advice(self, secret: Secret) -> str:
        """Code of a ``secret-…`` sentence shown while a secret is typed, empty for none. Advice never prevents saving."""
        value = secret.reveal()
        if not value or has_controls(value):
            return ""  # reported as a problem
        if len(set(value)) < FEW_CHARACTERS:
            return "secret-repeats"
        return "secret-short" if len(value) < SHORT else ""

    def apply(self, username: str, secret: Secret) -> Headers:
        """The headers to add to a request."""
        value = self.encoded(username, secret)
        return ((self.header, f"{self.prefix} {value}" if self.prefix else value),)

    def encoded(self, username: str, secret: Secret) -> str:
        """The credential as it appears in the header after the prefix."""
        del username
        return secret.reveal()

    def masked(self, username: str, mask: str) -> str:
        """The header for display, with ``mask`` in place of the secret; empty if the scheme sends none."""
        if not self.header:
            return ""
        user = f"{username}:" if self.has_username else ""
        return f"{self.shown_header}{' ' if self.prefix else ': '}{user}{mask}"

    def challenge(self, realm: str) -> str:
        """The WWW-Authenticate value of a 401 (RFC 9110, 11.6.1), empty if there is no challenge."""
        return f'{self.wire_name} realm="{realm}"' if self.header else ""

    def credential_in(self, name: str, value: str) -> str | None:
        """The credential in a header field, without the prefix, or None if the field belongs to another scheme."""
        if not self.header or name.lower() != self.header.lower():
            return None
        if not self.prefix:
            return value
        prefix, _, rest = value.strip(" \t").partition(" ")
        return rest.strip(" \t") if prefix.lower() == self.prefix.lower() else None

    def entered(self, credential: str) -> tuple[str, str]:
        """User name and secret from the result of :meth:`credential_in`, both empty if it cannot be decoded."""
        return "", credential

    def verify(self, username: str, secret: Secret | None, headers: Headers) -> Check:
        """Check a received request, in a time that does not depend on how much of the credential is right."""
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
        """Check the result of :meth:`credential_in`, in which each character is one byte."""
        raise NotImplementedError


TABLE: Final[dict[str, Scheme]] = {}
"""Filled by :mod:`ongoing_desktop.auth`."""


def credential_headers() -> frozenset[str]:
    """Lower-case names of the credential headers of all schemes."""
    return frozenset(name for scheme in TABLE.values() for name in scheme.header_names)


def _others_credential(scheme: Scheme, headers: Headers) -> str:
    """The name of another scheme's header in the request, or an empty text."""
    for other in TABLE.values():
        if other is not scheme and any(other.credential_in(name, value) is not None for name, value in headers):
            return other.shown_header
    names = credential_headers()
    return next((name for name, _ in headers if name.lower() in names), "")


def same(left: bytes, right: bytes) -> bool:
    """Compare in constant time. Hashing first hides the lengths too."""
    import hashlib  # noqa: PLC0415 - loads OpenSSL
    import hmac  # noqa: PLC0415

    return hmac.compare_digest(hashlib.sha256(left).digest(), hashlib.sha256(right).digest())


def has_controls(text: str) -> bool:
    """Whether a text has control characters (C0, DEL, C1), which headers and Basic credentials must not contain."""
    return _CONTROL.search(text) is not None


def header_value_problems(field: str, secret: Secret | None) -> tuple[Problem, ...]:
    """Problems with a secret sent unencoded: only visible ASCII, and no space at either end (RFC 9110, 5.5)."""
    value = secret.reveal() if secret is not None else ""
    found: list[Problem] = []
    if value != value.strip():
        found.append(Problem(field, f"{field}-blanks"))
    if not value.isascii():
        found.append(Problem(field, f"{field}-not-ascii"))
    return tuple(found)

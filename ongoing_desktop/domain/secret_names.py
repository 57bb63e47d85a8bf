"""Which names carry a credential: one rule for header fields and address parameters, received and sent.

A name is split into words: ``X-Access-Token``, ``accessToken`` and ``access%5Ftoken`` are equal. Names that describe a
credential (``token_type``, ``session_count``) or only resemble one (``postcode``, ``Idempotency-Key``, ``author``) do
not count. The user's additional names are compared as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final
from urllib.parse import unquote

from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.problems import Problem

LONGEST_NAME: Final = 100
MOST_NAMES: Final = 200
"""Maximum number of the user's additional names of each kind."""
EXAMPLE_HEADERS: Final = (
    "Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie", "X-Auth-Token", "X-Api-Key", "Api-Key",
    "X-Access-Token", "X-Gitlab-Token", "X-Webhook-Secret", "Ocp-Apim-Subscription-Key", "X-Amz-Security-Token",
    "X-Functions-Key", "X-Hub-Signature-256", "X-Session-Id", "X-Client-Secret",
)  # fmt: skip
"""Examples of what the rule finds, for display. The rule finds more."""
EXAMPLE_PARAMETERS: Final = (
    "token", "access_token", "api_key", "key", "secret", "client_secret", "password", "pass", "pwd", "pw", "pin", "otp",
    "code", "auth", "session", "sid", "jwt", "bearer", "credentials", "sas", "sig", "signature",
)  # fmt: skip

# Patterns are compiled on first use, because many commands judge no name.
_HEADER_NAME: Final = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_PARAMETER_NAME: Final = r"[^\x00-\x20\x7f-\xa0?&;#=,\"'<>]+"
_WORDS: Final = r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[^A-Za-z0-9]+"
_NO_LETTER: Final = r"[^a-z0-9]+"
# Nearly every name contains none of these and needs no further check.
_HINT: Final = (
    "token|secret|pass|pw|cred|auth|cookie|sig|hmac|key|bearer|jw|ses|[cx]srf|otp|pin|sas|sid|code|verif|assert|saml"
    "|senord|kennwort|motdepasse"
)
# Credentials anywhere in a name.
_FRAGMENT: Final = (
    r"token(?!i[sz])|secret(?!ar)|passw|passphrase|passcode|passkey|pwd|credential|authori[sz]ation|cookie|signature"
    r"|hmac|apikey|accesskey|bearer|jwt|(?<!ob)(?<!os)session|sessid|[cx]srf|samlresponse|senord|kennwort|motdepasse"
)
_WHOLE_WORDS: Final = frozenset(
    {"pass", "pw", "otp", "totp", "pin", "sas", "sig", "cred", "creds", "jws", "jwe", "verifier", "assertion"}
)
_WHOLE_NAMES: Final = _WHOLE_WORDS | {"code", "key", "keys", "auth", "sid", "connectsid", "sign"}
_LAST_WORDS: Final = frozenset({"auth", "authn", "authz", "oauth", "authentication", "sign"})
_AFTER_AUTH: Final = frozenset({"data", "value", "header", "string", "hash", "ticket", "blob", "params", "payload"})
_CODES: Final = (
    r"(?:auth|access|verification|verify|security|sms|login|otp|mfa|activation|invitation|invite|recovery|backup|device"
    r"|secret|pin|reset|confirmation)code\Z"
)
_PASSES: Final = frozenset(
    {"bypass", "compass", "encompass", "trespass", "surpass", "overpass", "underpass", "outpass", "multipass"}
)
# "…key" after one of these names an object or is a common English word, so it is not a credential.
_HARMLESS_KEYS: Final = frozenset(
    {
        "idempotency", "sort", "order", "group", "partition", "primary", "foreign", "routing", "public", "cache",
        "surrogate", "object", "row", "column", "shard", "socket", "websocket", "dedup", "deduplication", "unique", "composite",
        "natural", "item", "article", "product", "message", "record", "lookup", "search", "translation",
        "mon", "tur", "don", "hoc", "joc", "whis", "hot",
    }
)  # fmt: skip
# A last word that describes a property of a credential.
_ABOUT: Final = frozenset(
    {
        "type", "types", "name", "names", "url", "uri", "endpoint", "count", "length", "size", "expires", "expiry",
        "expiration", "ttl", "lifetime", "age", "algorithm", "alg", "version", "format", "policy", "method", "methods",
        "status", "timestamp", "date", "time", "timeout", "scope", "scopes", "hint", "limit", "remaining", "index",
        "offset", "page", "issuer", "audience", "mode", "required", "enabled", "allowed", "scheme", "level", "consent",
        "preferences", "input", "provider",
    }
)  # fmt: skip
_ABOUT_ONE_WORD: Final = (
    rf"(?:token|password|session|cookie|secret|signature|credential|jwt)s?(?:{'|'.join(sorted(_ABOUT))})"
)


@dataclass(frozen=True, slots=True)
class SecretNames:
    """The rule with the user's additional names, in lower case."""

    headers: frozenset[str] = frozenset()
    parameters: frozenset[str] = frozenset()

    def header(self, name: str) -> bool:
        """Whether a header field of this name carries a credential."""
        return _is_secret(name) or (bool(self.headers) and name.strip().lower() in self.headers)

    def parameter(self, name: str) -> bool:
        """Whether a parameter of this name carries one. ``name``: as in the address, percent-encoded or not."""
        if "%" in name:
            name = decoded(name)
        return _is_secret(name) or (bool(self.parameters) and name.strip("+ \t").lower() in self.parameters)


USUAL: Final = SecretNames()
"""Without additional names."""


def decoded(text: str) -> str:
    """Percent-decode a text repeatedly, as several programs in a row might; each byte is one character."""
    for _ in range(3):
        if "%" not in text or (plain := unquote(text, encoding="latin-1")) == text:
            break
        text = plain
    return text


def _is_secret(name: str) -> bool:
    # Long names are not cached, because strangers could fill the memory.
    return _remembered(name) if len(name) <= LONGEST_NAME else _judged(name)


def _judged(name: str) -> bool:
    squashed = re.sub(_NO_LETTER, "", name.lower())
    if not re.search(_HINT, squashed):
        return False
    words = [word.rstrip("0123456789") for word in re.split(_WORDS, name)]
    words = [word.lower() for word in words if word and word not in "Xxv"]
    squashed = "".join(words) or squashed
    if not words or words[-1] in _ABOUT or re.fullmatch(_ABOUT_ONE_WORD, words[-1]):
        return False
    return (
        bool(re.search(_FRAGMENT, squashed))
        or squashed in _WHOLE_NAMES
        or not _WHOLE_WORDS.isdisjoint(words)
        or words[-1] in _LAST_WORDS
        or words[-1].endswith("auth")
        or ("auth" in words[:-1] and words[-1] in _AFTER_AUTH)
        or (words[-1].endswith("pass") and words[-1] not in _PASSES)
        or bool(re.search(_CODES, squashed))
        or _is_secret_key(words)
    )


def _is_secret_key(words: list[str]) -> bool:
    last = words[-1].removesuffix("s")
    if not last.endswith("key"):
        return False
    before = last[:-3] or (words[-2] if len(words) > 1 else "")
    return before not in _HARMLESS_KEYS


_remembered = lru_cache(maxsize=4096)(_judged)


def checked_names(lines: Iterable[str], *, field: str) -> tuple[frozenset[str], tuple[Problem, ...]]:
    """The user's additional names in lower case, and a problem for each invalid line. Empty lines are ignored.

    ``field``: ``headers`` or ``parameters``; parameters may be percent-encoded.
    """
    right = _HEADER_NAME if field == "headers" else _PARAMETER_NAME
    found: set[str] = set()
    problems: list[Problem] = []
    for number, line in enumerate(lines, 1):
        if not (name := line.strip()):
            continue
        plain = name if field == "headers" else decoded(name)
        if len(name) > LONGEST_NAME:
            problems.append(Problem(field, "secret-name-long", {"line": number, "limit": LONGEST_NAME}))
        elif not re.fullmatch(right, plain):
            problems.append(Problem(field, f"secret-name-{field}", {"line": number}))
        else:
            found.add(plain.lower())
    return frozenset(found), tuple(problems)


def too_many(names: frozenset[str], *, field: str) -> tuple[Problem, ...]:
    """A problem if there are too many names."""
    return (Problem(field, "secret-name-many", {"limit": MOST_NAMES}),) if len(names) > MOST_NAMES else ()

"""Credential values never reach history, logs or exports: they become scheme, length and a keyed short hash.

The hash lets equal values be recognised as equal; its key is random and kept with the secrets, so it can't be
turned back by trying values.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Callable, Iterable
from typing import Final
from urllib.parse import quote, quote_plus

from ongoing_desktop.domain.exchange import Headers
from ongoing_desktop.domain.secret import Secret

SECRET_HEADERS: Final = frozenset(
    {"authorization", "proxy-authorization", "x-auth-token", "x-api-key", "cookie", "set-cookie"}
)
_SECRET_QUERY: Final = re.compile(
    r"(?i)(?<=[?&;])([^=&;#]*(?:token|key|secret|sig|signature|password|passwd|pwd|auth)[^=&;#]*)=([^&;#]+)"
)
REDACTED_VALUE: Final = re.compile(
    r"([A-Za-z][A-Za-z0-9-]{0,19} )?\[redacted: [0-9]{1,9} characters, fingerprint [0-9a-f]{8}\]"
)
"""What :func:`redact_value` makes; the scheme with its blank is the first group."""
_REDACTED_QUERY: Final = re.compile(r"\[redacted-[0-9a-f]{8}\]")
_USERINFO: Final = re.compile(r"(?<=://)[^/?#@\s]+@")
# Anything that begins like a credential header, however broken the rest of the line is.
_EXCERPT_LINE: Final = re.compile(
    rb"(?im)^([ \t]*(?:(?:proxy-)?authorization|x-auth-token|x-api-key|(?:set-)?cookie))"
    rb"([ \t]*:?)[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*"
)
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,19}(?= )")
SHORTEST_SCRUBBED: Final = 4
"""A secret shorter than this is not searched for in foreign text: it would be found everywhere."""


def fingerprint(value: bytes, key: Secret) -> str:
    """Eight hexadecimal digits of HMAC-SHA-256."""
    return hmac.new(key.reveal().encode("utf-8"), value, hashlib.sha256).hexdigest()[:8]


def redact_value(value: str, key: Secret, *, scheme: bool) -> str:
    """What stands for a credential value: scheme, length in characters, fingerprint. What is redacted stays as it is."""
    if REDACTED_VALUE.fullmatch(value):
        return value
    name = _SCHEME.match(value) if scheme else None
    rest = value[name.end() + 1 :] if name else value
    shown = f"[redacted: {len(rest)} characters, fingerprint {fingerprint(rest.encode('utf-8', 'replace'), key)}]"
    return f"{name.group()} {shown}" if name else shown


def redact_headers(headers: Headers, key: Secret, extra_names: Iterable[str] = ()) -> Headers:
    """The headers with the values of credential fields replaced; order, case and duplicates stay.

    ``extra_names``: in lower case.
    """
    names = SECRET_HEADERS.union(extra_names)
    return tuple(
        [
            (name, redact_value(value, key, scheme=lower.endswith("authorization")))
            if (lower := name.lower()) in names
            else (name, value)
            for name, value in headers
        ]
    )


def redact_target(target: str, key: Secret) -> str:
    """A request target or URL with user:password and the values of query members like ``token`` replaced."""

    def replace(found: re.Match[str]) -> str:
        if _REDACTED_QUERY.fullmatch(found.group(2)):
            return found.group()
        return f"{found.group(1)}=[redacted-{fingerprint(found.group(2).encode('utf-8', 'replace'), key)}]"

    if "@" in target:
        target = _USERINFO.sub("[redacted]@", target)
    return _SECRET_QUERY.sub(replace, target) if "=" in target else target


def redact_excerpt(raw: bytes, key: Secret, secrets: Iterable[Secret] = ()) -> bytes:
    """The beginning of a malformed request: credential lines and known secrets replaced, line by line."""

    def replace(found: re.Match[bytes]) -> bytes:
        return (
            found.group(1)
            + found.group(2)
            + b" [redacted, fingerprint "
            + fingerprint(found.group(), key).encode()
            + b"]"
        )

    line, end, rest = raw.partition(b"\r\n")
    safe_line = redact_target(line.decode("latin-1"), key).encode("latin-1", "replace")
    return scrub(_EXCERPT_LINE.sub(replace, safe_line + end + rest), secrets)


def scrub(data: bytes, secrets: Iterable[Secret], usernames: Iterable[str] = ()) -> bytes:
    """Foreign bytes, such as an echoing answer, with every known secret replaced, also in its usual encodings."""
    return scrubber(secrets, usernames)(data)


def scrubber(secrets: Iterable[Secret], usernames: Iterable[str] = ()) -> Callable[[bytes], bytes]:
    """:func:`scrub` for many pieces of data; keep it no longer than the secrets."""
    users = tuple(usernames)
    forms: set[bytes] = set()
    for secret in secrets:
        value = secret.reveal()
        if len(value) < SHORTEST_SCRUBBED:
            continue
        raw = value.encode("utf-8", "surrogatepass")
        forms |= {
            raw,
            quote(raw).encode(),
            quote_plus(raw).encode(),
            base64.b64encode(raw),
            base64.urlsafe_b64encode(raw),
        }
        forms |= {base64.b64encode(f"{user}:{value}".encode("utf-8", "surrogatepass")) for user in users}
        forms.add(value.replace("\\", "\\\\").replace('"', '\\"').replace("/", "\\/").encode("utf-8", "surrogatepass"))
    longest_first = sorted(forms, key=len, reverse=True)

    def scrub(data: bytes) -> bytes:
        for form in longest_first:
            data = data.replace(form, b"[redacted]")
        return data

    return scrub

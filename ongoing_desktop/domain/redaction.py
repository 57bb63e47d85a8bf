"""Replaces credential values by scheme, length and a keyed short hash in the history, logs and exports.

The hash shows whether values are equal. Its key is random and stored with the secrets, so values cannot be found by
trial. Header fields and addresses are examined, by the names in :mod:`ongoing_desktop.domain.secret_names` and by the
shape of values; the bodies of valid messages are not.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote, quote_plus, unquote

from ongoing_desktop.domain.exchange import Exchange, Headers, Message
from ongoing_desktop.domain.lazy_dataclasses import dataclass, field, replace
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.secret_names import USUAL, SecretNames

REDACTED_VALUE: Final = re.compile(
    r"([A-Za-z][A-Za-z0-9-]{0,19} )?\[redacted: [0-9]{1,9} characters, fingerprint [0-9a-f]{8}\]"
)
"""Matches a result of :func:`redact_value`. The first group is the scheme with its space."""
SHORTEST_SCRUBBED: Final = 4
"""A shorter secret is not searched for in foreign text, because it would be found everywhere."""
_START: Final = 4
"""Number of leading bytes by which many forms are distinguished. No form is shorter."""
_FEW: Final = 64
"""Up to this many forms are searched one by one."""
ECHO: Final = "[redacted]"
"""The replacement for a credential in :func:`scrubber`."""
_HIDDEN_USER: Final = "[redacted]@"
_REDACTED_LINE: Final = re.compile(r"\[redacted, fingerprint [0-9a-f]{8}\]")
_REDACTED_PART: Final = re.compile(r"(?:\[|%5B)redacted-[0-9a-f]{8}(?:\]|%5D)", re.IGNORECASE)
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,19}(?= )")
_DEEPEST: Final = 4
"""Maximum depth of addresses within parameters of addresses."""
_REMEMBERED: Final = 1024
_TARGET: Final = "\n"
"""Stands for the missing name if the value is not a header field."""
LONGEST_REMEMBERED: Final = 200

# A header value without any of these contains no address, parameter or bare credential.
_SUSPECT: Final = re.compile(r"[=@%\"'\x00-\x08\x0a-\x1f]|eyJ|(?i:bearer |basic )")
_BARE: Final = re.compile(r"(?i)[ \t]*(?:basic|bearer)[ \t]+[A-Za-z0-9+/._~-]{6,}=*[ \t]*")
_JWT: Final = re.compile(r"(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]*")
# User name and password before a host: after "//" where an address can begin, up to the last @ of the authority.
_USERINFO: Final = re.compile(
    r"((?:(?<=:)|(?<![^\s\"'<=,(;]))(?://|\\\\))(?:(?<=/)[^/?#\s\"<>]*|(?<=\\)[^/\\?#\s\"<>]*)@"
)
# The same if the password contains a slash or question mark: the apparent port is then not a number.
_BROKEN_USERINFO: Final = re.compile(
    r"((?:[A-Za-z][A-Za-z0-9+.-]*:)?//)(?!\[)[^/?#\s@:]*:(?![0-9]{0,5}(?:[/?#]|\Z))[^\s]*@"
)
_HOST_USERINFO: Final = re.compile(r"(?<![^\s;,=\"])[^\s;,=\"/?#]*@")
# A parameter's value continues after ";" or "#" unless another parameter begins there.
_IN_TARGET: Final = re.compile(
    r"(?:(?<=[?&;#])|\A)(?P<name>[^?&;#=]*)(?P<is>=)(?P<value>(?:[^&;#]|[;#](?![^&;#=?]*=))*)"
)
_IN_TEXT: Final = re.compile(
    r"(?<![^?&;#,\s\"'<({/|])(?P<quote>[\"']?)(?P<name>[^?&;#=,:\s\"'<>(){}|/]+)(?P=quote)(?P<is>\s*=\s*|(?<=[\"'])\s*:\s*)"
    r"(?P<value>\"(?:[^\"\\]|\\.)*\"?|'[^']*'?|(?:[^&;#\s\"'<>]|[;#](?![^&;#=?]*=))*)"
)
_BETWEEN: Final = re.compile(r"(&|;(?=[^&;=]*=))")
_ADDRESS: Final = re.compile(r"\s*(?:[A-Za-z][A-Za-z0-9+.-]{0,20}:)?[/\\?#]")
_CODED: Final = re.compile(r"[^?&;#=\s\"'<>]+")
_LINE: Final = re.compile(r"([^\r\n\x0b\x0c\x1c-\x1e]+)([\r\n\x0b\x0c\x1c-\x1e]*)")
_LINE_BREAK: Final = re.compile(r"[\r\n\x0b\x0c\x1c-\x1e]")
_FIELD: Final = re.compile(r"([^:/?=]{1,120})(:)")
_FIELD_NO_COLON: Final = re.compile(r"[^!-~]*([!#$%&'*+.^_`|~0-9A-Za-z-]{1,120})([ \t=])")
_LIKE_HEAD: Final = re.compile(r"[ \t]*[!#$%&'*+.^_`|~0-9A-Za-z-]{1,120}(?:[ \t]*:|[ \t][^ ]+ HTTP/)")
_TOKEN_FIELD: Final = re.compile(r"[ \t]*([!#$%&'*+.^_`|~0-9A-Za-z-]{1,120})[ \t]*(:)")


def fingerprint(value: bytes, key: Secret) -> str:
    """The first eight hexadecimal digits of HMAC-SHA-256."""
    return hmac.new(key.reveal().encode("utf-8"), value, hashlib.sha256).hexdigest()[:8]


def redact_value(value: str, key: Secret, *, scheme: bool) -> str:
    """The replacement of a credential value: scheme, length in characters, fingerprint. Idempotent."""
    if REDACTED_VALUE.fullmatch(value):
        return value
    name = _SCHEME.match(value) if scheme else None
    rest = value[name.end() + 1 :] if name else value
    shown = f"[redacted: {len(rest)} characters, fingerprint {fingerprint(rest.encode('utf-8', 'replace'), key)}]"
    return f"{name.group()} {shown}" if name else shown


@dataclass(frozen=True, slots=True)
class Redactor:
    """Replaces credential values. Stores no value that it replaced; safe on any thread."""

    key: Secret = field(repr=False)
    names: SecretNames = USUAL
    _harmless: set[tuple[str, str]] = field(default_factory=set, init=False, repr=False, compare=False)
    """Fields, and targets without a name, without credentials. Nearly all occur again in every request."""

    def headers(self, headers: Headers) -> Headers:
        """The fields with credential values replaced. Order, case and duplicates are kept."""
        harmless = self._harmless
        return tuple([pair if pair in harmless else (pair[0], self.field(*pair)) for pair in headers])

    def field(self, name: str, value: str) -> str:
        """The value of one header field."""
        if self.names.header(name):
            scheme = name.lower().endswith(("authorization", "authorisation")) or bool(_BARE.fullmatch(value))
            return redact_value(value, self.key, scheme=scheme)
        shown = self._foreign(name, value) if _SUSPECT.search(value) else value
        return self._remember(name, value, shown)

    def _remember(self, name: str, value: str, shown: str) -> str:
        if shown == value and len(value) < LONGEST_REMEMBERED and len(name) < LONGEST_REMEMBERED:
            if len(self._harmless) >= _REMEMBERED:
                self._harmless.clear()
            self._harmless.add((name, value))
        return shown

    def carries(self, name: str, value: str) -> bool:
        """Whether a header field carries a credential, by its name or value."""
        return self.names.header(name) or self.field(name, value) != value

    def target(self, target: str) -> str:
        """A request target or address with user, password and the values of credential parameters replaced."""
        if (_TARGET, target) in self._harmless:
            return target
        shown = target
        if "@" in target:
            if found := _BROKEN_USERINFO.match(target):
                shown = f"{found.group(1)}{_HIDDEN_USER}{target[found.end() :]}"
            elif "/" not in (start := target.partition("@")[0]) and "?" not in start:
                shown = _HOST_USERINFO.sub(_HIDDEN_USER, target, count=1)
        return self._remember(_TARGET, target, self._clean(shown, _IN_TARGET))

    def without_parameters(self, target: str) -> str:
        """A request target without its credential parameters."""
        if self.target(target) == target:
            return target
        path, mark, query = target.partition("?")
        pieces = _BETWEEN.split(query)
        kept = [
            separator + piece
            for separator, piece in zip(("", *pieces[1::2]), pieces[::2], strict=True)
            if self.target(f"?{piece}") == f"?{piece}"
        ]
        rest = "".join(kept).lstrip("&;")
        return self.target(f"{path}{mark}{rest}" if rest else path)

    def value(self, value: Any) -> Any:
        """JSON values with every text redacted."""
        if isinstance(value, str):
            return self.target(value) if _ADDRESS.match(value) else value
        if isinstance(value, Mapping):
            return {name: self.value(item) for name, item in value.items()}
        return [self.value(item) for item in value] if isinstance(value, list | tuple) else value

    def exchange(self, exchange: Exchange) -> Exchange:
        """Redact a stored exchange, whether it was stored unredacted or by an older rule."""
        row, request = exchange.row, self.message(exchange.request)
        response = self.message(exchange.response) if exchange.response is not None else None
        if row.verdict == "malformed":  # its body is the beginning of the received data, including header lines
            request = replace(request, body=self.excerpt(request.body))
        shown = replace(row, target=self.target(row.target), reason_params=self.value(row.reason_params))
        return Exchange(shown, request, response, self.value(exchange.detail))

    def message(self, message: Message) -> Message:
        """Redact the headers; the body is unchanged."""
        return Message(self.headers(message.headers), message.body)

    def excerpt(self, raw: bytes) -> bytes:
        """The beginning of a malformed request with credential lines and addresses replaced.

        Any kind of line break ends a line. NUL bytes, as in UTF-16, do not hide names; they are removed where something
        is replaced.
        """
        text = raw.decode("latin-1")
        plain = text.replace("\0", "")
        shown = self._lines(plain)
        if shown != plain:
            text = shown
        return text.encode("latin-1", "replace")

    def _foreign(self, name: str, value: str) -> str:
        """The value of a field that is not a credential by its name."""
        if _BARE.fullmatch(value):
            return redact_value(value, self.key, scheme=True)
        if _LINE_BREAK.search(value) or "\0" in value:
            # A parser that accepts other line endings would find further fields in it.
            first, *rest = self._lines(f"{name}: {value}".replace("\0", "")).split(": ", 1)
            return rest[0] if rest else first
        if "@" in value and name.lower().endswith(("host", "authority", "forwarded")):
            value = _HOST_USERINFO.sub(_HIDDEN_USER, value)
        return self.target(value) if _ADDRESS.match(value) else self._clean(value, _IN_TEXT)

    def _clean(self, text: str, pairs: re.Pattern[str], depth: int = 0) -> str:
        if "@" in text:
            text = _USERINFO.sub(rf"\1{_HIDDEN_USER}", text)
        if "=" in text:
            text = pairs.sub(lambda found: self._pair(found, pairs, depth), text)
        if ":" in text and ('"' in text or "'" in text):  # JSON
            text = _IN_TEXT.sub(lambda found: self._pair(found, _IN_TEXT, depth), text)
        if "eyJ" in text:
            text = _JWT.sub(lambda found: self._part(found.group()), text)
        if "%" in text and depth < _DEEPEST:
            text = _CODED.sub(lambda found: self._decoded(found.group(), depth), text)
        return text

    def _pair(self, found: re.Match[str], pairs: re.Pattern[str], depth: int) -> str:
        value = found["value"]
        before = found.group()[: found.start("value") - found.start()]
        if not value.strip("="):
            return found.group()
        inner = "=" in value or "@" in value
        if self.names.parameter(found["name"].rpartition("/")[2]) or (inner and depth >= _DEEPEST):
            mark = value[0] if value[0] in "\"'" else ""
            bare = value.strip(mark) if mark else value
            return f"{before}{mark}{self._part(bare)}{mark}" if bare else found.group()
        if not inner:
            return found.group()
        return before + self._clean(value, _IN_TARGET if _ADDRESS.match(value) else pairs, depth + 1)

    def _decoded(self, piece: str, depth: int) -> str:
        """A piece between separators that contains more after decoding, such as ``token%3Dabc``."""
        if "%" not in piece or (plain := unquote(piece, encoding="latin-1")) == piece:
            return piece
        shown = self._clean(plain, _IN_TARGET, depth + 1)
        return piece if shown == plain else quote(shown, safe="[]/:@", encoding="latin-1", errors="replace")

    def _part(self, value: str) -> str:
        if _REDACTED_PART.fullmatch(value) or REDACTED_VALUE.fullmatch(value):
            return value
        return f"[redacted-{fingerprint(value.encode('utf-8', 'replace'), self.key)}]"

    def _lines(self, text: str) -> str:
        return "".join(self._shown_lines(text))

    def _shown_lines(self, text: str) -> Iterator[str]:
        head, secret, whole_break = True, False, True
        place = 0
        for found in _LINE.finditer(text):
            yield text[place : found.start()]
            place = found.end()
            line, end = found.groups()
            if end_of_name := self._credential(line, head=head):
                yield f"{line[:end_of_name]} {self._rest_of_line(line, end_of_name)}"
                secret = True
            elif secret and (line[0] in " \t" or not (whole_break or _TOKEN_FIELD.match(line))):
                yield " [redacted]"  # the value continues
            else:
                secret = False
                yield self._line(line) if head or _LIKE_HEAD.match(line) else line
            yield end
            whole_break = "\n" in end
            head = head and end.count("\n") < 2 and end.count("\r") < 2
        yield text[place:]

    def _line(self, line: str) -> str:
        name, colon, value = line.partition(":")
        if colon and _TOKEN_FIELD.match(line):
            return name + colon + self.field(name.strip(), value)
        return self._clean(line, _IN_TEXT)

    def _rest_of_line(self, line: str, start: int) -> str:
        rest = line[start:].strip()
        if _REDACTED_LINE.fullmatch(rest) or REDACTED_VALUE.fullmatch(rest):
            return rest
        return f"[redacted, fingerprint {fingerprint(line.encode('latin-1', 'replace'), self.key)}]"

    def _credential(self, line: str, *, head: bool) -> int:
        """The index after the name of a credential field and its delimiter at the beginning of a line, or 0."""
        for form in (_FIELD, _FIELD_NO_COLON) if head else (_TOKEN_FIELD,):
            if (found := form.match(line)) and self.names.header(found.group(1)):
                return found.end()
        return 0


def scrubber(
    secrets: Iterable[Secret], usernames: Iterable[str] = (), logins: Iterable[tuple[str, Secret]] = ()
) -> Callable[[bytes], bytes]:
    """A function that replaces every known secret in foreign bytes, such as an echoing response, also in its usual encodings.

    Do not keep it longer than the secrets.

    ``usernames`` may precede any of the secrets, those of ``logins`` only their own, because a thousand of each would
    give a million combinations.
    """
    users = tuple(usernames)
    pairs = [*((user, secret) for secret in secrets for user in ("", *users)), *logins]
    forms = {form for user, secret in pairs for form in _usual_forms(user, secret.reveal())}
    longest_first = sorted(forms, key=len, reverse=True)
    by_start: dict[int, list[bytes]] = {}
    for form in longest_first:
        by_start.setdefault(int.from_bytes(form[:_START], sys.byteorder), []).append(form)
    starts = frozenset(by_start)

    def present(data: bytes) -> Iterable[bytes]:
        """The forms that may occur in the data, longest first: all if there are few, else by their first four bytes."""
        if len(longest_first) <= _FEW:
            return longest_first
        found: set[bytes] = set()
        for shift in range(_START):
            numbers = memoryview(data)[shift : len(data) - (len(data) - shift) % _START].cast("I")
            found.update(form for start in starts.intersection(numbers) for form in by_start[start])
        return sorted(found, key=len, reverse=True)

    def scrub(data: bytes) -> bytes:
        for form in present(data):
            data = data.replace(form, ECHO.encode("ascii"))
        return data

    return scrub


def _usual_forms(user: str, value: str) -> Iterator[bytes]:
    """The usual encodings of a secret; with a user name, only the Basic credential."""
    if len(value) < SHORTEST_SCRUBBED:
        return
    raw = value.encode("utf-8", "surrogatepass")
    if user:
        yield base64.b64encode(f"{user}:".encode("utf-8", "surrogatepass") + raw)
        return
    yield raw
    yield quote(raw).encode()
    yield quote_plus(raw).encode()
    yield base64.b64encode(raw)
    yield base64.urlsafe_b64encode(raw)
    yield value.replace("\\", "\\\\").replace('"', '\\"').replace("/", "\\/").encode("utf-8", "surrogatepass")

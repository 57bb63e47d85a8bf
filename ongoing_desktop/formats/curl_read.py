"""A pasted cURL command as the request it would send. Nothing is run, no file is read, no variable is looked up.

Only options that say what is sent are understood; those that say how are left out and told, and the rest is refused.
"""

from __future__ import annotations

import base64
import binascii
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote_plus, urlsplit, urlunsplit

from ongoing_desktop.domain.errors import ConfigError
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.secret_names import USUAL

LONGEST: Final = 1024 * 1024
"""Characters of a command."""
LONGEST_METHOD: Final = 20
_VALUES: Final = {
    "-X": "method", "--request": "method", "-H": "header", "--header": "header", "-d": "data", "--data": "data",
    "--data-ascii": "data", "--data-binary": "data", "--data-raw": "raw", "--data-urlencode": "coded", "--json": "json",
    "-u": "user", "--user": "user", "--url": "url", "-A": "agent", "--user-agent": "agent", "-e": "referer", "--referer": "referer",
    "-b": "cookie", "--cookie": "cookie",
}  # fmt: skip
_HOW: Final = frozenset(
    {"-o", "--output", "-w", "--write-out", "-m", "--max-time", "--connect-timeout", "--retry", "--retry-delay",
     "--retry-max-time", "--max-redirs", "-D", "--dump-header", "-c", "--cookie-jar", "--resolve", "--limit-rate"}
)  # fmt: skip
"""Take a value and say how it is sent or what becomes of the answer."""
_FLAGS: Final = frozenset(
    {"-s", "--silent", "-S", "--show-error", "-v", "--verbose", "-i", "--include", "-k", "--insecure", "--compressed", "-L",
     "--location", "-f", "--fail", "--fail-with-body", "-g", "--globoff", "--path-as-is", "--http1.1", "--http1.0", "--http2",
     "-0", "-1", "-2", "-3", "-4", "-6", "--ipv4", "--ipv6", "-#", "--progress-bar", "-N", "--no-buffer", "-O", "--remote-name", "-q",
     "--disable", "--basic", "--tlsv1.2", "--tlsv1.3", "--no-progress-meter", "-J", "--remote-header-name"}
)  # fmt: skip
_PLACEHOLDER: Final = re.compile(r"\$\{?[A-Za-z_]\w*(:\?)?\}?")
_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "e": "\x1b", "0": "\0"}
_HEX: Final = re.compile(r"x[0-9A-Fa-f]{1,2}|u[0-9A-Fa-f]{1,4}|U[0-9A-Fa-f]{1,8}")


@dataclass(frozen=True, slots=True)
class CurlRequest:
    """What a command would send; its credentials apart from the rest."""

    url: str
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    scheme: str = "none"
    """``none``, ``basic`` or ``x-auth-token``."""
    username: str = ""
    secret: Secret | None = field(default=None, repr=False)
    """None where the command names none, or a placeholder such as ``$TOKEN``."""
    left_out: tuple[str, ...] = ()
    """Options and headers that were understood and are not taken over; never their values."""


def is_curl(text: str) -> bool:
    """Whether a text looks like a cURL command."""
    return re.match(r"\s*\$?\s*curl(\.exe)?\s", text) is not None


def parse_curl(text: str) -> CurlRequest:
    """Read a command for a POSIX shell. Raises ConfigError that names the option, never its value."""
    if len(text) > LONGEST:
        raise ConfigError("curl-long", limit_mib=LONGEST // 1024 // 1024)
    if '^"' in text or "^\n" in text:
        raise ConfigError("curl-windows")
    text = re.sub(r"\A\s*\$?\s*curl(\.exe)?(?=\s)", "curl", text)
    try:
        words = shlex.split(_plain(text))
    except ValueError:
        raise ConfigError("curl-quotes") from None
    return _Reader(words[1:]).request()


class _Reader:
    def __init__(self, words: list[str]) -> None:
        self._url = ""
        self._method = ""
        self._headers: list[tuple[str, str]] = []
        self._data: list[str] = []
        self._get = False
        self._json = False
        self._scheme, self._username = "none", ""
        self._secret: Secret | None = None
        self._left_out: list[str] = []
        for name, value in _options(words):
            self._take(name, value)

    def request(self) -> CurlRequest:
        """What was read."""
        if not self._url:
            raise ConfigError("curl-no-url")
        body = "&".join(self._data)
        if self._json:
            body = "".join(self._data)
            known = {name.lower() for name, _ in self._headers}
            self._headers += [
                (name, "application/json") for name in ("Content-Type", "Accept") if name.lower() not in known
            ]
        url = self._without_credentials(self._url if "://" in self._url else f"http://{self._url}")
        if self._get and body:
            joint = "&" if "?" in url.partition("#")[0] else "?"
            url, body = f"{url}{joint}{body}", ""
        return CurlRequest(
            url=url,
            method=self._method or ("POST" if body else "GET"),
            headers=tuple(self._headers),
            body=body.encode("utf-8", "surrogatepass"),
            scheme=self._scheme,
            username=self._username,
            secret=self._secret,
            left_out=tuple(dict.fromkeys(self._left_out)),
        )

    def _take(self, name: str, value: str) -> None:
        match _VALUES.get(name, "url" if not name else ""):
            case "url":
                if self._url:
                    raise ConfigError("curl-several")
                self._url = value
            case "method":
                self._method = value
                if value.upper() != "POST":  # what Ongoing is assumed to send
                    self._left_out.append(f"-X {value}" if value.isalpha() and len(value) <= LONGEST_METHOD else "-X")
            case "header":
                self._header(value)
            case "data" | "coded" | "raw" | "json" as kind:
                self._body(name, value, kind)
            case "user":
                self._user(value)
            case "agent":
                self._headers.append(("User-Agent", value))
            case "referer":
                self._headers.append(("Referer", value))
            case "cookie":
                self._left_out.append("Cookie")
            case _:
                self._flag(name)

    def _flag(self, name: str) -> None:
        if name in ("-G", "--get"):
            self._get = True
        elif name in ("-I", "--head"):
            self._method = "HEAD"
            self._left_out.append(name)
        else:
            self._left_out.append(name)

    def _body(self, name: str, value: str, kind: str) -> None:
        if kind != "raw" and value.startswith("@"):
            raise ConfigError("curl-file", option=name)
        if kind == "coded":
            key, equals, rest = value.partition("=")
            if not equals and "@" in value:
                raise ConfigError("curl-file", option=name)
            value = f"{key}={quote_plus(rest)}" if key and equals else quote_plus(rest or key)
        self._json = self._json or kind == "json"
        self._data.append(value)

    def _header(self, text: str) -> None:
        if text.startswith("@"):
            raise ConfigError("curl-file", option="-H")
        name, colon, value = text.partition(":")
        if not colon:
            name, value = text.removesuffix(";"), ""
        name, value = name.strip(), value.strip()
        if colon and not value:
            return  # takes away what cURL would add itself
        lower = name.lower()
        if lower == "authorization" and value.lower().startswith("basic "):
            self._basic(value[6:].strip())
        elif lower == "x-auth-token":
            self._scheme, self._username, self._secret = "x-auth-token", "", _secret(value)
        elif USUAL.header(name):
            self._left_out.append(name[:60])
        else:
            self._headers.append((name, value))

    def _basic(self, coded: str) -> None:
        try:
            user = base64.b64decode(coded, validate=True).decode("utf-8")
        except (binascii.Error, ValueError):
            user = ""
        self._user(user)

    def _user(self, text: str) -> None:
        username, _, password = text.partition(":")
        self._scheme = "basic"
        self._username = "" if _PLACEHOLDER.fullmatch(username) else username
        self._secret = _secret(password)

    def _without_credentials(self, url: str) -> str:
        try:
            parts = urlsplit(url)
            user, at, host = parts.netloc.rpartition("@")
        except ValueError:
            return url
        if not at:
            return url
        if self._scheme == "none":
            self._user(user)
        return urlunsplit(parts._replace(netloc=host))


def _secret(text: str) -> Secret | None:
    return None if not text or _PLACEHOLDER.fullmatch(text) else Secret(text)


def _options(words: list[str]) -> Iterator[tuple[str, str]]:
    """Options with their values; a word that is none is a URL, under an empty name."""
    left = iter(words)
    plain = False
    for word in left:
        if plain or word == "-" or not word.startswith("-"):
            yield "", word
        elif word == "--":
            plain = True
        elif word.startswith("--"):
            yield from _option(word, None, left)
        else:
            rest = word[1:]
            while rest:
                name, rest = f"-{rest[0]}", rest[1:]
                if name in _VALUES or name in _HOW:
                    yield from _option(name, rest or None, left)
                    break
                yield from _option(name, None, left)


def _option(name: str, given: str | None, left: Iterator[str]) -> Iterator[tuple[str, str]]:
    if name in _VALUES or name in _HOW:
        value = given if given is not None else next(left, None)
        if value is None:
            raise ConfigError("curl-value", option=name)
        yield name, value
    elif name in _FLAGS or name in ("-G", "--get", "-I", "--head"):
        yield name, ""
    else:
        raise ConfigError("curl-option", option=name[:40])


def _plain(text: str) -> str:
    """The command as shlex understands it: lines joined, ``$'…'`` decoded. Raises ConfigError for a second command."""
    found: list[str] = []
    place, quoted = 0, ""
    while place < len(text):
        char, rest = text[place], text[place + 1 : place + 3]
        if quoted == "'":
            quoted = "" if char == "'" else quoted
        elif char == "\\":
            if rest[:1] == "\n" or rest == "\r\n":
                found.append("" if quoted else " ")
                place += 3 if rest == "\r\n" else 2
                continue
            found.append(char)
            place += 1
            char = text[place : place + 1]
        elif char == "`" or (char == "$" and rest[:1] == "("):
            raise ConfigError("curl-command")
        elif quoted == '"':
            quoted = "" if char == '"' else quoted
        elif char in "'\"":
            quoted = char
        elif char == "$" and rest[:1] == "'":
            decoded, place = _ansi(text, place + 2)
            found.append(shlex.quote(decoded))
            continue
        elif char in "|&;<>\n" and text[place:].strip(" \t\r\n;"):
            raise ConfigError("curl-command")
        elif char in ";\n":
            break
        found.append(char)
        place += 1
    return "".join(found)


def _ansi(text: str, place: int) -> tuple[str, int]:
    """The text of ``$'…'`` from its first character, and the place behind it."""
    found: list[str] = []
    while place < len(text):
        char = text[place]
        if char == "'":
            return "".join(found), place + 1
        if char == "\\":
            if number := _HEX.match(text, place + 1):
                code = int(number.group()[1:], 16)
                found.append(chr(code) if code < 0x110000 else "\ufffd")
                place = number.end()
                continue
            place += 1
            char = _ESCAPES.get(text[place : place + 1], text[place : place + 1])
        found.append(char)
        place += 1
    raise ConfigError("curl-quotes")

"""Converts a pasted cURL command to its request. Nothing is run, no file is read, no variable is looked up.

Options about how a request is sent are left out and listed. Options about what is sent are either supported or refused
with their position.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NoReturn
from urllib.parse import quote_plus, unquote, urlsplit, urlunsplit

from ongoing_desktop.auth import SCHEMES, Scheme, userinfo_scheme
from ongoing_desktop.domain.errors import ConfigError
from ongoing_desktop.domain.lazy_dataclasses import dataclass, field
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.secret_names import USUAL
from ongoing_desktop.formats.command_text import VARIABLE, ShellCommand, begins_with, line_and_column
from ongoing_desktop.formats.curl_options import HOW, HOW_VALUES, MEANT, SHORT, WHAT
from ongoing_desktop.formats.shell_words import split_command

LONGEST: Final = 1024 * 1024
"""Maximum characters of a command."""
LONGEST_METHOD: Final = 20
_COMMAND: Final = re.compile(
    r"(?:[^\s\"'`]*[/\\])?curl(?:\.exe)?(?=[\s\u00a0^]|\Z)|([\"'])[^\"'\n]*[/\\]curl(?:\.exe)?\1(?=\s)", re.IGNORECASE
)
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_OTHER_PROTOCOL: Final = re.compile(r"(?:ftp|dict|ldap|imap|smtp|pop3)\.", re.IGNORECASE)
"""Beginnings of host names from which cURL infers a protocol other than HTTP."""
_ESCAPED: Final = re.compile(r"\\([\[\]{}])")
_ADDRESS_V6: Final = re.compile(r"((?:[A-Za-z][A-Za-z0-9+.-]*://)?(?:[^/?#@\[\]]*@)?)\[[0-9A-Fa-f:.%\w]+\]")
_NAMED: Final = re.compile(rf"{VARIABLE}\{{\w+\}}")
_PLACEHOLDER: Final = re.compile(r"\{\{[^{}]*\}\}|<[^<>]*>")
"""Placeholders of Postman and of documentation."""
_DOTS: Final = re.compile(r"/\.{1,2}(?=/|\Z)")


@dataclass(frozen=True, slots=True)
class CurlRequest:
    """The request of a command, with its credentials apart."""

    url: str
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    scheme: str = "none"
    """Key of an authentication scheme."""
    username: str = ""
    secret: Secret | None = field(default=None, repr=False)
    """None if the command has none, or only a placeholder such as ``$TOKEN``."""
    left_out: tuple[str, ...] = ()
    """Options and headers that are supported by cURL but not used here; never their values."""


def is_curl(text: str) -> bool:
    """Whether a text looks like a cURL command, ignoring what may precede one."""
    return begins_with(text, _COMMAND)


def parse_curl(text: str) -> CurlRequest:
    """Parse a command for bash or the Windows command prompt.

    Raises ConfigError with the option and its position, never its value.
    """
    if len(text) > LONGEST:
        raise ConfigError("curl-long", limit_mib=LONGEST // 1024 // 1024)
    if not is_curl(text):
        raise ConfigError("curl-none")
    if VARIABLE in text:
        raise ConfigError("curl-character", line=text[: text.index(VARIABLE)].count("\n") + 1)
    try:
        return _Reader(split_command(text)).request()
    except _Refusal as refusal:
        line, column = line_and_column(text, refusal.place)
        raise ConfigError(refusal.code, line=line, column=column, **refusal.params) from None


class _Refusal(Exception):  # noqa: N818 - the name says what it is
    def __init__(self, code: str, place: int, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.place = place
        self.params = params


class _Reader:
    def __init__(self, command: ShellCommand) -> None:
        self._url = ""
        self._default = "http"
        self._method = ""
        self._headers: list[tuple[str, str]] = []
        self._settled: set[str] = set()
        """Lower-case names of headers that -H sets or removes, so that no other option adds them."""
        self._made: dict[str, str] = {}
        """Headers made by options of their own; the last one counts."""
        self._data: str | None = None
        self._query: list[str] = []
        self._flags: set[str] = set()
        self._json = False
        self._scheme, self._username = "none", ""
        self._secret: Secret | None = None
        self._left_out: list[str] = []
        self._word, self._place = "", 0
        for self._word, self._place, name, value in _options(command):
            self._take(name, value)
        self._left_out += command.after

    def request(self) -> CurlRequest:
        if not self._url:
            raise ConfigError("curl-no-url")
        if "globs" in self._flags and "globoff" not in self._flags:
            raise ConfigError("curl-glob")
        body = self._data
        made = {"Content-Type": "application/json", "Accept": "application/json"} if self._json else {}
        self._headers += [
            (name, value) for name, value in (made | self._made).items() if value and name.lower() not in self._settled
        ]
        if self._flags & MEANT & {"digest", "ntlm", "ntlm-wb", "negotiate", "anyauth"}:
            # A webhook cannot answer a challenge.
            self._scheme, self._username, self._secret = "none", "", None
            self._left_out.append("-u")
        if body is not None and "get" in self._flags:
            self._query = [body]  # cURL then ignores --url-query
            body = None
        usual = "HEAD" if "head" in self._flags else "POST" if body is not None else "GET"
        url = self._address()
        return CurlRequest(
            url=url.replace(VARIABLE, "$"),
            method=self._method or usual,
            headers=tuple(self._headers),
            body=_bytes(body or "") if not ("head" in self._flags and not self._method) else b"",
            scheme=self._scheme,
            username=self._username,
            secret=self._secret,
            left_out=tuple(dict.fromkeys(self._left_out)),
        )

    def _address(self) -> str:
        url = self._url
        scheme = _SCHEME.match(url)
        if scheme is None and not _OTHER_PROTOCOL.match(url):
            url = f"{self._default}://{url}"
            scheme = _SCHEME.match(url)
        if scheme is None or scheme.group(1).lower() not in ("http", "https"):
            raise ConfigError("curl-scheme", scheme=scheme.group(1)[:20] if scheme else "FTP")
        url = self._without_credentials(url.partition("#")[0])
        start = url.index("://") + 3
        path, mark, query = url[start:].partition("?")
        host, slash, path = path.partition("/")
        path = slash + path
        if "path-as-is" not in self._flags:
            path = _squashed(path)
        query = "&".join(part for part in (query, *self._query) if part)
        return f"{url[:start]}{host}{path}{'?' if mark or query else ''}{query}"

    def _take(self, name: str, value: str) -> None:
        kind = WHAT.get(name, "" if name else "url")
        holed = VARIABLE in value
        if holed and kind in ("method", "data", "coded", "raw", "json", "query", "range"):
            self._refuse("curl-variable", name=_variable(value))
        match kind:
            case "url":
                self._take_url(value)
            case "method":
                self._method = value
                if value.upper() != "POST":  # Ongoing is assumed to send POST
                    self._left_out.append(f"-X {value}" if value.isalpha() and len(value) <= LONGEST_METHOD else "-X")
            case "header":
                self._header(value)
            case "data" | "coded" | "raw" | "json":
                self._body(value, kind)
            case "query":
                self._query.append(value[1:] if value.startswith("+") else self._coded(value))
            case "user":
                self._user(value)
            case "agent" | "referer" | "range":
                self._plain({"agent": "User-Agent", "referer": "Referer", "range": "Range"}[kind], value)
            case "default":
                self._default = value
            case "cookie":
                self._left_out.append("Cookie")
            case "bearer":
                self._header(f"Authorization: Bearer {value}")
            case _:
                self._how(name, kind)

    def _how(self, name: str, kind: str) -> None:
        """An option that does not change the request, or that changes the rest of it."""
        if kind == "signature":  # -u is what it signs with, not a credential to send
            self._flags.add("anyauth")
        elif name in MEANT:
            self._flags.add(name)
        if name not in ("get", "globoff", "path-as-is"):
            self._left_out.append(self._word)

    def _take_url(self, value: str) -> None:
        if self._url:
            self._refuse("curl-several")
        if "globoff" not in self._flags:
            host = _ADDRESS_V6.match(value)
            bare = _NAMED.sub("", value[host.end() :] if host else value)
            if re.search(r"[\[\]{}]", _ESCAPED.sub("", bare)):
                # -g may follow the address.
                self._flags.add("globs")
            value = _ESCAPED.sub(r"\1", value)
        self._url = value
        if f"{VARIABLE}(" in value:
            raise _Refusal("curl-command", self._place)
        if VARIABLE in value:
            self._left_out.append(_variable(value))

    def _plain(self, name: str, value: str) -> None:
        if VARIABLE in value:
            self._left_out.append(name)
            return
        self._made[name] = {"Range": f"bytes={value}", "Referer": value.partition(";auto")[0]}.get(name, value)

    def _body(self, value: str, kind: str) -> None:
        if kind in ("data", "json") and value.startswith("@"):
            self._refuse("curl-file")
        if kind == "coded":
            value = self._coded(value)
        between = "&" if kind != "json" else ""
        self._data = value if self._data is None else f"{self._data}{between}{value}"
        self._json = self._json or kind == "json"

    def _coded(self, value: str) -> str:
        """Like --data-urlencode: encode the part after the first ``=``."""
        key, equals, rest = value.partition("=")
        if not equals and "@" in value:
            self._refuse("curl-file")
        return f"{key}={_quoted(rest)}" if key and equals else _quoted(rest if equals else value)

    def _header(self, text: str) -> None:
        if text.startswith("@"):
            self._refuse("curl-file")
        name, colon, value = text.partition(":")
        if not colon:
            if ";" not in text:
                return  # cURL ignores invalid headers
            name, value = text.partition(";")[0], ""
        name, value = name.strip(), value.strip()
        self._settled.add(name.lower())
        if colon and not value:
            return  # removes a header that cURL would add
        for scheme in SCHEMES.values():
            if (credential := scheme.credential_in(name, value)) is not None:
                self._credential(scheme, *scheme.entered(credential))
                return
        if USUAL.header(name) or VARIABLE in value or VARIABLE in name:
            self._left_out.append(name[:60].replace(VARIABLE, "$"))
        else:
            self._headers.append((name, value))

    def _user(self, text: str) -> None:
        username, _, password = text.partition(":")
        self._credential(userinfo_scheme(), username, password)

    def _credential(self, scheme: Scheme, username: str, secret: str) -> None:
        self._scheme = scheme.key
        self._username = "" if VARIABLE in username else username
        self._secret = _secret(secret)

    def _without_credentials(self, url: str) -> str:
        try:
            parts = urlsplit(url)
            user, at, host = parts.netloc.rpartition("@")
        except ValueError:
            return url
        if not at:
            return url
        if self._scheme == "none":
            self._user(":".join(unquote(part) for part in user.split(":", 1)))
        return urlunsplit(parts._replace(netloc=host))

    def _refuse(self, code: str, **params: object) -> NoReturn:
        option = self._word[:40] if self._word.startswith("-") else ""  # an address may contain a secret
        raise _Refusal(code, self._place, option=option, **params)


def _secret(text: str) -> Secret | None:
    return None if not text or VARIABLE in text or _PLACEHOLDER.fullmatch(text) else Secret(text)


def _variable(text: str) -> str:
    found = re.search(rf"{VARIABLE}(\w+|\{{\w+|\(…\)|.)", text)
    return f"${found.group(1)[:40].lstrip('{')}" if found else "$"


def _quoted(text: str) -> str:
    return quote_plus(_bytes(text))


def _bytes(text: str) -> bytes:
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")


def _squashed(path: str) -> str:
    """A path without ``.`` and ``..``, as in RFC 3986 (5.2.4)."""
    if not _DOTS.search(path):
        return path
    kept: list[str] = []
    parts = path.split("/")[1:]
    for place, part in enumerate(parts):
        if part not in (".", ".."):
            kept.append(part)
            continue
        if part == ".." and kept:
            kept.pop()
        if place == len(parts) - 1:
            kept.append("")
    return "/" + "/".join(kept)


def _options(command: ShellCommand) -> Iterator[tuple[str, int, str, str]]:
    """Each option with its spelling, index, long name and value. An address has an empty name."""
    left = iter(zip(command.words, command.places, strict=True))
    plain = False
    for word, place in left:
        if plain or word == "-" or not word.startswith("-"):
            yield word, place, "", word
        elif word == "--":
            plain = True
        elif word.startswith("--"):
            yield from _option(word, place, word[2:], None, left)
        else:
            rest = word[1:]
            while rest:
                letter, rest = rest[0], rest[1:]
                long = SHORT.get(letter, "")
                if long in WHAT or long in HOW_VALUES:
                    yield from _option(f"-{letter}", place, long, rest or None, left)
                    break
                yield from _option(f"-{letter}", place, long, None, left)


def _option(
    word: str, place: int, long: str, given: str | None, left: Iterator[tuple[str, int]]
) -> Iterator[tuple[str, int, str, str]]:
    if long in WHAT or long in HOW_VALUES:
        value = given if given is not None else next(left, (None, place))[0]
        if value is None:
            raise _Refusal("curl-value", place, option=word)
        yield word, place, long, value
    elif long in HOW or long in MEANT or (long.startswith("no-") and long[3:] in HOW):
        yield word, place, long, ""
    else:
        code = "curl-form" if long in ("form", "form-string") else "curl-several" if long == "next" else "curl-option"
        raise _Refusal(code, place, option=word.partition("=")[0][:40])

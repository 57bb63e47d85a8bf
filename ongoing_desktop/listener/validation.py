"""Strict checks of single lines of HTTP/1.1 (RFC 9112). Pure functions.

They close measured gaps of h11 0.16, which accepts bare LF as a line ending, folded lines, control characters in
values, HTTP/9.9, two equal Content-Length fields and lists of them, and bare CR in chunk lines, and which limits only
*incomplete* events, so that a long line in one read passes. Like common servers they allow more than h11 in two cases:
non-ASCII bytes in a target, and spaces after the length of a chunk.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ongoing_desktop.domain.exchange import Headers
from ongoing_desktop.domain.lazy_dataclasses import EMPTY_MAPPING, dataclass

_TOKEN: Final = rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]"
_TARGET: Final = rb"[\x21-\x7e\x80-\xff]+"
_VALUE: Final = rb"[\t\x20-\x7e\x80-\xff]*"
_REQUEST_LINE: Final = re.compile(rb"(%b+) (%b) (HTTP/[0-9]\.[0-9])" % (_TOKEN, _TARGET))
_METHOD_START: Final = re.compile(_TOKEN)
_HEAD: Final = re.compile(rb"(%b+) (%b) HTTP/(1\.[01])\r\n((?:%b+:%b\r\n)*)\r\n" % (_TOKEN, _TARGET, _TOKEN, _VALUE))
_NOT_IN_LINE: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_FIELD_NAME: Final = re.compile(_TOKEN + rb"+")
_FIELD_VALUE: Final = re.compile(_VALUE)
_HOST: Final = re.compile(rb"[A-Za-z0-9._~!$&'()*+,;=%:\[\]-]*")
_CHUNK_LINE: Final = re.compile(rb"0*([0-9A-Fa-f]{1,16})[ \t]*(?:;%b)?" % _VALUE)
PLAIN_CHUNK_LINE: Final = re.compile(rb"([0-9A-Fa-f]{1,4})\r\n")
"""The usual line before a small chunk, with its line ending."""
_NOT_ASCII: Final = re.compile(rb"[\x80-\xff]")
_DIGITS: Final = re.compile(rb"[0-9]+")
_PROXY_REST: Final = b"\0\r\nQUIT\n"
"""The signature of PROXY protocol v2 after its two empty lines."""
LONGEST_LENGTH: Final = 15
"""Digits of a Content-Length that are converted to a number. More exceed any limit, and int() is slow."""
MOST_DIGITS: Final = 20
"""Including leading zeros. Parsers differ in how many they accept; h11 accepts this many."""

_OWS: Final = b" \t"
_DECIDING: Final = frozenset({"host", "content-length", "transfer-encoding", "expect", "connection", "upgrade"})
"""Fields that decide how the bytes after the head are read."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is invalid. ``code`` names its sentence; the connection is closed afterwards."""

    status: int
    code: str
    params: Mapping[str, object] = EMPTY_MAPPING


@dataclass(frozen=True, slots=True)
class RequestLine:
    """The three words of the first line."""

    method: str
    target: str
    version: str
    """``1.0`` or ``1.1``."""
    escaped: bool = False
    """Whether the target had bytes that are not UTF-8; they are percent-encoded in :attr:`target`."""


@dataclass(frozen=True, slots=True)
class Framing:
    """How the body of a request is delimited, and what the sender expects."""

    length: int = 0
    chunked: bool = False
    expects: bool = False
    """Whether the sender waits for 100 Continue."""
    persists: bool = False
    """Whether another request may follow (RFC 9112, 9.3). A protocol upgrade is declined by closing, because what
    follows may not be HTTP/1.1.
    """


def is_proxy_header(start: bytes) -> bool | None:
    """Whether the bytes after two empty lines begin a PROXY protocol v2 header; None while they may."""
    if start.startswith(_PROXY_REST):
        return True
    return None if start and _PROXY_REST.startswith(start) else False


def first_bytes(start: bytes, *, proxy: bool) -> Refusal | None:
    """Recognise another protocol or garbage by its first bytes, before any line is complete.

    ``proxy``: whether they begin a PROXY protocol v2 header.
    """
    if proxy:
        return Refusal(400, "looks-like-proxy")
    if start[:1] in (b"\r", b"\n"):
        return None
    if start[:1] == b"\x16":
        return Refusal(400, "looks-like-tls")
    if start.startswith(b"SSH-"):
        return Refusal(400, "looks-like-ssh")
    if start.startswith(b"PROXY "):
        return Refusal(400, "looks-like-proxy")
    if start.startswith(b"PRI * HTTP/2"):
        return Refusal(505, "looks-like-http2")
    if not _METHOD_START.match(start):
        return Refusal(400, "not-http")
    return None


def unfinished_line(part: bytes) -> Refusal | None:
    """A byte that no request line or field may contain, found before its line is complete."""
    return Refusal(400, "control-character") if _NOT_IN_LINE.search(part) else None


def request_line(line: bytes) -> RequestLine | Refusal:
    """Check a first line without its line ending."""
    found = _REQUEST_LINE.fullmatch(line)
    if not found:
        return _why_no_request_line(line)
    method, version = found[1].decode("ascii"), found[3].decode("ascii")
    if version not in ("HTTP/1.0", "HTTP/1.1"):
        return Refusal(505, "version-unknown")
    if method == "CONNECT":
        # A 2xx would turn the connection into a tunnel, which a webhook never needs.
        return Refusal(501, "connect-not-offered")
    return _line(method, found[2], version[5:])


def whole_head(block: bytes) -> tuple[RequestLine, Headers] | None:
    """A head with its empty line, if every line is unambiguous; None leaves it to the functions for lines."""
    found = _HEAD.fullmatch(block)
    if found is None or found[1] == b"CONNECT":
        return None
    lines = found[4].decode("latin-1").split("\r\n")
    parts = [line.partition(":") for line in lines[:-1]]
    line = _line(found[1].decode("ascii"), found[2], found[3].decode("ascii"))
    return line, tuple([(name, value.strip(" \t")) for name, _, value in parts])


def ascii_only(line: bytes) -> bytes:
    """A first line for parsers that require a percent-encoded target (RFC 3986)."""
    return line if line.isascii() else _NOT_ASCII.sub(lambda found: b"%%%02X" % ord(found[0]), line)


def _line(method: str, target: bytes, version: str) -> RequestLine:
    try:
        return RequestLine(method, target.decode("utf-8"), version)
    except UnicodeDecodeError:
        return RequestLine(method, ascii_only(target).decode("ascii"), version, escaped=True)


def _why_no_request_line(line: bytes) -> Refusal:
    words = line.split(b" ")
    if b"\r" in line:
        return Refusal(400, "bare-cr")
    if _NOT_IN_LINE.search(line):
        return Refusal(400, "control-character")
    if len(words) == 2 or (len(words) == 3 and not words[2]):
        return Refusal(400, "version-missing")
    return Refusal(400, "request-line-broken")


def field_line(line: bytes) -> tuple[str, str] | Refusal:
    """Check one header field without its line ending; returns the name as written and the stripped value."""
    if line[:1] in (b" ", b"\t"):
        return Refusal(400, "header-folded")
    name, colon, value = line.partition(b":")
    if b"\r" in line:
        return Refusal(400, "bare-cr")
    if not colon:
        return Refusal(400, "header-no-colon")
    if not _FIELD_NAME.fullmatch(name):
        return Refusal(400, "header-name-broken")
    if not _FIELD_VALUE.fullmatch(value):
        return Refusal(400, "control-character")
    return name.decode("ascii"), value.strip(_OWS).decode("latin-1")


def chunk_size(line: bytes) -> int | Refusal:
    """Check the line before a chunk without its line ending."""
    found = _CHUNK_LINE.fullmatch(line)
    return int(found.group(1), 16) if found else Refusal(400, "chunk-line-broken")


def framing(line: RequestLine, fields: Headers, body_limit: int) -> Framing | Refusal:
    """How the body is delimited, or why that is unclear (RFC 9112, 6.3; never guess)."""
    named: dict[str, list[str]] = {}
    for name, value in fields:
        if (lower := name.lower()) in _DECIDING:
            named.setdefault(lower, []).append(value)
    if problem := _host_problem(line, named.get("host", [])):
        return problem
    lengths = named.get("content-length", [])
    codings = named.get("transfer-encoding", [])
    length = _length(lengths, body_limit)
    if codings and (problem := _coding_problem(line, codings)):
        return problem
    if isinstance(length, Refusal):
        return length
    expectations = named.get("expect", []) if line.version == "1.1" else []
    if expectations and [value.lower() for value in expectations] != ["100-continue"]:
        return Refusal(417, "expectation-unknown")
    chunked = bool(codings)
    return Framing(
        length=0 if chunked else length,
        chunked=chunked,
        expects=bool(expectations) and (chunked or length > 0),
        persists=line.version == "1.1"
        # With both a length and a coding, the coding counts, and the connection closes afterwards.
        and not (chunked and lengths)
        and "close" not in _tokens(named.get("connection", []))
        and not _tokens(named.get("upgrade", [])),
    )


def _tokens(values: list[str]) -> set[str]:
    return {word for value in values for part in value.split(",") if (word := part.strip(" \t").lower())}


def _host_problem(line: RequestLine, hosts: list[str]) -> Refusal | None:
    if len(hosts) > 1:
        return Refusal(400, "host-twice")
    if not hosts:
        return Refusal(400, "host-missing") if line.version == "1.1" else None
    return None if _HOST.fullmatch(hosts[0].encode("latin-1")) else Refusal(400, "host-broken")


def _length(given: list[str], limit: int) -> int | Refusal:
    if not given:
        return 0
    if len(given) > 1:
        return Refusal(400, "length-twice")
    digits = given[0].encode("latin-1")
    if not _DIGITS.fullmatch(digits):
        return Refusal(400, "length-broken")
    significant = digits.lstrip(b"0")
    if len(significant) > LONGEST_LENGTH or int(significant or b"0") > limit:
        return Refusal(413, "body-too-long", {"limit": limit})
    if len(digits) > MOST_DIGITS:
        return Refusal(400, "length-broken")
    return int(significant or b"0")


def _coding_problem(line: RequestLine, given: list[str]) -> Refusal | None:
    if len(given) > 1:
        return Refusal(400, "coding-twice")
    if line.version == "1.0":
        return Refusal(400, "coding-in-old-version")
    # Only the exact word: stripping more than spaces would accept 0xA0 (HTTP Garden, bug 12).
    return None if given[0].lower() == "chunked" else Refusal(501, "coding-unknown")

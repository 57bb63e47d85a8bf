"""JSON as text: validation, indentation of its beginning, and the members of indented JSON by line.

Numbers, duplicates and order are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

import msgspec

from ongoing_desktop.domain.charset import in_utf8
from ongoing_desktop.domain.foreign import read_string, too_deep
from ongoing_desktop.wording.language import translated

LARGEST: Final = 16 * 1024 * 1024
"""Maximum size in bytes for validation (10 MB take 15 ms, measured)."""
INDENT: Final = 2
_DEEPEST: Final = 900
"""Maximum depth for indentation, which every interpreter's validator supports."""
_AT_ONCE: Final = 64 * 1024 * 1024
"""Maximum output of the formatter in bytes: deep nesting could turn 16 MB into many gigabytes."""
# Possessive quantifiers, so that a crafted body cannot cause backtracking.
TOKEN: Final = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[\[\]{},:]|[^\s\[\]{},:"]++', re.DOTALL)
_HALF_PAIR: Final = re.compile(rb"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
_LINE: Final = re.compile(r'^ *(?:("(?:[^"\\]|\\.)*"): )?(.*?),?$')
_AT_BYTE: Final = re.compile(r"\(byte (\d+)\)")
_BOM: Final = b"\xef\xbb\xbf"
FAULTS: Final = (
    "invalid number",
    "invalid utf-16 surrogate pair",
    "invalid escaped character",
    "invalid character",
    "expected ',' or ']'",
    "trailing comma in array",
    "expected ',' or '}'",
    "trailing comma in object",
    "expected '\"'",
    "expected ':'",
    "trailing characters",
    "object keys must be strings",
)
"""What msgspec says about broken JSON, for translation."""


def looks_like_json(body: bytes, content_type: str) -> bool:
    """Whether a body is declared as JSON or looks like it. Cheap."""
    start = in_utf8(body[:64], content_type).removeprefix(_BOM).lstrip()[:1]
    return bool(body) and ("json" in content_type.lower() or start in (b"{", b"["))


def plain_json(body: bytes, content_type: str) -> bytes:
    """The body in UTF-8 without a byte order mark."""
    return in_utf8(body, content_type).removeprefix(_BOM)


def why_not(body: bytes) -> str:
    """Empty for valid JSON, otherwise a sentence with the fault and its position. Never raises.

    An escaped lone surrogate is valid by the grammar and accepted.
    """
    if len(body) > LARGEST:
        return translated("Larger than {limit} MB, so it is not indented.").format(limit=LARGEST // 1024 // 1024)
    if too_deep(body, _DEEPEST):
        return translated("The JSON is nested too deeply to be indented.")
    # The validator rejects lone surrogates. A replacement of the same length keeps positions of other faults right.
    asked = _HALF_PAIR.sub(rb"\\uE000", body) if b"\\ud" in body or b"\\uD" in body else body
    try:
        msgspec.json.decode(asked, type=msgspec.Raw)
        if not body.isascii():
            body.decode("utf-8")
    except RecursionError:
        return translated("The JSON is nested too deeply to be indented.")
    except UnicodeDecodeError:
        return translated("Not JSON: it is not valid UTF-8.")
    except ValueError as error:
        return _fault(body, str(error))
    return ""


def indented(body: bytes, most: int) -> tuple[bytes, bool]:
    """About the first ``most`` bytes of indented JSON, and whether it was truncated. The input must be valid."""
    lines = body.count(b",") + 2 * (body.count(b"[") + body.count(b"{")) + 1
    if len(body) + lines * INDENT * _DEEPEST <= _AT_ONCE:
        try:
            return msgspec.json.format(body, indent=INDENT), False
        except (ValueError, RecursionError):  # a lone surrogate
            pass
    return _beginning(body, most)


def _beginning(body: bytes, most: int) -> tuple[bytes, bool]:
    out: list[bytes] = []
    size = depth = 0
    fresh = False
    for found in TOKEN.finditer(body):
        token = found.group()
        if token == b",":
            piece = b",\n" + b" " * (INDENT * depth)
        elif token == b":":
            piece = b": "
        elif token in (b"]", b"}"):
            depth -= 1
            piece = token if fresh else b"\n" + b" " * (INDENT * depth) + token
            fresh = False
        else:
            piece = b"\n" + b" " * (INDENT * depth) + token if fresh else token
            fresh = token in (b"[", b"{")
            depth += fresh
        out.append(piece)
        size += len(piece)
        if size > most:
            return b"".join(out), found.end() < len(body)
    return b"".join(out), False


def _fault(body: bytes, message: str) -> str:
    found = _AT_BYTE.search(message)
    what = _AT_BYTE.sub("", message.removeprefix("JSON is malformed:")).strip() or "malformed"
    what = translated(what)
    if found is None:
        early = translated("Not JSON: it ends too early.")
        return early if "truncated" in message else translated("Not JSON: {what}.").format(what=what)
    before = body[: int(found.group(1))]
    line = before.count(b"\n") + 1
    column = len(before) - (before.rfind(b"\n") + 1) + 1
    text = translated("Not JSON: {what} in line {line}, column {column}.")
    return text.format(what=what, line=line, column=column)


class MemberLine(NamedTuple):
    """A line with a member or an element."""

    number: int
    """From 0."""
    path: str
    """As the catalogue writes it, with ``[]`` for the elements of a list."""
    value: str
    """Its JSON; only the bracket of an object or a list that is not empty."""


def member_lines(text: str) -> Iterator[MemberLine]:
    """The members of a text that the view *Pretty* shows, in order. Other texts give lines that mean nothing."""
    above: list[str] = []
    for number, line in enumerate(text.split("\n")):
        found = _LINE.match(line)
        name, value = (found[1], found[2]) if found else (None, "")
        if value in ("}", "]"):
            del above[-1:]
            continue
        path = above[-1] if above else ""
        if name is not None:
            path = f"{path}.{_plain(name)}" if path else _plain(name)
            yield MemberLine(number, path, value)
        if value == "{":
            above.append(path)
        elif value == "[":
            above.append(f"{path}[]")


def _plain(name: str) -> str:
    return read_string(name) if "\\" in name else name[1:-1]

"""JSON, indented, with numbers, duplicate keys and order as sent; anything else as raw text, saying why."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import Final

import msgspec

from ongoing_desktop.bodies import raw
from ongoing_desktop.bodies.base import Shown, displayed

LARGEST: Final = 16 * 1024 * 1024
"""Bytes of JSON that are indented (17 ms for 10 MB, measured)."""
LARGEST_TEXT: Final = 64 * 1024 * 1024
"""Bytes that indenting may make of them: deep nesting multiplies, and 16 MB could become many gigabytes."""
INDENT: Final = 2
_DEEPEST_PARSED: Final = 1_100
"""The parser itself gives up near a thousand levels."""
# Possessive and closed by the end of the text too, so that a crafted body cannot make it go back over itself.
_STRING: Final = re.compile(rb'"[^"\\]*+(?:\\(?:.|\Z)[^"\\]*+)*+(?:"|\Z)', re.DOTALL)
_NOT_BRACKETS: Final = bytes(byte for byte in range(256) if byte not in b"[]{}")
_STEP: Final = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}
_AT_BYTE: Final = re.compile(r"\(byte (\d+)\)")


def show(body: bytes, content_type: str, limit: int) -> Shown:
    """The body indented if it is JSON; the first ``limit`` characters of it."""
    start = body[:64].removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    said_json = "json" in content_type.lower()
    if not body or not (said_json or start in (b"{", b"[")):
        return raw.show(body, content_type, limit)
    if len(body) > LARGEST:
        return _as_raw(body, content_type, limit, f"Larger than {LARGEST // 1024 // 1024} MB, so it is not indented.")
    plain = body.removeprefix(b"\xef\xbb\xbf")
    try:
        if _indented_size(plain) > LARGEST_TEXT:
            return _as_raw(body, content_type, limit, "Nested so deeply that indenting it would take too much room.")
        formatted = msgspec.json.format(plain, indent=INDENT)
    except RecursionError:
        return _as_raw(body, content_type, limit, "JSON nested too deeply to be indented.")
    except ValueError as error:
        return _as_raw(body, content_type, limit, _fault(plain, str(error)))
    if not plain.isascii():
        try:
            text = formatted.decode("utf-8")
        except UnicodeDecodeError:
            return _as_raw(body, content_type, limit, "Not JSON: it is not valid UTF-8.")
    else:
        text = formatted.decode("ascii")
    return displayed(text, limit, is_json=True)


def _as_raw(body: bytes, content_type: str, limit: int, why: str) -> Shown:
    shown = raw.show(body, content_type, limit)
    return Shown(shown.text, f"{why} {shown.note}".strip(), shown.cut)


def _indented_size(body: bytes) -> int:
    """An upper bound of the indented size: each line times the deepest indent."""
    lines = body.count(b",") + 2 * (body.count(b"[") + body.count(b"{")) + 1
    if lines * INDENT * _DEEPEST_PARSED < LARGEST_TEXT:
        return len(body) + lines * INDENT * _DEEPEST_PARSED
    brackets = _STRING.sub(b"", body).translate(None, _NOT_BRACKETS)
    deepest = max(accumulate(map(_STEP.__getitem__, brackets)), default=0)
    return len(body) + lines * (INDENT * max(deepest, 0) + 2)


def _fault(body: bytes, message: str) -> str:
    found = _AT_BYTE.search(message)
    what = _AT_BYTE.sub("", message.removeprefix("JSON is malformed:")).strip() or "malformed"
    if found is None:
        return "Not JSON: it ends too early." if "truncated" in message else f"Not JSON: {what}."
    before = body[: int(found.group(1))]
    line = before.count(b"\n") + 1
    column = len(before) - (before.rfind(b"\n") + 1) + 1
    return f"Not JSON: {what} in line {line}, column {column}."

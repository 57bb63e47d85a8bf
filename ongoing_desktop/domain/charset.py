"""Finds the character encoding of a body."""

from __future__ import annotations

import json
import re
from typing import Final

_CHARSET: Final = re.compile(r"charset\s*=\s*\"?([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_KNOWN: Final = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "iso-8859-1": "iso-8859-1",
    "latin1": "iso-8859-1",
    "latin-1": "iso-8859-1",
    "iso-8859-2": "iso-8859-2",
    "iso-8859-15": "iso-8859-15",
    "windows-1250": "cp1250",
    "windows-1251": "cp1251",
    "windows-1252": "cp1252",
    "windows-1257": "cp1257",
    "cp1252": "cp1252",
    "utf-16": "utf-16",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
    "utf-32": "utf-32",
    "utf-32le": "utf-32-le",
    "utf-32be": "utf-32-be",
}
_WIDE: Final = ("utf-16", "utf-32")


def charset(content_type: str) -> tuple[str, str]:
    """The codec for decoding, and the named charset if it is unknown, else an empty text."""
    match = _CHARSET.search(content_type[:1000])
    if match is None:
        return "utf-8", ""
    name = match.group(1).lower()
    if name in _KNOWN:
        return _KNOWN[name], ""
    return "utf-8", name


def in_utf8(body: bytes, content_type: str) -> bytes:
    """Convert JSON to UTF-8. Returns the bytes unchanged if they are UTF-8 or not decodable. Never raises.

    The first bytes take precedence over the content type: JSON begins with an ASCII character or a byte order mark.
    """
    found = json.detect_encoding(body[:4])
    codec = charset(content_type)[0] if found == "utf-8" else found
    if codec in ("utf-8", "utf-8-sig") or (found == "utf-8" and codec.startswith(_WIDE)):
        return body
    try:
        return body.decode(codec).encode("utf-8")
    except UnicodeError:
        return body


def encoded(text: str, content_type: str) -> bytes:
    """The text in the charset that a content type names, or in UTF-8 where that cannot represent it."""
    try:
        return text.encode(charset(content_type)[0])
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")

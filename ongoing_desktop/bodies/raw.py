"""A body as it is, decoded by the content type's charset, else as UTF-8; what does not fit stands as ⟦FF⟧."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from ongoing_desktop.bodies.base import Shown, displayed

_CHARSET: Final = re.compile(r"charset\s*=\s*\"?([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_KNOWN: Final = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "iso-8859-1": "iso-8859-1",
    "latin1": "iso-8859-1",
    "iso-8859-15": "iso-8859-15",
    "windows-1252": "cp1252",
    "utf-16": "utf-16",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
}
_BYTES_PER_CHARACTER: Final = 4


def charset(content_type: str) -> tuple[str, str]:
    """The codec to decode with, and a remark when the named one is not known here."""
    match = _CHARSET.search(content_type[:1000])
    if match is None:
        return "utf-8", ""
    name = match.group(1).lower()
    if name in _KNOWN:
        return _KNOWN[name], ""
    return "utf-8", f"The charset {name} is not known here; shown as UTF-8."


def show(body: bytes, content_type: str, limit: int) -> Shown:
    """The first ``limit`` characters of the body as text."""
    if not body:
        return Shown("", "The body is empty.")
    codec, remark = charset(content_type)
    part = body[: limit * _BYTES_PER_CHARACTER + _BYTES_PER_CHARACTER]
    # A part may end inside a character: what hangs over is no fault of the body and is cut off anyway.
    text = part.decode(codec, "surrogateescape" if codec == "utf-8" else "replace")
    if text.startswith("\ufeff"):
        text = text[1:]
        remark = f"{remark} It begins with a byte order mark.".strip()
    if len(part) < len(body):
        text = text[:limit]
    strange = sum(1 for character in text[:limit] if "\udc80" <= character <= "\udcff") if not text.isascii() else 0
    if strange:
        remark = f"{remark} Not valid UTF-8: {strange} bytes stand as ⟦FF⟧.".strip()
    shown = displayed(text, limit, remark)
    return shown if len(part) == len(body) else replace(shown, cut=True)

"""A picture, recognised by its first bytes whatever its content type. SVG is shown as text; nothing is ever fetched.

Only the declared size is read here, so that a picture that is too large is refused before it is decoded.
"""

from __future__ import annotations

import struct
from typing import Final

from ongoing_desktop.bodies import raw
from ongoing_desktop.bodies.base import Picture, Shown
from ongoing_desktop.wording.language import number, translated

LARGEST: Final = 16 * 1024 * 1024
MOST_PIXELS: Final = 16_000_000
"""Width times height: 64 MB after decoding."""
LONGEST_SIDE: Final = 16_384
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_NO_FRAME: Final = {0xC4, 0xC8, 0xCC}
"""JPEG markers in the range of frame headers that are not frame headers."""


def fits(body: bytes, content_type: str) -> bool:  # noqa: ARG001 - the bytes say it better
    """Whether the first bytes are those of a picture."""
    return bool(kind_of(body))


def kind_of(body: bytes) -> str:
    """``png``, ``jpeg``, ``gif``, ``webp``, ``bmp``, or empty."""
    if body.startswith(_PNG):
        return "png"
    if body.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if body[:6] in (b"GIF87a", b"GIF89a"):
        return "gif"
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "webp"
    # Many texts begin with these two letters, so check more.
    return "bmp" if body[:2] == b"BM" and body[6:10] == b"\0\0\0\0" and len(body) > 26 else ""


def show(body: bytes, content_type: str, limit: int) -> Shown:
    """The picture if its declared size is within limits."""
    kind = kind_of(body)
    if not kind:
        return raw.show(body, content_type, limit)
    size = declared(body, kind)
    if size is None:
        return raw.as_raw(
            body,
            content_type,
            limit,
            translated("It begins like a {kind} picture, but its size cannot be read.").format(kind=kind.upper()),
        )
    width, height = size
    facts = {"kind": kind.upper(), "width": number(width), "height": number(height)}
    if width * height > MOST_PIXELS or max(size) > LONGEST_SIDE or len(body) > LARGEST:
        why = translated("A {kind} picture of {width} × {height} pixels, too large to show.").format(**facts)
        return raw.as_raw(body, content_type, limit, why)
    note = translated("{kind}, {width} × {height} pixels.").format(**facts)
    return Shown("", note, picture=Picture(body, kind, width, height))


def declared(body: bytes, kind: str) -> tuple[int, int] | None:
    """The declared width and height, or None if the header does not contain them."""
    try:
        match kind:
            case "png":
                found = struct.unpack_from(">II", body, 16) if body[12:16] == b"IHDR" else (0, 0)
            case "gif":
                found = struct.unpack_from("<HH", body, 6)
            case "bmp":
                width, height = struct.unpack_from("<ii", body, 18)
                found = (abs(width), abs(height))
            case "webp":
                found = _webp(body)
            case _:
                found = _jpeg(body)
    except struct.error:
        return None
    return (found[0], found[1]) if found[0] > 0 and found[1] > 0 else None


def _webp(body: bytes) -> tuple[int, int]:
    chunk = body[12:16]
    if chunk == b"VP8X":
        width, height = body[24:27], body[27:30]
        return int.from_bytes(width, "little") + 1, int.from_bytes(height, "little") + 1
    if chunk == b"VP8L":
        bits = struct.unpack_from("<I", body, 21)[0]
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack_from("<HH", body, 26)
    return width & 0x3FFF, height & 0x3FFF


def _jpeg(body: bytes) -> tuple[int, int]:
    at = 2
    for _ in range(1_000):
        marker, length = struct.unpack_from(">xBH", body, at)
        if 0xC0 <= marker <= 0xCF and marker not in _NO_FRAME:
            height, width = struct.unpack_from(">HH", body, at + 5)
            return width, height
        at += 2 + length
    return 0, 0

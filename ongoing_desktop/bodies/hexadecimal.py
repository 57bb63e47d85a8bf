"""Hex dump with sixteen bytes per line: offset, hexadecimal, printable ASCII."""

from __future__ import annotations

from typing import Final

from ongoing_desktop.bodies.base import Shown
from ongoing_desktop.wording.language import number, translated

WIDTH: Final = 16
_LINE: Final = 8 + 2 + WIDTH * 3 + 1 + WIDTH + 2
"""Characters of a full line including its line break."""
_PRINTABLE: Final = bytes(byte if 0x20 <= byte < 0x7F else ord(".") for byte in range(256))


def show(body: bytes, content_type: str, limit: int) -> Shown:  # noqa: ARG001 - the shape of a view
    """The first bytes of the body, as many as fit in ``limit`` characters."""
    if not body:
        return Shown("", translated("The body is empty."))
    shown = body[: max(limit // _LINE, 1) * WIDTH]
    lines = []
    for start in range(0, len(shown), WIDTH):
        part = shown[start : start + WIDTH]
        text = part.translate(_PRINTABLE).decode("ascii")
        lines.append(f"{start:08x}  {part[:8].hex(' '):<23}  {part[8:].hex(' '):<23}  {text}")
    return Shown(
        "\n".join(lines),
        translated("{count} bytes as received.").format(count=number(len(body))),
        len(shown) < len(body),
    )

"""A body as text in the content type's charset, by default UTF-8. Bytes that cannot be decoded appear as ⟦FF⟧."""

from __future__ import annotations

from typing import Final

from ongoing_desktop.bodies.base import Shown, displayed
from ongoing_desktop.domain.charset import charset
from ongoing_desktop.domain.lazy_dataclasses import replace

_BYTES_PER_CHARACTER: Final = 4


def show(body: bytes, content_type: str, limit: int) -> Shown:
    """The first ``limit`` characters of the body as text."""
    if not body:
        return Shown("", "The body is empty.")
    codec, remark = charset(content_type)
    part = body[: limit * _BYTES_PER_CHARACTER + _BYTES_PER_CHARACTER]
    # A truncated part may end within a character. The incomplete character is no fault and is cut off anyway.
    text = part.decode(codec, "surrogateescape" if codec == "utf-8" else "replace")
    if text.startswith("\ufeff"):
        text = text[1:]
        remark = f"{remark} It begins with a byte order mark.".strip()
    if len(part) < len(body):
        text = text[:limit]
    strange = sum(1 for character in text[:limit] if "\udc80" <= character <= "\udcff") if not text.isascii() else 0
    if strange:
        remark = f"{remark} Not valid UTF-8: {strange} bytes are shown as ⟦FF⟧.".strip()
    shown = displayed(text, limit, remark)
    return shown if len(part) == len(body) else replace(shown, cut=True)

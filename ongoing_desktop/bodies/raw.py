"""A body as text in the content type's charset, by default UTF-8. Bytes that cannot be decoded appear as ⟦FF⟧."""

from __future__ import annotations

from typing import Final

from ongoing_desktop.bodies.base import Shown, displayed
from ongoing_desktop.domain.charset import charset
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.wording.language import number, translated

_BYTES_PER_CHARACTER: Final = 4


def show(body: bytes, content_type: str, limit: int) -> Shown:
    """The first ``limit`` characters of the body as text."""
    if not body:
        return Shown("", translated("The body is empty."))
    codec, unknown = charset(content_type)
    remark = translated("Unknown charset {name}; shown as UTF-8.").format(name=unknown) if unknown else ""
    part = body[: limit * _BYTES_PER_CHARACTER + _BYTES_PER_CHARACTER]
    # A truncated part may end within a character. The incomplete character is no fault and is cut off anyway.
    text = part.decode(codec, "surrogateescape" if codec == "utf-8" else "replace")
    if text.startswith("\ufeff"):
        text = text[1:]
        remark = f"{remark} {translated('It begins with a byte order mark.')}".strip()
    if len(part) < len(body):
        text = text[:limit]
    strange = sum(1 for character in text[:limit] if "\udc80" <= character <= "\udcff") if not text.isascii() else 0
    if strange:
        message = translated("Not valid UTF-8: {count} bytes are shown as ⟦FF⟧.").format(count=number(strange))
        remark = f"{remark} {message}".strip()
    shown = displayed(text, limit, remark)
    return shown if len(part) == len(body) else replace(shown, cut=True)


def as_raw(body: bytes, content_type: str, limit: int, why: str) -> Shown:
    """The raw text, with the reason why the preferred view is not possible."""
    shown = show(body, content_type, limit)
    return replace(shown, note=f"{why} {shown.note}".strip())

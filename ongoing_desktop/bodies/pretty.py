"""Indented JSON with numbers, duplicate keys and order as sent; anything else as raw text with the reason."""

from __future__ import annotations

from ongoing_desktop.bodies import raw
from ongoing_desktop.bodies.base import Shown, displayed
from ongoing_desktop.bodies.json_text import indented, looks_like_json, plain_json, why_not
from ongoing_desktop.domain.lazy_dataclasses import replace

fits = looks_like_json


def show(body: bytes, content_type: str, limit: int) -> Shown:
    """The first ``limit`` characters of the indented body, if it is JSON."""
    if not looks_like_json(body, content_type):
        return raw.show(body, content_type, limit)
    plain = plain_json(body, content_type)
    if why := why_not(plain):
        return as_raw(body, content_type, limit, why)
    text, cut = indented(plain, max(limit, 1))
    return displayed(text.decode("utf-8", "replace"), limit, is_json=True, cut=cut)


def as_raw(body: bytes, content_type: str, limit: int, why: str) -> Shown:
    """The raw text, with the reason why the preferred view is not possible."""
    shown = raw.show(body, content_type, limit)
    return replace(shown, note=f"{why} {shown.note}".strip())

"""JSON with numbers, duplicate keys and order as sent: indented, or as a tree; else raw text with the reason."""

from __future__ import annotations

from ongoing_desktop.bodies import raw
from ongoing_desktop.bodies.base import Shown, displayed
from ongoing_desktop.bodies.json_text import indented, looks_like_json, plain_json, why_not
from ongoing_desktop.bodies.nodes import root_of

fits = looks_like_json


def show_indented(body: bytes, content_type: str, limit: int) -> Shown:
    """The first ``limit`` characters of the indented body, if it is JSON."""
    plain = _valid(body, content_type, limit)
    if isinstance(plain, Shown):
        return plain
    text, cut = indented(plain, max(limit, 1))
    return displayed(text.decode("utf-8", "replace"), limit, is_json=True, cut=cut)


def show_tree(body: bytes, content_type: str, limit: int) -> Shown:
    """The body as a tree that is expanded one level at a time, if it is JSON."""
    plain = _valid(body, content_type, limit)
    return plain if isinstance(plain, Shown) else Shown("", tree=root_of(plain))


def _valid(body: bytes, content_type: str, limit: int) -> bytes | Shown:
    """The JSON in UTF-8, or what is shown in its place."""
    if not looks_like_json(body, content_type):
        return raw.show(body, content_type, limit)
    plain = plain_json(body, content_type)
    why = why_not(plain)
    return raw.as_raw(body, content_type, limit, why) if why else plain

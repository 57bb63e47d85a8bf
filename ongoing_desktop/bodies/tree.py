"""JSON as a tree that is expanded one level at a time; anything else as raw text with the reason."""

from __future__ import annotations

from ongoing_desktop.bodies.base import Shown
from ongoing_desktop.bodies.json_text import looks_like_json, plain_json, why_not
from ongoing_desktop.bodies.nodes import tree_of
from ongoing_desktop.bodies.pretty import as_raw
from ongoing_desktop.bodies.raw import show as show_raw

fits = looks_like_json


def show(body: bytes, content_type: str, limit: int) -> Shown:
    """The body as a tree if it is JSON."""
    if not looks_like_json(body, content_type):
        return show_raw(body, content_type, limit)
    plain = plain_json(body, content_type)
    if why := why_not(plain):
        return as_raw(body, content_type, limit, why)
    return Shown("", tree=tree_of(plain))

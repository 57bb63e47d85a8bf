"""What a way to show a body is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from ongoing_desktop.bodies.visible import break_lines, clip, visible

FIRST: Final = 256 * 1024
"""Characters shown at first; more on demand."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A body as text for the eye. Plain text, safe to set in a plain text view."""

    text: str
    note: str = ""
    """Sentences for people: why it is shown so, what was changed for display. Empty when all is plain."""
    cut: bool = False
    """There is more than was shown."""
    is_json: bool = False
    """The text is well-formed JSON, so colouring it makes sense."""


@dataclass(frozen=True, slots=True)
class View:
    """One way to show a body. ``show(body, content_type, limit)`` is pure and never raises."""

    key: str
    title: str
    show: Callable[[bytes, str, int], Shown]


def displayed(text: str, limit: int, *notes: str, is_json: bool = False) -> Shown:
    """Cut, mark and break a decoded text for display, and say so."""
    part, cut = clip(text, max(limit, 1))
    safe, broken = break_lines(visible(part))
    told = [note for note in notes if note]
    if broken:
        told.append("Lines over 4,000 characters are broken for display (↩).")
    return Shown(safe, " ".join(told), cut, is_json)

"""The parts of a body view."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ongoing_desktop.bodies.nodes import Node
from ongoing_desktop.bodies.visible import break_lines, clip, cut_marks, has_marks, visible
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.wording.language import translated

FIRST: Final = 256 * 1024
"""Characters shown at first. More are shown on demand."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An image whose declared size is within limits. The window decodes it."""

    data: bytes
    kind: str
    """``png``, ``jpeg``, ``gif``, ``webp`` or ``bmp``, recognised by its first bytes."""
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A body prepared for display: text that is safe for a plain text widget, a tree, or a picture."""

    text: str
    note: str = ""
    """Sentences for the user: the reason for this view, and what was changed for display. Usually empty."""
    cut: bool = False
    """Whether there is more than was shown."""
    is_json: bool = False
    """Whether the text is valid JSON and can be highlighted."""
    tree: Node | None = None
    """The root of the document."""
    picture: Picture | None = None
    marks_are_ours: bool = False
    """Whether the original contains nothing like our marks, so that copied text can be converted back to it."""


@dataclass(frozen=True, slots=True)
class View:
    """A way to display a body.

    ``show(body, content_type, limit)`` and ``fits(body, content_type)`` are pure; neither raises.
    """

    key: str
    title: str
    show: Callable[[bytes, str, int], Shown]
    fits: Callable[[bytes, str], bool] = lambda _body, _content_type: True
    """Whether the view is offered for a body, judged by its first bytes and content type. Cheap."""
    as_received: bool = False
    """Whether the view needs the bytes as received, with their content codings."""


def displayed(text: str, limit: int, *notes: str, is_json: bool = False, cut: bool = False) -> Shown:
    """Truncate, mark and break a decoded text for display, with notes about that."""
    limit = max(limit, 1)
    part, clipped = clip(text, limit)
    safe = visible(part)
    if len(safe) > limit:  # marks are longer than the characters they replace
        safe, clipped = cut_marks(safe, limit), True
    safe, broken = break_lines(safe)
    messages = [note for note in notes if note]
    if broken:
        messages.append(translated("Lines over 4,000 characters are broken for display (↩)."))
    return Shown(safe, " ".join(messages), cut or clipped, is_json, marks_are_ours=not has_marks(part))

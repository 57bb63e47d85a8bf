"""What a way to show a body is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from ongoing_desktop.bodies.nodes import Tree
from ongoing_desktop.bodies.visible import break_lines, clip, cut_marks, has_marks, visible

FIRST: Final = 256 * 1024
"""Characters shown at first; more on demand."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An image whose declared size is within bounds; decoding it is the window's."""

    data: bytes
    kind: str
    """``png``, ``jpeg``, ``gif``, ``webp`` or ``bmp``, told by its first bytes."""
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A body for the eye: text that is safe to set in a plain text view, or a tree or a picture instead."""

    text: str
    note: str = ""
    """Sentences for people: why it is shown so, what was changed for display. Empty when all is plain."""
    cut: bool = False
    """There is more than was shown."""
    is_json: bool = False
    """The text is well-formed JSON, so colouring it makes sense."""
    tree: Tree | None = None
    picture: Picture | None = None
    marks_are_ours: bool = False
    """The text that came holds nothing like our marks, so that a copied part can be given back as it came."""


def always(body: bytes, content_type: str) -> bool:  # noqa: ARG001 - the shape of View.fits
    """Any body can be shown so."""
    return True


@dataclass(frozen=True, slots=True)
class View:
    """One way to show a body. ``show(body, content_type, limit)`` and ``fits(body, content_type)`` are pure, never raise."""

    key: str
    title: str
    show: Callable[[bytes, str, int], Shown]
    fits: Callable[[bytes, str], bool] = always
    """Whether it is offered for a body, told by the first bytes and the content type; cheap."""
    as_received: bool = False
    """It wants the bytes as they came, with no content coding undone."""


def displayed(text: str, limit: int, *notes: str, is_json: bool = False, cut: bool = False) -> Shown:
    """Cut, mark and break a decoded text for display, and say so."""
    limit = max(limit, 1)
    part, clipped = clip(text, limit)
    safe = visible(part)
    if len(safe) > limit:  # marks are longer than what they stand for
        safe, clipped = cut_marks(safe, limit), True
    safe, broken = break_lines(safe)
    told = [note for note in notes if note]
    if broken:
        told.append("Lines over 4,000 characters are broken for display (↩).")
    return Shown(safe, " ".join(told), cut or clipped, is_json, marks_are_ours=not has_marks(part))

"""Words as the search index cuts them, and what a fragment says about the words around it.

A word is what lies between bytes of ASCII that are neither letters nor digits; letters of ASCII are compared ignoring
case. That is how ``LIKE`` compares, so a fragment can be cut the same way: what it says of words holds for every text that
contains it. Nothing here depends on where in a text something stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

GRAM: Final = 3
"""Fewer characters say too little about a word to look for it by a part."""
LONGEST: Final = 200
"""Bytes of a word that is indexed; longer ones are data, not words."""
_WORD: Final = re.compile(rb"[0-9a-z\x80-\xff]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a fragment that lies within one word."""

    text: str
    starts: bool
    """The word begins with it."""
    ends: bool
    """The word ends with it."""


def words_in(texts: Iterable[bytes | str | None]) -> set[bytes]:
    """All words of some texts, in lower case; valid UTF-8."""
    found: set[bytes] = set()
    for text in texts:
        if text:
            found.update(_WORD.findall(_plain(text)))
    return found


def pieces_of(fragment: str) -> list[Piece] | None:
    """What words a text that contains the fragment has; None where nothing can be said."""
    # LIKE ends at a NUL, and has its own idea of bytes that are no UTF-8.
    if "\0" in fragment or "\ufffd" in fragment:
        return None
    data = _plain(fragment)
    return [
        Piece(found.group().decode("utf-8"), found.start() > 0, found.end() < len(data))
        for found in _WORD.finditer(data)
    ]


def grams_of(text: str) -> list[str]:
    """The overlapping parts of :data:`GRAM` characters."""
    return list(dict.fromkeys(text[place : place + GRAM] for place in range(len(text) - GRAM + 1)))


def fits(word: str, piece: Piece) -> bool:
    """Whether the piece can be a part of this word."""
    if piece.starts and piece.ends:
        return word == piece.text
    return word.endswith(piece.text) if piece.ends else piece.text in word


def _plain(text: bytes | str) -> bytes:
    data = text.encode("utf-8", "backslashreplace") if isinstance(text, str) else text
    if not data.isascii():
        data = data.decode("utf-8", "replace").encode("utf-8")
    return data.lower()

"""Splits text into words for the search index, and derives conditions on words from a fragment.

Words are separated by ASCII bytes that are neither letters nor digits; ASCII letters are compared ignoring case.
``LIKE`` compares in the same way, so a fragment can be split alike, and the result is valid for every text that
contains the fragment. Nothing depends on the position in a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ongoing_desktop.domain.lazy_dataclasses import dataclass

GRAM: Final = 3
"""Shorter fragments of a word are not looked up."""
LONGEST: Final = 200
"""Bytes of the longest indexed word. Longer ones are data rather than words."""
_WORD: Final = re.compile(rb"[0-9a-z\x80-\xff]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a fragment within one word."""

    text: str
    starts: bool
    """Whether the word begins with it."""
    ends: bool
    """Whether the word ends with it."""


def words_in(texts: Iterable[bytes | str | None]) -> set[bytes]:
    """All words of some texts, in lower case and valid UTF-8."""
    encoded = [text.encode("utf-8", "backslashreplace") if isinstance(text, str) else text for text in texts if text]
    return set(_WORD.findall(_plain(b"\n".join(encoded))))


def pieces_of(fragment: str) -> list[Piece] | None:
    """The pieces of words that any text with this fragment contains, or None if nothing is known."""
    # LIKE stops at a NUL, and treats invalid UTF-8 differently.
    if "\0" in fragment or "\ufffd" in fragment:
        return None
    data = _plain(fragment.encode("utf-8", "backslashreplace"))
    return [
        Piece(found.group().decode("utf-8"), found.start() > 0, found.end() < len(data))
        for found in _WORD.finditer(data)
    ]


def grams_of(text: str) -> list[str]:
    """The overlapping substrings of :data:`GRAM` characters."""
    return list(dict.fromkeys(text[place : place + GRAM] for place in range(len(text) - GRAM + 1)))


def fits(word: str, piece: Piece) -> bool:
    """Whether the piece can be a part of this word."""
    if piece.starts and piece.ends:
        return word == piece.text
    return word.endswith(piece.text) if piece.ends else piece.text in word


def _plain(data: bytes) -> bytes:
    if not data.isascii():
        data = data.decode("utf-8", "replace").encode("utf-8")
    return data.lower()

"""Scores how well typed letters match a text."""

from __future__ import annotations

from typing import Final

START_OF_WORD: Final = 8
IN_A_ROW: Final = 5
SKIPPED: Final = 1
"""Points for a letter at the beginning of a word, for one after the previous letter, and minus for each one skipped."""


def score(typed: str, text: str) -> int | None:
    """Points for a text, more for a better match; None if a word of ``typed`` does not match. Ignores case.

    A word matches if its letters occur in the text in order: ``cnrw`` matches "Create new regular webhook".
    """
    folded = text.casefold()
    total = 0
    for word in typed.casefold().split():
        points = _word(word, folded)
        if points is None:
            return None
        total += points
    return total - len(folded) // 16


def _word(word: str, text: str) -> int | None:
    if (place := text.find(word)) >= 0:
        starts = _starts_word(text, place)
        while not starts and (later := text.find(word, place + 1)) >= 0:
            place, starts = later, _starts_word(text, later)
        return len(word) * (IN_A_ROW + 1) + (START_OF_WORD if starts else 0)
    points, at = 0, -1
    for letter in word:
        found = text.find(letter, at + 1)
        while found >= 0 and found != at + 1 and not _starts_word(text, found):
            later = text.find(letter, found + 1)
            if later < 0 or not _starts_word(text, later):
                break
            found = later
        if found < 0:
            return None
        points += START_OF_WORD if _starts_word(text, found) else IN_A_ROW if found == at + 1 else 0
        points -= SKIPPED * min(found - at - 1, 4)
        at = found
    return points


def _starts_word(text: str, place: int) -> bool:
    return place == 0 or not text[place - 1].isalnum()

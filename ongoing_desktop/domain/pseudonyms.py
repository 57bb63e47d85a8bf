"""Invents words and numbers in place of those of a document, the same for the same original. Pure.

Words are combined from two lists of English ones. A different key gives different words.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from typing import Final


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FIRST: Final = _words(
    """alder amber apple ash aspen barley beech berry birch black blue bram bright brook brown cedar cherry clay clear cliff
    clover copper coral cross deer down east elder elm ever fair falcon fern fox frost glen gold green grey hart haw
    hazel heath heather hill holly iron ivy juniper kestrel king lake lark laurel linden long lynx maple marsh mill moss
    north oak olive otter pine plum poplar quarry quick raven red reed ridge robin rock rose rowan rush sage salt sand silver
    south spruce stone storm summer swan thorn vine walnut water west white wild willow winter wolf wood yarrow yew"""
)
SECOND: Final = _words(
    """bank beck borough bourne bridge brook burn bury bush cliff combe cote croft dale dell den down edge fall farm field
    ford fort gate glade grove hall ham haven heath hill holm hurst island lake land lane leaf ley light lock market mead
    mere mill moor mount orchard park pass path point pool port ridge rise road rock shaw shire shore side spring stead
    stone stow stream thorpe tide ton tower vale view ville wall ward water way well wick wood worth yard"""
)
PLAIN: Final = frozenset(
    _words("""a accepted already an and are article at bad be been but by called cannot created data date deleted done duplicate
    empty error errors event exist exists failed failure false forbidden found from gateway good has have http https id in
    internal invalid is it item line lines list locked message method missing mr mrs ms no not null number occurred of off ok on open
    or order orders over packed parcel path picked please purchase received request required response return returned sent
    server shipment shipped status stock success system text than that the this time timeout to too true type unauthorized
    unavailable unexpected unknown updated url was were with yes""")
)
"""Words that are kept because they name no person, and error messages would be useless without them."""
MOST_REMEMBERED: Final = 200_000
"""Maximum number of words and of numbers with distinct replacements; beyond it, two may get the same replacement."""
_TRIES: Final = 400


class Pseudonyms:
    """The replacements of one export. Not safe for several threads."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._words: dict[str, str] = {}
        self._digit_runs: dict[str, str] = {}
        self._taken: set[str] = set()

    def known_word(self, word: str) -> str:
        """The replacement of a word that was replaced before, or else the word."""
        return self.word(word) if word.casefold() in self._words else word

    def known_digits(self, run: str) -> str:
        """The replacement of digits that were replaced before, or else the digits."""
        return self._digit_runs.get(run, run)

    def word(self, word: str) -> str:
        """Another word in the same case, or the word itself if it is one of :data:`PLAIN`."""
        low = word.casefold()
        if low in PLAIN:
            return word
        made = self._words.get(low)
        if made is None:
            made = self._free(low)
            if len(self._words) < MOST_REMEMBERED:
                self._words[low] = made
        if word.isupper() and len(word) > 1:
            return made.upper()
        return made.capitalize() if word[:1].isupper() else made

    def _free(self, low: str) -> str:
        """A word that has not been used as a replacement yet."""
        made = ""
        for turn in range(_TRIES):
            number = int.from_bytes(self._hash(f"{turn}:{low}", 16), "big")
            if len(low) == 1:
                return chr(ord("a") + number % 26)
            made = FIRST[number % len(FIRST)]
            made += SECOND[number // 1000 % len(SECOND)]
            if turn > 20:  # only in an export with thousands of names
                made += SECOND[number // 1_000_000 % len(SECOND)]
            if made != low and self._is_free(made, self._words):
                break
        return made

    def digits(self, run: str) -> str:
        """As many other digits; zeros alone stay."""
        if not run.strip("0"):
            return run
        made = self._digit_runs.get(run)
        if made is not None:
            return made
        made = run
        for turn in range(_TRIES):
            number = "".join(str(byte % 10) for byte in self._hash(f"{turn}:{run}", len(run)))
            if run[0] != "0" and number[0] == "0":
                number = "123456789"[int(number[-1]) % 9] + number[1:]
            made = number
            if number != run and self._is_free(number, self._digit_runs):
                break
        if len(self._digit_runs) < MOST_REMEMBERED:
            self._digit_runs[run] = made
        return made

    def _is_free(self, made: str, remembered: Mapping[str, str]) -> bool:
        """Whether no other text has this replacement. Reserves it, unless the maximum is reached."""
        if len(remembered) >= MOST_REMEMBERED:
            return True
        free = made not in self._taken
        self._taken.add(made)
        return free

    def _hash(self, text: str, size: int) -> bytes:
        data = text.encode("utf-8", "surrogatepass")
        found, block = b"", 0
        while len(found) < size:
            found += hmac.new(self._key, block.to_bytes(4, "big") + data, hashlib.sha256).digest()
            block += 1
        return found[:size]

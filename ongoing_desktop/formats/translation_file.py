"""Reads a Qt Linguist file (``.ts``) of ``resources/languages``.

The names of contexts only group the texts for translators: a text has one translation, wherever it is shown.
"""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element, fromstring

from ongoing_desktop.wording.language import Language, text_key

SINGULAR: Final = "extra-one"
"""Element with the English text for one of a text with a count. Qt Linguist keeps elements named ``extra-…``."""
UNUSABLE: Final = frozenset({"unfinished", "vanished", "obsolete"})


def read_translation(data: bytes, *, group: str = ",", point: str = ".") -> Language:
    """The language of a file. Unfinished translations are left out. Raises ParseError (a SyntaxError).

    ``group`` and ``point``: the language's separators of thousands and decimals.
    """
    root = fromstring(data)  # noqa: S314 - a file of this program
    texts: dict[str, tuple[str, ...]] = {}
    singulars: dict[str, str] = {}
    for message in root.iter("message"):
        source = message.findtext("source") or ""
        if one := message.findtext(SINGULAR):
            singulars[source] = one
        if forms := _forms(message):
            texts[text_key(source, message.findtext("comment") or "")] = forms
    return Language(root.get("language", ""), texts, singulars, group, point)


def _forms(message: Element) -> tuple[str, ...]:
    translation = message.find("translation")
    if translation is None or translation.get("type") in UNUSABLE:
        return ()
    found = tuple(form.text or "" for form in translation.iter("numerusform")) or (translation.text or "",)
    return found if all(found) else ()

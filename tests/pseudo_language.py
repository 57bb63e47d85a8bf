"""A language in which every translated text is in brackets, so that tests find texts that cannot be translated."""

from __future__ import annotations

from functools import cache

from ongoing_desktop.wording.language import Language
from tests.translations import sources


@cache
def pseudo_language() -> Language:
    """``⟦text⟧`` for each text of the program."""
    texts: dict[str, tuple[str, ...]] = {}
    singulars: dict[str, str] = {}
    for key, source in sources().found.items():
        forms = (source.one, source.text) if source.one else (source.text,)
        texts[key] = tuple(f"⟦{form}⟧" for form in forms)
        if source.one:
            singulars[source.text] = source.one
    return Language("sv", texts, singulars, " ", ",")

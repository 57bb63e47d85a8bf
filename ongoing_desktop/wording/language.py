"""The language of texts for users, one for the whole process. English until :func:`use` is called.

The English text is the key of a translation, so English needs no file. A text that means different things in different
places has a comment, which is part of its key. Any thread may translate.
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter
from types import MappingProxyType
from typing import Final

from ongoing_desktop.domain.lazy_dataclasses import dataclass, field

_NO_TEXTS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({})
_NO_SINGULARS: Final[Mapping[str, str]] = MappingProxyType({})
_ONE_FORM: Final = frozenset({"id", "ja", "ko", "ms", "th", "vi", "zh"})
_EAST_SLAVIC: Final = frozenset({"be", "bs", "hr", "ru", "sr", "uk"})


@dataclass(frozen=True, slots=True)
class Language:
    """A language with its translations."""

    code: str
    """ISO 639 code, such as ``sv``, also with a country."""
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NO_TEXTS)
    """By :func:`text_key`: the translation, or one for each plural form."""
    singulars: Mapping[str, str] = field(default_factory=lambda: _NO_SINGULARS)
    """For texts with a count: the English text for one, by the text for many."""
    group: str = ","
    """The separator of thousands."""
    point: str = "."
    """The decimal separator."""

    def plural_form(self, count: int) -> int:
        """Which plural form a count takes, as in Qt Linguist."""
        short = self.code[:2]
        last, last_two = count % 10, count % 100
        if short in _ONE_FORM:
            return 0
        if short == "fr":
            return int(count > 1)
        if short in ("cs", "sk"):
            return 0 if count == 1 else 1 if 2 <= count <= 4 else 2
        if short in _EAST_SLAVIC or short == "pl":
            one = count == 1 if short == "pl" else last == 1 and last_two != 11
            return 0 if one else 1 if 2 <= last <= 4 and not 12 <= last_two <= 14 else 2
        return int(count != 1)

    def forms(self, text: str, comment: str = "") -> tuple[str, ...]:
        """The translation of a text, one text per plural form; empty for a text without translation."""
        return self.texts.get(text_key(text, comment), ())


ENGLISH_LANGUAGE: Final = Language("en")


class _Process:
    language = ENGLISH_LANGUAGE


def use(language: Language) -> None:
    """Change the language of the process. Texts that are already shown stay as they are."""
    _Process.language = language


def language() -> Language:
    """The current language."""
    return _Process.language


def text_key(text: str, comment: str = "") -> str:
    """The key of a text in :attr:`Language.texts`."""
    return f"{comment}\x04{text}" if comment else text


def translated(text: str, comment: str = "") -> str:
    """The text in the current language; the English text if it has no translation."""
    forms = _Process.language.texts.get(f"{comment}\x04{text}" if comment else text)
    return forms[-1] if forms else text


def agreeing(count: int, one: str, many: str) -> str:
    """The template for a count in the current language. ``one`` and ``many`` are the English ones."""
    current = _Process.language
    if forms := current.texts.get(many):
        return forms[min(current.plural_form(count), len(forms) - 1)]
    return translated(one) if count == 1 else many


def plural(count: int, one: str, many: str) -> str:
    """The template for a count, with its ``{count}`` filled in. Other parameters stay in it."""
    return agreeing(count, one, many).replace("{count}", number(count))


def number(value: int) -> str:
    """A whole number with separators of thousands: ``1,234``; Swedish ``1 234``."""
    return f"{value:,}".replace(",", _Process.language.group)


def decimal(value: float, places: int | None = None) -> str:
    """A number with decimals: ``0.5``; Swedish ``0,5``. Without ``places`` it has those that it needs."""
    shown = f"{value:g}" if places is None else f"{value:.{places}f}"
    return shown.replace(".", _Process.language.point)


def placeholders(template: str) -> list[str]:
    """Names of the replacement fields of a ``str.format`` template, in order. Raises ValueError for an invalid one."""
    return [name for _, name, _, _ in Formatter().parse(template) if name is not None]

"""Maps codes with parameters to sentences, for the window and the command line.

Templates use named ``str.format`` fields. A missing parameter appears as ``…``, because an error message must never
raise another error.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from ongoing_desktop.domain.errors import NO_HANDLES, NO_HANDLES_SENTENCE
from ongoing_desktop.wording.language import agreeing, language, number, translated

if TYPE_CHECKING:
    from ongoing_desktop.domain.errors import KnownError
    from ongoing_desktop.domain.problems import Problem

_AREAS: Final = (
    "api", "changes", "exchanges", "files", "listener", "playing", "problems", "sending", "storage", "usage",
)  # fmt: skip
"""The modules in ``texts``."""
_NO_PARAMS: Final[Mapping[str, object]] = MappingProxyType({})


def in_quotes(name: str) -> str:
    """A name in the quotation marks of the current language."""
    return translated("“{name}”").format(name=name)


class _Sentences(Mapping[str, str]):
    """The sentences of this package, loaded on first use, and those of the authentication schemes."""

    @cached_property
    def _plain(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for area in _AREAS:
            texts: Mapping[str, str] = import_module(f"ongoing_desktop.wording.texts.{area}").TEXTS
            found.update(texts)
        return found

    def _tables(self) -> Iterator[Mapping[str, str]]:
        yield self._plain
        from ongoing_desktop.auth import SCHEMES  # noqa: PLC0415 - most commands need none of their sentences

        for scheme in SCHEMES.values():
            yield scheme.sentences

    def __getitem__(self, code: str) -> str:
        if (found := self._plain.get(code)) is not None:
            return found
        for table in self._tables():
            if code in table:
                return table[code]
        raise KeyError(code)

    def __iter__(self) -> Iterator[str]:
        return iter({code: None for table in self._tables() for code in table})

    def __len__(self) -> int:
        return sum(1 for _ in self)


SENTENCES: Final[Mapping[str, str]] = _Sentences()


COUNTS: Final = ("count", "days", "most")
"""Parameters that decide between one and many; the first that exists is used."""


PHRASES: Final = ("reading", "rule", "shape", "side")
"""Parameters whose values are texts of the program, which are translated too."""


class _Local(float):
    """A number that a template formats with the signs of the current language."""

    def __format__(self, form: str) -> str:
        signs = {",": language().group, ".": language().point}
        return "".join(signs.get(sign, sign) for sign in super().__format__(form))


class _Lenient(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "…"


def _template(code: str, params: Mapping[str, object], *, english: bool) -> str | None:
    """The template of a code in the current language or English, agreeing with the count if there is one."""
    template = SENTENCES.get(code)
    if template is None:
        return None
    count = next((params[name] for name in COUNTS if name in params), None)
    digits = "" if count is None else "".join(filter(str.isdigit, str(count)))
    if not digits or (one := SENTENCES.get(f"{code}-one")) is None:
        return template if english else translated(template)
    if english:
        return one if int(digits) == 1 else template
    return agreeing(int(digits), one, template)


def sentence(code: str, params: Mapping[str, object] = _NO_PARAMS) -> str:
    """The sentence for a code. An unknown code is shown as such, so that nothing is hidden."""
    return _sentence(code, params, english=False)


def english_sentence(code: str, params: Mapping[str, object] = _NO_PARAMS) -> str:
    """The English sentence for a code, for files that programs read, whatever the window's language."""
    return _sentence(code, params, english=True)


def _sentence(code: str, params: Mapping[str, object], *, english: bool) -> str:
    try:
        template = _template(code, params, english=english)
    except OSError as error:
        if error.errno in NO_HANDLES:
            return NO_HANDLES_SENTENCE
        raise
    if template is None:
        return code
    try:
        found = _Lenient(params)
        if not english:
            found.update((name, translated(str(params[name]))) for name in PHRASES if name in params)
            found.update((name, _Local(value)) for name, value in params.items() if isinstance(value, float))
        made = template.format_map(found)
        # A parameter may be a whole sentence.
        return made[:-1] if made.endswith(("..", "!.", "?.")) and not made.endswith("...") else made
    except (ValueError, IndexError, AttributeError, TypeError):
        return template


def error_sentence(error: KnownError) -> str:
    """The sentence of a known error."""
    return sentence(error.code, error.params)


def problem_sentence(problem: Problem) -> str:
    """The sentence of a problem with a field."""
    return sentence(problem.code, problem.params)


def counted(code: str, count: int) -> str:
    """The sentence of a code with a ``count``."""
    return sentence(code, {"count": number(count)})


def undo_words(label: str, count: int = 1) -> str:
    """An undo step as an imperative, such as "delete 3 exchanges". ``label``: of the change of settings or the action."""
    code = f"step-{label}"
    return counted(code if code in SENTENCES else "step-other", count)

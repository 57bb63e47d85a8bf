"""The one table of sentences: a code with parameters becomes text, for window and command line alike.

Templates use ``str.format`` fields by name; a parameter that is missing shows as ``…`` instead of failing, because an
error message must never raise one of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from ongoing_desktop.auth import SCHEMES
from ongoing_desktop.domain.errors import KnownError
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.settings import EMPTY_MAPPING
from ongoing_desktop.wording.texts import (
    advice,
    changes,
    check,
    compare,
    config,
    exports,
    har,
    listener,
    overview,
    problems,
    replay,
    retries,
    rules,
    scenarios,
    sending,
    series,
    storage,
    systems,
    undo,
    usage,
    vault,
    verdicts,
    window,
)

_PLAIN: Final[Mapping[str, str]] = {
    **advice.TEXTS,
    **changes.TEXTS,
    **check.TEXTS,
    **compare.TEXTS,
    **config.TEXTS,
    **exports.TEXTS,
    **har.TEXTS,
    **listener.TEXTS,
    **overview.TEXTS,
    **problems.TEXTS,
    **replay.TEXTS,
    **retries.TEXTS,
    **rules.TEXTS,
    **scenarios.TEXTS,
    **sending.TEXTS,
    **series.TEXTS,
    **storage.TEXTS,
    **systems.TEXTS,
    **undo.TEXTS,
    **usage.TEXTS,
    **vault.TEXTS,
    **verdicts.TEXTS,
    **window.TEXTS,
}


class _Sentences(Mapping[str, str]):
    """The sentences of this package, and those that the authentication schemes bring along."""

    def __getitem__(self, code: str) -> str:
        if (found := _PLAIN.get(code)) is not None:
            return found
        for scheme in SCHEMES.values():
            if (found := scheme.sentences.get(code)) is not None:
                return found
        raise KeyError(code)

    def __iter__(self) -> Iterator[str]:
        return iter(
            {code: None for table in (_PLAIN, *(item.sentences for item in SCHEMES.values())) for code in table}
        )

    def __len__(self) -> int:
        return sum(1 for _ in self)


ENGLISH: Final[Mapping[str, str]] = _Sentences()


class _Lenient(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "…"


def sentence(code: str, params: Mapping[str, object] = EMPTY_MAPPING) -> str:
    """The sentence of a code. An unknown code is shown as itself, so that nothing is hidden."""
    template = ENGLISH.get(code)
    if template is None:
        return code
    try:
        made = template.format_map(_Lenient(params))
        # A parameter may be a whole sentence of its own.
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
    """The sentence of a code with its ``count``; the one of ``code-one`` where there is one and it is 1."""
    if count == 1 and f"{code}-one" in ENGLISH:
        return sentence(f"{code}-one")
    return sentence(code, {"count": f"{count:,}"})


def step_words(label: str, count: int = 1) -> str:
    """A step of undo as an order, such as "delete 3 exchanges"; ``label``: of the settings' change or of the deed."""
    code = f"step-{label}"
    return counted(code if code in ENGLISH else "step-other", count)

"""The one table of sentences: a code with parameters becomes text, for window and command line alike.

Templates use ``str.format`` fields by name; a parameter that is missing shows as ``…`` instead of failing, because an
error message must never raise one of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ongoing_desktop.domain.errors import KnownError
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.settings import NOTHING
from ongoing_desktop.domain.texts import (
    advice,
    changes,
    check,
    compare,
    config,
    exports,
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
    usage,
    vault,
    verdicts,
    window,
)

ENGLISH: Final[Mapping[str, str]] = {
    **advice.TEXTS,
    **changes.TEXTS,
    **check.TEXTS,
    **compare.TEXTS,
    **config.TEXTS,
    **exports.TEXTS,
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
    **usage.TEXTS,
    **vault.TEXTS,
    **verdicts.TEXTS,
    **window.TEXTS,
}


class _Lenient(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "…"


def sentence(code: str, params: Mapping[str, object] = NOTHING) -> str:
    """The sentence of a code. An unknown code is shown as itself, so that nothing is hidden."""
    template = ENGLISH.get(code)
    if template is None:
        return code
    try:
        return template.format_map(_Lenient(params))
    except (ValueError, IndexError, AttributeError, TypeError):
        return template


def error_sentence(error: KnownError) -> str:
    """The sentence of a known error."""
    return sentence(error.code, error.params)


def problem_sentence(problem: Problem) -> str:
    """The sentence of a problem with a field."""
    return sentence(problem.code, problem.params)

"""Parses the user's additional names of credentials."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.secret_names import LONGEST_NAME, decoded

MOST_NAMES: Final = 200
_TOKEN: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_PARAMETER: Final = re.compile(r"[^\x00-\x20\x7f-\xa0?&;#=,\"'<>]+")


def checked_names(lines: Iterable[str], *, field: str) -> tuple[frozenset[str], tuple[Problem, ...]]:
    """The lower-case names, and a problem for each invalid line. Empty lines are ignored.

    ``field``: ``headers`` or ``parameters``; parameters may be percent-encoded.
    """
    right = _TOKEN if field == "headers" else _PARAMETER
    found: set[str] = set()
    problems: list[Problem] = []
    for number, line in enumerate(lines, 1):
        if not (name := line.strip()):
            continue
        plain = name if field == "headers" else decoded(name)
        if len(name) > LONGEST_NAME:
            problems.append(Problem(field, "secret-name-long", {"line": number, "limit": LONGEST_NAME}))
        elif not right.fullmatch(plain):
            problems.append(Problem(field, f"secret-name-{field}", {"line": number}))
        else:
            found.add(plain.lower())
    return frozenset(found), tuple(problems)


def too_many(names: frozenset[str], *, field: str) -> tuple[Problem, ...]:
    """A problem if there are too many names."""
    return (Problem(field, "secret-name-many", {"limit": MOST_NAMES}),) if len(names) > MOST_NAMES else ()

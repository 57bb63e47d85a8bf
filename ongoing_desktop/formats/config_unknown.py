"""Unknown members of a config file: they are kept and have no effect, but may be misspelt."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.wording.messages import sentence

MOST: Final = 100
"""Maximum number of listed members. A file with more belongs to another program."""
_ALIKE: Final = 0.8
_PLACE: Final = re.compile(r"\[[0-9]+\]")


@dataclass(frozen=True, slots=True)
class Unknown:
    """An unknown member by its path in the file."""

    path: str
    meant: str = ""
    """The known member with a similar name."""


def unknown_sentence(item: Unknown) -> str:
    """The sentence about an unknown member."""
    return sentence(
        "config-unknown-meant" if item.meant else "config-unknown", {"path": item.path, "meant": item.meant}
    )


def unknown_members(document: Any, known: Mapping[str, Sequence[str]]) -> tuple[Unknown, ...]:
    """The members of a valid document that ``known`` does not list, in the document's order.

    ``known``: the members of each object by its path, with ``[]`` for any list index.
    """
    found: list[Unknown] = []
    for item in _walk(document, "", known):
        found.append(item)
        if len(found) == MOST:
            break
    return tuple(found)


def _walk(value: Any, path: str, known: Mapping[str, Sequence[str]]) -> Iterator[Unknown]:
    if isinstance(value, list):
        for place, item in enumerate(value):
            yield from _walk(item, f"{path}[{place}]", known)
        return
    names = known.get(_PLACE.sub("[]", path))
    if names is None or not isinstance(value, Mapping):
        return
    for name, item in value.items():
        where = f"{path}.{name}" if path else name
        if name in names:
            yield from _walk(item, where, known)
        else:
            yield Unknown(where[:200], _meant(name, names))


def _meant(name: str, known: Sequence[str]) -> str:
    plain = {_plain(item): item for item in known}
    close = difflib.get_close_matches(_plain(name[:80]), plain, 1, _ALIKE)
    return plain[close[0]] if close else ""


def _plain(name: str) -> str:
    return name.replace("_", "").replace("-", "").lower()

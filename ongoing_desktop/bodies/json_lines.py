"""The members of indented JSON by line. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from ongoing_desktop.domain.foreign import read_string

_LINE: Final = re.compile(r'^ *(?:("(?:[^"\\]|\\.)*"): )?(.*?),?$')


class MemberLine(NamedTuple):
    """A line with a member or an element."""

    number: int
    """From 0."""
    path: str
    """As the catalogue writes it, with ``[]`` for the elements of a list."""
    value: str
    """Its JSON; only the bracket of an object or a list that is not empty."""


def member_lines(text: str) -> Iterator[MemberLine]:
    """The members of a text that the view *Pretty* shows, in order. Other texts give lines that mean nothing."""
    above: list[str] = []
    for number, line in enumerate(text.split("\n")):
        found = _LINE.match(line)
        name, value = (found[1], found[2]) if found else (None, "")
        if value in ("}", "]"):
            del above[-1:]
            continue
        path = above[-1] if above else ""
        if name is not None:
            path = f"{path}.{_plain(name)}" if path else _plain(name)
            yield MemberLine(number, path, value)
        if value == "{":
            above.append(path)
        elif value == "[":
            above.append(f"{path}[]")


def _plain(name: str) -> str:
    return read_string(name) if "\\" in name else name[1:-1]

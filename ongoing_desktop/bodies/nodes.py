"""A JSON document one level at a time: the members of a value are found when it is opened, and never more than that.

Each value stays the bytes that were sent, so 1.10 stays 1.10 and a name that comes twice comes twice.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from ongoing_desktop.bodies.json_text import TOKEN

GROUP: Final = 500
"""Members listed at once; more are parted into groups of this many, those again, and so on."""
MOST: Final = 500_000
"""Members of one value that are listed at all."""
_PLAIN: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Node:
    """A value, or with ``group`` a run of the members of one."""

    name: str | int | None
    """Name of the member, place of the element; None for the document and for groups."""
    raw: bytes
    """The value as sent, without blanks around it; of a group, the whole it is part of."""
    path: str
    """JSON path (RFC 9535) of the value; of a group, of what it is part of."""
    group: Sequence[Node] = ()
    first: int = 0
    """Of a group: the place of its first member."""

    @property
    def opens(self) -> bool:
        """Whether there is something inside."""
        return bool(self.group) or (self.raw[:1] in (b"{", b"[") and self.raw not in (b"{}", b"[]"))

    @property
    def kind(self) -> str:
        """``group``, ``object``, ``array``, ``string``, ``number`` or ``word``."""
        if self.group:
            return "group"
        kinds = {b"{": "object", b"[": "array", b'"': "string", b"t": "word", b"f": "word", b"n": "word"}
        return kinds.get(self.raw[:1], "number")

    def text(self) -> str:
        """The value as text: a string without its quotes and escapes, anything else as sent."""
        if self.kind == "string":
            return string_of(self.raw)
        return self.raw.decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Tree:
    """A whole document."""

    root: Node


def tree_of(body: bytes) -> Tree:
    """The tree of a valid document."""
    return Tree(Node(None, _compact(body), "$"))


def children(node: Node) -> list[Node]:
    """What is inside a value, parted into groups where there is much. Pure; takes time with the value's size."""
    if node.group:
        return _parted(list(node.group), node, node.first)
    return _parted(list(_members(node)), node, 0)


def step(parent: str, name: str | int) -> str:
    """The JSON path of a member."""
    if isinstance(name, int):
        return f"{parent}[{name}]"
    if _PLAIN.fullmatch(name):
        return f"{parent}.{name}"
    return f"{parent}['{_quoted(name)}']"


def string_of(raw: bytes) -> str:
    """A JSON string's text; half surrogate pairs stay as they are."""
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        return raw.decode("utf-8", "replace")
    return found if isinstance(found, str) else raw.decode("utf-8", "replace")


def _quoted(name: str) -> str:
    text = json.dumps(name, ensure_ascii=False)[1:-1].replace('\\"', '"')
    return text.replace("'", "\\'")


def _compact(body: bytes) -> bytes:
    try:
        return msgspec.json.format(body, indent=-1)
    except (ValueError, RecursionError):  # half a surrogate pair
        return b"".join(found.group() for found in TOKEN.finditer(body))


def _parted(found: list[Node], parent: Node, first: int) -> list[Node]:
    if len(found) <= GROUP:
        return found
    size = GROUP
    while size * GROUP < len(found):
        size *= GROUP
    return [
        Node(None, parent.raw, parent.path, tuple(found[start : start + size]), first + start)
        for start in range(0, len(found), size)
    ]


def _members(node: Node) -> Iterator[Node]:
    raw = node.raw
    if raw[:1] == b"[":
        for place, value in enumerate(_elements(raw)):
            if place == MOST:
                return
            yield Node(place, value, step(node.path, place))
    else:
        for place, (name, value) in enumerate(_pairs(raw)):
            if place == MOST:
                return
            yield Node(name, value, step(node.path, name))


def _elements(raw: bytes) -> Iterator[bytes]:
    if raw.count(b",") <= MOST:  # an upper bound of the objects that the decoder makes
        try:
            found = msgspec.json.decode(raw, type=list[msgspec.Raw])
        except (ValueError, RecursionError):
            found = []
        if found:
            yield from map(bytes, found)
            return
    yield from (value for _, value in _scanned(raw))


def _pairs(raw: bytes) -> Iterator[tuple[str, bytes]]:
    if raw.count(b",") <= MOST:
        try:
            found = msgspec.json.decode(raw, type=dict[str, msgspec.Raw])
        except (ValueError, RecursionError):
            found = {}
        # Braces, a colon and two quotes a name, commas between: longer means an escape, or a name that came twice.
        length = 1 + sum(
            len(name.encode("utf-8", "replace")) + len(memoryview(value)) + 4 for name, value in found.items()
        )
        if found and length == len(raw):
            yield from ((name, bytes(value)) for name, value in found.items())
            return
    yield from ((string_of(name), value) for name, value in _scanned(raw))


def _scanned(raw: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Names and values of a compact object, values of an array, token by token."""
    depth = 0
    name, start = b"", 1
    for found in TOKEN.finditer(raw):
        first = raw[found.start()]
        if first in b"[{":
            depth += 1
        elif first in b"]}":
            depth -= 1
            if depth == 0 and found.start() > start:
                yield name, raw[start : found.start()]
        elif depth == 1 and first in b",:":
            if first == ord(":"):
                name = raw[start : found.start()]
            else:
                yield name, raw[start : found.start()]
            start = found.end()

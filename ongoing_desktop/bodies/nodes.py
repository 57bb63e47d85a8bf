"""A JSON document that is parsed one level at a time: the members of a value are parsed when it is expanded.

Each value remains the bytes that were sent, so 1.10 stays 1.10 and duplicate names stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

import msgspec

from ongoing_desktop.bodies.json_text import TOKEN
from ongoing_desktop.domain.foreign import read_string
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.members import step

GROUP: Final = 500
"""Members listed at once. More are split into groups of this size, recursively."""
MOST: Final = 500_000
"""Maximum number of listed members of a value. One row mentions the rest."""
_FAST: Final = 1_500_000
"""Maximum number of commas for parsing a value in one call; an upper bound of the objects that this creates."""
Raw = bytes | msgspec.Raw
Member = tuple[str | int, Raw]


@dataclass(frozen=True, slots=True)
class Node:
    """A value, or with ``group`` a range of the members of a value."""

    name: str | int | None
    """Name of a member or index of an element; None for the document and for groups."""
    raw: bytes
    """The value as sent, without surrounding whitespace; for a group, the value that it is part of."""
    above: str
    """JSON path of the parent, empty for the document."""
    group: Sequence[Member] = ()
    first: int = 0
    """The index of a group's first member."""

    @property
    def path(self) -> str:
        """JSON path (RFC 9535) of the value; for a group, of the value that it is part of."""
        if self.name is None:
            return self.above or "$"
        return step(self.above, self.name)

    @property
    def opens(self) -> bool:
        """Whether the node has children."""
        return bool(self.group) or (self.raw[:1] in (b"{", b"[") and self.raw not in (b"{}", b"[]"))

    @property
    def kind(self) -> str:
        """``group``, ``object``, ``array``, ``string``, ``number``, ``word``, or ``rest`` for unlisted members."""
        if self.group or not self.raw:
            return "group" if self.group else "rest"
        kinds = {b"{": "object", b"[": "array", b'"': "string", b"t": "word", b"f": "word", b"n": "word"}
        return kinds.get(self.raw[:1], "number")

    def text(self) -> str:
        """The value as text: a string without quotes and escapes, everything else as sent."""
        return read_string(self.raw)


def root_of(body: bytes) -> Node:
    """A valid document as the root of its tree."""
    return Node(None, _compact(body), "")


def children(node: Node) -> list[Node]:
    """The children of a node, in groups if there are many. Pure; the time grows with the value's size."""
    found = node.group or _members(node.raw)
    rest = [Node(None, b"", node.path)] if len(found) > MOST else []
    found = found[:MOST]
    if len(found) <= GROUP:
        return [Node(name, bytes(raw), node.path) for name, raw in found] + rest
    size = GROUP
    while size * GROUP < len(found):
        size *= GROUP
    return [
        Node(None, node.raw, node.path, found[start : start + size], node.first + start)
        for start in range(0, len(found), size)
    ] + rest


def _compact(body: bytes) -> bytes:
    try:
        return msgspec.json.format(body, indent=-1)
    except (ValueError, RecursionError):  # a lone surrogate
        return b"".join(found.group() for found in TOKEN.finditer(body))


def _members(raw: bytes) -> list[Member]:
    return list(enumerate(_elements(raw))) if raw[:1] == b"[" else _pairs(raw)


def _elements(raw: bytes) -> list[Raw]:
    if raw.count(b",") <= _FAST:
        try:
            found: list[Raw] = msgspec.json.decode(raw, type=list[msgspec.Raw])
        except (ValueError, RecursionError):
            found = []
        if found:
            return found
    return [value for _, value in islice(_scanned(raw), MOST + 1)]


def _pairs(raw: bytes) -> list[Member]:
    if raw.count(b",") <= _FAST:
        try:
            found: dict[str, msgspec.Raw] = msgspec.json.decode(raw, type=dict[str, msgspec.Raw])
        except (ValueError, RecursionError):
            found = {}
        # Braces, a colon and two quotes per name, commas between. A longer value has an escape or a duplicate name.
        names = sum(map(len, map(str.encode, found)))
        values = sum(memoryview(value).nbytes for value in found.values())
        if found and names + values + 4 * len(found) + 1 == len(raw):
            return list(found.items())
    return [(read_string(name), value) for name, value in islice(_scanned(raw), MOST + 1)]


def _scanned(raw: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Names and values of a compact object or values of an array, token by token."""
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

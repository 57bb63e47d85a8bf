"""Locates the entries of a HAR file piece by piece, with only one entry in memory. Pure except for reading.

Entries are found by their braces alone, so that an invalid or too deeply nested entry does not affect others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from ongoing_desktop.domain.errors import ConfigError
from ongoing_desktop.domain.foreign import read_json
from ongoing_desktop.domain.lazy_dataclasses import dataclass

LARGEST_ENTRY: Final = 300 * 1024 * 1024
"""Maximum bytes of one entry, enough for two bodies of the largest size that the listener accepts."""
_CHUNK: Final = 1024 * 1024
_SPACE: Final = re.compile(rb"[ \t\r\n]*+")
_MARKS: Final = re.compile(rb'["\[\]{}]')
_STRING: Final = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+("?)', re.DOTALL)
_SCALAR: Final = re.compile(rb"[^,\]}\s]*+")


@dataclass(frozen=True, slots=True)
class EntryPlace:
    """One entry in the file."""

    number: int
    """Counted from 1."""
    offset: int
    length: int
    data: bytes
    """Empty if the entry is larger than :data:`LARGEST_ENTRY`."""


class _EndedError(Exception):
    """The file ends within a value."""


class _BrokenError(Exception):
    """The next character is not valid JSON here."""


class HarScan:
    """One pass over a file in UTF-8 without a byte order mark."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._buffer = bytearray()
        self._base = file.tell()
        """The buffer's offset in the file."""
        self._at = 0
        self._found = False
        self.creator = ""
        self.ended_early = False
        """Whether the file is truncated or damaged after the entries found."""

    @property
    def position(self) -> int:
        """The number of bytes read."""
        return self._base + self._at

    def entries(self) -> Iterator[EntryPlace]:
        """The entries in the order of the file. Raises ConfigError if it is not a HAR file."""
        try:
            for name in self._members(""):
                if name != "log":
                    self._value()
                    continue
                for inner in self._members("log"):
                    if inner == "entries" and not self._found:
                        yield from self._elements()
                    else:
                        self._keep(inner, self._value()[2])
        except (_EndedError, _BrokenError):
            if not self._found:
                raise ConfigError("har-not-json", byte=self.position) from None
            self.ended_early = True
        if not self._found:
            raise ConfigError("har-type", path="log.entries", shape="a list")

    def _keep(self, name: str, data: bytes) -> None:
        if name == "creator":
            try:
                value = read_json(data)
            except ValueError:
                return
            if isinstance(value, dict) and isinstance(value.get("name"), str):
                self.creator = value["name"]

    def _members(self, path: str) -> Iterator[str]:
        """Names of an object's members. Each value must be taken before the next name."""
        if self._next() != b"{":
            if self._next() == b"":
                raise _EndedError
            raise ConfigError("har-type", path=path or "log", shape="an object")
        self._at += 1
        while (char := self._next()) != b"}":
            if char == b",":
                self._at += 1
            elif char == b'"':
                _, _, data = self._value()
                if self._next() != b":":
                    raise _BrokenError
                self._at += 1
                yield data[1:-1].decode("utf-8", "replace")
            else:
                raise _BrokenError if char else _EndedError
        self._at += 1

    def _elements(self) -> Iterator[EntryPlace]:
        if self._next() != b"[":
            if self._next() == b"":
                raise _EndedError
            raise ConfigError("har-type", path="log.entries", shape="a list")
        self._at += 1
        self._found = True
        number = 0
        while (char := self._next()) != b"]":
            if char == b"":
                raise _EndedError
            if char == b"," and number:
                self._at += 1
                if self._next() == b"]":  # a superfluous comma
                    break
            elif number:
                raise _BrokenError
            number += 1
            offset, length, data = self._value()
            yield EntryPlace(number, offset, length, data)
        self._at += 1

    def _value(self) -> tuple[int, int, bytes]:
        """Take a value: its offset, its length and its bytes."""
        first = self._next()
        if first == b"":
            raise _EndedError
        if first in (b"{", b"[", b'"'):
            return self._nested()
        length = 0
        while True:
            # Do not keep the match, because a buffer with an export cannot grow.
            end = _SCALAR.match(self._buffer, self._at).end()  # type: ignore[union-attr]
            if end < len(self._buffer) or not self._more():
                break
        length = end - self._at
        if not length:
            raise _BrokenError
        data = bytes(self._buffer[self._at : end])
        self._at = end
        return self._base + end - length, length, data

    def _nested(self) -> tuple[int, int, bytes]:
        start = self._base + self._at
        depth, quoted, large = 0, False, False
        place = self._at
        while True:
            place, depth, quoted, over = self._walk(place, depth, quoted=quoted)
            if over:
                break
            self._at = place
            if self._base + place - start > LARGEST_ENTRY:
                large = True
            keep = place if large else start - self._base
            del self._buffer[:keep]
            self._base += keep
            self._at = place = place - keep
            if not self._more():
                raise _EndedError
        self._at = place
        length = self._base + place - start
        begin = start - self._base
        data = b"" if large or length > LARGEST_ENTRY else bytes(self._buffer[begin:place])
        return start, length, data

    def _walk(self, place: int, depth: int, *, quoted: bool) -> tuple[int, int, bool, bool]:
        """Scan the buffer: returns the new index, depth, whether inside a string, and whether the value is complete."""
        while True:
            if quoted:
                found = _STRING.match(self._buffer, place)
                assert found is not None  # noqa: S101 - it matches the empty text too
                place = found.end()
                if not found.group(1):
                    return place, depth, True, False
                quoted = False
                if depth == 0:
                    return place, 0, False, True
            found = _MARKS.search(self._buffer, place)
            if found is None:
                return len(self._buffer), depth, False, False
            place = found.end()
            char = found.group()
            if char == b'"':
                quoted = True
            else:
                depth += 1 if char in (b"{", b"[") else -1
                if depth <= 0:
                    return place, 0, False, True

    def _next(self) -> bytes:
        """The next character that is not whitespace; empty at the end."""
        while True:
            self._at = _SPACE.match(self._buffer, self._at).end()  # type: ignore[union-attr]
            if self._at < len(self._buffer):
                return bytes(self._buffer[self._at : self._at + 1])
            del self._buffer[: self._at]
            self._base += self._at
            self._at = 0
            if not self._more():
                return b""

    def _more(self) -> bool:
        data = self._file.read(_CHUNK)
        self._buffer += data
        return bool(data)

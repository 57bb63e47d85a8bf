"""Reads text and JSON from outside: detects the encoding and limits the nesting. Pure.

All JSON from outside is read here. The depth limit of Python's own parser depends on its version, so one version could
read what another rejects.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable
from contextlib import suppress
from itertools import accumulate
from typing import Any, Final

from ongoing_desktop.domain.lazy_dataclasses import dataclass

DEEPEST: Final = 100
"""Maximum depth of an imported file."""
DEEPEST_BODY: Final = 500
"""Maximum depth of a body, which all supported Python versions can read."""
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""UTF-32 first, because its byte order mark begins like that of UTF-16."""
_OTHER: Final = bytes(set(range(256)) - set(b'[]{}"'))
_STEPS: Final = [0] * 256
_STEPS[ord("[")] = _STEPS[ord("{")] = 1
_STEPS[ord("]")] = _STEPS[ord("}")] = -1
_PIECE: Final = 64 * 1024
_LARGE: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class ForeignText:
    """A text and how it was encoded."""

    text: str
    coding: str
    """``UTF-8``, ``UTF-16`` or ``UTF-32``."""
    marked: bool
    """Whether it began with a byte order mark."""

    @property
    def plain(self) -> bool:
        """Whether the bytes were UTF-8 without a byte order mark."""
        return self.coding == "UTF-8" and not self.marked


class NotTextError(ValueError):
    """The bytes are not valid in their apparent encoding."""

    def __init__(self, coding: str, byte: int) -> None:
        super().__init__(f"not {coding} at byte {byte}")
        self.coding = coding
        self.byte = byte


class TooDeepError(ValueError):
    """The document is nested deeper than the limit."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"nested deeper than {limit} levels")
        self.limit = limit


def read_text(data: bytes) -> ForeignText:
    """Decode a file: UTF-8, UTF-16 or UTF-32, with or without a byte order mark. Raises NotTextError."""
    coding, mark = coding_of(data[:4], whole=len(data))
    name = coding[:6].removesuffix("-").upper()
    try:
        return ForeignText(data[mark:].decode(coding), name, bool(mark))
    except UnicodeDecodeError as error:
        raise NotTextError(name, error.start + mark) from None


def coding_of(begin: bytes, *, whole: int = 0) -> tuple[str, int]:
    """Codec and length of the byte order mark, from the first four bytes. ``whole``: the text's length if known."""
    for mark, coding in _MARKS:
        if begin.startswith(mark):
            return coding, len(mark)
    return _guessed(begin, whole), 0


def readable(data: bytes) -> str:
    """The text as far as it can be decoded, for display only."""
    try:
        return read_text(data).text
    except NotTextError:
        return data.decode("utf-8", "replace")


def _guessed(begin: bytes, whole: int) -> str:
    """Guess from the positions of zero bytes among the first four, because such files begin with ASCII characters."""
    zeros = [not byte for byte in begin]
    if whole % 4 == 0 and zeros in ([False, True, True, True], [True, True, True, False]):
        return "utf-32-le" if zeros[3] else "utf-32-be"
    if whole % 2 == 0 and zeros[:2] in ([False, True], [True, False]) and zeros[2:] in (zeros[:2], []):
        return "utf-16-le" if zeros[1] else "utf-16-be"
    return "utf-8"


def read_json(
    document: bytes | str,
    *,
    deepest: int = DEEPEST,
    pairs: Callable[[list[tuple[str, Any]]], Any] | None = None,
    parse_int: Callable[[str], Any] | None = None,
    parse_float: Callable[[str], Any] | None = None,
    parse_constant: Callable[[str], Any] | None = None,
) -> Any:
    """Parse a document. Bytes must be UTF-8 without a byte order mark. Other threads can run in between.

    Raises TooDeepError before parsing, json.JSONDecodeError, UnicodeDecodeError, and what the hooks raise.
    """
    if too_deep(document, deepest):
        raise TooDeepError(deepest)
    if pairs is None and len(document) > _LARGE:
        pairs = _as_dict
    try:
        return json.loads(
            document.decode() if isinstance(document, bytes) else document,
            object_pairs_hook=pairs,
            parse_int=parse_int,
            parse_float=parse_float,
            parse_constant=parse_constant,
        )
    except RecursionError:  # called with little stack left
        raise TooDeepError(deepest) from None


def _as_dict(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Let other threads run after each object: the scanner alone would keep the interpreter for 100 ms with 4 MB."""
    return dict(pairs)


def read_string(raw: bytes | str) -> str:
    """The text of a JSON string, with lone surrogates kept. Anything else is returned as it is."""
    if raw[:1] in (b'"', '"'):
        with suppress(ValueError):
            return str(json.loads(raw))
    return raw if isinstance(raw, str) else raw.decode("utf-8", "replace")


def too_deep(document: bytes | str, deepest: int) -> bool:
    """Whether a JSON document is nested deeper than ``deepest``; for invalid JSON, whether its beginning is."""
    data = document.encode("utf-8", "surrogatepass") if isinstance(document, str) else document
    if data.count(b"[") + data.count(b"{") <= deepest:
        return False
    data = data.replace(b"\\\\", b"").replace(b'\\"', b"").translate(None, _OTHER)
    data = b"".join(data.split(b'"')[::2])  # what is outside strings
    level = 0
    for start in range(0, len(data), _PIECE):  # in pieces, so that other threads can run in between
        levels = list(accumulate(map(_STEPS.__getitem__, data[start : start + _PIECE]), initial=level))
        if max(levels) > deepest:
            return True
        level = levels[-1]
    return False

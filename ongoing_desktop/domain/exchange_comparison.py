"""Compares two exchanges: facts, headers, and bodies by JSON path. Pure, bounded, can be stopped.

The order of an object's members and the case of header names do not count. Numbers are compared as sent: 1.10 and 1.1
are the same value, written differently. List elements are paired by equality, or else by position. Against a documented
example, whose values are placeholders, only the types of values are compared.
"""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, Final, Literal

from ongoing_desktop.domain.exchange import Headers
from ongoing_desktop.domain.foreign import DEEPEST_BODY, read_json
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.members import step

Part = Literal["exchange", "header", "body"]
State = Literal["same", "different", "written-otherwise", "only-left", "only-right"]
USUAL_NOISE: Final = ("timestamp", "webhookEventId", "Content-Length")
"""Members and headers that differ between any two events, ignored by default."""
LARGEST: Final = 8 * 1024 * 1024
"""Size limit in bytes for comparing a body member by member."""
MOST: Final = 20_000
"""Maximum number of listed rows; more are only counted."""
DEEPEST: Final = 200
PAIRED: Final = 300
"""Maximum number of list elements or lines that are paired by equality; longer lists are paired by position."""
LONGEST_PAIRED: Final = 200_000
"""Maximum size in characters of a list whose elements are paired by equality."""
_STEP: Final = 500
"""Number of rows between two checks of ``stop``."""
_ABSENT: Final[Any] = object()


class StoppedError(Exception):
    """The comparison was stopped because its result is no longer needed."""


class Number(str):
    """A number as it was sent."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison. The content codings of ``body`` are already decoded."""

    title: str
    facts: tuple[tuple[str, str], ...] = ()
    headers: Headers | None = None
    """None if there are none, as for an example."""
    body: bytes = b""
    example: bool = False
    """Whether the body's values are placeholders, so that only their types count."""


@dataclass(frozen=True, slots=True)
class Row:
    """A place with its values on both sides; None if a side has no value there."""

    part: Part
    path: str
    left: str | None
    right: str | None
    state: State
    name: str = ""
    """The member or header name by which the user can ignore the place."""
    noise: bool = False
    right_path: str = ""
    """The path on the right side if it differs."""

    @property
    def counts(self) -> bool:
        """Whether it is a difference that is not ignored."""
        return self.state != "same" and not self.noise


@dataclass(frozen=True, slots=True)
class Comparison:
    """The result of a comparison."""

    rows: tuple[Row, ...]
    more: int = 0
    """Number of rows beyond :data:`MOST`."""
    notes: tuple[str, ...] = ()
    """Codes of sentences about what was not compared, and why."""

    @property
    def differences(self) -> int:
        """The number of differences that count."""
        return sum(row.counts for row in self.rows)

    @property
    def ignored(self) -> int:
        """The number of ignored differences."""
        return sum(row.state != "same" and row.noise for row in self.rows)


def noise_of(chosen: Mapping[str, Any]) -> dict[str, bool]:
    """All names that may be ignored, and whether they are. ``chosen``: as in the preferences."""
    return {**dict.fromkeys(USUAL_NOISE, True), **{str(name): bool(on) for name, on in chosen.items()}}


def compare(
    left: Side, right: Side, noise: Collection[str] = (), *, stop: Callable[[], bool] = lambda: False
) -> Comparison:
    """Compare two sides. ``noise``: names of members and headers that are ignored with everything inside them.

    Raises :class:`StoppedError` soon after ``stop`` returns True.
    """
    ignored = {name.casefold() for name in noise}
    rows: list[Row] = []
    more = 0
    notes: list[str] = []
    for number, row in enumerate(_rows(left, right, ignored, notes)):
        if number % _STEP == 0 and stop():
            raise StoppedError
        if len(rows) < MOST:
            rows.append(row)
        else:
            more += 1
    return Comparison(tuple(rows), more, tuple(notes))


def _rows(left: Side, right: Side, noise: Collection[str], notes: list[str]) -> Iterator[Row]:
    mine, theirs = dict(left.facts), dict(right.facts)
    if mine and theirs:
        for name in dict.fromkeys((*mine, *theirs)):
            yield _row("exchange", name, mine.get(name), theirs.get(name), noise, name)
    if left.headers is not None and right.headers is not None:
        yield from _headers(left.headers, right.headers, noise)
    yield from _bodies(left, right, noise, notes)


def _row(part: Part, path: str, left: str | None, right: str | None, noise: Collection[str], name: str) -> Row:
    if left is None or right is None:
        state: State = "only-right" if left is None else "only-left"
    else:
        state = "same" if left == right else "different"
    return Row(part, path, left, right, state, name, name.casefold() in noise)


def _headers(left: Headers, right: Headers, noise: Collection[str]) -> Iterator[Row]:
    mine, theirs = _by_name(left), _by_name(right)
    for key in dict.fromkeys((*mine, *theirs)):
        name = (mine.get(key) or theirs[key])[0][0]
        values = zip_longest((value for _, value in mine.get(key, ())), (value for _, value in theirs.get(key, ())))
        for place, (one, other) in enumerate(values):
            path = name if place == 0 else f"{name} ({place + 1})"
            yield _row("header", path, one, other, noise, name)


def _by_name(headers: Headers) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for name, value in headers:
        found.setdefault(name.lower(), []).append((name, value))
    return found


def _bodies(left: Side, right: Side, noise: Collection[str], notes: list[str]) -> Iterator[Row]:
    if max(len(left.body), len(right.body)) > LARGEST:
        notes.append("compare-large")
        yield _whole(left.body, right.body, noise)
        return
    mine, theirs = read(left.body), read(right.body)
    if mine is _ABSENT or theirs is _ABSENT:
        notes.append("compare-not-json")
        yield from _lines(left.body, right.body, noise)
        return
    example: Literal["", "left", "right"] = "left" if left.example else "right" if right.example else ""
    if example:
        notes.append("compare-shape")
    yield from _Walk(noise, example).values(mine, theirs, "$", "$", "", 0)


def _whole(left: bytes, right: bytes, noise: Collection[str]) -> Row:
    sizes = (f"{len(left):,} bytes", f"{len(right):,} bytes")
    return Row("body", "body", *sizes, "same" if left == right else "different", "body", "body" in noise)


def _lines(left: bytes, right: bytes, noise: Collection[str]) -> Iterator[Row]:
    mine, theirs = (body.decode("utf-8", "backslashreplace").splitlines() for body in (left, right))
    for one, other in _pairs(mine, theirs, mine, theirs):
        place = (one if one is not None else other or 0) + 1
        texts = (None if one is None else mine[one], None if other is None else theirs[other])
        yield _row("body", f"line {place}", *texts, noise, "")


def read(body: bytes) -> Any:
    """Parse JSON, keeping numbers as :class:`Number` and duplicate names; :data:`_ABSENT` for anything else."""
    try:
        return read_json(
            body.removeprefix(BOM_UTF8),
            deepest=DEEPEST_BODY,
            parse_int=_number,
            parse_float=_number,
            parse_constant=_refuse,
            pairs=_members,
        )
    except ValueError:
        return _ABSENT


def _number(text: str) -> Number:
    # A Python function lets other threads run in between; a class would block them during a long list.
    return Number(text)


def _refuse(word: str) -> Any:
    raise ValueError(word)


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, value in pairs:
        key, count = name, 1
        while key in made and count < 100:
            count += 1
            key = f"{name} ({count})"
        made[key] = value
    return made


def kind_of(value: Any) -> str:
    """``object``, ``list``, ``number``, ``text``, ``yes/no`` or ``null``."""
    match value:
        case dict():
            return "object"
        case list():
            return "list"
        case Number():
            return "number"
        case str():
            return "text"
        case bool():
            return "yes/no"
        case _:
            return "null"


def text_of(value: Any) -> str | None:
    """A value as JSON text for display and the clipboard, with numbers as sent; None if there is no value."""
    return None if value is _ABSENT else "".join(_pieces(value, 0))


def _texts(values: Sequence[Any]) -> list[str] | None:
    """The elements as texts for comparing them, or None if that would take too long."""
    if len(values) > PAIRED:
        return None
    texts: list[str] = []
    left = LONGEST_PAIRED
    for value in values:
        pieces: list[str] = []
        for piece in _pieces(value, 0):
            pieces.append(piece)
            left -= len(piece) + 1
            if left < 0:
                return None
        texts.append("".join(pieces))
    return texts


def _pieces(value: Any, depth: int) -> Iterator[str]:
    match value:
        case Number():
            yield str(value)
        case dict() if depth < DEEPEST:
            yield "{"
            for place, (name, item) in enumerate(value.items()):
                yield f"{', ' if place else ''}{json.dumps(name, ensure_ascii=False)}: "
                yield from _pieces(item, depth + 1)
            yield "}"
        case list() if depth < DEEPEST:
            yield "["
            for place, item in enumerate(value):
                yield ", " if place else ""
                yield from _pieces(item, depth + 1)
            yield "]"
        case dict() | list():
            yield "…"
        case _:
            yield json.dumps(value, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class _Walk:
    """Walks two values down to their leaves."""

    noise: Collection[str]
    example: Literal["", "left", "right"]

    def values(
        self, left: Any, right: Any, path: str, other: str, name: str, depth: int, *, quiet: bool = False
    ) -> Iterator[Row]:
        """Rows for everything inside. ``quiet``: the parent is ignored."""
        quiet = quiet or name.casefold() in self.noise
        if isinstance(left, dict) and isinstance(right, dict) and (left or right) and depth < DEEPEST:
            yield from self._objects(left, right, path, other, depth, quiet=quiet)
        elif isinstance(left, list) and isinstance(right, list) and (left or right) and depth < DEEPEST:
            yield from self._lists(left, right, path, other, depth, quiet=quiet)
        else:
            elsewhere = other if other != path and left is not _ABSENT and right is not _ABSENT else ""
            place = other if left is _ABSENT else path
            yield Row("body", place, text_of(left), text_of(right), self._state(left, right), name, quiet, elsewhere)

    def _objects(
        self, left: Mapping[str, Any], right: Mapping[str, Any], path: str, other: str, depth: int, *, quiet: bool
    ) -> Iterator[Row]:
        for name in dict.fromkeys((*left, *right)):
            one, two = left.get(name, _ABSENT), right.get(name, _ABSENT)
            yield from self.values(one, two, step(path, name), step(other, name), name, depth + 1, quiet=quiet)

    def _lists(
        self, left: Sequence[Any], right: Sequence[Any], path: str, other: str, depth: int, *, quiet: bool
    ) -> Iterator[Row]:
        if self.example and left and right:
            # An example contains one or two sample elements; each real element is compared with them.
            ours, shown = (len(left), len(right)) if self.example == "right" else (len(right), len(left))
            pairs: Any = ((place, min(place, shown - 1)) for place in range(ours))
            pairs = pairs if self.example == "right" else (pair[::-1] for pair in pairs)
        else:
            mine, theirs = _texts(left), _texts(right)
            if mine is None or theirs is None:
                pairs = zip_longest(range(len(left)), range(len(right)))
            else:
                pairs = _pairs(left, right, mine, theirs)
        for one, two in pairs:
            first = _ABSENT if one is None else left[one]
            second = _ABSENT if two is None else right[two]
            places = (one if one is not None else two, two if two is not None else one)
            yield from self.values(
                first, second, f"{path}[{places[0]}]", f"{other}[{places[1]}]", "", depth + 1, quiet=quiet
            )

    def _state(self, left: Any, right: Any) -> State:
        if left is _ABSENT or right is _ABSENT:
            return "only-right" if left is _ABSENT else "only-left"
        if self.example:
            kinds = (kind_of(left), kind_of(right))
            # A null in an example means that the type is unknown; a real null is compatible with any type.
            return "same" if kinds[0] == kinds[1] or "null" in kinds else "different"
        if isinstance(left, Number) and isinstance(right, Number):
            if str(left) == str(right):
                return "same"
            return "written-otherwise" if _equal(left, right) else "different"
        return "same" if type(left) is type(right) and left == right else "different"


def _equal(left: Number, right: Number) -> bool:
    try:
        return Decimal(left) == Decimal(right)
    except (InvalidOperation, OverflowError, ValueError):
        return False


def _pairs(
    left: Sequence[Any], right: Sequence[Any], mine: Sequence[Any], theirs: Sequence[Any]
) -> Iterator[tuple[int | None, int | None]]:
    """Pairs of positions. ``mine`` and ``theirs`` are the keys that are compared."""
    if max(len(left), len(right)) > PAIRED:
        yield from zip_longest(range(len(left)), range(len(right)))
        return
    for _, one, one_end, two, two_end in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        yield from zip_longest(range(one, one_end), range(two, two_end))

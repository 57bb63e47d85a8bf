"""The shape of each type's payloads so far: members, their JSON types, how often they are present, values of codes.

Values are kept only where :func:`code_of` recognises a code: no other text or number of a payload is stored.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from ongoing_desktop.domain.lazy_dataclasses import dataclass, field
from ongoing_desktop.domain.payload import json_type

FORMAT: Final = "ongoing-desktop-payload-shapes"
NEW_SHAPES: Final = "new"
"""Name of the file with the new shapes that were not accepted."""
FEW: Final = 5
"""Payloads of a type that are only learnt from, before a new member or JSON type counts as a difference."""
MANY: Final = 20
"""Payloads before a new value of a code, or the absence of a member that was always present, counts too."""
MOST_MEMBERS: Final = 500
MOST_MEMBERS_OF_ALL: Final = 4_000
"""Members of all types together. What is learnt is read and written whole; with this and the other limits it stays
below 4 MB. All types of the catalogue have some 1,300.
"""
MOST_VALUES: Final = 40
"""Distinct values of a member. One with more is no code, and its values are dropped."""
MOST_VALUES_OF_TYPE: Final = 100
"""Distinct values of all members of a type. The values of a member that exceeds it are dropped."""
LONGEST_PATH: Final = 200
"""Characters. What is inside a member with a longer path is not looked at."""
MOST_ELEMENTS: Final = 100
"""Elements of a list that are looked at."""
DEEPEST: Final = 12
MOST_CHANGES: Final = 20
"""Differences that are kept for one payload."""
MOST_TYPES: Final = 100
MOST_NEWS: Final = 200
"""Exchanges with a new shape that are kept; older ones are dropped."""
_NAME: Final = re.compile(r"[A-Za-z_$@][A-Za-z0-9_$@-]{0,63}")
_CODE: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,31}")
_CODE_NAMES: Final = frozenset(
    {
        "type", "status", "webhooktemplate", "transportercode", "transporterservicecode", "unitcode", "currencycode",
        "countrycode",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. ``code``: ``member``, ``type``, ``value`` or ``absent``; ``what``: the new JSON type or value."""

    code: str
    path: str
    what: str = ""

    @property
    def sentence(self) -> str:
        """The code of its sentence, which uses :attr:`params`."""
        return f"shape-{self.code}"

    @property
    def params(self) -> dict[str, str]:
        """The parameters of its sentence."""
        return {"path": self.path, "what": self.what}


@dataclass(frozen=True, slots=True)
class NewShape:
    """An exchange whose payload differed from all earlier ones of its type."""

    exchange: int
    at: str
    """When it was received, ISO 8601 in UTC."""
    type: str
    changes: tuple[Change, ...]


@dataclass(slots=True)
class SeenMember:
    """What a member looked like. ``first`` and ``last``: ids of exchanges; the times are ISO 8601 in UTC."""

    first: int
    first_at: str
    last: int
    last_at: str
    types: Counter[str] = field(default_factory=Counter)
    """Occurrences by JSON type."""
    values: Counter[str] = field(default_factory=Counter)
    """Occurrences by value of a code."""
    many: bool = False
    """Whether it had too many values for a code."""

    @property
    def count(self) -> int:
        """All occurrences."""
        return self.types.total()


@dataclass(slots=True)
class TypeShape:
    """All payloads of a type. The path of the payload itself is empty; ``[]`` are the elements of a list."""

    members: dict[str, SeenMember] = field(default_factory=dict)

    @property
    def payloads(self) -> int:
        """Payloads learnt from."""
        return self.members[""].count if "" in self.members else 0

    def share(self, path: str) -> float | None:
        """How often a member is present where it could be, up to 1; None for elements of a list."""
        if path.endswith("[]") or not path:
            return None
        inside = self.members.get(parent(path))
        objects = inside.types["object"] if inside else 0
        return self.members[path].count / objects if objects else None

    def learn(self, data: Any, exchange: int, at: str, most: int = MOST_MEMBERS) -> tuple[Change, ...]:
        """Add a parsed payload. Returns how it differs from those before it. ``most``: how many members it may have."""
        found = {"": _Found()}
        for path, kind, value in _walk(data, "", 0):
            if path not in found and len(found) >= MOST_MEMBERS:
                continue
            one = found.setdefault(path, _Found())
            one.types[kind] += 1
            if value is not None:
                one.values[value] += 1
        changes = tuple(self._changes(found, most))[:MOST_CHANGES]
        for path, one in found.items():
            self._add(path, one, exchange, at, most)
        return changes

    def _changes(self, found: Mapping[str, _Found], most: int) -> Iterator[Change]:
        before = self.payloads
        if before < FEW:
            return
        for path, one in found.items():
            seen = self.members.get(path)
            if seen is None:
                if parent(path) in self.members and len(self.members) < most:
                    yield Change("member", path, " | ".join(sorted(one.types)))
                continue
            for kind in one.types.keys() - seen.types.keys():
                yield Change("type", path, kind)
            if before >= MANY and seen.values and not seen.many:
                for value in sorted(one.values.keys() - seen.values.keys()):
                    yield Change("value", path, value)
        for path, seen in self.members.items():
            inside = found.get(parent(path))
            if seen.count < MANY or inside is None or self.share(path) != 1:
                continue
            if inside.types["object"] > (found[path].types.total() if path in found else 0):
                yield Change("absent", path)

    def _add(self, path: str, one: _Found, exchange: int, at: str, most: int) -> None:
        seen = self.members.get(path)
        if seen is None:
            if len(self.members) >= most:
                return
            seen = self.members[path] = SeenMember(exchange, at, exchange, at)
        seen.last, seen.last_at = exchange, at
        seen.types.update(one.types)
        if not seen.many and one.values:
            new = one.values.keys() - seen.values.keys()
            seen.values.update(one.values)
            if new and (
                len(seen.values) > MOST_VALUES
                or sum(len(item.values) for item in self.members.values()) > MOST_VALUES_OF_TYPE
            ):
                seen.many = True
                seen.values.clear()


@dataclass(slots=True)
class Shapes:
    """What was learnt. ``upto``: id of the last exchange that was looked at."""

    upto: int = 0
    types: dict[str, TypeShape] = field(default_factory=dict)
    news: list[NewShape] = field(default_factory=list)
    """Exchanges with a new shape that the user did not accept, oldest first."""

    def learn(self, key: str, data: Any, exchange: int, at: str) -> None:
        """Add a parsed payload of a type."""
        if key not in self.types and len(self.types) >= MOST_TYPES:
            return
        shape = self.types.setdefault(key, TypeShape())
        room = MOST_MEMBERS_OF_ALL - sum(len(item.members) for item in self.types.values())
        most = min(MOST_MEMBERS, len(shape.members) + max(room, 0))
        if changes := shape.learn(data, exchange, at, most):
            self.news = [*self.news[1 - MOST_NEWS :], NewShape(exchange, at, key, changes)]

    def plain(self) -> dict[str, Any]:
        """As plain JSON values, the same for the same content."""
        return {
            "format": FORMAT,
            "version": 1,
            "upto": self.upto,
            "types": {key: _plain_type(shape) for key, shape in sorted(self.types.items())},
            "news": [
                {
                    "exchange": item.exchange,
                    "at": item.at,
                    "type": item.type,
                    "changes": [{"code": one.code, "path": one.path, "what": one.what} for one in item.changes],
                }
                for item in self.news
            ],
        }


def read_shapes(plain: Any) -> Shapes:
    """The inverse of :meth:`Shapes.plain`. Raises ValueError, TypeError, LookupError or AttributeError."""
    if plain["format"] != FORMAT or plain["version"] != 1:
        raise ValueError("unknown format")
    return Shapes(
        int(plain["upto"]),
        {str(key): _read_type(item) for key, item in plain["types"].items()},
        [
            NewShape(
                int(item["exchange"]),
                _time(item["at"]),
                str(item["type"]),
                tuple(Change(str(one["code"]), str(one["path"]), str(one["what"])) for one in item["changes"]),
            )
            for item in plain["news"]
        ],
    )


def exchanges_of(plain: Any) -> tuple[int, ...]:
    """The ids in a file of new shapes. Raises ValueError, TypeError or LookupError."""
    return tuple(int(item["exchange"]) for item in plain)


def code_of(path: str, value: Any) -> str | None:
    """The value as a code that may be kept, such as a status number; None for all others."""
    if isinstance(value, bool):
        return "true" if value else "false"
    inside, _, name = path.lower().removesuffix("[]").rpartition(".")
    if isinstance(value, int):
        is_code = name.endswith("statusnumber") or (name == "number" and inside.endswith("status"))
        return str(value) if is_code and 0 <= value < 100_000 else None
    if isinstance(value, str) and name in _CODE_NAMES and _CODE.fullmatch(value):
        return value
    return None


def parent(path: str) -> str:
    """The path of the object or list that contains a member."""
    return path[:-2] if path.endswith("[]") else path.rpartition(".")[0]


@dataclass(slots=True)
class _Found:
    types: Counter[str] = field(default_factory=Counter)
    values: Counter[str] = field(default_factory=Counter)


def _walk(value: Any, path: str, depth: int) -> Iterator[tuple[str, str, str | None]]:
    """Path, JSON type and code of a value and of everything inside it. Unusual names count as one, ``*``."""
    yield path, json_type(value), code_of(path, value)
    if depth >= DEEPEST or len(path) > LONGEST_PATH:
        return
    if isinstance(value, dict):
        for name, inner in value.items():
            shown = name if _NAME.fullmatch(name) else "*"
            yield from _walk(inner, f"{path}.{shown}" if path else shown, depth + 1)
    elif isinstance(value, list):
        for inner in value[:MOST_ELEMENTS]:
            yield from _walk(inner, f"{path}[]", depth + 1)


def _plain_type(shape: TypeShape) -> dict[str, Any]:
    members = {
        path: {
            "types": dict(sorted(seen.types.items())),
            "share": shape.share(path),
            "values": dict(sorted(seen.values.items())),
            "manyValues": seen.many,
            "first": {"exchange": seen.first, "at": seen.first_at},
            "last": {"exchange": seen.last, "at": seen.last_at},
        }
        for path, seen in sorted(shape.members.items())
    }
    return {"payloads": shape.payloads, "members": members}


def _read_type(plain: Any) -> TypeShape:
    return TypeShape(
        {
            str(path): SeenMember(
                int(item["first"]["exchange"]),
                _time(item["first"]["at"]),
                int(item["last"]["exchange"]),
                _time(item["last"]["at"]),
                Counter({str(kind): int(count) for kind, count in item["types"].items()}),
                Counter({str(value): int(count) for value, count in item["values"].items()}),
                bool(item["manyValues"]),
            )
            for path, item in plain["members"].items()
        }
    )


def _time(text: str) -> str:
    datetime.fromisoformat(text)
    return text

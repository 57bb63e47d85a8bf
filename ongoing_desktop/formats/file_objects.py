"""Tables of the members of this program's file objects, used for writing, reading and checking.

A member with its default value is left out of the file. Unknown members are kept in the value's ``extra`` and written
last. They have no effect, but may be misspelt, so they can be listed.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, Generic, TypeVar

from ongoing_desktop.domain.errors import ConfigError
from ongoing_desktop.domain.lazy_dataclasses import dataclass, replace
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.formats.strict_json import MemberReader
from ongoing_desktop.wording.messages import problem_sentence, sentence

T = TypeVar("T")
REQUIRED: Final[Any] = object()
"""The default of a required member."""
Take = Callable[[MemberReader, str], Any]
MOST_UNKNOWN: Final = 100
"""Maximum number of listed members. A file with more belongs to another program."""
_ALIKE: Final = 0.8
_PLACE: Final = re.compile(r"\[[0-9]+\]")


def _same(value: Any) -> Any:
    return value


@dataclass(frozen=True, slots=True)
class FileMember:
    """One member of an object in a file."""

    name: str
    """Name in the file."""
    field: str
    """Field of the value."""
    take: Take
    """Reads the member with this name."""
    default: Any = REQUIRED
    """The value of a missing member."""
    always: bool = False
    """Whether it is written even with its default value."""
    put: Callable[[Any], Any] = _same
    """Converts the field's value for writing."""
    when: Callable[[Any], bool] | None = None
    """Whether a value's object has the member; None: always."""
    shape: FileObject[Any] | None = None
    """The shape of the object, or of those in the list."""
    listed: bool = False
    """Whether it is a list of objects."""


class FileObject(Generic[T]):
    """The table of one kind of object. The value's class has a field ``extra``."""

    def __init__(self, make: Callable[..., T], *members: FileMember) -> None:
        self._make = make
        self._members = members
        self.keys = tuple(member.name for member in members)
        """The known members in the order of writing."""

    def read(self, item: Any, path: str) -> T:
        """The value of an object at a path. Raises ConfigError."""
        reader = MemberReader(item, path)
        found = {
            member.field: member.default
            if member.default is not REQUIRED and not reader.has(member.name)
            else member.take(reader, member.name)
            for member in self._members
        }
        return self._make(**found, extra=reader.rest(self.keys))

    def write(self, value: T) -> dict[str, Any]:
        """The object of a value."""
        found: dict[str, Any] = {}
        for member in self._members:
            item = getattr(value, member.field)
            shown = member.always or member.default is REQUIRED or item != member.default
            if shown and (member.when is None or member.when(value)):
                found[member.name] = member.put(item)
        extra: Mapping[str, Any] = value.extra  # type: ignore[attr-defined]
        return found | {name: item for name, item in extra.items() if name not in self.keys}

    def completed(self, value: T, other: T) -> T:
        """The value, with the other's fields where the file omits a default."""
        changes: dict[str, Any] = {
            member.field: getattr(other, member.field)
            for member in self._members
            if member.default is not REQUIRED and getattr(value, member.field) == member.default
        }
        return replace(value, **changes)  # type: ignore[type-var]

    def known(self, path: str) -> dict[str, tuple[str, ...]]:
        """The known members of the object and nested objects, by their paths; ``[]`` for any index."""
        found = {path: self.keys}
        for member in self._members:
            if member.shape is not None:
                inner = f"{path}.{member.name}".removeprefix(".")
                found |= member.shape.known(f"{inner}[]" if member.listed else inner)
        return found

    def path(self, field: str) -> str:
        """The path in the file for a problem's field: ``steps.0.delay_ms`` is ``steps[0].delayMs``."""
        name, _, rest = field.partition(".")
        member = next((item for item in self._members if item.field == name), None)
        if member is None:
            return field
        found, index = member.name, rest.partition(".")[0]
        if index.isdecimal():
            found, rest = f"{found}[{index}]", rest.partition(".")[2]
        if not rest:
            return found
        return f"{found}.{member.shape.path(rest) if member.shape else rest}"


def value(
    name: str,
    kind: type,
    default: Any = REQUIRED,
    *,
    field: str = "",
    always: bool = False,
    put: Callable[[Any], Any] = _same,
    when: Callable[[Any], bool] | None = None,
) -> FileMember:
    """A text, number, boolean or object. ``field``: its name in the value, if different."""

    def take(reader: MemberReader, member: str) -> Any:
        found = reader.take(member, kind)
        return float(found) if kind is float else found

    return FileMember(name, field or name, take, default, always, dict if kind is dict else put, when)


def texts(name: str) -> FileMember:
    """A list of texts."""
    return FileMember(name, name, lambda reader, member: reader.texts(member), (), put=list)


def one(name: str, shape: FileObject[T], default: T) -> FileMember:
    """An object, which is always written."""

    def take(reader: MemberReader, member: str) -> T:
        return shape.read(reader.take(member, dict), reader.path(member))

    return FileMember(name, name, take, default, always=True, put=shape.write, shape=shape)


def several(
    name: str, shape: FileObject[T], default: Any = REQUIRED, *, field: str = "", most: int = 0, many: str = ""
) -> FileMember:
    """A list of objects, which is always written. ``most``: its maximum length; ``many``: the code if it is exceeded."""

    def take(reader: MemberReader, member: str) -> tuple[T, ...]:
        items = bounded(reader, member, most, many) if most else reader.take(member, list)
        return tuple(shape.read(item, f"{reader.path(member)}[{place}]") for place, item in enumerate(items))

    def put(items: tuple[T, ...]) -> list[Any]:
        return [shape.write(item) for item in items]

    return FileMember(name, field or name, take, default, always=True, put=put, shape=shape, listed=True)


def bounded(reader: MemberReader, name: str, most: int, code: str, default: Any = ...) -> list[Any]:
    """A list whose length is checked before its elements are read. Raises ConfigError."""
    found: list[Any] = reader.take(name, list, default)
    if len(found) > most:
        what = problem_sentence(Problem(name, code, {"limit": most}))
        raise ConfigError("config-problem", path=reader.path(name), what=what)
    return found


@dataclass(frozen=True, slots=True)
class UnknownMember:
    """An unknown member by its path in the file."""

    path: str
    meant: str = ""
    """The known member with a similar name."""


def unknown_sentence(item: UnknownMember) -> str:
    """The sentence about an unknown member."""
    return sentence(
        "config-unknown-meant" if item.meant else "config-unknown", {"path": item.path, "meant": item.meant}
    )


def unknown_members(document: Any, known: Mapping[str, Sequence[str]]) -> tuple[UnknownMember, ...]:
    """The members of a valid document that ``known`` does not list, in the document's order.

    ``known``: the members of each object by its path, with ``[]`` for any list index.
    """
    found: list[UnknownMember] = []
    for item in _walk(document, "", known):
        found.append(item)
        if len(found) == MOST_UNKNOWN:
            break
    return tuple(found)


def _walk(value: Any, path: str, known: Mapping[str, Sequence[str]]) -> Iterator[UnknownMember]:
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
            yield UnknownMember(where[:200], _meant(name, names))


def _meant(name: str, known: Sequence[str]) -> str:
    plain = {_plain(item): item for item in known}
    close = difflib.get_close_matches(_plain(name[:80]), plain, 1, _ALIKE)
    return plain[close[0]] if close else ""


def _plain(name: str) -> str:
    return name.replace("_", "").replace("-", "").lower()

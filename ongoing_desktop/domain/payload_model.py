"""The documented payloads as a tree of types, from which schemas and classes are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ongoing_desktop.domain.catalogue import Catalogue, Family, PayloadField, Trigger
from ongoing_desktop.domain.lazy_dataclasses import dataclass, field
from ongoing_desktop.domain.payload_check import EXPECTED


@dataclass(slots=True)
class Member:
    """A member of an object."""

    name: str
    documented: PayloadField
    shape: Shape | None = None
    """The type of its value or of its elements; None for plain values."""
    needed: bool = False
    """Whether it was in every documented and captured payload. Others may be missing or null."""

    @property
    def kind(self) -> str:
        """``int``, ``decimal``, ``string``, ``dateTime``, ``boolean`` or ``object``."""
        return self.documented.type

    @property
    def comment(self) -> str:
        """The documented meaning on one line."""
        note = " Not documented but inferred." if self.documented.inferred else ""
        return f"{self.documented.description}{note}".replace("*/", "* /").strip()


@dataclass(slots=True)
class Shape:
    """An object type. Its name is unique among all types."""

    name: str
    members: dict[str, Member] = field(default_factory=dict)
    comment: str = ""

    def all(self) -> Iterator[Shape]:
        """The types that it uses, and then itself."""
        for member in self.members.values():
            if member.shape is not None:
                yield from member.shape.all()
        yield self


@dataclass(frozen=True, slots=True)
class Payload:
    """One family's payload with the chosen triggers."""

    family: Family
    triggers: tuple[Trigger, ...]
    shape: Shape


ENDING: Final = "Payload"


def payloads(catalogue: Catalogue, keys: Iterable[str]) -> tuple[Payload, ...]:
    """The payloads of these triggers in the catalogue's order. Unknown keys are ignored."""
    wanted = set(keys)
    chosen = ((family, tuple(item for item in family.triggers if item.key in wanted)) for family in catalogue)
    return tuple(Payload(family, triggers, shape_of(family)) for family, triggers in chosen if triggers)


def shape_of(family: Family) -> Shape:
    """The type of a family's payload."""
    top = Shape(family.payload_type, comment=f"{family.title}. {family.doc_url}")
    prefix = family.payload_type.removesuffix(ENDING)
    needed = {family.id_member, *EXPECTED}
    for item in family.fields:
        shape, path = top, item.path.replace("[]", "").split(".")
        for depth, name in enumerate(path[:-1], 1):
            inner = shape.members[name]
            if inner.shape is None:
                inner.shape = Shape(prefix + "".join(part[:1].upper() + part[1:] for part in path[:depth]))
                inner.shape.comment = inner.comment
            shape = inner.shape
        shape.members[path[-1]] = Member(path[-1], item, needed=len(path) == 1 and path[-1] in needed)
    return top

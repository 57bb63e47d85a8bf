"""The documented webhook types: families with their triggers, settings and payload fields.

The values come from ``resources/catalogue/*.json``. A new type is a new file and needs no Python.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Literal, TypeVar

from ongoing_desktop.domain.lazy_dataclasses import dataclass, field, fields

T = TypeVar("T")
Personal = Literal["", "name", "address", "email", "phone", "text"]


@dataclass(frozen=True, slots=True)
class TypeSetting:
    """A setting of some types, such as the statuses of "Order status is changed"."""

    key: str
    label: str
    type: str
    description: str = ""
    status_set: str = ""
    scope: tuple[str, ...] = ()
    """Kinds of webhook that have it; empty for all."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition on the payload of a trigger. Exactly one of the conditions is set."""

    path: str
    inferred: bool = False
    """Whether the condition is not documented. A payload that violates it is then unusual, not wrong."""
    least: float | None = None
    equals: bool | None = None
    differs_from: str = ""
    """Path of a member that must have a different value."""
    one_of: tuple[str, ...] = ()
    """Members of :attr:`path` of which exactly one is present."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """What makes a webhook fire; the user's choice of a webhook type."""

    key: str
    title: str
    description: str
    family: str
    settings: tuple[TypeSetting, ...] = ()
    sample: Mapping[str, Any] = field(default_factory=dict)
    """Values by path in a sample payload of this trigger; chosen by us, not documented."""
    flag: str = ""
    """Top-level member that identifies this trigger if it is the only true flag of the family."""
    happened: str = ""
    """The event as a phrase, such as ``was received``; empty if the title serves."""
    thing: str = ""
    """Overrides the family's value if this trigger concerns something else."""
    means: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class PayloadField:
    """A documented member. ``path`` uses dots, and ``[]`` for the elements of a list."""

    path: str
    type: str
    array: bool = False
    nullable: bool | None = None
    """True if null was observed or specified, None if unknown. Presence is never guaranteed."""
    description: str = ""
    inferred: bool = False
    from_older_age: bool = False
    value_hint: str = ""
    inferred_what: str = ""
    """Which part is inferred: ``type`` or ``value_hint``."""
    absent: str = ""
    """Where it was observed to be missing; empty if unknown."""
    format: str = ""
    """The format of its text, a key of :data:`domain.promises.FORMATS`; empty if none is documented."""
    least: float | None = None
    inferred_promise: bool = False
    """Whether :attr:`format` or :attr:`least` is inferred rather than documented."""
    personal: Personal = ""
    """The kind of personal data that it may contain; empty for none."""


@dataclass(frozen=True, slots=True)
class Family:
    """A page of the documentation: triggers that share one payload."""

    key: str
    title: str
    triggers: tuple[Trigger, ...]
    fields: tuple[PayloadField, ...]
    example: Mapping[str, Any]
    order: int = 999
    payload_type: str = ""
    doc_url: str = ""
    notes: str = ""
    subjects: tuple[tuple[str, str], ...] = ()
    """Pairs of kind and member; the first member in a payload is the event's subject. Chosen by us, not documented."""
    state: str = ""
    """Member with the subject's status number, empty if there is none."""
    thing: str = ""
    """Template for the subject, with members in braces: ``order {orderNumber}``. Chosen by us."""

    id_member: str = field(init=False)
    """Name of the ``webhook…Id`` member, which is unique to the family."""

    def __post_init__(self) -> None:
        """Find the member's name once, because every payload needs it."""
        found = next(
            name
            for name in self.example
            if name.startswith("webhook") and name.endswith("Id") and name != "webhookEventId"
        )
        object.__setattr__(self, "id_member", found)


def shared_path(path: str) -> str:
    """The end of a member's path that families share: ``articleItem.batch``."""
    return ".".join(path.split(".")[-2:])


class Catalogue:
    """All families by key. Immutable after construction; safe on any thread."""

    def __init__(self, families: Iterable[Family]) -> None:
        self.families = tuple(sorted(families, key=lambda family: (family.order, family.key)))
        self._families = {family.key: family for family in self.families}
        self._triggers = {trigger.key: trigger for family in self.families for trigger in family.triggers}
        self._by_id_member = {family.id_member: family for family in self.families}
        self._id_members = frozenset(self._by_id_member)
        self.seen_null = frozenset(
            shared_path(field.path) for family in self.families for field in family.fields if field.nullable
        )
        """Members observed as null in any family, by :func:`shared_path`, because only some families were captured."""

    def __iter__(self) -> Iterator[Family]:
        return iter(self.families)

    @property
    def single_members(self) -> Mapping[str, str]:
        """The documented members with a single value, by path, with their description; in a list, of its first element."""
        fields = (field for family in self.families for field in family.fields if field.type != "object")
        return {field.path.replace("[]", "[0]"): field.description for field in fields}

    @property
    def triggers(self) -> tuple[Trigger, ...]:
        """Every trigger of every family, in the catalogue's order."""
        return tuple(self._triggers.values())

    def family(self, key: str | None) -> Family | None:
        """The family with this key, or None."""
        return self._families.get(key or "")

    def trigger(self, key: str | None) -> Trigger | None:
        """The trigger with this key, or None."""
        return self._triggers.get(key or "")

    def family_of(self, trigger_key: str) -> Family | None:
        """The family of a trigger, or None."""
        trigger = self.trigger(trigger_key)
        return self.family(trigger.family) if trigger else None

    def family_with_member(self, names: Iterable[str]) -> Family | None:
        """The only family whose ``webhook…Id`` member is among the names, or None."""
        found = self._id_members.intersection(names)
        return self._by_id_member[next(iter(found))] if len(found) == 1 else None


def family_from_json(data: Mapping[str, Any]) -> Family:
    """Parse one file of ``resources/catalogue``. Raises KeyError or TypeError if it is malformed."""
    return _read(
        Family,
        data,
        subjects=tuple((item["kind"], item["member"]) for item in data.get("subjects", ())),
        triggers=tuple(_trigger(item, data["key"]) for item in data["triggers"]),
        fields=tuple(_read(PayloadField, item) for item in data["fields"]),
    )


def _trigger(data: Mapping[str, Any], family: str) -> Trigger:
    return _read(
        Trigger,
        data,
        family=family,
        settings=tuple(_read(TypeSetting, item) for item in data.get("settings", ())),
        means=tuple(_read(Rule, item) for item in data.get("means", ())),
    )


def _read(kind: type[T], data: Mapping[str, Any], **converted: Any) -> T:
    """An instance from the members of the same names. Others are notes of those who keep the files."""
    names = _names(kind)  # type: ignore[arg-type]
    found = {name: tuple(value) if isinstance(value, list) else value for name, value in data.items() if name in names}
    return kind(**found | converted)


@cache
def _names(kind: Any) -> frozenset[str]:
    return frozenset(item.name for item in fields(kind) if item.init)

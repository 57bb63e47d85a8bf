"""The differences between values of the settings, and the merging of two sides' changes.

The list of changes, undo, the merge of an editor's changes, and the comparison of systems all use this. A value is
divided into *members*: ``url`` for a field, ``settings.KEY`` or ``goods_owners.ID`` where the parts of a field change
independently. A new field needs nothing here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Final, TypeVar

from ongoing_desktop.domain.lazy_dataclasses import dataclass, fields, replace
from ongoing_desktop.domain.settings import Settings, System, Webhook, WebhookState

T = TypeVar("T")
Members = dict[str, Any]
Unit = tuple[str, ...]
"""Members that are only meaningful together, and so are merged together."""

WEBHOOK_FIELDS: Final = (
    "name", "system", "kind", "type", "goods_owners", "url", "email", "authentication", "username", "retry_policy",
    "enabled", "settings", "number", "local_target", "on_refusal", "keep_raw", "extra",
)  # fmt: skip
"""In the order of Ongoing's form."""
CREDENTIAL: Final = "credential"
"""Name of the stored credential among a webhook's members, which do not contain it."""
_DIVIDED: Final[Mapping[type, tuple[str, ...]]] = {
    Settings: ("extra",),
    System: ("goods_owners", "statuses", "templates", "extra"),
    Webhook: ("settings", "extra"),
    WebhookState: ("sending",),
}
"""Fields whose parts change independently."""
_TOGETHER: Final[Mapping[type, tuple[Unit, ...]]] = {
    System: (("api_user", "api_secret_ref"),),
    Webhook: (("kind", "system", "goods_owners"), ("authentication", "username", CREDENTIAL)),
    WebhookState: (("entered_at", "entered_fingerprint"),),
}
_ABSENT: Final = object()


@dataclass(frozen=True, slots=True)
class ThreeWay:
    """The changes of two sides since a common base."""

    now: Members
    """With this side's value where both changed a member."""
    wanted: Members
    """With the other side's value."""
    taken: tuple[str, ...]
    """The members that only ``now`` changed."""
    clashes: tuple[str, ...]
    """The members that both changed differently."""


def plain(value: Any) -> Any:
    """A comparable form: the order of members does not matter, and a tuple equals a list."""
    if isinstance(value, Mapping):
        return {str(key): plain(value[key]) for key in sorted(value, key=str)}
    return [plain(item) for item in value] if isinstance(value, list | tuple) else value


def differing(one: Any, other: Any, names: Iterable[str] = ()) -> tuple[str, ...]:
    """The fields that differ, of all or of the given ones. Empty if one value is None."""
    if one is None or other is None:
        return ()
    pairs = ((name, getattr(one, name), getattr(other, name)) for name in names or _names(one))
    return tuple(name for name, mine, theirs in pairs if mine != theirs and plain(mine) != plain(theirs))


def members(value: Any) -> Members:
    """The members of a webhook, a system, a webhook's state or the settings, without its id."""
    divided = _DIVIDED[type(value)]
    found = {name: getattr(value, name) for name in _names(value) if name != "id" and name not in divided}
    for name in divided:
        found |= {f"{name}.{key}": part for key, part in _parts(getattr(value, name))}
    return found


def built(value: T, of: Members) -> T:
    """The value with these members. Members that are not its fields are ignored."""
    names = _names(value)
    changes: Members = {name: item for name, item in of.items() if name in names}
    for name in _DIVIDED[type(value)]:
        parts = {key.partition(".")[2]: item for key, item in of.items() if key.startswith(f"{name}.")}
        changes[name] = tuple(parts.values()) if name == "goods_owners" else parts
    changed = {name: item for name, item in changes.items() if item != getattr(value, name)}
    return replace(value, **changed) if changed else value  # type: ignore[type-var]


def three_way(kind: type, base: Members, now: Members, wanted: Members) -> ThreeWay:
    """ThreeWay the changes of two sides since ``base``. A change made by both is not a conflict."""
    with_now, with_wanted = dict(now), dict(now)
    taken: list[str] = []
    clashes: list[str] = []
    for unit in _units(kind, base, now, wanted):
        old, there, own = ([plain(side.get(key, _ABSENT)) for key in unit] for side in (base, now, wanted))
        if own in (old, there):
            taken += [key for key, was, is_now in zip(unit, old, there, strict=True) if was != is_now and own == old]
            continue
        _put(with_wanted, unit, wanted)
        if there == old:
            _put(with_now, unit, wanted)
        else:
            clashes += [key for key, mine, theirs in zip(unit, own, there, strict=True) if mine != theirs]
    return ThreeWay(with_now, with_wanted, tuple(taken), tuple(clashes))


def _put(into: Members, unit: Unit, source: Members) -> None:
    for key in unit:
        if key in source:
            into[key] = source[key]
        else:
            into.pop(key, None)


def _units(kind: type, *sides: Members) -> Iterator[Unit]:
    units = list(_TOGETHER.get(kind, ()))
    keys = list(dict.fromkeys(chain(*sides)))
    if len({side.get("type") for side in sides}) > 1:
        # The settings belong to the type.
        units.append(("type", *sorted(key for key in keys if key.startswith("settings."))))
    yield from units
    grouped = set(chain(*units))
    yield from ((key,) for key in keys if key not in grouped)


def _parts(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        yield from value.items()
    else:
        yield from ((str(item.id), item) for item in value)


def _names(value: Any) -> Sequence[str]:
    return tuple(item.name for item in fields(value))


@dataclass(frozen=True, slots=True)
class Version:
    """A webhook at some time. ``secret_ref``: its vault entry at that time."""

    hook: Webhook
    secret_ref: str | None = None

    @property
    def members(self) -> Members:
        """The members including the credential."""
        return {**members(self.hook), CREDENTIAL: self.secret_ref}


@dataclass(frozen=True, slots=True)
class Merged:
    """Both sides' changes in one webhook. ``taken``: the fields that came from elsewhere."""

    hook: Webhook
    taken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Both sides changed the same field, or the webhook was deleted elsewhere. Nothing was saved."""

    theirs: Version | None
    """What is stored now, or None if it was deleted."""
    mine: Webhook
    """Both sides' changes, with mine where both changed a field."""
    instead: Webhook
    """Both sides' changes, with theirs where both changed a field."""
    clashes: tuple[str, ...] = ()
    """The fields that both changed differently."""
    taken: tuple[str, ...] = ()
    """The fields that only they changed."""


def merge(base: Version, theirs: Version | None, mine: Webhook, *, credential: bool) -> Merged | Conflict:
    """Merge my change of ``base`` with theirs. ``credential``: I also change the stored credential."""
    if theirs is None:
        return Conflict(None, mine, mine)
    own = {**members(mine), CREDENTIAL: object() if credential else base.secret_ref}
    found = three_way(Webhook, base.members, theirs.members, own)
    # Settings of different types are one field, because they have no members in common.
    whole = len({base.hook.type, theirs.hook.type, mine.type}) > 1

    def named(keys: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys("settings" if whole and key.startswith("settings.") else key for key in keys))

    kept, taken = built(theirs.hook, found.wanted), named(found.taken)
    if found.clashes:
        return Conflict(theirs, kept, built(theirs.hook, found.now), named(found.clashes), taken)
    return Merged(kept, taken)

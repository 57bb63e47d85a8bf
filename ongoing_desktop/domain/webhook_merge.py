"""Merges two changes of a webhook: each side's changes are kept; a field changed by both is a conflict.

Related fields are merged together: goods owners with their system, a user name and credential with the authentication,
settings with the type.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ongoing_desktop.domain.lazy_dataclasses import dataclass, fields, replace
from ongoing_desktop.domain.settings import Webhook

CREDENTIAL: Final = "credential"
"""Key of the stored credential, which is not a field of a webhook."""
SETTING: Final = "settings."
"""Prefix of a type's setting."""
_GROUPS: Final = (("kind", "system", "goods_owners"), ("authentication", "username", CREDENTIAL))
_APART: Final = frozenset({"id", "type", "settings", *(key for group in _GROUPS for key in group)})
_ABSENT: Final = object()


@dataclass(frozen=True, slots=True)
class Version:
    """A webhook at some time. ``secret_ref``: its vault entry at that time."""

    hook: Webhook
    secret_ref: str | None = None


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
    # The names of each side's entries; only their equality matters.
    secrets = (base.secret_ref, theirs.secret_ref, _ABSENT if credential else base.secret_ref)
    kept, instead = theirs.hook, theirs.hook
    taken: list[str] = []
    clashes: list[str] = []
    for unit in _units(base.hook, theirs.hook, mine):
        old, other, own = (
            [secret if key == CREDENTIAL else _value_of(hook, key) for key in unit]
            for hook, secret in zip((base.hook, theirs.hook, mine), secrets, strict=True)
        )
        if own in (old, other):
            taken += [key for key, one, two in zip(unit, old, other, strict=True) if one != two and own == old]
            continue
        kept = _with(kept, unit, own)
        if other == old:
            instead = _with(instead, unit, own)
        else:
            clashes += [key for key, one, two in zip(unit, own, other, strict=True) if one != two]
    if clashes:
        return Conflict(theirs, kept, instead, tuple(clashes), tuple(taken))
    return Merged(kept, tuple(taken))


def _value_of(hook: Webhook, key: str) -> Any:
    """A field's value by the keys used here. A setting that is not chosen has a special value."""
    if key.startswith(SETTING):
        return hook.settings.get(key.removeprefix(SETTING), _ABSENT)
    return dict(hook.settings) if key == "settings" else getattr(hook, key)


def _units(*hooks: Webhook) -> Iterator[tuple[str, ...]]:
    yield from _GROUPS
    for field in fields(Webhook):
        if field.name not in _APART:
            yield (field.name,)
    if len({hook.type for hook in hooks}) > 1:
        yield ("type", "settings")
    else:
        for key in sorted({key for hook in hooks for key in hook.settings}):
            yield (SETTING + key,)


def _with(hook: Webhook, unit: tuple[str, ...], values: list[Any]) -> Webhook:
    changes: dict[str, Any] = {}
    for key, value in zip(unit, values, strict=True):
        if key.startswith(SETTING):
            settings = {name: old for name, old in hook.settings.items() if name != key.removeprefix(SETTING)}
            changes["settings"] = settings if value is _ABSENT else {**settings, key.removeprefix(SETTING): value}
        elif key != CREDENTIAL:
            changes[key] = value
    return replace(hook, **changes)

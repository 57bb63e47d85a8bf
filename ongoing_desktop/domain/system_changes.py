"""Effects of a changed system on its webhooks: they follow new numbers and lose removed items.

A webhook refers to goods owners by number, and to statuses and transporters in its type's settings. The user must
therefore see which webhooks a changed or removed number concerns before saving.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.difference import built, members, three_way
from ongoing_desktop.domain.lazy_dataclasses import EMPTY_MAPPING, dataclass, replace
from ongoing_desktop.domain.settings import Settings, System, Webhook
from ongoing_desktop.domain.statuses import (
    StatusSets,
    Transition,
    plain_statuses,
    plain_transitions,
    read_transitions,
    statuses_of,
)

STATUS_SETS: Final = ("order", "purchase_order", "production_order")
"""The catalogue's names of the sets that webhooks select from, in display order."""


@dataclass(frozen=True, slots=True)
class Moves:
    """Renumbered and renamed items of an edit, old to new. Removals and additions are not included."""

    owners: Mapping[int, int] = EMPTY_MAPPING  # type: ignore[assignment]
    statuses: Mapping[str, Mapping[int, int]] = EMPTY_MAPPING
    """By the set's name."""
    transporters: Mapping[str, str] = EMPTY_MAPPING


@dataclass(frozen=True, slots=True)
class Effect:
    """One effect of an edit on webhooks. ``code`` names the sentence ``effect-<code>``."""

    code: str
    before: str
    after: str
    hooks: tuple[Webhook, ...]

    @property
    def optional(self) -> bool:
        """Whether the webhooks may stay as they are. They cannot keep an unknown goods owner."""
        return self.code in ("status-renumbered", "transporter-renamed")


def merged_system(draft: System, base: System, current: System) -> tuple[System, tuple[str, ...]]:
    """Apply the edit from ``base`` to ``draft`` to ``current``; also returns the fields that both changed."""
    found = three_way(System, members(base), members(current), members(draft))
    return built(current, found.wanted), tuple(dict.fromkeys(key.partition(".")[0] for key in found.clashes))


def without_standard(system: System, standard: StatusSets) -> System:
    """The system without status sets that equal the standard ones."""
    own = {
        key: value
        for key, value in system.statuses.items()
        if key not in standard or value != plain_statuses(standard[key])
    }
    return replace(system, statuses=own or EMPTY_MAPPING)


def effects(
    settings: Settings, before: System, after: System, moves: Moves, catalogue: Catalogue, standard: StatusSets
) -> tuple[Effect, ...]:
    """All effects of the change on webhooks; empty if none uses what changes."""
    hooks = [hook for hook in settings.webhooks if hook.system == before.id]
    found = [
        *_owner_effects(hooks, before, after, moves),
        *_status_effects(hooks, before, after, moves, catalogue, standard),
        *_transporter_effects(hooks, before, after, moves),
    ]
    return tuple(effect for effect in found if effect.hooks)


def with_system(
    settings: Settings,
    after: System,
    moves: Moves,
    catalogue: Catalogue,
    now: datetime,
    *,
    carry: bool,
) -> Settings:
    """The settings with the changed system and adapted webhooks. Webhooks left without a goods owner are removed.

    ``carry``: also change selected statuses and transporters on webhooks to their new numbers and names.
    """
    before = settings.system(after.id)
    if before is None:
        return settings
    gone = _gone((owner.id for owner in before.goods_owners), (owner.id for owner in after.goods_owners), moves.owners)
    kept: list[Webhook] = []
    states = dict(settings.states)
    for hook in settings.webhooks:
        changed = hook if hook.system != after.id else _followed(hook, gone, moves, catalogue, carry=carry)
        if hook.goods_owners and not changed.goods_owners:
            states.pop(hook.id, None)
            continue
        if changed != hook:
            states[hook.id] = replace(settings.state(hook.id), changed_at=now)
        kept.append(changed)
    systems = tuple(after if system.id == after.id else system for system in settings.systems)
    return replace(settings, systems=systems, webhooks=tuple(kept), states=states)


def suggested_address(code: str) -> str:
    """The usual address of a warehouse (from Ongoing's page on the basics of its REST API)."""
    return f"https://api.ongoingsystems.se/{code}/" if code else ""


def status_key(hook: Webhook, catalogue: Catalogue, set_name: str) -> str:
    """The type's setting that selects from a status set, or an empty text."""
    trigger = catalogue.trigger(hook.type)
    return next((item.key for item in trigger.settings if item.status_set == set_name), "") if trigger else ""


def _gone(before: Iterable[Any], after: Iterable[Any], moves: Mapping[Any, Any]) -> frozenset[Any]:
    # It is removed even if another status took its number.
    left, taken = frozenset(after), frozenset(moves.values())
    return frozenset(item for item in before if item not in moves and (item not in left or item in taken))


def _followed(hook: Webhook, gone: frozenset[int], moves: Moves, catalogue: Catalogue, *, carry: bool) -> Webhook:
    owners = sorted({moves.owners.get(number, number) for number in hook.goods_owners if number not in gone})
    settings = dict(hook.settings)
    for name, numbers in moves.statuses.items() if carry else ():
        key = status_key(hook, catalogue, name)
        if key in settings and any(_uses(hook, key, number) for number in numbers):
            moved = [
                Transition(
                    None if item.start is None else numbers.get(item.start, item.start), numbers.get(item.end, item.end)
                )
                for item in read_transitions(settings[key])
            ]
            settings[key] = plain_transitions(dict.fromkeys(moved))
    chosen = settings.get("transporters")
    if carry and isinstance(chosen, list | tuple) and any(name in moves.transporters for name in chosen):
        settings["transporters"] = list(dict.fromkeys(moves.transporters.get(name, name) for name in chosen))
    same_owners = set(owners) == set(hook.goods_owners)
    return replace(
        hook,
        goods_owners=hook.goods_owners if same_owners else tuple(owners),
        settings=hook.settings if settings == dict(hook.settings) else settings,
    )


def _uses(hook: Webhook, key: str, number: int) -> bool:
    return any(number in (item.start, item.end) for item in read_transitions(hook.settings.get(key)))


def _owner_effects(hooks: list[Webhook], before: System, after: System, moves: Moves) -> Iterator[Effect]:
    gone = _gone((owner.id for owner in before.goods_owners), (owner.id for owner in after.goods_owners), moves.owners)
    for owner in before.goods_owners:
        users = [hook for hook in hooks if owner.id in hook.goods_owners]
        name = f"{owner.name} ({owner.id})"
        if owner.id in moves.owners:
            yield Effect("owner-renumbered", name, str(moves.owners[owner.id]), tuple(users))
        elif owner.id in gone:
            last = [hook for hook in users if gone.issuperset(hook.goods_owners)]
            yield Effect("owner-last", name, "", tuple(last))
            yield Effect("owner-removed", name, "", tuple(hook for hook in users if hook not in last))


def _status_effects(
    hooks: list[Webhook], before: System, after: System, moves: Moves, catalogue: Catalogue, standard: StatusSets
) -> Iterator[Effect]:
    for name in STATUS_SETS:
        moved = moves.statuses.get(name, {})
        old, new = statuses_of(before, name, standard), statuses_of(after, name, standard)
        gone = _gone((item.number for item in old), (item.number for item in new), moved)
        for status in old:
            users = tuple(hook for hook in hooks if _uses(hook, status_key(hook, catalogue, name), status.number))
            if status.number in moved:
                yield Effect("status-renumbered", status.label, str(moved[status.number]), users)
            elif status.number in gone:
                yield Effect("status-removed", status.label, "", users)


def _transporter_effects(hooks: list[Webhook], before: System, after: System, moves: Moves) -> Iterator[Effect]:
    gone = _gone(before.transporters, after.transporters, moves.transporters)
    for name in before.transporters:
        users = tuple(hook for hook in hooks if name in _transporters(hook))
        if name in moves.transporters:
            yield Effect("transporter-renamed", name, moves.transporters[name], users)
        elif name in gone:
            yield Effect("transporter-removed", name, "", users)


def _transporters(hook: Webhook) -> tuple[Any, ...]:
    chosen = hook.settings.get("transporters")
    return tuple(chosen) if isinstance(chosen, list | tuple) else ()

"""Compares two systems: what only one has, what differs, what is equal.

Goods owners are matched by number, else by code, else by name; statuses by number; transporters by name; webhooks by
name, else by kind, type and goods owners. Not compared is what always differs: our ids, Ongoing's number of a webhook,
its credential, and the systems' names, codes and addresses.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Any, Final, Literal, TypeVar

from ongoing_desktop.domain.difference import WEBHOOK_FIELDS, differing, plain
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.settings import GoodsOwner, Settings, System, Webhook
from ongoing_desktop.domain.statuses import Status, StatusSets, statuses_of
from ongoing_desktop.domain.system_changes import STATUS_SETS

T = TypeVar("T")
Part = Literal["webhook", "goods-owner", "status", "transporter"]
State = Literal["only-left", "only-right", "different", "same"]
COMPARED: Final = tuple(name for name in WEBHOOK_FIELDS if name not in ("system", "number", "extra"))


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """One field with both values."""

    field: str
    left: Any
    right: Any


@dataclass(frozen=True, slots=True)
class Pair:
    """An item of one system or of both."""

    part: Part
    left: Any
    """A Webhook, GoodsOwner, Status or transporter's name; None if only the right system has it."""
    right: Any
    differences: tuple[FieldDifference, ...] = ()
    status_set: str = ""

    @property
    def state(self) -> State:
        """The result for this pair."""
        if self.right is None:
            return "only-left"
        if self.left is None:
            return "only-right"
        return "different" if self.differences else "same"

    @property
    def copyable(self) -> bool:
        """Whether copying from left to right would change anything.

        A goods owner matched by code or name keeps its number, which webhooks refer to. A webhook stays enabled or
        disabled.
        """
        kept = {"goods-owner": {"id"}, "webhook": {"enabled"}}.get(self.part, set())
        return self.state == "only-left" or any(item.field not in kept for item in self.differences)


@dataclass(frozen=True, slots=True)
class SystemComparison:
    """The result for two systems. ``owners`` maps goods owner numbers from left to right."""

    left: System
    right: System
    pairs: tuple[Pair, ...]
    owners: Mapping[int, int]

    def of(self, part: Part) -> tuple[Pair, ...]:
        """The pairs of one part."""
        return tuple(pair for pair in self.pairs if pair.part == part)


def compare_systems(settings: Settings, left: System, right: System, standard: StatusSets) -> SystemComparison:
    """Compare two systems. ``standard``: the status sets of a system without its own."""
    owner_pairs = tuple(_owners(left.goods_owners, right.goods_owners))
    owners = {pair.left.id: pair.right.id for pair in owner_pairs if pair.left and pair.right}
    mine = [hook for hook in settings.webhooks if hook.system == left.id]
    theirs = [hook for hook in settings.webhooks if hook.system == right.id]
    pairs = (
        *_webhooks(mine, theirs, owners),
        *owner_pairs,
        *(pair for name in STATUS_SETS for pair in _statuses(name, left, right, standard)),
        *_transporters(left.transporters, right.transporters),
    )
    return SystemComparison(left, right, pairs, owners)


def _matched(
    left: Iterable[T], right: Iterable[T], keys: Iterable[tuple[Callable[[T], Hashable], Callable[[T], Hashable]]]
) -> Iterator[tuple[T | None, T | None]]:
    """Pair each item at most once by the first matching key. A key of None matches nothing."""
    mine, theirs = list(left), list(right)
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for of_left, of_right in keys:
        waiting: dict[Hashable, list[int]] = {}
        for place, item in enumerate(theirs):
            if place not in taken and (key := of_right(item)) is not None:
                waiting.setdefault(key, []).append(place)
        for place, item in enumerate(mine):
            if place not in partner and (key := of_left(item)) is not None and waiting.get(key):
                partner[place] = waiting[key].pop(0)
                taken.add(partner[place])
    for place, item in enumerate(mine):
        yield item, theirs[partner[place]] if place in partner else None
    for place, item in enumerate(theirs):
        if place not in taken:
            yield None, item


def _owners(left: Iterable[GoodsOwner], right: Iterable[GoodsOwner]) -> Iterator[Pair]:
    keys: list[Callable[[GoodsOwner], Hashable]] = [
        lambda owner: owner.id,
        lambda owner: owner.code.strip().casefold() or None,
        lambda owner: owner.name.strip().casefold() or None,
    ]
    for mine, theirs in _matched(left, right, [(key, key) for key in keys]):
        yield Pair("goods-owner", mine, theirs, _differences(mine, theirs, ("id", "name", "code")))


def _statuses(name: str, left: System, right: System, standard: StatusSets) -> Iterator[Pair]:
    mine = {status.number: status for status in statuses_of(left, name, standard)}
    theirs = {status.number: status for status in statuses_of(right, name, standard)}
    for number in sorted(mine.keys() | theirs.keys()):
        one: Status | None = mine.get(number)
        other: Status | None = theirs.get(number)
        yield Pair("status", one, other, _differences(one, other, ("name",)), status_set=name)


def _transporters(left: Iterable[str], right: Iterable[str]) -> Iterator[Pair]:
    for mine, theirs in _matched(left, right, [(str, str)]):
        yield Pair("transporter", mine, theirs)


def _webhooks(left: list[Webhook], right: list[Webhook], owners: Mapping[int, int]) -> Iterator[Pair]:
    def mapped(hook: Webhook) -> Hashable:
        # An owner that is missing in the other system matches none of its numbers.
        return tuple(sorted(owners.get(number, -number) for number in hook.goods_owners))

    def unmapped(hook: Webhook) -> Hashable:
        return tuple(sorted(hook.goods_owners))

    def whole(hook: Webhook, its_owners: Hashable) -> Hashable:
        fields = (getattr(hook, name) for name in COMPARED if name != "goods_owners")
        return (its_owners, *(repr(plain(value)) for value in fields))

    def named(hook: Webhook) -> str:
        return hook.name.strip().casefold()

    keys: list[tuple[Callable[[Webhook], Hashable], Callable[[Webhook], Hashable]]] = [
        (lambda hook: whole(hook, mapped(hook)), lambda hook: whole(hook, unmapped(hook))),
        (lambda hook: (named(hook), hook.kind, hook.type), lambda hook: (named(hook), hook.kind, hook.type)),
        (named, named),
        (lambda hook: (hook.kind, hook.type, mapped(hook)), lambda hook: (hook.kind, hook.type, unmapped(hook))),
    ]
    by_name = sorted(left, key=lambda hook: (named(hook), hook.id))
    for mine, theirs in _matched(by_name, sorted(right, key=lambda hook: (named(hook), hook.id)), keys):
        found = _differences(mine, theirs, COMPARED)
        if mine and theirs and mapped(mine) == unmapped(theirs):
            found = tuple(item for item in found if item.field != "goods_owners")
        elif mine and theirs and not any(item.field == "goods_owners" for item in found):
            # The same number, but of another goods owner.
            found = (*found, FieldDifference("goods_owners", mine.goods_owners, theirs.goods_owners))
        yield Pair("webhook", mine, theirs, found)


def _differences(left: Any, right: Any, fields: Iterable[str]) -> tuple[FieldDifference, ...]:
    if left is None or right is None:
        return ()
    return tuple(
        FieldDifference(name, getattr(left, name), getattr(right, name)) for name in differing(left, right, fields)
    )

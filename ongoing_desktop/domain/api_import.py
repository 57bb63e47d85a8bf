"""What Ongoing has and a system does not: goods owners, statuses, transporters, row by row."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final, Literal

from ongoing_desktop.domain.lazy_dataclasses import dataclass, replace
from ongoing_desktop.domain.settings import EMPTY_MAPPING, GoodsOwner, System
from ongoing_desktop.domain.statuses import Status, StatusSets, plain_statuses, statuses_of
from ongoing_desktop.domain.system_changes import without_standard

RowKind = Literal["goods-owner", "order-status", "purchase-order-status", "transporter"]
Change = Literal["added", "changed", "left"]
STATUS_KINDS: Final[Mapping[RowKind, str]] = {"order-status": "order", "purchase-order-status": "purchase_order"}
"""The catalogue's name of the status set."""


@dataclass(frozen=True, slots=True)
class FromOngoing:
    """The lists that were read; None if the system does not offer a list."""

    goods_owners: tuple[GoodsOwner, ...] | None = None
    statuses: Mapping[str, tuple[Status, ...]] = EMPTY_MAPPING
    """By the catalogue's name of the set."""
    transporters: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One item and the effect of importing it. ``left``: it stays as it is."""

    change: Change
    kind: RowKind
    key: str
    """Number of a goods owner or status, or name of a transporter."""
    name: str
    before: str = ""
    """The current name of a changed item."""
    training: bool = False
    only_here: bool = False
    """Whether it is in the settings but not listed by Ongoing."""

    @property
    def id(self) -> tuple[RowKind, str]:
        """Identifies the row."""
        return self.kind, self.key


def import_rows(system: System, found: FromOngoing, standard: StatusSets) -> tuple[ImportRow, ...]:
    """A row for everything that Ongoing lists or the system has, for the lists that were read."""
    return (
        *_owner_rows(system, found),
        *(row for kind in STATUS_KINDS for row in _status_rows(system, found, kind, standard)),
        *_transporter_rows(system, found),
    )


def taken_in(
    system: System, found: FromOngoing, standard: StatusSets, chosen: Collection[tuple[RowKind, str]]
) -> System:
    """The system with the chosen rows applied. Nothing is removed, because items missing in Ongoing may be in use."""
    owners = {owner.id: owner for owner in system.goods_owners}
    for owner in found.goods_owners or ():
        if ("goods-owner", str(owner.id)) in chosen:
            known = owners.get(owner.id, owner)
            owners[owner.id] = replace(known, name=owner.name, training=owner.training)
    statuses = dict(system.statuses)
    for kind, name in STATUS_KINDS.items():
        now = {item.number: item for item in statuses_of(system, name, standard)}
        fresh = {item.number: item for item in found.statuses.get(name, ()) if (kind, str(item.number)) in chosen}
        if fresh:
            statuses[name] = plain_statuses((now | fresh).values())
    names = [name for name in found.transporters or () if ("transporter", name) in chosen]
    transporters = dict.fromkeys((*system.transporters, *names))
    return without_standard(
        replace(
            system,
            goods_owners=tuple(sorted(owners.values(), key=lambda owner: owner.id)),
            statuses=statuses or EMPTY_MAPPING,
            transporters=tuple(transporters),
        ),
        standard,
    )


def _owner_rows(system: System, found: FromOngoing) -> Iterator[ImportRow]:
    if found.goods_owners is None:
        return
    for owner in found.goods_owners:
        known = system.goods_owner(owner.id)
        if known is None:
            yield ImportRow("added", "goods-owner", str(owner.id), owner.name, training=owner.training)
        elif (known.name, known.training) != (owner.name, owner.training):
            yield ImportRow("changed", "goods-owner", str(owner.id), owner.name, known.name, owner.training)
        else:
            yield ImportRow("left", "goods-owner", str(owner.id), owner.name, training=owner.training)
    there = {owner.id for owner in found.goods_owners}
    for owner in system.goods_owners:
        if owner.id not in there:
            yield ImportRow("left", "goods-owner", str(owner.id), owner.name, training=owner.training, only_here=True)


def _status_rows(system: System, found: FromOngoing, kind: RowKind, standard: StatusSets) -> Iterator[ImportRow]:
    name = STATUS_KINDS[kind]
    if name not in found.statuses:
        return
    known = {item.number: item.name for item in statuses_of(system, name, standard)}
    yield from _named_rows(kind, known, found.statuses[name])


def _named_rows(kind: RowKind, known: Mapping[int, str], there: Iterable[Status]) -> Iterator[ImportRow]:
    seen = set()
    for item in there:
        seen.add(item.number)
        if item.number not in known:
            yield ImportRow("added", kind, str(item.number), item.name)
        elif known[item.number] != item.name:
            yield ImportRow("changed", kind, str(item.number), item.name, known[item.number])
        else:
            yield ImportRow("left", kind, str(item.number), item.name)
    for number, name in known.items():
        if number not in seen:
            yield ImportRow("left", kind, str(number), name, only_here=True)


def _transporter_rows(system: System, found: FromOngoing) -> Iterator[ImportRow]:
    if found.transporters is None:
        return
    known = set(system.transporters)
    for name in found.transporters:
        yield ImportRow("left" if name in known else "added", "transporter", name, name)
    for name in system.transporters:
        if name not in found.transporters:
            yield ImportRow("left", "transporter", name, name, only_here=True)

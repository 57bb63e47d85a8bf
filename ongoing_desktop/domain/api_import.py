"""What Ongoing has and a system does not: goods owners, statuses, transporters, row by row."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final, Literal

from ongoing_desktop.domain.lazy_dataclasses import EMPTY_MAPPING, dataclass, replace
from ongoing_desktop.domain.settings import GoodsOwner, System
from ongoing_desktop.domain.statuses import Status, StatusSets, plain_statuses, statuses_of
from ongoing_desktop.domain.system_changes import without_standard

RowKind = Literal["goods-owner", "order-status", "purchase-order-status", "transporter"]
Change = Literal["added", "changed", "left"]
STATUS_KINDS: Final[Mapping[RowKind, str]] = {"order-status": "order", "purchase-order-status": "purchase_order"}
"""The catalogue's name of the status set."""
_Items = dict[str, tuple[str, bool]]
"""By key, the name, and whether it is for training."""


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
    rows: list[ImportRow] = []
    if found.goods_owners is not None:
        rows += _rows("goods-owner", _owners(system.goods_owners), _owners(found.goods_owners))
    for kind, name in STATUS_KINDS.items():
        if name in found.statuses:
            rows += _rows(kind, _statuses(statuses_of(system, name, standard)), _statuses(found.statuses[name]))
    if found.transporters is not None:
        rows += _rows("transporter", _transporters(system.transporters), _transporters(found.transporters))
    return tuple(rows)


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


def _rows(kind: RowKind, here: _Items, there: _Items) -> Iterator[ImportRow]:
    for key, (name, training) in there.items():
        known = here.get(key)
        if known is None:
            yield ImportRow("added", kind, key, name, training=training)
        elif known != (name, training):
            yield ImportRow("changed", kind, key, name, known[0], training)
        else:
            yield ImportRow("left", kind, key, name, training=training)
    for key, (name, training) in here.items():
        if key not in there:
            yield ImportRow("left", kind, key, name, training=training, only_here=True)


def _owners(owners: Iterable[GoodsOwner]) -> _Items:
    return {str(owner.id): (owner.name, owner.training) for owner in owners}


def _statuses(statuses: Iterable[Status]) -> _Items:
    return {str(status.number): (status.name, False) for status in statuses}


def _transporters(names: Iterable[str]) -> _Items:
    return {name: (name, False) for name in names}

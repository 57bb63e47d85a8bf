"""The statuses of orders, purchase orders and production orders: numbers with names, and which changes a webhook chose.

Each warehouse may rename, renumber, add and remove statuses (manual page ``Statuses``), so a system has its own sets;
where it has none, the standard ones of ``resources/facts.json`` count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ongoing_desktop.domain.settings import System


@dataclass(frozen=True, slots=True)
class Status:
    """One status of one set; ``name`` is the warehouse's word."""

    number: int
    name: str

    @property
    def label(self) -> str:
        """Number and name."""
        return f"{self.number} {self.name}".strip()


@dataclass(frozen=True, slots=True)
class Transition:
    """One chosen change: to a status, from a certain one or (``start`` is None) from any."""

    start: int | None
    end: int

    def fires(self, start: int, end: int) -> bool:
        """Whether a change from one status to another is this one."""
        return start != end and end == self.end and self.start in (None, start)


StatusSets = Mapping[str, tuple[Status, ...]]
"""By the catalogue's name of the set: ``order``, ``purchase_order``, ``production_order``."""


def standard_sets(facts: Mapping[str, Any]) -> StatusSets:
    """The sets that Ongoing's pages name; empty ones where no page lists any."""
    return {
        key: read_statuses(value)
        for key, value in facts.get("statuses", {}).items()
        if isinstance(value, list) and all(isinstance(item, Mapping) for item in value) and "seen_at" not in key
    }


def statuses_of(system: System | None, key: str, standard: StatusSets) -> tuple[Status, ...]:
    """A system's statuses of a set, by number; the standard ones where the warehouse changed nothing."""
    own = system.statuses.get(key) if system else None
    return read_statuses(own) if isinstance(own, Sequence) and not isinstance(own, str) else standard.get(key, ())


def read_statuses(value: Iterable[Any]) -> tuple[Status, ...]:
    """What of a list are statuses, by number; anything else in it is left out."""
    found: dict[int, Status] = {}
    for item in value:
        number = item.get("number") if isinstance(item, Mapping) else None
        if isinstance(number, int) and not isinstance(number, bool):
            name = item.get("name")
            found.setdefault(number, Status(number, name if isinstance(name, str) else ""))
    return tuple(found[number] for number in sorted(found))


def plain_statuses(statuses: Iterable[Status]) -> list[dict[str, Any]]:
    """A set as :attr:`System.statuses` and the config file hold it."""
    return [{"number": item.number, "name": item.name} for item in sorted(statuses, key=lambda status: status.number)]


def read_transitions(value: Any) -> tuple[Transition, ...]:
    """The changes that a webhook's setting ``statuses`` chose; what is no change is left out."""
    found: list[Transition] = []
    for item in value if isinstance(value, Sequence) and not isinstance(value, str) else ():
        start, end = (item.get("from"), item.get("to")) if isinstance(item, Mapping) else (None, None)
        if isinstance(end, int) and not isinstance(end, bool) and (start is None or isinstance(start, int)):
            found.append(Transition(start, end))
    return tuple(found)


def plain_transitions(transitions: Iterable[Transition]) -> list[dict[str, int]]:
    """Changes as the config file has them; a status reached has no ``from``."""
    return [{"to": item.end} if item.start is None else {"from": item.start, "to": item.end} for item in transitions]


def fires(transitions: Iterable[Transition], start: int, end: int) -> bool:
    """Whether a change from one status to another is among those chosen."""
    return any(item.fires(start, end) for item in transitions)


def steps(statuses: Sequence[Status]) -> tuple[Transition, ...]:
    """The changes from each status of a set to the next by number; the way that most orders go."""
    return tuple(Transition(one.number, other.number) for one, other in pairwise(statuses))

"""Statuses of orders, purchase orders and production orders, and the changes that a webhook selects.

Each warehouse may rename, renumber, add and remove statuses (manual page ``Statuses``), so a system has its own sets.
If it has none, the standard sets of ``resources/facts.json`` apply.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.settings import System


@dataclass(frozen=True, slots=True)
class Status:
    """One status of a set. ``name`` is the warehouse's name for it."""

    number: int
    name: str

    @property
    def label(self) -> str:
        """Number and name."""
        return f"{self.number} {self.name}".strip()


@dataclass(frozen=True, slots=True)
class Transition:
    """A selected change: to a status, from a certain one or (``start`` is None) from any."""

    start: int | None
    end: int

    def fires(self, start: int, end: int) -> bool:
        """Whether a change from one status to another matches."""
        return start != end and end == self.end and self.start in (None, start)


StatusSets = Mapping[str, tuple[Status, ...]]
"""By the catalogue's name of the set: ``order``, ``purchase_order``, ``production_order``."""


def standard_sets(facts: Mapping[str, Any], language: str = "en") -> StatusSets:
    """The sets in Ongoing's pages; empty if no page lists any. ``language``: of the names where they are known in it."""
    name = f"name_{language}"
    return {
        key: read_statuses({**item, "name": item.get(name, item.get("name"))} for item in value)
        for key, value in facts.get("statuses", {}).items()
        if isinstance(value, list) and all(isinstance(item, Mapping) for item in value) and "seen_at" not in key
    }


def statuses_of(system: System | None, key: str, standard: StatusSets) -> tuple[Status, ...]:
    """A system's statuses of a set by number; the standard ones if the warehouse changed nothing."""
    own = system.statuses.get(key) if system else None
    return read_statuses(own) if isinstance(own, Sequence) and not isinstance(own, str) else standard.get(key, ())


def read_statuses(value: Iterable[Any]) -> tuple[Status, ...]:
    """The valid statuses in a list, by number."""
    found: dict[int, Status] = {}
    for item in value:
        number = item.get("number") if isinstance(item, Mapping) else None
        if isinstance(number, int) and not isinstance(number, bool):
            name = item.get("name")
            found.setdefault(number, Status(number, name if isinstance(name, str) else ""))
    return tuple(found[number] for number in sorted(found))


def plain_statuses(statuses: Iterable[Status]) -> list[dict[str, Any]]:
    """A set as in :attr:`System.statuses` and the config file."""
    return [{"number": item.number, "name": item.name} for item in sorted(statuses, key=lambda status: status.number)]


def read_transitions(value: Any) -> tuple[Transition, ...]:
    """The changes in a webhook's setting ``statuses``. Invalid ones are left out."""
    found: list[Transition] = []
    for item in value if isinstance(value, Sequence) and not isinstance(value, str) else ():
        start, end = (item.get("from"), item.get("to")) if isinstance(item, Mapping) else (None, None)
        if isinstance(end, int) and not isinstance(end, bool) and (start is None or isinstance(start, int)):
            found.append(Transition(start, end))
    return tuple(found)


def plain_transitions(transitions: Iterable[Transition]) -> list[dict[str, int]]:
    """Changes as in the config file. A status reached from any other has no ``from``."""
    return [{"to": item.end} if item.start is None else {"from": item.start, "to": item.end} for item in transitions]


def fires(transitions: Iterable[Transition], start: int, end: int) -> bool:
    """Whether a change from one status to another is among the selected ones."""
    return any(item.fires(start, end) for item in transitions)


def steps(statuses: Sequence[Status]) -> tuple[Transition, ...]:
    """The changes from each status of a set to the next by number, which most orders take."""
    return tuple(Transition(one.number, other.number) for one, other in pairwise(statuses))

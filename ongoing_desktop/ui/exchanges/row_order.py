"""The order of a list's rows: by time, then id, with expanded groups in between. Plain values, owned by the model."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, compress, pairwise

from ongoing_desktop.domain.exchange import TimedIds

Run = tuple[int, TimedIds]
"""An index, and what to insert there; its ids are in order of time."""


class TimeOrder:
    """A million exchanges take 16 MB while the order of time equals that of ids, and twice that otherwise."""

    def __init__(self, found: TimedIds | None = None) -> None:
        found = found or TimedIds()
        self._by_id, self._times_by_id = found.ids, found.times
        self.ids, self._times = _sorted(found)
        """All ids, earliest first."""

    def upto(self, exchange_id: int) -> array[int]:
        """All ids up to this one."""
        return self._by_id[: bisect_right(self._by_id, exchange_id)]

    def place(self, exchange_id: int) -> int:
        """The index of an exchange, counted from the earliest; -1 if it is not present."""
        known = _index(self._by_id, exchange_id)
        if known < 0 or self._by_id is self.ids:
            return known
        place = _place_in(self.ids, self._times, self._times_by_id[known], exchange_id)
        return place if place < len(self.ids) and self.ids[place] == exchange_id else -1

    def add(self, found: TimedIds) -> list[Run]:
        """Those not present yet, as runs for :meth:`put` or :meth:`put_all` with rising indexes."""
        if self._by_id and found.ids and found.ids[0] <= self._by_id[-1] and found.ids[-1] >= self._by_id[0]:
            found = found.where(lambda number: _index(self._by_id, number) < 0)
        ids, times = _sorted(found)
        runs: list[Run] = []
        start = 0
        while start < len(ids):
            place = _place_in(self.ids, self._times, times[start], ids[start])
            end = len(ids)
            if place < len(self.ids):
                end = _place_in(ids, times, self._times[place], self.ids[place])
            runs.append((place, TimedIds(ids[start:end], times[start:end])))
            start = end
        if self._by_id is self.ids and not all(self._rises_with(place, run.ids) for place, run in runs):
            self._by_id, self._times_by_id = self.ids[:], self._times[:]
        if self._by_id is not self.ids:
            self._learn(found)
        return runs

    def put(self, place: int, run: TimedIds) -> None:
        """Insert a run. Insert the last one first, so that the other indexes stay valid."""
        self.ids[place:place] = run.ids
        self._times[place:place] = run.times

    def put_all(self, runs: list[Run]) -> None:
        """Insert many runs."""
        shared = self._by_id is self.ids
        self.ids = _spliced(self.ids, [(place, run.ids) for place, run in runs])
        self._times = _spliced(self._times, [(place, run.times) for place, run in runs])
        if shared:
            self._by_id, self._times_by_id = self.ids, self._times

    def cut(self, first: int, count: int) -> None:
        """Remove adjacent ids. Call :meth:`forget` when all are removed."""
        del self.ids[first : first + count], self._times[first : first + count]

    def forget(self, gone: set[int]) -> None:
        """Forget removed ids."""
        if self._by_id is not self.ids:
            self._by_id, self._times_by_id = _without(self._by_id, self._times_by_id, gone)

    def drop(self, gone: set[int]) -> None:
        """Remove exchanges anywhere."""
        shared = self._by_id is self.ids
        self.ids, self._times = _without(self.ids, self._times, gone)
        kept = (self.ids, self._times) if shared else _without(self._by_id, self._times_by_id, gone)
        self._by_id, self._times_by_id = kept

    def _rises_with(self, place: int, ids: array[int]) -> bool:
        """Whether the ids still rise after inserting these."""
        before = self.ids[place - 1] if place else 0
        after = self.ids[place] if place < len(self.ids) else ids[-1] + 1
        return before < ids[0] and ids[-1] < after and _rises(ids)

    def _learn(self, found: TimedIds) -> None:
        parts: list[Run] = []
        start = 0
        while start < len(found):
            place = bisect_left(self._by_id, found.ids[start])
            end = len(found)
            if place < len(self._by_id):
                end = bisect_left(found.ids, self._by_id[place], start)
            parts.append((place, TimedIds(found.ids[start:end], found.times[start:end])))
            start = end
        self._by_id = _spliced(self._by_id, [(place, part.ids) for place, part in parts])
        self._times_by_id = _spliced(self._times_by_id, [(place, part.times) for place, part in parts])


def _sorted(found: TimedIds) -> tuple[array[int], array[int]]:
    """Ids and times in order of time; the same arrays if they are sorted."""
    if _rises(found.times):
        return found.ids, found.times
    order = sorted(range(len(found)), key=found.times.__getitem__)  # a stable sort of rising ids
    return array("q", map(found.ids.__getitem__, order)), array("q", map(found.times.__getitem__, order))


def _rises(numbers: array[int]) -> bool:
    return all(one <= other for one, other in pairwise(numbers))


def _place_in(ids: array[int], times: array[int], time: int, exchange_id: int) -> int:
    low = bisect_left(times, time)
    return bisect_left(ids, exchange_id, low, bisect_right(times, time, low))


def _index(rising: array[int], number: int) -> int:
    place = bisect_left(rising, number)
    return place if place < len(rising) and rising[place] == number else -1


def _spliced(numbers: array[int], parts: list[tuple[int, array[int]]]) -> array[int]:
    """Insert parts at rising indexes of the original."""
    if len(parts) == 1:
        place, part = parts[0]
        numbers[place:place] = part
        return numbers
    spliced, start = array("q"), 0
    for place, part in parts:
        spliced += numbers[start:place] + part
        start = place
    return spliced + numbers[start:]


def _without(ids: array[int], times: array[int], gone: set[int]) -> tuple[array[int], array[int]]:
    if len(gone) == 1 and (place := _index(ids, *gone)) >= 0:  # rising ids, one of which is removed
        del ids[place], times[place]
        return ids, times
    kept = bytearray(number not in gone for number in ids)
    return array("q", compress(ids, kept)), array("q", compress(times, kept))


class ExpandedGroups:
    """Children follow their head. ``base``: an index with all groups collapsed; ``place``: an index as displayed."""

    def __init__(self, base_of: Callable[[int], int]) -> None:
        """``base_of`` returns the base of a head, -1 if it is not present."""
        self._base_of = base_of
        self._children: dict[int, tuple[int, ...]] = {}
        self._layout: list[tuple[int, tuple[int, ...]]] | None = None
        self.count = 0
        """Number of children shown; read for each painted cell."""

    @property
    def heads(self) -> tuple[int, ...]:
        """Ids of the heads of expanded groups."""
        return tuple(self._children)

    @property
    def children(self) -> Iterator[int]:
        """Ids of all children shown."""
        return chain.from_iterable(self._children.values())

    def under(self, head: int) -> tuple[int, ...]:
        """Ids of the children of a head."""
        return self._children.get(head, ())

    def is_open(self, head: int) -> bool:
        """Whether a group is expanded."""
        return head in self._children

    def open(self, head: int, children: Sequence[int]) -> None:
        """Record a group as expanded."""
        self.count += len(children) - len(self._children.get(head, ()))
        self._children[head] = tuple(children)
        self._layout = None

    def close(self, head: int) -> None:
        """Record it as collapsed."""
        self._layout = None
        self.count -= len(self._children.pop(head, ()))

    def clear(self) -> None:
        """Collapse all."""
        self._children.clear()
        self.count = 0
        self._layout = None

    def moved(self) -> None:
        """The positions of heads have changed."""
        self._layout = None

    def at(self, place: int) -> tuple[int, int]:
        """The base of the row at a displayed index, and the child's id if it is a child, else 0."""
        shift = 0
        for base, children in self._laid_out():
            under = place - (base + shift)
            if under <= 0:
                break
            if under <= len(children):
                return base, children[under - 1]
            shift += len(children)
        return place - shift, 0

    def place(self, base: int) -> int:
        """The displayed index for a base."""
        return base + sum(len(children) for at, children in self._laid_out() if at < base)

    def child_place(self, child: int) -> int:
        """The displayed index of a child; -1 for an exchange that is not a child."""
        for base, children in self._laid_out():
            if child in children:
                return self.place(base) + 1 + children.index(child)
        return -1

    def _laid_out(self) -> list[tuple[int, tuple[int, ...]]]:
        if self._layout is None:
            found = ((self._base_of(head), children) for head, children in self._children.items())
            self._layout = sorted((base, children) for base, children in found if base >= 0)
        return self._layout

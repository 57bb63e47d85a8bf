"""Which rows are opened, and where that puts all others. Plain values; the model owns one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain


class ExpandedGroups:
    """Children stand under their head. ``base``: a place as if nothing were opened; ``place``: one as it is shown."""

    def __init__(self, base_of: Callable[[int], int]) -> None:
        """``base_of`` tells where a head stands, -1 when it is not there."""
        self._base_of = base_of
        self._children: dict[int, tuple[int, ...]] = {}
        self._layout: list[tuple[int, tuple[int, ...]]] | None = None
        self.count = 0
        """How many children are shown; asked for at each cell that is painted."""

    @property
    def heads(self) -> tuple[int, ...]:
        """Ids of the rows that are opened."""
        return tuple(self._children)

    @property
    def children(self) -> Iterator[int]:
        """Ids of the rows that are shown under others."""
        return chain.from_iterable(self._children.values())

    def under(self, head: int) -> tuple[int, ...]:
        """Ids of the rows that are shown under one."""
        return self._children.get(head, ())

    def is_open(self, head: int) -> bool:
        """Whether a row is opened."""
        return head in self._children

    def open(self, head: int, children: Sequence[int]) -> None:
        """Note a row as opened."""
        self.count += len(children) - len(self._children.get(head, ()))
        self._children[head] = tuple(children)
        self._layout = None

    def close(self, head: int) -> int:
        """Note it as closed; returns how many children it had."""
        self._layout = None
        closed = len(self._children.pop(head, ()))
        self.count -= closed
        return closed

    def clear(self) -> None:
        """Close all."""
        self._children.clear()
        self.count = 0
        self._layout = None

    def moved(self) -> None:
        """Heads stand elsewhere now."""
        self._layout = None

    def at(self, place: int) -> tuple[int, int]:
        """Base of the row that is shown at a place, and the child's id where it is a child, else 0."""
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
        """Where the row at a base is shown."""
        return base + sum(len(children) for at, children in self._laid_out() if at < base)

    def child_place(self, child: int) -> int:
        """Where a child is shown, -1 when it is none."""
        for base, children in self._laid_out():
            if child in children:
                return self.place(base) + 1 + children.index(child)
        return -1

    def _laid_out(self) -> list[tuple[int, tuple[int, ...]]]:
        if self._layout is None:
            found = ((self._base_of(head), children) for head, children in self._children.items())
            self._layout = sorted((base, children) for base, children in found if base >= 0)
        return self._layout

"""The expanded groups of a table and the index shifts that they cause. Plain values, owned by the model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain


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

    def close(self, head: int) -> int:
        """Record it as collapsed; returns the number of its children."""
        self._layout = None
        closed = len(self._children.pop(head, ()))
        self.count -= closed
        return closed

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

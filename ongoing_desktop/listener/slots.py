"""Places for connections: who has one, who waits, and who gives way. Independent of sockets and event loop.

A connection has a place until it ends or only finishes closing. When all places are taken and another connection waits,
the slowest gives way: an idle one, one that sends nothing or very slowly, or one that does not read its answer. A
connection whose request is complete never gives way. The number of those that wait for a delayed answer or a forwarding
target is limited, so that places are left for others.
"""

from __future__ import annotations

import enum
import time
from collections import deque
from collections.abc import Callable
from heapq import heapify, heappop, heappush
from itertools import count as numbers
from math import inf
from typing import Final, Protocol

from ongoing_desktop.domain.limits import Limits
from ongoing_desktop.listener.turns import Turns

GRACE_S: Final = 0.25
"""Seconds that a new connection and a new request may take before they count as slow."""
PACE: Final = 64 * 1024
"""Bytes per second. A slower request falls behind."""
CREDIT_S: Final = 1.0
"""How far a sender can get ahead of that pace: it is behind this long after its last bytes, however many there were."""
LONGEST_S: Final = 10.0
"""A request that is incomplete after this many seconds counts as slow at any pace."""
ANSWER_PACE: Final = 4 * 1024 * 1024
"""Bytes per second at which an answer is expected to be read."""
LEAST_LEAVING: Final = 16
AT_ONCE: Final = 32
"""Maximum number of connections that give way in one turn: each adds a row, and a large commit delays the other
requests.
"""
STALE: Final = 64
"""Outdated entries allowed in the queue in addition to one for each place."""


class Use(enum.Enum):
    """How a connection uses its place."""

    NEW = enum.auto()
    """Nothing of a request was received yet, perhaps not even the whole TLS handshake."""
    IDLE = enum.auto()
    """Between two requests."""
    SENDING = enum.auto()
    WORKING = enum.auto()
    """The request is complete, and its answer is being prepared."""
    HELD = enum.auto()
    """The answer is delayed on purpose."""
    WRITING = enum.auto()
    LEAVING = enum.auto()
    """Closing; no longer needs a place."""
    GONE = enum.auto()


# Tuples, whose members are compared by identity; a set would call Enum's slow hash function.
_GIVES_WAY: Final = (Use.NEW, Use.IDLE, Use.SENDING, Use.WRITING)
_PLACELESS: Final = (Use.LEAVING, Use.GONE)


class Owner(Protocol):
    """A connection as seen by its place."""

    def unread(self) -> bool:
        """Whether received data is waiting to be read, so that the delay is not the sender's."""

    def give_way(self) -> None:
        """End as soon as possible; the place already belongs to another."""

    def abort(self) -> None:
        """End at once."""

    def stop(self, *, now: bool) -> None:
        """The listener stops: end idle connections and delayed answers, and with ``now`` incomplete requests too."""

    def sweep(self, now: float) -> None:
        """Close or refuse what exceeds its time limit. ``now``: monotonic seconds."""

    def postpone(self, seconds: float) -> None:
        """Extend the time limits, because the whole process was suspended."""


class Slot:
    """The place of one connection. Its methods report what the connection does; they do nothing once it leaves."""

    __slots__ = ("_grace", "_latest", "_slots", "due", "owner", "queued", "use")

    def __init__(self, slots: Slots, grace: float) -> None:
        """``grace``: how long its first request may take before it counts as slow."""
        self._slots = slots
        self._grace = grace
        self.owner: Owner | None = None
        """The connection, or None before it is made and after it is gone."""
        self.use = Use.NEW
        self.due = self._latest = slots.clock() + grace
        """When it is behind, in seconds of the clock, if it may have to give way."""
        self.queued = inf
        """When the queue of :class:`Slots` will check it at the latest; infinite for never."""

    def idle(self) -> None:
        """Its request was answered; the next may follow."""
        if self._becomes(Use.IDLE):
            self.due = self._slots.clock()
            self._slots.idled(self)

    def begin(self) -> None:
        """The first bytes of a request were received."""
        if self._becomes(Use.SENDING):
            now = self._slots.clock()
            self.due, self._latest = now + self._grace, now + LONGEST_S
            self._slots.begun(self)

    def feed(self, count: int) -> None:
        """Count received bytes of the request."""
        if self.use is Use.SENDING:
            self.due = min(self.due + count / PACE, self._slots.clock() + CREDIT_S, self._latest)

    def work(self) -> None:
        """The request is complete or refused."""
        self._grace = GRACE_S
        self._becomes(Use.WORKING)

    def hold(self) -> None:
        """Its answer is delayed on purpose. If there are too many, the one that has waited longest gives way."""
        if self._becomes(Use.HELD):
            self._slots.held(self)

    def write(self, count: int) -> None:
        """Count bytes of its answer that the other side must read."""
        if self._becomes(Use.WRITING):
            self.due = self._slots.clock() + GRACE_S + count / ANSWER_PACE
            self._slots.expect(self)

    def leave(self) -> None:
        """It is closing: it may finish an answer and waits for the other side to close."""
        if self._becomes(Use.LEAVING):
            self._slots.left(self)

    def free(self) -> None:
        """The connection is gone. Idempotent."""
        use, self.use, self.owner = self.use, Use.GONE, None
        if use is not Use.GONE:
            self._slots.gone(self, use)

    def _becomes(self, use: Use) -> bool:
        """Change its use; False once it leaves."""
        if self.use in _PLACELESS:
            return False
        if self.use is Use.HELD:
            self._slots.resumed(self)
        self.use = use
        return True


class Slots:
    """All places of a listener, and the turns of forwarding. On one thread only."""

    def __init__(
        self,
        limits: Limits,
        *,
        on_gone: Callable[[], None] = lambda: None,
        on_more: Callable[[], None] = lambda: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``on_gone`` is called after each connection that ends.

        ``on_more`` is called when :meth:`settle` should be called again in a moment.
        """
        self.clock = clock
        self._on_gone = on_gone
        self._on_more = on_more
        self.forwards = Turns()
        self._placed: dict[Slot, None] = {}
        self._leaving: dict[Slot, None] = {}
        """Oldest first."""
        self._held: dict[Slot, None] = {}
        """Those of the placed ones that are held, oldest first."""
        self._order: list[tuple[float, int, Slot]] = []
        """A heap of the placed ones by the time when each is behind. An entry may be too early; its slot's ``queued``
        decides.
        """
        self._spared: list[Slot] = []
        """Those behind whose received data is waiting to be read. They are checked again later."""
        self._number = numbers()
        self._waiting: deque[tuple[Callable[[Slot], None], float]] = deque()
        """Each with the time since when it waits; infinite if its waiting time does not count."""
        self._settling = False
        self.allow(limits)

    @property
    def waiting(self) -> int:
        """The number of connections waiting for a place."""
        return len(self._waiting)

    @property
    def taken(self) -> int:
        """The number of taken places."""
        return len(self._placed)

    @property
    def owners(self) -> list[Owner]:
        """Every connection that is not gone, with or without a place."""
        return [slot.owner for slot in (*self._placed, *self._leaving) if slot.owner is not None]

    def allow(self, limits: Limits) -> None:
        """Apply other limits from now on."""
        self.places = limits.connections
        # Together less than all places, so that some remain for other requests.
        self._most_held = max(1, min(limits.held, limits.connections // 2))
        self._most_leaving = max(LEAST_LEAVING, limits.connections // 4)
        self.forwards.allow(
            max(1, min(limits.forwards, limits.connections // 4)), min(limits.forward_line, limits.connections // 8)
        )
        self._trim()
        self.settle()

    def take(self) -> Slot | None:
        """A place at once, or None if there is none or others are waiting."""
        if self._waiting or len(self._placed) >= self.places:
            return None
        return self._new()

    def wait(self, granted: Callable[[Slot], None], *, counts: bool = True) -> None:
        """Call ``granted`` with a place as soon as there is one, perhaps immediately.

        ``counts``: the time in line is taken from the time that the first request may take, because it arrives meanwhile.
        """
        self._waiting.append((granted, self.clock() if counts else inf))
        self._settle()

    def forget(self, granted: Callable[[Slot], None]) -> None:
        """Stop waiting."""
        for item in self._waiting:
            if item[0] == granted:
                self._waiting.remove(item)
                return

    def settle(self, *, again: bool = True) -> None:
        """Give free places to those who wait, and make room for them where that is fair by now.

        ``again``: check those too that were spared because data of theirs was waiting to be read.
        """
        if again:
            self._look_again()
        self._settle()

    def _settle(self) -> None:
        if self._settling:
            return
        self._settling = True
        made = 0
        try:
            while self._waiting:
                if len(self._placed) < self.places:
                    granted, since = self._waiting.popleft()
                    waited = max(self.clock() - since, 0.0)
                    granted(self._new(max(GRACE_S - waited, 0.0)))
                elif made >= AT_ONCE:
                    self._on_more()
                    return
                elif self._make_room():
                    made += 1
                else:
                    return
        finally:
            self._settling = False

    def make_room(self) -> bool:
        """Make the slowest connection give way; False if none is behind."""
        self._look_again()
        return self._make_room()

    def _make_room(self) -> bool:
        now = self.clock()
        while self._order and self._order[0][0] <= now:
            looked_at, _, slot = heappop(self._order)
            if looked_at != slot.queued:
                continue
            slot.queued = inf
            owner = slot.owner
            if slot.use not in _GIVES_WAY:
                continue
            if slot.due > looked_at:
                self.expect(slot)
            elif owner is None or owner.unread():
                self._spared.append(slot)
            else:
                slot.leave()
                owner.give_way()
                return True
        return False

    def _look_again(self) -> None:
        spared, self._spared = self._spared, []
        for slot in spared:
            if slot.use in _GIVES_WAY:
                self.expect(slot)

    def expect(self, slot: Slot) -> None:
        """Called by a slot that may have to give way from its ``due`` on."""
        if slot.due >= slot.queued:
            return
        slot.queued = slot.due
        heappush(self._order, (slot.due, next(self._number), slot))
        if len(self._order) > 2 * len(self._placed) + STALE:
            self._compact()

    def _compact(self) -> None:
        """Remove outdated entries."""
        kept = []
        for entry in self._order:
            slot = entry[2]
            if entry[0] != slot.queued:
                continue
            if slot.use in _GIVES_WAY:
                kept.append(entry)
            else:
                slot.queued = inf
        heapify(kept)
        self._order = kept

    def begun(self, slot: Slot) -> None:
        """Called by a slot."""
        self.expect(slot)
        if self._waiting:
            self._on_more()

    def idled(self, slot: Slot) -> None:
        """Called by a slot."""
        self.expect(slot)
        if self._waiting:
            self._settle()

    def held(self, slot: Slot) -> None:
        """Called by a slot."""
        self._held[slot] = None
        self._trim()

    def resumed(self, slot: Slot) -> None:
        """Called by a slot."""
        self._held.pop(slot, None)

    def left(self, slot: Slot) -> None:
        """Called by a slot."""
        self._placed.pop(slot, None)
        self._leaving[slot] = None
        if len(self._leaving) > self._most_leaving:
            self._trim()
        if self._waiting:
            self._settle()

    def gone(self, slot: Slot, use: Use) -> None:
        """Called by a slot. ``use``: its last use."""
        if use is Use.LEAVING:
            self._leaving.pop(slot, None)
        else:
            self._placed.pop(slot, None)
            if use is Use.HELD:
                self._held.pop(slot, None)
        self._on_gone()
        if self._waiting:
            self._settle()

    def _new(self, grace: float = GRACE_S) -> Slot:
        slot = Slot(self, grace)
        self._placed[slot] = None
        self.expect(slot)
        return slot

    def _trim(self) -> None:
        while len(self._held) > self._most_held:
            slot = next(iter(self._held))
            owner = slot.owner
            slot.leave()
            if owner is not None:
                owner.give_way()
        while len(self._leaving) > self._most_leaving:
            slot = next(iter(self._leaving))
            owner = slot.owner
            slot.free()
            if owner is not None:
                owner.abort()

"""Places, waiting connections and those that give way, in every order of events; the test sets the time."""

from __future__ import annotations

import gc
import weakref
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from ongoing_desktop.domain.limits import Limits
from ongoing_desktop.listener.slots import (
    AT_ONCE,
    CREDIT_S,
    GRACE_S,
    LEAST_LEAVING,
    LONGEST_S,
    PACE,
    STALE,
    Slot,
    Slots,
    Use,
)
from ongoing_desktop.listener.turns import Go, Turns

LIMITS = Limits(connections=4)


@dataclass
class Clock:
    now: float = 100.0

    def __call__(self) -> float:
        return self.now


@dataclass(eq=False)
class Peer:
    """A connection without sockets; ``answers``: it must send an answer before it gives way."""

    slot: Slot
    answers: bool = False
    bytes_wait: bool = False
    asked: int = 0
    """How often its unread bytes were queried, which is a system call."""
    gave_way: list[Use] = field(default_factory=list)
    was: Use = Use.NEW
    aborted: bool = False

    def __post_init__(self) -> None:
        self.slot.owner = self

    def unread(self) -> bool:
        self.asked += 1
        return self.bytes_wait

    def give_way(self) -> None:
        assert not self.bytes_wait or self.was in (Use.WRITING, Use.HELD)
        self.gave_way.append(self.was)
        if self.answers:
            self.slot.work()
            self.slot.write(10)
        else:
            self.slot.free()

    def abort(self) -> None:
        self.aborted = True
        self.slot.free()

    def stop(self, *, now: bool) -> None:
        raise AssertionError

    def sweep(self, now: float) -> None:
        raise AssertionError

    def postpone(self, seconds: float) -> None:
        raise AssertionError


def crowd(slots: Slots, count: int) -> list[Peer]:
    found = []
    for _ in range(count):
        slot = slots.take()
        assert slot is not None
        found.append(Peer(slot))
    return found


def made(limits: Limits = LIMITS) -> tuple[Slots, Clock]:
    clock = Clock()
    return Slots(limits, clock=clock), clock


def test_a_place_is_given_until_there_is_none() -> None:
    slots, _ = made()
    crowd(slots, 4)
    assert slots.take() is None
    granted: list[Slot] = []
    slots.wait(granted.append)
    assert (granted, slots.waiting) == ([], 1)


@pytest.mark.parametrize("way", ["gone", "leaves", "idle", "limit"])
def test_whatever_makes_a_place_free_wakes_the_one_who_waits(way: str) -> None:
    slots, _ = made()
    peers = crowd(slots, 4)
    for peer in peers:
        peer.slot.begin()
        peer.slot.work()
    granted: list[Slot] = []
    slots.wait(granted.append)
    assert not granted
    match way:
        case "gone":
            peers[0].slot.free()
        case "leaves":
            peers[0].slot.leave()
        case "idle":
            peers[0].slot.idle()
        case _:
            slots.allow(replace(LIMITS, connections=5))
    assert len(granted) == 1
    assert slots.waiting == 0
    assert [bool(peer.gave_way) for peer in peers] == [way == "idle", False, False, False]


def test_those_who_wait_get_their_places_in_their_order_and_may_change_their_minds() -> None:
    slots, _ = made()
    peers = crowd(slots, 4)
    granted: list[tuple[str, Slot]] = []

    def second(slot: Slot) -> None:
        granted.append(("second", slot))

    slots.wait(lambda slot: granted.append(("first", slot)))
    slots.wait(second)
    slots.wait(lambda slot: granted.append(("third", slot)))
    slots.forget(second)
    for peer in peers[:2]:
        peer.slot.free()
    assert [name for name, _ in granted] == ["first", "third"]


def test_a_new_one_gives_way_only_after_a_moment_and_not_while_its_request_is_on_the_way() -> None:
    slots, clock = made()
    peers = crowd(slots, 4)
    peers[0].bytes_wait = True
    granted: list[Slot] = []
    slots.wait(granted.append)
    clock.now += GRACE_S / 2
    slots.settle()
    assert not granted
    clock.now += GRACE_S
    slots.settle()
    assert len(granted) == 1
    assert [bool(peer.gave_way) for peer in peers] == [False, True, False, False]


@pytest.mark.parametrize("counts", [True, False])
def test_time_in_line_counts_for_the_first_request_unless_it_makes_no_progress_there(counts: bool) -> None:
    slots, clock = made(replace(LIMITS, connections=1))
    crowd(slots, 1)
    granted: list[Peer] = []
    for _ in range(10):
        slots.wait(lambda slot: granted.append(Peer(slot)), counts=counts)
    clock.now += GRACE_S
    slots.settle()
    # However few places there are, a crowd that had its time is gone at once, and the last one has the place.
    assert len(granted) == (10 if counts else 1)
    assert granted[-1].slot.due == clock.now + (0 if counts else GRACE_S)
    granted[-1].slot.begin()
    granted[-1].slot.feed(PACE)
    assert granted[-1].slot.due >= clock.now + GRACE_S
    granted[-1].slot.work()
    granted[-1].slot.idle()
    assert slots.waiting == (0 if counts else 8)


def test_only_some_give_way_in_one_turn() -> None:
    more: list[None] = []
    clock = Clock()
    slots = Slots(replace(LIMITS, connections=100), on_more=lambda: more.append(None), clock=clock)
    peers = crowd(slots, 100)
    clock.now += GRACE_S
    for _ in range(50):
        slots.wait(lambda slot: slot.work())
    gone = [len([peer for peer in peers if peer.gave_way])]
    assert gone == [50]  # each as it came
    slots = Slots(replace(LIMITS, connections=100), on_more=lambda: more.append(None), clock=clock)
    peers = crowd(slots, 100)
    for _ in range(50):
        slots.wait(lambda slot: slot.work())
    clock.now += GRACE_S
    more.clear()
    slots.settle()
    assert (len([peer for peer in peers if peer.gave_way]), len(more)) == (AT_ONCE, 1)
    slots.settle()
    assert (len([peer for peer in peers if peer.gave_way]), slots.waiting) == (50, 0)


def test_the_slowest_unfinished_one_gives_way() -> None:
    slots, clock = made()
    quick, slow, stalled, whole = crowd(slots, 4)
    for peer in (quick, slow, stalled, whole):
        peer.slot.begin()
    stalled.slot.feed(50 * 1024)
    whole.slot.work()
    for _ in range(20):
        clock.now += 0.1
        quick.slot.feed(PACE)
        slow.slot.feed(50)
    for expected in (slow, stalled, None):
        granted: list[Slot] = []
        slots.wait(granted.append)
        if expected is None:
            assert not granted
        else:
            assert expected.gave_way
            granted[0].work()
    assert not quick.gave_way
    assert not whole.gave_way


def test_no_pace_keeps_a_place_for_ever() -> None:
    slots, clock = made(replace(LIMITS, connections=1))
    (quick,) = crowd(slots, 1)
    quick.slot.begin()
    granted: list[Slot] = []
    slots.wait(granted.append)
    for _ in range(int(LONGEST_S * 2)):
        clock.now += CREDIT_S / 2
        quick.slot.feed(1024 * 1024)
        slots.settle()
        assert bool(granted) == (clock.now >= 100 + LONGEST_S)
        if granted:
            break


def test_of_too_many_held_ones_the_oldest_gives_way_and_some_places_are_left() -> None:
    slots, _ = made(replace(LIMITS, connections=8, held=100))
    peers = crowd(slots, 8)
    for peer in peers:
        peer.slot.begin()
        peer.slot.work()
        peer.slot.hold()
    assert [bool(peer.gave_way) for peer in peers] == [True] * 4 + [False] * 4
    slots.allow(replace(LIMITS, connections=8, held=1))
    assert [bool(peer.gave_way) for peer in peers] == [True] * 7 + [False]


def test_those_who_leave_take_no_place_and_do_not_pile_up() -> None:
    slots, _ = made()
    leaving = []
    for _ in range(LEAST_LEAVING + 3):
        (peer,) = crowd(slots, 1)
        peer.slot.leave()
        leaving.append(peer)
    assert [peer.aborted for peer in leaving] == [True] * 3 + [False] * LEAST_LEAVING
    assert slots.taken == 0


def test_a_crowd_that_waits_to_be_read_is_not_searched_for_each_who_comes() -> None:
    slots, clock = made(replace(LIMITS, connections=100))
    peers = crowd(slots, 100)
    for peer in peers:
        peer.bytes_wait = True
    clock.now += 2 * GRACE_S
    for _ in range(50):
        slots.wait(lambda _: None)
    assert {peer.asked for peer in peers} == {1}
    slots.settle()  # as the server does at short intervals
    assert {peer.asked for peer in peers} == {2}
    peers[7].bytes_wait = False
    slots.settle()
    assert [bool(peer.gave_way) for peer in peers].count(True) == 1


def test_connections_that_are_gone_are_forgotten() -> None:
    slots, clock = made(replace(LIMITS, connections=10))
    gone = []
    for _ in range(1000):
        (peer,) = crowd(slots, 1)
        peer.slot.begin()
        peer.slot.free()
        gone.append(weakref.ref(peer))
        clock.now += 1.0
        del peer
    gc.collect()
    assert [peer for peer in gone if peer() is not None] == []
    assert len(slots._order) <= 2 * 10 + STALE


def test_turns_are_bounded_and_come_in_order() -> None:
    turns, came = Turns(2, 2), []
    goes = [lambda number=number: came.append(number) for number in range(6)]
    assert [turns.enter(go) for go in goes[:5]] == [True, True, True, True, False]
    assert not turns.enter(goes[5], waits=False)
    turns.leave(goes[2])
    assert turns.enter(goes[5])
    turns.leave(goes[0])
    turns.leave(goes[0])
    assert came == [0, 1, 3]
    turns.allow(5, 0)
    assert came == [0, 1, 3, 5]


class Places(RuleBasedStateMachine):
    """What connections, senders, forwards and the user's limits can do, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock()
        self.limits = Limits(connections=3, held=2)
        self.gone = 0
        self.slots = Slots(self.limits, on_gone=self._count, clock=self.clock)
        self.peers: list[Peer] = []
        self.forwarding: dict[Peer, Go] = {}
        self.started: list[Go] = []
        self.asked = 0
        self.granted = 0

    def _count(self) -> None:
        self.gone += 1

    def _granted(self, slot: Slot) -> None:
        self.granted += 1
        self.peers.append(Peer(slot))

    def _living(self, *uses: Use) -> list[Peer]:
        return [peer for peer in self.peers if peer.slot.use in uses]

    def _pick(self, data: st.DataObject, *uses: Use) -> Peer | None:
        found = self._living(*uses)
        return data.draw(st.sampled_from(found)) if found else None

    def _note(self) -> None:
        for peer in self.peers:
            peer.was = peer.slot.use

    @rule(answers=st.booleans(), at_once=st.booleans())
    def connects(self, answers: bool, at_once: bool) -> None:
        self._note()
        self.asked += 1
        slot = self.slots.take() if at_once else None
        if slot is not None:
            self._granted(slot)
        else:
            self.slots.wait(self._granted)
        if self.peers:
            self.peers[-1].answers = answers

    @precondition(lambda self: self.slots.waiting)
    @rule()
    def gives_up_waiting(self) -> None:
        self.slots.forget(self._granted)
        self.asked -= 1

    @rule(data=st.data(), seconds=st.sampled_from([0.0, 0.1, 0.3, 2.0, 40.0]))
    def time_goes_on(self, data: st.DataObject, seconds: float) -> None:
        self._note()
        self.clock.now += seconds
        self.slots.settle()

    @rule(data=st.data())
    def handshake_fails_or_connection_is_lost(self, data: st.DataObject) -> None:
        self._note()
        if peer := self._pick(data, *(use for use in Use if use is not Use.GONE)):
            peer.slot.free()
            peer.slot.free()

    @rule(data=st.data(), waits=st.booleans())
    def bytes_reach_the_system(self, data: st.DataObject, waits: bool) -> None:
        if peer := self._pick(data, Use.NEW, Use.IDLE, Use.SENDING):
            peer.bytes_wait = waits

    @rule(data=st.data(), count=st.sampled_from([1, 600, PACE, 10 * PACE]))
    def bytes_are_read(self, data: st.DataObject, count: int) -> None:
        if peer := self._pick(data, Use.NEW, Use.IDLE, Use.SENDING):
            if peer.slot.use is not Use.SENDING:
                peer.slot.begin()
            peer.slot.feed(count)
            peer.bytes_wait = False

    @rule(data=st.data())
    def request_is_complete(self, data: st.DataObject) -> None:
        if peer := self._pick(data, Use.SENDING):
            peer.slot.work()

    @rule(data=st.data())
    def answer_is_delayed(self, data: st.DataObject) -> None:
        self._note()
        if peer := self._pick(data, Use.WORKING):
            peer.slot.hold()

    @rule(data=st.data(), count=st.sampled_from([100, 10_000_000]))
    def answer_is_written(self, data: st.DataObject, count: int) -> None:
        if (peer := self._pick(data, Use.WORKING, Use.HELD)) and peer not in self.forwarding:
            peer.slot.write(count)
            peer.bytes_wait = False

    @rule(data=st.data())
    def answer_has_gone_and_the_next_may_come(self, data: st.DataObject) -> None:
        self._note()
        if peer := self._pick(data, Use.WRITING):
            peer.slot.idle()

    @rule(data=st.data())
    def closes(self, data: st.DataObject) -> None:
        self._note()
        if peer := self._pick(data, Use.NEW, Use.IDLE, Use.WRITING, Use.HELD):
            peer.slot.leave()

    @rule(data=st.data(), circle=st.booleans())
    def forward_begins(self, data: st.DataObject, circle: bool) -> None:
        peer = self._pick(data, Use.WORKING)
        if peer is None or peer in self.forwarding:
            return

        def go() -> None:
            self.started.append(go)

        if self.slots.forwards.enter(go, waits=not circle):
            self.forwarding[peer] = go
        if circle:
            assert peer not in self.forwarding or go in self.started

    @precondition(lambda self: self.forwarding)
    @rule(data=st.data())
    def forward_ends(self, data: st.DataObject) -> None:
        peer = data.draw(st.sampled_from(list(self.forwarding)))
        self.slots.forwards.leave(self.forwarding.pop(peer))

    @rule(connections=st.integers(1, 9), held=st.integers(1, 9))
    def limits_change(self, connections: int, held: int) -> None:
        self._note()
        self.limits = replace(self.limits, connections=connections, held=held)
        self.slots.allow(self.limits)

    @invariant()
    def no_place_leaks(self) -> None:
        placed = [peer for peer in self.peers if peer.slot.use not in (Use.LEAVING, Use.GONE)]
        assert self.slots.taken == len(placed)
        assert len(self.slots.owners) == len(placed) + len(self._living(Use.LEAVING))
        assert self.gone == len(self._living(Use.GONE))

    @invariant()
    def each_who_asked_waits_or_was_granted_a_place(self) -> None:
        assert self.asked == self.granted + self.slots.waiting

    @invariant()
    def none_waits_while_a_place_is_free_or_can_be_made(self) -> None:
        if self.slots.waiting:
            assert self.slots.taken >= self.slots.places
        self._note()
        self.slots.settle()  # as the server does at short intervals
        if self.slots.waiting:
            behind = (
                peer
                for peer in self._living(Use.NEW, Use.IDLE, Use.SENDING, Use.WRITING)
                if not peer.bytes_wait and peer.slot.due <= self.clock.now
            )
            assert not list(behind)

    @invariant()
    def only_the_slow_the_idle_and_the_held_give_way(self) -> None:
        for peer in self.peers:
            assert set(peer.gave_way) <= {Use.NEW, Use.IDLE, Use.SENDING, Use.WRITING, Use.HELD}
            assert len(peer.gave_way) <= 1

    @invariant()
    def those_who_leave_are_bounded(self) -> None:
        assert len(self._living(Use.LEAVING)) <= max(LEAST_LEAVING, self.limits.connections // 4)

    @invariant()
    def the_held_and_the_forwarded_leave_places(self) -> None:
        assert len(self._living(Use.HELD)) <= max(1, min(self.limits.held, self.limits.connections // 2))


Places.TestCase.settings = settings(max_examples=200, stateful_step_count=60, deadline=None)
TestPlaces = Places.TestCase

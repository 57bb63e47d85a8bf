"""The order of a list by time after any changes, compared with a simple implementation."""

from __future__ import annotations

from array import array

from hypothesis import given
from hypothesis import strategies as st

from ongoing_desktop.domain.exchange import TimedIds
from ongoing_desktop.ui.exchanges.row_order import TimeOrder


def timed(pairs: dict[int, int]) -> TimedIds:
    ids = sorted(pairs)
    return TimedIds(array("q", ids), array("q", (pairs[number] for number in ids)))


def check(order: TimeOrder, known: dict[int, int]) -> None:
    wanted = sorted(known, key=lambda number: (known[number], number))
    assert order.ids.tolist() == wanted
    assert [order.place(number) for number in wanted] == list(range(len(wanted)))
    for number in (0, 7, 1_000):
        assert order.upto(number).tolist() == sorted(each for each in known if each <= number)
        assert number in known or order.place(number) == -1


ENTRIES = st.dictionaries(st.integers(1, 60), st.integers(1, 12), max_size=20)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["put", "put_all"]), ENTRIES),
        st.tuples(st.just("cut"), st.tuples(st.integers(0, 30), st.integers(1, 5))),
        st.tuples(st.just("drop"), st.sets(st.integers(1, 60))),
    ),
    max_size=12,
)


@given(ENTRIES, STEPS)
def test_each_exchange_is_where_its_time_puts_it(first: dict[int, int], steps: list[tuple[str, object]]) -> None:
    known = dict(first)
    order = TimeOrder(timed(first))
    check(order, known)
    for what, value in steps:
        match what, value:
            case (("put" | "put_all"), dict()):
                runs = order.add(timed(value))
                known = value | known
                if what == "put_all":
                    order.put_all(runs)
                else:
                    for place, run in reversed(runs):
                        order.put(place, run)
            case "cut", (int() as at, int() as count):
                gone = set(order.ids[at : at + count])
                order.cut(at, count)
                order.forget(gone)
                known = {number: time for number, time in known.items() if number not in gone}
            case "drop", set():
                order.drop(value)
                known = {number: time for number, time in known.items() if number not in value}
        check(order, known)


def test_while_time_and_id_agree_nothing_is_kept_twice() -> None:
    order = TimeOrder(timed({1: 10, 2: 20}))
    ((place, run),) = order.add(timed({3: 20, 4: 30}))
    order.put(place, run)
    assert order._by_id is order.ids
    ((place, run),) = order.add(timed({5: 15}))
    order.put(place, run)
    assert order.ids.tolist() == [1, 5, 2, 3, 4]
    assert order.place(5) == 1

"""The range of each search step: the fewer matches, the larger."""

from __future__ import annotations

from array import array

import pytest

from ongoing_desktop.domain.exchange import TimedIds
from ongoing_desktop.ui.exchanges import history_reader as steps
from ongoing_desktop.ui.exchanges.history_reader import FIRST_SPAN, LARGEST, LONGEST, Query

NEWEST = 3_000_000


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """No step takes long, however busy the machine is."""
    monkeypatch.setattr(steps, "SHORT_S", 1e9)
    monkeypatch.setattr(steps, "LONG_S", 2e9)


class Every:
    """A history in which one exchange in this many matches; none for 0."""

    def __init__(self, number: int) -> None:
        self.number = number

    def ids(self, *, above: int, upto: int, **_: object) -> TimedIds:
        if not self.number:
            return TimedIds()
        found = array("q", range(above + self.number - above % self.number, upto + 1, self.number))
        return TimedIds(found, found)


def spans(history: Every) -> list[int]:
    found, low, span = [], NEWEST, FIRST_SPAN
    while low > 0:
        step = steps.older(history, Query(), low, span, None)  # type: ignore[arg-type]
        found.append(low - step.low)
        low, span = step.low, step.span
    return found


def test_a_search_that_finds_next_to_nothing_takes_few_steps() -> None:
    for number in (0, 1_000):
        looked = spans(Every(number))
        assert sum(looked) == NEWEST
        assert max(looked) == LONGEST
        assert len(looked) <= 9


def test_what_is_found_at_once_is_bounded() -> None:
    assert max(spans(Every(2))) <= LARGEST


def test_after_a_thin_stretch_a_thick_one_is_taken_in_smaller_steps_again() -> None:
    class Thin(Every):
        def ids(self, *, above: int, upto: int, **_: object) -> TimedIds:
            return super().ids(above=above, upto=upto) if above < NEWEST // 2 else TimedIds()

    looked = spans(Thin(2))
    assert max(looked) == LONGEST
    assert looked[-2] <= LARGEST

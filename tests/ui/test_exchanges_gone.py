"""A table after exchanges were deleted, restored or removed by the limits, in any number and by any process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ongoing_desktop.ui.exchanges import exchanges_model as model_module
from ongoing_desktop.ui.exchanges import history_reader as steps
from ongoing_desktop.ui.exchanges import loader as loader_module
from ongoing_desktop.ui.exchanges.exchange_columns import PLACES
from ongoing_desktop.ui.exchanges.exchanges_page import ExchangesPage
from tests.ui.exchanges_support import Rig, rig
from tests.ui.test_exchanges_page import ids, page, wait_rows


@pytest.fixture
def world(qapp: QApplication, data_dir: Path) -> Iterator[Rig]:
    with rig(qapp, data_dir) as made:
        yield made
        assert not made.errors, made.errors


def shows(qtbot: Any, made: ExchangesPage, wanted: list[int]) -> None:
    qtbot.waitUntil(lambda: ids(made) == wanted)


@pytest.mark.parametrize("many", [False, True])
def test_every_row_goes_that_another_process_deleted_and_comes_when_it_is_brought_back(
    world: Rig, qtbot: Any, many: bool
) -> None:
    """``many``: more changes at once than the history records."""
    world.history.kept_changes = 20 if many else 1000
    world.received(60)
    made = page(world, qtbot)
    world.history.delete(range(1, 51))
    shows(qtbot, made, list(range(60, 50, -1)))
    world.history.undelete(range(1, 51))
    shows(qtbot, made, list(range(60, 0, -1)))
    world.history.set_pinned(range(1, 51), pinned=True)
    place = made.model.place_of(30)
    qtbot.waitUntil(lambda: (row := made.model.row_at(place)) is not None and row.pinned)
    made.close_page()


def test_a_gap_leaves_a_paused_view_where_it_stands(world: Rig, qtbot: Any) -> None:
    world.history.kept_changes = 5
    world.received(20)
    made = page(world, qtbot, "inbox")
    made.view_bar.pause.click()
    world.received(4)
    qtbot.waitUntil(lambda: made.loader.waiting == 4)
    world.history.delete([*range(1, 11), 22])
    shows(qtbot, made, list(range(20, 10, -1)))
    qtbot.waitUntil(lambda: made.loader.waiting == 3)
    made.view_bar.pause.click()
    shows(qtbot, made, [24, 23, *range(21, 10, -1)])
    made.close_page()


def test_what_the_limits_took_goes_from_the_table_and_from_what_waits(world: Rig, qtbot: Any) -> None:
    world.received(40)
    world.history.set_pinned([7], pinned=True)
    made = page(world, qtbot)
    world.history.take_out(20)
    shows(qtbot, made, [*range(40, 20, -1), 7])
    made.view_bar.pause.click()
    world.received(5)
    qtbot.waitUntil(lambda: made.loader.waiting == 5)
    world.history.take_out(42)
    shows(qtbot, made, [7])
    qtbot.waitUntil(lambda: made.loader.waiting == 3)
    made.view_bar.pause.click()
    shows(qtbot, made, [45, 44, 43, 7])
    made.close_page()


def test_a_filter_and_an_order_follow_the_limits_and_undo_too(world: Rig, qtbot: Any) -> None:
    world.received(9)
    world.history.set_pinned([2, 3], pinned=True)
    made = page(world, qtbot)
    made.filter_bar.set_text("-hook/3")
    shows(qtbot, made, [9, 8, 7, 6, 5, 4, 2, 1])
    made.table.sortByColumn(PLACES["request"], Qt.SortOrder.AscendingOrder)
    shows(qtbot, made, [1, 2, 4, 5, 6, 7, 8, 9])
    world.history.take_out(4)
    shows(qtbot, made, [2, 5, 6, 7, 8, 9])
    world.history.delete([6, 7])
    shows(qtbot, made, [2, 5, 8, 9])
    world.history.undelete([6])
    shows(qtbot, made, [2, 5, 6, 8, 9])
    made.close_page()


def test_what_is_gone_leaves_the_detail_and_the_limits_choose_no_neighbour(world: Rig, qtbot: Any) -> None:
    world.received(30)
    made = page(world, qtbot)
    made.select(12)
    qtbot.waitUntil(made.detail.isVisible)
    world.history.take_out(15)
    qtbot.waitUntil(lambda: not made.detail.isVisible())
    assert made.table.selected_ids() == []
    made.filter_bar.set_text("nothing at all")
    wait_rows(qtbot, made, 0)
    made.select(20)
    qtbot.waitUntil(made.detail.isVisible)
    world.history.delete([20])
    qtbot.waitUntil(lambda: not made.detail.isVisible())
    made.filter_bar.set_text("")
    wait_rows(qtbot, made, 14)
    made.select(25)
    qtbot.waitUntil(made.detail.isVisible)
    world.history.kept_changes = 2
    world.history.delete([24, 25, 26])
    qtbot.waitUntil(lambda: not made.detail.isVisible())
    made.close_page()


def test_after_one_deletion_the_next_row_is_marked_after_several_none(world: Rig, qtbot: Any) -> None:
    world.received(9)
    made = page(world, qtbot)
    made.table.setFocus()
    made.table.selectRow(2)
    for left in ([9, 8, 6, 5, 4, 3, 2, 1], [9, 8, 5, 4, 3, 2, 1]):
        qtbot.keyClick(made.table, Qt.Key.Key_Delete)
        shows(qtbot, made, left)
        qtbot.waitUntil(lambda: len(made.table.selected_ids()) == 1)
    assert made.table.selected_ids() == [5]
    qtbot.waitUntil(lambda: made.detail.exchange_id == 5)
    qtbot.keyClick(made.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(made.table, Qt.Key.Key_Delete)
    shows(qtbot, made, [9, 8, 3, 2, 1])
    qtbot.waitUntil(lambda: not made.detail.isVisible())
    assert made.table.selected_ids() == []
    made.close_page()


def test_a_detail_that_comes_too_late_leaves_the_mark_to_the_table(world: Rig, qtbot: Any) -> None:
    """A deleted row disappears a moment after the detail notices it; the next one must then be marked."""
    world.received(3)
    made = page(world, qtbot)
    made.table.selectRow(1)
    qtbot.waitUntil(made.detail.isVisible)
    made.detail.gone.emit()
    assert not made.detail.isVisible()
    assert made.table.selected_ids() == [2]
    made.close_page()


def test_under_a_deleted_head_the_one_before_comes_up_and_goes_under_again(world: Rig, qtbot: Any) -> None:
    world.received(1, event_id=7)
    world.received(2)
    world.received(1, event_id=7, attempt=2)
    made = page(world, qtbot)
    made.view_bar.group_by("event")
    shows(qtbot, made, [4, 3, 2])
    world.history.delete([4])
    shows(qtbot, made, [3, 2, 1])
    world.history.undelete([4])
    shows(qtbot, made, [4, 3, 2])
    made.table.selectRow(0)
    made.selected.fold(0, on=True)
    shows(qtbot, made, [4, 1, 3, 2])
    world.history.take_out(2)
    shows(qtbot, made, [4, 3])
    made.close_page()


def test_rows_far_and_wide_go_at_once(world: Rig, qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_module, "MOST_RUNS", 3)
    world.received(30)
    made = page(world, qtbot)
    world.history.delete(range(1, 31, 2))
    shows(qtbot, made, list(range(30, 0, -2)))
    world.history.undelete([29])
    shows(qtbot, made, [30, 29, *range(28, 0, -2)])
    made.close_page()


def test_what_is_found_but_not_shown_yet_follows_too(world: Rig, qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The older part of a search waits for insertion while marks change."""
    monkeypatch.setattr(steps, "FIRST_SPAN", 10)
    monkeypatch.setattr(steps, "LARGEST", 10)
    monkeypatch.setattr(steps, "LONGEST", 10)
    monkeypatch.setattr(loader_module, "SPLICE", 5)
    world.received(100)
    held = world.history.ids

    def changing(*, above: int, upto: int, **rest: Any) -> Any:
        found = held(above=above, upto=upto, **rest)
        if upto == 50 and rest.get("among") is None:
            world.history.ids = held  # type: ignore[method-assign]
            world.history.delete([45, 75, 15])
            world.history.set_pinned([65], pinned=True)
            world.history.take_out(8)
        return found

    world.history.ids = changing  # type: ignore[method-assign]
    made = page(world, qtbot)
    shows(qtbot, made, [n for n in range(100, 8, -1) if n not in (45, 75, 15)])
    made.close_page()

"""The exchange page in use: paused, cleared, sorted, grouped, filtered; rows pinned, annotated, deleted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QToolButton

from ongoing_desktop.domain.retention import Indexed
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.storage.resources import load_catalogue
from ongoing_desktop.ui.exchanges import ordering
from ongoing_desktop.ui.exchanges.completion import complete, quoted, values, with_term
from ongoing_desktop.ui.exchanges.exchange_columns import PLACES, TIME
from tests.ui.exchanges_support import Rig, received, rig
from tests.ui.test_exchanges_page import ids, page, wait_rows


@pytest.fixture
def world(qapp, data_dir):
    with rig(qapp, data_dir) as made:
        yield made
        assert not made.errors, made.errors


def press(qtbot, made, name: str) -> None:
    qtbot.mouseClick(made.findChild(QToolButton, name), Qt.MouseButton.LeftButton)


def test_a_paused_view_stands_still_and_tells_how_much_waits(world: Rig, qtbot):
    world.received(3)
    made = page(world, qtbot, "inbox")
    press(qtbot, made, "pauseView")
    world.received(40)
    qtbot.waitUntil(lambda: "40 waiting" in made.view_bar.message.text())
    world.services.do(world.services.exchanges.pin([3, 40]))
    qtbot.waitUntil(lambda: "pinned" in made.model.line_at(0).facts)
    assert ids(made) == [3, 2, 1]
    press(qtbot, made, "pauseView")
    wait_rows(qtbot, made, 43)
    assert not made.view_bar.message.isVisible()
    made.close_page()


def test_a_cleared_view_shows_what_comes_after_and_one_click_brings_all_back(world: Rig, qtbot):
    world.received(3)
    made = page(world, qtbot, "inbox")
    press(qtbot, made, "clearView")
    qtbot.waitUntil(lambda: made._frame.empty.isVisible())
    world.received(2)
    wait_rows(qtbot, made, 2)
    assert ids(made) == [5, 4]
    press(qtbot, made, "clearView")
    wait_rows(qtbot, made, 5)
    made.close_page()


def test_what_is_imported_goes_where_its_time_puts_it(world: Rig, qtbot):
    world.received(4)
    made = page(world, qtbot)
    wait_rows(qtbot, made, 4)
    made.select(3)
    times = [world.history.new[number - 1].at for number in (1, 3)]
    old = [times[0] - timedelta(days=1), times[0] + timedelta(milliseconds=1), times[1] + timedelta(milliseconds=1)]
    for at in old:
        world.received(1, at=at, source="import")
    wait_rows(qtbot, made, 7)
    assert ids(made) == [4, 7, 3, 2, 6, 1, 5]
    assert made.table.selected_ids() == [3]
    assert not made.table._new.isVisible()
    made.table.columns.sort_by(TIME, descending=False)
    assert ids(made) == [5, 1, 6, 2, 3, 7, 4]
    made.loader.reload()
    qtbot.waitUntil(lambda: ids(made) == [5, 1, 6, 2, 3, 7, 4])
    made.close_page()


def test_the_marked_row_stays_marked_when_many_come_in_between(world: Rig, qtbot):
    world.received(400)
    made = page(world, qtbot)
    wait_rows(qtbot, made, 400)
    made.select(200)
    qtbot.waitUntil(lambda: made.table.selected_ids() == [200])
    times = [world.history.new[number].at + timedelta(milliseconds=1) for number in range(0, 399, 2)]
    world.history.append([received(400 + place, at=at, source="import") for place, at in enumerate(times, 1)])
    wait_rows(qtbot, made, 600)
    assert made.table.selected_ids() == [made.detail.exchange_id] == [200]
    made.close_page()


def test_a_view_that_looks_elsewhere_stays_where_it_is_when_rows_come_in_above_and_below(world: Rig, qtbot):
    world.received(200)
    made = page(world, qtbot)
    wait_rows(qtbot, made, 200)
    bar, middle = made.table.verticalScrollBar(), 100 * made.table.row_height + 5
    qtbot.waitUntil(lambda: bar.maximum() > middle)  # the table has its size
    bar.setValue(middle)
    first = made.model.id_at(made.table.in_sight()[0])
    early, late = (world.history.new[number].at - timedelta(milliseconds=1) for number in (3, 190))
    for at in (early, late):
        world.received(1, at=at, source="import")
    world.received(3)
    wait_rows(qtbot, made, 205)
    assert made.model.id_at(made.table.in_sight()[0]) == first
    assert made.table.verticalScrollBar().value() % made.table.row_height == 5
    assert made.table._new.text() == "↑ 3 new"
    made.close_page()


def test_sorting_is_whole_and_shows_the_newest_first(world: Rig, qtbot, monkeypatch):
    for size in (30, 10, 20):
        world.received(1, body=b"x" * size)
    made = page(world, qtbot)
    table, size = made.table, PLACES["size"]
    table.sortByColumn(size, Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: ids(made) == [1, 3, 2])
    world.received(1, body=b"x" * 25)
    button = table.findChild(QPushButton, "newExchanges")
    qtbot.waitUntil(button.isVisible)
    assert ids(made) == [1, 3, 2]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: ids(made) == [1, 4, 3, 2])
    table.sortByColumn(PLACES["time"], Qt.SortOrder.AscendingOrder)
    qtbot.waitUntil(lambda: ids(made) == [1, 2, 3, 4])
    assert made.model.newest_last
    monkeypatch.setattr(ordering, "SORTED_FIRST", 3)
    shown = []
    made.ordering.replaced.connect(lambda: shown.append(ids(made)))
    table.columns.sort_by("size", descending=True)
    qtbot.waitUntil(lambda: ids(made) == [1, 4, 3, 2])
    assert shown[0] == [4, 3, 2], "the newest three are sorted before the oldest is read"
    table.columns.sort_by("size", descending=False)
    made.filter_bar.escape()
    qtbot.waitUntil(lambda: ids(made) == [1, 2, 3, 4])
    assert table.horizontalHeader().sortIndicatorSection() == PLACES["time"]
    made.restore({"columns": {"sort": ["size", False], "hidden": ["took"]}})
    qtbot.waitUntil(lambda: ids(made) == [2, 3, 4, 1])
    assert table.isColumnHidden(PLACES["took"])
    made.close_page()


def test_repeats_are_folded_under_the_last_and_opened_with_keys(world: Rig, qtbot):
    world.received(1, event_id=7)
    world.received(2)
    world.received(1, event_id=7, attempt=2)
    made = page(world, qtbot)
    assert ids(made) == [4, 3, 2, 1]
    made.view_bar.group_by("event")
    qtbot.waitUntil(lambda: ids(made) == [4, 3, 2])
    made.table.setFocus()
    made.table.selectRow(0)
    qtbot.keyClick(made.table, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: ids(made) == [4, 1, 3, 2])
    assert [made.model.fold_at(place) for place in range(4)] == ["open", "", "", ""]
    assert [made.model.place_of(number) for number in (4, 1, 3, 2)] == [0, 1, 2, 3]
    world.received(1)
    qtbot.waitUntil(lambda: ids(made) == [5, 4, 1, 3, 2])
    world.services.do(world.services.exchanges.pin([1]))
    qtbot.waitUntil(lambda: "pinned" in made.model.line_at(2).facts)
    assert ids(made) == [5, 4, 1, 3, 2]
    made.table.selectRow(2)
    qtbot.keyClick(made.table, Qt.Key.Key_Left)
    assert ids(made) == [5, 4, 3, 2]
    assert made.detail.exchange_id == 4
    world.received(1, event_id=7, attempt=3)
    qtbot.waitUntil(lambda: ids(made) == [6, 5, 3, 2])
    qtbot.waitUntil(lambda: not made.table.selected_ids())
    assert made.detail.exchange_id == 4
    made.filter_bar.set_text("hook")
    qtbot.waitUntil(lambda: len(ids(made)) == 6)
    made.close_page()


def test_an_open_group_stays_open_and_its_row_chosen_when_it_gets_a_newer_head(world: Rig, qtbot):
    world.received(1, event_id=7)
    world.received(1, event_id=7, attempt=2)
    world.received(1)
    made = page(world, qtbot)
    made.view_bar.group_by("event")
    qtbot.waitUntil(lambda: ids(made) == [3, 2])
    made.table.selectRow(1)
    made.selected.fold(1, on=True)
    qtbot.waitUntil(lambda: ids(made) == [3, 2, 1])
    made.select(1)
    qtbot.waitUntil(lambda: made.table.selected_ids() == [1])
    world.received(1, event_id=7, attempt=3)
    qtbot.waitUntil(lambda: ids(made) == [4, 2, 1, 3])
    qtbot.waitUntil(lambda: made.table.selected_ids() == [1])
    assert made.detail.exchange_id == 1
    for attempt in (4, 5, 6):
        world.received(1, event_id=7, attempt=attempt)
    qtbot.waitUntil(lambda: ids(made) == [7, 6, 5, 4, 2, 1, 3])
    made.close_page()


def test_what_is_opened_comes_in_sight_also_at_the_lower_end(world: Rig, qtbot):
    world.received(1, event_id=1007)
    world.received(40)
    world.received(1, event_id=1007, attempt=2)
    made = page(world, qtbot, "inbox")
    made.table.columns.sort_by("time", descending=False)
    made.view_bar.group_by("event")
    qtbot.waitUntil(lambda: ids(made) == [*range(2, 43)])
    made.table.selectRow(40)
    made.selected.fold(40, on=True)
    qtbot.waitUntil(lambda: ids(made)[-2:] == [42, 1])
    shown = made.table.viewport().rect()
    rows = [made.model.index(place, 0) for place in (40, 41)]
    qtbot.waitUntil(lambda: all(shown.contains(made.table.visualRect(row)) for row in rows))
    made.close_page()


def test_a_row_chosen_before_it_was_fetched_names_its_webhook_as_soon_as_it_is(world: Rig, qtbot):
    hook = world.services.do(world.services.demo.add())
    world.received(200, webhook=hook.id)
    made = page(world, qtbot, "inbox")
    assert made.model.row_at(199) is None, "the first of many is out of sight"
    made.select(1)
    qtbot.waitUntil(lambda: made.detail.exchange_id == 1)
    chip = made.findChild(QAction, "chipWebhook")
    qtbot.waitUntil(chip.isEnabled)
    made.close_page()


def test_rows_are_copied_pinned_noted_deleted_and_brought_back(world: Rig, qtbot):
    world.received(4)
    offered: list = []
    world.notifier.notice = lambda text, kind="info", action=None: offered.append((text, action))  # type: ignore[method-assign]
    made = page(world, qtbot)
    table = made.table
    table.setFocus()
    table.selectRow(1)
    qtbot.keyClick(table, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "pinned" in made.model.line_at(1).facts)
    qtbot.keyClick(table, Qt.Key.Key_F2)
    dialog = table.findChild(QDialog, "noteDialog")
    dialog.findChild(QPlainTextEdit, "noteText").setPlainText("<b>look</b> here")
    dialog.findChild(QPushButton, "saveNote").click()
    qtbot.waitUntil(lambda: "<b>look</b> here" in made.model.line_at(1).facts)
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert table.selected_ids() == [3, 2]
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "/hook/3" in QGuiApplication.clipboard().text())
    assert len(QGuiApplication.clipboard().text().splitlines()) == 2
    menu = made.selected.make_menu(made.model.index(1, PLACES["request"]))
    names = {action.objectName(): action for action in menu.actions()}
    names["copyValue"].trigger()
    assert QGuiApplication.clipboard().text() == "POST /hook/3"
    menu.close()
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: ids(made) == [4, 1])
    qtbot.waitUntil(lambda: len(offered) == 3)
    assert [text for text, _ in offered] == [
        "1 exchange was pinned.", "The note was changed.", "2 exchanges were deleted.",
    ]  # fmt: skip
    _, (_, undo) = offered[-1]
    undo()
    qtbot.waitUntil(lambda: ids(made) == [4, 3, 2, 1])
    made.close_page()


def test_what_may_come_next_in_a_filter():
    known = values(load_catalogue(), Settings())

    def offered(text: str) -> list[str]:
        return [item.text for item in complete(text, len(text), known).suggestions]

    assert offered("ve") == ["verdict:"]
    assert offered("x -st") == ["status:"]
    assert offered("verdict:re") == ["refused"]
    assert offered("verdict:refused") == []
    assert offered("status:accepted") == ["2xx"]
    assert "pinned:" in offered("")
    assert offered('body:"a b') == []
    assert complete("a dir:o", 7, known).start == 6
    assert "body.orderStatus.number:" in offered("-body.ORDERST")
    assert offered("body.orderStatus.number:4") == []
    assert (quoted("a b"), quoted('a"b\\'), quoted("x")) == ('"a b"', '"a\\"b\\\\"', "x")
    assert with_term("a after:-1h b", "after:-1h", on=False) == "a b"
    assert with_term("a", "b", on=True) == "a b"


def test_the_filter_suggests_marks_its_faults_and_is_saved(world: Rig, qtbot):
    world.received(3, status=401)
    made = page(world, qtbot)
    line, saved = made.filter_bar.line, made.filter_bar.saved
    line.setFocus()
    qtbot.keyClicks(line, "stat")
    assert line.suggesting
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert line.text() == "status:"
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert not line.suggesting
    qtbot.keyClicks(line, "x9")
    made.filter_bar.apply()
    assert line.text()[slice(*line._fault)] == "x9"
    line.grab()
    line.setText("status:401")
    made.filter_bar.apply()
    assert line._fault is None
    made.findChild(QAction, "chipHour").trigger()
    assert line.text() == "status:401 after:-1h"
    made.findChild(QAction, "chipHour").trigger()
    saved.edit(line.text())
    dialog = made.filter_bar.findChild(QDialog, "filtersDialog")
    dialog.findChild(QLineEdit, "filterName").clear()
    qtbot.keyClicks(dialog.findChild(QLineEdit, "filterName"), "Wrong & <b>")
    dialog.findChild(QPushButton, "saveFilters").click()
    kept = world.services.settings
    qtbot.waitUntil(lambda: kept.current.preferences.saved_filters == {"Wrong & <b>": "status:401"})
    line.clear()
    saved._fill()
    next(action for action in saved.actions() if action.text() == "Wrong && <b>").trigger()
    assert line.text() == "status:401"
    wait_rows(qtbot, made, 3)
    made.close_page()


def test_two_selected_rows_are_compared(world: Rig, qtbot):
    world.received(3)
    made = page(world, qtbot)
    made.table.selectRow(0)
    action = next(item for item in made.table.actions() if item.objectName() == "compareRows")
    said = []
    world.notifier.notice = lambda text, kind="info", action=None: said.append(text)  # type: ignore[method-assign]
    action.trigger()
    assert said == ["Select two exchanges to compare them; now it is 1."]
    both = QItemSelection(made.model.index(0, 0), made.model.index(1, 0))
    rows = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    made.table.selectionModel().select(both, rows)
    assert action in made.selected.make_menu(made.model.index(0, 0)).actions()
    assert action.isVisible()
    action.trigger()
    window = world.window.findChild(QDialog, "compareWindow")
    qtbot.waitUntil(lambda: window.comparison is not None)
    assert window._wanted == (2, 3)
    window.close()
    made.close_page()


def test_how_far_the_index_is_is_said_while_filtering(world: Rig, qtbot):
    world.received(2_000)
    world.history.indexed = lambda: Indexed(upto=500, newest=2_000, at=world.services.clock())  # type: ignore[method-assign]
    made = page(world, qtbot)
    told = made.findChild(QLabel, "indexedUpTo")
    assert not told.isVisible()
    made.filter_bar.set_text("hook")
    qtbot.waitUntil(told.isVisible)
    assert "1,500 newer exchanges" in told.text()
    made.filter_bar.set_text("")
    assert not told.isVisible()
    made.close_page()


def test_in_a_narrow_window_no_button_of_the_view_is_cut(world: Rig, qtbot):
    world.received(1)
    made = page(world, qtbot, "inbox")
    world.window.resize(836, 560)
    made.select(1)
    for name in ("clearView", "pauseView"):
        press(qtbot, made, name)
    buttons = [
        made.findChild(QToolButton, name)
        for name in ("savedFilters", "groupBy", "pauseView", "clearView", "exchangeColumns", "exportHistory")
    ]
    qtbot.waitUntil(lambda: all(button.width() >= button.sizeHint().width() for button in buttons))
    made.close_page()

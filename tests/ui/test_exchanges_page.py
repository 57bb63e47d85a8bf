from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QSpinBox, QTableView

from ongoing_desktop.domain.listening import ListenerState
from ongoing_desktop.ui.exchanges.exchanges_model import MOST_ROWS
from ongoing_desktop.ui.exchanges.exchanges_page import ExchangesPage
from ongoing_desktop.ui.exchanges.history_reader import FIRST_SPAN
from tests.ui.exchanges_support import Rig, outcome, received, rig

USER = Qt.ItemDataRole.UserRole


@pytest.fixture
def world(qapp, data_dir):
    with rig(qapp, data_dir) as made:
        yield made
        assert not made.errors, made.errors


def page(world: Rig, qtbot, mode: str = "history") -> ExchangesPage:
    made = ExchangesPage(world.context, mode=mode, parent=world.window)
    made.resize(world.window.size())
    world.window.show()
    qtbot.waitUntil(lambda: made.loader.loaded)
    return made


def ids(made: ExchangesPage) -> list[int]:
    model = made.model
    return [model.data(model.index(row, 0), USER) for row in range(model.rowCount())]


def wait_rows(qtbot, made: ExchangesPage, count: int) -> None:
    qtbot.waitUntil(lambda: made.model.rowCount() == count, timeout=20_000)


def open_row(made: ExchangesPage, qtbot, exchange_id: int) -> None:
    made.select(exchange_id)
    qtbot.waitUntil(lambda: made.detail._loaded is not None and made.detail._loaded.exchange.row.id == exchange_id)


def test_history_is_newest_first_and_grows_at_the_top(world, qtbot):
    world.received(3)
    made = page(world, qtbot)
    assert ids(made) == [3, 2, 1]
    table = world.window.findChild(QTableView, "historyTable")
    assert table.model().index(0, 0).data(USER) == 3
    world.received(2)
    wait_rows(qtbot, made, 5)
    assert ids(made) == [5, 4, 3, 2, 1]
    made.close_page()


def test_inbox_has_received_ones_only_with_the_newest_first(world, qtbot):
    world.received(2)
    world.history.append([received(3, direction="out", judgement=None, status=None)])
    world.received(1)
    made = page(world, qtbot, "inbox")
    assert ids(made) == [4, 2, 1]
    made.close_page()


def test_a_pending_row_takes_over_its_outcome_and_so_does_the_open_detail(world, qtbot):
    first = world.history.append([received(1, direction="out", judgement=None, status=None, response=None)])[0]
    made = page(world, qtbot)
    assert made.model.line_at(0).answer.word == "waiting"
    open_row(made, qtbot, first)
    world.history.append([], [outcome(first, status=None, answer="failed", failure="timeout")])
    qtbot.waitUntil(lambda: made.model.line_at(0).answer.word == "timed out")
    qtbot.waitUntil(lambda: made.detail._loaded.exchange.row.failure == "timeout")
    made.close_page()


def test_what_is_older_comes_by_itself_and_the_place_stays(world, qtbot):
    world.received(FIRST_SPAN + 300)
    made = page(world, qtbot, "inbox")
    made.table.columns.sort_by("time", descending=False)
    made.table.go_to_newest()
    wait_rows(qtbot, made, FIRST_SPAN + 300)
    bar = made.table.verticalScrollBar()
    assert bar.value() == bar.maximum()
    assert ids(made) == list(range(1, FIRST_SPAN + 301))
    bar.setValue(bar.maximum() // 2)
    top = made.model.id_at(made.table.rowAt(10))
    made.loader.reload()
    made.table.verticalScrollBar().setValue(0)
    qtbot.waitUntil(lambda: made.loader.complete)
    qtbot.waitUntil(lambda: made.model.line_at(made.model.place_of(top)) is not None)
    made.close_page()


@pytest.mark.parametrize("oldest_first", [False, True])
def test_the_inbox_follows_only_while_you_stand_at_the_newest(world, qtbot, oldest_first):
    world.received(60)
    made = page(world, qtbot, "inbox")
    made.table.columns.sort_by("time", descending=not oldest_first)
    made.table.go_to_newest()
    bar = made.table.verticalScrollBar()

    def newest() -> int:
        return bar.maximum() if oldest_first else 0

    world.received(5)
    wait_rows(qtbot, made, 65)
    assert bar.value() == newest()
    bar.setValue(bar.maximum() // 2)
    top = made.model.id_at(made.table.rowAt(10))
    world.received(7)
    wait_rows(qtbot, made, 72)
    button = made.table.findChild(QPushButton, "newExchanges")
    assert made.model.id_at(made.table.rowAt(10)) == top
    assert button.isVisible()
    assert "7 new" in button.text()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert bar.value() == newest()
    assert not button.isVisible()
    world.received(1)
    wait_rows(qtbot, made, 73)
    assert bar.value() == newest()
    made.close_page()


def test_home_and_end_go_to_the_first_and_the_last_row(world, qtbot):
    world.received(60)
    made = page(world, qtbot, "inbox")
    wait_rows(qtbot, made, 60)
    table = made.table
    table.selectRow(5)
    for key, row in ((Qt.Key.Key_End, 59), (Qt.Key.Key_Home, 0)):
        qtbot.keyClick(table, key)
        assert table.currentIndex().row() == row
        assert table.selected_ids() == [made.model.id_at(row)]
        assert table.viewport().rect().intersects(table.visualRect(table.currentIndex()))
    qtbot.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    assert len(table.selected_ids()) == 60
    made.close_page()


def test_all_rows_are_there_and_those_in_memory_are_bounded(world, qtbot):
    world.received(100)
    made = page(world, qtbot, "inbox")
    world.received(9_000)
    wait_rows(qtbot, made, 9_100)
    assert ids(made) == list(range(9_100, 0, -1))
    for place in range(0, 9_000, 100):
        # Asked again and again, as a view does that paints: painting the top in between takes the place of one request.
        qtbot.waitUntil(lambda place=place: made.model.line_at(place) is not None, timeout=20_000)
    assert len(made.model._rows) <= MOST_ROWS
    assert made.model.line_at(8_900).request == "POST /hook/200"
    made.close_page()


def test_the_filter_narrows_and_its_faults_stand_beside_it(world, qtbot):
    world.received(3)
    world.received(2, status=401)
    made = page(world, qtbot)
    line = world.window.findChild(QLineEdit, "historyFilter")
    made.focus_filter()
    qtbot.keyClicks(line, "status:401")
    wait_rows(qtbot, made, 2)
    line.setText("status:abc")
    qtbot.waitUntil(lambda: bool(made.filter_bar._message.text()))
    assert made.filter_bar._message.isVisible()
    assert made.model.rowCount() == 2
    line.setText("nowhere")
    wait_rows(qtbot, made, 0)
    assert made._frame.empty.isVisible()
    line.clear()
    wait_rows(qtbot, made, 5)
    made.close_page()


def test_after_midnight_rows_show_their_date(world, qtbot):
    world.received(1)
    made = page(world, qtbot)
    assert made.model.line_at(0).date == ""
    world.services.clock.forward(86_400)
    world.received(1)
    wait_rows(qtbot, made, 2)
    assert made.model.line_at(1).date == "2026-01-15"
    made.close_page()


def test_the_system_narrows(world, qtbot):
    world.received(2)
    world.received(1, system=None)
    made = page(world, qtbot)
    made.set_system("demo")
    wait_rows(qtbot, made, 2)
    made.set_system("")
    wait_rows(qtbot, made, 1)
    made.set_system(None)
    wait_rows(qtbot, made, 3)
    made.close_page()


@pytest.mark.parametrize("verdict", ["open", "verified", "refused", "unverifiable", "unmatched", "malformed"])
def test_the_verdict_label_holds_one_verdict_word(world, qtbot, verdict):
    world.received(1, verdict=verdict)
    made = page(world, qtbot, "inbox")
    open_row(made, qtbot, 1)
    shown = world.window.findChild(QLabel, "detailVerdict").text()
    words = ["open", "verified", "refused", "unverifiable", "unmatched", "malformed"]
    assert [word for word in words if word in shown] == [verdict]
    made.close_page()


def test_the_detail_shows_headers_body_and_check(world, qtbot):
    sample = world.services.catalogue.family_of("order-picked").example
    body = json.dumps({**sample, "webhookEventId": 77, "goodsOwnerId": 99, "system": "demo"}).encode()
    hook = world.services.do(world.services.demo.add())
    world.received(1, body=body, webhook=hook.id)
    made = page(world, qtbot, "inbox")
    open_row(made, qtbot, 1)
    headers = world.window.findChild(QTableView, "detailHeaders").model()
    pairs = [(headers.index(row, 0).data(), headers.index(row, 1).data()) for row in range(headers.rowCount())]
    assert pairs[2:] == [("X-Twice", "a"), ("x-twice", "b")]
    assert '"webhookEventId": 77' in world.window.findChild(QPlainTextEdit, "detailBody").toPlainText()
    check = world.window.findChild(QLabel, "detailCheck").text()
    assert "Event id 77." in check
    assert "outside the webhook's scope" in check
    assert "Acme" not in check
    made.close_page()


def test_names_move_from_page_to_page(world, qtbot):
    world.received(1)
    inbox, history = page(world, qtbot, "inbox"), page(world, qtbot)
    history.show()
    assert len(world.window.findChildren(QPlainTextEdit, "detailBody")) == 1
    assert history.detail.findChild(QPlainTextEdit, "detailBody") is not None
    inbox.hide()
    inbox.show()
    assert inbox.detail.findChild(QLabel, "detailCheck") is not None
    assert len(world.window.findChildren(QLabel, "detailVerdict")) == 1
    inbox.close_page()
    history.close_page()


def test_the_listener_bar_asks_and_shows(world, qtbot):
    made = page(world, qtbot, "inbox")
    url = world.window.findChild(QLineEdit, "listenerUrl")
    port = world.window.findChild(QSpinBox, "listenerPort")
    assert url.text() == ""
    assert port.value() == 8765
    port.setValue(9001)
    with qtbot.waitSignal(made.start_requested) as asked:
        made.listener_bar._start.click()
    assert asked.args == [9001]
    assert made._frame.empty._first.isVisible()
    world.services.do(world.services.listening.start(9001))
    qtbot.waitUntil(lambda: url.text() == "http://127.0.0.1:9001")
    assert not port.isEnabled()
    assert not port.isVisible()  # the address has it
    assert made._frame.empty._address.text() == "http://127.0.0.1:9001"
    with qtbot.waitSignal(made.stop_requested):
        made.listener_bar._stop.click()
    world.services.do(world.services.listening.stop())
    qtbot.waitUntil(lambda: url.text() == "")
    made.listener_bar.show_state(ListenerState("failed", code="listener-port-taken", params={"port": 9001}))
    assert made.listener_bar._hint.text()
    made.close_page()


def test_while_listening_the_port_is_the_one_listened_at(world, qtbot):
    made = page(world, qtbot, "inbox")
    made.listener_bar.port.setValue(9001)
    world.services.do(world.services.listening.start(9002))
    qtbot.waitUntil(lambda: made.port == 9002)
    made.close_page()


def test_the_port_remembered_is_shown(world, qtbot):
    world.services.do(world.services.settings.set_preferences(port=4711))
    made = page(world, qtbot, "inbox")
    assert made.port == 4711
    made.close_page()


def test_a_large_body_shows_more_on_demand_and_can_be_saved(world, qtbot, tmp_path):
    body = json.dumps([{"number": number} for number in range(40_000)]).encode()
    world.received(1, body=body)
    made = page(world, qtbot)
    open_row(made, qtbot, 1)
    view = made.detail.body_view
    first = len(view.text.toPlainText())
    assert view._more.isVisible()
    view._more.click()
    qtbot.waitUntil(lambda: len(view.text.toPlainText()) > first)
    file = tmp_path / "body.json"
    view.save_to(file)
    qtbot.waitUntil(lambda: bool(world.notices))
    assert file.read_bytes() == body
    view.save_to(tmp_path / "nowhere" / "x")
    qtbot.waitUntil(lambda: len(world.notices) == 2)
    assert "could not be saved" in world.notices[1]
    made.close_page()


def test_closing_drops_what_is_under_way(world, qtbot):
    world.received(5)
    made = ExchangesPage(world.context, mode="history", parent=world.window)
    made.close()
    qtbot.waitUntil(lambda: world.tasks.busy == 0)
    assert made.model.rowCount() == 0

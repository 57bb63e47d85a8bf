"""Comparing from the detail: another event, the documented example, a chosen exchange; noise, steps, cancel, copying."""

from __future__ import annotations

import json
from collections.abc import Iterator
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from ongoing_desktop.services import Services
from ongoing_desktop.ui.exchanges import compare_dialog as compare_module
from ongoing_desktop.ui.exchanges.compare_dialog import CompareWindow
from ongoing_desktop.ui.kit.copy_cells import CopyCells
from tests.storage.makers import judged, received
from tests.ui.detail_support import Opened, detail


@pytest.fixture
def opened(qtbot: Any, qapp: Any, services: Services) -> Iterator[Opened]:
    with detail(qtbot, qapp, services) as made:
        yield made


def body(event: int, **fields: Any) -> bytes:
    usual = {
        "webhookOrdersId": 4, "webhookEventId": event, "system": "demo", "timestamp": f"2026-01-15T09:30:{event:02}.0000000",
        "orderId": 4711, "orderNumber": "A-1", "goodsOwnerId": 12, "orderStatus": {"number": 200}, "weight": 1.5,
        "webhookTemplate": "Order is picked",
    }  # fmt: skip
    return json.dumps({**usual, **fields}).encode()


def events(opened: Opened, *bodies: bytes) -> list[int]:
    return opened.services.history.append(
        [
            received(
                data,
                judgement=judged(subject="order:4711", event_id=number),
                headers=(("X-Same", "1"), ("X-N", str(number))),
            )
            for number, data in enumerate(bodies, 1)
        ]
    )


def entry(opened: Opened, text: str) -> Any:
    found = [action for action in opened.pane.compare_menu.actions() if action.text() == text]
    assert found, [action.text() for action in opened.pane.compare.menu().actions()]
    return found[0]


def shown(opened: Opened, qtbot: Any) -> CompareWindow:
    qtbot.waitUntil(lambda: opened.window.findChild(CompareWindow) is not None)
    window = opened.window.findChild(CompareWindow)
    qtbot.waitUntil(lambda: window.comparison is not None, timeout=10_000)
    return window


def places(window: CompareWindow) -> list[str]:
    return [window.model.index(place, 0).data(Qt.ItemDataRole.UserRole) for place in range(window.model.rowCount())]


def test_the_event_before_about_the_same_order_is_compared_and_stepped_through(opened: Opened, qtbot: Any) -> None:
    first, second = events(opened, body(1), body(2, orderStatus={"number": 450}, weight=1.50, odd={"a": 1}))
    opened.show(second)
    assert (
        opened.pane.sentence.text().startswith("Order A-1 was picked at ")
        or "on 2026-01-15 at" in opened.pane.sentence.text()
    )
    entry(opened, "Previous event with the same subject").trigger()
    window = shown(opened, qtbot)
    assert window._wanted == (first, second)
    assert places(window) == ["X-N", "$.orderStatus.number", "$.odd"]
    assert "Difference 1 of 3." in window.summary.text()
    assert "Ignored: 2." in window.summary.text()
    qtbot.keyClick(window.table, Qt.Key.Key_F7)
    assert "Difference 2 of 3." in window.summary.text()
    assert [view.toPlainText() for view in window.values] == ["200", "450"]
    window.next.click()
    assert not window.next.isEnabled()
    assert [view.toPlainText() for view in window.values] == ["", '{"a": 1}']
    window.previous.click()
    window._copy_current()
    assert QGuiApplication.clipboard().text() == "$.orderStatus.number\t200\t450"
    window.everything.click()
    assert "$.timestamp" in places(window)
    assert window.model.row(window.table.currentIndex().row()).path == "$.orderStatus.number"
    window._swap.click()
    qtbot.waitUntil(lambda: window.comparison is not None)
    assert window.model.row(window.table.currentIndex().row()).path
    window.close()


def test_what_is_ignored_is_chosen_in_the_window_and_kept(opened: Opened, qtbot: Any) -> None:
    first, second = events(opened, body(1), body(2, weight=2))
    opened.show(second)
    shown_window = opened.pane.compare_menu.open_with(first)
    qtbot.waitUntil(lambda: shown_window.comparison is not None)
    ticks = {action.text(): action for action in shown_window.ignore.menu().actions()}
    assert ticks["timestamp"].isChecked()
    ticks["timestamp"].trigger()
    qtbot.waitUntil(lambda: "$.timestamp" in places(shown_window))
    shown_window._set_noise("weight", True)
    qtbot.waitUntil(lambda: "$.weight" not in places(shown_window))
    wanted = {"timestamp": False, "weight": True}
    qtbot.waitUntil(lambda: dict(opened.services.settings.current.preferences.compare_noise) == wanted)
    shown_window.close()
    again = opened.pane.compare_menu.open_with(first)
    qtbot.waitUntil(lambda: again.comparison is not None)
    assert "$.timestamp" in places(again)
    assert "$.weight" not in places(again)
    again.close()


def test_the_documented_example_is_compared_by_kinds(opened: Opened, qtbot: Any) -> None:
    (number,) = events(opened, body(1, goodsOwnerId="12", new=True))
    opened.show(number)
    entry(opened, "Documented example").trigger()
    window = shown(opened, qtbot)
    found = places(window)
    assert "$.goodsOwnerId" in found
    assert "$.new" in found
    assert "$.orderNumber" not in found
    assert "placeholder values" in window.summary.text()
    window.close()


def test_a_comparison_that_takes_long_is_given_up_on_demand(opened: Opened, qtbot: Any, monkeypatch: Any) -> None:
    first, second = events(opened, body(1), body(2))
    stopped = Event()

    def slow(*_: Any, stop: Any) -> None:
        while not stop():
            stopped.wait(0.005)
        stopped.set()
        raise compare_module.StoppedError

    monkeypatch.setattr(compare_module, "compare", slow)
    opened.show(second)
    window = opened.pane.compare_menu.open_with(first)
    qtbot.waitUntil(window.cancel.isVisible)
    window.cancel.click()
    qtbot.waitUntil(stopped.is_set)
    assert "Cancelled" in window.summary.text()
    window.close()


def test_one_that_is_gone_is_said(opened: Opened, qtbot: Any) -> None:
    (number,) = events(opened, body(1))
    opened.show(number)
    window = opened.pane.compare_menu.open_with(99)
    qtbot.waitUntil(lambda: "no longer exists" in window.summary.text())
    window.close()


def test_the_overview_and_the_credentials_are_said_in_words(opened: Opened, qtbot: Any) -> None:
    headers = (("Authorization", "Basic [redacted: 12 characters, fingerprint 0a1b2c3d]"), ("Host", "x"))
    refused = judged("refused", reason_code="wrong-password")
    (number,) = opened.services.history.append([received(body(1), judgement=refused, headers=headers, status=401)])
    opened.show(number)
    pane = opened.pane
    assert pane.reason.text() == "The user name is right, but the password is wrong."
    assert "Make both sides match" in pane.overview.next.text()
    facts = pane.overview.facts.model()
    names = [facts.index(row, 0).data() for row in range(facts.rowCount())]
    path = names.index("Path")
    pane.overview.facts.setCurrentIndex(facts.index(path, 0))
    pane.overview.facts._copy(pane.overview.facts.currentIndex())
    assert QGuiApplication.clipboard().text() == "/hook?a=1"
    menu = {action.text(): action for action in pane.overview.facts.make_menu(facts.index(path, 0)).actions()}
    menu["Copy line"].trigger()
    assert QGuiApplication.clipboard().text() == "Path: /hook?a=1"
    events_table = pane.event_view.table
    copying = events_table.findChild(CopyCells)
    copying.make_menu(events_table.model().index(0, 1)).actions()[0].trigger()
    assert QGuiApplication.clipboard().text() == "Order is picked"
    assert "scheme, length and fingerprint" in pane.credentials.text.text()
    assert pane.credentials.table.model().rowCount() == 1

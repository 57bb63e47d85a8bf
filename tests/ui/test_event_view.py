"""An event with its arrivals, out-of-order flags, the next attempt, and the findings of the check."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QTableView

from ongoing_desktop.domain.exchange import ExchangeRow
from ongoing_desktop.domain.settings import Settings, Webhook
from ongoing_desktop.storage.resources import load_catalogue
from ongoing_desktop.ui.exchanges.detail_tabs import event_text
from ongoing_desktop.ui.exchanges.exchange_texts import Words
from ongoing_desktop.ui.exchanges.exchanges_page import ExchangesPage
from tests.ui.exchanges_support import Rig, received, rig

AT = datetime(2026, 1, 15, 9, 0, tzinfo=UTC)
USER = Qt.ItemDataRole.UserRole
SAMPLE = {"webhookOrdersId": 4, "webhookEventId": 139, "system": "demo", "timestamp": "2026-01-15T09:30:29.9324850"}


def row(number: int = 1, **fields: Any) -> ExchangeRow:
    usual: dict[str, Any] = {
        "id": number, "direction": "in", "at": AT + timedelta(seconds=number), "method": "POST", "target": "/x",
        "status": 200, "answer": "sent", "failure": None, "verdict": "verified", "reason_code": "right",
        "reason_params": {}, "webhook": "w", "system": "demo", "family": "order", "type": "order-picked",
        "event_id": 139, "goods_owner_id": 12, "attempt": number, "bytes": 2, "duration_ms": 1.0,
    }  # fmt: skip
    return ExchangeRow(**{**usual, **fields})


def words(policy: str = "one-day") -> Words:
    hook = Webhook("w", "Name", "s", "regular", "order-picked", (12,), "http://x/y", retry_policy=policy)
    return Words(load_catalogue(), Settings(webhooks=(hook,)), AT)


def test_arrivals_are_told_by_number() -> None:
    three = [row(1), row(2), row(3)]
    assert "third of 3 arrivals of event 139" in event_text(three[2], three, words())
    assert "only arrival" in event_text(row(1), [row(1)], words())


def test_attempts_of_a_delivery_are_told_by_number() -> None:
    two = [row(1, direction="out"), row(2, direction="out")]
    assert "second of 2 attempts" in event_text(two[1], two, words())
    assert "only attempt" in event_text(two[0], two[:1], words())


def test_what_is_out_of_order_is_said() -> None:
    assert "older than" in event_text(row(1, sequence="older"), [], words())
    assert "went back" in event_text(row(1, sequence="back"), [], words())
    assert "does not count" in event_text(row(1, ours=True), [], words())


@pytest.mark.parametrize(
    ("fields", "policy", "told"),
    [
        ({"status": 500}, "one-day", f"{(AT + timedelta(seconds=61)).astimezone():%H:%M:%S}"),
        ({"status": 500, "attempt": 2}, "one-day", f"{(AT + timedelta(seconds=361)).astimezone():%H:%M:%S}"),
        ({"status": 500, "attempt": 16}, "one-day", "gives up"),
        ({"status": 500}, "none", "will not try again"),
        ({"status": None, "answer": "failed"}, "one-day", "will try again"),
    ],
)
def test_the_next_try_follows_the_retry_policy(fields: dict[str, Any], policy: str, told: str) -> None:
    assert told in event_text(row(1, **fields), [row(1)], words(policy))


@pytest.mark.parametrize("fields", [{"status": 204}, {"status": 500, "ours": True}, {"status": 500, "webhook": None}])
def test_no_try_is_foretold_where_none_is_due(fields: dict[str, Any]) -> None:
    assert "again" not in event_text(row(1, **fields), [row(1)], words())


@pytest.fixture
def world(qapp, data_dir):
    with rig(qapp, data_dir) as made:
        yield made
        assert not made.errors


def opened(world: Rig, qtbot: Any, exchange_id: int) -> ExchangesPage:
    page = ExchangesPage(world.context, mode="history", parent=world.window)
    page.resize(world.window.size())
    world.window.show()
    qtbot.waitUntil(lambda: page.loader.loaded)
    page.select(exchange_id)
    qtbot.waitUntil(lambda: page.detail._loaded is not None)
    return page


def test_the_arrivals_of_an_event_are_listed_and_lead_to_each_other(world: Rig, qtbot: Any) -> None:
    world.history.append([received(number, event_id=139, target=f"/{number}") for number in (1, 2, 3)])
    page = opened(world, qtbot, 2)
    table = page.findChild(QTableView, "detailArrivals")
    assert [table.model().index(place, 0).data(USER) for place in range(3)] == [3, 2, 1]
    assert "3 arrivals" in page.findChild(QLabel, "detailEvent").text()
    table.opened.emit(3)
    qtbot.waitUntil(lambda: page.detail._loaded.exchange.row.id == 3)
    page.close_page()


def test_findings_stand_beside_their_meaning(world: Rig, qtbot: Any) -> None:
    body = json.dumps({**SAMPLE, "goodsOwnerId": "x", "new": 1}).encode()
    world.history.append([received(1, body=body, type="order-picked")])
    page = opened(world, qtbot, 1)
    table = page.findChild(QTableView, "detailFindings")
    cells = [table.model().index(0, column).data() for column in range(3)]
    assert cells[0] == "✕ goodsOwnerId"
    assert "Wrong type" in cells[1]
    assert cells[2]
    assert "Errors: 1, warnings: 1" in page.detail.check.text()
    table.setCurrentIndex(table.model().index(0, 0))
    table._copy()
    assert QGuiApplication.clipboard().text() == "goodsOwnerId"
    page.close_page()


def test_a_capture_teaches_which_webhook_its_number_is(world: Rig, qtbot: Any) -> None:
    hook = world.services.do(world.services.demo.add())
    world.history.append([received(1, body=json.dumps({**SAMPLE, "goodsOwnerId": 12}).encode(), webhook=hook.id)])
    page = opened(world, qtbot, 1)
    page.detail.teach.menu().actions()[0].trigger()
    qtbot.waitUntil(lambda: world.services.settings.current.webhook(hook.id).number == 4)
    qtbot.waitUntil(lambda: world.notices != [])
    assert "webhookOrdersId 4 belongs to “Order is picked”" in world.notices[-1]
    page.close_page()

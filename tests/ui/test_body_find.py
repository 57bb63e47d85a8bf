"""Finding in a body, hits of the filter, and what members mean."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from ongoing_desktop.domain.exchange import Message
from ongoing_desktop.domain.filters import parse_filter
from ongoing_desktop.domain.meanings import Meanings
from ongoing_desktop.ui.exchanges.body_view import BodyView
from tests.services import fakes
from tests.ui.exchanges_support import JSON, Rig, rig
from tests.ui.test_exchanges_page import open_row, page

BODY = '{"a": "𐐷 Order", "orders": ["order 1", "order 2"], "n": 1}'.encode()


@pytest.fixture
def world(qapp: QApplication, data_dir: Path) -> Iterator[Rig]:
    with rig(qapp, data_dir) as made:
        yield made
        assert not made.errors


def view(world: Rig, qtbot: Any, body: bytes = BODY) -> BodyView:
    made = BodyView(world.context, world.window)
    made.resize(600, 400)
    world.window.show()
    made.show()
    made.show_message(Message(JSON, body))
    qtbot.waitUntil(lambda: made.text.is_json and made.text.complete)
    return made


def marked(made: BodyView) -> list[str]:
    return [selection.cursor.selectedText() for selection in made.text.extraSelections()]


def test_a_text_is_found_with_keys(world: Rig, qtbot: Any) -> None:
    made = view(world, qtbot)
    bar = made.finder
    made.text.setFocus()
    qtbot.keyClick(made.text, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert bar.isVisible()
    qtbot.keyClicks(bar.line, "order")
    assert bar.count.text() == "1 of 4"
    qtbot.waitUntil(lambda: marked(made) == ["Order", "order", "order", "order", "Order"])
    for text in ("2 of 4", "3 of 4", "4 of 4", "1 of 4"):
        qtbot.keyClick(bar.line, Qt.Key.Key_Return)
        assert bar.count.text() == text
    qtbot.keyClick(bar.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert bar.count.text() == "4 of 4"
    bar.line.setText("nowhere")
    assert bar.count.text() == "not found"
    bar.line.setText("1")
    made.show_message(Message(JSON, b'{"other": 11}'))
    qtbot.waitUntil(lambda: bar.count.text() == "1 of 2")
    qtbot.keyClick(bar.line, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    qtbot.waitUntil(lambda: marked(made) == [])
    made.close_view()


def test_a_tree_gives_way_to_the_text_until_the_search_ends(world: Rig, qtbot: Any) -> None:
    made = view(world, qtbot)
    made.choose("tree")
    qtbot.waitUntil(made.tree.isVisible)
    made.tree.view.setFocus()
    qtbot.keyClick(made.tree.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(made.text.isVisible)
    made.finder.line.setText("order")
    qtbot.waitUntil(lambda: made.finder.count.text() == "1 of 4")
    made.finder.hide()
    qtbot.waitUntil(made.tree.isVisible)
    made.close_view()


def test_finding_ends_when_the_body_is_hidden(world: Rig, qtbot: Any) -> None:
    made = view(world, qtbot)
    made.start_finding()
    made.finder.line.setText("order")
    made.finder.previous()
    assert made.finder.count.text() == "4 of 4"
    made.hide()
    made.show_message(Message(JSON, b"{}"))
    qtbot.waitUntil(lambda: made.text.toPlainText() == "{}")
    made.show()
    assert not made.finder.isVisible()
    made.start_finding()
    assert made.finder.count.text() == "not found"
    made.finder.next()
    made.close_view()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a body:b -c status:200 -body:d", ("a", "b")),
        ("order:A-7* body.x:>5 body.y:z article:none", ("A-7", "z")),
        ("about:=7", ("7",)),
    ],
)
def test_a_filter_knows_what_it_looks_for_in_bodies(text: str, words: tuple[str, ...]) -> None:
    assert parse_filter(text, fakes.FakeClock().now).words == words


def test_hits_of_the_filter_are_marked_in_text_and_tree(world: Rig, qtbot: Any) -> None:
    world.received(1, body=BODY)
    made = page(world, qtbot)
    made.filter_bar.set_text("hook")
    open_row(made, qtbot, 1)
    shown = made.detail.body_view
    made.filter_bar.set_text("hook order")
    qtbot.waitUntil(lambda: marked(shown) == ["Order", "order", "order", "order"])
    shown.choose("tree")
    qtbot.waitUntil(lambda: shown.tree.model.rowCount() == 3)
    model, role = shown.tree.model, Qt.ItemDataRole.BackgroundRole
    assert [model.index(row, 1).data(role) is not None for row in range(3)] == [True, False, False]
    made.filter_bar.set_text("")
    qtbot.waitUntil(lambda: model.index(0, 1).data(role) is None)
    made.close_page()


def test_members_are_explained_beside_their_values(world: Rig, qtbot: Any) -> None:
    made = view(world, qtbot, b'{"orderNumber": "A", "orderStatus": {"number": 400}, "odd": 1}')
    told: list[dict[int, str]] = []
    made.text.show_meanings = told.append  # type: ignore[method-assign, assignment]
    catalogue = world.services.catalogue
    made.use_meanings(Meanings(catalogue.family("order"), None, world.services.statuses))
    wanted = {1: "Order number.", 2: "Order's status.", 3: "Picked"}
    qtbot.waitUntil(lambda: told[-1:] == [wanted])
    made.choose("tree")
    model = made.tree.model
    qtbot.waitUntil(lambda: model.rowCount() == 3)
    assert [model.index(row, 2).data() for row in range(3)] == ["Order number.", "Order's status.", ""]
    made.findChild(QPushButton, "bodyMeanings").click()
    qtbot.waitUntil(lambda: model.columnCount() == 2)
    assert not world.services.settings.current.preferences.meanings
    made.choose("pretty")
    qtbot.waitUntil(lambda: told[-1] == {})
    made.close_view()


def test_a_status_has_the_name_of_its_system(world: Rig) -> None:
    world.services.do(world.services.demo.add())
    catalogue, system = world.services.catalogue, world.services.settings.current.systems[0]
    line = Meanings(catalogue.family("purchase-order-line"), system, world.services.statuses)
    path = "$.purchaseOrderInfo.purchaseOrderStatus.number"
    assert (line.status(path, "500"), line.status(path, "501")) == ("Received", "")
    assert line.status("$.number", "500") == ""
    assert line.state(500) == "500 Received"
    assert not Meanings(None, system, world.services.statuses)
    for family in catalogue:
        known = Meanings(family, system, world.services.statuses)
        assert all(known.of(field.path.replace("[]", "[3]"), "x") for field in family.fields)

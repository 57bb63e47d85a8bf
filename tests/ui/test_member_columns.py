"""Columns with members of bodies, and lists grouped by order and webhook."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QToolButton

from ongoing_desktop.domain.exchange import Grouping, Judgement
from ongoing_desktop.ui.exchanges.exchanges_page import ExchangesPage
from ongoing_desktop.ui.exchanges.history_reader import Query
from ongoing_desktop.ui.exchanges.member_columns import MOST, MemberDialog, offered
from ongoing_desktop.ui.kit.column_chooser import SCROLLED
from ongoing_desktop.ui.kit.sizes import px
from tests.ui.exchanges_support import Rig, received, rig
from tests.ui.test_exchanges_page import ids, open_row, page


@pytest.fixture
def world(qapp: QApplication, data_dir: Path) -> Iterator[Rig]:
    with rig(qapp, data_dir) as made:
        yield made
        assert not made.errors


def body(status: str) -> bytes:
    return b'{"orderNumber": "A-1", "orderStatus": {"number": %s}, "a b": 1}' % status.encode()


def cells(made: ExchangesPage, path: str) -> list[str]:
    place = next(place for place, column in enumerate(made.model.columns) if column.member == path)
    return [str(made.model.index(row, place).data()) for row in range(made.model.rowCount())]


def menu_action(made: ExchangesPage, name: str) -> QAction:
    menu = made.findChild(QToolButton, "exchangeColumns").menu()
    menu.aboutToShow.emit()
    return next(action for action in menu.findChildren(QAction) if action.objectName() == name)


def test_a_member_is_a_column_sorted_exported_copied_removed_and_remembered(world: Rig, qtbot: Any) -> None:
    for status in ("450", "200", "1000"):
        world.received(1, body=body(status))
    made = page(world, qtbot)
    menu_action(made, "addColumn_body.orderStatus.number").trigger()
    qtbot.waitUntil(lambda: cells(made, "orderStatus.number") == ["1000", "200", "450"])
    world.received(1, body=body("300"))
    qtbot.waitUntil(lambda: cells(made, "orderStatus.number") == ["300", "1000", "200", "450"])
    place = len(made.model.columns) - 1
    assert made.model.headerData(place, Qt.Orientation.Horizontal) == "orderStatus.number"
    assert made.menu_actions._offers()[0].selection.members == ("orderStatus.number",)
    made.table.selectRow(0)
    made.selected.copy_rows()
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text().endswith("\t300"))
    made.table.sortByColumn(place, Qt.SortOrder.AscendingOrder)
    qtbot.waitUntil(lambda: made.model.order == "body.orderStatus.number")
    kept = made.state()
    menu_action(made, "column_body.orderStatus.number").trigger()
    qtbot.waitUntil(lambda: ids(made) == [4, 3, 2, 1])
    assert made.model.members == ()
    other = page(world, qtbot)
    other.restore(kept)
    assert other.model.members == ("orderStatus.number",)
    qtbot.waitUntil(lambda: other.model.order == "body.orderStatus.number")
    for shown in (made, other):
        shown.close_page()


def test_a_member_of_the_tree_becomes_a_column(world: Rig, qtbot: Any) -> None:
    world.received(1, body=body("450"))
    made = page(world, qtbot)
    open_row(made, qtbot, 1)
    made.detail.body_view.choose("tree")
    tree = made.detail.body_view.tree
    qtbot.waitUntil(lambda: tree.model.rowCount() == 3)

    def actions(row: int) -> dict[str, QAction]:
        index = tree.model.index(row, 0)
        tree.view.setCurrentIndex(index)
        node = tree.model.node(index)
        assert node is not None
        return {action.objectName(): action for action in tree.make_menu(node).actions()}

    assert "addMemberAsColumn" not in actions(1), "an object has no single value"
    assert "addMemberAsColumn" not in actions(2), "the filter has no notation for this name"
    actions(0)["addMemberAsColumn"].trigger()
    qtbot.waitUntil(lambda: cells(made, "orderNumber") == ["A-1"])
    made.members.add("orderNumber")
    assert made.model.members == ("orderNumber",)
    made.close_page()


def test_a_path_is_asked_for_and_explained(world: Rig, qtbot: Any) -> None:
    made = page(world, qtbot)
    menu_action(made, "addColumnByPath").trigger()
    dialog = made.table.findChild(MemberDialog)
    line, add = dialog.findChild(QLineEdit, "memberPath"), dialog.findChild(QPushButton, "addColumn")
    line.setText("a..b")
    add.click()
    assert any("not a path" in label.text() for label in dialog.findChildren(QLabel))
    line.setText("$.parcels[0].parcelNumber")
    add.click()
    assert made.model.members == ("parcels[0].parcelNumber",)
    for number in range(MOST):
        made.members.add(f"m{number}")
    assert len(made.model.members) == MOST
    assert "up to 12 columns" in world.notices[-1]
    what = next(place for place, column in enumerate(made.model.columns) if column.key == "what")
    assert made.table.horizontalHeader().sectionSize(what) >= px(SCROLLED)
    made.close_page()


def test_each_type_offers_what_its_events_are_about(world: Rig) -> None:
    catalogue = world.services.catalogue
    order = catalogue.family("order")
    assert order is not None
    assert offered(order) == ["orderNumber", "orderStatus.number"]
    assert all(offered(family) for family in catalogue)
    assert "parcels[0].parcelNumber" in catalogue.single_members


def about(world: Rig, subject: str | None, number: int, **fields: Any) -> None:
    judged = Judgement("verified", "right", subject=subject, webhook=fields.get("webhook"), system="demo")
    world.history.append([received(number, judgement=judged, **fields)])


def test_an_order_is_one_row_that_opens_with_a_key(world: Rig, qtbot: Any) -> None:
    for number, subject in enumerate(("order:7", "order:8", None, "order:7"), 1):
        about(world, subject, number)
    made = page(world, qtbot, "inbox")
    made.view_bar.group_by("order")
    qtbot.waitUntil(lambda: ids(made) == [4, 3, 2])
    line = made.model.line_at(0)
    assert line is not None
    assert line.facts.startswith("order 7: 2 requests · ")
    assert [made.model.fold_at(place) for place in range(3)] == ["closed", "", ""]
    made.table.selectRow(0)
    made.table.setFocus()
    qtbot.keyClick(made.table, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: ids(made) == [4, 1, 3, 2])
    about(world, "order:8", 5)
    qtbot.waitUntil(lambda: ids(made) == [5, 4, 1, 3])
    about(world, "order:7", 6)
    qtbot.waitUntil(lambda: ids(made) == [6, 4, 1, 5, 3])
    qtbot.waitUntil(lambda: made.model.line_at(0).facts.startswith("order 7: 3 requests"))  # type: ignore[union-attr]
    kept = made.state()
    made.view_bar.group_by("")
    qtbot.waitUntil(lambda: len(ids(made)) == 6)
    made.restore(kept)
    assert made.view_bar.group.text() == "By order"
    qtbot.waitUntil(lambda: ids(made) == [6, 5, 3])
    made.close_page()


def test_a_webhook_is_one_row(world: Rig, qtbot: Any) -> None:
    hook = world.services.do(world.services.demo.add())
    for number, webhook in enumerate((hook.id, None, hook.id), 1):
        about(world, None, number, webhook=webhook)
    made = page(world, qtbot)
    made.view_bar.group_by("webhook")
    qtbot.waitUntil(lambda: ids(made) == [3, 2])
    line = made.model.line_at(0)
    assert line is not None
    assert line.facts.startswith(f"{hook.name}: 2 requests")
    made.close_page()


def test_an_added_column_is_beside_what_it_is_about(world: Rig, qtbot: Any) -> None:
    made = page(world, qtbot)
    header = made.table.horizontalHeader()

    def order() -> list[str]:
        shown = sorted(range(len(made.model.columns)), key=header.visualIndex)
        return [made.model.columns[place].key for place in shown][:5]

    made.members.add("orderNumber")
    made.members.add("orderStatus.number")
    wanted = ["time", "what", "body.orderNumber", "body.orderStatus.number", "request"]
    assert order() == wanted
    kept = made.state()
    made.table.columns.reset()
    assert order() != wanted
    made.restore(kept)
    assert order() == wanted
    made.close_page()


def test_a_restored_page_asks_once(world: Rig, qtbot: Any) -> None:
    made = page(world, qtbot)
    asked: list[Query] = []
    made.loader.ask = asked.append  # type: ignore[method-assign, assignment]
    made.restore({"members": ["orderNumber", "orderStatus.number"], "group": "order"})
    assert [(query.members, query.grouping) for query in asked] == [
        (("orderNumber", "orderStatus.number"), Grouping("order"))
    ]
    made.restore(made.state())
    assert len(asked) == 1
    made.close_page()


def test_a_cell_filters_by_its_member_and_by_the_order(world: Rig, qtbot: Any) -> None:
    about(world, "order:70031", 1, body=body('"4 5"'))
    about(world, "article:8", 2)
    made = page(world, qtbot)
    made.members.add("orderStatus.number")
    qtbot.waitUntil(lambda: cells(made, "orderStatus.number") == ["", "4 5"])

    def offered_terms(row: int, column: int) -> list[str]:
        menu = made.selected.make_menu(made.model.index(row, column))
        return [action.text() for action in menu.findChildren(QAction) if action.objectName().startswith("only_")]

    last = len(made.model.columns) - 1
    assert offered_terms(1, last)[:2] == ['body.orderStatus.number:"4 5"', "order:70031"]
    assert offered_terms(1, 0)[0] == "order:70031"
    assert offered_terms(0, last)[0] == "about:8"
    made.close_page()


def test_a_removed_column_cannot_be_ticked_again_in_the_open_menu(world: Rig, qtbot: Any) -> None:
    world.received(1, body=body("450"))
    made = page(world, qtbot)
    menu_action(made, "addColumn_body.orderStatus.number").trigger()
    qtbot.waitUntil(lambda: len([column for column in made.model.columns if column.member]) == 1)
    tick = menu_action(made, "column_body.orderStatus.number")
    tick.trigger()
    qtbot.waitUntil(lambda: not [column for column in made.model.columns if column.member])
    assert not tick.isEnabled()
    tick.setChecked(True)
    assert not [column for column in made.model.columns if column.member]
    made.close_page()

"""A new list column is one row of its model's table: shown, sorted, chosen, stored, copied."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QToolButton, QWidget

from ongoing_desktop.domain.exchange import Outcome
from ongoing_desktop.formats import csv_table
from ongoing_desktop.formats.rows import row_dict
from ongoing_desktop.storage.exchange_rows import SORTED_BY
from ongoing_desktop.storage.folder import open_storage
from ongoing_desktop.ui.exchanges import exchange_columns
from ongoing_desktop.ui.webhooks import webhook_columns
from tests.formats.makers import exchange
from tests.storage.makers import received
from tests.ui.conftest import Shell
from tests.ui.exchanges_support import Rig, rig
from tests.ui.test_exchanges_page import ids, page

FAMILY = exchange_columns.Column(
    "family", "Family", "text", 120, lambda line: line.row.family or "", "family", hidden=True
)
LENGTH = webhook_columns.Column(
    "length", "Length", "text", lambda row: f"{len(row.name)} signs", lambda row: len(row.name), hidden=True
)


@pytest.fixture
def columns() -> Iterator[None]:
    exchange_columns.COLUMNS.append(FAMILY)
    webhook_columns.COLUMNS.append(LENGTH)
    yield
    exchange_columns.COLUMNS.remove(FAMILY)
    webhook_columns.COLUMNS.remove(LENGTH)


@pytest.fixture
def world(qapp: QApplication, data_dir: Path, columns: None) -> Iterator[Rig]:
    with rig(qapp, data_dir) as made:
        yield made
        assert not made.errors


def menu_of(root: QWidget, button: str) -> QMenu:
    menu = root.findChild(QToolButton, button).menu()
    menu.aboutToShow.emit()
    return menu


def tick(root: QWidget, button: str, key: str) -> None:
    menu = menu_of(root, button)
    next(item for item in menu.findChildren(QAction, f"column_{key}")).trigger()


def test_an_exchange_column_is_shown_sorted_copied_and_remembered(world: Rig, qtbot: Any) -> None:
    for family in ("b", "c", "a"):
        world.received(1, family=family)
    made = page(world, qtbot)
    place = len(exchange_columns.COLUMNS) - 1
    table = made.table
    assert table.isColumnHidden(place)
    tick(made, "exchangeColumns", "family")
    assert not table.isColumnHidden(place)
    assert made.model.headerData(place, Qt.Orientation.Horizontal) == "Family"
    qtbot.waitUntil(lambda: made.model.index(0, place).data() != "")
    table.sortByColumn(place, Qt.SortOrder.AscendingOrder)
    qtbot.waitUntil(lambda: ids(made) == [3, 1, 2])
    table.sortByColumn(place, Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: ids(made) == [2, 1, 3])
    table.selectRow(0)
    made.selected.copy_rows()
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text().endswith("\tc"))
    kept = table.columns.state()
    table.columns.reset()
    assert table.isColumnHidden(place)
    table.columns.restore(kept)
    assert not table.isColumnHidden(place)
    qtbot.waitUntil(lambda: ids(made) == [2, 1, 3])
    made.close_page()


def test_a_webhook_column_is_shown_sorted_and_remembered(columns: None, shell: Shell) -> None:
    shell.demo()
    shell.add(name="Mid")
    shell.add(name="L")
    table, place = shell.window.webhooks.table, len(webhook_columns.COLUMNS) - 1
    assert table.isColumnHidden(place)
    tick(shell.window, "webhooksColumns", "length")
    assert not table.isColumnHidden(place)
    table.sortByColumn(place, Qt.SortOrder.DescendingOrder)
    model = table.model()
    told = [model.index(row, place).data() for row in range(3)]
    assert told == ["15 signs", "3 signs", "1 signs"]
    kept = table.columns.state()
    table.columns.reset()
    assert table.isColumnHidden(place)
    table.columns.restore(kept)
    assert [model.index(row, place).data() for row in range(3)] == told


def test_the_history_sorts_by_what_each_column_names(data_dir: Path) -> None:
    """A name that the history does not know fails here instead of in the window. An empty one is not sortable."""
    assert [column.key for column in exchange_columns.COLUMNS if column.sort not in {"", *SORTED_BY}] == []
    with closing(open_storage(data_dir)) as storage:
        found = storage.history.append([received(), received()])
        storage.history.append([], [Outcome(found[0], "sent", 5)])
        for column in filter(lambda item: item.sort, exchange_columns.COLUMNS):
            assert sorted(storage.history.sorted_ids(found, column.sort, falling=False)) == found


def test_every_column_says_a_text_and_has_a_key_of_its_own() -> None:
    for table in (exchange_columns.COLUMNS, webhook_columns.COLUMNS):
        keys = [column.key for column in table]
        assert len(set(keys)) == len(keys)
        assert all(column.title or column.look == "button" for column in table)  # type: ignore[union-attr]


def test_every_value_of_the_history_list_is_a_column_of_the_table_export() -> None:
    """``stored`` only concerns the moment of output, so a file does not repeat it."""
    assert set(row_dict(exchange(source="file").row)) - {"stored"} <= set(csv_table.CSV_COLUMNS)

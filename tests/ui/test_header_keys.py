"""Columns of a table by keyboard alone."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame

from ongoing_desktop.ui.kit.sizes import px
from tests.ui.conftest import Shell
from tests.ui.test_announcements import heard

__all__ = ("heard",)

CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def table(shell: Shell) -> Any:
    """The list of two webhooks, with its header focused."""
    shell.demo()
    shell.add(name="Two")
    found = shell.window.webhooks.table
    shell.window.activateWindow()
    found.setFocus()
    shell.until(found.hasFocus)
    QTest.keyClick(found, Qt.Key.Key_Up, ALT)
    assert found.horizontalHeader().hasFocus()
    return found


def names(table: Any) -> list[str]:
    model = table.model()
    return [model.index(row, 1).data() for row in range(model.rowCount())]


def test_columns_are_chosen_sorted_moved_and_resized(table: Any, heard: list[Any]) -> None:
    header = table.horizontalHeader()
    (mark,) = [item for item in header.findChildren(QFrame) if item.property("columnMark")]
    QTest.keyClick(header, Qt.Key.Key_Right)
    assert heard[-1] == (f"Webhook, column 2 of {len(table.header_keys._shown())}, sorted ascending", True)
    assert mark.isVisible()
    assert mark.width() == header.sectionSize(1)
    assert names(table) == ["Order is picked", "Two"]
    QTest.keyClick(header, Qt.Key.Key_Return)
    assert names(table) == ["Two", "Order is picked"]
    assert heard[-1][0].endswith("sorted descending")
    QTest.keyClick(header, Qt.Key.Key_Space)
    assert names(table) == ["Order is picked", "Two"]
    QTest.keyClick(header, Qt.Key.Key_Left, CONTROL)
    assert header.visualIndex(1) == 0
    assert heard[-1][0].startswith("Webhook, column 1 of")
    QTest.keyClick(header, Qt.Key.Key_Left, CONTROL)
    assert header.visualIndex(1) == 0
    width = header.sectionSize(1)
    QTest.keyClick(header, Qt.Key.Key_Left, SHIFT)
    assert header.sectionSize(1) < width
    assert px(table.columns.state()["widths"]["webhook"]) == header.sectionSize(1)
    assert table.columns.state()["order"][0] == "webhook"


def test_escape_returns_to_the_rows(table: Any) -> None:
    header = table.horizontalHeader()
    (mark,) = [item for item in header.findChildren(QFrame) if item.property("columnMark")]
    QTest.keyClick(header, Qt.Key.Key_Escape)
    assert table.hasFocus()
    assert not mark.isVisible()

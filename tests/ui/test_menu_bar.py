"""The menu bar: every command is in it, and available as elsewhere."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar, QToolButton

from ongoing_desktop.ui.commands import COMMANDS
from tests.ui.conftest import Shell


def entries(menu: QMenu | QMenuBar) -> list[QAction]:
    """All commands of a menu and its submenus."""
    found: list[QAction] = []
    for action in menu.actions():
        inner = action.menu()
        found += entries(inner) if isinstance(inner, QMenu) else [] if action.isSeparator() else [action]
    return found


def test_every_command_is_in_the_menu_bar_once(shell: Shell) -> None:
    names = [action.objectName() for action in entries(shell.find(QMenuBar, "menuBar"))]
    only_in_rows = {command.name for command in COMMANDS if command.menu is None}
    assert sorted(names) == sorted({command.name for command in COMMANDS} - only_in_rows)
    assert all(command.row for command in COMMANDS if command.menu is None)
    assert shell.window.findChild(QToolButton, "moreButton") is None


def test_no_menu_begins_or_ends_with_a_line_or_uses_a_letter_twice(shell: Shell) -> None:
    bar = shell.find(QMenuBar, "menuBar")
    letters = [action.text()[action.text().index("&") + 1].upper() for action in bar.actions()]
    assert len(letters) == len(set(letters))
    for action in bar.actions():
        menu = action.menu()
        assert isinstance(menu, QMenu)
        lines = [item.isSeparator() for item in menu.actions()]
        assert not lines[0]
        assert not lines[-1]
        assert not any(one and other for one, other in pairwise(lines))


def test_the_exchange_menu_acts_on_what_is_selected(shell: Shell) -> None:
    shell.demo()
    shell.do("testWebhook")
    shell.until(lambda: shell.services.history.newest_id() > 0)
    menu, pin = shell.find(QMenu, "exchangeMenu"), shell.find(QAction, "pinExchanges")
    shell.do("showHistory")
    page = shell.window.pages.history
    shell.until(lambda: page.model.rowCount() > 0)
    page.table.clearSelection()
    menu.aboutToShow.emit()
    assert not pin.isEnabled()
    page.table.selectRow(0)
    menu.aboutToShow.emit()
    assert pin.isEnabled()
    pin.trigger()
    shell.until(lambda: page.model.row_at(0) is not None and page.model.row_at(0).pinned)
    assert not shell.find(QAction, "compareExchanges").isEnabled()
    shell.find(QAction, "deleteExchanges").trigger()
    shell.until(lambda: page.model.rowCount() == 0)
    shell.do("showWebhooks")
    menu.aboutToShow.emit()
    assert not pin.isEnabled()


def test_a_list_is_grouped_from_the_menu(shell: Shell) -> None:
    group, none = (shell.window.commands[name] for name in ("groupOrders", "groupNothing"))
    assert not group.isEnabled()
    shell.do("showInbox")
    shell.do("groupOrders")
    assert shell.window.pages.inbox.view_bar.grouping == "order"
    assert group.isChecked()
    shell.do("showHistory")
    assert none.isChecked()
    shell.do("showInbox")
    assert group.isChecked()
    shell.do("groupNothing")
    assert shell.window.pages.inbox.view_bar.grouping == ""

"""The command palette, by keyboard alone."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QLineEdit, QListView

from ongoing_desktop.ui.palette.entries import score
from tests.ui.conftest import Shell


def opened(shell: Shell, typed: str = "") -> list[str]:
    """What the palette shows for the typed text."""
    shell.do("openPalette")
    line = shell.find(QLineEdit, "paletteFilter")
    assert QApplication.focusWidget() is line
    QTest.keyClicks(line, typed)
    model = shell.find(QListView, "paletteList").model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def press(shell: Shell, key: Qt.Key) -> None:
    QTest.keyClick(shell.find(QLineEdit, "paletteFilter"), key)


def test_a_command_is_found_by_a_few_letters_and_run(shell: Shell) -> None:
    assert opened(shell, "kshort")[0] == "Keyboard shortcuts"
    press(shell, Qt.Key.Key_Return)
    shell.shown(QDialog, "keysDialog").close()
    assert not shell.find(QFrame, "commandPalette").isVisible()


def test_only_what_can_be_used_is_offered(shell: Shell) -> None:
    assert "Delete" not in opened(shell, "delete")
    press(shell, Qt.Key.Key_Escape)
    shell.demo()
    assert "Delete" in opened(shell, "delete")


def test_webhooks_systems_filters_scenarios_and_exchanges_are_offered(shell: Shell) -> None:
    hook = shell.demo()
    system = shell.services.settings.current.system(hook.system)
    assert system is not None
    shell.services.do(shell.services.settings.set_preferences(saved_filters={"My failures": "status:5xx"}))
    shell.do("testWebhook")
    shell.until(lambda: shell.services.history.newest_id() > 0)
    opened(shell)
    model = shell.window.palette_box.model

    def kinds() -> set[str]:
        return {entry.kind for entry in shell.window.palette_box._entries}

    shell.until(lambda: {"Webhook", "System", "Filter", "Scenario", "Exchange"} <= kinds())
    QTest.keyClicks(shell.find(QLineEdit, "paletteFilter"), "my fail")
    assert model.entries[0].title == "My failures"
    press(shell, Qt.Key.Key_Return)
    assert shell.window.page == "history"
    assert shell.find(QLineEdit, "historyFilter").text() == "status:5xx"
    opened(shell, f"system {system.name}")
    assert model.entries[0].kind == "System"
    press(shell, Qt.Key.Key_Return)
    assert shell.window.system_id == system.id


def test_a_scenario_is_shown_though_its_page_was_never_built(shell: Shell) -> None:
    shell.demo()
    opened(shell)
    shell.until(lambda: any(entry.kind == "Scenario" for entry in shell.window.palette_box._entries))
    QTest.keyClicks(shell.find(QLineEdit, "paletteFilter"), "disturbed")
    press(shell, Qt.Key.Key_Return)
    shell.until(lambda: "disturbed" in shell.window.pages.scenarios.scenario.name)


def test_arrows_move_in_the_list_and_escape_gives_the_focus_back(shell: Shell) -> None:
    shell.demo()
    shell.window.webhooks.table.setFocus()
    opened(shell)
    found = shell.find(QListView, "paletteList")
    press(shell, Qt.Key.Key_Down)
    assert found.currentIndex().row() == 1
    press(shell, Qt.Key.Key_Up)
    assert found.currentIndex().row() == 0
    press(shell, Qt.Key.Key_Escape)
    assert not shell.find(QFrame, "commandPalette").isVisible()
    assert QApplication.focusWidget() is shell.window.webhooks.table


def test_what_had_the_focus_may_be_gone_when_it_closes(shell: Shell) -> None:
    gone = QLineEdit(shell.window)
    gone.show()
    gone.setFocus()
    opened(shell, "keyboard")
    shiboken6.delete(gone)
    press(shell, Qt.Key.Key_Escape)
    assert not shell.find(QFrame, "commandPalette").isVisible()


def test_a_checked_command_says_in_which_menu_it_is(shell: Shell) -> None:
    action = shell.find(QAction, "themeDark")
    assert action.property("menuTitle") == "View → Colours"


@pytest.mark.parametrize(
    ("typed", "better", "worse"),
    [
        ("test", "Test now", "Latest"),
        ("cnrw", "Create new regular webhook", "Create new automation webhook"),
        ("hist lim", "History limits", "Export exchanges (history, unlimited)"),
        ("picked", "Order is picked", "Pick order is executed"),
    ],
)
def test_what_fits_better_gets_more_points(typed: str, better: str, worse: str) -> None:
    best, other = score(typed, better), score(typed, worse)
    assert best is not None
    assert other is None or best > other


def test_what_does_not_fit_gets_none() -> None:
    assert score("xyz", "Order is picked") is None
    assert score("", "anything") is not None

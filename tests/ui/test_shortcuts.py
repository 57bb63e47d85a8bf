"""Shortcuts are shown and changed in one dialog, and every place that shows one follows at once."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QKeySequenceEdit, QLabel, QLineEdit, QPushButton

from ongoing_desktop.ui.kit.line_table import Lines
from ongoing_desktop.ui.preferences.shortcuts_dialog import ShortcutsDialog
from tests.ui.conftest import Shell


@pytest.fixture
def dialog(shell: Shell) -> ShortcutsDialog:
    shell.demo()
    shell.do("showKeys")
    found = shell.shown(ShortcutsDialog, "keysDialog")
    assert isinstance(found, ShortcutsDialog)
    return found


def choose(shell: Shell, dialog: ShortcutsDialog, command: str) -> None:
    table = shell.find(Lines, "keysTable", dialog)
    table.select_row([line.cells[0] for line in table.lines].index(command))


def shortcut(shell: Shell, command: str) -> list[str]:
    return [keys.toString() for keys in shell.find(QAction, command).shortcuts()]


def record(dialog: ShortcutsDialog, keys: str) -> str:
    """Enter a shortcut; returns the problem."""
    dialog.findChild(QKeySequenceEdit, "keysRecord").setKeySequence(QKeySequence(keys))
    return str(dialog.findChild(QLabel, "keysProblem").text())


def press(dialog: ShortcutsDialog, button: str) -> None:
    dialog.findChild(QPushButton, button).click()


def test_a_new_shortcut_works_and_is_shown_everywhere(shell: Shell, dialog: ShortcutsDialog, qtbot: Any) -> None:
    choose(shell, dialog, "Create new regular webhook")
    assert record(dialog, "Ctrl+Alt+W") == ""
    press(dialog, "keysAssign")
    shell.until(lambda: shortcut(shell, "createRegularWebhook") == ["Ctrl+Alt+W"])
    assert shell.services.settings.current.preferences.shortcuts == {"createRegularWebhook": ["Ctrl+Alt+W"]}
    assert "(Ctrl+Alt+W)" in shell.find(QPushButton, "createRegularWebhookButton").toolTip()
    lines = {line.cells[0]: line.cells[2] for line in shell.find(Lines, "keysTable", dialog).lines}
    assert lines["Create new regular webhook"] == "Ctrl+Alt+W"
    choose(shell, dialog, "Filter")
    record(dialog, "Ctrl+Alt+F")
    press(dialog, "keysAssign")
    shell.until(lambda: shell.find(QLineEdit, "webhooksFilter").placeholderText() == "Filter   Ctrl+Alt+F")
    dialog.close()
    shell.do("openPalette")
    entries = {entry.title: entry.keys for entry in shell.window.palette_box.model.entries}
    assert entries["Create new regular webhook"] == "Ctrl+Alt+W"


def test_a_conflict_is_named_and_the_key_is_taken(shell: Shell, dialog: ShortcutsDialog) -> None:
    choose(shell, dialog, "Test now")
    assert record(dialog, "Ctrl+E") == "Ctrl+E belongs to “Edit”. “Assign” takes it away there."
    press(dialog, "keysAssign")
    shell.until(lambda: shortcut(shell, "testWebhook") == ["Ctrl+E"])
    assert shortcut(shell, "editWebhook") == []
    choose(shell, dialog, "Edit")
    press(dialog, "keysReset")
    shell.until(lambda: shortcut(shell, "editWebhook") == ["Ctrl+E"])
    assert shortcut(shell, "testWebhook") == []
    press(dialog, "keysResetAll")
    shell.until(lambda: shortcut(shell, "testWebhook") == ["Ctrl+T"])
    assert shell.services.settings.current.preferences.shortcuts == {}


def test_fixed_keys_are_refused_and_shared_ones_are_no_conflict(shell: Shell, dialog: ShortcutsDialog) -> None:
    choose(shell, dialog, "Edit")
    assert record(dialog, "F8") == "F8 is fixed: In Inbox and History: pause or clear the view."
    assert not dialog.findChild(QPushButton, "keysAssign").isEnabled()
    assert record(dialog, "F2") == "F2 is fixed: Copy, pin, note, delete the selected exchanges."
    choose(shell, dialog, "Stop listening")
    assert record(dialog, "Ctrl+L") == ""
    choose(shell, dialog, "Copy rows")
    assert not dialog.findChild(QKeySequenceEdit, "keysRecord").isEnabled()


def test_a_shortcut_can_be_removed_and_stays_away_at_the_next_start(shell: Shell, dialog: ShortcutsDialog) -> None:
    choose(shell, dialog, "Redo")
    press(dialog, "keysRemove")
    shell.until(lambda: shortcut(shell, "redo") == [])
    shell.window._actions.use_shortcuts({"undo": "not a list", "edit": [], "redo": ["Ctrl+Y", "no key"]})
    assert shortcut(shell, "undo") == ["Ctrl+Z"]
    assert shortcut(shell, "redo") == ["Ctrl+Y"]


def test_words_find_commands_and_keys(shell: Shell, dialog: ShortcutsDialog) -> None:
    line = shell.find(QLineEdit, "keysFilter", dialog)
    assert dialog.focusWidget() is line
    QTest.keyClicks(line, "ctrl+shift+n")
    assert [line.cells[0] for line in shell.find(Lines, "keysTable", dialog).lines] == ["Create new automation webhook"]
    line.setText("palette")
    assert [line.cells[2] for line in shell.find(Lines, "keysTable", dialog).lines] == ["Ctrl+K"]


def test_keys_are_recorded_and_tab_leaves_the_field(shell: Shell, dialog: ShortcutsDialog) -> None:
    choose(shell, dialog, "Edit")
    field = shell.find(QKeySequenceEdit, "keysRecord", dialog)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert field.keySequence().toString() == "Ctrl+G"
    assert dialog.findChild(QPushButton, "keysAssign").isEnabled()

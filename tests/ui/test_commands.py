"""One row is a complete command; a page is built on first use."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QPlainTextEdit, QSpinBox, QTableView

from ongoing_desktop.ui.commands import COMMANDS, Command
from ongoing_desktop.ui.context import WindowContext
from ongoing_desktop.ui.kit.line_table import Lines
from tests.helpers import ROOT
from tests.services.fake_services import FakeServices
from tests.ui.conftest import Shell
from tests.ui.exchanges_support import received

RAN: list[WindowContext] = []
STAND_IN = Command(
    "standIn",
    "Do what no other command does",
    RAN.append,
    keys=("Ctrl+Alt+Shift+F12",),
    icon="info",
    when=lambda state: state.webhook,
    menu="help",
    row=99,
)


@pytest.fixture
def window_of_one_more(qtbot: Any, qapp: QApplication, fake_services: FakeServices) -> Iterator[Shell]:
    RAN.clear()
    made = Shell(qtbot, qapp, fake_services, (*COMMANDS, STAND_IN))
    yield made
    made.close()


def test_a_row_is_all_that_a_command_needs(window_of_one_more: Shell) -> None:
    shell = window_of_one_more
    action = shell.find(QAction, "standIn")
    assert action.text() == STAND_IN.text
    assert [keys.toString() for keys in action.shortcuts()] == ["Ctrl+Alt+Shift+F12"]
    assert not action.icon().isNull()
    assert action in shell.find(QMenu, "helpMenu").actions()
    assert action in shell.window.webhooks.table.actions()
    assert not action.isEnabled()
    action.trigger()
    assert not RAN
    shell.demo()
    shell.do("standIn")
    assert [shell.window.context] == RAN
    shell.do("showKeys")
    keys = shell.shown(QDialog, "keysDialog")
    lines = {line.cells[0]: line.cells[1:] for line in shell.find(Lines, "keysTable", keys).lines}
    assert lines[STAND_IN.text] == ("Help", "Ctrl+Alt+Shift+F12")
    keys.close()


def test_names_of_commands_are_unique() -> None:
    names = [command.name for command in COMMANDS]
    assert len(names) == len(set(names))


def test_the_same_state_costs_nothing(shell: Shell) -> None:
    asked: list[str] = []

    def when(_: object) -> bool:
        asked.append("")
        return True

    actions = shell.window._actions
    actions._commands = [*actions._commands, replace(STAND_IN, name="undo", when=when)]
    actions.use(replace(actions._state, page="inbox"))
    assert len(asked) == 1
    actions.use(replace(actions._state, page="inbox"))
    assert len(asked) == 1


def test_pages_are_built_when_they_are_first_needed(shell: Shell) -> None:
    shell.demo()
    pages = shell.window.pages
    assert not any(pages.built(name) for name in ("inbox", "history", "scenarios"))
    assert not any(shell.window.webhooks.detail.built(name) for name in ("test_panel", "deliveries", "retries"))
    shell.do("showHistory")
    assert pages.built("history")
    assert not pages.built("inbox")


def test_what_scripts_look_for_is_there_before_its_page_was_shown(shell: Shell) -> None:
    for kind, name in (
        (QSpinBox, "listenerPort"),
        (QLineEdit, "listenerUrl"),
        (QPlainTextEdit, "payloadEditor"),
        (QTableView, "historyTable"),
    ):
        assert shell.window.findChild(kind, name) is not None
    shell.window.findChild(QSpinBox, "listenerPort").setValue(8799)
    shell.do("startListener")
    shell.until(lambda: shell.window.findChild(QLineEdit, "listenerUrl").text() == "http://127.0.0.1:8799")


def test_a_search_for_dialogs_builds_no_page_because_none_contains_one(shell: Shell) -> None:
    assert not shell.window.findChildren(QDialog)
    assert not shell.window.pages.built("history")
    shell.window.pages.build_all()
    assert not shell.window.findChildren(QDialog)


def test_a_page_comes_with_what_happened_before_it_was_built(shell: Shell) -> None:
    hook = shell.demo()
    shell.do("startListener")
    shell.until(lambda: shell.services.listening.running)
    shell.window.header.systems.setCurrentIndex(1)
    assert not shell.window.pages.built("inbox")
    shell.do("showInbox")
    assert shell.window.pages.inbox.port == 8765
    assert shell.window.pages.inbox._system == shell.services.settings.current.system(hook.system).code


def test_what_is_remembered_of_a_page_survives_a_session_without_it(shell: Shell) -> None:
    columns = {"order": ["at"], "hidden": ["method"], "widths": {}}
    kept = {"inbox": {"columns": columns, "fold": True}, "deliveries": {"columns": columns, "fold": True}}
    shell.services.do(shell.services.settings.set_preferences(window=kept))
    state = shell.window.window_state()
    assert state["inbox"] == kept["inbox"]
    assert state["deliveries"] == kept["deliveries"]
    assert shell.window.pages.inbox.view_bar.grouping == "event"
    assert shell.window.webhooks.detail.deliveries.view_bar.grouping == "event"


def test_the_window_imports_neither_other_pages_nor_dialogs(tmp_path: Path) -> None:
    code = (
        "import pathlib, sys\nfrom PySide6.QtWidgets import QApplication\napp = QApplication([])\n"
        "from ongoing_desktop.app import build\n"
        f"made = build(pathlib.Path({os.fspath(tmp_path / 'data')!r}))\nmade.window.show()\napp.processEvents()\n"
        "print(*(name for name in sys.modules if name.startswith('ongoing_desktop.ui')))\nmade.close()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    late = ("_dialog", "_page", "_window", "_panel", "webhook_editor", ".composer", ".scenarios", ".sheet", ".systems.")
    found = [name for name in done.stdout.split() if any(part in name for part in late)]
    assert sorted(found) == ["ongoing_desktop.ui.shell.main_window", "ongoing_desktop.ui.webhooks.webhooks_page"]


def test_within_a_body_the_filters_key_finds_in_it(shell: Shell) -> None:
    shell.services.history.append([received(1, body=b'{"a": "order"}')])
    shell.do("showHistory")
    page = shell.window.pages.history
    shell.until(lambda: page.model.rowCount() == 1)
    page.select(1)
    body = page.detail.body_view
    shell.until(lambda: body.text.complete and "order" in body.text.toPlainText())
    body.text.setFocus()
    shell.do("focusFilter")
    assert body.finder.line.hasFocus()
    page.table.setFocus()
    shell.do("focusFilter")
    assert page.filter_bar.line.hasFocus()

"""The window itself: commands, header, notices, closing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QLabel, QLineEdit, QMessageBox, QPushButton, QToolButton

from ongoing_desktop.domain.exchange import Body, Judgement, NewExchange
from ongoing_desktop.ui.kit.line_table import Lines
from tests.ui.conftest import Shell

CONTRACT = (
    "showWebhooks showInbox showHistory createRegularWebhook createAutomationWebhook editWebhook duplicateWebhook "
    "deleteWebhook testWebhook addSystem addGoodsOwner importConfig exportConfig startListener stopListener undo quit"
).split()


@pytest.mark.parametrize("name", CONTRACT)
def test_every_documented_command_is_there(shell: Shell, name: str) -> None:
    assert shell.window.findChild(QAction, name) is not None


def test_no_two_commands_that_can_work_at_once_share_a_key(shell: Shell) -> None:
    shell.demo()
    seen: dict[str, list[QAction]] = {}
    for action in shell.window.findChildren(QAction):
        for keys in action.shortcuts() if action.objectName() and action.isEnabled() else ():
            same = [other for other in seen.get(keys.toString(), ()) if can_work_at_once(action, other)]
            assert not same, (keys.toString(), action.objectName(), same[0].objectName())
            seen.setdefault(keys.toString(), []).append(action)


def can_work_at_once(one: QAction, other: QAction) -> bool:
    """Whether a shortcut would reach both: a table receives its own keys only while it has the focus."""
    alone = Qt.ShortcutContext.WidgetShortcut
    both_alone = one.shortcutContext() == other.shortcutContext() == alone
    return not both_alone or one.parent() is other.parent()


def test_commands_are_enabled_only_when_they_can_work(shell: Shell) -> None:
    can = {name: shell.window.commands[name].isEnabled() for name in CONTRACT}
    assert not any(can[name] for name in ("editWebhook", "duplicateWebhook", "deleteWebhook", "testWebhook", "undo"))
    assert can["createRegularWebhook"]
    assert can["startListener"]
    assert not can["stopListener"]
    shell.demo()
    for name in ("editWebhook", "duplicateWebhook", "deleteWebhook", "testWebhook", "undo"):
        shell.until(shell.window.commands[name].isEnabled)


def test_the_screens_change_by_command_and_name_themselves(shell: Shell) -> None:
    title = shell.find(QLabel, "pageTitle")
    for command, text in (("showInbox", "Inbox"), ("showHistory", "History"), ("showWebhooks", "Webhooks")):
        shell.do(command)
        assert title.text() == text
        assert shell.window.commands[command].isChecked()


def test_the_listener_starts_and_stops_and_says_so(shell: Shell) -> None:
    state = shell.find(QLabel, "listenerState")
    assert "Stopped" in state.text()
    shell.do("startListener")
    shell.until(lambda: state.text() == "● Listening 127.0.0.1:8765")
    shell.do("showInbox")
    assert shell.find(QLineEdit, "listenerUrl").text() == "http://127.0.0.1:8765"
    shell.do("stopListener")
    shell.until(lambda: "Stopped" in state.text())
    assert not shell.services.settings.current.preferences.listening


def test_the_system_selector_offers_unknown_only_for_exchanges(shell: Shell) -> None:
    shell.demo()
    box = shell.find(QComboBox, "systemSelector")

    def offered() -> list[str]:
        return [box.itemText(number) for number in range(box.count())]

    assert offered() == ["All systems", "Demo warehouse"]
    shell.do("showInbox")
    assert offered() == ["All systems", "Demo warehouse", "Unknown"]
    box.setCurrentIndex(2)
    shell.do("showWebhooks")
    assert box.currentText() == "All systems"
    box.setCurrentIndex(1)
    assert len(shell.ids()) == 1


def test_closing_while_listening_asks_once(shell: Shell) -> None:
    closed = []
    shell.window.closed.connect(lambda: closed.append(1))
    shell.do("startListener")
    shell.until(lambda: shell.services.listening.running)
    shell.window.close()
    box = shell.shown(QMessageBox, "confirmation")
    assert closed == []
    next(button for button in box.buttons() if button.text().replace("&", "") == "Cancel").click()
    assert shell.window.isVisible()
    shell.do("quit")
    box = shell.shown(QMessageBox, "confirmation")
    next(button for button in box.buttons() if button.text().replace("&", "") == "Quit").click()
    shell.until(lambda: closed == [1])
    assert not shell.window.isVisible()


def test_export_and_import_in_the_window(shell: Shell, tmp_path: Path) -> None:
    shell.demo()
    shell.do("exportConfig")
    shell.shown(QDialog, "exportDialog").findChild(QPushButton, "exportNow").click()
    dialog = shell.shown(QFileDialog, "exportFile")
    file = tmp_path / "out.json"
    dialog.fileSelected.emit(str(file))
    dialog.reject()
    shell.told("exported")
    data = json.loads(file.read_text(encoding="utf-8"))
    assert data["format"] == "ongoing-desktop-config"
    data["webhooks"][0]["id"] = "11111111-2222-4333-8444-555555555555"
    data["webhooks"][0]["name"] = "Brought in"
    file.write_text(json.dumps(data), encoding="utf-8")
    shell.do("importConfig")
    dialog = shell.shown(QFileDialog, "importDialog")
    dialog.fileSelected.emit(str(file))
    dialog.reject()
    preview = shell.shown(QDialog, "importPreview")
    assert "1 new" in preview.findChild(QLabel, "importAdded").text()
    assert len(shell.services.settings.current.webhooks) == 1
    preview.findChild(QPushButton, "importNow").click()
    shell.told("Imported: 1 added")
    shell.told("Brought in")


def test_a_file_that_cannot_be_imported_is_a_sentence(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "bad.json"
    file.write_text("{", encoding="utf-8")
    shell.do("importConfig")
    shell.shown(QFileDialog, "importDialog").fileSelected.emit(str(file))
    shell.until(lambda: shell.notice() != "")
    assert shell.window.notices.property("notice") == "bad"


def test_the_choice_of_colours_is_remembered_and_taken_up(shell: Shell) -> None:
    shell.theme.pin(on=False)
    shell.do("themeDark")
    shell.until(lambda: shell.theme.dark)
    assert shell.services.settings.current.preferences.theme == "dark"
    shell.do("themeLight")
    shell.until(lambda: not shell.theme.dark)


def test_unread_requests_are_counted_until_the_inbox_is_seen(shell: Shell) -> None:
    badge = shell.find(QLabel, "inboxBadge")
    shell.until(lambda: shell.window._unread._seen >= 0)
    arrived = NewExchange(
        direction="in",
        at=shell.services.clock(),
        method="POST",
        target="/x",
        headers=(),
        body=Body(b"{}", size=2),
        status=200,
        judgement=Judgement("unmatched", "no-webhook"),
    )
    shell.services.history.append([arrived])
    shell.until(lambda: badge.text() == "1")
    shell.do("showInbox")
    shell.until(lambda: badge.text() == "")


def test_all_keys_and_about(shell: Shell) -> None:
    shell.do("showKeys")
    keys = shell.shown(QDialog, "keysDialog")
    lines = {line.cells[0]: line.cells[2] for line in shell.find(Lines, "keysTable", keys).lines}
    assert lines["Create new regular webhook"] == "Ctrl+N"
    assert "F11" in lines.values()
    keys.accept()
    shell.do("about")
    about = shell.shown(QDialog, "aboutDialog")
    assert any(str(shell.services.data_dir) in item.text() for item in about.findChildren(QLabel))


def test_add_a_system_then_its_goods_owner(shell: Shell) -> None:
    shell.do("addSystem")
    dialog = shell.shown(QDialog, "addSystemDialog")
    shell.find(QLineEdit, "systemName", dialog).setText("North")
    shell.find(QLineEdit, "systemCode", dialog).setText("north")
    shell.find(QPushButton, "save", dialog).click()
    shell.told("North")
    shell.do("addGoodsOwner")
    dialog = shell.shown(QDialog, "addGoodsOwnerDialog")
    shell.find(QLineEdit, "goodsOwnerId", dialog).setText("0")
    shell.find(QLineEdit, "goodsOwnerName", dialog).setText("Zero")
    shell.find(QPushButton, "save", dialog).click()
    shell.until(lambda: shell.find(QLineEdit, "goodsOwnerId", dialog).accessibleDescription() != "")
    shell.find(QLineEdit, "goodsOwnerId", dialog).setText("5")
    shell.find(QPushButton, "save", dialog).click()
    shell.until(lambda: bool(shell.services.settings.current.systems[0].goods_owners))


def test_a_bug_is_a_calm_report_and_the_work_goes_on(shell: Shell, caplog: Any) -> None:
    with caplog.at_level("CRITICAL"):
        shell.notifier.report(RuntimeError("boom"))
        bug = shell.shown(QDialog, "bugWindow")
    assert not bug.isModal()
    bug.close()
    shell.do("showInbox")


def test_every_button_has_a_name_for_assistive_technology(shell: Shell) -> None:
    shell.demo()
    for kind in (QToolButton, QPushButton):
        for button in shell.window.findChildren(kind):
            if button.isVisible() and not isinstance(button.parent(), QLineEdit):
                assert button.accessibleName() or button.text(), (kind, button.objectName(), button.parent())

"""Undo and redo through the window: one stack, named in the menu; and progress for long work."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QMessageBox, QPushButton

from ongoing_desktop.services.undoing import AT_ONCE
from tests.storage.makers import received
from tests.ui.conftest import Shell


def history_with(shell: Shell, count: int) -> list[int]:
    made = shell.services.history.append([received() for _ in range(count)])
    shell.window.show_page("history")
    shell.until(lambda: len(shown(shell)) == count)
    return made


def shown(shell: Shell) -> list[int]:
    return list(shell.window.pages.history.model.ids)


def text(shell: Shell, name: str) -> str:
    return str(shell.window.commands[name].text())


def delete(shell: Shell, qtbot: Any, ids: Sequence[int]) -> None:
    table = shell.window.pages.history.table
    table.clearSelection()
    if len(ids) == len(shown(shell)):
        table.selectAll()
    else:
        table.selectRow(shell.window.pages.history.model.place_of(ids[0]))
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Delete)


def test_undo_takes_back_the_deletion_and_not_the_webhook_saved_before(shell: Shell, qtbot: Any) -> None:
    hook = shell.demo()
    ids = history_with(shell, 3)
    assert text(shell, "undo") == "Undo: save a webhook"
    delete(shell, qtbot, ids[1:2])
    shell.until(lambda: shown(shell) == [ids[0], ids[2]])
    shell.until(lambda: text(shell, "undo") == "Undo: delete 1 exchange")
    shell.do("undo")
    shell.until(lambda: shown(shell) == ids)
    shell.told("Undid: delete 1 exchange.")
    assert shell.ids() == [hook.id]
    assert text(shell, "redo") == "Redo: delete 1 exchange"
    assert text(shell, "undo") == "Undo: save a webhook"
    shell.do("redo")
    shell.until(lambda: shown(shell) == [ids[0], ids[2]])
    shell.told("Redid: delete 1 exchange.")
    shell.do("undo")
    shell.until(lambda: shown(shell) == ids)
    shell.do("undo")
    shell.until(lambda: shell.ids() == [])
    shell.told("Undid: save a webhook.")
    shell.do("undo")
    shell.told("Undid: add the demo system.")
    assert text(shell, "undo") == "Undo"
    assert not shell.window.commands["undo"].isEnabled()


def test_what_a_notice_offers_to_undo_is_what_it_is_about(shell: Shell, qtbot: Any) -> None:
    shell.demo()
    ids = history_with(shell, 3)
    delete(shell, qtbot, ids[:1])
    shell.told("1 exchange was deleted.")
    offered = shell.window.notices.action
    assert offered.isVisible()
    shell.services.do(shell.services.settings.set_preferences(theme="light"))
    shell.services.do(shell.services.exchanges.pin(ids[1:2]))
    shell.until(lambda: text(shell, "undo") == "Undo: pin 1 exchange")
    assert "deleted" in shell.notice()
    assert not offered.isVisible()
    delete(shell, qtbot, ids[1:2])
    shell.until(offered.isVisible)
    offered.click()
    shell.until(lambda: shown(shell) == ids[1:])


def test_a_large_deletion_shows_how_far_it_is_and_can_be_cancelled(shell: Shell, qtbot: Any) -> None:
    ids = history_with(shell, 4 * AT_ONCE)
    held, go_on = shell.services.history.delete, threading.Semaphore(1)

    def slow(part: Sequence[int]) -> list[int]:
        assert go_on.acquire(timeout=20)
        return held(part)

    shell.services.history.delete = slow  # type: ignore[method-assign]
    delete(shell, qtbot, ids)
    box = shell.shown(QMessageBox, "confirmation")
    next(button for button in box.buttons() if button.text().replace("&", "") == "Delete").click()
    dialog = shell.shown(QDialog, "progressDialog")
    go_on.release()
    state = shell.find(QLabel, "progressState", dialog)
    shell.until(lambda: "1,000 of 2,000" in state.text())
    shell.find(QPushButton, "progressCancel", dialog).click()
    assert dialog.isVisible()
    go_on.release()
    shell.gone(dialog)
    shell.told("Stopped: 1,500 of 2,000 exchanges were deleted.")
    shell.until(lambda: len(shown(shell)) == AT_ONCE)
    shell.do("undo")
    shell.until(lambda: shown(shell) == ids)


def test_deleting_what_is_deleted_already_offers_no_undo(shell: Shell, qtbot: Any) -> None:
    ids = history_with(shell, 2)
    shell.services.history.delete = lambda _: []  # type: ignore[method-assign]
    delete(shell, qtbot, ids[:1])
    shell.told("They were already deleted.")
    assert not shell.window.notices.action.isVisible()

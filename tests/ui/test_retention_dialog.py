"""The limits of the history through the window."""

from __future__ import annotations

from datetime import UTC, datetime
from threading import Event

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QMessageBox, QPushButton, QSpinBox

from ongoing_desktop.domain.retention import Preview, RetentionLimits
from ongoing_desktop.ui.exchanges.limits_dialog import RetentionDialog
from ongoing_desktop.ui.shell.background_notices import ClockNotice
from tests.ui.conftest import Shell


def opened(shell: Shell) -> RetentionDialog:
    shell.do("historyLimits")
    dialog = shell.shown(QDialog, "retentionDialog")
    assert isinstance(dialog, RetentionDialog)
    return dialog


def said(shell: Shell, dialog: QDialog, words: str) -> None:
    text = shell.find(QLabel, "retentionPreview", dialog)
    shell.until(lambda: words in text.text())


def agree(shell: Shell) -> None:
    box = shell.shown(QMessageBox, "confirmation")
    next(button for button in box.buttons() if "delete" in button.text()).click()


def test_limits_are_previewed_asked_for_and_saved(shell: Shell) -> None:
    dialog = opened(shell)
    said(shell, dialog, "all 50 stay")
    assert not shell.find(QPushButton, "retentionDelete", dialog).isEnabled()
    use = shell.find(QLabel, "retentionUse", dialog)
    shell.until(lambda: "exchanges 50.0 MB, search index 400.0 kB" in use.text())
    shell.find(QSpinBox, "keepCount", dialog).setValue(30)
    shell.find(QSpinBox, "keepDays", dialog).setValue(7)
    said(
        shell,
        dialog,
        "20 of 50 exchanges are beyond the limits, about 20.0 kB. The oldest exchange kept is from 2026-01-0",
    )
    said(shell, dialog, "2 more stay because they are pinned.")
    shell.find(QPushButton, "retentionSave", dialog).click()
    assert shell.services.keeping.limits == RetentionLimits()
    agree(shell)
    shell.gone(dialog)
    assert shell.services.keeping.limits == RetentionLimits(30, 7, 0)
    dialog = opened(shell)
    assert shell.find(QSpinBox, "keepCount", dialog).value() == 30
    shell.find(QPushButton, "retentionSave", dialog).click()  # nothing was changed, so there is no question
    shell.gone(dialog)


def test_deleting_now_shows_how_far_it_is_and_can_be_stopped(shell: Shell) -> None:
    dialog = opened(shell)
    shell.find(QSpinBox, "keepCount", dialog).setValue(5)
    said(shell, dialog, "45 of 50")
    shell.services.retention.go_on.clear()
    shell.find(QPushButton, "retentionDelete", dialog).click()
    agree(shell)
    stop = shell.shown(QPushButton, "retentionStop")
    assert not shell.find(QPushButton, "retentionSave", dialog).isEnabled()
    shell.until(shell.services.retention.begun.is_set)
    stop.click()
    shell.services.retention.go_on.set()
    shell.told("Stopped")
    shell.until(lambda: shell.services.retention.total == 40)
    said(shell, dialog, "35 of 40")
    shell.find(QPushButton, "retentionDelete", dialog).click()
    agree(shell)
    shell.told("35 exchanges were deleted")
    said(shell, dialog, "all 5 stay")
    assert shell.services.retention.freed
    dialog.reject()


def test_a_clock_that_jumped_is_said_until_the_user_has_looked(shell: Shell) -> None:
    shell.services.do(shell.services.keeping.save(RetentionLimits(days=30, count=40)))
    shell.services.retention.moved = datetime(2025, 12, 1, 12, tzinfo=UTC)
    shell.window.findChild(ClockNotice).look()
    shell.told("clock moved by more than a day")
    dialog = opened(shell)
    held = shell.find(QLabel, "retentionHeld", dialog)
    shell.until(lambda: held.isVisible() and "2025-12-01" in held.text())
    shell.find(QPushButton, "retentionDelete", dialog).click()
    agree(shell)
    shell.told("10 exchanges were deleted")
    shell.until(lambda: not held.isVisible())
    dialog.reject()


def test_a_count_for_other_limits_does_not_allow_deleting(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog = opened(shell)
    said(shell, dialog, "all 50 stay")
    retention, begun, go_on = shell.services.retention, Event(), Event()
    preview = retention.preview

    def slow(limits: RetentionLimits, stop: object = None) -> Preview:
        begun.set()
        assert go_on.wait(10)
        return preview(limits, stop)

    monkeypatch.setattr(retention, "preview", slow)
    count = shell.find(QSpinBox, "keepCount", dialog)
    count.setValue(5)
    shell.until(begun.is_set)
    count.setValue(45)
    dialog._soon.stop()  # the next count has not begun
    go_on.set()
    shell.until(lambda: not shell.tasks.busy)
    assert shell.find(QLabel, "retentionPreview", dialog).text() == "Counting…"
    assert not shell.find(QPushButton, "retentionDelete", dialog).isEnabled()
    dialog._look()
    said(shell, dialog, "5 of 50")
    dialog.done(0)
    shell.gone(dialog)

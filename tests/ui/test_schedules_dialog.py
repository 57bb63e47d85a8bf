"""Schedules in the window: added, edited, run, announced, and removed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDialog, QLabel, QLineEdit, QMessageBox, QPushButton

from ongoing_desktop.domain.sending import Response, SendResult, Timing
from ongoing_desktop.domain.targets import marked
from ongoing_desktop.ui.shell.background_notices import ScheduleNotices
from tests.ui.conftest import Shell
from tests.ui.test_watch_notices import FakeTray


@pytest.fixture
def opened(shell: Shell) -> Any:
    shell.demo()
    shell.services.data_dir.mkdir(parents=True, exist_ok=True)
    shell.do("showSchedules")
    return shell.shown(QDialog, "schedulesDialog")


def choose(shell: Shell, dialog: QDialog, name: str, data: str) -> None:
    box = shell.find(QComboBox, name, dialog)
    place = box.findData(data)
    assert place >= 0, (name, data)
    box.setCurrentIndex(place)


def added(shell: Shell, opened: Any, **choices: str) -> QDialog:
    shell.find(QPushButton, "addSchedule", opened).click()
    editor: QDialog = shell.shown(QDialog, "scheduleDialog")
    for name, data in choices.items():
        choose(shell, editor, name, data)
    return editor


def save(shell: Shell, editor: QDialog) -> None:
    shell.find(QPushButton, "saveSchedule", editor).click()


def cells(table: Any) -> list[tuple[str, ...]]:
    return [line.cells for line in table.lines]


def test_a_test_is_scheduled_run_and_its_report_saved(shell: Shell, opened: Any, tmp_path: Path) -> None:
    assert "no schedule yet" in shell.find(QLabel, "scheduleState", opened).text()
    editor = added(shell, opened, scheduleKind="test", scheduleRhythm="daily")
    shell.find(QLineEdit, "scheduleTime", editor).setText("25:00")
    save(shell, editor)
    assert "Enter a time such as 06:30." in [part.text() for part in editor.findChildren(QLabel) if part.isVisible()]
    shell.find(QLineEdit, "scheduleTime", editor).setText("06:30")
    save(shell, editor)
    shell.gone(editor)
    shell.until(lambda: cells(opened.table) != [])
    assert cells(opened.table)[0][:4] == (
        "Test request: Order is picked",
        "06:30 every day",
        "Test request: Order is picked",
        "never run",
    )
    shell.find(QPushButton, "runSchedule", opened).click()
    shell.until(lambda: [row[1] for row in cells(opened.runs)] == ["✓ passed"])
    assert cells(opened.cases) == [("✓", "Order is picked", "")]
    assert "1 passed, 0 failed." in cells(opened.runs)[0][2]
    file = tmp_path / "report.xml"
    opened.save_report(file)
    shell.until(file.exists)
    assert b'tests="1"' in file.read_bytes()


def test_a_schedule_is_edited_switched_and_removed(shell: Shell, opened: Any) -> None:
    save(shell, added(shell, opened))
    shell.until(lambda: cells(opened.table) != [])
    assert cells(opened.table)[0][1:3] == ("06:00 every day", "Proof of a receiver (Quick): Order is picked")
    shell.find(QPushButton, "editSchedule", opened).click()
    editor = shell.shown(QDialog, "scheduleDialog")
    choose(shell, editor, "scheduleRhythm", "interval")
    shell.find(QLineEdit, "scheduleName", editor).setText("Hourly")
    save(shell, editor)
    shell.until(lambda: cells(opened.table)[0][:2] == ("Hourly", "every hour"))
    switch = shell.find(QPushButton, "switchSchedule", opened)
    switch.click()
    shell.until(lambda: cells(opened.table)[0][4] == "off")
    assert switch.text() == "Switch on"
    shell.find(QPushButton, "removeSchedule", opened).click()
    question = shell.shown(QMessageBox, "confirmation")
    press(question, "Remove")
    shell.until(lambda: cells(opened.table) == [])


def press(question: QMessageBox, text: str) -> None:
    button: QAbstractButton = next(item for item in question.buttons() if item.text().replace("&", "") == text)
    button.click()


def test_another_computer_is_confirmed_once_and_production_is_refused(shell: Shell, opened: Any) -> None:
    hook = shell.add(name="Shop", url="https://shop.example/hook")
    editor = added(shell, opened, scheduleKind="test", scheduleWebhook=hook.id)
    save(shell, editor)
    press(shell.shown(QMessageBox, "confirmation"), "Send")
    shell.gone(editor)
    shell.until(lambda: cells(opened.table) != [])
    shell.find(QPushButton, "runSchedule", opened).click()
    shell.until(lambda: [row[1] for row in cells(opened.runs)] == ["✓ passed"])

    async def mark() -> None:
        change = shell.services.settings.change
        await change("preferences", lambda now: marked(now, hosts={"shop.example": True}, systems={}))

    shell.services.do(mark())
    shell.find(QPushButton, "runSchedule", opened).click()
    shell.until(lambda: [row[1] for row in cells(opened.runs)] == ["✕ not run", "✓ passed"])
    assert "production host" in shell.find(QLabel, "scheduleState", opened).text()
    editor = added(shell, opened, scheduleWebhook=hook.id)
    save(shell, editor)
    assert "production host" in shell.find(QLabel, "scheduleProblem", editor).text()
    editor.leave()  # type: ignore[attr-defined]


@pytest.mark.parametrize(("kind", "choice"), [("scenario", ""), ("burst", "goods-in"), ("proof", "full")])
def test_every_kind_offers_its_choices(shell: Shell, opened: Any, kind: str, choice: str) -> None:
    editor = added(shell, opened, scheduleKind=kind)
    box = shell.find(QComboBox, "scheduleChoice", editor)
    shell.until(lambda: box.count() > 0)
    if choice:
        choose(shell, editor, "scheduleChoice", choice)
    assert shell.find(QComboBox, "scheduleSystem", editor).isVisible() == (kind == "scenario")
    assert shell.find(QComboBox, "scheduleWebhook", editor).isVisible() == (kind != "scenario")
    assert shell.find(QPushButton, "scheduleFile", editor).isVisible() == (kind == "burst")
    save(shell, editor)
    shell.gone(editor)
    shell.until(lambda: cells(opened.table) != [])


def test_a_day_can_be_a_file(shell: Shell, opened: Any, tmp_path: Path) -> None:
    file = tmp_path / "day.txt"
    file.write_text("order-picked 3 06:00-06:10\n", encoding="utf-8")
    editor = added(shell, opened, scheduleKind="burst")
    editor.use_file(file)  # type: ignore[attr-defined]
    save(shell, editor)
    shell.until(lambda: cells(opened.table) != [])
    shell.find(QPushButton, "runSchedule", opened).click()
    shell.until(lambda: [row[1] for row in cells(opened.runs)] == ["✓ passed"])
    assert len(shell.services.sender.requests) == 3


def test_only_the_first_failure_and_the_next_success_are_announced(shell: Shell, opened: Any) -> None:
    tray = FakeTray()
    show = shell.window.commands["showSchedules"].trigger
    ScheduleNotices(shell.window.context, tray, show, shell.window).timer.stop()  # type: ignore[arg-type]
    save(shell, added(shell, opened, scheduleKind="test"))
    shell.until(lambda: cells(opened.table) != [])
    good = shell.services.sender.result
    bad = SendResult(Response(500, "", "HTTP/1.1", (), b""), Timing(total_ms=3.0))
    for count, (result, texts) in enumerate(
        (
            (good, []),
            (bad, ["The schedule “Test request: Order is picked” failed: 1 of 1 failed."]),
            (bad, []),
            (good, ["The schedule “Test request: Order is picked” succeeds again."]),
        ),
        1,
    ):
        shell.services.sender.result = result
        tray.texts.clear()
        shell.find(QPushButton, "runSchedule", opened).click()
        shell.until(lambda: len(cells(opened.runs)) == count)  # noqa: B023 - called at once
        if texts:
            shell.told(texts[0])
        assert tray.texts == ([] if shell.window.isActiveWindow() else texts)


def test_what_is_due_runs_when_the_window_has_started(shell: Shell, opened: Any) -> None:
    editor = added(shell, opened, scheduleKind="test", scheduleRhythm="interval")
    save(shell, editor)
    shell.until(lambda: cells(opened.table) != [])
    shell.services.clock.now += timedelta(hours=2)
    notices = shell.window.findChild(ScheduleNotices)
    assert notices is not None
    notices.follow()
    shell.until(lambda: [row[1] for row in cells(opened.runs)] == ["✓ passed"])

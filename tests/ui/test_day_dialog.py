"""The morning burst in the window."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QTableView,
)

from tests.ui.conftest import Shell


def opened(shell: Shell) -> tuple[Any, QLabel]:
    shell.demo()
    shell.do("morningBurst")
    dialog = shell.shown(QDialog, "dayDialog")
    factor = shell.find(QComboBox, "dayFactor", dialog)
    factor.setCurrentIndex(factor.count() - 1)
    return dialog, shell.find(QLabel, "dayVerdict", dialog)


def test_a_day_is_played_shown_and_saved(shell: Shell, tmp_path: Path) -> None:
    dialog, verdict = opened(shell)
    day, table = shell.find(QPlainTextEdit, "dayText", dialog), shell.find(QTableView, "dayTable", dialog)
    assert "order-picked" in day.toPlainText()
    day.setPlainText("order-eaten 1 06:00-07:00")
    shell.find(QPushButton, "sendDay", dialog).click()
    assert verdict.text() == "Line 1: there is no webhook type “order-eaten”."
    assert not shell.services.sender.requests
    file = tmp_path / "day.txt"
    file.write_text("order-picked 4 06:00-07:00\narticle-picked 2 06:00-07:00 wave\n", encoding="utf-8")
    dialog.open_day(file)
    shell.until(lambda: day.toPlainText().startswith("order-picked 4"))
    dialog.save_day(tmp_path / "own.txt")
    shell.until(lambda: verdict.text() == "Saved as own.txt.")
    assert (tmp_path / "own.txt").read_text(encoding="utf-8") == file.read_text(encoding="utf-8")
    chart = shell.find(QPushButton, "dayChart", dialog)
    assert not chart.isEnabled()
    shell.find(QPushButton, "sendDay", dialog).click()
    shell.until(chart.isEnabled)
    assert verdict.text().startswith("All 6 requests succeeded.")
    model = table.model()
    assert [[model.index(row, column).data() for column in (0, 1, 2, 3)] for row in (0, 1)] == [
        ["Order is picked", "4", "4", "0"],
        ["Article is picked", "2", "2", "0"],
    ]
    dialog.save_result(tmp_path / "burst.json")
    shell.until((tmp_path / "burst.json").exists)
    assert json.loads((tmp_path / "burst.json").read_bytes())["good"] == 6
    chart.click()
    picture = shell.shown(QDialog, "burstChart")
    shown = shell.find(QLabel, "chart", picture)
    shell.until(lambda: not shown.pixmap().isNull())
    assert b"Backlog" in picture.view.svg  # type: ignore[attr-defined]
    picture.done(0)
    shell.gone(picture)
    dialog.done(0)
    shell.gone(dialog)


def test_a_filter_chooses_recorded_requests(shell: Shell) -> None:
    dialog, verdict = opened(shell)
    source, wanted = shell.find(QComboBox, "daySource", dialog), shell.find(QLineEdit, "dayFilter", dialog)
    source.setCurrentIndex(source.count() - 1)
    assert not shell.find(QPlainTextEdit, "dayText", dialog).isVisible()
    wanted.setText("after:never")
    shell.find(QPushButton, "sendDay", dialog).click()
    shell.until(lambda: "never" in verdict.text())
    wanted.setText("path:/none")
    shell.find(QPushButton, "sendDay", dialog).click()
    shell.until(lambda: verdict.text() == "No received request matches.")
    assert not shell.services.sender.requests
    dialog.done(0)
    shell.gone(dialog)


def test_a_burst_can_be_cancelled(shell: Shell) -> None:
    dialog, verdict = opened(shell)
    shell.services.sender.hang = True
    shell.find(QPushButton, "sendDay", dialog).click()
    shell.until(lambda: len(shell.services.sender.requests) == 10)
    shell.shown(QPushButton, "cancelDay").click()
    shell.until(lambda: verdict.text().startswith("Cancelled"))
    assert len(shell.services.sender.requests) == 10
    dialog.done(0)
    shell.gone(dialog)


def test_an_edited_day_is_kept_beside_the_others_and_asked_about(shell: Shell, tmp_path: Path) -> None:
    dialog, _ = opened(shell)
    day, source = shell.find(QPlainTextEdit, "dayText", dialog), shell.find(QComboBox, "daySource", dialog)
    day.setPlainText("order-picked 4 06:00-07:00\n")
    for place in (1, source.count() - 1, 0):
        source.setCurrentIndex(place)
    assert day.toPlainText() == "order-picked 4 06:00-07:00\n"
    shell.find(QPushButton, "openDay", dialog).click()
    boxes = dialog.findChildren(QMessageBox, "confirmation")
    assert [box.text() for box in boxes] == ["The day that is shown was changed."]
    boxes[0].reject()
    source.setCurrentIndex(1)
    dialog.close()
    assert dialog.isVisible()
    box = dialog.findChildren(QMessageBox, "confirmation")[-1]
    next(button for button in box.buttons() if button.text().replace("&", "") == "Save").click()
    assert source.currentIndex() == 0, "the changed day is shown"
    files = shell.shown(QFileDialog, "saveDayFile")
    files.fileSelected.emit(str(tmp_path / "own.txt"))
    files.done(0)
    shell.gone(dialog)
    assert (tmp_path / "own.txt").read_text(encoding="utf-8") == "order-picked 4 06:00-07:00\n"

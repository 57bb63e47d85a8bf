"""The Scenarios screen: chosen, changed, run, and its results."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QTableView,
)

from ongoing_desktop.services.webhooks import KeepCredential
from tests.ui.conftest import Shell


def cells(shell: Shell, name: str) -> list[list[str]]:
    model = shell.find(QTableView, name).model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())] for row in range(model.rowCount())
    ]


def told(shell: Shell) -> str:
    return shell.find(QLabel, "scenarioTold").text()


def open_page(shell: Shell) -> None:
    shell.demo()
    shell.do("showScenarios")
    shell.until(lambda: len(cells(shell, "scenarioSteps")) > 0)
    choice = shell.find(QComboBox, "scenarioChoice")
    place = choice.findText("An order's life (built in)")
    choice.setCurrentIndex(place)
    choice.activated.emit(place)


def test_who_would_hear_is_shown_before_and_what_came_of_it_after(shell: Shell) -> None:
    open_page(shell)
    shell.until(lambda: "fire for 1 of 11 events. Requests to send: 1." in told(shell))
    lines = cells(shell, "scenarioOutcome")
    assert ["6", "Order is picked, 400", "Order is picked", "would be sent", ""] in lines
    assert ["1", "Order is created, 200", "", "no webhook", "No webhook of this type."] in lines
    shell.find(QPushButton, "runScenario").click()
    shell.until(lambda: "deliveries: 1." in told(shell))
    assert next(line for line in cells(shell, "scenarioOutcome") if line[3] == "✓ 200")[2] == "Order is picked"
    (request,) = shell.services.sender.requests
    body = json.loads(request.body)
    assert (body["orderNumber"], body["orderStatus"]["number"]) == (f"ORD-{body['orderId']}", 400)
    hook = shell.services.settings.current.webhooks[0]
    with shell.qtbot.waitSignal(shell.signals.settings_changed):
        shell.services.do(shell.services.webhooks.remember(hook.id, test_payload="{}"))
    assert "deliveries: 1." in told(shell)
    shell.services.sender.hang = True
    shell.find(QPushButton, "runScenario").click()
    shell.until(lambda: any(line[3] == "…" for line in cells(shell, "scenarioOutcome")))
    shell.until(lambda: len(shell.services.sender.requests) == 2)
    shell.window.close()
    box = shell.shown(QMessageBox, "confirmation")
    assert "remaining events will not be sent" in box.text()
    box.reject()
    shell.gone(box)
    shell.shown(QPushButton, "cancelScenario").click()
    shell.until(lambda: "Cancelled" in told(shell))
    assert [line[3] for line in cells(shell, "scenarioOutcome") if line[2] == "Order is picked"] == ["cancelled"]
    shell.until(lambda: len(shell.services.history.outcomes) == len(shell.services.history.new))


def test_steps_are_changed_saved_and_removed(shell: Shell, tmp_path: Path) -> None:
    open_page(shell)
    before = len(cells(shell, "scenarioSteps"))
    shell.find(QTableView, "scenarioSteps").selectRow(5)
    shell.find(QPushButton, "editStep").click()
    dialog = shell.shown(QDialog, "stepDialog")
    shell.find(QPlainTextEdit, "stepValues", dialog).setPlainText("{")
    shell.find(QPushButton, "stepSave", dialog).click()
    assert dialog.isVisible()
    shell.find(QPlainTextEdit, "stepValues", dialog).setPlainText('{"orderNumber": "A 1"}')
    shell.find(QSpinBox, "stepCopies", dialog).setValue(2)
    shell.find(QPushButton, "stepSave", dialog).click()
    shell.gone(dialog)
    assert cells(shell, "scenarioSteps")[5][3] == "sent 2 times"
    shell.find(QPushButton, "stepUp").click()
    shell.find(QTableView, "scenarioSteps").selectRow(0)
    shell.find(QPushButton, "removeStep").click()
    assert len(cells(shell, "scenarioSteps")) == before - 1
    file = tmp_path / "mine.json"
    shell.window.pages.scenarios.library.write_file(file)
    shell.told("saved as mine.json")
    assert [step.get("copies", 1) for step in json.loads(file.read_text("utf-8"))["steps"]][3] == 2
    shell.find(QPushButton, "saveScenario").click()
    dialog = shell.shown(QDialog, "scenarioDialog")
    shell.find(QLineEdit, "scenarioName", dialog).setText("Mine")
    shell.find(QPushButton, "scenarioSave", dialog).click()
    choice = shell.find(QComboBox, "scenarioChoice")
    shell.until(lambda: choice.currentText() == "Mine")
    shell.find(QPushButton, "runScenario").click()
    shell.until(lambda: "deliveries: 2." in told(shell))
    assert len({request.body for request in shell.services.sender.requests}) == 1
    shell.find(QPushButton, "removeScenario").click()
    box = shell.shown(QDialog, "confirmation")
    next(button for button in box.buttons() if button.text().replace("&", "") == "Remove").click()
    shell.until(lambda: choice.findText("Mine") < 0 and len(cells(shell, "scenarioSteps")) > 0)


def test_opening_a_file_does_not_lose_changed_steps_without_a_question(shell: Shell) -> None:
    open_page(shell)
    library = shell.window.pages.scenarios.library
    library.dirty = True
    shell.find(QPushButton, "openScenario").click()
    box = shell.shown(QMessageBox, "confirmation")
    assert "have been changed" in box.text() + box.informativeText()
    assert library.findChild(QFileDialog) is None
    box.reject()
    shell.gone(box)


def test_other_computers_are_asked_about_and_no_system_is_said(shell: Shell) -> None:
    shell.do("showScenarios")
    shell.until(lambda: "There is no system" in told(shell))
    hook = shell.demo()
    shell.do("showScenarios")
    shell.services.do(shell.services.webhooks.save(replace(hook, url="https://erp.acme.example/x"), KeepCredential()))
    open_choice = shell.find(QComboBox, "scenarioChoice")
    place = open_choice.findText("An order's life (built in)")
    open_choice.setCurrentIndex(place)
    open_choice.activated.emit(place)
    shell.until(lambda: "Requests to send" in told(shell))
    shell.find(QPushButton, "runScenario").click()
    box = shell.shown(QDialog, "confirmation")
    assert "erp.acme.example" in box.text()
    assert shell.services.sender.requests == []
    box.reject()
    shell.gone(box)


def test_a_wait_counts_down_and_can_be_ended(shell: Shell) -> None:
    open_page(shell)
    shell.until(lambda: "Requests to send: 1." in told(shell))
    speed, run = shell.find(QComboBox, "scenarioSpeed"), shell.find(QPushButton, "runScenario")
    following, left = shell.find(QPushButton, "scenarioNextNow"), shell.find(QLabel, "scenarioCountdown")
    assert not following.isVisible()
    speed.setCurrentIndex(0)  # real time: hours
    run.click()

    def on() -> bool:
        if following.isEnabled() and following.isVisible():
            assert left.text().startswith("Next in ")
            following.click()
        return "deliveries: 1." in told(shell)

    shell.until(on)
    assert not following.isVisible()
    assert not left.isVisible()

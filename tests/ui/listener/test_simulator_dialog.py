"""The API simulator through the window."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
)

from tests.ui.conftest import Shell


def opened(shell: Shell) -> Any:
    shell.do("apiSimulator")
    return shell.shown(QDialog, "simulatorDialog")


def choose(dialog: Any, shell: Shell, menu: str, text: str) -> None:
    found = shell.find(QMenu, menu, dialog)
    found.aboutToShow.emit()
    next(action for action in found.actions() if action.text() == text).trigger()


def documents(shell: Shell) -> dict[str, str]:
    return dict(shell.services.settings.current.simulator.documents)


def test_it_is_switched_and_a_document_is_made_edited_and_removed(shell: Shell) -> None:
    shell.demo()
    dialog = opened(shell)
    assert not shell.services.settings.current.simulator.on
    assert shell.find(QLabel, "simulatorEmpty", dialog).isVisible()
    shell.find(QCheckBox, "simulatorOn", dialog).click()
    shell.until(lambda: shell.services.settings.current.simulator.on)
    choose(dialog, shell, "simulatorNew", "Order")
    path, text = shell.find(QLineEdit, "simulatorPath", dialog), shell.find(QPlainTextEdit, "simulatorText", dialog)
    shell.until(lambda: path.text() == "/orders/70001")
    assert '"orderId": 70001' in text.toPlainText()
    text.selectAll()
    text.insertPlainText('{"orderInfo": {"orderId": 70001,}}')
    problem = shell.find(QLabel, "simulatorProblem", dialog)
    shell.until(lambda: "not valid JSON: line 1, column" in problem.text())
    shell.find(QPushButton, "simulatorSave", dialog).click()
    shell.until(lambda: shell.tasks.busy == 0)
    assert '"orderNumber"' in documents(shell)["/orders/70001"]
    text.selectAll()
    text.insertPlainText('{"orderInfo": {"orderId": 9}}')
    shell.until(lambda: "orderInfo.orderId is 9" in problem.text())
    path.setText("/orders/9")
    path.textEdited.emit("/orders/9")
    shell.find(QPushButton, "simulatorSave", dialog).click()
    shell.until(lambda: list(documents(shell)) == ["/orders/9"])
    choose(dialog, shell, "simulatorNew", "/orders/statuses")
    shell.until(lambda: list(documents(shell)) == ["/orders/9", "/orders/statuses"])
    shell.until(lambda: path.text() == "/orders/statuses")
    shell.find(QPushButton, "simulatorRemove", dialog).click()
    shell.until(lambda: list(documents(shell)) == ["/orders/9"])
    shell.do("undo")
    shell.until(lambda: list(documents(shell)) == ["/orders/9", "/orders/statuses"])
    listed = shell.find(QListWidget, "simulatorList", dialog)
    shell.until(lambda: listed.count() == 2)
    dialog.reject()


def test_unsaved_text_is_asked_about(shell: Shell) -> None:
    dialog = opened(shell)
    choose(dialog, shell, "simulatorNew", "Article")
    path = shell.find(QLineEdit, "simulatorPath", dialog)
    shell.until(lambda: path.text() == "/articles/70001")
    text = shell.find(QPlainTextEdit, "simulatorText", dialog)
    text.selectAll()
    text.insertPlainText("[")
    dialog.reject()
    box = shell.shown(QMessageBox, "confirmation")
    assert "/articles/70001" in box.text() + box.informativeText()
    box.reject()
    shell.find(QPushButton, "simulatorDiscard", dialog).click()
    shell.until(lambda: "articleNumber" in text.toPlainText())
    dialog.reject()
    shell.gone(dialog)


def test_faults_and_the_credential(shell: Shell) -> None:
    dialog = opened(shell)
    choose(dialog, shell, "simulatorFaultsMenu", "Add “API: 500”")
    button = shell.find(QPushButton, "simulatorFaults", dialog)
    shell.until(lambda: button.text() == "Faults (1)")
    choose(dialog, shell, "simulatorFaultsMenu", "API: 500")
    shell.until(lambda: button.text() == "Faults")
    assert [rule.on for rule in shell.services.settings.current.rules] == [False]
    shell.find(QPushButton, "simulatorCredential", dialog).click()
    form = shell.shown(QDialog, "simulatorCredentialDialog")
    shell.find(QLineEdit, "simulatorUser", form).setText("api")
    shell.find(QPushButton, "save", form).click()
    told = form._fields["password"].problem
    shell.until(lambda: "Enter a password" in told.text())
    shell.find(QLineEdit, "simulatorPassword", form).setText("pass-of-the-api")
    shell.find(QPushButton, "save", form).click()
    shell.gone(form)
    shell.until(lambda: shell.find(QPushButton, "simulatorCredential", dialog).text() == "Credential: api…")
    assert shell.services.settings.current.simulator.secret_ref
    dialog.reject()


def test_a_system_is_connected_to_it_by_one_button(shell: Shell) -> None:
    shell.demo()
    shell.do("connectToOngoing")
    dialog = shell.shown(QDialog, "connectionDialog")
    told = shell.find(QLabel, "connectionResult", dialog)
    shell.find(QPushButton, "connectionSimulator", dialog).click()
    assert shell.find(QLineEdit, "connectionAddress", dialog).text() == "http://127.0.0.1:8765/demo"
    assert "Switch on the API simulator" in told.text()
    shell.services.do(shell.services.simulator.switch(on=True))
    shell.find(QPushButton, "connectionSimulator", dialog).click()
    assert told.text() == ""
    dialog.leave()

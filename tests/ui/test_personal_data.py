"""Personal data in exports through the window: replaced by choice, and previewed before anything is written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTableView,
)

from tests.contracts.test_personal_data import NAME, TEXT
from tests.ui.conftest import Shell
from tests.ui.exchanges_support import received


def opened(shell: Shell, choice: str = "looked-up") -> Any:
    shell.do("exportHistory")
    dialog = shell.shown(QDialog, "exportHistoryDialog")
    formats, personal = (shell.find(QComboBox, name, dialog) for name in ("exportFormat", "personalData"))
    formats.setCurrentIndex(formats.findData("jsonl"))
    assert personal.currentData() == "looked-up"
    personal.setCurrentIndex(personal.findData(choice))
    return dialog


def choose_file(shell: Shell, file: Path) -> None:
    chooser = shell.shown(QFileDialog, "exportFile")
    chooser.fileSelected.emit(str(file))
    chooser.reject()
    shell.told("exchange")
    shell.until(lambda: file.exists())


def shown(shell: Shell, dialog: Any) -> list[list[str]]:
    rows = shell.find(QTableView, "replacedMembers", dialog).model()
    return [[rows.index(row, column).data() for column in range(5)] for row in range(rows.rowCount())]


def test_what_nobody_documented_is_shown_before_anything_is_written(shell: Shell, tmp_path: Path) -> None:
    shell.services.history.append([received(1, body=TEXT.encode())])
    dialog = opened(shell, "all")
    shell.find(QCheckBox, "replaceNumbers", dialog).setChecked(True)
    shell.find(QPushButton, "exportNow", dialog).click()
    preview = shell.shown(QDialog, "replacedDialog")
    rows = shown(shell, preview)
    assert rows[0][1] == "not documented"
    name = next(row for row in rows if row[0] == "consignee.name")
    assert name[2] == NAME
    assert not dialog.findChildren(QFileDialog)
    shell.find(QPushButton, "replacedContinue", preview).click()
    file = tmp_path / "out.jsonl"
    choose_file(shell, file)
    body = json.loads(file.read_bytes())["request"]["body"]
    assert NAME not in body
    assert name[3] in body
    assert "70031" not in body


def test_the_preview_can_be_asked_for_and_says_when_there_is_nothing(shell: Shell) -> None:
    shell.services.history.append([received(1, body=TEXT.encode())])
    dialog = opened(shell)
    shell.find(QPushButton, "previewPersonal", dialog).click()
    preview = shell.shown(QDialog, "replacedDialog")
    assert shown(shell, preview) == []
    assert any("nothing to replace" in item.text() for item in preview.findChildren(QLabel))
    preview.reject()
    shell.gone(preview)
    assert shell.find(QPushButton, "exportNow", dialog).isEnabled()
    dialog.reject()


def test_the_choice_to_keep_asks_nothing(shell: Shell, tmp_path: Path) -> None:
    shell.services.history.append([received(1, body=TEXT.encode())])
    dialog = opened(shell, "none")
    assert not shell.find(QCheckBox, "replaceNumbers", dialog).isEnabled()
    assert not shell.find(QPushButton, "previewPersonal", dialog).isEnabled()
    shell.find(QPushButton, "exportNow", dialog).click()
    file = tmp_path / "kept.jsonl"
    choose_file(shell, file)
    assert NAME in json.loads(file.read_bytes())["request"]["body"]


def test_the_support_pack_has_the_same_choice(shell: Shell) -> None:
    shell.services.history.append([received(1, body=TEXT.encode())])
    shell.do("supportPack")
    dialog = shell.shown(QDialog, "supportDialog")
    personal = shell.find(QComboBox, "personalData", dialog)
    personal.setCurrentIndex(personal.findData("all"))
    shell.find(QPushButton, "exportNow", dialog).click()
    preview = shell.shown(QDialog, "replacedDialog")
    preview.reject()
    shell.gone(preview)
    dialog.reject()


def test_an_exchange_is_kept_as_a_sample_without_personal_data(shell: Shell) -> None:
    shell.services.history.append([received(1, body=TEXT.encode())])
    shell.do("showHistory")
    page = shell.window.pages.history
    shell.until(lambda: page.model.rowCount() == 1)
    page.table.selectRow(0)
    next(action for action in page.table.actions() if action.objectName() == "keepAsSample").trigger()
    dialog = shell.shown(QDialog, "checkDialog")
    preview = shell.shown(QDialog, "replacedDialog")
    assert shown(shell, preview)[0][1] == "not documented"
    preview.reject()
    text = shell.find(QPlainTextEdit, "checkText", dialog)
    assert NAME not in text.toPlainText()
    assert '"orderId": 70031' in text.toPlainText()
    keep = shell.find(QPushButton, "checkKeep", dialog)
    shell.until(keep.isEnabled)
    keep.click()
    shell.gone(dialog)
    newest = shell.services.history.get(2)
    assert newest is not None
    assert NAME.encode() not in newest.request.body
    assert newest.row.reason_code == "pasted"

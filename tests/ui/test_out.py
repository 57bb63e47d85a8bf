"""Exporting and importing exchanges in the window: chosen, searched for secrets, written completely or not at all."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QLabel, QPlainTextEdit, QPushButton, QRadioButton

from ongoing_desktop.formats.history_formats import HISTORY_FORMATS
from tests.ui.conftest import Shell
from tests.ui.exchanges_support import received

SECRET = "pl4nted-T0ken-x"


def opened(shell: Shell, format_key: str, what: str = "exportAll") -> QDialog:
    shell.do("exportHistory")
    dialog = shell.shown(QDialog, "exportHistoryDialog")
    formats = shell.find(QComboBox, "exportFormat", dialog)
    formats.setCurrentIndex(formats.findData(format_key))
    assert shell.find(QLabel, "exportTold", dialog).text() == HISTORY_FORMATS[format_key].limitations
    shell.find(QRadioButton, what, dialog).setChecked(True)
    return dialog


def write(shell: Shell, dialog: QDialog, file: Path) -> None:
    shell.find(QPushButton, "exportNow", dialog).click()
    chooser = shell.shown(QFileDialog, "exportFile")
    chooser.fileSelected.emit(str(file))
    chooser.reject()


def test_all_or_the_selected_in_every_format(shell: Shell, tmp_path: Path) -> None:
    shell.services.history.append([received(1), received(2), received(3)])
    shell.do("showInbox")
    inbox = shell.window.pages.inbox
    shell.until(lambda: inbox.model.rowCount() == 3)
    for key, item in HISTORY_FORMATS.items():
        inbox.table.selectRow(inbox.model.place_of(2))
        file = tmp_path / f"out{item.suffix}"
        dialog = opened(shell, key, "exportSelection")
        write(shell, dialog, file)
        shell.told(f"1 exchange was written to {file.name}")
    (entry,) = json.loads((tmp_path / "out.har").read_bytes())["log"]["entries"]
    assert entry["_ongoing"]["id"] == 2
    write(shell, opened(shell, "jsonl"), tmp_path / "all.jsonl")
    shell.told("3 exchanges were written to all.jsonl")
    assert len((tmp_path / "all.jsonl").read_bytes().splitlines()) == 3


def test_a_secret_is_named_and_masked_only_on_request(shell: Shell, tmp_path: Path) -> None:
    shell.demo()
    shell.add(authentication="x-auth-token", secret=SECRET)
    shell.services.history.append([received(1, body=json.dumps({"copied": SECRET}).encode())])
    file = tmp_path / "out.har"
    dialog = opened(shell, "har")
    write(shell, dialog, file)
    places = shell.find(QPlainTextEdit, "exportPlaces", dialog)
    shell.until(places.isVisible)
    assert places.toPlainText() == "exchange 1: body of the request"
    assert not file.exists()
    go = shell.find(QPushButton, "exportNow", dialog)
    assert go.text() == "Mask and write"
    # Back and forward.
    shell.find(QPushButton, "exportCancel", dialog).click()
    assert go.text() == "Choose file…"
    write(shell, dialog, file)
    shell.until(lambda: go.text() == "Mask and write" and go.isEnabled())
    go.click()
    shell.told("1 exchange was written to out.har")
    assert SECRET.encode() not in file.read_bytes()
    assert b"[redacted]" in file.read_bytes()


def test_a_single_body_of_several_is_said_and_changes_nothing(shell: Shell, tmp_path: Path) -> None:
    shell.services.history.append([received(1), received(2)])
    dialog = opened(shell, "raw")
    write(shell, dialog, tmp_path / "x.bin")
    state = shell.find(QLabel, "exportState", dialog)
    shell.until(lambda: "only one exchange" in state.text())
    assert shell.find(QPushButton, "exportNow", dialog).isEnabled()
    dialog.reject()


def test_cancel_while_it_works(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.services.history.append([received(1), received(2)])
    entered, go_on = threading.Event(), threading.Event()
    real = shell.services.history.get

    def slow(number: int) -> Any:
        entered.set()
        assert go_on.wait(10)
        return real(number)

    monkeypatch.setattr(shell.services.history, "get", slow)
    dialog = opened(shell, "csv")
    write(shell, dialog, tmp_path / "x.csv")
    shell.until(entered.is_set)
    shell.find(QPushButton, "exportCancel", dialog).click()
    go_on.set()
    shell.until(lambda: "cancelled" in shell.find(QLabel, "exportState", dialog).text())
    assert not (tmp_path / "x.csv").exists()
    dialog.reject()


def test_a_har_file_is_seen_before_it_is_added(shell: Shell, tmp_path: Path) -> None:
    shell.services.history.append([received(1), received(2)])
    file = tmp_path / "x.har"
    write(shell, opened(shell, "har"), file)
    shell.told("2 exchanges were written")

    def choose(path: Path) -> None:
        shell.do("importHistory")
        chooser = shell.shown(QFileDialog, "importHistoryDialog")
        chooser.fileSelected.emit(str(path))
        chooser.reject()

    choose(file)
    preview = shell.shown(QDialog, "harPreview")
    assert any("127.0.0.1:8765 (2)" in found.text() for found in preview.findChildren(QLabel))
    shell.find(QPushButton, "harCancel", preview).click()
    assert shell.services.history.newest_id() == 2
    choose(file)
    shell.find(QPushButton, "harImport", shell.shown(QDialog, "harPreview")).click()
    shell.told("Imported 2 exchanges")
    assert [row.source for row in shell.services.history.rows([1, 2, 3, 4])] == ["", "", "import", "import"]
    (tmp_path / "bad.har").write_text('{"log": 1}')
    choose(tmp_path / "bad.har")
    shell.told("log must be an object")
    document = json.loads(file.read_text("utf-8"))
    document["log"]["entries"].insert(1, None)
    odd = tmp_path / "odd.har"
    odd.write_text(json.dumps(document))
    choose(odd)
    preview = shell.shown(QDialog, "harPreview")
    assert shell.find(QLabel, "harLeftOut", preview).text().startswith("Left out: 1.")
    assert (
        shell.find(QPlainTextEdit, "harRemarks", preview).toPlainText()
        == "Entry 2 will be left out: it must be an object."
    )
    shell.find(QPushButton, "harImport", preview).click()
    shell.until(lambda: shell.services.history.newest_id() == 6)


def test_the_selected_is_copied_as_curl(shell: Shell) -> None:
    shell.services.history.append([received(1)])
    shell.do("showInbox")
    inbox = shell.window.pages.inbox
    shell.until(lambda: inbox.model.rowCount() == 1)
    inbox.table.selectRow(0)
    (action,) = inbox.table.findChildren(QAction, "copyAsCurl")
    action.trigger()
    shell.told("Copied as cURL")
    copied = QGuiApplication.clipboard().text()
    assert "--url http://127.0.0.1:8765/hook/1" in copied
    assert "-H 'X-Twice: a'" in copied

"""Checking a pasted or opened payload through the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QPlainTextEdit, QPushButton, QTableView

from ongoing_desktop.ui.exchanges.check_dialog import CheckDialog
from tests.ui.conftest import Shell

PAYLOAD = (
    '{"webhookOrdersId": 4, "webhookEventId": 9, "system": "demo", "timestamp": "2026-01-15T09:30:29.9",'
    ' "goodsOwnerId": "x"}'
)


def opened(shell: Shell) -> CheckDialog:
    shell.do("checkPayload")
    dialog = shell.shown(QDialog, "checkDialog")
    assert isinstance(dialog, CheckDialog)
    return dialog


def test_a_pasted_payload_is_checked_and_kept(shell: Shell) -> None:
    dialog = opened(shell)
    result = shell.find(QLabel, "checkResult", dialog)
    shell.find(QPlainTextEdit, "checkText", dialog).setPlainText(PAYLOAD)
    shell.until(lambda: "Errors: 1" in result.text())
    table = shell.find(QTableView, "detailFindings", dialog)
    assert table.model().index(0, 0).data() == "✕ goodsOwnerId"
    chooser = shell.find(QComboBox, "checkType", dialog)
    chooser.setCurrentIndex(chooser.findData("article-created"))
    shell.until(lambda: "not a “Article” payload" in str(table.model().index(0, 1).data()))
    shell.find(QPushButton, "checkKeep", dialog).click()
    shell.until(lambda: shell.services.history.newest_id() == 1)
    kept = shell.services.history.get(1)
    assert kept.request.body == PAYLOAD.encode()
    shell.until(lambda: shell.window.pages.inbox.detail.isVisible())
    shell.until(lambda: "Pasted or opened" in shell.window.pages.inbox.detail.reason.text())


def test_a_file_is_checked_byte_for_byte(shell: Shell, tmp_path: Path) -> None:
    dialog = opened(shell)
    result = shell.find(QLabel, "checkResult", dialog)
    file = tmp_path / "payload.json"
    file.write_bytes(b"\xff\xfe")
    dialog.open_file(file)
    shell.until(lambda: "not a documented payload" in result.text())
    shell.find(QPushButton, "checkKeep", dialog).click()
    shell.until(lambda: shell.services.history.newest_id() == 1)
    assert shell.services.history.get(1).request.body == b"\xff\xfe"


def test_a_long_line_is_not_wrapped(shell: Shell, tmp_path: Path) -> None:
    """Wrapping it would stop the window for seconds."""
    dialog = opened(shell)
    file = tmp_path / "payload.txt"
    file.write_bytes(b"x" * 900_000)
    dialog.open_file(file)
    shell.until(lambda: len(dialog.text.toPlainText()) == 900_000)
    assert dialog.text.lineWrapMode() == QPlainTextEdit.LineWrapMode.NoWrap


def test_a_file_that_is_not_there_is_said(shell: Shell, tmp_path: Path) -> None:
    dialog = opened(shell)
    dialog.open_file(tmp_path / "none.json")
    shell.until(lambda: "cannot be read" in shell.find(QLabel, "checkResult", dialog).text())
    assert not shell.find(QPushButton, "checkKeep", dialog).isEnabled()
    dialog.reject()

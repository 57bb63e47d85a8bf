"""Receiver code through the window."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QPlainTextEdit, QPushButton

from ongoing_desktop.formats.receiver_code import SNIPPETS
from ongoing_desktop.ui.webhooks.receiver_code_dialog import ReceiverCodeDialog
from tests.ui.conftest import Shell


def opened(shell: Shell) -> ReceiverCodeDialog:
    shell.do("receiverSnippet")
    dialog = shell.shown(QDialog, "snippetDialog")
    assert isinstance(dialog, ReceiverCodeDialog)
    return dialog


@pytest.mark.parametrize("language", SNIPPETS)
def test_the_code_is_shown_copied_and_saved(shell: Shell, language: str, tmp_path: Path) -> None:
    hook = shell.demo()
    dialog = opened(shell)
    chooser = shell.find(QComboBox, "snippetLanguage", dialog)
    chooser.setCurrentIndex(chooser.findData(language))
    wanted = SNIPPETS[language].write(hook, shell.services.catalogue)
    assert shell.find(QPlainTextEdit, "snippetCode", dialog).toPlainText() == wanted
    assert "WEBHOOK_SECRET_FILE" in shell.find(QLabel, "snippetRun", dialog).text()
    shell.find(QPushButton, "snippetCopy", dialog).click()
    assert QGuiApplication.clipboard().text() == wanted
    file = tmp_path / SNIPPETS[language].file_name
    dialog.save_to(file)
    shell.until(lambda: file.exists() and file.read_bytes() == wanted.encode())
    shell.until(lambda: file.name in shell.notice())
    dialog.reject()


def test_the_secret_is_not_in_it(shell: Shell) -> None:
    shell.demo()
    shell.add(authentication="x-auth-token", secret="pl4nted-token", name="A webhook")
    for snippet in SNIPPETS.values():
        for hook in shell.services.settings.current.webhooks:
            assert "pl4nted-token" not in snippet.write(hook, shell.services.catalogue)


def test_the_receiver_is_started_where_the_webhook_looks_for_it(shell: Shell) -> None:
    hook = replace(shell.demo(), authentication="x-auth-token", url="http://127.0.0.1:9000/orders")
    for snippet in SNIPPETS.values():
        assert "9000" in snippet.command(hook, 8765)
        assert "WEBHOOK_SECRET_FILE=secret.txt" in snippet.command(hook, 8765)
        assert "WEBHOOK_SECRET_FILE" not in snippet.command(replace(hook, authentication="none"), 8765)
        assert "8000" in snippet.command(hook, 9000)  # the listener's own
        assert "8000" in snippet.command(replace(hook, url="https://shop.example:9000/orders"), 8765)
        assert "3000" in snippet.command(replace(hook, local_target="http://localhost:3000/x"), 8765)

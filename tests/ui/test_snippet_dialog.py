"""Receiver code through the window."""

from __future__ import annotations

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

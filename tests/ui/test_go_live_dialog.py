"""The go-live checklist in the window."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QPlainTextEdit, QPushButton

from tests.ui.conftest import Shell


def test_it_is_filled_in_and_printed_with_the_sheet(shell: Shell) -> None:
    shell.demo()
    shell.do("settingsSheet")
    sheet = shell.shown(QDialog, "sheetDialog")
    preview = shell.find(QPlainTextEdit, "sheetPreview", sheet)
    shell.until(lambda: "Go-live" not in preview.toPlainText() and bool(preview.toPlainText()))
    shell.find(QPushButton, "sheetGoLive", sheet).click()
    dialog = shell.shown(QDialog, "goLiveDialog")
    shell.until(lambda: bool(dialog.findChildren(QLineEdit, "goLiveNote-mail")))
    shell.find(QCheckBox, "goLive-mail", dialog).setChecked(True)
    shell.find(QLineEdit, "goLiveNote-mail", dialog).setText("ops@acme.example")
    shell.until(shell.find(QPushButton, "goLiveSave", dialog).isEnabled)
    shell.find(QPushButton, "goLiveSave", dialog).click()
    shell.gone(dialog)
    shell.until(lambda: "ops@acme.example" in preview.toPlainText())
    assert "Go-live checklist" in preview.toPlainText()
    sheet.done(0)
    shell.gone(sheet)


def test_another_webhook_keeps_what_was_entered(shell: Shell) -> None:
    shell.demo()
    shell.do("goLive")
    dialog = shell.shown(QDialog, "goLiveDialog")
    shell.until(lambda: bool(dialog.findChildren(QCheckBox, "goLive-day")))
    shell.find(QCheckBox, "goLive-day", dialog).setChecked(True)
    dialog._switch()
    system = dialog._system_id
    shell.until(lambda: system in shell.services.settings.current.preferences.go_live)
    shell.until(shell.find(QPushButton, "goLiveSave", dialog).isEnabled)
    assert shell.find(QCheckBox, "goLive-day", dialog).isChecked()
    dialog.done(0)
    shell.gone(dialog)

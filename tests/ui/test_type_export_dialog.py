"""Types and collections in the window."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QDialog, QPlainTextEdit, QPushButton

from tests.ui.conftest import Shell


def test_types_and_collections_are_previewed_and_saved(shell: Shell, tmp_path: Path) -> None:
    shell.demo()
    shell.do("exportTypes")
    dialog = shell.shown(QDialog, "typeExportDialog")
    text = shell.find(QPlainTextEdit, "typeText", dialog)
    shell.until(lambda: "WebhookOrderPayload" in text.toPlainText())
    scope, chosen = shell.find(QComboBox, "typeScope", dialog), shell.find(QComboBox, "typeFormat", dialog)
    scope.setCurrentIndex(scope.findData("all"))
    chosen.setCurrentIndex(chosen.findData("typescript"))
    shell.until(lambda: "export interface WebhookShipmentPayload" in text.toPlainText())
    shell.find(QPushButton, "typeCopy", dialog).click()
    chosen.setCurrentIndex(chosen.findData("bruno"))
    shell.until(lambda: "── bruno.json" in text.toPlainText())
    assert not shell.find(QPushButton, "typeCopy", dialog).isEnabled()
    chosen.setCurrentIndex(chosen.findData("postman"))
    shell.until(lambda: "schema.getpostman.com" in text.toPlainText())
    dialog.save_to(tmp_path / "collection.json")
    shell.until((tmp_path / "collection.json").exists)
    assert json.loads((tmp_path / "collection.json").read_bytes())["item"]
    dialog.done(0)
    shell.gone(dialog)

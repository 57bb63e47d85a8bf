"""Import and export through the window: previewed, all or nothing, credentials requested."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QPushButton,
    QRadioButton,
    QTreeWidget,
)

from tests.ui.conftest import Shell
from tests.ui.test_revisions import lines


def exported(shell: Shell) -> dict[str, Any]:
    return json.loads(shell.services.do(shell.services.transfers.export_config(None)))


def choose(shell: Shell, document: Any, tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
    shell.do("importConfig")
    dialog = shell.shown(QFileDialog, "importDialog")
    dialog.fileSelected.emit(str(file))
    dialog.reject()


def test_the_preview_shows_added_changed_and_same(shell: Shell, tmp_path: Path) -> None:
    hook = shell.demo()
    shell.add(name="Stays")
    document = exported(shell)
    mine = next(item for item in document["webhooks"] if item["id"] == hook.id)
    mine |= {"email": "ops@x.test", "vendorKey": {"kept": True}}
    document["webhooks"].append(mine | {"id": "new", "name": "Comes <b>in</b>"})
    document["systems"].append({"name": "Test", "code": "test"})
    choose(shell, document, tmp_path)
    preview = shell.shown(QDialog, "importPreview")
    assert shell.find(QLabel, "importAdded", preview).text() == "2 new"
    assert shell.find(QLabel, "importChanged", preview).text() == "1 changed"
    assert shell.find(QLabel, "importSame", preview).text() == "2 unchanged"
    shown = lines(shell.find(QTreeWidget, "importTree", preview))
    assert ["E-mail", "empty", "ops@x.test"] in shown
    assert any(row[:2] == ["Comes <b>in</b>", "+ new"] for row in shown)
    assert any(row[:2] == ["Stays", "= unchanged"] for row in shown)
    before = shell.services.settings.current
    revisions = len(shell.services.store.kept)
    assert before.webhook("new") is None
    shell.find(QPushButton, "importNow", preview).click()
    shell.until(lambda: "Imported: 1 added, 1 replaced, 1 unchanged" in shell.notice())
    now = shell.services.settings.current
    assert now.webhook("new").extra == {"vendorKey": {"kept": True}}  # type: ignore[union-attr]
    assert len(shell.services.store.kept) == revisions + 1
    shell.do("undo")
    shell.until(lambda: shell.services.settings.current.webhooks == before.webhooks)
    assert shell.services.settings.current.systems == before.systems


def test_cancelling_changes_nothing(shell: Shell, tmp_path: Path) -> None:
    shell.demo()
    document = exported(shell)
    document["webhooks"][0]["name"] = "Other"
    choose(shell, document, tmp_path)
    before = shell.services.settings.current
    shell.find(QPushButton, "importCancel", shell.shown(QDialog, "importPreview")).click()
    assert shell.services.settings.current is before


def test_a_file_of_what_is_here_has_nothing_to_import(shell: Shell, tmp_path: Path) -> None:
    shell.demo()
    choose(shell, exported(shell), tmp_path)
    preview = shell.shown(QDialog, "importPreview")
    assert "already here" in shell.find(QLabel, "importNothing", preview).text()
    assert not shell.find(QPushButton, "importNow", preview).isEnabled()
    preview.reject()


def test_an_error_names_its_path_and_nothing_is_imported(shell: Shell, tmp_path: Path) -> None:
    shell.demo()
    document = exported(shell)
    document["systems"].append({"name": "Passed", "code": "good"})
    document["webhooks"].append(document["webhooks"][0] | {"id": "w2", "url": "nowhere"})
    before = shell.services.settings.current
    choose(shell, document, tmp_path)
    shell.until(lambda: shell.notice().startswith("webhooks[1].url"))
    assert shell.services.settings.current is before


def test_missing_credentials_are_listed_each_with_its_editor(shell: Shell, tmp_path: Path) -> None:
    shell.demo()
    document = exported(shell)
    document["webhooks"] = [
        document["webhooks"][0] | {"id": "n1", "name": "Needs", "authentication": {"type": "x-auth-token"}}
    ]
    choose(shell, document, tmp_path)
    shell.find(QPushButton, "importNow", shell.shown(QDialog, "importPreview")).click()
    missing = shell.shown(QDialog, "missingCredentials")
    shell.find(QPushButton, "enterCredential-n1", missing).click()
    editor = shell.shown(QDialog, "webhookEditor")
    editor.reject()
    shell.gone(editor)
    missing.close()


def test_another_host_for_a_stored_credential_is_a_warning(shell: Shell, tmp_path: Path) -> None:
    shell.demo()
    hook = shell.add(authentication="x-auth-token", secret="Secr3t-word")
    document = exported(shell)
    next(item for item in document["webhooks"] if item["id"] == hook.id)["url"] = "https://elsewhere.example/"
    choose(shell, document, tmp_path)
    preview = shell.shown(QDialog, "importPreview")
    shown = repr(lines(shell.find(QTreeWidget, "importTree", preview)))
    assert "Different host" in shown
    assert "Secr3t-word" not in shown
    preview.reject()


def test_a_file_dropped_onto_the_window_is_previewed(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "dropped.json"
    file.write_text('{"format": "ongoing-desktop-config", "version": 1, "systems": [{"name": "A", "code": "a"}]}')
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 50), copy, data, left, none)
    QApplication.sendEvent(shell.window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(shell.window, QDropEvent(QPointF(50, 50), copy, data, left, none))
    preview = shell.shown(QDialog, "importPreview")
    assert any(row[:2] == ["A", "+ new"] for row in lines(shell.find(QTreeWidget, "importTree", preview)))
    preview.reject()


def export(shell: Shell, radio: str, file: Path) -> dict[str, Any]:
    shell.do("exportConfig")
    dialog = shell.shown(QDialog, "exportDialog")
    shell.find(QRadioButton, radio, dialog).setChecked(True)
    shell.find(QPushButton, "exportNow", dialog).click()
    chooser = shell.shown(QFileDialog, "exportFile")
    chooser.fileSelected.emit(str(file))
    chooser.reject()
    shell.until(file.exists)
    shell.until(lambda: file.name in shell.notice())
    return json.loads(file.read_text(encoding="utf-8"))


def test_export_of_everything_a_system_or_the_selection(shell: Shell, tmp_path: Path) -> None:
    hook = shell.demo()
    shell.add(name="Second", authentication="x-auth-token", secret="Secr3t-word")
    shell.window.webhooks.select(hook.id)
    whole = export(shell, "exportAll", tmp_path / "all.json")
    assert len(whole["webhooks"]) == 2
    assert "Secr3t-word" not in json.dumps(whole)
    assert (tmp_path / "all.json").read_bytes() == shell.services.do(shell.services.transfers.export_config(None))
    assert len(export(shell, "exportSystem", tmp_path / "one.json")["webhooks"]) == 2
    assert [item["id"] for item in export(shell, "exportSelection", tmp_path / "sel.json")["webhooks"]] == [hook.id]

"""The dialog about the program: version, folders, licences, and the copy for a report."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton

from ongoing_desktop import __version__
from ongoing_desktop.ui.kit.line_table import Lines
from ongoing_desktop.ui.shell import about
from tests.helpers import ROOT
from tests.ui.conftest import Shell


def test_about_has_the_version_the_folders_and_the_licences(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(about, "open_folder", opened.append)
    shell.do("about")
    dialog = shell.shown(about.AboutDialog, "aboutDialog")
    changes = (ROOT / "resources" / "docs" / "changes.md").read_text("utf-8")
    assert shell.find(QLabel, "aboutVersion", dialog).text().startswith(f"{__version__} · ")
    assert re.findall(r"^## (\d\S*)", changes, re.MULTILINE)[0] == __version__
    table = shell.find(Lines, "aboutParts", dialog)
    shell.until(lambda: ("h11", "MIT") in [(line.cells[0], line.cells[2]) for line in table.lines])
    shell.until(lambda: shell.find(QLabel, "aboutKeyring", dialog).text() != "")
    for name in ("openDataFolder", "openProgramFolder"):
        shell.find(QPushButton, name, dialog).click()
    assert [url.toLocalFile() for url in opened] == [str(shell.services.data_dir), str(ROOT)]
    shell.find(QPushButton, "copyAbout", dialog).click()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith(f"Ongoing Desktop {__version__} · Python ")
    assert re.search(r"^h11 \S+ \(MIT\)$", copied, re.MULTILINE)
    assert str(shell.services.data_dir) not in copied

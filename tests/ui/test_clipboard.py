"""The clipboard outlives the interpreter, and may be empty."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QClipboard, QGuiApplication

from tests import source
from tests.ui.conftest import Shell

ROOT = Path(__file__).parent.parent.parent
COPIES = """
import sys
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication(sys.argv[:1])
from ongoing_desktop.ui.kit.clipboard import clipboard_bytes, clipboard_text, put_on_clipboard
put_on_clipboard("one", [("application/json", b"1")])
put_on_clipboard("two", [("application/json", b"2")])
assert (clipboard_text(), clipboard_bytes("application/json")) == ("two", b"2")
if "body" in sys.argv:
    from ongoing_desktop.ui.exchanges.body_text import BodyText
    from ongoing_desktop.ui.theme import Theme
    parent = QWidget()
    view = BodyText(Theme(app), parent)
    view.setPlainText("three")
    view.selectAll()
    view.copy()
    assert clipboard_text() == "three"
"""


@pytest.mark.parametrize("what", ["settings", "body"])
def test_the_program_ends_well_after_copying(what: str) -> None:
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    words = [sys.executable, "-c", COPIES, what]
    ends = [
        subprocess.run(words, cwd=ROOT, env=environ, capture_output=True, check=False, timeout=60) for _ in range(10)
    ]
    assert [(end.returncode, end.stderr) for end in ends] == [(0, b"")] * 10


@pytest.mark.source
def test_only_one_place_makes_and_reads_the_data_of_the_clipboard() -> None:
    data = ("QMimeData", "mimeData", "text")
    for path in source.paths():
        if path == source.UI / "kit" / "clipboard.py":
            continue
        for call in source.calls(path):
            # Writing the call out takes longest, so it is done only where its last name may be wrong.
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            assert name not in data or not ast.unparse(call.func).endswith(
                ("QMimeData", "clipboard().mimeData", "clipboard().text")
            ), f"{path}:{call.lineno}: use kit/clipboard.py"


def test_pasting_from_a_clipboard_that_holds_nothing_says_so(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.demo()
    shell.do("showWebhooks")
    monkeypatch.setattr(QClipboard, "mimeData", lambda *_: None)
    monkeypatch.setattr(QClipboard, "text", lambda *_: "")
    shell.do("pasteWebhooks")
    shell.told("The clipboard contains no text to paste webhooks from.")


@pytest.mark.parametrize("empty", [True, False])
def test_pasting_what_is_no_text_says_so(shell: Shell, empty: bool) -> None:
    shell.demo()
    shell.do("showWebhooks")
    QGuiApplication.clipboard().clear()
    if not empty:
        data = QMimeData()
        data.setData("application/octet-stream", b"\xff\x00")
        QGuiApplication.clipboard().setMimeData(data)
    shell.do("pasteWebhooks")
    shell.told("The clipboard contains no text to paste webhooks from.")
    QGuiApplication.clipboard().setText("")

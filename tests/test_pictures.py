"""The pictures: nothing cut off, nothing overlapping, always the same bytes, two runs at the same time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QWidget,
)

from tests.guide_pictures import RECORD
from tests.helpers import ROOT
from tests.picture_checks import faults

GUIDE = ROOT / "resources" / "docs" / "guide" / "pictures"
RENEW = "renew the guides' pictures as .github/CONTRIBUTING.md says"


def start(out: Path, theme: str, *more: str) -> subprocess.Popen[str]:
    words = [
        os.fspath(ROOT / "tests" / "screenshots.py"),
        os.fspath(out),
        "--theme",
        theme,
        "--size",
        "1024x700",
        "--digests",
        *more,
    ]
    return subprocess.Popen(
        [sys.executable, *words], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )


def digests(out: Path) -> dict[str, str]:
    """What a tour drew, without the time that writing the pictures takes."""
    found: dict[str, str] = json.loads((out / "digests.json").read_text("utf-8"))
    return found


def said(errors: str) -> list[str]:
    """What a tour reported, without Qt's remarks about the offscreen platform, which would hide it."""
    return [line for line in errors.splitlines() if line and not line.startswith("This plugin does not support")]


@pytest.mark.timeout(300)  # three tours of some eighty pictures, in parallel with other tests
def test_runs_at_once_find_nothing_wrong_and_write_the_same(tmp_path: Path) -> None:
    guide = tmp_path / "guide"
    runs = [
        start(tmp_path / "a", "light", "--guide", os.fspath(guide)),
        start(tmp_path / "b", "light"),
        # The same at another scale, with less room.
        start(tmp_path / "dark", "dark", "--screen", "1920x1200", "--scale", "2", "--size", "944x560"),
    ]
    found = [(run.communicate(timeout=270)[1], run.returncode) for run in runs]
    assert not [said(errors) for errors, code in found if code]
    assert len(digests(tmp_path / "a")) == len(digests(tmp_path / "dark")) >= 39
    assert digests(tmp_path / "a") == digests(tmp_path / "b")
    assert {path.name for path in guide.glob("*.png")} == {path.name for path in GUIDE.glob("*.png")}, RENEW
    now, shown = (json.loads((folder / RECORD).read_text("utf-8")) for folder in (guide, GUIDE))
    assert now == shown, RENEW


@pytest.mark.parametrize("kind", [QLabel, QPushButton, QLineEdit])
def test_a_text_wider_than_its_box_is_a_fault(qtbot, kind) -> None:
    root = QWidget()
    qtbot.addWidget(root)
    child = kind("A sentence that does not fit into thirty pixels", parent=root)
    if isinstance(child, QLineEdit):
        child.setReadOnly(True)
    child.setFixedSize(30, 20)
    root.resize(400, 100)
    root.show()
    assert faults(root)
    child.setFixedSize(390, 20)
    assert not faults(root)


def test_a_choice_wider_than_the_part_before_its_arrow_is_a_fault(qtbot) -> None:
    root = QWidget()
    qtbot.addWidget(root)
    box = QComboBox(root)
    box.setStyleSheet("QComboBox { border: none; padding: 0 30px 0 4px; } QComboBox::drop-down { width: 26px; }")
    box.addItem("waits in a row")
    root.resize(400, 100)
    root.show()
    needed = box.fontMetrics().horizontalAdvance("waits in a row")
    box.setFixedSize(needed + 20, 30)
    assert faults(root)
    box.setFixedSize(needed + 60, 30)
    assert not faults(root)


def test_a_hint_or_a_title_that_is_cut_is_a_fault(qtbot) -> None:
    root = QWidget()
    qtbot.addWidget(root)
    line, table = QLineEdit(root), QTableWidget(1, 2, root)
    line.setPlaceholderText("Filter, such as status:4xx")
    table.setHorizontalHeaderLabels(["Sent after", "A"])
    table.move(0, 60)
    root.resize(600, 400)
    root.show()
    line.setFixedSize(300, 30)
    table.setColumnWidth(0, 200)
    assert not faults(root)
    line.setFixedWidth(60)
    assert len(faults(root)) == 1
    line.setFixedWidth(300)
    # As wide as the text, without the room around it.
    table.setColumnWidth(0, table.horizontalHeader().fontMetrics().horizontalAdvance("Sent after"))
    assert len(faults(root)) == 1


def test_one_widget_over_another_is_a_fault(qtbot) -> None:
    root = QWidget()
    qtbot.addWidget(root)
    row = QHBoxLayout(root)
    one, two = QLabel("one"), QLabel("two")
    row.addWidget(one)
    row.addWidget(two)
    root.resize(300, 60)
    root.show()
    assert not faults(root)
    two.setGeometry(QRect(one.geometry()))
    assert faults(root)


def test_contents_wider_than_an_area_that_does_not_scroll_sideways_are_a_fault(qtbot) -> None:
    root = QWidget()
    qtbot.addWidget(root)
    area = QScrollArea(root)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidgetResizable(True)
    inner = QWidget()
    area.setWidget(inner)
    area.setFixedSize(200, 100)
    root.show()
    assert not faults(root)
    inner.setMinimumWidth(300)
    qtbot.waitUntil(lambda: inner.width() >= 300)
    assert faults(root)

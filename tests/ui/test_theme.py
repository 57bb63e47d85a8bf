"""Readable colours, and a style sheet that uses them."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QWidget

from ongoing_desktop.ui.icons import NAMES, icon
from ongoing_desktop.ui.theme import Theme
from tests import source

UI = Path(__file__).resolve().parents[2] / "ongoing_desktop" / "ui"
PAIRS = [
    ("text", "window"), ("text", "surface"), ("text", "raised"), ("text", "accent_soft"), ("muted", "window"),
    ("muted", "surface"), ("muted", "raised"), ("accent_text", "accent"), ("good", "good_soft"), ("bad", "bad_soft"),
    ("warn", "warn_soft"), ("good", "surface"), ("bad", "surface"), ("bad", "window"), ("warn", "surface"),
    ("json_key", "surface"), ("json_text", "surface"), ("json_number", "surface"), ("json_word", "surface"),
    ("accent_text", "accent_hover"),
]  # fmt: skip


def contrast(one: QColor, other: QColor) -> float:
    """WCAG contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), PAIRS)
def test_every_text_can_be_read(qapp: Any, mode: str, front: str, back: str) -> None:
    theme = Theme()
    theme.apply(qapp, mode)
    assert contrast(theme.colour(front), theme.colour(back)) >= 4.5


def test_contrast_is_that_of_wcag() -> None:
    assert contrast(QColor("#000"), QColor("#fff")) == pytest.approx(21)
    assert contrast(QColor("#777"), QColor("#fff")) == pytest.approx(4.48, abs=0.01)


def test_a_change_is_told_once_and_dresses_the_application(qtbot: Any, qapp: Any) -> None:
    theme = Theme()
    theme.apply(qapp, "light")
    before = qapp.styleSheet()
    with qtbot.waitSignal(theme.changed):
        theme.change("dark")
    assert theme.dark
    assert qapp.styleSheet() != before
    told = []
    theme.changed.connect(lambda: told.append(1))
    theme.change("dark")
    theme.change("nonsense")
    assert told == []


class StyleChanges(QObject):
    """Counts how often widgets are restyled."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.StyleChange
        return False


def test_a_change_restyles_each_widget_once(qtbot: Any, qapp: Any) -> None:
    theme = Theme()
    theme.apply(qapp, "light")
    window = outer = QWidget()
    qtbot.addWidget(window)
    for _ in range(8):
        outer = QWidget(outer)
        QLabel("text", outer)
    window.show()
    changes = StyleChanges()
    qapp.installEventFilter(changes)
    theme.change("dark")
    qapp.removeEventFilter(changes)
    widgets = len(qapp.allWidgets())
    assert widgets <= changes.count <= 3 * widgets, "off and on again, not once more for each widget around it"


def test_a_pinned_theme_does_not_follow_the_choice(qapp: Any) -> None:
    theme = Theme()
    theme.apply(qapp, "light")
    theme.pin(on=True)
    theme.change("dark")
    assert not theme.dark


def test_the_stylesheet_names_no_file_that_is_missing(qapp: Any) -> None:
    theme = Theme()
    for mode in ("light", "dark"):
        theme.apply(qapp, mode)
        files = re.findall(r'url\("([^"]+)"\)', theme.stylesheet())
        assert files
        assert [name for name in files if not Path(name).is_file()] == []


@pytest.mark.parametrize("name", sorted(NAMES))
def test_every_icon_can_be_drawn(qapp: Any, name: str) -> None:
    theme = Theme()
    theme.apply(qapp, "light")
    assert not icon(name, theme).pixmap(16, 16).isNull()


def test_labels_and_boxes_that_could_show_markup_are_made_in_one_place() -> None:
    # T10: foreign text never becomes markup. Only these files may create a QLabel or a QMessageBox themselves.
    may = {
        "kit/plain_text.py",
        "kit/question.py",
        "shell/side_bar.py",
        "webhooks/webhooks_empty_state.py",
        "kit/empty_state.py",
    }
    may.add("sheet/sheet_pdf.py")  # a document for paper from our own escaped HTML, not a widget; see the layer tests
    may.add("help/guide_view.py")  # shows the program's own guides only; see the layer tests
    made = re.compile(r"\b(QLabel|QMessageBox|QErrorMessage|QTextBrowser)\(|\.setHtml\(|\.setMarkdown\(|insertHtml\(")
    found = {
        path.relative_to(UI).as_posix() for path in UI.rglob("*.py") if made.search(path.read_text(encoding="utf-8"))
    }
    assert found - may == set()


@pytest.mark.source
def test_tooltips_are_escaped() -> None:
    # Qt has no plain tooltips, so every tooltip passed through tooltip_text; literal texts are ours.
    for path in source.paths(UI):
        for node in source.calls(path):
            if isinstance(node.func, ast.Attribute) and node.func.attr == "setToolTip":
                text = node.args[-1]
                if path.name == "tray.py":
                    continue  # the desktop shows it as plain text
                if isinstance(text, ast.Constant) and not set(str(text.value)) & set("<>&"):
                    continue
                made = isinstance(text, ast.Call) and isinstance(text.func, ast.Name) and text.func.id
                assert made == "tooltip_text", f"{path.name}, line {node.lineno}"

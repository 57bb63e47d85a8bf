"""Sizes follow the font and the zoom, and windows stay within their screen."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.layout import vbox
from ongoing_desktop.ui.kit.room import room
from ongoing_desktop.ui.kit.sizes import apply_again, font_px, px, sized
from tests import source
from tests.ui.conftest import Shell

PACKAGE = Path(__file__).parent.parent.parent / "ongoing_desktop"
SETTERS = re.compile(
    r"set(Fixed|Minimum|Maximum|Base)(Width|Height|Size)|set(Horizontal|Vertical|)Spacing|setContentsMargins|resize|"
    r"setIconSize|setIndentation|addSpacing|setHandleWidth|setPixelSize|setPointSizeF?|set(Default|Minimum)SectionSize|"
    r"setDocumentMargin|setTextMargins|setViewportMargins|setColumnWidth|setRowHeight|resizeSection|setGeometry|"
    r"adjusted|adjust|pixmap|QSize|QRect|QRectF"
)
"""Calls whose numbers are sizes."""
OWN = {"ui/kit/sizes.py", "ui/kit/room.py", "ui/sheet/sheet_pdf.py", "ui/exchanges/body_image.py", "ui/shell/tray.py"}
"""The function itself, the frame of windows, paper, pictures in bodies, and the tray, whose size the desktop decides."""


def literal_sizes(nodes: Iterable[ast.AST]) -> Iterator[int]:
    """Lines with a size that is a number or a constant of the module, and not given to :func:`px`."""
    for node in nodes:
        if isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if SETTERS.fullmatch(name) and any(map(bare, node.args)):
                yield node.lineno


def bare(argument: ast.AST) -> bool:
    """Whether an argument contains a number of pixels. Borders of a pixel or two are no sizes."""
    match argument:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return abs(value) > 2
        case ast.Name(id=name):
            return name.isupper() and len(name) > 1
        case ast.Call(func=ast.Name(id="px")) | ast.Call(args=[ast.Name(id="px"), _]) | ast.Subscript():
            return False
        case ast.BinOp(op=ast.Mult() | ast.Div() | ast.FloorDiv(), left=left, right=right):
            return all(map(bare, (left, right)))  # a share of a size, or a number of them
        case ast.Call(func=ast.Attribute() as called, args=arguments):
            return bare(called) or any(map(bare, arguments))
    return any(map(bare, ast.iter_child_nodes(argument)))


@pytest.mark.source
def test_no_size_is_a_number_of_pixels() -> None:
    found = [
        f"{name}:{line}"
        for path in source.paths(source.UI)
        if (name := path.relative_to(PACKAGE).as_posix()) not in OWN
        for line in literal_sizes(source.nodes(path))
    ]
    assert found == []
    sheet = (PACKAGE.parent / "resources" / "themes" / "style.qss").read_text("utf-8")
    assert re.findall(r"\b\d+(?:px|pt|em)\b", sheet) == []
    assert not [
        path
        for path in (PACKAGE / "ui").rglob("*.py")
        if 'setStyleSheet("' in path.read_text("utf-8")[1:] and path.name != "theme.py"
    ]


@pytest.mark.parametrize(
    "line", ["a.resize(640, 480)", "QSize(SIZE, 3)", "b.setFixedWidth(WIDTH + 4)", "r.adjusted(9, 0, 0, 0)"]
)
def test_the_search_finds_pixels(line: str) -> None:
    assert list(literal_sizes(ast.walk(ast.parse(line)))) == [1]


@pytest.mark.parametrize(
    "line", ["a.resize(px(640), h)", "QSize(px(SIZE), 2 * px(3))", "b.setFixedWidth(round(w * 0.42))"]
)
def test_the_search_leaves_units_and_shares(line: str) -> None:
    assert list(literal_sizes(ast.walk(ast.parse(line)))) == []


def test_only_the_kit_gives_windows_their_size() -> None:
    """Which is limited by the screen."""
    files = [path for path in (PACKAGE / "ui").rglob("*.py") if "kit" not in path.parts]
    assert [path.name for path in files if ".resize(" in path.read_text("utf-8")] == []


def test_a_size_follows_the_font(qapp: QApplication, qtbot: object) -> None:
    before = QApplication.font()
    widget = QWidget()
    inner = vbox(sized(QWidget(widget), width=20), on=widget, spacing=10, margins=(4, 0, 0, 0))
    try:
        larger = QApplication.font()
        larger.setPixelSize(26)
        QApplication.setFont(larger)
        apply_again()
        assert font_px(QApplication.font()) == 26
        assert px(100) == 200
        assert (inner.spacing(), inner.contentsMargins().left()) == (20, 8)
        item = inner.itemAt(0)
        assert item is not None
        assert item.widget().width() == 40
    finally:
        QApplication.setFont(before)
        widget.deleteLater()


def test_keys_zoom_every_window_at_once_and_the_choice_is_kept(shell: Shell) -> None:
    shell.demo()
    shell.do("openSettings")
    settings = shell.shown(QWidget, "settingsWindow")
    labels = [shell.window.header.title, settings.findChild(QLabel)]
    before = [font_px(shown.font()) for shown in labels]
    chosen = shell.window.webhook_id
    QTest.keyClick(shell.window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    shell.until(lambda: shell.services.settings.current.preferences.zoom == 110)
    shell.until(lambda: all(font_px(shown.font()) > 1.05 * was for shown, was in zip(labels, before, strict=True)))
    QTest.keyClick(settings, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    shell.until(lambda: shell.services.settings.current.preferences.zoom == 125)
    assert shell.window.webhook_id == chosen
    QTest.keyClick(settings, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    shell.until(lambda: shell.services.settings.current.preferences.zoom == 110)
    QTest.keyClick(shell.window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    shell.until(lambda: [font_px(shown.font()) for shown in labels] == before)


def test_rows_become_compact_and_keep_their_place(shell: Shell) -> None:
    shell.demo()
    table = shell.window.webhooks.table
    before = table.rowHeight(0)
    shell.do("rowsCompact")
    shell.until(lambda: table.rowHeight(0) <= before / 2 + 1)
    assert shell.window.webhook_id
    shell.do("rowsComfortable")
    shell.until(lambda: table.rowHeight(0) == before)


def test_no_window_is_larger_than_its_screen(shell: Shell) -> None:
    shell.services.do(shell.services.settings.set_preferences(zoom=300))
    most = room(shell.window)
    shell.until(lambda: px(1000) > most.height())
    assert shell.window.minimumSize().boundedTo(most) == shell.window.minimumSize()
    dialog = Dialog(shell.window, "large", "Large", size=(900, 900))
    for number in range(40):
        dialog.add(QPushButton(f"Button {number}", dialog))
    leave = QPushButton("Leave", dialog)
    dialog.end_with(leave)
    dialog.show()
    shell.until(lambda: QSize(dialog.size()).boundedTo(most) == dialog.size())
    # The buttons remain in sight, and the content scrolls.
    shell.until(lambda: dialog.rect().contains(leave.mapTo(dialog, leave.rect().bottomRight())))
    screen = shell.window.screen().availableGeometry()
    assert screen.contains(QRect(shell.window.pos(), shell.window.size()))
    dialog.close()

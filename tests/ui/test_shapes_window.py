"""The window of the payload shapes, the notice of new ones, and their mark on the exchange."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QLabel, QLineEdit, QMessageBox, QPushButton

from ongoing_desktop.domain.payload_shapes import FEW
from ongoing_desktop.ui.exchanges.detail import DetailPane
from ongoing_desktop.ui.exchanges.detail_tables import FindingsTable
from ongoing_desktop.ui.exchanges.shapes_window import ShapesWindow
from ongoing_desktop.ui.kit.line_table import Lines
from ongoing_desktop.ui.shell.background_notices import ShapeNotices
from tests.storage.makers import received
from tests.ui.conftest import Shell


def came(shell: Shell, *payloads: object) -> None:
    shell.services.history.append(
        [received(json.dumps(payload).encode(), type="order-picked", family="order") for payload in payloads]
    )


def opened(shell: Shell) -> ShapesWindow:
    shell.do("showShapes")
    window = shell.shown(QDialog, "shapesWindow")
    assert isinstance(window, ShapesWindow)
    shell.until(lambda: window.bar.isHidden())
    return window


def test_shapes_are_shown_accepted_exported_and_forgotten(shell: Shell, tmp_path: Path) -> None:
    usual = {"orderId": 1, "orderStatus": {"number": 400}}
    came(shell, *[usual] * FEW, {**usual, "extra": None})
    window = opened(shell)
    assert shell.find(QComboBox, "shapesType", window).currentData() == "order-picked"
    told = shell.find(QLabel, "shapesTold", window)
    assert told.text().startswith(f"Learnt from {FEW + 1} payloads.")
    members = {line.cells[0]: line.cells[1:4] for line in shell.find(Lines, "shapesMembers", window).lines}
    assert members["orderStatus.number"] == ("number", "100 %", "400")
    assert members["extra"] == ("null", "17 %", "")
    news = shell.find(Lines, "shapesNews", window)
    assert news.lines[0].cells[2] == "New shape: no earlier payload of this type had extra. Its JSON type is null."
    assert news.lines[0].key == FEW + 1
    for kind, said in (("json", b"orderStatus.number"), ("csv", b"orderStatus.number"), ("schema", b'"$schema"')):
        shell.find(QAction, f"shapesAs{kind.title()}", window.export.menu()).trigger()
        dialog = shell.shown(QFileDialog, "shapesSaveDialog")
        file = tmp_path / Path(dialog.selectedFiles()[0]).name
        dialog.fileSelected.emit(str(file))
        dialog.done(0)
        shell.until(lambda: file.exists() and said in file.read_bytes())  # noqa: B023 - called at once
    shell.find(QPushButton, "shapesList", window).click()
    assert shell.find(QLineEdit, "historyFilter").text() == "is:new-shape"
    news.selectRow(0)
    shell.find(QPushButton, "shapesList", window).click()
    assert shell.find(QLineEdit, "historyFilter").text() == f"id:{FEW + 1}"
    shell.find(QPushButton, "shapesAccept", window).click()
    shell.until(news.isHidden)
    shell.find(QPushButton, "shapesForget", window).click()
    box = shell.shown(QMessageBox, "confirmation")
    box.buttons()[0].click()
    shell.until(lambda: told.text().startswith("Nothing has been learnt yet"))
    window.done(0)
    shell.gone(window)


def test_a_new_shape_is_noticed_and_marked(shell: Shell) -> None:
    came(shell, *[{"orderId": 1}] * FEW, {"orderId": "1"})
    window = opened(shell)
    window.done(0)
    shell.gone(window)
    came(shell, {"orderId": 2, "extra": 1}, {"orderId": 3, "more": 1})
    (notices,) = shell.window.findChildren(ShapeNotices)
    shell.services.do(shell.services.shapes.learn())
    notices._notice(tuple(shell.services.shapes.new_shape(FEW + number) for number in (2, 3)))
    assert shell.window.notices.text.text().startswith("2 received payloads have a new shape")
    shell.window.show_exchange(FEW + 1)
    pane = shell.window.findChildren(DetailPane)[-1]
    shell.until(lambda: pane.findings.model().rowCount() > 0)
    assert isinstance(pane.findings, FindingsTable)
    found = [pane.findings.model().index(row, 1).data() for row in range(pane.findings.model().rowCount())]
    assert "New shape: orderId has the JSON type string for the first time." in found


def test_a_list_of_new_shapes_is_read_again_when_they_change(shell: Shell) -> None:
    shell.do("showHistory")
    page = shell.window.pages.history
    read: list[str] = []
    page.loader.reload = lambda: read.append(page.filter_bar.line.text())  # type: ignore[method-assign]
    for text in ("status:200", "is:new-shape"):
        page.filter_bar.set_text(text)
        shell.until(lambda: page._filter is not None and page._filter.terms[0].key in text)  # noqa: B023
        shell.signals.shapes_changed.emit(())
    assert read == ["is:new-shape"]
    assert not shell.notice()

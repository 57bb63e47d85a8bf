"""Widgets that know no service."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMessageBox, QPlainTextEdit, QWidget

from ongoing_desktop.domain.errors import ListenerError
from ongoing_desktop.ui.kit.controls import combo_box, lead_with_icon, line_edit
from ongoing_desktop.ui.kit.form_field import Field
from ongoing_desktop.ui.kit.line_table import MORE, Column, Line, Lines
from ongoing_desktop.ui.kit.notice_bar import NoticeBar
from ongoing_desktop.ui.kit.plain_text import ElidedLabel, label, pill, set_pill, tooltip_text
from ongoing_desktop.ui.kit.sizes import apply_again, px
from ongoing_desktop.ui.shell.notifier import Notifier
from ongoing_desktop.ui.theme import Theme
from tests.picture_checks import text_width
from tests.ui.conftest import Shell

MARKUP = "<b>x</b><img src='file:///etc/passwd'>"


def test_foreign_text_is_never_markup(qtbot: Any) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    for shown in (label(MARKUP, parent), pill(MARKUP, parent)):
        assert shown.textFormat() == Qt.TextFormat.PlainText
        assert shown.text() == MARKUP
    assert "<b>" not in tooltip_text(MARKUP)
    bar = NoticeBar(parent, over=parent)
    bar.show_notice(MARKUP, "bad", None)
    assert bar.text.textFormat() == Qt.TextFormat.PlainText


def test_a_pill_changes_its_kind(qtbot: Any) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    made = pill("a", parent, "good")
    set_pill(made, "✕ b", "bad")
    assert (made.text(), made.property("pill")) == ("✕ b", "bad")


def test_the_notice_offers_one_thing_to_do_and_goes(qtbot: Any) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    bar, done = NoticeBar(parent, over=parent), []
    bar.show_notice("Deleted.", "info", ("Undo", lambda: done.append(1)))
    assert bar.isVisible()
    assert bar.action.text() == "Undo"
    bar.action.click()
    assert done == [1]
    assert not bar.isVisible()


def test_an_elided_label_says_the_longest_that_fits(qtbot: Any) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    made = ElidedLabel(parent)
    made.show()
    made.set_texts(["a much longer sentence about it", "short", "s"])
    made.resize(600, 20)
    assert made.text() == "a much longer sentence about it"
    made.resize(60, 20)
    assert made.text() == "short"
    made.set_texts(["one sentence that is far too long"])
    assert made.text().endswith("…")
    assert "far too long" in made.toolTip()


def test_a_field_says_its_problem_to_eye_and_screen_reader(qtbot: Any) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    line = QLineEdit(parent)
    field = Field("Name", line, parent)
    field.set_problem("Enter a name.")
    assert not field.problem.isHidden()
    assert line.accessibleDescription() == "Enter a name."
    assert line.accessibleName() == "Name"
    field.set_problem("")
    assert field.problem.isHidden()
    assert line.accessibleDescription() == ""


def test_a_known_error_is_a_sentence_and_a_bug_a_report(qtbot: Any, caplog: Any, request: Any) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    bar, notifier = NoticeBar(parent, over=parent), Notifier(parent)
    notifier.attach(bar)
    notifier.error(ListenerError("listener-port-taken", port=8765, host="127.0.0.1"))
    assert "8765" in bar.text.text()
    with caplog.at_level("CRITICAL"):
        notifier.error(ZeroDivisionError("a bug"))
    details = parent.findChild(QPlainTextEdit, "bugDetails")
    assert "ZeroDivisionError" in details.toPlainText()
    assert not details.window().isModal()
    details.window().close()


def test_a_question_is_plain_and_never_waits(qtbot: Any) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    agreed = []
    box = Notifier(parent).confirm(parent, "Sure?", MARKUP, "Do it", lambda: agreed.append(1), danger=True)
    assert box.textFormat() == Qt.TextFormat.PlainText
    assert box.isVisible()
    assert box.defaultButton().text().replace("&", "") == "Cancel"
    next(button for button in box.buttons() if button.text() == "Do it").click()
    assert agreed == [1]
    assert parent.findChildren(QMessageBox) == [] or not parent.findChildren(QMessageBox)[0].isVisible()


def test_a_notice_lies_over_the_page_and_moves_nothing(shell: Shell) -> None:
    shell.demo()
    shell.until(lambda: shell.tasks.busy == 0)
    shell.window.notices.clear()
    QApplication.processEvents()  # the demo's rows are laid out first
    before = [(item, item.geometry()) for item in shell.window.centralWidget().findChildren(QWidget)]
    shell.notifier.notice("Something happened, and it takes a sentence of some length to say. " * 4, "bad")
    QApplication.processEvents()
    assert shell.notice()
    notices = shell.window.notices
    assert all(item.geometry() == box for item, box in before if item is not notices and not notices.isAncestorOf(item))
    assert shell.window.pages.geometry().contains(notices.geometry())
    shell.window.resize(shell.window.width() - 150, shell.window.height() - 90)
    QApplication.processEvents()
    assert shell.window.pages.geometry().contains(notices.geometry())


def test_the_advice_of_the_demo_goes_when_it_was_followed(shell: Shell) -> None:
    shell.do("addDemo")
    shell.told("Demo added.")
    shell.do("startListener")
    shell.until(lambda: shell.services.listening.running)
    assert "Demo added." in shell.notice()
    shell.do("testWebhook")
    shell.until(lambda: not shell.notice())


def test_an_icon_before_a_text_grows_with_the_font(qtbot: Any, qapp: QApplication) -> None:
    theme = Theme()
    host = QWidget()
    qtbot.addWidget(host)
    line = line_edit(host, "search", placeholder="Search")
    lead_with_icon(line, "search", theme)
    sign = line.findChild(QLabel)
    before, text = sign.pixmap().deviceIndependentSize().width(), line.textMargins().left()
    assert text > before > 0
    font = qapp.font()
    larger = QFont(font)
    larger.setPointSizeF(2 * font.pointSizeF())
    try:
        qapp.setFont(larger)
        apply_again()
        theme.changed.emit()
        assert sign.pixmap().deviceIndependentSize().width() == pytest.approx(2 * before, abs=1)
        assert line.textMargins().left() == pytest.approx(2 * text, abs=1)
    finally:
        qapp.setFont(font)


def test_a_choice_asks_for_the_room_that_its_text_needs(qtbot: Any) -> None:
    for text in ("Replace in answers of Ongoing's API", "waits in a row", "Ersätt i svar från Ongoings API"):
        host = QWidget()
        qtbot.addWidget(host)
        box = combo_box(host, "choice", items=[(text, None)])
        box.resize(box.sizeHint())
        assert text_width(box) >= box.fontMetrics().horizontalAdvance(text)


def test_a_choice_shows_its_placeholder_until_something_is_chosen(qtbot: Any, qapp: QApplication) -> None:
    theme = Theme()
    theme.apply(qapp, "light")
    window = QWidget()
    qtbot.addWidget(window)
    box = combo_box(window, "owners", "Owners", [("Acme", 1)])
    box.resize(px(300), px(30))
    box.setCurrentIndex(-1)
    empty = box.grab().toImage()
    box.setPlaceholderText("Choose a goods owner")
    placeholder = box.grab().toImage()
    assert placeholder != empty
    box.setCurrentIndex(0)
    chosen = box.grab().toImage()
    box.setPlaceholderText("")
    assert box.grab().toImage() == chosen


def test_columns_of_lines_grow_for_longer_texts_where_there_is_room(qtbot: Any) -> None:
    theme = Theme()
    host = QWidget()
    qtbot.addWidget(host)
    columns = (Column("Result", 80), Column("Meaning"))
    table = Lines(host, "lines", "Lines", columns, theme)
    table.resize(600, 200)
    table.show_lines([Line(("✓", "short"))])
    host.show()
    assert table.columnWidth(0) == px(80)
    table.show_lines([Line(("! not passed here", "short"))])
    grown = table.columnWidth(0)
    assert px(80) < grown <= px(80 + MORE)
    table.setColumnWidth(0, px(30))
    table.show_lines([Line(("! not passed either", "short"))])
    assert table.columnWidth(0) == px(30)

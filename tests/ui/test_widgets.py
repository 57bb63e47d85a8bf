"""Widgets that know no service."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QPlainTextEdit, QWidget

from ongoing_desktop.domain.errors import ListenerError
from ongoing_desktop.ui.kit.elided_label import ElidedLabel
from ongoing_desktop.ui.kit.form_field import Field
from ongoing_desktop.ui.kit.notice_bar import NoticeBar
from ongoing_desktop.ui.kit.plain_text import label, pill, set_pill, tooltip_text
from ongoing_desktop.ui.shell.notifier import Notifier
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

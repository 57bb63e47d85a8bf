"""Common behaviour of every dialog and page with keyboard, wheel and pop-ups."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTabBar,
    QTabWidget,
    QToolButton,
    QWidget,
)

from ongoing_desktop.domain.exchange import Body, Judgement, NewExchange
from ongoing_desktop.ui.commands import COMMANDS
from ongoing_desktop.ui.help.topics import TOPICS
from ongoing_desktop.ui.kit.reading_order import reading_order
from tests.ui.conftest import Shell

NO_DIALOG = ("openPalette", "importConfig", "importHistory", "importFromOngoing", "whatDidIMiss", "sendFailedAgain")
"""Commands with an ellipsis that open the palette, ask the system for a file, or need a connection to Ongoing or a failed request."""
MORE = ("createRegularWebhook", "createAutomationWebhook", "editWebhook", "showKeys", "about")
OPENING = (*(item.name for item in COMMANDS if item.text.endswith("…") and item.name not in NO_DIALOG), *MORE)
"""The commands that open a dialog: those with an ellipsis, and a few without one."""
ON_HISTORY = ("exportHistory", "sendAgainEdited", "noteExchange")
"""Commands about the selected exchanges."""
MOST_ROWS = 20
PAGES = ("showWebhooks", "showInbox", "showHistory", "showScenarios")


@pytest.fixture
def full(shell: Shell) -> Shell:
    """Two systems, webhooks, an exchange and a reply rule: everything that a command needs."""
    shell.demo()
    shell.services.do(shell.services.systems.add_system("Other", "other"))
    for name in ("One", "Two"):
        shell.add(name=name)
    shell.services.do(shell.services.rules.add("redirect"))
    arrived = NewExchange(
        "in", shell.services.clock(), "POST", "/x", (), Body(b"{}", size=2), 200, Judgement("unmatched", "no-webhook")
    )
    shell.services.history.append([arrived])
    return shell


def windows(shell: Shell) -> list[QDialog]:
    return [
        item
        for item in shell.window.findChildren(QDialog)
        if item.isVisible() and not isinstance(item, QMessageBox | QFileDialog)
    ]


def every_dialog(shell: Shell) -> Iterator[QDialog]:
    """Each dialog in turn, open and with its content; on each of its tabs."""
    for command in OPENING:
        shell.do("showHistory" if command in ON_HISTORY else "showWebhooks")
        table = (shell.window.pages.history if command in ON_HISTORY else shell.window.webhooks).table
        shell.until(lambda table=table: table.model().rowCount() > 0)
        table.selectRow(0)
        shell.until(shell.window.commands[command].isEnabled)
        shell.do(command)
        shell.until(lambda: windows(shell) != [])
        shell.until(lambda: shell.tasks.busy == 0)
        (dialog,) = windows(shell)
        (tabs, *_) = [*dialog.findChildren(QTabWidget), None]
        for place in range(tabs.count() if tabs is not None else 1):
            if tabs is not None:
                tabs.setCurrentIndex(place)
            QApplication.processEvents()
            yield dialog
        if shiboken6.isValid(dialog):
            dialog.done(0)
        shell.gone(dialog)


def every_page(shell: Shell) -> Iterator[QWidget]:
    for command in PAGES:
        shell.do(command)
        shell.until(lambda: shell.tasks.busy == 0)
        yield shell.window


def value(widget: QWidget) -> object:
    return widget.currentIndex() if isinstance(widget, QComboBox) else widget.text()  # type: ignore[attr-defined]


def visible(root: QWidget, *kinds: type) -> list[Any]:
    return [
        item
        for item in root.findChildren(QWidget)
        if isinstance(item, kinds) and item.isVisible() and item.isEnabled() and item.window() is root
    ]


def keeps_its_values_from_the_wheel(_: Shell, root: QWidget) -> int:
    """Over a closed box."""
    boxes = visible(root, QComboBox, QAbstractSpinBox)
    for box in boxes:
        box.setFocus()
        before = value(box)
        where = QPointF(box.rect().center())
        for amount in (-120, 120):
            event = QWheelEvent(
                where, QPointF(box.mapToGlobal(box.rect().center())), QPoint(), QPoint(0, amount),
                Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
            )  # fmt: skip
            QApplication.sendEvent(box, event)
            assert value(box) == before, (root.objectName(), box.objectName())
    return len(boxes)


def test_a_dialog_opens_on_its_first_field(full: Shell) -> None:
    for command in ("addSystem", "addGoodsOwner", "listenerSettings", "checkPayload", "historyLimits", "replyRules"):
        full.do(command)
        full.until(lambda: windows(full) != [])
        (dialog,) = windows(full)
        focused = dialog.focusWidget()
        assert focused is not None, command
        assert not isinstance(focused, QAbstractButton), (command, focused.objectName())
        dialog.done(0)
        full.gone(dialog)
    full.do("addSystem")
    (dialog,) = windows(full)
    assert dialog.focusWidget().objectName() == "systemName"
    dialog.done(0)


def presses_the_button_that_has_the_focus(_: Shell, root: QWidget) -> int:
    """With Enter, and no other one: the default button would send, save or remove. Nothing is connected any more."""
    pressed: list[QAbstractButton] = []
    buttons = [item for item in visible(root, QPushButton, QToolButton) if not has_menu(item)]
    for button in buttons:
        for signal in (button.clicked, button.toggled):
            with suppress(RuntimeError), warnings.catch_warnings():
                warnings.simplefilter("ignore")  # nothing was connected
                signal.disconnect()
        button.clicked.connect(partial(note, pressed, button))
    count = 0
    for button in buttons:
        button.setFocus()
        if root.focusWidget() is not button or not button.isVisible():
            continue
        pressed.clear()
        QTest.keyClick(button, Qt.Key.Key_Return)
        assert pressed == [button], (root.objectName(), name(button), [name(item) for item in pressed])
        count += 1
    return count


def note(pressed: list[QAbstractButton], button: QAbstractButton, _: bool = False) -> None:
    pressed.append(button)


def has_menu(button: Any) -> bool:
    return button.menu() is not None or (isinstance(button, QToolButton) and button.defaultAction() is not None)


def is_walked_in_reading_order(_: Shell, root: QWidget) -> int:
    """With Tab."""
    found = [item for item in reading_order(root) if item.isVisible() and item.isEnabled()]
    stops = [item for item in found if item.focusProxy() is None]
    assert len(stops) == len(set(map(id, stops)))
    if len(stops) < 2:
        return len(stops)
    stops[0].setFocus()
    before = root.focusWidget()
    for _ in stops:
        root.focusNextPrevChild(True)
        after = root.focusWidget()
        if after is None or after is stops[0]:
            break
        if before is not None:
            look_at_pair(root, before, after)
        before = after
    return len(stops)


def look_at_pair(root: QWidget, before: QWidget, after: QWidget) -> None:
    if before.visibleRegion().isEmpty():
        return  # scrolled out of view
    one, two = box_of(before, root), box_of(after, root)
    same_row = one.top() < two.center().y() < one.bottom() and two.top() < one.center().y() < two.bottom()
    assert not (same_row and two.right() <= one.left()), (root.objectName(), name(before), name(after))
    above = two.bottom() <= one.top()
    overlapping = two.left() < one.right() and one.left() < two.right()
    assert not (above and overlapping), (root.objectName(), name(before), name(after))


def box_of(widget: QWidget, root: QWidget) -> Any:
    return widget.rect().translated(widget.mapTo(root, QPoint(0, 0)))


def name(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()} {getattr(widget, 'text', str)()!r}"[:80]


def test_the_focus_that_went_elsewhere_meanwhile_stays_there(full: Shell) -> None:
    full.do("addSystem")
    (dialog,) = windows(full)
    save, line = full.find(QPushButton, "save", dialog), full.find(QLineEdit, "systemCode", dialog)
    save.setFocus()
    save.setEnabled(False)
    line.setFocus()
    save.setEnabled(True)
    assert dialog.focusWidget() is line
    dialog.done(0)


ASKING = (
    ("addSystem", QLineEdit, "systemName"),
    ("addGoodsOwner", QLineEdit, "goodsOwnerName"),
    ("createRegularWebhook", QLineEdit, "webhookName"),
    ("listenerSettings", QLineEdit, "tlsCertificate"),
    ("manageSystems", QLineEdit, "manageSystemName"),
)


@pytest.mark.parametrize(("command", "kind", "field"), ASKING, ids=[item[0] for item in ASKING])
def test_what_was_entered_is_asked_about_with_save_as_an_answer(
    full: Shell, command: str, kind: type, field: str
) -> None:
    full.do(command)
    full.until(lambda: windows(full) != [])
    full.until(lambda: full.tasks.busy == 0)
    (dialog,) = windows(full)
    dialog.reject()
    full.gone(dialog)
    full.do(command)
    full.until(lambda: windows(full) != [])
    (dialog,) = windows(full)
    line = next(item for item in dialog.findChildren(kind, field) if field != "manageSystemName" or item.isVisible())
    line.setText("Typed")
    dialog.reject()
    box = full.shown(QMessageBox, "confirmation")
    texts = [button.text().replace("&", "") for button in box.buttons()]
    assert set(texts) == {"Save", "Leave without saving", "Cancel"}
    assert box.defaultButton().text().replace("&", "") == "Cancel"
    next(button for button in box.buttons() if button.text().replace("&", "") == "Cancel").click()
    assert dialog.isVisible()
    dialog.reject()
    box = full.shown(QMessageBox, "confirmation")
    next(button for button in box.buttons() if "Leave" in button.text()).click()
    full.gone(dialog)


LOST = {
    "replayDialog": "the exchange is still there",
    "checkDialog": "pasted only to be checked",
}
"""Dialogs whose edited texts Escape may drop, and why."""


def test_escape_drops_no_edited_text_without_a_question(full: Shell) -> None:
    asked: list[str] = []
    for dialog in every_dialog(full):
        name = dialog.objectName()
        editors = [item for item in visible(dialog, QPlainTextEdit) if not item.isReadOnly()]
        if not editors or name in LOST:
            continue
        editors[-1].setFocus()
        editors[-1].setPlainText(f"{editors[-1].toPlainText()} changed")
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert shiboken6.isValid(dialog), name
        assert dialog.isVisible(), name
        boxes = dialog.findChildren(QMessageBox, "confirmation")
        assert boxes, name
        boxes[-1].reject()
        asked.append(name)
    assert {"requestDialog", "dayDialog", "noteDialog"} <= set(asked), asked


def test_save_in_the_question_saves_and_closes(full: Shell) -> None:
    full.do("addSystem")
    (dialog,) = windows(full)
    full.find(QLineEdit, "systemName", dialog).setText("Saved by the question")
    full.find(QLineEdit, "systemCode", dialog).setText("saved")
    dialog.reject()
    box = full.shown(QMessageBox, "confirmation")
    next(button for button in box.buttons() if button.text().replace("&", "") == "Save").click()
    full.gone(dialog)
    full.until(lambda: any(system.code == "saved" for system in full.services.settings.current.systems))


def test_several_edited_systems_are_all_saved_before_the_dialog_closes(full: Shell) -> None:
    full.do("manageSystems")
    (dialog,) = windows(full)
    for number, form in enumerate(dialog._forms.values()):
        form.findChild(QLineEdit, "manageSystemName").setText(f"Renamed {number}")
    dialog.reject()
    box = full.shown(QMessageBox, "confirmation")
    next(button for button in box.buttons() if button.text().replace("&", "") == "Save").click()
    full.gone(dialog)
    assert {system.name for system in full.services.settings.current.systems} == {"Renamed 0", "Renamed 1"}


def test_escape_closes(full: Shell) -> None:
    for root in every_dialog(full):
        if not isinstance(root.findChild(QTabWidget), QTabWidget):
            QTest.keyClick(root, Qt.Key.Key_Escape)
            assert not root.isVisible() or root.objectName() == "progressDialog", root.objectName()


def test_no_text_is_lost_by_a_key_in_a_field(full: Shell) -> None:
    """Enter in a text of several lines is a line break and presses nothing."""
    full.do("checkPayload")
    (dialog,) = windows(full)
    edit = full.find(QPlainTextEdit, "checkText", dialog)
    edit.setFocus()
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert edit.toPlainText() == "\n"
    dialog.done(0)


def test_a_notice_is_reached_by_tab_and_by_its_key_and_gives_the_focus_back(full: Shell) -> None:
    window, done = full.window, []
    full.notifier.notice("Saved.", "good", ("Undo", lambda: done.append(1)))
    window.webhooks.table.setFocus()
    stops = []
    while window.focusWidget() not in stops:
        stops.append(window.focusWidget())
        window.focusNextPrevChild(True)
    assert [window.notices.action, window.notices.dismiss] == [
        item for item in stops if window.notices.isAncestorOf(item)
    ]
    window.webhooks.table.setFocus()
    full.do("nextPart")
    assert window.focusWidget() is window.notices.action
    full.do("nextPart")
    assert window.focusWidget() is window.side_bar.pages
    full.do("nextPart")
    assert window.focusWidget() is window.webhooks.table
    full.do("nextPart")
    QTest.keyClick(window.notices.action, Qt.Key.Key_Escape)
    assert not full.notice()
    assert window.focusWidget() is window.webhooks.table
    assert done == []
    full.do("nextPart")
    assert window.focusWidget() is window.side_bar.pages


def has_no_tab_stop_around_others(_: Shell, root: QWidget) -> int:
    """An area that scrolls is a tab stop only if it contains none."""
    found: list[QWidget] = []
    root.focusNextPrevChild(True)
    while (stop := root.focusWidget()) is not None and stop not in found:
        found.append(stop)
        root.focusNextPrevChild(True)
    for area in found:
        inside = [name(item) for item in found if area.isAncestorOf(item)]
        assert not (isinstance(area, QScrollArea) and inside), (name(area), inside)
    return len(found)


def fits_on_the_screen(shell: Shell, root: QWidget) -> int:
    """And cuts no text."""
    room = root.screen().availableSize()
    assert root.width() <= room.width()
    assert root.height() <= room.height()
    texts = [item for item in visible(root, QLabel) if item.wordWrap() and not item.visibleRegion().isEmpty()]
    for text in texts:
        shell.until(lambda text=text: text.height() >= text.heightForWidth(text.width()) - 1)
    return len(texts)


def has_a_guide(shell: Shell, root: QWidget) -> int:
    """Which F1 opens."""
    assert root.objectName() in TOPICS
    assert shell.window.commands["showGuide"] in root.actions()
    return 1


def says_what_each_control_is(_: Shell, root: QWidget) -> int:
    """By its accessible name, the text on it, or the label it is the buddy of; none of it is markup."""
    buddies = {item.buddy() for item in root.findChildren(QLabel) if item.buddy() is not None}
    controls = [
        item
        for item in visible(root, QWidget)
        if item.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(item, QScrollArea | QTabBar | QTabWidget)
    ]
    for control in controls:
        said = control.accessibleName() or getattr(control, "text", str)()
        assert "<" not in said, name(control)
        assert said or control in buddies, name(control)
    return len(controls)


def has_its_buttons_in_the_order_of_the_platform(_: Shell, root: QWidget) -> int:
    """The last row is a box of buttons, and the button that Enter presses is in it."""
    boxes = visible(root, QDialogButtonBox)
    assert len(boxes) == 1
    defaults = [button for button in visible(root, QPushButton) if button.isDefault()]
    assert all(button in boxes[0].buttons() or button.parent() is root for button in defaults)
    return len(boxes)


def shows_the_rows_of_a_drop_down_whole(_: Shell, root: QWidget) -> int:
    """Beside its box."""
    boxes = [box for box in visible(root, QComboBox) if box.count()]
    for box in boxes:
        box.showPopup()
        view = box.view()
        rows = min(box.count(), box.maxVisibleItems()) if box.isEditable() else box.count()
        if rows > MOST_ROWS:
            box.hidePopup()
            continue  # more than the screen can show: these scroll
        needed = sum(view.sizeHintForRow(row) for row in range(rows))
        got = view.viewport().height()
        field = QRect(box.mapToGlobal(QPoint(0, 0)), box.size()).adjusted(0, 2, 0, -2)
        covers = view.window().geometry().intersects(field)
        box.hidePopup()
        assert not covers, box.objectName()
        assert got >= needed, (box.objectName(), got, needed)
    return len(boxes)


def keeps_the_focus_of_a_button_that_stops_working_from_its_neighbours(_: Shell, root: QWidget) -> int:
    """And gives it back when the button works again."""
    count = 0
    for button in visible(root, QPushButton):
        button.setFocus()
        if root.focusWidget() is not button:
            continue
        button.setEnabled(False)
        assert not isinstance(root.focusWidget(), QAbstractButton), button.text()
        button.setEnabled(True)
        assert root.focusWidget() is button, button.text()
        count += 1
    return count


OF_PAGES = (has_no_tab_stop_around_others, is_walked_in_reading_order, keeps_its_values_from_the_wheel)
"""What pages and dialogs do. Each check returns how many parts it looked at."""
OF_DIALOGS = (
    fits_on_the_screen, has_a_guide, says_what_each_control_is, has_its_buttons_in_the_order_of_the_platform, *OF_PAGES,
    shows_the_rows_of_a_drop_down_whole, keeps_the_focus_of_a_button_that_stops_working_from_its_neighbours,
    presses_the_button_that_has_the_focus,
)  # fmt: skip
"""In this order: the last one leaves its buttons without effect."""


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_every_page_and_dialog_has_these_manners(full: Shell, subtests: pytest.Subtests) -> None:
    """Each dialog is opened once for all checks, because opening takes longer than looking."""
    seen: Counter[str] = Counter()

    def check(root: QWidget, checks: Iterable[Callable[[Shell, QWidget], int]]) -> None:
        for look in checks:
            with subtests.test(root.objectName(), check=look.__name__):
                seen[look.__name__] += look(full, root)

    for page in every_page(full):
        check(page, OF_PAGES)
    for dialog in every_dialog(full):
        check(dialog, OF_DIALOGS)
    full.do("showWebhooks")
    check(full.window, [presses_the_button_that_has_the_focus])
    assert seen.keys() == {look.__name__ for look in OF_DIALOGS}
    assert seen["keeps_its_values_from_the_wheel"] > 25
    assert seen["presses_the_button_that_has_the_focus"] > 60
    assert min(seen.values()) > 15, seen


def test_a_dialog_shows_the_notice_that_it_covers_above_its_buttons(full: Shell) -> None:
    """As if saving or copying in it had just succeeded."""
    full.do("settingsSheet")
    (dialog,) = windows(full)
    full.until(lambda: QApplication.activeModalWidget() is dialog)
    before = [(item, item.geometry()) for item in dialog.findChildren(QWidget)]
    full.notifier.notice("Saved the settings sheet. " * 6, "good", ("Undo", lambda: None))
    text, bar = full.find(QLabel, "dialogNoticeText", dialog), full.find(QWidget, "dialogNoticeBar", dialog)
    assert text.isVisible()
    assert text.text() == full.notice() == "Saved the settings sheet. " * 6
    assert all(item.geometry() == box for item, box in before)
    buttons = dialog.findChildren(QDialogButtonBox)[0]
    assert box_of(bar, dialog).bottom() < box_of(buttons, dialog).top()
    QTest.keyClick(full.find(QToolButton, "dialogNoticeClose", dialog), Qt.Key.Key_Escape)
    assert not text.isVisible()
    assert dialog.isVisible()
    dialog.done(0)
    full.gone(dialog)
    full.notifier.notice("Later.", "good")
    assert full.notice() == "Later."

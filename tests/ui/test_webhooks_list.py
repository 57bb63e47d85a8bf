"""The list of webhooks: columns, sorting, filters, many at once, copy and paste. Through the window."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QMenu,
    QMessageBox,
    QPushButton,
    QToolButton,
    QWidget,
)

from ongoing_desktop.domain.sending import Failure, SendResult, Timing
from ongoing_desktop.domain.settings import System, Webhook
from ongoing_desktop.domain.settings_changed import settings_changed
from ongoing_desktop.ui.webhooks.webhook_columns import COLUMN
from ongoing_desktop.ui.webhooks.webhooks_model import SECOND
from tests.ui.conftest import Shell

JSON = "application/json"


def names(shell: Shell) -> list[str]:
    rows = shell.window.webhooks.table.model()
    return [rows.index(row, COLUMN["webhook"]).data() for row in range(rows.rowCount())]


def shown(shell: Shell) -> list[str]:
    table, header = shell.window.webhooks.table, shell.window.webhooks.table.horizontalHeader()
    places = [header.logicalIndex(place) for place in range(header.count())]
    keys = list(COLUMN)
    return [keys[place] for place in places if not table.isColumnHidden(place)]


def click_header(shell: Shell, key: str) -> None:
    table = shell.window.webhooks.table
    header = table.horizontalHeader()
    table.scrollTo(table.model().index(0, COLUMN[key]))
    where = header.viewport().rect().center()
    where.setX(header.sectionViewportPosition(COLUMN[key]) + 20)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)


def menu_of(shell: Shell, button: str) -> QMenu:
    menu = shell.find(QToolButton, button).menu()
    menu.aboutToShow.emit()
    return menu


def tick(menu: QMenu, name: str) -> None:
    action = next(item for item in menu.findChildren(QAction, name) if item.parent() is not None)
    action.trigger()


def select(shell: Shell, *ids: str) -> None:
    shell.window.webhooks.select(*ids)
    shell.until(lambda: set(shell.window.webhooks.table.selected_ids()) == set(ids))


def confirm(shell: Shell) -> QMessageBox:
    return shell.shown(QMessageBox, "confirmation")


def agree(box: QMessageBox) -> None:
    next(b for b in box.buttons() if box.buttonRole(b) == QMessageBox.ButtonRole.AcceptRole).click()


def test_a_click_on_a_head_sorts_naturally_and_back(shell: Shell) -> None:
    shell.demo()
    for name in ("Order 10", "Order 2", "order 1"):
        shell.add(name=name)
    assert names(shell) == ["order 1", "Order 2", "Order 10", "Order is picked"]
    click_header(shell, "webhook")
    assert names(shell) == ["Order is picked", "Order 10", "Order 2", "order 1"]
    click_header(shell, "test")
    assert names(shell) == ["Order is picked", "Order 10", "Order 2", "order 1"]


def test_rows_without_a_value_come_last_in_either_direction(shell: Shell) -> None:
    shell.demo()
    shell.add(name="b", number=7)
    shell.add(name="a", number=12)
    shell.add(name="c")
    table = shell.window.webhooks.table
    table.columns.set_shown("number", shown=True)
    table.sortByColumn(COLUMN["number"], Qt.SortOrder.AscendingOrder)
    assert names(shell) == ["b", "a", "c", "Order is picked"]
    table.sortByColumn(COLUMN["number"], Qt.SortOrder.DescendingOrder)
    assert names(shell) == ["a", "b", "c", "Order is picked"]


def test_columns_are_chosen_moved_and_resized_and_remembered(shell: Shell) -> None:
    hook = shell.demo()
    table = shell.window.webhooks.table
    menu = menu_of(shell, "webhooksColumns")
    for key in ("owners", "system"):
        tick(menu, f"column_{key}")
    tick(menu, "column_enabled")
    header = table.horizontalHeader()
    header.moveSection(header.visualIndex(COLUMN["owners"]), 0)
    header.resizeSection(COLUMN["authentication"], 177)
    click_header(shell, "url")
    assert shown(shell)[0] == "owners"
    assert "enabled" not in shown(shell)
    assert table.model().index(0, COLUMN["owners"]).data() == "Acme (12)"
    assert table.model().index(0, 0).data(0x0100) == hook.id
    kept = json.loads(json.dumps(shell.window.window_state()))["webhooks"]

    order = shown(shell)
    tick(menu_of(shell, "webhooksColumns"), "resetColumns")
    assert shown(shell)[:3] == ["enabled", "webhook", "url"]
    assert table.columns.state() == {}
    shell.window.webhooks.restore(kept)
    assert shown(shell) == order
    assert table.columnWidth(COLUMN["authentication"]) == 177
    assert table.columns.state() == kept["columns"]


def test_a_remembered_state_of_another_version_is_taken_as_far_as_it_fits(shell: Shell) -> None:
    shell.demo()
    columns = shell.window.webhooks.table.columns
    columns.restore({
        "order": ["url", "gone", "url", 5], "hidden": ["webhook", "retry", "gone"],
        "widths": {"url": "wide", "retry": 1, "gone": 5}, "sort": ["gone", True],
    })  # fmt: skip
    assert shown(shell)[0] in ("enabled", "url")
    assert "webhook" in shown(shell)
    assert "retry" not in shown(shell)
    for nonsense in ({"order": 5, "hidden": {}, "widths": [], "sort": "x"}, {}):
        columns.restore(nonsense)
    assert columns.state() == {}


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_context_menu_of_the_head_chooses_columns(shell: Shell) -> None:
    shell.demo()
    header = shell.window.webhooks.table.horizontalHeader()
    header.customContextMenuRequested.emit(header.viewport().rect().center())
    menu = next(w for w in QApplication.topLevelWidgets() if w.objectName() == "columnsMenu" and w.isVisible())
    tick(menu, "column_type")
    assert "type" in shown(shell)
    menu.close()


def test_groups_narrow_the_list_and_say_so_until_escape(shell: Shell) -> None:
    shell.demo()
    late = shell.add(name="Late", type="article-returned", goods_owners=(13,), authentication="basic", username="u",
                     secret="s")  # fmt: skip
    bare = shell.add(name="Zeta", type="order-status-changed")
    button = menu_of(shell, "webhooksFilterBy")
    tick(button, "filter_type_article-returned")
    assert shell.ids() == [late.id]
    signs = shell.find(QWidget, "filterSigns")
    assert signs.isVisible()
    assert shell.find(QLabel, "webhooksCount").text() == "1 of 3"
    assert shell.find(QToolButton, "sign_type").text().startswith("Type: Article")
    shell.find(QToolButton, "sign_type").click()
    assert len(shell.ids()) == 3
    assert not signs.isVisible()
    tick(menu_of(shell, "webhooksFilterBy"), "filter_attention_True")
    assert shell.ids() == [bare.id]
    shell.window.webhooks.table.setFocus()
    QTest.keyClick(shell.window.webhooks.table, Qt.Key.Key_Escape)
    assert len(shell.ids()) == 3
    shell.window.webhooks.filter.setText("late")
    assert shell.find(QLabel, "webhooksCount").text() == "1 of 3"
    QTest.keyClick(shell.window.webhooks.filter, Qt.Key.Key_Escape)
    assert shell.window.webhooks.filter.text() == ""
    assert len(shell.ids()) == 3


def test_filtering_by_result_and_owner(shell: Shell) -> None:
    hook = shell.demo()
    other = shell.add(name="Beta's", goods_owners=(13,))
    shell.window.webhooks.test(hook.id)
    rows = shell.window.webhooks.table.rows
    shell.until(
        lambda: rows.index(0, COLUMN["last-test"]).data() != "not tested" or len(shell.services.sender.requests)
    )
    tick(menu_of(shell, "webhooksFilterBy"), "filter_result_good")
    shell.until(lambda: shell.ids() == [hook.id])
    assert rows.index(0, COLUMN["last-test"]).data(SECOND) == "just now"
    shell.find(QPushButton, "clearSigns").click()
    tick(menu_of(shell, "webhooksFilterBy"), f"filter_owner_{(other.system, 13)}")
    assert shell.ids() == [other.id]
    assert shell.find(QToolButton, "sign_owner").text() == "Goods owner: Beta (13)"


def test_several_are_switched_duplicated_and_deleted_in_one_step_each(shell: Shell) -> None:
    hook = shell.demo()
    other = shell.add(name="Second")
    assert not shell.find(QWidget, "selectionBar").isVisible()
    select(shell, hook.id, other.id)
    assert shell.find(QLabel, "selectedCount").text() == "2 selected"
    QTest.keyClick(shell.window.webhooks.table, Qt.Key.Key_Space)
    shell.until(lambda: all(item.enabled for item in shell.services.settings.current.webhooks))
    shell.find(QPushButton, "selected_disableWebhooks").click()
    shell.until(lambda: not any(item.enabled for item in shell.services.settings.current.webhooks))
    shell.find(QPushButton, "selected_duplicateWebhook").click()
    shell.until(lambda: len(shell.ids()) == 4)
    copies = [item for item in shell.services.settings.current.webhooks if item.name.endswith("(copy)")]
    shell.until(lambda: set(shell.window.webhooks.table.selected_ids()) == {item.id for item in copies})
    shell.find(QPushButton, "selected_deleteWebhook").click()
    shell.until(lambda: len(shell.ids()) == 2)
    shell.do("undo")
    shell.until(lambda: len(shell.ids()) == 4)
    shell.do("undo")
    shell.until(lambda: len(shell.ids()) == 2)


def test_several_tests_run_in_turn_and_one_sentence_tells_of_them(shell: Shell) -> None:
    hook = shell.demo()
    far = shell.add(name="Far", url="https://live.far.example/x", enabled=True)
    more = shell.add(name="More", url="https://live.far.example/y", enabled=True)
    bare = shell.add(name="Bare", authentication="basic", username="u", secret="s", enabled=True)
    (copy,) = shell.services.do(shell.services.clipboard.duplicate([bare.id]))
    shell.services.do(shell.services.webhooks.set_enabled([copy.id], True))
    off = shell.add(name="Off", url="https://off.example/")
    shell.until(lambda: len(shell.ids()) == 6)
    select(shell, *shell.ids())
    shell.find(QPushButton, "selected_testWebhook").click()
    box = confirm(shell)
    assert "live.far.example" in box.text()
    assert box.defaultButton().text().replace("&", "") == "Cancel"
    assert "live.far.example: 2" in box.informativeText()
    assert "1 disabled webhook will be skipped" in box.informativeText()
    assert "suggests production" in box.informativeText()
    assert "off.example" not in box.text() + box.informativeText()
    assert shell.services.sender.requests == []
    box.checkBox().setChecked(False)  # its name need not be typed from now on
    agree(box)
    shell.told("4 of 5 tests succeeded, 1 not sent.")
    shell.told("Not sent: Bare (copy)")
    assert "failed" not in shell.notice()
    shell.told("1 disabled webhook will be skipped")
    assert {request.url for request in shell.services.sender.requests} == {hook.url, far.url, more.url, bare.url}
    shell.services.sender.result = SendResult(Failure("refused", "send-refused", {"host": "x", "port": 1}), Timing())
    select(shell, hook.id, far.id, copy.id, off.id)
    shell.do("testWebhook")
    shell.told("0 of 3 tests succeeded, 2 failed, 1 not sent.")
    shell.told("Far (no connection)")
    select(shell, hook.id)
    action = shell.find(QPushButton, "noticeAction")
    assert action.text() == "Show failed"
    action.click()
    shell.until(lambda: set(shell.window.webhooks.table.selected_ids()) == {hook.id, far.id})


def test_disabled_webhooks_alone_send_nothing_and_say_so(shell: Shell) -> None:
    one, two = shell_with_two_off(shell)
    select(shell, one, two)
    shell.do("testWebhook")
    shell.told("Nothing was sent: all 2 webhooks are disabled.")
    assert shell.services.sender.requests == []


def shell_with_two_off(shell: Shell) -> tuple[str, str]:
    shell.demo()
    return shell.add(name="One").id, shell.add(name="Two").id


def test_a_row_of_tests_is_cancelled(shell: Shell) -> None:
    hook = shell.demo()
    other = shell.add(name="Second", enabled=True)
    shell.services.sender.hang = True
    select(shell, hook.id, other.id)
    shell.do("testWebhook")
    cancel = shell.shown(QPushButton, "cancelTests")
    assert shell.find(QLabel, "testsProgress").text().startswith("Testing 1 of 2")
    cancel.click()
    shell.told("0 of 2 tests succeeded, cancelled after 0.")
    assert not cancel.isVisible()
    assert shell.find(QLabel, "selectedCount").isVisible()


def test_the_selection_is_exported(shell: Shell, tmp_path: Path) -> None:
    hook = shell.demo()
    shell.add(name="Not this one")
    other = shell.add(name="This one")
    select(shell, hook.id, other.id)
    shell.find(QPushButton, "selected_exportWebhooks").click()
    shell.shown(QDialog, "exportDialog").findChild(QPushButton, "exportNow").click()
    dialog = shell.shown(QFileDialog, "exportFile")
    file = tmp_path / "some.json"
    dialog.fileSelected.emit(str(file))
    dialog.close()
    shell.until(file.exists)
    shell.told("exported")
    assert {item["id"] for item in json.loads(file.read_text())["webhooks"]} == {hook.id, other.id}


def paste(shell: Shell, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    shell.do("pasteWebhooks")


def test_copies_are_pasted_as_json_without_a_secret(shell: Shell) -> None:
    hook = shell.demo()
    other = shell.add(name="Basic one", authentication="basic", username="acme", secret="gehe1m")
    select(shell, hook.id, other.id)
    table = shell.window.webhooks.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    shell.told("as settings, without")
    data: QMimeData | Any = QGuiApplication.clipboard().mimeData()
    text = data.text()
    assert bytes(data.data(JSON).data()).decode() == text
    assert "gehe1m" not in text
    assert {item["id"] for item in json.loads(text)["webhooks"]} == {hook.id, other.id}

    QTest.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    box = shell.shown(QDialog, "importPreview")
    assert len(shell.ids()) == 2
    shell.shown(QPushButton, "importNow").click()
    shell.gone(box)
    shell.until(lambda: len(shell.ids()) == 4)
    copies = [item for item in shell.services.settings.current.webhooks if item.id not in (hook.id, other.id)]
    assert sorted(item.name for item in copies) == ["Basic one (copy)", "Order is picked (copy)"]
    assert not any(item.enabled for item in copies)
    assert shell.services.do(shell.services.secrets.status(copies[0].id)) == "missing"
    shell.do("undo")
    shell.until(lambda: len(shell.ids()) == 2)


def test_a_webhook_of_a_system_that_is_not_here_brings_it(shell: Shell) -> None:
    shell.demo()
    document = json.loads(shell.services.clipboard.text(shell.ids()))
    document["systems"][0] |= {"name": "Elsewhere", "code": "else"}
    document["webhooks"][0] |= {"id": "new-1", "system": "Elsewhere", "name": "From there"}
    paste(shell, json.dumps(document))
    shell.shown(QPushButton, "importNow").click()
    shell.until(lambda: "new-1" in shell.ids())
    current = shell.services.settings.current
    assert [system.name for system in current.systems] == ["Demo warehouse", "Elsewhere"]
    hook: Webhook | None = current.webhook("new-1")
    assert hook is not None
    assert (hook.name, hook.enabled) == ("From there", True)


def test_what_is_wrong_in_a_paste_is_told_with_its_path(shell: Shell) -> None:
    shell.demo()
    before = shell.services.settings.current
    document = json.loads(shell.services.clipboard.text(shell.ids()))
    document["webhooks"][0]["url"] = "nowhere"
    paste(shell, json.dumps(document))
    shell.told("webhooks[0].url")
    paste(shell, "not JSON")
    shell.told("JSON")
    paste(shell, "  ")
    shell.told("no text")
    assert shell.services.settings.current == before


def test_many_webhooks_cost_little_per_change(shell: Shell) -> None:
    shell.demo()
    first = shell.services.settings.current.webhooks[0]
    many = tuple(replace(first, id=f"h{n}", name=f"Hook {n}") for n in range(500))
    page = shell.window.webhooks
    current = shell.services.settings.current
    settings = replace(current, webhooks=many)
    page.follow(settings_changed(current, settings))
    assert len(shell.ids()) == 500
    page.table.selectAll()
    touched: list[tuple[int, int]] = []
    page.table.rows.sourceModel().dataChanged.connect(lambda a, b, *_: touched.append((a.row(), b.row())))
    changed = replace(settings, webhooks=(*many[:250], replace(many[250], enabled=not first.enabled), *many[251:]))
    began = time.thread_time()
    page.follow(settings_changed(settings, changed))
    took = time.thread_time() - began
    assert touched == [(250, 250)]
    assert len(page.table.selected_ids()) == 500
    assert took < 0.5


def test_the_system_has_a_column_while_there_are_several(shell: Shell) -> None:
    shell.demo()
    columns = shell.window.webhooks.table.columns
    assert "system" in columns.hidden
    other = System("sys-other", "Other warehouse", "other")
    shell.services.do(
        shell.services.settings.change("add-system", lambda now: replace(now, systems=(*now.systems, other)))
    )
    shell.until(lambda: "system" not in columns.hidden)
    columns.set_shown("system", shown=False)
    assert "system" in columns.hidden

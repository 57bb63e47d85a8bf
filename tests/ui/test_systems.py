"""Systems in the window: edited, compared, copied across; nothing lost without a question."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QMessageBox,
    QPushButton,
    QTableView,
    QTabWidget,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
)

from ongoing_desktop.domain.settings import GoodsOwner, System, Webhook
from ongoing_desktop.ui.kit.notice_bar import NoticeBar
from tests.ui.conftest import Shell

TEST = System(
    "test",
    "Acme test",
    "acmetest",
    (GoodsOwner(12, "Acme", "ACME"), GoodsOwner(13, "Beta", "BETA")),
    transporters=("DHL",),
)
LIVE = System("live", "Acme live", "acme", (GoodsOwner(12, "Acme", "ACME"),))


class Kept:
    """The window over two systems, with helpers for their dialogs."""

    def __init__(self, shell: Shell) -> None:
        self.shell = shell
        self.services = shell.services

        async def add() -> None:
            await self.services.settings.change("add-system", lambda now: replace(now, systems=(TEST, LIVE)))

        self.services.do(add())
        shell.until(shell.window.commands["compareSystems"].isEnabled)

    def manage(self, system: str = "Acme test") -> QDialog:
        self.shell.do("manageSystems")
        dialog = self.shell.shown(QDialog, "systemsDialog")
        names = self.part(dialog, QListWidget, "systemsList")
        names.setCurrentItem(names.findItems(system, Qt.MatchFlag.MatchExactly)[0])
        return dialog

    def compare(self) -> QDialog:
        self.shell.do("compareSystems")
        dialog = self.shell.shown(QDialog, "compareDialog")
        for box, system in (("compareLeft", "test"), ("compareRight", "live")):
            chosen = self.part(dialog, QComboBox, box)
            chosen.setCurrentIndex(chosen.findData(system))
        return dialog

    def part(self, dialog: QDialog, kind: type, name: str) -> Any:
        """The widget of this name on the visible page."""
        found = [item for item in dialog.findChildren(kind, name) if item.isVisibleTo(dialog)]
        assert len(found) == 1, (name, found)
        return found[0]

    def table(self, dialog: QDialog, tab: int, name: str) -> Any:
        self.part(dialog, QTabWidget, "systemTabs").setCurrentIndex(tab)
        return self.part(dialog, QTableView, name)

    def click(self, dialog: QDialog, name: str) -> None:
        self.part(dialog, QPushButton, name).click()

    def answer(self, text: str) -> None:
        box = self.shell.shown(QMessageBox, "confirmation")
        next(button for button in box.buttons() if button.text().replace("&", "") == text).click()

    def system(self, system_id: str = "test") -> System:
        found = self.services.settings.current.system(system_id)
        assert found is not None
        return found

    def hook(self, like: Webhook) -> Webhook | None:
        return self.services.settings.current.webhook(like.id)


@pytest.fixture
def kept(shell: Shell) -> Kept:
    return Kept(shell)


def test_a_system_is_edited_on_its_tabs_and_saved_at_once(kept: Kept) -> None:
    dialog = kept.manage()
    assert not kept.part(dialog, QPushButton, "save").isEnabled()
    kept.part(dialog, QLineEdit, "manageSystemName").setText("North")
    kept.click(dialog, "suggestAddress")
    owners = kept.table(dialog, 1, "goodsOwnersTable").model()
    owners.item(1, 1).setText("Beta AB")
    kept.click(dialog, "goodsOwnersTableAdd")
    for column, text in enumerate(("21", "Norr", "NORR")):
        owners.item(2, column).setText(text)
    kept.table(dialog, 2, "statusesTable-order").model().item(0, 1).setText("Trouble")
    assert kept.part(dialog, QLabel, "statusSetState").text() == "Customised"
    kept.table(dialog, 3, "transportersTable")
    kept.click(dialog, "transportersTableAdd")
    kept.part(dialog, QTableView, "transportersTable").model().item(1, 0).setText("Bring")
    kept.click(dialog, "save")
    kept.shell.until(lambda: kept.system().name == "North")
    saved = kept.system()
    assert saved.address == "https://api.ongoingsystems.se/acmetest/"
    assert saved.goods_owners == (
        TEST.goods_owners[0],
        GoodsOwner(13, "Beta AB", "BETA"),
        GoodsOwner(21, "Norr", "NORR"),
    )
    assert saved.statuses["order"][0] == {"number": 150, "name": "Trouble"}
    assert saved.transporters == ("DHL", "Bring")
    kept.shell.until(lambda: "Saved “" in kept.shell.notice())
    kept.shell.until(lambda: not kept.part(dialog, QPushButton, "save").isEnabled())
    kept.click(dialog, "systemsNoticeAction")
    kept.shell.until(lambda: kept.system() == TEST)
    kept.part(dialog, QTabWidget, "systemTabs").setCurrentIndex(0)
    kept.shell.until(lambda: kept.part(dialog, QLineEdit, "manageSystemName").text() == "Acme test")
    dialog.reject()


def test_a_saved_system_is_announced_once_with_undo(kept: Kept) -> None:
    """The dialog had two notices, and the one without *Undo* covered the other."""
    dialog = kept.manage()
    kept.part(dialog, QLineEdit, "manageSystemName").setText("North")
    kept.click(dialog, "save")
    kept.shell.until(lambda: "Saved “" in kept.shell.notice())
    bars = [bar for bar in dialog.findChildren(NoticeBar) if bar.isVisibleTo(dialog)]
    assert [bar.action.text() for bar in bars] == ["Undo"]
    assert bars[0].action.isVisibleTo(dialog)
    kept.shell.until(lambda: not kept.part(dialog, QPushButton, "save").isEnabled())
    dialog.reject()


def test_problems_stand_beside_their_fields_and_keep_it_from_being_saved(kept: Kept) -> None:
    dialog = kept.manage()
    name = kept.part(dialog, QLineEdit, "manageSystemName")
    name.setText("Acme live")
    assert "already exists" in name.accessibleDescription()
    name.setText("Acme test")
    kept.part(dialog, QLineEdit, "manageSystemAddress").setText("api.example")
    assert kept.part(dialog, QLineEdit, "manageSystemAddress").accessibleDescription() != ""
    kept.part(dialog, QLineEdit, "manageSystemAddress").setText("")
    owners = kept.table(dialog, 1, "goodsOwnersTable").model()
    owners.item(1, 0).setText("12")
    assert "12" in kept.part(dialog, QLabel, "goodsOwnersTableProblem").text()
    kept.click(dialog, "save")
    assert kept.system() == TEST
    owners.item(1, 0).setText("13")
    assert kept.part(dialog, QTabWidget, "systemTabs").currentIndex() == 1
    assert not kept.part(dialog, QPushButton, "save").isEnabled()
    dialog.reject()
    kept.shell.gone(dialog)


def test_a_row_is_added_with_the_keyboard_alone_and_return_ends_a_cell_not_the_edit(kept: Kept) -> None:
    dialog = kept.manage()
    table = kept.table(dialog, 1, "goodsOwnersTable")
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Insert)
    for text, key in (("21", Qt.Key.Key_Tab), ("Norr", Qt.Key.Key_Tab), ("NORR", Qt.Key.Key_Return)):
        kept.shell.until(lambda: table.findChildren(QLineEdit) != [])
        editor = table.findChildren(QLineEdit)[-1]
        QTest.keyClicks(editor, text)
        QTest.keyClick(editor, key)
        kept.shell.until(lambda old=editor: not shiboken6.isValid(old))
    model = table.model()
    assert [model.item(2, column).text() for column in range(3)] == ["21", "Norr", "NORR"]
    assert kept.system() == TEST
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert model.rowCount() == 2
    assert kept.shell.services.settings.current.systems == (TEST, LIVE)
    kept.click(dialog, "discard")
    dialog.reject()


def test_unsaved_edits_are_kept_while_another_system_is_shown_and_not_lost_unasked(kept: Kept) -> None:
    dialog = kept.manage()
    kept.part(dialog, QLineEdit, "manageSystemCode").setText("other")
    names = kept.part(dialog, QListWidget, "systemsList")
    names.setCurrentRow(0)
    assert kept.part(dialog, QLineEdit, "manageSystemCode").text() == "acme"
    names.setCurrentRow(1)
    assert names.currentItem().text() == "Acme test · not saved"
    assert kept.part(dialog, QLineEdit, "manageSystemCode").text() == "other"
    dialog.close()
    kept.answer("Cancel")
    assert dialog.isVisible()
    kept.click(dialog, "close")
    kept.answer("Leave without saving")
    kept.shell.until(lambda: not kept.shell.window.findChildren(QDialog, "systemsDialog"))
    assert kept.system() == TEST


def test_webhooks_follow_a_new_number_and_the_question_names_them(kept: Kept) -> None:
    one = kept.shell.add(name="Follows")
    dialog = kept.manage()
    kept.table(dialog, 1, "goodsOwnersTable").model().item(0, 0).setText("14")
    kept.click(dialog, "save")
    box = kept.shell.shown(QMessageBox, "confirmation")
    assert "“Follows”" in box.informativeText()
    assert "14" in box.informativeText()
    kept.answer("Save")
    kept.shell.until(lambda: [owner.id for owner in kept.system().goods_owners] == [13, 14])
    found = kept.hook(one)
    assert found is not None
    assert found.goods_owners == (14,)
    dialog.reject()


@pytest.mark.parametrize("carry", [True, False])
def test_a_renumbered_status_is_carried_along_if_the_user_wants(kept: Kept, *, carry: bool) -> None:
    chosen = {"statuses": [{"from": 200, "to": 400}]}
    one = kept.shell.add(type="order-status-changed", settings=chosen)
    dialog = kept.manage()
    orders = kept.table(dialog, 2, "statusesTable-order").model()
    row = next(row for row in range(orders.rowCount()) if orders.item(row, 0).text() == "400")
    orders.item(row, 0).setText("410")
    kept.click(dialog, "save")
    box = kept.shell.shown(QMessageBox, "confirmation")
    tick = box.findChild(QCheckBox, "carryAlong")
    assert tick is not None
    assert tick.isChecked()
    tick.setChecked(carry)
    kept.answer("Save")
    kept.shell.until(lambda: "order" in kept.system().statuses)
    found = kept.hook(one)
    assert found is not None
    assert found.settings["statuses"][0]["to"] == (410 if carry else 400)
    kept.shell.until(lambda: "Saved “" in kept.shell.notice())
    kept.click(dialog, "statusSetReset")
    assert kept.part(dialog, QLabel, "statusSetState").text() == "Standard"
    kept.click(dialog, "discard")
    assert kept.part(dialog, QLabel, "statusSetState").text() == "Customised"
    dialog.reject()


def test_removing_a_goods_owner_says_which_webhooks_go_and_undo_brings_them_back(kept: Kept) -> None:
    one = kept.shell.add(name="Goes")
    dialog = kept.manage()
    table = kept.table(dialog, 1, "goodsOwnersTable")
    table.selectRow(0)
    kept.click(dialog, "goodsOwnersTableRemove")
    kept.click(dialog, "save")
    assert "“Goes”" in kept.shell.shown(QMessageBox, "confirmation").informativeText()
    kept.answer("Cancel")
    assert kept.hook(one) == one
    kept.click(dialog, "save")
    kept.answer("Save")
    kept.shell.until(lambda: kept.hook(one) is None)
    kept.shell.until(lambda: "Saved “" in kept.shell.notice())
    kept.click(dialog, "systemsNoticeAction")
    kept.shell.until(lambda: kept.hook(one) == one)
    kept.shell.until(lambda: "as they were before" in kept.shell.notice())
    dialog.reject()


def test_removing_a_system_names_its_webhooks_and_can_be_undone(kept: Kept) -> None:
    one = kept.shell.add(name="Goes along")
    dialog = kept.manage()
    kept.click(dialog, "systemsRemove")
    assert "“Goes along”" in kept.shell.shown(QMessageBox, "confirmation").informativeText()
    kept.answer("Remove")
    kept.shell.until(lambda: kept.services.settings.current.systems == (LIVE,))
    assert kept.hook(one) is None
    kept.shell.until(lambda: "Removed " in kept.shell.notice())
    names = kept.part(dialog, QListWidget, "systemsList")
    assert [names.item(row).text() for row in range(names.count())] == ["Acme live"]
    dialog.reject()
    kept.shell.do("undo")
    kept.shell.until(lambda: kept.hook(one) == one)
    assert kept.system() == TEST


def test_the_question_before_removing_a_system_counts_all_and_tells_of_credentials(kept: Kept) -> None:
    for number in range(27):
        secret = {"authentication": "x-auth-token", "secret": "s"} if number % 3 == 0 else {}
        kept.shell.add(name=f"Webhook {number}", **secret)
    dialog = kept.manage()
    kept.click(dialog, "systemsRemove")
    told = kept.shell.shown(QMessageBox, "confirmation").informativeText()
    assert "2 goods owners" in told
    assert "27 webhooks" in told
    assert "and 21 more" in told
    assert "9 of them have stored credentials" in told
    assert "kept for Undo for 7 days" in told
    kept.answer("Cancel")
    dialog.reject()


def test_a_system_is_added_from_the_dialog_and_shown(kept: Kept) -> None:
    kept.shell.find(QToolButton, "manageSystemsButton").click()
    dialog = kept.shell.shown(QDialog, "systemsDialog")
    kept.click(dialog, "systemsAdd")
    add = kept.shell.shown(QDialog, "addSystemDialog")
    kept.shell.find(QLineEdit, "systemName", add).setText("Brand new")
    kept.shell.find(QLineEdit, "systemCode", add).setText("new")
    address = kept.shell.find(QLineEdit, "systemAddress", add)
    hints = [item.text() for item in add.findChildren(QLabel)]
    assert "Optional; usually https://api.ongoingsystems.se/new/" in hints
    address.setText("nowhere")
    kept.click(add, "save")
    kept.shell.until(lambda: address.accessibleDescription() != "")
    address.setText("https://api.ongoingsystems.se/new/")
    kept.click(add, "save")
    kept.shell.until(lambda: kept.part(dialog, QListWidget, "systemsList").count() == 3)
    assert kept.part(dialog, QLineEdit, "manageSystemName").text() == "Brand new"
    assert kept.part(dialog, QLineEdit, "manageSystemAddress").text() == "https://api.ongoingsystems.se/new/"
    dialog.reject()


def test_what_another_process_saved_is_said_and_replaced_only_on_a_second_save(kept: Kept) -> None:
    dialog = kept.manage()
    name = kept.part(dialog, QLineEdit, "manageSystemName")
    name.setText("Mine")
    kept.services.do(
        kept.services.settings.change("x", lambda now: replace(now, systems=(replace(TEST, name="Theirs"), LIVE)))
    )
    kept.shell.until(lambda: kept.system().name == "Theirs")
    assert name.text() == "Mine"
    kept.click(dialog, "save")
    kept.shell.until(lambda: "changed this system" in name.accessibleDescription())
    assert kept.system().name == "Theirs"
    kept.click(dialog, "save")
    kept.shell.until(lambda: kept.system().name == "Mine")
    dialog.reject()


def test_a_system_removed_elsewhere_while_it_is_edited_is_said(kept: Kept) -> None:
    dialog = kept.manage()
    kept.part(dialog, QLineEdit, "manageSystemName").setText("Mine")
    kept.services.do(kept.services.systems.remove_system("test"))
    kept.shell.until(
        lambda: any("removed elsewhere" in text.text() for text in dialog.findChildren(QLabel, "systemsNoticeText"))
    )
    assert kept.part(dialog, QLineEdit, "manageSystemName").text() == "Acme live"
    dialog.reject()


def rows(tree: QTreeWidget) -> dict[str, QTreeWidgetItem]:
    groups = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
    return {
        group.child(row).text(0): group.child(row) for group in groups if group for row in range(group.childCount())
    }


def test_two_systems_side_by_side_and_copied_across(kept: Kept) -> None:
    matched = kept.shell.add(name="Matched", url="https://test.acme.example/1", retry_policy="one-day")
    alone = kept.shell.add(
        name="Alone", url="https://test.acme.example/2", goods_owners=(13,), authentication="x-auth-token",
        secret="s3cret", enabled=True,
    )  # fmt: skip
    there = replace(
        matched, id="there", system="live", url="https://erp.acme.example/1", enabled=True, retry_policy="none"
    )
    kept.services.do(kept.services.settings.change("x", lambda now: replace(now, webhooks=(*now.webhooks, there))))
    kept.shell.until(lambda: "there" in kept.shell.ids())
    dialog = kept.compare()
    tree = kept.part(dialog, QTreeWidget, "compareTree")
    found = rows(tree)
    assert found["Alone"].text(3) == "+ only in Acme test"
    assert found["Matched"].text(3) == "≠ differs"
    assert [found["Matched"].child(row).text(0) for row in range(3)] == ["URL", "Retry policy", "Enabled"]
    assert "Acme (12)" not in found
    kept.part(dialog, QCheckBox, "compareShowSame").setChecked(True)
    assert rows(tree)["Acme (12)"].text(3) == "= identical"
    group = tree.topLevelItem(0)
    assert group is not None
    group.setCheckState(0, Qt.CheckState.Checked)
    kept.click(dialog, "copyAcross")
    assert kept.part(dialog, QLineEdit, "copyFind-0").text() == "test.acme.example"
    assert kept.part(dialog, QLineEdit, "copyReplace-0").text() == "erp.acme.example"
    preview = kept.part(dialog, QTreeWidget, "copyPreview")
    shown = [preview.topLevelItem(row) for row in range(2)]
    assert [item.text(2) for item in shown if item] == ["https://erp.acme.example/2", "https://erp.acme.example/1"]
    kept.click(dialog, "copyNow")
    owner = kept.part(dialog, QComboBox, "copyOwner-13")
    kept.shell.until(lambda: "Beta (13)" in owner.accessibleDescription())
    assert len(kept.services.settings.current.webhooks) == 3
    owner.setCurrentIndex(owner.findData("create"))
    kept.part(dialog, QLineEdit, "copyReplace-0").setText("live.acme.example")
    kept.click(dialog, "copyNow")
    kept.shell.until(lambda: len(kept.services.settings.current.webhooks) == 4)
    now = kept.services.settings.current
    copy = next(item for item in now.webhooks if item.system == "live" and item.name == "Alone")
    assert (copy.url, copy.enabled, copy.goods_owners) == ("https://live.acme.example/2", False, (13,))
    assert now.state(copy.id).secret_ref is None
    assert now.webhook("there") == replace(there, url="https://live.acme.example/1", retry_policy="one-day")
    assert kept.system("live").goods_owner(13) == GoodsOwner(13, "Beta", "BETA")
    kept.shell.until(lambda: "Still without a credential: “Alone”" in kept.shell.notice())
    kept.click(dialog, "compareNoticeAction")
    kept.shell.until(lambda: kept.services.settings.current.webhook(copy.id) is None)
    assert kept.hook(alone) == alone
    assert kept.system("live") == LIVE
    dialog.reject()


def test_a_copy_may_be_added_beside_the_one_there_and_the_sides_be_swapped(kept: Kept) -> None:
    one = kept.shell.add(name="Both", url="https://a.example/1")
    there = replace(one, id="there", system="live", url="https://b.example/1")
    kept.services.do(kept.services.settings.change("x", lambda now: replace(now, webhooks=(*now.webhooks, there))))
    kept.shell.until(lambda: "there" in kept.shell.ids())
    dialog = kept.compare()
    kept.click(dialog, "compareSwap")
    assert kept.part(dialog, QComboBox, "compareLeft").currentData() == "live"
    rows(kept.part(dialog, QTreeWidget, "compareTree"))["Both"].setCheckState(0, Qt.CheckState.Checked)
    kept.click(dialog, "copyAcross")
    item = kept.part(dialog, QTreeWidget, "copyPreview").topLevelItem(0)
    item.setCheckState(1, Qt.CheckState.Unchecked)
    kept.click(dialog, "copyBack")
    kept.click(dialog, "copyAcross")
    kept.part(dialog, QTreeWidget, "copyPreview").topLevelItem(0).setCheckState(1, Qt.CheckState.Unchecked)
    kept.click(dialog, "copyNow")
    kept.shell.until(lambda: len(kept.services.settings.current.webhooks) == 3)
    assert {item.name for item in kept.services.settings.current.webhooks} == {"Both", "Both (copy)"}
    assert kept.hook(one) == one
    dialog.reject()


def test_one_system_cannot_be_compared_and_the_selector_still_filters(shell: Shell) -> None:
    shell.demo()
    assert not shell.window.commands["compareSystems"].isEnabled()
    kept = Kept(shell)
    one = shell.add(name="Only here")
    box = shell.find(QComboBox, "systemSelector")
    box.setCurrentIndex(box.findData("system:live"))
    shell.until(lambda: shell.ids() == [])
    box.setCurrentIndex(box.findData("system:test"))
    shell.until(lambda: shell.ids() == [one.id])
    assert kept.system("test") == TEST


def test_the_system_used_last_is_offered_first_everywhere(kept: Kept) -> None:
    owner = kept.services.do(kept.services.systems.add_goods_owner("live", 55, "Norr", "N"))
    assert owner.id == 55
    kept.shell.do("createRegularWebhook")
    editor = kept.shell.shown(QDialog, "webhookEditor")
    assert kept.part(editor, QComboBox, "system").currentData() == "live"
    editor.leave()
    kept.shell.gone(editor)
    kept.shell.do("addGoodsOwner")
    dialog = kept.shell.shown(QDialog, "addGoodsOwnerDialog")
    assert kept.part(dialog, QComboBox, "goodsOwnerSystem").currentData() == "live"
    dialog.reject()
    kept.shell.do("showScenarios")
    choice = kept.shell.find(QComboBox, "scenarioOwner")
    kept.shell.until(lambda: choice.count() > 2 and choice.currentData()[0] == "live")
    header = kept.shell.window.header.systems
    header.setCurrentIndex(header.findData("system:test"))
    header.activated.emit(header.currentIndex())
    kept.shell.until(lambda: kept.services.settings.current.preferences.last_system == "test")
    header.setCurrentIndex(0)
    kept.shell.do("createRegularWebhook")
    editor = kept.shell.shown(QDialog, "webhookEditor")
    assert kept.part(editor, QComboBox, "system").currentData() == "test"
    editor.leave()
    kept.services.do(kept.services.systems.remove_system("test"))
    assert kept.services.settings.current.usual_system() == "live"

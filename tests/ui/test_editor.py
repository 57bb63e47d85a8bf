"""The editor over fake services, by object name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListView,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QTreeView,
)

from ongoing_desktop.domain.errors import VaultError
from ongoing_desktop.domain.settings import GoodsOwner, Webhook
from tests.ui.conftest import Shell

USER = 0x0100


class Form:
    """The open editor."""

    def __init__(self, shell: Shell) -> None:
        self.shell = shell
        self.dialog: QDialog = shell.shown(QDialog, "webhookEditor")

    def get(self, kind: type, name: str) -> Any:
        return self.shell.find(kind, name, self.dialog)

    def line(self, name: str, text: str) -> None:
        self.get(QLineEdit, name).setText(text)

    def pick(self, name: str, data: object) -> None:
        box = self.get(QComboBox, name)
        assert box.findData(data) >= 0, (name, data)
        box.setCurrentIndex(box.findData(data))

    def leaves(self) -> dict[str, QModelIndex]:
        model = self.get(QTreeView, "webhookType").model()
        found = {}
        for row in range(model.rowCount()):
            parent = model.index(row, 0)
            for child in range(model.rowCount(parent)):
                leaf = model.index(child, 0, parent)
                found[leaf.data(USER)] = leaf
        return found

    def type(self, key: str) -> None:
        self.get(QTreeView, "webhookType").setCurrentIndex(self.leaves()[key])

    def save(self) -> None:
        self.get(QPushButton, "save").click()

    @property
    def problems(self) -> str:
        return self.get(QLabel, "problems").text()

    @property
    def told(self) -> str:
        """All problems, even if the line only counts them."""
        return self.get(QLabel, "problems").accessibleName()


def new(shell: Shell, kind: str = "Regular") -> Form:
    shell.do(f"create{kind}Webhook")
    return Form(shell)


def saved(shell: Shell, name: str) -> Webhook:
    shell.until(lambda: any(hook.name == name for hook in shell.services.settings.current.webhooks))
    return next(hook for hook in shell.services.settings.current.webhooks if hook.name == name)


def fill(form: Form, name: str = "Mine") -> None:
    form.type("order-picked")
    form.pick("goodsOwner", 12)
    form.line("webhookName", name)
    form.line("url", "https://erp.example/hook")


def test_all_triggers_of_all_families_can_be_chosen(shell: Shell) -> None:
    shell.demo()
    form = new(shell)
    assert form.get(QTreeView, "webhookType").model().rowCount() == len(shell.services.catalogue.families)
    assert set(form.leaves()) == {trigger.key for trigger in shell.services.catalogue.triggers}
    for key in form.leaves():
        form.type(key)
        trigger = shell.services.catalogue.trigger(key)
        assert form.get(QLineEdit, "webhookName").text() == trigger.title
        assert form.get(QPlainTextEdit, "webhookTypeExample").toPlainText().startswith("{")


def test_the_filter_hides_but_never_unchooses(shell: Shell) -> None:
    shell.demo()
    form = new(shell)
    form.type("order-picked")
    form.line("webhookTypeFilter", "purchase")
    assert "order-picked" not in form.leaves()
    assert "purchase-order-created" in form.leaves() or len(form.leaves()) > 0
    form.line("webhookTypeFilter", "")
    assert form.get(QTreeView, "webhookType").currentIndex().data(USER) == "order-picked"
    form.line("webhookTypeFilter", "article is returned")
    form.type("article-returned")
    form.line("webhookTypeFilter", "")
    assert form.get(QTreeView, "webhookType").currentIndex().data(USER) == "article-returned"


def test_a_regular_webhook_is_created_off_at_first(shell: Shell) -> None:
    shell.demo()
    form = new(shell)
    assert form.problems == ""
    assert not form.get(QCheckBox, "enabled").isChecked()
    fill(form)
    form.pick("authentication", "basic")
    form.line("username", "acme")
    form.line("password", "gehe1m")
    form.pick("retryPolicy", "one-day")
    form.save()
    hook = saved(shell, "Mine")
    assert (hook.kind, hook.type, hook.goods_owners) == ("regular", "order-picked", (12,))
    assert (hook.authentication, hook.username, hook.retry_policy) == ("basic", "acme", "one-day")
    assert not hook.enabled
    assert list(shell.services.vault.entries.values()).count("gehe1m") == 1
    shell.until(lambda: shell.window.webhooks.table.current_id == hook.id)
    shell.told("Nothing was changed in Ongoing")


def test_an_automation_webhook_has_several_goods_owners(shell: Shell) -> None:
    shell.demo()
    form = new(shell, "Automation")
    form.type("order-status-changed")
    owners = form.get(QListView, "goodsOwners").model()
    form.line("webhookName", "Both")
    form.line("url", "https://erp.example/hook")
    form.save()
    assert "Tick at least one" in form.problems
    for row in range(owners.rowCount()):
        owners.setData(owners.index(row, 0), Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    assert [owners.index(row, 0).data(USER) for row in range(owners.rowCount())] == [12, 13]
    form.line("setting_statuses", "200 → 400, 450")
    form.line("setting_transporters", "DHL, PostNord")
    form.save()
    hook = saved(shell, "Both")
    assert hook.goods_owners == (12, 13)
    assert dict(hook.settings) == {
        "statuses": [{"from": 200, "to": 400}, {"to": 450}],
        "transporters": ["DHL", "PostNord"],
    }


def test_problems_stand_beside_their_fields_and_nothing_is_saved(shell: Shell) -> None:
    shell.demo()
    form = new(shell)
    form.save()
    assert form.problems.startswith("Fix the 4 problems")
    assert "Choose a webhook type." in form.told
    fill(form)
    form.line("url", "ftp://erp.example")
    assert "must begin with https://" in form.problems
    form.pick("authentication", "basic")
    form.line("username", "a:b")
    form.line("password", "line\tbreak")
    form.save()
    assert "must not contain a colon" in form.told
    assert "control character" in form.told
    assert form.get(QLineEdit, "username").accessibleDescription() != ""
    assert len(shell.services.settings.current.webhooks) == 1
    form.line("url", "https://erp.example")
    form.line("username", "ab")
    form.line("password", "right")
    assert form.problems == ""
    form.save()
    saved(shell, "Mine")


def test_what_cannot_be_read_as_statuses_is_a_problem(shell: Shell) -> None:
    shell.demo()
    form = new(shell)
    fill(form)
    form.type("order-status-changed")
    form.line("setting_statuses", "fires for all")
    form.save()
    assert "as numbers" in form.problems
    assert len(shell.services.settings.current.webhooks) == 1


def test_on_edit_an_empty_secret_is_unchanged_and_clear_is_separate(shell: Shell) -> None:
    shell.demo()
    hook = shell.add(name="Kept", authentication="basic", username="acme", secret="gehe1m")
    ref = shell.services.settings.current.state(hook.id).secret_ref
    shell.window.edit_webhook(hook.id)
    form = Form(shell)
    password = form.get(QLineEdit, "password")
    assert password.text() == ""
    assert password.echoMode() == QLineEdit.EchoMode.Password
    assert password.placeholderText() == "Stored"
    assert "empty to keep" in password.toolTip()
    form.line("email", "ops@example.com")
    form.save()
    shell.until(lambda: shell.services.settings.current.webhook(hook.id).email == "ops@example.com")
    assert shell.services.settings.current.state(hook.id).secret_ref == ref
    shell.until(lambda: not [item for item in shell.window.findChildren(QDialog, "webhookEditor") if item.isVisible()])
    shell.window.edit_webhook(hook.id)
    form = Form(shell)
    form.get(QPushButton, "passwordClear").click()
    form.save()
    shell.until(lambda: shell.services.settings.current.state(hook.id).secret_ref is None)


def test_another_secret_replaces_the_stored_one(shell: Shell) -> None:
    shell.demo()
    hook = shell.add(name="New one", authentication="x-auth-token", secret="first")
    shell.window.edit_webhook(hook.id)
    form = Form(shell)
    form.line("token", "second")
    form.save()

    def current() -> str:
        secret = shell.services.do(shell.services.secrets.of(shell.services.settings.current.webhook(hook.id)))
        return secret.reveal() if secret else ""

    shell.until(lambda: current() == "second")


def test_a_user_name_and_password_in_the_address_move_to_their_fields(shell: Shell) -> None:
    shell.demo()
    form = new(shell)
    fill(form)
    form.line("url", "https://acme:gehe1m%21@erp.example:8443/hook?x=1")
    form.save()
    hook = saved(shell, "Mine")
    assert hook.url == "https://erp.example:8443/hook?x=1"
    assert (hook.authentication, hook.username) == ("basic", "acme")
    assert "gehe1m!" in shell.services.vault.entries.values()


def test_without_a_keyring_the_window_says_so_and_offers_to_keep_it(shell: Shell) -> None:
    shell.demo()
    shell.services.vault.usable = False
    before = dict(shell.services.vault.entries)
    form = new(shell)
    fill(form)
    keep = form.get(QCheckBox, "keepSession")
    assert not keep.isVisible()
    form.pick("authentication", "x-auth-token")
    shell.until(lambda: keep.isVisible())
    assert "no usable keyring" in form.get(QLabel, "keyringWarning").text()
    form.line("token", "t0ken")
    form.save()
    assert "Keep until I quit" in form.problems
    keep.click()
    assert form.problems == ""
    form.save()
    hook = saved(shell, "Mine")
    assert shell.services.vault.entries == before
    assert shell.services.settings.current.state(hook.id).secret_session
    shell.until(lambda: "until you quit" in shell.find(QLabel, "credentialStatus").text())


def test_a_keyring_that_refuses_leaves_everything_as_it_was(shell: Shell) -> None:
    shell.demo()
    shell.services.vault.error = VaultError("vault-locked")
    form = new(shell)
    fill(form)
    form.pick("authentication", "x-auth-token")
    form.line("token", "t0ken")
    form.save()
    shell.until(lambda: form.problems != "")
    assert form.dialog.isVisible()
    assert form.get(QPushButton, "save").isEnabled()
    assert len(shell.services.settings.current.webhooks) == 1


def test_system_and_goods_owner_are_added_from_inside(shell: Shell) -> None:
    form = new(shell)
    form.type("order-picked")
    form.get(QToolButton, "editorAddSystem").click()
    dialog = shell.shown(QDialog, "addSystemDialog")
    shell.find(QPushButton, "save", dialog).click()
    shell.until(lambda: shell.find(QLineEdit, "systemName", dialog).accessibleDescription() != "")
    shell.find(QLineEdit, "systemName", dialog).setText("Main")
    shell.find(QLineEdit, "systemCode", dialog).setText("main")
    shell.find(QPushButton, "save", dialog).click()
    shell.until(lambda: form.get(QComboBox, "system").currentText() == "Main")
    form.get(QToolButton, "editorAddGoodsOwner").click()
    dialog = shell.shown(QDialog, "addGoodsOwnerDialog")
    shell.find(QLineEdit, "goodsOwnerId", dialog).setText("77")
    shell.find(QLineEdit, "goodsOwnerName", dialog).setText("Gamma")
    shell.find(QPushButton, "save", dialog).click()
    shell.until(lambda: form.get(QComboBox, "goodsOwner").currentData() == 77)
    shell.until(lambda: not shell.window.findChildren(QDialog, "addGoodsOwnerDialog"))
    form.line("url", "http://127.0.0.1:9/x")
    form.save()
    assert saved(shell, "Order is picked").goods_owners == (77,)


def test_escape_asks_only_when_something_would_be_lost(shell: Shell) -> None:
    shell.demo()
    form = new(shell)
    QTest.keyClick(form.dialog, Qt.Key.Key_Escape)
    shell.until(lambda: not form.dialog.isVisible())
    form = new(shell)
    form.line("webhookName", "Half")
    QTest.keyClick(form.dialog, Qt.Key.Key_Escape)
    box = shell.shown(QMessageBox, "confirmation")
    assert form.dialog.isVisible()
    next(button for button in box.buttons() if "Leave" in button.text()).click()
    shell.until(lambda: not [item for item in shell.window.findChildren(QDialog, "webhookEditor") if item.isVisible()])


@pytest.mark.parametrize("keys", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_ctrl_enter_saves_from_anywhere(shell: Shell, keys: Qt.Key) -> None:
    shell.demo()
    form = new(shell)
    fill(form)
    form.dialog.activateWindow()
    shell.until(form.dialog.isActiveWindow)
    QTest.keyClick(form.get(QLineEdit, "url"), keys, Qt.KeyboardModifier.ControlModifier)
    saved(shell, "Mine")


def test_every_control_has_a_name_for_assistive_technology(shell: Shell) -> None:
    shell.demo()
    form = new(shell)
    for kind in (QLineEdit, QComboBox, QTreeView, QPlainTextEdit):
        for item in form.dialog.findChildren(kind):
            assert item.accessibleName() or item.parent() is not form.dialog, item.objectName()


def test_a_webhook_without_its_credential_opens_on_the_credential(shell: Shell) -> None:
    shell.demo()
    bare = shell.add(name="Bare", authentication="basic", username="u", secret="s")
    (copy,) = shell.services.do(shell.services.clipboard.duplicate([bare.id]))
    shell.until(lambda: copy.id in shell.ids())
    for webhook, field in ((bare.id, "webhookName"), (copy.id, "password")):
        shell.window.webhooks.select(webhook)
        shell.do("editWebhook")
        editor = shell.shown(QDialog, "webhookEditor")
        assert editor.focusWidget().objectName() == field
        editor.leave()
        shell.gone(editor)


def test_choosing_a_system_marks_nothing_that_was_not_tried(shell: Shell) -> None:
    shell.demo()
    shell.services.do(shell.services.systems.add_system("Empty", "empty"))
    shell.do("createRegularWebhook")
    editor = shell.shown(QDialog, "webhookEditor")
    box = shell.find(QComboBox, "system", editor)
    shell.until(lambda: box.count() == 2)
    box.setCurrentIndex(1 - box.currentIndex())
    assert shell.find(QLabel, "problems", editor).text() == ""
    shell.find(QPushButton, "save", editor).click()
    shell.until(lambda: shell.find(QLabel, "problems", editor).text() != "")
    editor.leave()


def test_goods_owners_are_filtered_and_ticked_all_at_once(shell: Shell) -> None:
    shell.demo()
    system = shell.services.settings.current.systems[0]
    owners = tuple(GoodsOwner(number, f"Owner {number}") for number in range(1, 10))
    services = shell.services
    changed = replace(system, goods_owners=owners)
    services.do(services.settings.change("edit-system", lambda now: replace(now, systems=(changed,))))
    form = new(shell, "Automation")
    fields = form.dialog._form.owners  # type: ignore[attr-defined]
    form.line("goodsOwnersFilter", "owner 4")
    form.get(QPushButton, "goodsOwnersAll").click()
    assert fields.owners() == (4,)
    form.line("goodsOwnersFilter", "")
    form.get(QPushButton, "goodsOwnersAll").click()
    assert fields.owners() == tuple(range(1, 10))
    form.get(QPushButton, "goodsOwnersNone").click()
    assert fields.owners() == ()

"""Another window changes or deletes the webhook that is open in the editor: reported at once, and nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QLineEdit, QPushButton, QWidget

from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import Webhook
from tests.ui.conftest import Shell
from tests.ui.test_editor import Form


def elsewhere(shell: Shell, hook: Webhook, **changes: Any) -> None:
    """Another process saves this."""

    async def change() -> None:
        def edit(now: Any) -> Any:
            hooks = tuple(replace(item, **changes) if item.id == hook.id else item for item in now.webhooks)
            return replace(now, webhooks=hooks)

        await shell.services.settings.change("save-webhook", edit)

    shell.services.do(change())


def opened(shell: Shell, **fields: Any) -> tuple[Form, Webhook]:
    shell.demo()
    hook = shell.add(**{"name": "Mine", "url": "https://erp.example/h", **fields})
    shell.window.edit_webhook(hook.id)
    return Form(shell), hook


def stored(shell: Shell, hook: Webhook) -> Webhook | None:
    return shell.services.settings.current.webhook(hook.id)


def panel(form: Form) -> QWidget:
    return form.get(QWidget, "conflictPanel")


def rows(form: Form) -> list[str]:
    return [item.text() for item in form.get(QWidget, "conflictRows").findChildren(QLabel)]


def gone(shell: Shell) -> None:
    shell.until(lambda: not [item for item in shell.window.findChildren(QDialog, "webhookEditor") if item.isVisible()])


def test_a_change_elsewhere_is_said_at_once_and_merged_on_saving(shell: Shell) -> None:
    form, hook = opened(shell)
    assert not panel(form).isVisible()
    elsewhere(shell, hook, email="ops@erp.example")
    shell.until(panel(form).isVisible)
    note = form.get(QLabel, "changedElsewhere").text()
    assert "Changed elsewhere: e-mail." in note
    assert not form.get(QPushButton, "keepMine").isVisible()
    form.line("url", "https://erp.example/new")
    form.save()
    gone(shell)
    assert stored(shell, hook) == replace(hook, email="ops@erp.example", url="https://erp.example/new")
    shell.told("together with changes made elsewhere: e-mail")


def test_a_change_that_is_taken_back_is_no_longer_said(shell: Shell) -> None:
    form, hook = opened(shell)
    elsewhere(shell, hook, email="ops@erp.example")
    shell.until(panel(form).isVisible)
    elsewhere(shell, hook, email="")
    shell.until(lambda: not panel(form).isVisible())


def test_other_webhooks_do_not_matter(shell: Shell) -> None:
    form, hook = opened(shell)
    other = shell.services.settings.current.webhooks[0]
    elsewhere(shell, other, email="ops@erp.example")
    elsewhere(shell, hook, email="a@b.example")
    shell.until(panel(form).isVisible)
    elsewhere(shell, hook, email="")
    shell.until(lambda: not panel(form).isVisible())


@pytest.mark.parametrize("mine", [True, False])
def test_the_same_field_is_shown_side_by_side_and_chosen(shell: Shell, mine: bool) -> None:
    form, hook = opened(shell)
    form.line("url", "https://erp.example/mine")
    form.line("email", "mine@erp.example")
    elsewhere(shell, hook, url="https://erp.example/theirs", name="Theirs")
    form.save()
    shell.until(form.get(QPushButton, "keepMine").isVisible)
    theirs = replace(hook, url="https://erp.example/theirs", name="Theirs")
    assert stored(shell, hook) == theirs
    assert rows(form) == ["Theirs", "Mine", "URL", "https://erp.example/theirs", "https://erp.example/mine"]
    assert "name" in form.get(QLabel, "conflictKept").text()
    assert form.dialog.isVisible()
    if mine:
        form.get(QPushButton, "keepMine").click()
        gone(shell)
        url = "https://erp.example/mine"
    else:
        form.get(QPushButton, "takeTheirs").click()
        assert form.get(QLineEdit, "url").text() == "https://erp.example/theirs"
        assert form.get(QLineEdit, "webhookName").text() == "Theirs"
        assert not panel(form).isVisible()
        assert stored(shell, hook) == theirs
        form.save()
        gone(shell)
        url = "https://erp.example/theirs"
    assert stored(shell, hook) == replace(theirs, url=url, email="mine@erp.example")


def test_two_credentials_are_a_choice_too(shell: Shell) -> None:
    form, hook = opened(shell, authentication="x-auth-token", secret="first")

    def token() -> str:
        found = shell.services.do(shell.services.secrets.of(hook))
        return found.reveal() if found else ""

    form.line("token", "mine")
    shell.services.do(shell.services.webhooks.set_credential(hook.id, Secret("theirs")))
    form.save()
    shell.until(form.get(QPushButton, "takeTheirs").isVisible)
    assert any("redential" in text for text in rows(form))
    assert not any("theirs" in text or "mine" in text for text in rows(form))
    form.get(QPushButton, "takeTheirs").click()
    assert form.get(QLineEdit, "token").text() == ""
    form.line("email", "ops@erp.example")
    form.save()
    gone(shell)
    assert token() == "theirs"


def test_a_webhook_deleted_elsewhere_is_saved_as_new_or_left(shell: Shell) -> None:
    form, hook = opened(shell)
    form.line("webhookName", "Kept")
    shell.services.do(shell.services.webhooks.delete([hook.id]))
    shell.until(panel(form).isVisible)
    assert "deleted elsewhere" in form.get(QLabel, "changedElsewhere").text()
    form.save()
    shell.until(form.get(QPushButton, "saveAsNew").isVisible)
    assert stored(shell, hook) is None
    form.get(QPushButton, "saveAsNew").click()
    gone(shell)
    kept = [item for item in shell.services.settings.current.webhooks if item.name == "Kept"]
    assert [replace(item, id=hook.id, name="Mine") for item in kept] == [hook]
    assert kept[0].id != hook.id


def test_a_credential_that_went_with_its_webhook_is_asked_for(shell: Shell) -> None:
    form, hook = opened(shell, authentication="x-auth-token", secret="first")
    shell.services.do(shell.services.webhooks.delete([hook.id]))
    form.line("webhookName", "Kept")
    form.save()
    shell.until(form.get(QPushButton, "saveAsNew").isVisible)
    form.get(QPushButton, "saveAsNew").click()
    assert "Enter the token" in form.problems
    assert form.get(QLineEdit, "token").placeholderText() == ""
    form.line("token", "again")
    form.save()
    gone(shell)
    assert [item.name for item in shell.services.settings.current.webhooks if item.name == "Kept"] == ["Kept"]


def test_the_editor_of_a_deleted_webhook_closes_without_a_question(shell: Shell) -> None:
    form, hook = opened(shell)
    form.get(QCheckBox, "enabled").click()
    shell.services.do(shell.services.webhooks.delete([hook.id]))
    form.save()
    shell.until(form.get(QPushButton, "closeDeleted").isVisible)
    form.get(QPushButton, "closeDeleted").click()
    gone(shell)
    assert stored(shell, hook) is None

"""Undo, redo and the list of changes, through the window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QDialog, QMessageBox, QPushButton, QTreeWidget, QTreeWidgetItem

from ongoing_desktop.app import App, build
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.services.webhooks import KeepCredential, ReplaceCredential
from tests.services.fakes import FakeVault
from tests.ui.conftest import Shell


def save(shell: Shell, hook: Webhook, secret: str = "", **fields: Any) -> Webhook:
    change = ReplaceCredential(Secret(secret)) if secret else KeepCredential()
    saved = shell.services.do(shell.services.webhooks.save(replace(hook, **fields), change))
    assert isinstance(saved, Webhook), saved
    return saved


def lines(tree: QTreeWidget) -> list[list[str]]:
    found: list[list[str]] = []

    def walk(item: QTreeWidgetItem) -> None:
        found.append([item.text(column) for column in range(tree.columnCount())])
        for row in range(item.childCount()):
            walk(item.child(row))

    for row in range(tree.topLevelItemCount()):
        top = tree.topLevelItem(row)
        assert top is not None
        walk(top)
    return found


def open_window(shell: Shell) -> tuple[QDialog, QTreeWidget, QTreeWidget]:
    shell.do("showRevisions")
    window = shell.shown(QDialog, "revisionsWindow")
    listed = shell.find(QTreeWidget, "revisionsList", window)
    return window, listed, shell.find(QTreeWidget, "revisionDetails", window)


def agree(shell: Shell, words: str) -> None:
    box = shell.shown(QMessageBox, "confirmation")
    assert words in box.informativeText(), box.informativeText()
    next(button for button in box.buttons() if button.text().replace("&", "") == "Restore").click()


def test_undo_and_redo_by_key_command_say_what_they_did(shell: Shell) -> None:
    hook = shell.demo()
    shell.do("deleteWebhook")
    shell.until(lambda: shell.ids() == [])
    shell.do("undo")
    shell.until(lambda: shell.ids() == [hook.id])
    shell.told("back")
    shell.do("redo")
    shell.until(lambda: shell.ids() == [])
    shell.told("Redid: delete webhooks")
    assert not shell.window.commands["redo"].isEnabled()


@contextmanager
def started(data_dir: Path, vault: FakeVault) -> Iterator[App]:
    app = build(data_dir, vault=vault)
    try:
        app.window.show()
        yield app
    finally:
        app.close()


def test_undo_and_redo_go_on_in_the_next_window(qtbot: Any, data_dir: Path) -> None:
    vault = FakeVault()

    def names(app: App) -> list[str]:
        rows = app.window.webhooks.table.model()
        return sorted(rows.index(row, 1).data() for row in range(rows.rowCount()))

    def do(app: App, command: str, then: list[str]) -> None:
        qtbot.waitUntil(app.window.commands[command].isEnabled)
        app.window.commands[command].trigger()
        qtbot.waitUntil(lambda: names(app) == then)

    with started(data_dir, vault) as app:
        hook = app.services.engine.submit(app.services.demo.add()).result(10)
        qtbot.waitUntil(lambda: names(app) == [hook.name])
        do(app, "duplicateWebhook", [hook.name, f"{hook.name} (copy)"])
        app.window.webhooks.select(hook.id)
        do(app, "deleteWebhook", [f"{hook.name} (copy)"])
    with started(data_dir, vault) as app:
        do(app, "undo", [hook.name, f"{hook.name} (copy)"])
        do(app, "undo", [hook.name])
    with started(data_dir, vault) as app:
        do(app, "redo", [hook.name, f"{hook.name} (copy)"])
        do(app, "redo", [f"{hook.name} (copy)"])
        assert not app.window.commands["redo"].isEnabled()


def test_changes_are_listed_in_words_and_follow_live(shell: Shell) -> None:
    hook = shell.demo()
    _, listed, details = open_window(shell)
    shell.until(lambda: listed.topLevelItemCount() == 2)
    save(shell, hook, email="ops@x.test", url="http://127.0.0.1:9/new")
    shell.until(lambda: listed.topLevelItemCount() == 3)
    assert "e-mail empty → ops@x.test" in lines(listed)[0][2]
    assert ["E-mail", "empty", "ops@x.test"] in lines(details)
    save(shell, shell.services.settings.current.webhooks[0], secret="Secr3t-word")
    shell.until(lambda: listed.topLevelItemCount() == 4)
    assert "credential replaced" in lines(listed)[0][2]
    everything = repr(lines(listed)) + repr(lines(details))
    assert "Secr3t-word" not in everything
    assert str(shell.services.settings.current.state(hook.id).secret_ref) not in everything


def test_an_earlier_state_is_restored_after_a_question(shell: Shell) -> None:
    hook = shell.demo()
    other = shell.add(name="Second")
    save(shell, hook, url="http://127.0.0.1:9/new")
    window, listed, _ = open_window(shell)
    shell.until(lambda: listed.topLevelItemCount() == 4)
    restore = shell.find(QPushButton, "restoreState", window)
    assert not restore.isEnabled()
    listed.setCurrentItem(listed.topLevelItem(2))
    assert restore.isEnabled()
    restore.click()
    agree(shell, "Second")
    shell.until(lambda: shell.ids() == [hook.id])
    assert shell.services.settings.current.webhooks[0].url == hook.url
    shell.do("undo")
    shell.until(lambda: set(shell.ids()) == {hook.id, other.id})


def test_one_webhook_is_restored_alone(shell: Shell) -> None:
    hook = shell.demo()
    save(shell, hook, url="http://127.0.0.1:9/one")
    save(shell, shell.services.settings.current.webhooks[0], url="http://127.0.0.1:9/two")
    shell.add(name="Second")
    window, listed, _ = open_window(shell)
    shell.until(lambda: listed.topLevelItemCount() == 5)
    listed.setCurrentItem(listed.topLevelItem(2))
    shell.find(QPushButton, "restoreWebhook", window).click()
    agree(shell, "http://127.0.0.1:9/two → http://127.0.0.1:9/one")
    shell.until(lambda: shell.services.settings.current.webhooks[0].url == "http://127.0.0.1:9/one")
    assert len(shell.services.settings.current.webhooks) == 2
    shell.told("Restored ")


def test_without_changes_the_window_says_so(shell: Shell) -> None:
    window, listed, _ = open_window(shell)
    shell.until(lambda: window.isVisible())
    assert listed.topLevelItemCount() == 0
    assert not shell.find(QPushButton, "restoreState", window).isEnabled()

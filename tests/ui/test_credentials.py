"""Credentials in the window: shown and copied on demand, generated, rotated, and unused ones removed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFrame,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QToolButton,
    QWidget,
)

from ongoing_desktop.domain.arrived import Arrived
from ongoing_desktop.domain.errors import VaultError
from ongoing_desktop.domain.exchange import Body, Judgement, NewExchange
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.services.webhooks import ReplaceCredential
from ongoing_desktop.ui.credentials.tools import SecretTools
from ongoing_desktop.ui.kit.line_table import Lines
from tests.ui.conftest import Shell

STORED = "correct horse battery staple"


@pytest.fixture(autouse=True)
def clean_clipboard() -> Iterator[None]:
    QGuiApplication.clipboard().clear()
    yield
    QGuiApplication.clipboard().clear()


@pytest.fixture
def hook(shell: Shell) -> Webhook:
    made = replace(shell.demo(), authentication="basic", username="acme")
    saved = shell.services.do(shell.services.webhooks.save(made, ReplaceCredential(Secret(STORED))))
    assert isinstance(saved, Webhook)
    shell.until(lambda: status(shell).startswith("Stored in fake"))
    return saved


def status(shell: Shell) -> str:
    return str(shell.find(QLabel, "credentialStatus").text())


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def secret_of(shell: Shell, hook: Webhook) -> str | None:
    found = shell.services.do(shell.services.secrets.of(hook))
    return found.reveal() if found else None


class Opened:
    """A dialog and its widgets."""

    def __init__(self, shell: Shell, name: str) -> None:
        self.shell = shell
        self.dialog: QDialog = shell.shown(QDialog, name)
        shell.until(self.dialog.isActiveWindow)

    def get(self, kind: type, name: str) -> Any:
        return self.shell.find(kind, name, self.dialog)

    def click(self, name: str, kind: type = QToolButton) -> None:
        self.get(kind, name).click()

    def line(self, name: str = "password") -> QLineEdit:
        found = self.get(QLineEdit, name)
        assert isinstance(found, QLineEdit)
        return found

    def hint(self, text: str, name: str = "password") -> None:
        field = self.line(name).parent()
        assert isinstance(field, QWidget)
        self.shell.until(lambda: any(text in item.text() for item in field.findChildren(QLabel) if item.isVisible()))

    def leave(self) -> None:
        name = self.dialog.objectName()
        self.dialog.reject()
        for box in [box for box in self.dialog.findChildren(QMessageBox) if box.isVisible()]:
            next(item for item in box.buttons() if item.text() == "Leave without saving").click()
        self.shell.until(lambda: not self.shell.window.findChildren(QDialog, name))


def editor(shell: Shell) -> Opened:
    shell.do("editWebhook")
    return Opened(shell, "webhookEditor")


def masked(line: QLineEdit) -> bool:
    return line.echoMode() == QLineEdit.EchoMode.Password


class TestEditor:
    def test_a_stored_secret_is_read_only_when_it_is_asked_for(self, shell: Shell, hook: Webhook) -> None:
        shell.services.secrets._known.clear()
        shell.services.vault.error = VaultError("vault-locked")
        form = editor(shell)
        assert form.line().text() == ""
        form.click("passwordReveal")
        form.hint("keyring is locked")
        assert masked(form.line())
        shell.services.vault.error = None
        form.click("passwordReveal")
        shell.until(lambda: form.line().text() == STORED)
        assert not masked(form.line())
        assert form.line().isReadOnly()
        form.click("passwordReveal")
        assert form.line().text() == ""
        assert masked(form.line())
        form.line().undo()
        assert form.line().text() == ""

    def test_what_is_shown_is_nothing_that_was_typed(self, shell: Shell, hook: Webhook) -> None:
        form = editor(shell)
        form.click("passwordReveal")
        shell.until(lambda: form.line().text() == STORED)
        assert not form.get(QCheckBox, "keepOld").isVisible()
        refs = set(shell.services.vault.entries)
        form.click("save", QPushButton)
        shell.told("Saved “")
        assert set(shell.services.vault.entries) == refs

    def test_it_is_hidden_when_the_focus_leaves_and_after_a_while(self, shell: Shell, hook: Webhook) -> None:
        form = editor(shell)
        form.dialog.activateWindow()
        form.click("passwordReveal")
        shell.until(lambda: form.line().hasFocus() and not masked(form.line()))
        form.line("url").setFocus()
        shell.until(lambda: masked(form.line()) and form.line().text() == "")
        form.line().setText("typed")
        for tools in form.dialog.findChildren(SecretTools):
            tools.reveal.timer.setInterval(1)
        form.click("passwordReveal")
        shell.until(lambda: masked(form.line()))
        assert form.line().text() == "typed"
        form.leave()

    def test_typed_and_stored_are_copied_and_taken_away_again(self, shell: Shell, hook: Webhook) -> None:
        form = editor(shell)
        form.click("passwordCopy")
        shell.until(lambda: clipboard() == STORED)
        form.hint("cleared in 30 seconds")
        assert masked(form.line())
        shell.window.secret_clipboard.timer.setInterval(1)
        form.line().setText("another-typed-one")
        form.click("passwordCopy")
        assert clipboard() == "another-typed-one"
        form.leave()
        shell.until(lambda: clipboard() == "")

    def test_a_strong_one_is_made(self, shell: Shell, hook: Webhook) -> None:
        form = editor(shell)
        form.click("passwordGenerate")
        made = form.line().text()
        assert len(made) == 43
        assert not masked(form.line())
        form.click("passwordGenerate")
        assert form.line().text() != made
        form.hint("Generated")
        made = form.line().text()
        form.click("save", QPushButton)
        shell.told("Saved “")
        assert secret_of(shell, hook) == made

    @pytest.mark.parametrize(
        ("typed", "told"),
        [
            ("abcdefgh", "It is short"),
            ("aaaaaaaaaaaaaaaaaaaaaaaa", "few different characters"),
            ("long enough to be good  ", "begins or ends with a space"),
            ("lång nog för att duga väl", "outside ASCII"),
            ("x" * 1281, "longer than 1280"),
            ("a\x01b", "control character"),
        ],
    )
    def test_it_is_judged_while_it_is_typed(self, shell: Shell, hook: Webhook, typed: str, told: str) -> None:
        form = editor(shell)
        form.line().setText(typed)
        form.hint(told)
        form.line("username").setText("a:b")
        form.hint("must not contain a colon", "username")
        form.leave()

    def test_a_rotation_begins_with_a_tick(self, shell: Shell, hook: Webhook) -> None:
        form = editor(shell)
        keep = form.get(QCheckBox, "keepOld")
        assert not keep.isVisible()
        form.line().setText("a-new-and-long-enough-one")
        assert keep.isVisible()
        assert not keep.isChecked()
        keep.click()
        form.click("save", QPushButton)
        shell.until(lambda: shell.services.settings.current.state(hook.id).rotating_since is not None)
        shell.until(lambda: not shell.window.findChildren(QDialog, "webhookEditor"))
        assert secret_of(shell, hook) == "a-new-and-long-enough-one"
        form = editor(shell)
        assert "the listener also accepts the old one" in form.get(QLabel, "rotationNote").text()
        form.line().setText("corrected-and-long-enough")
        assert not form.get(QCheckBox, "keepOld").isVisible()
        form.leave()


class TestClipboard:
    def test_it_is_marked_and_something_else_stays(self, shell: Shell) -> None:
        mine = shell.window.secret_clipboard
        mine.copy(Secret("sensitive"))
        data = QGuiApplication.clipboard().mimeData()
        assert bytes(data.data("x-kde-passwordManagerHint").data()) == b"secret"
        QGuiApplication.clipboard().setText("the user's own")
        mine.clear()
        assert clipboard() == "the user's own"
        assert not mine.holds

    def test_closing_the_window_takes_it_away(self, shell: Shell) -> None:
        shell.window.secret_clipboard.copy(Secret("sensitive"))
        shell.window.close_pages()
        assert clipboard() == ""


class TestSheet:
    def test_shown_and_copied(self, shell: Shell, hook: Webhook) -> None:
        assert status(shell) == "Stored in fake and can be read."
        value = shell.find(QLineEdit, "credentialValue")
        reveal = shell.find(QToolButton, "credentialReveal")
        reveal.click()
        shell.until(lambda: value.isVisible() and value.text() == STORED)
        reveal.click()
        assert (value.isVisible(), value.text()) == (False, "")
        shell.find(QToolButton, "credentialCopy").click()
        shell.until(lambda: clipboard() == STORED)
        shell.told("cleared in 30 seconds")

    def test_it_hides_by_itself_and_with_another_webhook(self, shell: Shell, hook: Webhook) -> None:
        other = shell.add(name="Other", authentication="x-auth-token", secret="of-the-other")
        shell.window.webhooks.select(hook.id)
        value, reveal = shell.find(QLineEdit, "credentialValue"), shell.find(QToolButton, "credentialReveal")
        shell.until(reveal.isVisible)
        reveal.click()
        shell.until(lambda: value.text() == STORED)
        shell.window.webhooks.select(other.id)
        assert value.text() == ""
        shell.until(reveal.isVisible)
        reveal.click()
        shell.until(lambda: value.text() == "of-the-other")
        shell.do("showInbox")
        assert value.text() == ""
        shell.do("showWebhooks")
        shell.until(reveal.isVisible)
        reveal.click()
        shell.until(lambda: value.text() == "of-the-other" and reveal.hasFocus())
        shell.window.webhooks.table.setFocus()
        assert value.text() == ""
        shell.window.webhooks.detail.sheet.credential.reveal.timer.setInterval(1)
        reveal.click()
        shell.until(lambda: not reveal.isChecked())
        assert value.text() == ""

    def test_a_keyring_that_does_not_answer_is_said_so(self, shell: Shell, hook: Webhook) -> None:
        shell.services.secrets._known.clear()
        shell.services.vault.error = VaultError("vault-locked")
        shell.services.do(shell.services.webhooks.set_enabled([hook.id], not hook.enabled))
        shell.until(lambda: "Not readable in fake: The keyring is locked." in status(shell))
        assert not shell.find(QToolButton, "credentialReveal").isVisible()


def arrive(shell: Shell, hook: Webhook, reason: str) -> None:
    body = Body(data=b"", size=0, sha256=sha256(b"").digest())
    shell.services.history.append([
        NewExchange(
            direction="in", at=shell.services.clock(), method="POST", target="/h", headers=(), body=body, status=200,
            judgement=Judgement("verified", reason), webhook=hook.id,
        )
    ])  # fmt: skip


class TestRotation:
    def begin(self, shell: Shell) -> None:
        shell.find(QToolButton, "rotateCredential").click()
        form = Opened(shell, "rotationDialog")
        form.click("beginRotation", QPushButton)
        form.hint("Enter the password")
        form.line("username").setText("acme-2")
        form.click("passwordGenerate")
        form.click("beginRotation", QPushButton)
        shell.told("Now enter the new one in Ongoing")

    def test_whole(self, shell: Shell, hook: Webhook) -> None:
        self.begin(shell)
        banner = shell.find(QFrame, "rotationBanner")
        shell.until(banner.isVisible)
        text = shell.find(QLabel, "rotationStatus")
        assert "Rotation started 2026-01-15" in text.text()
        assert "not used since" in text.text()
        assert not shell.find(QToolButton, "rotateCredential").isVisible()
        arrive(shell, hook, "old-credential")
        shell.window.webhooks.take(Arrived(0, 0, complete=False))
        shell.until(lambda: "last used on 2026-01-15" in text.text())
        shell.find(QPushButton, "endRotation").click()
        box = shell.shown(QMessageBox, "confirmation")
        assert "last used on" in box.text()
        box.button(QMessageBox.StandardButton.Cancel).click()
        assert shell.services.settings.current.state(hook.id).old_secret_ref
        shell.find(QPushButton, "endRotation").click()
        box = shell.shown(QMessageBox, "confirmation")
        next(item for item in box.buttons() if item.text() == "End rotation").click()
        shell.gone(banner)
        shell.told("no longer accepted")
        shell.find(QPushButton, "noticeAction").click()
        shell.until(banner.isVisible)
        shell.told("accepted again")

    def test_what_was_never_used_is_ended_at_once(self, shell: Shell, hook: Webhook) -> None:
        self.begin(shell)
        shell.until(shell.find(QFrame, "rotationBanner").isVisible)
        shell.find(QPushButton, "endRotation").click()
        shell.until(lambda: shell.services.settings.current.state(hook.id).old_secret_ref is None)
        assert not shell.window.findChildren(QMessageBox, "confirmation")

    def test_a_failure_is_said_in_the_dialog(self, shell: Shell, hook: Webhook) -> None:
        shell.find(QToolButton, "rotateCredential").click()
        form = Opened(shell, "rotationDialog")
        form.click("passwordGenerate")
        shell.services.vault.error = VaultError("vault-refused")
        form.click("beginRotation", QPushButton)
        shell.until(lambda: "refused the credential" in form.get(QLabel, "problems").text())
        assert shell.services.settings.current.state(hook.id).old_secret_ref is None
        form.leave()


class TestLeftovers:
    def open(self, shell: Shell) -> Opened:
        shell.do("showLeftovers")
        found = Opened(shell, "leftoversDialog")
        self.settled(found)
        return found

    def settled(self, found: Opened) -> None:
        found.shell.until(lambda: not found.get(QPushButton, "stopChecking").isVisible())

    def rows(self, found: Opened) -> list[tuple[str, ...]]:
        table = found.get(Lines, "leftoversTable")
        return [line.cells for line in table.lines]

    def choose(self, found: Opened, use: str) -> int:
        table = found.get(Lines, "leftoversTable")
        row = next(number for number, texts in enumerate(self.rows(found)) if use in texts[2])
        table.selectRow(row)
        return row

    def test_every_entry_with_what_it_is_for(self, shell: Shell, hook: Webhook) -> None:
        gone = shell.add(name="Gone", authentication="x-auth-token", secret="of-the-one-that-goes")
        shell.services.do(shell.services.clipboard.duplicate([gone.id]))[0]
        shell.services.do(shell.services.webhooks.delete([gone.id]))
        shell.services.store.note_secret("never-heard-of", "pending")
        found = self.open(shell)
        assert "fake" in found.get(QLabel, "keyringName").text()
        shown = {texts[2].partition(" since")[0]: texts for texts in self.rows(found)}
        assert shown["! Missing"][0] == "Gone (copy)"
        assert shown["! Left over"][3] == "✕ No longer in the keyring"
        assert shown["In use"][:2] == ("Order is picked", "Basic")
        assert {texts[0] for texts in self.rows(found) if "Undo" in texts[2]} == {"Gone", "Order is picked"}
        assert "1 cannot be read" in found.get(QLabel, "leftoversProgress").text()
        self.choose(found, "In use")
        assert not found.get(QPushButton, "removeEntry").isEnabled()
        assert not found.get(QPushButton, "enterCredential").isEnabled()
        found.leave()

    def test_what_is_left_is_removed_after_a_question(self, shell: Shell, hook: Webhook) -> None:
        gone = shell.add(name="Gone", authentication="x-auth-token", secret="of-the-one-that-goes")
        shell.services.do(shell.services.webhooks.delete([gone.id]))
        found = self.open(shell)
        table = found.get(Lines, "leftoversTable")
        row = next(number for number, texts in enumerate(self.rows(found)) if texts[0] == "Gone")
        table.selectRow(row)
        ref = table.lines[row].key
        found.click("removeEntry", QPushButton)
        box = shell.shown(QMessageBox, "confirmation")
        assert "without its credential" in box.informativeText()
        next(item for item in box.buttons() if item.text() == "Remove").click()
        shell.until(lambda: ref not in shell.services.vault.entries)
        shell.until(lambda: "Gone" not in {texts[0] for texts in self.rows(found)})
        self.settled(found)
        assert secret_of(shell, hook) == STORED
        found.leave()

    def test_a_missing_one_is_entered(self, shell: Shell, hook: Webhook) -> None:
        copy = shell.services.do(shell.services.clipboard.duplicate([hook.id]))[0]
        found = self.open(shell)
        self.choose(found, "Missing")
        found.click("enterCredential", QPushButton)
        form = Opened(shell, "webhookEditor")
        assert form.line("webhookName").text() == copy.name
        form.leave()

    def test_a_keyring_that_waits_for_its_password_can_be_left(self, shell: Shell, hook: Webhook) -> None:
        released = threading.Event()
        answer = shell.services.vault.get

        def wait(ref: str) -> Secret | None:
            released.wait(20)
            return answer(ref)

        shell.services.vault.get = wait
        shell.do("showLeftovers")
        found = Opened(shell, "leftoversDialog")
        shell.until(lambda: "entry 1 of" in found.get(QLabel, "leftoversProgress").text())
        found.click("stopChecking", QPushButton)
        assert "Stopped" in found.get(QLabel, "leftoversProgress").text()
        assert {texts[3] for texts in self.rows(found) if texts[2].startswith("In use")} == {"…"}
        released.set()
        found.click("checkAgain", QPushButton)
        self.settled(found)
        assert {texts[3] for texts in self.rows(found) if texts[2].startswith("In use")} == {"✓ Yes"}
        found.leave()

    def test_a_failure_to_remove_is_said(self, shell: Shell, hook: Webhook) -> None:
        found = self.open(shell)
        self.choose(found, "Undo")
        shell.services.vault.error = VaultError("vault-locked")
        found.click("removeEntry", QPushButton)
        box = shell.shown(QMessageBox, "confirmation")
        next(item for item in box.buttons() if item.text() == "Remove").click()
        shell.until(lambda: "keyring is locked" in found.get(QLabel, "leftoversProgress").text())
        found.leave()

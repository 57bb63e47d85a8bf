"""Advice under the editor's URL and the dialog that checks an address, through the window."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QWidget

from ongoing_desktop.transport.connectivity_checker import ConnectivityChecker
from ongoing_desktop.ui.webhooks.address_check import AddressCheckDialog
from ongoing_desktop.ui.webhooks.address_field import AdviceView
from tests.transport.servers import serving
from tests.transport.test_connectivity_checker import NOW, reads, server_tls, trust
from tests.ui.conftest import Shell
from tests.ui.test_editor import Form, fill, new, saved


def codes(form: Form, name: str = "urlAdvice") -> tuple[str, ...]:
    view = form.get(QWidget, name)
    assert isinstance(view, AdviceView)
    return tuple(item.code for item in view.shown) if view.isVisible() else ()


def told(form: Form) -> str:
    return " ".join(item.text() for item in form.get(QWidget, "urlAdvice").findChildren(QLabel, "advice"))


def real(shell: Shell) -> Form:
    """The editor for a new webhook of a system other than the demo."""
    shell.demo()
    system = shell.services.do(shell.services.systems.add_system("Main", "main"))
    shell.services.do(shell.services.systems.add_goods_owner(system.id, 12, "Acme", ""))
    form = new(shell)
    form.pick("system", system.id)
    fill(form)
    return form


def test_advice_is_live_and_mended_by_one_click(shell: Shell) -> None:
    form = real(shell)
    assert codes(form) == ()
    form.line("url", "http://erp.example.com/my hook#top")
    shell.until(lambda: codes(form) == ("advice-http", "advice-blank", "advice-fragment"))
    form.get(QPushButton, "fix-http").click()
    shell.until(lambda: codes(form) == ("advice-blank", "advice-fragment"))
    form.get(QPushButton, "fix-fragment").click()
    shell.until(lambda: codes(form) == ("advice-blank",))
    form.get(QPushButton, "fix-blank").click()
    shell.until(lambda: codes(form) == ())
    assert form.get(QLineEdit, "url").text() == "https://erp.example.com/my%20hook"


def test_what_a_cloud_cannot_reach_stands_out_and_is_no_ban(shell: Shell) -> None:
    form = real(shell)
    form.line("url", "https://192.168.1.20/hook")
    shell.until(lambda: codes(form) == ("advice-private",))
    first = form.get(QWidget, "urlAdvice").findChildren(QLabel, "advice")[0]
    assert first.property("role") == "warning"
    assert "192.168.1.20" in told(form)
    assert form.problems == ""


def test_what_is_advised_against_is_saved_as_it_is(shell: Shell) -> None:
    shell.demo()
    form = new(shell)
    fill(form)
    form.line("url", "http://erp.example/my hook#top")
    form.save()
    assert saved(shell, "Mine").url == "http://erp.example/my hook#top"


def test_the_demo_and_local_targets_are_told_of_their_shape_only(shell: Shell) -> None:
    shell.demo()
    form = new(shell)
    fill(form)
    form.line("url", "http://127.0.0.1:9999/x")
    form.line("editorLocalTarget", "http://127.0.0.1:3000//x")
    shell.until(lambda: codes(form, "localAdvice") == ("advice-double-slash",))
    assert codes(form) == ()
    form.save()
    assert saved(shell, "Mine").local_target == "http://127.0.0.1:3000//x"


def test_a_local_address_that_is_none_is_a_problem(shell: Shell) -> None:
    shell.demo()
    form = new(shell)
    fill(form)
    form.line("editorLocalTarget", "3000")
    form.save()
    assert "must begin with" in form.problems
    form.line("editorLocalTarget", "http://u:p@127.0.0.1:3000/x")
    form.save()
    hook = saved(shell, "Mine")
    assert (hook.local_target, hook.authentication, hook.username) == ("http://127.0.0.1:3000/x", "basic", "u")


def test_a_webhook_of_the_same_kind_and_address_is_named(shell: Shell) -> None:
    shell.demo()
    shell.add(name="The first", url="https://erp.example/hook")
    form = new(shell)
    fill(form)
    shell.until(lambda: codes(form) == ("advice-twin",))
    assert "The first" in told(form)


def checking(shell: Shell, form: Form) -> Any:
    form.get(QPushButton, "checkAddress").click()
    return shell.shown(QDialog, "addressCheck")


def test_checking_an_address_shows_steps_and_certificate(shell: Shell) -> None:
    shell.demo()
    form = new(shell)
    assert not form.get(QPushButton, "checkAddress").isEnabled()
    fill(form)
    dialog = checking(shell, form)
    card = shell.find(QWidget, "addressCheckCertificate", dialog)
    shell.until(card.isVisible)
    assert shell.services.checker.urls == ["https://erp.example/hook"]
    assert "192.0.2.7" in shell.find(QLabel, "addressCheck-dns", dialog).text()
    assert "not for" in shell.find(QLabel, "addressCheck-tls", dialog).text()
    assert "cannot reach it" in shell.find(QLabel, "addressCheckState", dialog).text()
    assert "Ongoing's network may get another" in shell.find(QLabel, "addressCheckRemark", dialog).text()
    shell.find(QPushButton, "addressCheckCopy", dialog).click()
    copied = QGuiApplication.clipboard().text()
    for part in ("https://erp.example/hook", "✕ Encryption", "31 ms", "44 days left", "www.other.example", "Test auth"):
        assert part in copied, copied
    shell.find(QPushButton, "addressCheckAgain", dialog).click()
    shell.until(lambda: len(shell.services.checker.urls) == 2 and card.isVisible())
    shell.find(QPushButton, "addressCheckClose", dialog).click()


def test_cancel_ends_the_check_and_keeps_what_is_known(shell: Shell) -> None:
    shell.demo()
    shell.services.checker.hang = True
    form = new(shell)
    fill(form)
    dialog = checking(shell, form)
    assert isinstance(dialog, AddressCheckDialog)
    shell.until(lambda: "resolves to" in shell.find(QLabel, "addressCheck-dns", dialog).text())
    assert "Connecting" in shell.find(QLabel, "addressCheck-tcp", dialog).text()
    shell.find(QPushButton, "addressCheckCancel", dialog).click()
    shell.until(shell.services.checker.cancelled.is_set)
    assert "resolves to" in shell.find(QLabel, "addressCheck-dns", dialog).text()
    assert shell.find(QLabel, "addressCheck-tcp", dialog).text() == "Cancelled."
    assert "cancelled" in shell.find(QLabel, "addressCheckState", dialog).text()


def test_closing_the_dialog_ends_the_check(shell: Shell) -> None:
    shell.demo()
    shell.services.checker.hang = True
    form = new(shell)
    fill(form)
    dialog = checking(shell, form)
    shell.until(lambda: shell.services.checker.urls != [])
    dialog.reject()
    shell.until(shell.services.checker.cancelled.is_set)
    shell.until(lambda: shell.tasks.busy == 0)


def test_a_real_server_with_an_expired_certificate(shell: Shell) -> None:
    shell.demo()
    shell.services.addresses._checker = ConnectivityChecker(shell.services.clock, trust=trust)
    form = new(shell)
    fill(form)
    ended = NOW - timedelta(days=2)
    with serving(reads, tls=server_tls(not_after=ended)) as server:
        form.line("url", f"https://127.0.0.1:{server.port}/hook")
        dialog = checking(shell, form)
        told = shell.find(QLabel, "addressCheck-tls", dialog)
        shell.until(lambda: f"expired on {ended:%Y-%m-%d}" in told.text())
        assert "accepts connections" in shell.find(QLabel, "addressCheck-tcp", dialog).text()
        assert server.closed_by_client.wait(10)
        assert server.received == []
    dialog.reject()


def test_a_real_server_that_says_nothing_is_left_at_once_by_cancel(shell: Shell) -> None:
    shell.demo()
    shell.services.addresses._checker = ConnectivityChecker(shell.services.clock, trust=trust)
    form = new(shell)
    fill(form)
    with serving(reads) as server:
        form.line("url", f"https://127.0.0.1:{server.port}/hook")
        dialog = checking(shell, form)
        shell.until(lambda: "Negotiating TLS" in shell.find(QLabel, "addressCheck-tls", dialog).text())
        shell.find(QPushButton, "addressCheckCancel", dialog).click()
        assert server.closed_by_client.wait(10)
        shell.until(lambda: shell.tasks.busy == 0)
        assert shell.find(QLabel, "addressCheck-tls", dialog).text() == "Cancelled."
    dialog.reject()

"""Address, HTTPS, limits and forwarding through the window."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import trustme
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QSpinBox,
    QTabWidget,
)

from ongoing_desktop.domain.forwarding import Forward
from ongoing_desktop.domain.limits import LIMIT_CHOICES, Limits
from tests.ui.conftest import Shell


def opened(shell: Shell) -> Any:
    shell.do("listenerSettings")
    return shell.shown(QDialog, "listenerSettings")


def save(shell: Shell, dialog: Any) -> None:
    shell.find(QPushButton, "listenerSettingsSave", dialog).click()


def shown_texts(dialog: Any) -> str:
    return " ".join(item.text() for item in dialog.findChildren(QLabel) if item.isVisible())


def test_the_limits_of_the_rules_are_the_first_and_others_reach_the_listener(shell: Shell) -> None:
    shell.services.do(shell.services.listening.start(43210))
    dialog = opened(shell)
    spins = {choice.key: shell.find(QSpinBox, f"limit-{choice.key}", dialog) for choice in LIMIT_CHOICES}
    assert {key: spin.value() for key, spin in spins.items()} == {
        "body": 100, "header_block": 64, "header_fields": 200, "request_line": 8, "connections": 512, "free_disk": 200,
        "header_s": 15, "body_window_s": 30, "keep_alive_s": 15, "handshake_s": 10,
    }  # fmt: skip
    spins["body"].setValue(7)
    spins["keep_alive_s"].setValue(60)
    save(shell, dialog)
    shell.gone(dialog)
    kept = {"body": 7 * 1024 * 1024, "keep_alive_s": 60}
    assert shell.services.settings.current.preferences.limits == kept
    process = shell.services.listening._process
    shell.until(lambda: process.snapshots[-1].limits == kept)
    dialog = opened(shell)
    shell.find(QPushButton, "limitsUsual", dialog).click()
    save(shell, dialog)
    shell.gone(dialog)
    assert shell.services.settings.current.preferences.limits == {}
    assert Limits().body == 100 * 1024 * 1024


def test_another_address_is_warned_of_and_counts_from_the_next_start(shell: Shell) -> None:
    shell.services.do(shell.services.listening.start(43210))
    dialog = opened(shell)
    host = shell.find(QComboBox, "listenerHost", dialog)
    assert host.currentData() == "127.0.0.1"
    warning = shell.find(QLabel, "listenerHostWarning", dialog)
    assert warning.text() == ""
    host.setCurrentIndex(host.findData("0.0.0.0"))
    assert "Reachable from other computers" in warning.text()
    save(shell, dialog)
    shell.gone(dialog)
    shell.told("Restart the listener to apply")
    shell.window.notices.action.click()
    header = shell.find(QLabel, "listenerState")
    shell.until(lambda: header.text() == "! Open to network 0.0.0.0:43210")
    shell.do("showInbox")
    assert "other computers" in shell.window.pages.inbox.listener_bar._hint.accessibleName()
    assert shell.services.listening.is_own("http://127.0.0.1:43210/x")
    dialog = opened(shell)
    host = shell.find(QComboBox, "listenerHost", dialog)
    host.setCurrentIndex(host.findData("127.0.0.1"))
    save(shell, dialog)
    shell.told("Restart the listener to apply")


def test_a_certificate_is_checked_before_it_is_saved(shell: Shell, tmp_path: Path) -> None:
    made = trustme.CA().issue_cert("localhost")
    made.cert_chain_pems[0].write_to_path(tmp_path / "cert.pem")
    made.private_key_pem.write_to_path(tmp_path / "key.pem")
    dialog = opened(shell)
    shell.find(QLineEdit, "tlsCertificate", dialog).setText(str(tmp_path / "key.pem"))
    save(shell, dialog)
    shell.until(lambda: "contains no certificate in PEM format" in shown_texts(dialog))
    assert shell.find(QTabWidget, "listenerSettingsTabs", dialog).currentIndex() == 1
    assert shell.services.settings.current.preferences.tls_certificate == ""
    shell.find(QLineEdit, "tlsCertificate", dialog).setText(str(tmp_path / "cert.pem"))
    shell.find(QLineEdit, "tlsKey", dialog).setText(str(tmp_path / "key.pem"))
    save(shell, dialog)
    shell.gone(dialog)
    preferences = shell.services.settings.current.preferences
    assert (preferences.tls_certificate, preferences.tls_key) == (str(tmp_path / "cert.pem"), str(tmp_path / "key.pem"))


def test_where_requests_go_on_to(shell: Shell) -> None:
    hook = shell.demo()
    dialog = opened(shell)
    shell.find(QCheckBox, "forwardOn", dialog).setChecked(True)
    target = shell.find(QLineEdit, "forwardTarget", dialog)
    target.setText("http://169.254.169.254/latest")
    save(shell, dialog)
    shell.until(lambda: "metadata address" in shown_texts(dialog))
    target.setText("http://127.0.0.1:5000/in")
    shell.find(QSpinBox, "forwardTimeout", dialog).setValue(5)
    shell.find(QListWidget, "forwardWebhooks", dialog).item(0).setCheckState(Qt.CheckState.Checked)
    shell.find(QCheckBox, "forwardRefused", dialog).setChecked(True)
    save(shell, dialog)
    shell.gone(dialog)
    wanted = Forward(True, "http://127.0.0.1:5000/in", unauthenticated=True, timeout_s=5.0, webhooks=(hook.id,))
    assert shell.services.settings.current.preferences.forward == wanted
    shell.until(lambda: shell.window.pages.inbox.listener_bar.answers.text() == "Response: forwarded ▾")


def test_what_was_changed_is_not_lost_without_a_question(shell: Shell) -> None:
    dialog = opened(shell)
    shell.find(QLineEdit, "tlsCertificate", dialog).setText("/x")
    dialog.reject()
    shell.shown(QDialog, "confirmation").reject()
    assert dialog.isVisible()
    dialog.leave()


def test_several_targets_with_conditions(shell: Shell) -> None:
    shell.demo()
    dialog = opened(shell)
    shell.find(QCheckBox, "forwardOn", dialog).setChecked(True)
    target = shell.find(QLineEdit, "forwardTarget", dialog)
    target.setText("http://127.0.0.1:5000")
    shell.find(QPushButton, "forwardAdd", dialog).click()
    save(shell, dialog)
    targets = shell.find(QListWidget, "forwardTargets", dialog)
    shell.until(lambda: targets.currentRow() == 1 and bool(dialog.forward.fields["target"].problem.text()))
    target.setText("http://127.0.0.1:6000")
    types = shell.find(QListWidget, "forwardTypes", dialog)
    wanted = next(types.item(row) for row in range(types.count()) if types.item(row).data(256) == "order-picked")
    wanted.setCheckState(Qt.CheckState.Checked)
    shell.find(QListWidget, "forwardOwners", dialog).item(0).setCheckState(Qt.CheckState.Checked)
    shell.find(QLineEdit, "forwardRequestPath", dialog).setText("/hooks/*")
    shell.find(QCheckBox, "forwardReturned", dialog).click()
    assert targets.item(1).text() == "http://127.0.0.1:6000 – its response is returned"
    targets.setCurrentRow(0)
    assert (target.text(), wanted.checkState()) == ("http://127.0.0.1:5000", Qt.CheckState.Unchecked)
    save(shell, dialog)
    shell.gone(dialog)
    saved = shell.services.settings.current.preferences.forward
    assert (saved.target, saved.types, len(saved.others)) == ("http://127.0.0.1:5000", (), 1)
    other = saved.others[0]
    assert (other.target, other.types, other.request_path) == ("http://127.0.0.1:6000", ("order-picked",), "/hooks/*")
    assert (saved.returned, len(other.goods_owners)) == (other.id, 1)
    dialog = opened(shell)
    shell.find(QPushButton, "forwardRemove", dialog).click()
    save(shell, dialog)
    shell.gone(dialog)
    saved = shell.services.settings.current.preferences.forward
    assert (saved.first, saved.target, saved.others) == (other.id, "http://127.0.0.1:6000", ())

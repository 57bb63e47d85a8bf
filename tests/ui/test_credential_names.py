"""The list of names that count as credentials, through the window."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPlainTextEdit, QPushButton

from ongoing_desktop.domain.secret_names import SecretNames
from tests.ui.conftest import Shell


def opened(shell: Shell) -> QDialog:
    shell.do("credentialNames")
    return shell.shown(QDialog, "credentialNamesDialog")


def test_names_of_the_user_are_tried_checked_and_kept(shell: Shell) -> None:
    dialog = opened(shell)
    assert "X-Gitlab-Token" in shell.find(QLabel, "exampleHeaders", dialog).text()
    assert "access_token" in shell.find(QLabel, "exampleParameters", dialog).text()
    headers = shell.find(QPlainTextEdit, "ownHeaderNames", dialog)
    trial = shell.find(QLineEdit, "tryName", dialog)

    def says(text: str) -> bool:
        return any(text == shown.text() for shown in dialog.findChildren(QLabel) if not shown.isHidden())

    for name, verdict in (
        ("Api-Key", "Replaced both as a header and as a parameter."),
        ("X-Tenant", "Not replaced; its value stays readable."),
    ):
        trial.setText(name)
        assert says(verdict)
    headers.setPlainText("X-Tenant\nnot a name")
    assert says("Replaced as a header; readable as a parameter.")
    shell.find(QPushButton, "credentialNamesSave", dialog).click()
    shell.until(lambda: any("Line 2" in shown.text() for shown in dialog.findChildren(QLabel)))
    assert shell.services.credential_names.names == SecretNames()
    headers.setPlainText("X-Tenant")
    shell.find(QPlainTextEdit, "ownParameterNames", dialog).setPlainText("te%6Eant\n\n")
    shell.find(QPushButton, "credentialNamesSave", dialog).click()
    shell.gone(dialog)
    assert shell.services.credential_names.names == SecretNames(frozenset({"x-tenant"}), frozenset({"tenant"}))
    dialog = opened(shell)
    assert shell.find(QPlainTextEdit, "ownHeaderNames", dialog).toPlainText() == "x-tenant"

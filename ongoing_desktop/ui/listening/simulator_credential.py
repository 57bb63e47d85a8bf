"""Sets the credential that the API simulator requires."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QLineEdit, QWidget

from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.services.ports import VaultStatus
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.buttons import check_box, push_button
from ongoing_desktop.ui.kit.controls import line_edit
from ongoing_desktop.ui.kit.form_field import Field, show_problems
from ongoing_desktop.ui.kit.unsaved_changes import UnsavedChangesDialog
from ongoing_desktop.wording.messages import sentence

WIDTH: Final = 520


class SimulatorCredentialDialog(InContext, UnsavedChangesDialog):
    """Show it with ``open()``. The password is masked and returned only as :class:`Secret`."""

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        lead = parent.tr(
            "Requests must have this user name and password as HTTP Basic authentication; others get 401. Leave the user "
            "name empty to answer every request. Use a made-up password, not the real one."
        )
        super().__init__(
            parent, "simulatorCredentialDialog", parent.tr("Credential of the simulator"), lead=lead, size=(WIDTH, 0)
        )
        self.use_context(context)
        self._usable = True
        now = context.services.simulator.current
        self._user = line_edit(self, "simulatorUser", now.username)
        self._password = line_edit(self, "simulatorPassword")
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        if now.secret_ref:
            self._password.setPlaceholderText(self.tr("stored; leave empty to keep it"))
        self._fields = {
            "username": Field(self.tr("User name"), self._user, self),
            "password": Field(self.tr("Password"), self._password, self),
        }
        self._keep = check_box(self, self.tr("Keep until I quit"), "simulatorKeepSession")
        self._keep_field = Field("", self._keep, self)
        self._keep_field.set_hint(sentence("keyring-none"))
        self._keep_field.hide()
        self._save = push_button(self, self.tr("Save"), "save", self._on_save, default=True)
        self.add(*self._fields.values(), self._keep_field)
        self.end_with(self.tr("Cancel"), self._save)
        for field in self._fields.values():
            field.forget_on_edit()
        context.tasks.run(self, context.services.secrets.vault_status, done=self._on_vault)

    def _on_vault(self, status: VaultStatus) -> None:
        self._usable = status.usable
        self._keep_field.setVisible(not status.usable)

    def _on_save(self) -> None:
        user, text = self._user.text().strip(), self._password.text()
        secret = Secret(text) if text else None
        session = not self._usable and self._keep.isChecked()
        if user and secret is not None and not self._usable and not session:
            self._keep_field.set_problem(sentence("simulator-session"))
            return
        self._save.setEnabled(False)
        self._context.tasks.run(
            self,
            lambda: self._services.simulator.set_credential(user, secret, session=session),
            done=self._on_saved,
            failed=self._on_failed,
        )

    def _on_saved(self, problems: tuple[Problem, ...]) -> None:
        self._save.setEnabled(True)
        if not problems:
            self.accept()
            return
        show_problems(self._fields, problems)

    def _on_failed(self, error: BaseException) -> None:
        self._save.setEnabled(True)
        self._context.tasks.explain(error, self._fields["password"].set_problem)

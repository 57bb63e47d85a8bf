"""Starts a rotation: a new credential, while the old one remains accepted until the user ends it."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from ongoing_desktop.auth import SCHEMES
from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.errors import KnownError
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.services.webhooks import KeepCredential, ReplaceCredential
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.form_field import show_problems
from ongoing_desktop.ui.kit.layout import STRETCH
from ongoing_desktop.ui.kit.plain_text import paragraph
from ongoing_desktop.ui.kit.unsaved_changes import UnsavedChangesDialog
from ongoing_desktop.ui.webhooks.credential_fields import CredentialFields
from ongoing_desktop.wording.messages import error_sentence, problem_sentence


class RotationDialog(InContext, UnsavedChangesDialog):
    """Show it with ``open()``."""

    def __init__(self, context: WindowContext, parent: QWidget, hook: Webhook) -> None:
        heading = parent.tr("Rotate the credential for “{name}”").format(name=one_line(hook.name, 60))
        super().__init__(parent, "rotationDialog", parent.tr("Rotate credential"), heading=heading, size=(600, 360))
        self.use_context(context)
        self._hook = hook
        self._tried = False
        self._failure = ""
        self._fields = CredentialFields(self, context.theme)
        self._fields.scheme_field.hide()
        self._fields.set_values(hook.authentication, hook.username)
        self._problems = paragraph("", self, "problem", "problems")
        self._begin = push_button(self, self.tr("Start rotation"), "beginRotation", self._on_begin, default=True)
        cancel = push_button(self, self.tr("Cancel"), "cancel", self.reject)
        self._lay_out(cancel)
        self._fields.changed.connect(self._on_changed)
        context.tasks.run(self, context.services.secrets.vault_status, done=self._fields.set_vault)

    def _lay_out(self, cancel: QPushButton) -> None:
        steps = (
            self.tr("1.  Store the new credential here. The listener then accepts both."),
            self.tr("2.  Enter it in Ongoing (Administration ⇒ Webhooks)."),
            self.tr("3.  End the rotation on the Settings tab, which shows when the old one was last used."),
        )
        for step in steps:
            self.add(paragraph(step, self, "muted"))
        self.add(self._fields, STRETCH)
        self.end_with(cancel, self._begin, left=[(self._problems, 1)])

    def _on_changed(self) -> None:
        self._failure = ""
        self._check()

    def _on_begin(self) -> None:
        self._tried = True
        self._failure = ""
        change = self._fields.change()
        if self._check() or not isinstance(change, ReplaceCredential):
            return
        username = self._fields.username if SCHEMES[self._hook.authentication].has_username else None
        self._begin.setEnabled(False)
        self._tasks.run(
            self,
            lambda: self._services.webhooks.begin_rotation(
                self._hook.id, change.secret, username=username, session=change.session
            ),
            done=self._on_begun,
            failed=self._on_failed,
        )

    def _on_begun(self, result: Webhook | tuple[Problem, ...]) -> None:
        self._begin.setEnabled(True)
        if isinstance(result, Webhook):
            self.accept()
            message = self.tr(
                "The old and the new credential for “{name}” are accepted. Now enter the new one in Ongoing."
            )
            self._notifier.notice(message.format(name=result.name), "good")
        else:
            self._failure = " ".join(problem_sentence(problem) for problem in result)
            self._check()

    def _on_failed(self, error: BaseException) -> None:
        self._begin.setEnabled(True)
        if isinstance(error, KnownError):
            self._failure = error_sentence(error)
            self._check()
        else:
            self._notifier.error(error)

    def _check(self) -> bool:
        """Show problems beside their fields; returns whether there are any."""
        change = self._fields.change()
        hook = replace(self._hook, username=self._fields.username)
        judged = replace(change, keep_old=True) if isinstance(change, ReplaceCredential) else change
        found = [*self._services.webhooks.problems(hook, judged), *self._fields.own_problems()]
        secret = SCHEMES[hook.authentication].secret_field
        if secret is not None and isinstance(change, KeepCredential):
            found.append(Problem(secret.key, f"{secret.key}-empty"))
        typed = {key for key, edit in self._fields.lines.items() if edit.text()}
        shown = [item for item in found if self._tried or item.field in typed]
        fields = {**self._fields.fields, "keep_session": self._fields.keep_field}
        rest = show_problems(fields, shown)
        self._problems.setText(" ".join(text for text in (self._failure, *rest) if text))
        return bool(found)

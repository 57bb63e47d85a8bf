"""The names that count as credentials: built-in rule, the user's own names, and a field to try a name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.secret_names import EXAMPLE_HEADERS, EXAMPLE_PARAMETERS, SecretNames, checked_names
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import line_edit, text_edit
from ongoing_desktop.ui.kit.form_field import Field, show_problems
from ongoing_desktop.ui.kit.layout import STRETCH, line
from ongoing_desktop.ui.kit.plain_text import paragraph, selectable
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.kit.unsaved_changes import UnsavedChangesDialog

SIZE: Final = (760, 620)
LOWEST: Final = 72


class CredentialNamesDialog(InContext, UnsavedChangesDialog):
    """Show it with ``open()``."""

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        super().__init__(parent, "credentialNamesDialog", self.tr("Credential names"), size=SIZE)
        self.use_context(context)
        names = context.services.credential_names.names
        self._headers, self._header_field = self._own("ownHeaderNames", self.tr("Your headers"), names.headers)
        self._parameters, self._parameter_field = self._own(
            "ownParameterNames", self.tr("Your parameters"), names.parameters
        )
        self._header_field.set_hint(self.tr("One per line, such as X-Tenant. Case does not matter."))
        self._parameter_field.set_hint(self.tr("Parameters in addresses, one per line, such as tenant."))
        self._try = line_edit(self, "tryName", placeholder=self.tr("Name to try, such as X-Gitlab-Token"))
        self._try_field = Field(self.tr("Try a name"), self._try, self)
        for edit in (self._headers, self._parameters):
            sized(edit, mono=True)
            edit.textChanged.connect(self._show_trial)
        self._try.textChanged.connect(self._show_trial)
        self._save = push_button(self, self.tr("Save"), "credentialNamesSave", self._on_save, default=True)
        self._lay_out()
        self._show_trial()

        self._first = self._lists()

    def unsaved(self) -> str:
        """The unsaved changes. A name that was only tried does not count."""
        return self.tr("The changed names are not saved.") if self._lists() != self._first else ""

    def _lists(self) -> tuple[str, str]:
        return self._headers.toPlainText(), self._parameters.toPlainText()

    def _own(self, name: str, title: str, names: frozenset[str]) -> tuple[QPlainTextEdit, Field]:
        edit = text_edit(self, name, tab_leaves=True)
        sized(edit, least_height=LOWEST)
        edit.setPlainText("\n".join(sorted(names)))
        field = Field(title, edit, self, tall=True)
        field.forget_on_edit()
        return edit, field

    def _lay_out(self) -> None:
        message = self.tr(
            "If the name of a header, or of a parameter in an address, shows that it is a credential, its "
            "value is replaced before an exchange is stored or exported, and it is not forwarded to other "
            "computers. A webhook can keep the values as received; exports never contain them. Names are "
            "matched by their words, in any spelling. For example:"
        )
        also = self.tr(
            "Always treated as credentials: values that begin with Bearer or Basic, JSON Web Tokens, and user "
            "name and password before a host. Not examined: bodies, and the path of an address."
        )
        self.add(paragraph(message, self))
        for text, examples, name in (
            (self.tr("Headers: {names}."), EXAMPLE_HEADERS, "exampleHeaders"),
            (self.tr("Parameters: {names}."), EXAMPLE_PARAMETERS, "exampleParameters"),
        ):
            shown = paragraph(text.format(names=", ".join(examples)), self, "secondary", name)
            self.add(selectable(shown))
        self.add(paragraph(also, self, "secondary"), line(self))
        self.add(self._header_field, self._parameter_field, self._try_field, STRETCH)
        self.end_with(push_button(self, self.tr("Cancel"), "credentialNamesCancel", self.reject), self._save)

    def _show_trial(self) -> None:
        name = self._try.text().strip()
        headers, _ = checked_names(self._headers.toPlainText().split("\n"), field="headers")
        parameters, _ = checked_names(self._parameters.toPlainText().split("\n"), field="parameters")
        names = SecretNames(headers, parameters)
        text = ""
        if name:
            text = {
                (True, True): self.tr("Replaced both as a header and as a parameter."),
                (True, False): self.tr("Replaced as a header; readable as a parameter."),
                (False, True): self.tr("Replaced as a parameter; readable as a header."),
                (False, False): self.tr("Not replaced; its value stays readable."),
            }[names.header(name), names.parameter(name)]
        self._try_field.set_hint(text)

    def _on_save(self) -> None:
        headers = self._headers.toPlainText().split("\n")
        parameters = self._parameters.toPlainText().split("\n")
        self._tasks.run(self, lambda: self._services.credential_names.save(headers, parameters), done=self._saved)

    def _saved(self, problems: Sequence[Problem]) -> None:
        show_problems({"headers": self._header_field, "parameters": self._parameter_field}, problems)
        if not problems:
            self.accept()

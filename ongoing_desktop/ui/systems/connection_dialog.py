"""The connection of a system to Ongoing's REST API: address, user name, password, and a test."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtWidgets import QLineEdit, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.api import demo_address
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import System
from ongoing_desktop.domain.system_changes import suggested_address
from ongoing_desktop.services.api import Connected
from ongoing_desktop.services.ports import VaultStatus
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.credentials.tools import SecretTools
from ongoing_desktop.ui.kit.buttons import check_box, push_button
from ongoing_desktop.ui.kit.controls import combo_box, line_edit
from ongoing_desktop.ui.kit.form_field import Field, show_problems
from ongoing_desktop.ui.kit.layout import STRETCH, TOP, hbox
from ongoing_desktop.ui.kit.plain_text import paragraph, pill, restyle
from ongoing_desktop.ui.kit.unsaved_changes import UnsavedChangesDialog
from ongoing_desktop.ui.task_runner import Job
from ongoing_desktop.wording.messages import sentence

SIZE: Final = (760, 480)
STATUSES_SHOWN: Final = 12


class ConnectionDialog(InContext, UnsavedChangesDialog):
    """Show it with ``open()``. The password is masked and returned only as :class:`Secret`.

    ``import_from`` opens the import for a system id; it is offered once the connection is saved.
    """

    def __init__(
        self, context: WindowContext, parent: QWidget, import_from: Callable[[str], None], *, system_id: str
    ) -> None:
        lead = parent.tr(
            "Ongoing Desktop only reads: it sends GET requests and can send no others. The password is kept in the keyring "
            "and goes to this address only."
        )
        super().__init__(parent, "connectionDialog", parent.tr("Connect to Ongoing"), lead=lead, size=SIZE)
        self.use_context(context)
        self._import_from = import_from
        self._job: Job | None = None
        self._usable = True
        self._tried = False
        self._system = System("", "", "")
        self._make()
        self._lay_out()
        self._choice.choose(system_id)
        self._choice.currentIndexChanged.connect(lambda _: self._load())
        self._load()
        for edit in (self._address, self._user, self._password):
            edit.textChanged.connect(lambda _: self._on_edit())
        context.tasks.run(self, context.services.secrets.vault_status, done=self._on_vault)

    # construction

    def _make(self) -> None:
        systems = [(one_line(system.name, 60), system.id) for system in self._services.settings.current.systems]
        self._choice = combo_box(self, "connectionSystem", items=systems)
        self._address = line_edit(self, "connectionAddress")
        self._user = line_edit(self, "connectionUser")
        self._password = line_edit(self, "connectionPassword")
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._tools = SecretTools(self._password, self._context.theme, self, title=self.tr("password"), read=None)
        self._tools.generate.hide()  # the password is made in Ongoing
        self._production = push_button(self, self.tr("Production"), "connectionProduction")
        self._demo = push_button(self, self.tr("Demo host"), "connectionDemo")
        self._simulator = push_button(self, self.tr("Simulator"), "connectionSimulator", self._use_simulator)
        self._production.clicked.connect(lambda: self._address.setText(suggested_address(self._system.code)))
        self._demo.clicked.connect(lambda: self._address.setText(demo_address(self._system.code)))
        self._fields = {
            "system": Field(self.tr("System"), self._choice, self),
            "address": Field(self.tr("Address"), self._address, self, self._production, self._demo, self._simulator),
            "username": Field(self.tr("User name"), self._user, self),
            "password": Field(self.tr("Password"), self._password, self, self._tools.box),
        }
        self._fields["address"].set_hint(
            self.tr("The address up to and without /api/v1. A proxy or your own server can be entered too.")
        )
        self._fields["username"].set_hint(
            self.tr("From Administration ⇒ API for goods owners in Ongoing. It is not your own login.")
        )
        self._keep = check_box(self, self.tr("Keep until I quit"), "connectionKeepSession")
        self._keep_field = Field("", self._keep, self)
        self._keep_field.set_hint(sentence("keyring-none"))
        self._keep_field.hide()
        self.result_text = paragraph("", self, "secondary", "connectionResult", live=True)
        self._test = push_button(self, self.tr("Test connection"), "testConnection", self._on_test)
        self._forget = push_button(self, self.tr("Remove"), "forgetConnection", self._on_forget)
        self._save = push_button(self, self.tr("Save"), "save", self._on_save, default=True)

    def _lay_out(self) -> None:
        mark = pill(self.tr("? assumed"), self, "warn")
        message = self.tr(
            "Not documented: which status a wrong login gets, and that user name and password are sent as UTF-8."
        )
        assumed = hbox((mark, TOP), (paragraph(message, self, "muted"), 1), spacing=10)
        self.add(
            *self._fields.values(),
            self._keep_field,
            assumed,
            hbox(self._test, (self.result_text, 1), spacing=12),
            STRETCH,
        )
        self.end_with(self.tr("Cancel"), self._save, left=(self._forget, STRETCH))

    # slots

    def _load(self) -> None:
        """Show the stored connection of the chosen system."""
        chosen = self._services.settings.current.system(str(self._choice.currentData()))
        self._system = chosen or System("", "", "")
        self._tried = False
        self._address.setText(self._system.address or suggested_address(self._system.code))
        self._address.setCursorPosition(0)
        self._user.setText(self._system.api_user)
        self._password.clear()
        self._password.setPlaceholderText(self.tr("stored; leave empty to keep it") if self._stored else "")
        self._say("")
        show_problems(self._fields, ())
        self._enable()
        self.remember()

    def _use_simulator(self) -> None:
        """Enter the address of this computer's listener, which answers while its API simulator is on."""
        self._address.setText(f"{self._services.listening.own_base()}/{self._system.code}")
        on = self._services.simulator.current.on
        self._say("" if on else self.tr("Switch on the API simulator first (Listener → API simulator)."))

    def _on_vault(self, status: VaultStatus) -> None:
        self._usable = status.usable
        self._keep_field.setVisible(not status.usable)

    def _on_edit(self) -> None:
        self._say("")
        if self._tried:
            show_problems(self._fields, self._problems())
        self._enable()

    def _on_test(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._end()
            self._say(self.tr("Cancelled."))
            return
        if not self._valid():
            return
        address, user, secret = self._address.text(), self._user.text().strip(), self._secret()
        self._test.setText(self.tr("Cancel test"))
        self._say(self.tr("Asking Ongoing…"))
        self._job = self._tasks.run(
            self,
            lambda: self._services.api.test(self._system.id, base=address, username=user, secret=secret),
            done=self._on_tested,
            failed=lambda error: self._tasks.explain(error, lambda text: self._say(f"✕ {text}", "problem")),
            ended=self._end,
        )
        self._enable()

    def _on_tested(self, found: Connected) -> None:
        message = sentence("api-connected", {"count": len(found.statuses), "time": f"{found.took_ms:.0f}"})
        names = [item.label for item in found.statuses]
        more = "" if len(names) <= STATUSES_SHOWN else " …"
        self._say(f"✓ {message} {', '.join(one_line(name, 40) for name in names[:STATUSES_SHOWN])}{more}")

    def _on_save(self) -> None:
        if not self._valid():
            return
        system_id, address, user, secret = self._system.id, self._address.text(), self._user.text(), self._secret()
        session = not self._usable and self._keep.isChecked()
        if secret is not None and not self._usable and not session:
            self._keep_field.set_problem(sentence("keep-session-missing"))
            return
        self._save.setEnabled(False)
        self._tasks.run(
            self,
            lambda: self._services.api.save_connection(system_id, address, user, secret, session=session),
            done=self._on_saved,
            failed=lambda error: self._tasks.explain(error, partial(self._say, role="problem")),
            ended=partial(self._save.setEnabled, True),
        )

    def _on_saved(self, result: System | tuple[Problem, ...]) -> None:
        if not isinstance(result, System):
            show_problems(self._fields, result)
            return
        name = one_line(result.name, 60)
        context, import_from = self._context, self._import_from
        self.accept()
        message = context.window.tr("Connected “{name}” to Ongoing.").format(name=name)
        go = (context.window.tr("Import from Ongoing…"), lambda: import_from(result.id))
        context.notifier.notice(message, "good", go)

    def _on_forget(self) -> None:
        system_id = self._system.id

        def done(_: None) -> None:
            context = self._context
            self.leave()
            message = context.window.tr("Removed the user name and password for Ongoing’s API.")
            context.notifier.notice(message, "info", context.undo_action)

        self._tasks.run(self, lambda: self._services.api.forget_connection(system_id), done=done)

    # parts

    @property
    def _stored(self) -> bool:
        return bool(self._system.api_secret_ref)

    def _secret(self) -> Secret | None:
        text = self._password.text()
        return Secret(text) if text else None

    def _problems(self) -> tuple[Problem, ...]:
        return self._services.api.connection_problems(
            self._system, self._address.text(), self._user.text(), self._secret()
        )

    def _valid(self) -> bool:
        self._tried = True
        problems = self._problems()
        show_problems(self._fields, problems)
        if problems and (field := self._fields.get(problems[0].field)) is not None:
            field.control.setFocus()
        return not problems

    def _end(self) -> None:
        self._job = None
        self._test.setText(self.tr("Test connection"))
        self._say("")
        self._enable()

    def _say(self, text: str, role: str = "secondary") -> None:
        self.result_text.setText(text)
        restyle(self.result_text, role=role)

    def _enable(self) -> None:
        there = bool(self._system.id)
        self._save.setEnabled(there and self._job is None)
        self._test.setEnabled(there)
        self._forget.setVisible(self._stored)
        self._choice.setEnabled(not self.unsaved() or not self._tried)

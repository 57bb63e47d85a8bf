"""The fields of the editor except the type: owners, addresses, authentication, retries, and what is received."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ongoing_desktop.domain.catalogue import Trigger
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.retry import POLICIES
from ongoing_desktop.domain.settings import Settings, Webhook, WebhookState
from ongoing_desktop.ui.credentials.tools import Read
from ongoing_desktop.ui.kit.buttons import check_box, push_button
from ongoing_desktop.ui.kit.controls import combo_box, line_edit
from ongoing_desktop.ui.kit.form_field import Field, show_problems
from ongoing_desktop.ui.kit.layout import STRETCH, line, vbox
from ongoing_desktop.ui.kit.plain_text import label
from ongoing_desktop.ui.kit.room import WideEnough
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.ui.webhooks import webhook_texts as words
from ongoing_desktop.ui.webhooks.address_field import AddressField
from ongoing_desktop.ui.webhooks.credential_fields import CredentialFields
from ongoing_desktop.ui.webhooks.owner_fields import OwnerFields
from ongoing_desktop.ui.webhooks.type_settings import TypeSettings


class EditorForm(WideEnough):
    """Knows no service. ``fields`` have the names used by problems."""

    touched = Signal(tuple)
    """Names of the fields that the user changed."""
    check_requested = Signal()
    """The address should be checked."""

    def __init__(self, hook: Webhook, state: WebhookState, theme: Theme, parent: QWidget, read: Read) -> None:
        """``read`` reads the stored credential when the user wants to see it."""
        super().__init__(parent, least=474)
        inner = QWidget(self)
        self.owners = OwnerFields(hook.kind, theme, inner)
        self.name = line_edit(inner, "webhookName")
        self._check = push_button(
            inner,
            self.tr("Check", "the address, now"),
            "checkAddress",
            self.check_requested,
            tooltip=self.tr("Look up the host, connect and read its certificate; no request is sent."),
        )
        self._check.setAccessibleName(self.tr("Check address"))
        self.url = AddressField(theme, inner, "url", self.tr("URL"), "https://example.com/in", self._check)
        self.url.advice.setObjectName("urlAdvice")
        self._email = line_edit(inner, "email", placeholder=self.tr("optional; for failures (assumed)"))
        stored = hook.authentication if state.secret_ref else ""
        self.credentials = CredentialFields(
            inner,
            theme,
            stored_for=stored,
            session=state.secret_session,
            rotating_since=state.rotating_since if state.old_secret_ref else None,
            read=read,
        )
        policies = [(words.retry_word(key), key) for key in POLICIES]
        self._retry = combo_box(inner, "retryPolicy", items=policies)
        self.settings = TypeSettings(hook.kind, inner)
        self._enabled = check_box(inner, self.tr("Enabled"), "enabled")
        refusals = (
            (self.tr("Mark it and answer normally"), "answer"),
            (self.tr("Answer 401, or 503 if unverifiable"), "401"),
        )
        self._refusal = combo_box(inner, "onRefusal", items=refusals)
        self._raw = check_box(inner, self.tr("Keep credentials in the history as received"), "keepRaw")
        self._raw_field = Field("", self._raw, inner)
        self.local = AddressField(
            theme, inner, "editorLocalTarget", self.tr("Local address"), self.tr("optional; for tests")
        )
        self.local.advice.setObjectName("localAdvice")
        self.fields: dict[str, Field] = {
            "system": self.owners.system_field,
            "goods_owners": self.owners.owner_field,
            "name": Field(self.tr("Name"), self.name, inner),
            "url": self.url.field,
            "local_target": self.local.field,
            "email": Field(self.tr("E-mail"), self._email, inner),
            "authentication": self.credentials.scheme_field,
            **self.credentials.fields,
            "keep_old": self.credentials.old_field,
            "keep_session": self.credentials.keep_field,
            "retry_policy": Field(self.tr("Retry policy"), self._retry, inner),
            "on_refusal": Field(self.tr("Wrong credentials"), self._refusal, inner),
        }
        vbox(
            self.owners,
            self.fields["name"],
            self.url,
            self.fields["email"],
            self.credentials,
            self.fields["retry_policy"],
            self.settings,
            Field("", self._enabled, inner),
            vbox(
                line(inner),
                label(self.tr("When this computer’s listener receives its requests"), inner, role="strong"),
                self.fields["on_refusal"],
                self._raw_field,
                spacing=10,
                margins=(0, 2, 0, 0),
            ),
            self.local,
            STRETCH,
            on=inner,
            spacing=10,
            margins=(2, 0, 12, 2),
        )
        self.setWidget(inner)
        self._connect()

    def show_hook(self, hook: Webhook, settings: Settings, trigger: Trigger | None) -> None:
        """Show a webhook's values. An entered credential stays."""
        self.owners.show_settings(settings, hook.system, hook.goods_owners)
        self.name.setText(hook.name)
        self.url.set_address(hook.url)
        self.local.set_address(hook.local_target)
        self._email.setText(hook.email)
        self.credentials.set_values(hook.authentication, hook.username)
        self._retry.choose(hook.retry_policy)
        self._enabled.setChecked(hook.enabled)
        self._refusal.setCurrentIndex(max(0, self._refusal.findData(hook.on_refusal)))
        self._raw.setChecked(hook.keep_raw)
        self.settings.show_type(trigger, hook.settings)

    def draft(self, hook: Webhook) -> Webhook:
        """The webhook with the entered values."""
        return replace(
            hook,
            name=self.name.text().strip(),
            system=self.owners.system_id,
            goods_owners=tuple(sorted(self.owners.owners())),
            url=self.url.address,
            local_target=self.local.address,
            email=self._email.text().strip(),
            authentication=self.credentials.key,
            username=self.credentials.username,
            retry_policy=str(self._retry.currentData()),
            enabled=self._enabled.isChecked(),
            on_refusal=str(self._refusal.currentData()),
            keep_raw=self._raw.isChecked(),
            settings=self.settings.values(),
        )

    def take_credentials_out(self) -> None:
        """Move passwords out of the addresses."""
        self.url.take_credentials_out()
        self.local.take_credentials_out()

    def own_problems(self) -> tuple[Problem, ...]:
        """Problems that only the window knows: a secret cannot be stored, or a setting cannot be parsed."""
        return (*self.credentials.own_problems(), *self.settings.problems())

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show these problems beside their fields, and none beside the others."""
        show_problems(self.fields | self.settings.fields, problems)

    def focus_problem(self) -> None:
        """Focus the first field with a problem."""
        for field in self.fields.values():
            if not field.problem.isHidden():
                field.control.setFocus()
                self.ensureWidgetVisible(field)
                return

    def _connect(self) -> None:
        for key, signal in (
            ("name", self.name.textChanged),
            ("url", self.url.changed),
            ("local_target", self.local.changed),
            ("email", self._email.textChanged),
            ("retry_policy", self._retry.currentIndexChanged),
            ("enabled", self._enabled.toggled),
            ("on_refusal", self._refusal.currentIndexChanged),
            ("keep_raw", self._raw.toggled),
        ):
            signal.connect(partial(self._tell, key))
        # Choosing a system does not yet make a missing goods owner a problem.
        self.owners.changed.connect(
            lambda: self.touched.emit(("system", *(("goods_owners",) if self.owners.owners() else ())))
        )
        self.url.changed.connect(lambda text: self._check.setEnabled(bool(text.strip())))
        self._check.setEnabled(False)
        for address in (self.url, self.local):
            address.credentials_found.connect(self.credentials.fill)
        self.credentials.changed.connect(self._on_credentials)
        self._raw.toggled.connect(self._on_raw)
        self.settings.changed.connect(lambda: self.touched.emit(tuple(self.settings.fields)))

    def _tell(self, key: str, _: object) -> None:
        self.touched.emit((key,))

    def _on_credentials(self) -> None:
        keys = [key for key, edit in self.credentials.lines.items() if edit.text()]
        self.touched.emit(("authentication", *keys))

    def _on_raw(self, on: bool) -> None:
        message = self.tr("Anyone who can read the history can then read the password or token.")
        self._raw_field.set_problem(message if on else "")

"""The fields of the editor except the type: owners, address, authentication, retries."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ongoing_desktop.domain.catalogue import Trigger
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.retry import TABLE
from ongoing_desktop.domain.settings import Settings, Webhook, WebhookState
from ongoing_desktop.ui.credentials.tools import Read
from ongoing_desktop.ui.kit.buttons import check_box
from ongoing_desktop.ui.kit.controls import combo_box, line_edit
from ongoing_desktop.ui.kit.form_field import Field
from ongoing_desktop.ui.kit.layout import STRETCH, vbox
from ongoing_desktop.ui.kit.room import WideEnough
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.ui.webhooks import webhook_texts as words
from ongoing_desktop.ui.webhooks.address_fields import AddressFields
from ongoing_desktop.ui.webhooks.arrival_fields import ArrivalFields
from ongoing_desktop.ui.webhooks.credential_fields import CredentialFields
from ongoing_desktop.ui.webhooks.owner_fields import OwnerFields
from ongoing_desktop.ui.webhooks.type_settings import TypeSettings


class EditorForm(WideEnough):
    """Knows no service. ``fields`` have the names used by problems."""

    touched = Signal(tuple)
    """Names of the fields that the user changed."""

    def __init__(self, hook: Webhook, state: WebhookState, theme: Theme, parent: QWidget, read: Read) -> None:
        """``read`` reads the stored credential when the user wants to see it."""
        super().__init__(parent, least=474)
        inner = QWidget(self)
        self.owners = OwnerFields(hook.kind, theme, inner)
        self.name = self._line("webhookName", inner)
        self.addresses = AddressFields(theme, inner)
        self._email = self._line("email", inner, self.tr("optional; for failures (assumed)"))
        stored = hook.authentication if state.secret_ref else ""
        self.credentials = CredentialFields(
            inner,
            theme,
            stored_for=stored,
            session=state.secret_session,
            rotating_since=state.rotating_since if state.old_secret_ref else None,
            read=read,
        )
        self._retry = combo_box(inner, "retryPolicy")
        for key in TABLE:
            self._retry.addItem(words.retry_word(key), key)
        self.settings = TypeSettings(hook.kind, inner)
        self.arrivals = ArrivalFields(inner)
        self._enabled = check_box(inner, self.tr("Enabled"), "enabled")
        self.fields: dict[str, Field] = {
            "system": self.owners.system_field,
            "goods_owners": self.owners.owner_field,
            "name": Field(self.tr("Name"), self.name, inner),
            "url": self.addresses.url_field,
            "local_target": self.addresses.local_field,
            "email": Field(self.tr("E-mail"), self._email, inner),
            "authentication": self.credentials.scheme_field,
            **self.credentials.fields,
            "keep_old": self.credentials.old_field,
            "keep_session": self.credentials.keep_field,
            "retry_policy": Field(self.tr("Retry policy"), self._retry, inner),
            "on_refusal": self.arrivals.refusal_field,
        }
        vbox(
            self.owners,
            self.fields["name"],
            self.addresses,
            self.fields["email"],
            self.credentials,
            self.fields["retry_policy"],
            self.settings,
            Field("", self._enabled, inner),
            self.arrivals,
            self.addresses.local,
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
        self.addresses.set_values(hook.url, hook.local_target)
        self._email.setText(hook.email)
        self.credentials.set_values(hook.authentication, hook.username)
        self._retry.setCurrentIndex(max(0, self._retry.findData(hook.retry_policy)))
        self._enabled.setChecked(hook.enabled)
        self.arrivals.set_values(hook.on_refusal, keep_raw=hook.keep_raw)
        self.settings.show_type(trigger, hook.settings)

    def draft(self, hook: Webhook) -> Webhook:
        """The webhook with the entered values."""
        return replace(
            hook,
            name=self.name.text().strip(),
            system=self.owners.system_id,
            goods_owners=tuple(sorted(self.owners.owners())),
            url=self.addresses.url,
            local_target=self.addresses.local_target,
            email=self._email.text().strip(),
            authentication=self.credentials.key,
            username=self.credentials.username,
            retry_policy=str(self._retry.currentData()),
            enabled=self._enabled.isChecked(),
            on_refusal=self.arrivals.on_refusal,
            keep_raw=self.arrivals.keep_raw,
            settings=self.settings.values(),
        )

    def own_problems(self) -> tuple[Problem, ...]:
        """Problems that only the window knows: a secret cannot be stored, or a setting cannot be parsed."""
        return (*self.credentials.own_problems(), *self.settings.problems())

    def show_problems(self, messages: dict[str, str]) -> None:
        """Show sentences beside their fields, and none beside the others."""
        for key, field in self.fields.items():
            field.set_problem(messages.get(key, ""))
        for key in self.settings.keys:
            self.settings.set_problem(key, messages.get(f"settings.{key}", ""))

    def focus_problem(self) -> None:
        """Focus the first field with a problem."""
        for field in self.fields.values():
            if not field.problem.isHidden():
                field.control.setFocus()
                self.ensureWidgetVisible(field)
                return

    def _line(self, name: str, parent: QWidget, hint: str = "") -> QLineEdit:
        return line_edit(parent, name, placeholder=hint)

    def _connect(self) -> None:
        def tell(*keys: str) -> None:
            self.touched.emit(keys)

        # Choosing a system does not yet make a missing goods owner a problem.
        self.owners.changed.connect(lambda: tell("system", *(("goods_owners",) if self.owners.owners() else ())))
        self.name.textChanged.connect(lambda _: tell("name"))
        self.addresses.changed.connect(tell)
        self.addresses.credentials_found.connect(self.credentials.fill)
        self._email.textChanged.connect(lambda _: tell("email"))
        self.credentials.changed.connect(self._on_credentials)
        self._retry.currentIndexChanged.connect(lambda _: tell("retry_policy"))
        self._enabled.toggled.connect(lambda _: tell("enabled"))
        self.arrivals.changed.connect(tell)
        self.settings.changed.connect(lambda: tell(*(f"settings.{key}" for key in self.settings.keys)))

    def _on_credentials(self) -> None:
        keys = [key for key, edit in self.credentials.lines.items() if edit.text()]
        self.touched.emit(("authentication", *keys))

"""The dialog that makes or changes a webhook. It never blocks, and saves nothing invalid."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final
from urllib.parse import unquote, urlsplit, urlunsplit

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ongoing_desktop.domain.errors import KnownError
from ongoing_desktop.domain.messages import error_sentence, problem_sentence
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import RETRY_POLICIES, Settings, Webhook
from ongoing_desktop.services.webhooks import CredentialChange
from ongoing_desktop.ui.core import Core
from ongoing_desktop.ui.messages import Door
from ongoing_desktop.ui.systems.add import AddGoodsOwnerDialog, AddSystemDialog
from ongoing_desktop.ui.tasks import Tasks
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.ui.webhooks import words
from ongoing_desktop.ui.webhooks.credentials import CredentialFields
from ongoing_desktop.ui.webhooks.owners import OwnerFields
from ongoing_desktop.ui.webhooks.type_picker import TypePicker
from ongoing_desktop.ui.webhooks.type_settings import TypeSettings
from ongoing_desktop.ui.widgets.card import line
from ongoing_desktop.ui.widgets.fields import Field
from ongoing_desktop.ui.widgets.text import label

Saved = Callable[[Webhook], None]
SIZE: Final = (1000, 660)


class WebhookEditor(QDialog):
    """Shown with ``open()``; ``saved`` is called once, after the webhook stands in the settings."""

    def __init__(
        self, core: Core, tasks: Tasks, door: Door, theme: Theme, parent: QWidget, hook: Webhook, saved: Saved
    ) -> None:
        super().__init__(parent)
        self.setObjectName("webhookEditor")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._core = core
        self._tasks = tasks
        self._door = door
        self._hook = hook
        self._saved = saved
        self._new = core.settings.current.webhook(hook.id) is None
        self._touched: set[str] = set()
        self._tried = False
        self._saving = False
        self._leaving = False
        self._auto_name = ""
        self._failure = ""
        self._make(core.settings.current, theme)
        self._lay_out(parent)
        self._fill(core.settings.current)
        self._connect()
        self._first = self._draft()
        self._check()
        tasks.run(self, core.secrets.vault_status, done=self._credentials.set_vault)

    # construction

    def _make(self, settings: Settings, theme: Theme) -> None:
        state = settings.state(self._hook.id)
        self._types = TypePicker(self._core.catalogue, theme, self)
        self._owners = OwnerFields(self._hook.kind, theme, self)
        self._name = self._line("webhookName")
        self._url = self._line("url", self.tr("https://example.com/ongoing"))
        self._url.setFont(theme.mono())
        self._email = self._line("email", self.tr("optional; told of failures (assumed)"))
        stored = self._hook.authentication if state.secret_ref else ""
        self._credentials = CredentialFields(
            self,
            theme,
            stored_for=stored,
            session=state.secret_session,
            rotating_since=state.rotating_since if state.old_secret_ref else None,
            read=self._read_credential,
        )
        self._retry = QComboBox(self)
        self._retry.setObjectName("retryPolicy")
        for key in RETRY_POLICIES:
            self._retry.addItem(words.retry_word(key), key)
        self._settings = TypeSettings(self._hook.kind, self)
        self._enabled = QCheckBox(self.tr("Enabled"), self)
        self._enabled.setObjectName("enabled")
        self._problems = label("", self, role="problem", wrap=True, name="problems")
        self._save_button = QPushButton(self.tr("Save"), self)
        self._save_button.setObjectName("save")
        self._save_button.setProperty("primary", True)
        self._save_button.setDefault(True)
        self._cancel_button = QPushButton(self.tr("Cancel"), self)
        self._cancel_button.setObjectName("cancel")
        self._cancel_button.setAutoDefault(False)
        self._fields: dict[str, Field] = {
            "system": self._owners.system_field,
            "goods_owners": self._owners.owner_field,
            "name": Field(self.tr("Name"), self._name, self),
            "url": Field(self.tr("URL"), self._url, self),
            "email": Field(self.tr("E-mail"), self._email, self),
            "authentication": self._credentials.scheme_field,
            **self._credentials.fields,
            "keep_old": self._credentials.old_field,
            "keep_session": self._credentials.keep_field,
            "retry_policy": Field(self.tr("Retry policy"), self._retry, self),
        }

    def _line(self, name: str, hint: str = "") -> QLineEdit:
        edit = QLineEdit(self)
        edit.setObjectName(name)
        edit.setPlaceholderText(hint)
        return edit

    def _lay_out(self, parent: QWidget) -> None:
        self.setWindowTitle(self._title())
        form = QWidget(self)
        column = QVBoxLayout(form)
        column.setContentsMargins(2, 0, 12, 2)
        column.setSpacing(10)
        column.addWidget(self._owners)
        for key in ("name", "url", "email"):
            column.addWidget(self._fields[key])
        column.addWidget(self._credentials)
        column.addWidget(self._fields["retry_policy"])
        column.addWidget(self._settings)
        column.addWidget(Field("", self._enabled, self))
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(form)
        scroll.setMinimumWidth(470)
        across = QHBoxLayout()
        across.setSpacing(24)
        across.addWidget(self._types, 9)
        across.addWidget(scroll, 11)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self._problems, 1)
        buttons.addWidget(self._cancel_button)
        buttons.addWidget(self._save_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 18, 24, 18)
        outer.setSpacing(12)
        heading = QHBoxLayout()
        heading.setSpacing(14)
        heading.addWidget(label(self._title(), self, role="title"))
        heading.addWidget(label(self.tr("Saving here changes nothing in Ongoing."), self, role="muted"))
        heading.addStretch(1)
        outer.addLayout(heading)
        outer.addLayout(across, 1)
        outer.addWidget(line(self))
        outer.addLayout(buttons)
        room = self.screen().availableSize().expandedTo(parent.size())
        self.resize(min(SIZE[0], room.width() - 40), min(SIZE[1], room.height() - 60))

    def _title(self) -> str:
        regular = self._hook.kind == "regular"
        if self._new:
            return self.tr("Create new regular webhook") if regular else self.tr("Create new automation webhook")
        return self.tr("Edit regular webhook") if regular else self.tr("Edit automation webhook")

    def _fill(self, settings: Settings) -> None:
        hook = self._hook
        self._owners.show_settings(settings, hook.system, hook.goods_owners)
        self._name.setText(hook.name)
        self._url.setText(hook.url)
        self._url.setCursorPosition(0)
        self._email.setText(hook.email)
        self._credentials.set_values(hook.authentication, hook.username)
        self._retry.setCurrentIndex(max(0, self._retry.findData(hook.retry_policy)))
        self._enabled.setChecked(hook.enabled)
        if hook.type:
            self._types.choose(hook.type)
        self._settings.show_type(self._core.catalogue.trigger(hook.type), hook.settings)
        (self._types.filter if self._new else self._name).setFocus()

    def _connect(self) -> None:
        self._types.chosen.connect(self._on_type)
        self._owners.changed.connect(lambda: self._touch("goods_owners", "system"))
        self._owners.add_system_wanted.connect(self._add_system)
        self._owners.add_owner_wanted.connect(self._add_owner)
        self._name.textChanged.connect(lambda _: self._touch("name"))
        self._url.textChanged.connect(lambda _: self._touch("url"))
        self._url.editingFinished.connect(self._take_credentials_out)
        self._email.textChanged.connect(lambda _: self._touch("email"))
        self._credentials.changed.connect(self._on_credentials)
        self._retry.currentIndexChanged.connect(lambda _: self._touch("retry_policy"))
        self._settings.changed.connect(self._on_settings)
        self._save_button.clicked.connect(self.save)
        self._cancel_button.clicked.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.save)

    # public

    def save(self) -> None:
        """Check everything; if nothing is wrong, save without blocking and close when it is done."""
        if self._saving:
            return
        self._take_credentials_out()
        self._tried = True
        self._failure = ""
        if self._check():
            self._focus_first_problem()
            return
        hook, change = self._draft(), self._credentials.change()
        self._set_busy(on=True)
        self._tasks.run(
            self, lambda: self._core.webhooks.save(hook, change), done=self._on_saved, failed=self._on_failed
        )

    # slots

    def _on_type(self, key: str) -> None:
        trigger = self._core.catalogue.trigger(key)
        if trigger is None:
            return
        if self._name.text() in {"", self._auto_name}:
            self._auto_name = trigger.title
            self._name.setText(trigger.title)
        self._settings.show_type(trigger, self._settings.values())
        self._touch("type")

    def _on_credentials(self) -> None:
        keys = [key for key, edit in self._credentials.lines.items() if edit.text()]
        self._touch("authentication", *keys)

    def _on_settings(self) -> None:
        self._touch(*(f"settings.{key}" for key in self._settings.keys))

    def _touch(self, *keys: str) -> None:
        self._touched.update(keys)
        self._failure = ""
        self._check()

    def _take_credentials_out(self) -> None:
        # A password in an address would end up in lists, exports and logs (T27).
        text = self._url.text().strip()
        try:
            parts = urlsplit(text)
            username, password = parts.username, parts.password
        except ValueError:
            return
        if parts.scheme not in {"http", "https"} or (username is None and password is None):
            return
        self._credentials.fill(unquote(username or ""), unquote(password or ""))
        self._url.setText(urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2])))
        self._fields["url"].set_hint(self.tr("User name and password were moved from the address to the fields below."))

    def _read_credential(self, use: Callable[[Secret | None], None], say: Callable[[str], None]) -> None:
        def failed(error: BaseException) -> None:
            if isinstance(error, KnownError):
                say(error_sentence(error))
            else:
                self._door.error(error)

        self._tasks.run(self, lambda: self._core.secrets.of(self._hook), done=use, failed=failed)

    def _add_system(self) -> None:
        AddSystemDialog(self._core, self._tasks, self, lambda system: self._owners_changed(system.id, ())).open()

    def _add_owner(self) -> None:
        def added(system_id: str, owner: Any) -> None:
            chosen = self._owners.owners() if self._hook.kind == "automation" else ()
            self._owners_changed(system_id, (*chosen, owner.id))

        AddGoodsOwnerDialog(self._core, self._tasks, self, added, self._owners.system_id).open()

    def _owners_changed(self, system_id: str, owners: Sequence[int]) -> None:
        self._owners.show_settings(self._core.settings.current, system_id, owners)
        self._touch("system")

    def _on_saved(self, result: Webhook | tuple[Problem, ...]) -> None:
        self._set_busy(on=False)
        if isinstance(result, Webhook):
            self._leaving = True
            self.accept()
            self._saved(result)
        else:
            self._check()

    def _on_failed(self, error: BaseException) -> None:
        self._set_busy(on=False)
        if isinstance(error, KnownError):
            self._failure = error_sentence(error)
            self._check()
            self._tasks.run(self, self._core.secrets.vault_status, done=self._credentials.set_vault)
        else:
            self._door.error(error)

    # inner workings

    def _draft(self) -> Webhook:
        return replace(
            self._hook,
            name=self._name.text().strip(),
            system=self._owners.system_id,
            type=self._types.key,
            goods_owners=tuple(sorted(self._owners.owners())),
            url=self._url.text().strip(),
            email=self._email.text().strip(),
            authentication=self._credentials.key,
            username=self._credentials.username,
            retry_policy=str(self._retry.currentData()),
            enabled=self._enabled.isChecked(),
            settings=self._settings.values(),
        )

    def _check(self) -> bool:
        """Show what is wrong beside its field; returns whether anything keeps it from being saved."""
        change: CredentialChange = self._credentials.change()
        found = (
            *self._core.webhooks.problems(self._draft(), change),
            *self._credentials.own_problems(),
            *self._settings.problems(),
        )
        shown = [item for item in found if self._tried or item.field in self._touched]
        told: dict[str, str] = {}
        for item in shown:
            told[item.field] = f"{told.get(item.field, '')} {problem_sentence(item)}".strip()
        for key, field in self._fields.items():
            field.set_problem(told.get(key, ""))
        self._types.set_problem(told.get("type", ""))
        for key in self._settings.keys:
            self._settings.set_problem(key, told.get(f"settings.{key}", ""))
        sentences = [self._failure, *(problem_sentence(item) for item in shown)]
        self._tell(" ".join(text for text in sentences if text), len(shown))
        return bool(found)

    def _tell(self, text: str, _: int) -> None:
        if text != self._problems.text():
            self._problems.setText(text)
            self._problems.setAccessibleName(text or self.tr("No problems"))

    def _focus_first_problem(self) -> None:
        if not self._types.problem.isHidden():
            self._types.filter.setFocus()
            return
        for field in self._fields.values():
            if not field.problem.isHidden():
                field.control.setFocus()
                return

    def _set_busy(self, *, on: bool) -> None:
        self._saving = on
        self._save_button.setEnabled(not on)
        self._save_button.setText(self.tr("Saving …") if on else self.tr("Save"))

    def _changed(self) -> bool:
        return self._draft() != self._first or self._credentials.touched

    def _leave(self) -> bool:
        """Whether it may close now; otherwise asks."""
        if self._leaving or not self._changed():
            return True

        def leave() -> None:
            self._leaving = True
            self.reject()

        self._door.confirm(
            self,
            self.tr("Leave without saving?"),
            self.tr("What you changed here is not saved."),
            self.tr("Leave without saving"),
            leave,
            danger=True,
        )
        return False

    # Qt's own names from here on.

    def reject(self) -> None:
        """Escape and Cancel: ask when something would be lost."""
        if self._leave():
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window's close button."""
        if self._leave():
            super().closeEvent(event)
        else:
            event.ignore()

"""The dialog that creates or edits a webhook. It never blocks, and saves nothing invalid."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from ongoing_desktop.auth import SCHEMES
from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.difference import CREDENTIAL, Conflict, Merged, Version
from ongoing_desktop.domain.errors import KnownError
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import Settings, Webhook
from ongoing_desktop.domain.settings_changed import SettingsChanged
from ongoing_desktop.domain.url_advice import Advice, address_advice
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.layout import hbox
from ongoing_desktop.ui.kit.plain_text import announce, paragraph
from ongoing_desktop.ui.kit.room import open_with
from ongoing_desktop.ui.kit.sizes import px
from ongoing_desktop.ui.kit.timing import after_pause
from ongoing_desktop.ui.kit.unsaved_changes import UnsavedChangesDialog
from ongoing_desktop.ui.systems.add_dialogs import AddGoodsOwnerDialog, AddSystemDialog
from ongoing_desktop.ui.webhooks.address_check import AddressCheckDialog
from ongoing_desktop.ui.webhooks.conflict_panel import ConflictPanel, field_words
from ongoing_desktop.ui.webhooks.editor_form import EditorForm
from ongoing_desktop.ui.webhooks.type_picker import TypePicker
from ongoing_desktop.wording.language import translated
from ongoing_desktop.wording.messages import error_sentence, problem_sentence

Saved = Callable[[Webhook], None]
SIZE: Final = (1120, 800)
"""Maximum size in pixels; a smaller window limits it."""
LEAST: Final = (1000, 680)
"""A smaller window does not limit it; only the screen does."""
SENTENCES: Final = 2
"""Maximum number of problems shown in full beside *Save*."""
ADVICE_MS: Final = 300
"""Advice waits until typing pauses, because half a host name is not a mistake yet."""


class WebhookEditor(InContext, UnsavedChangesDialog):
    """Show it with ``open()``. ``saved`` is called once, after the webhook is saved."""

    def __init__(self, context: WindowContext, parent: QWidget, hook: Webhook, saved: Saved) -> None:
        base = _version(context.services.settings.current, hook.id)
        lead = translated("Saving here changes nothing in Ongoing.")
        super().__init__(parent, "webhookEditor", _title(hook, new=base is None), lead=lead)
        self.use_context(context)
        self._hook = hook
        self._saved = saved
        self._base = base
        """The stored webhook being edited; None for a new one."""
        self._touched: set[str] = set()
        self._tried = False
        self._saving = False
        self._auto_name = ""
        self._failure = ""
        self._message = ""
        self._shown_type = hook.type
        self._chosen: dict[str, dict[str, Any]] = {}
        """The choices by type, so that looking at another type loses nothing."""
        self._make(context.services.settings.current)
        self._lay_out(parent)
        self._fill(hook)
        self._begin_at().setFocus()
        self._connect()
        self._first = self._draft()
        self._check()
        self._advise()
        context.tasks.run(self, context.services.secrets.vault_status, done=self._form.credentials.set_vault)
        context.signals.settings_changed.connect(self.follow)

    def _begin_at(self) -> QWidget:
        """The first field to fill in: the type of a new webhook, a missing credential, else the name."""
        if self._base is None:
            return self._types.filter
        scheme = SCHEMES.get(self._hook.authentication)
        lacks = scheme is not None and scheme.needs_secret and not self._base.secret_ref
        return (self._form.credentials.first_empty if lacks else None) or self._form.name

    # construction

    def _make(self, settings: Settings) -> None:
        self._types = TypePicker(self._services.catalogue, self._theme, self)
        state = settings.state(self._hook.id)
        self._form = EditorForm(self._hook, state, self._theme, self, self._read_credential)
        self._elsewhere = ConflictPanel(self._services.catalogue, self)
        self._problems = paragraph("", self, name="problems")
        self._problems.setProperty("role", "problem")  # not live, because each problem is announced beside its field
        self._save_button = push_button(self, self.tr("Save"), "save", self.save, default=True)
        self._cancel_button = push_button(self, self.tr("Cancel"), "cancel", self.reject)
        self._advice_timer = after_pause(self, ADVICE_MS, self._advise)

    def _lay_out(self, parent: QWidget) -> None:
        self.add(self._elsewhere, (hbox((self._types, 1), (self._form, 1), spacing=18), 1))
        self.end_with(self._cancel_button, self._save_button, left=[(self._problems, 1)])
        least, within = QSize(px(LEAST[0]), px(LEAST[1])), parent.size() - QSize(px(40), px(40))
        wanted = QSize(px(SIZE[0]), px(SIZE[1]))
        open_with(self, wanted.boundedTo(within) if within.boundedTo(least) == least else wanted)

    def _connect(self) -> None:
        self._types.chosen.connect(self._on_type)
        self._form.touched.connect(self._touch)
        self._form.owners.changed.connect(self._offer)
        self._form.owners.add_system_requested.connect(self._add_system)
        self._form.owners.add_owner_requested.connect(self._add_owner)
        self._form.check_requested.connect(self._check_address)
        self._elsewhere.mine_requested.connect(self._keep_mine)
        self._elsewhere.theirs_requested.connect(self._take_theirs)
        self._elsewhere.new_requested.connect(self._save_as_new)
        self._elsewhere.close_requested.connect(self.leave)

    # public

    def take_credential(self, scheme: str, username: str, secret: Secret | None) -> None:
        """Fill the credential fields as if entered."""
        self._form.credentials.enter(scheme, username, secret)

    def save(self) -> None:
        """Check everything. Without problems, save without blocking and then close."""
        if self._saving:
            return
        self._form.take_credentials_out()
        self._tried = True
        self._failure = ""
        if self._check():
            if self._types.problem.isHidden():
                self._form.focus_problem()
            else:
                self._types.filter.setFocus()
            return
        hook, change, base = self._draft(), self._form.credentials.change(), self._base
        self._set_busy(on=True)
        self._tasks.run(
            self,
            lambda: self._services.webhooks.save(hook, change, base=base),
            done=self._on_saved,
            failed=self._on_failed,
        )

    def follow(self, change: SettingsChanged) -> None:
        """The settings have changed; report it if they concern this webhook."""
        settings = change.after
        if self._base is not None and not self._saving and not self._leaving:
            self._elsewhere.note(self._base, _version(settings, self._hook.id), settings)

    # slots

    def _on_type(self, key: str) -> None:
        trigger = self._services.catalogue.trigger(key)
        if trigger is None:
            return
        if self._form.name.text() in {"", self._auto_name}:
            self._auto_name = trigger.title
            self._form.name.setText(trigger.title)
        self._chosen[self._shown_type] = self._form.settings.values()
        self._shown_type = key
        self._form.settings.show_type(trigger, self._chosen.get(key, self._unknown_settings()))
        self._touch(("type",))

    def _unknown_settings(self) -> dict[str, Any]:
        """Values that no type has, which are kept. A type's own values would have another meaning for another type."""
        known = {setting.key for trigger in self._services.catalogue.triggers for setting in trigger.settings}
        return {key: value for key, value in self._form.settings.values().items() if key not in known}

    def _touch(self, keys: Sequence[str]) -> None:
        self._touched.update(keys)
        self._failure = ""
        self._check()
        self._advice_timer.start()

    def _advise(self) -> None:
        draft = self._draft()
        local = address_advice(draft.local_target, local=True)
        advice = self._services.addresses.advice(replace(draft, local_target=""))
        self._form.url.advice.show_advice(_beside_problems(advice))
        self._form.local.advice.show_advice(_beside_problems(local))

    def _check_address(self) -> None:
        self._form.take_credentials_out()
        AddressCheckDialog(self._context, self, self._form.url.address).open()

    def _read_credential(self, use: Callable[[Secret | None], None], say: Callable[[str], None]) -> None:
        def failed(error: BaseException) -> None:
            self._tasks.explain(error, say)

        self._tasks.run(self, lambda: self._services.secrets.of(self._hook), done=use, failed=failed)

    def _add_system(self) -> None:
        AddSystemDialog(self._context, self, lambda system: self._owners_changed(system.id, ())).open()

    def _add_owner(self) -> None:
        owners = self._form.owners

        def added(system_id: str, owner: Any) -> None:
            chosen = owners.owners() if self._hook.kind == "automation" else ()
            self._owners_changed(system_id, (*chosen, owner.id))

        AddGoodsOwnerDialog(self._context, self, added, owners.system_id).open()

    def _owners_changed(self, system_id: str, owners: Sequence[int]) -> None:
        self._form.owners.show_settings(self._services.settings.current, system_id, owners)
        self._touch(("system",))

    def _on_saved(self, result: Webhook | tuple[Problem, ...] | Merged | Conflict) -> None:
        self._set_busy(on=False)
        match result:
            case Webhook():
                self.accept()
                self._saved(result)
            case Merged(hook=hook, taken=taken):
                self.accept()
                self._saved(hook)
                message = self.tr("Saved “{name}” here, together with changes made elsewhere: {fields}.")
                fields = field_words(taken, hook, self._services.catalogue)
                self._notifier.notice(message.format(name=one_line(hook.name, 60), fields=fields), "good")
            case Conflict():
                self._elsewhere.ask(result, self._services.settings.current)
            case _:
                self._check()

    def _on_failed(self, error: BaseException) -> None:
        self._set_busy(on=False)
        if isinstance(error, KnownError):
            self._failure = error_sentence(error)
            self._check()
            self._tasks.run(self, self._services.secrets.vault_status, done=self._form.credentials.set_vault)
        else:
            self._notifier.error(error)

    # what others changed

    def _keep_mine(self, conflict: Conflict) -> None:
        self._rebase(conflict, conflict.mine)
        self.save()

    def _take_theirs(self, conflict: Conflict) -> None:
        if CREDENTIAL in conflict.clashes:
            self._form.credentials.forget_entered()
        self._rebase(conflict, conflict.instead)
        self._check()

    def _rebase(self, conflict: Conflict, hook: Webhook) -> None:
        """Continue from what is stored now, with these values."""
        self._base = conflict.theirs
        if conflict.theirs is not None:
            self._hook = conflict.theirs.hook
            stored = conflict.theirs.hook.authentication if conflict.theirs.secret_ref else ""
            self._form.credentials.set_stored_for(stored)
        self._elsewhere.clear()
        self._fill(hook)

    def _save_as_new(self) -> None:
        draft = self._draft()
        self._hook = replace(draft, id=self._services.webhooks.new_draft(draft.kind, draft.system).id)
        self._base = None
        self._form.credentials.set_stored_for("")
        self._elsewhere.clear()
        self.save()

    # private

    def _fill(self, hook: Webhook) -> None:
        self._shown_type, self._chosen = hook.type, {}
        self._form.show_hook(hook, self._services.settings.current, self._services.catalogue.trigger(hook.type))
        self._offer()
        if hook.type:
            self._types.choose(hook.type)

    def _offer(self) -> None:
        system = self._services.settings.current.system(self._form.owners.system_id)
        self._form.settings.set_system(system, self._services.statuses)

    def _draft(self) -> Webhook:
        return replace(self._form.draft(self._hook), type=self._types.key)

    def _check(self) -> bool:
        """Show problems beside their fields; returns whether there are any."""
        problems = self._services.webhooks.problems(self._draft(), self._form.credentials.change(), base=self._base)
        found = (*problems, *self._form.own_problems())
        shown = [item for item in found if self._tried or item.field in self._touched]
        self._form.show_problems(shown)
        self._types.set_problem(" ".join(problem_sentence(item) for item in shown if item.field == "type"))
        sentences = [self._failure, *(problem_sentence(item) for item in shown)]
        self._tell([text for text in sentences if text])
        return bool(found)

    def _tell(self, sentences: Sequence[str]) -> None:
        """Show a few problems here too. Many are only counted, because each is shown beside its field."""
        whole = " ".join(sentences)
        many = self.tr("Fix the {count} problems marked in red.").format(count=len(sentences))
        text = whole if len(sentences) <= SENTENCES else many
        if whole != self._message:
            self._message = whole
            self._problems.setText(text)
            if self._failure or len(sentences) > SENTENCES:
                announce(self._problems, text, urgent=True)
            self._problems.setAccessibleName(whole or self.tr("No problems"))

    def _set_busy(self, *, on: bool) -> None:
        self._saving = on
        self._save_button.setEnabled(not on)
        self._save_button.setText(self.tr("Saving…") if on else self.tr("Save"))

    def unsaved(self) -> str:
        """The unsaved changes as a sentence."""
        changed = self._draft() != self._first or self._form.credentials.touched
        return self.tr("Your changes are not saved.") if changed else ""


def _beside_problems(found: Sequence[Advice]) -> list[Advice]:
    """The advice without what a problem already says: a password in an address is moved out of it on saving."""
    return [item for item in found if item.code != "advice-credentials"]


def _version(settings: Settings, webhook_id: str) -> Version | None:
    hook = settings.webhook(webhook_id)
    return Version(hook, settings.state(webhook_id).secret_ref) if hook else None


def _title(hook: Webhook, *, new: bool) -> str:
    regular = hook.kind == "regular"
    if new:
        return translated("Create new regular webhook") if regular else translated("Create new automation webhook")
    return translated("Edit regular webhook") if regular else translated("Edit automation webhook")

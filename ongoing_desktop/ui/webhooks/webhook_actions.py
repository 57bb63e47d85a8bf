"""What can be done with webhooks from anywhere in the window: the verbs behind its commands."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ongoing_desktop.bodies import one_line
from ongoing_desktop.domain.settings import Kind, Webhook
from ongoing_desktop.formats.curl_read import is_curl
from ongoing_desktop.services.clipboard import CurlDraft
from ongoing_desktop.services.transfers import ImportPlan
from ongoing_desktop.ui.context import WindowContext
from ongoing_desktop.ui.kit.clipboard import clipboard_bytes, clipboard_text, put_on_clipboard
from ongoing_desktop.ui.webhooks.receiver_code_dialog import SnippetDialog
from ongoing_desktop.ui.webhooks.webhook_editor import WebhookEditor
from ongoing_desktop.ui.webhooks.webhooks_page import WebhooksPage

JSON: Final = "application/json"


class WebhookActions(QObject):
    """Main thread only. ``show`` brings the Webhooks screen to the front; ``system`` is the one chosen in the header."""

    settings_changed = Signal(object)
    """Handed in by the window, for the editor that may be open."""

    def __init__(
        self,
        context: WindowContext,
        window: QWidget,
        page: WebhooksPage,
        *,
        preview: Callable[[ImportPlan], None],
    ) -> None:
        super().__init__(window)
        self._context = context
        self._services = context.services
        self._tasks = context.tasks
        self._notifier = context.notifier
        self._window = window
        self._page = page
        self._undo = context.navigation.undo
        self._show_plan = preview

    def new_webhook(self, kind: Kind) -> WebhookEditor:
        """Open the editor on a new webhook."""
        chosen = self._services.settings.current.usual_system(self._context.navigation.system_id)
        return self._open_editor(self._services.webhooks.new_draft(kind, chosen))

    def edit(self, webhook_id: str) -> None:
        """Open the editor on a webhook."""
        hook = self._services.settings.current.webhook(webhook_id)
        if hook is not None:
            self._open_editor(hook)

    def _open_editor(self, hook: Webhook, payload: str = "") -> WebhookEditor:
        def saved(result: Webhook) -> None:
            if payload:
                services = self._services
                self._tasks.run(self, lambda: services.webhooks.remember(result.id, test_payload=payload))
            self._context.navigation.show_webhook(result.id)
            told = self.tr("“{name}” is saved here. Nothing has changed in Ongoing.").format(name=result.name)
            self._notifier.notice(told, "good")

        editor = WebhookEditor(self._context, self._window, hook, saved)
        self.settings_changed.connect(editor.follow)
        editor.open()
        return editor

    def duplicate(self) -> None:
        """Copy the selected webhooks, without their credentials, in one step."""
        ids = self._page.selected_ids()

        def done(copies: tuple[Webhook, ...]) -> None:
            if not copies:
                return
            self._page.select(*(copy.id for copy in copies))
            if len(copies) == 1:
                first = copies[0]
                told = self.tr("“{name}” was made without the credential, and is off. Enter it in the editor.")
                edit = (self.tr("Edit it"), lambda: self.edit(first.id))
                self._notifier.notice(told.format(name=first.name), "info", edit)
                return
            told = self.tr("{count} copies were made without the credentials, and are off.").format(count=len(copies))
            self._notifier.notice(told, "info", (self.tr("Undo"), self._undo))

        if ids:
            self._tasks.run(self, lambda: self._services.clipboard.duplicate(ids), done=done)

    def delete(self) -> None:
        """Delete the selected webhooks; undo is offered."""
        ids = self._page.selected_ids()
        if not ids:
            return
        hooks = [hook for hook in self._services.settings.current.webhooks if hook.id in ids]
        if len(hooks) == 1:
            told = self.tr("“{name}” deleted here. In Ongoing it is as before.").format(name=hooks[0].name)
        else:
            told = self.tr("{count} webhooks deleted here. In Ongoing they are as before.").format(count=len(hooks))
        self._tasks.run(
            self,
            lambda: self._services.webhooks.delete(ids),
            done=lambda _: self._notifier.notice(told, "info", (self.tr("Undo"), self._undo)),
        )

    def toggle(self) -> None:
        """Enable the selected webhooks, or disable them when all are on."""
        ids = self._page.selected_ids()
        current = self._services.settings.current
        self.enable(on=not all(hook.enabled for hook in current.webhooks if hook.id in ids))

    def enable(self, *, on: bool) -> None:
        """Enable or disable the selected webhooks, in one step."""
        if ids := self._page.selected_ids():
            self._tasks.run(self, lambda: self._services.webhooks.set_enabled(ids, on))

    def copy(self) -> None:
        """Put the selected webhooks on the clipboard as the config file's JSON."""
        ids = self._page.selected_ids()
        if ids:
            text = self._services.clipboard.text(ids)
            put_on_clipboard(text.decode("utf-8"), [(JSON, text)])
            told = self.tr("{count} webhooks copied as settings, without the passwords and tokens in the keyring.")
            one = self.tr("“{name}” copied as settings, without the passwords and tokens in the keyring.")
            hook = self._services.settings.current.webhook(ids[0])
            name = hook.name if hook else ""
            self._notifier.notice((one if len(ids) == 1 else told).format(count=len(ids), name=name), "good")

    def paste(self) -> None:
        """Show what the clipboard's webhooks would add, and add them when the user agrees."""
        pasted = clipboard_text()
        text = clipboard_bytes(JSON) or pasted.encode("utf-8", "replace")
        if not text.strip():
            self._notifier.notice(self.tr("The clipboard holds no text to paste webhooks from."))
            return
        services = self._services
        if is_curl(pasted):
            self._paste_curl(pasted)
            return

        async def plan() -> ImportPlan:
            return await services.transfers.preview_again(services.clipboard.plan(text))

        self._tasks.run(self, plan, done=self._preview)

    def _paste_curl(self, text: str) -> None:
        """Open the editor on what a cURL command says; its credential goes into the credential fields."""
        system = self._services.settings.current.usual_system(self._context.navigation.system_id)
        services = self._services

        def show(draft: CurlDraft) -> None:
            payload = draft.body.decode("utf-8", "replace")
            editor = self._open_editor(draft.hook, payload)
            editor.take_credential(draft.hook.authentication, draft.hook.username, draft.secret)
            if draft.left_out:
                names = ", ".join(one_line(name, 40) for name in draft.left_out[:12])
                self._notifier.notice(self.tr("Not taken over from the cURL command: {names}.").format(names=names))

        self._tasks.compute(self, partial(services.clipboard.curl, text, "regular", system), done=show)

    def _preview(self, plan: ImportPlan) -> None:
        if plan.changes:
            self._show_plan(plan)
        else:
            self._notifier.notice(self.tr("The text on the clipboard holds no webhook."))

    def snippet(self) -> None:
        """Show the code of a receiver for the current webhook."""
        if hook := self._services.settings.current.webhook(self._page.current_id):
            SnippetDialog(self._context, self._window, hook).open()

    def test(self) -> None:
        """Send the current webhook's test at once, or those of all selected one after another."""
        ids = self._page.selected_ids()
        if len(ids) > 1:
            self._context.navigation.show_page("webhooks")
            self._page.bulk.start(ids)
        elif webhook_id := self._page.current_id:
            self._context.navigation.show_page("webhooks")
            self._page.test(webhook_id)

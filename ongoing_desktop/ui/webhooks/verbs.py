"""What can be done with webhooks from anywhere in the window: the verbs behind its commands."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ongoing_desktop.domain.settings import Kind, Webhook
from ongoing_desktop.ui.core import Core
from ongoing_desktop.ui.messages import Door
from ongoing_desktop.ui.tasks import Tasks
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.ui.webhooks.editor import WebhookEditor
from ongoing_desktop.ui.webhooks.page import WebhooksPage
from ongoing_desktop.ui.webhooks.snippet_dialog import SnippetDialog


class WebhookVerbs(QObject):
    """Main thread only. ``show`` brings the Webhooks screen to the front; ``system`` is the one chosen in the header."""

    def __init__(
        self,
        core: Core,
        tasks: Tasks,
        door: Door,
        theme: Theme,
        window: QWidget,
        page: WebhooksPage,
        *,
        show: Callable[[], None],
        system: Callable[[], str],
        undo: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._core = core
        self._tasks = tasks
        self._door = door
        self._theme = theme
        self._window = window
        self._page = page
        self._show = show
        self._system = system
        self._undo = undo

    def new_webhook(self, kind: Kind) -> WebhookEditor:
        """Open the editor on a new webhook."""
        systems = self._core.settings.current.systems
        chosen = self._system() or (systems[0].id if systems else "")
        return self._open_editor(self._core.webhooks.new_draft(kind, chosen))

    def edit(self, webhook_id: str) -> None:
        """Open the editor on a webhook."""
        hook = self._core.settings.current.webhook(webhook_id)
        if hook is not None:
            self._open_editor(hook)

    def _open_editor(self, hook: Webhook) -> WebhookEditor:
        def saved(result: Webhook) -> None:
            self._show()
            self._page.select(result.id)
            told = self.tr("“{name}” is saved here. Nothing has changed in Ongoing.").format(name=result.name)
            self._door.notice(told, "good")

        editor = WebhookEditor(self._core, self._tasks, self._door, self._theme, self._window, hook, saved)
        editor.open()
        return editor

    def duplicate(self) -> None:
        """Copy the current webhook, without its credential."""
        webhook_id = self._page.current_id

        def done(copy: Webhook | None) -> None:
            if copy is None:
                return
            self._page.select(copy.id)
            told = self.tr("“{name}” was made without the credential, and is off. Enter the credential in the editor.")
            self._door.notice(told.format(name=copy.name), "info", (self.tr("Edit it"), lambda: self.edit(copy.id)))

        if webhook_id:
            self._tasks.run(self, lambda: self._core.webhooks.duplicate(webhook_id), done=done)

    def delete(self) -> None:
        """Delete the selected webhooks; undo is offered."""
        ids = self._page.selected_ids()
        if not ids:
            return
        hooks = [hook for hook in self._core.settings.current.webhooks if hook.id in ids]
        if len(hooks) == 1:
            told = self.tr("“{name}” deleted here. In Ongoing it is as before.").format(name=hooks[0].name)
        else:
            told = self.tr("{count} webhooks deleted here. In Ongoing they are as before.").format(count=len(hooks))
        self._tasks.run(
            self,
            lambda: self._core.webhooks.delete(ids),
            done=lambda _: self._door.notice(told, "info", (self.tr("Undo"), self._undo)),
        )

    def toggle(self) -> None:
        """Enable the selected webhooks, or disable them when all are on."""
        ids = self._page.selected_ids()
        current = self._core.settings.current
        on = not all(hook.enabled for hook in current.webhooks if hook.id in ids)
        self._tasks.run(self, lambda: self._core.webhooks.set_enabled(ids, on))

    def snippet(self) -> None:
        """Show the code of a receiver for the current webhook."""
        if hook := self._core.settings.current.webhook(self._page.current_id):
            SnippetDialog(self._core, self._tasks, self._door, self._theme, self._window, hook).open()

    def test(self) -> None:
        """Send the current webhook's test at once."""
        if webhook_id := self._page.current_id:
            self._show()
            self._page.test(webhook_id)

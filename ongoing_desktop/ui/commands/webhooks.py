"""Create, edit, copy, delete and switch webhooks."""
# ruff: noqa: PLC0415 - a dialog is imported when it opens

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from ongoing_desktop.ui.commands.command import Command, WindowState
from ongoing_desktop.wording.language import translated as tr

if TYPE_CHECKING:
    from ongoing_desktop.domain.settings import Webhook, WebhookKind
    from ongoing_desktop.services.transfers import CurlDraft, ImportPlan
    from ongoing_desktop.ui.context import WindowContext
    from ongoing_desktop.ui.webhooks.webhook_editor import WebhookEditor

JSON: Final = "application/json"
MOST_NAMED: Final = 12


def _one(state: WindowState) -> bool:
    return state.webhook


def _one_in_list(state: WindowState) -> bool:
    return state.webhook and state.page == "webhooks"


def create(context: WindowContext, kind: WebhookKind) -> None:
    """Open the editor for a new webhook."""
    chosen = context.services.settings.current.usual_system(context.navigation.system_id)
    open_editor(context, context.services.webhooks.new_draft(kind, chosen))


def edit(context: WindowContext, webhook_id: str = "") -> None:
    """Open the editor for a webhook, by default the selected one."""
    hook = context.services.settings.current.webhook(webhook_id or context.navigation.webhook_id)
    if hook is not None:
        open_editor(context, hook)


def open_editor(context: WindowContext, hook: Webhook, payload: str = "") -> WebhookEditor:
    """Open the editor. ``payload`` becomes the test payload when the webhook is saved."""
    from ongoing_desktop.ui.webhooks.webhook_editor import WebhookEditor

    def saved(result: Webhook) -> None:
        if payload:
            webhooks = context.services.webhooks
            context.tasks.run(context.window, lambda: webhooks.remember(result.id, test_payload=payload))
        context.navigation.show_webhook(result.id)
        message = tr("Saved “{name}” here. Nothing was changed in Ongoing.").format(name=result.name)
        context.notifier.notice(message, "good")

    editor = WebhookEditor(context, context.window, hook, saved)
    editor.open()
    return editor


def duplicate(context: WindowContext) -> None:
    """Copy the selected webhooks without their credentials, as one change."""
    ids = context.navigation.webhook_ids

    def done(copies: tuple[Webhook, ...]) -> None:
        if not copies:
            return
        context.navigation.select_webhooks(*(copy.id for copy in copies))
        if len(copies) == 1:
            first = copies[0]
            message = tr("Created “{name}”, disabled and without a credential. Enter the credential in the editor.")
            action = (tr("Edit"), lambda: edit(context, first.id))
            context.notifier.notice(message.format(name=first.name), "info", action)
            return
        message = tr("Created {count} copies, disabled and without credentials.").format(count=len(copies))
        context.notifier.notice(message, "info", context.undo_action)

    if ids:
        context.tasks.run(context.window, lambda: context.services.clipboard.duplicate(ids), done=done)


def delete(context: WindowContext) -> None:
    """Delete the selected webhooks, offering undo."""
    ids = context.navigation.webhook_ids
    if not ids:
        return
    hooks = [hook for hook in context.services.settings.current.webhooks if hook.id in ids]
    if len(hooks) == 1:
        message = tr("Deleted “{name}” here. Nothing was changed in Ongoing.").format(name=hooks[0].name)
    else:
        message = tr("Deleted {count} webhooks here. Nothing was changed in Ongoing.").format(count=len(hooks))
    context.tasks.run(
        context.window,
        lambda: context.services.webhooks.delete(ids),
        done=lambda _: context.notifier.notice(message, "info", context.undo_action),
    )


def toggle(context: WindowContext) -> None:
    """Enable the selected webhooks, or disable them if all are enabled."""
    ids = context.navigation.webhook_ids
    current = context.services.settings.current
    enable(context, on=not all(hook.enabled for hook in current.webhooks if hook.id in ids))


def enable(context: WindowContext, *, on: bool) -> None:
    """Enable or disable the selected webhooks as one change."""
    if ids := context.navigation.webhook_ids:
        context.tasks.run(context.window, lambda: context.services.webhooks.set_enabled(ids, on))


def copy(context: WindowContext) -> None:
    """Copy the selected webhooks to the clipboard as config-file JSON."""
    from ongoing_desktop.ui.kit.clipboard import put_on_clipboard

    ids = context.navigation.webhook_ids
    if ids:
        text = context.services.clipboard.text(ids)
        put_on_clipboard(text.decode("utf-8"), [(JSON, text)])
        message = tr("Copied {count} webhooks as settings, without the passwords and tokens in the keyring.")
        one = tr("Copied “{name}” as settings, without the passwords and tokens in the keyring.")
        hook = context.services.settings.current.webhook(ids[0])
        name = hook.name if hook else ""
        context.notifier.notice((one if len(ids) == 1 else message).format(count=len(ids), name=name), "good")


def paste(context: WindowContext) -> None:
    """Show what the webhooks on the clipboard would add, and add them when the user confirms."""
    from ongoing_desktop.formats.curl_read import is_curl
    from ongoing_desktop.ui.commands.files import preview
    from ongoing_desktop.ui.kit.clipboard import clipboard_bytes, clipboard_text

    pasted = clipboard_text()
    text = clipboard_bytes(JSON) or pasted.encode("utf-8", "replace")
    if not text.strip():
        context.notifier.notice(tr("The clipboard contains no text to paste webhooks from."))
        return
    if is_curl(pasted):
        _paste_curl(context, pasted)
        return
    services = context.services

    def show(plan: ImportPlan) -> None:
        if plan.changes:
            preview(context, plan)
        else:
            context.notifier.notice(tr("The text on the clipboard contains no webhook."))

    async def plan() -> ImportPlan:
        return await services.transfers.preview_again(services.clipboard.plan(text))

    context.tasks.run(context.window, plan, done=show)


def _paste_curl(context: WindowContext, text: str) -> None:
    """Open the editor with the content of a cURL command; its credential fills the credential fields."""
    from ongoing_desktop.bodies.visible import one_line

    services = context.services
    system = services.settings.current.usual_system(context.navigation.system_id)

    def show(draft: CurlDraft) -> None:
        editor = open_editor(context, draft.hook, draft.body.decode("utf-8", "replace"))
        editor.take_credential(draft.hook.authentication, draft.hook.username, draft.secret)
        if draft.left_out:
            names = ", ".join(one_line(name, 40) for name in draft.left_out[:MOST_NAMED])
            context.notifier.notice(tr("Not used from the cURL command: {names}.").format(names=names))

    context.tasks.compute(context.window, partial(services.clipboard.curl, text, "regular", system), done=show)


def receiver_code(context: WindowContext) -> None:
    """Show receiver code for the current webhook."""
    from ongoing_desktop.ui.webhooks.receiver_code_dialog import ReceiverCodeDialog

    if hook := context.services.settings.current.webhook(context.navigation.webhook_id):
        ReceiverCodeDialog(context, context.window, hook).open()


def go_live(context: WindowContext) -> None:
    """Show the go-live checklist of the current webhook."""
    from ongoing_desktop.ui.sheet.go_live_dialog import GoLiveDialog

    if hook := context.services.settings.current.webhook(context.navigation.webhook_id):
        GoLiveDialog(context, context.window, hook.system, hook.id).open()


def export_types(context: WindowContext) -> None:
    """Show payload types and collections for the selected webhooks."""
    from ongoing_desktop.ui.webhooks.type_export_dialog import TypeExportDialog

    settings = context.services.settings.current
    hooks = [hook for key in context.navigation.webhook_ids if (hook := settings.webhook(key))]
    TypeExportDialog(context, context.window, hooks).open()


COMMANDS: Final = (
    Command(
        "createRegularWebhook",
        "Create new regular webhook",
        lambda context: create(context, "regular"),
        keys=("Ctrl+N",),
        icon="add",
        menu="webhook",
    ),
    Command(
        "createAutomationWebhook",
        "Create new automation webhook",
        lambda context: create(context, "automation"),
        keys=("Ctrl+Shift+N",),
        icon="add",
        menu="webhook",
    ),
    Command("editWebhook", "Edit", edit, keys=("Ctrl+E",), icon="edit", when=_one, menu="webhook", line=True, row=3),
    Command(
        "duplicateWebhook", "Duplicate", duplicate, keys=("Ctrl+D",), icon="duplicate", when=_one, menu="webhook", row=6
    ),
    Command("deleteWebhook", "Delete", delete, keys=("Del",), icon="delete", when=_one_in_list, menu="webhook", row=11),
    Command("receiverSnippet", "Receiver code…", receiver_code, icon="code", when=_one, menu="webhook", row=4),
    Command("goLive", "Go-live checklist…", go_live, icon="check", when=_one, menu="webhook"),
    Command("exportTypes", "Types and collections…", export_types, icon="code", menu="webhook"),
    Command("enableWebhook", "Enable or disable", toggle, when=_one, row=5),
    Command(
        "enableWebhooks",
        "Enable selected",
        lambda context: enable(context, on=True),
        when=_one,
        menu="webhook",
        line=True,
    ),
    Command(
        "disableWebhooks", "Disable selected", lambda context: enable(context, on=False), when=_one, menu="webhook"
    ),
    Command(
        "copyWebhooks",
        "Copy as settings (JSON)",
        copy,
        keys=("Ctrl+C",),
        icon="copy",
        when=_one_in_list,
        menu="edit",
        line=True,
        row=9,
    ),
    Command(
        "pasteWebhooks",
        "Paste webhooks",
        paste,
        keys=("Ctrl+V",),
        icon="import",
        when=lambda state: state.page == "webhooks",
        menu="edit",
        row=10,
    ),
)

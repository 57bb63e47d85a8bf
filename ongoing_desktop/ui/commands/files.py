"""Import and export of settings and history, credentials, and the limits of the history."""
# ruff: noqa: PLC0415 - a dialog is imported when it opens

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ongoing_desktop.ui.commands.command import Command
from ongoing_desktop.wording.language import plural
from ongoing_desktop.wording.language import translated as tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ongoing_desktop.formats.config_merge import ImportReport
    from ongoing_desktop.services.imports import HarPlan
    from ongoing_desktop.services.transfers import ImportPlan
    from ongoing_desktop.ui.context import WindowContext
    from ongoing_desktop.ui.files.config_export_dialog import Choice
    from ongoing_desktop.ui.shell.notifier import NoticeKind

NAMES_SHOWN: Final = 6


def export_config(context: WindowContext, webhooks: Sequence[str] = ()) -> None:
    """Ask what to export and where, then write the config file. ``webhooks``: ids to select at first."""
    from ongoing_desktop.ui.files.config_export_dialog import ExportDialog
    from ongoing_desktop.ui.kit.file_dialogs import ask_save_path

    def chosen(choice: Choice) -> None:
        ask_save_path(
            context.window,
            tr("Export settings"),
            "ongoing-desktop.json",
            lambda path: export_config_to(context, path, choice),
            name="exportFile",
        )

    ExportDialog(context, context.window, webhooks, chosen).open()


def export_config_to(context: WindowContext, path: Path, choice: Choice) -> None:
    from PySide6.QtCore import QUrl

    from ongoing_desktop.ui.kit.file_dialogs import open_folder

    message = tr("Settings exported to {name}, without the passwords and tokens in the keyring.").format(name=path.name)
    show = (tr("Show in folder"), lambda: open_folder(QUrl.fromLocalFile(str(path.parent))))
    transfers = context.services.transfers
    context.tasks.run(
        context.window,
        lambda: transfers.export_config(path, systems=choice.systems, webhooks=choice.webhooks),
        done=lambda _: context.notifier.notice(message, "good", show),
    )


def import_config(context: WindowContext) -> None:
    """Ask for a file, then show what it would change."""
    from ongoing_desktop.ui.kit.file_dialogs import ask_open_path

    take = partial(import_config_from, context)
    ask_open_path(context.window, tr("Import settings"), tr("Settings (*.json)"), take, name="importDialog")


def import_config_from(context: WindowContext, path: Path) -> None:
    """Show what a file would change. Import it when the user confirms."""
    transfers = context.services.transfers
    context.tasks.run(context.window, lambda: transfers.preview_file(path), done=partial(preview, context))


def preview(context: WindowContext, plan: ImportPlan) -> None:
    """Show what an import would do, from a file or pasted."""
    from ongoing_desktop.ui.files.import_previews import ImportPreview, missing_ids

    missing = missing_ids(plan)
    ImportPreview(context, context.window, plan, lambda report: _imported(context, report, missing)).open()


def _imported(context: WindowContext, report: ImportReport, missing: Sequence[str]) -> None:
    from ongoing_desktop.ui.files.import_previews import MissingCredentials

    message = tr("Imported: {added} added, {replaced} replaced, {unchanged} unchanged.").format(
        added=len(report.added), replaced=len(report.replaced), unchanged=len(report.unchanged)
    )
    if report.rules:
        rules = tr("Reply rules: {added} added, {replaced} replaced, {unchanged} unchanged; new ones are off.")
        message += " " + rules.format(**report.rules)
    if report.missing_credentials:
        names = _names(report.missing_credentials)
        message += " " + tr("Enter the credential for: {names}.").format(names=names)
    kind: NoticeKind = "warn" if report.missing_credentials else "good"
    context.notifier.notice(message, kind, context.undo_action)
    if missing:
        MissingCredentials(context, context.window, missing).show()


def import_history(context: WindowContext) -> None:
    """Ask for a HAR file, then show its content."""
    from ongoing_desktop.ui.kit.file_dialogs import ask_open_path

    title, kinds = tr("Import exchanges"), tr("HTTP Archive (*.har *.json)")
    ask_open_path(context.window, title, kinds, partial(import_history_from, context), name="importHistoryDialog")


def import_history_from(context: WindowContext, path: Path) -> None:
    """Show the content of a HAR file. Import it when the user confirms."""
    from ongoing_desktop.bodies.visible import one_line
    from ongoing_desktop.ui.files.import_previews import HarPreview
    from ongoing_desktop.ui.long_work import LongWork

    def imported(count: int) -> None:
        message = plural(count, "Imported 1 exchange. See History.", "Imported {count} exchanges. See History.")
        context.notifier.notice(message, "good", context.undo_action if count else None)

    def show(plan: HarPlan) -> None:
        HarPreview(context, context.window, plan, imported).open()

    title = tr("Reading {name}").format(name=one_line(path.name, 60))
    work = LongWork(context, context.window, title, tr("{done} of {all} kB read."))
    work.start(lambda watch: context.services.imports.preview(path, watch), show)


def import_dropped(context: WindowContext, path: Path) -> None:
    """Import a settings or HAR file that was dropped on the window."""
    take = import_history_from if path.suffix.lower() == ".har" else import_config_from
    take(context, path)


def _names(names: Sequence[str]) -> str:
    shown = ", ".join(names[:NAMES_SHOWN])
    return shown if len(names) <= NAMES_SHOWN else f"{shown}, …"


def settings_sheet(context: WindowContext) -> None:
    """Open the sheet of a system with the selected webhooks marked."""
    from ongoing_desktop.ui.sheet.sheet_dialog import SheetDialog

    navigation = context.navigation
    marked = navigation.webhook_ids if navigation.page == "webhooks" else []
    system = context.services.settings.current.usual_system(navigation.system_id)
    SheetDialog(context, context.window, system, marked).open()


def history_limits(context: WindowContext) -> None:
    """Open the limits of the history."""
    from ongoing_desktop.ui.exchanges.limits_dialog import RetentionDialog

    RetentionDialog(context, context.window).open()


def check_payload(context: WindowContext) -> None:
    """Check a pasted payload against the documentation."""
    from ongoing_desktop.ui.exchanges.check_dialog import CheckDialog

    CheckDialog(context, context.window).open()


def stored_credentials(context: WindowContext) -> None:
    """Show every stored credential and its use."""
    from ongoing_desktop.ui.credentials.stored_credentials_dialog import StoredCredentialsDialog

    StoredCredentialsDialog(context, context.window).open()


def credential_names(context: WindowContext) -> None:
    """Show which names count as credentials, including the user's own."""
    from ongoing_desktop.ui.credentials.names import CredentialNamesDialog

    CredentialNamesDialog(context, context.window).open()


COMMANDS: Final = (
    Command("importConfig", "Import settings…", import_config, keys=("Ctrl+O",), icon="import", menu="file"),
    Command(
        "exportConfig",
        "Export settings…",
        export_config,
        keys=("Ctrl+S",),
        icon="export",
        when=lambda state: state.systems > 0,
        menu="file",
    ),
    Command(
        "exportWebhooks",
        "Export selected…",
        lambda context: export_config(context, context.navigation.webhook_ids),
        icon="export",
        when=lambda state: state.webhook,
        menu="file",
        row=8,
    ),
    Command(
        "settingsSheet",
        "Settings sheet…",
        settings_sheet,
        keys=("Ctrl+P",),
        icon="sheet",
        when=lambda state: state.sheet,
        menu="file",
        row=7,
    ),
    Command(
        "exportHistory",
        "Export exchanges…",
        lambda context: context.navigation.export_exchanges(),
        icon="export",
        menu="file",
        line=True,
    ),
    Command("importHistory", "Import exchanges (HAR)…", import_history, icon="import", menu="file"),
    Command("checkPayload", "Check a payload…", check_payload, icon="check", menu="tools", line=True),
    Command("historyLimits", "History limits…", history_limits, icon="settings", menu="tools", line=True),
    Command("showLeftovers", "Stored credentials…", stored_credentials, icon="key", menu="tools"),
    Command("credentialNames", "Credential names…", credential_names, icon="key", menu="tools"),
)

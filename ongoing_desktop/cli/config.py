"""``config``: exports, imports and the settings sheet. ``restore``: the readable part of damaged databases."""
# ruff: noqa: PLC0415 - to start quickly

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from ongoing_desktop.cli.arguments import Parser, add_commands, output_option, runs
from ongoing_desktop.cli.output import OK, replaceable, tell, visible, write_stream
from ongoing_desktop.cli.session import find_system, opened_services
from ongoing_desktop.domain.errors import UsageError
from ongoing_desktop.wording.messages import sentence

IMPORT_SIGNS: Final = {"added": "+", "changed": "≠", "removed": "–", "same": "="}
"""The same symbols as in the window's preview."""


def config_arguments(parser: Parser) -> None:
    text = "write the sheet of values to enter in Ongoing, without secrets; the window can also write a PDF"
    add_commands(
        parser,
        ("export", "write the config file", runs(config_export, output_option, _parts_options)),
        ("sheet", text, runs(config_sheet, _sheet_options)),
        ("import", "import a config file: all of it or nothing", runs(config_import, _import_arguments)),
    )


def _parts_options(parser: Parser) -> None:
    text = "only the system with this name; can be repeated"
    parser.add_argument("--system", metavar="NAME", action="append", default=[], help=text)
    _webhook_option(parser)


def _webhook_option(parser: Parser) -> None:
    text = "only the webhook with this id; can be repeated"
    parser.add_argument("--webhook", metavar="ID", action="append", default=[], help=text)


def _sheet_options(parser: Parser) -> None:
    from ongoing_desktop.formats.sheets import SHEET_FORMATS
    from ongoing_desktop.wording.texts.sheet import SHEET_LANGUAGES

    parser.add_argument("--system", metavar="NAME", required=True, help="the system's name")
    _webhook_option(parser)
    parser.add_argument("--language", choices=SHEET_LANGUAGES, default="en", help="language of the sheet (default: en)")
    parser.add_argument("--format", choices=tuple(SHEET_FORMATS), default="text", help="file format (default: text)")
    output_option(parser)
    parser.add_argument("--checklist", action="store_true", help="add the go-live checklist")


def _import_arguments(parser: Parser) -> None:
    parser.add_argument("file", metavar="F", type=Path, help="config file to import")
    parser.add_argument("--dry-run", action="store_true", help="show what would change, without changing anything")


def restore_arguments(parser: Parser) -> None:
    parser.add_argument("--dismiss", action="store_true", help="restore nothing; only stop reporting the damaged files")
    parser.set_defaults(command=restore)


def config_export(arguments: argparse.Namespace) -> int:
    """Write the config file to a file or standard output."""
    with opened_services(arguments) as services:
        settings = services.settings.current
        systems = [find_system(settings, name).name for name in arguments.system]
        hooks = [settings.find_webhook(name).id for name in arguments.webhook]
        file = replaceable(arguments.output)
        work = services.transfers.export_config(file, systems=systems, webhooks=hooks)
        data = services.engine.submit(work).result()
    if file is None:
        write_stream(arguments.output, (data,))
    return OK


def config_import(arguments: argparse.Namespace) -> int:
    """Import all or nothing, then list changes, unknown members and missing credentials."""
    from ongoing_desktop.formats.file_objects import unknown_sentence

    with opened_services(arguments) as services:
        plan = services.engine.submit(services.transfers.preview_file(arguments.file)).result()
        report = plan.report if arguments.dry_run else services.engine.submit(services.transfers.apply(plan)).result()
    if arguments.dry_run:
        for item in (*plan.changes, *plan.same):
            print(visible(f"{IMPORT_SIGNS[item.how]} {item.phrase if item.how != 'same' else item.name}"))
    counts = {"added": len(report.added), "replaced": len(report.replaced), "unchanged": len(report.unchanged)}
    said = "usage-would-import" if arguments.dry_run else "usage-imported"
    print(sentence(said, counts))
    if report.rules:
        print(sentence(f"{said}-rules", report.rules))
    for member in report.unknown:
        tell(unknown_sentence(member))
    for name in report.missing_credentials:
        print(visible(sentence("usage-credential-missing", {"name": name})))
    return OK


def config_sheet(arguments: argparse.Namespace) -> int:
    """Write the sheet. It is not recorded as handed over, because that is not known."""
    with opened_services(arguments) as services:
        settings = services.settings.current
        system = find_system(settings, arguments.system)
        hooks = [settings.find_webhook(name) for name in arguments.webhook]
        for hook in hooks:
            if hook.system != system.id:
                raise UsageError("usage-not-in-system", name=hook.name, system=system.name)
        ids = [hook.id for hook in hooks] or None
        found = (
            services.engine.submit(services.go_live.checklist(system.id, ids)).result() if arguments.checklist else ()
        )
        sheet = services.engine.submit(services.sheets.document(system.id, ids, arguments.language, found)).result()
        data = services.sheets.render(sheet.document, arguments.format)
        if file := replaceable(arguments.output):
            services.engine.submit(services.sheets.save(file, lambda: data)).result()
        else:
            write_stream(arguments.output, (data,))
    return OK


def restore(arguments: argparse.Namespace) -> int:
    """Restore what can be read, or with ``--dismiss`` only stop the reminders."""
    with opened_services(arguments) as services:
        asides = services.recovery.unseen()
        if not asides:
            print(sentence("restore-nothing"))
            return OK
        if not arguments.dismiss:
            done = services.engine.submit(services.recovery.restore(asides)).result()
            print(sentence("restore-done", {name: getattr(done, name) for name in done.__slots__}))
        services.engine.submit(services.recovery.note_seen(asides)).result()
        for aside in asides:
            print(visible(sentence("restore-kept", {"path": aside.path})))
    return OK

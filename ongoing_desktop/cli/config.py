"""``config export``, ``config import`` and ``config sheet``."""
# ruff: noqa: PLC0415 - to start quickly

from __future__ import annotations

import argparse
from typing import Final

from ongoing_desktop.cli.output import replaceable, tell, visible, write_stream
from ongoing_desktop.cli.session import OK, find_system, find_webhook, opened_services
from ongoing_desktop.domain.errors import UsageError
from ongoing_desktop.wording.messages import sentence

IMPORT_SIGNS: Final = {"added": "+", "changed": "≠", "removed": "–", "same": "="}
"""The same symbols as in the window's preview."""


def config_export(arguments: argparse.Namespace) -> int:
    """Write the config file to a file or standard output."""
    with opened_services(arguments) as services:
        settings = services.settings.current
        systems = [find_system(settings, name).name for name in arguments.system]
        hooks = [find_webhook(settings, name).id for name in arguments.webhook]
        file = replaceable(arguments.output)
        work = services.transfers.export_config(file, systems=systems, webhooks=hooks)
        data = services.engine.submit(work).result()
    if file is None:
        write_stream(arguments.output, (data,))
    return OK


def config_import(arguments: argparse.Namespace) -> int:
    """Import all or nothing, then list changes, unknown members and missing credentials."""
    from ongoing_desktop.formats.config_unknown import unknown_sentence

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
        hooks = [find_webhook(settings, name) for name in arguments.webhook]
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

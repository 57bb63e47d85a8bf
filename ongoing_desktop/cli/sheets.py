"""``config sheet``: the settings sheet to a file or standard output."""
# ruff: noqa: PLC0415

from __future__ import annotations

import argparse

from ongoing_desktop.cli.commands import OK, find_webhook, opened_services
from ongoing_desktop.cli.output import replaceable, write_stream
from ongoing_desktop.domain.errors import UsageError
from ongoing_desktop.wording.texts.sheet import LANGUAGES

__all__ = ["LANGUAGES", "config_sheet", "formats"]


def formats() -> tuple[str, ...]:
    """Keys of the sheet's formats."""
    from ongoing_desktop.formats.sheets import SHEET_FORMATS

    return tuple(SHEET_FORMATS)


def config_sheet(arguments: argparse.Namespace) -> int:
    """Write the sheet. It is not recorded as handed over, because that is not known."""
    with opened_services(arguments) as services:
        settings = services.settings.current
        system = next((item for item in settings.systems if item.name == arguments.system), None)
        if system is None:
            raise UsageError("usage-no-system", name=arguments.system)
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

"""``config sheet``: the settings sheet to a file or standard output."""
# ruff: noqa: PLC0415

from __future__ import annotations

import argparse

from ongoing_desktop.cli.commands import OK, find_webhook, open_core
from ongoing_desktop.cli.output import replaceable, write_stream
from ongoing_desktop.domain.errors import UsageError
from ongoing_desktop.domain.texts.sheet import LANGUAGES

__all__ = ["LANGUAGES", "config_sheet", "formats"]


def formats() -> tuple[str, ...]:
    """Keys of the sheet's formats."""
    from ongoing_desktop.formats.sheets import SHEET_FORMATS

    return tuple(SHEET_FORMATS)


def config_sheet(arguments: argparse.Namespace) -> int:
    """Write the sheet; it is not noted as handed over, because nobody says that it was."""
    with open_core(arguments) as core:
        settings = core.settings.current
        system = next((item for item in settings.systems if item.name == arguments.system), None)
        if system is None:
            raise UsageError("usage-no-system", name=arguments.system)
        hooks = [find_webhook(settings, name) for name in arguments.webhook]
        for hook in hooks:
            if hook.system != system.id:
                raise UsageError("usage-not-in-system", name=hook.name, system=system.name)
        ids = [hook.id for hook in hooks] or None
        sheet = core.engine.submit(core.sheets.document(system.id, ids, arguments.language)).result()
        data = core.sheets.render(sheet.document, arguments.format)
        if file := replaceable(arguments.output):
            core.engine.submit(core.sheets.write(file, data)).result()
        else:
            write_stream(arguments.output, (data,))
    return OK

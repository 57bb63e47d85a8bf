"""``support-pack``: a ZIP file for support."""
# ruff: noqa: PLC0415

from __future__ import annotations

import argparse
from itertools import count
from pathlib import Path

from ongoing_desktop.cli.history import personal_data, tell_undocumented
from ongoing_desktop.cli.output import fail, replaceable, visible
from ongoing_desktop.cli.session import FAILED, OK, opened_services, read_filter
from ongoing_desktop.domain.errors import SecretsFound
from ongoing_desktop.wording.messages import error_sentence, sentence


def support_pack(arguments: argparse.Namespace) -> int:
    """Write the pack and print its path. Exit code 1 if it would contain a secret, unless secrets are masked."""
    from ongoing_desktop.services.exports import Selection
    from ongoing_desktop.services.support import NEWEST

    path = replaceable(arguments.output) or arguments.output or _free()
    chosen = arguments.filter is not None
    selection = Selection(filter=read_filter(arguments.filter)) if chosen else Selection(limit=NEWEST)
    anonymise = personal_data(arguments)
    with opened_services(arguments) as services:
        tell_undocumented(services, selection, anonymise)
        try:
            written = services.engine.submit(
                services.support.write(path, selection, mask=arguments.mask, anonymise=anonymise)
            ).result()
        except SecretsFound as error:
            advice = "" if arguments.mask else " " + sentence("export-mask")
            return fail(error_sentence(error) + advice, FAILED)
    print(visible(sentence("support-written", {"path": path})))
    if written.unread:
        fail(sentence("export-unread", {"count": written.unread}), OK)
    return OK


def _free() -> Path:
    """An unused name in the current folder."""
    names = (f"ongoing-desktop-support{'' if number == 1 else f'-{number}'}.zip" for number in count(1))
    return next(path for path in map(Path, names) if not path.exists())

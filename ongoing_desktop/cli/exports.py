"""``history export`` and ``import``, and ``support-pack``: exchanges as files."""
# ruff: noqa: PLC0415 - to start quickly

from __future__ import annotations

import argparse
from datetime import UTC
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ongoing_desktop.cli.arguments import Parser, filter_option, json_option, matching_option, output_option
from ongoing_desktop.cli.output import (
    FAILED,
    OK,
    fail,
    json_line,
    on_one_line,
    replaceable,
    tell,
    visible,
    write_stream,
)
from ongoing_desktop.cli.session import opened_services, read_filter
from ongoing_desktop.domain.errors import SecretsFound
from ongoing_desktop.wording.messages import counted, error_sentence, sentence
from ongoing_desktop.wording.times import time_text

if TYPE_CHECKING:
    from ongoing_desktop.services import Services
    from ongoing_desktop.services.anonymising import Anonymise
    from ongoing_desktop.services.exports import Selection

MOST_NAMED: Final = 20
"""Maximum number of undocumented members listed before an export."""


def export_arguments(parser: Parser) -> None:
    from ongoing_desktop.formats.history_formats import HISTORY_FORMATS

    parser.add_argument("--format", choices=tuple(HISTORY_FORMATS), required=True, help="file format; raw is one body")
    matching_option(parser)
    output_option(parser)
    _mask_options(parser)
    text = "list what would be replaced, and write nothing"
    parser.add_argument("--preview", action="store_true", help=text)
    parser.set_defaults(command=history_export)


def import_arguments(parser: Parser) -> None:
    parser.add_argument("file", metavar="F", type=Path, help="HAR file to import")
    parser.add_argument("--dry-run", action="store_true", help="show what the file contains, without adding anything")
    json_option(parser)
    parser.set_defaults(command=history_import)


def support_pack_arguments(parser: Parser) -> None:
    text = "file to write (default: a new file in the current folder)"
    parser.add_argument("--output", metavar="F", type=Path, help=text)
    filter_option(parser, "include matching exchanges instead of the newest 200; see below")
    _mask_options(parser)
    parser.set_defaults(command=support_pack)


def _mask_options(parser: Parser) -> None:
    """Replace secrets and personal data."""
    text = "replace stored passwords and tokens with [redacted] instead of refusing to write"
    parser.add_argument("--mask", action="store_true", help=text)
    text = (
        "where to replace names, addresses, e-mail addresses, telephone numbers and free text: in answers of Ongoing's "
        "REST API (looked-up, the default), everywhere (all), or nowhere (none)"
    )
    parser.add_argument("--anonymise", choices=("looked-up", "all", "none"), default="looked-up", help=text)
    parser.add_argument("--replace-numbers", action="store_true", help="replace ids and numbers too")


def history_export(arguments: argparse.Namespace) -> int:
    """Export matching exchanges, newest first."""
    from ongoing_desktop.services.exports import Selection

    selection = Selection(filter=read_filter(arguments.filter))
    with opened_services(arguments) as services:
        anonymise = _personal_data(arguments)
        if arguments.preview:
            found = services.engine.submit(services.exports.preview(selection, anonymise)).result()
            for item in found.replaced:
                known = "" if item.known else "  " + sentence("anonymise-unknown")
                print(on_one_line(f"{item.count}  {item.member}: {item.before} → {item.after}{known}"))
            tell(counted("anonymise-previewed", found.count))
            return OK
        _tell_undocumented(services, selection, anonymise)
        try:
            if file := replaceable(arguments.output):
                work = services.exports.write(
                    file, selection, arguments.format, mask=arguments.mask, anonymise=anonymise
                )
                unread = services.engine.submit(work).result().unread
            else:
                guard = services.engine.submit(services.exports.guard(anonymise)).result()
                stream = services.exports.stream(guard, selection, arguments.format, mask=arguments.mask)
                write_stream(arguments.output, stream)
                unread = guard.unread
        except SecretsFound as error:
            return _refused(error, arguments)
    _tell_unread(unread)
    return OK


def _refused(error: SecretsFound, arguments: argparse.Namespace) -> int:
    advice = "" if arguments.mask else " " + sentence("export-mask")
    return fail(error_sentence(error) + advice, FAILED)


def _tell_unread(count: int) -> None:
    if count:
        tell(sentence("export-unread", {"count": count}))


def _personal_data(arguments: argparse.Namespace) -> Anonymise:
    """The options ``--anonymise`` and ``--replace-numbers``."""
    from ongoing_desktop.services.anonymising import Anonymise

    return Anonymise(arguments.anonymise, numbers=arguments.replace_numbers)


def _tell_undocumented(services: Services, selection: Selection, anonymise: Anonymise) -> None:
    """List on stderr, before anything is written, the undocumented members whose values are replaced as text."""
    if anonymise.choice == "none":
        return
    found = services.engine.submit(services.exports.preview(selection, anonymise)).result()
    members = list(dict.fromkeys(item.member for item in found.replaced if not item.known))
    if members:
        more = ", …" if len(members) > MOST_NAMED else ""
        tell(sentence("anonymise-members", {"members": ", ".join(members[:MOST_NAMED]) + more}))


def support_pack(arguments: argparse.Namespace) -> int:
    """Write the pack and print its path. Exit code 1 if it would contain a secret, unless secrets are masked."""
    from ongoing_desktop.services.exports import Selection
    from ongoing_desktop.services.support import NEWEST

    path = replaceable(arguments.output) or arguments.output or _free()
    chosen = arguments.filter is not None
    selection = Selection(filter=read_filter(arguments.filter)) if chosen else Selection(limit=NEWEST)
    anonymise = _personal_data(arguments)
    with opened_services(arguments) as services:
        _tell_undocumented(services, selection, anonymise)
        try:
            written = services.engine.submit(
                services.support.write(path, selection, mask=arguments.mask, anonymise=anonymise)
            ).result()
        except SecretsFound as error:
            return _refused(error, arguments)
    print(visible(sentence("support-written", {"path": path})))
    _tell_unread(written.unread)
    return OK


def _free() -> Path:
    """An unused name in the current folder."""
    names = (f"ongoing-desktop-support{'' if number == 1 else f'-{number}'}.zip" for number in count(1))
    return next(path for path in map(Path, names) if not path.exists())


def history_import(arguments: argparse.Namespace) -> int:
    """Import a HAR file. Entries that are left out or doubtful are listed."""
    with opened_services(arguments) as services:
        plan = services.engine.submit(services.imports.preview(arguments.file)).result()
        if plan.first is None or plan.last is None:
            return fail(sentence("import-empty"), FAILED)
        count = plan.count if arguments.dry_run else services.engine.submit(services.imports.apply(plan)).result()
    if arguments.json:
        for remark in plan.remarks:
            event = {"event": "left-out" if remark.left_out else "doubtful", "entry": remark.entry}
            json_line({**event, "codes": remark.codes, "reason": remark.text})
        event = {"event": "would-import" if arguments.dry_run else "imported", "count": count}
        numbers = {"left_out": plan.left_out, "doubtful": plan.doubtful, "ended_early": plan.ended_early}
        json_line({**event, **numbers})
        return OK
    for remark in plan.remarks:
        print(visible(remark.text))
    if len(plan.remarks) < plan.left_out + plan.doubtful:
        print(sentence("import-more"))
    if plan.ended_early:
        print(sentence("har-ended"))
    if arguments.dry_run:
        span = {"first": f"{time_text(plan.first, UTC)}Z", "last": f"{time_text(plan.last, UTC)}Z"}
        print(sentence("import-would", {"count": count, **span}))
    else:
        print(sentence("import-done", {"count": count}))
    if plan.left_out or plan.doubtful:
        print(sentence("import-left-out", {"left_out": plan.left_out, "doubtful": plan.doubtful}))
    return OK

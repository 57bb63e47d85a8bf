"""``history list``, ``show``, ``export`` and ``import``."""
# ruff: noqa: PLC0415 - to start quickly

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import UTC
from itertools import islice
from typing import TYPE_CHECKING, Final

from ongoing_desktop.cli.output import fail, json_line, replaceable, tell, visible, write_stream
from ongoing_desktop.cli.session import FAILED, OK, opened_services, read_filter
from ongoing_desktop.domain.errors import SecretsFound, UsageError
from ongoing_desktop.wording.messages import counted, error_sentence, sentence
from ongoing_desktop.wording.times import time_text

if TYPE_CHECKING:
    from ongoing_desktop.domain.exchange import Exchange, ExchangeRow
    from ongoing_desktop.services import Services
    from ongoing_desktop.services.anonymising import Anonymise
    from ongoing_desktop.services.exports import Selection
    from ongoing_desktop.services.ports import History

MOST_NAMED: Final = 20
"""Maximum number of undocumented members listed before an export."""


def history_list(arguments: argparse.Namespace) -> int:
    """List exchanges, newest first."""
    wanted = read_filter(arguments.filter)
    write = row_writer(as_json=arguments.json)
    with opened_services(arguments) as services:
        found = services.history.newest_first(filter=wanted, direction=arguments.direction)
        for row in islice(found, arguments.limit):
            write(row)
    return OK


def row_writer(*, as_json: bool) -> Callable[[ExchangeRow], None]:
    """What prints one line about an exchange."""
    if not as_json:
        return print_row
    from ongoing_desktop.formats.rows import row_dict

    return lambda row: json_line(row_dict(row))


def print_row(row: ExchangeRow) -> None:
    """Print one line about an exchange."""
    what = row.type or row.family or "–"
    state = row.verdict or row.failure or ""
    status = "–" if row.status is None else row.status
    line = f"{row.id:>7}  {time_text(row.at)}  {row.direction:<3}  {status:<4} {state:<12}  {what:<28}"
    print(_on_one_line(f"{line}  {row.method} {row.target}"))


def _on_one_line(text: str) -> str:
    return visible(text).replace("\n", "⏎").replace("\t", "⇥")


def exchange_of(history: History, number: int) -> Exchange:
    """Load an exchange. Raises UsageError if the id does not exist."""
    exchange = history.get(number) if 0 < number < 2**63 else None
    if exchange is None:
        raise UsageError("usage-no-exchange", id=number)
    return exchange


def history_show(arguments: argparse.Namespace) -> int:
    """Print one exchange with headers and bodies."""
    from ongoing_desktop.formats.rows import exchange_dict

    with opened_services(arguments) as services:
        data = exchange_dict(exchange_of(services.history, arguments.id))
    if arguments.json:
        json_line(data)
        return OK
    for key, value in data.items():
        if key not in ("request", "response"):
            print(_on_one_line(f"{key}: {value}"))
    for side in ("request", "response"):
        if message := data[side]:
            print(f"\n{side}")
            for name, value in message["headers"]:
                print(_on_one_line(f"{name}: {value}"))
            note = "" if message["encoding"] == "utf-8" else "(base64)\n"
            print(f"\n{note}{visible(message['body'])}")
            for name, value in message.get("trailers", ()):
                print(_on_one_line(f"{name}: {value}"))
    return OK


def history_export(arguments: argparse.Namespace) -> int:
    """Export matching exchanges, newest first."""
    from ongoing_desktop.services.exports import Selection

    selection = Selection(filter=read_filter(arguments.filter))
    with opened_services(arguments) as services:
        anonymise = personal_data(arguments)
        if arguments.preview:
            found = services.engine.submit(services.exports.preview(selection, anonymise)).result()
            for item in found.replaced:
                known = "" if item.known else "  " + sentence("anonymise-unknown")
                print(_on_one_line(f"{item.count}  {item.member}: {item.before} → {item.after}{known}"))
            tell(counted("anonymise-previewed", found.count))
            return OK
        tell_undocumented(services, selection, anonymise)
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
            advice = "" if arguments.mask else " " + sentence("export-mask")
            return fail(error_sentence(error) + advice, FAILED)
    if unread:
        fail(sentence("export-unread", {"count": unread}), OK)
    return OK


def personal_data(arguments: argparse.Namespace) -> Anonymise:
    """The options ``--anonymise`` and ``--replace-numbers``."""
    from ongoing_desktop.services.anonymising import Anonymise

    return Anonymise(arguments.anonymise, numbers=arguments.replace_numbers)


def tell_undocumented(services: Services, selection: Selection, anonymise: Anonymise) -> None:
    """List on stderr, before anything is written, the undocumented members whose values are replaced as text."""
    if anonymise.choice == "none":
        return
    found = services.engine.submit(services.exports.preview(selection, anonymise)).result()
    members = list(dict.fromkeys(item.member for item in found.replaced if not item.known))
    if members:
        more = ", …" if len(members) > MOST_NAMED else ""
        tell(sentence("anonymise-members", {"members": ", ".join(members[:MOST_NAMED]) + more}))


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

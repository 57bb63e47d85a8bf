"""``history``: lists, shows, compares and sends again recorded exchanges, and what payloads looked like."""
# ruff: noqa: PLC0415 - to start quickly

from __future__ import annotations

import argparse
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from ongoing_desktop.cli.arguments import (
    Parser,
    add_commands,
    filter_option,
    json_option,
    matching_option,
    output_option,
    runs,
    whole_number,
    yes_option,
)
from ongoing_desktop.cli.exports import export_arguments, import_arguments
from ongoing_desktop.cli.output import (
    FAILED,
    OK,
    WRONG,
    fail,
    json_line,
    on_one_line,
    row_writer,
    visible,
    write_file,
)
from ongoing_desktop.cli.session import opened_services, read_filter
from ongoing_desktop.cli.wait import history_watch
from ongoing_desktop.domain.errors import UsageError
from ongoing_desktop.wording.messages import sentence

if TYPE_CHECKING:
    from ongoing_desktop.domain.exchange import Exchange
    from ongoing_desktop.domain.exchange_comparison import Side
    from ongoing_desktop.domain.payload_shapes import NewShape, TypeShape
    from ongoing_desktop.domain.sent import Sent
    from ongoing_desktop.services import Services
    from ongoing_desktop.services.ports.history import History


def history_arguments(parser: Parser) -> None:
    imports = "add the exchanges of a HAR file, marked as imported; entries that are left out are listed"
    replays = "send matching exchanges again, oldest first; exit code 1 if one was not delivered"
    watches = "print exchanges as they are recorded, until interrupted"
    shapes = "show what the payloads of each type looked like so far, and which differed"
    add_commands(
        parser,
        ("list", "list exchanges, newest first", runs(history_list, json_option, _list_options)),
        ("show", "show one exchange with headers and bodies", runs(history_show, _id_argument, json_option)),
        ("export", "export exchanges in a file format", export_arguments),
        ("import", imports, import_arguments),
        ("replay", replays, runs(history_replay, _replay_options, yes_option, json_option)),
        ("compare", "show what differs between two exchanges", runs(history_compare, _two_arguments, json_option)),
        ("watch", watches, runs(history_watch, matching_option, json_option)),
        ("shapes", shapes, runs(history_shapes, _shapes_options, output_option, json_option)),
    )


def _list_options(parser: Parser) -> None:
    text = "only received (in) or sent (out) requests, or those to Ongoing's REST API (api)"
    parser.add_argument("--direction", choices=("in", "out", "api"), help=text)
    parser.add_argument("--limit", type=whole_number, metavar="N", help="number of exchanges (default: all)")
    matching_option(parser)


def _id_argument(parser: Parser) -> None:
    parser.add_argument("id", type=whole_number, metavar="ID", help="id of the exchange, as listed by “history list”")


def _replay_options(parser: Parser) -> None:
    filter_option(parser, "which exchanges to send again; see below", required=True)
    parser.add_argument("--to", metavar="URL", help="send to this address instead of where each was sent or received")


def _two_arguments(parser: Parser) -> None:
    parser.add_argument("left", type=whole_number, metavar="A", help="id of the first exchange")
    parser.add_argument("right", type=whole_number, metavar="B", help="id of the second exchange")


def _shapes_options(parser: Parser) -> None:
    from ongoing_desktop.formats.payload_shapes import SHAPE_FORMATS

    parser.add_argument("--type", metavar="T", default="", help="only this type or family")
    text = "write a file (default: json) instead; schema: JSON Schema 2020-12 of the payloads as they were received"
    parser.add_argument("--format", choices=tuple(SHAPE_FORMATS), help=text)


def history_list(arguments: argparse.Namespace) -> int:
    """List exchanges, newest first."""
    wanted = read_filter(arguments.filter)
    write = row_writer(as_json=arguments.json)
    with opened_services(arguments) as services:
        found = services.history.newest_first(filter=wanted, direction=arguments.direction)
        for row in islice(found, arguments.limit):
            write(row)
    return OK


def exchange_of(history: History, number: int) -> Exchange:
    """Load an exchange. Raises UsageError if the id does not exist."""
    exchange = history.get(number) if 0 < number < 2**63 else None
    if exchange is None:
        raise UsageError("usage-no-exchange", id=number)
    return exchange


def history_show(arguments: argparse.Namespace) -> int:
    from ongoing_desktop.formats.rows import exchange_dict

    with opened_services(arguments) as services:
        data = exchange_dict(exchange_of(services.history, arguments.id))
    if arguments.json:
        json_line(data)
        return OK
    for key, value in data.items():
        if key not in ("request", "response"):
            print(on_one_line(f"{key}: {value}"))
    for side in ("request", "response"):
        if message := data[side]:
            print(f"\n{side}")
            for name, value in message["headers"]:
                print(on_one_line(f"{name}: {value}"))
            note = "" if message["encoding"] == "utf-8" else "(base64)\n"
            print(f"\n{note}{visible(message['body'])}")
            for name, value in message.get("trailers", ()):
                print(on_one_line(f"{name}: {value}"))
    return OK


def history_replay(arguments: argparse.Namespace) -> int:
    """Send matching exchanges again, oldest first. Exit code 1 if one of them was not delivered."""
    from ongoing_desktop.cli.playing import accepted, consent, play
    from ongoing_desktop.domain.replay import MOST, ReplayChoice

    wanted = read_filter(arguments.filter)
    with opened_services(arguments) as services:
        ids: list[int] = []
        for row in services.history.newest_first(filter=wanted):
            if row.direction in ("in", "out") and row.method:
                ids.append(row.id)
            if len(ids) > MOST:
                return fail(sentence("replay-many", {"most": MOST}), WRONG)
        if not ids:
            return fail(sentence("usage-no-match"), WRONG)
        choice = ReplayChoice(tuple(ids), where="other" if arguments.to else "own", url=arguments.to or "")
        printed = 0

        def follow(sent: tuple[Sent, ...]) -> None:
            nonlocal printed
            while printed < len(sent) and sent[printed].state not in ("planned", "sending"):
                _say_sent(services, sent[printed], as_json=arguments.json)
                printed += 1

        work = partial(services.replay.run, choice, consent=consent(arguments))
        result = accepted(play(services, work, follow))
    return OK if all(item.state == "delivered" for item in result) else FAILED


def _say_sent(services: Services, sent: Sent, *, as_json: bool) -> None:
    from ongoing_desktop.cli.playing import sent_row

    if as_json:
        json_line({**sent_row(services, sent), "replay_of": sent.replayed})
    else:
        print(visible(f"{sent.replayed:>7} → {sent.exchange_id or 0:>7}  {sent.word:<10}  {sent.message}"), flush=True)


def history_compare(arguments: argparse.Namespace) -> int:
    """Print the differences between two exchanges, by JSON path, header or body."""
    from ongoing_desktop.domain.exchange_comparison import compare, noise_of

    with opened_services(arguments) as services:
        left, right = (side_of(exchange_of(services.history, number)) for number in (arguments.left, arguments.right))
        noise = noise_of(services.settings.current.preferences.compare_noise)
    found = compare(left, right, [name for name, on in noise.items() if on])
    for row in found.rows:
        if not row.counts:
            continue
        if arguments.json:
            json_line({"part": row.part, "path": row.path, "left": row.left, "right": row.right, "state": row.state})
        else:
            print(visible(f"{row.part:<7}  {row.path}: {row.left or '–'} → {row.right or '–'}"))
    if not arguments.json:
        for code in found.notes:
            print(sentence(code))
        print(sentence("compare-counted", {"different": found.differences + found.more, "ignored": found.ignored}))
    return OK


def side_of(exchange: Exchange) -> Side:
    """An exchange as one side of a comparison."""
    from ongoing_desktop.bodies.coding import decoded
    from ongoing_desktop.domain.exchange_comparison import Side

    row = exchange.row
    facts = (
        ("Method", row.method),
        ("Path", row.target),
        ("Verdict", row.verdict or ""),
        ("Status", "" if row.status is None else str(row.status)),
    )
    body, _ = decoded(exchange.request.body, exchange.request.headers)
    return Side(str(row.id), tuple(pair for pair in facts if pair[1]), exchange.request.headers, body)


def history_shapes(arguments: argparse.Namespace) -> int:
    """Learn from exchanges not looked at yet, then print each type with its members and new shapes."""
    from ongoing_desktop.domain.payload_shapes import Shapes
    from ongoing_desktop.formats.payload_shapes import SHAPE_FORMATS

    with opened_services(arguments) as services:
        shapes = services.engine.submit(services.shapes.learn()).result()
    if arguments.format or arguments.output:
        found = Shapes(shapes.upto, {key: item for key, item in shapes.types.items() if arguments.type in ("", key)})
        found.news = [item for item in shapes.news if item.type in found.types]
        write_file(arguments.output, SHAPE_FORMATS[arguments.format or "json"].write(found))
        return OK
    plain = shapes.plain()
    for key, shape in sorted(shapes.types.items()):
        if arguments.type in ("", key):
            if arguments.json:
                news = [item for item in plain["news"] if item["type"] == key]
                json_line({"type": key, **plain["types"][key], "news": news})
            else:
                _print_type(key, shape, [item for item in shapes.news if item.type == key])
    return OK


def _print_type(key: str, shape: TypeShape, news: list[NewShape]) -> None:
    print(visible(f"{key}  ({shape.payloads})"))
    for path, seen in sorted(shape.members.items()):
        if path:
            share = shape.share(path)
            often = "" if share is None else f"{100 * share:.0f} %"
            types, values = " | ".join(sorted(seen.types)), ", ".join(sorted(seen.values))
            print(visible(f"  {path:<44}  {types:<16}  {often:>5}  {values}").rstrip())
    for item in news:
        sentences = " ".join(sentence(change.sentence, change.params) for change in item.changes)
        print(visible(f"  {item.exchange:>7}  {item.at}  {sentences}"))

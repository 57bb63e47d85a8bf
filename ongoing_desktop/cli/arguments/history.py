"""The arguments of ``history``, ``wait`` and ``support-pack``."""
# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path

from ongoing_desktop.cli.arguments.base import (
    MASK_HELP,
    ONLY_MATCHING,
    Parser,
    add_commands,
    filter_option,
    from_one,
    json_option,
    junit_option,
    output_option,
    personal_data_options,
    time_limit,
    whole_number,
    yes_option,
)


def history(parser: Parser) -> None:
    text = "add the exchanges of a HAR file, marked as imported; entries that are left out are listed"
    add_commands(
        parser,
        ("list", "list exchanges, newest first", _history_list),
        ("show", "show one exchange with headers and bodies", _history_show),
        ("export", "export exchanges in a file format", _history_export),
        ("import", text, _history_import),
        (
            "replay",
            "send matching exchanges again, oldest first; exit code 1 if one was not delivered",
            _history_replay,
        ),
        ("compare", "show what differs between two exchanges", _history_compare),
        ("watch", "print exchanges as they are recorded, until interrupted", _history_watch),
        ("shapes", "show what the payloads of each type looked like so far, and which differed", _history_shapes),
    )


def _history_list(parser: Parser) -> None:
    from ongoing_desktop.cli.history import history_list

    json_option(parser)
    text = "only received (in) or sent (out) requests, or those to Ongoing's REST API (api)"
    parser.add_argument("--direction", choices=("in", "out", "api"), help=text)
    parser.add_argument("--limit", type=whole_number, metavar="N", help="number of exchanges (default: all)")
    filter_option(parser, ONLY_MATCHING, default="")
    parser.set_defaults(command=history_list)


def _history_show(parser: Parser) -> None:
    from ongoing_desktop.cli.history import history_show

    parser.add_argument("id", type=whole_number, metavar="ID", help="id of the exchange, as listed by “history list”")
    json_option(parser)
    parser.set_defaults(command=history_show)


def _history_export(parser: Parser) -> None:
    from ongoing_desktop.cli.history import history_export
    from ongoing_desktop.formats import FORMATS

    parser.add_argument("--format", choices=tuple(FORMATS), required=True, help="file format; raw is one body")
    filter_option(parser, ONLY_MATCHING, default="")
    output_option(parser)
    parser.add_argument("--mask", action="store_true", help=MASK_HELP)
    personal_data_options(parser)
    text = "list what would be replaced, and write nothing"
    parser.add_argument("--preview", action="store_true", help=text)
    parser.set_defaults(command=history_export)


def _history_import(parser: Parser) -> None:
    from ongoing_desktop.cli.history import history_import

    parser.add_argument("file", metavar="F", type=Path, help="HAR file to import")
    parser.add_argument("--dry-run", action="store_true", help="show what the file contains, without adding anything")
    json_option(parser)
    parser.set_defaults(command=history_import)


def _history_replay(parser: Parser) -> None:
    from ongoing_desktop.cli.exchanges import history_replay

    filter_option(parser, "which exchanges to send again; see below", required=True)
    parser.add_argument("--to", metavar="URL", help="send to this address instead of where each was sent or received")
    yes_option(parser)
    json_option(parser)
    parser.set_defaults(command=history_replay)


def _history_compare(parser: Parser) -> None:
    from ongoing_desktop.cli.exchanges import history_compare

    parser.add_argument("left", type=whole_number, metavar="A", help="id of the first exchange")
    parser.add_argument("right", type=whole_number, metavar="B", help="id of the second exchange")
    json_option(parser)
    parser.set_defaults(command=history_compare)


def _history_watch(parser: Parser) -> None:
    from ongoing_desktop.cli.exchanges import history_watch

    filter_option(parser, ONLY_MATCHING, default="")
    json_option(parser)
    parser.set_defaults(command=history_watch)


def _history_shapes(parser: Parser) -> None:
    from ongoing_desktop.cli.shapes import history_shapes
    from ongoing_desktop.formats.payload_shapes import SHAPE_FORMATS

    parser.add_argument("--type", metavar="T", default="", help="only this type or family")
    text = "write a file (default: json) instead; schema: JSON Schema 2020-12 of the payloads as they were received"
    parser.add_argument("--format", choices=tuple(SHAPE_FORMATS), help=text)
    output_option(parser)
    json_option(parser)
    parser.set_defaults(command=history_shapes)


def wait(parser: Parser) -> None:
    from ongoing_desktop.cli.wait import wait as run

    filter_option(parser, "what to wait for; see below", required=True)
    parser.add_argument("--since", metavar="ID", type=whole_number, default=0, help="only exchanges with a higher id")
    parser.add_argument("--timeout", metavar="S", type=time_limit, help="time limit in seconds (default: none)")
    parser.add_argument(
        "--count", metavar="N", type=from_one, default=1, help="number of exchanges to wait for (default: 1)"
    )
    junit_option(parser)
    json_option(parser)
    parser.set_defaults(command=run)


def support_pack(parser: Parser) -> None:
    from ongoing_desktop.cli.support_pack import support_pack as run

    parser.add_argument(
        "--output", metavar="F", type=Path, help="file to write (default: a new file in the current folder)"
    )
    filter_option(parser, "include matching exchanges instead of the newest 200; see below")
    parser.add_argument("--mask", action="store_true", help=MASK_HELP)
    personal_data_options(parser)
    parser.set_defaults(command=run)

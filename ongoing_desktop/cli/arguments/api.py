"""The arguments of ``api`` and ``simulator``."""
# ruff: noqa: PLC0415

from __future__ import annotations

from functools import partial
from pathlib import Path

from ongoing_desktop.cli.arguments.base import Parser, add_commands, credentials_options, json_option, whole_number


def simulator(parser: Parser) -> None:
    add_commands(
        parser,
        ("list", "list documents, and changes of objects that test events reported", _simulator_list),
        ("on", "let every listener answer API requests", partial(_simulator_switch, on=True)),
        ("off", "stop answering API requests", partial(_simulator_switch, on=False)),
        ("show", "print a document, or an invented one to start from", _simulator_show),
        ("set", "add or replace a document", _simulator_set),
        ("remove", "remove documents, or forget changes that test events reported", _simulator_remove),
        ("credential", "choose the credential that requests must have", _simulator_credential),
    )


def _simulator_path(parser: Parser) -> None:
    text = "path after /api/v1, such as /orders/70031 or /orders/statuses"
    parser.add_argument("path", metavar="PATH", help=text)


def _simulator_list(parser: Parser) -> None:
    from ongoing_desktop.cli.simulator import simulator_list

    json_option(parser)
    parser.set_defaults(command=simulator_list)


def _simulator_switch(parser: Parser, *, on: bool) -> None:
    from ongoing_desktop.cli.simulator import simulator_switch

    parser.set_defaults(command=simulator_switch, on=on)


def _simulator_show(parser: Parser) -> None:
    from ongoing_desktop.cli.simulator import simulator_show

    _simulator_path(parser)
    parser.set_defaults(command=simulator_show)


def _simulator_set(parser: Parser) -> None:
    from ongoing_desktop.cli.simulator import simulator_set

    _simulator_path(parser)
    parser.add_argument("file", metavar="FILE", type=Path, help="JSON file, or - for standard input")
    parser.set_defaults(command=simulator_set)


def _simulator_remove(parser: Parser) -> None:
    from ongoing_desktop.cli.simulator import simulator_remove

    parser.add_argument("path", metavar="PATH", nargs="*", help="path of a document")
    parser.add_argument("--events", action="store_true", help="forget the changes that test events reported")
    parser.set_defaults(command=simulator_remove)


def _simulator_credential(parser: Parser) -> None:
    from ongoing_desktop.cli.simulator import simulator_credential

    text = "user name; the password is read from standard input (default: answer every request)"
    parser.add_argument("--username", metavar="U", default="", help=text)
    parser.set_defaults(command=simulator_credential)


def api(parser: Parser) -> None:
    add_commands(
        parser,
        ("connect", "store address, user name and password of a system's connection", _api_connect),
        ("test", "test the connection by reading the order statuses; exit code 1 if that fails", _api_test),
        ("import", "add goods owners, statuses and transporters to a system", _api_import),
        ("get", "look up the object of an exchange, or a path", _api_get),
        ("missed", "list events that probably did not arrive; exit code 1 if there are any", _api_missed),
    )


def _api_words(parser: Parser, *, required: bool = True) -> None:
    parser.add_argument("--system", metavar="NAME", required=required, help="name, code or id of the system")
    text = "address up to and without /api/v1, instead of the system's, for this run"
    parser.add_argument("--base", metavar="URL", default="", help=text)
    json_option(parser)
    credentials_options(parser, "system")


def _api_connect(parser: Parser) -> None:
    from ongoing_desktop.cli.api import api_connect

    parser.add_argument("--system", metavar="NAME", required=True, help="name, code or id of the system")
    parser.add_argument("--address", metavar="URL", help="default: the system's, or that of Ongoing's production host")
    parser.add_argument("--username", metavar="U", help="default: the stored one")
    parser.add_argument("--stdin", action="store_true", required=True, help="read the password from standard input")
    parser.set_defaults(command=api_connect)


def _api_test(parser: Parser) -> None:
    from ongoing_desktop.cli.api import api_test

    _api_words(parser)
    parser.set_defaults(command=api_test)


def _api_import(parser: Parser) -> None:
    from ongoing_desktop.cli.api import api_import

    _api_words(parser)
    parser.add_argument("--dry-run", action="store_true", help="show what would change, without changing anything")
    parser.set_defaults(command=api_import)


def _api_get(parser: Parser) -> None:
    from ongoing_desktop.cli.api import api_get

    text = "look up the object of this exchange; ids are shown by “history list”"
    parser.add_argument("exchange", metavar="EXCHANGE-ID", nargs="?", type=whole_number, help=text)
    _api_words(parser, required=False)
    parser.add_argument("--path", metavar="PATH", default="", help="path of a resource, such as /orders/70031")
    parser.set_defaults(command=api_get)


def _api_missed(parser: Parser) -> None:
    from ongoing_desktop.cli.api import api_missed

    _api_words(parser)
    text = "a time, such as 2026-11-28T10:00, or -2h (default: since the listener was last away, else since the last request)"
    parser.add_argument("--since", metavar="T", help=text)
    parser.set_defaults(command=api_missed)

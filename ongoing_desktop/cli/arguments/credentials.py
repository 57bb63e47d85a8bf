"""The arguments of ``credentials`` and ``redaction``."""
# ruff: noqa: PLC0415

from __future__ import annotations

from functools import partial

from ongoing_desktop.cli.arguments.base import Parser, add_commands, json_option, webhook_argument


def credentials(parser: Parser) -> None:
    add_commands(
        parser,
        ("set", "store a webhook's password or token", _credentials_set),
        ("end-rotation", "stop accepting a webhook's old password or token", _credentials_end_rotation),
        ("list", "show whether each webhook's credential is stored, missing or unreadable", _credentials_list),
    )


def _credentials_set(parser: Parser) -> None:
    from ongoing_desktop.cli.credentials import credentials_set

    webhook_argument(parser)
    parser.add_argument("--username", metavar="U", help="user name (default: as stored in the webhook)")
    parser.add_argument(
        "--stdin", action="store_true", required=True, help="read the password or token from standard input"
    )
    text = "keep accepting the stored credential as well, until end-rotation"
    parser.add_argument("--keep-old", action="store_true", help=text)
    parser.set_defaults(command=credentials_set)


def _credentials_end_rotation(parser: Parser) -> None:
    from ongoing_desktop.cli.credentials import credentials_end_rotation

    webhook_argument(parser)
    parser.set_defaults(command=credentials_end_rotation)


def _credentials_list(parser: Parser) -> None:
    from ongoing_desktop.cli.credentials import credentials_list

    json_option(parser)
    parser.set_defaults(command=credentials_list)


def redaction(parser: Parser) -> None:
    add_commands(
        parser,
        ("list", "list your own names and examples of built-in ones", _redaction_list),
        ("add", "treat more names as credentials", partial(_redaction_change, verb="add")),
        ("remove", "stop treating your own names as credentials", partial(_redaction_change, verb="remove")),
    )


def _redaction_list(parser: Parser) -> None:
    from ongoing_desktop.cli.redaction import list_names

    json_option(parser)
    parser.set_defaults(command=list_names, verb="list")


def _redaction_change(parser: Parser, *, verb: str) -> None:
    from ongoing_desktop.cli.redaction import change_names

    for option, what in (("--header", "a header"), ("--parameter", "a parameter in addresses")):
        parser.add_argument(
            option, metavar="NAME", action="append", default=[], help=f"name of {what}; can be repeated"
        )
    parser.set_defaults(command=change_names, verb=verb)

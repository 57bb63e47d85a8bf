"""The arguments of ``listen``, ``webhooks`` and ``types``."""
# ruff: noqa: PLC0415

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from ongoing_desktop.cli.arguments.base import (
    Parser,
    add_commands,
    credentials_options,
    json_option,
    output_option,
    port_number,
    sending_arguments,
    stdin_credentials,
    webhook_argument,
)

TUNNELS: Final = ("cloudflared", "ngrok", "localhost.run", "serveo", "pinggy", "ssh", "own")
"""The keys of :data:`ongoing_desktop.domain.tunnels.PROGRAMS`, whose import would delay every start of a listener."""


def listen(parser: Parser) -> None:
    from ongoing_desktop.cli.webhooks import listen as run

    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this computer only)")
    parser.add_argument(
        "--port", type=port_number, help="port to listen on; 0 picks a free one (default: as in the settings)"
    )
    parser.add_argument(
        "--ready-file",
        metavar="F",
        type=Path,
        help="file to write once requests are accepted: URL and process id as JSON",
    )
    parser.add_argument(
        "--certificate", metavar="F", help="serve HTTPS with this PEM file (default: as in the settings)"
    )
    parser.add_argument("--key", metavar="F", help="the unencrypted private key, if it is not in the certificate file")
    parser.add_argument(
        "--tunnel",
        metavar="PROGRAM",
        choices=TUNNELS,
        help=f"also start a tunnel program, with the command of the settings: {', '.join(TUNNELS)}",
    )
    parser.add_argument(
        "--forward",
        metavar=("URL", "CONDITION"),
        nargs="+",
        action="append",
        help="forward to this address instead of those in the settings; several times for several targets, whose first "
        "gives the response. Conditions: type=KEY, owner=ID, webhook=NAME, path=/orders/*",
    )
    parser.add_argument("--forward-unmatched", action="store_true", help="with --forward: also what matches no webhook")
    parser.add_argument(
        "--forward-keep",
        action="store_true",
        help="with --forward: keep what a target misses, and deliver it in order once it answers",
    )
    parser.add_argument("--controlled", action="store_true", help=argparse.SUPPRESS)
    json_option(parser)
    stdin_credentials(parser)
    parser.set_defaults(command=run)


def webhooks(parser: Parser) -> None:
    add_commands(
        parser,
        ("list", "list the webhooks", _webhooks_list),
        ("test", "send a test like the window; exit code 1 if the answer is not 2xx", _webhooks_test),
        ("code", "write a receiver for a webhook as a starting point, without its secret", _webhooks_code),
        (
            "collection",
            "write the tests as a collection for Postman or Bruno, without credentials",
            _webhooks_collection,
        ),
    )


def _webhooks_list(parser: Parser) -> None:
    from ongoing_desktop.cli.webhooks import webhooks_list

    json_option(parser)
    parser.set_defaults(command=webhooks_list)


def _webhooks_test(parser: Parser) -> None:
    from ongoing_desktop.cli.webhooks import webhooks_test

    sending_arguments(parser)
    json_option(parser)
    credentials_options(parser)
    parser.set_defaults(command=webhooks_test)


def _webhooks_code(parser: Parser) -> None:
    from ongoing_desktop.cli.type_export import webhooks_code
    from ongoing_desktop.formats.receiver_code import SNIPPETS

    webhook_argument(parser)
    parser.add_argument("--language", choices=tuple(SNIPPETS), required=True, help="programming language")
    output_option(parser)
    parser.set_defaults(command=webhooks_code)


def _webhooks_collection(parser: Parser) -> None:
    from ongoing_desktop.cli.type_export import webhooks_collection
    from ongoing_desktop.formats.collections import COLLECTIONS

    parser.add_argument("webhook", metavar="ID-or-NAME", nargs="*", help="the webhooks' ids or names (default: all)")
    parser.add_argument(
        "--format", choices=tuple(COLLECTIONS), required=True, help="the program; Bruno's is a ZIP file"
    )
    output_option(parser)
    parser.set_defaults(command=webhooks_collection)


def types(parser: Parser) -> None:
    add_commands(
        parser,
        ("list", "list the webhook types", _types_list),
        ("export", "write the payloads of webhook types as schemas or classes", _types_export),
    )


def _types_list(parser: Parser) -> None:
    from ongoing_desktop.cli.type_export import types_list

    json_option(parser)
    parser.set_defaults(command=types_list)


def _types_export(parser: Parser) -> None:
    from ongoing_desktop.cli.type_export import types_export
    from ongoing_desktop.formats.type_export import TYPE_FORMATS

    parser.add_argument("--format", choices=tuple(TYPE_FORMATS), required=True, help="schema or programming language")
    text = "only this trigger, such as order-picked; can be repeated (default: all)"
    parser.add_argument("--type", metavar="T", action="append", default=[], help=text)
    output_option(parser)
    parser.set_defaults(command=types_export)

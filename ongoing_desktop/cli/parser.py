"""Parses the command line.

A command is in a module of this package, with the function that adds its arguments: ``wait_arguments`` for ``wait``. The
module is loaded when the command is used, so that each start loads only what it needs.
"""
# ruff: noqa: PLC0415

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Final

from ongoing_desktop import __version__
from ongoing_desktop.cli.arguments import DATA_DIR, Parser, add_commands, data_dir_option

HELP: Final = frozenset({"-h", "--help"})
COMMANDS: Final = (
    ("listen", "receive requests in the foreground", "listen"),
    ("webhooks", "list webhooks, send tests, and write receivers and collections of tests", "webhooks"),
    ("credentials", "store and check the webhooks' credentials in the keyring", "credentials"),
    ("redaction", "choose names whose values are replaced before anything is stored or exported", "credentials"),
    ("config", "export or import the settings as a file without secrets, or write the settings sheet", "config"),
    (
        "history",
        "list, show, compare, watch, export, import or send again exchanges: requests, received or sent, with their responses",
        "history",
    ),
    ("api", "read Ongoing's REST API: test the connection, import, look up, find missed events", "api"),
    ("simulator", "answer in place of Ongoing's REST API, to test a receiver that looks things up", "simulator"),
    ("wait", "wait until exchanges match, including those already stored; exit code 1 on time-out", "wait"),
    ("check", "check a payload against the documented types; exit code 1 on errors", "check"),
    ("types", "list the webhook types, or write them as schemas or classes", "webhooks"),
    ("support-pack", "write a ZIP file for support: settings without secrets, exchanges, versions, log", "exports"),
    ("prove", "prove that a receiver is ready for Ongoing; exit code 1 if a required probe failed", "prove"),
    ("burst", "play a made or recorded day at a receiver; exit code 1 if a request failed or was not sent", "burst"),
    ("retry", "do what Ongoing does when a delivery fails", "retry"),
    ("scenario", "play the life of an order, event by event", "scenarios"),
    ("schedule", "run tests, proofs, scenarios and bursts by themselves, and keep their reports", "schedules"),
    (
        "mcp",
        "serve the history to assistants by the Model Context Protocol, over standard input and output",
        "mcp_server",
    ),
    ("desktop", "add the program to the menu of a Linux desktop, or remove it", "desktop"),
    ("restore", "restore readable data from damaged files that were set aside", "config"),
)
"""Name, help, and module."""


def default_data_dir() -> Path:
    """The platform's folder for application data."""
    import platformdirs

    return Path(platformdirs.user_data_dir("ongoing-desktop", appauthor=False))


def parse(argv: Sequence[str]) -> argparse.Namespace | int:
    """The parsed arguments, or an exit code if there is nothing more to do."""
    try:
        arguments = _build(_given(argv)).parse_args(_with_values(argv))
    except SystemExit as ended:
        return int(ended.code or 0)
    folder = Path(getattr(arguments, "data_dir", None) or default_data_dir())
    with contextlib.suppress(RuntimeError):  # "~name" without such a user is an ordinary name
        folder = folder.expanduser()
    arguments.data_dir = folder.absolute()
    return arguments


def _with_values(argv: Sequence[str]) -> list[str]:
    """Attach a filter that begins with a minus to its option, because argparse would take it for an option."""
    words = list(argv)
    for place in range(len(words) - 2, -1, -1):
        if words[place] in ("--filter", "--from-history", "--since"):
            words[place : place + 2] = [f"{words[place]}={words[place + 1]}"]
    return words


def _given(argv: Sequence[str]) -> list[str] | None:
    """The command and its subcommands, without options; None if help is requested, which lists all commands."""
    if not HELP.isdisjoint(argv):
        return None
    return [
        word
        for before, word in zip(("", *argv), argv, strict=False)
        if not (word.startswith("-") or before in (DATA_DIR, "--open"))
    ]


def _build(given: Sequence[str] | None = None) -> Parser:
    """``given``: see :func:`_given`. Without a command no commands are added, for the quick start of the window."""
    # ``--data-dir`` may come before or after the command. SUPPRESS keeps the second place from resetting the first.
    parser = Parser(
        prog="ongoing-desktop",
        parents=[data_dir_option()],
        description="Configure, test, receive and review Ongoing WMS webhooks. Without a command, the window opens.",
        epilog="Exit codes: 0 done; 1 the result is a failure; 2 wrong use or bad input. Each command has its own --help.",
    )
    parser.given = given or ()
    version = f"ongoing-desktop {__version__}"
    parser.add_argument("--version", action="version", version=version, help="print the version and exit")
    parser.add_argument("--open", metavar="F", type=Path, help="open the window and import this settings or HAR file")
    parser.set_defaults(command=_window)
    if given is None or given:
        commands = ((name, text, partial(_arguments, name, module)) for name, text, module in COMMANDS)
        add_commands(parser, *commands, required=False)
    return parser


def _arguments(name: str, module: str, parser: Parser) -> None:
    add = getattr(import_module(f"ongoing_desktop.cli.{module}"), f"{name.replace('-', '_')}_arguments")
    add(parser)


def _window(arguments: argparse.Namespace) -> int:
    from ongoing_desktop.cli.window import window

    return window(arguments)

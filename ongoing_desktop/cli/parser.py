"""The arguments of the command line.

:mod:`ongoing_desktop.cli.commands` and the modules beside it implement the commands.

The arguments of a command and the module that implements it are loaded when the command is used, so that each start
loads only what it needs.
"""
# ruff: noqa: PLC0415

from __future__ import annotations

import argparse
import contextlib
import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final, NoReturn

from ongoing_desktop import __version__
from ongoing_desktop.cli.output import fail

ONLY_MATCHING: Final = "only exchanges that match this filter; see below"
ONLY_WEBHOOK: Final = "only the webhook with this id; can be repeated"
MASK_HELP: Final = "replace stored passwords and tokens with [redacted] instead of refusing to write"
HIGHEST_PORT: Final = 65535
LONGEST_S: Final = 1e8
"""An upper limit for waits, in seconds, that clocks can still add."""
DATA_DIR: Final = "--data-dir"
HELP: Final = frozenset({"-h", "--help"})
_DIGITS: Final = re.compile(r"[0-9]{1,18}")

_ANY_WIDTH: Final = partial(argparse.HelpFormatter, width=80)
"""A formatter for everything except the help itself: argparse creates one per argument, and finding the terminal's
width is slow.
"""


class _Parser(argparse.ArgumentParser):
    """Reports errors in one sentence without the usage. No abbreviations, which would become part of the interface."""

    def __init__(self, **words: Any) -> None:
        super().__init__(**{"allow_abbrev": False, "formatter_class": _ANY_WIDTH, **words})
        self.words: Callable[[_Parser], None] | None = None
        """Adds the arguments on first use."""
        self.given: Sequence[str] = ()
        """The first words of the command line that this parser handles, as far as they are known."""

    def filled(self) -> _Parser:
        """Add the arguments unless that is done; returns the parser."""
        words, self.words = self.words, None
        if words:
            words(self)
        return self

    def parse_known_args(self, *args: Any, **kwargs: Any) -> Any:
        self.filled()
        found, unknown = super().parse_known_args(*args, **kwargs)
        if unknown:
            # Reported by the parser of the command, so that the sentence names the command's help.
            self.error(f"unknown argument{'s' * (len(unknown) > 1)}: {' '.join(unknown)}")
        return found, unknown

    def format_help(self) -> str:
        self.formatter_class = argparse.HelpFormatter
        return super().format_help()

    def error(self, message: str) -> NoReturn:
        text = message[:1].upper() + message[1:]
        raise SystemExit(fail(f"{text}. See {self.prog} --help.", 2))


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
        if words[place] in ("--filter", "--since"):
            words[place : place + 2] = [f"{words[place]}={words[place + 1]}"]
    return words


def _given(argv: Sequence[str]) -> list[str]:
    """The command and its subcommands, without options; empty if help is requested, which lists all commands."""
    if not HELP.isdisjoint(argv):
        return []
    return [
        word
        for before, word in zip(("", *argv), argv, strict=False)
        if not (word.startswith("-") or before in (DATA_DIR, "--open"))
    ]


def _build(given: Sequence[str] = ()) -> _Parser:
    # ``--data-dir`` may come before or after the command. SUPPRESS keeps the second place from resetting the first.
    parser = _Parser(
        prog="ongoing-desktop",
        parents=[_common()],
        description="Configure, test, receive and review Ongoing WMS webhooks. Without a command, the window opens.",
        epilog="Exit codes: 0 done; 1 the result is a failure; 2 wrong use or bad input. Each command has its own --help.",
    )
    parser.given = given
    version = f"ongoing-desktop {__version__}"
    parser.add_argument("--version", action="version", version=version, help="print the version and exit")
    parser.add_argument("--open", metavar="F", type=Path, help="open the window and import this settings or HAR file")
    parser.set_defaults(command=_window)
    _commands(
        parser,
        ("listen", "receive requests in the foreground", _listen),
        ("webhooks", "list webhooks and send tests", _webhooks),
        ("credentials", "store and check the webhooks' credentials in the keyring", _credentials),
        ("redaction", "choose names whose values are replaced before anything is stored or exported", _redaction),
        ("config", "export or import the settings as a file without secrets, or write the settings sheet", _config),
        (
            "history",
            "list, show, export or import exchanges: received and sent requests with their responses",
            _history,
        ),
        ("api", "read Ongoing's REST API: test the connection, import, look up, find missed events", _api),
        ("simulator", "answer in place of Ongoing's REST API, to test a receiver that looks things up", _simulator),
        ("wait", "wait until exchanges match, including those already stored; exit code 1 on time-out", _wait),
        ("check", "check a payload against the documented types; exit code 1 on errors", _check),
        ("types", "list the webhook types, or write them as schemas or classes", _types),
        ("support-pack", "write a ZIP file for support: settings without secrets, exchanges, versions, log", _support),
        ("prove", "prove that a receiver is ready for Ongoing; exit code 1 if a required probe failed", _prove),
        ("retry", "do what Ongoing does when a delivery fails", _retry),
        ("scenario", "play the life of an order, event by event", _scenario),
        ("mcp", "serve the history to assistants by the Model Context Protocol, over standard input and output", _mcp),
        ("desktop", "add the program to the menu of a Linux desktop, or remove it", _desktop),
        ("restore", "restore readable data from damaged files that were set aside", _restore),
        required=False,
    )
    return parser


def _common() -> _Parser:
    common = _Parser(add_help=False)
    common.add_argument(
        DATA_DIR,
        metavar="DIR",
        default=argparse.SUPPRESS,
        help="folder for all data except secrets (default: by the platform's convention)",
    )
    return common


def _window(arguments: argparse.Namespace) -> int:
    from ongoing_desktop.cli.commands import window

    return window(arguments)


def _commands(parser: _Parser, *commands: tuple[str, str, Callable[[_Parser], None]], required: bool = True) -> None:
    """Add commands to a parser: name, help, and the function that adds its arguments.

    If the command line begins with one of them, the others are omitted, because creating a parser is slow.
    """
    verbs = parser.add_subparsers(
        title="commands", metavar="COMMAND", required=required, parser_class=_Parser, prog=parser.prog
    )
    common = _common()
    named = [command for command in commands if command[0] in parser.given[:1]]
    for name, text, words in named or commands:
        added = verbs.add_parser(name, parents=[common], help=text, description=text)
        added.words, added.given = words, parser.given[1:]


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object per line")


def _junit(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--junit", metavar="F", type=Path, help="write a JUnit XML report to this file")


def _webhook(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("webhook", metavar="ID-or-NAME", help="the webhook's id or its name")


def _output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--output", metavar="F", type=Path, help="file to write (default: standard output)")


def _filter(parser: argparse.ArgumentParser, text: str, **more: Any) -> None:
    from ongoing_desktop.domain.filters import KEYS

    parser.add_argument("--filter", metavar="F", help=text, **more)
    parser.epilog = (
        "Filter: terms separated by spaces, all of which must match. A word searches everywhere; key:value searches "
        f'one part; -term excludes. Keys: {" ".join(KEYS)}. Examples: status:4xx, body:"A 1", size:>10k, after:-2h.'
    )


def _sending(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of commands that send a webhook's test."""
    _webhook(parser)
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--to", metavar="URL", help="send to this address instead of the webhook's")
    _target(where, "send to the webhook's URL (default), the built-in listener, or its local address")
    parser.add_argument(
        "--payload",
        metavar="FILE-or-NAME",
        type=Path,
        help="file or saved payload to send (default: the payload that the window would send)",
    )
    _confirmed(parser)


def _target(parser: argparse._ActionsContainer, text: str) -> None:
    parser.add_argument("--target", choices=("url", "listener", "local"), default="url", help=text)


def _confirmed(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--yes", action="store_true", help="do not ask before sending to another computer")


def _stdin_credentials(parser: argparse.ArgumentParser) -> None:
    text = 'read JSON lines {"webhook", "username", "secret"} from standard input, for this run only'
    parser.add_argument("--credentials-stdin", action="store_true", help=text)


def _given_credentials(parser: argparse.ArgumentParser) -> None:
    _stdin_credentials(parser)
    text = "read the same lines from this environment variable, which other programs of the same user may see"
    parser.add_argument("--credentials-env", metavar="VARIABLE", help=text)


def _listen(parser: _Parser) -> None:
    from ongoing_desktop.cli.commands import listen

    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this computer only)")
    parser.add_argument(
        "--port", type=_port, help="port to listen on; 0 picks a free one (default: as in the settings)"
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
    parser.add_argument("--controlled", action="store_true", help=argparse.SUPPRESS)
    _json(parser)
    _stdin_credentials(parser)
    parser.set_defaults(command=listen)


def _webhooks(parser: _Parser) -> None:
    _commands(
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


def _webhooks_list(parser: _Parser) -> None:
    from ongoing_desktop.cli.commands import webhooks_list

    _json(parser)
    parser.set_defaults(command=webhooks_list)


def _webhooks_test(parser: _Parser) -> None:
    from ongoing_desktop.cli.commands import webhooks_test

    _sending(parser)
    _json(parser)
    _given_credentials(parser)
    parser.set_defaults(command=webhooks_test)


def _webhooks_code(parser: _Parser) -> None:
    from ongoing_desktop.cli.type_export import languages, webhooks_code

    _webhook(parser)
    parser.add_argument("--language", choices=languages(), required=True, help="programming language")
    _output(parser)
    parser.set_defaults(command=webhooks_code)


def _webhooks_collection(parser: _Parser) -> None:
    from ongoing_desktop.cli.type_export import collections, webhooks_collection

    parser.add_argument("webhook", metavar="ID-or-NAME", nargs="*", help="the webhooks' ids or names (default: all)")
    parser.add_argument("--format", choices=collections(), required=True, help="the program; Bruno's is a ZIP file")
    _output(parser)
    parser.set_defaults(command=webhooks_collection)


def _types(parser: _Parser) -> None:
    _commands(
        parser,
        ("list", "list the webhook types", _types_list),
        ("export", "write the payloads of webhook types as schemas or classes", _types_export),
    )


def _types_list(parser: _Parser) -> None:
    from ongoing_desktop.cli.type_export import types_list

    _json(parser)
    parser.set_defaults(command=types_list)


def _types_export(parser: _Parser) -> None:
    from ongoing_desktop.cli.type_export import type_formats, types_export

    parser.add_argument("--format", choices=type_formats(), required=True, help="schema or programming language")
    text = "only this trigger, such as order-picked; can be repeated (default: all)"
    parser.add_argument("--type", metavar="T", action="append", default=[], help=text)
    _output(parser)
    parser.set_defaults(command=types_export)


def _credentials(parser: _Parser) -> None:
    _commands(
        parser,
        ("set", "store a webhook's password or token", _credentials_set),
        ("end-rotation", "stop accepting a webhook's old password or token", _credentials_end_rotation),
        ("list", "show whether each webhook's credential is stored, missing or unreadable", _credentials_list),
    )


def _credentials_set(parser: _Parser) -> None:
    from ongoing_desktop.cli.commands import credentials_set

    _webhook(parser)
    parser.add_argument("--username", metavar="U", help="user name (default: as stored in the webhook)")
    parser.add_argument(
        "--stdin", action="store_true", required=True, help="read the password or token from standard input"
    )
    text = "keep accepting the stored credential as well, until end-rotation"
    parser.add_argument("--keep-old", action="store_true", help=text)
    parser.set_defaults(command=credentials_set)


def _credentials_end_rotation(parser: _Parser) -> None:
    from ongoing_desktop.cli.commands import credentials_end_rotation

    _webhook(parser)
    parser.set_defaults(command=credentials_end_rotation)


def _credentials_list(parser: _Parser) -> None:
    from ongoing_desktop.cli.commands import credentials_list

    _json(parser)
    parser.set_defaults(command=credentials_list)


def _redaction(parser: _Parser) -> None:
    _commands(
        parser,
        ("list", "list your own names and examples of built-in ones", _redaction_list),
        ("add", "treat more names as credentials", partial(_redaction_change, verb="add")),
        ("remove", "stop treating your own names as credentials", partial(_redaction_change, verb="remove")),
    )


def _redaction_list(parser: _Parser) -> None:
    from ongoing_desktop.cli.redaction import list_names

    _json(parser)
    parser.set_defaults(command=list_names, verb="list")


def _redaction_change(parser: _Parser, *, verb: str) -> None:
    from ongoing_desktop.cli.redaction import change_names

    for option, what in (("--header", "a header"), ("--parameter", "a parameter in addresses")):
        parser.add_argument(
            option, metavar="NAME", action="append", default=[], help=f"name of {what}; can be repeated"
        )
    parser.set_defaults(command=change_names, verb=verb)


def _config(parser: _Parser) -> None:
    text = "write the sheet of values to enter in Ongoing, without secrets; the window can also write a PDF"
    _commands(
        parser,
        ("export", "write the config file", _config_export),
        ("sheet", text, _config_sheet),
        ("import", "import a config file: all of it or nothing", _config_import),
    )


def _config_export(parser: _Parser) -> None:
    from ongoing_desktop.cli.commands import config_export

    _output(parser)
    text = "only the system with this name; can be repeated"
    parser.add_argument("--system", metavar="NAME", action="append", default=[], help=text)
    parser.add_argument("--webhook", metavar="ID", action="append", default=[], help=ONLY_WEBHOOK)
    parser.set_defaults(command=config_export)


def _config_sheet(parser: _Parser) -> None:
    from ongoing_desktop.cli import sheets

    parser.add_argument("--system", metavar="NAME", required=True, help="the system's name")
    parser.add_argument("--webhook", metavar="ID", action="append", default=[], help=ONLY_WEBHOOK)
    parser.add_argument(
        "--language", choices=sheets.LANGUAGES, default="en", help="language of the sheet (default: en)"
    )
    parser.add_argument("--format", choices=sheets.formats(), default="text", help="file format (default: text)")
    _output(parser)
    parser.add_argument("--checklist", action="store_true", help="add the go-live checklist")
    parser.set_defaults(command=sheets.config_sheet)


def _config_import(parser: _Parser) -> None:
    from ongoing_desktop.cli.commands import config_import

    parser.add_argument("file", metavar="F", type=Path, help="config file to import")
    parser.add_argument("--dry-run", action="store_true", help="show what would change, without changing anything")
    parser.set_defaults(command=config_import)


def _history(parser: _Parser) -> None:
    text = "add the exchanges of a HAR file, marked as imported; entries that are left out are listed"
    _commands(
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
    )


def _history_list(parser: _Parser) -> None:
    from ongoing_desktop.cli.commands import history_list

    _json(parser)
    text = "only received (in) or sent (out) requests, or those to Ongoing's REST API (api)"
    parser.add_argument("--direction", choices=("in", "out", "api"), help=text)
    parser.add_argument("--limit", type=_count, metavar="N", help="number of exchanges (default: all)")
    _filter(parser, ONLY_MATCHING, default="")
    parser.set_defaults(command=history_list)


def _history_show(parser: _Parser) -> None:
    from ongoing_desktop.cli.commands import history_show

    parser.add_argument("id", type=_count, metavar="ID", help="id of the exchange, as listed by “history list”")
    _json(parser)
    parser.set_defaults(command=history_show)


def _history_export(parser: _Parser) -> None:
    from ongoing_desktop.cli.commands import export_formats, history_export

    parser.add_argument("--format", choices=export_formats(), required=True, help="file format; raw is one body")
    _filter(parser, ONLY_MATCHING, default="")
    _output(parser)
    parser.add_argument("--mask", action="store_true", help=MASK_HELP)
    _personal_data(parser)
    text = "list what would be replaced, and write nothing"
    parser.add_argument("--preview", action="store_true", help=text)
    parser.set_defaults(command=history_export)


def _history_import(parser: _Parser) -> None:
    from ongoing_desktop.cli.commands import history_import

    parser.add_argument("file", metavar="F", type=Path, help="HAR file to import")
    parser.add_argument("--dry-run", action="store_true", help="show what the file contains, without adding anything")
    _json(parser)
    parser.set_defaults(command=history_import)


def _history_replay(parser: _Parser) -> None:
    from ongoing_desktop.cli.exchanges import history_replay

    _filter(parser, "which exchanges to send again; see below", required=True)
    parser.add_argument("--to", metavar="URL", help="send to this address instead of where each was sent or received")
    _confirmed(parser)
    _json(parser)
    parser.set_defaults(command=history_replay)


def _history_compare(parser: _Parser) -> None:
    from ongoing_desktop.cli.exchanges import history_compare

    parser.add_argument("left", type=_count, metavar="A", help="id of the first exchange")
    parser.add_argument("right", type=_count, metavar="B", help="id of the second exchange")
    _json(parser)
    parser.set_defaults(command=history_compare)


def _history_watch(parser: _Parser) -> None:
    from ongoing_desktop.cli.exchanges import history_watch

    _filter(parser, ONLY_MATCHING, default="")
    _json(parser)
    parser.set_defaults(command=history_watch)


def _wait(parser: _Parser) -> None:
    from ongoing_desktop.cli.wait import wait

    _filter(parser, "what to wait for; see below", required=True)
    parser.add_argument("--since", metavar="ID", type=_count, default=0, help="only exchanges with a higher id")
    parser.add_argument("--timeout", metavar="S", type=_seconds, help="time limit in seconds (default: none)")
    parser.add_argument(
        "--count", metavar="N", type=_at_least_one, default=1, help="number of exchanges to wait for (default: 1)"
    )
    _junit(parser)
    _json(parser)
    parser.set_defaults(command=wait)


def _support(parser: _Parser) -> None:
    from ongoing_desktop.cli.support_pack import support_pack

    parser.add_argument(
        "--output", metavar="F", type=Path, help="file to write (default: a new file in the current folder)"
    )
    _filter(parser, "include matching exchanges instead of the newest 200; see below")
    parser.add_argument("--mask", action="store_true", help=MASK_HELP)
    _personal_data(parser)
    parser.set_defaults(command=support_pack)


def _personal_data(parser: _Parser) -> None:
    text = (
        "where to replace names, addresses, e-mail addresses, telephone numbers and free text: in answers of Ongoing's "
        "REST API (looked-up, the default), everywhere (all), or nowhere (none)"
    )
    parser.add_argument("--anonymise", choices=("looked-up", "all", "none"), default="looked-up", help=text)
    parser.add_argument("--replace-numbers", action="store_true", help="replace ids and numbers too")


def _check(parser: _Parser) -> None:
    from ongoing_desktop.cli.check import check

    parser.add_argument("file", metavar="FILE", type=Path, help="payload file, or - for standard input")
    parser.add_argument("--type", metavar="T", help="expected trigger, such as order-picked")
    _junit(parser)
    _json(parser)
    parser.set_defaults(command=check)


def _mcp(parser: _Parser) -> None:
    from ongoing_desktop.cli.mcp_server import mcp

    parser.add_argument(
        "--allow-send",
        action="store_true",
        help="allow tests to this computer, and to hosts that were confirmed in the window; production is never allowed",
    )
    parser.epilog = "Needs the official Python SDK: pip install 'ongoing-desktop[mcp]'. Answers contain no credentials."
    parser.set_defaults(command=mcp)


def _prove(parser: _Parser) -> None:
    from ongoing_desktop.cli.prove import prove

    parser.add_argument("receiver", metavar="WEBHOOK-or-URL", help="a webhook's id or name, or a receiver's address")
    parser.add_argument("--to", metavar="URL", help="probe this address instead of the webhook's")
    parser.add_argument(
        "--type",
        metavar="T",
        action="append",
        default=[],
        help="trigger to send, such as order-picked, or all; can be repeated (default: the webhook's)",
    )
    parser.add_argument(
        "--profile", choices=("quick", "full"), default="full", help="which probes to send (default: full)"
    )
    parser.add_argument(
        "--limit",
        metavar="S",
        type=_seconds,
        default=5.0,
        help="seconds within which a receiver must answer; assumed (default: 5)",
    )
    parser.add_argument(
        "--answer",
        metavar="PROBE=yes|no",
        action="append",
        default=[],
        help="answer a question that only you can answer; kept for later runs; can be repeated",
    )
    _junit(parser)
    parser.add_argument("--html", metavar="F", type=Path, help="write an HTML report to this file")
    parser.add_argument("--report", metavar="F", type=Path, help="write a JSON report to this file")
    parser.add_argument("--language", choices=("en", "sv"), default="en", help="language of the reports (default: en)")
    _confirmed(parser)
    _json(parser)
    _given_credentials(parser)
    parser.set_defaults(command=prove)


def _desktop(parser: _Parser) -> None:
    _commands(
        parser,
        ("install", "write the desktop entry, the icon and the file type for this user", _desktop_install),
        ("remove", "remove these files", _desktop_remove),
    )


def _desktop_install(parser: _Parser) -> None:
    from ongoing_desktop.cli.desktop import desktop_install

    parser.set_defaults(command=desktop_install)


def _desktop_remove(parser: _Parser) -> None:
    from ongoing_desktop.cli.desktop import desktop_remove

    parser.set_defaults(command=desktop_remove)


def _retry(parser: _Parser) -> None:
    _commands(
        parser, ("run", "send and retry by a webhook's policy; exit code 1 if the delivery failed for good", _retry_run)
    )


def _retry_run(parser: _Parser) -> None:
    from ongoing_desktop.cli.retry import retry_run
    from ongoing_desktop.domain.assumed import READINGS

    _sending(parser)
    text = "speed factor for waits (default: 1); time-outs are not scaled"
    parser.add_argument("--speed", metavar="N", type=_speed, default=1.0, help=text)
    text = "whether the documented waits count from the previous attempt (gaps) or the first one (offsets) (default: as in the settings)"
    parser.add_argument("--reading", choices=READINGS, help=text)
    _junit(parser)
    _json(parser)
    _given_credentials(parser)
    parser.set_defaults(command=retry_run)


def _scenario(parser: _Parser) -> None:
    text = "send each event to the webhooks that fire for it; exit code 1 if a delivery fails"
    _commands(
        parser,
        ("list", "list the scenarios that can be run by name", _scenario_list),
        ("show", "print the file of a scenario, for editing", _scenario_show),
        ("run", text, _scenario_run),
    )


def _scenario_list(parser: _Parser) -> None:
    from ongoing_desktop.cli.scenarios import scenario_list

    _json(parser)
    parser.set_defaults(command=scenario_list)


def _scenario_show(parser: _Parser) -> None:
    from ongoing_desktop.cli.scenarios import scenario_show

    parser.add_argument("file", metavar="FILE-or-NAME", help="scenario file, or a name from “scenario list”")
    parser.set_defaults(command=scenario_show)


def _scenario_run(parser: _Parser) -> None:
    from ongoing_desktop.cli.scenarios import scenario_run

    parser.add_argument("file", metavar="FILE-or-NAME", help="scenario file, or a name from “scenario list”")
    parser.add_argument(
        "--system", metavar="NAME", help="name or code of the system (default: the scenario's, or the only one)"
    )
    parser.add_argument(
        "--goods-owner",
        metavar="ID",
        type=_count,
        help="number of the goods owner (default: the scenario's, or the first one)",
    )
    text = "speed factor for waits (default: 1)"
    parser.add_argument("--speed", metavar="N", type=_speed, default=1.0, help=text)
    _target(parser, "send to the webhooks' URLs (default), the built-in listener, or their local addresses")
    parser.add_argument("--stop-on-failure", action="store_true", help="stop at the first failed delivery")
    _confirmed(parser)
    _junit(parser)
    _json(parser)
    _given_credentials(parser)
    parser.set_defaults(command=scenario_run)


def _simulator(parser: _Parser) -> None:
    _commands(
        parser,
        ("list", "list documents, and changes of objects that test events reported", _simulator_list),
        ("on", "let every listener answer API requests", partial(_simulator_switch, on=True)),
        ("off", "stop answering API requests", partial(_simulator_switch, on=False)),
        ("show", "print a document, or an invented one to start from", _simulator_show),
        ("set", "add or replace a document", _simulator_set),
        ("remove", "remove documents, or forget changes that test events reported", _simulator_remove),
        ("credential", "choose the credential that requests must have", _simulator_credential),
    )


def _simulator_path(parser: _Parser) -> None:
    text = "path after /api/v1, such as /orders/70031 or /orders/statuses"
    parser.add_argument("path", metavar="PATH", help=text)


def _simulator_list(parser: _Parser) -> None:
    from ongoing_desktop.cli.simulator import simulator_list

    _json(parser)
    parser.set_defaults(command=simulator_list)


def _simulator_switch(parser: _Parser, *, on: bool) -> None:
    from ongoing_desktop.cli.simulator import simulator_switch

    parser.set_defaults(command=simulator_switch, on=on)


def _simulator_show(parser: _Parser) -> None:
    from ongoing_desktop.cli.simulator import simulator_show

    _simulator_path(parser)
    parser.set_defaults(command=simulator_show)


def _simulator_set(parser: _Parser) -> None:
    from ongoing_desktop.cli.simulator import simulator_set

    _simulator_path(parser)
    parser.add_argument("file", metavar="FILE", type=Path, help="JSON file, or - for standard input")
    parser.set_defaults(command=simulator_set)


def _simulator_remove(parser: _Parser) -> None:
    from ongoing_desktop.cli.simulator import simulator_remove

    parser.add_argument("path", metavar="PATH", nargs="*", help="path of a document")
    parser.add_argument("--events", action="store_true", help="forget the changes that test events reported")
    parser.set_defaults(command=simulator_remove)


def _simulator_credential(parser: _Parser) -> None:
    from ongoing_desktop.cli.simulator import simulator_credential

    text = "user name; the password is read from standard input (default: answer every request)"
    parser.add_argument("--username", metavar="U", default="", help=text)
    parser.set_defaults(command=simulator_credential)


def _api(parser: _Parser) -> None:
    _commands(
        parser,
        ("connect", "store address, user name and password of a system's connection", _api_connect),
        ("test", "test the connection by reading the order statuses; exit code 1 if that fails", _api_test),
        ("import", "add goods owners, statuses and transporters to a system", _api_import),
        ("get", "look up the object of an exchange, or a path", _api_get),
        ("missed", "list events that probably did not arrive; exit code 1 if there are any", _api_missed),
    )


def _api_words(parser: _Parser, *, required: bool = True) -> None:
    parser.add_argument("--system", metavar="NAME", required=required, help="name, code or id of the system")
    text = "address up to and without /api/v1, instead of the system's, for this run"
    parser.add_argument("--base", metavar="URL", default="", help=text)
    _json(parser)
    text = 'read JSON lines {"system", "username", "secret"} from standard input, for this run only'
    parser.add_argument("--credentials-stdin", action="store_true", help=text)


def _api_connect(parser: _Parser) -> None:
    from ongoing_desktop.cli.api import api_connect

    parser.add_argument("--system", metavar="NAME", required=True, help="name, code or id of the system")
    parser.add_argument("--address", metavar="URL", help="default: the system's, or that of Ongoing's production host")
    parser.add_argument("--username", metavar="U", help="default: the stored one")
    parser.add_argument("--stdin", action="store_true", required=True, help="read the password from standard input")
    parser.set_defaults(command=api_connect)


def _api_test(parser: _Parser) -> None:
    from ongoing_desktop.cli.api import api_test

    _api_words(parser)
    parser.set_defaults(command=api_test)


def _api_import(parser: _Parser) -> None:
    from ongoing_desktop.cli.api import api_import

    _api_words(parser)
    parser.add_argument("--dry-run", action="store_true", help="show what would change, without changing anything")
    parser.set_defaults(command=api_import)


def _api_get(parser: _Parser) -> None:
    from ongoing_desktop.cli.api import api_get

    text = "look up the object of this exchange; ids are shown by “history list”"
    parser.add_argument("exchange", metavar="EXCHANGE-ID", nargs="?", type=_count, help=text)
    _api_words(parser, required=False)
    parser.add_argument("--path", metavar="PATH", default="", help="path of a resource, such as /orders/70031")
    parser.set_defaults(command=api_get)


def _api_missed(parser: _Parser) -> None:
    from ongoing_desktop.cli.api import api_missed

    _api_words(parser)
    text = "a time, or -2h (default: since the listener was last away, else since the last request)"
    parser.add_argument("--since", metavar="T", help=text)
    parser.set_defaults(command=api_missed)


def _restore(parser: _Parser) -> None:
    from ongoing_desktop.cli.recovery import restore

    parser.add_argument("--dismiss", action="store_true", help="restore nothing; only stop reporting the damaged files")
    parser.set_defaults(command=restore)


def _speed(text: str) -> float:
    from ongoing_desktop.domain.retry import FASTEST

    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not 0 < speed <= FASTEST:
        raise argparse.ArgumentTypeError(f"{text!r} is not a valid speed; use a number above 0, at most {FASTEST:,.0f}")
    return speed


def _port(text: str) -> int:
    if not _DIGITS.fullmatch(text) or int(text) > HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"{text!r} is not a valid port; use a number from 0 to 65535")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= LONGEST_S:
        raise argparse.ArgumentTypeError(f"{text!r} is not a valid number of seconds; use 0 to {LONGEST_S:,.0f}")
    return seconds


def _at_least_one(text: str) -> int:
    if (count := _count(text)) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a valid number; use a whole number from 1")
    return count


def _count(text: str) -> int:
    if not _DIGITS.fullmatch(text):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a valid number; use a whole number from 0, with at most 18 digits"
        )
    return int(text)

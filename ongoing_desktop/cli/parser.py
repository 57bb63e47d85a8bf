"""The words of the command line; what each does stands in :mod:`ongoing_desktop.cli.commands`."""

from __future__ import annotations

import argparse
import contextlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NoReturn

import platformdirs

from ongoing_desktop import __version__
from ongoing_desktop.cli import check as payloads
from ongoing_desktop.cli import commands, recovery, redaction, scenarios, sheets
from ongoing_desktop.cli import retry as playing
from ongoing_desktop.cli import support_pack as packs
from ongoing_desktop.cli import wait as waiting
from ongoing_desktop.cli.output import fail
from ongoing_desktop.domain.assumed import READINGS
from ongoing_desktop.domain.retry import FASTEST

MASK_HELP: Final = "write [redacted] where a stored password or token stands, instead of refusing"
HIGHEST_PORT: Final = 65535
LONGEST_S: Final = 1e8
"""More seconds than any wait; what a clock can still add to."""
_DIGITS: Final = re.compile(r"[0-9]{1,18}")


class _Parser(argparse.ArgumentParser):
    """One sentence instead of usage and error; no abbreviations, which would bind us for ever."""

    def __init__(self, **words: Any) -> None:
        super().__init__(**{"allow_abbrev": False, **words})

    def error(self, message: str) -> NoReturn:
        text = message[:1].upper() + message[1:]
        raise SystemExit(fail(f"{text}. See {self.prog} --help.", 2))


def default_data_dir() -> Path:
    """Where the platform keeps data of programs."""
    return Path(platformdirs.user_data_dir("ongoing-desktop", appauthor=False))


def parse(argv: Sequence[str]) -> argparse.Namespace | int:
    """The parsed words, or an exit code when there is nothing more to do."""
    try:
        arguments = _build().parse_args(_with_values(argv))
    except SystemExit as ended:
        return int(ended.code or 0)
    folder = Path(getattr(arguments, "data_dir", None) or default_data_dir())
    with contextlib.suppress(RuntimeError):  # no user of that name: then it is a name as any other
        folder = folder.expanduser()
    arguments.data_dir = folder.absolute()
    return arguments


def _with_values(argv: Sequence[str]) -> list[str]:
    """A filter may begin with a minus, which would be taken for an option of its own."""
    words = list(argv)
    for place in range(len(words) - 2, -1, -1):
        if words[place] == "--filter":
            words[place : place + 2] = [f"--filter={words[place + 1]}"]
    return words


def _build() -> argparse.ArgumentParser:
    # ``--data-dir`` stands before or after the command; SUPPRESS keeps the second place from resetting the first.
    common = _Parser(add_help=False)
    common.add_argument("--data-dir", metavar="DIR", default=argparse.SUPPRESS, help="all state except secrets")
    parser = _Parser(
        prog="ongoing-desktop",
        parents=[common],
        description="Configure, test, receive and look back at webhooks of Ongoing WMS. Without a command the window opens.",
    )
    parser.add_argument("--version", action="version", version=f"ongoing-desktop {__version__}")
    parser.set_defaults(command=commands.window)
    verbs = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=_Parser)
    _listen(verbs, common)
    _webhooks(verbs, common)
    _credentials(verbs, common)
    _redaction(verbs, common)
    _config(verbs, common)
    _history(verbs, common)
    _wait(verbs, common)
    _check(verbs, common)
    _support(verbs, common)
    _retry(verbs, common)
    _scenario(verbs, common)
    _restore(verbs, common)
    return parser


def _add(verbs: argparse._SubParsersAction[_Parser], name: str, common: _Parser, text: str) -> _Parser:
    return verbs.add_parser(name, parents=[common], help=text, description=text)


def _group(
    verbs: argparse._SubParsersAction[_Parser], name: str, common: _Parser, text: str
) -> argparse._SubParsersAction[_Parser]:
    group = _add(verbs, name, common, text)
    return group.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=_Parser)


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON object per line")


def _stdin_credentials(parser: argparse.ArgumentParser) -> None:
    text = 'JSON lines {"webhook", "username", "secret"} on standard input, for this run only'
    parser.add_argument("--credentials-stdin", action="store_true", help=text)


def _listen(verbs: argparse._SubParsersAction[_Parser], common: _Parser) -> None:
    parser = _add(verbs, "listen", common, "receive requests in the foreground")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this computer only)")
    parser.add_argument("--port", type=_port, help="0 picks a free one (default: the settings', 8765)")
    parser.add_argument("--ready-file", metavar="F", type=Path, help="written once it accepts: url and pid as JSON")
    parser.add_argument("--certificate", metavar="F", help="PEM file: speak HTTPS with it (default: the settings')")
    parser.add_argument("--key", metavar="F", help="its unencrypted private key, if the certificate's file has none")
    parser.add_argument("--controlled", action="store_true", help=argparse.SUPPRESS)
    _json(parser)
    _stdin_credentials(parser)
    parser.set_defaults(command=commands.listen)


def _webhooks(verbs: argparse._SubParsersAction[_Parser], common: _Parser) -> None:
    group = _group(verbs, "webhooks", common, "the configured webhooks")
    parser = _add(group, "list", common, "list the webhooks")
    _json(parser)
    parser.set_defaults(command=commands.webhooks_list)
    parser = _add(group, "test", common, "send a test as the window would")
    parser.add_argument("webhook", metavar="ID-or-NAME")
    parser.add_argument("--to", metavar="URL", help="send to this address instead of the webhook's")
    parser.add_argument("--payload", metavar="FILE", type=Path, help="send this file's bytes")
    parser.add_argument("--yes", action="store_true", help="a host that is not this computer is meant")
    _json(parser)
    _stdin_credentials(parser)
    parser.set_defaults(command=commands.webhooks_test)


def _credentials(verbs: argparse._SubParsersAction[_Parser], common: _Parser) -> None:
    group = _group(verbs, "credentials", common, "credentials in the keyring")
    parser = _add(group, "set", common, "store a webhook's password or token")
    parser.add_argument("webhook", metavar="ID-or-NAME")
    parser.add_argument("--username", metavar="U")
    parser.add_argument("--stdin", action="store_true", required=True, help="read it from standard input")
    text = "the listener goes on accepting the stored one too, until end-rotation"
    parser.add_argument("--keep-old", action="store_true", help=text)
    parser.set_defaults(command=commands.credentials_set)
    parser = _add(group, "end-rotation", common, "accept a webhook's old password or token no longer")
    parser.add_argument("webhook", metavar="ID-or-NAME")
    parser.set_defaults(command=commands.credentials_end_rotation)
    parser = _add(group, "list", common, "whether each webhook's credential is stored, missing or unreadable")
    _json(parser)
    parser.set_defaults(command=commands.credentials_list)


def _redaction(verbs: argparse._SubParsersAction[_Parser], common: _Parser) -> None:
    group = _group(verbs, "redaction", common, "names whose values are replaced before anything is stored or exported")
    for verb, text in (
        ("list", "the names, those of your own and examples of those that count anyway"),
        ("add", "count further names as credentials"),
        ("remove", "count names of your own no longer"),
    ):
        parser = _add(group, verb, common, text)
        parser.set_defaults(command=redaction.list_names if verb == "list" else redaction.change_names, verb=verb)
        if verb == "list":
            _json(parser)
            continue
        for option, what in (("--header", "a header field"), ("--parameter", "a parameter in addresses")):
            parser.add_argument(option, metavar="NAME", action="append", default=[], help=f"the name of {what}")


def _config(verbs: argparse._SubParsersAction[_Parser], common: _Parser) -> None:
    group = _group(verbs, "config", common, "the settings as a file, without secrets")
    parser = _add(group, "export", common, "write the config file")
    parser.add_argument("--output", metavar="F", type=Path)
    parser.add_argument("--system", metavar="NAME", action="append", default=[])
    parser.add_argument("--webhook", metavar="ID", action="append", default=[])
    parser.set_defaults(command=commands.config_export)
    text = "what an administrator types into Ongoing, without secrets; the window writes it as PDF too"
    parser = _add(group, "sheet", common, text)
    parser.add_argument("--system", metavar="NAME", required=True)
    parser.add_argument("--webhook", metavar="ID", action="append", default=[], help="only this one of the system")
    parser.add_argument("--language", choices=sheets.LANGUAGES, default="en")
    parser.add_argument("--format", choices=sheets.formats(), default="text")
    parser.add_argument("--output", metavar="F", type=Path)
    parser.set_defaults(command=sheets.config_sheet)
    parser = _add(group, "import", common, "take in a config file: everything or nothing")
    parser.add_argument("file", metavar="F", type=Path)
    parser.add_argument("--dry-run", action="store_true", help="say what would change, change nothing")
    parser.set_defaults(command=commands.config_import)


def _history(verbs: argparse._SubParsersAction[_Parser], common: _Parser) -> None:
    group = _group(verbs, "history", common, "what was received and sent")
    parser = _add(group, "list", common, "newest first")
    _json(parser)
    parser.add_argument("--direction", choices=("in", "out"))
    parser.add_argument("--limit", type=_count, metavar="N")
    parser.add_argument("--filter", metavar="F", default="")
    parser.set_defaults(command=commands.history_list)
    parser = _add(group, "show", common, "one exchange whole")
    parser.add_argument("id", type=_count, metavar="ID")
    _json(parser)
    parser.set_defaults(command=commands.history_show)
    parser = _add(group, "export", common, "write exchanges to a file")
    parser.add_argument("--format", choices=commands.export_formats(), required=True)
    parser.add_argument("--filter", metavar="F", default="")
    parser.add_argument("--output", metavar="F", type=Path)
    parser.add_argument("--mask", action="store_true", help=MASK_HELP)
    parser.set_defaults(command=commands.history_export)
    parser = _add(group, "import", common, "add the exchanges of a HAR file, marked as imported; says what is left out")
    parser.add_argument("file", metavar="F", type=Path)
    parser.add_argument("--dry-run", action="store_true", help="say what is in it, add nothing")
    _json(parser)
    parser.set_defaults(command=commands.history_import)


def _wait(verbs: argparse._SubParsersAction[_Parser], common: _Parser) -> None:
    text = "wait for exchanges, those already stored counted; exit code 1 when the time is over"
    parser = _add(verbs, "wait", common, text)
    parser.add_argument("--filter", metavar="F", required=True)
    parser.add_argument("--since", metavar="ID", type=_count, default=0, help="only those after this one")
    parser.add_argument("--timeout", metavar="S", type=_seconds, help="seconds (default: as long as it takes)")
    parser.add_argument("--count", metavar="N", type=_at_least_one, default=1, help="how many (default: 1)")
    _json(parser)
    parser.set_defaults(command=waiting.wait)


def _support(verbs: argparse._SubParsersAction[_Parser], common: _Parser) -> None:
    parser = _add(
        verbs, "support-pack", common, "a ZIP for whoever helps: settings without secrets, exchanges, versions, log"
    )
    parser.add_argument("--output", metavar="F", type=Path, help="default: a new file in the current folder")
    parser.add_argument("--filter", metavar="F", help="these exchanges instead of the newest 200")
    parser.add_argument("--mask", action="store_true", help=MASK_HELP)
    parser.set_defaults(command=packs.support_pack)


def _check(verbs: argparse._SubParsersAction[_Parser], common: _Parser) -> None:
    parser = _add(verbs, "check", common, "a payload against the documented types; exit code 1 on errors")
    parser.add_argument("file", metavar="FILE", type=Path, help="- reads standard input")
    parser.add_argument("--type", metavar="T", help="the trigger it should be, such as order-picked")
    _json(parser)
    parser.set_defaults(command=payloads.check)


def _retry(verbs: argparse._SubParsersAction[_Parser], common: _Parser) -> None:
    group = _group(verbs, "retry", common, "what Ongoing does when a delivery fails")
    parser = _add(group, "run", common, "play a webhook's retry policy; exit code 1 if it failed for good")
    parser.add_argument("webhook", metavar="ID-or-NAME")
    parser.add_argument("--to", metavar="URL", help="send to this address instead of the webhook's")
    parser.add_argument("--payload", metavar="FILE", type=Path, help="send this file's bytes")
    text = "the waiting passes so many times faster than real (default 1); time-outs stay real"
    parser.add_argument("--speed", metavar="N", type=_speed, default=1.0, help=text)
    text = "the documented waits are in a row, or counted from the first attempt (default: the settings')"
    parser.add_argument("--reading", choices=READINGS, help=text)
    parser.add_argument("--yes", action="store_true", help="a host that is not this computer is meant")
    _json(parser)
    _stdin_credentials(parser)
    parser.set_defaults(command=playing.retry_run)


def _scenario(verbs: argparse._SubParsersAction[_Parser], common: _Parser) -> None:
    group = _group(verbs, "scenario", common, "an order's life, from webhook to webhook")
    parser = _add(group, "list", common, "the scenarios that can be run by name")
    _json(parser)
    parser.set_defaults(command=scenarios.scenario_list)
    parser = _add(group, "show", common, "write a scenario's file to standard output, to be edited")
    parser.add_argument("file", metavar="FILE-or-NAME")
    parser.set_defaults(command=scenarios.scenario_show)
    text = "send each event to the webhooks that ask for it; exit code 1 if a delivery failed"
    parser = _add(group, "run", common, text)
    parser.add_argument("file", metavar="FILE-or-NAME")
    parser.add_argument("--system", metavar="NAME", help="name or code; default: the scenario's, or the only one")
    parser.add_argument("--goods-owner", metavar="ID", type=int, help="default: the scenario's, or the first one")
    text = "the waiting passes so many times faster than real (default 1)"
    parser.add_argument("--speed", metavar="N", type=_speed, default=1.0, help=text)
    text = "the webhooks' addresses (default), the built-in listener, or their local addresses"
    parser.add_argument("--target", choices=("url", "listener", "local"), default="url", help=text)
    parser.add_argument("--stop-on-failure", action="store_true", help="end at the first delivery that fails")
    parser.add_argument("--yes", action="store_true", help="hosts that are not this computer are meant")
    _json(parser)
    _stdin_credentials(parser)
    parser.set_defaults(command=scenarios.scenario_run)


def _restore(verbs: argparse._SubParsersAction[_Parser], common: _Parser) -> None:
    parser = _add(verbs, "restore", common, "bring back what can be read of damaged files that were set aside")
    parser.add_argument("--dismiss", action="store_true", help="bring nothing back, only say nothing of them any more")
    parser.set_defaults(command=recovery.restore)


def _speed(text: str) -> float:
    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not 0 < speed <= FASTEST:
        raise argparse.ArgumentTypeError(f"{text!r} is no speed; it is a number above 0, at most {FASTEST:g}")
    return speed


def _port(text: str) -> int:
    if not _DIGITS.fullmatch(text) or int(text) > HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"{text!r} is no port; it is a number from 0 to 65535")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= LONGEST_S:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds")
    return seconds


def _at_least_one(text: str) -> int:
    if (count := _count(text)) < 1:
        raise argparse.ArgumentTypeError("it is at least 1")
    return count


def _count(text: str) -> int:
    if not _DIGITS.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number")
    return int(text)

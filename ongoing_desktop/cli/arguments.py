"""The parser of the command line, its commands, and arguments that several commands have."""
# ruff: noqa: PLC0415

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final, NoReturn

from ongoing_desktop.cli.output import WRONG, fail

HIGHEST_PORT: Final = 65535
LONGEST_S: Final = 1e8
"""An upper limit for waits, in seconds, that clocks can still add."""
DATA_DIR: Final = "--data-dir"
_DIGITS: Final = re.compile(r"[0-9]{1,18}")

# argparse looks for translations of its words. The command line is English, and the search loads the aliases of all
# locales, which take more memory and time than the parser.
argparse._ = str  # type: ignore[attr-defined]

_ANY_WIDTH: Final = partial(argparse.HelpFormatter, width=80)
"""A formatter for everything except the help itself: argparse creates one per argument, and finding the terminal's
width is slow.
"""


class Parser(argparse.ArgumentParser):
    """Reports errors in one sentence without the usage. No abbreviations, which would become part of the interface."""

    def __init__(self, **words: Any) -> None:
        super().__init__(**{"allow_abbrev": False, "formatter_class": _ANY_WIDTH, **words})
        self.words: Callable[[Parser], object] | None = None
        """Adds the arguments on first use."""
        self.given: Sequence[str] = ()
        """The first words of the command line that this parser handles, as far as they are known."""

    def filled(self) -> Parser:
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
        raise SystemExit(fail(f"{text}. See {self.prog} --help.", WRONG))


def data_dir_option() -> Parser:
    common = Parser(add_help=False)
    common.add_argument(
        DATA_DIR,
        metavar="DIR",
        default=argparse.SUPPRESS,
        help="folder for all data except secrets (default: by the platform's convention)",
    )
    return common


def add_commands(parser: Parser, *commands: tuple[str, str, Callable[[Parser], object]], required: bool = True) -> None:
    """Add commands to a parser: name, help, and the function that adds its arguments, often of :func:`runs`.

    If the command line begins with one of them, the others are omitted, because creating a parser is slow.
    """
    verbs = parser.add_subparsers(
        title="commands", metavar="COMMAND", required=required, parser_class=Parser, prog=parser.prog
    )
    common = data_dir_option()
    named = [command for command in commands if command[0] in parser.given[:1]]
    for name, text, words in named or commands:
        added = verbs.add_parser(name, parents=[common], help=text, description=text)
        added.words, added.given = words, parser.given[1:]


def runs(
    command: Callable[[argparse.Namespace], int], *arguments: Callable[[Parser], None], **fixed: object
) -> Callable[[Parser], None]:
    """A function for :func:`add_commands`: the command has these arguments; ``fixed`` are set without an option."""

    def words(parser: Parser) -> None:
        for add in arguments:
            add(parser)
        parser.set_defaults(command=command, **fixed)

    return words


def json_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object per line")


def junit_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--junit", metavar="F", type=Path, help="write a JUnit XML report to this file")


def webhook_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("webhook", metavar="ID-or-NAME", help="the webhook's id or its name")


def output_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--output", metavar="F", type=Path, help="file to write (default: standard output)")


def filter_option(parser: argparse.ArgumentParser, text: str, **more: Any) -> None:
    parser.add_argument("--filter", metavar="F", help=text, **more)
    parser.epilog = filter_help()


def matching_option(parser: argparse.ArgumentParser) -> None:
    filter_option(parser, "only exchanges that match this filter; see below", default="")


def filter_help() -> str:
    """How a filter is written."""
    from ongoing_desktop.domain.filters import KEYS

    return (
        "Filter: terms separated by spaces, all of which must match. A word searches everywhere; key:value searches "
        f'one part; -term excludes. Keys: {" ".join(KEYS)}. Examples: status:4xx, body:"A 1", size:>10k, after:-2h.'
    )


def sending_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of commands that send a webhook's test."""
    webhook_argument(parser)
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--to", metavar="URL", help="send to this address instead of the webhook's")
    target_option(where, "send to the webhook's URL (default), the built-in listener, or its local address")
    parser.add_argument(
        "--payload",
        metavar="FILE-or-NAME",
        type=Path,
        help="file or saved payload to send (default: the payload that the window would send)",
    )
    yes_option(parser)


def target_option(parser: argparse._ActionsContainer, text: str) -> None:
    parser.add_argument("--target", choices=("url", "listener", "local"), default="url", help=text)


def yes_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--yes", action="store_true", help="do not ask before sending to another computer")


def stdin_credentials(parser: argparse.ArgumentParser, owner: str = "webhook") -> None:
    text = f'read JSON lines {{"{owner}", "username", "secret"}} from standard input, for this run only'
    parser.add_argument("--credentials-stdin", action="store_true", help=text)


def credentials_options(parser: argparse.ArgumentParser, owner: str = "webhook") -> None:
    """``owner``: the member that names whose credential a line contains, ``webhook`` or ``system``."""
    stdin_credentials(parser, owner)
    text = "read the same lines from this environment variable, which other programs of the same user may see"
    parser.add_argument("--credentials-env", metavar="VARIABLE", help=text)


def speed_factor(text: str) -> float:
    from ongoing_desktop.domain.retry import FASTEST

    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not 0 < speed <= FASTEST:
        raise argparse.ArgumentTypeError(f"{text!r} is not a valid speed; use a number above 0, at most {FASTEST:,.0f}")
    return speed


def port_number(text: str) -> int:
    if not _DIGITS.fullmatch(text) or int(text) > HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"{text!r} is not a valid port; use a number from 0 to 65535")
    return int(text)


def time_limit(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= LONGEST_S:
        raise argparse.ArgumentTypeError(f"{text!r} is not a valid number of seconds; use 0 to {LONGEST_S:,.0f}")
    return seconds


def from_one(text: str) -> int:
    if (count := whole_number(text)) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a valid number; use a whole number from 1")
    return count


def whole_number(text: str) -> int:
    if not _DIGITS.fullmatch(text):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a valid number; use a whole number from 0, with at most 18 digits"
        )
    return int(text)

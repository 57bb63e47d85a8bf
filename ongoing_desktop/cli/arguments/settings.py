"""The arguments of ``config`` and ``restore``."""
# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path

from ongoing_desktop.cli.arguments.base import ONLY_WEBHOOK, Parser, add_commands, output_option


def config(parser: Parser) -> None:
    text = "write the sheet of values to enter in Ongoing, without secrets; the window can also write a PDF"
    add_commands(
        parser,
        ("export", "write the config file", _config_export),
        ("sheet", text, _config_sheet),
        ("import", "import a config file: all of it or nothing", _config_import),
    )


def _config_export(parser: Parser) -> None:
    from ongoing_desktop.cli.config import config_export

    output_option(parser)
    text = "only the system with this name; can be repeated"
    parser.add_argument("--system", metavar="NAME", action="append", default=[], help=text)
    parser.add_argument("--webhook", metavar="ID", action="append", default=[], help=ONLY_WEBHOOK)
    parser.set_defaults(command=config_export)


def _config_sheet(parser: Parser) -> None:
    from ongoing_desktop.cli.config import config_sheet
    from ongoing_desktop.formats.sheets import SHEET_FORMATS
    from ongoing_desktop.wording.texts.sheet import LANGUAGES

    parser.add_argument("--system", metavar="NAME", required=True, help="the system's name")
    parser.add_argument("--webhook", metavar="ID", action="append", default=[], help=ONLY_WEBHOOK)
    parser.add_argument("--language", choices=LANGUAGES, default="en", help="language of the sheet (default: en)")
    parser.add_argument("--format", choices=tuple(SHEET_FORMATS), default="text", help="file format (default: text)")
    output_option(parser)
    parser.add_argument("--checklist", action="store_true", help="add the go-live checklist")
    parser.set_defaults(command=config_sheet)


def _config_import(parser: Parser) -> None:
    from ongoing_desktop.cli.config import config_import

    parser.add_argument("file", metavar="F", type=Path, help="config file to import")
    parser.add_argument("--dry-run", action="store_true", help="show what would change, without changing anything")
    parser.set_defaults(command=config_import)


def restore(parser: Parser) -> None:
    from ongoing_desktop.cli.recovery import restore as run

    parser.add_argument("--dismiss", action="store_true", help="restore nothing; only stop reporting the damaged files")
    parser.set_defaults(command=run)

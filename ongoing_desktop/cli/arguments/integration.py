"""The arguments of ``mcp`` and ``desktop``."""
# ruff: noqa: PLC0415

from __future__ import annotations

from ongoing_desktop.cli.arguments.base import Parser, add_commands


def mcp(parser: Parser) -> None:
    from ongoing_desktop.cli.mcp_server import mcp as run

    parser.add_argument(
        "--allow-send",
        action="store_true",
        help="allow tests to this computer, and to hosts that were confirmed in the window; production is never allowed",
    )
    parser.epilog = "Needs the official Python SDK: pip install 'ongoing-desktop[mcp]'. Answers contain no credentials."
    parser.set_defaults(command=run)


def desktop(parser: Parser) -> None:
    add_commands(
        parser,
        ("install", "write the desktop entry, the icon and the file type for this user", _desktop_install),
        ("remove", "remove these files", _desktop_remove),
    )


def _desktop_install(parser: Parser) -> None:
    from ongoing_desktop.cli.desktop import desktop_install

    parser.set_defaults(command=desktop_install)


def _desktop_remove(parser: Parser) -> None:
    from ongoing_desktop.cli.desktop import desktop_remove

    parser.set_defaults(command=desktop_remove)

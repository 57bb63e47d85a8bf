"""``redaction``: the names that count as credentials."""

from __future__ import annotations

import argparse

from ongoing_desktop.cli.output import json_line, table, visible
from ongoing_desktop.cli.session import OK, opened_services
from ongoing_desktop.domain.errors import UsageError
from ongoing_desktop.domain.secret_names import EXAMPLE_HEADERS, EXAMPLE_PARAMETERS
from ongoing_desktop.wording.messages import problem_sentence


def list_names(arguments: argparse.Namespace) -> int:
    """List the user's own names first, then examples of what the built-in rule finds."""
    with opened_services(arguments) as services:
        names = services.credential_names.names
    found = [
        *(("header", "own", name) for name in sorted(names.headers)),
        *(("parameter", "own", name) for name in sorted(names.parameters)),
        *(("header", "rule", name) for name in EXAMPLE_HEADERS),
        *(("parameter", "rule", name) for name in EXAMPLE_PARAMETERS),
    ]
    for kind, source, name in found if arguments.json else ():
        json_line({"kind": kind, "name": name, "source": source})
    if not arguments.json:
        table(found)
    return OK


def change_names(arguments: argparse.Namespace) -> int:
    """Add or remove the user's own names: all or none. Raises UsageError."""
    if not arguments.header and not arguments.parameter:
        raise UsageError("usage-no-names")
    with opened_services(arguments) as services:
        names = services.credential_names
        change = names.add if arguments.verb == "add" else names.remove
        problems = services.engine.submit(change(arguments.header, arguments.parameter)).result()
        if problems:
            option = "--header" if problems[0].field == "headers" else "--parameter"
            raise UsageError("usage-names", option=option, what=visible(problem_sentence(problems[0])))
    return OK

"""``simulator``: the answers of the listener in place of Ongoing's REST API."""
# ruff: noqa: PLC0415

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from ongoing_desktop.cli.arguments import Parser, add_commands, json_option, runs
from ongoing_desktop.cli.output import OK, WRONG, fail, json_line, table, visible
from ongoing_desktop.cli.session import opened_services, secret_from_stdin
from ongoing_desktop.domain.errors import UsageError
from ongoing_desktop.wording.messages import problem_sentence, sentence


def simulator_arguments(parser: Parser) -> None:
    lists = "list documents, and changes of objects that test events reported"
    shows = "print a document, or an invented one to start from"
    removes = "remove documents, or forget changes that test events reported"
    credential = "choose the credential that requests must have"
    add_commands(
        parser,
        ("list", lists, runs(simulator_list, json_option)),
        ("on", "let every listener answer API requests", runs(simulator_switch, on=True)),
        ("off", "stop answering API requests", runs(simulator_switch, on=False)),
        ("show", shows, runs(simulator_show, _path_argument)),
        ("set", "add or replace a document", runs(simulator_set, _path_argument, _file_argument)),
        ("remove", removes, runs(simulator_remove, _remove_arguments)),
        ("credential", credential, runs(simulator_credential, _username_option)),
    )


def _path_argument(parser: Parser) -> None:
    text = "path after /api/v1, such as /orders/70031 or /orders/statuses"
    parser.add_argument("path", metavar="PATH", help=text)


def _file_argument(parser: Parser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="JSON file, or - for standard input")


def _remove_arguments(parser: Parser) -> None:
    parser.add_argument("path", metavar="PATH", nargs="*", help="path of a document")
    parser.add_argument("--events", action="store_true", help="forget the changes that test events reported")


def _username_option(parser: Parser) -> None:
    text = "user name; the password is read from standard input (default: answer every request)"
    parser.add_argument("--username", metavar="U", default="", help=text)


def simulator_list(arguments: argparse.Namespace) -> int:
    """List the documents, and the changes of objects that test events reported."""
    with opened_services(arguments) as services:
        now, changed = services.simulator.current, services.simulator.changed
        known = {**dict.fromkeys(now.documents, True), **{path: path in now.documents for path in changed}}
        rows = [(path, document, changed.get(path)) for path, document in known.items()]
    if arguments.json:
        json_line({"event": "simulator", "on": now.on, "username": now.username or None})
        for path, document, event in rows:
            json_line({"path": path, "document": document, "event": event})
        return OK
    print(visible(sentence("simulator-on" if now.on else "simulator-off")))
    shown = (
        (path, "document" if document else "", f"event: {json.dumps(event, ensure_ascii=False)}" if event else "")
        for path, document, event in rows
    )
    table(shown)
    return OK


def simulator_switch(arguments: argparse.Namespace) -> int:
    with opened_services(arguments) as services:
        services.engine.submit(services.simulator.switch(on=arguments.on)).result()
    return OK


def simulator_show(arguments: argparse.Namespace) -> int:
    """Print a document, or an invented one to start from."""
    with opened_services(arguments) as services:
        simulator = services.simulator
        text = simulator.current.documents.get(arguments.path)
        text = simulator.new_document(arguments.path) if text is None else text
    print(text.rstrip("\n"))
    return OK


def simulator_set(arguments: argparse.Namespace) -> int:
    from ongoing_desktop.domain.foreign import NotTextError, read_text
    from ongoing_desktop.domain.simulated import LARGEST_ALL
    from ongoing_desktop.services.reading import read_file

    try:
        data = sys.stdin.buffer.read(LARGEST_ALL + 1) if str(arguments.file) == "-" else read_file(arguments.file)
        text = read_text(data).text
    except NotTextError as error:
        name = str(arguments.file)
        raise UsageError("usage-not-text", path=name, coding=error.coding, byte=error.byte) from None
    with opened_services(arguments) as services:
        problems = services.engine.submit(services.simulator.save(arguments.path, text)).result()
    return fail(" ".join(problem_sentence(item) for item in problems), WRONG) if problems else OK


def simulator_remove(arguments: argparse.Namespace) -> int:
    """Remove documents, or forget the changes that test events reported."""
    if not arguments.path and not arguments.events:
        raise UsageError("usage-simulator-remove")
    with opened_services(arguments) as services:
        simulator = services.simulator
        if missing := [path for path in arguments.path if path not in simulator.current.documents]:
            return fail(sentence("simulator-no-document", {"path": missing[0]}), WRONG)
        if arguments.path:
            services.engine.submit(simulator.remove(arguments.path)).result()
        if arguments.events:
            services.engine.submit(simulator.forget_events()).result()
    return OK


def simulator_credential(arguments: argparse.Namespace) -> int:
    """Store the credential that requests must have, or switch the check off."""
    secret = secret_from_stdin() if arguments.username else None
    with opened_services(arguments) as services:
        work = services.simulator.set_credential(arguments.username or "", secret)
        problems = services.engine.submit(work).result()
    return fail(" ".join(problem_sentence(item) for item in problems), WRONG) if problems else OK

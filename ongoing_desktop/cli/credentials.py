"""``credentials``: those of the webhooks, in the keyring. ``redaction``: the names that count as credentials."""

from __future__ import annotations

import argparse

from ongoing_desktop.cli.arguments import Parser, add_commands, json_option, runs, webhook_argument
from ongoing_desktop.cli.output import FAILED, OK, WRONG, fail, json_line, table, visible
from ongoing_desktop.cli.session import opened_services, secret_from_stdin
from ongoing_desktop.domain.errors import UsageError
from ongoing_desktop.domain.secret_names import EXAMPLE_HEADERS, EXAMPLE_PARAMETERS
from ongoing_desktop.wording.messages import problem_sentence, sentence
from ongoing_desktop.wording.times import iso_time, short_time


def credentials_arguments(parser: Parser) -> None:
    ends = "stop accepting a webhook's old password or token"
    lists = "show whether each webhook's credential is stored, missing or unreadable"
    add_commands(
        parser,
        ("set", "store a webhook's password or token", runs(credentials_set, webhook_argument, _set_options)),
        ("end-rotation", ends, runs(credentials_end_rotation, webhook_argument)),
        ("list", lists, runs(credentials_list, json_option)),
    )


def _set_options(parser: Parser) -> None:
    parser.add_argument("--username", metavar="U", help="user name (default: as stored in the webhook)")
    text = "read the password or token from standard input"
    parser.add_argument("--stdin", action="store_true", required=True, help=text)
    text = "keep accepting the stored credential as well, until end-rotation"
    parser.add_argument("--keep-old", action="store_true", help=text)


def redaction_arguments(parser: Parser) -> None:
    removes = "stop treating your own names as credentials"
    add_commands(
        parser,
        ("list", "list your own names and examples of built-in ones", runs(list_names, json_option)),
        ("add", "treat more names as credentials", runs(change_names, _names_options, verb="add")),
        ("remove", removes, runs(change_names, _names_options, verb="remove")),
    )


def _names_options(parser: Parser) -> None:
    for option, what in (("--header", "a header"), ("--parameter", "a parameter in addresses")):
        text = f"name of {what}; can be repeated"
        parser.add_argument(option, metavar="NAME", action="append", default=[], help=text)


def credentials_set(arguments: argparse.Namespace) -> int:
    """Store a password or token from standard input in the keyring."""
    secret = secret_from_stdin()
    with opened_services(arguments) as services:
        hook = services.settings.current.find_webhook(arguments.webhook)
        if not hook.has_authentication:
            return fail(sentence("usage-no-credential", {"name": hook.name}), WRONG)
        work = services.webhooks.set_credential(
            hook.id, secret, username=arguments.username, keep_old=arguments.keep_old
        )
        result = services.engine.submit(work).result()
        if isinstance(result, tuple):
            return fail(" ".join(problem_sentence(problem) for problem in result), WRONG)
    return OK


def credentials_end_rotation(arguments: argparse.Namespace) -> int:
    """Stop accepting the old credential. Exit code 1 if there is no rotation."""
    with opened_services(arguments) as services:
        hook = services.settings.current.find_webhook(arguments.webhook)
        ended = services.engine.submit(services.webhooks.end_rotation(hook.id)).result()
    return OK if ended else fail(sentence("usage-no-rotation", {"name": hook.name}), FAILED)


def credentials_list(arguments: argparse.Namespace) -> int:
    """For each webhook that needs one: stored, missing or unreadable, and since when an old one is also accepted."""
    with opened_services(arguments) as services:
        # In parallel, so that a keyring that hangs costs its time limit only once.
        asked = [
            (hook, services.engine.submit(services.secrets.status(hook.id)))
            for hook in services.settings.current.webhooks
        ]
        found = [
            (hook, status, services.settings.current.state(hook.id).rotating_since)
            for hook, answer in asked
            if (status := answer.result()) != "none-needed"
        ]
    for hook, status, since in found if arguments.json else ():
        line = {"webhook": hook.id, "name": hook.name, "authentication": hook.authentication, "status": status}
        json_line({**line, "rotatingSince": iso_time(since) if since else None})
    if not arguments.json:
        table(
            (status, f"rotating since {short_time(since)}" if since else "", hook.name, hook.id)
            for hook, status, since in found
        )
    return OK


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

"""``credentials``: stores and checks the webhooks' credentials in the keyring."""

from __future__ import annotations

import argparse

from ongoing_desktop.cli.output import fail, json_line, table
from ongoing_desktop.cli.session import FAILED, OK, WRONG, find_webhook, opened_services, secret_from_stdin
from ongoing_desktop.wording.messages import problem_sentence, sentence
from ongoing_desktop.wording.times import iso_time, short_time


def credentials_set(arguments: argparse.Namespace) -> int:
    """Store a password or token from standard input in the keyring."""
    secret = secret_from_stdin()
    with opened_services(arguments) as services:
        hook = find_webhook(services.settings.current, arguments.webhook)
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
        hook = find_webhook(services.settings.current, arguments.webhook)
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

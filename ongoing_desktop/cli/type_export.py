"""``types``, ``webhooks code`` and ``webhooks collection``: files for the developer of a receiver."""
# ruff: noqa: PLC0415 - to start quickly

from __future__ import annotations

import argparse

from ongoing_desktop.cli.output import json_line, table, write_file
from ongoing_desktop.cli.session import OK, find_webhook, opened_services
from ongoing_desktop.domain.errors import UsageError


def webhooks_code(arguments: argparse.Namespace) -> int:
    """Write a receiver. Raises UsageError if the webhook's authentication has none in this language."""
    from ongoing_desktop.formats.receiver_code import SNIPPETS

    snippet = SNIPPETS[arguments.language]
    with opened_services(arguments) as services:
        hook = find_webhook(services.settings.current, arguments.webhook)
        if not snippet.offered_for(hook):
            raise UsageError("usage-no-receiver", language=snippet.title, name=hook.name)
        write_file(arguments.output, snippet.write(hook, services.catalogue).encode("utf-8"))
    return OK


def types_list(arguments: argparse.Namespace) -> int:
    """Print every webhook type."""
    from ongoing_desktop.storage.resources import load_catalogue

    catalogue = load_catalogue()
    if not arguments.json:
        table((trigger.key, trigger.title) for trigger in catalogue.triggers)
        return OK
    for trigger in catalogue.triggers:
        json_line({"type": trigger.key, "title": trigger.title, "family": trigger.family})
    return OK


def types_export(arguments: argparse.Namespace) -> int:
    """Write the types. Raises UsageError."""
    with opened_services(arguments) as services:
        write_file(arguments.output, services.type_exports.types(arguments.format, arguments.type))
    return OK


def webhooks_collection(arguments: argparse.Namespace) -> int:
    """Write the tests of webhooks, of all if none is named. Raises UsageError."""
    with opened_services(arguments) as services:
        settings = services.settings.current
        hooks = [find_webhook(settings, name) for name in arguments.webhook] or list(settings.webhooks)
        write_file(arguments.output, services.type_exports.collection(arguments.format, hooks))
    return OK

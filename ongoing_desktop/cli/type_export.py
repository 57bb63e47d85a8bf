"""``types`` and ``webhooks collection``: payload types in other languages, tests in other programs."""
# ruff: noqa: PLC0415 - to start quickly

from __future__ import annotations

import argparse

from ongoing_desktop.cli.commands import OK, find_webhook, opened_services
from ongoing_desktop.cli.output import json_line, table, write_file


def type_formats() -> tuple[str, ...]:
    """Keys of the formats of types."""
    from ongoing_desktop.formats.type_export import TYPE_FORMATS

    return tuple(TYPE_FORMATS)


def collections() -> tuple[str, ...]:
    """Keys of the formats of collections."""
    from ongoing_desktop.formats.collections import COLLECTIONS

    return tuple(COLLECTIONS)


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

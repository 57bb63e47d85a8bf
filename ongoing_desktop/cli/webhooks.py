"""``webhooks`` and ``types``: lists them, sends tests, and writes files for the developer of a receiver."""
# ruff: noqa: PLC0415 - to start quickly

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from ongoing_desktop.cli.arguments import (
    Parser,
    add_commands,
    credentials_options,
    json_option,
    output_option,
    runs,
    sending_arguments,
    webhook_argument,
)
from ongoing_desktop.cli.output import FAILED, OK, fail, json_line, table, visible, write_file
from ongoing_desktop.cli.session import opened_services, session_credentials
from ongoing_desktop.domain.errors import UsageError

if TYPE_CHECKING:
    from ongoing_desktop.domain.settings import Webhook
    from ongoing_desktop.services import Services


def webhooks_arguments(parser: Parser) -> None:
    sends = "send a test like the window; exit code 1 if the answer is not 2xx"
    code = "write a receiver for a webhook as a starting point, without its secret"
    collection = "write the tests as a collection for Postman or Bruno, without credentials"
    add_commands(
        parser,
        ("list", "list the webhooks", runs(webhooks_list, json_option)),
        ("test", sends, runs(webhooks_test, sending_arguments, json_option, credentials_options)),
        ("code", code, runs(webhooks_code, webhook_argument, _language_option, output_option)),
        ("collection", collection, runs(webhooks_collection, _collection_arguments, output_option)),
    )


def _language_option(parser: Parser) -> None:
    from ongoing_desktop.formats.receiver_code import SNIPPETS

    parser.add_argument("--language", choices=tuple(SNIPPETS), required=True, help="programming language")


def _collection_arguments(parser: Parser) -> None:
    from ongoing_desktop.formats.collections import COLLECTION_FORMATS

    parser.add_argument("webhook", metavar="ID-or-NAME", nargs="*", help="the webhooks' ids or names (default: all)")
    text = "the program; Bruno's is a ZIP file"
    parser.add_argument("--format", choices=tuple(COLLECTION_FORMATS), required=True, help=text)


def types_arguments(parser: Parser) -> None:
    text = "write the payloads of webhook types as schemas or classes"
    add_commands(
        parser,
        ("list", "list the webhook types", runs(types_list, json_option)),
        ("export", text, runs(types_export, _types_options, output_option)),
    )


def _types_options(parser: Parser) -> None:
    from ongoing_desktop.formats.type_export import TYPE_FORMATS

    parser.add_argument("--format", choices=tuple(TYPE_FORMATS), required=True, help="schema or programming language")
    text = "only this trigger, such as order-picked; can be repeated (default: all)"
    parser.add_argument("--type", metavar="T", action="append", default=[], help=text)


def webhooks_list(arguments: argparse.Namespace) -> int:
    """List webhooks, with keys as in the config file."""
    with opened_services(arguments) as services:
        settings = services.saved_settings
        open_ = {hook.id: _missing(hook, services) for hook in settings.webhooks}
    systems = {system.id: system.name for system in settings.systems}
    hooks = sorted(settings.webhooks, key=lambda item: (item.name, item.id))
    if arguments.json:
        from ongoing_desktop.formats.config import webhook_members

        for hook in hooks:
            json_line(webhook_members(hook, systems))
        return OK
    table(
        (
            "on" if hook.enabled else "off",
            hook.name,
            hook.type,
            systems.get(hook.system, ""),
            hook.url,
            hook.id,
            open_[hook.id],
        )
        for hook in hooks
    )
    return OK


def _missing(hook: Webhook, services: Services) -> str:
    from ongoing_desktop.domain.type_settings import missing_settings

    found = missing_settings(hook, services.catalogue)
    return f"! {', '.join(f'{item.label} not selected' for item in found)}" if found else ""


def webhooks_test(arguments: argparse.Namespace) -> int:
    """Send a test. Exit code 1 if the answer was not 2xx."""
    from ongoing_desktop.cli.playing import accepted, check_target, find_payload
    from ongoing_desktop.domain.targets import EVERYTHING
    from ongoing_desktop.formats.rows import row_dict

    with opened_services(arguments) as services:
        payload = find_payload(services, arguments)
        hook = services.settings.current.find_webhook(arguments.webhook)
        session_credentials(services, arguments)
        check_target(services, hook, arguments)
        work = services.sending.test(
            hook.id, url=arguments.to, target_key=arguments.target, payload=payload, confirmed=EVERYTHING
        )
        result = accepted(services.engine.submit(work).result())
    row = result.row
    delivered = row is not None and row.status is not None and 200 <= row.status <= 299
    if arguments.json:
        if row is not None:
            json_line(row_dict(row))
    elif row is not None:
        status = row.status if row.status is not None else row.failure
        print(visible(f"{status}  {result.result.timing.total_ms:.0f} ms  {result.url}"))
    if delivered:
        if not arguments.json:
            print(visible(result.sentences[0]))
        return OK
    return fail(" ".join(result.sentences), FAILED)


def webhooks_code(arguments: argparse.Namespace) -> int:
    """Write a receiver. Raises UsageError if the webhook's authentication has none in this language."""
    from ongoing_desktop.formats.receiver_code import SNIPPETS

    snippet = SNIPPETS[arguments.language]
    with opened_services(arguments) as services:
        hook = services.settings.current.find_webhook(arguments.webhook)
        if not snippet.offered_for(hook):
            raise UsageError("usage-no-receiver", language=snippet.title, name=hook.name)
        write_file(arguments.output, snippet.write(hook, services.catalogue).encode("utf-8"))
    return OK


def webhooks_collection(arguments: argparse.Namespace) -> int:
    """Write the tests of webhooks, of all if none is named. Raises UsageError."""
    with opened_services(arguments) as services:
        settings = services.settings.current
        hooks = [settings.find_webhook(name) for name in arguments.webhook] or list(settings.webhooks)
        write_file(arguments.output, services.type_exports.collection(arguments.format, hooks))
    return OK


def types_list(arguments: argparse.Namespace) -> int:
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

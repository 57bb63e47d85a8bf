"""``listen``, ``webhooks list`` and ``webhooks test``."""
# ruff: noqa: PLC0415 - to start quickly

from __future__ import annotations

import argparse
import gc
from typing import TYPE_CHECKING

from ongoing_desktop.cli.output import fail, json_line, table, visible
from ongoing_desktop.cli.session import FAILED, OK, find_webhook, opened_services, session_credentials

if TYPE_CHECKING:
    from ongoing_desktop.domain.forwarding import Forward
    from ongoing_desktop.domain.settings import Webhook
    from ongoing_desktop.services import Services


def listen(arguments: argparse.Namespace) -> int:
    """Receive in the foreground."""
    from ongoing_desktop.listener.main import run_listen

    alongside = None
    if arguments.tunnel:
        from ongoing_desktop.cli.tunnel import tunnel_beside

        with opened_services(arguments) as services:
            alongside = tunnel_beside(arguments.tunnel, services.saved_settings, json_lines=arguments.json)
    gc.enable()
    return run_listen(
        data_dir=arguments.data_dir,
        host=arguments.host,
        port=arguments.port,
        ready_file=arguments.ready_file,
        json_lines=arguments.json,
        credentials=arguments.credentials_stdin,
        controlled=arguments.controlled,
        certificate=arguments.certificate or "",
        key=arguments.key or "",
        alongside=alongside,
        forward=_forward(arguments) if arguments.forward else None,
    )


def _forward(arguments: argparse.Namespace) -> Forward:
    """The targets of this run. Raises UsageError."""
    from ongoing_desktop.domain.errors import UsageError
    from ongoing_desktop.domain.forward_checks import forward_problems
    from ongoing_desktop.domain.forwarding import forward_to, route_of
    from ongoing_desktop.storage import load_catalogue
    from ongoing_desktop.wording.messages import problem_sentence

    with opened_services(arguments) as services:
        settings = services.saved_settings
        names = {
            text.removeprefix("webhook="): find_webhook(settings, text.removeprefix("webhook=")).id
            for words in arguments.forward
            for text in words[1:]
            if text.startswith("webhook=")
        }
    catalogue = load_catalogue()
    routes = [route_of(url, conditions, names) for url, *conditions in arguments.forward]
    for key in (key for route in routes for key in route.types):
        if catalogue.trigger(key) is None:
            raise UsageError("usage-forward-type", type=key)
    forward = forward_to(routes, unmatched=arguments.forward_unmatched, keep=arguments.forward_keep)
    for problem in forward_problems(forward, settings):
        raise UsageError("usage-forward", why=problem_sentence(problem))
    return forward


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
    from ongoing_desktop.cli.playing import accepted, check_target, find_payload, read_payload
    from ongoing_desktop.domain.targets import EVERYTHING
    from ongoing_desktop.formats.rows import row_dict

    read = read_payload(arguments)
    with opened_services(arguments) as services:
        payload = find_payload(services, arguments, read)
        hook = find_webhook(services.settings.current, arguments.webhook)
        session_credentials(services, arguments)
        check_target(services, hook, target=arguments.target, url=arguments.to, yes=arguments.yes)
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

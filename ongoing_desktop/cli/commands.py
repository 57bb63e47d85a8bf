"""Implements the commands. Modules that only some commands need are imported there, for a quick start."""
# ruff: noqa: PLC0415

from __future__ import annotations

import argparse
import codecs
import gc
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from ongoing_desktop.cli.output import fail, json_line, replaceable, table, tell, visible, write_stream
from ongoing_desktop.domain.errors import SecretsFound, UsageError
from ongoing_desktop.wording.messages import counted, error_sentence, problem_sentence, sentence

if TYPE_CHECKING:
    from pathlib import Path

    from ongoing_desktop.domain.exchange import ExchangeRow
    from ongoing_desktop.domain.filters import Filter
    from ongoing_desktop.domain.secret import Secret
    from ongoing_desktop.domain.settings import Settings, System, Webhook
    from ongoing_desktop.domain.webhook_names import WebhookNames
    from ongoing_desktop.services import Services
    from ongoing_desktop.services.anonymising import Anonymise
    from ongoing_desktop.services.exports import Selection

MOST_NAMED = 20
"""Maximum number of undocumented members listed before an export."""
PAGE = 500
OK, FAILED, WRONG = 0, 1, 2
IMPORT_SIGNS: Final = {"added": "+", "changed": "≠", "removed": "–", "same": "="}
"""The same symbols as in the window's preview."""


@contextmanager
def opened_services(arguments: argparse.Namespace) -> Iterator[Services]:
    """The services over the data folder while a command runs. Raises StorageError.

    Databases that were found damaged are reported on standard error: where they are now, and what was opened instead.
    """
    from ongoing_desktop.bootstrap import open_services

    services = open_services(arguments.data_dir)
    for notice in services.notices:
        tell(error_sentence(notice))
    services.start(follow=False)
    gc.enable()
    try:
        yield services
    finally:
        services.close()


def export_formats() -> tuple[str, ...]:
    """Keys of the history's export formats."""
    from ongoing_desktop.formats import FORMATS

    return tuple(FORMATS)


def listen(arguments: argparse.Namespace) -> int:
    """Receive in the foreground."""
    from ongoing_desktop.listener.main import run_listen

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
    )


def webhooks_list(arguments: argparse.Namespace) -> int:
    """List webhooks, with keys as in the config file."""
    with opened_services(arguments) as services:
        settings = services.saved_settings
        open_ = {hook.id: _missing(hook, services) for hook in settings.webhooks}
    if arguments.json:
        from ongoing_desktop.formats.config import export_config

        for hook in json.loads(export_config(settings))["webhooks"]:
            json_line(hook)
        return OK
    systems = {system.id: system.name for system in settings.systems}
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
        for hook in sorted(settings.webhooks, key=lambda item: (item.name, item.id))
    )
    return OK


def _missing(hook: Webhook, services: Services) -> str:
    from ongoing_desktop.domain.type_settings import missing_settings

    found = missing_settings(hook, services.catalogue)
    return f"! {', '.join(f'{item.label} not selected' for item in found)}" if found else ""


def webhooks_test(arguments: argparse.Namespace) -> int:
    """Send a test. Exit code 1 if the answer was not 2xx."""
    from ongoing_desktop.cli.playing import accepted, check_target
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


def read_payload(arguments: argparse.Namespace) -> bytes | None:
    """The content of ``--payload``; None without the option, or if it is the name of a saved payload. Raises ConfigError.

    UTF-16 and byte order marks, which Windows shells write, are converted to plain UTF-8 with a message.
    """
    from ongoing_desktop.domain.foreign import NotTextError, read_text
    from ongoing_desktop.services.reading import read_file

    if arguments.payload is None or _is_saved(arguments.payload):
        return None
    name, data = str(arguments.payload), read_file(arguments.payload)
    try:
        found = read_text(data)
    except NotTextError as error:
        tell(sentence("usage-payload-bytes", {"path": name, "coding": error.coding, "byte": error.byte}))
        return data
    if found.plain:
        return data
    mark = " with a byte order mark" if found.marked else ""
    tell(sentence("usage-payload-coding", {"path": name, "coding": found.coding, "mark": mark}))
    return found.text.encode("utf-8")


def _is_saved(payload: Path) -> bool:
    """Whether ``--payload`` is a name rather than a file: it has no folder and no suffix, and no such file exists."""
    if len(payload.parts) != 1 or payload.suffix or str(payload) == "-":
        return False
    try:
        return not payload.exists()
    except (OSError, ValueError):
        return False  # not a valid file name


def find_payload(services: Services, arguments: argparse.Namespace, read: bytes | None) -> bytes | None:
    """The saved payload named by ``--payload``, or what was read from its file. Raises UsageError with the known names."""
    if read is not None or arguments.payload is None:
        return read
    return services.engine.submit(services.requests.find(str(arguments.payload))).result().body.encode("utf-8")


def secret_from_stdin() -> Secret:
    """A password or token from standard input without its trailing line break. Raises UsageError."""
    from ongoing_desktop.domain.secret import Secret

    text = sys.stdin.buffer.read(65536)
    try:
        value = text.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError:
        raise UsageError("usage-secret-text") from None
    return Secret(value.removesuffix("\n").removesuffix("\r"))


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
        json_line({**line, "rotatingSince": since.isoformat() if since else None})
    if not arguments.json:
        table(
            (status, f"rotating since {since.astimezone():%Y-%m-%d %H:%M}" if since else "", hook.name, hook.id)
            for hook, status, since in found
        )
    return OK


def config_export(arguments: argparse.Namespace) -> int:
    """Write the config file to a file or standard output."""
    with opened_services(arguments) as services:
        names = {system.name for system in services.settings.current.systems}
        for name in arguments.system:
            if name not in names:
                raise UsageError("usage-no-system", name=name)
        hooks = [find_webhook(services.settings.current, name).id for name in arguments.webhook]
        file = replaceable(arguments.output)
        work = services.transfers.export_config(file, systems=arguments.system, webhooks=hooks)
        data = services.engine.submit(work).result()
    if file is None:
        write_stream(arguments.output, (data,))
    return OK


def config_import(arguments: argparse.Namespace) -> int:
    """Import all or nothing, then list changes, unknown members and missing credentials."""
    from ongoing_desktop.formats.config_unknown import unknown_sentence

    with opened_services(arguments) as services:
        plan = services.engine.submit(services.transfers.preview_file(arguments.file)).result()
        report = plan.report if arguments.dry_run else services.engine.submit(services.transfers.apply(plan)).result()
    if arguments.dry_run:
        for item in (*plan.changes, *plan.same):
            print(visible(f"{IMPORT_SIGNS[item.how]} {item.phrase if item.how != 'same' else item.name}"))
    counts = {"added": len(report.added), "replaced": len(report.replaced), "unchanged": len(report.unchanged)}
    said = "usage-would-import" if arguments.dry_run else "usage-imported"
    print(sentence(said, counts))
    if report.rules:
        print(sentence(f"{said}-rules", report.rules))
    for member in report.unknown:
        tell(unknown_sentence(member))
    for name in report.missing_credentials:
        print(visible(sentence("usage-credential-missing", {"name": name})))
    return OK


def history_list(arguments: argparse.Namespace) -> int:
    """List exchanges, newest first."""
    wanted = read_filter(arguments.filter)
    write = row_writer(as_json=arguments.json)
    with opened_services(arguments) as services:
        found = services.history.newest_first(filter=wanted, direction=arguments.direction)
        for row in islice(found, arguments.limit):
            write(row)
    return OK


def row_writer(*, as_json: bool) -> Callable[[ExchangeRow], None]:
    """What prints one line about an exchange."""
    if not as_json:
        return print_row
    from ongoing_desktop.formats.rows import row_dict

    return lambda row: json_line(row_dict(row))


def print_row(row: ExchangeRow) -> None:
    """Print one line about an exchange."""
    what = row.type or row.family or "–"
    state = row.verdict or row.failure or ""
    status = "–" if row.status is None else row.status
    line = (
        f"{row.id:>7}  {row.at.astimezone():%Y-%m-%d %H:%M:%S}  {row.direction:<3}  {status:<4} {state:<12}  {what:<28}"
    )
    print(_on_one_line(f"{line}  {row.method} {row.target}"))


def _on_one_line(text: str) -> str:
    return visible(text).replace("\n", "⏎").replace("\t", "⇥")


def history_show(arguments: argparse.Namespace) -> int:
    """Print one exchange with headers and bodies."""
    from ongoing_desktop.formats.rows import exchange_dict

    with opened_services(arguments) as services:
        exchange = services.history.get(arguments.id) if 0 < arguments.id < 2**63 else None
    if exchange is None:
        raise UsageError("usage-no-exchange", id=arguments.id)
    data = exchange_dict(exchange)
    if arguments.json:
        json_line(data)
        return OK
    for key, value in data.items():
        if key not in ("request", "response"):
            print(_on_one_line(f"{key}: {value}"))
    for side in ("request", "response"):
        if message := data[side]:
            print(f"\n{side}")
            for name, value in message["headers"]:
                print(_on_one_line(f"{name}: {value}"))
            note = "" if message["encoding"] == "utf-8" else "(base64)\n"
            print(f"\n{note}{visible(message['body'])}")
            for name, value in message.get("trailers", ()):
                print(_on_one_line(f"{name}: {value}"))
    return OK


def history_export(arguments: argparse.Namespace) -> int:
    """Export matching exchanges, newest first."""
    from ongoing_desktop.services.exports import Selection

    selection = Selection(filter=read_filter(arguments.filter))
    with opened_services(arguments) as services:
        anonymise = personal_data(arguments)
        if arguments.preview:
            found = services.engine.submit(services.exports.preview(selection, anonymise)).result()
            for item in found.replaced:
                known = "" if item.known else "  " + sentence("anonymise-unknown")
                print(_on_one_line(f"{item.count}  {item.member}: {item.before} → {item.after}{known}"))
            tell(counted("anonymise-previewed", found.count))
            return OK
        tell_undocumented(services, selection, anonymise)
        try:
            if file := replaceable(arguments.output):
                work = services.exports.write(
                    file, selection, arguments.format, mask=arguments.mask, anonymise=anonymise
                )
                unread = services.engine.submit(work).result().unread
            else:
                guard = services.engine.submit(services.exports.guard(anonymise)).result()
                stream = services.exports.stream(guard, selection, arguments.format, mask=arguments.mask)
                write_stream(arguments.output, stream)
                unread = guard.unread
        except SecretsFound as error:
            advice = "" if arguments.mask else " " + sentence("export-mask")
            return fail(error_sentence(error) + advice, FAILED)
    if unread:
        fail(sentence("export-unread", {"count": unread}), OK)
    return OK


def personal_data(arguments: argparse.Namespace) -> Anonymise:
    """The options ``--anonymise`` and ``--replace-numbers``."""
    from ongoing_desktop.services.anonymising import Anonymise

    return Anonymise(arguments.anonymise, numbers=arguments.replace_numbers)


def tell_undocumented(services: Services, selection: Selection, anonymise: Anonymise) -> None:
    """List on stderr, before anything is written, the undocumented members whose values are replaced as text."""
    if anonymise.choice == "none":
        return
    found = services.engine.submit(services.exports.preview(selection, anonymise)).result()
    members = list(dict.fromkeys(item.member for item in found.replaced if not item.known))
    if members:
        more = ", …" if len(members) > MOST_NAMED else ""
        tell(sentence("anonymise-members", {"members": ", ".join(members[:MOST_NAMED]) + more}))


def history_import(arguments: argparse.Namespace) -> int:
    """Import a HAR file. Entries that are left out or doubtful are listed."""
    with opened_services(arguments) as services:
        plan = services.engine.submit(services.imports.preview(arguments.file)).result()
        if plan.first is None or plan.last is None:
            return fail(sentence("import-empty"), FAILED)
        count = plan.count if arguments.dry_run else services.engine.submit(services.imports.apply(plan)).result()
    if arguments.json:
        for remark in plan.remarks:
            event = {"event": "left-out" if remark.left_out else "doubtful", "entry": remark.entry}
            json_line({**event, "codes": remark.codes, "reason": remark.text})
        event = {"event": "would-import" if arguments.dry_run else "imported", "count": count}
        numbers = {"left_out": plan.left_out, "doubtful": plan.doubtful, "ended_early": plan.ended_early}
        json_line({**event, **numbers})
        return OK
    for remark in plan.remarks:
        print(visible(remark.text))
    if len(plan.remarks) < plan.left_out + plan.doubtful:
        print(sentence("import-more"))
    if plan.ended_early:
        print(sentence("har-ended"))
    if arguments.dry_run:
        span = {"first": f"{plan.first:%Y-%m-%d %H:%M:%SZ}", "last": f"{plan.last:%Y-%m-%d %H:%M:%SZ}"}
        print(sentence("import-would", {"count": count, **span}))
    else:
        print(sentence("import-done", {"count": count}))
    if plan.left_out or plan.doubtful:
        print(sentence("import-left-out", {"left_out": plan.left_out, "doubtful": plan.doubtful}))
    return OK


def read_filter(text: str) -> Filter:
    """Parse the filter of a command. Raises UsageError."""
    from datetime import UTC, datetime

    from ongoing_desktop.domain.filters import parse_filter

    return parse_filter(text, datetime.now(UTC))


def find_webhook(settings: Settings, name: str) -> Webhook:
    """Find a webhook by id, or else by name. Raises UsageError; it lists the ids if several have the name."""
    from ongoing_desktop.domain.webhook_names import WebhookNames

    return _only(WebhookNames(settings.webhooks), name)


def find_system(settings: Settings, name: str) -> System:
    """Find a system by id, name or code. Raises UsageError; it lists the ids if several match."""
    wanted = name.strip().casefold()
    for found in (
        [item for item in settings.systems if item.id == name.strip()],
        [item for item in settings.systems if item.name.casefold() == wanted],
        [item for item in settings.systems if item.code.casefold() == wanted],
    ):
        if len(found) == 1:
            return found[0]
        if found:
            raise UsageError("usage-system-several", name=name, ids=", ".join(item.id for item in found))
    raise UsageError("usage-no-system", name=name)


def _only(names: WebhookNames, name: str) -> Webhook:
    hooks = names.found(name)
    if len(hooks) == 1:
        return hooks[0]
    if hooks:
        raise UsageError("usage-several", name=name, ids=", ".join(hook.id for hook in hooks))
    raise UsageError("usage-no-webhook", name=name)


def session_credentials(services: Services, arguments: argparse.Namespace) -> None:
    """Read ``--credentials-stdin`` and ``--credentials-env`` for this run only. Raises UsageError."""
    from ongoing_desktop.domain.webhook_names import WebhookNames

    data = sys.stdin.buffer.read() if arguments.credentials_stdin else b""
    if (variable := getattr(arguments, "credentials_env", None)) is not None:  # not every command has it
        if variable not in os.environ:
            raise UsageError("usage-credentials-env", name=variable)
        data += (b"\n" if data else b"") + os.environ[variable].encode("utf-8", "surrogateescape")
    settings = services.settings.current
    names = WebhookNames(settings.webhooks)
    for kind, name, secret, username in parse_credentials(data):
        owner_id = _only(names, name).id if kind == "webhook" else find_system(settings, name).id
        services.secrets.add_session(owner_id, secret, username)


def parse_credentials(data: bytes) -> Iterator[tuple[str, str, Secret, str | None]]:
    """Parse the JSON lines of ``--credentials-stdin``: ``webhook`` or ``system``, its name, secret, user name.

    Raises UsageError with the line number, never with its content.
    """
    from ongoing_desktop.domain.foreign import read_json
    from ongoing_desktop.domain.secret import Secret

    for number, line in enumerate(data.removeprefix(codecs.BOM_UTF8).splitlines(), 1):
        if not line.strip():
            continue
        try:
            item: Any = read_json(line)
            kind = "system" if "system" in item and "webhook" not in item else "webhook"
            name, secret, username = item[kind], item["secret"], item.get("username")
        except (ValueError, KeyError, TypeError, AttributeError):
            raise UsageError("usage-credentials-line", line=number) from None
        if not isinstance(name, str) or not isinstance(secret, str) or not isinstance(username, str | None):
            raise UsageError("usage-credentials-line", line=number)
        yield kind, name, Secret(secret), username

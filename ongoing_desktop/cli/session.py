"""What commands have in common: the open services, what a command names in them, credentials for one run."""
# ruff: noqa: PLC0415 - to start quickly

from __future__ import annotations

import argparse
import codecs
import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ongoing_desktop.cli.output import tell
from ongoing_desktop.domain.errors import UsageError
from ongoing_desktop.wording.messages import error_sentence

if TYPE_CHECKING:
    from ongoing_desktop.domain.filters import Filter
    from ongoing_desktop.domain.secret import Secret
    from ongoing_desktop.domain.settings import Settings, System, Webhook
    from ongoing_desktop.services import Services


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


def read_filter(text: str) -> Filter:
    """Parse the filter of a command. Raises UsageError."""
    from datetime import UTC, datetime

    from ongoing_desktop.domain.filters import parse_filter

    return parse_filter(text, datetime.now(UTC))


def find_receiver(settings: Settings, name: str, type_key: str = "") -> Webhook:
    """The webhook with this id or name, or for an address a temporary webhook without a credential. ``type_key``: its type."""
    from ongoing_desktop.domain.settings import Webhook

    if "://" in name:
        return Webhook("", name, "", "regular", type_key, (), name)
    return settings.find_webhook(name)


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


def secret_from_stdin() -> Secret:
    """A password or token from standard input without its trailing line break. Raises UsageError."""
    from ongoing_desktop.domain.secret import Secret

    text = sys.stdin.buffer.read(65536)
    try:
        value = text.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError:
        raise UsageError("usage-secret-text") from None
    return Secret(value.removesuffix("\n").removesuffix("\r"))


def session_credentials(services: Services, arguments: argparse.Namespace) -> None:
    """Read ``--credentials-stdin`` and ``--credentials-env`` for this run only. Raises UsageError."""
    data = sys.stdin.buffer.read() if arguments.credentials_stdin else b""
    if (variable := arguments.credentials_env) is not None:
        if variable not in os.environ:
            raise UsageError("usage-credentials-env", name=variable)
        data += (b"\n" if data else b"") + os.environ[variable].encode("utf-8", "surrogateescape")
    settings = services.settings.current
    for kind, name, secret, username in parse_credentials(data):
        owner_id = settings.find_webhook(name).id if kind == "webhook" else find_system(settings, name).id
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

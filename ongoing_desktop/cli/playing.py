"""Common parts of the commands that send requests: the payload, the progress, and reasons for not sending."""
# ruff: noqa: PLC0415 - to start quickly

from __future__ import annotations

import argparse
import queue
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, TypeVar

from ongoing_desktop.cli.output import tell
from ongoing_desktop.domain.errors import UsageError
from ongoing_desktop.wording.messages import sentence

if TYPE_CHECKING:
    from ongoing_desktop.domain.sent import Sent
    from ongoing_desktop.domain.settings import Webhook
    from ongoing_desktop.domain.targets import Confirmation, NeedsConfirmation
    from ongoing_desktop.services import Services
    from ongoing_desktop.services.sending import CannotSend

P = TypeVar("P")
T = TypeVar("T")


def play(
    services: Services, work: Callable[[Callable[[P], None]], Coroutine[Any, Any, T]], follow: Callable[[P], None]
) -> T:
    """Run work on the engine and return its result. ``follow`` receives the progress, on the calling thread."""
    changes: queue.SimpleQueue[tuple[P] | None] = queue.SimpleQueue()
    running = services.engine.submit(work(lambda progress: changes.put((progress,))))
    running.add_done_callback(lambda _: changes.put(None))
    while (change := changes.get()) is not None:
        follow(change[0])
    return running.result()


def accepted(outcome: T | NeedsConfirmation | CannotSend) -> T:
    """Return the outcome of what was sent. Raises UsageError if nothing was sent."""
    from ongoing_desktop.domain.targets import NeedsConfirmation
    from ongoing_desktop.services.sending import CannotSend
    from ongoing_desktop.wording.sending_text import carrying

    if isinstance(outcome, NeedsConfirmation):
        raise UsageError("usage-needs-yes", host=outcome.host, **carrying(outcome))
    if isinstance(outcome, CannotSend):
        raise UsageError(outcome.code, **outcome.params)
    return outcome


def consent(arguments: argparse.Namespace) -> Confirmation:
    """What ``--yes`` agrees to."""
    from ongoing_desktop.domain.targets import EVERYTHING, UNCONFIRMED

    return EVERYTHING if arguments.yes else UNCONFIRMED


def sent_row(services: Services, sent: Sent) -> dict[str, Any]:
    """What ``history list --json`` says about a sent request; nothing if it was not sent."""
    from ongoing_desktop.formats.rows import row_dict

    rows = services.history.rows([sent.exchange_id]) if sent.exchange_id is not None else []
    return row_dict(rows[0]) if rows else {}


def check_target(services: Services, hook: Webhook, arguments: argparse.Namespace) -> None:
    """Raise UsageError if nothing can be sent there, or if another computer would need ``--yes``.

    Confirmations in the window apply only there.
    """
    work = services.sending.find_aim(hook, target_key=arguments.target, url=arguments.to)
    aim = accepted(services.engine.submit(work).result())
    if (asked := services.sending.question([aim], many=True)) and not arguments.yes:
        accepted(asked)


def find_payload(services: Services, arguments: argparse.Namespace) -> bytes | None:
    """The content of the file, or the saved payload, that ``--payload`` names; None without the option.

    UTF-16 and byte order marks, which Windows shells write, are converted to plain UTF-8 with a message. Raises ConfigError,
    and UsageError with the known names.
    """
    from ongoing_desktop.domain.foreign import NotTextError, read_text
    from ongoing_desktop.services.reading import is_path, read_file

    if arguments.payload is None:
        return None
    name = str(arguments.payload)
    if name != "-" and not is_path(arguments.payload):
        return services.engine.submit(services.requests.find(name)).result().body.encode("utf-8")
    data = read_file(arguments.payload)
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

"""Common parts of the commands that send requests: following the progress, and reasons for not sending."""
# ruff: noqa: PLC0415 - to start quickly

from __future__ import annotations

import queue
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, TypeVar

from ongoing_desktop.domain.errors import UsageError

if TYPE_CHECKING:
    from ongoing_desktop.domain.settings import Webhook
    from ongoing_desktop.domain.targets import NeedsConfirmation
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
    from ongoing_desktop.wording.target_text import carrying

    if isinstance(outcome, NeedsConfirmation):
        raise UsageError("usage-needs-yes", host=outcome.host, **carrying(outcome))
    if isinstance(outcome, CannotSend):
        raise UsageError(outcome.code, **outcome.params)
    return outcome


def check_target(services: Services, hook: Webhook, *, target: str | None, url: str | None, yes: bool) -> None:
    """Raise UsageError if nothing can be sent there, or if another computer would need ``--yes``.

    Confirmations in the window apply only there.
    """
    from ongoing_desktop.domain.targets import question

    aim = accepted(services.engine.submit(services.sending.find_aim(hook, target_key=target, url=url)).result())
    if (asked := question(services.settings.current, [aim], many=True)) and not yes:
        accepted(asked)

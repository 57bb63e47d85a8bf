"""A process that saves settings until it is killed; run as ``python -m tests.settings_process DATA_DIR ROUND``.

Each save is consistent: one number is in every webhook, in a system and in the state. After each acknowledged commit
the number is printed.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from ongoing_desktop.domain.settings import Settings, System, Webhook, WebhookState
from ongoing_desktop.storage.folder import open_storage

HOOKS = 6


def numbered(now: Settings, number: int) -> Settings:
    """Settings with one number everywhere; their size depends on it."""
    text = f"n{number}-" + "x" * (number % 40 * 25)
    hooks = tuple(
        Webhook(f"w{place}", f"{place} {text}", "s", "regular", "order-picked", (12,), f"https://erp.test/{number}")
        for place in range(HOOKS)
    )
    states = {hook.id: WebhookState(test_payload=text) for hook in hooks}
    return replace(now, systems=(System("s", "Demo", f"c{number}"),), webhooks=hooks, states=states)


def number_of(settings: Settings) -> int:
    """The number; AssertionError if the parts differ."""
    number = int(settings.systems[0].code[1:]) if settings.systems else 0
    if number:
        wanted = numbered(settings, number)
        assert (settings.systems, settings.webhooks, settings.states) == (
            wanted.systems, wanted.webhooks, dict(wanted.states),
        )  # fmt: skip
    else:
        assert settings.webhooks == ()
    return number


def main(folder: Path, most: int) -> None:
    """Save ``most`` times, or until killed."""
    storage = open_storage(folder)
    now = storage.settings.load()
    first = number_of(now) + 1
    print("ready", flush=True)
    for number in range(first, first + most):
        now = storage.settings.save(numbered(now, number), expected=now.revision, label="save-webhook")
        print(number, flush=True)
    storage.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))

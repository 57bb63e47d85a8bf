"""``restore``: restores the readable part of databases that were set aside because they were damaged."""

from __future__ import annotations

import argparse

from ongoing_desktop.cli.output import visible
from ongoing_desktop.cli.session import OK, opened_services
from ongoing_desktop.wording.messages import sentence


def restore(arguments: argparse.Namespace) -> int:
    """Restore what can be read, or with ``--dismiss`` only stop the reminders."""
    with opened_services(arguments) as services:
        asides = services.recovery.unseen()
        if not asides:
            print(sentence("restore-nothing"))
            return OK
        if not arguments.dismiss:
            done = services.engine.submit(services.recovery.restore(asides)).result()
            print(sentence("restore-done", {name: getattr(done, name) for name in done.__slots__}))
        services.engine.submit(services.recovery.note_seen(asides)).result()
        for aside in asides:
            print(visible(sentence("restore-kept", {"path": aside.path})))
    return OK

"""``wait``: waits for exchanges that match a filter, recorded by any process."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from ongoing_desktop.cli.history import row_writer
from ongoing_desktop.cli.output import check_report, fail, write_report
from ongoing_desktop.cli.session import FAILED, OK, opened_services, read_filter
from ongoing_desktop.wording.messages import sentence

if TYPE_CHECKING:
    from ongoing_desktop.domain.exchange import ExchangeRow
    from ongoing_desktop.domain.filters import Filter
    from ongoing_desktop.services.ports import History

POLL_S: Final = 0.05
"""Seconds between checks for new commits."""
SHARE: Final = 2
"""After a slow query, pause this many times as long."""


def wait(arguments: argparse.Namespace) -> int:
    """Print matching exchanges as they arrive, oldest first. Exit code 0 once there are enough, 1 on time-out."""
    check_report(arguments.junit)
    wanted = read_filter(arguments.filter)
    found: set[int] = set()
    began, write = time.monotonic(), row_writer(as_json=arguments.json)

    def on_found(row: ExchangeRow) -> None:
        found.add(row.id)
        write(row)
        sys.stdout.flush()

    with opened_services(arguments) as services:
        watch(services.history, wanted, arguments.since, arguments.count, arguments.timeout, on_found)
    missed = ""
    if len(found) < arguments.count:
        words = {"found": len(found), "wanted": arguments.count, "seconds": f"{arguments.timeout:g}"}
        missed = sentence("usage-waited", words)
    if arguments.junit is not None:
        from ongoing_desktop.domain.report_case import Case  # noqa: PLC0415

        seconds = time.monotonic() - began
        write_report(arguments.junit, "wait", [Case(arguments.filter, "wait", seconds, failed=missed)])
    return fail(missed, FAILED) if missed else OK


def watch(
    history: History,
    wanted: Filter,
    since: int,
    count: int,
    timeout_s: float | None,
    on_found: Callable[[ExchangeRow], None],
) -> None:
    """Call ``on_found`` with matching exchanges above ``since`` until there are ``count`` or the time is over.

    Exchanges that did not match are checked again, because a sent request gets its status later.
    """
    end = None if timeout_s is None else time.monotonic() + timeout_s
    seen: set[int] = set()
    version = None
    while True:
        began = time.monotonic()
        last = end is not None and began >= end
        current = history.data_version()
        if current != version or last:
            version = current
            for row in history.page(limit=count + len(seen), after=since, filter=wanted):
                if row.id not in seen and len(seen) < count:
                    seen.add(row.id)
                    on_found(row)
        if len(seen) >= count or last:
            return
        pause = pause_after(began)
        time.sleep(pause if end is None else max(0.0, min(pause, end - time.monotonic())))


def pause_after(began: float) -> float:
    """Seconds until the next look, after one that ``began`` then by the monotonic clock."""
    return max(POLL_S, SHARE * (time.monotonic() - began))

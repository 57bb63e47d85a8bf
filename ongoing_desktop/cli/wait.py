"""``wait`` and ``history watch``: exchanges as any process records them."""

from __future__ import annotations

import argparse
import contextlib
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from ongoing_desktop.cli.arguments import (
    Parser,
    filter_option,
    from_one,
    json_option,
    junit_option,
    time_limit,
    whole_number,
)
from ongoing_desktop.cli.output import FAILED, OK, check_report, fail, row_writer, write_report
from ongoing_desktop.cli.session import opened_services, read_filter
from ongoing_desktop.wording.messages import sentence

if TYPE_CHECKING:
    from ongoing_desktop.domain.exchange import ExchangeRow
    from ongoing_desktop.domain.filters import Filter
    from ongoing_desktop.services.ports.history import History

POLL_S: Final = 0.05
"""Seconds between checks for new commits."""
SHARE: Final = 2
"""After a slow query, pause this many times as long."""
OPEN_S: Final = 700.0
"""Seconds during which a row may start to match, because its response arrives; longer than any request."""
AT_ONCE: Final = 1_000


def wait_arguments(parser: Parser) -> None:
    filter_option(parser, "what to wait for; see below", required=True)
    parser.add_argument("--since", metavar="ID", type=whole_number, default=0, help="only exchanges with a higher id")
    parser.add_argument("--timeout", metavar="S", type=time_limit, help="time limit in seconds (default: none)")
    text = "number of exchanges to wait for (default: 1)"
    parser.add_argument("--count", metavar="N", type=from_one, default=1, help=text)
    junit_option(parser)
    json_option(parser)
    parser.set_defaults(command=wait)


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
        pause = _pause_after(began)
        time.sleep(pause if end is None else max(0.0, min(pause, end - time.monotonic())))


def history_watch(arguments: argparse.Namespace) -> int:
    """Print matching exchanges as any process records them, until interrupted."""
    wanted = read_filter(arguments.filter)
    write = row_writer(as_json=arguments.json)

    def tell(row: ExchangeRow) -> None:
        write(row)
        sys.stdout.flush()

    with opened_services(arguments) as services, contextlib.suppress(KeyboardInterrupt):
        _follow(services.history, wanted, tell)
    return OK


def _follow(history: History, wanted: Filter, tell: Callable[[ExchangeRow], None]) -> None:
    start = history.newest_id()
    printed: set[int] = set()
    known: deque[tuple[float, int]] = deque()
    version = history.data_version()
    while True:
        began = time.monotonic()
        if (current := history.data_version()) != version:
            version = current
            known.append((began, history.newest_id()))
            while known and known[0][0] < began - OPEN_S:
                start = known.popleft()[1]
            printed = {number for number in printed if number > start}
            for row in _after(history, start, wanted):
                if row.id not in printed:
                    printed.add(row.id)
                    tell(row)
        time.sleep(_pause_after(began))


def _after(history: History, start: int, wanted: Filter) -> Iterator[ExchangeRow]:
    while rows := history.page(limit=AT_ONCE, after=start, filter=wanted):
        yield from rows
        start = rows[-1].id


def _pause_after(began: float) -> float:
    """Seconds until the next look, after one that ``began`` then by the monotonic clock."""
    return max(POLL_S, SHARE * (time.monotonic() - began))

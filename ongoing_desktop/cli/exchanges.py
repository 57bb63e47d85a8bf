"""``history replay``, ``history compare`` and ``history watch``: work with recorded exchanges."""
# ruff: noqa: PLC0415 - to start quickly

from __future__ import annotations

import argparse
import contextlib
import sys
import time
from collections import deque
from functools import partial
from typing import TYPE_CHECKING, Final

from ongoing_desktop.cli.history import exchange_of, row_writer
from ongoing_desktop.cli.output import fail, json_line, visible
from ongoing_desktop.cli.session import FAILED, OK, WRONG, opened_services, read_filter
from ongoing_desktop.cli.wait import pause_after
from ongoing_desktop.wording.messages import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ongoing_desktop.domain.exchange import Exchange, ExchangeRow
    from ongoing_desktop.domain.exchange_comparison import Side
    from ongoing_desktop.domain.filters import Filter
    from ongoing_desktop.domain.sent import Sent
    from ongoing_desktop.services import Services
    from ongoing_desktop.services.ports import History

OPEN_S: Final = 700.0
"""Seconds during which a row may start to match, because its response arrives; longer than any request."""
AT_ONCE: Final = 1_000


def history_replay(arguments: argparse.Namespace) -> int:
    """Send matching exchanges again, oldest first. Exit code 1 if one of them was not delivered."""
    from ongoing_desktop.cli.playing import accepted, play
    from ongoing_desktop.domain.replay import MOST, Choice
    from ongoing_desktop.domain.targets import EVERYTHING, UNCONFIRMED

    wanted = read_filter(arguments.filter)
    with opened_services(arguments) as services:
        ids: list[int] = []
        for row in services.history.newest_first(filter=wanted):
            if row.direction in ("in", "out") and row.method:
                ids.append(row.id)
            if len(ids) > MOST:
                return fail(sentence("replay-many", {"most": MOST}), WRONG)
        if not ids:
            return fail(sentence("usage-no-match"), WRONG)
        choice = Choice(tuple(ids), where="other" if arguments.to else "own", url=arguments.to or "")
        printed = 0

        def follow(sent: tuple[Sent, ...]) -> None:
            nonlocal printed
            while printed < len(sent) and sent[printed].state not in ("planned", "sending"):
                _say_sent(services, sent[printed], as_json=arguments.json)
                printed += 1

        consent = EVERYTHING if arguments.yes else UNCONFIRMED
        result = accepted(play(services, partial(services.replay.run, choice, consent=consent), follow))
    return OK if all(item.state == "delivered" for item in result) else FAILED


def _say_sent(services: Services, sent: Sent, *, as_json: bool) -> None:
    from ongoing_desktop.formats.rows import row_dict

    rows = services.history.rows([sent.exchange_id]) if sent.exchange_id is not None else []
    if as_json:
        json_line({**(row_dict(rows[0]) if rows else {}), "replay_of": sent.replayed})
    else:
        print(visible(f"{sent.replayed:>7} → {sent.exchange_id or 0:>7}  {sent.word:<10}  {sent.message}"), flush=True)


def history_compare(arguments: argparse.Namespace) -> int:
    """Print the differences between two exchanges, by JSON path, header or body."""
    from ongoing_desktop.domain.exchange_comparison import compare, noise_of

    with opened_services(arguments) as services:
        left, right = (side_of(exchange_of(services.history, number)) for number in (arguments.left, arguments.right))
        noise = noise_of(services.settings.current.preferences.compare_noise)
    found = compare(left, right, [name for name, on in noise.items() if on])
    for row in found.rows:
        if not row.counts:
            continue
        if arguments.json:
            json_line({"part": row.part, "path": row.path, "left": row.left, "right": row.right, "state": row.state})
        else:
            print(visible(f"{row.part:<7}  {row.path}: {row.left or '–'} → {row.right or '–'}"))
    if not arguments.json:
        for code in found.notes:
            print(sentence(code))
        print(sentence("compare-counted", {"different": found.differences + found.more, "ignored": found.ignored}))
    return OK


def side_of(exchange: Exchange) -> Side:
    """An exchange as one side of a comparison."""
    from ongoing_desktop.bodies.coding import decoded
    from ongoing_desktop.domain.exchange_comparison import Side

    row = exchange.row
    facts = (
        ("Method", row.method),
        ("Path", row.target),
        ("Verdict", row.verdict or ""),
        ("Status", "" if row.status is None else str(row.status)),
    )
    body, _ = decoded(exchange.request.body, exchange.request.headers)
    return Side(str(row.id), tuple(pair for pair in facts if pair[1]), exchange.request.headers, body)


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
        time.sleep(pause_after(began))


def _after(history: History, start: int, wanted: Filter) -> Iterator[ExchangeRow]:
    while rows := history.page(limit=AT_ONCE, after=start, filter=wanted):
        yield from rows
        start = rows[-1].id

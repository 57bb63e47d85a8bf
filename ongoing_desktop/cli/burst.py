"""``burst``: plays a made or recorded day at a receiver."""
# ruff: noqa: PLC0415 - to start quickly

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ongoing_desktop.cli.arguments import (
    Parser,
    credentials_options,
    filter_help,
    from_one,
    json_option,
    junit_option,
    time_limit,
    yes_option,
)
from ongoing_desktop.cli.output import FAILED, OK, check_report, json_line, visible, write_file, write_report
from ongoing_desktop.cli.playing import accepted, consent, play
from ongoing_desktop.cli.session import find_receiver, opened_services, read_filter, session_credentials

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ongoing_desktop.domain.day import DayReport, Moment
    from ongoing_desktop.services import Services


def burst_arguments(parser: Parser) -> None:
    from ongoing_desktop.domain.day import DAYS, Bounds

    usual = Bounds()
    parser.add_argument("receiver", metavar="WEBHOOK-or-URL", help="a webhook's id or name, or a receiver's address")
    parser.add_argument("--to", metavar="URL", help="send to this address instead of the webhook's")
    what = parser.add_mutually_exclusive_group(required=True)
    text = f"day to play: {', '.join(DAYS)}, or a file with lines such as “order-picked 60 06:30-08:00 wave”"
    what.add_argument("--day", metavar="NAME-or-FILE", help=text)
    what.add_argument(
        "--from-history", metavar="FILTER", help="play received exchanges that match this filter; see below"
    )
    parser.add_argument("--events", metavar="N", type=from_one, help="scale the day to about this number of events")
    text = "times faster than the day; 0: without waits (default: 60)"
    parser.add_argument("--factor", metavar="N", type=time_limit, default=usual.factor, help=text)
    text = f"at most this many requests a second (default: {usual.rate:g})"
    parser.add_argument("--rate", metavar="N", type=time_limit, default=usual.rate, help=text)
    text = f"at most this many requests without an answer at a time (default: {usual.at_once})"
    parser.add_argument("--at-once", metavar="N", type=from_one, default=usual.at_once, help=text)
    text = f"start no request after this many seconds (default: {usual.longest_s:g})"
    parser.add_argument("--longest", metavar="S", type=time_limit, default=usual.longest_s, help=text)
    text = "keep the recorded event ids and times; otherwise each request gets new ones"
    parser.add_argument("--keep-ids", action="store_true", help=text)
    text = "write every request to this file, as CSV if its name ends with .csv, else as JSON"
    parser.add_argument("--report", metavar="F", type=Path, help=text)
    parser.epilog = filter_help()
    yes_option(parser)
    junit_option(parser)
    json_option(parser)
    credentials_options(parser)
    parser.set_defaults(command=burst)


def burst(arguments: argparse.Namespace) -> int:
    """Print the result for each type. Exit code 1 if a request failed or was not sent."""
    from ongoing_desktop.domain.day import Bounds
    from ongoing_desktop.formats.burst_results import burst_cases, burst_csv, burst_json, burst_summary, type_row
    from ongoing_desktop.services.day_bursts import DayChoice
    from ongoing_desktop.wording.playing_text import burst_sentences

    for path in (arguments.junit, arguments.report):
        check_report(path)
    with opened_services(arguments) as services:
        hook = find_receiver(services.settings.current, arguments.receiver)
        session_credentials(services, arguments)
        choice = DayChoice(
            hook,
            _events(services, arguments),
            Bounds(arguments.factor, arguments.rate, arguments.at_once, arguments.longest),
            target_key="url",
            url=arguments.to or (hook.url if not hook.id else None),
            recorded_ids=arguments.keep_ids,
        )
        work = partial(services.day_bursts.run, choice, consent=consent(arguments))
        report = accepted(play(services, work, _tell_progress))
    for result in report.types():
        if arguments.json:
            json_line({"event": "type", **type_row(result)})
        else:
            times = "  ".join(f"{key} {value:.0f} ms" for key, value in result.times_ms.items())
            print(visible(f"{result.type or '?':<32} {result.good:>5} of {result.planned:<5} {times}"))
    if arguments.json:
        json_line({"event": "summary", **burst_summary(report)})
    else:
        print(visible("\n".join(burst_sentences(report))))
    write_report(arguments.junit, "burst", burst_cases(report))
    if arguments.report is not None:
        table = arguments.report.suffix.lower() == ".csv"
        write_file(arguments.report, b"".join(burst_csv(report)) if table else burst_json(report))
    return OK if report.good else FAILED


def _events(services: Services, arguments: argparse.Namespace) -> Sequence[Moment]:
    if arguments.from_history is not None:
        wanted = read_filter(arguments.from_history)
        return accepted(services.engine.submit(services.day_bursts.recorded(wanted)).result())
    return services.day_bursts.events(arguments.day, arguments.events or 0)


def _tell_progress(report: DayReport) -> None:
    """Show the progress in one line, on a terminal only."""
    if sys.stderr.isatty():
        print(f"\r{report.done}/{len(report.sent)} ", end="", file=sys.stderr, flush=True)

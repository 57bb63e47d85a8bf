"""``burst``: plays a made or recorded day at a receiver."""
# ruff: noqa: PLC0415 - to start quickly

from __future__ import annotations

import argparse
import sys
from functools import partial
from typing import TYPE_CHECKING

from ongoing_desktop.cli.output import check_report, json_line, visible, write_file, write_report
from ongoing_desktop.cli.playing import accepted, play
from ongoing_desktop.cli.session import FAILED, OK, find_receiver, opened_services, read_filter, session_credentials

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ongoing_desktop.domain.day import DayReport, Moment
    from ongoing_desktop.services import Services


def burst(arguments: argparse.Namespace) -> int:
    """Print the result for each type. Exit code 1 if a request failed or was not sent."""
    from ongoing_desktop.domain.day import Bounds
    from ongoing_desktop.domain.targets import EVERYTHING, UNCONFIRMED
    from ongoing_desktop.formats.burst_results import burst_cases, burst_csv, burst_json, summary, type_row
    from ongoing_desktop.services.day_bursts import DayChoice
    from ongoing_desktop.wording.burst_text import burst_sentences

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
        consent = EVERYTHING if arguments.yes else UNCONFIRMED
        report = accepted(play(services, partial(services.day_bursts.run, choice, consent=consent), _tell_progress))
    for result in report.types():
        if arguments.json:
            json_line({"event": "type", **type_row(result)})
        else:
            times = "  ".join(f"{key} {value:.0f} ms" for key, value in result.times_ms.items())
            print(visible(f"{result.type or '?':<32} {result.good:>5} of {result.planned:<5} {times}"))
    if arguments.json:
        json_line({"event": "summary", **summary(report)})
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

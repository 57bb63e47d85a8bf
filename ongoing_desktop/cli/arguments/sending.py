"""The arguments of ``check``, ``prove``, ``burst``, ``retry``, ``scenario`` and ``schedule``."""
# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path

from ongoing_desktop.cli.arguments.base import (
    Parser,
    add_commands,
    credentials_options,
    filter_help,
    from_one,
    json_option,
    junit_option,
    sending_arguments,
    speed_factor,
    target_option,
    time_limit,
    whole_number,
    yes_option,
)


def check(parser: Parser) -> None:
    from ongoing_desktop.cli.check import check as run

    parser.add_argument("file", metavar="FILE", type=Path, help="payload file, or - for standard input")
    parser.add_argument("--type", metavar="T", help="expected trigger, such as order-picked")
    junit_option(parser)
    json_option(parser)
    parser.set_defaults(command=run)


def prove(parser: Parser) -> None:
    from ongoing_desktop.cli.prove import prove as run

    parser.add_argument("receiver", metavar="WEBHOOK-or-URL", help="a webhook's id or name, or a receiver's address")
    parser.add_argument("--to", metavar="URL", help="probe this address instead of the webhook's")
    parser.add_argument(
        "--type",
        metavar="T",
        action="append",
        default=[],
        help="trigger to send, such as order-picked, or all; can be repeated (default: the webhook's)",
    )
    parser.add_argument(
        "--profile", choices=("quick", "full"), default="full", help="which probes to send (default: full)"
    )
    parser.add_argument(
        "--limit",
        metavar="S",
        type=time_limit,
        default=5.0,
        help="seconds within which a receiver must answer; assumed (default: 5)",
    )
    parser.add_argument(
        "--answer",
        metavar="PROBE=yes|no",
        action="append",
        default=[],
        help="answer a question that only you can answer; kept for later runs; can be repeated",
    )
    junit_option(parser)
    parser.add_argument("--html", metavar="F", type=Path, help="write an HTML report to this file")
    parser.add_argument("--report", metavar="F", type=Path, help="write a JSON report to this file")
    parser.add_argument("--language", choices=("en", "sv"), default="en", help="language of the reports (default: en)")
    yes_option(parser)
    json_option(parser)
    credentials_options(parser)
    parser.set_defaults(command=run)


def burst(parser: Parser) -> None:
    from ongoing_desktop.cli.burst import burst as run
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
    parser.set_defaults(command=run)


def retry(parser: Parser) -> None:
    add_commands(
        parser, ("run", "send and retry by a webhook's policy; exit code 1 if the delivery failed for good", _retry_run)
    )


def _retry_run(parser: Parser) -> None:
    from ongoing_desktop.cli.retry import retry_run
    from ongoing_desktop.domain.assumed import READINGS

    sending_arguments(parser)
    text = "speed factor for waits (default: 1); time-outs are not scaled"
    parser.add_argument("--speed", metavar="N", type=speed_factor, default=1.0, help=text)
    text = "whether the documented waits count from the previous attempt (gaps) or the first one (offsets) (default: as in the settings)"
    parser.add_argument("--reading", choices=READINGS, help=text)
    junit_option(parser)
    json_option(parser)
    credentials_options(parser)
    parser.set_defaults(command=retry_run)


def scenario(parser: Parser) -> None:
    text = "send each event to the webhooks that fire for it; exit code 1 if a delivery fails"
    add_commands(
        parser,
        ("list", "list the scenarios that can be run by name", _scenario_list),
        ("show", "print the file of a scenario, for editing", _scenario_show),
        ("run", text, _scenario_run),
    )


def _scenario_list(parser: Parser) -> None:
    from ongoing_desktop.cli.scenarios import scenario_list

    json_option(parser)
    parser.set_defaults(command=scenario_list)


def _scenario_show(parser: Parser) -> None:
    from ongoing_desktop.cli.scenarios import scenario_show

    parser.add_argument("file", metavar="FILE-or-NAME", help="scenario file, or a name from “scenario list”")
    parser.set_defaults(command=scenario_show)


def _scenario_run(parser: Parser) -> None:
    from ongoing_desktop.cli.scenarios import scenario_run

    parser.add_argument("file", metavar="FILE-or-NAME", help="scenario file, or a name from “scenario list”")
    parser.add_argument(
        "--system", metavar="NAME", help="name or code of the system (default: the scenario's, or the only one)"
    )
    parser.add_argument(
        "--goods-owner",
        metavar="ID",
        type=whole_number,
        help="number of the goods owner (default: the scenario's, or the first one)",
    )
    text = "speed factor for waits (default: 1)"
    parser.add_argument("--speed", metavar="N", type=speed_factor, default=1.0, help=text)
    target_option(parser, "send to the webhooks' URLs (default), the built-in listener, or their local addresses")
    parser.add_argument("--stop-on-failure", action="store_true", help="stop at the first failed delivery")
    yes_option(parser)
    junit_option(parser)
    json_option(parser)
    credentials_options(parser)
    parser.set_defaults(command=scenario_run)


def schedule(parser: Parser) -> None:
    add_commands(
        parser,
        ("list", "list the schedules with their last results", _schedule_list),
        ("add", "add a schedule; by default it sends the webhook's test request", _schedule_add),
        ("remove", "remove a schedule and its reports", _schedule_remove),
        ("now", "run a schedule at once; exit code 1 unless everything succeeded", _schedule_now),
        ("run", "run what is due, until interrupted", _schedule_run),
    )


def _schedule_list(parser: Parser) -> None:
    from ongoing_desktop.cli.schedules import schedule_list

    json_option(parser)
    parser.set_defaults(command=schedule_list)


def _schedule_add(parser: Parser) -> None:
    from ongoing_desktop.cli.schedules import schedule_add
    from ongoing_desktop.domain.day import DAYS
    from ongoing_desktop.domain.probing import PROFILES

    parser.add_argument("name", metavar="NAME", help="name of the new schedule")
    parser.add_argument("--webhook", metavar="ID-or-NAME", help="the webhook whose receiver is tested")
    what = parser.add_mutually_exclusive_group()
    text = f"prove the receiver: {' or '.join(PROFILES)}"
    what.add_argument("--prove", metavar="PROFILE", choices=tuple(PROFILES), help=text)
    text = f"play a day, 600 times faster: {', '.join(DAYS)}, or a file"
    what.add_argument("--day", metavar="NAME-or-FILE", help=text)
    what.add_argument("--scenario", metavar="FILE-or-NAME", help="play a scenario, 60 times faster, for a system")
    parser.add_argument("--system", metavar="NAME", help="system of the scenario (default: the only one)")
    when = parser.add_mutually_exclusive_group(required=True)
    when.add_argument("--every", metavar="N", type=from_one, help="run every N minutes")
    when.add_argument("--at", metavar="HH:MM", help="run each day at this local time")
    parser.add_argument("--workdays", action="store_true", help="with --at: only from Monday to Friday")
    target_option(parser, "send to the webhook's URL (default), the built-in listener, or its local address")
    yes_option(parser)
    parser.set_defaults(command=schedule_add)


def _schedule_remove(parser: Parser) -> None:
    from ongoing_desktop.cli.schedules import schedule_remove

    _schedule_name(parser)
    parser.set_defaults(command=schedule_remove)


def _schedule_now(parser: Parser) -> None:
    from ongoing_desktop.cli.schedules import schedule_now

    _schedule_name(parser)
    junit_option(parser)
    json_option(parser)
    credentials_options(parser)
    parser.set_defaults(command=schedule_now)


def _schedule_run(parser: Parser) -> None:
    from ongoing_desktop.cli.schedules import schedule_run

    json_option(parser)
    credentials_options(parser)
    parser.set_defaults(command=schedule_run)


def _schedule_name(parser: Parser) -> None:
    parser.add_argument("name", metavar="NAME", help="the schedule's name or id, from “schedule list”")

"""``schedule``: tests that run by themselves, without the window."""
# ruff: noqa: PLC0415 - to start quickly

from __future__ import annotations

import argparse
import contextlib
import queue
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ongoing_desktop.cli.arguments import (
    Parser,
    add_commands,
    credentials_options,
    from_one,
    json_option,
    junit_option,
    runs,
    target_option,
    yes_option,
)
from ongoing_desktop.cli.output import FAILED, OK, check_report, json_line, table, tell, visible, write_report
from ongoing_desktop.cli.playing import accepted
from ongoing_desktop.cli.session import find_system, opened_services, session_credentials
from ongoing_desktop.domain.errors import UsageError
from ongoing_desktop.wording.times import short_time

if TYPE_CHECKING:
    from ongoing_desktop.domain.schedules import Schedule, ScheduleRun
    from ongoing_desktop.services import Services
    from ongoing_desktop.services.schedules import SchedulesState


def schedule_arguments(parser: Parser) -> None:
    adds = "add a schedule; by default it sends the webhook's test request"
    now = "run a schedule at once; exit code 1 unless everything succeeded"
    options = (_name_argument, junit_option, json_option, credentials_options)
    add_commands(
        parser,
        ("list", "list the schedules with their last results", runs(schedule_list, json_option)),
        ("add", adds, runs(schedule_add, _add_arguments)),
        ("remove", "remove a schedule and its reports", runs(schedule_remove, _name_argument)),
        ("now", now, runs(schedule_now, *options)),
        ("run", "run what is due, until interrupted", runs(schedule_run, json_option, credentials_options)),
    )


def _name_argument(parser: Parser) -> None:
    parser.add_argument("name", metavar="NAME", help="the schedule's name or id, from “schedule list”")


def _add_arguments(parser: Parser) -> None:
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


def schedule_list(arguments: argparse.Namespace) -> int:
    """List the schedules with their last runs."""
    from ongoing_desktop.domain.schedules import plain_schedule
    from ongoing_desktop.formats.schedule_runs import run_row
    from ongoing_desktop.wording.schedule_text import run_text, what_text, when_text

    with opened_services(arguments) as services:
        settings = services.settings.current
        runs = services.engine.submit(services.schedules.runs()).result()
        schedules = services.schedules.current
    if arguments.json:
        for key, schedule in schedules.items():
            shown = {name: value for name, value in plain_schedule(schedule).items() if name != "confirmed"}
            json_line({"id": key, **shown, "last": run_row(runs[key][0]) if runs[key] else None})
        return OK
    table(
        (
            schedule.name,
            "on" if schedule.on else "off",
            when_text(schedule),
            what_text(schedule, settings),
            f"{short_time(runs[key][0].at)} {run_text(runs[key][0])}" if runs[key] else "never run",
        )
        for key, schedule in schedules.items()
    )
    return OK


def schedule_add(arguments: argparse.Namespace) -> int:
    """Add a schedule. Another computer needs ``--yes``; production is refused."""
    from ongoing_desktop.domain.schedules import Schedule
    from ongoing_desktop.domain.targets import UNCONFIRMED, NeedsConfirmation

    with opened_services(arguments) as services:
        kind, about, choice = _what(services, arguments)
        schedule = Schedule(
            arguments.name.strip(),
            kind,
            about,
            choice,
            arguments.target,
            every_min=arguments.every or 0,
            at=arguments.at or "",
            workdays=arguments.workdays,
        )
        asked = services.schedules.question(schedule)
        agreed = asked.agreed() if isinstance(asked, NeedsConfirmation) and arguments.yes else None
        if agreed is None:
            accepted(asked)
        services.engine.submit(services.schedules.save(schedule, consent=agreed or UNCONFIRMED)).result()
    return OK


def _what(services: Services, arguments: argparse.Namespace) -> tuple[Any, str, str]:
    """The kind, what it is about, and the choice. Raises UsageError."""
    from ongoing_desktop.domain.day import DAYS
    from ongoing_desktop.services.reading import is_path

    settings = services.settings.current
    if (name := arguments.scenario) is not None:
        if arguments.webhook is not None:
            raise UsageError("usage-schedule-scenario")
        services.engine.submit(services.scenario_library.find(name)).result()
        systems = settings.systems
        if arguments.system is None and len(systems) != 1:
            raise UsageError("usage-schedule-system", known=", ".join(system.name for system in systems) or "–")
        system = systems[0] if arguments.system is None else find_system(settings, arguments.system)
        return "scenario", system.id, str(Path(name).absolute()) if is_path(Path(name)) else name
    if arguments.webhook is None:
        raise UsageError("usage-schedule-webhook")
    hook = settings.find_webhook(arguments.webhook)
    if arguments.prove is not None:
        return "proof", hook.id, arguments.prove
    if (day := arguments.day) is not None:
        services.day_bursts.events(day)
        return "burst", hook.id, day if day in DAYS else str(Path(day).absolute())
    return "test", hook.id, ""


def schedule_remove(arguments: argparse.Namespace) -> int:
    with opened_services(arguments) as services:
        key, _ = services.schedules.find(arguments.name)
        services.engine.submit(services.schedules.remove(key)).result()
    return OK


def schedule_now(arguments: argparse.Namespace) -> int:
    """Run a schedule once. Exit code 1 unless everything succeeded."""
    check_report(arguments.junit)
    with opened_services(arguments) as services:
        key, schedule = services.schedules.find(arguments.name)
        session_credentials(services, arguments)
        run = services.engine.submit(services.schedules.now(key)).result()
    _say(key, schedule, run, as_json=arguments.json)
    write_report(arguments.junit, f"schedule {schedule.name}", run.cases)
    return OK if run.good else FAILED


def schedule_run(arguments: argparse.Namespace) -> int:
    """Run what is due until interrupted. Raises UsageError if another process does that."""
    with opened_services(arguments) as services:
        session_credentials(services, arguments)
        states: queue.SimpleQueue[SchedulesState] = queue.SimpleQueue()
        services.schedules.subscribe(states.put)
        if not services.ports.schedule_role.try_acquire():
            raise UsageError("usage-schedule-elsewhere")
        services.follow_schedules()
        tell("The schedules run until this command is ended with Ctrl+C.")
        with contextlib.suppress(KeyboardInterrupt):
            while True:
                for key, run, _ in states.get().ended:
                    if (schedule := services.schedules.current.get(key)) is not None:
                        _say(key, schedule, run, as_json=arguments.json)
    return OK


def _say(key: str, schedule: Schedule, run: ScheduleRun, *, as_json: bool) -> None:
    from ongoing_desktop.formats.schedule_runs import run_row
    from ongoing_desktop.wording.schedule_text import run_text, state_word

    if as_json:
        json_line({"id": key, "name": schedule.name, **run_row(run)})
        return
    print(
        visible(f"{short_time(run.at)}  {schedule.name}  {state_word(run)}  {run_text(run)}"),
        flush=True,
    )
    for case in run.cases:
        if case.failed:
            print(visible(f"    ✕ {case.name}: {case.failed}"), flush=True)

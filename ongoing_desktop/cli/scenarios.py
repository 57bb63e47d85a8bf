"""``scenario``: plays the life of an order in the foreground."""
# ruff: noqa: PLC0415

from __future__ import annotations

import argparse
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

from ongoing_desktop.cli.arguments import (
    Parser,
    add_commands,
    credentials_options,
    json_option,
    junit_option,
    runs,
    speed_factor,
    target_option,
    whole_number,
    yes_option,
)
from ongoing_desktop.cli.output import FAILED, OK, check_report, fail, json_line, table, tell, visible, write_report
from ongoing_desktop.cli.session import opened_services, session_credentials
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.wording.messages import sentence

if TYPE_CHECKING:
    from ongoing_desktop.domain.scenario import Scenario, ScenarioStep
    from ongoing_desktop.domain.sent import Sent
    from ongoing_desktop.services import Services
    from ongoing_desktop.services.scenarios import Event, Run


def scenario_arguments(parser: Parser) -> None:
    options = (_run_options, yes_option, junit_option, json_option, credentials_options)
    text = "send each event to the webhooks that fire for it; exit code 1 if a delivery fails"
    add_commands(
        parser,
        ("list", "list the scenarios that can be run by name", runs(scenario_list, json_option)),
        ("show", "print the file of a scenario, for editing", runs(scenario_show, _file_argument)),
        ("run", text, runs(scenario_run, _file_argument, *options)),
    )


def _file_argument(parser: Parser) -> None:
    parser.add_argument("file", metavar="FILE-or-NAME", help="scenario file, or a name from “scenario list”")


def _run_options(parser: Parser) -> None:
    text = "name or code of the system (default: the scenario's, or the only one)"
    parser.add_argument("--system", metavar="NAME", help=text)
    text = "number of the goods owner (default: the scenario's, or the first one)"
    parser.add_argument("--goods-owner", metavar="ID", type=whole_number, help=text)
    text = "speed factor for waits (default: 1)"
    parser.add_argument("--speed", metavar="N", type=speed_factor, default=1.0, help=text)
    target_option(parser, "send to the webhooks' URLs (default), the built-in listener, or their local addresses")
    parser.add_argument("--stop-on-failure", action="store_true", help="stop at the first failed delivery")


def scenario_list(arguments: argparse.Namespace) -> int:
    with opened_services(arguments) as services:
        entries = services.engine.submit(services.scenario_library.entries()).result()
    if arguments.json:
        for entry in entries:
            steps = len(entry.scenario.steps) if entry.scenario else 0
            json_line({"name": entry.key, "title": entry.title, "own": entry.own, "steps": steps})
        return OK
    table((entry.key, entry.scenario.name if entry.scenario else entry.problem) for entry in entries)
    return OK


def scenario_show(arguments: argparse.Namespace) -> int:
    """Print the file of a scenario, to be edited and run."""
    from ongoing_desktop.formats.scenario import write_scenario

    with opened_services(arguments) as services:
        scenario = services.engine.submit(services.scenario_library.find(arguments.file)).result()
    _name_unknown(scenario)
    sys.stdout.write(write_scenario(scenario).decode("utf-8"))
    return OK


def _name_unknown(scenario: Scenario) -> None:
    from ongoing_desktop.formats.file_objects import unknown_sentence
    from ongoing_desktop.formats.scenario import unknown_in

    for member in unknown_in(scenario):
        tell(unknown_sentence(member))


def scenario_run(arguments: argparse.Namespace) -> int:
    """Print the answer to each delivery. Exit code 1 if one failed or no webhook fired."""
    from ongoing_desktop.cli.playing import accepted, consent, play
    from ongoing_desktop.services.scenarios import remarks, scenario_cases
    from ongoing_desktop.services.sending import CannotSend

    check_report(arguments.junit)
    with opened_services(arguments) as services:
        scenario = services.engine.submit(services.scenario_library.find(arguments.file)).result()
        session_credentials(services, arguments)
        if arguments.system is not None:
            scenario = replace(scenario, system=arguments.system)
        _name_unknown(scenario)
        for number, step in enumerate(scenario.steps, 1):
            if remark := remarks(step, services.catalogue):
                print(visible(f"{number:>3}  {step.trigger}  ! {remark}"), file=sys.stderr)
        work = partial(
            services.scenarios.run,
            scenario,
            owner_id=arguments.goods_owner,
            speed=arguments.speed,
            target_key=arguments.target,
            consent=consent(arguments),
            stop_on_failure=arguments.stop_on_failure or None,
        )
        ended = play(services, work, _Printer(services, as_json=arguments.json).follow)
    if isinstance(ended, CannotSend) and ended.code == "scenario-nobody":
        return fail(sentence(ended.code, ended.params), FAILED)
    run = accepted(ended)
    write_report(arguments.junit, f"scenario {run.scenario.name}", scenario_cases(run))
    return _say_end(run, as_json=arguments.json)


def _say_end(run: Run, *, as_json: bool) -> int:
    from ongoing_desktop.services.scenarios import ending

    if as_json:
        event: dict[str, Any] = {"event": "scenario", "name": run.scenario.name, "system": run.system.code}
        event |= {"state": run.state, "events": sum(item.state == "done" for item in run.events)}
        json_line({**event, "deliveries": len(run.sent), "failed": run.failed})
    message = ending(run)
    if run.failed:
        return fail(message, FAILED)
    if not as_json:
        print(visible(message))
    return OK


class _Printer:
    """Prints each delivery and each silent event once, in the order in which the events leave."""

    def __init__(self, services: Services, *, as_json: bool) -> None:
        self._services = services
        self._as_json = as_json
        self._printed: set[tuple[int, int]] = set()
        self._quiet: set[int] = set()

    def follow(self, run: Run) -> None:
        from ongoing_desktop.domain.scenario import leaving

        by_event = run.by_event()
        for due in leaving([event.due for event in run.events]):
            for place, sent in enumerate(by_event.get(due.number, ())):
                if sent.done and (due.number, place) not in self._printed:
                    self._printed.add((due.number, place))
                    _say(self._services, due.step, sent, as_json=self._as_json)
            event = run.events[due.number - 1]
            if event.state == "done" and due.number not in self._quiet:
                self._quiet.add(due.number)
                _say_quiet(event, as_json=self._as_json)


def _say(services: Services, step: ScenarioStep, sent: Sent, *, as_json: bool) -> None:
    from ongoing_desktop.cli.playing import sent_row
    from ongoing_desktop.services.scenarios import result_words

    hook = sent.hook
    if as_json:
        own = {"step": sent.number, "copy": sent.attempt, "webhook": hook.id if hook else None}
        why = {"why": sentence(sent.code, sent.params)} if sent.code else {}
        json_line({"event": "delivery", **sent_row(services, sent), **own, **why})
        return
    again = f" (again, {sent.attempt})" if sent.attempt > 1 else ""
    name = hook.name if hook else ""
    print(visible(f"{sent.number:>3}  {step.trigger}{again}  → {name}  {result_words(sent)}"), flush=True)


def _say_quiet(event: Event, *, as_json: bool) -> None:
    for who in (item for item in event.hears if not item.fires):
        why = sentence(who.code, who.params)
        if as_json:
            json_line(
                {"event": "silent", "step": event.due.number, "webhook": who.hook.id, "code": who.code, "why": why}
            )
        else:
            print(visible(f"{event.due.number:>3}  {event.due.step.trigger}  ✕ {who.hook.name}: {why}"), flush=True)
    if as_json:
        return
    if not event.hears:
        print(
            visible(sentence("scenario-silent", {"number": event.due.number, "what": event.due.step.trigger})),
            flush=True,
        )

"""``retry run``: runs a retry policy in the foreground."""
# ruff: noqa: PLC0415

from __future__ import annotations

import argparse
import queue
from typing import TYPE_CHECKING

from ongoing_desktop.cli.arguments import (
    Parser,
    add_commands,
    credentials_options,
    json_option,
    junit_option,
    runs,
    sending_arguments,
    speed_factor,
)
from ongoing_desktop.cli.output import FAILED, OK, check_report, fail, json_line, visible, write_report
from ongoing_desktop.cli.playing import accepted, check_target, find_payload, sent_row
from ongoing_desktop.cli.session import opened_services, session_credentials
from ongoing_desktop.wording.playing_text import late_words, planned_words, state_sentence
from ongoing_desktop.wording.times import time_text

if TYPE_CHECKING:
    from ongoing_desktop.domain.deliveries import Delivery
    from ongoing_desktop.domain.sent import Sent
    from ongoing_desktop.services import Services


def retry_arguments(parser: Parser) -> None:
    arguments = (sending_arguments, _retry_options, junit_option, json_option, credentials_options)
    text = "send and retry by a webhook's policy; exit code 1 if the delivery failed for good"
    add_commands(parser, ("run", text, runs(retry_run, *arguments)))


def _retry_options(parser: Parser) -> None:
    from ongoing_desktop.domain.assumed import READINGS

    text = "speed factor for waits (default: 1); time-outs are not scaled"
    parser.add_argument("--speed", metavar="N", type=speed_factor, default=1.0, help=text)
    text = "whether the documented waits count from the previous attempt (gaps) or the first one (offsets) (default: as in the settings)"
    parser.add_argument("--reading", choices=READINGS, help=text)


def retry_run(arguments: argparse.Namespace) -> int:
    """Print every attempt as it is made. Exit code 1 if the delivery failed for good or was interrupted."""
    from ongoing_desktop.domain.targets import EVERYTHING

    check_report(arguments.junit)
    with opened_services(arguments) as services:
        payload = find_payload(services, arguments)
        hook = services.settings.current.find_webhook(arguments.webhook)
        session_credentials(services, arguments)
        check_target(services, hook, arguments)
        changes: queue.SimpleQueue[tuple[Delivery, ...]] = queue.SimpleQueue()
        services.retries.subscribe(changes.put)
        started = services.engine.submit(
            services.retries.start(
                hook.id,
                speed=arguments.speed,
                reading=arguments.reading,
                target_key=arguments.target,
                url=arguments.to,
                payload=payload,
                consent=EVERYTHING,
            )
        ).result()
        accepted(started)
        ended = _follow(services, changes, as_json=arguments.json)
        message = state_sentence(ended, services.clock())
    if arguments.junit is not None:
        from ongoing_desktop.domain.report_case import Case

        seconds = sum(attempt.duration_ms or 0.0 for attempt in ended.made) / 1000
        failed = "" if ended.state == "delivered" else message
        tries = "\n".join(f"{attempt.number}: {attempt.word} {attempt.message}" for attempt in ended.made)
        write_report(arguments.junit, "retry run", [Case(hook.name, "retry", seconds, failed, output=tries)])
    if arguments.json:
        json_line({"event": "delivery", "delivery": ended.id, **ended.mark(), "attempts": len(ended.made)})
    if ended.state == "delivered":
        if not arguments.json:
            print(visible(message))
        return OK
    return fail(message, FAILED)


def _follow(services: Services, changes: queue.SimpleQueue[tuple[Delivery, ...]], *, as_json: bool) -> Delivery:
    printed = 0
    while True:
        (delivery,) = changes.get()
        over = [item for item in delivery.made if item.state != "sending"]
        for attempt in over[printed:]:
            _say(services, delivery, attempt, as_json=as_json)
        printed = len(over)
        if delivery.ended:
            return delivery


def _say(services: Services, delivery: Delivery, attempt: Sent, *, as_json: bool) -> None:
    if as_json:
        own = {"delivery": delivery.id, "planned_s": attempt.planned_s, "late_s": attempt.late_s}
        json_line({"event": "attempt", **sent_row(services, attempt), **own})
        return
    at = time_text(attempt.at) if attempt.at else ""
    count = f"{attempt.number:>2}/{len(delivery.attempts)}"
    late = late_words(attempt)
    line = f"{count}  {planned_words(attempt):<14}  {at:<19}  {attempt.word:<8}  {attempt.message}"
    print(visible(f"{line} ({late})" if late else line), flush=True)

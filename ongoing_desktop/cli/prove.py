"""``prove``: probes a receiver and reports whether it is ready for Ongoing."""
# ruff: noqa: PLC0415 - to start quickly

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ongoing_desktop.cli.arguments import (
    Parser,
    credentials_options,
    json_option,
    junit_option,
    time_limit,
    yes_option,
)
from ongoing_desktop.cli.check import check_type
from ongoing_desktop.cli.output import FAILED, OK, check_report, json_line, replaceable, visible, write_stream
from ongoing_desktop.cli.playing import accepted, consent
from ongoing_desktop.cli.session import find_receiver, opened_services, session_credentials
from ongoing_desktop.domain.errors import UsageError
from ongoing_desktop.wording.messages import sentence
from ongoing_desktop.wording.proof_text import proof_words

if TYPE_CHECKING:
    from ongoing_desktop.domain.probing import Proof, Reply
    from ongoing_desktop.domain.settings import Webhook
    from ongoing_desktop.services import Services

USUAL_TYPE: Final = "order-picked"


def prove_arguments(parser: Parser) -> None:
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
    parser.set_defaults(command=prove)


def prove(arguments: argparse.Namespace) -> int:
    """Print each probe's result as it arrives. Exit code 1 if a required probe failed."""
    files = {name: path for name in ("junit", "html", "report") if (path := getattr(arguments, name)) is not None}
    for path in files.values():
        check_report(path)
    replies = _replies(arguments.answer)
    with opened_services(arguments) as services:
        hook, types = _hook(services, arguments)
        session_credentials(services, arguments)
        work = services.proving.run(
            hook,
            arguments.profile,
            _tell_json if arguments.json else _tell,
            url=arguments.to or "",
            types=types,
            consent=consent(arguments),
            quick_s=arguments.limit,
            replies=replies,
        )
        proof = accepted(services.engine.submit(work).result())
        for name, path in files.items():
            kind = "json" if name == "report" else name
            if file := replaceable(path):
                services.engine.submit(services.proving.write_report(proof, kind, file, arguments.language)).result()
            else:
                report = services.proving.report(proof, kind, arguments.language)
                write_stream(path, [services.engine.submit(report).result()])
    _tell_end(proof, as_json=arguments.json)
    return FAILED if proof.count("fail", "must") else OK


def _hook(services: Services, arguments: argparse.Namespace) -> tuple[Webhook, Sequence[str]]:
    """The webhook, or a temporary one for an address; and the types to send."""
    from ongoing_desktop.domain.lazy_dataclasses import replace
    from ongoing_desktop.services.proving import EVERY_TYPE

    types: list[str] = arguments.type
    for key in types:
        if key != EVERY_TYPE:
            check_type(services.catalogue, key)
    first = next((key for key in types if key != EVERY_TYPE), "")
    hook = find_receiver(services.settings.current, arguments.receiver, USUAL_TYPE)
    return (replace(hook, type=first) if first else hook), types


def _replies(given: Sequence[str]) -> dict[str, Reply]:
    """Parse ``PROBE=yes`` or ``PROBE=no``. Raises UsageError."""
    from ongoing_desktop.domain.probes import PROBES

    asking = [probe.key for probe in PROBES if probe.asks]
    values: Mapping[str, Any] = {"yes": "yes", "no": "no"}
    found: dict[str, Reply] = {}
    for text in given:
        key, _, value = text.partition("=")
        if key not in asking or value not in values:
            raise UsageError("usage-proof-answer", given=text, known=", ".join(asking))
        found[key] = values[value]
    return found


def _tell(proof: Proof) -> None:
    from ongoing_desktop.formats.proof_reports import VERDICT_SIGNS

    words, (probe, finding) = proof_words(), (proof.results[-1].probe, proof.results[-1].finding)
    text = words.probe(probe.key)
    sign = VERDICT_SIGNS[finding.verdict]
    print(visible(f"{sign} {probe.level:<6} {text.title}: {words.reason(finding)}"), flush=True)
    if finding.verdict == "fail":
        print(visible(f"           {text.advice}"), flush=True)


def _tell_json(proof: Proof) -> None:
    result = proof.results[-1]
    json_line({
        "probe": result.probe.key,
        "level": result.probe.level,
        "verdict": result.finding.verdict,
        "reason": proof_words().reason(result.finding),
        "exchanges": [answer.exchange_id for answer in result.answers if answer.exchange_id],
    })  # fmt: skip


def _tell_end(proof: Proof, *, as_json: bool) -> None:
    failed, words = proof.count("fail", "must"), proof_words()
    if as_json:
        counts = {"passed": proof.count("pass"), "failed": proof.count("fail"), "must_failed": failed}
        changed = [{"probe": item.key, "before": item.before, "now": item.now} for item in proof.changes]
        json_line({"event": "summary", **counts, "skipped": proof.count("skip"), "changed": changed})
        return
    for item in proof.changes:
        names = {name: words.report[f"verdict-{value}"] for name, value in (("before", item.before), ("now", item.now))}
        print(visible(sentence("prove-changed", {"title": words.probe(item.key).title, **names})))
    for result in proof.asked:
        said = proof.replies.get(result.probe.key)
        answer = words.report[f"reply-{said}"] if said else sentence("prove-how", {"probe": result.probe.key})
        print(visible(f"? {words.probe(result.probe.key).question} {answer}"))
    print(sentence("prove-failed" if failed else "prove-passed", {"count": failed}))

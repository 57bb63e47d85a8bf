"""``prove``: probes a receiver and reports whether it is ready for Ongoing."""
# ruff: noqa: PLC0415 - to start quickly

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Final

from ongoing_desktop.cli.check import check_type
from ongoing_desktop.cli.commands import FAILED, OK, find_webhook, opened_services, session_credentials
from ongoing_desktop.cli.output import check_report, json_line, replaceable, visible, write_stream
from ongoing_desktop.cli.playing import accepted
from ongoing_desktop.wording.messages import sentence

if TYPE_CHECKING:
    from ongoing_desktop.domain.probes import Proof
    from ongoing_desktop.domain.settings import Webhook
    from ongoing_desktop.services import Services

USUAL_TYPE: Final = "order-picked"


def prove(arguments: argparse.Namespace) -> int:
    """Print each probe's result as it arrives. Exit code 1 if a required probe failed."""
    from ongoing_desktop.domain.targets import EVERYTHING, UNCONFIRMED
    from ongoing_desktop.formats.proof_reports import REPORTS

    files = {name: path for name in REPORTS if (path := getattr(arguments, name)) is not None}
    for path in files.values():
        check_report(path)
    with opened_services(arguments) as services:
        hook = _hook(services, arguments)
        if arguments.credentials_stdin:
            session_credentials(services)
        consent = EVERYTHING if arguments.yes else UNCONFIRMED
        tell = _tell_json if arguments.json else _tell
        work = services.proving.run(hook, arguments.profile, tell, url=arguments.to or "", consent=consent)
        proof = accepted(services.engine.submit(work).result())
        for name, path in files.items():
            if file := replaceable(path):
                services.engine.submit(services.proving.write_report(proof, name, file)).result()
            else:
                write_stream(path, [REPORTS[name](proof, services.clock())])
    failed = proof.count("fail", "must")
    if arguments.json:
        counts = {"passed": proof.count("pass"), "failed": proof.count("fail"), "must_failed": failed}
        json_line({"event": "summary", **counts, "skipped": proof.count("skip")})
    else:
        print(sentence("prove-failed" if failed else "prove-passed", {"count": failed}))
    return FAILED if failed else OK


def _hook(services: Services, arguments: argparse.Namespace) -> Webhook:
    """The webhook, or a temporary one for an address."""
    from ongoing_desktop.domain.lazy_dataclasses import replace
    from ongoing_desktop.domain.settings import Webhook

    check_type(services.catalogue, arguments.type)
    if "://" in arguments.receiver:
        return Webhook("", arguments.receiver, "", "regular", arguments.type or USUAL_TYPE, (), arguments.receiver)
    hook = find_webhook(services.settings.current, arguments.receiver)
    return replace(hook, type=arguments.type) if arguments.type else hook


def _tell(proof: Proof) -> None:
    from ongoing_desktop.formats.proof_reports import SIGNS

    probe, finding = proof.results[-1].probe, proof.results[-1].finding
    print(visible(f"{SIGNS[finding.verdict]} {probe.level:<6} {probe.title}: {finding.reason}"), flush=True)
    if finding.verdict == "fail":
        print(visible(f"           {probe.advice}"), flush=True)


def _tell_json(proof: Proof) -> None:
    result = proof.results[-1]
    json_line({
        "probe": result.probe.key,
        "level": result.probe.level,
        "verdict": result.finding.verdict,
        "reason": result.finding.reason,
        "exchanges": [answer.exchange_id for answer in result.answers if answer.exchange_id],
    })  # fmt: skip

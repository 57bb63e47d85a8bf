"""``check``: checks a payload against the documented types, without the window and the settings."""
# ruff: noqa: PLC0415

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ongoing_desktop.cli.arguments import Parser, json_option, junit_option
from ongoing_desktop.cli.output import FAILED, OK, check_report, json_line, visible, write_report
from ongoing_desktop.domain.errors import UsageError, reason
from ongoing_desktop.wording.language import plural
from ongoing_desktop.wording.messages import sentence

if TYPE_CHECKING:
    from ongoing_desktop.domain.catalogue import Catalogue
    from ongoing_desktop.domain.payload_check import Checked
    from ongoing_desktop.domain.report_case import Case

LARGEST = 100 * 1024 * 1024


def check_arguments(parser: Parser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="payload file, or - for standard input")
    parser.add_argument("--type", metavar="T", help="expected trigger, such as order-picked")
    junit_option(parser)
    json_option(parser)
    parser.set_defaults(command=check)


def check(arguments: argparse.Namespace) -> int:
    """Print family, trigger and findings. Exit code 1 if a finding is an error. ``-`` reads standard input."""
    from ongoing_desktop.domain.payload_check import check_payload
    from ongoing_desktop.storage.resources import load_catalogue

    check_report(arguments.junit)
    catalogue = load_catalogue()
    check_type(catalogue, arguments.type)
    checked = check_payload(_read(arguments.file), catalogue, arguments.type)
    if arguments.json:
        _say_json(checked)
    else:
        _say(checked, catalogue)
    write_report(arguments.junit, f"check {arguments.file}", _cases(checked))
    return OK if checked.good else FAILED


def check_type(catalogue: Catalogue, key: str | None) -> None:
    """Raise UsageError, which lists all types, if the catalogue does not have the given one."""
    if key is not None and catalogue.trigger(key) is None:
        known = ", ".join(trigger.key for trigger in catalogue.triggers)
        raise UsageError("usage-type", type=key, known=known)


def _cases(checked: Checked) -> list[Case]:
    """One case for each finding that is an error or a warning, and one for the payload."""
    from ongoing_desktop.domain.report_case import Case

    errors = checked.count("error")
    cases = [Case("payload", "check", failed=sentence("check-failed", {"count": errors}) if errors else "")]
    for item in checked.findings:
        message = sentence(item.code, item.params)
        if item.severity == "error":
            cases.append(Case(f"{item.path or 'payload'} {item.code}", "check.error", failed=message))
        elif item.severity == "warning":
            cases.append(Case(f"{item.path or 'payload'} {item.code}", "check.warning", skipped=message))
    return cases


def _read(path: Path) -> bytes:
    from ongoing_desktop.services.reading import read_file

    if str(path) != "-":
        return read_file(path, LARGEST)
    try:
        data = sys.stdin.buffer.read(LARGEST + 1)
    except OSError as error:
        raise UsageError("config-unreadable", path="Standard input", why=reason(error)) from error
    if len(data) > LARGEST:
        raise UsageError("config-too-large", path="Standard input", limit_mib=LARGEST // 1024 // 1024)
    return data


def _say_json(checked: Checked) -> None:
    facts = checked.facts
    findings = [
        {
            "severity": item.severity,
            "code": item.code,
            "path": item.path,
            "message": sentence(item.code, item.params),
            "meaning": item.meaning,
        }
        for item in checked.findings
    ]
    json_line({
        "good": checked.good,
        "family": facts.family,
        "type": facts.type,
        "event_id": facts.event_id,
        "goods_owner_id": facts.goods_owner_id,
        "system": facts.system,
        "findings": findings,
        "more": checked.more,
    })  # fmt: skip


def _say(checked: Checked, catalogue: Catalogue) -> None:
    family, trigger = catalogue.family(checked.facts.family), catalogue.trigger(checked.facts.type)
    if family is not None:
        print(visible(f"{family.title}: {trigger.title if trigger else 'trigger not named'}"))
    for item in checked.findings:
        place = f"{item.path}: " if item.path else ""
        meaning = f" ({item.meaning})" if item.meaning else ""
        print(visible(f"{item.severity:<7}  {place}{sentence(item.code, item.params)}{meaning}"))
    if checked.more:
        print(f"… and {checked.more} more")
    counts = ", ".join(
        plural(checked.count(severity), f"1 {severity}", f"{{count}} {severity}s")
        for severity in ("error", "warning", "note")
    )
    print(f"{'matches' if checked.good else 'does not match'}: {counts}")

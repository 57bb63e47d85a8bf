"""Reports on probing a receiver: JUnit XML for build servers, and an HTML page. Neither contains a secret."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from html import escape
from typing import Final

from ongoing_desktop.domain.probes import ProbeResult, Proof, Verdict
from ongoing_desktop.formats.junit import Case
from ongoing_desktop.formats.junit import junit as write_junit

SIGNS: Final = {"pass": "✓", "fail": "✕", "skip": "–"}


def junit(proof: Proof, at: datetime) -> bytes:
    """JUnit XML: one test case per probe.

    A failed *should* is marked as skipped with its reason, so that a build passes.
    """
    return write_junit(f"prove {proof.target}", map(_case, proof.results), at)


def _case(result: ProbeResult) -> Case:
    finding, fails = result.finding, result.finding.verdict == "fail" and result.probe.level == "must"
    return Case(
        result.probe.key,
        f"prove.{result.probe.level}",
        sum(answer.duration_ms for answer in result.answers) / 1000 if result.probe.times else 0.0,
        failed=finding.reason if fails else "",
        skipped=finding.reason if finding.verdict != "pass" and not fails else "",
        output=f"{result.probe.title}. {finding.reason}" + (f" {_advice(result)}" if fails else ""),
    )


def html(proof: Proof, at: datetime) -> bytes:
    """One page: the result, every probe with its reason, and what to do about failures."""
    musts = proof.count("fail", "must")
    head = "Ready for Ongoing" if not musts else f"{musts} of the required probes failed"
    rows = "".join(_row(result) for result in proof.results)
    questions = [result.probe.question for result in proof.results if result.probe.question and result.answers]
    asked = "".join(f"<li>☐ {escape(question)}</li>" for question in questions)
    title = escape(f"Proof of {proof.target}")
    counts = ", ".join(f"{proof.count(verdict)} {word}" for verdict, word in COUNTED.items())
    page = f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>{STYLE}</style></head><body>
<h1>{escape(head)}</h1>
<p>{title} · type {escape(proof.type)} · profile {proof.profile} · {at:%Y-%m-%d %H:%M} UTC<br>{counts}</p>
<table><thead><tr><th></th><th>Probe</th><th>Level</th><th>What came</th></tr></thead><tbody>{rows}</tbody></table>
{f"<h2>Only you can see</h2><ul>{asked}</ul>" if asked else ""}
<p class="note">Ongoing documents neither a time limit nor which responses count as delivered. What this page says about
them is assumed.</p>
</body></html>
"""
    return page.encode("utf-8")


COUNTED: Final[Mapping[Verdict, str]] = {"pass": "passed", "fail": "failed", "skip": "skipped"}
STYLE: Final = (
    "body{font:14px/1.45 system-ui,sans-serif;max-width:960px;margin:32px auto;padding:0 16px;color:#17202b}"
    "table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:6px 8px;"
    "border-bottom:1px solid #dde2e9}.fail{color:#b3261e}.pass{color:#1b7a43}.skip,.note,small{color:#5a6675}"
)


def _row(result: ProbeResult) -> str:
    probe, finding = result.probe, result.finding
    numbers = [str(answer.exchange_id) for answer in result.answers if answer.exchange_id]
    shown = (
        f"<br><small>Exchanges {', '.join(numbers[:8])}{' …' if len(numbers) > 8 else ''}</small>" if numbers else ""
    )
    todo = f"<br>{escape(_advice(result))}" if finding.verdict == "fail" else ""
    return (
        f'<tr><td class="{finding.verdict}">{SIGNS[finding.verdict]}</td><td>{escape(probe.title)}'
        f"<br><small>{escape(probe.why)}</small></td><td>{probe.level}</td>"
        f"<td>{escape(finding.reason)}{todo}{shown}</td></tr>"
    )


def _advice(result: ProbeResult) -> str:
    return f"What to do: {result.probe.advice}"


REPORTS: Final[Mapping[str, Callable[[Proof, datetime], bytes]]] = {"junit": junit, "html": html}
"""By the name of the command line's option."""

"""Reports on a proof: an HTML page to hand over, JUnit XML for build servers, and JSON. None contains a secret.

The JSON is also what is kept for the comparison with the next run.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from html import escape
from typing import Any, Final

from ongoing_desktop.domain.foreign import TooDeepError, read_json
from ongoing_desktop.domain.lazy_dataclasses import dataclass, field
from ongoing_desktop.domain.probing import Answer, ProbeResult, ProbeVerdict, Proof, Reply
from ongoing_desktop.domain.report_case import Case
from ongoing_desktop.formats.junit import junit
from ongoing_desktop.wording.proof_text import ProofWords
from ongoing_desktop.wording.times import short_time, stored_time, utc_time

PROOF_FORMAT: Final = "ongoing-desktop-proof"
_VERDICTS: Final[Mapping[Any, ProbeVerdict]] = {"pass": "pass", "fail": "fail", "skip": "skip"}
_REPLIES: Final[Mapping[Any, Reply]] = {"yes": "yes", "no": "no"}
VERDICT_SIGNS: Final[Mapping[ProbeVerdict, str]] = {"pass": "✓", "fail": "✕", "skip": "–"}
MOST_EVIDENCE: Final = 6
"""Answers listed per probe."""
LONGEST_BODY: Final = 200
"""Bytes of a response that are shown with a failed probe."""
_ORDER: Final[Mapping[ProbeVerdict, int]] = {"fail": 0, "skip": 1, "pass": 2}
_COUNTED: Final[Mapping[ProbeVerdict, str]] = {"pass": "passed", "fail": "failed", "skip": "skipped"}
PROOF_STYLE: Final = (
    "body{font:14px/1.45 system-ui,sans-serif;max-width:960px;margin:32px auto;padding:0 16px;color:#17202b}"
    "table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:6px 8px;"
    "border-bottom:1px solid #dde2e9}.fail{color:#b3261e}.pass{color:#1b7a43}.skip,.note,small{color:#5a6675}"
)


def proof_junit(proof: Proof, at: datetime, words: ProofWords) -> bytes:
    """JUnit XML: one test case per probe.

    A failed *should* is marked as skipped with its reason, so that a build passes.
    """
    return junit(f"prove {proof.target}", proof_cases(proof, words), at)


def proof_cases(proof: Proof, words: ProofWords) -> Iterator[Case]:
    """One case for each probe, see :func:`proof_junit`."""
    return (_case(result, words) for result in proof.results)


def _case(result: ProbeResult, words: ProofWords) -> Case:
    verdict, reason, text = result.finding.verdict, words.reason(result.finding), words.probe(result.probe.key)
    fails = verdict == "fail" and result.probe.level == "must"
    return Case(
        result.probe.key,
        f"prove.{result.probe.level}",
        sum(answer.duration_ms for answer in result.answers) / 1000 if result.probe.times else 0.0,
        failed=reason if fails else "",
        skipped=reason if verdict != "pass" and not fails else "",
        output=f"{text.title}. {reason}" + (f" {_advice(result, words)}" if fails else ""),
    )


def proof_html(proof: Proof, at: datetime, words: ProofWords) -> bytes:
    """One page: the result, what changed, every probe with its reason and evidence, and what to do about failures."""
    title = escape(words.report["title"].format(target=proof.target))
    page = (
        f'<!doctype html>\n<html lang="{words.language}"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{PROOF_STYLE}</style></head><body>\n{chr(10).join(proof_sections(proof, at, words))}\n</body></html>\n"
    )
    return page.encode("utf-8")


def proof_sections(proof: Proof, at: datetime, words: ProofWords) -> Iterator[str]:
    """The report's parts as HTML, failures first; all foreign text is escaped."""
    report = words.report
    musts = proof.count("fail", "must")
    head = report["not-ready"].format(count=musts) if musts else report["ready"]
    counts = ", ".join(report[code].format(count=proof.count(verdict)) for verdict, code in _COUNTED.items())
    facts = [
        report["title"].format(target=proof.target),
        ", ".join(proof.types[:6]) + (" …" if len(proof.types) > 6 else ""),
        report[f"profile-{proof.profile}"],
        utc_time(proof.at if proof.results else at),
    ]
    tone = "fail" if musts else "pass"
    yield f'<h1 class="{tone}">{escape(head)}</h1><p>{escape(" · ".join(facts))}<br>{counts}</p>'
    yield from _changes(proof, words)
    if proof.asked:
        yield f"<h2>{report['questions']}</h2><ul>{''.join(_question(item, proof, words) for item in proof.asked)}</ul>"
    ordered = sorted(proof.results, key=lambda result: _ORDER[result.finding.verdict])
    heads = f"<tr><th></th><th>{report['probe']}</th><th>{report['level']}</th><th>{report['came']}</th></tr>"
    yield f"<table><thead>{heads}</thead><tbody>{''.join(_row(item, words) for item in ordered)}</tbody></table>"
    yield f'<p class="note">{report["assumed"]}</p>'


def _changes(proof: Proof, words: ProofWords) -> Iterator[str]:
    if not proof.last_at:
        return
    at = stored_time(proof.last_at, lambda at: short_time(at, UTC))
    worse = [item for item in proof.changes if item.now == "fail"]
    better = [item for item in proof.changes if item.before == "fail"]
    if not worse and not better:
        yield f'<p class="note">{words.report["changed-none"].format(at=escape(at))}</p>'
    for code, items in (("worse", worse), ("better", better)):
        if items:
            rows = "".join(f"<li>{escape(words.probe(item.key).title)}</li>" for item in items)
            yield f"<h2>{words.report[code].format(at=escape(at))}</h2><ul>{rows}</ul>"


def _question(result: ProbeResult, proof: Proof, words: ProofWords) -> str:
    said = proof.replies.get(result.probe.key)
    answer = words.report[f"reply-{said}"] if said else words.report["open"]
    sign = {"yes": "☑", "no": "☒"}.get(said or "", "☐")
    return f"<li>{sign} {escape(words.probe(result.probe.key).question)} <b>{answer}</b></li>"


def _row(result: ProbeResult, words: ProofWords) -> str:
    finding, text = result.finding, words.probe(result.probe.key)
    todo = f"<br><b>{escape(_advice(result, words))}</b>" if finding.verdict == "fail" else ""
    shown = [_evidence(answer, words, said=finding.verdict == "fail") for answer in result.answers[:MOST_EVIDENCE]]
    more = " …" if len(result.answers) > MOST_EVIDENCE else ""
    evidence = f"<br><small>{'<br>'.join(shown)}{more}</small>" if shown else ""
    return (
        f'<tr><td class="{finding.verdict}">{VERDICT_SIGNS[finding.verdict]}</td><td>{escape(text.title)}'
        f"<br><small>{escape(text.why)}</small></td><td>{words.report[result.probe.level]}</td>"
        f"<td>{escape(words.reason(finding))}{todo}{evidence}</td></tr>"
    )


def _evidence(answer: Answer, words: ProofWords, *, said: bool) -> str:
    """What was sent and answered; ``said``: with the beginning of the response's body."""
    number = f"{words.report['exchange'].format(number=answer.exchange_id)}: " if answer.exchange_id else ""
    body = " ".join(answer.body[:LONGEST_BODY].decode("utf-8", "replace").split()) if said else ""
    more = f": {body}" if body else ""
    return escape(f"{number}{answer.request} → {answer.word}, {answer.duration_ms:.0f} ms{more}")


def _advice(result: ProbeResult, words: ProofWords) -> str:
    return words.report["do"].format(advice=words.probe(result.probe.key).advice)


@dataclass(frozen=True, slots=True)
class KeptProof:
    """What is known of an earlier run."""

    at: str
    """When it began, ISO 8601."""
    profile: str
    verdicts: Mapping[str, ProbeVerdict] = field(default_factory=dict)
    replies: Mapping[str, Reply] = field(default_factory=dict)
    must_failed: int = 0
    certificate_days: int | None = None
    """Days that the certificate was valid for then; None without HTTPS."""


def proof_json(proof: Proof, at: datetime, words: ProofWords) -> bytes:
    """The report; the reasons are in the language of ``words``. ``at``: when it was written, UTC."""
    document = {
        "format": PROOF_FORMAT,
        "version": 1,
        "target": proof.target,
        "types": list(proof.types),
        "profile": proof.profile,
        "at": proof.at.isoformat(timespec="seconds"),
        "writtenAt": at.isoformat(timespec="seconds"),
        "limitSeconds": proof.quick_s,
        "ready": not proof.count("fail", "must"),
        "mustFailed": proof.count("fail", "must"),
        "certificateDays": _days(proof),
        "probes": [_probe(result, words) for result in proof.results],
        "answers": dict(proof.replies),
        "lastRun": proof.last_at or None,
        "changes": [{"probe": item.key, "before": item.before, "now": item.now} for item in proof.changes],
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def kept_proof(data: bytes) -> KeptProof | None:
    """A proof from its JSON; None if it is not one."""
    try:
        document = read_json(data)
    except (ValueError, TooDeepError):
        return None
    if not isinstance(document, Mapping) or document.get("format") != PROOF_FORMAT:
        return None
    probes = document.get("probes")
    verdicts = {
        str(item.get("probe")): _VERDICTS[item["verdict"]]
        for item in (probes if isinstance(probes, list) else ())
        if isinstance(item, Mapping) and item.get("verdict") in ("pass", "fail", "skip")
    }
    answers = document.get("answers")
    replies = {
        str(key): _REPLIES[value]
        for key, value in (answers.items() if isinstance(answers, Mapping) else ())
        if value in ("yes", "no")
    }
    days, failed = document.get("certificateDays"), document.get("mustFailed")
    return KeptProof(
        str(document.get("at", "")),
        str(document.get("profile", "")),
        verdicts,
        replies,
        failed if isinstance(failed, int) else 0,
        days if isinstance(days, int) else None,
    )


def _probe(result: ProbeResult, words: ProofWords) -> dict[str, Any]:
    text = words.probe(result.probe.key)
    return {
        "probe": result.probe.key,
        "title": text.title,
        "why": text.why,
        "level": result.probe.level,
        "verdict": result.finding.verdict,
        "reason": words.reason(result.finding),
        "advice": text.advice if result.finding.verdict == "fail" else None,
        "question": text.question if result.asked else None,
        "evidence": [
            {
                "exchange": answer.exchange_id,
                "sent": answer.request,
                "type": answer.type,
                "status": answer.status,
                "failure": answer.failure or None,
                "milliseconds": round(answer.duration_ms, 1),
            }
            for answer in result.answers
        ],
    }


def _days(proof: Proof) -> int | None:
    every = (answer.certificate_days for result in proof.results for answer in result.answers)
    return next((days for days in every if days is not None), None)


PROOF_REPORTS: Final[Mapping[str, Callable[[Proof, datetime, ProofWords], bytes]]] = {
    "junit": proof_junit, "html": proof_html, "json": proof_json,
}  # fmt: skip
"""By kind. The window also writes PDF, from the same sections."""
PROOF_SUFFIXES: Final[Mapping[str, str]] = {".xml": "junit", ".json": "json"}
"""The kind by a file's suffix; any other is HTML."""

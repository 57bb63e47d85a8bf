"""A proof as JSON: the report for programs, and what is kept for the comparison with the next run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from ongoing_desktop.domain.foreign import TooDeepError, read_json
from ongoing_desktop.domain.lazy_dataclasses import dataclass, field
from ongoing_desktop.domain.probing import ProbeResult, ProbeVerdict, Proof, Reply
from ongoing_desktop.wording.proof_text import ProofWords

FORMAT: Final = "ongoing-desktop-proof"
_VERDICTS: Final[Mapping[Any, ProbeVerdict]] = {"pass": "pass", "fail": "fail", "skip": "skip"}
_REPLIES: Final[Mapping[Any, Reply]] = {"yes": "yes", "no": "no"}


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
        "format": FORMAT,
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
    if not isinstance(document, Mapping) or document.get("format") != FORMAT:
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

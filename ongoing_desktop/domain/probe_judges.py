"""How the answers to probes are judged: one small function each, which returns a verdict and the code of its reason."""

from __future__ import annotations

import re
from typing import Any, Final

from ongoing_desktop.domain.foreign import TooDeepError, read_json
from ongoing_desktop.domain.probing import Evidence, Finding, ProbeVerdict
from ongoing_desktop.domain.traffic import percentiles

LASTS_DAYS: Final = 14
"""A certificate that is valid for fewer days expires soon."""
READS_BACK, TWICE = "reads-back", "twice"
OLD_TLS: Final = ("TLSv1", "TLSv1.1")
_TRACE: Final = re.compile(
    rb"Traceback \(most recent call last\)|^\s+at [\w.$<>]+\(.*\)|\bat .+ in .+:line \d+|Stack trace:|"
    rb"\.(?:py|js|php|java|cs|go):\d+|goroutine \d+ \[",
    re.MULTILINE,
)


def accepts(evidence: Evidence) -> Finding:
    return _found("pass" if evidence.delivered else "fail", "accepted", "not-delivered", words=evidence.words)


def refuses(evidence: Evidence) -> Finding:
    answer = evidence.answers[0]
    if answer.status is None:
        return Finding("fail", "no-refusal", {"words": answer.word})
    verdict: ProbeVerdict = "fail" if evidence.counts(answer.status) else "pass"
    return _found(verdict, "accepted", "wrongly-accepted", words=answer.word)


def refuses_as_client_error(evidence: Evidence) -> Finding:
    status = evidence.answers[0].status
    client = status is not None and 400 <= status < 500
    return _found("pass" if client else "fail", "accepted", "no-client-error", words=evidence.words)


def answers_in_any_way(evidence: Evidence) -> Finding:
    """Accepting and refusing are both right, but an error of the receiver is not."""
    status = evidence.answers[0].status
    good = status is not None and status < 500
    return _found("pass" if good else "fail", "accepted", "server-error", words=evidence.words)


def no_redirect(evidence: Evidence) -> Finding:
    statuses = [answer.status for answer in evidence.answers if answer.status is not None]
    if not statuses:
        return Finding("skip", "no-response")
    moved = [status for status in statuses if 300 <= status < 400]
    return Finding("fail", "redirected", {"words": moved[0]}) if moved else Finding("pass", "not-redirected")


def in_time(evidence: Evidence) -> Finding:
    answer = evidence.answers[0]
    limit = {"limit": f"{evidence.quick_ms / 1000:g}"}
    if answer.failure == "timeout" or answer.duration_ms > evidence.quick_ms:
        return Finding("fail", "too-slow", limit)
    if answer.failure == "tls":
        return Finding("skip", "tls-first")
    if answer.status is None:
        return Finding("fail", "not-running", {"words": answer.word})
    return Finding("pass", "in-time", {"ms": f"{answer.duration_ms:.0f}", **limit})


def no_error_in_body(evidence: Evidence) -> Finding:
    answer = evidence.answers[0]
    if not evidence.counts(answer.status):
        return Finding("skip", "sample-refused")
    try:
        said: Any = read_json(answer.body)
    except (ValueError, TooDeepError):
        said = None
    names = {str(name).lower(): value for name, value in said.items()} if isinstance(said, dict) else {}
    wrong = [name for name in ("error", "errors", "exception") if names.get(name)]
    wrong += [name for name in ("success", "ok") if names.get(name) is False]
    wrong += ["status"] if str(names.get("status", "")).lower() in ("error", "failed", "failure") else []
    if wrong:
        return Finding("fail", "error-in-body", {"words": answer.word, "name": wrong[0]})
    return Finding("pass", "no-error-in-body")


def no_echo(evidence: Evidence) -> Finding:
    every = evidence.every
    if any(answer.echoed for answer in every):
        return Finding("fail", "echo")
    return Finding("pass", "no-echo", {"count": len(every)})


def no_stack_trace(evidence: Evidence) -> Finding:
    shown = next((answer for answer in evidence.every if _TRACE.search(answer.body)), None)
    return Finding("fail", "trace", {"words": shown.word}) if shown is not None else Finding("pass", "no-trace")


def takes_repeats(evidence: Evidence) -> Finding:
    words = " → ".join(answer.word for answer in evidence.answers)
    return _found("pass" if evidence.delivered else "fail", "accepted", "repeat-refused", words=words)


def takes_after_timeout(evidence: Evidence) -> Finding:
    """The first answer is that of the abandoned request."""
    if not all(evidence.counts(answer.status) for answer in evidence.earlier.get(TWICE, ())):
        return Finding("skip", "repeats-refused")
    again = evidence.answers[-1]
    verdict: ProbeVerdict = "pass" if evidence.counts(again.status) else "fail"
    return _found(verdict, "accepted", "repeat-refused", words=again.word)


def takes_burst(evidence: Evidence) -> Finding:
    times = percentiles([answer.duration_ms for answer in evidence.answers], 50, 95, 99)
    failed = sum(not evidence.counts(answer.status) for answer in evidence.answers)
    spread = {key: f"{value:.0f}" for key, value in times.items()}
    found = {"count": len(evidence.answers), "failed": failed, "words": evidence.words, **spread}
    return Finding("fail", "burst-lost", found) if failed else Finding("pass", "burst-taken", found)


def certificate_trusted(evidence: Evidence) -> Finding:
    answer = evidence.answers[0]
    if answer.failure_code == "send-tls-issuer":
        return Finding("fail", "chain-untrusted")
    if answer.failure == "tls" and answer.failure_code not in ("send-tls-host", "send-tls-expired"):
        return Finding("fail", "tls-failed")
    if answer.tls is None:
        return Finding("skip", "no-https" if answer.failure != "tls" else "tls-first")
    return Finding("pass", "chain-trusted") if answer.tls.verified else Finding("fail", "chain-unchecked")


def certificate_names_host(evidence: Evidence) -> Finding:
    answer = evidence.answers[0]
    if answer.failure_code == "send-tls-host":
        return Finding("fail", "other-name")
    if answer.tls is None or not answer.tls.verified:
        return Finding("skip", "not-seen" if answer.failure == "tls" or answer.tls else "no-https")
    return Finding("pass", "right-name")


def certificate_lasts(evidence: Evidence) -> Finding:
    answer = evidence.answers[0]
    if answer.failure_code == "send-tls-expired":
        return Finding("fail", "expired")
    if answer.certificate_days is None:
        return Finding("skip", "not-seen" if answer.failure == "tls" else "no-https")
    verdict: ProbeVerdict = "fail" if answer.certificate_days < LASTS_DAYS else "pass"
    return _found(verdict, "lasts", "expires-soon", days=answer.certificate_days)


def no_old_tls(evidence: Evidence) -> Finding:
    old = [version for version, answer in zip(OLD_TLS, evidence.answers, strict=False) if answer.status is not None]
    if old:
        return Finding("fail", "old-tls", {"versions": ", ".join(old)})
    used = {answer.tls.version: None for answers in evidence.earlier.values() for answer in answers if answer.tls}
    return Finding("pass", "new-tls", {"versions": ", ".join(used) or "–"})


def reads_back(evidence: Evidence) -> Finding:
    reads = evidence.reads.get(READS_BACK)
    if reads is None:
        return Finding("skip", "reads-unseen")
    return Finding("pass", "reads", {"count": reads}) if reads else Finding("skip", "reads-none")


def reads_once(evidence: Evidence) -> Finding:
    """A receiver that looks an event up each time that it comes probably processes it each time."""
    alone, again = evidence.reads.get(READS_BACK), evidence.reads.get(TWICE)
    if alone is None or again is None:
        return Finding("skip", "reads-unseen")
    if not alone:
        return Finding("skip", "reads-none")
    return _found("pass" if again <= alone else "fail", "reads-once", "reads-twice", alone=alone, again=again)


def _found(verdict: ProbeVerdict, passed: str, failed: str, **params: object) -> Finding:
    return Finding(verdict, passed if verdict == "pass" else failed, params)

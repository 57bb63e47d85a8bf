"""The probes of a receiver: what each sends, why it matters, and how its responses are judged. No I/O.

A new probe is one row of :data:`PROBES`; its judge is one small function, usually an existing one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Literal

from ongoing_desktop.domain.catalogue import Family, Trigger
from ongoing_desktop.domain.foreign import TooDeepError, read_json
from ongoing_desktop.domain.lazy_dataclasses import dataclass, field

Level = Literal["must", "should"]
Verdict = Literal["pass", "fail", "skip"]
Profile = Literal["quick", "full"]
Credential = Literal["right", "wrong", "missing", "doubled", "other-scheme"]

PROFILES: Final[tuple[Profile, ...]] = ("quick", "full")
BURST: Final = 20
AT_ONCE: Final = 5
LARGE: Final = 9_007_199_254_740_993
"""An integer that programs change if they read numbers as binary floats: 2 to the power of 53, plus 1."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of one request."""

    status: int | None
    """None if there was no complete response; :attr:`failure` is then the reason."""
    failure: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    duration_ms: float = 0.0
    exchange_id: int = 0
    echoed: bool = False
    """Whether the response contained the credential that was sent."""
    certificate_days: int | None = None
    """Days until the certificate expires; None without TLS."""

    @property
    def word(self) -> str:
        """The status or failure as part of a sentence."""
        return str(self.status) if self.status is not None else (self.failure or "no response")


@dataclass(frozen=True, slots=True)
class Evidence:
    """The facts available to a judge."""

    answers: tuple[Answer, ...]
    counts: Callable[[int | None], bool]
    """Whether a status counts as delivered."""
    quick_ms: float
    """Maximum time for a response; assumed."""
    earlier: Mapping[str, tuple[Answer, ...]]
    """Answers of earlier probes by key."""

    @property
    def delivered(self) -> bool:
        """Whether all answers counted as delivered."""
        return all(self.counts(answer.status) for answer in self.answers)

    @property
    def words(self) -> str:
        """All statuses without duplicates."""
        return ", ".join(dict.fromkeys(answer.word for answer in self.answers))


@dataclass(frozen=True, slots=True)
class Finding:
    """A judge's verdict with its reason. ``skip``: the probe does not apply."""

    verdict: Verdict
    reason: str


Body = Callable[[dict[str, Any], Family, Trigger], "bytes | None"]
"""Creates a body from a new sample; None if the probe does not apply to the type."""
Judge = Callable[[Evidence], Finding]


@dataclass(frozen=True, slots=True)
class Probe:
    """A probe. It sends ``times`` requests, ``at_once`` of them at the same time."""

    key: str
    title: str
    why: str
    advice: str
    level: Level
    judge: Judge
    body: Body
    profile: Profile = "full"
    """``quick`` probes are part of both profiles."""
    credential: Credential = "right"
    method: str = "POST"
    path: str = ""
    """Appended to the receiver's path."""
    headers: tuple[tuple[str, str], ...] = ()
    """Added to the usual headers, or replacing them."""
    upper: bool = False
    """Whether header names are sent in upper case."""
    chunked: bool = False
    pieces: int = 1
    pause_s: float = 0.0
    times: int = 1
    at_once: int = 1
    same_event: bool = True
    """Whether repeated requests have the same event id."""
    question: str = ""
    """What only the receiver's developer can check."""
    uses: tuple[str, ...] = ()
    """Keys of probes whose answers are also judged. Such a probe may send nothing (``times`` 0)."""


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """The result of a probe."""

    probe: Probe
    finding: Finding
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """A complete run."""

    target: str
    profile: Profile
    type: str
    results: tuple[ProbeResult, ...] = field(default=())

    def count(self, verdict: Verdict, level: Level | None = None) -> int:
        """How many probes have this verdict."""
        return sum(result.finding.verdict == verdict and level in (None, result.probe.level) for result in self.results)


# bodies


def encoded(data: Mapping[str, Any]) -> bytes:
    """ASCII-encoded, so that only the probe of other characters depends on the encoding."""
    return json.dumps(data, indent=2).encode("ascii")


def _sample(data: dict[str, Any], _: Family, __: Trigger) -> bytes:
    return encoded(data)


def without_nulls(data: Any) -> Any:
    """A sample without null members, so that only the probe of nulls depends on them."""
    if isinstance(data, dict):
        return {name: without_nulls(value) for name, value in data.items() if value is not None}
    return [without_nulls(item) for item in data] if isinstance(data, list) else data


def _minimal(data: dict[str, Any], family: Family, trigger: Trigger) -> bytes:
    subject = {member for _, member in family.subjects}
    kept = {family.id_member, "webhookEventId", "system", "timestamp", "goodsOwnerId", trigger.flag, *subject}
    if family.state:
        kept.add(family.state.partition(".")[0])
    return encoded({name: value for name, value in data.items() if name in kept})


def _nulls(data: dict[str, Any], family: Family, _: Trigger) -> bytes | None:
    found = [item.path for item in family.fields if item.nullable and "." not in item.path and not item.array]
    return encoded({**data, **dict.fromkeys(found)}) if found else None


def _unknown_member(data: dict[str, Any], _: Family, __: Trigger) -> bytes:
    return encoded({**data, "addedLater": {"text": "new", "numbers": [1, 2]}})


def _fractions(data: dict[str, Any], _: Family, __: Trigger) -> bytes:
    return encoded({name: float(value) if _amount(name, value) else value for name, value in data.items()})


def _amount(name: str, value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and "number" in name.lower() and "Id" not in name


def _utc_time(data: dict[str, Any], _: Family, __: Trigger) -> bytes:
    return encoded({**data, "timestamp": f"{str(data.get('timestamp', '')).rstrip('Z')}Z"})


def _large_numbers(data: dict[str, Any], _: Family, __: Trigger) -> bytes:
    return encoded({**data, "webhookEventId": LARGE})


def _texts(data: Any, change: Callable[[str], str]) -> Any:
    """Change the free texts, but not times, paths, systems or codes."""
    kept = {"timestamp", "path", "system"}
    if isinstance(data, dict):
        return {
            name: change(value) if isinstance(value, str) and name not in kept else _texts(value, change)
            for name, value in data.items()
        }
    return [_texts(item, change) for item in data] if isinstance(data, list) else data


def _long_texts(data: dict[str, Any], _: Family, __: Trigger) -> bytes:
    return encoded(_texts(data, lambda text: text + "x" * 400))


def _other_characters(data: dict[str, Any], _: Family, __: Trigger) -> bytes:
    changed = _texts(data, lambda text: f"{text} Åsö 漢 🚚")
    return json.dumps(changed, indent=2, ensure_ascii=False).encode("utf-8")


def _not_json(_: dict[str, Any], __: Family, ___: Trigger) -> bytes:
    return b'{"webhookEventId": 1, "orderId": '


def _nothing(_: dict[str, Any], __: Family, ___: Trigger) -> bytes:
    return b""


# judges


def _accepts(evidence: Evidence) -> Finding:
    if evidence.delivered:
        return Finding("pass", f"Answered {evidence.words}.")
    return Finding("fail", f"Answered {evidence.words}; Ongoing would not count it as delivered.")


def _refuses(evidence: Evidence) -> Finding:
    answer = evidence.answers[0]
    if answer.status is None:
        return Finding("fail", f"No response: {answer.word}. A refusal is a response, such as 401.")
    if evidence.counts(answer.status):
        return Finding("fail", f"Answered {answer.word} although the request was wrong.")
    return Finding("pass", f"Answered {answer.word}.")


def _refuses_as_client_error(evidence: Evidence) -> Finding:
    status = evidence.answers[0].status
    if status is not None and 400 <= status < 500:
        return Finding("pass", f"Answered {status}.")
    return Finding("fail", f"Answered {evidence.words}; expected 400 to 499.")


def _no_redirect(evidence: Evidence) -> Finding:
    statuses = [answer.status for answer in evidence.answers]
    moved = [status for status in statuses if status is not None and 300 <= status < 400]
    if moved:
        return Finding("fail", f"Answered {moved[0]}, a redirect. Whether Ongoing follows redirects is not documented.")
    return Finding("pass", "Did not redirect.")


def _in_time(evidence: Evidence) -> Finding:
    answer = evidence.answers[0]
    limit = f"{evidence.quick_ms / 1000:g} s (assumed; Ongoing does not document its limit)"
    if answer.failure == "timeout" or answer.duration_ms > evidence.quick_ms:
        return Finding("fail", f"No complete response within {limit}.")
    if answer.status is None:
        return Finding("fail", f"No response: {answer.word}. Check that the receiver is running at this address.")
    return Finding("pass", f"Answered within {answer.duration_ms:.0f} ms; the limit is {limit}.")


def _no_error_in_body(evidence: Evidence) -> Finding:
    answer = evidence.answers[0]
    if not evidence.counts(answer.status):
        return Finding("skip", "The sample was not accepted.")
    try:
        said = read_json(answer.body)
    except (ValueError, TooDeepError):
        said = None
    if isinstance(said, dict):
        names = {name.lower(): value for name, value in said.items()}
        wrong = [name for name in ("error", "errors", "exception") if names.get(name)]
        wrong += [name for name in ("success", "ok") if names.get(name) is False]
        wrong += ["status"] if str(names.get("status", "")).lower() in ("error", "failed", "failure") else []
        if wrong:
            return Finding("fail", f"Answered {answer.word}, but its body reports an error in “{wrong[0]}”.")
    return Finding("pass", "The response’s body reports no error.")


def _no_echo(evidence: Evidence) -> Finding:
    every = [*evidence.answers, *(answer for answers in evidence.earlier.values() for answer in answers)]
    if any(answer.echoed for answer in every):
        return Finding("fail", "A response contained the credential.")
    return Finding("pass", f"None of {len(every)} responses contained the credential.")


_TRACE: Final = re.compile(
    rb"Traceback \(most recent call last\)|^\s+at [\w.$<>]+\(.*\)|\bat .+ in .+:line \d+|Stack trace:|"
    rb"\.(?:py|js|php|java|cs|go):\d+|goroutine \d+ \[",
    re.MULTILINE,
)


def _no_stack_trace(evidence: Evidence) -> Finding:
    every = [*evidence.answers, *(answer for answers in evidence.earlier.values() for answer in answers)]
    shown = next((answer for answer in every if _TRACE.search(answer.body)), None)
    if shown is not None:
        return Finding("fail", f"A response ({shown.word}) contained a stack trace.")
    return Finding("pass", "No response contained a stack trace.")


def _takes_repeats(evidence: Evidence) -> Finding:
    if evidence.delivered:
        return Finding("pass", f"Answered {evidence.words} each time.")
    words = " and then ".join(answer.word for answer in evidence.answers)
    return Finding("fail", f"Answered {words}. Ongoing would send a repeated event again and again.")


def _takes_burst(evidence: Evidence) -> Finding:
    times = sorted(answer.duration_ms for answer in evidence.answers)
    spread = f"median {_share(times, 0.5):.0f} ms, 95 % within {_share(times, 0.95):.0f} ms"
    failed = sum(not evidence.counts(answer.status) for answer in evidence.answers)
    if failed:
        return Finding("fail", f"{failed} of {len(times)} were not delivered ({evidence.words}); {spread}.")
    return Finding("pass", f"All {len(times)} were delivered; {spread}.")


def _share(times: Sequence[float], share: float) -> float:
    return times[min(len(times) - 1, int(share * len(times)))]


def _certificate_lasts(evidence: Evidence) -> Finding:
    days = next((answer.certificate_days for answer in evidence.answers if answer.certificate_days is not None), None)
    if days is None:
        return Finding("skip", "The receiver was not reached over HTTPS.")
    if days < 14:
        return Finding("fail", f"The certificate expires in {days} days.")
    return Finding("pass", f"The certificate is valid for {days} more days.")


SAMPLE: Final = "sample"
SAME_AS_SAMPLE: Final = (SAMPLE,)
CREDENTIAL_WHY: Final = (
    "Anyone who finds the address can send to it; only the credential distinguishes Ongoing’s requests."
)
CREDENTIAL_ADVICE: Final = "Compare the whole credential in constant time, and answer 401 if it is wrong."
SHAPE_ADVICE: Final = "Read only the members you need, and accept what you do not know."

PROBES: Final[tuple[Probe, ...]] = (
    Probe(
        "quick",
        "Answers quickly",
        "A sender that waits too long gives up and sends the event again.",
        "Store the request, answer, and process it afterwards.",
        "must", _in_time, _sample, "quick",
    ),
    Probe(
        "no-redirect",
        "Does not redirect",
        "A redirect loses the body or the credential with many senders.",
        "Enter the final address in Ongoing.",
        "must", _no_redirect, _sample, "quick", times=0, uses=("quick",),
    ),
    Probe(
        SAMPLE,
        "Accepts an event with the right credential",
        "This is what Ongoing sends.",
        "Answer 200 once the event is stored.",
        "must", _accepts, _sample, "quick",
    ),
    Probe(
        "answer-body",
        "Does not report an error with status 200",
        "Ongoing is assumed to look at the status only; an error in the body is lost.",
        "Answer with a status of 400 or higher when the event was not stored.",
        "must", _no_error_in_body, _sample, "quick", times=0, uses=SAME_AS_SAMPLE,
    ),
    Probe(
        "credential-wrong", "Refuses a wrong credential", CREDENTIAL_WHY, CREDENTIAL_ADVICE,
        "must", _refuses, _sample, "quick", credential="wrong",
    ),
    Probe(
        "credential-missing", "Refuses a missing credential", CREDENTIAL_WHY, CREDENTIAL_ADVICE,
        "must", _refuses, _sample, "quick", credential="missing",
    ),
    Probe(
        "credential-other-scheme", "Refuses a credential of another scheme", CREDENTIAL_WHY, CREDENTIAL_ADVICE,
        "must", _refuses, _sample, credential="other-scheme",
    ),
    Probe(
        "credential-doubled",
        "Refuses a credential that is sent twice",
        "Two programs may each use a different one of the two headers; an attacker can exploit that.",
        "Answer 400 or 401 if the header occurs more than once.",
        "should", _refuses, _sample, credential="doubled",
    ),
    Probe(
        "unknown-member",
        "Accepts a member it does not know",
        "Ongoing may add members at any time.",
        SHAPE_ADVICE,
        "must", _accepts, _unknown_member, "quick",
    ),
    Probe(
        "nulls",
        "Accepts null where it is documented",
        "Optional values are sent as null.",
        "Treat null like a missing member.",
        "must", _accepts, _nulls, "quick",
    ),
    Probe(
        "minimal",
        "Accepts an event with few members",
        "The documentation does not promise that a member is always there.",
        "Treat everything but the ids as optional.",
        "should", _accepts, _minimal,
    ),
    Probe(
        "fractions",
        "Accepts 1.0 for 1",
        "The same number can be written both ways.",
        "Read numbers as decimal numbers.",
        "should", _accepts, _fractions,
    ),
    Probe(
        "utc-time",
        "Accepts times with Z",
        "Captured payloads have times with and without a time zone.",
        "Accept ISO 8601 with and without a time zone.",
        "must", _accepts, _utc_time,
    ),
    Probe(
        "large-numbers",
        "Accepts large event ids",
        "Ids grow, and some programs change integers above 2⁵³.",
        "Read ids as 64-bit integers.",
        "should", _accepts, _large_numbers,
    ),
    Probe(
        "long-texts",
        "Accepts long texts",
        "Names and remarks can be long.",
        "Cut texts when you store them, or make the columns wider.",
        "must", _accepts, _long_texts,
    ),
    Probe(
        "other-characters",
        "Accepts letters of other languages and emoji",
        "Names and addresses contain them; JSON is always UTF-8.",
        "Read the body as UTF-8, and store it in a database that holds every character.",
        "must", _accepts, _other_characters, "quick",
    ),
    Probe(
        "twice",
        "Accepts the same event twice",
        "After a time-out Ongoing sends an event again that may already have been processed.",
        "Remember webhook id and event id, and answer 200 to an event that is already stored.",
        "must", _takes_repeats, _sample, "quick", times=2,
        question="Was the event that came twice processed only once?",
    ),
    Probe(
        "at-once",
        "Accepts the same event twice at the same time",
        "Two copies may arrive together.",
        "Let a unique key in the database decide which of them is processed.",
        "should", _takes_repeats, _sample, times=2, at_once=2,
        question="Was the event that came twice at the same time processed only once?",
    ),
    Probe(
        "chunked",
        "Reads chunked requests",
        "A proxy on the way may send the body in chunks without a length.",
        "Read the body through your server’s library, not by Content-Length.",
        "must", _accepts, _sample, chunked=True, pieces=4,
    ),
    Probe(
        "slow-body",
        "Reads a body that arrives slowly",
        "A network may deliver a body in parts.",
        "Read until the body is complete.",
        "must", _accepts, _sample, pieces=4, pause_s=0.3,
    ),
    Probe(
        "expect",
        "Answers requests with Expect: 100-continue",
        "Some senders announce a body this way.",
        "Let your server’s library answer it.",
        "should", _accepts, _sample, headers=(("Expect", "100-continue"),),
    ),
    Probe(
        "upper-case",
        "Reads header names in capital letters",
        "Header names are the same in any case.",
        "Compare header names ignoring case.",
        "must", _accepts, _sample, upper=True,
    ),
    Probe(
        "bad-json",
        "Refuses a body that is not JSON",
        "A broken body must not count as a processed event.",
        "Answer 400.",
        "must", _refuses, _not_json, "quick",
    ),
    Probe(
        "bad-json-status",
        "Answers a broken body with a status from 400 to 499",
        "A status of 500 means an error of the receiver.",
        "Answer 400, not 500.",
        "should", _refuses_as_client_error, _not_json, times=0, uses=("bad-json",),
    ),
    Probe(
        "get",
        "Does not accept GET",
        "Browsers and scanners send GET.",
        "Answer 405.",
        "should", _refuses, _nothing, method="GET",
    ),
    Probe(
        "unknown-path",
        "Does not accept other paths",
        "A receiver that accepts everything hides a wrong address.",
        "Answer 404.",
        "should", _refuses, _sample, path="/no-such-path",
    ),
    Probe(
        "burst",
        f"Takes {BURST} events in a burst",
        "When many orders are picked, many events are sent within a second.",
        "Store events first, and process them afterwards.",
        "must", _takes_burst, _sample, times=BURST, at_once=AT_ONCE, same_event=False,
    ),
    Probe(
        "certificate",
        "Has a certificate that does not expire soon",
        "With an expired certificate nothing is delivered.",
        "Renew the certificate automatically.",
        "should", _certificate_lasts, _sample, "quick", times=0, uses=SAME_AS_SAMPLE,
    ),
    Probe(
        "no-echo",
        "Does not return the credential",
        "Responses are often logged.",
        "Do not repeat request headers in responses.",
        "must", _no_echo, _sample, "quick", times=0,
    ),
    Probe(
        "no-stack-trace",
        "Does not reveal its internals",
        "A stack trace helps an attacker and is of no use to Ongoing.",
        "Log errors on your side, and answer with a short text.",
        "must", _no_stack_trace, _sample, "quick", times=0,
    ),
    Probe(
        "still-answers",
        "Still answers after all other probes",
        "A receiver must keep working after requests that it refuses.",
        "Release the resources of every request, even of a failed one.",
        "must", _accepts, _sample, "quick",
    ),
)  # fmt: skip

GATES: Final = ("quick", "no-redirect", SAMPLE)
"""If one of these fails, later probes are skipped, because they would fail for the same reason."""


def probes_of(profile: Profile) -> tuple[Probe, ...]:
    """The probes of a profile in order."""
    return tuple(probe for probe in PROBES if profile == "full" or probe.profile == "quick")

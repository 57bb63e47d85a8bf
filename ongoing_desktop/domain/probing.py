"""The values of a proof of a receiver: probes, what was answered, and what that means. No I/O.

The table of probes is in :mod:`ongoing_desktop.domain.probes`, their texts in :mod:`ongoing_desktop.wording.proof_text`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final, Literal, get_args

from ongoing_desktop.domain.catalogue import Family, Trigger
from ongoing_desktop.domain.lazy_dataclasses import EMPTY_MAPPING, dataclass, field, replace
from ongoing_desktop.domain.sending import TlsFacts

Level = Literal["must", "should"]
ProbeVerdict = Literal["pass", "fail", "skip"]
Profile = Literal["quick", "full"]
Credential = Literal["right", "wrong", "missing", "doubled", "other-scheme"]
Reply = Literal["yes", "no"]
"""An answer of a person to a probe's question."""

PROFILES: Final[tuple[Profile, ...]] = get_args(Profile)


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of one request."""

    status: int | None
    """None if there was no complete response; :attr:`failure` is then the reason."""
    failure: str = ""
    failure_code: str = ""
    """The failure's sentence, one of ``send-*``."""
    body: bytes = b""
    duration_ms: float = 0.0
    exchange_id: int = 0
    echoed: bool = False
    """Whether the response contained the credential that was sent."""
    tls: TlsFacts | None = None
    certificate_days: int | None = None
    """Days until the certificate expires; None without TLS."""
    request: str = ""
    """What was sent, for reports: method, path and size."""
    type: str = ""
    """The trigger of the event."""

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
    reads: Mapping[str, int] = EMPTY_MAPPING
    """By probe, how often the receiver asked the API simulator after it. Empty if that cannot be seen."""

    @property
    def delivered(self) -> bool:
        """Whether all answers counted as delivered."""
        return all(self.counts(answer.status) for answer in self.answers)

    @property
    def words(self) -> str:
        """All statuses without duplicates; with several types, each with the first type that it was answered to."""
        several = len({answer.type for answer in self.answers}) > 1
        first = {answer.word: answer.type for answer in reversed(self.answers)}
        every = dict.fromkeys(answer.word for answer in self.answers)
        return ", ".join(f"{word} ({first[word]})" if several else word for word in every)

    @property
    def every(self) -> tuple[Answer, ...]:
        """The answers of this and all earlier probes."""
        return (*self.answers, *(answer for answers in self.earlier.values() for answer in answers))


@dataclass(frozen=True, slots=True)
class Finding:
    """A judge's verdict with the code of its reason. ``skip``: the probe does not apply."""

    verdict: ProbeVerdict
    code: str
    params: Mapping[str, object] = EMPTY_MAPPING


@dataclass(frozen=True, slots=True)
class Sample:
    """The event from which a probe makes its body."""

    data: dict[str, Any]
    """Realistic values without null, with a new event id."""
    family: Family
    trigger: Trigger
    number: int = 0
    """The event's place in the probe, from 0. Later events have later times."""


Body = Callable[[Sample], "bytes | None"]
"""None if the probe does not apply to the type."""
Judge = Callable[[Evidence], Finding]


@dataclass(frozen=True, slots=True)
class Probe:
    """A probe. It sends ``times`` requests, ``at_once`` of them at the same time."""

    key: str
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
    """Added to the usual headers."""
    media: str = "application/json"
    upper: bool = False
    """Whether header names are sent in upper case."""
    chunked: bool = False
    pieces: int = 1
    pause_s: float = 0.0
    old_http: bool = False
    """Whether requests are HTTP/1.0."""
    keep: bool = False
    """Whether all requests use one connection."""
    abandon: bool = False
    """Whether the first request is sent whole, but its response is not awaited."""
    tls: tuple[str, ...] = ()
    """One request for each of these versions of TLS, without certificate check and credential. Only for HTTPS."""
    times: int = 1
    at_once: int = 1
    same_event: bool = True
    """Whether repeated requests have the same event id."""
    newest_first: bool = False
    each_type: bool = False
    """Whether it is sent once for every chosen type."""
    asks: bool = False
    """Whether only the receiver's developer can see the effect, so that the report has a question."""
    uses: tuple[str, ...] = ()
    """Keys of probes whose answers are also judged. Such a probe may send nothing (``times`` 0)."""
    always: bool = False
    """Whether it is judged even if no event could be delivered."""


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """The result of a probe."""

    probe: Probe
    finding: Finding
    answers: tuple[Answer, ...] = ()

    @property
    def asked(self) -> bool:
        """Whether the report asks a person about it."""
        return self.probe.asks and bool(self.answers)


@dataclass(frozen=True, slots=True)
class Change:
    """A probe that ended differently in the last run."""

    key: str
    before: ProbeVerdict
    now: ProbeVerdict


@dataclass(frozen=True, slots=True)
class Proof:
    """A complete run."""

    target: str
    profile: Profile
    types: tuple[str, ...]
    results: tuple[ProbeResult, ...] = field(default=())
    at: datetime = datetime.min.replace(tzinfo=UTC)
    """When it began."""
    quick_s: float = 5.0
    replies: Mapping[str, Reply] = field(default_factory=dict)
    """What people answered, by probe, in this run or an earlier one of the same receiver."""
    last_at: str = ""
    """When the last run of the same receiver began, ISO 8601; empty if there was none."""
    changes: tuple[Change, ...] = ()
    """Against the last run; probes that only one of them has are left out."""

    def count(self, verdict: ProbeVerdict, level: Level | None = None) -> int:
        """How many probes have this verdict."""
        return sum(result.finding.verdict == verdict and level in (None, result.probe.level) for result in self.results)

    @property
    def asked(self) -> tuple[ProbeResult, ...]:
        """Results about which the report asks a person."""
        return tuple(result for result in self.results if result.asked)

    def with_replies(self, replies: Mapping[str, Reply]) -> Proof:
        """The proof with people's answers: a probe fails if its question was answered with no."""
        return replace(self, replies=replies, results=tuple(_replied(item, replies) for item in self.results))

    def compared(self, verdicts: Mapping[str, ProbeVerdict], at: str) -> Proof:
        """The proof with its differences from an earlier run's verdicts."""
        changes = tuple(
            Change(key, before, result.finding.verdict)
            for result in self.results
            if (before := verdicts.get(key := result.probe.key)) is not None and before != result.finding.verdict
        )
        return replace(self, last_at=at, changes=changes)


def _replied(result: ProbeResult, replies: Mapping[str, Reply]) -> ProbeResult:
    wrong, said = result.finding.code == "asked-no", replies.get(result.probe.key)
    if result.asked and said == "no" and result.finding.verdict == "pass":
        return replace(result, finding=Finding("fail", "asked-no"))
    if wrong and said != "no":
        return replace(result, finding=Finding("pass", "asked-yes"))
    return result

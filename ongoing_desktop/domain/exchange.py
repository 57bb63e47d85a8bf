"""One request with its response or failure, either received by the listener or sent by this app.

Headers are ``(name, value)`` pairs in order, with case and duplicates. Each byte is one character (Latin-1), so that
the original bytes can be recovered.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import compress
from typing import Final, Literal, get_args

from ongoing_desktop.domain.lazy_dataclasses import EMPTY_MAPPING, dataclass, field

Headers = tuple[tuple[str, str], ...]
Direction = Literal["in", "out", "api", "gap"]
"""``api`` is a request of this program to Ongoing's REST API, which only reads. ``gap`` is not an exchange but a
downtime of the listener; its judgement contains only the reason.
"""
Verdict = Literal["open", "verified", "refused", "unverifiable", "unmatched", "malformed"]
SequenceMark = Literal["", "older", "back"]
"""How a received event relates to earlier ones of the same subject: ``older`` than one of them by its timestamp, or
with the status moved ``back``. Ongoing does not guarantee the order of delivery.
"""
AnswerState = Literal["sent", "partial", "failed", "pending", "unknown"]
Source = Literal["", "import"]
"""The source of an exchange: received or sent by this computer, or ``import`` for a file, which proves nothing about
it.
"""
FailureKind = Literal["refused", "unknown-host", "timeout", "tls", "reset", "protocol", "other"]

MOST_COUNTED: Final = 100
"""Groups are counted up to this size, because a list shows many groups."""
ASKED: Final = frozenset({"members", "others"})
"""The fields of a row that are read only if they are asked for."""
VERDICTS: Final[tuple[Verdict, ...]] = get_args(Verdict)


def header(headers: Headers, name: str) -> str:
    """The value of the first field of this name in lower case, or an empty text."""
    return next((value for key, value in headers if key.lower() == name), "")


@dataclass(frozen=True, slots=True)
class Message:
    """Headers and body of a request or response, byte for byte."""

    headers: Headers = ()
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Body:
    """A body that may be too large for memory: either ``data`` or a file."""

    data: bytes = b""
    file: str | None = None
    """Path of a spooled body. The recorder copies it to the history; its creator removes it."""
    size: int = 0
    sha256: bytes = b""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is known about a received request: its webhook, and whether its credentials are right."""

    verdict: Verdict | None
    """None only for a downtime."""
    reason_code: str
    """A stable English code; its sentence is in :mod:`ongoing_desktop.wording.messages`."""
    params: Mapping[str, object] = EMPTY_MAPPING
    """Parameters of the sentence, never a credential value."""
    webhook: str | None = None
    system: str | None = None
    """The system's code, or the payload's value if the webhook is unknown."""
    family: str | None = None
    type: str | None = None
    event_id: int | str | None = None
    webhook_number: int | None = None
    goods_owner_id: int | None = None
    subject: str | None = None
    """These three are as in :class:`ongoing_desktop.domain.payload.PayloadFacts`."""
    event_at: str | None = None
    state: int | None = None


@dataclass(frozen=True, slots=True)
class NewExchange:
    """A row to be committed. Credential values are already redacted."""

    direction: Direction
    at: datetime
    """Aware, UTC: when the request was complete (in) or about to be sent (out)."""
    method: str
    target: str
    """Received: path and query as sent. Sent: the URL."""
    headers: Headers
    body: Body
    status: int | None
    """The status that will be answered (in); None for sent ones."""
    judgement: Judgement | None
    webhook: str | None = None
    system: str | None = None
    family: str | None = None
    type: str | None = None
    event_id: int | str | None = None
    goods_owner_id: int | None = None
    attempt: int = 1
    peer: str = ""
    """``host:port`` of the other side, if known."""
    response: Message | None = None
    """The answer that will be sent (in)."""
    delivery: str | None = None
    webhook_number: int | None = None
    """For an exchange without judgement, like :attr:`subject`: the event that a look-up is about."""
    subject: str | None = None
    source: Source = ""
    waiting: tuple[str, ...] = ()
    """Ids of the forwarding targets that it waits for until their answers are committed."""
    delivers: tuple[str, int] | None = None
    """For the answer of a target: its id and the exchange that no longer waits for it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of an exchange, appended when it is known."""

    exchange_id: int
    answer: AnswerState
    duration_us: int
    """Monotonic microseconds from the request's first byte to the end of the answer."""
    status: int | None = None
    failure: FailureKind | None = None
    detail: Mapping[str, object] = EMPTY_MAPPING
    """For sent ones: ``code`` and parameters of the failure's sentence, phases of the timing, remote address."""
    response: Message | None = None


_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


def moment(micros: int) -> datetime:
    """The aware UTC time for a number of :func:`micros`."""
    return _EPOCH + micros * _MICROSECOND


def micros(at: datetime) -> int:
    """Microseconds since 1970 of an aware time. An integer, because a float would lose the last digits."""
    return (at - _EPOCH) // _MICROSECOND


@dataclass(frozen=True, slots=True)
class TimedIds:
    """Exchanges by rising id with their times, 16 bytes each, for results too large for rows."""

    ids: array[int] = field(default_factory=partial(array, "q"))
    times: array[int] = field(default_factory=partial(array, "q"))
    """Microseconds since 1970."""

    def __len__(self) -> int:
        return len(self.ids)

    def __add__(self, later: TimedIds) -> TimedIds:
        return TimedIds(self.ids + later.ids, self.times + later.times)

    @classmethod
    def of(cls, rows: Collection[ExchangeRow]) -> TimedIds:
        """From rows with rising ids."""
        return cls(array("q", (row.id for row in rows)), array("q", (micros(row.at) for row in rows)))

    def where(self, keep: Callable[[int], bool]) -> TimedIds:
        """Those whose id meets a condition."""
        kept = bytearray(map(keep, self.ids))
        return TimedIds(array("q", compress(self.ids, kept)), array("q", compress(self.times, kept)))


@dataclass(frozen=True, slots=True)
class ExchangeRow:
    """The small part of an exchange for lists. The field names are the keys of ``history list --json``."""

    id: int
    direction: Direction
    at: datetime
    method: str
    target: str
    status: int | None
    answer: AnswerState
    failure: FailureKind | None
    verdict: Verdict | None
    reason_code: str | None
    reason_params: Mapping[str, object]
    webhook: str | None
    system: str | None
    family: str | None
    type: str | None
    event_id: int | str | None
    goods_owner_id: int | None
    attempt: int
    bytes: int
    duration_ms: float | None
    peer: str = ""
    ours: bool = False
    """Whether a received request was sent by this app itself (same body as a sent exchange)."""
    subject: str | None = None
    """The subject, the same text for all events of one object."""
    sequence: SequenceMark = ""
    source: Source = ""
    pinned: bool = False
    """Whether it is exempt from the history's limits."""
    note: str = ""
    """The user's note."""
    members: Mapping[str, str] = EMPTY_MAPPING
    """Texts of members of the body by path; only those that were asked for. Those that are absent are missing."""
    others: int = 0
    """The number of other exchanges in its group, up to :data:`MOST_COUNTED`; only if it was asked for."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """What a list groups its exchanges by."""

    by: Literal["event", "order", "webhook"]
    """``event``: one event's arrivals, and one delivery's attempts. ``order``: the same subject, such as an order."""
    received: bool = False
    """Whether only received requests are listed."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A complete exchange."""

    row: ExchangeRow
    request: Message
    response: Message | None
    detail: Mapping[str, object] = EMPTY_MAPPING
    """:attr:`Outcome.detail`."""

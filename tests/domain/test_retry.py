"""When retries are due, to the second, in both readings of the documentation."""

from __future__ import annotations

import pytest

from ongoing_desktop.domain.assumed import Reading, assumed_by
from ongoing_desktop.domain.deliveries import plan
from ongoing_desktop.domain.exchange import FailureKind
from ongoing_desktop.domain.retry import schedule
from ongoing_desktop.domain.sending import Failure, Response, SendResult, Timing, delivered


def clock(seconds: float) -> str:
    return f"{int(seconds) // 3600:02}:{int(seconds) // 60 % 60:02}:{int(seconds) % 60:02}"


@pytest.mark.parametrize(
    ("reading", "first", "every_two_hours_from", "last"),
    [
        ("gaps", ["00:01:00", "00:06:00", "00:21:00", "00:51:00"], "02:51:00", "22:51:00"),
        ("offsets", ["00:01:00", "00:05:00", "00:15:00", "00:30:00"], "02:30:00", "22:30:00"),
    ],
)
def test_one_day_to_the_second(reading: Reading, first: list[str], every_two_hours_from: str, last: str) -> None:
    due = schedule("one-day", reading)
    assert [clock(item) for item in due[:4]] == first
    start = int(every_two_hours_from[:2])
    assert [clock(item) for item in due[4:]] == [
        f"{hour:02}{every_two_hours_from[2:]}" for hour in range(start, start + 22, 2)
    ]
    assert (len(due), clock(due[-1])) == (15, last)
    assert len(plan("one-day", reading)) == 16


def test_no_policy_is_one_attempt() -> None:
    assert [(item.number, item.planned_s) for item in plan("none", "gaps")] == [(1, 0)]


@pytest.mark.parametrize(
    ("status", "counts"),
    [(204, {"2xx", "2xx-3xx", "any"}), (302, {"2xx-3xx", "any"}), (500, {"any"}), (199, {"any"})],
)
def test_what_counts_as_delivered_is_assumed(status: int, counts: set[str]) -> None:
    result = SendResult(Response(status, "", "HTTP/1.1", (), b""), Timing())
    assert {rule for rule in ("2xx", "2xx-3xx", "any") if delivered(result, assumed_by("gaps", rule))} == counts


@pytest.mark.parametrize("kind", ["timeout", "reset"])
def test_no_whole_answer_never_counts(kind: FailureKind) -> None:
    assert not delivered(SendResult(Failure(kind, "x"), Timing()), assumed_by("gaps", "any"))

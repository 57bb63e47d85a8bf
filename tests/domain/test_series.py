"""The conclusions from answers to repeats, swapped events and bursts."""

from __future__ import annotations

import pytest

from ongoing_desktop.domain.sent import Sent, SentState
from ongoing_desktop.domain.series import Report, SeriesKind, Wanted, verdicts
from ongoing_desktop.wording.messages import SENTENCES, sentence


def sent(number: int, answer: int | str, body: bytes = b"") -> Sent:
    if isinstance(answer, str):
        return Sent(number, state="failed", failure=answer)
    state: SentState = "delivered" if 200 <= answer < 300 else "failed"
    return Sent(number, state=state, status=answer, duration_ms=10.0 * number, answer=body)


@pytest.mark.parametrize(
    ("kind", "first", "second", "code"),
    [
        ("twice", sent(1, 200), sent(2, 200), "series-both-alike"),
        ("twice", sent(1, 200, b"new"), sent(2, 200, b"known"), "series-told-apart"),
        ("twice", sent(1, 201), sent(2, 200), "series-told-apart"),
        ("apart", sent(1, 200), sent(2, 409), "series-repeat-refused"),
        ("apart", sent(1, 200), sent(2, 500), "series-repeat-broke"),
        ("apart", sent(1, 200), sent(2, "reset"), "series-repeat-broke"),
        ("apart", sent(1, 500), sent(2, 200), "series-first-failed"),
        ("at-once", sent(1, 200), sent(2, 200), "series-both-alike-at-once"),
        ("at-once", sent(1, 409), sent(2, 200), "series-one-of-both"),
        ("at-once", sent(1, 500), sent(2, 500), "series-both-failed"),
        ("after-timeout", sent(1, "timeout"), sent(2, 200), "series-timeout-accepted"),
        ("after-timeout", sent(1, "timeout"), sent(2, 409), "series-timeout-refused"),
        ("after-timeout", sent(1, "timeout"), sent(2, 503), "series-timeout-broke"),
        ("swapped", sent(1, 200), sent(2, 200), "series-order-alike"),
        ("swapped", sent(1, 200), sent(2, 202), "series-order-told"),
        ("swapped", sent(1, 200), sent(2, 409), "series-order-refused"),
        ("swapped", sent(1, 200), sent(2, 500), "series-order-broke"),
        ("swapped", sent(1, 500), sent(2, 200), "series-newer-failed"),
    ],
)
def test_the_verdict_on_two(kind: SeriesKind, first: Sent, second: Sent, code: str) -> None:
    (verdict,) = verdicts(Report(Wanted(kind), (first, second), ended=True))
    assert verdict.code == code
    assert "…" not in sentence(verdict.code, verdict.params)


def test_one_answer_is_no_comparison() -> None:
    (verdict,) = verdicts(Report(Wanted("twice"), (sent(1, 500),), ended=True))
    assert verdict.code == "series-first-failed"
    (verdict,) = verdicts(Report(Wanted("after-timeout"), (sent(1, 200),), ended=True))
    assert verdict.code == "series-no-timeout"


def test_a_burst_tells_what_was_refused_from_when_on_and_how_long_it_took() -> None:
    answers = [*(sent(number, 200) for number in range(1, 99)), sent(99, 429), sent(100, "timeout")]
    report = Report(Wanted("burst", count=100), tuple(answers), took_s=2.0, ended=True, cut=True)
    found = {verdict.code: verdict.params for verdict in verdicts(report)}
    assert found["series-some-bad"] == {"good": 98, "count": 100, "bad": "1 × 429, 1 × timeout"}
    assert found["series-limited"] == {"number": 99}
    assert found["series-rate"] == {"rate": 50}
    assert "series-cut" in found
    assert set(found) <= set(SENTENCES)
    slow = Report(Wanted("burst", count=2), (sent(1, 200), sent(2, 200)), took_s=4.0, ended=True)
    assert {verdict.code: verdict.params for verdict in verdicts(slow)}["series-rate"] == {"rate": 0.5}
    for wanted, took_s in ((Wanted("many"), 4.0), (Wanted("burst"), 0.0)):
        report = Report(wanted, (sent(1, 200),), took_s=took_s, ended=True)
        assert "series-rate" not in {verdict.code for verdict in verdicts(report)}


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted("burst", count=1001),
        Wanted("burst", at_once=51),
        Wanted("apart", gap_s=-1),
        Wanted("after-timeout", limit_s=0),
    ],
)
def test_everything_is_bounded(wanted: Wanted) -> None:
    assert wanted.problems()

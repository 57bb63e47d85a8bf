"""The result of a played day for programs: JSON, or CSV with a line for each request."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from ongoing_desktop.domain.day import DayReport, TypeResult, type_of
from ongoing_desktop.domain.report_case import Case
from ongoing_desktop.domain.sent import Sent
from ongoing_desktop.formats.csv_table import csv_line

_COLUMNS: Final = (
    "number",
    "type",
    "event_id",
    "planned_s",
    "sent_s",
    "result",
    "duration_ms",
    "exchange",
    "replay_of",
)


def burst_json(report: DayReport) -> bytes:
    """The numbers, the backlog and every request."""
    document = {
        "format": "ongoing-desktop-burst",
        "version": 1,
        **burst_summary(report),
        "types": [type_row(result) for result in report.types()],
        "backlog": list(report.backlog()),
        "requests": [dict(zip(_COLUMNS, _values(sent), strict=True)) for sent in report.sent],
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def burst_csv(report: DayReport) -> Iterator[bytes]:
    """A header line, then one line for each request."""
    yield csv_line(_COLUMNS)
    for sent in report.sent:
        yield csv_line("" if value is None else str(value) for value in _values(sent))


def burst_summary(report: DayReport) -> dict[str, Any]:
    """The numbers of the whole run."""
    whole = report.whole()
    return {
        "factor": report.bounds.factor,
        "rate": report.bounds.rate,
        "at_once": report.bounds.at_once,
        "took_s": round(report.took_s, 3),
        "complete": report.ended and not report.cut,
        **_numbers(whole),
        "most_behind": max(report.backlog()),
        "late_s": round(max(0.0, report.late_s), 3),
    }


def type_row(result: TypeResult) -> dict[str, Any]:
    """The numbers of one type."""
    return {"type": result.type or None, **_numbers(result)}


def burst_cases(report: DayReport) -> Iterator[Case]:
    """One case of a JUnit report for each type."""
    seconds: dict[str, float] = {}
    for sent in report.sent:
        key = sent.hook.type if sent.hook else ""
        seconds[key] = seconds.get(key, 0.0) + (sent.duration_ms or 0.0) / 1000
    for result in report.types():
        words = ", ".join(f"{count} × {word}" for word, count in result.words.items())
        missing = result.planned - result.good
        failed = f"{missing} of {result.planned} requests did not succeed: {words or 'not sent'}" if missing else ""
        yield Case(result.type or "unknown type", "burst", seconds[result.type], failed)


def _numbers(result: TypeResult) -> dict[str, Any]:
    return {
        "planned": result.planned,
        "good": result.good,
        "failed": result.failed,
        "failures": dict(result.words),
        **{f"{key}_ms": round(value, 1) for key, value in result.times_ms.items()},
    }


def _values(sent: Sent) -> tuple[Any, ...]:
    return (
        sent.number,
        type_of(sent) or None,
        sent.event_id,
        round(sent.planned_s, 3),
        round(sent.began_s, 3) if sent.at is not None else None,
        sent.word or None,
        None if sent.duration_ms is None else round(sent.duration_ms, 1),
        sent.exchange_id,
        sent.replayed or None,
    )

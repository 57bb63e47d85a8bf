"""The runs of a schedule: what is kept of them, as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, cast, get_args

from ongoing_desktop.domain.foreign import TooDeepError, read_json
from ongoing_desktop.domain.report_case import Case
from ongoing_desktop.domain.schedules import ScheduleRun, State

RUNS_FORMAT: Final = "ongoing-desktop-schedule-runs"
MOST_CASES: Final = 2_000
LONGEST: Final = 2_000
"""Characters of a case's texts."""


def write_runs(runs: Sequence[ScheduleRun]) -> bytes:
    """The runs as a JSON document."""
    document = {"format": RUNS_FORMAT, "version": 1, "runs": [run_row(run) for run in runs]}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def run_row(run: ScheduleRun) -> dict[str, Any]:
    """One run as a plain value."""
    params = {name: value if isinstance(value, int | float) else str(value) for name, value in run.params.items()}
    return {
        "at": run.at.isoformat(timespec="seconds"),
        "state": run.state,
        "tookSeconds": round(run.took_s, 3),
        "code": run.code,
        "params": params,
        "passed": run.passed,
        "failed": run.failed,
        "cases": [
            {
                "name": case.name[:LONGEST],
                "group": case.group,
                "seconds": round(case.seconds, 3),
                "failed": case.failed[:LONGEST],
                "skipped": case.skipped[:LONGEST],
            }
            for case in run.cases[:MOST_CASES]
        ],
    }


def read_runs(data: bytes) -> tuple[ScheduleRun, ...]:
    """The runs of a document. What cannot be read is left out."""
    try:
        document = read_json(data)
    except (ValueError, TooDeepError):
        return ()
    rows = document.get("runs") if isinstance(document, Mapping) else None
    found = (_read(row) for row in (rows if isinstance(rows, list) else ()))
    return tuple(run for run in found if run is not None)


def _read(row: Any) -> ScheduleRun | None:
    try:
        at = datetime.fromisoformat(row["at"])
        if row["state"] not in get_args(State) or at.tzinfo is None:
            return None
        return ScheduleRun(
            at=at,
            state=cast("State", row["state"]),
            took_s=float(row["tookSeconds"]),
            code=str(row["code"]),
            params=dict(row["params"]),
            passed=int(row["passed"]),
            failed=int(row["failed"]),
            cases=tuple(
                Case(
                    str(case["name"]),
                    str(case["group"]),
                    float(case["seconds"]),
                    str(case["failed"]),
                    str(case["skipped"]),
                )
                for case in row["cases"]
            ),
        )
    except (KeyError, TypeError, ValueError):
        return None

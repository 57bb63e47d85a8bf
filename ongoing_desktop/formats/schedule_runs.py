"""The runs of a schedule: what is kept of them, as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, Literal, cast, get_args

from ongoing_desktop.domain.foreign import TooDeepError, read_json
from ongoing_desktop.domain.lazy_dataclasses import dataclass, field, replace
from ongoing_desktop.formats.junit import Case

FORMAT: Final = "ongoing-desktop-schedule-runs"
State = Literal["passed", "failed", "refused", "missed", "cancelled"]
MOST_RUNS: Final = 100
"""Runs that are kept of each schedule, newest first."""
MOST_REPORTS: Final = 10
"""Of these, the newest keep their cases."""
MOST_CASES: Final = 2_000
LONGEST: Final = 2_000
"""Characters of a case's texts."""


@dataclass(frozen=True, slots=True)
class ScheduleRun:
    """One run, or one that could not be."""

    at: datetime
    """When it began, or should have; UTC."""
    state: State
    took_s: float = 0.0
    code: str = ""
    """Why it was refused or missed."""
    params: Mapping[str, Any] = field(default_factory=dict)
    passed: int = 0
    failed: int = 0
    cases: tuple[Case, ...] = ()

    @property
    def good(self) -> bool:
        """Whether everything that it sent succeeded."""
        return self.state == "passed"


def with_run(runs: Sequence[ScheduleRun], run: ScheduleRun) -> tuple[ScheduleRun, ...]:
    """The runs to keep after another one, newest first."""
    kept = (run, *runs)[:MOST_RUNS]
    return (*kept[:MOST_REPORTS], *(replace(old, cases=()) for old in kept[MOST_REPORTS:]))


def write_runs(runs: Sequence[ScheduleRun]) -> bytes:
    """The runs as a JSON document."""
    document = {"format": FORMAT, "version": 1, "runs": [run_row(run) for run in runs]}
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

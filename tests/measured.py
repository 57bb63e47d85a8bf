"""Measures the line coverage of the tests, counted in each of pytest's workers and added up by the controller.

SlipCover counts, because the tracer of coverage took a third of the tests' processor time on Python 3.11, and its report six
seconds at the end. ``ONGOING_COVERAGE`` names the folder for the counts. Programs that tests start are not counted, and neither are
branches: both would take more time than the figure is worth.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import slipcover

ROOT = Path(__file__).parent.parent
PROGRAM = ROOT / "ongoing_desktop"
FOLDER = os.environ.get("ONGOING_COVERAGE", "")
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
LEAST = 90


def started() -> slipcover.Slipcover | None:
    """Start counting in a worker; import the program only afterwards."""
    if not FOLDER or not WORKER:
        return None
    from slipcover import FileMatcher, ImportManager, Slipcover

    counted = Slipcover(immediate=True)  # a line that was counted runs at full speed from then on
    ImportManager(counted, FileMatcher([PROGRAM])).__enter__()
    return counted


def save(counted: slipcover.Slipcover) -> None:
    """Write what a worker counted."""
    (Path(FOLDER) / f"{WORKER}.json").write_text(json.dumps(counted.get_coverage()), "utf-8")


def percentage(counts: Iterable[Path]) -> float:
    """The share of the program's lines that ran in at least one of the workers."""
    from slipcover import Slipcover, merge_coverage

    first, *others = (json.loads(path.read_text("utf-8")) for path in counts)
    for other in others:
        merge_coverage(first, other)
    lines = {Path(name).resolve(): found for name, found in first["files"].items()}
    executed = sum(len(found["executed_lines"]) for found in lines.values())
    missing = sum(len(found["missing_lines"]) for found in lines.values())
    for path in set(PROGRAM.rglob("*.py")) - lines.keys():
        missing += len(set(Slipcover.lines_from_code(compile(path.read_bytes(), path, "exec"))))
    return 100 * executed / (executed + missing)


class Summary:
    """The plugin of the controller: prints the figure, and fails the run below the minimum."""

    def __init__(self) -> None:
        self.line = ""

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if not (counts := sorted(Path(FOLDER).iterdir())):
            return
        figure = percentage(counts)
        self.line = f"Coverage: {figure:.1f} % of the program's lines, in the tests' own processes; at least {LEAST} %."
        if figure < LEAST and session.exitstatus == 0:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.line:
            terminalreporter.write_line(self.line)

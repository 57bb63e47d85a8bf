"""Measures the line coverage of the tests, counted in each of pytest's workers and added up by the controller.

SlipCover counts, because coverage's own tracer took a third of the tests' processor time on Python 3.11; coverage reports.
``ONGOING_COVERAGE`` names the folder for the counts. Programs that tests start are not counted, and neither are
branches: both would take more time than the figure is worth.
"""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import slipcover

ROOT = Path(__file__).parent.parent
PROGRAM = ROOT / "ongoing_desktop"
FOLDER = os.environ.get("ONGOING_COVERAGE", "")
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")


def started() -> slipcover.Slipcover | None:
    """Start counting in a worker; import the program only afterwards."""
    if not FOLDER or not WORKER:
        return None
    from slipcover import FileMatcher, ImportManager, Slipcover

    counted = Slipcover(immediate=True)  # a line that was counted runs at full speed from then on
    ImportManager(counted, FileMatcher([PROGRAM])).__enter__()
    return counted


def save(counted: slipcover.Slipcover) -> None:
    """Write what a worker counted, for coverage to report."""
    import coverage

    files = counted.get_coverage()["files"]
    data = coverage.CoverageData(basename=f"{FOLDER}/{WORKER}")
    data.add_lines({os.fspath(Path(name).absolute()): found["executed_lines"] for name, found in files.items()})
    data.write()


class Summary:
    """The plugin of the controller: prints the figure, and fails the run below the minimum."""

    def __init__(self) -> None:
        self.line = ""

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        import coverage

        files = sorted(Path(FOLDER).iterdir())
        if not files:
            return
        counted = coverage.Coverage(data_file=f"{FOLDER}/all", config_file=os.fspath(ROOT / "pyproject.toml"))
        counted.combine([os.fspath(file) for file in files])
        counted.get_data().touch_files([os.fspath(file) for file in PROGRAM.rglob("*.py")])
        figure = counted.report(file=io.StringIO())
        floor = counted.config.fail_under
        self.line = (
            f"Coverage: {figure:.1f} % of the program's lines, in the tests' own processes; at least {floor:g} %."
        )
        if figure < floor and session.exitstatus == 0:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.line:
            terminalreporter.write_line(self.line)

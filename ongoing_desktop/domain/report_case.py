"""One test of a report, such as a JUnit report."""

from __future__ import annotations

from ongoing_desktop.domain.lazy_dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Case:
    """One test case."""

    name: str
    group: str
    """The class name in the report."""
    seconds: float = 0.0
    failed: str = ""
    """Why it failed; empty if it did not."""
    skipped: str = ""
    """Why it was skipped; empty if it was not."""
    output: str = ""
    """What the command printed about it."""

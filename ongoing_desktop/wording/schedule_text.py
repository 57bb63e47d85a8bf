"""Schedules and their runs, in words."""

from __future__ import annotations

from typing import Final

from ongoing_desktop.domain.schedules import Schedule, ScheduleKind, ScheduleRun, State
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.wording.language import number, translated
from ongoing_desktop.wording.messages import sentence
from ongoing_desktop.wording.playing_text import DAY_TITLES
from ongoing_desktop.wording.times import every_text

KIND_TITLES: Final[dict[ScheduleKind, str]] = {
    "test": "Test request",
    "proof": "Proof of a receiver",
    "scenario": "Scenario",
    "burst": "Morning burst",
}
PROFILE_TITLES: Final[dict[str, str]] = {"quick": "Quick", "full": "Full"}
"""Titles of the profiles of probes by key."""
RUN_STATES: Final[dict[State, tuple[str, str]]] = {
    "passed": ("✓ passed", "good"),
    "failed": ("✕ failed", "bad"),
    "refused": ("✕ not run", "bad"),
    "missed": ("– missed", "warn"),
    "cancelled": ("– stopped", "muted"),
}
"""Word and tone for each result."""


def what_text(schedule: Schedule, settings: Settings) -> str:
    """What it sends, and to what: ``Proof of a receiver (Quick): Orders``."""
    title = translated(KIND_TITLES[schedule.kind])
    if schedule.choice:
        chosen = {**PROFILE_TITLES, **DAY_TITLES}.get(schedule.choice)
        title = f"{title} ({translated(chosen) if chosen else schedule.choice})"
    about = settings.system(schedule.about) if schedule.kind == "scenario" else settings.webhook(schedule.about)
    return f"{title}: {about.name if about else '–'}"


def when_text(schedule: Schedule) -> str:
    """When it runs: ``every 30 minutes``, ``06:30, Monday to Friday``."""
    if schedule.every_min:
        return every_text(schedule.every_min)
    text = translated("{time}, Monday to Friday") if schedule.workdays else translated("{time} every day")
    return text.format(time=schedule.at)


def state_word(run: ScheduleRun) -> str:
    """The result of a run in a word."""
    return translated(RUN_STATES[run.state][0])


def run_text(run: ScheduleRun) -> str:
    """The result of a run in a sentence."""
    if run.code:
        return sentence(run.code, run.params)
    return sentence("schedule-outcome", {"passed": number(run.passed), "failed": number(run.failed)})


def notice_text(name: str, run: ScheduleRun, before: ScheduleRun | None) -> str:
    """What to tell the user about a run that ended: only the first failure, and the first success after it; else empty."""
    was_bad = before is not None and before.state in ("failed", "refused")
    if run.state == "passed":
        return sentence("schedule-again", {"name": name}) if was_bad else ""
    if was_bad or run.state not in ("failed", "refused"):
        return ""
    if run.code:
        return sentence("schedule-not-run", {"name": name, "why": run_text(run)})
    return sentence("schedule-failed", {"name": name, "failed": run.failed, "all": run.failed + run.passed})

"""Sentences: tests that run by schedule."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "schedule-about": "Choose a webhook or a system.",
    "schedule-again": "The schedule “{name}” succeeds again.",
    "schedule-bug": "The run ended because of an error in this program. The log has the details.",
    "schedule-cancelled": "The run was stopped.",
    "schedule-choice": "Choose what to send.",
    "schedule-failed": "The schedule “{name}” failed: {failed} of {all} failed.",
    "schedule-long": "The run was stopped, because it took longer than {minutes} minutes.",
    "schedule-many": "There are {most} schedules already. Remove one first.",
    "schedule-minutes": "Enter at most {most} minutes.",
    "schedule-missed": "The program was not open, or the computer slept. {count} runs were missed and not made up for.",
    "schedule-missed-one": "The program was not open, or the computer slept. The run was not made up for.",
    "schedule-name": "Enter a name.",
    "schedule-no-system": "Its system no longer exists. Change or remove the schedule.",
    "schedule-no-webhook": "Its webhook no longer exists. Change or remove the schedule.",
    "schedule-not-run": "The schedule “{name}” could not run: {why}",
    "schedule-outcome": "{passed} passed, {failed} failed.",
    "schedule-production": "{host} is a production host. A schedule sends without asking, so it never sends there.",
    "schedule-time": "Enter a time such as 06:30.",
    "schedule-twice": "There is another schedule named “{name}”. Choose another name.",
    "schedule-unconfirmed": "Sending to {host} was not confirmed for this schedule. Open it, and save it again to confirm.",
    "schedule-unknown": "There is no schedule named “{name}”. Known: {known}.",
}

"""Sentences: the retry simulator."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "retry-running": "A delivery for this webhook is already running; cancel it or wait until it ends.",
    "retry-delivered": "Delivered at attempt {number} of {count}. Ongoing would stop here (assumed).",
    "retry-delivered-first": "Delivered at the first attempt: no retry is needed.",
    "retry-failed": "Not delivered: all {count} attempts failed. Ongoing would give up here, and the receiver would never get the event.",
    "retry-failed-one": "Not delivered: the only attempt failed. Ongoing would give up here, and the receiver would never get the event.",
    "retry-failed-none": "Not delivered. The retry policy is None, so Ongoing would not try again.",
    "retry-cancelled": "Cancelled after {count} attempts.",
    "retry-cancelled-one": "Cancelled after 1 attempt.",
    "retry-interrupted": "Interrupted after {count} attempts: the program closed or could not continue. Nothing more will be sent.",
    "retry-interrupted-one": "Interrupted after 1 attempt: the program closed or could not continue. Nothing more will be sent.",
    "retry-elsewhere": "Another process is running this: {number} of {count} attempts so far. Cancel it there.",
    "retry-elsewhere-one": "Another process is running this: {number} of 1 attempt so far. Cancel it there.",
    "retry-sending": "Attempt {number} of {count} is being sent.",
    "retry-waiting": "Attempt {number} of {count} is due in {left}.",
    "retry-paused": "Paused before attempt {number} of {count}.",
    "retry-stepping": "Attempt {number} of {count} is waiting: press Next attempt.",
    "retry-late": "{late} late, because this computer slept or was suspended; the remaining attempts are later by the same time",
}

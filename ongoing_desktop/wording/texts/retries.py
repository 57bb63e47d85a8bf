"""Sentences of the retry simulator."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "retry-running": "A delivery of this webhook is under way already; cancel it or wait for its end.",
    "retry-delivered": "Delivered at attempt {number} of {count}. Ongoing would stop here (assumed).",
    "retry-delivered-first": "Delivered at the first attempt: no retry is needed.",
    "retry-failed": "Not delivered: all {count} attempts failed. Ongoing would give up here; the event is lost to the receiver.",
    "retry-failed-none": "Not delivered. The retry policy is None, so Ongoing would not try again.",
    "retry-cancelled": "Cancelled after {count} attempts.",
    "retry-interrupted": "Interrupted after {count} attempts: the program ended or could not go on. Nothing more is sent.",
    "retry-elsewhere": "Another process plays this: {number} of {count} attempts so far. It can be cancelled there.",
    "retry-sending": "Attempt {number} of {count} is under way.",
    "retry-waiting": "Attempt {number} of {count} is due in {left}.",
    "retry-paused": "Paused before attempt {number} of {count}.",
    "retry-stepping": "Attempt {number} of {count} waits for you: press Next attempt.",
    "retry-late": "late by {late}: this computer slept or stood still; the rest of the plan moves on by as much",
}

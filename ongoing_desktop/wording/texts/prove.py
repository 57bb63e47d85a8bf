"""Sentences: proving a receiver."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "prove-better": "Better than in the last run: {titles}.",
    "prove-changed": "In the last run “{title}” {before}; now it {now}.",
    "prove-cancelled": "Cancelled. Requests already sent are in History.",
    "prove-doubtful": "Recommended probes that failed: {count}.",
    "prove-failed": "Not ready for Ongoing. Required probes that failed: {count}.",
    "prove-how": "(answer with --answer {probe}=yes or {probe}=no)",
    "prove-left": "{count} questions are left that only you can answer. They are below the list, one after the other.",
    "prove-left-one": "One question is left that only you can answer. It is below the list.",
    "prove-passed": "Ready for Ongoing: all required probes passed.",
    "prove-saved": "Report saved as {path}.",
    "prove-worse": "Worse than in the last run: {titles}.",
}

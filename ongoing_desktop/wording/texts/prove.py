"""Sentences: proving a receiver."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "prove-ask": "Only you can see: {questions}",
    "prove-cancelled": "Cancelled. Requests already sent are in History.",
    "prove-doubtful": "Recommended probes that failed: {count}.",
    "prove-failed": "Not ready for Ongoing. Required probes that failed: {count}.",
    "prove-passed": "Ready for Ongoing: all required probes passed.",
    "prove-saved": "Report saved as {path}.",
}

"""What a played day shows, in sentences."""

from __future__ import annotations

from typing import Final

from ongoing_desktop.domain.day import DayReport
from ongoing_desktop.wording.language import decimal
from ongoing_desktop.wording.messages import sentence

DAY_TITLES: Final = {
    "morning-picking": "Morning wave of picking",
    "goods-in": "A morning of goods in",
    "whole-day": "A whole day",
}
"""Titles of the built-in days by key."""
ON_TIME_S = 0.25
"""A delay up to this is not worth mentioning."""


def burst_sentences(report: DayReport) -> list[str]:
    """The result of a run that has ended, the most important first."""
    whole, count = report.whole(), len(report.sent)
    if report.good:
        found = [sentence("burst-all-good", {"count": count})]
    else:
        words = ", ".join(f"{number} × {word}" for word, number in whole.words.items())
        found = [sentence("burst-some-bad", {"good": whole.good, "all": count, "words": words or "–"})]
    if report.cut:
        left = count - report.done
        found.append(sentence("burst-cut", {"seconds": decimal(report.bounds.longest_s), "left": left, "all": count}))
    if whole.times_ms:
        found.append(sentence("burst-times-ms", {key: decimal(value, 0) for key, value in whole.times_ms.items()}))
    if report.late_s <= ON_TIME_S:
        found.append(sentence("burst-kept-up"))
    else:
        late = decimal(report.late_s, 1)
        found.append(sentence("burst-behind", {"behind": max(report.backlog()), "late": late}))
    return found

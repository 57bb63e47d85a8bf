"""Sentences about what is played: deliveries with their retries, and days."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from ongoing_desktop.domain.day import DayReport
from ongoing_desktop.domain.deliveries import Delivery
from ongoing_desktop.domain.sent import Sent
from ongoing_desktop.wording.language import decimal, translated
from ongoing_desktop.wording.messages import sentence
from ongoing_desktop.wording.times import duration_text


def planned_words(attempt: Sent) -> str:
    """When an attempt is due, counted from the first one."""
    return translated("at once") if attempt.planned_s == 0 else f"+ {duration_text(attempt.planned_s)}"


def late_words(attempt: Sent) -> str:
    """How late the attempt was and why; empty if it was on time."""
    return sentence("retry-late", {"late": duration_text(attempt.late_s)}) if attempt.late_s else ""


def state_sentence(delivery: Delivery, now: datetime) -> str:
    """The state of the delivery in one sentence."""
    count, made = len(delivery.attempts), len(delivery.made)
    if delivery.elsewhere:
        return sentence("retry-elsewhere", {"number": made, "count": count})
    params: dict[str, object] = {"count": count, "number": made}
    match delivery.state:
        case "delivered":
            return sentence("retry-delivered-first" if made == 1 else "retry-delivered", params)
        case "failed":
            return sentence("retry-failed" if count > 1 else "retry-failed-none", params)
        case "cancelled" | "interrupted":
            message = sentence(f"retry-{delivery.state}", {"count": made})
            return f"{message} {sentence(delivery.code, delivery.params)}" if delivery.code else message
        case "sending":
            return sentence("retry-sending", params)
    params["number"] = made + 1
    if delivery.paused:
        return sentence("retry-paused", params)
    if delivery.resumes_at is None:
        return sentence("retry-stepping", params)
    left = max(0.0, (delivery.resumes_at - now).total_seconds())
    return sentence("retry-waiting", params | {"left": duration_text(left)})


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

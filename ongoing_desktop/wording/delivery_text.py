"""Sentences about a delivery, for the window and the command line."""

from __future__ import annotations

from datetime import datetime

from ongoing_desktop.domain.deliveries import Delivery
from ongoing_desktop.domain.sent import Sent
from ongoing_desktop.wording.language import translated
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

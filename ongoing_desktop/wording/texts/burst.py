"""Sentences: playing a day at a receiver."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "burst-all-good": "All {count} requests succeeded.",
    "burst-all-good-one": "The request succeeded.",
    "burst-at-once": "Enter how many requests may be without an answer at the same time: {from:g} to {to:,.0f}.",
    "burst-behind": "At worst, {behind} requests were due and not yet answered, and a request was sent {late} s late.",
    "burst-cancelled": "Cancelled. Requests already sent are in History.",
    "burst-cut": "Stopped after {seconds} s, because the receiver was too slow: {left} of {all} requests were not sent.",
    "burst-empty": "The day contains no event.",
    "burst-factor": "Enter a factor from {from:g} to {to:,.0f}; 0 sends without waits.",
    "burst-kept-up": "The receiver kept up with the plan.",
    "burst-line": "Line {line} cannot be read: “{text}”. Write the type, the number and the time, such as “order-picked 60 06:30-08:00 wave”.",
    "burst-longest": "Enter a time limit from {from:g} to {to:,.0f} s.",
    "burst-many": "The day has {found} events. At most {most} can be sent; reduce the number of events.",
    "burst-many-recorded": "Too many received requests match; the limit is {limit}. Limit the filter to a shorter time.",
    "burst-none": "No received request matches.",
    "burst-rate": "Enter a rate from {from:g} to {to:,.0f} requests a second.",
    "burst-shape": "Line {line}: “{shape}” is not known. Write {known}.",
    "burst-some-bad": "{good} of {all} requests succeeded. The others: {words}.",
    "burst-times": "Line {line}: write a time such as 06:30-08:00, within one day and with the earlier time first.",
    "burst-times-ms": "Half were answered within {p50} ms, 95 % within {p95} ms, 99 % within {p99} ms; the slowest took {max} ms.",
    "burst-too-long": "At this factor and rate the run would take {planned} s, more than the limit of {limit} s. Choose a higher factor or limit, or fewer events.",
    "burst-type": "Line {line}: there is no webhook type “{type}”.",
    "burst-unknown": "There is no day named “{name}”. Use one of {known}, or a file with a suffix, such as day.txt.",
}

"""Sentences of repeats, order and load."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "series-count": "Between 1 and {most} requests, please.",
    "series-at-once": "Between 1 and {most} at the same time, please.",
    "series-gap": "A gap between 0 and {most} s, please.",
    "series-limit": "A time-out between {least} and {most} s, please.",
    "series-nothing": "Nothing was answered yet.",
    "series-only-one": "Only one request was answered ({word}), so there is nothing to compare yet.",
    "series-first-failed": "The first was not accepted ({word}), so the answers say nothing about repeats.",
    "series-both-failed": "Neither was accepted ({first}, then {second}), so the answers say nothing about repeats.",
    "series-both-alike": "Accepted twice, with the same answer ({first}, then {second}). That is right only if the receiver "
    "knows webhookEventId again: look there whether the event took effect once.",
    "series-both-alike-at-once": "Both were accepted at the same time with the same answer ({first}, {second}). Look whether "
    "the event took effect once: a check that first reads and then writes lets both through.",
    "series-told-apart": "Accepted twice, but answered differently ({first}, then {second}): the receiver seems to know the "
    "event again, and Ongoing would be content (assumed).",
    "series-one-of-both": "One was accepted and one was not ({first}, {second}). Ongoing would try the other again (assumed), "
    "so that repeat should get a 2xx too once the event is known.",
    "series-repeat-refused": "The repeat was refused with {second} after {first}: the receiver knows the event again, but "
    "Ongoing would count that as failed and go on trying (assumed). Answer a known event with a 2xx.",
    "series-repeat-broke": "The repeat failed ({second}) although the first was accepted ({first}): the receiver stumbles "
    "over an event that it knows already, and Ongoing would go on trying (assumed).",
    "series-no-timeout": "The first was answered ({word}) before the {limit} s were over, so no time-out came about. Choose "
    "a shorter time-out, or let a reply rule of the listener delay.",
    "series-timeout-accepted": "After the time-out the repeat was accepted ({second}). That is right only if the receiver "
    "either did not process the first one or knows it again: look whether the event took effect once.",
    "series-timeout-refused": "After the time-out the repeat was refused with {second}: the receiver processed the first one "
    "although nobody heard its answer. Ongoing would go on trying (assumed); answer a known event with a 2xx.",
    "series-timeout-broke": "After the time-out the repeat failed ({second}): Ongoing would go on trying (assumed).",
    "series-newer-failed": "The newer event, which came first, was not accepted ({newer}), so the answers say nothing about order.",
    "series-order-alike": "Both were accepted with the same answer, the newer one first. Look whether the receiver kept what "
    "the newer one said: Ongoing's pages promise no order, and only timestamp and webhookEventId tell it.",
    "series-order-told": "Both were accepted, and the older one was answered differently ({older} after {newer}): the "
    "receiver seems to notice that it came late.",
    "series-order-refused": "The older event was refused with {older} because it came late: Ongoing would count that as "
    "failed and go on trying (assumed). Answer it with a 2xx and leave it aside.",
    "series-order-broke": "The older event failed ({older}) after the newer one was accepted: Ongoing would go on trying (assumed).",
    "series-all-good": "All {count} were accepted.",
    "series-some-bad": "{good} of {count} were accepted; the others: {bad}.",
    "series-limited": "From request {number} on it asked to be sent less often (429).",
    "series-times": "Half were answered within {p50} ms, 90 % within {p90} ms, 99 % within {p99} ms, the slowest took {max} ms.",
    "series-rate": "Together that was {rate} a second.",
    "series-cut": "Stopped after {seconds} s: not all {count} were sent.",
    "series-cancelled": "Cancelled; what was sent stands in the history.",
    "series-refused-long": "Nothing more was sent: {why}",
}

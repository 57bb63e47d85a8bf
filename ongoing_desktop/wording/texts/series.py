"""Sentences: repeats, order and load."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "series-count": "Enter a number of requests from 1 to {most}.",
    "series-at-once": "Enter a number from 1 to {most} to send at the same time.",
    "series-gap": "Enter a gap from 0 to {most:g} s.",
    "series-limit": "Enter a time-out from {least:g} to {most:g} s.",
    "series-nothing": "No response yet.",
    "series-only-one": "Only one request was answered ({word}), so there is nothing to compare yet.",
    "series-first-failed": "The first request was not accepted ({word}), so the responses say nothing about repeats.",
    "series-both-failed": "Neither request was accepted ({first}, then {second}), so the responses say nothing about repeats.",
    "series-both-alike": "Both were accepted with the same response ({first}, then {second}). That is correct only if the receiver recognises a repeated webhookEventId. Check there that the event took effect only once.",
    "series-both-alike-at-once": "Both were accepted at the same time with the same response ({first}, {second}). Check that the event took effect only once: a receiver that checks and then writes lets both through.",
    "series-told-apart": "Both were accepted with different responses ({first}, then {second}): the receiver seems to recognise the event, and Ongoing would count both as delivered (assumed).",
    "series-one-of-both": "One was accepted and one was not ({first}, {second}). Ongoing would try the other again (assumed), so a repeat of a known event should get a 2xx too.",
    "series-repeat-refused": "The repeat was refused with {second} after {first}: the receiver recognises the event, but Ongoing would count that as failed and try again (assumed). Answer a known event with a 2xx.",
    "series-repeat-broke": "The repeat failed ({second}) although the first was accepted ({first}): the receiver fails on an event it already knows, and Ongoing would try again (assumed).",
    "series-no-timeout": "The first request was answered ({word}) within {limit:g} s, so there was no time-out. Choose a shorter time-out, or add a delay with a reply rule of the listener.",
    "series-timeout-accepted": "After the time-out the repeat was accepted ({second}). That is correct only if the receiver did not process the first request or recognises the repeat. Check that the event took effect only once.",
    "series-timeout-refused": "After the time-out the repeat was refused with {second}: the receiver processed the first request although the sender never saw the response. Ongoing would try again (assumed); answer a known event with a 2xx.",
    "series-timeout-broke": "After the time-out the repeat failed ({second}): Ongoing would try again (assumed).",
    "series-newer-failed": "The newer event, which was sent first, was not accepted ({newer}), so the responses say nothing about order.",
    "series-order-alike": "Both were accepted with the same response, the newer one first. Check that the receiver kept the newer data: Ongoing promises no order, and only timestamp and webhookEventId show it.",
    "series-order-told": "Both were accepted, and the older one got a different response ({older} after {newer}): the receiver seems to notice that it arrived late.",
    "series-order-refused": "The older event was refused with {older} because it arrived late: Ongoing would count that as failed and try again (assumed). Answer it with a 2xx and ignore it.",
    "series-order-broke": "The older event failed ({older}) after the newer one was accepted: Ongoing would try again (assumed).",
    "series-all-good": "All {count} were accepted.",
    "series-all-good-one": "It was accepted.",
    "series-some-bad": "Accepted: {good} of {count}; the others: {bad}.",
    "series-limited": "From request {number} on, the receiver asked for fewer requests (429).",
    "series-times": "Half of the requests were answered within {p50} ms, 90 % within {p90} ms, 99 % within {p99} ms; the slowest took {max} ms.",
    "series-rate": "In total, {rate} per second.",
    "series-cut": "Stopped after {seconds:g} s: not all {count} were sent.",
    "series-cancelled": "Cancelled. Requests already sent are in History.",
    "series-refused-long": "Nothing more was sent: {why}",
}

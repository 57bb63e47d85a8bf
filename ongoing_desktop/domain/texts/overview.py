"""Sentences: an exchange in words, and what there is to do about it."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "overview-happened": "{thing} {done}{when}",
    "overview-some-trigger": "something happened to {thing}{when}; which trigger of “{family}” fired is not said",
    "overview-sent": "We told {host} that {what}",
    "overview-by-webhook": "the body does not name its trigger, this is the webhook's",
    "overview-attempt": "{which} attempt",
    "overview-arrival": "{which} arrival seen here",
    "overview-only-arrival": "the only arrival seen here",
    "overview-ours": "sent by this app itself",
    "overview-from-file": "read from a file",
    "overview-malformed": "Something came that is no proper HTTP request.",
    "overview-came-empty": "A {method} request without a body came to {path}.",
    "overview-came-json": "A {method} request came to {path} with JSON that is none of Ongoing's payloads.",
    "overview-came-other": "A {method} request came to {path} with {bytes} bytes that are no JSON.",
    "overview-came-unread": "A {method} request came to {path}; its body was not read.",
    "overview-came-large": "A {method} request came to {path} with {bytes} bytes, too many to look into.",
    "overview-sent-empty": "We sent {host} a {method} request without a body.",
    "overview-sent-json": "We sent {host} a {method} request with JSON that is none of Ongoing's payloads.",
    "overview-sent-other": "We sent {host} a {method} request with {bytes} bytes that are no JSON.",
    "overview-sent-large": "We sent {host} a {method} request with {bytes} bytes.",
    "next-nothing": "Nothing is to be done.",
    "next-no-event": "If Ongoing is the sender, look at what stands between it and here; it sends a JSON payload with every event.",
    "next-open": "Whoever knows the address can send this. Choose an authentication where it is reachable from outside.",
    "next-refused": "Make both sides the same: edit the webhook here, or enter its credential in Ongoing anew.",
    "next-other-scheme": "Choose the same authentication on both sides: in Ongoing's form, and when you edit the webhook here.",
    "next-unverifiable": "Edit the webhook and enter its credential; the next request can then be checked.",
    "next-unmatched": "Create a webhook whose address has the path {path}, or say on the tab Check whose number this is.",
    "next-unmatched-other": "If it was meant for a webhook here, give that webhook an address with the path {path}.",
    "next-malformed": "The sender has to be put right; the tab Body shows the beginning of what came.",
    "next-unanswered": "The sender hung up before it had our answer, so it counts this as failed and may come again.",
    "next-not-2xx": "We answered {status}, which Ongoing counts as a failure (assumed: {rule} counts).",
    "next-imported": "Nothing is to be done; it is here to be looked at.",
    "next-pending": "Wait for the answer; it is shown here as soon as it comes.",
    "next-no-webhook": "The webhook it was sent for is deleted now.",
    "next-unknown": "Send it again to see what is answered.",
}

"""Sentences of a payload's check; the path of the member stands before them."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "check-not-text": "The body is not valid {coding}; byte {byte} cannot be read.",
    "check-coding": "It is written in {coding}. JSON is exchanged as UTF-8, and receivers read nothing else.",
    "check-not-json": "The body is not JSON: {what}, in line {line}, column {column}.",
    "check-empty": "There is nothing in it.",
    "check-no-number": "“{what}” is no number of JSON.",
    "check-too-deep": "It is nested too deeply to be a payload of Ongoing.",
    "check-bom": "It begins with a byte order mark, which some receivers cannot read.",
    "check-twice": "The member “{name}” comes twice; receivers differ in which one they take.",
    "check-no-object": "It is JSON, but no object, so it is no payload of Ongoing.",
    "check-unknown-family": "No documented payload has these members: it lacks a known webhook…Id.",
    "check-other-family": "It is a payload of “{is}”, not of “{wanted}”.",
    "check-other-trigger": "It says that “{is}” fired, not “{wanted}”.",
    "check-unknown": "Not documented. Payloads grow without notice; a receiver should not stop at it.",
    "check-case": "Not documented in this spelling; “{name}” is.",
    "check-null": "Null, where the documentation shows {type} and no captured payload has null.",
    "check-type": "Of another type: {got}, where the documentation has {wanted}.",
    "check-time": "Not a time as documented (2026-01-15T09:30:29.9324850).",
    "check-time-decimals": "Another form of the time: the documentation has seven decimals and no zone, captures a Z as well.",
    "check-country": "Not a two-letter country code.",
    "check-mime": "Not a media type such as application/pdf.",
    "check-link": "Not a link that begins with http:// or https://.",
    "check-path": "Another path than the payload's own members make: {wanted} (inferred).",
    "check-least": "{value}, where it is at least {least:g}.",
    "check-means-least": "{value}, though “{title}” fires at {least:g} or higher.",
    "check-means-flag": "Not {wanted}, though “{title}” fired.",
    "check-means-same": "The same as {other}, though “{title}” says that it changed.",
    "check-means-one-of": "{count} of {names} are there, where “{title}” is about exactly one.",
    "check-absent": "Not in it. The pages promise no member's presence, so a receiver should not rely on it.",
    "check-absent-needed": "Not in it, though every documented and captured payload has it.",
    "check-good": "Fits what is documented for {family}: {trigger}.",
    "check-good-unsaid": "Fits what is documented for {family}; which trigger fired is not said.",
}

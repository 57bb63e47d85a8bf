"""Sentences: checking a payload. Each follows the path of a member."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "check-failed": "The payload does not match the documentation. Errors: {count}.",
    "check-not-text": "The body is not valid {coding}; byte {byte} cannot be read.",
    "check-coding": "The body is encoded in {coding}. JSON is exchanged as UTF-8, and receivers read only that.",
    "check-not-json": "The body is not JSON: {what}, in line {line}, column {column}.",
    "check-empty": "The body is empty.",
    "check-no-number": "“{what}” is not a valid JSON number.",
    "check-too-deep": "The body is nested too deeply for an Ongoing payload.",
    "check-bom": "The body begins with a byte order mark, which some receivers cannot read.",
    "check-twice": "The field “{name}” occurs twice; receivers differ in which one they use.",
    "check-no-object": "The body is JSON but not an object, so it is not an Ongoing payload.",
    "check-unknown-family": "No documented payload has these fields: a known webhook…Id is missing.",
    "check-other-family": "This is a “{is}” payload, not a “{wanted}” payload.",
    "check-other-trigger": "The payload says that “{is}” fired, not “{wanted}”.",
    "check-unknown": "Not documented. Ongoing may add fields without notice; a receiver should accept unknown ones.",
    "check-case": "Unknown field. Did you mean “{name}”?",
    "check-null": "Null, where the documentation shows {type} and no captured payload has null.",
    "check-type": "Wrong type: {got} instead of the documented {wanted}.",
    "check-time": "Not in the documented time format (2026-01-15T09:30:29.9324850).",
    "check-time-decimals": "Different time format: the documentation shows seven decimals and no zone; captured payloads also have a Z.",
    "check-country": "Not a two-letter country code.",
    "check-mime": "Not a media type such as application/pdf.",
    "check-link": "Not a link that begins with http:// or https://.",
    "check-path": "The path does not match the payload's own fields: expected {wanted} (inferred).",
    "check-least": "{value}, but at least {least:g} is expected.",
    "check-means-least": "{value}, although “{title}” fires only at {least:g} or higher.",
    "check-means-flag": "Not {wanted}, although “{title}” fired.",
    "check-means-same": "Same as {other}, although “{title}” says that it changed.",
    "check-means-one-of": "{count} of {names} are present, but “{title}” concerns exactly one.",
    "check-absent": "Missing. Ongoing does not guarantee any field, so a receiver should not rely on it.",
    "shape-member": "New shape: no earlier payload of this type had {path}. It is {what}.",
    "shape-type": "New shape: {path} is {what}. It was not in earlier payloads of this type.",
    "shape-value": "New shape: {path} has the value {what} for the first time.",
    "shape-absent": "New shape: {path} is missing. All earlier payloads of this type had it.",
    "check-absent-needed": "Missing, although every documented and captured payload has it.",
    "check-good": "Matches the documentation of {family}: {trigger}.",
    "check-good-unsaid": "Matches the documentation of {family}; it does not say which trigger fired.",
}

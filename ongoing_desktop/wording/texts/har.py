"""Sentences about HAR files and their entries. An entry's sentence is behind its number."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "har-not-json": "The file is not JSON that a HAR file can be (from byte {byte} on). Nothing was imported.",
    "har-changed": "{path} has changed since it was read. Import it again; nothing was imported.",
    "har-nothing": "None of the {count} entries can be imported. {first}",
    "har-ended": "The file ends too early or is broken behind its last entry below; what came before it can be imported.",
    "har-left-out": "Entry {entry} is left out: {what}",
    "har-doubtful": "Entry {entry}: {what}",
    "har-entry": "it must be {wanted}.",
    "har-entry-json": "it is not JSON.",
    "har-not-utf8": "it is not UTF-8 text.",
    "har-deep": "it is nested deeper than {limit} levels.",
    "har-large": "it is larger than {limit_mib} MiB.",
    "har-part": "its member “{part}” is missing or is of the wrong type.",
    "har-scheme": "“{scheme}:” is no request over the network.",
    "har-time": "its time (startedDateTime) cannot be read, and no entry before it has one.",
    "har-time-taken": "its time (startedDateTime) cannot be read; it gets that of the entry before.",
    "har-duration": "its duration (time) is no number, so none is shown.",
    "har-no-response": "it has no response, so it counts as failed.",
    "har-headers": "the headers of the {side} are no list and are left out.",
    "har-header": "a header of the {side} has no name or is no text, and is left out.",
    "har-header-value": "the value of the header “{name}” of the {side} is no text; it is taken as far as possible.",
    "har-body-json": "the body of the {side} is given as JSON instead of its text, so its spaces and line breaks are not those that were sent.",
    "har-base64": "the body of the {side} is said to be base64 and is not, so it is left out.",
    "har-multipart": "the body of the {side} is a form in parts whose files are not in the HAR file, so it cannot be rebuilt.",
    "har-params": "the body of the {side} is given as parameters, but its type is no form, so it cannot be rebuilt.",
    "har-failed": "It got no whole answer. The file says: {what}",
    "har-failed-unsaid": "It got no answer, and the file does not say why.",
    "har-failed-alone": "The file has no response for it: it was interrupted, or no answer came.",
}

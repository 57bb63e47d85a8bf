"""Sentences: HAR files and their entries. An entry's sentence follows its number."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "har-not-json": "The file is not valid JSON from byte {byte} on, so it is not a HAR file. Nothing was imported.",
    "har-changed": "{path} has changed since it was read. Import it again; nothing was imported.",
    "har-nothing": "None of the {count} entries can be imported. {first}",
    "har-nothing-one": "The only entry cannot be imported. {first}",
    "har-ended": "The file is incomplete or damaged after the last entry below; the entries before can be imported.",
    "har-left-out": "Entry {entry} will be left out: {what}",
    "har-doubtful": "Entry {entry}: {what}",
    "har-entry": "it must be {shape}.",
    "har-entry-json": "it is not JSON.",
    "har-not-utf8": "it is not UTF-8 text.",
    "har-deep": "it is nested deeper than {limit} levels.",
    "har-large": "it is larger than {limit_mib} MiB.",
    "har-part": "its field “{part}” is missing or has the wrong type.",
    "har-scheme": "“{scheme}:” is not a network request.",
    "har-time": "its time (startedDateTime) cannot be read, and no entry before it has one.",
    "har-time-taken": "its time (startedDateTime) cannot be read; the time of the entry before it, or of the file, is used.",
    "har-duration": "its duration (time) is not a number, so none is shown.",
    "har-no-response": "it has no response, so it counts as failed.",
    "har-headers": "the headers of the {side} are not a list and are left out.",
    "har-header": "a header of the {side} has no name or is not text, and is left out.",
    "har-header-value": "the value of the header “{name}” of the {side} is not text; it is converted as far as possible.",
    "har-body-json": "the body of the {side} is given as JSON instead of text, so its spaces and line breaks differ from those sent.",
    "har-base64": "the body of the {side} is marked as base64 but is not valid base64, so it is left out.",
    "har-multipart": "the body of the {side} is a multipart form whose files are not in the HAR file, so it cannot be rebuilt.",
    "har-params": "the body of the {side} is given as parameters, but its type is not a form, so it cannot be rebuilt.",
    "har-failed": "No complete response was received. The file says: {what}",
    "har-failed-unsaid": "No response was received, and the file does not say why.",
    "har-failed-alone": "The file has no response for it: it was interrupted, or no response was received.",
}
